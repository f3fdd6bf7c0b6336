//! The charts as files that were looked at. `UPDATE_GOLDEN=1` writes them anew, painted light and dark beside
//! the bare ones under `target/charts` to look at again.

#![allow(clippy::unwrap_used)]

use hearth::charts::{
    Band, Bar, BarSpec, Drawing, Event, HeatCell, HeatSpec, HistogramBin, HistogramSpec, LineSpec, LorenzSpec, Note,
    Palette, Point, Series, SparkSpec, Step, Target, Unit, bars, heat_map, histogram, line, lorenz, paint, sparkline,
};
use hearth::model::time::Day;

fn day(text: &str) -> f64 {
    f64::from(text.parse::<Day>().unwrap().0)
}

/// The rates of the design's drawing, in percent.
const OCTOBER: [f64; 31] = [
    1.40, 1.71, 2.07, 1.98, 2.26, 2.24, 2.26, 1.95, 1.98, 1.82, 1.77, 1.21, 1.48, 0.15, 1.35, 1.10, 1.41, 1.18, 1.48,
    1.90, 1.95, 1.76, 2.11, 2.10, 2.34, 2.03, 2.07, 1.86, 1.64, 1.45, 1.30,
];
const SEPTEMBER: [f64; 30] = [
    1.90, 1.66, 1.82, 1.86, 1.70, 1.63, 1.35, 1.40, 1.02, 1.08, 1.15, 1.00, 1.09, 1.10, 1.32, 1.22, 1.36, 1.45, 1.56,
    1.78, 1.98, 1.70, 1.75, 1.55, 1.39, 1.37, 1.47, 1.04, 1.00, 0.99,
];

fn rates(start: &str, percent: &[f64]) -> Vec<Point> {
    let start = day(start);
    let point = |(i, p): (usize, &f64)| Point { at: start + i as f64, value: Some(p / 100.0), n: Some(3) };
    percent.iter().enumerate().map(point).collect()
}

fn engagement(width: f64) -> LineSpec {
    LineSpec {
        title: "Engagement rate by reach".into(),
        width,
        unit: Unit::Percent,
        series: vec![
            Series::new("October", rates("2026-10-01", &OCTOBER)),
            Series::comparison("September", rates("2026-09-01", &SEPTEMBER), 30.0),
        ],
        notes: vec![Note { at: day("2026-10-14"), text: "Site outage".into() }],
        n_name: "posts".into(),
        ..LineSpec::default()
    }
}

fn channels(width: f64) -> LineSpec {
    let weeks = |base: f64, growth: f64, gap: std::ops::Range<usize>| {
        (0..60)
            .map(|i| {
                let value = base + growth * i as f64 + (i as f64 * 0.9).sin() * base * 0.06;
                let at = day("2025-09-29") + 7.0 * i as f64;
                Point { at, value: (!gap.contains(&i)).then_some(value.round()), n: None }
            })
            .collect()
    };
    let series = |name: &str, colour, points| Series { colour, ..Series::new(name, points) };
    LineSpec {
        title: "Weekly active members by channel".into(),
        width,
        step: Step::Week,
        series: vec![
            series("Instagram", 1, weeks(820.0, 11.0, 20..24)),
            series("Forum", 2, weeks(780.0, 10.5, 0..0)),
            series("Discord with a long name", 3, weeks(300.0, 3.0, 0..30)),
            series("Facebook", 4, weeks(280.0, -2.0, 0..0)),
        ],
        target: Some(Target { value: 1_400.0, label: "Target 1\u{202f}400".into() }),
        ..LineSpec::default()
    }
}

fn types(width: f64) -> BarSpec {
    let bar = |label: &str, value: Option<f64>, previous: Option<f64>, n| Bar {
        label: label.into(),
        value,
        previous,
        n: Some(n),
        colour: 1,
    };
    BarSpec {
        title: "Engagement rate by post type".into(),
        width,
        unit: Unit::Percent,
        category_name: "Type".into(),
        previous_name: "September".into(),
        n_name: "posts".into(),
        bars: vec![
            bar("Video", Some(0.0281), Some(0.0243), 12),
            bar("Carousel", Some(0.0196), Some(0.0211), 9),
            bar("Photo", Some(0.0132), Some(0.0131), 17),
            bar("Link with a rather long name of its type", Some(0.0041), None, 4),
            bar("Status", Some(0.0), Some(0.0052), 1),
            bar("Poll", None, None, 0),
        ],
    }
}

