//! A copy of a workspace to be shown to others: members under made-up names, without what they wrote, without addresses.
//! Figures stay what they are, to the last digit.
//!
//! What is kept of each record is decided type by type in [`records`]: a new type does not compile until somebody has
//! said what of it is about people. The audit log never goes along: its entries quote people, and a chain with other
//! words in it would not hold.

mod facts;
mod people;
mod records;

use crate::model::{Id, Workspace};
use people::People;

/// What a shared copy leaves out. Members have made-up names in every one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Redaction {
    /// Leaves out what members wrote, and what the team noted about them.
    pub texts: bool,
    /// Leaves out addresses and telephone numbers: escalation contacts, e-mail of guests.
    pub contacts: bool,
    /// Leaves out the plan: strategy, content, events.
    pub plan: bool,
    /// Leaves out what was decided about people: inbox, moderation, feedback, crisis.
    pub engage: bool,
}

impl Default for Redaction {
    fn default() -> Self {
        Self { texts: true, contacts: true, plan: false, engage: false }
    }
}

/// The copy, under an id of its own so that it is never taken for the workspace it came from.
pub fn redact(workspace: &Workspace, how: &Redaction, id: Id) -> Workspace {
    let mut copy = Workspace::new(workspace.settings.clone());
    copy.settings.id = id;
    copy.settings.extra.clear();
    copy.settings.task = None;
    let mut people = People::new(&workspace.facts);
    copy.facts = facts::redacted(&workspace.facts, &people, how.texts);
    for record in workspace.records.all() {
        if let Some(record) = records::redacted(record, &mut people, how) {
            copy.records.put(record);
        }
    }
    copy
}

#[cfg(test)]
mod tests;
