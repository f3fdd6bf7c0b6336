//! KPIs of activities: DAU, WAU, MAU, rolling MAU, stickiness, actions.

use super::{
    dataset::Class,
    figure::{Figure, Term, counted, divide},
    presence::{Act, last_days},
    query::Grain,
    reason::{Exclusions, Reason},
    recipe::{Actives, Recipe},
    scope::{Measured, Scope},
};
use crate::model::{
    Period,
    facts::{MISSING_DAY, TableKind},
};

/// A KPI of activities and the days that it is made of.
pub(crate) struct ActivityMeasure {
    pub(crate) measured: Measured,
    /// From the first to the last day whose activities are in it; `None` with `all` set = all, untimed too.
    pub(crate) days: Option<Period>,
    warning: Option<String>,
}

impl Scope {
    /// The windows in which distinct members are counted, and what to say about them.
    fn windows(&self, how: Actives, window: Period) -> (Vec<Period>, Option<String>) {
        let (grain, length, name) = match how {
            Actives::Day | Actives::Period => return (vec![window], None),
            Actives::Week => (Grain::Week, 7, "week"),
            Actives::Month => (Grain::Month, 30, "calendar month"),
            Actives::Rolling30 => return self.trailing(window, 30, None),
        };
        let week_start = self.dataset().workspace().settings.week_start;
        let mut whole = Vec::new();
        let mut step = grain.step(window.start, week_start);
        while step.start <= window.end {
            if window.start <= step.start && step.end <= window.end {
                whole.push(step);
            }
            step = grain.step(step.end.add(1), week_start);
        }
        if whole.is_empty() { self.trailing(window, length, Some(name)) } else { (whole, None) }
    }

    /// The days that end with a window, as far as there is data.
    fn trailing(&self, window: Period, length: i32, missing: Option<&str>) -> (Vec<Period>, Option<String>) {
        let mut days = last_days(window.end, length);
        if let Some(span) = self.dataset().span_of(TableKind::Activities) {
            days.start = days.start.max(span.start);
        }
        let mut warning = missing.map(|name| {
            format!(
                "The period holds no whole {name}; these are the {} up to {}.",
                counted(days.days() as usize, "day", "days"),
                days.end
            )
        });
        if missing.is_none() && days.days() < length {
            warning = Some(format!("The data begins on {}: only {} days are counted.", days.start, days.days()));
        }
        (vec![days], warning)
    }

    pub(crate) fn measure_activity(&self, recipe: Recipe) -> ActivityMeasure {
        let dataset = self.dataset();
        let span = dataset.span_of(TableKind::Activities);
        let (window, _) = self.window(span);
        if recipe == Recipe::Actions {
            let n = match (self.filter.period, window) {
                (None, _) if dataset.workspace().facts.activities.is_empty() => None,
                (None, window) => {
                    let timed = window.map_or(0, |window| self.presence().counts(window).actions);
                    Some(timed + self.presence().untimed.actions)
                }
                (Some(_), window) => window.map(|window| self.presence().counts(window).actions),
            };
            let value = n.map(f64::from);
            let measured = Measured { value, numerator: value, denominator: None, n: n.unwrap_or_default() as usize };
            return ActivityMeasure { measured, days: window, warning: None };
        }
        let Some(window) = window else {
            return ActivityMeasure { measured: Measured::default(), days: None, warning: None };
        };
        let how = if let Recipe::Actives(how) = recipe { how } else { Actives::Month };
        let (windows, warning) = self.windows(how, window);
        let presence = self.presence();
        let hull = match (windows.first(), windows.last()) {
            (Some(first), Some(last)) => Period { start: first.start, end: last.end },
            _ => window,
        };
        let member_days = presence.member_days(hull) as f64;
        let mut seen = None;
        let mut distinct = || windows.iter().map(|days| presence.distinct(*days, &mut seen)).sum::<usize>() as f64;
        let (top, bottom) = match recipe {
            Recipe::Actives(Actives::Day) => (member_days, f64::from(hull.days())),
            Recipe::Stickiness => (member_days / f64::from(hull.days()), distinct() / windows.len() as f64),
            _ => (distinct(), windows.len() as f64),
        };
        let counts = presence.counts(hull);
        let n = (counts.actions - counts.nameless) as usize;
        // Counted once in one window: there is nothing to divide by.
        let once = matches!(recipe, Recipe::Actives(Actives::Period | Actives::Rolling30));
        let denominator = Some(bottom).filter(|_| !once);
        let measured = Measured { value: divide(top, bottom), numerator: Some(top), denominator, n };
        ActivityMeasure { measured, days: Some(hull), warning }
    }

