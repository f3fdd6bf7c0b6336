//! Who came back and who was lost (22–24).

use super::{
    super::{figure::Term, presence::last_days, scope::Scope},
    REGULAR_ACTIONS, SILENT_DAYS,
    tally::MemberTally,
};
use crate::model::{Period, facts::TableKind};

/// Fewest days without an action after which a regular counts as lost.
const LOST_DAYS: i32 = 30;

impl Scope {
    /// Members active in a window again after at least 90 silent days. No value where the data does not reach back
    /// far enough for anybody to have been silent that long.
    pub(super) fn reactivated(&self, window: Period) -> MemberTally {
        let mut tally = MemberTally::default();
        let Some(span) = self.dataset().span_of(TableKind::Activities) else { return tally };
        let knowable = span.start.add(SILENT_DAYS + 1);
        if window.end < knowable {
            tally.warnings.push(format!(
                "The data begins on {}: {SILENT_DAYS} silent days can be known from {knowable} on.",
                span.start
            ));
            return tally;
        }
        if window.start < knowable {
            tally.warnings.push(format!("{SILENT_DAYS} silent days can be known from {knowable} on only."));
        }
        let mut rows: Vec<u32> = self.turns().comebacks(window).iter().map(|(_, member)| *member).collect();
        rows.sort_unstable();
        rows.dedup();
        tally.count("members back after 90 silent days", rows)
    }

    /// Regulars of the 90 days before who did nothing in a window of at least 30 days. No value where nothing is
    /// known about the days before, or the data is shorter than the window.
    pub(super) fn lost_regulars(&self, window: Period) -> MemberTally {
        let mut tally = MemberTally::default();
        let Some(span) = self.dataset().span_of(TableKind::Activities) else { return tally };
        let now = at_least_30(window, &mut tally.warnings);
        tally.days = Some(Period { start: now.start.max(span.start), end: now.end });
        if now.start <= span.start {
            tally.warnings.push(format!("Nothing is known about the days before {}.", span.start));
            return tally;
        }
        let mut before = last_days(now.start.add(-1), SILENT_DAYS);
        if before.start < span.start {
            before.start = span.start;
            tally.warnings.push(format!(
                "The data begins on {}: of the {SILENT_DAYS} days before, {} are known.",
                span.start,
                before.days()
            ));
        }
        let (earlier, later) = (self.presence().by_member(before), self.presence().by_member(now));
        let mut rows = Vec::new();
        let mut regulars = 0;
        for (row, (earlier, later)) in earlier.iter().zip(&later).enumerate() {
            if earlier.actions >= REGULAR_ACTIONS {
                regulars += 1;
                if later.actions == 0 {
                    rows.push(row as u32);
                }
            }
        }
        tally = tally.count("regulars without an action", rows);
        tally.terms.push(Term::beside("regulars before", f64::from(regulars)));
        tally
    }

    /// First-time contributors and those who came back, less the regulars who were lost, over the same days.
    pub(super) fn net_change(&self, window: Period) -> MemberTally {
        let lost = self.lost_regulars(window);
        let mut tally = MemberTally { days: lost.days, warnings: lost.warnings.clone(), ..MemberTally::default() };
        let (Some(days), Some(gone)) = (lost.days, lost.value) else { return tally };
        let (new, back) = (self.first_time(days), self.reactivated(days));
        tally.warnings.extend(new.warnings.iter().chain(&back.warnings).cloned());
        let (Some(came), Some(returned)) = (new.value, back.value) else { return tally };
        let value = came + returned - gone;
        (tally.value, tally.numerator) = (Some(value), Some(value));
        tally.terms = vec![
            Term::above("first-time contributors", came),
            Term::above("reactivated", returned),
            Term { weight: -1.0, ..Term::above("lost regulars", gone) },
        ];
        // Somebody new in a long window may have gone quiet and come back in it.
        tally.rows = [new.rows, back.rows, lost.rows].concat();
        tally.rows.sort_unstable();
        tally.rows.dedup();
        tally
    }
}

/// A window or, where it is shorter than 30 days, the 30 days up to its end.
fn at_least_30(window: Period, warnings: &mut Vec<String>) -> Period {
    if window.days() >= LOST_DAYS {
        return window;
    }
    warnings.push(format!(
        "The period is shorter than {LOST_DAYS} days; these are the {LOST_DAYS} days up to {}.",
        window.end
    ));
    last_days(window.end, LOST_DAYS)
}
