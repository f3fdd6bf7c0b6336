//! Where hashtags and mentions stand in a text.
//!
//! Hashtags follow twitter-text 3.1 (`extractHashtagsWithIndices`), which the other networks are close to: `#` after
//! anything but a letter, a digit or `&`, then letters, marks and digits of any script with at least one letter.
//! Mentions are written differently on each network ([`MentionStyle`]). Held to twitter-text's conformance suite by
//! `tests/platform_text.rs`.

use super::{
    fact::{Fact, keyed},
    links::{Link, is_latin_accent},
};
use serde_json::Value;
use std::ops::Range;
use unicode_normalization::char::is_combining_mark;

keyed! {
    /// How a network writes the name of somebody who is mentioned.
    #[derive(Default)]
    MentionStyle {
        /// `@name`: ASCII letters, digits and `_` (X, Telegram).
        Word "word" "@name",
        /// `@na.me`: points and hyphens inside, too (Instagram, Threads, TikTok, YouTube, forums).
        Dotted "dotted" "@na.me",
        /// `@name` on the own server, `@name@server` elsewhere (Mastodon).
        Address "address" "@name@server",
        /// `@name.domain`: a host name (Bluesky).
        Domain "domain" "@name.domain",
        /// `u/name` (Reddit).
        User "user" "u/name",
        /// Not written in the text, or chosen from a list while writing (LinkedIn, blogs, newsletters).
        #[default]
        Chosen "chosen" "Chosen while posting",
    }
}

impl Fact for MentionStyle {
    const KIND: &'static str = "the key of a way to mention";

    fn write(&self) -> Option<Value> {
        Some(Value::from(self.key()))
    }

    fn read(value: Value) -> Option<Self> {
        Self::from_key(value.as_str()?)
    }
}

/// The hashtags in a text with their `#`, as byte ranges; none inside links.
pub fn hashtags(text: &str, links: &[Link]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut before: Option<char> = None;
    let mut at = 0;
    while let Some((letter, rest)) = next_char(text, at) {
        if matches!(letter, '#' | '＃') && begins_hashtag(before) && !is_inside(links, at) {
            let length = rest.find(|letter| !is_hashtag(letter)).unwrap_or(rest.len());
            let (name, after) = rest.split_at_checked(length).unwrap_or_default();
            let keycap = name.starts_with(['\u{fe0f}', '\u{20e3}']);
            if !keycap && name.contains(is_letter) && !after.starts_with(['#', '＃']) && !after.starts_with("://") {
                let end = at + letter.len_utf8() + length;
                found.push(at..end);
                before = name.chars().next_back();
                at = end;
                continue;
            }
        }
        before = Some(letter);
        at += letter.len_utf8();
    }
    found
}

/// The mentions in a text with their `@` or `u/`, as byte ranges; none inside links.
pub fn mentions(text: &str, style: MentionStyle, links: &[Link]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some((letter, _)) = next_char(text, at) {
        let end = match (style, letter) {
            (MentionStyle::Chosen, _) => None,
            (MentionStyle::User, 'u') => user_end(text, at),
            (MentionStyle::Word | MentionStyle::Dotted, '@' | '＠') => word_end(text, at, style),
            (MentionStyle::Address, '@') => address_end(text, at).map(|(_, end)| end),
            (MentionStyle::Domain, '@') => domain_end(text, at),
            _ => None,
        };
        match end.filter(|_| !is_inside(links, at)) {
            Some(end) => {
                found.push(at..end);
                at = end;
            }
            None => at += letter.len_utf8(),
        }
    }
    found
}

/// Where the name ends of a Mastodon address that begins here, and where the address does. Mastodon counts the name only.
pub(super) fn address_end(text: &str, at: usize) -> Option<(usize, usize)> {
    if text.get(..at)?.chars().next_back().is_some_and(|before| before.is_alphanumeric() || "_/=".contains(before)) {
        return None;
    }
    let name = name_end(text, at + 1, "_.-", |_| false)?;
    let server =
        text.get(name..)?.strip_prefix('@').and_then(|_| name_end(text, name + 1, "_.-", char::is_alphanumeric));
    Some((name, server.unwrap_or(name)))
}

