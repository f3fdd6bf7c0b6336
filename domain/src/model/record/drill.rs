//! A drill: a made-up crisis that plays against the clock, to be answered and scored.

use super::choices::choices;
use crate::model::{Extra, Id, Instant};
use serde::{Deserialize, Serialize};

/// A scripted stream of messages, and the runs there were of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Drill {
    /// Identifier.
    pub id: Id,
    /// When it was made: ms since 1970, UTC.
    pub created: Instant,
    /// When it was last changed: ms since 1970, UTC.
    pub updated: Instant,
    /// What people call it.
    pub name: String,
    /// What whoever plays it should know before.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub briefing: String,
    /// What arrives, in any order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub messages: Vec<DrillMessage>,
    /// The runs there were, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub runs: Vec<DrillRun>,
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

/// A message of the stream, and what a good answer to it holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct DrillMessage {
    /// Identifier.
    pub id: Id,
    /// Minutes after the start at which it arrives.
    pub minute: u32,
    /// Who writes.
    pub who: String,
    /// What they write.
    pub text: String,
    /// What is to be done with it.
    #[serde(default)]
    pub expects: DrillReaction,
    /// What a good answer holds: of each group at least one word or phrase.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub keywords: Vec<Vec<String>>,
    /// How a good answer sounds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tone: Vec<ToneRule>,
    /// Minutes within which it should be dealt with.
    pub limit: u32,
    /// Why, for whoever looks at the score.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

choices! {
    /// What is to be done with a message of a drill.
    #[derive(Default)]
    DrillReaction {
        /// Answer it oneself.
        #[default]
        Answer "answer" "Answer",
        /// Answer it and tell those who decide.
        AnswerAndEscalate "answer_and_escalate" "Answer and escalate",
        /// Tell those who decide; an answer is theirs.
        Escalate "escalate" "Escalate",
        /// Leave it.
        Leave "leave" "Leave it",
    }
}

impl DrillReaction {
    /// Whether those who decide are to be told.
    pub fn escalates(self) -> bool {
        matches!(self, Self::Escalate | Self::AnswerAndEscalate)
    }

    /// Whether an answer is to be written.
    pub fn answers(self) -> bool {
        matches!(self, Self::Answer | Self::AnswerAndEscalate)
    }
}

choices! {
    /// How an answer should sound.
    ToneRule {
        /// Thanks the person.
        Thanks "thanks" "Says thank you",
        /// Says sorry.
        Sorry "sorry" "Says sorry",
        /// Says what comes next.
        NextStep "next_step" "Says what comes next",
        /// Speaks to the person.
        Personal "personal" "Speaks to the person",
        /// Does not put the fault on the person.
        NoBlame "no_blame" "Blames nobody",
        /// Does not guess.
        NoGuess "no_guess" "Does not guess",
        /// Neither capitals nor strings of exclamation marks.
        Calm "calm" "Stays calm",
        /// At most 280 characters.
        Short "short" "At most 280 characters",
    }
}

/// Somebody's run through a drill.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct DrillRun {
    /// When it began: ms since 1970, UTC.
    pub at: Instant,
    /// Who played.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub who: String,
    /// How long it lasted, in seconds of the drill's time: what would have arrived later did not.
    #[serde(default)]
    pub seconds: u32,
    /// What was done with the messages, in order of time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<DrillAnswer>,
    /// The score it was given, 0 to 100; none where nothing was to be done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<f64>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What was done with a message.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct DrillAnswer {
    /// Which message.
    pub message: Id,
    /// Seconds of the drill's time since its start.
    pub second: u32,
    /// The answer; empty where none was written.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Whether those who decide were told.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub escalated: bool,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Drill {
    /// A drill without messages.
    pub fn new(id: Id, now: Instant, name: impl Into<String>) -> Self {
        Self {
            id,
            created: now,
            updated: now,
            name: name.into(),
            briefing: String::new(),
            messages: Vec::new(),
            runs: Vec::new(),
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

impl DrillMessage {
    /// A message to be answered within five minutes.
    pub fn new(id: Id, minute: u32, who: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            id,
            minute,
            who: who.into(),
            text: text.into(),
            expects: DrillReaction::Answer,
            keywords: Vec::new(),
            tone: Vec::new(),
            limit: 5,
            why: String::new(),
            extra: Extra::new(),
        }
    }
}

impl DrillAnswer {
    /// An answer.
    pub fn new(message: Id, second: u32, text: impl Into<String>, escalated: bool) -> Self {
        Self { message, second, text: text.into(), escalated, extra: Extra::new() }
    }
}
