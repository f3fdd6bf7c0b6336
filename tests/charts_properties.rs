//! Whatever the numbers and labels, a chart is well-formed, finite and whole.

use hearth::charts::{
    Band, Bar, BarSpec, Category, DataTable, Drawing, Event, HeatCell, HeatSpec, HistogramBin, HistogramSpec, LineSpec,
    LorenzSpec, Mark, Note, Palette, Point, Series, SparkSpec, Step, Target, Unit, bars, heat_map, histogram, line,
    lorenz, paint, sparkline,
};
use proptest::{collection::vec, option, prelude::*};

/// Checks that the text is one well-formed XML element with sound numbers; says what is wrong.
fn check(svg: &str) -> Result<(), String> {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = svg;
    let mut elements = 0;
    while !rest.is_empty() {
        let Some(at) = rest.find('<') else {
            return Err(format!("text after the end: {rest}"));
        };
        let (text, tail) = rest.split_at(at);
        check_text(text)?;
        if open.is_empty() && at > 0 {
            return Err("text outside the root".into());
        }
        let end = tail.find('>').ok_or("a tag without an end")?;
        let tag = &tail[1..end];
        rest = &tail[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop() != Some(name) {
                return Err(format!("</{name}> closes nothing"));
            }
            continue;
        }
        if open.is_empty() && elements > 0 {
            return Err("two roots".into());
        }
        elements += 1;
        let body = tag.strip_suffix('/').unwrap_or(tag);
        let (name, mut attributes) = body.split_once(' ').unwrap_or((body, ""));
        if !["svg", "rect", "line", "polyline", "polygon", "circle", "text"].contains(&name) {
            return Err(format!("<{name}>"));
        }
        let mut seen = Vec::new();
        while !attributes.is_empty() {
            let (key, tail) = attributes.split_once("=\"").ok_or(format!("attributes: {attributes}"))?;
            let (value, tail) = tail.split_once('"').ok_or("an attribute without an end")?;
            check_text(value)?;
            if seen.contains(&key) || key == "style" || key.starts_with("on") || key.contains("href") {
                return Err(format!("attribute {key}"));
            }
            seen.push(key);
            let numeric = ["x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "width", "height", "points"];
            if numeric.contains(&key) && value != "100%" {
                for part in value.split([' ', ',']) {
                    let number: f64 = part.parse().map_err(|_| format!("{key}={value}"))?;
                    if number.is_nan() || number.abs() >= 5_000.0 {
                        return Err(format!("{key}={value}"));
                    }
                }
            }
            attributes = tail.trim_start();
        }
        if !tag.ends_with('/') {
            open.push(name);
        }
    }
    if open.is_empty() { Ok(()) } else { Err(format!("{open:?} left open")) }
}

fn check_text(text: &str) -> Result<(), String> {
    for (at, _) in text.match_indices('&') {
        let entity = &text[at..text[at..].find(';').map_or(text.len(), |end| at + end + 1)];
        if !["&lt;", "&gt;", "&amp;", "&quot;", "&#39;"].contains(&entity) {
            return Err(format!("entity {entity}"));
        }
    }
    match text.chars().find(|c| c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}' | '\u{202a}'..='\u{202e}')) {
        Some(c) => Err(format!("character {c:?}")),
        None => Ok(()),
    }
}

fn check_table(table: &DataTable) -> Result<(), String> {
    match table.rows.iter().find(|row| row.len() != table.columns.len()) {
        Some(row) => Err(format!("{row:?} is not as long as {:?}", table.columns)),
        None => Ok(()),
    }
}

/// The boxes do not overlap and leave nothing out between their outermost edges.
fn check_tiling(marks: &[Mark]) -> Result<(), String> {
    let (mut left, mut top, mut right, mut bottom) = (f64::MAX, f64::MAX, f64::MIN, f64::MIN);
    let mut area = 0.0;
    for mark in marks {
        let [x, y, width, height, ax, ay] =
            [mark.x, mark.y, mark.width, mark.height, mark.anchor_x, mark.anchor_y].map(f64::from);
        if ![x, y, width, height, ax, ay].iter().all(|v| v.is_finite()) || width < 0.0 || height < 0.0 {
            return Err(format!("{mark:?}"));
        }
        (left, top) = (left.min(x), top.min(y));
        (right, bottom) = (right.max(x + width), bottom.max(y + height));
        area += width * height;
        // Points of one pixel column share it: its middle may lie half a px off.
        if ax < x - 0.51 || ax > x + width + 0.51 || ay < y - 0.11 || ay > y + height + 0.11 {
            return Err(format!("anchor outside: {mark:?}"));
        }
    }
    let whole = (right - left) * (bottom - top);
    if marks.is_empty() || (area - whole).abs() <= whole * 1e-3 + 1.0 {
        Ok(())
    } else {
        Err(format!("{area} of {whole}"))
    }
}

