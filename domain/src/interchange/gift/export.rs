//! From exercises to GIFT. What GIFT cannot say is named.

use super::text::CONTROL;
use crate::model::record::{ChoiceOption, Exercise, NumericAnswer, Question};
use std::fmt::Write;

/// A GIFT file, and what is not in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exported {
    /// The file.
    pub text: String,
    /// What is not in it: the title of the exercise, and why.
    pub left_out: Vec<(String, String)>,
}

/// Writes exercises, one after the other.
pub fn export(exercises: &[Exercise]) -> Exported {
    let mut out = Exported::default();
    for exercise in exercises {
        let mut lost = Vec::new();
        match answers(exercise, &mut lost) {
            Ok(answers) => {
                let _ = writeln!(out.text, "// [id:{}]", exercise.id);
                for tag in &exercise.tags {
                    let _ = writeln!(out.text, "// [tag:{}]", tag.replace(['[', ']', '\n', '\r'], " "));
                }
                let stem = if exercise.text.trim().is_empty() { &exercise.title } else { &exercise.text };
                let _ = write!(out.text, "::{}::[markdown]{}", escape(&exercise.title), escape(stem.trim()));
                out.text.push_str(&answers);
                out.text.push_str("\n\n");
                if !exercise.hints.is_empty() {
                    lost.push("its hints");
                }
                if exercise.conduct.is_some() {
                    lost.push("its own rules of attempts, time and feedback");
                }
                if !lost.is_empty() {
                    let why = format!("GIFT cannot say {}.", lost.join(", nor "));
                    out.left_out.push((exercise.title.clone(), why));
                }
            }
            Err(why) => out.left_out.push((exercise.title.clone(), why.to_owned())),
        }
    }
    out
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\n' => out.push_str("\\n"),
            '\r' => {}
            '\\' => out.push_str("\\\\"),
            letter if CONTROL.contains(&letter) => {
                out.push('\\');
                out.push(letter);
            }
            letter => out.push(letter),
        }
    }
    out
}

/// A credit as `=`, or as a percentage behind a sign; as short as it can be.
fn percent(credit: f64) -> String {
    format!("%{}%", (credit * 100_000.0).round() / 100_000.0)
}

fn feedback(text: &str) -> String {
    if text.trim().is_empty() { String::new() } else { format!("#{}", escape(text.trim())) }
}

fn answers(exercise: &Exercise, lost: &mut Vec<&'static str>) -> Result<String, &'static str> {
    let general = match exercise.explanation.trim() {
        "" => String::new(),
        text => format!("\n####{}", escape(text)),
    };
    let lines = |lines: Vec<String>| format!("{{\n{}{general}\n}}", lines.join("\n"));
    if points(&exercise.question).is_some_and(|points| points.to_bits() != 1.0_f64.to_bits()) {
        lost.push("its points (every question there has one)");
    }
    Ok(match &exercise.question {
        Question::Note => String::new(),
        Question::Choice(choice) => {
            let option = |option: &ChoiceOption| {
                let full = option.credit >= 100.0 && !choice.multiple;
                let sign = match option.credit {
                    _ if full => "=".to_owned(),
                    credit if credit.abs() < f64::EPSILON => "~".to_owned(),
                    credit => format!("~{}", percent(credit)),
                };
                format!("{sign}{}{}", escape(option.text.trim()), feedback(&option.feedback))
            };
            if choice.options.iter().all(|option| option.credit >= 100.0) && !choice.options.is_empty() {
                return Err("All of its options are right, which GIFT takes for a short answer.");
            }
            lines(choice.options.iter().map(option).collect())
        }
        Question::ShortText(short) => {
            if short.case_sensitive {
                lost.push("that case counts");
            }
            let answer = short.answers.iter().map(|answer| {
                let weight = if answer.credit >= 100.0 { String::new() } else { percent(answer.credit) };
                format!("={weight}{}{}", escape(answer.text.trim()), feedback(&answer.feedback))
            });
            lines(answer.collect())
        }
        Question::Numeric(numeric) => {
            if numeric.unit.is_some() {
                lost.push("its unit");
            }
            let answer = |answer: &NumericAnswer| {
                let value = answer.value.map_or_else(
                    || "*".to_owned(),
                    |value| {
                        let wide = answer.relative.map_or(0.0, |share| (share * value).abs()).max(answer.tolerance);
                        format!("{value}:{wide}")
                    },
                );
                let sign = match (answer.credit, answer.value) {
                    (_, None) => "~".to_owned(),
                    (credit, _) if credit >= 100.0 => "=".to_owned(),
                    (credit, _) => format!("={}", percent(credit)),
                };
                format!("{sign}{value}{}", feedback(&answer.feedback))
            };
            let list = numeric.answers.iter().map(answer).collect::<Vec<_>>().join("\n");
            format!("{{#\n{list}{general}\n}}")
        }
        Question::Matching(matching) => {
            let pair = |left: &str, right: &str| format!("={} -> {}", escape(left.trim()), escape(right.trim()));
            if matching.pairs.iter().any(|one| one.left.contains("->") || one.right.contains("->")) {
                return Err("A pair of it holds ->, which GIFT takes for the sign between the two sides.");
            }
            let pairs = matching.pairs.iter().map(|one| pair(&one.left, &one.right));
            lines(pairs.chain(matching.distractors.iter().map(|right| pair("", right))).collect())
        }
        Question::FreeText(free) => {
            if !free.groups.is_empty() {
                lost.push("its keywords");
            }
            if !free.rubric.is_empty() {
                lost.push("its rubric");
            }
            if !free.model_answer.is_empty() {
                lost.push("its model answer");
            }
            if free.min_words.is_some() || free.max_words.is_some() {
                lost.push("how long the text should be");
            }
            format!("{{{general}}}")
        }
        Question::Classify(_) => return Err("GIFT has no question that asks for a category and its reason."),
        Question::Ordering(_) => return Err("GIFT has no question about an order."),
        Question::Chart(_) => return Err("GIFT has no charts."),
        Question::Drill(_) => return Err("GIFT has no drills."),
        Question::Task(_) => return Err("GIFT has no workspace tasks."),
    })
}

fn points(question: &Question) -> Option<f64> {
    match question {
        Question::Choice(one) => Some(one.points),
        Question::ShortText(one) => Some(one.points),
        Question::Numeric(one) => Some(one.points),
        Question::Matching(one) => Some(one.points),
        _ => None,
    }
}
