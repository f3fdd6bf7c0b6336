//! Reading a chart: each question by itself, as a choice of one or as a number.

use super::{Grade, PartGrade, choice, numeric, worth};
use crate::model::record::{Chart, ChartAnswer, ChartQuestion};
use std::collections::BTreeMap;

pub(super) fn most(asked: &Chart) -> f64 {
    asked.questions.iter().map(|question| worth(question.points)).sum()
}

pub(super) fn grade(asked: &Chart, answers: &BTreeMap<String, ChartAnswer>) -> Grade {
    let none = ChartAnswer::default();
    let part = |question: &ChartQuestion| -> PartGrade {
        let most = worth(question.points);
        let given = answers.get(&question.id).unwrap_or(&none);
        if question.options.is_empty() {
            numeric::mark(&question.id, &question.answers, question.unit.as_ref(), most, &given.text)
        } else {
            choice::single(&question.id, &question.options, most, given.chosen.as_deref())
        }
    };
    Grade::of(asked.questions.iter().map(part).collect(), super::tidy(most(asked)))
}
