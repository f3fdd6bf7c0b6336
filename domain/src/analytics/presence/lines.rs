//! What is made of presence for all of its days: worked out when it is first asked for, and when facts are appended
//! carried on from the first day that changed instead of made anew.

use super::Presence;
use crate::{
    analytics::query::Grain,
    model::{Day, Period, facts::MISSING_DAY},
};
use std::{
    borrow::Cow,
    sync::{Arc, OnceLock},
};

/// Most cohorts of a table; beyond, the next longer grain is taken, and of months the latest.
pub(crate) const MOST_COHORTS: usize = 400;

/// Nobody's cohort, nobody's step.
const NONE: u32 = u32::MAX;

/// Length of the rolling window in days.
const ROLLING_DAYS: i32 = 30;

/// What is made of presence, and what an older one knows.
#[derive(Debug, Default)]
pub(super) struct Lines {
    known: Arc<Known>,
    /// What was known before, and the first day that is not the same any more.
    older: Option<(Arc<Known>, i32)>,
}

#[derive(Debug, Default)]
struct Known {
    totals: OnceLock<Vec<u32>>,
    firsts: OnceLock<Firsts>,
    /// First day of the line, and a number a day.
    rolling: OnceLock<(i32, Vec<u32>)>,
    cohorts: [OnceLock<Cohorts>; 3],
}

/// Who began when.
#[derive(Clone, Debug, Default)]
pub(crate) struct Firsts {
    /// Day of the first counted action, by row of the members table; [`MISSING_DAY`] = none.
    pub(crate) by_member: Vec<i32>,
    /// Day and member, ascending.
    pub(crate) by_day: Vec<(i32, u32)>,
}

/// Members by the step they began in and the steps they were active in.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Cohorts {
    /// Ascending, without a gap.
    pub(crate) steps: Vec<Period>,
    /// For each step the number of active members of each cohort up to that step's own.
    cells: Vec<u32>,
}

impl Cohorts {
    /// The active members of a step, by cohort.
    pub(crate) fn active(&self, step: usize) -> &[u32] {
        self.cells.get(step * (step + 1) / 2..(step + 1) * (step + 2) / 2).unwrap_or_default()
    }
}

impl Lines {
    /// Of a presence that was made with the help of an older one and differs from it from a day on.
    pub(super) fn grown(presence: &Presence, older: &Presence, from: i32) -> Self {
        if from == i32::MAX && presence.member_rows == older.member_rows {
            return Self { known: Arc::clone(&older.lines.known), older: None };
        }
        let lines = Self { known: Arc::default(), older: Some((Arc::clone(&older.lines.known), from)) };
        // Only now are both states of the days at hand that changed.
        if let Some(totals) = older.lines.known.totals.get() {
            let mut totals = totals.clone();
            let changed = Period { start: Day(from), end: Day(i32::MAX) };
            older.each_member_day(changed, &mut |_, members, actions| {
                for (member, actions) in members.iter().zip(actions) {
                    totals[*member as usize] -= actions;
                }
            });
            totals.resize(presence.member_rows, 0);
            presence.add_totals(changed, &mut totals);
            let _ = lines.known.totals.set(totals);
        }
        lines
    }
}

impl Presence {
    fn add_totals(&self, period: Period, totals: &mut [u32]) {
        self.each_member_day(period, &mut |_, members, actions| {
            for (member, actions) in members.iter().zip(actions) {
                totals[*member as usize] += actions;
            }
        });
    }

    /// Actions of all days, by row of the members table.
    pub(crate) fn totals(&self) -> &[u32] {
        self.lines.known.totals.get_or_init(|| {
            let mut totals = vec![0; self.member_rows];
            self.add_totals(Period { start: Day(i32::MIN), end: Day(i32::MAX) }, &mut totals);
            totals
        })
    }

    /// What was known before, and the first day from which on it does not hold.
    fn before<T>(&self, pick: impl Fn(&Known) -> Option<&T>) -> Option<(&T, i32)> {
        let (known, from) = self.lines.older.as_ref()?;
        Some((pick(known)?, *from))
    }

    /// Who began when.
    pub(crate) fn firsts(&self) -> &Firsts {
        self.lines.known.firsts.get_or_init(|| {
            let mut from = i32::MIN;
            let mut firsts = Firsts::default();
            if let Some((before, changed)) = self.before(|known| known.firsts.get()) {
                from = changed;
                let kept = before.by_day.partition_point(|(day, _)| *day < from);
                firsts = before.clone();
                for (_, member) in firsts.by_day.drain(kept..) {
                    firsts.by_member[member as usize] = MISSING_DAY;
                }
            }
            firsts.by_member.resize(self.member_rows, MISSING_DAY);
            let Firsts { by_member, by_day } = &mut firsts;
            self.each_member_day(Period { start: Day(from), end: Day(i32::MAX) }, &mut |day, members, _| {
                for member in members {
                    let first = &mut by_member[*member as usize];
                    if *first == MISSING_DAY {
                        *first = day;
                        by_day.push((day, *member));
                    }
                }
            });
            firsts
        })
    }

