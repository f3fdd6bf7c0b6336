//! Matching: each pair has an equal share of the points. What counts is the text of the right side, so that equal right
//! sides stand for each other.

use super::{Grade, PartGrade, worth};
use crate::model::record::Matching;
use std::collections::BTreeMap;

pub(super) fn grade(asked: &Matching, given: &BTreeMap<String, String>) -> Grade {
    let most = worth(asked.points);
    let each = most / asked.pairs.len().max(1) as f64;
    let parts = asked
        .pairs
        .iter()
        .map(|pair| {
            let right = pair.right.trim();
            let part = match given.get(&pair.id).map(|text| text.trim()).filter(|text| !text.is_empty()) {
                None => PartGrade::unanswered(&pair.id, each),
                Some(text) => PartGrade::of(&pair.id, if text == right { 1.0 } else { 0.0 }, each, ""),
            };
            part.with_right(right)
        })
        .collect();
    Grade::of(parts, most)
}
