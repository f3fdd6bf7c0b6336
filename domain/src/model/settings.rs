//! What holds for the whole workspace.

use super::{Extra, Id, Instant, Zone};
use serde::{Deserialize, Serialize};

/// The workspace's own settings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Settings {
    /// The workspace's identifier; the same in every copy of it.
    pub id: Id,
    /// Its name, as shown in the switcher.
    pub name: String,
    /// When it was made: ms since 1970, UTC.
    pub created: Instant,
    /// The zone in which days, weeks and hours are counted.
    pub zone: Zone,
    /// First day of the week: 0 = Monday … 6 = Sunday.
    #[serde(default)]
    pub week_start: u8,
    /// Whether staff and bots are left out of figures (the count left out is shown).
    #[serde(default = "yes")]
    pub exclude_staff: bool,
    /// Weights of the weighted engagement rate (KPI 6).
    #[serde(default)]
    pub weights: EngagementWeights,
    /// Whether this is the sample community.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sample: bool,
    /// The workspace task it was made for; none for a workspace of one's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub task: Option<TaskReference>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// The exercise that a workspace was made for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct TaskReference {
    /// The pack of the exercise; none = the course.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pack: Option<Id>,
    /// The id of the exercise within it.
    pub exercise: String,
    /// The workspace that keeps the student's work.
    pub home: Id,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What each reaction counts in the weighted engagement rate. Defaults: like 0.1, comment 0.5, share 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct EngagementWeights {
    /// Weight of a like or other reaction.
    pub like: f64,
    /// Weight of a comment.
    pub comment: f64,
    /// Weight of a share.
    pub share: f64,
}

impl Default for EngagementWeights {
    fn default() -> Self {
        Self { like: 0.1, comment: 0.5, share: 1.0 }
    }
}

impl Settings {
    /// Settings of a new, empty workspace.
    pub fn new(id: Id, name: impl Into<String>, created: Instant, zone: Zone) -> Self {
        Self {
            id,
            name: name.into(),
            created,
            zone,
            week_start: 0,
            exclude_staff: true,
            weights: EngagementWeights::default(),
            sample: false,
            task: None,
            extra: Extra::new(),
        }
    }
}

fn yes() -> bool {
    true
}
