//! An alert rule: what would be out of the ordinary, and which of its alerts somebody has seen.

use super::choices::choices;
use crate::model::{Extra, Id, Instant};
use serde::{Deserialize, Serialize};

/// A rule that raises an alert where the last hours stand out against the days before them (KPI 59).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct AlertRule {
    /// Identifier.
    pub id: Id,
    /// When it was made: ms since 1970, UTC.
    pub created: Instant,
    /// When it was last changed: ms since 1970, UTC.
    pub updated: Instant,
    /// What people call it.
    pub name: String,
    /// What is watched.
    #[serde(default)]
    pub measure: AlertMeasure,
    /// The channels that are watched; none = all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub channels: Vec<Id>,
    /// How far out of the ordinary it must be.
    #[serde(default)]
    pub deviations: AlertDeviations,
    /// The last so many hours are looked at.
    #[serde(default = "window_hours")]
    pub window_hours: u32,
    /// So many days before them say what is usual.
    #[serde(default = "baseline_days")]
    pub baseline_days: u32,
    /// Fewest activities in the window; with fewer nothing is raised.
    #[serde(default)]
    pub minimum: u32,
    /// Whether it is watched.
    #[serde(default = "yes")]
    pub enabled: bool,
    /// Alerts that somebody has seen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub acknowledged: Vec<AcknowledgedAlert>,
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
    /// What an alert rule watches.
    #[derive(Default)]
    AlertMeasure {
        /// Activities in an hour.
        #[default]
        Volume "volume" "Volume",
        /// Share of the activities with a sentiment that are negative.
        NegativeShare "negative_share" "Negative share",
    }
}

choices! {
    /// How many standard deviations above the mean the limit lies.
    #[derive(Default)]
    AlertDeviations {
        /// Raised early, now and then for nothing.
        Early "1.5" "1.5 · early",
        /// In between.
        #[default]
        Middle "2" "2 · balanced",
        /// Only for what is far out.
        Sure "3" "3 · only when sure",
    }
}

impl AlertDeviations {
    /// The number of standard deviations.
    pub fn number(self) -> f64 {
        match self {
            Self::Early => 1.5,
            Self::Middle => 2.0,
            Self::Sure => 3.0,
        }
    }
}

/// An alert that somebody has seen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct AcknowledgedAlert {
    /// When the alert was raised: ms since 1970, UTC.
    pub alert: Instant,
    /// When it was acknowledged: ms since 1970, UTC.
    pub at: Instant,
    /// By whom.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub who: String,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

fn window_hours() -> u32 {
    24
}

fn baseline_days() -> u32 {
    7
}

fn yes() -> bool {
    true
}

impl AlertRule {
    /// A rule with the usual window and baseline.
    pub fn new(id: Id, now: Instant, name: impl Into<String>, measure: AlertMeasure) -> Self {
        Self {
            id,
            created: now,
            updated: now,
            name: name.into(),
            measure,
            channels: Vec::new(),
            deviations: AlertDeviations::Middle,
            window_hours: window_hours(),
            baseline_days: baseline_days(),
            minimum: 20,
            enabled: true,
            acknowledged: Vec::new(),
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
