//! Exercises: what is asked, what was answered, and how it is to be done. Grading is in `course`.

mod answer;
mod question;
mod task;

pub use answer::{Answer, ChartAnswer, CheckOutcome, ClassifyAnswer};
pub use question::{
    Chart, ChartData, ChartForm, ChartQuestion, ChartSeries, Choice, ChoiceOption, Classify, ClassifyCategory,
    ClassifyItem, DrillScript, FreeText, KeywordGroup, Matching, MatchingPair, Numeric, NumericAnswer, Ordering,
    OrderingItem, Question, RubricRow, ShortAnswer, ShortText, Unit,
};
pub use task::{Scenario, Task, TaskCheck};

use super::choices::choices;
use crate::model::Extra;
use serde::{Deserialize, Serialize};

/// One exercise.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Exercise {
    /// Its name within the pack: 1 to 40 letters, digits, `.`, `-` and `_`; in the course module and number, as in `1.1`.
    pub id: String,
    /// The lesson it belongs to, as `1.1`; empty where it belongs to none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub lesson: String,
    /// What people call it.
    pub title: String,
    /// The situation and what is to be done, in Markdown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Hints, from gentle to near the answer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hints: Vec<String>,
    /// The reasoning, shown with the result, in Markdown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub explanation: String,
    /// What is asked.
    pub question: Question,
    /// How it is to be done, where that is other than the pack says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conduct: Option<Conduct>,
    /// Free labels.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Exercise {
    /// An exercise without hints, explanation or rules of its own.
    pub fn new(id: impl Into<String>, title: impl Into<String>, question: Question) -> Self {
        Self {
            id: id.into(),
            lesson: String::new(),
            title: title.into(),
            text: String::new(),
            hints: Vec::new(),
            explanation: String::new(),
            question,
            conduct: None,
            tags: Vec::new(),
            extra: Extra::new(),
        }
    }
}

/// How exercises are to be done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Conduct {
    /// When the verdict is shown.
    #[serde(default)]
    pub feedback: FeedbackTime,
    /// Attempts there are; none = as many as one likes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attempts: Option<u32>,
    /// Which attempt counts.
    #[serde(default)]
    pub counts: Counted,
    /// What a hint costs: percent of the exercise's points, 0 to 100.
    #[serde(default)]
    pub hint_penalty: f64,
    /// Whether the student says how sure they are with every attempt.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub certainty: bool,
    /// Minutes an attempt may take; none = no limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u32>,
    /// Whether options, pairs and items come in an order of each student's own.
    #[serde(default = "yes")]
    pub shuffle: bool,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

fn yes() -> bool {
    true
}

impl Default for Conduct {
    /// Feedback at once, three attempts of which the best counts, ten percent for a hint, in an order of one's own.
    fn default() -> Self {
        Self {
            feedback: FeedbackTime::Immediate,
            attempts: Some(3),
            counts: Counted::Best,
            hint_penalty: 10.0,
            certainty: false,
            minutes: None,
            shuffle: true,
            extra: Extra::new(),
        }
    }
}

choices! {
    /// When the verdict is shown.
    #[derive(Default)]
    FeedbackTime {
        /// With every attempt.
        #[default]
        Immediate "immediate" "At once",
        /// Once the teacher gives it back.
        Deferred "deferred" "From the teacher, later",
    }
}

choices! {
    /// Which attempt counts.
    #[derive(Default)]
    Counted {
        /// The one with the most points.
        #[default]
        Best "best" "The best attempt",
        /// The last one.
        Last "last" "The last attempt",
    }
}

choices! {
    /// How sure a student is of an answer. The marks are those of certainty-based marking (Gardner-Medwin): 1, 2 or 3
    /// times the points when right, and 0, −2 or −6 when wrong; shown beside the marks, not instead of them.
    Certainty {
        /// Not sure.
        Low "low" "Not sure",
        /// Fairly sure.
        Mid "mid" "Fairly sure",
        /// Very sure.
        High "high" "Very sure",
    }
}
