//! Cohort retention: of those who began together, how many are active later (27).

use super::{
    super::{
        figure::{Term, divide},
        presence::{Cohorts, MOST_COHORTS},
        query::{Grain, Mark},
        reason::Reason,
        scope::Scope,
    },
    group::Group,
    tally::{Basis, MemberTally},
};
use crate::model::{Day, Period, facts::TableKind};
use serde::Serialize;
use std::borrow::Cow;

/// Nobody's cohort.
const NONE: u32 = u32::MAX;

/// Members by when they began and how long after they were active.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct CohortTable {
    /// Days, weeks or months; longer than asked for where that would make more than 400 cohorts.
    pub grain: Grain,
    /// The cohorts, ascending, without a gap; one may be empty.
    pub cohorts: Vec<Cohort>,
    /// Whether the data or the period ends before the last step does. The last known cell of each cohort then still
    /// grows.
    pub last_is_unfinished: bool,
    /// What it is made of.
    pub basis: Basis,
}

/// The members whose first action lies in one step.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Cohort {
    /// Its first and last day; cut to the days asked for.
    pub days: Option<Period>,
    /// How many members.
    pub size: u32,
    /// How many of them were active 0, 1, 2 … steps later; as many places as there are cohorts. The first is the size.
    /// `None` where that lies in the future.
    pub cells: Vec<Option<u32>>,
}

impl Cohort {
    /// Share of the cohort that was active so many steps later: 0 to 1. `None` in the future and for nobody.
    pub fn retention(&self, later: usize) -> Option<f64> {
        divide(f64::from((*self.cells.get(later)?)?), f64::from(self.size))
    }
}

impl CohortTable {
    /// Share of all cohorts together that was active so many steps later: 0 to 1; of those only whose step is over.
    pub fn retention(&self, later: usize) -> Option<f64> {
        let steps = self.cohorts.len() - usize::from(self.last_is_unfinished).min(self.cohorts.len());
        let known = self.cohorts.iter().take(steps.saturating_sub(later));
        let (active, size) = known.fold((0.0, 0.0), |(active, size), cohort| {
            let cell = cohort.cells.get(later).copied().flatten().unwrap_or_default();
            (active + f64::from(cell), size + f64::from(cohort.size))
        });
        divide(active, size)
    }

    /// The mark that opens the members of a cohort, or of its cell so many steps later.
    pub fn mark(&self, cohort: usize, later: Option<u32>) -> Option<Mark> {
        let start = self.cohorts.get(cohort)?.days?.start;
        Some(Mark { group: Some(Group::Cohort { grain: self.grain, start, later }), ..Mark::default() })
    }
}

