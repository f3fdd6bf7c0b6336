//! What feedback and surveys may hold.

use super::{Invalid, name};
use crate::model::record::{FeedbackItem, FeedbackStatus, Survey};

/// Checks a feedback item.
///
/// # Errors
/// Names the first field that is wrong.
pub fn feedback_item(item: &FeedbackItem) -> Result<(), Invalid> {
    name("title", "feedback", &item.title)?;
    if item.duplicate_of == Some(item.id) {
        return Err(Invalid::new("duplicate_of", "Feedback cannot be a duplicate of itself."));
    }
    if (item.status == FeedbackStatus::Duplicate) != item.duplicate_of.is_some() {
        let message = "A duplicate names the feedback that asks for the same; nothing else does.";
        return Err(Invalid::new("duplicate_of", message));
    }
    if item.votes.iter().filter_map(|vote| vote.weight).any(|weight| !weight.is_finite() || weight < 0.0) {
        return Err(Invalid::new("votes", "What a vote counts for is a number of 0 or more."));
    }
    Ok(())
}

/// Checks a survey.
///
/// # Errors
/// Names the first field that is wrong.
pub fn survey(survey: &Survey) -> Result<(), Invalid> {
    name("name", "survey", &survey.name)?;
    if survey.start.zip(survey.end).is_some_and(|(start, end)| end < start) {
        return Err(Invalid::new("end", "The last day is before the first."));
    }
    let (low, high) = survey.kind.range();
    if survey.answers.iter().any(|answer| !(low..=high).contains(&answer.score)) {
        return Err(Invalid::new("answers", format!("A score of this survey is {low} to {high}.")));
    }
    Ok(())
}
