//! Audience segments: which members a rule selects, and the rule in words. Pure functions of a dataset, a rule and a
//! day.
//!
//! - Activities count as figures count them; joining, leaving and moderation only where the condition names that kind.
//! - “In the last 30 days” are the 30 days up to and with the given one. What lies after it does not count.
//! - Where a member has no such number (nobody knows when they joined; they never did anything), no bound holds.
//! - Staff and bots are left out where the workspace leaves them out, and counted.

use super::{
    dataset::{Class, Dataset},
    format::decimals,
    scope::{Filter, split},
};
use crate::model::{
    Day, Id,
    facts::{Chunk, DictionaryKind, MISSING_CODE, MISSING_COUNT, MISSING_DAY, activity, kind},
    record::{Bound, Condition, Measure, SegmentRule},
};
use serde::Serialize;

/// The members of a segment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SegmentMembers {
    /// Rows of the members table, ascending.
    pub rows: Vec<u32>,
    /// Staff and bots whom the rule selects too, where those are left out.
    pub left_out: usize,
    /// How many members there are to choose from, without those left out.
    pub of: usize,
}

/// The members that a rule selects on a day. A rule without conditions selects nobody.
pub fn segment_members(dataset: &Dataset, rule: &SegmentRule, today: Day) -> SegmentMembers {
    let count = dataset.workspace().facts.members.len();
    let mut chosen = vec![!rule.any && !rule.conditions.is_empty(); count];
    for condition in &rule.conditions {
        let numbers = numbers(dataset, condition, today, count);
        for (chosen, number) in chosen.iter_mut().zip(numbers) {
            // Of NaN nothing holds.
            let holds = match condition.bound {
                Bound::AtLeast => number >= condition.value,
                Bound::AtMost => number <= condition.value,
            };
            *chosen = if rule.any { *chosen || holds } else { *chosen && holds };
        }
    }
    let mut found = SegmentMembers::default();
    for (row, chosen) in chosen.into_iter().enumerate() {
        let outside = dataset.leaves_out(row);
        found.of += usize::from(!outside);
        match (chosen, outside) {
            (true, false) => found.rows.push(row as u32),
            (true, true) => found.left_out += 1,
            (false, _) => {}
        }
    }
    found
}

/// Which activities a condition looks at.
struct Asked {
    /// `None` = every kind that counts.
    kind: Option<u32>,
    /// `None` = everywhere.
    channel: Option<u32>,
    /// First and last day. With `untimed` activities without a time pass too.
    days: (i32, i32),
    untimed: bool,
}

impl Asked {
    fn new(dataset: &Dataset, condition: &Condition, today: Day) -> Self {
        let dictionaries = &dataset.workspace().facts.dictionaries;
        // What no row has is no code of any: it matches nothing.
        let code = |dictionary, text: &str| dictionaries.get(dictionary).find(text).unwrap_or(MISSING_CODE - 1);
        // How long ago somebody did something needs all the days there are.
        let days = condition.days.filter(|_| condition.measure != Measure::DaysSinceActive);
        let first = days.map_or(i32::MIN, |days| today.0.saturating_add(1).saturating_sub_unsigned(days));
        Self {
            kind: condition.kind.as_deref().map(|kind| code(DictionaryKind::Kind, kind)),
            channel: condition.channel.map(|channel| code(DictionaryKind::Channel, &channel.to_string())),
            days: (first, today.0),
            untimed: days.is_none(),
        }
    }

    fn admits(&self, row: &Row<'_>, place: usize) -> bool {
        let counts = match row.classes[place] {
            Class::Action | Class::Staff => true,
            Class::Nameless => false,
            Class::Uncounted => self.kind.is_some(),
        };
        let day = row.days[place];
        counts
            && self.kind.is_none_or(|kind| kind == row.kinds[place])
            && self.channel.is_none_or(|channel| channel == row.channels[place])
            && if day == MISSING_DAY { self.untimed } else { self.days.0 <= day && day <= self.days.1 }
    }
}

/// The columns of one chunk.
struct Row<'a> {
    chunk: &'a Chunk,
    members: &'a [u32],
    kinds: &'a [u32],
    channels: &'a [u32],
    days: &'a [i32],
    classes: &'a [Class],
}

fn chunks(dataset: &Dataset) -> impl Iterator<Item = Row<'_>> {
    let chunks = dataset.workspace().facts.activities.chunks().iter();
    chunks.zip(dataset.activities()).zip(dataset.classes()).map(|((chunk, derived), classes)| Row {
        chunk,
        members: chunk.column(activity::MEMBER).codes(),
        kinds: chunk.column(activity::KIND).codes(),
        channels: chunk.column(activity::CHANNEL).codes(),
        days: &derived.days,
        classes,
    })
}

