//! A pack of exercises, as a teacher writes it or gets it as a file. The course's own pack is data of the page.

use super::exercise::{Conduct, Exercise};
use crate::model::{Extra, Id, Instant};
use serde::{Deserialize, Serialize};

/// Exercises under a name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct ExercisePack {
    /// Identifier; the same in every copy of the pack.
    pub id: Id,
    /// When it was made: ms since 1970, UTC.
    pub created: Instant,
    /// When it was last changed: ms since 1970, UTC.
    pub updated: Instant,
    /// What people call it.
    pub name: String,
    /// What it is for, in Markdown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// Who wrote it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub author: String,
    /// How its exercises are to be done.
    #[serde(default)]
    pub conduct: Conduct,
    /// The exercises, in the order in which they are offered.
    #[serde(default)]
    pub exercises: Vec<Exercise>,
    /// When it was put away, where it was: ms since 1970, UTC.
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

impl ExercisePack {
    /// A pack without exercises.
    pub fn new(id: Id, now: Instant, name: impl Into<String>) -> Self {
        Self {
            id,
            created: now,
            updated: now,
            name: name.into(),
            description: String::new(),
            author: String::new(),
            conduct: Conduct::default(),
            exercises: Vec::new(),
            archived: None,
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
