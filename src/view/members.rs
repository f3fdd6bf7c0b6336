//! The members section of analytics without the page: chart specifications of cohorts, survival, levels and the funnel,
//! and the marks behind them. It computes no figure itself.

use super::{bars::BarView, opened::Opened};
use crate::{
    analytics::{Basis, CohortTable, Dimension, FunnelStage, Grain, Group, LevelShare, Mark, Scope, Survival, format},
    charts::{Bar, BarSpec, Category, HeatCell, HeatSpec, LineSpec, MarkKey, Point, Series, Step, Unit},
    model::{Period, words},
};

/// Cohorts shown at most: the newest.
const COHORTS: usize = 24;
/// Curves shown at most: the largest.
const CURVES: usize = 5;

/// The grain that makes some dozen cohorts of the days there are.
pub fn cohort_grain(span: Option<Period>) -> Grain {
    match span.map_or(0, Period::days) {
        ..=21 => Grain::Day,
        22..=120 => Grain::Week,
        _ => Grain::Month,
    }
}

/// Cohorts as a grid, and what opens the members of a cell.
#[derive(Clone, Debug, PartialEq)]
pub struct CohortView {
    /// The grid: a row a cohort, a column a step later.
    pub spec: HeatSpec,
    /// What stands out, in a sentence.
    pub headline: String,
    table: CohortTable,
    first: usize,
}

impl CohortView {
    /// The mark that opens the members of a cell.
    pub fn mark(&self, key: MarkKey) -> Option<Mark> {
        self.table.mark(self.first + key.series as usize, Some(key.index))
    }
}

/// The newest cohorts of a scope.
pub fn cohorts(scope: &Scope, grain: Grain) -> CohortView {
    let table = scope.cohorts(grain);
    let first = table.cohorts.len().saturating_sub(COHORTS);
    let shown = &table.cohorts[first..];
    let unit = table.grain.label().to_lowercase();
    let rows = shown
        .iter()
        .map(|cohort| {
            let name = cohort.days.map_or_else(String::new, |days| step_name(days, table.grain));
            let size = words::grouped(u64::from(cohort.size));
            Category { short: format!("{name} · {size}"), long: format!("Began {name}") }
        })
        .collect();
    let columns = (0..shown.len())
        .map(|later| Category {
            short: later.to_string(),
            long: match later {
                0 => format!("same {unit}"),
                1 => format!("1 {unit} later"),
                _ => format!("{later} {unit}s later"),
            },
        })
        .collect();
    let cells = shown
        .iter()
        .flat_map(|cohort| (0..shown.len()).map(|later| HeatCell { value: cohort.retention(later), n: cohort.size }))
        .collect();
    let share = |later| table.retention(later).map(format::percent);
    let headline = match (share(1), share(3)) {
        (Some(one), Some(three)) => {
            format!("Of those who began, {one} were active again one {unit} later and {three} three {unit}s later.")
        }
        (Some(one), None) => format!("Of those who began, {one} were active again one {unit} later."),
        _ => String::new(),
    };
    let spec = HeatSpec {
        title: format!("Retention of cohorts by {unit}"),
        unit: Unit::Percent,
        rows,
        columns,
        cells,
        blank: true,
        n_name: "members".to_owned(),
        row_name: "Cohort".to_owned(),
        ..HeatSpec::default()
    };
    CohortView { spec, headline, table, first }
}

/// A group of members in words.
pub fn group_text(group: &Group) -> String {
    match group {
        Group::Cohort { grain, start, later } => {
            let unit = grain.label().to_lowercase();
            let began = format!("Began in the {unit} of {}", words::date(*start));
            match later {
                None => began,
                Some(0) => format!("{began}, active in the same {unit}"),
                Some(1) => format!("{began}, active again one {unit} later"),
                Some(later) => format!("{began}, active again {later} {unit}s later"),
            }
        }
        Group::Level(level) => format!("Level: {}", level.label()),
        Group::Stage(stage) => format!("Got as far as: {}", stage.label().to_lowercase()),
        Group::Curve { by, key, .. } if key.is_empty() => format!("{}: not stated", by.label()),
        Group::Curve { by, .. } => format!("Members of one {}", by.label().to_lowercase()),
    }
}

/// A step in words: `Oct 2026`, `5 Oct`.
fn step_name(days: Period, grain: Grain) -> String {
    let (year, month, _) = days.start.ymd();
    match grain {
        Grain::Month => format!("{} {year}", words::month_name(month)),
        Grain::Day | Grain::Week => words::date(days.start),
    }
}

/// Survival curves, and what opens their members.
#[derive(Clone, Debug, PartialEq)]
pub struct SurvivalView {
    /// The curves.
    pub spec: LineSpec,
    /// Medians and the test, in sentences.
    pub headline: String,
    marks: Vec<Mark>,
}

impl SurvivalView {
    /// The mark that opens the members of a curve.
    pub fn mark(&self, key: MarkKey) -> Option<Mark> {
        self.marks.get(key.series as usize).cloned()
    }
}

/// How long members stay active, of all or by a dimension.
pub fn survival(scope: &Scope, by: Option<Dimension>) -> SurvivalView {
    let survival = scope.survival(by);
    let shown = || survival.curves.iter().take(CURVES);
    let series = shown()
        .enumerate()
        .map(|(at, curve)| {
            let points = curve.curve.steps.iter().map(|step| Point {
                at: f64::from(step.time),
                value: Some(step.survival),
                n: u32::try_from(step.at_risk).ok(),
            });
            let name = if by.is_some() { curve.label.clone() } else { String::new() };
            Series { colour: at as u8 + 1, ..Series::new(name, points.collect()) }
        })
        .collect();
    let spec = LineSpec {
        title: "How long members stay active".to_owned(),
        unit: Unit::Percent,
        step: Step::Elapsed,
        series,
        n_name: "at risk".to_owned(),
        ..LineSpec::default()
    };
    let marks = shown().map(|curve| curve.mark.clone()).collect();
    SurvivalView { spec, headline: medians(&survival, by), marks }
}