    pub(crate) fn activity_figure(&self, recipe: Recipe) -> Figure {
        let dataset = self.dataset();
        let ActivityMeasure { measured, days, warning } = self.measure_activity(recipe);
        let (window, note) = self.window(dataset.span_of(TableKind::Activities));
        let presence = self.presence();
        let counts = days.map(|days| presence.counts(days)).unwrap_or_default();
        let untimed = presence.untimed;
        let all = self.filter.period.is_none();
        let mut exclusions = Exclusions::default();
        exclusions.add(Reason::Staff, (counts.staff + if all { untimed.staff } else { 0 }) as usize);
        exclusions.add(Reason::Uncounted, (counts.uncounted + if all { untimed.uncounted } else { 0 }) as usize);
        if recipe != Recipe::Actions {
            exclusions.add(Reason::Nameless, counts.nameless as usize);
        }
        if recipe != Recipe::Actions || !all {
            exclusions.add(Reason::Untimed, untimed.actions as usize);
        }
        if let Some(window) = window.filter(|_| names_other_days(recipe)) {
            let window = presence.counts(window).actions;
            exclusions.add(Reason::OtherDays, window.saturating_sub(counts.actions) as usize);
        }
        let actions = recipe == Recipe::Actions;
        let origins = presence.origins(days, actions, actions && all);
        let mut terms = Vec::new();
        if let Some(top) = measured.numerator {
            let bottom = measured.denominator.unwrap_or(1.0);
            terms = match recipe {
                Recipe::Actives(Actives::Day) => {
                    vec![Term::above("members active, day by day", top), Term::below("days", bottom)]
                }
                Recipe::Actives(Actives::Week) => {
                    vec![Term::above("members active, week by week", top), Term::below("weeks", bottom)]
                }
                Recipe::Actives(Actives::Month) => {
                    vec![Term::above("members active, month by month", top), Term::below("months", bottom)]
                }
                Recipe::Stickiness => vec![Term::above("DAU", top), Term::below("MAU", bottom)],
                Recipe::Actions => vec![Term::above("actions", top)],
                _ => vec![Term::above("different members", top)],
            };
        }
        Figure {
            value: measured.value,
            numerator: measured.numerator,
            denominator: measured.denominator,
            n: measured.n,
            unit_of_n: "activities",
            headline: None,
            terms,
            excluded: exclusions.finish(),
            provenance: origins.finish(dataset),
            warnings: warning.into_iter().collect(),
            period: days.or(window).filter(|_| recipe != Recipe::Actions || !all || untimed.actions == 0),
            note,
        }
    }

    /// For an activity that passes the filters: `None` = not asked for; else why it is left out, if it is. `days` are
    /// those of the figure and those asked for.
    pub(crate) fn reason(
        &self,
        recipe: Recipe,
        days: (Option<Period>, Option<Period>),
        act: Act,
    ) -> Option<Option<Reason>> {
        let within = |days: Option<Period>| days.is_some_and(|days| days.start.0 <= act.day && act.day <= days.end.0);
        let is_action = matches!(act.class, Class::Action | Class::Nameless);
        if act.day == MISSING_DAY {
            return match act.class {
                Class::Staff | Class::Uncounted if self.filter.period.is_some() => None,
                Class::Staff => Some(Some(Reason::Staff)),
                Class::Uncounted => Some(Some(Reason::Uncounted)),
                _ if recipe == Recipe::Actions && self.filter.period.is_none() => Some(None),
                _ => Some(Some(Reason::Untimed)),
            };
        }
        if !within(days.0) {
            let other = names_other_days(recipe) && is_action && within(days.1);
            return other.then_some(Some(Reason::OtherDays));
        }
        Some(match act.class {
            Class::Action => None,
            Class::Nameless => (recipe != Recipe::Actions).then_some(Reason::Nameless),
            Class::Staff => Some(Reason::Staff),
            Class::Uncounted => Some(Reason::Uncounted),
        })
    }

    /// The days of a figure of activities, and those asked for.
    pub(crate) fn activity_days(&self, recipe: Recipe) -> (Option<Period>, Option<Period>) {
        let (window, _) = self.window(self.dataset().span_of(TableKind::Activities));
        (self.measure_activity(recipe).days, window)
    }
}

/// Whether days asked for may fall out of the windows, other than by the KPI's definition.
fn names_other_days(recipe: Recipe) -> bool {
    matches!(recipe, Recipe::Actives(Actives::Week | Actives::Month) | Recipe::Stickiness)
}