fn check_all(drawing: &Drawing) -> Result<(), TestCaseError> {
    let outcome = check(&drawing.svg)
        .and_then(|()| check(&paint(&drawing.svg, &Palette::dark())))
        .and_then(|()| check_table(&drawing.table))
        .and_then(|()| check_tiling(&drawing.marks))
        .and_then(|()| if drawing.summary.contains("NaN") { Err(drawing.summary.clone()) } else { Ok(()) });
    outcome.map_err(|why| TestCaseError::fail(format!("{why}\n{}", drawing.svg)))
}

fn number() -> impl Strategy<Value = f64> {
    prop_oneof![
        4 => -1e3..1e3f64,
        2 => 0.0..1.0f64,
        1 => any::<f64>(),
        1 => prop::sample::select(vec![0.0, -0.0, 1e12, 1e-9, 1e308, -1e308, 5e-324, f64::NAN, f64::INFINITY, f64::NEG_INFINITY]),
    ]
}

fn label() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[A-Za-z ]{0,12}",
        2 => any::<String>(),
        1 => prop::sample::select(vec![
            "<script>alert(1)</script>".to_owned(),
            "\" onload=\"alert(1)".to_owned(),
            "class=\"fill-text\"".to_owned(),
            "]]>&amp;&nbsp;".to_owned(),
            "\u{202e}gnp.exe\u{0}\u{1b}[31m".to_owned(),
            "👨\u{200d}👩\u{200d}👧".repeat(40),
            "م".repeat(400),
        ]),
    ]
}

fn unit() -> impl Strategy<Value = Unit> {
    prop::sample::select(vec![Unit::Count, Unit::Number, Unit::Percent, Unit::Duration])
}

fn step() -> impl Strategy<Value = Step> {
    prop::sample::select(vec![Step::Hour, Step::Day, Step::Week, Step::Month, Step::Quarter, Step::Year])
}

fn time() -> impl Strategy<Value = f64> {
    prop_oneof![8 => 20_000.0..21_000.0f64, 2 => (20_000..20_100i32).prop_map(f64::from), 1 => number(), 1 => -1e9..1e9f64]
}

fn width() -> impl Strategy<Value = f64> {
    prop_oneof![5 => 300.0..1_600.0f64, 1 => number()]
}

