//! Presence: who was active on which day. Every count of distinct members is made of it.
//!
//! ```text
//! order  the rows of a chunk by day and member: a derived column
//! part   presence in one chunk; kept as long as the chunk
//! lines  what is made of presence for all days, and carried on when facts are appended
//! ```

mod lines;
mod order;
mod part;

pub(crate) use lines::{Cohorts, MOST_COHORTS};
pub(crate) use order::Order;

use super::{
    dataset::{Class, Dataset},
    days::NO_SLOT,
    reason::Origins,
    scope::Filter,
};
use crate::model::{
    Day, Period,
    facts::{CHUNK_ROWS, MISSING_DAY, activity},
};
use lines::Lines;
use part::{OriginCounts, Part, Source};
use std::sync::Arc;

/// Members by day, each once a day, and the counts of activities. Covers all days; periods are cut out of it.
#[derive(Debug)]
pub(crate) struct Presence {
    /// What the chunks hold; days that only one of them has are read there.
    parts: Vec<Arc<Part>>,
    /// Members and actions of the days that several chunks have.
    seams: Seams,
    /// The days with an activity, ascending.
    days: Vec<DayAt>,
    /// Totals before each day; one more than days.
    before: Vec<Counts>,
    /// Activities without a time.
    pub(crate) untimed: Counts,
    member_rows: usize,
    /// What is made of it.
    lines: Lines,
}

/// Where the members of a day stand.
#[derive(Clone, Copy, Debug)]
struct DayAt {
    day: i32,
    /// Which part; [`SEAM`] = `seams`.
    part: u32,
    start: u32,
    end: u32,
}

const SEAM: u32 = u32::MAX;

#[derive(Debug, Default)]
struct Seams {
    members: Vec<u32>,
    actions: Vec<u32>,
}

/// Numbers of activities.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    /// Counted actions.
    pub(crate) actions: u32,
    /// Those of them without a member.
    pub(crate) nameless: u32,
    /// By staff and bots.
    pub(crate) staff: u32,
    /// Joining, leaving, moderation.
    pub(crate) uncounted: u32,
}

impl Counts {
    /// Of the numbers of each class.
    fn of([actions, nameless, staff, uncounted]: [u32; 4]) -> Self {
        Self { actions: actions + nameless, nameless, staff, uncounted }
    }

    fn plus(self, other: Self) -> Self {
        Self {
            actions: self.actions + other.actions,
            nameless: self.nameless + other.nameless,
            staff: self.staff + other.staff,
            uncounted: self.uncounted + other.uncounted,
        }
    }

    fn minus(self, other: Self) -> Self {
        Self {
            actions: self.actions - other.actions,
            nameless: self.nameless - other.nameless,
            staff: self.staff - other.staff,
            uncounted: self.uncounted - other.uncounted,
        }
    }
}

/// Takes a day, the members active on it and how many actions each of them did.
type EachDay<'a> = &'a mut dyn FnMut(i32, &[u32], &[u32]);

/// One activity that passes the filters of a scope, its period aside.
#[derive(Clone, Copy)]
pub(crate) struct Act {
    pub(crate) row: usize,
    pub(crate) day: i32,
    pub(crate) slot: u8,
    pub(crate) member: u32,
    pub(crate) class: Class,
}

/// Visits every activity that passes the filters of a scope, its period aside.
pub(crate) fn each_activity(dataset: &Dataset, filter: &Filter, visit: &mut dyn FnMut(Act)) {
    let chunks = dataset.workspace().facts.activities.chunks();
    let open = filter.is_open_for_activities();
    for (index, ((chunk, derived), classes)) in
        chunks.iter().zip(dataset.activities()).zip(dataset.classes()).enumerate()
    {
        let channels = chunk.column(activity::CHANNEL).codes();
        let kinds = chunk.column(activity::KIND).codes();
        let members = chunk.column(activity::MEMBER).codes().iter();
        let everybody = filter.members.is_everybody();
        let when = derived.days.iter().zip(&derived.slots);
        for (place, ((class, member), (day, slot))) in classes.iter().zip(members).zip(when).enumerate() {
            let passes = open
                || (filter.channels.admits(channels[place])
                    && filter.kinds.admits(kinds[place])
                    && filter.slot.is_none_or(|wanted| wanted == *slot && *slot != NO_SLOT)
                    && (everybody || filter.members.admits(*member)));
            if passes {
                visit(Act { row: index * CHUNK_ROWS + place, day: *day, slot: *slot, member: *member, class: *class });
            }
        }
    }
}

impl Seams {
    /// A day of several chunks: members with their actions, put in order and together.
    fn add(&mut self, day: i32, together: &mut [u64]) -> DayAt {
        let start = self.members.len() as u32;
        // An ascending run a chunk.
        together.sort();
        for of_member in together.chunk_by(|a, b| a >> 32 == b >> 32) {
            self.members.extend(of_member.first().map(|first| (first >> 32) as u32));
            self.actions.push(of_member.iter().map(|one| *one as u32).sum());
        }
        DayAt { day, part: SEAM, start, end: self.members.len() as u32 }
    }
}