fn word_end(text: &str, at: usize, style: MentionStyle) -> Option<usize> {
    let before = text.get(..at)?;
    let last = before.chars().next_back();
    let barred = |letter: char| letter.is_ascii_alphanumeric() || "_!#$%&*@＠".contains(letter);
    if last.is_some_and(barred) && !is_retweet(before) && !is_retweet(before.strip_suffix(':').unwrap_or_default()) {
        return None;
    }
    let sign = text.get(at..)?.chars().next()?.len_utf8();
    let end = name_end(text, at + sign, if style == MentionStyle::Word { "_" } else { "_.-" }, |_| false)?;
    let after = text.get(end..)?;
    let address = after.chars().next().is_some_and(|letter| matches!(letter, '@' | '＠') || is_latin_accent(letter));
    (!address && !after.starts_with("://")).then_some(end)
}

/// Whether a text ends in `RT`, which may stand right before a mention on X.
fn is_retweet(text: &str) -> bool {
    let Some((before, word)) = text.len().checked_sub(2).and_then(|at| text.split_at_checked(at)) else { return false };
    let barred = |letter: char| letter.is_ascii_alphanumeric() || "_+~.-".contains(letter);
    word.eq_ignore_ascii_case("rt") && !before.chars().next_back().is_some_and(barred)
}

fn domain_end(text: &str, at: usize) -> Option<usize> {
    if text.get(..at)?.chars().next_back().is_some_and(|before| !before.is_whitespace() && before != '(') {
        return None;
    }
    let end = name_end(text, at + 1, ".-", |_| false)?;
    let (name, top) = text.get(at + 1..end)?.rsplit_once('.')?;
    (!name.is_empty() && top.len() > 1 && top.bytes().all(|byte| byte.is_ascii_alphabetic())).then_some(end)
}

fn user_end(text: &str, at: usize) -> Option<usize> {
    let before = text.get(..at)?;
    let before = before.strip_suffix('/').unwrap_or(before);
    if !text.get(at..)?.starts_with("u/")
        || before.chars().next_back().is_some_and(|last| last.is_alphanumeric() || "/.:".contains(last))
    {
        return None;
    }
    name_end(text, at + 2, "_-", |_| false)
}

/// Where a name of ASCII letters, digits and some other characters ends; these do not end it, `_` excepted.
fn name_end(text: &str, start: usize, others: &str, more: fn(char) -> bool) -> Option<usize> {
    let rest = text.get(start..)?;
    let inside = |letter: char| letter.is_ascii_alphanumeric() || others.contains(letter) || more(letter);
    let name = rest.get(..rest.find(|letter| !inside(letter)).unwrap_or(rest.len()))?.trim_end_matches(['.', '-']);
    (!name.is_empty() && !name.starts_with(['.', '-'])).then_some(start + name.len())
}

fn next_char(text: &str, at: usize) -> Option<(char, &str)> {
    let mut letters = text.get(at..)?.chars();
    letters.next().map(|letter| (letter, letters.as_str()))
}

fn is_inside(links: &[Link], at: usize) -> bool {
    // They are in order: the first that ends later is the only one that can hold the place.
    links.get(links.partition_point(|link| link.range.end <= at)).is_some_and(|link| link.range.contains(&at))
}

fn begins_hashtag(before: Option<char>) -> bool {
    before.is_none_or(|before| matches!(before, '\u{fe0e}' | '\u{fe0f}') || !(is_hashtag(before) || before == '&'))
}

fn is_letter(letter: char) -> bool {
    letter.is_alphabetic() || !letter.is_ascii() && is_combining_mark(letter)
}

/// Letters, marks, decimal digits, and what stands inside words of some languages.
fn is_hashtag(letter: char) -> bool {
    let digit = letter.is_numeric() && !matches!(letter, '\u{b2}'..='\u{be}' | '\u{2070}'..='\u{2793}');
    digit
        || is_letter(letter)
        || matches!(
            letter,
            '_' | '\u{200c}'
                | '\u{200d}'
                | '\u{a67e}'
                | '\u{5be}'
                | '\u{5f3}'
                | '\u{5f4}'
                | '\u{ff5e}'
                | '\u{301c}'
                | '\u{309b}'
                | '\u{309c}'
                | '\u{30a0}'
                | '\u{30fb}'
                | '\u{3003}'
                | '\u{f0b}'
                | '\u{f0c}'
                | '\u{b7}'
        )
}
