//! A recurring slot of the editorial calendar: a time that wants a post, again and again.

use crate::model::{Day, Extra, Id, Instant};
use serde::{Deserialize, Serialize};

/// A time that wants a post, again and again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Slot {
    /// Identifier.
    pub id: Id,
    /// When it was made: ms since 1970, UTC.
    pub created: Instant,
    /// When it was last changed: ms since 1970, UTC.
    pub updated: Instant,
    /// What people call it: “Daily tip”.
    pub name: String,
    /// Where the post goes.
    pub channel: Id,
    /// The first day.
    pub start: Day,
    /// Minutes after midnight in the workspace's zone, 0 to 1439.
    pub minute: u16,
    /// On which days, as an RRULE of RFC 5545 without its name: `FREQ=WEEKLY;BYDAY=MO,TH`.
    pub rule: String,
    /// The pillar of the posts it asks for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pillar: Option<Id>,
    /// What a post made from it is called; `{n}` is its number, counted from the first day, `{date}` its day.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub post_title: String,
    /// What a post made from it begins with; the same variables.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub post_text: String,
    /// When it was put away, where it was: ms since 1970, UTC. What is put away is kept, and no longer offered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub archived: Option<Instant>,
    /// Other records it has to do with.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Id>,
    /// Own words about it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub notes: String,
    /// Free labels.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Slot {
    /// A slot on every day from the first.
    pub fn daily(id: Id, now: Instant, name: impl Into<String>, channel: Id, start: Day, minute: u16) -> Self {
        Self {
            id,
            created: now,
            updated: now,
            name: name.into(),
            channel,
            start,
            minute,
            rule: "FREQ=DAILY".to_owned(),
            pillar: None,
            post_title: String::new(),
            post_text: String::new(),
            notes: String::new(),
            archived: None,
            links: Vec::new(),
            tags: Vec::new(),
            extra: Extra::new(),
        }
    }

    /// What people call it.
    pub fn title(&self) -> &str {
        &self.name
    }
}
