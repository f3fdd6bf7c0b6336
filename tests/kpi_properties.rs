//! What must not change a figure does not: the order of the rows, how files are cut, ids, channels that are put together,
//! times and zone moved alike. And what is odd in the data gives no value or a right one, never NaN, infinity or a panic.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod kpi_support;

use hearth::{
    analytics::{AnomalyRule, Dataset, Ending, Figure, Grain, Query, Scope, catalogue},
    interchange::table::{self, csv_out},
    model::{
        Day, Id, Period, Workspace,
        facts::{TableKind, kind},
        time::DAY_MS,
    },
};
use kpi_support::{
    at,
    case::{Case, Doing, START, cases},
    channel_id,
};
use proptest::{prelude::*, sample::Index, test_runner::TestCaseError};

/// What figures are asked for: all time, a month, a few days, a channel.
fn queries(moved: i32) -> Vec<Query> {
    let days = |from: i32, to: i32| Some(Period { start: Day(START + moved + from), end: Day(START + moved + to) });
    let of = |period| Query { period, ..Query::default() };
    vec![
        of(None),
        of(days(24, 52)),
        of(days(3, 9)),
        of(days(140, 400)),
        Query { channels: vec![channel_id(1)], ..of(None) },
    ]
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn figures(workspace: &Workspace, query: &Query) -> Vec<(&'static str, Figure)> {
    let dataset = Dataset::new(workspace.clone());
    let scope = Scope::new(&dataset, query);
    catalogue().iter().map(|definition| (definition.id, scope.evaluate(definition.id).unwrap())).collect()
}

/// Sums of fractions may differ in the last digits.
fn near(a: Option<f64>, b: Option<f64>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() <= 1e-12 * a.abs().max(b.abs()),
        (a, b) => a == b,
    }
}

/// What must be the same of every figure: the numbers; the sums and what is left out; not the words about days and files.
fn same(id: &str, a: &Figure, b: &Figure) -> Result<(), TestCaseError> {
    for (a, b) in [(a.value, b.value), (a.numerator, b.numerator), (a.denominator, b.denominator)] {
        prop_assert!(near(a, b), "{}: {:?} and {:?}", id, a, b);
    }
    prop_assert_eq!((a.n, a.unit_of_n, &a.headline), (b.n, b.unit_of_n, &b.headline), "{}", id);
    prop_assert_eq!(&a.excluded, &b.excluded, "{}", id);
    prop_assert_eq!(a.terms.len(), b.terms.len(), "{}", id);
    for (a, b) in a.terms.iter().zip(&b.terms) {
        prop_assert!(near(Some(a.value), Some(b.value)) && a.name == b.name, "{}: {:?} and {:?}", id, a, b);
    }
    Ok(())
}

/// Every figure of every query; `but` names those that may differ.
fn all_same(a: &Workspace, b: &Workspace, moved: i32, but: &[&str]) -> Result<(), TestCaseError> {
    for (one, other) in queries(0).iter().zip(&queries(moved)) {
        for ((id, a), (_, b)) in figures(a, one).iter().zip(&figures(b, other)) {
            if !but.contains(id) {
                same(id, a, b)?;
            }
        }
    }
    Ok(())
}

fn shuffled<T>(list: &mut [T], by: &[Index]) {
    for (place, index) in by.iter().enumerate().take(list.len()) {
        list.swap(place, index.index(list.len()));
    }
}

/// Imports text as the page does: columns guessed, then applied.
fn import(workspace: &mut Workspace, name: &str, text: &str) -> (u64, u64) {
    let sheet = table::read(name, text.as_bytes().to_vec()).unwrap();
    let draft = table::guess(&sheet, workspace, 0);
    let mut minted = workspace.revision * 1_000;
    let mut mint = || {
        minted += 1;
        Id::derived(&format!("minted {minted}"))
    };
    let prepared = table::prepare(&sheet, &draft.mapping, workspace, 0, &mut mint).unwrap();
    let counts = (prepared.report.new, prepared.report.changed);
    if let Some(action) = prepared.action {
        workspace.apply(action).unwrap();
    }
    counts
}

/// A table as CSV: its header and its rows.
fn lines(workspace: &Workspace, kind: TableKind) -> (String, Vec<String>) {
    let options = csv_out::Options { delimiter: ',', guard: false };
    let text = csv_out::table(workspace, kind, None, options);
    let mut lines = text.lines().map(|line| format!("{line}\r\n"));
    (lines.next().unwrap(), lines.collect())
}

