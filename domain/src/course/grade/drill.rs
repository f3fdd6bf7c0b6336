//! A crisis drill: the score of the run, message by message (`crisis::score`), as a share of the points.

use super::{Grade, PartGrade, worth};
use crate::{
    crisis::{drill_file, score::score},
    interchange::FileError,
    model::{
        Id,
        record::{Drill, DrillRun, DrillScript},
    },
};
use serde_json::Value;

/// The drill of an exercise, ready to be played. Its messages have ids made of their place, so that an answer given in
/// one Hearth is found in another.
///
/// # Errors
/// Where the fields are no drill: the path of the field and what to do.
pub fn script(asked: &DrillScript) -> Result<Drill, FileError> {
    let mut fields = asked.drill.clone();
    fields.insert("format".into(), Value::from(drill_file::FORMAT));
    let mut place = 0_u64;
    let mut mint = || {
        let mut random = [0; 10];
        random.iter_mut().rev().zip(place.to_le_bytes()).for_each(|(slot, byte)| *slot = byte);
        place += 1;
        Id::mint(0, random)
    };
    drill_file::read("", Value::Object(fields).to_string().as_bytes(), 0, &mut mint)
}

pub(super) fn grade(asked: &DrillScript, run: &DrillRun) -> Grade {
    let most = worth(asked.points);
    let Ok(drill) = script(asked) else { return blank(asked) };
    let score = score(&drill, run);
    let each = most / score.messages.len().max(1) as f64;
    let parts = (1..).zip(&score.messages).zip(&drill.messages).map(|((number, scored), message)| {
        let reasons: Vec<String> = scored.parts.iter().map(|part| format!("{}: {}", part.name, part.reason)).collect();
        PartGrade::of(&number.to_string(), scored.score / 100.0, each, reasons.join(" "))
            .with_right(message.why.clone())
    });
    Grade::of(parts.collect(), most)
}

/// A drill that was not played, or is none.
pub(super) fn blank(asked: &DrillScript) -> Grade {
    let most = worth(asked.points);
    Grade::of(vec![PartGrade::unanswered("", most)], most)
}
