//! Finds rows by their ids without keeping a copy of any id: a map from the hash of an id to a slot, each hit
//! compared with the text itself.

use rustc_hash::FxHashMap;

/// Hash of an id within its source.
#[inline]
pub fn key(id: &str, source: u32) -> u64 {
    xxhash_rust::xxh3::xxh3_64_with_seed(id.as_bytes(), u64::from(source))
}

/// Slots by the hash of their id.
#[derive(Default)]
pub struct Index {
    slots: FxHashMap<u64, u32>,
}

impl Index {
    /// With room for so many ids.
    pub fn with_capacity(ids: usize) -> Self {
        Self { slots: FxHashMap::with_capacity_and_hasher(ids, Default::default()) }
    }

    /// The slot of an id; `same` says whether a slot's id is the one sought.
    #[inline]
    pub fn find(&self, mut key: u64, same: impl Fn(u32) -> bool) -> Option<u32> {
        loop {
            let slot = *self.slots.get(&key)?;
            if same(slot) {
                return Some(slot);
            }
            key = key.wrapping_add(1);
        }
    }

    /// The slot of an id, or the given one, which is its from now on. True where it is new.
    #[inline]
    pub fn find_or_insert(&mut self, mut key: u64, new: u32, same: impl Fn(u32) -> bool) -> (u32, bool) {
        loop {
            match self.slots.entry(key) {
                std::collections::hash_map::Entry::Occupied(entry) => {
                    let slot = *entry.get();
                    if same(slot) {
                        return (slot, false);
                    }
                }
                std::collections::hash_map::Entry::Vacant(entry) => {
                    entry.insert(new);
                    return (new, true);
                }
            }
            key = key.wrapping_add(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_with_the_same_hash_are_told_apart() {
        let ids = ["a", "b", "c"];
        let mut index = Index::default();
        for (slot, id) in ids.iter().enumerate() {
            assert_eq!(
                index.find_or_insert(u64::MAX, slot as u32, |slot| ids[slot as usize] == *id),
                (slot as u32, true)
            );
        }
        for (slot, id) in ids.iter().enumerate() {
            assert_eq!(index.find(u64::MAX, |slot| ids[slot as usize] == *id), Some(slot as u32));
        }
        assert_eq!(index.find(u64::MAX, |_| false), None);
    }
}
