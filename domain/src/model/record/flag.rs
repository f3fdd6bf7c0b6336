//! A flag: something that was reported, or caught by a rule, with what was decided about it and whether that was
//! appealed against.

use super::{FactReference, PrivateNote, choices::choices};
use crate::model::{Extra, Id, Instant};
use serde::{Deserialize, Serialize};

/// Something said or done that somebody has to look at.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Flag {
    /// Identifier.
    pub id: Id,
    /// When it was made: ms since 1970, UTC.
    pub created: Instant,
    /// When it was last changed: ms since 1970, UTC.
    pub updated: Instant,
    /// The activity it is about; none where it was typed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub activity: Option<FactReference>,
    /// What was said, as it stood when it was flagged.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Whom it concerns, as a member; none where they are not among the members.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<FactReference>,
    /// The name of whom it concerns.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Where it happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<Id>,
    /// When it was said: ms since 1970, UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said: Option<Instant>,
    /// Who reported it and why, in the order they came.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reports: Vec<Report>,
    /// How bad it is.
    #[serde(default)]
    pub severity: Severity,
    /// How far it is.
    #[serde(default)]
    pub status: FlagStatus,
    /// What was decided, in the order it was; one decision may be several actions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<ModerationDecision>,
    /// What the person concerned says against it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appeal: Option<Appeal>,
    /// What the team says of it among itself; neither the reporter nor the person concerned sees it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<PrivateNote>,
    /// Other records it has to do with.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Id>,
    /// Free labels.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

choices! {
    /// How bad something is.
    #[derive(Default)]
    Severity {
        /// A nuisance.
        Low "low" "Low",
        /// Against a rule.
        #[default]
        Medium "medium" "Medium",
        /// Hurts somebody.
        High "high" "High",
        /// Somebody may be in danger.
        Critical "critical" "Critical",
    }
}

choices! {
    /// How far a flag is.
    #[derive(Default)]
    FlagStatus {
        /// Waits for a decision.
        #[default]
        Open "open" "Open",
        /// Waits for a decision, and is not shown meanwhile.
        Held "held" "Held",
        /// Decided; may be appealed against.
        Decided "decided" "Decided",
        /// The person concerned disagrees; waits for a second decision.
        Appealed "appealed" "Appealed",
        /// Done with.
        Closed "closed" "Closed",
    }
}

choices! {
    /// What is done about a flag, the mildest first.
    ModerationAction {
        /// Nothing is wrong with it.
        Approve "approve" "Approve",
        /// The author is asked to change it.
        RequestEdit "request_edit" "Ask for an edit",
        /// Not shown any more, but kept.
        Hide "hide" "Hide",
        /// Taken away.
        Remove "remove" "Remove",
        /// The author is told what was wrong.
        Warn "warn" "Warn",
        /// The author reads, and cannot write for a while.
        Mute "mute" "Mute",
        /// The author is out for a while.
        Suspend "suspend" "Suspend",
        /// The author is out.
        Ban "ban" "Ban",
    }
}

/// Somebody's report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Report {
    /// When it came: ms since 1970, UTC.
    pub at: Instant,
    /// Who reported it; empty where they did not say.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub who: String,
    /// In their words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// The house rule it is said to be against.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<Id>,
    /// When they were told what became of it: ms since 1970, UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told: Option<Instant>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// One action that was decided on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct ModerationDecision {
    /// What is done.
    pub action: ModerationAction,
    /// For how many hours, of what lasts a while; none = for good.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<u32>,
    /// When it was decided: ms since 1970, UTC.
    pub at: Instant,
    /// Who decided.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub who: String,
    /// Why, as the person concerned is told.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// The house rules it rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<Id>,
    /// What the team should know; the person concerned is not told.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What the person concerned says against a decision.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Appeal {
    /// When it came: ms since 1970, UTC.
    pub at: Instant,
    /// Who appeals.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// In their words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// What was decided about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided: Option<AppealDecision>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What became of an appeal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct AppealDecision {
    /// When it was decided: ms since 1970, UTC.
    pub at: Instant,
    /// Who decided; where possible somebody else than before.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub who: String,
    /// Whether the first decision stands.
    pub outcome: AppealOutcome,
    /// Why, as the person concerned is told.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

choices! {
    /// Whether a decision stands after an appeal.
    AppealOutcome {
        /// It stands.
        Upheld "upheld" "Upheld",
        /// It was wrong, and counts no more.
        Overturned "overturned" "Overturned",
    }
}

impl Flag {
    /// A flag about a text.
    pub fn new(id: Id, now: Instant, text: impl Into<String>) -> Self {
        Self {
            id,
            created: now,
            updated: now,
            activity: None,
            text: text.into(),
            member: None,
            name: String::new(),
            channel: None,
            said: None,
            reports: Vec::new(),
            severity: Severity::default(),
            status: FlagStatus::default(),
            decisions: Vec::new(),
            appeal: None,
            notes: Vec::new(),
            links: Vec::new(),
            tags: Vec::new(),
            extra: Extra::new(),
        }
    }

    /// The first line of what was said, or whom it concerns.
    pub fn title(&self) -> &str {
        let line = self.text.trim().lines().next().unwrap_or_default();
        let end = line.char_indices().nth(80).map_or(line.len(), |(at, _)| at);
        let line = line.get(..end).unwrap_or(line);
        match (line, self.name.as_str()) {
            ("", "") => "Something without words",
            ("", name) => name,
            (line, _) => line,
        }
    }
}

impl Report {
    /// A report in somebody's words.
    pub fn new(at: Instant, who: impl Into<String>, reason: impl Into<String>) -> Self {
        Self { at, who: who.into(), reason: reason.into(), rule: None, told: None, extra: Extra::new() }
    }
}
