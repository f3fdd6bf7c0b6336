//! What messages without a known parent name as their conversation: hashes of ids, chunk by chunk, kept as long as the
//! chunk is.

use crate::{
    model::facts::{Chunk, MISSING_CODE, TextColumn, activity},
    random::SplitMix64,
};
use std::sync::OnceLock;

/// Hashes of one chunk of activities, made when they are first asked for.
#[derive(Debug, Default)]
pub(crate) struct Links {
    open: OnceLock<Vec<Open>>,
    ids: OnceLock<Vec<u64>>,
}

/// A message without a parent that names a conversation or what it answers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Open {
    /// Place in its chunk.
    pub(super) place: u32,
    /// Hash of the conversation's id; 0 = none.
    pub(super) thread: u64,
    /// Hash of the id of what it answers; 0 = none.
    pub(super) answers: u64,
}

/// Hash of an id within its source, never 0. Two of a million different ids share one with a chance of 1 to 37
/// million (64 bits); such a pair would be taken for the same conversation.
///
/// XXH3 adds its seed to the bits of a short id: with the bare codes 0 and 1 as seeds, “15” of the one source and “14” of
/// the other would be the same. So the codes are spread over all bits first.
pub(super) fn hash(id: &[u8], source: u32) -> u64 {
    let seed = SplitMix64::new(u64::from(source)).next();
    xxhash_rust::xxh3::xxh3_64_with_seed(id, seed).max(1)
}

/// The bytes of each text, in order.
pub(super) fn texts(column: &TextColumn) -> impl Iterator<Item = &[u8]> {
    let (bytes, ends) = column.parts();
    let mut start = 0;
    ends.iter().map(move |end| {
        let text = bytes.get(start..*end as usize).unwrap_or_default();
        start = *end as usize;
        text
    })
}

impl Links {
    /// The messages without a parent that name something.
    pub(super) fn open(&self, chunk: &Chunk, is_message: &[bool]) -> &[Open] {
        self.open.get_or_init(|| {
            let kinds = chunk.column(activity::KIND).codes();
            let parents = chunk.column(activity::PARENT).codes();
            let sources = chunk.column(activity::SOURCE).codes();
            let named =
                texts(chunk.column(activity::THREAD).texts()).zip(texts(chunk.column(activity::REPLY_TO).texts()));
            let mut open = Vec::new();
            for (place, (thread, answers)) in named.enumerate() {
                if parents[place] == MISSING_CODE
                    && !(thread.is_empty() && answers.is_empty())
                    && is_message.get(kinds[place] as usize) == Some(&true)
                {
                    let key = |id: &[u8]| if id.is_empty() { 0 } else { hash(id, sources[place]) };
                    open.push(Open { place: place as u32, thread: key(thread), answers: key(answers) });
                }
            }
            open
        })
    }

    /// The hash of each row's id.
    pub(super) fn ids(&self, chunk: &Chunk) -> &[u64] {
        self.ids.get_or_init(|| {
            let sources = chunk.column(activity::SOURCE).codes();
            let ids = texts(chunk.column(activity::ID).texts());
            ids.zip(sources).map(|(id, source)| hash(id, *source)).collect()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::hash;
    use std::collections::HashSet;

    #[test]
    fn short_ids_of_different_sources_are_different() {
        let ids: Vec<String> =
            (0..20_000).map(|id: u32| id.to_string()).chain((0..100).map(|id| format!("t{id}"))).collect();
        let hashes: HashSet<u64> =
            (0..8).flat_map(|source| ids.iter().map(move |id| hash(id.as_bytes(), source))).collect();
        assert_eq!(hashes.len(), 8 * ids.len());
    }
}
