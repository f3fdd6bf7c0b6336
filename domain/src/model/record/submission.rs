//! A student file as a teacher took it in, with what the teacher decided about its marks.

use super::exercise_work::ExerciseWork;
use crate::model::{Extra, Id, Instant};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What one student handed in. The workspaces of its tasks are not kept, but what their checks said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Submission {
    /// Identifier.
    pub id: Id,
    /// When it was taken in: ms since 1970, UTC.
    pub created: Instant,
    /// When it was last changed: ms since 1970, UTC.
    pub updated: Instant,
    /// The id of the learner, the same in every file of theirs.
    pub learner: Id,
    /// Their name or pseudonym.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Their class or group.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub class: String,
    /// The name of the file.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub file: String,
    /// When the student made the file: ms since 1970, UTC.
    pub exported: Instant,
    /// The last hash of the file's chain.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub hash: String,
    /// What does not hold in the chain; empty where all does.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub damage: String,
    /// Lessons read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lessons: Vec<String>,
    /// The work, as handed in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub work: Vec<ExerciseWork>,
    /// What the teacher decided, by pack and exercise: `course/1.1`, or the id of the pack in its place.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub marks: BTreeMap<String, Mark>,
    /// When it was put away, where it was: ms since 1970, UTC.
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

/// A teacher's mark in the place of the computed one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Mark {
    /// The points; none = as computed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<f64>,
    /// Points by row of the rubric, by its id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub rubric: BTreeMap<String, f64>,
    /// What the student is told.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub comment: String,
    /// Who marked.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// When: ms since 1970, UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Instant>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Submission {
    /// A file without work.
    pub fn new(id: Id, now: Instant, learner: Id, name: impl Into<String>, exported: Instant) -> Self {
        Self {
            id,
            created: now,
            updated: now,
            learner,
            name: name.into(),
            class: String::new(),
            file: String::new(),
            exported,
            hash: String::new(),
            damage: String::new(),
            lessons: Vec::new(),
            work: Vec::new(),
            marks: BTreeMap::new(),
            archived: None,
            links: Vec::new(),
            notes: String::new(),
            tags: Vec::new(),
            extra: Extra::new(),
        }
    }

    /// The student's name.
    pub fn title(&self) -> &str {
        if self.name.is_empty() { "Submission" } else { &self.name }
    }
}
