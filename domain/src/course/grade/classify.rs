//! Classifying: points for the right category of each item, and under it points for the reason by its keywords, up to
//! a cap. A reason without keywords is for the teacher.

use super::{Grade, PartGrade, keywords, worth};
use crate::model::record::{Classify, ClassifyAnswer, ClassifyItem};
use std::collections::BTreeMap;

/// What follows the id of an item in the id of the part that is about its reason.
pub const REASON: &str = "/reason";

pub(super) fn most(asked: &Classify) -> f64 {
    asked.items.iter().map(|item| worth(item.points) + worth(item.explanation_points)).sum()
}

pub(super) fn grade(asked: &Classify, answers: &BTreeMap<String, ClassifyAnswer>) -> Grade {
    let none = ClassifyAnswer::default();
    let mut parts = Vec::new();
    for item in &asked.items {
        let given = answers.get(&item.id).unwrap_or(&none);
        parts.push(category(asked, item, given));
        if worth(item.explanation_points) > 0.0 {
            parts.push(reason(item, given));
        }
    }
    Grade::of(parts, super::tidy(most(asked)))
}

fn category(asked: &Classify, item: &ClassifyItem, given: &ClassifyAnswer) -> PartGrade {
    let most = worth(item.points);
    let label = |id: &str| asked.categories.iter().find(|one| one.id == id).map_or("", |one| one.label.as_str());
    let right = match item.why.is_empty() {
        true => label(&item.category).to_owned(),
        false => format!("{}: {}", label(&item.category), item.why),
    };
    let part = match given.category.as_deref() {
        None | Some("") => PartGrade::unanswered(&item.id, most),
        Some(chosen) if chosen == item.category => PartGrade::of(&item.id, 1.0, most, item.why.clone()),
        Some(_) => PartGrade::of(&item.id, 0.0, most, "It belongs elsewhere."),
    };
    part.with_right(right)
}

fn reason(item: &ClassifyItem, given: &ClassifyAnswer) -> PartGrade {
    let most = worth(item.explanation_points);
    let id = format!("{}{REASON}", item.id);
    let right = keywords::Found::about(&item.keywords);
    if given.reason.trim().is_empty() {
        return PartGrade::unanswered(&id, most).with_right(right);
    }
    if given.category.as_deref() != Some(item.category.as_str()) {
        return PartGrade::of(&id, 0.0, most, "A reason counts only under the right category.").with_right(right);
    }
    if item.keywords.is_empty() {
        return PartGrade::for_teacher(&id, most, "The teacher reads the reason.");
    }
    let found = keywords::find(&item.keywords, &given.reason);
    PartGrade::of(&id, found.points / most, most, found.said()).with_right(right)
}
