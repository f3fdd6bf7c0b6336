//! A custom KPI: a formula of one's own over the inputs and KPIs of the catalogue. What the formula means, and whether
//! it means anything, is `analytics::custom`'s business; here it is text.

use super::{Direction, choices::choices};
use crate::model::{Extra, Id, Instant};
use serde::{Deserialize, Serialize};

/// A KPI with a formula of one's own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct CustomKpi {
    /// Identifier.
    pub id: Id,
    /// When it was made: ms since 1970, UTC.
    pub created: Instant,
    /// When it was last changed: ms since 1970, UTC.
    pub updated: Instant,
    /// What people call it; formulas of other KPIs may name it so.
    pub name: String,
    /// The formula, such as `(likes + 2 * comments + 3 * shares) / reach`.
    pub expression: String,
    /// What its value is.
    #[serde(default)]
    pub unit: KpiUnit,
    /// Whether more or less is better.
    pub direction: Direction,
    /// The question it answers.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub question: String,
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
    /// What the value of a custom KPI is.
    #[derive(Default)]
    KpiUnit {
        /// A share of a whole, shown as %: the formula gives 0.05 for 5 %.
        Percent "percent" "Percent",
        /// A number, shown with decimals.
        #[default]
        Number "number" "Number",
        /// A whole number of things.
        Count "count" "Count",
        /// How many to every 1 000: the formula gives 0.05 for 50.
        PerThousand "per_thousand" "Per 1\u{202f}000",
        /// Seconds, shown as “3 h 20 min”.
        Duration "duration" "Duration",
    }
}

impl CustomKpi {
    /// A KPI with its name and formula, of which more is better.
    pub fn new(id: Id, now: Instant, name: impl Into<String>, expression: impl Into<String>, unit: KpiUnit) -> Self {
        Self {
            id,
            created: now,
            updated: now,
            name: name.into(),
            expression: expression.into(),
            unit,
            direction: Direction::Up,
            question: String::new(),
            notes: String::new(),
            links: Vec::new(),
            tags: Vec::new(),
            extra: Extra::new(),
        }
    }

    /// What people call it.
    pub fn title(&self) -> &str {
        &self.name
    }
}
