//! What each activity answers, and the opening that its chain of answers leads to.

use super::{
    links::{Open, hash, texts},
    threads::{NO_THREAD, ORPHAN, WALKING},
};
use crate::{
    analytics::{dataset::Dataset, scope::split},
    model::facts::{CHUNK_ROWS, DictionaryKind, MISSING_CODE, MISSING_TIME, TableKind, activity, kind, post},
};
use rustc_hash::{FxHashMap, FxHashSet};

/// The row that each row answers: itself where it opens a conversation, [`ORPHAN`] where what it answers is not there.
pub(super) fn parents(dataset: &Dataset, is_message: &[bool]) -> Vec<u32> {
    let facts = &dataset.workspace().facts;
    let chunks = facts.activities.chunks();
    let rows = facts.activities.len() as u32;
    let reply = facts.dictionaries.get(DictionaryKind::Kind).find(kind::REPLY).unwrap_or(MISSING_CODE - 1);
    let mut up = Vec::with_capacity(rows as usize);
    for chunk in chunks {
        let parents = chunk.column(activity::PARENT).codes().iter();
        for (parent, kind) in parents.zip(chunk.column(activity::KIND).codes()) {
            let row = up.len() as u32;
            up.push(match *parent {
                parent if parent < rows && parent != row => parent,
                _ if *kind == reply => ORPHAN,
                _ => row,
            });
        }
    }

    // Messages that only name their conversation: gathered by name.
    let mut slots: FxHashMap<u64, u32> = FxHashMap::default();
    let mut named: Vec<(u32, u32, u64)> = Vec::new();
    let mut answering: Vec<(u32, u64)> = Vec::new();
    for (index, (chunk, links)) in chunks.iter().zip(dataset.links()).enumerate() {
        for Open { place, thread, answers } in links.open(chunk, is_message) {
            let row = (index * CHUNK_ROWS) as u32 + place;
            if *thread == 0 {
                answering.push((row, *answers));
            } else {
                let slot = slots.len() as u32;
                named.push((row, *slots.entry(*thread).or_insert(slot), *answers));
            }
        }
    }
    if named.is_empty() && answering.is_empty() {
        return up;
    }
    let mut posts: FxHashSet<u64> = FxHashSet::default();
    for chunk in facts.table(TableKind::Posts).chunks() {
        let sources = chunk.column(post::SOURCE).codes();
        posts.extend(texts(chunk.column(post::ID).texts()).zip(sources).map(|(id, source)| hash(id, *source)));
    }
    for (row, answers) in answering {
        up[row as usize] = if posts.contains(&answers) { row } else { ORPHAN };
    }

    // The opening of each: the message with that id; else, unless it is an own post, the earliest that is no reply.
    let mut leaders = vec![MISSING_CODE; slots.len()];
    if !slots.is_empty() {
        for (index, (chunk, links)) in chunks.iter().zip(dataset.links()).enumerate() {
            let kinds = chunk.column(activity::KIND).codes();
            for (place, id) in links.ids(chunk).iter().enumerate() {
                if let Some(slot) = slots.get(id)
                    && is_message.get(kinds[place] as usize) == Some(&true)
                {
                    leaders[*slot as usize] = (index * CHUNK_ROWS + place) as u32;
                }
            }
        }
    }
    let mut own = vec![false; slots.len()];
    slots.iter().for_each(|(id, slot)| own[*slot as usize] = posts.contains(id));
    let mut earliest = vec![(i64::MAX, u64::MAX, MISSING_CODE); slots.len()];
    for (row, slot, answers) in &named {
        let slot = *slot as usize;
        let (chunk, place) = split(*row as usize);
        if leaders[slot] == MISSING_CODE && !own[slot] && *answers == 0 && up[*row as usize] != ORPHAN {
            let time = chunks[chunk].column(activity::TIME).times()[place];
            let time = if time == MISSING_TIME { i64::MAX } else { time };
            let id = dataset.links()[chunk].ids(&chunks[chunk])[place];
            earliest[slot] = earliest[slot].min((time, id, *row));
        }
    }
    for (row, slot, answers) in named {
        let slot = slot as usize;
        up[row as usize] = match (leaders[slot], own[slot]) {
            (MISSING_CODE, true) if answers == 0 || posts.contains(&answers) => row,
            (MISSING_CODE, true) => ORPHAN,
            (MISSING_CODE, false) => match earliest[slot].2 {
                MISSING_CODE => ORPHAN,
                row => row,
            },
            (leader, _) => leader,
        };
    }
    up
}

/// Gives every row the thread at the top of its chain of answers; [`ORPHAN`] where the chain leads out of the data, in
/// a ring or to a row that is no message.
pub(super) fn climb(up: &[u32], of_row: &mut [u32]) {
    let mut path = Vec::new();
    for row in 0..up.len() {
        let mut at = row;
        let found = loop {
            match of_row[at] {
                NO_THREAD => {}
                WALKING => break ORPHAN,
                known => break known,
            }
            of_row[at] = WALKING;
            path.push(at);
            match up[at] {
                ORPHAN => break ORPHAN,
                next if next as usize == at => break ORPHAN,
                next => at = next as usize,
            }
        };
        for at in path.drain(..) {
            of_row[at] = found;
        }
    }
}
