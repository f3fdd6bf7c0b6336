//! Who stayed from one window to the next (25, 26).

use super::{
    super::{figure::Term, reason::Reason, scope::Scope},
    tally::MemberTally,
};
use crate::model::{
    Day, Period,
    facts::{MISSING_DAY, TableKind},
};

impl Scope {
    /// Of the members active in a window, the share that was active before it. No value where nothing is known about
    /// the days before.
    pub(super) fn returning(&self, window: Period) -> MemberTally {
        let mut tally = MemberTally::default();
        let Some(span) = self.dataset().span_of(TableKind::Activities) else { return tally };
        if window.start <= span.start {
            tally.warnings.push(format!("Nothing is known about the days before {}.", span.start));
            return tally;
        }
        let turns = self.turns();
        let now = self.presence().by_member(window);
        let active = now.iter().enumerate().filter(|(_, one)| one.actions > 0);
        tally.rows = active.map(|(row, _)| row as u32).collect();
        let earlier = |row: &&u32| turns.first.get(**row as usize).is_some_and(|first| *first < window.start.0);
        let returning = tally.rows.iter().filter(earlier).count() as f64;
        let active = tally.rows.len() as f64;
        tally.ratio(vec![Term::above("members active before", returning)], Term::below("members active", active))
    }

    /// Of the members active in the period before, the share that is active in this one; or the share that is not.
    pub(super) fn retention(&self, window: Period, churn: bool) -> MemberTally {
        let mut tally = MemberTally::default();
        let Some(span) = self.dataset().span_of(TableKind::Activities) else { return tally };
        let asked = self.filter.period.unwrap_or(window);
        let mut before = asked.previous();
        if before.end < span.start {
            tally.warnings.push(format!("Nothing is known about the days before {}.", span.start));
            return tally;
        }
        if before.start < span.start {
            before.start = span.start;
            tally.warnings.push(format!("The data begins on {}: the period before is not whole.", span.start));
        }
        tally.warnings.extend(unfinished(asked, span, if churn { "fall" } else { "rise" }));
        let (earlier, later) = (self.presence().by_member(before), self.presence().by_member(window));
        let (mut end, mut acquired) = (0.0, 0.0);
        for (row, (earlier, later)) in earlier.iter().zip(&later).enumerate() {
            if later.actions > 0 {
                end += 1.0;
                acquired += if earlier.actions == 0 { 1.0 } else { 0.0 };
            }
            if earlier.actions > 0 {
                tally.rows.push(row as u32);
            }
        }
        let start = tally.rows.len() as f64;
        kept(
            tally,
            churn,
            ["members active before", "members active now", "of them not active before"],
            [start, end, acquired],
        )
    }

    /// Of those who were members when a window began, the share that still was at its end; or the share that was not.
    /// No value where no leaving is recorded.
    pub(super) fn membership_retention(&self, window: Period, churn: bool) -> MemberTally {
        let mut tally = MemberTally::default();
        if !self.memberships().has_leavings {
            tally.warnings.push("No leaving is recorded, so nobody is known to have gone.".to_owned());
            return tally;
        }
        if let Some(span) = self.joining_span() {
            let asked = self.filter.period.unwrap_or(window);
            tally.warnings.extend(unfinished(asked, span, if churn { "rise" } else { "fall" }));
        }
        let (mut end, mut acquired) = (0.0, 0.0);
        for person in &self.people().counted {
            if person.began == MISSING_DAY {
                tally.left_out.push((Reason::NoJoining, person.row));
                continue;
            }
            let there = |day: Day| person.began <= day.0 && (person.left == MISSING_DAY || person.left > day.0);
            let at_start = there(window.start.add(-1));
            if there(window.end) {
                end += 1.0;
                acquired += if at_start { 0.0 } else { 1.0 };
            }
            if at_start {
                tally.rows.push(person.row);
            }
        }
        let start = tally.rows.len() as f64;
        kept(tally, churn, ["members at the start", "members at the end", "of them new"], [start, end, acquired])
    }
}

/// (end − acquired) / start, or what is missing from it to 1. Names and values: start, end, acquired.
fn kept(tally: MemberTally, churn: bool, names: [&'static str; 3], [start, end, acquired]: [f64; 3]) -> MemberTally {
    let sign = if churn { -1.0 } else { 1.0 };
    let mut above = vec![
        Term { weight: sign, ..Term::above(names[1], end) },
        Term { weight: -sign, ..Term::above(names[2], acquired) },
    ];
    if churn {
        above.insert(0, Term::above(names[0], start));
    }
    tally.ratio(above, Term::below(names[0], start))
}

/// What to say of a period that the data does not reach the end of.
fn unfinished(asked: Period, span: Period, direction: &str) -> Option<String> {
    let known = span.end.0.min(asked.end.0) - asked.start.0 + 1;
    (span.end < asked.end).then(|| {
        format!(
            "The period is not over: {known} of its {} days are known. The value can still {direction}.",
            asked.days()
        )
    })
}
