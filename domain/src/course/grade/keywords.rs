//! Points for what a text holds: groups of words or phrases, of which it should hold one. A word is found at the
//! beginning of a word of the text, so that "engag" finds "engagement".

use super::worth;
use crate::{
    crisis::score::{has, plain},
    model::record::KeywordGroup,
};

/// What was found in a text.
pub(super) struct Found<'a> {
    /// Points of the groups that were found.
    pub(super) points: f64,
    /// What the groups that were found are about.
    pub(super) found: Vec<&'a str>,
    /// What the others are about, where they say so.
    pub(super) missing: Vec<&'a str>,
}

/// Looks for groups in a text.
pub(super) fn find<'a>(groups: &'a [KeywordGroup], text: &str) -> Found<'a> {
    let text = plain(text);
    let mut result = Found { points: 0.0, found: Vec::new(), missing: Vec::new() };
    for group in groups {
        match group.any.iter().find(|word| has(&text, &plain(word))) {
            Some(word) => {
                result.points += worth(group.points);
                result.found.push(if group.label.is_empty() { word } else { &group.label });
            }
            // The words themselves would give the answer away.
            None if group.label.is_empty() => {}
            None => result.missing.push(&group.label),
        }
    }
    result
}

/// The points of all groups.
pub(super) fn sum(groups: &[KeywordGroup]) -> f64 {
    groups.iter().map(|group| worth(group.points)).sum()
}

impl Found<'_> {
    /// In a person's words.
    pub(super) fn said(&self) -> String {
        match (self.found.is_empty(), self.missing.is_empty()) {
            (true, true) => "It holds nothing of what was looked for.".to_owned(),
            (true, false) => format!("Nothing was found about: {}.", self.missing.join("; ")),
            (false, true) => format!("Found: {}.", self.found.join("; ")),
            (false, false) => {
                format!("Found: {}. Nothing was found about: {}.", self.found.join("; "), self.missing.join("; "))
            }
        }
    }

    /// What all groups are about.
    pub(super) fn about(groups: &[KeywordGroup]) -> String {
        let names: Vec<&str> =
            groups
                .iter()
                .filter_map(|group| {
                    if group.label.is_empty() { group.any.first().map(String::as_str) } else { Some(&group.label) }
                })
                .collect();
        if names.is_empty() { String::new() } else { format!("A good text speaks of: {}.", names.join("; ")) }
    }
}