const TABLES: [TableKind; 3] = [TableKind::Members, TableKind::Posts, TableKind::Activities];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_order_of_the_rows_does_not_matter(case in cases(), by in prop::collection::vec(any::<Index>(), 60)) {
        let mut other = case.clone();
        shuffled(&mut other.members, &by);
        shuffled(&mut other.acts, &by);
        shuffled(&mut other.posts, &by);
        shuffled(&mut other.days, &by);
        let (one, two) = (case.workspace(), other.workspace());
        all_same(&one, &two, 0, &[])?;
        let lines = |workspace: &Workspace| -> Vec<Vec<(Day, Option<u64>, usize)>> {
            let dataset = Dataset::new(workspace.clone());
            let scope = Scope::new(&dataset, &Query::default());
            let line = |id: &str| scope.series(id, Grain::Week).unwrap();
            let bits = |value: Option<f64>| value.map(|value| (value * 1e9).round() as u64);
            let ids = ["engagements", "active_members", "first_reply_median", "gini", "churn"];
            ids.iter().map(|id| line(id).iter().map(|point| (point.start, bits(point.value), point.n)).collect()).collect()
        };
        prop_assert_eq!(lines(&one), lines(&two));
    }

    #[test]
    fn how_files_are_cut_and_how_often_they_come_does_not_matter(case in cases(), at in any::<Index>()) {
        let source = case.workspace();
        let blank = |case: &Case| Case { members: vec![], acts: vec![], posts: vec![], days: vec![], ..case.clone() };
        let (mut whole, mut parts) = (blank(&case).workspace(), blank(&case).workspace());
        for kind in TABLES {
            let (header, rows) = lines(&source, kind);
            if rows.is_empty() {
                continue;
            }
            let name = format!("{}.csv", kind.name());
            let text = |rows: &[String]| format!("{header}{}", rows.concat());
            import(&mut whole, &name, &text(&rows));
            let cut = at.index(rows.len());
            // What came last first.
            for part in [&rows[cut..], &rows[..cut]] {
                if !part.is_empty() {
                    import(&mut parts, &name, &text(part));
                }
            }
        }
        let timed = case.acts.iter().filter(|act| act.time.is_some()).count();
        prop_assert_eq!(whole.facts.activities.len(), timed, "an activity without a time is rejected");
        all_same(&whole, &parts, 0, &[])?;
        let before = whole.clone();
        for kind in TABLES {
            let (header, rows) = lines(&source, kind);
            if !rows.is_empty() {
                let again = import(&mut whole, &format!("copy of {}.csv", kind.name()), &format!("{header}{}", rows.concat()));
                prop_assert_eq!(again, (0, 0), "{}", kind.name());
            }
        }
        all_same(&before, &whole, 0, &[])?;
    }

    #[test]
    fn channels_put_together_keep_their_sums(case in cases()) {
        let mut other = case.clone();
        other.acts.iter_mut().for_each(|act| act.channel = act.channel.map(|channel| channel.min(1)));
        other.posts.iter_mut().for_each(|post| post.channel = post.channel.min(1));
        let (one, two) = (case.workspace(), other.workspace());
        // Followers are counted channel by channel.
        let query = &queries(0)[..4];
        for query in query {
            for ((id, a), (_, b)) in figures(&one, query).iter().zip(&figures(&two, query)) {
                if *id != "daily_engagement_rate" {
                    same(id, a, b)?;
                }
            }
        }
        let parts = |workspace: &Workspace, channels: Vec<Id>| {
            figures(workspace, &Query { channels, ..Query::default() })
        };
        let both = parts(&one, vec![channel_id(1), channel_id(2)]);
        for ((id, a), (_, b)) in both.iter().zip(&parts(&two, vec![channel_id(1)])) {
            if !["daily_engagement_rate", "followers", "follower_growth", "follower_growth_gross"].contains(id) {
                same(id, a, b)?;
            }
        }
    }

    #[test]
    fn ids_are_only_names(case in cases()) {
        let renamed = Case { prefix: "https://example.org/é/", ..case.clone() };
        all_same(&case.workspace(), &renamed.workspace(), 0, &[])?;
    }

    #[test]
    fn times_moved_with_the_calendar_or_the_zone_change_nothing(case in cases(), weeks in 1_i32..60) {
        let case = Case { zone: "UTC", ..case };
        let one = case.workspace();
        // 400 years are a whole number of weeks, and months and leap days come again.
        let days = 146_097;
        all_same(&one, &case.moved(i64::from(days) * DAY_MS).workspace(), days, &[])?;
        // Whole weeks: all but what goes by calendar months.
        let days = weeks * 7;
        let monthly = ["mau", "stickiness", "next_month_retention"];
        all_same(&one, &case.moved(i64::from(days) * DAY_MS).workspace(), days, &monthly)?;
        // Clocks three hours ahead, everything three hours earlier.
        let ahead = Case { zone: "Etc/GMT-3", days: case.days.clone(), ..case.moved(-3 * DAY_MS / 24) };
        for query in queries(0) {
            prop_assert_eq!(figures(&one, &query), figures(&ahead.workspace(), &query));
        }
    }

    #[test]
    fn whatever_comes_figures_are_sound(
        case in cases(),
        odd in prop::collection::vec((any::<Index>(), prop_oneof![
            Just(i64::MAX), Just(i64::MIN + 1), Just(0), Just(253_402_300_799_999), Just(-62_135_596_800_000), any::<i64>(),
        ]), 0..4),
    ) {
        let mut case = case;
        for (index, time) in odd {
            if !case.acts.is_empty() {
                let place = index.index(case.acts.len());
                case.acts[place].time = Some(time);
            }
            let place = index.index(case.members.len());
            case.members[place].3 = Some(time);
            if let Some(post) = case.posts.first_mut() {
                post.time = Some(time);
            }
        }
        sound(&case.workspace());
    }
}

