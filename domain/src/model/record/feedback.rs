//! Feedback: what people ask for, who asked, how far it is, what was answered, and who has been told.

use super::{FactReference, choices::choices};
use crate::model::{Extra, Id, Instant};
use serde::{Deserialize, Serialize};

/// One thing that people ask for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct FeedbackItem {
    /// Identifier.
    pub id: Id,
    /// When it was made: ms since 1970, UTC.
    pub created: Instant,
    /// When it was last changed: ms since 1970, UTC.
    pub updated: Instant,
    /// What is asked for, in a line. It stands on the public roadmap.
    pub title: String,
    /// What is asked for, and why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// The part of the product it is about.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub area: String,
    /// How far it is.
    #[serde(default)]
    pub status: FeedbackStatus,
    /// The item that asks for the same, where this one is a duplicate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duplicate_of: Option<Id>,
    /// Every step it took, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub history: Vec<FeedbackStep>,
    /// What is said to everybody about it. It stands on the public roadmap.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub response: String,
    /// Who wants it, one vote a person.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub votes: Vec<Vote>,
    /// Where it was said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<FeedbackSource>,
    /// Who was told how far it is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub told: Vec<Told>,
    /// Who sees to it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub owner: String,
    /// The subject it belongs to, across areas.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub theme: String,
    /// Other records it has to do with: an objective, a post, an incident.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Id>,
    /// Own words about it, never public.
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
    /// How far feedback is.
    #[derive(Default)]
    FeedbackStatus {
        /// Somebody asked.
        #[default]
        Open "open" "Open",
        /// Somebody looks into it.
        UnderReview "under_review" "Under review",
        /// It will be done.
        Planned "planned" "Planned",
        /// It is being done.
        Started "started" "Started",
        /// It is there.
        Completed "completed" "Completed",
        /// It will not be done.
        Declined "declined" "Declined",
        /// Another item asks for the same; its votes and sources are there.
        Duplicate "duplicate" "Duplicate",
    }
}

impl FeedbackStatus {
    /// Where it usually goes from here, the usual way first. A duplicate comes about by merging only.
    pub fn next(self) -> &'static [Self] {
        match self {
            Self::Open => &[Self::UnderReview, Self::Planned, Self::Declined],
            Self::UnderReview => &[Self::Planned, Self::Declined, Self::Open],
            Self::Planned => &[Self::Started, Self::Completed, Self::Declined],
            Self::Started => &[Self::Completed, Self::Planned],
            Self::Completed | Self::Declined => &[Self::Open],
            Self::Duplicate => &[],
        }
    }

    /// Whether those who asked can be told something: it was decided.
    pub fn is_decided(self) -> bool {
        matches!(self, Self::Planned | Self::Started | Self::Completed | Self::Declined)
    }

    /// Whether it still has to be done or decided.
    pub fn is_active(self) -> bool {
        matches!(self, Self::Open | Self::UnderReview | Self::Planned | Self::Started)
    }
}

/// One step of a feedback item: who moved it where, and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct FeedbackStep {
    /// When: ms since 1970, UTC.
    pub at: Instant,
    /// Where it came to.
    pub to: FeedbackStatus,
    /// Who did it; empty where nobody gave a name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub who: String,
    /// Why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Somebody who wants it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Vote {
    /// When: ms since 1970, UTC.
    pub at: Instant,
    /// The member, by the key of the members table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<FactReference>,
    /// Their name, where they are no member known here; empty = unknown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// What the vote counts for, 0 or more; none = 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<f64>,
    /// The duplicate it came with, so that a merge can be taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Id>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A place where it was said.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct FeedbackSource {
    /// When: ms since 1970, UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Instant>,
    /// What was said, by the key of the activities table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub activity: Option<FactReference>,
    /// The conversation in which it was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conversation: Option<Id>,
    /// Who said it, by the key of the members table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<FactReference>,
    /// Who said it, where they are no member known here.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The words, as they were said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// The duplicate it came with, so that a merge can be taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Id>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Somebody who was told how far it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Told {
    /// When: ms since 1970, UTC.
    pub at: Instant,
    /// The member, by the key of the members table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<FactReference>,
    /// Their name, where they are no member known here.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Who told them.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

impl FeedbackItem {
    /// Something asked for, with its title.
    pub fn new(id: Id, now: Instant, title: impl Into<String>) -> Self {
        Self {
            id,
            created: now,
            updated: now,
            title: title.into(),
            description: String::new(),
            area: String::new(),
            status: FeedbackStatus::Open,
            duplicate_of: None,
            history: Vec::new(),
            response: String::new(),
            votes: Vec::new(),
            sources: Vec::new(),
            told: Vec::new(),
            owner: String::new(),
            theme: String::new(),
            links: Vec::new(),
            notes: String::new(),
            tags: Vec::new(),
            extra: Extra::new(),
        }
    }

    /// What is asked for.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Moves it a step further, and notes who did it and why. Standing still is no step.
    pub fn step(&mut self, at: Instant, to: FeedbackStatus, who: &str, why: &str) {
        if self.status == to {
            return;
        }
        self.status = to;
        self.updated = at;
        self.history.push(FeedbackStep { at, to, who: who.to_owned(), why: why.to_owned(), extra: Extra::new() });
    }

    /// Since when it stands where it does: ms since 1970, UTC.
    pub fn since(&self) -> Instant {
        self.history.iter().rev().find(|step| step.to == self.status).map_or(self.created, |step| step.at)
    }
}

impl Vote {
    /// A vote of a member.
    pub fn of_member(at: Instant, member: FactReference) -> Self {
        Self { member: Some(member), ..Self::of_name(at, "") }
    }

    /// A vote of somebody by name.
    pub fn of_name(at: Instant, name: impl Into<String>) -> Self {
        Self { at, member: None, name: name.into(), weight: None, from: None, extra: Extra::new() }
    }

    /// What it counts for; a weight that is no number of 0 or more counts as 1.
    pub fn worth(&self) -> f64 {
        self.weight.filter(|weight| weight.is_finite() && *weight >= 0.0).unwrap_or(1.0)
    }
}