impl Scope {
    /// The cohorts of some steps, shared where they are those of all days.
    fn table(&self, grain: Grain, steps: Vec<Period>) -> Cow<'_, Cohorts> {
        let presence = self.presence();
        match presence.cohorts(grain, self.week_start()) {
            Some(whole) if whole.steps == steps => Cow::Borrowed(whole),
            _ => Cow::Owned(presence.cohorts_of(steps)),
        }
    }

    /// The numbers of cohort retention alone: for each cohort, how many of its members were active 0, 1, 2 … steps
    /// later, as far as there are steps.
    pub fn cohort_counts(&self, grain: Grain) -> Vec<Vec<u32>> {
        let Some(window) = self.window(self.dataset().span_of(TableKind::Activities)).0 else { return Vec::new() };
        let (grain, steps) = self.cohort_steps(grain, window);
        let table = self.table(grain, steps);
        let steps = 0..table.steps.len();
        steps
            .clone()
            .map(|cohort| steps.clone().filter_map(|step| table.active(step).get(cohort).copied()).collect())
            .collect()
    }

    /// Cohort retention of the days asked for: who began in them, followed to their end.
    pub fn cohorts(&self, grain: Grain) -> CohortTable {
        let span = self.dataset().span_of(TableKind::Activities);
        let Some(window) = self.window(span).0 else {
            return CohortTable { grain, basis: self.basis(MemberTally::default(), span, true), ..Default::default() };
        };
        let (grain, steps) = self.cohort_steps(grain, window);
        let hull = Period { start: steps.first().map_or(window.start, |step| step.start), end: window.end };
        let count = steps.len();
        let table = self.table(grain, steps);
        let cohorts = table.steps.iter().enumerate().map(|(place, days)| {
            let cells: Vec<_> = (0..count).map(|later| table.active(place + later).get(place).copied()).collect();
            Cohort { days: Some(*days), size: cells.first().copied().flatten().unwrap_or_default(), cells }
        });
        let mut tally = MemberTally { days: Some(hull), ..MemberTally::default() };
        tally.rows = self.turns().firsts(hull).iter().map(|(_, member)| *member).collect();
        tally.warnings.extend(self.everybody_is_new(hull));
        let last = table.steps.last().map(|step| grain.step(step.start, self.week_start()));
        let last_is_unfinished = last.is_some_and(|last| last.end > window.end);
        if last_is_unfinished {
            let name = grain.label().to_lowercase();
            tally.warnings.push(format!("The last {name} is not over: its counts go to {} only.", window.end));
        }
        if hull.start > window.start {
            tally.warnings.push(format!("Only the latest {MOST_COHORTS} cohorts are shown."));
        }
        CohortTable { grain, cohorts: cohorts.collect(), last_is_unfinished, basis: self.basis(tally, span, true) }
    }

    pub(crate) fn week_start(&self) -> u8 {
        self.dataset().workspace().settings.week_start
    }

    /// The steps of a window, cut to it, in a grain that does not make too many.
    fn cohort_steps(&self, grain: Grain, window: Period) -> (Grain, Vec<Period>) {
        let days = window.days() as usize;
        let grain = if grain == Grain::Day && days > MOST_COHORTS { Grain::Week } else { grain };
        let grain = if grain == Grain::Week && days / 7 >= MOST_COHORTS { Grain::Month } else { grain };
        let mut steps = Vec::new();
        // From the end, so that the latest are kept.
        let mut end = window.end;
        while end >= window.start && steps.len() < MOST_COHORTS {
            let start = grain.step(end, self.week_start()).start.max(window.start);
            steps.push(Period { start, end });
            end = start.add(-1);
        }
        steps.reverse();
        (grain, steps)
    }

    /// The members of a cohort that begins with a day, or those active so many steps later.
    pub(super) fn cohort_members(&self, grain: Grain, start: Day, later: Option<u32>) -> Vec<u32> {
        let span = self.dataset().span_of(TableKind::Activities);
        let Some(window) = self.window(span).0.filter(|window| window.contains(start)) else { return Vec::new() };
        let mut step = grain.step(start, self.week_start());
        let cohort = Period { start, end: step.end.min(window.end) };
        let members = self.turns().firsts(cohort).iter().map(|(_, member)| *member);
        let Some(later) = later else { return members.collect() };
        for _ in 0..later {
            step = grain.step(step.end.add(1), self.week_start());
            if step.start > window.end {
                return Vec::new();
            }
        }
        let days = Period { start: step.start.max(start), end: step.end.min(window.end) };
        let active = self.presence().by_member(days);
        members.filter(|member| active[*member as usize].actions > 0).collect()
    }

    /// Of those who began in the step before, the share that is active in a step: over all whole steps of a window.
    pub(super) fn next_step(&self, window: Period, grain: Grain) -> MemberTally {
        let mut tally = MemberTally::default();
        let step_of = |day: Day| grain.step(day, self.week_start());
        match self.whole_hull(window, grain) {
            Some(days) => {
                tally.days = Some(days);
                let cohorts = Period { start: step_of(days.start.add(-1)).start, end: step_of(days.end).start.add(-1) };
                tally.warnings.extend(self.everybody_is_new(cohorts));
            }
            None => {
                let name = grain.label().to_lowercase();
                tally
                    .warnings
                    .push(format!("The period holds no whole {name}: nobody can be seen in the {name} after."));
            }
        }
        let lead = step_of(window.start.add(-1)).start;
        let mut rest = self.turns().firsts(Period { start: lead, end: window.end });
        let mut met = vec![NONE; self.presence().member_rows()];
        let (mut active, mut cohort) = (0.0, 0);
        while let Some((day, _)) = rest.first() {
            let before = step_of(Day(*day));
            let (newcomers, later) = rest.split_at(rest.partition_point(|(day, _)| *day <= before.end.0));
            rest = later;
            let step = step_of(before.end.add(1));
            let rows = newcomers.iter().map(|(_, member)| *member);
            if step.end > window.end {
                tally.left_out.extend(rows.map(|row| (Reason::TooRecent, row)));
            } else if step.start >= window.start {
                self.presence().each_member_day(step, &mut |_, members, _| {
                    members.iter().for_each(|member| met[*member as usize] = cohort);
                });
                active += rows.clone().filter(|row| met[*row as usize] == cohort).count() as f64;
                tally.rows.extend(rows);
                cohort += 1;
            }
        }
        let newcomers = tally.rows.len() as f64;
        tally.ratio(vec![Term::above("newcomers active in the next step", active)], Term::below("newcomers", newcomers))
    }

    /// The days of the whole steps of a window; `None` where it holds none.
    fn whole_hull(&self, window: Period, grain: Grain) -> Option<Period> {
        let step_of = |day: Day| grain.step(day, self.week_start());
        let (first, last) = (step_of(window.start), step_of(window.end));
        let start = if first.start < window.start { first.end.add(1) } else { first.start };
        let end = if last.end > window.end { last.start.add(-1) } else { last.end };
        (start <= end).then_some(Period { start, end })
    }
}
