//! What a field may hold. The same rules serve the forms, the files and the scripting interface.

use super::{
    Record, Settings,
    record::{Channel, Objective},
};

/// A field that holds what it may not.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Invalid {
    /// Name of the field, as in the type.
    pub field: &'static str,
    /// What is wrong and what to do.
    pub message: String,
}

impl Invalid {
    fn new(field: &'static str, message: impl Into<String>) -> Self {
        Self { field, message: message.into() }
    }
}

/// Longest name of anything, in characters.
pub const NAME_MAX: usize = 200;

fn name(field: &'static str, what: &str, value: &str) -> Result<(), Invalid> {
    if value.trim().is_empty() {
        return Err(Invalid::new(field, format!("Give the {what} a name.")));
    }
    let length = value.chars().count();
    if length > NAME_MAX {
        return Err(Invalid::new(field, format!("The name has {length} characters; {NAME_MAX} are the most.")));
    }
    Ok(())
}

/// Checks the workspace's settings.
///
/// # Errors
/// Names the first field that is wrong.
pub fn settings(settings: &Settings) -> Result<(), Invalid> {
    name("name", "workspace", &settings.name)?;
    if settings.week_start > 6 {
        return Err(Invalid::new("week_start", "The first day of the week is 0 (Monday) to 6 (Sunday)."));
    }
    let weights = settings.weights;
    if [weights.like, weights.comment, weights.share].iter().any(|weight| !weight.is_finite() || *weight < 0.0) {
        return Err(Invalid::new("weights", "A weight is a number of 0 or more."));
    }
    Ok(())
}

/// Checks a record.
///
/// # Errors
/// Names the first field that is wrong.
pub fn record(record: &Record) -> Result<(), Invalid> {
    match record {
        Record::Channel(record) => channel(record),
        Record::Objective(record) => objective(record),
        Record::Batch(_) | Record::Mapping(_) => Ok(()),
    }
}

/// Checks a channel.
///
/// # Errors
/// Names the first field that is wrong.
pub fn channel(channel: &Channel) -> Result<(), Invalid> {
    name("name", "channel", &channel.name)?;
    let url = channel.url.trim();
    if !url.is_empty() && !url.starts_with("https://") && !url.starts_with("http://") {
        return Err(Invalid::new("url", "The address begins with https:// or http://."));
    }
    Ok(())
}

/// Checks an objective.
///
/// # Errors
/// Names the first field that is wrong.
pub fn objective(objective: &Objective) -> Result<(), Invalid> {
    if objective.text.trim().is_empty() {
        return Err(Invalid::new("text", "Say in a sentence what should be reached."));
    }
    for target in &objective.targets {
        if !target.target.is_finite() {
            return Err(Invalid::new("target", "The target is a number, such as 2.5 for 2.5 %."));
        }
    }
    Ok(())
}
