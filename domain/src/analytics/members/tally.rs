//! A figure of members before it is put in words: the members themselves, and who is left out.

use super::super::{
    figure::{Exclusion, Figure, Provenance, Term, counted, divide},
    reason::{Exclusions, Origins, Reason},
    recipe::MemberFigure,
    scope::{Measured, Scope, split},
};
use crate::model::{
    Period,
    facts::{TableKind, member},
};
use serde::Serialize;

/// What a table or a curve of members is made of.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Basis {
    /// How many members.
    pub n: usize,
    /// Members that the query asks for but that are not in it, by reason.
    pub excluded: Vec<Exclusion>,
    /// Where the members come from, most first.
    pub provenance: Vec<Provenance>,
    /// What to keep in mind about it, such as a period that is not over.
    pub warnings: Vec<String>,
    /// The days it is made of; `None` where there are none.
    pub period: Option<Period>,
    /// How those days differ from the days asked for, if they do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A figure of members.
#[derive(Clone, Debug, Default)]
pub(crate) struct MemberTally {
    pub(crate) value: Option<f64>,
    pub(crate) numerator: Option<f64>,
    pub(crate) denominator: Option<f64>,
    pub(crate) terms: Vec<Term>,
    /// Rows of the members it is made of, each once.
    pub(crate) rows: Vec<u32>,
    /// Members left out, staff aside.
    pub(crate) left_out: Vec<(Reason, u32)>,
    pub(crate) days: Option<Period>,
    pub(crate) warnings: Vec<String>,
}

impl MemberTally {
    /// A number of members.
    pub(crate) fn count(mut self, name: &'static str, rows: Vec<u32>) -> Self {
        let count = rows.len() as f64;
        (self.value, self.numerator) = (Some(count), Some(count));
        self.terms = vec![Term::above(name, count)];
        self.rows = rows;
        self
    }

    /// A share or a mean.
    pub(crate) fn ratio(mut self, above: Vec<Term>, below: Term) -> Self {
        let top = above.iter().map(|term| term.weight * term.value).sum();
        self.value = divide(top, below.value);
        (self.numerator, self.denominator) = (Some(top), Some(below.value));
        self.terms = above;
        self.terms.push(below);
        self
    }
}

impl Scope {
    /// First to last day of what a figure of members is made of.
    pub(crate) fn member_span(&self, which: MemberFigure) -> Option<Period> {
        let span = self.dataset().span_of(TableKind::Activities);
        if which.needs_joining() { self.joining_span() } else { span }
    }

    /// First to last day on which anybody did anything or joined.
    pub(crate) fn joining_span(&self) -> Option<Period> {
        let joined = self.memberships().span;
        let acted = self.dataset().span_of(TableKind::Activities);
        super::super::days::widest(joined.into_iter().chain(acted).map(|span| (span.start.0, span.end.0)))
    }

    pub(crate) fn member_tally(&self, which: MemberFigure) -> MemberTally {
        let Some(window) = self.window(self.member_span(which)).0 else { return MemberTally::default() };
        let mut tally = match which {
            MemberFigure::New => self.new_members(window),
            MemberFigure::FirstTime => self.first_time(window),
            MemberFigure::Reactivated => self.reactivated(window),
            MemberFigure::LostRegulars => self.lost_regulars(window),
            MemberFigure::NetChange => self.net_change(window),
            MemberFigure::Returning => self.returning(window),
            MemberFigure::Retention { churn } => self.retention(window, churn),
            MemberFigure::MembershipRetention { churn } => self.membership_retention(window, churn),
            MemberFigure::NextStep(grain) => self.next_step(window, grain),
            MemberFigure::MedianLife(ending) => self.median_life(window, ending),
            MemberFigure::ActiveDays(length) => self.active_days(window, length),
            MemberFigure::Regulars => self.regulars(window),
            MemberFigure::ActionsPerMember => self.actions_per_member(window),
            MemberFigure::ContributionRate => self.contribution_rate(window),
            MemberFigure::RegularRate => self.regular_rate(window),
        };
        tally.days = tally.days.or(Some(window));
        tally
    }

    pub(crate) fn measure_members(&self, which: MemberFigure) -> Measured {
        let MemberTally { value, numerator, denominator, rows, .. } = self.member_tally(which);
        Measured { value, numerator, denominator, n: rows.len() }
    }

    pub(crate) fn member_figure(&self, which: MemberFigure) -> Figure {
        let mut tally = self.member_tally(which);
        let (value, numerator, denominator) = (tally.value, tally.numerator, tally.denominator);
        let terms = std::mem::take(&mut tally.terms);
        let basis = self.basis(tally, self.member_span(which), which.needs_actions());
        Figure {
            value,
            numerator,
            denominator,
            n: basis.n,
            unit_of_n: "members",
            headline: None,
            terms,
            excluded: basis.excluded,
            provenance: basis.provenance,
            warnings: basis.warnings,
            period: basis.period,
            note: basis.note,
        }
    }

    /// What a tally is made of, in words. `acts` = made of actions, so that those without a member are missing in it.
    pub(crate) fn basis(&self, tally: MemberTally, span: Option<Period>, acts: bool) -> Basis {
        let mut exclusions = Exclusions::default();
        exclusions.add(Reason::StaffMember, self.people().staff.len());
        for (reason, _) in &tally.left_out {
            exclusions.add(*reason, 1);
        }
        let mut origins = Origins::default();
        let chunks = self.dataset().workspace().facts.members.chunks();
        for row in &tally.rows {
            let (chunk, place) = split(*row as usize);
            if let Some(chunk) = chunks.get(chunk) {
                origins.add(chunk, place, member::ORIGIN, member::BATCH);
            }
        }
        let mut warnings = tally.warnings;
        let nameless = tally.days.filter(|_| acts).map_or(0, |days| self.presence().counts(days).nameless);
        if nameless > 0 {
            let actions = counted(nameless as usize, "action names", "actions name");
            warnings.push(format!("{actions} no member and cannot be counted here."));
        }
        Basis {
            n: tally.rows.len(),
            excluded: exclusions.finish(),
            provenance: origins.finish(self.dataset()),
            warnings,
            period: tally.days,
            note: self.window(span).1,
        }
    }

    /// The members behind a figure, or those left out for a reason.
    pub(crate) fn member_rows(&self, which: MemberFigure, excluded: Option<&str>) -> Vec<u32> {
        let tally = self.member_tally(which);
        match excluded {
            None => tally.rows,
            Some(key) if key == Reason::StaffMember.key() => self.people().staff.clone(),
            Some(key) => {
                let rows = tally.left_out.into_iter();
                rows.filter(|(reason, _)| reason.key() == key).map(|(_, row)| row).collect()
            }
        }
    }
}