fn series() -> impl Strategy<Value = Series> {
    let points = vec((time(), option::weighted(0.9, number()), option::of(any::<u32>())), 0..80);
    (label(), any::<u8>(), any::<bool>(), prop_oneof![3 => Just(0.0), 1 => -40.0..40.0f64, 1 => number()], points)
        .prop_map(|(name, colour, comparison, shift, points)| Series {
            name,
            colour,
            comparison,
            expected: comparison && colour > 3,
            shift,
            points: points.into_iter().map(|(at, value, n)| Point { at, value, n }).collect(),
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn lines(
        title in label(), width in width(), height in width(), unit in unit(), step in step(), week_start in any::<u8>(),
        series in vec(series(), 0..8), target in option::of((number(), label())), note in option::of((time(), label())),
        range in option::of((time(), time())), n_name in label(),
        events in vec((time(), option::of(time()), label(), label()), 0..6),
        band in option::of((label(), 0..9usize, vec((time(), number(), number()), 0..20))), about in label(), values in option::of((number(), number())),
    ) {
        let spec = LineSpec {
            title, width, height, unit, step, week_start, range, series, n_name, about, values,
            events: events.into_iter().map(|(at, until, label, kind)| Event { at, until, label, kind }).collect(),
            band: band.map(|(name, series, points)| Band { name, series, points }),
            target: target.map(|(value, label)| Target { value, label }),
            notes: note.into_iter().map(|(at, text)| Note { at, text }).collect(),
        };
        let drawing = line(&spec);
        check_all(&drawing)?;
        for mark in &drawing.marks {
            let point = spec.series[mark.key.series as usize].points[mark.key.index as usize];
            prop_assert!(point.value.is_some_and(f64::is_finite), "{mark:?}");
        }
    }

    #[test]
    fn horizontal_bars(
        title in label(), width in width(), unit in unit(), names in [label(), label(), label()],
        rows in vec((label(), option::weighted(0.9, number()), option::of(number()), option::of(any::<u32>()), any::<u8>()), 0..90),
    ) {
        let [category_name, previous_name, n_name] = names;
        let rows = rows.into_iter();
        let bars_of = rows.map(|(label, value, previous, n, colour)| Bar { label, value, previous, n, colour }).collect();
        check_all(&bars(&BarSpec { title, width, unit, bars: bars_of, category_name, previous_name, n_name }))?;
    }

    #[test]
    fn heat_maps(
        title in label(), width in width(), unit in unit(), rows in vec(label(), 0..9), columns in vec(label(), 0..30),
        cells in vec((option::weighted(0.9, number()), 0..9u32), 0..200), min_n in 0..4u32, names in [label(), label(), label()],
    ) {
        let category = |name: &String| Category { short: name.clone(), long: String::new() };
        let [value_name, n_name, row_name] = names;
        check_all(&heat_map(&HeatSpec {
            title, width, unit, blank: false,
            min_n, n_name, value_name, row_name,
            rows: rows.iter().map(category).collect(),
            columns: columns.iter().map(category).collect(),
            cells: cells.into_iter().map(|(value, n)| HeatCell { value, n }).collect(),
        }))?;
    }

    #[test]
    fn histograms(
        title in label(), width in width(), height in width(), log in any::<bool>(), names in [label(), label()],
        bins in vec((label(), prop_oneof![0..50u64, any::<u64>()]), 0..200),
    ) {
        let [category_name, things] = names.map(|name| name.replace("NaN", "N"));
        // The summary names ranges, and must not say “NaN” of its own accord.
        let bins = bins.into_iter().map(|(label, count)| HistogramBin { label: label.replace("NaN", "N"), count }).collect();
        check_all(&histogram(&HistogramSpec { title, width, height, bins, log, category_name, things }))?;
    }

    #[test]
    fn lorenz_curves(
        title in label(), width in width(), height in width(), points in vec((number(), number()), 0..300),
        gini in option::of(number()), people in any::<u64>(), names in [label(), label()],
    ) {
        let [people_name, things_name] = names;
        check_all(&lorenz(&LorenzSpec { title, width, height, points, gini, people, people_name, things_name }))?;
    }

    #[test]
    fn sparklines(title in label(), width in width(), height in width(), unit in unit(), values in vec(option::of(number()), 0..300)) {
        check_all(&sparkline(&SparkSpec { title, width, height, unit, values, colour: 1 }))?;
    }
}

#[test]
fn cells_where_nothing_can_be_yet_are_blank() {
    let category = |short: &str| Category { short: short.into(), long: String::new() };
    let cell = |value: Option<f64>| HeatCell { value, n: 5 };
    let spec = HeatSpec {
        rows: vec![category("May"), category("June")],
        columns: vec![category("0"), category("1")],
        cells: vec![cell(Some(1.0)), cell(Some(0.5)), cell(Some(1.0)), cell(None)],
        unit: Unit::Percent,
        blank: true,
        ..HeatSpec::default()
    };
    let blank = heat_map(&spec);
    assert_eq!(blank.marks.len(), 3, "nothing to point at");
    assert!(!blank.svg.contains("too little data") && !blank.summary.contains("too little data"));
    let crossed = heat_map(&HeatSpec { blank: false, ..spec });
    assert_eq!(crossed.marks.len(), 4);
    assert!(crossed.svg.contains("too little data"));
}

fn daily(n: usize, value: impl Fn(usize) -> Option<f64>) -> LineSpec {
    let points = (0..n).map(|i| Point { at: 20_000.0 + i as f64, value: value(i), n: None }).collect();
    LineSpec { title: "Posts".into(), series: vec![Series::new("", points)], ..LineSpec::default() }
}

#[test]
fn nothing_says_so() {
    for spec in [LineSpec::default(), daily(0, |_| None), daily(9, |_| None), daily(9, |_| Some(f64::NAN))] {
        let drawing = line(&spec);
        assert!(drawing.svg.contains(">No data in this period</text>"));
        assert!(drawing.marks.is_empty() && drawing.table.rows.is_empty());
        assert_eq!(drawing.summary, "No data in this period");
    }
    assert!(bars(&BarSpec::default()).svg.contains("No data in this period"));
    assert!(heat_map(&HeatSpec::default()).svg.contains("No data in this period"));
}

#[test]
fn what_happened_is_said_on_the_plot_in_the_summary_and_in_the_table() {
    let mut spec = daily(9, |i| Some(i as f64));
    let event = |at, until, label: &str| Event { at, until, label: label.into(), kind: "Launch".into() };
    spec.events = vec![event(20_004.0, Some(20_005.0), "New"), event(30_000.0, None, "Later than the chart")];
    let drawing = line(&spec);
    assert!(drawing.svg.contains(">New</text>") && !drawing.svg.contains("Later"));
    assert!(drawing.summary.ends_with("Marked: Launch: New (8 Oct 2024 to 9 Oct 2024)."), "{}", drawing.summary);
    let said: Vec<bool> = drawing.table.rows.iter().map(|row| row[2] == "Launch: New").collect();
    assert_eq!(said, [false, false, false, false, true, true, false, false, false]);
    assert!(drawing.marks[4].label.ends_with(" · Launch: New") && !drawing.marks[6].label.contains("New"));
}

#[test]
fn one_point_is_a_dot_over_its_day() {
    let drawing = line(&daily(1, |_| Some(7.0)));
    assert_eq!(drawing.svg.matches("<circle").count(), 1);
    assert_eq!(drawing.marks.len(), 1);
    assert_eq!(drawing.summary, "7, Fri 4 Oct 2024, the only value.");
}

#[test]
fn a_missing_value_breaks_the_line_and_has_no_mark() {
    let drawing = line(&daily(9, |i| (i != 4).then_some(i as f64)));
    let data_lines = drawing.svg.matches("<polyline class=\"stroke-data-1\"").count();
    assert_eq!((data_lines, drawing.marks.len()), (2, 8));
    assert!(drawing.summary.ends_with("1 point has no value."), "{}", drawing.summary);
    assert_eq!(drawing.table.rows[4][1], "—");
}

#[test]
fn a_million_points_cost_the_width() {
    let mut spec = daily(0, |_| None);
    let value = |i: usize| (i as f64 / 9_000.0).sin() * 50.0 + 100.0;
    spec.step = Step::Hour;
    spec.series[0].points = (0..1_000_000).map(|i| Point::new(10_000.0 + i as f64 / 24.0, value(i))).collect();
    spec.series[0].points[654_321].value = Some(999.0);
    let drawing = line(&spec);
    assert!(drawing.svg.len() < 60_000, "{} bytes", drawing.svg.len());
    assert!(drawing.marks.len() <= 400 && drawing.table.rows.len() <= 1_000);
    assert!(drawing.marks.iter().any(|m| m.key.index == 654_321), "the extreme can be pointed at");
    assert!(drawing.summary.contains("highest 999 "), "{}", drawing.summary);
    assert!(drawing.table.note.is_some());
}

#[test]
fn pointing_anywhere_finds_the_nearest_day() {
    let drawing = line(&daily(31, |i| Some(i as f64)));
    let (first, last) = (&drawing.marks[0], &drawing.marks[30]);
    let mut x = first.x;
    while x < last.x + last.width {
        let hit = drawing.marks.iter().find(|m| m.x <= x && x < m.x + m.width).unwrap();
        let nearest = drawing.marks.iter().map(|m| (m.anchor_x - x).abs()).fold(f32::MAX, f32::min);
        assert!((hit.anchor_x - x).abs() <= nearest + 0.1, "{x}");
        x += 0.7;
    }
}

#[test]
fn hostile_text_stays_text() {
    let mut spec = daily(3, |i| Some(i as f64));
    spec.title = "<img src=x onerror=alert(1)>\u{202e}".into();
    spec.series[0].name = "</text><script>alert(1)</script>".into();
    let svg = line(&spec).svg;
    assert!(!svg.contains("<script") && !svg.contains("<img") && !svg.contains('\u{202e}'));
    assert!(svg.contains("&lt;/text&gt;"), "it is shown as it was written");
}
