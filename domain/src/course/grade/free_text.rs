//! A text of one's own: points for the groups of keywords it holds, up to a cap; nothing where it is too short, half
//! where it is too long. The rows of the rubric are for the teacher; without keywords they are all there is.

use super::{Grade, PartGrade, keywords, tidy, worth};
use crate::model::record::FreeText;
use unicode_segmentation::UnicodeSegmentation;

/// What a text that is too long earns of the points.
const TOO_LONG: f64 = 0.5;

/// How many words a text has (Unicode Standard Annex 29).
pub fn words(text: &str) -> usize {
    text.unicode_words().count()
}

fn by_keywords(asked: &FreeText) -> f64 {
    let sum = keywords::sum(&asked.groups);
    asked.cap.map_or(sum, |cap| worth(cap).min(sum))
}

pub(super) fn most(asked: &FreeText) -> f64 {
    if asked.groups.is_empty() { asked.rubric.iter().map(|row| worth(row.points)).sum() } else { by_keywords(asked) }
}

pub(super) fn grade(asked: &FreeText, text: &str) -> Grade {
    let answered = !text.trim().is_empty();
    let mut parts = Vec::new();
    if !asked.groups.is_empty() {
        let most = by_keywords(asked);
        let right = keywords::Found::about(&asked.groups);
        parts
            .push(if answered { marked(asked, text, most) } else { PartGrade::unanswered("", most) }.with_right(right));
    } else if asked.rubric.is_empty() {
        parts.push(match answered {
            true => PartGrade::for_teacher("", 0.0, "The teacher reads the text."),
            false => PartGrade::unanswered("", 0.0),
        });
    }
    for row in &asked.rubric {
        let most = worth(row.points);
        parts.push(match answered {
            true => PartGrade::for_teacher(&row.id, most, row.text.clone()),
            false => PartGrade::unanswered(&row.id, most),
        });
    }
    Grade::of(parts, tidy(most(asked)))
}

fn marked(asked: &FreeText, text: &str, most: f64) -> PartGrade {
    let length = words(text) as u64;
    if let Some(fewest) = asked.min_words.filter(|fewest| length < u64::from(*fewest)) {
        return PartGrade::of("", 0.0, most, format!("The text has {length} words; {fewest} are the fewest."));
    }
    let found = keywords::find(&asked.groups, text);
    let share = if most > 0.0 { found.points.min(most) / most } else { 1.0 };
    match asked.max_words.filter(|longest| length > u64::from(*longest)) {
        Some(longest) => {
            let said = format!("The text has {length} words; {longest} are the most: it earns half. {}", found.said());
            PartGrade::of("", share * TOO_LONG, most, said)
        }
        None => PartGrade::of("", share, most, found.said()),
    }
}
