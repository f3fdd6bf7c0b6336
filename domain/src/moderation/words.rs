//! Words in texts: whole words, whatever their case and diacritics, and the usual ways to hide them.
//!
//! A word of a list is found where it stands as a word of its own, so that “ass” is not found in “classic”. It is also
//! found with letters exchanged for signs that look alike (`sp4m`, `$pam`), with masked letters (`sp*m`), with letters
//! repeated three times and more (`spaaam`), and with single letters apart (`s p a m`, `s.p.a.m`). A hit says which. What
//! nobody hides a word by is not looked for: two letters are never enough, and letters of two words are never joined.
//! In scripts without spaces a word is found anywhere.

use super::glyphs::{self, Glyph, is_without_spaces};
use crate::model::{
    Id,
    record::{WordList, WordListKind},
};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Fewest letters of a word that is looked for in disguise.
const LEAST: usize = 3;

/// Most letters written apart that are taken together: more are no word.
const APART_MAX: usize = 400;

/// The words of all enabled lists, made ready to look for.
#[derive(Clone, Debug, Default)]
pub struct Words {
    wanted: Vec<Wanted>,
    /// Words and first words of phrases, by their letters.
    plain: FxHashMap<String, Vec<usize>>,
    /// Single words, by their first letter: for disguises.
    by_first: FxHashMap<char, Vec<usize>>,
    /// Words that end in `*`, by their first letter.
    starts: FxHashMap<char, Vec<usize>>,
    /// Words of scripts without spaces.
    anywhere: Vec<usize>,
}

#[derive(Clone, Debug)]
struct Wanted {
    written: String,
    list: Id,
    kind: WordListKind,
    /// Its letters, word by word.
    parts: Vec<Vec<char>>,
}

/// How a word was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Writing {
    /// As in the list.
    Plain,
    /// With signs for letters, or masked.
    Signs,
    /// With letters repeated.
    Stretched,
    /// With its letters apart.
    Apart,
}

impl Writing {
    /// In a person's words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Plain => "as in the list",
            Self::Signs => "with signs for letters",
            Self::Stretched => "with letters repeated",
            Self::Apart => "with letters apart",
        }
    }
}

/// A word of a list in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The word as the list has it.
    pub word: String,
    /// The list.
    pub list: Id,
    /// What the list says of it.
    pub kind: WordListKind,
    /// Where it stands: bytes of the text.
    pub range: Range<usize>,
    /// How it is written there.
    pub writing: Writing,
}

impl Words {
    /// The words of those lists that are enabled.
    pub fn new<'a>(lists: impl IntoIterator<Item = &'a WordList>) -> Self {
        let mut words = Self::default();
        for list in lists.into_iter().filter(|list| list.enabled) {
            for word in &list.words {
                words.add(list, word);
            }
        }
        words
    }

    fn add(&mut self, list: &WordList, word: &str) {
        let written = word.trim();
        let starts = written.ends_with('*') && written.len() > 1;
        let letters = glyphs::of(written.trim_end_matches('*'));
        let parts: Vec<Vec<char>> = letters
            .split(|glyph| !glyph.letter.is_alphanumeric())
            .filter(|part| !part.is_empty())
            .map(|part| part.iter().map(|glyph| glyph.letter).collect())
            .collect();
        let Some(first) = parts.first() else { return };
        let Some(letter) = first.first().copied() else { return };
        let at = self.wanted.len();
        if parts.iter().flatten().any(|letter| is_without_spaces(*letter)) {
            self.anywhere.push(at);
        } else if parts.len() == 1 && starts {
            self.starts.entry(letter).or_default().push(at);
        } else {
            self.plain.entry(first.iter().collect()).or_default().push(at);
            if parts.len() == 1 && first.len() >= LEAST {
                self.by_first.entry(letter).or_default().push(at);
            }
        }
        self.wanted.push(Wanted { written: written.to_owned(), list: list.id, kind: list.kind, parts });
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.wanted.is_empty()
    }

    /// The words found in a text, in the order in which they stand there.
    pub fn find(&self, text: &str) -> Vec<Hit> {
        let mut hits = Vec::new();
        if self.is_empty() || text.is_empty() {
            return hits;
        }
        let glyphs = glyphs::of(text);
        let mut found = Found { words: self, glyphs: &glyphs, hits: &mut hits };
        found.plain();
        if !self.by_first.is_empty() {
            found.disguised();
        }
        found.anywhere();
        hits.sort_by(|a, b| {
            (a.range.start, a.writing, &a.word, a.list).cmp(&(b.range.start, b.writing, &b.word, b.list))
        });
        hits.dedup_by(|b, a| a.range == b.range && a.word == b.word && a.list == b.list);
        hits
    }
}

