//! What the inbox's records may hold.

use super::{Invalid, NAME_MAX, name};
use crate::model::record::{Conversation, SlaPolicy};

/// Longest promise in open minutes: a year round the clock.
pub const SLA_MINUTES_MAX: u32 = 366 * 24 * 60;

/// Checks a conversation.
///
/// # Errors
/// Names the first field that is wrong.
pub fn conversation(conversation: &Conversation) -> Result<(), Invalid> {
    let fields = [
        ("name", &conversation.name),
        ("subject", &conversation.subject),
        ("topic", &conversation.topic),
        ("assignee", &conversation.assignee),
    ];
    for (field, text) in fields {
        let length = text.chars().count();
        if length > NAME_MAX {
            return Err(Invalid::new(field, format!("That has {length} characters; {NAME_MAX} are the most.")));
        }
    }
    if conversation.csat.as_ref().is_some_and(|csat| !(1..=5).contains(&csat.score)) {
        return Err(Invalid::new("csat", "How content somebody was is a number from 1 to 5."));
    }
    Ok(())
}

/// Checks an SLA policy.
///
/// # Errors
/// Names the first field that is wrong.
pub fn sla_policy(policy: &SlaPolicy) -> Result<(), Invalid> {
    name("name", "policy", &policy.name)?;
    let targets = [
        ("first_response", policy.first_response),
        ("next_response", policy.next_response),
        ("resolution", policy.resolution),
    ];
    for (field, target) in targets {
        if target.is_some_and(|minutes| minutes == 0 || minutes > SLA_MINUTES_MAX) {
            return Err(Invalid::new(field, "A promise is at least a minute and at most a year, in open minutes."));
        }
    }
    for hours in &policy.hours {
        if hours.weekday > 6 || hours.to > 1440 || hours.from >= hours.to {
            return Err(Invalid::new("hours", "Hours begin before they end, and end by 24:00 of the same day."));
        }
    }
    Ok(())
}
