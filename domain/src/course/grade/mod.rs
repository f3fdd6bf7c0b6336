//! What an answer is worth: a pure function of what was asked and what was answered, so that a teacher's Hearth gives
//! the same points as the student's. docs/exercises.md says the rules in words; each kind has a file here.

mod chart;
mod choice;
mod classify;
pub mod drill;
mod free_text;
mod keywords;
mod matching;
mod numeric;
mod ordering;
mod short_text;
mod task;
#[cfg(test)]
mod tests;

pub use classify::REASON;
pub use free_text::words;

use crate::model::record::{Answer, Question};
use std::collections::BTreeMap;

/// What an answer earned.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grade {
    /// Points earned, 0 to `most`.
    pub points: f64,
    /// Points there were to be earned.
    pub most: f64,
    /// What they are made of.
    pub parts: Vec<PartGrade>,
    /// Whether a person must look at it: something was answered that no rule can mark.
    pub teacher: bool,
}

/// What a part of an answer earned.
#[derive(Clone, Debug, PartialEq)]
pub struct PartGrade {
    /// What it is about: the id of the item, pair, chart question, check or row of the rubric, the option chosen, the
    /// number of the drill's message from 1; the id of an item and [`REASON`] for the reason given; empty for the whole
    /// exercise.
    pub id: String,
    /// Points earned. Of an option of several chosen ones they may be below 0; the whole exercise never is.
    pub points: f64,
    /// Points there were to be earned.
    pub most: f64,
    /// In one word.
    pub verdict: Verdict,
    /// What is said about what was answered. It does not tell the right answer where that was not given.
    pub said: String,
    /// The right answer and why: for whoever has no attempt left or has all of it right.
    pub right: String,
}

/// A part of an answer in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// All there was to be earned.
    Right,
    /// Some of it.
    Partly,
    /// None of it.
    Wrong,
    /// Nothing was answered.
    Unanswered,
    /// A person is to mark it.
    ForTeacher,
}

impl Verdict {
    /// In a person's words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Right => "Right",
            Self::Partly => "Partly right",
            Self::Wrong => "Not right",
            Self::Unanswered => "Not answered",
            Self::ForTeacher => "For the teacher",
        }
    }
}

impl Grade {
    /// The sum of its parts, not below 0 nor above `most`.
    fn of(parts: Vec<PartGrade>, most: f64) -> Self {
        let points = parts
            .iter()
            .filter(|part| part.verdict != Verdict::ForTeacher)
            .map(|part| part.points)
            .fold(0.0, |sum, points| sum + points);
        let teacher = parts.iter().any(|part| part.verdict == Verdict::ForTeacher);
        Self { points: tidy(points).clamp(0.0, most), most, parts, teacher }
    }

    /// The share of the points that was earned, 0 to 1. `None` where there was nothing to be earned.
    pub fn share(&self) -> Option<f64> {
        (self.most > 0.0).then(|| (self.points / self.most).clamp(0.0, 1.0))
    }

    /// How many of its parts were not answered.
    pub fn unanswered(&self) -> usize {
        self.parts.iter().filter(|part| part.verdict == Verdict::Unanswered).count()
    }

    /// The part of an id.
    pub fn part(&self, id: &str) -> Option<&PartGrade> {
        self.parts.iter().find(|part| part.id == id)
    }
}

impl PartGrade {
    /// A share (0 to 1) of what there was to be earned.
    fn of(id: &str, share: f64, most: f64, said: impl Into<String>) -> Self {
        let share = if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 };
        let verdict = match share {
            _ if share >= 1.0 - SLACK => Verdict::Right,
            _ if share > SLACK => Verdict::Partly,
            _ => Verdict::Wrong,
        };
        Self { id: id.to_owned(), points: tidy(share * most), most, verdict, said: said.into(), right: String::new() }
    }

    fn unanswered(id: &str, most: f64) -> Self {
        let verdict = Verdict::Unanswered;
        Self { id: id.to_owned(), points: 0.0, most, verdict, said: String::new(), right: String::new() }
    }

    fn for_teacher(id: &str, most: f64, said: impl Into<String>) -> Self {
        let verdict = Verdict::ForTeacher;
        Self { id: id.to_owned(), points: 0.0, most, verdict, said: said.into(), right: String::new() }
    }

    fn with_right(mut self, right: impl Into<String>) -> Self {
        self.right = right.into();
        self
    }
}

