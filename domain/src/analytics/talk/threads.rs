//! Conversations: which message belongs to which, who opened it, how long the first answer took. One pass over the
//! activities; every figure of conversation is made of it.

use super::ancestry::{climb, parents};
use crate::{
    analytics::{
        dataset::{Class, Dataset},
        scope::split,
    },
    model::facts::{CHUNK_ROWS, DictionaryKind, MISSING_DAY, MISSING_TIME, activity, kind},
};
use std::{cmp::Ordering, sync::OnceLock};

/// Kinds of activity in which something is said. The others (reactions, shares, joins …) are no part of a conversation.
pub const MESSAGE_KINDS: [&str; 3] = [kind::POST, kind::COMMENT, kind::REPLY];

/// Nobody else has answered.
pub(super) const UNANSWERED: i64 = i64::MAX;

/// The thread of a row that is no message.
pub(super) const NO_THREAD: u32 = u32::MAX;
/// The thread of a message that answers something the data does not have.
pub(super) const ORPHAN: u32 = u32::MAX - 1;
/// The thread of a message whose opening has no time.
const UNDATED: u32 = u32::MAX - 2;
/// For a row on the way up that is just gone.
pub(super) const WALKING: u32 = u32::MAX - 3;

/// One conversation with a dated opening.
#[derive(Clone, Copy, Debug)]
pub(super) struct Thread {
    /// Row of the message that opened it.
    pub(super) opener: u32,
    /// Who opened it: a row of the members table.
    pub(super) asker: u32,
    /// When, ms since 1970, UTC.
    pub(super) asked: i64,
    /// Whether that is by staff or a bot, as far as these are left out.
    pub(super) staff: bool,
    /// Its messages, the opening too, without those of staff and bots where these are left out.
    pub(super) messages: u32,
    /// Those of staff and bots.
    pub(super) by_staff: u32,
    /// ms from the opening to the first message of another person; negative where that is older, [`UNANSWERED`] where
    /// there is none.
    pub(super) wait: i64,
    /// Whether that first message is by staff, as far as staff is left out.
    pub(super) staff_first: bool,
}

/// All conversations and messages, in the order of their days.
#[derive(Debug, Default)]
pub(crate) struct Threads {
    /// Day and thread.
    pub(super) list: Vec<(i32, Thread)>,
    /// Openings without a time.
    pub(super) undated: Vec<u32>,
    /// Day and row of each message.
    pub(super) messages: Vec<(i32, u32)>,
    /// Messages without a time.
    pub(super) untimed: Vec<u32>,
    /// See [`Self::reactions`].
    reactions: OnceLock<ByDay>,
    /// The latest time of any activity, ms since 1970; [`MISSING_TIME`] where there is none.
    pub(super) latest: i64,
    /// Place in `list`, by row.
    of_row: Vec<u32>,
    /// For each of `messages`, the row that it answers; see [`Self::answered`].
    answered: OnceLock<Vec<Answered>>,
}

/// Day and row of activities in the order of the days, and the rows of those without a time.
type ByDay = (Vec<(i32, u32)>, Vec<u32>);

/// Whom a message answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answered {
    /// It opens a thread.
    Nobody,
    /// A message that the data does not have.
    Unknown,
    /// A message of staff or a bot, as far as these are left out.
    Staff,
    /// A message whose author is not given.
    Nameless,
    /// A message of this member.
    Member(u32),
}

/// The place of a message in the conversations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Membership {
    /// In the thread at this place.
    Thread(usize),
    /// In a thread whose opening has no time.
    Undated,
    /// It answers something the data does not have, or itself in a ring.
    Orphan,
}

impl Threads {
    pub(crate) fn new(dataset: &Dataset) -> Self {
        let facts = &dataset.workspace().facts;
        let is_message = codes(dataset, &MESSAGE_KINDS);
        let (messages, untimed) = by_day(dataset, &is_message);
        let up = parents(dataset, &is_message);
        let latest = latest(dataset);
        let mut threads = Self { latest, untimed, ..Self::default() };

        // The openings first, in the order of the days; then every other row takes the thread it leads to.
        let mut of_row = vec![NO_THREAD; up.len()];
        let opens = |row: u32| up[row as usize] == row;
        threads.list.reserve_exact(messages.iter().filter(|(_, row)| opens(*row)).count());
        for (day, row) in messages.iter().filter(|(_, row)| opens(*row)) {
            let (index, place) = split(*row as usize);
            let chunk = &facts.activities.chunks()[index];
            of_row[*row as usize] = threads.list.len() as u32;
            let thread = Thread {
                opener: *row,
                asker: chunk.column(activity::MEMBER).codes()[place],
                asked: chunk.column(activity::TIME).times()[place],
                staff: dataset.classes()[index][place] == Class::Staff,
                messages: 0,
                by_staff: 0,
                wait: UNANSWERED,
                staff_first: false,
            };
            threads.list.push((*day, thread));
        }
        for row in threads.untimed.iter().filter(|row| opens(**row)) {
            of_row[*row as usize] = UNDATED;
            threads.undated.push(*row);
        }
        climb(&up, &mut of_row);

        for (index, (chunk, classes)) in facts.activities.chunks().iter().zip(dataset.classes()).enumerate() {
            let kinds = chunk.column(activity::KIND).codes();
            let members = chunk.column(activity::MEMBER).codes();
            let times = chunk.column(activity::TIME).times();
            let rows = &mut of_row[index * CHUNK_ROWS..][..chunk.len()];
            for (place, of_row) in rows.iter_mut().enumerate() {
                if is_message.get(kinds[place] as usize) != Some(&true) {
                    *of_row = NO_THREAD;
                    continue;
                }
                let Some((_, thread)) = threads.list.get_mut(*of_row as usize) else { continue };
                let staff = classes[place] == Class::Staff;
                *if staff { &mut thread.by_staff } else { &mut thread.messages } += 1;
                let (member, time) = (members[place], times[place]);
                let another = member != thread.asker && dataset.is_person(member) && dataset.is_known(thread.asker);
                if another && time != MISSING_TIME {
                    let wait = time.saturating_sub(thread.asked);
                    match wait.cmp(&thread.wait) {
                        Ordering::Less => (thread.wait, thread.staff_first) = (wait, staff),
                        Ordering::Equal => thread.staff_first &= staff,
                        Ordering::Greater => {}
                    }
                }
            }
        }
        Self { messages, of_row, ..threads }
    }

