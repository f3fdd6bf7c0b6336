//! Finds the end of a text: the next of a few bytes, eight or sixteen at a time.

use super::figures::eight;

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x8080_8080_8080_8080;

/// Marks the bytes of a word that are a certain one, by their highest bit. The lowest mark is exact; borrows can only put
/// false marks above a true one.
#[inline]
pub fn marks(word: u64, byte: u8) -> u64 {
    let word = word ^ (ONES * u64::from(byte));
    word.wrapping_sub(ONES) & !word
}

/// Marks the bytes of a word that are below a certain one, which is at most 128; as exact as [`marks`].
#[inline]
pub fn marks_below(word: u64, byte: u8) -> u64 {
    word.wrapping_sub(ONES * u64::from(byte)) & !word
}

/// The offset of the next byte that ends a text, or of the end. It is told in two ways: for a word, as marks, and for a
/// byte.
#[inline(always)]
pub fn find(bytes: &[u8], mut at: usize, in_word: impl Fn(u64) -> u64, is_end: impl Fn(u8) -> bool) -> usize {
    let start = at;
    while let Some(word) = eight(bytes, at) {
        let ends = in_word(word) & HIGH;
        if ends != 0 {
            return at + (ends.trailing_zeros() / 8) as usize;
        }
        at += 8;
        // What is not short is likely to be long. The compiler makes vector instructions of this.
        while at >= start + 16
            && let Some(sixteen) = bytes.get(at..).and_then(<[u8]>::first_chunk::<16>)
            && u128::from_ne_bytes(sixteen.map(|byte| u8::from(is_end(byte)))) == 0
        {
            at += 16;
        }
    }
    while bytes.get(at).is_some_and(|byte| !is_end(*byte)) {
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_end_is_found_wherever_it_stands() {
        let in_word = |word| marks(word, b',') | marks_below(word, 0x20);
        for end in [b',', b'\n', 0, 0x1f] {
            for length in 0..70 {
                let mut bytes = "é~ \u{7f}!#]ÿx-+.".repeat(6).into_bytes();
                bytes.truncate(length);
                assert_eq!(find(&bytes, 0, in_word, |byte| byte < 0x20 || byte == b','), length, "no end");
                bytes.push(end);
                bytes.extend_from_slice(b"tail,");
                assert_eq!(find(&bytes, 0, in_word, |byte| byte < 0x20 || byte == b','), length);
            }
        }
    }
}
