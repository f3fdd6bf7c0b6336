//! Who is new: members who joined, members who acted for the first time (21).

use super::{
    super::{reason::Reason, scope::Scope},
    tally::MemberTally,
};
use crate::model::{Period, facts::MISSING_DAY, facts::TableKind};

impl Scope {
    /// Members who joined in a window. None of whom a joining is known: no value.
    pub(super) fn new_members(&self, window: Period) -> MemberTally {
        let memberships = self.memberships();
        let mut tally = MemberTally::default();
        let mut rows = Vec::new();
        for (row, joined) in memberships.joined.iter().enumerate() {
            if !self.counts_member(row) {
                continue;
            }
            if *joined == MISSING_DAY {
                tally.left_out.push((Reason::NoJoining, row as u32));
            } else if window.start.0 <= *joined && *joined <= window.end.0 {
                rows.push(row as u32);
            }
        }
        if memberships.span.is_none() {
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
