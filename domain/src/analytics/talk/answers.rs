//! Direct answers: which activity names which as the one it answers, and how long the first took. A derived column, chunk
//! by chunk; conversations (`threads`) ask for another person's answer anywhere in a thread, this for any direct one.

use crate::{
    analytics::{dataset::Derived, radix, scope::Scope},
    model::facts::{CHUNK_ROWS, Chunk, MISSING_CODE, MISSING_DAY, MISSING_TIME, activity},
};
use std::{ops::Range, sync::Arc};

/// The replies of one chunk by the row they answer, in that by time.
#[derive(Debug, Default)]
pub(crate) struct Answers(Vec<Answer>);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Answer {
    /// Row that is answered.
    parent: u32,
    /// ms since 1970, UTC.
    time: i64,
    /// Place in its chunk.
    place: u32,
}

impl Answers {
    /// `reply` is the code of that kind.
    pub(crate) fn new(chunk: &Chunk, reply: u32) -> Self {
        let parents = chunk.column(activity::PARENT).codes();
        let kinds = chunk.column(activity::KIND).codes().iter();
        let times = chunk.column(activity::TIME).times();
        let is_answer =
            |kind: u32, parent: u32, time: i64| kind == reply && parent != MISSING_CODE && time != MISSING_TIME;
        let rows = kinds.zip(parents.iter().zip(times)).zip(0_u64..);
        let found = rows.filter(|((kind, (parent, time)), _)| is_answer(**kind, **parent, **time));
        // Parent above place. Most answer what stands a little before them: few bits tell them apart.
        let mut keys: Vec<u64> = found.map(|((_, (parent, _)), place)| u64::from(*parent) << 32 | place).collect();
        let least = keys.iter().min().map_or(0, |key| key >> 32 << 32);
        keys.iter_mut().for_each(|key| *key -= least);
        let bits = keys.iter().max().map_or(0, |key| radix::width(*key));
        radix::sort(&mut keys, 32..bits.max(32));
        let answer = |key: u64| {
            let place = key as u32;
            Answer { parent: ((key + least) >> 32) as u32, time: times[place as usize], place }
        };
        let mut answers: Vec<Answer> = keys.into_iter().map(answer).collect();
        for same in answers.chunk_by_mut(|a, b| a.parent == b.parent).filter(|same| same.len() > 1) {
            same.sort_unstable();
        }
        Self(answers)
    }

    /// Those that answer a row of a range.
    fn to(&self, rows: Range<u32>) -> &[Answer] {
        let start = self.0.partition_point(|answer| answer.parent < rows.start);
        let end = self.0.partition_point(|answer| answer.parent < rows.end);
        self.0.get(start..end).unwrap_or_default()
    }
}

/// How long posts waited for the first reply that names them, by whomever.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FirstReplies {
    /// ms, ascending with the rows of the posts.
    pub waits: Vec<i64>,
    /// Posts whose first reply is older than they are (moved posts): not among the waits.
    pub negative: usize,
}

impl FirstReplies {
    /// The waits at some shares (0 to 1) of their number, by nearest rank; `None` where there are none.
    pub fn at<const N: usize>(&self, shares: [f64; N]) -> [Option<i64>; N] {
        // By size first, 32 steps an octave, so that few are left to be put in order.
        let step = |wait: i64| ((wait as f64).to_bits() >> 47).saturating_sub(1023 << 5).min(2047) as usize;
        let mut counts = [0_usize; 2048];
        for wait in &self.waits {
            counts[step(*wait)] += 1;
        }
        shares.map(|share| {
            let mut rank = ((share * self.waits.len() as f64).ceil() as usize).max(1) - 1;
            let found = counts.iter().position(|count| {
                let here = rank < *count;
                rank -= if here { 0 } else { *count };
                here
            })?;
            let mut alike: Vec<i64> = self.waits.iter().copied().filter(|wait| step(*wait) == found).collect();
            (rank < alike.len()).then(|| *alike.select_nth_unstable(rank).1)
        })
    }
}

/// The first replies to the posts of one chunk, all days: a derived column, kept as long as what it is made of.
#[derive(Debug)]
pub(crate) struct Replied {
    chunk: Arc<Chunk>,
    derived: Arc<Derived>,
    /// The chunks of answers with one to a row of this chunk, and which those are.
    answers: Vec<(u32, Arc<Answers>)>,
    /// In the order of the posts.
    firsts: Vec<First>,
}