struct Found<'a> {
    words: &'a Words,
    glyphs: &'a [Glyph],
    hits: &'a mut Vec<Hit>,
}

impl Found<'_> {
    fn add(&mut self, at: usize, range: Range<usize>, writing: Writing) {
        let (Some(wanted), Some(first), Some(last)) = (
            self.words.wanted.get(at),
            self.glyphs.get(range.start),
            range.end.checked_sub(1).and_then(|last| self.glyphs.get(last)),
        ) else {
            return;
        };
        self.hits.push(Hit {
            word: wanted.written.clone(),
            list: wanted.list,
            kind: wanted.kind,
            range: first.start..last.end,
            writing,
        });
    }

    fn letters(&self, range: Range<usize>) -> impl Iterator<Item = char> {
        self.glyphs.get(range).unwrap_or_default().iter().map(|glyph| glyph.letter)
    }

    fn runs(&self, belongs: fn(char) -> bool) -> Vec<Range<usize>> {
        let mut runs: Vec<Range<usize>> = Vec::new();
        let mut start = None;
        for (at, glyph) in self.glyphs.iter().enumerate() {
            match (belongs(glyph.letter), start) {
                (true, None) => start = Some(at),
                (false, Some(from)) => {
                    runs.push(from..at);
                    start = None;
                }
                _ => {}
            }
        }
        runs.extend(start.map(|from| from..self.glyphs.len()));
        runs
    }

    fn plain(&mut self) {
        let words = self.words;
        let runs = self.runs(char::is_alphanumeric);
        let mut key = String::new();
        for (number, run) in runs.iter().enumerate() {
            key.clear();
            key.extend(self.letters(run.clone()));
            for &at in words.plain.get(&key).into_iter().flatten() {
                let Some(wanted) = words.wanted.get(at) else { continue };
                let rest = wanted.parts.get(1..).unwrap_or_default();
                let Some(next) = runs.get(number + 1..=number + rest.len()) else { continue };
                if rest.iter().zip(next).all(|(part, run)| part.iter().copied().eq(self.letters(run.clone()))) {
                    let end = next.last().map_or(run.end, |last| last.end);
                    self.add(at, run.start..end, Writing::Plain);
                }
            }
            let Some(first) = key.chars().next() else { continue };
            for &at in words.starts.get(&first).into_iter().flatten() {
                let part = words.wanted.get(at).and_then(|wanted| wanted.parts.first());
                if part.is_some_and(|part| {
                    part.len() <= run.len() && part.iter().copied().eq(key.chars().take(part.len()))
                }) {
                    self.add(at, run.clone(), Writing::Plain);
                }
            }
        }
    }

    fn disguised(&mut self) {
        let runs = self.runs(|letter| letter.is_alphanumeric() || is_sign(letter));
        for run in &runs {
            self.one(run);
        }
        // Single letters with little between them.
        let mut at = 0;
        while at < runs.len() {
            let mut last = at;
            while let (Some(here), Some(next)) = (runs.get(last), runs.get(last + 1)) {
                let gap = next.start - here.end;
                if here.len() == 1 && next.len() == 1 && gap <= 3 && last - at < APART_MAX { last += 1 } else { break }
            }
            if last - at + 1 >= LEAST {
                let places: Vec<usize> = runs.get(at..=last).unwrap_or_default().iter().map(|run| run.start).collect();
                self.apart(&places);
            }
            at = last + 1;
        }
    }

    /// A run of letters and signs as one word.
    fn one(&mut self, run: &Range<usize>) {
        let letters: Vec<char> = self.letters(run.clone()).collect();
        if letters.len() < LEAST || letters.len() > 300 {
            return;
        }
        let has_letter = letters.iter().any(|letter| letter.is_alphabetic());
        let has_sign = letters.iter().any(|letter| !stands_for(*letter).is_empty() || *letter == '*');
        let repeats = letters.windows(3).any(|three| three[0] == three[1] && three[1] == three[2]);
        if !has_letter || !(has_sign || repeats) {
            return;
        }
        // Signs at the ends may be letters or punctuation.
        let head = letters.iter().take_while(|letter| is_sign(**letter)).count();
        let tail = letters.iter().rev().take_while(|letter| is_sign(**letter)).count();
        let end = letters.len();
        let mut tried = Vec::with_capacity(4);
        for range in [0..end, 0..end - tail, head..end, head..(end - tail).max(head)] {
            if !tried.contains(&range) {
                self.within(run.start, &letters, range.clone());
                tried.push(range);
            }
        }
    }

    fn within(&mut self, base: usize, letters: &[char], range: Range<usize>) {
        let Some(part) = letters.get(range.clone()) else { return };
        let Some(first) = part.first().copied() else { return };
        let unmasked: Vec<char> = part.iter().copied().filter(|letter| *letter != '*').collect();
        let short = shortened(part);
        let words = self.words;
        for letter in std::iter::once(first).chain(stands_for(first).chars()) {
            for &at in words.by_first.get(&letter).into_iter().flatten() {
                let Some(wanted) = words.wanted.get(at).and_then(|wanted| wanted.parts.first()) else { continue };
                if wanted == part {
                    continue; // Found as it is written.
                }
                let masked =
                    unmasked.len() < part.len() && unmasked.len() >= LEAST && alike(wanted, &shortened(&unmasked));
                if alike(wanted, &short) || masked {
                    let signs = part.iter().any(|letter| !letter.is_alphabetic());
                    let writing = if signs { Writing::Signs } else { Writing::Stretched };
                    self.add(at, base + range.start..base + range.end, writing);
                }
            }
        }
    }

    /// Letters that stand apart, at these places.
    fn apart(&mut self, places: &[usize]) {
        let letters: Vec<char> =
            places.iter().filter_map(|at| self.glyphs.get(*at)).map(|glyph| glyph.letter).collect();
        if letters.iter().filter(|letter| letter.is_alphabetic()).count() < 2 {
            return;
        }
        let words = self.words;
        for start in 0..letters.len() {
            let Some(&first) = letters.get(start) else { return };
            for letter in std::iter::once(first).chain(stands_for(first).chars()) {
                for &at in words.by_first.get(&letter).into_iter().flatten() {
                    let Some(wanted) = words.wanted.get(at).and_then(|wanted| wanted.parts.first()) else { continue };
                    // A word of three letters is in many rows of letters; it must be the whole row.
                    let whole = wanted.len() == letters.len();
                    if wanted.len() == LEAST && !whole {
                        continue;
                    }
                    let end = start + wanted.len();
                    let Some(part) = letters.get(start..end) else { continue };
                    if part.iter().zip(wanted).all(|(letter, wanted)| may_be(*letter, *wanted))
                        && let (Some(first), Some(last)) = (places.get(start), places.get(end - 1))
                    {
                        self.add(at, *first..last + 1, Writing::Apart);
                    }
                }
            }
        }
    }

    fn anywhere(&mut self) {
        let words = self.words;
        for &at in &words.anywhere {
            let Some(wanted) = words.wanted.get(at) else { continue };
            let letters: Vec<char> = wanted.parts.concat();
            for (start, window) in self.glyphs.windows(letters.len()).enumerate() {
                if window.iter().map(|glyph| glyph.letter).eq(letters.iter().copied()) {
                    self.add(at, start..start + letters.len(), Writing::Plain);
                }
            }
        }
    }
}

