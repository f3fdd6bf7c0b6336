//! A playbook: what to do in a crisis, agreed before there is one.

use crate::model::{Extra, Id, Instant};
use serde::{Deserialize, Serialize};

/// What to do in a crisis of some sort: who decides and speaks at which severity, the steps, and what may be said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Playbook {
    /// Identifier.
    pub id: Id,
    /// When it was made: ms since 1970, UTC.
    pub created: Instant,
    /// When it was last changed: ms since 1970, UTC.
    pub updated: Instant,
    /// What people call it.
    pub name: String,
    /// For what it is meant.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub when: String,
    /// The severity matrix: one entry a level.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<SeverityLevel>,
    /// What to do, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<PlaybookStep>,
    /// What may be said before more is known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub statements: Vec<HoldingStatement>,
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

/// One row of the severity matrix.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct SeverityLevel {
    /// 1 (a bad day) to 4 (the house is on fire).
    pub level: u8,
    /// By what one knows it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sign: String,
    /// Who decides.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub decides: String,
    /// Who speaks.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub speaks: String,
    /// Minutes until the first statement; none = no limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u32>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// One step of a playbook.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct PlaybookStep {
    /// Identifier.
    pub id: Id,
    /// What to do.
    pub title: String,
    /// Who does it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub owner: String,
    /// Minutes after the incident was acknowledged by which it is done.
    pub minutes: u32,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A statement that may be published before more is known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct HoldingStatement {
    /// What people call it.
    pub title: String,
    /// What is said.
    pub text: String,
    /// Who approved it; empty where nobody has yet.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub approved_by: String,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Playbook {
    /// A playbook without steps, the four levels of severity without words.
    pub fn new(id: Id, now: Instant, name: impl Into<String>) -> Self {
        let level = |level| SeverityLevel {
            level,
            sign: String::new(),
            decides: String::new(),
            speaks: String::new(),
            minutes: None,
            extra: Extra::new(),
        };
        Self {
            id,
            created: now,
            updated: now,
            name: name.into(),
            when: String::new(),
            levels: (1..=4).map(level).collect(),
            steps: Vec::new(),
            statements: Vec::new(),
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

impl PlaybookStep {
    /// A step.
    pub fn new(id: Id, title: impl Into<String>, owner: impl Into<String>, minutes: u32) -> Self {
        Self { id, title: title.into(), owner: owner.into(), minutes, extra: Extra::new() }
    }
}

impl HoldingStatement {
    /// A statement that nobody has approved yet.
    pub fn new(title: impl Into<String>, text: impl Into<String>) -> Self {
        Self { title: title.into(), text: text.into(), approved_by: String::new(), extra: Extra::new() }
    }
}
