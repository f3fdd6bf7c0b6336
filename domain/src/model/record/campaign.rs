//! A campaign: content with one aim over some days.

use super::Color;
use crate::model::{Day, Extra, Id, Instant};
use serde::{Deserialize, Serialize};

/// Content with one aim.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Campaign {
    /// Identifier.
    pub id: Id,
    /// When it was made: ms since 1970, UTC.
    pub created: Instant,
    /// When it was last changed: ms since 1970, UTC.
    pub updated: Instant,
    /// What people call it.
    pub name: String,
    /// How it is marked in the calendar, beside its name.
    #[serde(default)]
    pub color: Color,
    /// The first day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<Day>,
    /// The last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<Day>,
    /// The objectives it serves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub objectives: Vec<Id>,
    /// `utm_campaign` of its links; empty where it has none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub utm: String,
    /// When it was put away, where it was: ms since 1970, UTC. What is put away is kept, and no longer offered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub archived: Option<Instant>,
    /// Other records it has to do with.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Id>,
    /// What it is about.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub notes: String,
    /// Free labels.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Campaign {
    /// A campaign with its name.
    pub fn new(id: Id, now: Instant, name: impl Into<String>, color: Color) -> Self {
        Self {
            id,
            created: now,
            updated: now,
            name: name.into(),
            color,
            start: None,
            end: None,
            objectives: Vec::new(),
            utm: String::new(),
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
