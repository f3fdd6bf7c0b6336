//! One word in a run of bytes, whatever the case of its ASCII letters.

use memchr::{memchr, memchr2, memmem};

/// Looks for a folded word. The rarest of its bytes is looked for first, many bytes at a time; the rest is compared
/// where that stands.
pub struct Finder {
    word: Vec<u8>,
    /// Place of the rarest byte in the word.
    rare: usize,
    /// The whole word at once, where no letter of it has another case.
    exact: Option<memmem::Finder<'static>>,
}

/// How many bytes of a sample are looked at.
const SAMPLE: usize = 1 << 15;

/// Letters by how often they stand in European texts, the most frequent first.
const FREQUENT: &[u8] = b" etaoinsrhldcumfpgwybvkjxqz";

impl Finder {
    /// For a word in lower case, in texts like a sample of them.
    pub fn new(word: &str, sample: &[u8]) -> Self {
        let word = word.as_bytes().to_vec();
        let mut counts = [0_u32; 256];
        for byte in sample.iter().take(SAMPLE) {
            counts[usize::from(byte.to_ascii_lowercase())] += 1;
        }
        // Where the sample does not tell, as in European texts.
        let rarity = |byte: u8| FREQUENT.iter().position(|letter| *letter == byte).unwrap_or(FREQUENT.len());
        let frequency = |byte: u8| (counts[usize::from(byte)], std::cmp::Reverse(rarity(byte)));
        let rare = word.iter().enumerate().min_by_key(|(_, byte)| frequency(**byte)).map_or(0, |(place, _)| place);
        let caseless = !word.iter().any(u8::is_ascii_lowercase);
        let exact = caseless.then(|| memmem::Finder::new(&word).into_owned());
        Self { word, rare, exact }
    }

    /// Length of the word in bytes.
    pub fn len(&self) -> usize {
        self.word.len()
    }

    /// Where the word stands first at or after a place.
    pub fn find(&self, bytes: &[u8], from: usize) -> Option<usize> {
        if let Some(exact) = &self.exact {
            return exact.find(bytes.get(from..)?).map(|at| from + at);
        }
        let byte = *self.word.get(self.rare)?;
        let upper = byte.to_ascii_uppercase();
        let mut at = from + self.rare;
        loop {
            let rest = bytes.get(at..)?;
            let hit = if byte == upper { memchr(byte, rest) } else { memchr2(byte, upper, rest) }?;
            let start = at + hit - self.rare;
            let there = bytes.get(start..start + self.word.len())?;
            if there.eq_ignore_ascii_case(&self.word) {
                return Some(start);
            }
            at += hit + 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_any_case() {
        let finder = Finder::new("quiz", b"");
        assert_eq!(finder.find(b"a Quick qUIZ", 0), Some(8));
        assert_eq!(Finder::new("quiz", b"Zebra zoo").find(b"a Quick qUIZ", 0), Some(8), "another letter is rare");
        assert_eq!(finder.find(b"QUIZ quiz", 1), Some(5));
        assert_eq!(finder.find(b"qui", 0), None);
        assert_eq!(Finder::new("12", b"").find(b"1 12 12", 3), Some(5));
        assert_eq!(Finder::new("é", b"").find("aéÉ".as_bytes(), 0), Some(1));
    }
}
