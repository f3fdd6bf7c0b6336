//! Codes for repeated texts: types, kinds, sources, channels. The text before is tried first, for rows that follow
//! each other are alike.

use super::decode::shorten;
use crate::model::{
    Id, Instant, Workspace,
    facts::{Dictionaries, DictionaryKind},
    record::{Channel, Platform},
    validate::NAME_MAX,
};
use rustc_hash::FxHashMap;

/// Codes of the texts of one column.
#[derive(Default)]
pub struct Coder<'a> {
    last: Option<(&'a str, u32)>,
    codes: FxHashMap<&'a str, u32>,
}

impl<'a> Coder<'a> {
    /// The code of a text; `make` gives one to a text seen for the first time.
    #[inline]
    pub fn code(&mut self, text: &'a str, make: impl FnOnce(&'a str) -> u32) -> u32 {
        if let Some((last, code)) = self.last
            && last == text
        {
            return code;
        }
        let code = *self.codes.entry(text).or_insert_with(|| make(text));
        self.last = Some((text, code));
        code
    }
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