impl Presence {
    /// Presence under a filter. Of an older one under the same filter, everything is kept that is still the same.
    pub(crate) fn new(dataset: &Dataset, filter: &Filter, older: Option<&Self>) -> Self {
        let chunks = dataset.workspace().facts.activities.chunks();
        let derived = dataset.activities().iter().zip(dataset.orders()).zip(dataset.classes());
        let parts: Vec<Arc<Part>> = chunks
            .iter()
            .zip(derived)
            .enumerate()
            .map(|(index, (chunk, ((derived, order), classes)))| {
                let source = Source { chunk, derived, order, classes };
                let kept = older.and_then(|older| older.parts.get(index)).filter(|part| part.is_of(source));
                kept.map_or_else(|| Arc::new(Part::new(source, filter)), Arc::clone)
            })
            .collect();

        let untimed = parts.iter().fold(Counts::default(), |sum, part| sum.plus(part.untimed));
        let member_rows = dataset.workspace().facts.members.len();
        let lines = Lines::default();
        let mut presence =
            Self { parts, seams: Seams::default(), days: Vec::new(), before: Vec::new(), untimed, member_rows, lines };
        let changed = older.and_then(|older| presence.first_difference(older)).unwrap_or(i32::MAX);
        presence.put_together(older.map(|older| (older, changed)));
        if let Some(older) = older {
            presence.lines = Lines::grown(&presence, older, changed);
        }
        presence
    }

    /// Puts the days of the parts together, from the first on that an older presence does not have.
    fn put_together(&mut self, older: Option<(&Self, i32)>) {
        let mut from = i32::MIN;
        let mut total = Counts::default();
        if let Some((older, changed)) = older {
            let kept = older.days.partition_point(|day| day.day < changed);
            self.days.extend_from_slice(&older.days[..kept]);
            self.before.extend_from_slice(&older.before[..kept]);
            total = older.before[kept];
            let last = self.days.iter().rev().find(|day| day.part == SEAM);
            let end = last.map_or(0, |day| day.end as usize);
            self.seams.members.extend_from_slice(&older.seams.members[..end]);
            self.seams.actions.extend_from_slice(&older.seams.actions[..end]);
            from = changed;
        }
        let Self { parts, seams, days, before, .. } = self;
        let mut found: Vec<(i32, u32, u32)> = Vec::new();
        for (index, part) in (0..).zip(parts.iter()) {
            let first = part.days.partition_point(|day| day.day < from);
            found.extend((first as u32..).zip(&part.days[first..]).map(|(place, day)| (day.day, index, place)));
        }
        // One ascending run a chunk.
        found.sort();
        let mut together: Vec<u64> = Vec::new();
        for day in found.chunk_by(|a, b| a.0 == b.0) {
            before.push(total);
            for (_, part, place) in day {
                total = total.plus(parts[*part as usize].days[*place as usize].counts);
            }
            if let [(day, part, place)] = day {
                let range = parts[*part as usize].range(*place as usize);
                days.push(DayAt { day: *day, part: *part, start: range.start as u32, end: range.end as u32 });
                continue;
            }
            together.clear();
            for (_, part, place) in day {
                let part = &parts[*part as usize];
                let range = part.range(*place as usize);
                let both = part.members[range.clone()].iter().zip(&part.actions[range]);
                together.extend(both.map(|(member, actions)| u64::from(*member) << 32 | u64::from(*actions)));
            }
            days.push(seams.add(day.first().map_or(MISSING_DAY, |first| first.0), &mut together));
        }
        before.push(total);
    }

    /// The first day on which another presence, of other chunks, is not the same; `None` where all days are.
    fn first_difference(&self, other: &Self) -> Option<i32> {
        let count = self.parts.len().max(other.parts.len());
        let day = |part: Option<&Arc<Part>>| part.and_then(|part| part.days.first()).map(|day| day.day);
        let differs = |index: usize| match (self.parts.get(index), other.parts.get(index)) {
            (Some(a), Some(b)) if Arc::ptr_eq(a, b) => None,
            (Some(a), Some(b)) => a.first_difference(b),
            (a, b) => day(a.or(b)),
        };
        (0..count).filter_map(differs).min()
    }

    /// The days with an activity, first to last; `None` where there are none.
    fn span(&self) -> Option<Period> {
        let (first, last) = (self.days.first()?, self.days.last()?);
        Some(Period { start: Day(first.day), end: Day(last.day) })
    }

    /// The places of the days in a period.
    fn within(&self, period: Period) -> std::ops::Range<usize> {
        let start = self.days.partition_point(|day| day.day < period.start.0);
        let end = self.days.partition_point(|day| day.day <= period.end.0);
        start..end.max(start)
    }

    /// The members of a day and how many actions each did.
    fn on(&self, at: DayAt) -> (&[u32], &[u32]) {
        let range = at.start as usize..at.end as usize;
        let (members, actions) = match self.parts.get(at.part as usize) {
            Some(part) => (&part.members, &part.actions),
            None => (&self.seams.members, &self.seams.actions),
        };
        (&members[range.clone()], &actions[range])
    }