fn week(width: f64, unit: Unit) -> HeatSpec {
    let cells: Vec<HeatCell> = (0..168)
        .map(|i| {
            let (d, h) = (f64::from(i / 24), f64::from(i % 24));
            let busy = (-(h - 14.0) * (h - 14.0) / 28.0).exp() * if d > 4.0 { 0.5 } else { 0.9 };
            let noise = f64::from((i * 7919) % 97) / 97.0 * 0.15;
            let n = ((busy + noise) * 60.0).floor();
            HeatCell { value: Some(if unit == Unit::Count { n } else { (busy + noise) * 0.04 }), n: n as u32 }
        })
        .collect();
    HeatSpec {
        width,
        unit,
        min_n: if unit == Unit::Count { 0 } else { 3 },
        value_name: if unit == Unit::Count { "messages".into() } else { String::new() },
        n_name: if unit == Unit::Count { String::new() } else { "posts".into() },
        ..HeatSpec::week("When members are active", &cells, 0)
    }
}

fn spark() -> SparkSpec {
    let mut values: Vec<Option<f64>> = OCTOBER.iter().map(|v| Some(v / 100.0)).collect();
    values[20] = None;
    SparkSpec { title: "Engagement rate".into(), unit: Unit::Percent, values, ..SparkSpec::default() }
}

/// Durations over hours, a gap, a lone point.
fn response(width: f64) -> LineSpec {
    let start = day("2026-11-19");
    let point = |i: usize| {
        let value = 5_400.0 + 3_000.0 * (i as f64 / 4.0).sin() + 600.0 * (i % 5) as f64;
        let missing = (20..26).contains(&i) || (27..30).contains(&i);
        Point { at: start + i as f64 / 24.0, value: (!missing).then_some(value), n: None }
    };
    LineSpec {
        title: "First response time".into(),
        width,
        unit: Unit::Duration,
        step: Step::Hour,
        series: vec![Series::new("", (0..60).map(point).collect())],
        target: Some(Target { value: 7_200.0, label: String::new() }),
        ..LineSpec::default()
    }
}

/// Members near each other, over months.
fn members(width: f64) -> LineSpec {
    let months = ["2026-04-01", "2026-05-01", "2026-06-01", "2026-07-01", "2026-08-01", "2026-09-01", "2026-10-01"];
    let values = [12_840.0, 12_910.0, 12_880.0, 12_960.0, 13_020.0, 13_050.0, 13_110.0];
    let points = months.iter().zip(values).map(|(month, value)| Point::new(day(month), value)).collect();
    LineSpec {
        title: "Members".into(),
        width,
        step: Step::Month,
        series: vec![Series { colour: 3, ..Series::new("Members", points) }],
        ..LineSpec::default()
    }
}

/// Signed numbers.
fn sentiment(width: f64) -> BarSpec {
    let bar = |label: &str, value: f64, previous, colour| Bar {
        label: label.into(),
        value: Some(value),
        previous: Some(previous),
        colour,
        n: Some(1_284),
    };
    BarSpec {
        title: "Net sentiment by topic".into(),
        width,
        unit: Unit::Number,
        previous_name: "Q2 2026".into(),
        bars: vec![
            bar("Coaches", 0.62, 0.5, 1),
            bar("App updates", -0.41, -0.55, 2),
            bar("Pricing", -0.12, 0.05, 4),
            bar("العربية", 0.03, 0.03, 5),
        ],
        ..BarSpec::default()
    }
}

/// The year's rates with what happened.
fn eventful(width: f64) -> LineSpec {
    let event = |at: &str, until: Option<&str>, kind: &str, label: &str| Event {
        at: day(at),
        until: until.map(day),
        label: label.into(),
        kind: kind.into(),
    };
    LineSpec {
        events: vec![
            event("2026-10-12", Some("2026-10-16"), "Crisis", "Advert withdrawn"),
            event("2026-10-05", None, "Launch", "Version 3"),
            event("2026-10-30", None, "Change of method", "Reach without repeats"),
            event("2026-09-20", None, "Other", "Before the chart"),
        ],
        ..engagement(width)
    }
}

