//! What in a message gives reason to look at it: words of the lists, links, shouting; and what is known of who wrote it
//! and of the same words elsewhere. Each says how much it counts and why, in words.

use super::words::{Hit, Words};
use crate::{model::record::WordListKind, platform};

/// A reason to look at a message.
#[derive(Clone, Debug, PartialEq)]
pub enum Signal {
    /// Has words that are not to be said.
    Banned(Vec<String>),
    /// Has words that somebody should look at.
    Suspect(Vec<String>),
    /// Has links: how many.
    Links(usize),
    /// The same words stand in so many other messages within a day, whoever wrote them. By itself no suggestion: people
    /// do say the same.
    Repeated(usize),
    /// The same person wrote the same words in so many other messages within days.
    Again(usize),
    /// The first message of whoever wrote it.
    FirstMessage,
    /// Whoever wrote it joined so many days before.
    NewAccount(i64),
    /// Mostly capitals: how many of a hundred letters.
    Shouting(u8),
    /// Looks like what was rejected before: with this probability, mostly for these words.
    Learned {
        /// 0 to 1.
        probability: f64,
        /// Words that speak for it, the weightiest first.
        words: Vec<String>,
    },
}

/// Fewest letters of which capitals say something.
const SHOUTING_LETTERS: usize = 12;

/// From this share of capitals on, of a hundred, somebody shouts.
const SHOUTING_SHARE: usize = 70;

impl Signal {
    /// How much it counts towards a suggestion, in points.
    pub fn points(&self) -> u32 {
        match self {
            Self::Banned(_) => 60,
            Self::Suspect(words) => 25 + 5 * (words.len().min(4) as u32 - 1),
            Self::Links(count) => 15 + 5 * (*count).min(3) as u32,
            Self::Repeated(others) => (5 + 3 * (*others).min(5) as u32).min(20),
            Self::Again(others) => 5 + 5 * (*others).min(6) as u32,
            Self::FirstMessage => 10,
            Self::NewAccount(_) => 10,
            Self::Shouting(_) => 10,
            Self::Learned { probability, .. } => (probability * 50.0).clamp(0.0, 50.0).round() as u32,
        }
    }

    /// Its name in addresses.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Banned(_) => "banned",
            Self::Suspect(_) => "suspect",
            Self::Links(_) => "links",
            Self::Repeated(_) => "repeated",
            Self::Again(_) => "again",
            Self::FirstMessage => "first",
            Self::NewAccount(_) => "new",
            Self::Shouting(_) => "shouting",
            Self::Learned { .. } => "learned",
        }
    }

    /// In a few words.
    pub fn label(&self) -> String {
        let of =
            |count: usize, one: &str, many: &str| if count == 1 { one.to_owned() } else { format!("{count} {many}") };
        match self {
            Self::Banned(words) => format!("banned: {}", words.join(", ")),
            Self::Suspect(words) => format!("suspect: {}", words.join(", ")),
            Self::Links(count) => of(*count, "a link", "links"),
            Self::Repeated(others) => format!("same words in {}", of(*others, "another message", "other messages")),
            Self::Again(others) => {
                format!("same person, same words in {}", of(*others, "another message", "other messages"))
            }
            Self::FirstMessage => "first message".to_owned(),
            Self::NewAccount(0) => "joined the same day".to_owned(),
            Self::NewAccount(days) => format!("joined {} before", of(*days as usize, "a day", "days")),
            Self::Shouting(share) => format!("{share} % capitals"),
            Self::Learned { probability, words } if words.is_empty() => {
                format!("{:.0} % like what was rejected", probability * 100.0)
            }
            Self::Learned { probability, words } => {
                format!("{:.0} % like what was rejected: {}", probability * 100.0, words.join(", "))
            }
        }
    }
}

/// What a text says by itself.
pub fn of_text(text: &str, words: &Words) -> Vec<Signal> {
    let mut signals = Vec::new();
    let hits = words.find(text);
    let of = |kind: WordListKind| {
        let mut found: Vec<String> = Vec::new();
        for hit in hits.iter().filter(|hit: &&Hit| hit.kind == kind) {
            if !found.contains(&hit.word) {
                found.push(hit.word.clone());
            }
        }
        found
    };
    let (banned, suspect) = (of(WordListKind::Banned), of(WordListKind::Suspect));
    if !banned.is_empty() {
        signals.push(Signal::Banned(banned));
    }
    if !suspect.is_empty() {
        signals.push(Signal::Suspect(suspect));
    }
    let links = link_count(text);
    if links > 0 {
        signals.push(Signal::Links(links));
    }
    signals.extend(capitals(text).map(Signal::Shouting));
    signals
}

/// How many links a text has.
pub(super) fn link_count(text: &str) -> usize {
    if text.contains('.') { platform::links(text).len() } else { 0 }
}

/// The share of capitals of a hundred, where somebody shouts.
pub(super) fn capitals(text: &str) -> Option<u8> {
    let (mut upper, mut all) = (0_usize, 0_usize);
    for letter in text.chars() {
        upper += usize::from(letter.is_uppercase());
        all += usize::from(letter.is_uppercase() || letter.is_lowercase());
    }
    (all >= SHOUTING_LETTERS && upper * 100 >= all * SHOUTING_SHARE).then(|| (upper * 100 / all) as u8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Id, record::WordList};

    #[test]
    fn a_text_says_why() {
        let mut list = WordList::new(Id::mint(1, [1; 10]), 1, WordListKind::Suspect, "Sales");
        list.words = vec!["casino".into(), "bonus".into()];
        let words = Words::new([&list]);
        let signals = of_text("BEST CASINO BONUS EVER, CA$INO: example.com and https://example.org/x", &words);
        assert_eq!(signals[0], Signal::Suspect(vec!["casino".into(), "bonus".into()]));
        assert_eq!(signals[0].points(), 30);
        assert_eq!(signals[1], Signal::Links(2));
        assert_eq!(of_text("ALL CAPITALS AND LOUD", &words), [Signal::Shouting(100)]);
        assert_eq!(of_text("OK, NASA and the BBC say so, and so do we", &words), []);
        assert_eq!(of_text("", &words), []);
        assert_eq!(signals[1].label(), "2 links");
    }
}
