//! Presence: who was active on which day. One pass over the activities; every count of distinct members is made of it.

use super::{
    dataset::{Class, Dataset},
    days::NO_SLOT,
    reason::Origins,
    scope::{Filter, split},
};
use crate::model::{
    Day, Period,
    facts::{CHUNK_ROWS, MISSING_DAY, activity},
};
use rustc_hash::FxHashMap;

/// Members by day, each once a day, and the counts of activities. Covers all days; periods are cut out of it.
#[derive(Debug)]
pub(crate) struct Presence {
    /// Where each day's members begin; one more than days.
    offsets: Vec<u32>,
    members: Vec<u32>,
    /// How many actions each of them did that day.
    actions: Vec<u32>,
    /// Totals before each day; one more than days.
    before: Vec<Counts>,
    /// Activities without a time.
    pub(crate) untimed: Counts,
    member_rows: usize,
    /// Place of the day, origin and batch, and the counts of both classes of action; in the order of the days.
    origins: Vec<(OriginKey, [u32; 2])>,
}

/// Place of the day, origin, batch.
type OriginKey = (u32, u8, u32);

/// Stands for the place of the day of activities without a time.
const UNTIMED: u32 = u32::MAX;

/// Counts the actions of each day by where they come from.
struct DayOrigins<'a> {
    dataset: &'a Dataset,
    chunk: usize,
    origins: &'a [u8],
    batches: &'a [u32],
    counts: FxHashMap<OriginKey, [u32; 2]>,
    key: OriginKey,
    run: [u32; 2],
}

impl<'a> DayOrigins<'a> {
    fn new(dataset: &'a Dataset) -> Self {
        let (counts, key) = (FxHashMap::default(), (0, 0, 0));
        Self { dataset, chunk: usize::MAX, origins: &[], batches: &[], counts, key, run: [0; 2] }
    }

    fn add(&mut self, day: u32, act: Act) {
        let nameless = match act.class {
            Class::Action => 0,
            Class::Nameless => 1,
            Class::Staff | Class::Uncounted => return,
        };
        let (chunk, place) = split(act.row);
        if chunk != self.chunk {
            let columns = &self.dataset.workspace().facts.activities.chunks()[chunk];
            self.chunk = chunk;
            self.origins = columns.column(activity::ORIGIN).byte_values();
            self.batches = columns.column(activity::BATCH).codes();
        }
        let key = (day, self.origins[place], self.batches[place]);
        if key != self.key {
            self.flush();
            self.key = key;
        }
        self.run[nameless] += 1;
    }

    fn flush(&mut self) {
        let run = std::mem::take(&mut self.run);
        if run != [0; 2] {
            let counts = self.counts.entry(self.key).or_default();
            counts[0] += run[0];
            counts[1] += run[1];
        }
    }

    fn finish(mut self) -> Vec<(OriginKey, [u32; 2])> {
        self.flush();
        let mut origins: Vec<_> = self.counts.into_iter().collect();
        origins.sort_unstable();
        origins
    }
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
    fn add(&mut self, class: Class) {
        match class {
            Class::Action => self.actions += 1,
            Class::Nameless => {
                self.actions += 1;
                self.nameless += 1;
            }
            Class::Staff => self.staff += 1,
            Class::Uncounted => self.uncounted += 1,
        }
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
        let when = derived.days.iter().zip(&derived.slots);
        for (place, ((class, member), (day, slot))) in classes.iter().zip(members).zip(when).enumerate() {
            let passes = open
                || (filter.channels.admits(channels[place])
                    && filter.kinds.admits(kinds[place])
                    && filter.slot.is_none_or(|wanted| wanted == *slot && *slot != NO_SLOT));
            if passes {
                visit(Act { row: index * CHUNK_ROWS + place, day: *day, slot: *slot, member: *member, class: *class });
            }
        }
    }
}

impl Presence {
    pub(crate) fn new(dataset: &Dataset, filter: &Filter) -> Self {
        let days = dataset.activity_days();
        let member_rows = dataset.workspace().facts.members.len();
        let mut counts = vec![Counts::default(); days.all.len()];
        let mut untimed = Counts::default();
        // Place of the day and member of each action, in the order of the rows.
        let mut actions: Vec<(u32, u32)> = Vec::with_capacity(dataset.workspace().facts.activities.len());
        let mut last = (MISSING_DAY, 0);
        let mut origins = DayOrigins::new(dataset);
        each_activity(dataset, filter, &mut |act| {
            if act.day == MISSING_DAY {
                untimed.add(act.class);
                origins.add(UNTIMED, act);
                return;
            }
            if act.day != last.0 {
                last = (act.day, days.place(act.day));
            }
            origins.add(last.1 as u32, act);
            if let Some(count) = counts.get_mut(last.1) {
                count.add(act.class);
                if act.class == Class::Action {
                    actions.push((last.1 as u32, act.member));
                }
            }
        });

        // Counting sort by day.
        let mut next = Vec::with_capacity(counts.len());
        let mut before = Vec::with_capacity(counts.len() + 1);
        let (mut total, mut start) = (Counts::default(), 0);
        for count in &counts {
            before.push(total);
            next.push(start);
            total = total.plus(*count);
            start += count.actions - count.nameless;
        }
        before.push(total);
        let mut sorted = vec![0_u32; actions.len()];
        for (place, member) in actions {
            let at = &mut next[place as usize];
            sorted[*at as usize] = member;
            *at += 1;
        }

        // Each member once a day, with the number of actions. A place of an earlier day lies before the day's first.
        let mut places = vec![0_u32; member_rows];
        let mut offsets = Vec::with_capacity(counts.len() + 1);
        let mut actions = Vec::with_capacity(sorted.len());
        let (mut kept, mut start) = (0_usize, 0);
        for end in next {
            let first = kept as u32;
            offsets.push(first);
            for index in start..end as usize {
                let member = sorted[index];
                // Places count from 1: 0 is nowhere yet.
                let Some(place) = places.get_mut(member as usize) else { continue };
                if *place > first {
                    actions[*place as usize - 1] += 1;
                } else {
                    sorted[kept] = member;
                    actions.push(1);
                    kept += 1;
                    *place = kept as u32;
                }
            }
            start = end as usize;
        }
        offsets.push(kept as u32);
        sorted.truncate(kept);
        Self { offsets, members: sorted, actions, before, untimed, member_rows, origins: origins.finish() }
    }

