//! What the records of the course may hold.

use super::{Invalid, NAME_MAX, name};
use crate::model::record::{Conduct, Exercise, ExercisePack, ExerciseWork, Learner, Submission};

/// Most exercises of a pack.
const EXERCISES_MAX: usize = 2_000;

fn short(field: &'static str, what: &str, value: &str) -> Result<(), Invalid> {
    let length = value.chars().count();
    if length > NAME_MAX {
        return Err(Invalid::new(field, format!("The {what} has {length} characters; {NAME_MAX} are the most.")));
    }
    Ok(())
}

pub(super) fn learner(learner: &Learner) -> Result<(), Invalid> {
    short("name", "name", &learner.name)?;
    short("class", "class", &learner.class)
}

/// Checks a pack and its exercises, all but what their questions hold: that `course` knows.
///
/// # Errors
/// Names the first field that is wrong.
pub fn exercise_pack(pack: &ExercisePack) -> Result<(), Invalid> {
    name("name", "pack", &pack.name)?;
    conduct(&pack.conduct)?;
    if pack.exercises.len() > EXERCISES_MAX {
        return Err(Invalid::new("exercises", format!("A pack has at most {EXERCISES_MAX} exercises.")));
    }
    for (place, one) in pack.exercises.iter().enumerate() {
        exercise(one)?;
        if pack.exercises.iter().take(place).any(|other| other.id == one.id) {
            let message = format!("Two exercises are called {}. Give each an id of its own.", one.id);
            return Err(Invalid::new("exercises", message));
        }
    }
    Ok(())
}

/// Checks what any exercise has.
///
/// # Errors
/// Names the first field that is wrong.
pub fn exercise(exercise: &Exercise) -> Result<(), Invalid> {
    let fits = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | '_');
    if exercise.id.is_empty() || exercise.id.len() > 40 || !exercise.id.chars().all(fits) {
        return Err(Invalid::new("id", "An id has 1 to 40 letters, digits, dots, hyphens or underscores."));
    }
    name("title", "exercise", &exercise.title)?;
    exercise.conduct.as_ref().map_or(Ok(()), conduct)
}

fn conduct(conduct: &Conduct) -> Result<(), Invalid> {
    if !(0.0..=100.0).contains(&conduct.hint_penalty) {
        return Err(Invalid::new("hint_penalty", "What a hint costs is 0 to 100 percent."));
    }
    if conduct.attempts == Some(0) {
        return Err(Invalid::new("attempts", "Allow at least one attempt, or leave it open."));
    }
    if conduct.minutes == Some(0) {
        return Err(Invalid::new("minutes", "Give at least one minute, or leave it open."));
    }
    Ok(())
}

pub(super) fn exercise_work(work: &ExerciseWork) -> Result<(), Invalid> {
    let points = |value: f64| value.is_finite();
    if work.attempts.iter().any(|one| !points(one.points) || !points(one.most) || one.most < 0.0) {
        return Err(Invalid::new("attempts", "The points of an attempt are numbers, 0 or more to be earned."));
    }
    Ok(())
}

pub(super) fn submission(submission: &Submission) -> Result<(), Invalid> {
    short("name", "name", &submission.name)?;
    short("class", "class", &submission.class)?;
    submission.work.iter().try_for_each(exercise_work)?;
    for mark in submission.marks.values() {
        if mark.points.iter().chain(mark.rubric.values()).any(|points| !points.is_finite() || *points < 0.0) {
            return Err(Invalid::new("marks", "Points are a number of 0 or more."));
        }
    }
    Ok(())
}
