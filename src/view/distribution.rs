//! Specifications of the charts that show more than a course: how things are spread, how unequally, what is to be
//! expected, and what changed with a day. It computes no figure itself.

use super::{
    annotations,
    dashboard::{chart_points, format_change_by, step, unit},
    opened::Opened,
};
use crate::{
    analytics::{
        self, BeforeAfter, Forecast, Grain, Histogram, Kpi, Point, Scope, UnknownKpi, format_change, format_value,
        whole_steps,
    },
    charts::{self, Band, Event, HistogramBin, HistogramSpec, LineSpec, LorenzSpec, MarkKey, Series},
    model::{Day, Period, words},
};

fn histogram(histogram: &Histogram, title: &str, category: &str, things: &str, log: bool) -> HistogramSpec {
    let bin = |bin: &analytics::Bin| HistogramBin { label: bin.label.clone(), count: bin.count as u64 };
    HistogramSpec {
        title: title.to_owned(),
        bins: if histogram.n == 0 { Vec::new() } else { histogram.bins.iter().map(bin).collect() },
        log,
        category_name: category.to_owned(),
        things: things.to_owned(),
        ..HistogramSpec::default()
    }
}

/// How activity is spread over members. [`actions_opened`] names the rows of a mark.
pub fn actions(scope: &Scope, log: bool) -> HistogramSpec {
    histogram(&scope.activity_histogram(), "Members by number of actions", "Actions", "members", log)
}

/// How long first replies took. [`replies_opened`] names the rows of a mark.
pub fn first_replies(scope: &Scope, log: bool) -> HistogramSpec {
    histogram(&scope.first_reply_histogram(), "Time to the first reply", "Time", "threads", log)
}

/// What opens the rows behind a mark of [`actions`].
pub fn actions_opened(key: MarkKey) -> Opened {
    Opened::Actions(key.index as usize)
}

/// What opens the rows behind a mark of [`first_replies`].
pub fn replies_opened(key: MarkKey) -> Opened {
    Opened::FirstReply(key.index as usize)
}

/// How unequally messages are spread over those who wrote, or with `silent` over all members.
pub fn lorenz(scope: &Scope, silent: bool) -> LorenzSpec {
    let curve = scope.lorenz(silent);
    LorenzSpec {
        title: if silent { "Messages over all members" } else { "Messages over those who wrote" }.to_owned(),
        points: curve.points,
        gini: curve.gini,
        people: curve.people as u64,
        people_name: if silent { "members" } else { "members who wrote" }.to_owned(),
        things_name: "messages".to_owned(),
        ..LorenzSpec::default()
    }
}

/// A forecast as a chart.
#[derive(Clone, Debug, PartialEq)]
pub struct ForecastView {
    /// What is known, what is expected, and between what.
    pub spec: LineSpec,
    /// By which method, and how far it was off on what is known: beside the chart.
    pub about: String,
    known: Vec<Point>,
}

impl ForecastView {
    /// The mark that opens the rows of a known point; what is expected has none.
    pub fn mark(&self, key: MarkKey) -> Option<analytics::Mark> {
        self.known.get(key.index as usize).filter(|_| key.series == 0).map(Point::mark)
    }
}

