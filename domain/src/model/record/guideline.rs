//! A guideline: a house rule, a word on the tone of voice, a response template, or whom to call.

use super::choices::choices;
use crate::model::{Extra, Id, Instant};
use serde::{Deserialize, Serialize};

/// One guideline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Guideline {
    /// Identifier.
    pub id: Id,
    /// When it was made: ms since 1970, UTC.
    pub created: Instant,
    /// When it was last changed: ms since 1970, UTC.
    pub updated: Instant,
    /// What sort it is.
    pub kind: GuidelineKind,
    /// Its place among its kind, from 1: the number of a house rule.
    #[serde(default)]
    pub number: u32,
    /// The rule in a line, the template's name, or the person to call.
    pub title: String,
    /// All of it: the rule's reason, the template's text, how to reach the person.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Of a contact: what they are called for. Of others: when it holds.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub when: String,
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

choices! {
    /// Sorts of guideline.
    GuidelineKind {
        /// What members may and may not do.
        Rule "rule" "House rule",
        /// How the team speaks.
        Tone "tone" "Tone of voice",
        /// An answer to begin from.
        Template "template" "Response template",
        /// Whom to call, and when.
        Contact "contact" "Escalation contact",
    }
}

impl Guideline {
    /// A guideline in a line.
    pub fn new(id: Id, now: Instant, kind: GuidelineKind, number: u32, title: impl Into<String>) -> Self {
        Self {
            id,
            created: now,
            updated: now,
            kind,
            number,
            title: title.into(),
            text: String::new(),
            when: String::new(),
            archived: None,
            links: Vec::new(),
            notes: String::new(),
            tags: Vec::new(),
            extra: Extra::new(),
        }
    }

    /// The rule in a line, the template's name, or the person to call.
    pub fn title(&self) -> &str {
        &self.title
    }
}
