//! The days on which a member's story turns. One pass over the days.

use super::{REGULAR_ACTIONS, SILENT_DAYS};
use crate::{
    analytics::{dataset::Dataset, presence::Presence},
    model::{Day, Period, facts::MISSING_DAY},
};

/// First actions, comebacks and the day of becoming a regular.
#[derive(Debug, Default)]
pub(crate) struct Turns {
    /// Day of the first counted action, by row of the members table; [`MISSING_DAY`] = none.
    pub(crate) first: Vec<i32>,
    /// Day on which a member first had 4 actions within 90 days; [`MISSING_DAY`] = never.
    pub(crate) regular: Vec<i32>,
    /// Day and member, ascending in days.
    firsts: Vec<(i32, u32)>,
    comebacks: Vec<(i32, u32)>,
}

impl Turns {
    pub(super) fn new(dataset: &Dataset, presence: &Presence) -> Self {
        let rows = presence.member_rows();
        let mut turns = Self { first: vec![MISSING_DAY; rows], regular: vec![MISSING_DAY; rows], ..Self::default() };
        // The days of each member's last actions, oldest first.
        let mut latest = vec![[MISSING_DAY; REGULAR_ACTIONS as usize]; rows];
        let everything = Period { start: Day(i32::MIN), end: Day(i32::MAX) };
        presence.each_member_day(dataset, everything, &mut |day, members, actions| {
            for (member, actions) in members.iter().zip(actions) {
                let row = *member as usize;
                let latest = &mut latest[row];
                let before = latest[latest.len() - 1];
                if before == MISSING_DAY {
                    turns.first[row] = day;
                    turns.firsts.push((day, *member));
                } else if day - before > SILENT_DAYS {
                    turns.comebacks.push((day, *member));
                }
                let new = (*actions).min(REGULAR_ACTIONS) as usize;
                latest.rotate_left(new);
                let kept = latest.len() - new;
                latest[kept..].fill(day);
                if turns.regular[row] == MISSING_DAY && latest[0] != MISSING_DAY && day - latest[0] < SILENT_DAYS {
                    turns.regular[row] = day;
                }
            }
        });
        turns
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
