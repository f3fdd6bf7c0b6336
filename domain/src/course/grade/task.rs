//! A workspace task: points by what its checks said of the workspace.

use super::{Grade, PartGrade, worth};
use crate::model::record::{CheckOutcome, Task};

pub(super) fn most(asked: &Task) -> f64 {
    asked.checks.iter().map(|check| worth(check.points)).sum()
}

pub(super) fn grade(asked: &Task, outcomes: &[CheckOutcome]) -> Grade {
    let parts = asked.checks.iter().map(|check| {
        let most = worth(check.points);
        match outcomes.iter().find(|outcome| outcome.check == check.id) {
            Some(outcome) => PartGrade::of(&check.id, outcome.share, most, outcome.said.clone()),
            None => PartGrade::unanswered(&check.id, most),
        }
    });
    Grade::of(parts.collect(), super::tidy(most(asked)))
}
