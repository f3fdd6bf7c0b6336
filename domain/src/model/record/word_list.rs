//! A word list: words that are not to be said, or that somebody should look at.

use super::choices::choices;
use crate::model::{Extra, Id, Instant};
use serde::{Deserialize, Serialize};

/// Words to watch for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct WordList {
    /// Identifier.
    pub id: Id,
    /// When it was made: ms since 1970, UTC.
    pub created: Instant,
    /// When it was last changed: ms since 1970, UTC.
    pub updated: Instant,
    /// What people call it.
    pub name: String,
    /// What its words mean for a text.
    #[serde(default)]
    pub kind: WordListKind,
    /// Words and phrases; one that ends in `*` stands for all words that begin so.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<String>,
    /// Whether it is looked at.
    #[serde(default = "yes")]
    pub enabled: bool,
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

choices! {
    /// What the words of a list mean for a text.
    #[derive(Default)]
    WordListKind {
        /// Not to be said here: rejecting is suggested.
        Banned "banned" "Banned",
        /// May be harmless: holding it back is suggested.
        #[default]
        Suspect "suspect" "Suspect",
    }
}

fn yes() -> bool {
    true
}

impl WordList {
    /// A list under a name.
    pub fn new(id: Id, now: Instant, kind: WordListKind, name: impl Into<String>) -> Self {
        Self {
            id,
            created: now,
            updated: now,
            name: name.into(),
            kind,
            words: Vec::new(),
            enabled: true,
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