/// No NaN, no infinity, nothing by a zero denominator, no panic: figures, lines, tables and curves.
fn sound(workspace: &Workspace) {
    let dataset = Dataset::new(workspace.clone());
    let finite = |value: Option<f64>| value.is_none_or(f64::is_finite);
    for query in queries(0) {
        let scope = Scope::new(&dataset, &query);
        for definition in catalogue() {
            let id = definition.id;
            let figure = scope.evaluate(id).unwrap();
            assert!(finite(figure.value) && finite(figure.numerator) && finite(figure.denominator), "{id}: {figure:?}");
            assert!(figure.value.is_none() || figure.denominator != Some(0.0), "{id}: {figure:?}");
            assert_eq!(scope.value(id).unwrap(), figure.value, "{id}");
            // Centuries of days would only take long.
            for grain in [Grain::Month, Grain::Week] {
                if query.period.is_some() {
                    let line = scope.series(id, grain).unwrap();
                    assert!(line.iter().all(|point| finite(point.value)), "{id}");
                    assert!(line.windows(2).all(|pair| pair[0].end.add(1) == pair[1].start), "{id}");
                }
            }
        }
        for grain in Grain::ALL {
            for cohort in scope.cohorts(grain).cohorts {
                assert!(cohort.cells.iter().flatten().all(|cell| *cell <= cohort.size));
            }
        }
        for ending in [Ending::Silence, Ending::Leaving] {
            for curve in scope.survival_until(ending, None).curves {
                assert!(curve.curve.steps.iter().all(|step| (0.0..=1.0).contains(&step.survival)));
            }
        }
        let _ = (scope.levels(), scope.funnel(), scope.lorenz(true), scope.reply_pairs(5), scope.activity_histogram());
        if query.period.is_some() {
            let _ = scope.anomalies("activities", Grain::Day, AnomalyRule::default()).unwrap();
            assert!(scope.trend("activities", Grain::Day).unwrap().is_none_or(|trend| trend.line.slope.is_finite()));
        }
    }
}

/// A community of one kind of action by one channel: member and local time of each.
fn actions(zone: &'static str, acts: &[(usize, &str)]) -> Case {
    let doing = |(id, (member, time)): (usize, &(usize, &str))| Doing {
        id,
        member: Some(*member),
        time: at(time),
        kind: kind::POST,
        channel: Some(0),
        answers: None,
        thread: None,
        likes: Some(1),
    };
    let members = acts.iter().map(|(member, _)| *member).max().map_or(0, |most| most + 1);
    Case {
        members: (0..members).map(|id| (id, false, false, None)).collect(),
        acts: acts.iter().enumerate().map(doing).collect(),
        posts: Vec::new(),
        days: Vec::new(),
        zone,
        week_start: 0,
        exclude_staff: true,
        prefix: "",
    }
}

fn line(case: &Case, id: &str, grain: Grain) -> Vec<(String, Option<f64>)> {
    let dataset = Dataset::new(case.workspace());
    let points = Scope::new(&dataset, &Query::default()).series(id, grain).unwrap();
    points.iter().map(|point| (point.start.to_string(), point.value)).collect()
}

