//! A student's work on one exercise: what is being written, and the attempts there were.

use super::exercise::{Answer, Certainty};
use crate::model::{Extra, Id, Instant};
use serde::{Deserialize, Serialize};

/// The work on one exercise.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct ExerciseWork {
    /// Identifier.
    pub id: Id,
    /// When it was begun: ms since 1970, UTC.
    pub created: Instant,
    /// When it was last changed: ms since 1970, UTC.
    pub updated: Instant,
    /// The pack of the exercise; none = the course.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pack: Option<Id>,
    /// The id of the exercise within it.
    pub exercise: String,
    /// What the order of options, pairs and items is shuffled by.
    #[serde(default)]
    pub seed: u32,
    /// What is being written and was not yet handed to marking.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub draft: Option<Answer>,
    /// When the attempt being written was begun: ms since 1970, UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub began: Option<Instant>,
    /// Hints seen so far.
    #[serde(default)]
    pub hints: u32,
    /// The attempts, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attempts: Vec<Attempt>,
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

/// One attempt.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Attempt {
    /// What was answered.
    pub answer: Answer,
    /// When it was begun: ms since 1970, UTC.
    pub began: Instant,
    /// When it was given in: ms since 1970, UTC.
    pub at: Instant,
    /// Hints seen until then.
    #[serde(default)]
    pub hints: u32,
    /// How sure the student was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certainty: Option<Certainty>,
    /// Points it earned when it was given in, hints taken off; a teacher's Hearth marks it again.
    pub points: f64,
    /// Points there were to be earned.
    pub most: f64,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

impl ExerciseWork {
    /// Work that begins now.
    pub fn new(id: Id, now: Instant, pack: Option<Id>, exercise: impl Into<String>, seed: u32) -> Self {
        Self {
            id,
            created: now,
            updated: now,
            pack,
            exercise: exercise.into(),
            seed,
            draft: None,
            began: None,
            hints: 0,
            attempts: Vec::new(),
            links: Vec::new(),
            notes: String::new(),
            tags: Vec::new(),
            extra: Extra::new(),
        }
    }

    /// The id of the exercise.
    pub fn title(&self) -> &str {
        &self.exercise
    }
}