    /// Activities in a period.
    pub(crate) fn counts(&self, dataset: &Dataset, period: Period) -> Counts {
        let range = dataset.activity_days().within(period);
        match (self.before.get(range.end), self.before.get(range.start)) {
            (Some(end), Some(start)) => end.minus(*start),
            _ => Counts::default(),
        }
    }

    /// Where the actions of a period come from, with or without those whose member is not known, and those without
    /// a time.
    pub(crate) fn origins(&self, dataset: &Dataset, period: Option<Period>, nameless: bool, untimed: bool) -> Origins {
        let range = period.map_or(0..0, |period| dataset.activity_days().within(period));
        let mut origins = Origins::default();
        for ((day, origin, batch), counts) in &self.origins {
            if range.contains(&(*day as usize)) || (untimed && *day == UNTIMED) {
                origins.add_many(*origin, *batch, counts[0] as usize + if nameless { counts[1] as usize } else { 0 });
            }
        }
        origins
    }

    fn between(&self, range: std::ops::Range<usize>) -> &[u32] {
        match (self.offsets.get(range.start), self.offsets.get(range.end)) {
            (Some(start), Some(end)) => self.members.get(*start as usize..*end as usize).unwrap_or(&[]),
            _ => &[],
        }
    }

    /// The members of each day of a period, each once a day.
    pub(crate) fn members_in(&self, dataset: &Dataset, period: Period) -> &[u32] {
        self.between(dataset.activity_days().within(period))
    }

    /// Sum over the days of a period of the distinct members of each.
    pub(crate) fn member_days(&self, dataset: &Dataset, period: Period) -> usize {
        self.between(dataset.activity_days().within(period)).len()
    }

    /// Distinct members in a period.
    pub(crate) fn distinct(&self, dataset: &Dataset, period: Period, seen: &mut Option<Seen>) -> usize {
        let range = dataset.activity_days().within(period);
        let one_day = range.len() == 1;
        let members = self.between(range);
        if one_day {
            return members.len();
        }
        let seen = seen.get_or_insert_with(|| Seen::new(self.member_rows));
        seen.begin();
        members.iter().filter(|member| seen.first_time(**member)).count()
    }

    /// How many rows the table of members has.
    pub(crate) fn member_rows(&self) -> usize {
        self.member_rows
    }

    /// Visits each day of a period and each member active on it, with the number of actions; ascending in days.
    pub(crate) fn each_member_day(&self, dataset: &Dataset, period: Period, visit: EachDay<'_>) {
        let days = dataset.activity_days();
        for place in days.within(period) {
            let range = match (self.offsets.get(place), self.offsets.get(place + 1)) {
                (Some(start), Some(end)) => *start as usize..*end as usize,
                _ => continue,
            };
            if let (Some(members), Some(actions)) = (self.members.get(range.clone()), self.actions.get(range)) {
                visit(days.all[place], members, actions);
            }
        }
    }

    /// For each row of the members table, the actions and the days with one in a period.
    pub(crate) fn by_member(&self, dataset: &Dataset, period: Period) -> Vec<Activity> {
        let mut activity = vec![Activity::default(); self.member_rows];
        self.each_member_day(dataset, period, &mut |_, members, actions| {
            for (member, actions) in members.iter().zip(actions) {
                let one = &mut activity[*member as usize];
                one.actions += actions;
                one.days += 1;
            }
        });
        activity
    }

    /// For each day of a range, the distinct members in the `length` days that end with it. One pass: a member's
    /// action covers the days from its own to `length − 1` later, and what is covered already is not counted again.
    pub(crate) fn rolling(&self, dataset: &Dataset, length: i32, range: Period) -> Vec<u32> {
        let days = dataset.activity_days();
        let count = range.days() as usize;
        let mut steps = vec![0_i32; count + 1];
        let mut covered_to = vec![i32::MIN; self.member_rows];
        let reach = Period { start: range.start.add(1 - length), end: range.end };
        for place in days.within(reach) {
            let day = days.all[place];
            let last = day + length - 1;
            for member in self.between(place..place + 1) {
                let covered = &mut covered_to[*member as usize];
                let from = day.max(covered.saturating_add(1)).max(range.start.0);
                let to = last.min(range.end.0);
                *covered = last;
                if from <= to {
                    steps[(from - range.start.0) as usize] += 1;
                    steps[(to - range.start.0) as usize + 1] -= 1;
                }
            }
        }
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
