//! What makes two writings of a word the same: lower case, no diacritics.

use std::ops::Range;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// A text in lower case and without diacritics (Unicode's canonical decomposition less its combining marks).
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        // Most letters are ASCII in such a text, too.
        if letter.is_ascii() { plain.push(letter.to_ascii_lowercase()) } else { plain.extend(folded(letter)) }
    }
    plain
}

/// What one character is folded to: nothing, itself, or several.
fn folded(letter: char) -> impl Iterator<Item = char> {
    std::iter::once(letter).nfd().filter(|part| !is_combining_mark(*part)).flat_map(char::to_lowercase)
}

/// Where a folded word stands in a text, as byte ranges of the text as it is written; they do not overlap.
pub fn folded_ranges(text: &str, word: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if word.is_empty() {
        return found;
    }
    // The folded text, and for each of its bytes where the character it comes from begins and ends.
    let mut plain = String::with_capacity(text.len());
    let mut from = Vec::with_capacity(text.len());
    for (start, letter) in text.char_indices() {
        let before = plain.len();
        plain.extend(folded(letter));
        from.resize(from.len() + plain.len() - before, start..start + letter.len_utf8());
    }
    let mut at = 0;
    while let Some(hit) = plain.get(at..).and_then(|rest| rest.find(word)) {
        let (first, last) = (at + hit, at + hit + word.len() - 1);
        if let (Some(start), Some(end)) = (from.get(first), from.get(last)) {
            found.push(start.start..end.end);
        }
        at = last + 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_folded_to_their_base() {
        // Ł and ß have no decomposition; they stay letters of their own.
        assert_eq!(
            fold("ÀÉÎõÜ çñ Žluťoučký ŁódŹ STRASSE straße Ωμέγα"),
            "aeiou cn zlutoucky łodz strasse straße ωμεγα"
        );
        assert_eq!(fold("e\u{301}"), "e");
    }
}