#[test]
fn days_of_23_and_25_hours_are_days() {
    // Madrid: 31 March 2024 has 23 hours, 27 October 2024 has 25. The last minute of each day, and the first of the next.
    for (before, last, next) in [
        ("2024-03-30T23:00:00Z", "2024-03-31T21:59:00Z", "2024-03-31T22:00:00Z"),
        ("2024-10-26T22:00:00Z", "2024-10-27T22:59:00Z", "2024-10-27T23:00:00Z"),
    ] {
        let case = actions("Europe/Madrid", &[(0, before), (0, last), (1, next)]);
        let values: Vec<_> = line(&case, "activities", Grain::Day).into_iter().map(|(_, value)| value).collect();
        assert_eq!(values, [Some(2.0), Some(1.0)], "{last}");
        sound(&case.workspace());
    }
    // The hour that comes twice, 02:30, is two instants of one hour of the day.
    let case = actions("Europe/Madrid", &[(0, "2024-10-27T00:30:00Z"), (0, "2024-10-27T01:30:00Z")]);
    let dataset = Dataset::new(case.workspace());
    let map = Scope::new(&dataset, &Query::default()).heat_map("activities").unwrap();
    assert_eq!(map.cells[6][2].n, 2);
}

#[test]
fn leap_days_and_week_53_are_whole() {
    let case = actions("UTC", &[(0, "2024-01-31T12:00:00Z"), (0, "2024-02-29T12:00:00Z"), (1, "2024-03-31T12:00:00Z")]);
    let months = line(&case, "active_members", Grain::Month);
    assert_eq!(
        months.iter().map(|(start, _)| start.as_str()).collect::<Vec<_>>(),
        ["2024-01-31", "2024-02-01", "2024-03-01"]
    );
    let dataset = Dataset::new(case.workspace());
    let february = Query { period: Some(Period::new(day("2024-02-01"), day("2024-02-29"))), ..Query::default() };
    let scope = Scope::new(&dataset, &february);
    assert_eq!(scope.value("dau").unwrap(), Some(1.0 / 29.0));
    // January's one day against February: the month before is the whole of January.
    assert_eq!(scope.value("retention").unwrap(), Some(1.0));
    sound(&case.workspace());

    // 2020 has 53 weeks: the last begins on 28 December and ends on 3 January.
    let case = actions(
        "UTC",
        &[
            (0, "2020-12-21T00:00:00Z"),
            (0, "2020-12-31T12:00:00Z"),
            (1, "2021-01-03T23:59:00Z"),
            (0, "2021-01-04T00:00:00Z"),
        ],
    );
    let weeks = line(&case, "active_members", Grain::Week);
    let expected = [("2020-12-21", 1.0), ("2020-12-28", 2.0), ("2021-01-04", 1.0)];
    assert_eq!(weeks, expected.map(|(start, value)| (start.to_owned(), Some(value))));
}

#[test]
fn little_and_plain_data_is_sound() {
    let empty = actions("UTC", &[]);
    sound(&empty.workspace());
    for (id, figure) in figures(&empty.workspace(), &Query::default()) {
        assert_eq!((figure.value, figure.n), (None, 0), "{id}");
    }
    let one = actions("UTC", &[(0, "2024-02-29T12:00:00Z")]);
    sound(&one.workspace());
    let value =
        |case: &Case, id: &str| Scope::new(&Dataset::new(case.workspace()), &Query::default()).value(id).unwrap();
    for (id, expected) in [
        ("dau", Some(1.0)),
        ("stickiness", Some(1.0)),
        ("gini", Some(0.0)),
        ("top_ten_share", Some(1.0)),
        ("reply_density", None),
        ("reply_coverage", None),
        ("first_reply_median", None),
        ("churn", None),
        ("engagement_rate_by_reach", None),
    ] {
        assert_eq!(value(&one, id), expected, "{id}");
    }
    // Everything at the same moment, by one member and by several.
    let moment = "2024-02-29T12:00:00Z";
    sound(&actions("UTC", &[(0, moment); 9]).workspace());
    let alike = actions("UTC", &[(0, moment), (1, moment), (2, moment)]);
    sound(&alike.workspace());
    assert_eq!(value(&alike, "gini"), Some(0.0));
    // Dates in the future, and a reply that is older than what it answers.
    let mut odd =
        actions("UTC", &[(0, "2024-02-29T12:00:00Z"), (1, "2024-02-28T12:00:00Z"), (1, "2199-12-31T12:00:00Z")]);
    (odd.acts[1].kind, odd.acts[1].answers) = (kind::REPLY, Some(0));
    sound(&odd.workspace());
    assert_eq!(value(&odd, "first_reply_median"), None, "a negative interval is no interval");
    let figure = hearth::analytics::evaluate(&Dataset::new(odd.workspace()), "first_reply_median", &Query::default());
    assert!(figure.unwrap().excluded.iter().any(|one| (one.key.as_str(), one.count) == ("negative_interval", 1)));
}
