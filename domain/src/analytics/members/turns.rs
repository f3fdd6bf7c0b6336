//! The days on which a member's story turns. One pass over the days.

use super::{REGULAR_ACTIONS, SILENT_DAYS, people::reached};
use crate::{
    analytics::presence::Presence,
    model::{Day, Period, facts::MISSING_DAY},
};

/// First actions, comebacks and the day of becoming a regular.
#[derive(Debug, Default)]
pub(crate) struct Turns {
    /// Day of the first counted action, by row of the members table; [`MISSING_DAY`] = none.
    pub(crate) first: Vec<i32>,
    /// Day on which a member first had 4 actions within 90 days; [`MISSING_DAY`] = never.
    pub(crate) regular: Vec<i32>,
    /// Day of the last counted action; [`MISSING_DAY`] = none.
    last: Vec<i32>,
    /// Day and member, ascending in days.
    firsts: Vec<(i32, u32)>,
    comebacks: Vec<(i32, u32)>,
    /// Of each comeback, the day of the last action before the silence.
    silent_since: Vec<i32>,
}

impl Turns {
    pub(super) fn new(presence: &Presence) -> Self {
        let rows = presence.member_rows();
        let none = || vec![MISSING_DAY; rows];
        let mut turns = Self { first: none(), regular: none(), last: none(), ..Self::default() };
        // The days of each member's last actions, oldest first; kept up to date until the member is a regular.
        let mut latest = vec![[MISSING_DAY; REGULAR_ACTIONS as usize]; rows];
        let everything = Period { start: Day(i32::MIN), end: Day(i32::MAX) };
        presence.each_member_day(everything, &mut |day, members, actions| {
            for (member, actions) in members.iter().zip(actions) {
                let row = *member as usize;
                let before = std::mem::replace(&mut turns.last[row], day);
                if before == MISSING_DAY {
                    turns.first[row] = day;
                    turns.firsts.push((day, *member));
                } else if day - before > SILENT_DAYS {
                    turns.comebacks.push((day, *member));
                    turns.silent_since.push(before);
                }
                if turns.regular[row] != MISSING_DAY {
                    continue;
                }
                let latest = &mut latest[row];
                for _ in 0..(*actions).min(REGULAR_ACTIONS) {
                    latest.rotate_left(1);
                    latest[REGULAR_ACTIONS as usize - 1] = day;
                }
                if latest[0] != MISSING_DAY && day - latest[0] < SILENT_DAYS {
                    turns.regular[row] = day;
                }
            }
        });
        turns
    }

    /// By row of the members table, the day of the last action up to a day, where at least 90 silent days up to that
    /// day follow it; [`MISSING_DAY`] for everybody else.
    pub(super) fn last_before_silence(&self, end: i32) -> Vec<i32> {
        let silent = |day: i32| if reached(day, end - SILENT_DAYS) { day } else { MISSING_DAY };
        let mut last: Vec<i32> = self.last.iter().map(|day| silent(*day)).collect();
        // Who acted again later may have been silent then.
        let later = self.comebacks.partition_point(|(day, _)| *day <= end);
        for ((_, member), since) in self.comebacks.iter().zip(&self.silent_since).skip(later) {
            if silent(*since) != MISSING_DAY {
                last[*member as usize] = *since;
            }
        }
        last
    }

    /// Members whose first action lies in a period.
    pub(crate) fn firsts(&self, period: Period) -> &[(i32, u32)] {
        within(&self.firsts, period)
    }

    /// Members who came back in a period; one who did so twice stands there twice.
    pub(crate) fn comebacks(&self, period: Period) -> &[(i32, u32)] {
        within(&self.comebacks, period)
    }
}

fn within(turns: &[(i32, u32)], period: Period) -> &[(i32, u32)] {
    let start = turns.partition_point(|(day, _)| *day < period.start.0);
    let end = turns.partition_point(|(day, _)| *day <= period.end.0);
    turns.get(start..end).unwrap_or(&[])
}
