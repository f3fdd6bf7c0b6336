//! What alert rules, playbooks, incidents and drills may hold.

use super::{Invalid, name};
use crate::model::record::{AlertRule, Drill, DrillMessage, Incident, Playbook};

/// Longest window of an alert rule, in hours.
pub const WINDOW_MAX: u32 = 168;
/// Longest baseline of an alert rule, in days.
pub const BASELINE_MAX: u32 = 90;
/// Most messages of a drill.
pub const MESSAGES_MAX: usize = 500;
/// Longest drill and longest time limit, in minutes: a week.
pub const MINUTES_MAX: u32 = 7 * 24 * 60;

/// Checks an alert rule.
///
/// # Errors
/// Names the first field that is wrong.
pub fn alert_rule(rule: &AlertRule) -> Result<(), Invalid> {
    name("name", "alert rule", &rule.name)?;
    if !(1..=WINDOW_MAX).contains(&rule.window_hours) {
        return Err(Invalid::new("window_hours", format!("The window is 1 to {WINDOW_MAX} hours.")));
    }
    if !(1..=BASELINE_MAX).contains(&rule.baseline_days) {
        return Err(Invalid::new("baseline_days", format!("The baseline is 1 to {BASELINE_MAX} days.")));
    }
    Ok(())
}

/// Checks a playbook.
///
/// # Errors
/// Names the first field that is wrong.
pub fn playbook(playbook: &Playbook) -> Result<(), Invalid> {
    name("name", "playbook", &playbook.name)?;
    for (place, level) in playbook.levels.iter().enumerate() {
        if !(1..=4).contains(&level.level) {
            return Err(Invalid::new("levels", "A severity is 1 to 4."));
        }
        if playbook.levels[..place].iter().any(|other| other.level == level.level) {
            return Err(Invalid::new("levels", format!("Severity {} is there twice.", level.level)));
        }
    }
    Ok(())
}

/// Checks an incident.
///
/// # Errors
/// Names the first field that is wrong.
pub fn incident(incident: &Incident) -> Result<(), Invalid> {
    name("title", "incident", &incident.title)?;
    if !(1..=4).contains(&incident.severity) {
        return Err(Invalid::new("severity", "A severity is 1 to 4."));
    }
    if incident.acknowledged.is_some_and(|at| at < incident.began) {
        return Err(Invalid::new("acknowledged", "It was acknowledged before it began: set its beginning earlier."));
    }
    if incident.recovered.is_some_and(|at| at < incident.began) {
        return Err(Invalid::new("recovered", "It was over before it began: set its beginning earlier."));
    }
    Ok(())
}

/// Checks a drill.
///
/// # Errors
/// Names the first field that is wrong.
pub fn drill(drill: &Drill) -> Result<(), Invalid> {
    name("name", "drill", &drill.name)?;
    if drill.messages.len() > MESSAGES_MAX {
        return Err(Invalid::new("messages", format!("A drill has at most {MESSAGES_MAX} messages.")));
    }
    for (place, message) in drill.messages.iter().enumerate() {
        drill_message(message)
            .map_err(|wrong| Invalid::new(wrong.field, format!("Message {}: {}", place + 1, wrong.message)))?;
        if drill.messages[..place].iter().any(|other| other.id == message.id) {
            return Err(Invalid::new("messages", format!("Message {} has the id of another.", place + 1)));
        }
    }
    if drill.runs.iter().filter_map(|run| run.score).any(|score| !(0.0..=100.0).contains(&score)) {
        return Err(Invalid::new("runs", "A score is 0 to 100."));
    }
    Ok(())
}

/// Checks a message of a drill.
///
/// # Errors
/// Names the first field that is wrong.
pub fn drill_message(message: &DrillMessage) -> Result<(), Invalid> {
    if message.minute > MINUTES_MAX {
        return Err(Invalid::new("minute", format!("It arrives within {MINUTES_MAX} minutes of the start.")));
    }
    if message.who.trim().is_empty() {
        return Err(Invalid::new("who", "Say who writes it."));
    }
    if message.text.trim().is_empty() {
        return Err(Invalid::new("text", "Say what is written."));
    }
    if !(1..=MINUTES_MAX).contains(&message.limit) {
        return Err(Invalid::new("limit", format!("The time limit is 1 to {MINUTES_MAX} minutes.")));
    }
    if message.keywords.iter().any(|group| group.iter().all(|word| word.trim().is_empty())) {
        return Err(Invalid::new("keywords", "Each group of keywords holds at least one word."));
    }
    Ok(())
}
