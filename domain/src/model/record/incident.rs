//! An incident: a crisis from its first sign to what was learned of it.

use super::choices::choices;
use crate::model::{Day, Extra, Id, Instant};
use serde::{Deserialize, Serialize};

/// A crisis: what happened, what was done and said, and what was learned.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Incident {
    /// Identifier.
    pub id: Id,
    /// When it was made: ms since 1970, UTC.
    pub created: Instant,
    /// When it was last changed: ms since 1970, UTC.
    pub updated: Instant,
    /// What it is about.
    pub title: String,
    /// How bad it is: 1 (a bad day) to 4 (the house is on fire).
    pub severity: u8,
    /// How far it is.
    #[serde(default)]
    pub status: IncidentStatus,
    /// When it began: ms since 1970, UTC.
    pub began: Instant,
    /// When somebody took it on: ms since 1970, UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acknowledged: Option<Instant>,
    /// When things were as usual again: ms since 1970, UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recovered: Option<Instant>,
    /// The playbook that is followed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub playbook: Option<Id>,
    /// The alert rule that raised it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alert_rule: Option<Id>,
    /// Where it happens; none = everywhere.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub channels: Vec<Id>,
    /// Steps of the playbook that are done.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<StepDone>,
    /// What happened when, as it was noted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub timeline: Vec<TimelineEntry>,
    /// What is said in public.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub statements: Vec<Statement>,
    /// What was decided.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<Decision>,
    /// What is to be done beside the playbook.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tasks: Vec<IncidentTask>,
    /// Whom to call: guidelines that are contacts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contacts: Vec<Id>,
    /// What was learned.
    #[serde(default, skip_serializing_if = "PostMortem::is_empty")]
    pub post_mortem: PostMortem,
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
    /// How far an incident is.
    #[derive(Default)]
    IncidentStatus {
        /// Going on.
        #[default]
        Open "open" "Open",
        /// No longer growing.
        Contained "contained" "Contained",
        /// As usual again.
        Recovered "recovered" "Recovered",
        /// Looked back on and put away.
        Closed "closed" "Closed",
    }
}

/// A step of the playbook that is done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct StepDone {
    /// Which step of the playbook.
    pub step: Id,
    /// When: ms since 1970, UTC.
    pub at: Instant,
    /// By whom.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub who: String,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct TimelineEntry {
    /// When: ms since 1970, UTC.
    pub at: Instant,
    /// Who noted it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub who: String,
    /// What happened.
    pub text: String,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Something said in public.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Statement {
    /// What people call it.
    pub title: String,
    /// What is said.
    pub text: String,
    /// Who approved it; empty where nobody has yet.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub approved_by: String,
    /// When it was approved: ms since 1970, UTC. None of a statement that its playbook approves in advance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved: Option<Instant>,
    /// When it was published: ms since 1970, UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Instant>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Something that was decided.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Decision {
    /// When: ms since 1970, UTC.
    pub at: Instant,
    /// By whom.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub who: String,
    /// What.
    pub text: String,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Something to be done beside the playbook.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct IncidentTask {
    /// What to do.
    pub title: String,
    /// Who does it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub owner: String,
    /// When it was done: ms since 1970, UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<Instant>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What was learned of an incident.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct PostMortem {
    /// What happened, and why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub happened: String,
    /// What went well.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub went_well: String,
    /// What to change.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub change: String,
    /// Who does what about it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<FollowUp>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Something that is done so that it does not happen again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct FollowUp {
    /// What.
    pub text: String,
    /// Who.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub owner: String,
    /// Until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Day>,
    /// Whether it is done.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub done: bool,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

impl PostMortem {
    /// Whether nothing is written yet.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl Incident {
    /// An open incident that nobody has taken on yet.
    pub fn new(id: Id, now: Instant, title: impl Into<String>, severity: u8, began: Instant) -> Self {
        Self {
            id,
            created: now,
            updated: now,
            title: title.into(),
            severity,
            status: IncidentStatus::Open,
            began,
            acknowledged: None,
            recovered: None,
            playbook: None,
            alert_rule: None,
            channels: Vec::new(),
            steps: Vec::new(),
            timeline: Vec::new(),
            statements: Vec::new(),
            decisions: Vec::new(),
            tasks: Vec::new(),
            contacts: Vec::new(),
            post_mortem: PostMortem::default(),
            links: Vec::new(),
            notes: String::new(),
            tags: Vec::new(),
            extra: Extra::new(),
        }
    }

    /// What it is about.
    pub fn title(&self) -> &str {
        &self.title
    }
}

impl TimelineEntry {
    /// An entry.
    pub fn new(at: Instant, who: impl Into<String>, text: impl Into<String>) -> Self {
        Self { at, who: who.into(), text: text.into(), extra: Extra::new() }
    }
}

impl Statement {
    /// A statement that nobody has approved yet.
    pub fn new(title: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            text: text.into(),
            approved_by: String::new(),
            approved: None,
            published: None,
            extra: Extra::new(),
        }
    }
}

impl Decision {
    /// A decision.
    pub fn new(at: Instant, who: impl Into<String>, text: impl Into<String>) -> Self {
        Self { at, who: who.into(), text: text.into(), extra: Extra::new() }
    }
}

impl IncidentTask {
    /// Something to do.
    pub fn new(title: impl Into<String>, owner: impl Into<String>) -> Self {
        Self { title: title.into(), owner: owner.into(), done: None, extra: Extra::new() }
    }
}

impl FollowUp {
    /// Something to do so that it does not happen again.
    pub fn new(text: impl Into<String>, owner: impl Into<String>, due: Option<Day>) -> Self {
        Self { text: text.into(), owner: owner.into(), due, done: false, extra: Extra::new() }
    }
}