    /// Activities in a period.
    pub(crate) fn counts(&self, period: Period) -> Counts {
        let range = self.within(period);
        match (self.before.get(range.end), self.before.get(range.start)) {
            (Some(end), Some(start)) => end.minus(*start),
            _ => Counts::default(),
        }
    }

    /// Where the actions of a period come from, with or without those whose member is not known, and those without
    /// a time.
    pub(crate) fn origins(&self, period: Option<Period>, nameless: bool, untimed: bool) -> Origins {
        let mut origins = Origins::default();
        let mut add = |found: &[OriginCounts]| {
            for (origin, batch, counts) in found {
                origins.add_many(*origin, *batch, counts[0] as usize + if nameless { counts[1] as usize } else { 0 });
            }
        };
        for part in &self.parts {
            if let Some(period) = period {
                let first = part.days.partition_point(|day| day.day < period.start.0);
                let end = part.days.partition_point(|day| day.day <= period.end.0);
                (first..end).for_each(|index| add(part.origins(index)));
            }
            if untimed {
                add(&part.untimed_origins);
            }
        }
        origins
    }

    /// Sum over the days of a period of the distinct members of each.
    pub(crate) fn member_days(&self, period: Period) -> usize {
        self.days[self.within(period)].iter().map(|day| (day.end - day.start) as usize).sum()
    }

    /// Distinct members in a period.
    pub(crate) fn distinct(&self, period: Period, seen: &mut Option<Seen>) -> usize {
        let days = &self.days[self.within(period)];
        match days {
            [] => 0,
            [day] => (day.end - day.start) as usize,
            days => {
                let seen = seen.get_or_insert_with(|| Seen::new(self.member_rows));
                seen.begin();
                days.iter().map(|day| self.on(*day).0.iter().filter(|member| seen.first_time(**member)).count()).sum()
            }
        }
    }

    /// How many members by day it holds.
    pub(crate) fn size(&self) -> usize {
        self.parts.iter().map(|part| part.members.len()).sum::<usize>() + self.seams.members.len()
    }

    /// How many rows the table of members has.
    pub(crate) fn member_rows(&self) -> usize {
        self.member_rows
    }

    /// Visits each day of a period and each member active on it, with the number of actions; ascending in days.
    pub(crate) fn each_member_day(&self, period: Period, visit: EachDay<'_>) {
        for at in &self.days[self.within(period)] {
            let (members, actions) = self.on(*at);
            visit(at.day, members, actions);
        }
    }

    /// For each row of the members table, the actions and the days with one in a period.
    pub(crate) fn by_member(&self, period: Period) -> Vec<Activity> {
        let mut activity = vec![Activity::default(); self.member_rows];
        self.each_member_day(period, &mut |_, members, actions| {
            for (member, actions) in members.iter().zip(actions) {
                let one = &mut activity[*member as usize];
                one.actions += actions;
                one.days += 1;
            }
        });
        activity
    }

    /// For each day of a range, the distinct members in the `length` days that end with it. One pass: a member's
    /// action covers the days from its own to `length − 1` later; a member enters where the last cover has ended, and
    /// leaves where it ends.
    fn roll(&self, length: i32, range: Period) -> Vec<u32> {
        let count = range.days() as usize;
        // What lies before the range counts as its first day, what lies behind as the day after its last.
        let place = |day: i32| (i64::from(day) - i64::from(range.start.0)).clamp(0, count as i64) as usize;
        let mut steps = vec![0_i32; count + 1];
        // The first day that is not covered any more.
        let mut covered_to = vec![i32::MIN; self.member_rows];
        let reach = Period { start: range.start.add(1 - length), end: range.end };
        for at in &self.days[self.within(reach)] {
            let mut entered = 0;
            for member in self.on(*at).0 {
                let covered = std::mem::replace(&mut covered_to[*member as usize], at.day + length);
                let enters = i32::from(covered < at.day);
                entered += enters;
                steps[place(covered)] -= enters;
            }
            steps[place(at.day)] += entered;
        }
        // Who was never there has left on the first day, too.
        for covered in covered_to {
            steps[place(covered)] -= 1;
        }
        steps[0] += self.member_rows as i32;
        let mut level = 0;
        steps
            .iter()
            .take(count)
            .map(|step| {
                level += step;
                level.max(0) as u32
            })
            .collect()
    }
}

/// What a member did in a period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Activity {
    /// Counted actions.
    pub(crate) actions: u32,
    /// Days with at least one.
    pub(crate) days: u32,
}

/// Which members were met in the current round, without clearing between rounds.
pub(crate) struct Seen {
    rounds: Vec<u32>,
    round: u32,
}

impl Seen {
    fn new(members: usize) -> Self {
        Self { rounds: vec![0; members], round: 0 }
    }

    fn begin(&mut self) {
        self.round += 1;
    }

    fn first_time(&mut self, member: u32) -> bool {
        match self.rounds.get_mut(member as usize) {
            Some(round) if *round != self.round => {
                *round = self.round;
                true
            }
            _ => false,
        }
    }
}

/// The `length` days that end with a day.
pub(crate) fn last_days(end: Day, length: i32) -> Period {
    Period { start: end.add(1 - length), end }
}
