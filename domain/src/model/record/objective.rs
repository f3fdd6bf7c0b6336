//! An objective with the KPI targets that say whether it is reached.

use crate::model::{Day, Extra, Id, Instant};
use serde::{Deserialize, Serialize};

/// What the work should reach, by when, and how one sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Objective {
    /// Identifier.
    pub id: Id,
    /// When it was made: ms since 1970, UTC.
    pub created: Instant,
    /// When it was last changed: ms since 1970, UTC.
    pub updated: Instant,
    /// The objective in one sentence.
    pub text: String,
    /// Specific: what exactly, for whom, where.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub specific: String,
    /// Achievable: why it can be done with what there is.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub achievable: String,
    /// Relevant: what it is good for.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub relevant: String,
    /// Time-bound: the first day of the work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<Day>,
    /// Time-bound: the last day of the work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<Day>,
    /// Who answers for it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub owner: String,
    /// The figures it is judged by.
    #[serde(default)]
    pub targets: Vec<KpiTarget>,
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

/// A value that a KPI should reach by a day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct KpiTarget {
    /// Id of the KPI in the catalogue, such as `engagement_rate_by_reach`.
    pub kpi: String,
    /// Where it stood when the target was set, in the KPI's unit (rates as fractions: 0.0153 is 1.53 %).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline: Option<f64>,
    /// The value to reach, in the KPI's unit.
    pub target: f64,
    /// Whether more or less is better.
    pub direction: Direction,
    /// The last day to reach it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<Day>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Whether more or less of a figure is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// More is better.
    Up,
    /// Less is better.
    Down,
    /// Neither; it describes.
    Neutral,
}

impl Direction {
    /// The directions a target can have.
    pub const OF_TARGETS: [Self; 2] = [Self::Up, Self::Down];

    /// All of them.
    pub const ALL: [Self; 3] = [Self::Up, Self::Down, Self::Neutral];

    /// Its name in forms.
    pub fn key(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
            Self::Neutral => "neutral",
        }
    }

    /// In a person's words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Up => "More",
            Self::Down => "Less",
            Self::Neutral => "Neither",
        }
    }

    /// The one that a target suggests itself with: what only describes is aimed at from below.
    pub fn of_target(self) -> Self {
        if self == Self::Down { Self::Down } else { Self::Up }
    }

    /// What stands before a target's value.
    pub fn bound(self) -> &'static str {
        if self == Self::Down { "at most" } else { "at least" }
    }

    /// The direction of a name in forms; upwards for any other.
    pub fn of_key(key: &str) -> Self {
        Self::ALL.into_iter().find(|one| one.key() == key).unwrap_or(Self::Up)
    }
}

impl KpiTarget {
    /// Whether a value fulfils the target.
    pub fn is_met(&self, value: f64) -> bool {
        match self.direction {
            Direction::Down => value <= self.target,
            Direction::Up | Direction::Neutral => value >= self.target,
        }
    }
}

impl Objective {
    /// An objective with its sentence and no targets yet.
    pub fn new(id: Id, now: Instant, text: impl Into<String>) -> Self {
        Self {
            id,
            created: now,
            updated: now,
            text: text.into(),
            specific: String::new(),
            achievable: String::new(),
            relevant: String::new(),
            start: None,
            end: None,
            owner: String::new(),
            targets: Vec::new(),
            notes: String::new(),
            archived: None,
            links: Vec::new(),
            tags: Vec::new(),
            extra: Extra::new(),
        }
    }

    /// The objective in one sentence.
    pub fn title(&self) -> &str {
        &self.text
    }
}
