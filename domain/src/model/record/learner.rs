//! Who does the course in this workspace, and what they have read. A workspace has one at most.

use crate::model::{Extra, Id, Instant};
use serde::{Deserialize, Serialize};

/// Somebody who learns.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Learner {
    /// Identifier; the same in every file of theirs.
    pub id: Id,
    /// When it was made: ms since 1970, UTC.
    pub created: Instant,
    /// When it was last changed: ms since 1970, UTC.
    pub updated: Instant,
    /// Name or pseudonym, as the teacher sees it; empty until it is given.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The class or group; empty where there is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub class: String,
    /// Lessons read to their end.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub read: Vec<LessonRead>,
    /// The lesson opened last.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub here: String,
    /// Other records they have to do with.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Id>,
    /// Own words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub notes: String,
    /// Free labels.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A lesson that was read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct LessonRead {
    /// Its id, as `1.1`.
    pub lesson: String,
    /// When it was marked as read: ms since 1970, UTC.
    pub at: Instant,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Learner {
    /// Somebody who has read nothing yet.
    pub fn new(id: Id, now: Instant, name: impl Into<String>) -> Self {
        Self {
            id,
            created: now,
            updated: now,
            name: name.into(),
            class: String::new(),
            read: Vec::new(),
            here: String::new(),
            links: Vec::new(),
            notes: String::new(),
            tags: Vec::new(),
            extra: Extra::new(),
        }
    }

    /// Their name.
    pub fn title(&self) -> &str {
        if self.name.is_empty() { "Learner" } else { &self.name }
    }
}