    /// For each day of some, the distinct members in the `length` days that end with it.
    pub(crate) fn rolling(&self, length: i32, window: Period) -> Cow<'_, [u32]> {
        if length == ROLLING_DAYS && self.span() == Some(window) {
            return Cow::Borrowed(self.rolling_month());
        }
        Cow::Owned(self.roll(length, window))
    }

    /// The same for 30 days and all days from the first to the last with an activity.
    fn rolling_month(&self) -> &[u32] {
        let (_, line) = self.lines.known.rolling.get_or_init(|| {
            let Some(span) = self.span() else { return (0, Vec::new()) };
            let mut line = Vec::new();
            if let Some(((start, before), changed)) = self.before(|known| known.rolling.get())
                && *start == span.start.0
            {
                let kept = (i64::from(changed) - i64::from(*start)).clamp(0, before.len() as i64) as usize;
                line.extend_from_slice(&before[..kept]);
            }
            let rest = Period { start: span.start.add(line.len() as i32), end: span.end };
            if rest.start <= rest.end {
                line.extend(self.roll(ROLLING_DAYS, rest));
            }
            (span.start.0, line)
        });
        line
    }

    /// Cohorts of all days that have activities: who began in each step and who of them was active in each later one.
    /// `None` where that would make too many steps.
    pub(crate) fn cohorts(&self, grain: Grain, week_start: u8) -> Option<&Cohorts> {
        let span = self.span()?;
        let steps = steps(grain, week_start, span)?;
        let cohorts = self.lines.known.cohorts[grain as usize].get_or_init(|| {
            let kept = self.before(|known| known.cohorts[grain as usize].get());
            let same = kept.map_or(0, |(before, changed)| {
                let both = before.steps.iter().zip(&steps);
                both.take_while(|(old, new)| old == new && new.end.0 < changed).count()
            });
            let known = kept.map(|(before, _)| (&before.cells[..], same));
            let cells = self.cells(&steps, known.unwrap_or((&[], 0)));
            Cohorts { steps: steps.clone(), cells }
        });
        // The week may have begun on another day when they were made.
        (cohorts.steps == steps).then_some(cohorts)
    }

    /// Cohorts of some steps in a row: who began in each and who of them was active in each later one. Who began before
    /// the first step or after the last is in no cohort.
    pub(crate) fn cohorts_of(&self, steps: Vec<Period>) -> Cohorts {
        let cells = self.cells(&steps, (&[], 0));
        Cohorts { steps, cells }
    }

    /// The cells of some steps in a row, of which the first may be known.
    fn cells(&self, steps: &[Period], (known, known_steps): (&[u32], usize)) -> Vec<u32> {
        let (Some(first), Some(last)) = (steps.first(), steps.last()) else { return Vec::new() };
        let cohort_of = self.cohort_of(steps);
        let mut cells = Vec::with_capacity(steps.len() * (steps.len() + 1) / 2);
        cells.extend_from_slice(&known[..known_steps * (known_steps + 1) / 2]);
        cells.resize(steps.len() * (steps.len() + 1) / 2, 0);
        // The step in which a member was met last, and the cohort.
        let mut met: Vec<(u32, u32)> = cohort_of.iter().map(|cohort| (NONE, *cohort)).collect();
        let mut step = known_steps;
        let start = steps.get(known_steps).map_or(last.end.add(1), |step| step.start);
        self.each_member_day(Period { start: start.max(first.start), end: last.end }, &mut |day, members, _| {
            while steps.get(step).is_some_and(|days| days.end.0 < day) {
                step += 1;
            }
            let row = &mut cells[step * (step + 1) / 2..][..=step];
            for member in members {
                let (last, cohort) = &mut met[*member as usize];
                let is_new = u32::from(std::mem::replace(last, step as u32) != step as u32);
                if let Some(cell) = row.get_mut(*cohort as usize) {
                    *cell += is_new;
                }
            }
        });
        cells
    }

    /// The place of each member's cohort among steps; beyond them for members who did not begin in them.
    fn cohort_of(&self, steps: &[Period]) -> Vec<u32> {
        let mut cohort_of = vec![NONE; self.member_rows];
        let firsts = &self.firsts().by_day;
        let Some(first) = steps.first() else { return cohort_of };
        let mut step = 0;
        for (day, member) in &firsts[firsts.partition_point(|(day, _)| *day < first.start.0)..] {
            while steps.get(step).is_some_and(|days| days.end.0 < *day) {
                step += 1;
            }
            cohort_of[*member as usize] = step as u32;
        }
        cohort_of
    }

    /// The distinct members of each step of some days; the steps are cut to those.
    pub(crate) fn active_in_steps(&self, window: Period, grain: Grain, week_start: u8) -> Vec<(Period, u32)> {
        if grain != Grain::Day
            && self.span() == Some(window)
            && let Some(cohorts) = self.cohorts(grain, week_start)
        {
            // Everybody who is active belongs to a cohort.
            let active = |(index, step): (usize, &Period)| (*step, cohorts.active(index).iter().sum());
            return cohorts.steps.iter().enumerate().map(active).collect();
        }
        let mut active = Vec::new();
        let mut seen = None;
        let mut start = window.start;
        while start <= window.end {
            let step = Period { start, end: grain.step(start, week_start).end.min(window.end) };
            active.push((step, self.distinct(step, &mut seen) as u32));
            start = step.end.add(1);
        }
        active
    }
}

/// The steps of a span, cut to it; `None` where there are too many for cohorts.
fn steps(grain: Grain, week_start: u8, span: Period) -> Option<Vec<Period>> {
    let mut steps = Vec::new();
    let mut start = span.start;
    while start <= span.end {
        if steps.len() == MOST_COHORTS {
            return None;
        }
        let end = grain.step(start, week_start).end.min(span.end);
        steps.push(Period { start, end });
        start = end.add(1);
    }
    Some(steps)
}
