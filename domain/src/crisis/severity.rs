//! The four levels of severity, and what a playbook says of them.

use super::{MINUTE_MS, alert::Reading};
use crate::model::{
    Instant,
    record::{Incident, Playbook, SeverityLevel},
};

/// The levels with the words for them, 1 first.
pub const LEVELS: [(u8, &str, &str); 4] = [
    (1, "Low", "A bad day: some complain, the team answers as usual."),
    (2, "Moderate", "Many complain, or somebody with a voice does."),
    (3, "High", "People are hurt or leave, or the press asks."),
    (4, "Critical", "Somebody is in danger, the law is involved, or the whole house."),
];

/// The word for a level.
pub fn label(level: u8) -> &'static str {
    LEVELS.iter().find(|one| one.0 == level).map_or("Unknown", |one| one.1)
}

/// The row of the playbook's severity matrix.
pub fn level(playbook: &Playbook, level: u8) -> Option<&SeverityLevel> {
    playbook.levels.iter().find(|one| one.level == level)
}

/// A level to begin from: by how many standard deviations an alert lies above what is usual, below 3: 1, below 5: 2,
/// below 8: 3, else 4. What people say decides, not a number: it is offered, never set.
pub fn suggested(reading: &Reading) -> u8 {
    match reading.distance() {
        distance if distance < 3.0 => 1,
        distance if distance < 5.0 => 2,
        distance if distance < 8.0 => 3,
        _ => 4,
    }
}

/// When the first statement is due: the minutes of the incident's level after its beginning.
pub fn statement_due(incident: &Incident, playbook: &Playbook) -> Option<Instant> {
    let minutes = level(playbook, incident.severity)?.minutes?;
    Some(incident.began.saturating_add(i64::from(minutes) * MINUTE_MS))
}