/// A condition's number of each row of the members table; NaN where a member has none.
fn numbers(dataset: &Dataset, condition: &Condition, today: Day, count: usize) -> Vec<f64> {
    if condition.measure == Measure::DaysSinceJoined {
        let everywhere = dataset.work(&Filter::default());
        return everywhere.memberships(dataset).joined.iter().map(|joined| days_since(*joined, today)).collect();
    }
    let asked = Asked::new(dataset, condition, today);
    if condition.measure == Measure::DaysSinceActive {
        let mut last = vec![MISSING_DAY; count];
        for row in chunks(dataset) {
            for (place, member) in row.members.iter().enumerate() {
                if asked.admits(&row, place)
                    && let Some(last) = last.get_mut(*member as usize)
                {
                    *last = (*last).max(row.days[place]);
                }
            }
        }
        return last.into_iter().map(|last| days_since(last, today)).collect();
    }
    let mut sums = vec![0_u64; count];
    let mut add = |member: u32, number: u64| {
        if let Some(sum) = sums.get_mut(member as usize) {
            *sum += number;
        }
    };
    match condition.measure {
        Measure::ActiveDays => {
            // A member and a day as one number, so that a day counts once however many chunks have it.
            let mut days: Vec<u64> = Vec::new();
            for row in chunks(dataset) {
                let start = days.len();
                for (place, member) in row.members.iter().enumerate() {
                    if row.days[place] != MISSING_DAY && asked.admits(&row, place) {
                        days.push(u64::from(*member) << 32 | u64::from(row.days[place].cast_unsigned()));
                    }
                }
                days[start..].sort_unstable();
                let mut kept = start;
                for place in start..days.len() {
                    if place == start || days[place] != days[kept - 1] {
                        days[kept] = days[place];
                        kept += 1;
                    }
                }
                days.truncate(kept);
            }
            // Runs that are in order already.
            days.sort();
            days.dedup();
            days.into_iter().for_each(|day| add((day >> 32) as u32, 1));
        }
        Measure::LikesReceived => {
            for row in chunks(dataset) {
                let likes = row.chunk.column(activity::LIKES).counts();
                for (place, member) in row.members.iter().enumerate() {
                    if likes[place] != MISSING_COUNT && likes[place] > 0 && asked.admits(&row, place) {
                        add(*member, u64::from(likes[place]));
                    }
                }
            }
        }
        Measure::RepliesReceived => {
            let all: Vec<Row<'_>> = chunks(dataset).collect();
            for row in &all {
                let parents = row.chunk.column(activity::PARENT).codes();
                for (place, parent) in parents.iter().enumerate() {
                    let (chunk, answered) = split(*parent as usize);
                    if *parent == MISSING_CODE || row.classes[place] == Class::Uncounted {
                        continue;
                    }
                    if let Some(of) = all.get(chunk).filter(|of| answered < of.members.len())
                        && of.members[answered] != row.members[place]
                        && asked.admits(of, answered)
                    {
                        add(of.members[answered], 1);
                    }
                }
            }
        }
        _ => {
            for row in chunks(dataset) {
                for (place, member) in row.members.iter().enumerate() {
                    if asked.admits(&row, place) {
                        add(*member, 1);
                    }
                }
            }
        }
    }
    sums.into_iter().map(|sum| sum as f64).collect()
}

fn days_since(day: i32, today: Day) -> f64 {
    if day == MISSING_DAY || today.0 < day { f64::NAN } else { f64::from(today.0) - f64::from(day) }
}

/// A rule in words: “commented at least 3 times in the last 30 days, and joined at most 90 days ago”. `channel` names
/// channels.
pub fn describe_segment(rule: &SegmentRule, channel: &dyn Fn(Id) -> String) -> String {
    let parts: Vec<String> = rule.conditions.iter().map(|condition| describe(condition, channel)).collect();
    if parts.is_empty() {
        return "nobody yet: the rule has no condition".to_owned();
    }
    parts.join(if rule.any { ", or " } else { ", and " })
}

fn describe(condition: &Condition, channel: &dyn Fn(Id) -> String) -> String {
    let value =
        if condition.value.fract() == 0.0 { decimals(condition.value, 0) } else { decimals(condition.value, 1) };
    let bound = match condition.bound {
        Bound::AtLeast => "at least",
        Bound::AtMost => "at most",
    };
    let number = |one: &str, many: &str| format!("{bound} {value} {}", if condition.value == 1.0 { one } else { many });
    let named = condition.kind.as_deref();
    let place = condition.channel.map(|id| format!(" on {}", channel(id))).unwrap_or_default();
    let days = match condition.days {
        Some(1) => " today".to_owned(),
        Some(days) => format!(" in the last {days} days"),
        None => String::new(),
    };
    let did = match named {
        None => "did something".to_owned(),
        Some(kind::POST) => "posted".to_owned(),
        Some(kind::COMMENT) => "commented".to_owned(),
        Some(kind::REPLY) => "replied".to_owned(),
        Some(kind::REACTION) => "reacted".to_owned(),
        Some(kind::SHARE) => "shared something".to_owned(),
        Some(kind::JOIN) => "joined".to_owned(),
        Some(kind::LEAVE) => "left".to_owned(),
        Some(other) => format!("did “{other}”"),
    };
    let to = named.map(|kind| format!(" on what they did as “{kind}”")).unwrap_or_default();
    match condition.measure {
        Measure::Actions => format!("{did}{place} {}{days}", number("time", "times")),
        Measure::ActiveDays => format!("{did}{place} on {}{days}", number("day", "days")),
        Measure::DaysSinceJoined => format!("joined {} ago", number("day", "days")),
        Measure::DaysSinceActive => format!("last {did}{place} {} ago", number("day", "days")),
        Measure::LikesReceived => format!("got {}{to}{place}{days}", number("like", "likes")),
        Measure::RepliesReceived => format!("got {}{to}{place}{days}", number("reply", "replies")),
    }
}