/// Signs that are written for letters.
fn is_sign(letter: char) -> bool {
    matches!(letter, '@' | '$' | '!' | '|' | '+' | '*' | '€' | '£' | '¢' | '¥' | '§')
}

/// The letters that a sign or digit is written for.
fn stands_for(sign: char) -> &'static str {
    match sign {
        '@' | '4' => "a",
        '8' => "b",
        '¢' => "c",
        '3' | '€' => "e",
        '6' | '9' => "g",
        '1' | '!' | '|' => "il",
        '£' => "l",
        '0' => "o",
        '5' | '$' | '§' => "s",
        '7' | '+' => "t",
        '2' => "z",
        '¥' => "y",
        _ => "",
    }
}

fn may_be(letter: char, wanted: char) -> bool {
    letter == wanted || stands_for(letter).contains(wanted)
}

/// The letters with runs of more than three cut to three.
fn shortened(letters: &[char]) -> Vec<char> {
    let mut short: Vec<char> = Vec::with_capacity(letters.len());
    for letter in letters {
        if !short.ends_with(&[*letter; 3]) {
            short.push(*letter);
        }
    }
    short
}

/// Whether letters are a word in disguise: signs for letters, masked letters inside, three and more of a letter for
/// fewer.
fn alike(wanted: &[char], letters: &[char]) -> bool {
    let seen = letters.iter().filter(|letter| letter.is_alphabetic()).count();
    let enough = if letters.contains(&'*') { 2 } else { 1 };
    if seen < enough || letters.len() < wanted.len() || letters.len() > 3 * wanted.len() {
        return false;
    }
    let groups: Vec<(char, usize)> =
        wanted.chunk_by(|a, b| a == b).filter_map(|group| Some((*group.first()?, group.len()))).collect();
    fits(&groups, letters, true)
}