fn medians(survival: &Survival, by: Option<Dimension>) -> String {
    let mut sentences: Vec<String> = Vec::new();
    for curve in survival.curves.iter().take(CURVES) {
        let who = if by.is_some() { format!("{}: half", curve.label) } else { "Half of the members".to_owned() };
        sentences.push(match curve.curve.median {
            Some(days) => format!("{who} stay active {} days or longer.", words::grouped(u64::from(days))),
            None => format!("{who} and more are still active at the end of what is known."),
        });
    }
    if let Some(test) = &survival.log_rank {
        let p = if test.p < 0.001 { "p < 0.001".to_owned() } else { format!("p = {:.3}", test.p) };
        let verdict = if test.p < 0.05 { "differ by more than chance" } else { "do not differ by more than chance" };
        sentences.push(format!("The curves {verdict} (log-rank χ² = {:.2}, {p}).", test.chi_square));
    }
    sentences.join(" ")
}

/// Members by level of activity.
pub fn levels(scope: &Scope) -> BarView {
    let levels = scope.levels();
    let bar = |level: &LevelShare| Bar {
        label: level.level.label().to_owned(),
        value: Some(level.count as f64),
        ..Bar::default()
    };
    let rules = levels.rules;
    let about = format!(
        "In the last {} days: core from {} actions on {} days, regular from {} actions. {}",
        rules.days,
        rules.core.actions,
        rules.core.active_days,
        rules.regular.actions,
        basis(&levels.basis)
    );
    let spec = BarSpec {
        title: "Members by level of activity".to_owned(),
        unit: Unit::Count,
        bars: levels.levels.iter().map(bar).collect(),
        category_name: "Level".to_owned(),
        ..BarSpec::default()
    };
    BarView { spec, about, opened: levels.levels.iter().map(|level| opened(&level.mark)).collect() }
}

/// The way from visiting to being a regular.
pub fn funnel(scope: &Scope) -> BarView {
    let funnel = scope.funnel();
    let bar = |stage: &FunnelStage| {
        let share = stage.of_previous.map(|share| format!(" ({} of those before)", format::percent(share)));
        Bar {
            label: format!("{}{}", stage.stage.label(), share.unwrap_or_default()),
            value: Some(stage.count),
            ..Bar::default()
        }
    };
    let about = format!("Members who began in these days, and how far they got. {}", basis(&funnel.basis));
    let spec = BarSpec {
        title: "From member to regular".to_owned(),
        unit: Unit::Count,
        bars: funnel.stages.iter().map(bar).collect(),
        category_name: "Stage".to_owned(),
        ..BarSpec::default()
    };
    BarView { spec, about, opened: funnel.stages.iter().map(|stage| opened(&stage.mark)).collect() }
}

fn opened(mark: &Option<Mark>) -> Option<Opened> {
    mark.clone().map(|mark| Opened::Mark(Box::new(mark)))
}

/// What a figure of members is made of, in a line.
fn basis(basis: &Basis) -> String {
    let mut parts = vec![format!("{} members", format::whole(basis.n as f64))];
    parts.extend(basis.excluded.iter().map(|left_out| format!("{} left out: {}", left_out.count, left_out.reason)));
    parts.extend(basis.note.clone());
    parts.extend(basis.warnings.iter().cloned());
    parts.join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        analytics::{Dataset, Query},
        charts,
        model::Day,
    };

    fn scope() -> Scope {
        let sample = crate::sample::community(7, Day::from_ymd(2026, 11, 22).unwrap());
        Scope::new(&Dataset::new(sample), &Query::default())
    }

    #[test]
    fn a_cell_opens_as_many_members_as_it_counts() {
        let scope = scope();
        let view = cohorts(&scope, Grain::Month);
        let drawing = charts::heat_map(&view.spec);
        assert!(!drawing.marks.is_empty() && !view.headline.is_empty());
        for mark in drawing.marks.iter().step_by(7) {
            assert!(view.spec.rows[mark.key.series as usize].short.contains(" · "));
            let cell = view.spec.cells[mark.key.series as usize * view.spec.columns.len() + mark.key.index as usize];
            let opened = scope.rows("new_members", &view.mark(mark.key).unwrap()).unwrap().rows.len();
            let counted = cell.value.map_or(0.0, |share| share * f64::from(cell.n)).round() as usize;
            assert_eq!(opened, counted, "{}", mark.label);
        }
    }

    #[test]
    fn curves_levels_and_stages_open_their_members() {
        let scope = scope();
        let view = survival(&scope, Some(Dimension::Channel));
        assert!(view.spec.series.len() > 1 && view.headline.contains("log-rank"), "{}", view.headline);
        assert!(charts::line(&view.spec).summary.contains("after"), "{}", charts::line(&view.spec).summary);
        let view = levels(&scope);
        for (index, bar) in (0..).zip(&view.spec.bars) {
            let opened = view.opens(MarkKey { series: 0, index }).unwrap().rows(&scope, "reach").unwrap();
            assert_eq!(Some(opened.rows.len() as f64), bar.value, "{}", bar.label);
        }
        let view = funnel(&scope);
        assert!(view.spec.bars.len() >= 3 && view.opens(MarkKey { series: 0, index: 2 }).is_some());
    }
}
