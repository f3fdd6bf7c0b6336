//! How alike two texts are, by their words: what tells that a published post is the planned one, though the network
//! shortened its links and a file cut its end.

use crate::search::{self, fold};

/// The words of a text, folded, as numbers in order; words that stand twice are there twice. Addresses are left out:
/// networks write them anew.
pub fn words(text: &str) -> Vec<u64> {
    let mut words = Vec::new();
    let mut add = |word: &str| words.push(xxhash_rust::xxh3::xxh3_64(word.as_bytes()));
    let plain = fold(text);
    for part in plain.split_whitespace() {
        if part.contains("://") || part.starts_with("www.") {
            continue;
        }
        for word in part.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()) {
            if word.chars().any(is_without_spaces) {
                // Pairs of letters, where a language writes no spaces between words.
                let letters: Vec<char> = word.chars().collect();
                if let [one] = letters[..] {
                    add(one.encode_utf8(&mut [0; 4]));
                }
                letters.windows(2).for_each(|pair| add(&String::from_iter(pair)));
            } else {
                add(word);
            }
        }
    }
    words.sort_unstable();
    words
}

/// Chinese, Japanese and what stands beside them, Thai, Lao, Khmer.
fn is_without_spaces(letter: char) -> bool {
    matches!(u32::from(letter), 0x0e00..=0x0eff | 0x1780..=0x17ff | 0x2e80..=0x9fff | 0xf900..=0xfaff | 0x20000..=0x3ffff)
}

/// Fewest words of which a text found whole in a longer one says something.
const ENOUGH: usize = 4;

/// How alike two texts are by their words, 0 to 1: the Dice coefficient (twice the words in common by all words), or,
/// where one could be the beginning of the other, nearly the share of the shorter one's words that the longer one has.
pub fn alike(a: &[u64], b: &[u64]) -> f64 {
    let fewer = a.len().min(b.len());
    if fewer == 0 {
        return 0.0;
    }
    let common = search::common(a, b);
    let dice = 2.0 * common as f64 / (a.len() + b.len()) as f64;
    let within = if fewer >= ENOUGH { 0.95 * common as f64 / fewer as f64 } else { 0.0 };
    dice.max(within)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(a: &str, b: &str) -> f64 {
        alike(&words(a), &words(b))
    }

    #[test]
    fn the_same_words_are_alike() {
        assert_eq!(of("Stretch before coffee! #BriskTip", "stretch before COFFEE brisktip"), 1.0);
        assert_eq!(of("Café über alles https://example.org/a?utm_source=x", "cafe uber alles https://t.co/1"), 1.0);
        assert_eq!(of("", ""), 0.0);
        assert_eq!(of("one two", "three four"), 0.0);
        // Dice by hand: 2 in common of 3 and 3.
        assert!((of("red green blue", "red green black") - 2.0 / 3.0).abs() < 1e-12);
        assert!(
            of("Five minutes of stretching before your first coffee, every day", "Five minutes of stretching…") > 0.9
        );
        assert!(of("今日のヒントは水を飲むこと", "今日のヒントは水を飲むこと！") > 0.99);
        assert!(of("今日のヒントは水を飲むこと", "明日の天気は晴れ") < 0.5);
    }
}