/// What is known, what is expected, and how sure that is.
fn expected(width: f64) -> LineSpec {
    let known = rates("2026-10-01", &OCTOBER);
    let start = day("2026-10-31");
    let last = Point { n: None, ..known[30] };
    let ahead: Vec<Point> = std::iter::once(last)
        .chain((1..15).map(|i| Point::new(start + f64::from(i), 0.016 + 0.003 * (f64::from(i) * 0.9).sin())))
        .collect();
    let spread = |(i, point): (usize, &Point)| {
        let value = point.value.unwrap();
        let half = 0.0012 * (i as f64).sqrt() * 1.6;
        (point.at, (value - half).max(0.0), value + half)
    };
    let band =
        Band { name: "95\u{202f}% interval".into(), series: 1, points: ahead.iter().enumerate().map(spread).collect() };
    LineSpec {
        title: "Engagement rate by reach, forecast".into(),
        width,
        unit: Unit::Percent,
        series: vec![Series::new("", known), Series { expected: true, ..Series::new("Expected", ahead) }],
        band: Some(band),
        about: "Held back, the last 6 days were missed by 0.21\u{202f}pt on average.".into(),
        n_name: "posts".into(),
        ..LineSpec::default()
    }
}

fn actions(width: f64, log: bool) -> HistogramSpec {
    let counts = [4_180, 1_322, 960, 404, 210, 96, 31, 12, 1, 0, 2];
    let names = ["1", "2", "3–5", "6–10", "11–20", "21–50", "51–100", "101–200", "201–500", "501–1000", "1001–2000"];
    HistogramSpec {
        title: "Members by number of actions".into(),
        width,
        bins: names.iter().zip(counts).map(|(name, count)| HistogramBin { label: (*name).into(), count }).collect(),
        log,
        category_name: "Actions".into(),
        things: "members".into(),
        ..HistogramSpec::default()
    }
}

fn inequality(width: f64) -> LorenzSpec {
    let points = (0..=100).map(|i| f64::from(i) / 100.0).map(|x| (x, x.powi(4) * 0.9 + x * 0.1)).collect();
    LorenzSpec {
        title: "Messages by member".into(),
        width,
        points,
        gini: Some(0.54),
        people: 1_284,
        people_name: "members".into(),
        things_name: "messages".into(),
        ..LorenzSpec::default()
    }
}

fn drawings() -> Vec<(&'static str, Drawing)> {
    vec![
        ("line-760", line(&engagement(760.0))),
        ("line-334", line(&engagement(334.0))),
        ("lines-760", line(&channels(760.0))),
        ("lines-334", line(&channels(334.0))),
        ("bars-480", bars(&types(480.0))),
        ("bars-334", bars(&types(334.0))),
        ("heat-760", heat_map(&week(760.0, Unit::Count))),
        ("heat-334", heat_map(&week(334.0, Unit::Count))),
        ("heat-rate-1120", heat_map(&week(1_120.0, Unit::Percent))),
        ("hours-560", line(&response(560.0))),
        ("months-560", line(&members(560.0))),
        ("bars-signed-480", bars(&sentiment(480.0))),
        ("events-760", line(&eventful(760.0))),
        ("events-334", line(&eventful(334.0))),
        ("forecast-760", line(&expected(760.0))),
        ("histogram-560", histogram(&actions(560.0, false))),
        ("histogram-log-334", histogram(&actions(334.0, true))),
        ("lorenz-400", lorenz(&inequality(400.0))),
        ("lorenz-260", lorenz(&inequality(260.0))),
        ("spark", sparkline(&spark())),
        ("empty", line(&LineSpec { title: "Net sentiment".into(), ..LineSpec::default() })),
    ]
}

#[test]
fn charts_are_as_they_were_when_looked_at() {
    let root = env!("CARGO_MANIFEST_DIR");
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    for (name, drawing) in drawings() {
        // One element a line, so that a change can be read.
        let text = drawing.svg.replace("><", ">\n<") + "\n";
        let path = format!("{root}/tests/golden/{name}.svg");
        if update {
            std::fs::write(&path, &text).unwrap();
            let look = format!("{root}/target/charts");
            std::fs::create_dir_all(&look).unwrap();
            for (theme, palette) in [("light", Palette::light()), ("dark", Palette::dark())] {
                std::fs::write(format!("{look}/{name}-{theme}.svg"), paint(&drawing.svg, &palette)).unwrap();
            }
            println!("{name}: {}", drawing.summary);
            for mark in drawing.marks.iter().take(2) {
                println!("    {}", mark.label);
            }
        }
        let golden = std::fs::read_to_string(&path).unwrap();
        assert!(text == golden, "{name} is drawn differently; look at it with UPDATE_GOLDEN=1");
    }
}
