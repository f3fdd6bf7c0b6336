//! The dashboard without the page: which query an address means, which tiles there are to show, and the chart
//! specifications made of the engine's answers. It computes no figure itself.

use super::{
    period::{PeriodChoice, period_label},
    route::{AnalyticsView, Filter, Section},
};
use crate::{
    analytics::{
        Anomaly, AnomalyRule, Change, Comparison, Dataset, Dimension, Figure, Grain, Kpi, Mark, Point, Query, Scope,
        Sensitivity, Trend, Unit, UnknownKpi, Way, change, find, format::decimals, format_value, trend, whole_steps,
    },
    charts::{self, Bar, BarSpec, HeatCell, HeatSpec, LineSpec, Series, SparkSpec, Step},
    model::{
        Day, Period,
        record::{Direction, KpiTarget},
    },
};

/// KPIs offered as tiles, in this order, each only where its facts are there.
const TILES: [&str; 8] =
    ["engagement_rate_by_reach", "reach", "engagements", "posts", "active_members", "mau", "stickiness", "followers"];

/// What an address asks for: the query, the query to compare with, and the days in words.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// The choice of period.
    pub choice: PeriodChoice,
    /// Filters and period.
    pub query: Query,
    /// The period to compare with; none for all time or where nothing is to be compared.
    pub compared: Option<Period>,
}

/// The query that filters mean on a day.
pub fn query(dataset: &Dataset, filter: &Filter, today: Day) -> (PeriodChoice, Query) {
    let choice = filter.period.unwrap_or_else(|| PeriodChoice::suggested(dataset.span(), today));
    let query = Query {
        period: choice.period(today, dataset.workspace().settings.week_start),
        channels: filter.channels.clone(),
        post_types: filter.types.clone(),
        paid: filter.paid,
        segments: filter.segments.clone(),
        as_of: (!filter.segments.is_empty()).then_some(today),
    };
    (choice, query)
}

/// What the dashboard's address asks for on a day.
pub fn asked(dataset: &Dataset, view: &AnalyticsView, today: Day) -> Asked {
    // Whole lives need all the time there is; a month of them says nothing.
    let usual = (view.section == Section::Members).then_some(PeriodChoice::AllTime);
    let filter = Filter { period: view.filter.period.or(usual), ..view.filter.clone() };
    let (choice, query) = query(dataset, &filter, today);
    let compared = query.period.filter(|_| view.section == Section::Figures);
    let compared = compared.and_then(|period| view.compare.period(period));
    Asked { choice, query, compared }
}

/// The KPIs to show as tiles.
pub fn tiles(dataset: &Dataset) -> Vec<Kpi> {
    let facts = &dataset.workspace().facts;
    TILES.iter().filter_map(|id| find(id)).map(Kpi::from).filter(|kpi| !facts.table(kpi.subject()).is_empty()).collect()
}

/// The KPIs that can be chosen, id and name with the family before it: those of the catalogue whose facts are there, and
/// the workspace's own.
pub fn choices(dataset: &Dataset) -> Vec<(String, String)> {
    let facts = &dataset.workspace().facts;
    let known = |kpi: &Kpi| matches!(kpi, Kpi::Custom(_)) || !facts.table(kpi.subject()).is_empty();
    let kpis = dataset.kpis().all().into_iter().filter(known);
    kpis.map(|kpi| (kpi.id().to_owned(), format!("{}: {}", kpi.family(), kpi.name()))).collect()
}

/// The KPI in focus: the one the address names, else the first tile.
pub fn focus(dataset: &Dataset, view: &AnalyticsView) -> Option<Kpi> {
    let named = view.kpi.as_deref().and_then(|id| dataset.kpis().find(id));
    named.or_else(|| tiles(dataset).into_iter().next())
}

/// Whether a change is good (`true`), bad (`false`) or neither.
pub fn is_good(direction: Direction, change: &Change) -> Option<bool> {
    match direction {
        _ if change.difference == 0.0 => None,
        Direction::Up => Some(change.difference > 0.0),
        Direction::Down => Some(change.difference < 0.0),
        Direction::Neutral => None,
    }
}

/// A tile's contents.
#[derive(Clone, Debug, PartialEq)]
pub struct TileView {
    /// The KPI.
    pub kpi: Kpi,
    /// The figure of the period.
    pub figure: Figure,
    /// Against the compared period.
    pub change: Option<Change>,
    /// Its course, as an SVG.
    pub spark: String,
}

