//! A survey: one question, asked of many, and what they answered.

use super::{FactReference, choices::choices};
use crate::model::{Day, Extra, Id, Instant};
use serde::{Deserialize, Serialize};

/// One question and its answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Survey {
    /// Identifier.
    pub id: Id,
    /// When it was made: ms since 1970, UTC.
    pub created: Instant,
    /// When it was last changed: ms since 1970, UTC.
    pub updated: Instant,
    /// What the team calls it.
    pub name: String,
    /// What is measured.
    #[serde(default)]
    pub kind: SurveyKind,
    /// What people were asked.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub question: String,
    /// The first day it was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<Day>,
    /// The last day it was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<Day>,
    /// How many were asked; none = not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<u32>,
    /// What they answered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<SurveyResponse>,
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
    /// What a survey measures.
    #[derive(Default)]
    SurveyKind {
        /// How satisfied people are, 1 to 5.
        #[default]
        Csat "csat" "Customer satisfaction (CSAT)",
        /// How likely they would recommend it, 0 to 10.
        Nps "nps" "Net promoter score (NPS)",
    }
}

impl SurveyKind {
    /// The least and the greatest score.
    pub fn range(self) -> (u8, u8) {
        match self {
            Self::Csat => (1, 5),
            Self::Nps => (0, 10),
        }
    }

    /// The question that is usually asked.
    pub fn usual_question(self) -> &'static str {
        match self {
            Self::Csat => "How satisfied are you with us?",
            Self::Nps => "How likely are you to recommend us to a friend or colleague?",
        }
    }
}

/// What somebody answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct SurveyResponse {
    /// When: ms since 1970, UTC.
    pub at: Instant,
    /// The score: 1 to 5 for CSAT, 0 to 10 for NPS.
    pub score: u8,
    /// What they said with it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// The member, by the key of the members table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<FactReference>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Survey {
    /// A survey without answers.
    pub fn new(id: Id, now: Instant, kind: SurveyKind, name: impl Into<String>) -> Self {
        Self {
            id,
            created: now,
            updated: now,
            name: name.into(),
            kind,
            question: String::new(),
            start: None,
            end: None,
            asked: None,
            answers: Vec::new(),
            links: Vec::new(),
            notes: String::new(),
            tags: Vec::new(),
            extra: Extra::new(),
        }
    }

    /// What the team calls it.
    pub fn title(&self) -> &str {
        &self.name
    }
}
