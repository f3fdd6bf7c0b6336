//! Codes for repeated texts: types, kinds, sources, channels.

use super::decode::shorten;
use crate::model::{
    Id, Instant, Workspace,
    facts::{Dictionaries, DictionaryKind},
    record::{Channel, Platform},
    validate::NAME_MAX,
};
use rustc_hash::FxHashMap;

/// How many texts are kept at hand.
const AT_HAND: usize = 64;

/// Codes of the texts of one column. Columns of codes hold few different texts as a rule: those met last are at hand.
pub struct Coder<'a> {
    at_hand: [(&'a str, u32); AT_HAND],
    /// The same for short cells, by the word that stands for them.
    short: [(u64, u32); AT_HAND],
    codes: FxHashMap<&'a str, u32>,
}

impl Default for Coder<'_> {
    fn default() -> Self {
        Self { at_hand: [("", 0); AT_HAND], short: [(0, 0); AT_HAND], codes: FxHashMap::default() }
    }
}

impl<'a> Coder<'a> {
    /// The code of a text, which is not empty; `make` gives one to a text seen for the first time.
    #[inline]
    pub fn code(&mut self, text: &'a str, make: impl FnOnce(&'a str) -> u32) -> u32 {
        let place = place(text.as_bytes());
        if let Some((known, code)) = self.at_hand.get(place)
            && *known == text
        {
            return *code;
        }
        let code = *self.codes.entry(text).or_insert_with(|| make(text));
        if let Some(known) = self.at_hand.get_mut(place) {
            *known = (text, code);
        }
        code
    }
}

impl Coder<'_> {
    /// The code of a short cell that was remembered.
    #[inline]
    pub fn short(&self, word: u64) -> Option<u32> {
        self.short.get(short_place(word)).filter(|(known, _)| *known == word).map(|(_, code)| *code)
    }

    /// Remembers the code of a short cell.
    pub fn remember(&mut self, word: u64, code: u32) {
        if let Some(known) = self.short.get_mut(short_place(word)) {
            *known = (word, code);
        }
    }
}

#[inline]
fn short_place(word: u64) -> usize {
    (word.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 58) as usize
}

/// Where a text is at hand, by its length and three of its letters.
#[inline]
fn place(text: &[u8]) -> usize {
    let letter = |at: usize| usize::from(text.get(at).copied().unwrap_or(0));
    let length = text.len();
    let mixed = letter(0) ^ (letter(length / 2) << 1) ^ (letter(length.saturating_sub(1)) << 3) ^ length;
    (mixed ^ (mixed >> 6)) % AT_HAND
}

/// A post type as it is kept: `photo` and `PHOTO` are both `Photo`.
pub fn type_name(text: &str) -> String {
    let text = text.trim();
    let one_case =
        text.chars().all(|letter| !letter.is_lowercase()) || text.chars().all(|letter| !letter.is_uppercase());
    if !one_case {
        return text.to_owned();
    }
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters.flat_map(char::to_lowercase)).collect(),
        None => String::new(),
    }
}

/// Finds channels by name and makes those that are missing.
pub struct Channels<'w> {
    workspace: &'w Workspace,
    /// Channels made so far.
    pub made: Vec<Channel>,
    platform: Platform,
    now: Instant,
}

impl<'w> Channels<'w> {
    /// For a workspace; new channels are on this platform where their name does not say otherwise.
    pub fn new(workspace: &'w Workspace, platform: Platform, now: Instant) -> Self {
        Self { workspace, made: Vec::new(), platform, now }
    }

    /// The channel of a name, handle or id.
    fn find(&self, name: &str) -> Option<Id> {
        let wanted = name.trim_start_matches('@').to_lowercase();
        let named = |channel: &Channel| {
            channel.name.to_lowercase() == wanted
                || (!channel.handle.is_empty() && channel.handle.to_lowercase() == wanted)
        };
        let channels = &self.workspace.records.channels;
        let by_id = || name.parse().ok().and_then(|id| channels.get(id)).map(|channel| channel.id);
        let by_name = || channels.iter().find(|channel| named(channel)).map(|channel| channel.id);
        let made = || self.made.iter().find(|channel| named(channel)).map(|channel| channel.id);
        by_name().or_else(made).or_else(by_id)
    }

    /// The code of the channel of a name.
    pub fn code(&mut self, name: &str, dictionaries: &mut Dictionaries, mint: &mut dyn FnMut() -> Id) -> u32 {
        let name = shorten(name.trim(), NAME_MAX - 1);
        let id = self.find(&name).unwrap_or_else(|| self.make(&name, None, mint));
        dictionaries.get_mut(DictionaryKind::Channel).code(&id.to_string())
    }

    /// Makes a channel.
    pub fn make(&mut self, name: &str, platform: Option<Platform>, mint: &mut dyn FnMut() -> Id) -> Id {
        let platform = platform.unwrap_or_else(|| match Platform::from_name(name) {
            Platform::Other => self.platform,
            platform => platform,
        });
        let channel = Channel::new(mint(), self.now, name, platform);
        let id = channel.id;
        self.made.push(channel);
        id
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_kept_in_one_spelling() {
        for (text, kept) in
            [("photo", "Photo"), ("PHOTO", "Photo"), ("IG reel", "IG reel"), (" Link ", "Link"), ("", "")]
        {
            assert_eq!(type_name(text), kept);
        }
    }
}