/// Computes a tile through the engine.
///
/// # Errors
/// Where neither the catalogue nor the workspace has such a KPI.
pub fn tile(scope: &Scope, compared: Option<&Scope>, kpi: &Kpi) -> Result<TileView, UnknownKpi> {
    let figure = scope.evaluate(kpi.id())?;
    let previous = compared.map(|scope| scope.value(kpi.id())).transpose()?.flatten();
    let grain = grain(scope);
    let values = scope.series(kpi.id(), grain)?.into_iter().map(|point| point.value).collect();
    let spark = charts::sparkline(&SparkSpec {
        title: kpi.name().to_owned(),
        unit: unit(kpi.unit()),
        values,
        ..SparkSpec::default()
    });
    Ok(TileView { kpi: kpi.clone(), change: change(kpi.unit(), figure.value, previous), figure, spark: spark.svg })
}

/// The grain that suits the days asked for, or those there are.
pub fn grain(scope: &Scope) -> Grain {
    let span = scope.query().period.or_else(|| scope.dataset().span());
    span.map_or(Grain::Day, Grain::fitting)
}

/// The unit of charts for a unit of figures.
pub fn unit(unit: Unit) -> charts::Unit {
    match unit {
        Unit::Ratio => charts::Unit::Percent,
        Unit::Count => charts::Unit::Count,
        Unit::Number => charts::Unit::Number,
        Unit::Duration => charts::Unit::Duration,
    }
}

pub(super) fn step(grain: Grain) -> Step {
    match grain {
        Grain::Day => Step::Day,
        Grain::Week => Step::Week,
        Grain::Month => Step::Month,
    }
}

pub(super) fn chart_points(points: &[Point]) -> Vec<charts::Point> {
    points
        .iter()
        .map(|point| charts::Point { at: f64::from(point.start.0), value: point.value, n: u32::try_from(point.n).ok() })
        .collect()
}

/// A KPI over time, with the compared period under it and the target across; and the points behind its marks.
#[derive(Clone, Debug, PartialEq)]
pub struct LineView {
    /// The chart.
    pub spec: LineSpec,
    /// The points, by series.
    pub points: Vec<Vec<Point>>,
    /// One point a day, week or month.
    pub grain: Grain,
    /// Whether it rises or falls, in a sentence; empty where there is too little to tell.
    pub trend: String,
}

impl LineView {
    /// The mark that opens the rows of a point.
    pub fn mark(&self, key: charts::MarkKey) -> Option<Mark> {
        self.points.get(key.series as usize)?.get(key.index as usize).map(Point::mark)
    }
}

/// The line of a KPI.
///
/// # Errors
/// Where neither the catalogue nor the workspace has such a KPI.
pub fn line(
    scope: &Scope,
    compared: Option<(&Scope, Period)>,
    kpi: &Kpi,
    target: Option<&KpiTarget>,
) -> Result<LineView, UnknownKpi> {
    let grain = grain(scope);
    let points = scope.series(kpi.id(), grain)?;
    let notes = notes(scope, kpi, grain)?;
    // Of the points that are here already.
    let week_start = scope.dataset().workspace().settings.week_start;
    let trend = trend_text(trend(&whole_steps(&points, grain, week_start)), kpi, grain);
    let name = match scope.query().period {
        Some(period) if compared.is_some() => period_label(period),
        _ => String::new(),
    };
    let mut series = vec![Series::new(name, chart_points(&points))];
    let mut all = vec![points];
    if let (Some((scope, period)), Some(now)) = (compared, scope.query().period) {
        let earlier = scope.series(kpi.id(), grain)?;
        if !earlier.is_empty() {
            let shift = f64::from(now.start.0 - period.start.0);
            series.push(Series::comparison(period_label(period), chart_points(&earlier), shift));
            all.push(earlier);
        }
    }
    let spec = LineSpec {
        title: kpi.name().to_owned(),
        unit: unit(kpi.unit()),
        step: step(grain),
        week_start,
        series,
        target: target.map(|target| charts::Target { value: target.target, label: String::new() }),
        notes,
        events: super::annotations::events(scope),
        n_name: things(kpi).to_owned(),
        ..LineSpec::default()
    };
    Ok(LineView { spec, points: all, grain, trend })
}

/// Rings around what is out of the ordinary.
fn notes(scope: &Scope, kpi: &Kpi, grain: Grain) -> Result<Vec<charts::Note>, UnknownKpi> {
    // Only what nobody would overlook: a mark on every third point says nothing.
    let rule = AnomalyRule { sensitivity: Sensitivity::Low, ..AnomalyRule::default() };
    let text = |value: f64| format_value(kpi.unit(), Some(value));
    let note = |anomaly: &Anomaly| charts::Note {
        at: f64::from(anomaly.start.0),
        text: format!(
            "unusually {} (the {} {}s before: {} on average)",
            if anomaly.way == Way::High { "high" } else { "low" },
            rule.baseline,
            grain.label().to_lowercase(),
            text(anomaly.mean)
        ),
    };
    Ok(scope.anomalies(kpi.id(), grain, rule)?.iter().map(note).collect())
}

