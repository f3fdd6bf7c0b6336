//! Cells of figures only, which most cells of a file are: read eight bytes at a time, without a branch for each.

const ZEROS: u64 = 0x3030_3030_3030_3030;
const HIGH: u64 = 0x8080_8080_8080_8080;
/// What added to a byte sets its highest bit from 10 on.
const PAST_NINE: u64 = 0x7676_7676_7676_7676;

/// Eight bytes of a text; `None` where it ends before.
#[inline]
pub fn eight(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..)?.first_chunk().map(|eight| u64::from_le_bytes(*eight))
}

/// The offset of the next byte that is no figure.
#[inline]
pub fn end_of(bytes: &[u8], mut at: usize) -> usize {
    while let Some(word) = eight(bytes, at) {
        let word = word ^ ZEROS;
        let other = (word.wrapping_add(PAST_NINE) | word) & HIGH;
        if other != 0 {
            // The lowest mark is exact; what is carried over can only mark bytes above it.
            return at + (other.trailing_zeros() / 8) as usize;
        }
        at += 8;
    }
    while matches!(bytes.get(at), Some(b'0'..=b'9')) {
        at += 1;
    }
    at
}

/// The number that 1 to 16 figures make; `None` where there are more, none, or other letters among them, and for the
/// first 16 bytes of a text: what stands there is read in the slow way.
#[inline]
pub fn number(bytes: &[u8], start: usize, end: usize) -> Option<u64> {
    let length = end.wrapping_sub(start);
    if length.wrapping_sub(1) >= 16 {
        return None;
    }
    let before: &[u8; 16] = bytes.get(end.wrapping_sub(16)..end)?.first_chunk()?;
    let (high, low) = before.split_at(8);
    let last = of_last(u64::from_le_bytes(*low.first_chunk()?), length.min(8))?;
    if length <= 8 {
        return Some(last);
    }
    Some(of_last(u64::from_le_bytes(*high.first_chunk()?), length - 8)? * 100_000_000 + last)
}

/// The number that the last 1 to 8 of eight bytes make; `None` where they are no figures.
#[inline]
pub fn of_last(word: u64, count: usize) -> Option<u64> {
    let word = (word ^ ZEROS) & (u64::MAX << (64 - 8 * count));
    if (word.wrapping_add(PAST_NINE) | word) & HIGH != 0 {
        return None;
    }
    // Neighbours are joined three times: two figures, four, eight.
    let pairs = word.wrapping_mul(10).wrapping_add(word >> 8);
    let upper = (pairs & 0x0000_00ff_0000_00ff).wrapping_mul(0x000f_4240_0000_0064);
    let lower = ((pairs >> 16) & 0x0000_00ff_0000_00ff).wrapping_mul(0x0000_2710_0000_0001);
    Some(upper.wrapping_add(lower) >> 32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_every_length_are_read() {
        let text = "................98765432109876543210";
        for length in 1..=16 {
            for start in 16..=20 {
                let figures = &text[start..start + length];
                assert_eq!(number(text.as_bytes(), start, start + length), figures.parse().ok(), "{figures}");
            }
        }
        assert_eq!(number(text.as_bytes(), 16, 33), None, "17 figures");
        assert_eq!(number(text.as_bytes(), 20, 20), None, "none");
        assert_eq!(number(b"123", 0, 3), None, "too near the beginning");
    }

    #[test]
    fn other_letters_are_no_figures() {
        for other in ["/", ":", " ", "-", ".", "a", "é", "\u{7f}", "\0", "ÿ"] {
            for before in 0..9 {
                let text = format!("{:.<16}{}{other}42", "", "7".repeat(before));
                assert_eq!(number(text.as_bytes(), 16, text.len()), None, "{text}");
                assert_eq!(end_of(text.as_bytes(), 16), 16 + before, "{text}");
            }
        }
        assert_eq!(end_of(b"123", 0), 3);
        assert_eq!(end_of(b"", 0), 0);
    }
}