/// Where a KPI is heading after the days asked for, `horizon` steps on; `None` where too little is known.
///
/// # Errors
/// Where neither the catalogue nor the workspace has such a KPI.
pub fn forecast(scope: &Scope, kpi: &Kpi, grain: Grain, horizon: usize) -> Result<Option<ForecastView>, UnknownKpi> {
    let Some(forecast) = scope.forecast(kpi.id(), grain, horizon)? else { return Ok(None) };
    let week_start = scope.dataset().workspace().settings.week_start;
    let known = whole_steps(&scope.series(kpi.id(), grain)?, grain, week_start);
    let mut expected: Vec<charts::Point> = Vec::new();
    // From the last known value, so that the lines meet.
    expected.extend(chart_points(&known).pop().map(|point| charts::Point { n: None, ..point }));
    expected.extend(forecast.points.iter().map(|point| charts::Point::new(f64::from(point.start.0), point.value)));
    let joint = known.last().and_then(|point| Some((f64::from(point.start.0), point.value?)));
    let mut band: Vec<(f64, f64, f64)> = joint.map(|(at, value)| (at, value, value)).into_iter().collect();
    band.extend(forecast.points.iter().map(|point| (f64::from(point.start.0), point.low, point.high)));
    let about = error_text(&forecast, kpi, grain);
    let spec = LineSpec {
        title: format!("{}, forecast", kpi.name()),
        unit: unit(kpi.unit()),
        step: step(grain),
        week_start,
        series: vec![
            Series::new("", chart_points(&known)),
            Series { expected: true, ..Series::new("Expected", expected) },
        ],
        band: Some(Band { name: "95\u{202f}% interval".to_owned(), series: 1, points: band }),
        events: annotations::events(scope),
        about: about.clone(),
        n_name: kpi.things().to_owned(),
        ..LineSpec::default()
    };
    Ok(Some(ForecastView { spec, about, known }))
}

/// The method and its error on the steps that were held back.
fn error_text(forecast: &Forecast, kpi: &Kpi, grain: Grain) -> String {
    let step = grain.label().to_lowercase();
    let mut text = format!("By {}", forecast.method.label());
    if forecast.season > 1 {
        text.push_str(&format!(", with a season of {} {step}s", forecast.season));
    }
    if let Some(test) = forecast.back_tests.first() {
        let steps = if test.held_back == 1 { step.clone() } else { format!("{} {step}s", test.held_back) };
        let off = format_change_by(kpi.unit(), test.mae);
        text.push_str(&format!("; tried on the last {steps} as if not known yet, it was off by {off} on average"));
        if let Some(mase) = test.mase {
            let times = words::decimals(mase, 2);
            text.push_str(&format!(", {times} times the error of repeating the season before"));
        }
    }
    text.push('.');
    text
}

/// A KPI before and after a day.
#[derive(Clone, Debug, PartialEq)]
pub struct BeforeAfterView {
    /// Day by day, with the mean of either window.
    pub spec: LineSpec,
    /// The difference with its interval, in a sentence.
    pub headline: String,
    /// What must stand beside it.
    pub caution: &'static str,
    /// The figures themselves.
    pub figures: BeforeAfter,
    points: Vec<Point>,
}

impl BeforeAfterView {
    /// The mark that opens the rows of a day.
    pub fn mark(&self, key: MarkKey) -> Option<analytics::Mark> {
        self.points.get(key.index as usize).filter(|_| key.series == 0).map(Point::mark)
    }
}

/// What changed with a day: the `length` days before it and from it on. `None` where either has fewer than two values.
///
/// # Errors
/// Where neither the catalogue nor the workspace has such a KPI.
pub fn before_after(scope: &Scope, kpi: &Kpi, day: Day, length: i32) -> Result<Option<BeforeAfterView>, UnknownKpi> {
    let Some(figures) = scope.before_after(kpi.id(), day, length)? else { return Ok(None) };
    let days = Period { start: figures.before.start, end: figures.after.end };
    let inside = scope.at(Some(days));
    let points = inside.series(kpi.id(), Grain::Day)?;
    let level = |name: &str, days: Period, value: f64| {
        let points = [days.start, days.end].map(|day| charts::Point::new(f64::from(day.0), value)).to_vec();
        Series { colour: 2, expected: true, ..Series::new(name, points) }
    };
    let mut events = annotations::events(&inside);
    if !events.iter().any(|event| event.at == f64::from(day.0)) {
        let label = words::day_month(day);
        events.push(Event { at: f64::from(day.0), until: None, label, kind: String::new() });
    }
    let headline = difference_text(&figures, kpi, day);
    let spec = LineSpec {
        title: format!("{} before and after {}", kpi.name(), words::date(day)),
        unit: unit(kpi.unit()),
        series: vec![
            Series::new("", chart_points(&points)),
            level("Mean before", figures.before, figures.mean_before),
            level("Mean after", figures.after, figures.mean_after),
        ],
        events,
        about: headline.clone(),
        n_name: kpi.things().to_owned(),
        ..LineSpec::default()
    };
    Ok(Some(BeforeAfterView { spec, headline, caution: figures.caution, figures, points }))
}

