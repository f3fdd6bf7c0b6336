//! From GIFT to exercises. What an exercise cannot say is named, with the line it stands on.

use super::{GiftChoice, GiftFile, GiftItem, GiftKind, GiftNumber, GiftText, Value};
use crate::{
    interchange::{FileError, Place},
    model::record::{
        Choice, ChoiceOption, Exercise, FreeText, Matching, MatchingPair, Numeric, NumericAnswer, Question,
        ShortAnswer, ShortText,
    },
};

/// Exercises, and what of the file is not in them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Imported {
    /// The exercises, in the order of the file.
    pub exercises: Vec<Exercise>,
    /// What could not be read at all, and what an exercise cannot say, with its line.
    pub left_out: Vec<FileError>,
}

/// Turns questions into exercises.
pub fn import(file: &GiftFile) -> Imported {
    let mut out = Imported { exercises: Vec::new(), left_out: file.problems.clone() };
    let mut category = None;
    for item in &file.items {
        match &item.kind {
            GiftKind::Category => category = item.title.as_deref().and_then(last_name),
            kind => {
                let mut maker = Maker { item, left_out: &mut out.left_out };
                let question = maker.question(kind);
                let mut exercise = maker.exercise(question, &format!("q{}", out.exercises.len() + 1));
                if out.exercises.iter().any(|other| other.id == exercise.id) {
                    exercise.id = format!("{}-{}", exercise.id, out.exercises.len() + 1);
                }
                exercise.tags.extend(category.clone());
                out.exercises.push(exercise);
            }
        }
    }
    out.left_out.sort_by_key(|note| note.place.row);
    out
}

/// The last part of a category's path, as people call it.
fn last_name(path: &str) -> Option<String> {
    path.rsplit('/').map(str::trim).find(|name| !name.is_empty()).map(str::to_owned)
}

struct Maker<'a> {
    item: &'a GiftItem,
    left_out: &'a mut Vec<FileError>,
}

impl Maker<'_> {
    fn name(&mut self, message: &str) {
        let note = FileError::new("", "left-out", message).at(Place::row(self.item.line));
        if !self.left_out.contains(&note) {
            self.left_out.push(note);
        }
    }

    fn markdown(&mut self, text: &GiftText) -> String {
        let (text, lost) = text.to_markdown();
        self.lost(lost);
        text
    }

    fn words(&mut self, text: &GiftText) -> String {
        let (text, lost) = text.to_words();
        self.lost(lost);
        text
    }

    fn said(&mut self, text: Option<&GiftText>) -> String {
        text.map_or_else(String::new, |text| self.words(text))
    }

    fn lost(&mut self, lost: bool) {
        if lost {
            self.name("Pictures, films, links or tables of its HTML are left out; its words are kept.");
        }
    }

    fn exercise(&mut self, question: Question, name: &str) -> Exercise {
        let stem = self.markdown(&self.item.stem.clone());
        let title = self.item.title.clone().filter(|title| !title.trim().is_empty());
        let first_line = stem.lines().next().unwrap_or_default().replace('\\', "");
        let title = title.unwrap_or_else(|| shorten(&first_line));
        let id = self.item.id.clone().filter(|id| {
            (1..=30).contains(&id.len())
                && id.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | '_'))
        });
        let mut exercise = Exercise::new(id.unwrap_or_else(|| name.to_owned()), shorten(&title), question);
        exercise.text = stem;
        exercise.explanation = self.item.feedback.clone().map_or_else(String::new, |text| self.markdown(&text));
        exercise.tags.clone_from(&self.item.tags);
        exercise
    }

    fn question(&mut self, kind: &GiftKind) -> Question {
        match kind {
            GiftKind::Category | GiftKind::Description => Question::Note,
            GiftKind::Essay => {
                self.name("It asks for a text without saying what makes it right: you mark it, or add keywords.");
                Question::FreeText(FreeText::default())
            }
            GiftKind::TrueFalse { right, if_true, if_false } => {
                let option = |id: &str, text: &str, right: bool, feedback: String| ChoiceOption {
                    id: id.to_owned(),
                    text: text.to_owned(),
                    credit: if right { 100.0 } else { 0.0 },
                    feedback,
                    ..ChoiceOption::default()
                };
                let (yes, no) = (self.said(if_true.as_ref()), self.said(if_false.as_ref()));
                let options = vec![option("true", "True", *right, yes), option("false", "False", !*right, no)];
                Question::Choice(Choice { points: 1.0, options, ..Choice::default() })
            }
            GiftKind::Choice(choices) => self.choice(choices),
            GiftKind::Short(choices) => {
                let answers = choices
                    .iter()
                    .map(|choice| ShortAnswer {
                        text: self.words(&choice.text),
                        credit: choice.weight.unwrap_or(100.0),
                        feedback: self.said(choice.feedback.as_ref()),
                        ..ShortAnswer::default()
                    })
                    .collect();
                Question::ShortText(ShortText { points: 1.0, answers, ..ShortText::default() })
            }
            GiftKind::Numerical(numbers) => {
                let answers = numbers.iter().map(|number| self.number(number)).collect();
                Question::Numeric(Numeric { points: 1.0, answers, ..Numeric::default() })
            }
            GiftKind::Matching(pairs) => {
                let mut matching = Matching { points: 1.0, ..Matching::default() };
                for (left, right) in pairs {
                    let left = self.words(left);
                    if left.is_empty() {
                        matching.distractors.push(right.clone());
                    } else {
                        let id = format!("p{}", matching.pairs.len() + 1);
                        matching.pairs.push(MatchingPair { id, left, right: right.clone(), ..MatchingPair::default() });
                    }
                }
                Question::Matching(matching)
            }
        }
    }

    fn choice(&mut self, choices: &[GiftChoice]) -> Question {
        // Several share the credit where none is right by itself.
        let multiple = !choices.iter().any(|choice| choice.correct)
            && choices.iter().filter(|choice| choice.weight.is_some_and(|weight| weight > 0.0)).count() > 1;
        let options = choices
            .iter()
            .enumerate()
            .map(|(place, choice)| ChoiceOption {
                id: format!("o{}", place + 1),
                text: self.markdown(&choice.text),
                credit: choice.weight.unwrap_or(if choice.correct { 100.0 } else { 0.0 }),
                feedback: self.said(choice.feedback.as_ref()),
                ..ChoiceOption::default()
            })
            .collect();
        Question::Choice(Choice { multiple, points: 1.0, options, ..Choice::default() })
    }

    fn number(&mut self, number: &GiftNumber) -> NumericAnswer {
        let (value, tolerance) = match number.value {
            Value::Exact(value) => (Some(value), 0.0),
            Value::Within(value, around) => (Some(value), around.abs()),
            Value::Between(low, high) => (Some(f64::midpoint(low, high)), ((high - low) / 2.0).abs()),
            Value::Any => (None, 0.0),
        };
        NumericAnswer {
            value,
            tolerance,
            credit: number.weight.unwrap_or(if number.correct { 100.0 } else { 0.0 }),
            feedback: self.said(number.feedback.as_ref()),
            ..NumericAnswer::default()
        }
    }
}

fn shorten(text: &str) -> String {
    let text = text.trim();
    if text.is_empty() {
        return "Question".to_owned();
    }
    if text.chars().count() <= 80 {
        return text.to_owned();
    }
    let short: String = text.chars().take(79).collect();
    format!("{}…", short.trim_end())
}
