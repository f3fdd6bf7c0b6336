//! A workspace task: a situation that a workspace is made of, and what is looked at in it afterwards.

use super::super::choices::choices;
use crate::model::Extra;
use serde::{Deserialize, Serialize};

/// Work in a workspace of its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Task {
    /// What the workspace holds at the beginning.
    pub scenario: Scenario,
    /// The address of the screen it begins on, as `#/content?view=week`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub start: String,
    /// What is looked at.
    pub checks: Vec<TaskCheck>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Something that is looked at in the workspace. What a rule takes is described in docs/exercises.md.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct TaskCheck {
    /// Its name within the exercise.
    pub id: String,
    /// What is asked for, in a person's words.
    pub text: String,
    /// Points for it.
    pub points: f64,
    /// The name of the rule, as `posts_a_day`.
    pub rule: String,
    /// What the rule is told.
    #[serde(default, skip_serializing_if = "Extra::is_empty")]
    pub with: Extra,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

choices! {
    /// What the workspace of a task holds at the beginning.
    #[derive(Default)]
    Scenario {
        /// Nothing.
        #[default]
        Empty "empty" "An empty workspace",
        /// The sample community.
        Sample "sample" "The sample community",
        /// A channel, an audience and pillars, and a calendar without posts.
        EditorialWeek "editorial_week" "A week to plan",
        /// A brand that wants something and has a history of figures.
        ObjectiveAndKpis "objective_and_kpis" "An objective to make measurable",
        /// House rules and a queue of reports.
        ModerationQueue "moderation_queue" "A moderation queue",
        /// An SLA policy and people who wait.
        WaitingPeople "waiting_people" "People who wait for an answer",
        /// Half a year of figures with a drop that has a cause.
        TheDrop "the_drop" "Figures with a drop",
        /// A crisis that begins.
        CrisisBegins "crisis_begins" "A crisis that begins",
        /// Feedback that people gave more than once.
        FeedbackPile "feedback_pile" "A pile of feedback",
        /// A meeting that is to be prepared.
        MeetupPlan "meetup_plan" "A meetup to prepare",
    }
}
