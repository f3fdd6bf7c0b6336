//! Finds rows by their ids without keeping a copy of any id: a map from the hash of an id to a slot, each hit
//! compared with the text itself.

/// What an id is known by within its source: a hash, or for up to 16 figures their number.
#[inline]
pub fn key(id: &str, source: u32) -> u64 {
    if (1..=16).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_digit()) {
        let number = id.bytes().fold(0, |sum, byte| sum * 10 + u64::from(byte - b'0'));
        return key_of_number(number, source);
    }
    xxhash_rust::xxh3::xxh3_64_with_seed(id.as_bytes(), u64::from(source))
}

/// What an id of up to 16 figures is known by.
#[inline]
pub fn key_of_number(number: u64, source: u32) -> u64 {
    number.wrapping_add(u64::from(source).wrapping_mul(MIX))
}

/// An odd number whose bits look random.
const MIX: u64 = 0x9e37_79b9_7f4a_7c15;

/// Slots by the hash of their id: an open table with linear probing, eight bytes an entry.
#[derive(Default)]
pub struct Index {
    /// Half of the hash above the slot + 1; 0 where an entry is free. As many as a power of two, a third of them free.
    entries: Vec<u64>,
    used: usize,
}

impl Index {
    /// With room for so many ids.
    pub fn with_capacity(ids: usize) -> Self {
        Self { entries: vec![0; (ids + ids / 2 + 1).next_power_of_two()], used: 0 }
    }

    /// The slot of an id; `same` says whether a slot's id is the one sought.
    #[inline]
    pub fn find(&self, key: u64, same: impl Fn(u32) -> bool) -> Option<u32> {
        self.look(tag(key), same).ok()
    }

    /// The slot of an id, or the given one, which is its from now on. True where it is new.
    #[inline]
    pub fn find_or_insert(&mut self, key: u64, new: u32, same: impl Fn(u32) -> bool) -> (u32, bool) {
        if (self.used + 1) * 3 > self.entries.len() * 2 {
            self.grow();
        }
        let tag = tag(key);
        match self.look(tag, same) {
            Ok(slot) => (slot, false),
            Err(free) => {
                if let Some(entry) = self.entries.get_mut(free) {
                    *entry = u64::from(tag) << 32 | (u64::from(new) + 1);
                }
                self.used += 1;
                (new, true)
            }
        }
    }

    /// The slot, or where it would be entered.
    #[inline]
    fn look(&self, tag: u32, same: impl Fn(u32) -> bool) -> Result<u32, usize> {
        let last = self.entries.len().wrapping_sub(1);
        let mut at = tag as usize & last;
        while let Some(entry) = self.entries.get(at).copied().filter(|entry| *entry != 0) {
            let slot = (entry as u32).wrapping_sub(1);
            if (entry >> 32) as u32 == tag && same(slot) {
                return Ok(slot);
            }
            at = (at + 1) & last;
        }
        Err(at)
    }

    #[cold]
    fn grow(&mut self) {
        let size = (self.entries.len() * 2).max(16);
        let old = std::mem::replace(&mut self.entries, vec![0; size]);
        // Begun behind a free entry, so that slots with the same hash keep their order.
        let free = old.iter().position(|entry| *entry == 0).unwrap_or(0);
        for entry in old.iter().cycle().skip(free).take(old.len()).filter(|entry| **entry != 0) {
            if let Err(at) = self.look((entry >> 32) as u32, |_| false)
                && let Some(place) = self.entries.get_mut(at)
            {
                *place = *entry;
            }
        }
    }
}

/// Half of a hash. Eight keys that follow each other stay together: ids that count up, as many do, are then found
/// without going far in memory.
#[inline]
fn tag(key: u64) -> u32 {
    let group = (key >> 3) ^ (key >> 32);
    ((group.wrapping_mul(MIX) >> 35) as u32) << 3 | (key & 7) as u32
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

    #[test]
    fn many_ids_are_found_after_the_table_has_grown() {
        let key = |slot: u32| u64::from(slot / 3) << 32;
        let mut index = Index::default();
        for slot in 0..5_000 {
            assert_eq!(index.find_or_insert(key(slot), slot, |found| found == slot), (slot, true));
        }
        for slot in 0..5_000 {
            assert_eq!(index.find(key(slot), |found| found == slot), Some(slot));
            assert_eq!(index.find(key(slot), |_| true), Some(slot / 3 * 3), "the first of those with its hash");
        }
        assert_eq!(index.find(key(6_000), |_| true), None);
    }
}
