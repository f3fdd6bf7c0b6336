//! A content pillar: a theme that the calendar should give its share to.

use super::choices::choices;
use crate::model::{Extra, Id, Instant};
use serde::{Deserialize, Serialize};

/// A theme of the content.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Pillar {
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
    /// Share of the calendar it should have, 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_share: Option<f64>,
    /// When it was put away, where it was: ms since 1970, UTC. What is put away is kept, and no longer offered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub archived: Option<Instant>,
    /// Other records it has to do with.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Id>,
    /// What belongs to it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub notes: String,
    /// Free labels.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

choices! {
    /// Colours that mark things beside their names, told apart by the colour-blind too.
    #[derive(Default)]
    Color {
        /// Blue.
        #[default]
        Blue "blue" "Blue",
        /// Orange.
        Orange "orange" "Orange",
        /// Green.
        Green "green" "Green",
        /// Purple.
        Purple "purple" "Purple",
        /// Red.
        Red "red" "Red",
        /// Sky.
        Sky "sky" "Sky",
        /// Yellow.
        Yellow "yellow" "Yellow",
        /// Grey.
        Grey "grey" "Grey",
    }
}

impl Pillar {
    /// A pillar with its name.
    pub fn new(id: Id, now: Instant, name: impl Into<String>, color: Color) -> Self {
        Self {
            id,
            created: now,
            updated: now,
            name: name.into(),
            color,
            target_share: None,
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
