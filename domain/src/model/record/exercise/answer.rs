//! What a student answered, by kind; the same shape as the question. What is left out was not answered.

use super::super::drill::DrillRun;
use crate::model::Id;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// An answer, by kind of question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Answer {
    /// The category and the reason of each item, by its id.
    Classify {
        /// By the id of the item.
        #[serde(default)]
        items: BTreeMap<String, ClassifyAnswer>,
    },
    /// The ids of the options chosen.
    Choice {
        /// Ids of options.
        #[serde(default)]
        chosen: Vec<String>,
    },
    /// The right side given to each left one.
    Matching {
        /// The text of the right side, by the id of the pair.
        #[serde(default)]
        pairs: BTreeMap<String, String>,
    },
    /// The ids of the items in the order given.
    Ordering {
        /// Ids of items.
        #[serde(default)]
        order: Vec<String>,
    },
    /// The number as it was typed, with its unit where one was.
    Numeric {
        /// As typed.
        #[serde(default)]
        text: String,
    },
    /// The words as they were typed.
    ShortText {
        /// As typed.
        #[serde(default)]
        text: String,
    },
    /// The text, and the rows of the rubric that the student found in it.
    FreeText {
        /// As typed.
        #[serde(default)]
        text: String,
        /// Ids of rows of the rubric.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        found: Vec<String>,
    },
    /// The answer to each question about a chart.
    Chart {
        /// By the id of the question.
        #[serde(default)]
        questions: BTreeMap<String, ChartAnswer>,
    },
    /// The run through the drill.
    Drill {
        /// What was done.
        run: DrillRun,
    },
    /// The work in a workspace of its own.
    Task {
        /// The workspace it was done in.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        workspace: Option<Id>,
        /// What the checks said.
        #[serde(default)]
        outcomes: Vec<CheckOutcome>,
        /// The workspace as its file, as it was handed in.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        file: Option<String>,
    },
    /// That the text was read.
    Note,
}

/// A category and its reason.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct ClassifyAnswer {
    /// The id of the category; none chosen yet = none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// The reason, as typed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// The answer to a question about a chart.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct ChartAnswer {
    /// The id of the option chosen, where there are options.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chosen: Option<String>,
    /// The number as typed, where one is to be read.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
}

/// What a check of a workspace task said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct CheckOutcome {
    /// The id of the check.
    pub check: String,
    /// How much of it is there: 0 to 1.
    pub share: f64,
    /// What was found, in a person's words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub said: String,
}
