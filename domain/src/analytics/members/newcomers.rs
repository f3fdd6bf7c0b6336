//! Who is new: members who joined, members who acted for the first time (21).

use super::{
    super::{reason::Reason, scope::Scope},
    tally::MemberTally,
};
use crate::model::{
    Day, Period,
    facts::{MISSING_DAY, TableKind},
};

impl Scope {
    /// Members who joined in a window. None of whom a joining is known: no value.
    pub(super) fn new_members(&self, window: Period) -> MemberTally {
        let mut tally = MemberTally::default();
        let mut rows = Vec::new();
        for person in &self.people().counted {
            if person.joined == MISSING_DAY {
                tally.left_out.push((Reason::NoJoining, person.row));
            } else if window.contains(Day(person.joined)) {
                rows.push(person.row);
            }
        }
        if self.memberships().span.is_none() {
            tally.warnings.push("No joining is recorded.".to_owned());
            return tally;
        }
        tally.count("members joined", rows)
    }

    /// Members whose first action lies in a window.
    pub(super) fn first_time(&self, window: Period) -> MemberTally {
        let mut tally = MemberTally::default();
        tally.warnings.extend(self.everybody_is_new(window));
        let rows = self.turns().firsts(window).iter().map(|(_, member)| *member).collect();
        tally.count("first-time contributors", rows)
    }

    /// What to say of a window that holds the first day of the data.
    pub(super) fn everybody_is_new(&self, window: Period) -> Option<String> {
        let span = self.dataset().span_of(TableKind::Activities)?;
        window.contains(span.start).then(|| {
            format!("The data begins on {}: whoever was active before counts as new from that day on.", span.start)
        })
    }
}