fn difference_text(figures: &BeforeAfter, kpi: &Kpi, day: Day) -> String {
    let value = |value: f64| format_value(kpi.unit(), Some(value));
    let signed = |value: f64| {
        let sign = if value < 0.0 { "−" } else { "+" };
        format!("{sign}{}", format_change_by(kpi.unit(), value.abs()))
    };
    let change = analytics::change(kpi.unit(), Some(figures.mean_after), Some(figures.mean_before));
    let verdict = if figures.is_clear() { "" } else { "; chance alone may make such a difference" };
    format!(
        "{} on an average day before {}, {} from then on: {} (95\u{202f}% interval {} to {}){verdict}.",
        value(figures.mean_before),
        words::date(day),
        value(figures.mean_after),
        format_change(kpi.unit(), change),
        signed(figures.interval.low),
        signed(figures.interval.high)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analytics::{Dataset, Query};

    fn scope() -> Scope {
        let sample = crate::sample::community(7, Day::from_ymd(2026, 11, 22).unwrap());
        Scope::new(&Dataset::new(sample), &Query::default())
    }

    #[test]
    fn a_column_opens_as_many_rows_as_it_counts() {
        let scope = scope();
        for mark in charts::histogram(&actions(&scope, true)).marks {
            let opened = actions_opened(mark.key).rows(&scope, "posts").unwrap().rows.len();
            assert!(mark.label.contains(&format!(": {} members", words::grouped(opened as u64))), "{}", mark.label);
        }
        for mark in charts::histogram(&first_replies(&scope, false)).marks {
            let opened = replies_opened(mark.key).rows(&scope, "posts").unwrap().rows.len();
            assert!(mark.label.contains(&format!(": {} threads", words::grouped(opened as u64))), "{}", mark.label);
        }
    }

    #[test]
    fn the_curve_says_what_the_figure_says() {
        let scope = scope();
        let gini = scope.value("gini").unwrap().unwrap();
        let drawing = charts::lorenz(&lorenz(&scope, false));
        assert!(drawing.summary.starts_with(&format!("Gini {gini:.2},")), "{}", drawing.summary);
        assert_eq!(drawing.table.rows.len(), 10);
    }

    #[test]
    fn a_forecast_comes_with_its_error() {
        let scope = scope();
        let kpi = scope.kpi("activities").unwrap();
        let view = forecast(&scope, &kpi, Grain::Week, 8).unwrap().unwrap();
        let drawing = charts::line(&view.spec);
        assert!(
            drawing.summary.contains("it was off by") && drawing.summary.contains("last 8 weeks"),
            "{}",
            drawing.summary
        );
        assert!(drawing.svg.contains("<polygon") && drawing.table.columns.iter().any(|name| name.contains("interval")));
        let expected = drawing.marks.iter().filter(|mark| mark.key.series == 1);
        assert!(expected.clone().count() > 5 && expected.clone().any(|mark| mark.label.contains("interval")));
        assert!(
            view.mark(MarkKey { series: 0, index: 3 }).is_some()
                && view.mark(MarkKey { series: 1, index: 3 }).is_none()
        );
        assert_eq!(forecast(&scope, &kpi, Grain::Week, 0).unwrap(), None);
    }

    #[test]
    fn before_and_after_are_said_with_their_doubt() {
        let scope = scope();
        let kpi = scope.kpi("activities").unwrap();
        let launch = Day::from_ymd(2026, 8, 4).unwrap();
        let view = before_after(&scope, &kpi, launch, 28).unwrap().unwrap();
        assert!(view.headline.contains("on an average day before 4 Aug 2026"), "{}", view.headline);
        assert!(view.caution.starts_with("Not proof of cause"));
        let drawing = charts::line(&view.spec);
        assert!(drawing.summary.contains("Also shown: Mean before, Mean after."), "{}", drawing.summary);
        assert_eq!(before_after(&scope, &kpi, Day(0), 28).unwrap(), None);
    }
}