fn fits(groups: &[(char, usize)], letters: &[char], first: bool) -> bool {
    let Some(((want, times), rest)) = groups.split_first() else { return letters.is_empty() };
    let can = letters.iter().take_while(|letter| may_be(**letter, *want) || (**letter == '*' && !first)).count();
    (*times..=can)
        .any(|many| (many == *times || many >= 3) && fits(rest, letters.get(many..).unwrap_or_default(), false))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(of: &[&str]) -> Words {
        let mut list = WordList::new(Id::mint(1, [1; 10]), 1, WordListKind::Banned, "Test");
        list.words = of.iter().map(|word| (*word).to_owned()).collect();
        Words::new([&list])
    }

    fn said(words: &Words, text: &str) -> Vec<(String, String, Writing)> {
        let hits = words.find(text);
        hits.into_iter().map(|hit| (hit.word, text[hit.range].to_owned(), hit.writing)).collect()
    }

    /// Words that contain others, place names, surnames, numbers, abbreviations.
    const HARMLESS: &[&str] = &[
        "Scunthorpe",
        "Penistone",
        "classic",
        "assassin",
        "Dickens",
        "cocktail",
        "Lightwater",
        "Clitheroe",
        "Arsenal",
        "assess the passage in class",
        "Essex and Sussex",
        "Middlesex",
        "shitake mushrooms",
        "Cockburn",
        "Hancock",
        "peacock",
        "cockpit",
        "titles and subtitles",
        "constitution",
        "analysis",
        "canal",
        "therapist",
        "grape",
        "drapery",
        "scrape",
        "manuscript",
        "document",
        "circumstances",
        "cucumber",
        "accumulate",
        "Matsushita",
        "Yoshitaka",
        "Wang Dickson",
        "raccoon",
        "snigger",
        "niggard",
        "Nigeria",
        "Niger",
        "spamalot",
        "antispam",
        "bass guitar",
        "brass",
        "glasses",
        "embassy",
        "bypass",
        "compass",
        "grass",
        "harass",
        "as soon as possible",
        "as we say",
        "a. s. soon",
        "U.S.A.",
        "S.O.S.",
        "A S AP",
        "455",
        "5.5.2026 at 7:55",
        "100 % cotton",
        "2026-11-22",
        "a55b",
        "h3ll0 w0rld",
        "4x4",
        "1st, 2nd, 3rd",
        "$100",
        "ca$h",
        "wow!!!",
        "C++ and C#",
        "@anna @bob",
        "s p o t",
        "I. S. P. and A. M.",
        "pass (as in password)",
        "asap",
        "Cass",
        "tit for tatami",
        "button",
        "buttress",
        "the cat s at home",
        "as",
    ];

    #[test]
    fn harmless_words_are_not_found() {
        let words = words(&[
            "ass", "cunt", "penis", "dick", "cock", "sex", "tits", "anal", "rape", "cum", "shit", "nigger", "coon",
            "spam", "rapist", "arse", "wank", "slut",
        ]);
        for text in HARMLESS {
            assert_eq!(said(&words, text), [], "{text}");
        }
    }

    #[test]
    fn words_are_found_whatever_is_done_to_them() {
        let words =
            words(&["spam", "ass", "shit", "idiot", "casino", "cool", "free money", "subscrib*", "Depp", "賭博"]);
        use Writing::{Apart, Plain, Signs, Stretched};
        for (text, written, writing) in [
            ("No SPAM here", "SPAM", Plain),
            ("(spam)", "spam", Plain),
            ("#spam", "spam", Plain),
            ("spam-free", "spam", Plain),
            ("you idiot!", "idiot", Plain),
            ("ÍDÍÖT", "ÍDÍÖT", Plain),
            ("i\u{301}diot", "i\u{301}diot", Plain),
            ("i\u{200b}di\u{ad}ot", "i\u{200b}di\u{ad}ot", Plain),
            ("ｓｐａｍ", "ｓｐａｍ", Plain),
            ("𝐬𝐩𝐚𝐦", "𝐬𝐩𝐚𝐦", Plain),
            ("sраm with Cyrillic r and a", "sраm", Plain),
            ("get FREE   money!", "FREE   money", Plain),
            ("please subscribe", "subscribe", Plain),
            ("subscribers", "subscribers", Plain),
            ("Du Depp", "Depp", Plain),
            ("網上賭博網站", "賭博", Plain),
            ("sp4m", "sp4m", Signs),
            ("$pam", "$pam", Signs),
            ("buy $p@m!", "$p@m", Signs),
            ("a$$", "a$$", Signs),
            ("@ss", "@ss", Signs),
            ("5h17", "5h17", Signs),
            ("sh!t!!", "sh!t", Signs),
            ("1d10t", "1d10t", Signs),
            ("c4s1n0", "c4s1n0", Signs),
            ("sh*t", "sh*t", Signs),
            ("sp*m", "sp*m", Signs),
            ("s*p*a*m", "s*p*a*m", Signs),
            ("spaaaam", "spaaaam", Stretched),
            ("SSSPPPAAAMMM", "SSSPPPAAAMMM", Stretched),
            ("assss", "assss", Stretched),
            ("coool", "coool", Stretched),
            ("sp4444m", "sp4444m", Signs),
            ("s p a m", "s p a m", Apart),
            ("s.p.a.m", "s.p.a.m", Apart),
            ("so: s - p - a - m", "s - p - a - m", Apart),
            ("S_P_A_M", "S_P_A_M", Apart),
            ("c a $ 1 n o", "c a $ 1 n o", Apart),
            ("x c a s i n o x", "c a s i n o", Apart),
            ("a s s", "a s s", Apart),
        ] {
            let found = said(&words, text);
            assert!(found.iter().any(|(_, at, how)| at == written && *how == writing), "{text}: {found:?}");
        }
        assert_eq!(said(&words, "free, money").len(), 1);
        assert_eq!(said(&words, "free the money"), []);
        // Two letters seen at least where letters are masked.
        assert_eq!(said(&words, "s***"), []);
    }

    #[test]
    fn hostile_texts_are_read_in_time_and_without_harm() {
        let words = words(&["spam", "iliilil", "ass", "賭博"]);
        let zalgo: String = "s\u{336}\u{489}p\u{334}a\u{335}m\u{337}".into();
        assert_eq!(said(&words, &zalgo).len(), 1);
        for text in ["\0\0spam\0", "\u{202e}maps\u{202c} spam", "<b>spam</b>", "🏳️‍🌈spam🏳️‍🌈"] {
            assert!(!words.find(text).is_empty(), "{text:?}");
        }
        for text in ["s p a ".repeat(170_000), "1!|".repeat(350_000), "i|1!l ".repeat(100_000), "*".repeat(1_000_000)] {
            words.find(&text);
        }
        assert!(words.find("").is_empty() && Words::default().find("spam").is_empty());
        // A list with nothing in its words finds nothing.
        assert!(super::tests::words(&["", "*", " ", "!!!"]).find("anything * !!!").is_empty());
    }

    #[test]
    fn only_enabled_lists_are_looked_at() {
        let mut list = WordList::new(Id::mint(1, [1; 10]), 1, WordListKind::Suspect, "Off");
        list.words = vec!["spam".into()];
        list.enabled = false;
        assert!(Words::new([&list]).is_empty());
    }
}