/// What makes no difference between two shares.
const SLACK: f64 = 1e-9;

/// A number without the dust of its computation.
fn tidy(points: f64) -> f64 {
    if points.abs() < 1e6 { (points * 1e9).round() / 1e9 } else { points }
}

/// Points as an exercise gives them; nothing where they are no points.
fn worth(points: f64) -> f64 {
    if points.is_finite() && points > 0.0 { tidy(points) } else { 0.0 }
}

/// A credit in percent as a share, −1 to 1.
fn credit(percent: f64) -> f64 {
    if percent.is_finite() { (percent / 100.0).clamp(-1.0, 1.0) } else { 0.0 }
}

/// Marks an answer. An answer of another kind than the question counts as none.
pub fn grade(question: &Question, answer: &Answer) -> Grade {
    match (question, answer) {
        (Question::Classify(asked), Answer::Classify { items }) => classify::grade(asked, items),
        (Question::Choice(asked), Answer::Choice { chosen }) => choice::grade(asked, chosen),
        (Question::Matching(asked), Answer::Matching { pairs }) => matching::grade(asked, pairs),
        (Question::Ordering(asked), Answer::Ordering { order }) => ordering::grade(asked, order),
        (Question::Numeric(asked), Answer::Numeric { text }) => numeric::grade(asked, text),
        (Question::ShortText(asked), Answer::ShortText { text }) => short_text::grade(asked, text),
        (Question::FreeText(asked), Answer::FreeText { text, .. }) => free_text::grade(asked, text),
        (Question::Chart(asked), Answer::Chart { questions }) => chart::grade(asked, questions),
        (Question::Drill(asked), Answer::Drill { run }) => drill::grade(asked, run),
        (Question::Task(asked), Answer::Task { outcomes, .. }) => task::grade(asked, outcomes),
        (Question::Note, _) => Grade::default(),
        (Question::Drill(asked), _) => drill::blank(asked),
        (other, _) => blank(other).map_or_else(Grade::default, |answer| grade(other, &answer)),
    }
}

/// The points there are to be earned. Of a free text they are those of its keywords; where it has none, those of its
/// rubric, which a teacher gives.
pub fn most(question: &Question) -> f64 {
    tidy(match question {
        Question::Classify(asked) => classify::most(asked),
        Question::Choice(asked) => worth(asked.points),
        Question::Matching(asked) => worth(asked.points),
        Question::Ordering(asked) => worth(asked.points),
        Question::Numeric(asked) => worth(asked.points),
        Question::ShortText(asked) => worth(asked.points),
        Question::FreeText(asked) => free_text::most(asked),
        Question::Chart(asked) => chart::most(asked),
        Question::Drill(asked) => worth(asked.points),
        Question::Task(asked) => task::most(asked),
        Question::Note => 0.0,
    })
}

/// An answer in which nothing is answered yet. `None` for a drill, whose answer is the run through it.
pub fn blank(question: &Question) -> Option<Answer> {
    Some(match question {
        Question::Classify(_) => Answer::Classify { items: BTreeMap::new() },
        Question::Choice(_) => Answer::Choice { chosen: Vec::new() },
        Question::Matching(_) => Answer::Matching { pairs: BTreeMap::new() },
        Question::Ordering(_) => Answer::Ordering { order: Vec::new() },
        Question::Numeric(_) => Answer::Numeric { text: String::new() },
        Question::ShortText(_) => Answer::ShortText { text: String::new() },
        Question::FreeText(_) => Answer::FreeText { text: String::new(), found: Vec::new() },
        Question::Chart(_) => Answer::Chart { questions: BTreeMap::new() },
        Question::Drill(_) => return None,
        Question::Task(_) => Answer::Task { workspace: None, outcomes: Vec::new(), file: None },
        Question::Note => Answer::Note,
    })
}
