//! An audience segment or persona: whom the work is for, and by which rule members belong to it.

use super::choices::choices;
use crate::model::{Extra, Id, Instant};
use serde::{Deserialize, Serialize};

/// A part of the audience.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Segment {
    /// Identifier.
    pub id: Id,
    /// When it was made: ms since 1970, UTC.
    pub created: Instant,
    /// When it was last changed: ms since 1970, UTC.
    pub updated: Instant,
    /// What people call it: “Busy parents”, or a persona's name.
    pub name: String,
    /// Age, place, work, language and the like.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub demographics: String,
    /// What they need.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub needs: String,
    /// Why they come and stay.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub motivations: String,
    /// Where they are.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub channels: Vec<Id>,
    /// How many people it is thought to be, members or not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
    /// Which members belong to it; none where no rule can say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<SegmentRule>,
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

/// Conditions that select members.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct SegmentRule {
    /// Whether one condition is enough; otherwise all must hold.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub any: bool,
    /// The conditions. A rule without any selects nobody.
    #[serde(default)]
    pub conditions: Vec<Condition>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// One condition on a member: a number about them, and a bound.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Condition {
    /// What is counted.
    pub measure: Measure,
    /// On which side of the value.
    pub bound: Bound,
    /// The value: a count, or days.
    pub value: f64,
    /// Of activities only: their kind, such as `comment`; none = every kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Of activities only: where; none = everywhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<Id>,
    /// Of activities only: in the last so many days, today the last; none = ever.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<u32>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

choices! {
    /// Numbers about a member.
    Measure {
        /// How often they did something.
        Actions "actions" "Activities",
        /// On how many days they did something.
        ActiveDays "active_days" "Active days",
        /// Days since they joined.
        DaysSinceJoined "days_since_joined" "Days since joining",
        /// Days since they last did something.
        DaysSinceActive "days_since_active" "Days since last active",
        /// Likes and other reactions their activities got.
        LikesReceived "likes_received" "Likes received",
        /// Replies of others their activities got.
        RepliesReceived "replies_received" "Replies received",
    }
}

choices! {
    /// Sides of a bound.
    Bound {
        /// This or more.
        AtLeast "at_least" "at least",
        /// This or less.
        AtMost "at_most" "at most",
    }
}

impl Segment {
    /// A segment with its name.
    pub fn new(id: Id, now: Instant, name: impl Into<String>) -> Self {
        Self {
            id,
            created: now,
            updated: now,
            name: name.into(),
            demographics: String::new(),
            needs: String::new(),
            motivations: String::new(),
            channels: Vec::new(),
            size: None,
            rule: None,
            notes: String::new(),
            archived: None,
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

impl Condition {
    /// A number about a member on one side of a value.
    pub fn new(measure: Measure, bound: Bound, value: f64) -> Self {
        Self { measure, bound, value, kind: None, channel: None, days: None, extra: Extra::new() }
    }
}