    /// Where a message stands.
    pub(super) fn of(&self, row: u32) -> Membership {
        match self.of_row.get(row as usize) {
            Some(&UNDATED) => Membership::Undated,
            Some(place) if (*place as usize) < self.list.len() => Membership::Thread(*place as usize),
            _ => Membership::Orphan,
        }
    }

    /// The thread that a message is in, by its place among [`Self::count`]; `None` for what is in none with a dated opening.
    pub(crate) fn place(&self, row: u32) -> Option<u32> {
        self.of_row.get(row as usize).copied().filter(|place| (*place as usize) < self.list.len())
    }

    /// How many threads there are.
    pub(crate) fn count(&self) -> usize {
        self.list.len()
    }

    /// The reactions.
    pub(super) fn reactions(&self, dataset: &Dataset) -> &ByDay {
        self.reactions.get_or_init(|| by_day(dataset, &codes(dataset, &[kind::REACTION])))
    }

    /// Whom each of `messages` answers: the author of the message it answers; where only its thread is known, the one
    /// who opened that.
    pub(super) fn answered(&self, dataset: &Dataset) -> &[Answered] {
        self.answered.get_or_init(|| {
            let chunks = dataset.workspace().facts.activities.chunks();
            let is_message = |row: u32| self.of_row.get(row as usize).is_some_and(|place| *place != NO_THREAD);
            let author = |row: u32| {
                let (chunk, place) = split(row as usize);
                match dataset.classes()[chunk][place] {
                    Class::Action => Answered::Member(chunks[chunk].column(activity::MEMBER).codes()[place]),
                    Class::Staff => Answered::Staff,
                    Class::Nameless | Class::Uncounted => Answered::Nameless,
                }
            };
            let answered = |(_, row): &(i32, u32)| {
                let (chunk, place) = split(*row as usize);
                let opener = match self.of(*row) {
                    Membership::Thread(place) => self.list.get(place).map(|(_, thread)| thread.opener),
                    Membership::Undated | Membership::Orphan => None,
                };
                if opener == Some(*row) {
                    return Answered::Nobody;
                }
                let parent = chunks[chunk].column(activity::PARENT).codes()[place];
                let answered = if parent != *row && is_message(parent) { Some(parent) } else { opener };
                answered.map_or(Answered::Unknown, author)
            };
            self.messages.iter().map(answered).collect()
        })
    }
}

/// Which codes are those of some kinds.
fn codes(dataset: &Dataset, wanted: &[&str]) -> Vec<bool> {
    let kinds = dataset.workspace().facts.dictionaries.get(DictionaryKind::Kind).values();
    kinds.iter().map(|kind| wanted.contains(&&**kind)).collect()
}

/// The latest time of any activity with a usable day.
fn latest(dataset: &Dataset) -> i64 {
    let chunks = dataset.workspace().facts.activities.chunks().iter().zip(dataset.activities());
    let dated = chunks.flat_map(|(chunk, derived)| chunk.column(activity::TIME).times().iter().zip(&derived.days));
    dated.filter(|(_, day)| **day != MISSING_DAY).map(|(time, _)| *time).max().unwrap_or(MISSING_TIME)
}

/// The activities of some kinds by day (a counting sort), and those without a time.
fn by_day(dataset: &Dataset, wanted: &[bool]) -> ByDay {
    let days = dataset.activity_days();
    let chunks = dataset.workspace().facts.activities.chunks();
    let mut untimed = Vec::new();
    let mut next = vec![0_usize; days.all.len()];
    let mut found: Vec<(u32, u32)> = Vec::new();
    let mut last = (MISSING_DAY, 0);
    for (index, (chunk, derived)) in chunks.iter().zip(dataset.activities()).enumerate() {
        let kinds = chunk.column(activity::KIND).codes();
        for (place, (day, kind)) in derived.days.iter().zip(kinds).enumerate() {
            if wanted.get(*kind as usize) != Some(&true) {
                continue;
            }
            let row = (index * CHUNK_ROWS + place) as u32;
            if *day == MISSING_DAY {
                untimed.push(row);
                continue;
            }
            if *day != last.0 {
                last = (*day, days.place(*day));
            }
            if let Some(count) = next.get_mut(last.1) {
                *count += 1;
                found.push((last.1 as u32, row));
            }
        }
    }
    let mut start = 0;
    for count in &mut next {
        start += std::mem::replace(count, start);
    }
    let mut sorted = vec![(0, 0); found.len()];
    for (place, row) in found {
        let at = &mut next[place as usize];
        sorted[*at] = (days.all[place as usize], row);
        *at += 1;
    }
    (sorted, untimed)
}