/// A trend in a sentence, with how likely chance alone would make one.
fn trend_text(trend: Option<Trend>, kpi: &Kpi, grain: Grain) -> String {
    const LEAST: usize = 8;
    let Some(trend) = trend.filter(|trend| trend.n >= LEAST) else { return String::new() };
    let step = grain.label().to_lowercase();
    match trend.is_rising() {
        None => "No trend beyond chance".to_owned(),
        Some(rises) => {
            let p = if trend.test.p < 0.001 { "p < 0.001".to_owned() } else { format!("p = {:.3}", trend.test.p) };
            let change = format_change_by(kpi.unit(), trend.line.slope.abs());
            format!("{} by {change} a {step} (Theil–Sen; Mann–Kendall {p})", if rises { "Rises" } else { "Falls" })
        }
    }
}

/// A difference of values in a KPI's unit; of rates in points.
pub(super) fn format_change_by(unit: Unit, difference: f64) -> String {
    match unit {
        Unit::Ratio => format!("{}\u{202f}pt", decimals(difference * 100.0, 3)),
        Unit::Duration => format_value(unit, Some(difference)),
        _ => decimals(difference, if difference < 10.0 { 2 } else { 0 }),
    }
}

/// What a KPI's n counts.
pub fn things(kpi: &Kpi) -> &'static str {
    kpi.things()
}

/// The bars of a KPI by a dimension, and the marks that open their rows.
///
/// # Errors
/// Where neither the catalogue nor the workspace has such a KPI.
pub fn bars(scope: &Scope, kpi: &Kpi, dimension: Dimension) -> Result<(BarSpec, Vec<Mark>), UnknownKpi> {
    let parts = scope.breakdown(kpi.id(), dimension)?;
    let bars = parts
        .iter()
        .map(|part| Bar {
            label: part.label.clone(),
            value: part.value,
            n: u32::try_from(part.n).ok(),
            ..Bar::default()
        })
        .collect();
    let spec = BarSpec {
        title: format!("{} by {}", kpi.name(), dimension.label().to_lowercase()),
        unit: unit(kpi.unit()),
        bars,
        category_name: dimension.label().to_owned(),
        n_name: things(kpi).to_owned(),
        ..BarSpec::default()
    };
    Ok((spec, parts.into_iter().map(|part| part.mark).collect()))
}

/// The heat map of a KPI by weekday and hour.
///
/// # Errors
/// Where neither the catalogue nor the workspace has such a KPI.
pub fn heat(scope: &Scope, kpi: &Kpi) -> Result<HeatSpec, UnknownKpi> {
    let map = scope.heat_map(kpi.id())?;
    let cells: Vec<HeatCell> = map
        .cells
        .iter()
        .flatten()
        .map(|cell| HeatCell { value: cell.value, n: u32::try_from(cell.n).unwrap_or(u32::MAX) })
        .collect();
    let settings = &scope.dataset().workspace().settings;
    let activities = kpi.shows_actions_by_hour();
    Ok(HeatSpec {
        unit: if activities { charts::Unit::Count } else { unit(kpi.unit()) },
        n_name: if activities { String::new() } else { things(kpi).to_owned() },
        ..HeatSpec::week(format!("{} by weekday and hour", heat_name(kpi)), &cells, settings.week_start)
    })
}

/// What the heat map of a KPI shows.
pub fn heat_name(kpi: &Kpi) -> &str {
    if kpi.shows_actions_by_hour() { "Activities" } else { kpi.name() }
}

/// The mark of a heat map's cell; rows begin on the workspace's first weekday.
pub fn heat_mark(key: charts::MarkKey, week_start: u8) -> Mark {
    let weekday = (key.series as u8).wrapping_add(week_start) % 7;
    crate::analytics::HeatMap::mark(weekday, (key.index % 24) as u8)
}

/// The rows that an address names: all of the figure, or those of a mark.
pub fn mark_of(rows: &str) -> Mark {
    serde_json::from_str(rows).unwrap_or_default()
}

/// A mark as part of an address.
pub fn mark_text(mark: &Mark) -> String {
    // A mark is plain data; writing it cannot fail.
    serde_json::to_string(mark).unwrap_or_default()
}

/// The comparisons, key and label.
pub fn comparisons() -> Vec<(String, String)> {
    Comparison::ALL
        .iter()
        .map(|comparison| (comparison_key(*comparison).to_owned(), comparison.label().to_owned()))
        .collect()
}

/// The comparison's name in addresses.
pub fn comparison_key(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::None => "none",
        Comparison::Previous => "previous",
        Comparison::LastYear => "last-year",
    }
}