/// The first reply to a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct First {
    /// Place of the post in its chunk.
    place: u32,
    /// ms; first the time of the reply, then the wait.
    wait: i64,
    /// Row of the reply.
    reply: u32,
    /// Local day of the post.
    day: i32,
}

impl Replied {
    /// For every chunk; `older` are those of before.
    pub(crate) fn all(
        chunks: &[Arc<Chunk>],
        derived: &[Arc<Derived>],
        answers: &[Arc<Answers>],
        post: u32,
        older: &[Arc<Self>],
    ) -> Vec<Arc<Self>> {
        let each = chunks.iter().zip(derived).enumerate();
        each.map(|(index, (chunk, derived))| {
            let rows = (index * CHUNK_ROWS) as u32..((index + 1) * CHUNK_ROWS) as u32;
            let parts = (0_u32..).zip(answers).filter(|(_, part)| !part.to(rows.clone()).is_empty());
            let parts: Vec<(u32, Arc<Answers>)> = parts.map(|(from, part)| (from, Arc::clone(part))).collect();
            let same_parts = |other: &[(u32, Arc<Answers>)]| {
                other.len() == parts.len()
                    && other.iter().zip(&parts).all(|(a, b)| a.0 == b.0 && Arc::ptr_eq(&a.1, &b.1))
            };
            let same = older.get(index).filter(|older| {
                Arc::ptr_eq(&older.chunk, chunk) && Arc::ptr_eq(&older.derived, derived) && same_parts(&older.answers)
            });
            same.map_or_else(|| Arc::new(Self::new(rows.start, chunk, derived, parts, post)), Arc::clone)
        })
        .collect()
    }

    fn new(
        start: u32,
        chunk: &Arc<Chunk>,
        derived: &Arc<Derived>,
        answers: Vec<(u32, Arc<Answers>)>,
        post: u32,
    ) -> Self {
        let kinds = chunk.column(activity::KIND).codes();
        let times = chunk.column(activity::TIME).times();
        let mut firsts: Vec<First> = Vec::new();
        for (from, part) in &answers {
            let to_here = part.to(start..start + CHUNK_ROWS as u32);
            for first in to_here.chunk_by(|a, b| a.parent == b.parent).filter_map(<[Answer]>::first) {
                let place = first.parent - start;
                let day = derived.days.get(place as usize).copied().unwrap_or(MISSING_DAY);
                if kinds.get(place as usize) == Some(&post) && day != MISSING_DAY {
                    let reply = from * CHUNK_ROWS as u32 + first.place;
                    firsts.push(First { place, wait: first.time, reply, day });
                }
            }
        }
        if answers.len() > 1 {
            // One ascending run a part.
            firsts.sort();
            firsts.dedup_by_key(|first| first.place);
        }
        for first in &mut firsts {
            first.wait = first.wait.saturating_sub(times[first.place as usize]);
        }
        Self { chunk: Arc::clone(chunk), derived: Arc::clone(derived), answers, firsts }
    }
}

impl Scope {
    /// How long the posts that are asked for waited for the first reply that passes the filters.
    pub fn first_replies(&self) -> FirstReplies {
        let mut found = FirstReplies::default();
        found.waits.reserve(self.dataset().replied().iter().map(|chunk| chunk.firsts.len()).sum());
        let mut add = |wait: i64| if wait < 0 { found.negative += 1 } else { found.waits.push(wait) };
        let open = self.filter.is_open_for_activities();
        let days = self.filter.period.map(|days| days.start.0..=days.end.0);
        for (index, chunk) in self.dataset().replied().iter().enumerate() {
            if open && days.is_none() {
                chunk.firsts.iter().for_each(|first| add(first.wait));
                continue;
            }
            let start = (index * CHUNK_ROWS) as u32;
            for first in &chunk.firsts {
                if days.as_ref().is_some_and(|days| !days.contains(&first.day)) || !self.passes(start + first.place) {
                    continue;
                }
                if self.passes(first.reply) {
                    add(first.wait);
                } else if let Some(time) = self.next_reply(chunk, start + first.place) {
                    add(time.saturating_sub(chunk.chunk.column(activity::TIME).times()[first.place as usize]));
                }
            }
        }
        found
    }

    /// When the first reply that passes the filters came to a row of a chunk.
    fn next_reply(&self, chunk: &Replied, row: u32) -> Option<i64> {
        let firsts = chunk.answers.iter().filter_map(|(from, part)| {
            let passing = |answer: &&Answer| self.passes(from * CHUNK_ROWS as u32 + answer.place);
            part.to(row..row + 1).iter().find(passing).map(|answer| answer.time)
        });
        firsts.min()
    }
}
