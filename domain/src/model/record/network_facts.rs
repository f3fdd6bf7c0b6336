//! What a network allows, where somebody knows better than the facts that come with Hearth.

use super::Platform;
use crate::model::{Day, Extra, Id, Instant};
use serde::{Deserialize, Serialize};

/// Facts of one network that stand in the place of those that come with Hearth. One record a network.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct NetworkFacts {
    /// Identifier: the same for the same network, everywhere.
    pub id: Id,
    /// When it was made: ms since 1970, UTC.
    pub created: Instant,
    /// When it was last changed: ms since 1970, UTC.
    pub updated: Instant,
    /// The network.
    pub platform: Platform,
    /// When somebody last looked whether they hold.
    pub checked: Day,
    /// The facts that are different, each under its name; null = not known. What does not fit its name is left out.
    #[serde(default)]
    pub facts: Extra,
    /// Where they come from.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub notes: String,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

impl NetworkFacts {
    /// No other facts yet.
    pub fn new(now: Instant, platform: Platform, checked: Day) -> Self {
        Self {
            id: Self::id_of(platform),
            created: now,
            updated: now,
            platform,
            checked,
            facts: Extra::new(),
            notes: String::new(),
            extra: Extra::new(),
        }
    }

    /// The id of a network's facts.
    pub fn id_of(platform: Platform) -> Id {
        Id::derived(&format!("network facts {}", platform.key()))
    }

    /// The network's name.
    pub fn title(&self) -> &str {
        self.platform.label()
    }
}
