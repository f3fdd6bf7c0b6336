//! Direct answers: which activity names which as the one it answers, and how long the first took. A derived column, chunk
//! by chunk; conversations (`threads`) ask for another person's answer anywhere in a thread, this for any direct one.

use crate::{
    analytics::scope::{Scope, split},
    model::facts::{Chunk, DictionaryKind, MISSING_CODE, MISSING_DAY, MISSING_TIME, activity, kind},
};

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
        let mut answers = Vec::new();
        for (place, (kind, (parent, time))) in kinds.zip(parents.iter().zip(times)).enumerate() {
            if *kind == reply && *parent != MISSING_CODE && *time != MISSING_TIME {
                answers.push(Answer { parent: *parent, time: *time, place: place as u32 });
            }
        }
        answers.sort_unstable();
        Self(answers)
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
    /// The waits at some shares (0 to 1, ascending) of their number, by nearest rank; `None` where there are none.
    pub fn at<const N: usize>(&self, shares: [f64; N]) -> [Option<i64>; N] {
        let mut waits = self.waits.clone();
        let mut end = waits.len();
        let mut found = [None; N];
        for (share, found) in shares.iter().zip(&mut found).rev() {
            let rank = ((share * self.waits.len() as f64).ceil() as usize).saturating_sub(1);
            if let Some(below) = waits.get_mut(..end).filter(|below| rank < below.len()) {
                *found = Some(*below.select_nth_unstable(rank).1);
                end = rank + 1;
            }
        }
        found
    }
}

impl Scope {
    /// How long the posts that are asked for waited for the first reply that passes the filters.
    pub fn first_replies(&self) -> FirstReplies {
        let dataset = self.dataset();
        let facts = &dataset.workspace().facts;
        let chunks = facts.activities.chunks();
        let open = self.filter.is_open_for_activities();
        let mut firsts: Vec<(u32, i64)> = Vec::new();
        let mut in_order = true;
        for (index, answers) in dataset.answers().iter().enumerate() {
            let before = firsts.len();
            for answer in &answers.0 {
                let is_known = firsts.len() > before && firsts.last().is_some_and(|last| last.0 == answer.parent);
                if !is_known && (open || self.passes((index * crate::model::facts::CHUNK_ROWS) as u32 + answer.place)) {
                    firsts.push((answer.parent, answer.time));
                }
            }
            in_order &= before == 0 || firsts.get(before).is_none_or(|first| first.0 > firsts[before - 1].0);
        }
        if !in_order {
            // One ascending run a chunk.
            firsts.sort();
            firsts.dedup_by_key(|(parent, _)| *parent);
        }
        let post = facts.dictionaries.get(DictionaryKind::Kind).find(kind::POST);
        let mut found = FirstReplies::default();
        for (parent, time) in firsts {
            let (index, place) = split(parent as usize);
            let Some(chunk) = chunks.get(index) else { continue };
            let day = dataset.activities()[index].days[place];
            let asked = self.filter.period.is_none_or(|days| (days.start.0..=days.end.0).contains(&day));
            if Some(chunk.column(activity::KIND).codes()[place]) != post
                || day == MISSING_DAY
                || !asked
                || !self.passes(parent)
            {
                continue;
            }
            match time.saturating_sub(chunk.column(activity::TIME).times()[place]) {
                wait @ 0.. => found.waits.push(wait),
                _ => found.negative += 1,
            }
        }
        found
    }
}
