//! A promise of how fast people are answered: for which conversations, within how many minutes, during which hours.

use super::Priority;
use crate::model::{Day, Extra, Id, Instant, Zone};
use serde::{Deserialize, Serialize};

/// How fast some conversations are to be answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct SlaPolicy {
    /// Identifier.
    pub id: Id,
    /// When it was made: ms since 1970, UTC.
    pub created: Instant,
    /// When it was last changed: ms since 1970, UTC.
    pub updated: Instant,
    /// What people call it.
    pub name: String,
    /// The channels it is for; none = all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub channels: Vec<Id>,
    /// The priorities it is for; none = all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub priorities: Vec<Priority>,
    /// Open minutes from the first message to our first answer; none = no promise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_response: Option<u32>,
    /// Open minutes from a later message to our next answer; none = no promise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_response: Option<u32>,
    /// Open minutes from the first message until it is resolved; none = no promise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolution: Option<u32>,
    /// When somebody is there; none = round the clock.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hours: Vec<OpenHours>,
    /// Days on which nobody is there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub holidays: Vec<Holiday>,
    /// The zone of the hours and holidays; none = the workspace's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<Zone>,
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

/// Hours of one weekday, by the clock on the wall.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct OpenHours {
    /// 0 = Monday … 6 = Sunday.
    pub weekday: u8,
    /// Minutes after midnight at which they begin, 0–1439.
    pub from: u16,
    /// Minutes after midnight at which they end, up to 1440 = the end of the day.
    pub to: u16,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A day on which nobody is there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Holiday {
    /// The day.
    pub day: Day,
    /// What it is called.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

impl SlaPolicy {
    /// A policy that promises nothing yet, for all conversations, round the clock.
    pub fn new(id: Id, now: Instant, name: impl Into<String>) -> Self {
        Self {
            id,
            created: now,
            updated: now,
            name: name.into(),
            channels: Vec::new(),
            priorities: Vec::new(),
            first_response: None,
            next_response: None,
            resolution: None,
            hours: Vec::new(),
            holidays: Vec::new(),
            zone: None,
            links: Vec::new(),
            notes: String::new(),
            tags: Vec::new(),
            extra: Extra::new(),
        }
    }

    /// What people call it.
    pub fn title(&self) -> &str {
        &self.name
    }
}

impl OpenHours {
    /// From one minute of a weekday to another.
    pub fn new(weekday: u8, from: u16, to: u16) -> Self {
        Self { weekday, from, to, extra: Extra::new() }
    }
}

impl Holiday {
    /// A day with its name.
    pub fn new(day: Day, name: impl Into<String>) -> Self {
        Self { day, name: name.into(), extra: Extra::new() }
    }
}
