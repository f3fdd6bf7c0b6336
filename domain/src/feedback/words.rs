//! The words of a text that say what it is about: folded, without the words every text has, singular and plural alike.
//!
//! Words that every English text has are left out; other languages lose nothing but the help. Plurals are taken off by
//! the S stemmer (D. Harman, “How effective is suffixing?”, Journal of the American Society for Information Science 42,
//! 1991), which is small and joins little that does not belong together.

use crate::search::fold;
use std::borrow::Cow;

/// Bytes of a text that are looked at: a text of a megabyte says no more than its beginning.
const MOST: usize = 20_000;
/// Longest word, in bytes: what is longer is no word.
const LONGEST: usize = 40;

/// A word as it is counted, or a place where something was left out.
pub(super) enum Token<'a> {
    /// A word: as it is counted, and as it was written (folded).
    Word(&'a str, &'a str),
    /// Something was left out here: the words on both sides do not stand together.
    Gap,
}

/// Gives the words of a text in their order.
pub(super) fn each_token(text: &str, take: &mut dyn FnMut(Token<'_>)) {
    let mut end = text.len().min(MOST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let plain = fold(text.get(..end).unwrap_or_default());
    let mut stem = String::new();
    for part in plain.split_whitespace() {
        // Addresses and names of people are not what a text is about.
        if part.contains("://") || part.starts_with("www.") || part.starts_with('@') {
            take(Token::Gap);
            continue;
        }
        let part: Cow<'_, str> =
            if part.contains(['\'', '’']) { part.replace(['\'', '’'], "").into() } else { part.into() };
        let mut last = 0;
        for piece in part.split(|letter: char| !letter.is_alphanumeric()) {
            let from = piece.as_ptr() as usize - part.as_ptr() as usize;
            // Two words with a mark between them, but for a hyphen, do not stand together.
            if from > last && part.get(last..from).is_some_and(|between| between != "-") {
                take(Token::Gap);
            }
            last = from + piece.len();
            if piece.is_empty() {
                continue;
            }
            if piece.len() > LONGEST || piece.chars().count() < 2 || is_stop_word(piece) || is_number(piece) {
                take(Token::Gap);
                continue;
            }
            stem.clear();
            push_stem(&mut stem, piece);
            take(Token::Word(&stem, piece));
        }
        if last < part.len() {
            take(Token::Gap);
        }
    }
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

/// The singular of an English plural, by the S stemmer; other words as they are.
fn push_stem(out: &mut String, word: &str) {
    let ends = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    if word.len() < 4 || !word.is_ascii() {
        out.push_str(word);
    } else if ends(&["ies"]) && !ends(&["eies", "aies"]) {
        out.push_str(&word[..word.len() - 3]);
        out.push('y');
    } else if ends(&["s"]) && !ends(&["us", "ss", "is"]) {
        out.push_str(&word[..word.len() - 1]);
    } else {
        out.push_str(word);
    }
}

/// Whether every text has this word. The list is sorted, apostrophes are taken out.
fn is_stop_word(word: &str) -> bool {
    STOP_WORDS.binary_search(&word).is_ok()
}

#[rustfmt::skip]
const STOP_WORDS: &[&str] = &[
    "about", "above", "actually", "after", "again", "against", "all", "already", "also", "although", "always", "am",
    "an", "and", "another", "any", "anybody", "anyone", "anything", "are", "arent", "around", "as", "ask", "at", "away",
    "back", "be", "because", "been", "before", "being", "below", "between", "bit", "both", "but", "by", "came", "can",
    "cannot", "cant", "come", "comes", "could", "couldnt", "did", "didnt", "do", "does", "doesnt", "doing", "done",
    "dont", "down", "during", "each", "either", "else", "etc", "even", "ever", "every", "everybody", "everyone",
    "everything", "few", "for", "from", "further", "get", "gets", "getting", "give", "go", "goes", "going", "gone",
    "good", "got", "great", "had", "hadnt", "has", "hasnt", "have", "havent", "having", "he", "hello", "her", "here",
    "hers", "herself", "hey", "hi", "him", "himself", "his", "how", "however", "id", "if", "ill", "im", "in", "into",
    "is", "isnt", "it", "its", "itself", "ive", "just", "know", "least", "less", "let", "lets", "like", "ll", "lot",
    "made", "make", "makes", "many", "may", "maybe", "me", "might", "mine", "more", "most", "much", "must", "my",
    "myself", "need", "never", "next", "nice", "no", "nobody", "none", "nor", "not", "nothing", "now", "of", "off",
    "often", "oh", "ok", "okay", "on", "once", "one", "only", "onto", "or", "other", "others", "our", "ours",
    "ourselves", "out", "over", "own", "per", "please", "put", "quite", "rather", "re", "really", "said", "same", "say",
    "see", "seem", "seems", "shall", "she", "should", "shouldnt", "since", "so", "some", "somebody", "someone",
    "something", "still", "such", "sure", "take", "than", "thank", "thanks", "that", "thats", "the", "their", "theirs",
    "them", "themselves", "then", "there", "theres", "these", "they", "theyre", "thing", "things", "think", "this",
    "those", "though", "through", "to", "too", "try", "two", "under", "until", "up", "upon", "us", "use", "used",
    "using", "ve", "very", "via", "want", "wants", "was", "wasnt", "way", "we", "well", "were", "werent", "weve",
    "what", "whatever", "when", "where", "whether", "which", "while", "who", "whom", "whose", "why", "will", "with",
    "within", "without", "wont", "would", "wouldnt", "yes", "yet", "you", "your", "youre", "yours", "yourself",
    "yourselves",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<String> {
        let mut words = Vec::new();
        each_token(text, &mut |token| {
            words.push(match token {
                Token::Word(word, _) => word.to_owned(),
                Token::Gap => "|".to_owned(),
            });
        });
        words.dedup();
        words
    }

    #[test]
    fn words_that_every_text_has_are_left_out() {
        assert!(STOP_WORDS.is_sorted(), "found by halves");
        assert_eq!(of("Please don't make the boards so slow!"), ["|", "board", "|", "slow", "|"]);
        assert_eq!(
            of("dark-mode for stories, Café categories"),
            ["dark", "mode", "|", "story", "|", "cafe", "category"]
        );
        assert_eq!(of("see https://example.org/boards @ana 2026 x"), ["|"]);
        assert_eq!(of("status class bus"), ["status", "class", "bus"]);
    }

    #[test]
    fn huge_and_odd_texts_are_read_to_their_beginning() {
        assert_eq!(of(&"é".repeat(1 << 20)), ["|"]);
        assert!(of(&"word ".repeat(1 << 20)).len() <= 2);
        assert_eq!(of("a\0b\u{202e}cd zz"), ["|", "cd", "zz"]);
    }
}
