//! What stands between two values of a record, `,"likes":` say. It is the same in every record of a file as a rule, so
//! that one comparison of bytes passes over comma, name, colon and white space at once.

use super::figures::eight;
use std::ops::Range;

/// The bytes between two values.
#[derive(Clone, Debug, Default)]
pub struct Glue {
    /// The first sixteen bytes, and which of their bits count.
    words: [u64; 2],
    masks: [u64; 2],
    /// The bytes after those.
    rest: Vec<u8>,
    /// How many bytes there are in all; 0 where they are not known.
    length: usize,
}

impl Glue {
    /// From where it stands in a text.
    pub fn new(text: &[u8], place: Range<usize>) -> Self {
        let bytes = text.get(place).unwrap_or_default();
        let (mut words, mut masks) = ([[0; 8]; 2], [[0; 8]; 2]);
        let places = words.as_flattened_mut().iter_mut().zip(masks.as_flattened_mut());
        for ((word, mask), byte) in places.zip(bytes) {
            (*word, *mask) = (*byte, u8::MAX);
        }
        Self {
            words: words.map(u64::from_le_bytes),
            masks: masks.map(u64::from_le_bytes),
            rest: bytes.get(16..).unwrap_or_default().to_vec(),
            length: bytes.len(),
        }
    }

    /// Whether the bytes are known.
    pub fn is_known(&self) -> bool {
        self.length > 0
    }

    /// Where it ends if it stands at an offset of a text. Not found within the last bytes of a text.
    #[inline]
    pub fn end(&self, text: &[u8], at: usize) -> Option<usize> {
        let [first, second] = [eight(text, at)?, eight(text, at + 8)?];
        let other = ((first ^ self.words[0]) & self.masks[0]) | ((second ^ self.words[1]) & self.masks[1]);
        if other != 0 || self.length == 0 {
            return None;
        }
        let rest_follows = self.rest.is_empty() || text.get(at + 16..).is_some_and(|text| text.starts_with(&self.rest));
        rest_follows.then_some(at + self.length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_learned_is_found_again_and_nothing_else() {
        let text = br#"{"a":1,"likes":2, "a rather long name" : 3} and more than sixteen bytes"#;
        for place in [6..15, 1..5, 16..41, 15..31] {
            let glue = Glue::new(text, place.clone());
            for at in 0..text.len() {
                assert_eq!(glue.end(text, at), (at == place.start).then_some(place.end), "{place:?} at {at}");
            }
        }
        assert_eq!(Glue::default().end(text, 0), None);
    }
}
