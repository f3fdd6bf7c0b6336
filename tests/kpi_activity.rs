//! KPIs of activities against a plain reference that counts with sets, on generated data: zones with daylight saving,
//! staff, bots, kinds that do not count, missing members and times.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod kpi_support;

use chrono::TimeZone;
use hearth::{
    analytics::{Dataset, Dimension, Figure, Grain, Mark, Query, Scope, evaluate},
    model::{Day, Period, Workspace, facts::kind},
};
use kpi_support::{Act, add_activities, add_members, at, channel_id, workspace};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const KINDS: [&str; 7] = [kind::POST, kind::COMMENT, kind::REACTION, "vote", kind::JOIN, kind::MODERATION, ""];
const ZONES: [&str; 4] = ["UTC", "Europe/Madrid", "America/New_York", "Asia/Kathmandu"];

#[derive(Clone, Debug)]
struct Case {
    zone: &'static str,
    week_start: u8,
    exclude_staff: bool,
    members: Vec<(bool, bool)>,
    acts: Vec<Act>,
    period: Option<(i32, i32)>,
    channel: Option<u8>,
}

/// 1 March 2026, 00:00 UTC: both daylight saving changes of spring lie in the 100 days that follow.
const START_DAY: i32 = 20_513;

fn cases() -> impl Strategy<Value = Case> {
    let act = (
        prop::option::weighted(0.95, 0_u32..9),
        prop::option::weighted(0.95, 0_i64..100 * 24 * 60),
        0_usize..KINDS.len(),
        prop::option::weighted(0.9, 0_u8..3),
    );
    let acts = prop::collection::vec(act, 0..150);
    let members = prop::collection::vec((prop::bool::weighted(0.2), prop::bool::weighted(0.2)), 8);
    let period = prop::option::of((START_DAY - 40..START_DAY + 120, 0_i32..90));
    (0_usize..ZONES.len(), 0_u8..7, any::<bool>(), members, acts, period, prop::option::weighted(0.3, 0_u8..3))
        .prop_map(|(zone, week_start, exclude_staff, members, acts, period, channel)| Case {
            zone: ZONES[zone],
            week_start,
            exclude_staff,
            members,
            acts: acts
                .into_iter()
                .map(|(member, minutes, kind, channel)| Act {
                    member,
                    time: minutes.map(|minutes| i64::from(START_DAY) * 86_400_000 + minutes * 60_000),
                    kind: KINDS[kind],
                    channel,
                })
                .collect(),
            period: period.map(|(start, length)| (start, start + length)),
            channel,
        })
}

fn build(case: &Case) -> Workspace {
    let mut workspace = workspace(case.zone);
    workspace.settings.week_start = case.week_start;
    workspace.settings.exclude_staff = case.exclude_staff;
    add_members(&mut workspace, &case.members);
    add_activities(&mut workspace, &case.acts);
    workspace
}

fn query(case: &Case) -> Query {
    Query {
        period: case.period.map(|(start, end)| Period { start: Day(start), end: Day(end) }),
        channels: case.channel.map(channel_id).into_iter().collect(),
        ..Query::default()
    }
}

/// The reference: members by day, as sets.
struct Naive {
    days: BTreeMap<i32, BTreeSet<u32>>,
    first: i32,
    last: i32,
}

impl Naive {
    /// `None` where there are no days to ask about.
    fn new(case: &Case) -> Option<Self> {
        let zone: chrono_tz::Tz = case.zone.parse().unwrap();
        let epoch = chrono::NaiveDate::from_ymd_opt(1970, 1, 1).unwrap();
        let day = |time: i64| (zone.timestamp_millis_opt(time).unwrap().date_naive() - epoch).num_days() as i32;
        let all: Vec<i32> = case.acts.iter().filter_map(|act| act.time.map(day)).collect();
        let (mut first, mut last) = (*all.iter().min()?, *all.iter().max()?);
        let mut days: BTreeMap<i32, BTreeSet<u32>> = BTreeMap::new();
        for act in &case.acts {
            let (Some(member), Some(time)) = (act.member, act.time) else { continue };
            let Some((staff, bot)) = case.members.get(member as usize) else { continue };
            if [kind::JOIN, kind::LEAVE, kind::MODERATION].contains(&act.kind)
                || (case.exclude_staff && (*staff || *bot))
                || case.channel.is_some_and(|channel| act.channel != Some(channel))
            {
                continue;
            }
            days.entry(day(time)).or_default().insert(member);
        }
        if let Some((start, end)) = case.period {
            (first, last) = (first.max(start), last.min(end));
        }
        (first <= last).then_some(Self { days, first, last })
    }

    fn distinct(&self, start: i32, end: i32) -> f64 {
        let members: BTreeSet<u32> = self.days.range(start..=end).flat_map(|(_, members)| members).copied().collect();
        members.len() as f64
    }

    fn mean_dau(&self, start: i32, end: i32) -> f64 {
        (start..=end).map(|day| self.distinct(day, day)).sum::<f64>() / f64::from(end - start + 1)
    }

    /// Whole steps in the window; else the days up to its end.
    fn windows(&self, grain: Grain, week_start: u8, length: i32, data_first: i32) -> Vec<(i32, i32)> {
        let whole: BTreeSet<(i32, i32)> = (self.first..=self.last)
            .map(|day| grain.step(Day(day), week_start))
            .map(|step| (step.start.0, step.end.0))
            .filter(|(start, end)| self.first <= *start && *end <= self.last)
            .collect();
        if whole.is_empty() {
            return vec![((self.last - length + 1).max(data_first), self.last)];
        }
        whole.into_iter().collect()
    }
}

#[track_caller]
fn same(value: Option<f64>, expected: Option<f64>, what: &str) {
    match (value, expected) {
        (Some(value), Some(expected)) => assert!((value - expected).abs() < 1e-9, "{what}: {value} is not {expected}"),
        (value, expected) => assert_eq!(value, expected, "{what}"),
    }
}

fn figure(dataset: &Dataset, id: &str, query: &Query) -> Figure {
    evaluate(dataset, id, query).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn counts_of_members_agree_with_sets(case in cases()) {
        let dataset = Dataset::new(build(&case));
        let query = query(&case);
        let scope = Scope::new(&dataset, &query);
        let value = |id: &str| scope.value(id).unwrap();
        let ids = ["dau", "wau", "mau", "rolling_mau", "stickiness", "active_members"];
        let Some(naive) = Naive::new(&case) else {
            for id in ids {
                prop_assert_eq!(value(id), None, "{}", id);
                prop_assert!(scope.series(id, Grain::Day).unwrap().is_empty());
            }
            return Ok(());
        };
        let data_first = Naive::new(&Case { period: None, ..case.clone() }).unwrap().first;
        let (first, last) = (naive.first, naive.last);
        same(value("dau"), Some(naive.mean_dau(first, last)), "dau");
        same(value("active_members"), Some(naive.distinct(first, last)), "active_members");
        let mean = |windows: &[(i32, i32)]| {
            windows.iter().map(|(start, end)| naive.distinct(*start, *end)).sum::<f64>() / windows.len() as f64
        };
        let weeks = naive.windows(Grain::Week, case.week_start, 7, data_first);
        same(value("wau"), Some(mean(&weeks)), "wau");
        let months = naive.windows(Grain::Month, case.week_start, 30, data_first);
        same(value("mau"), Some(mean(&months)), "mau");
        same(value("rolling_mau"), Some(naive.distinct(last - 29, last)), "rolling_mau");
        let mau = mean(&months);
        let dau = naive.mean_dau(months[0].0, months[months.len() - 1].1);
        same(value("stickiness"), (mau > 0.0).then(|| dau / mau), "stickiness");

        for (id, length) in [("dau", 1), ("active_members", 1), ("wau", 7), ("mau", 30), ("rolling_mau", 30)] {
            let series = scope.series(id, Grain::Day).unwrap();
            prop_assert_eq!(series.len() as i32, last - first + 1);
            for (point, day) in series.iter().zip(first..) {
                prop_assert_eq!((point.start.0, point.end.0), (day, day));
                same(point.value, Some(naive.distinct(day - length + 1, day)), id);
            }
        }
        for point in scope.series("active_members", Grain::Week).unwrap() {
            same(point.value, Some(naive.distinct(point.start.0, point.end.0)), "active members by week");
        }
        for point in scope.series("stickiness", Grain::Day).unwrap() {
            let start = (point.end.0 - 29).max(data_first);
            let members = naive.distinct(start, point.end.0);
            same(point.value, (members > 0.0).then(|| naive.mean_dau(start, point.end.0) / members), "stickiness by day");
        }
    }

    #[test]
    fn the_order_of_the_rows_does_not_matter(case in cases(), seed in any::<u64>()) {
        let mut shuffled = case.clone();
        let mut state = seed;
        for index in (1..shuffled.acts.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            shuffled.acts.swap(index, (state >> 33) as usize % (index + 1));
        }
        let (a, b) = (Dataset::new(build(&case)), Dataset::new(build(&shuffled)));
        let query = query(&case);
        for definition in hearth::analytics::catalogue() {
            prop_assert_eq!(figure(&a, definition.id, &query), figure(&b, definition.id, &query), "{}", definition.id);
        }
    }

    #[test]
    fn every_activity_is_counted_or_left_out_for_a_reason(case in cases()) {
        let dataset = Dataset::new(build(&case));
        let scope = Scope::new(&dataset, &Query { period: None, ..query(&case) });
        let asked_for = case.acts.iter().filter(|act| case.channel.is_none() || act.channel == case.channel).count();
        for id in ["activities", "dau", "wau", "stickiness", "active_members"] {
            let figure = scope.evaluate(id).unwrap();
            let (mut total, mut seen) = (0, BTreeSet::new());
            let counted = (None, figure.n);
            for (excluded, count) in figure.excluded.iter().map(|one| (Some(one.key.clone()), one.count)).chain([counted]) {
                let rows = scope.rows(id, &Mark { excluded, ..Mark::default() }).unwrap().rows;
                prop_assert_eq!(rows.len(), count, "{} {:?}", id, &figure.excluded);
                total += count;
                seen.extend(rows);
            }
            prop_assert_eq!(seen.len(), total, "no activity is counted twice");
            prop_assert_eq!(figure.provenance.iter().map(|origin| origin.count).sum::<usize>(), figure.n);
            // Staff and joins on days outside whole weeks or months are not asked for; all else is accounted for.
            if !["wau", "stickiness"].contains(&id) {
                prop_assert_eq!(total, asked_for, "{} {:?}", id, &figure.excluded);
            }
        }
    }

    #[test]
    fn parts_have_the_rows_they_count(case in cases()) {
        let dataset = Dataset::new(build(&case));
        let scope = Scope::new(&dataset, &query(&case));
        for dimension in [Dimension::Channel, Dimension::ActivityKind] {
            let parts = scope.breakdown("activities", dimension).unwrap();
            let sum: f64 = parts.iter().filter_map(|part| part.value).sum();
            prop_assert_eq!(sum, scope.value("activities").unwrap().unwrap_or(0.0));
            for part in parts.iter().chain(&scope.breakdown("active_members", dimension).unwrap()) {
                let id = if parts.contains(part) { "activities" } else { "active_members" };
                prop_assert_eq!(scope.narrow(&part.mark).value(id).unwrap(), part.value);
                prop_assert_eq!(scope.rows(id, &part.mark).unwrap().rows.len(), part.n);
            }
        }
        let map = scope.heat_map("activities").unwrap();
        for (weekday, hours) in (0_u8..).zip(&map.cells) {
            for (hour, cell) in (0_u8..).zip(hours).filter(|(_, cell)| cell.n > 0) {
                let mark = hearth::analytics::HeatMap::mark(weekday, hour);
                prop_assert_eq!(scope.rows("activities", &mark).unwrap().rows.len(), cell.n);
            }
        }
    }

    #[test]
    fn an_updated_dataset_is_a_new_one(case in cases(), more in cases()) {
        let first = build(&case);
        let older = Dataset::new(first.clone());
        let mut workspace = first;
        add_activities(&mut workspace, &more.acts);
        workspace.settings.zone = more.zone.parse().unwrap();
        let (updated, fresh) = (older.update(workspace.clone()), Dataset::new(workspace));
        for id in ["dau", "activities", "rolling_mau"] {
            prop_assert_eq!(figure(&updated, id, &query(&case)), figure(&fresh, id, &query(&case)));
        }
    }
}

#[test]
fn a_day_ends_at_local_midnight() {
    let mut workspace = workspace("Europe/Madrid");
    add_members(&mut workspace, &[(false, false)]);
    // 28 and 29 March 2026 in Madrid; the clock jumps at 02:00 on the 29th. In UTC both are the 28th.
    let times = ["2026-03-28T22:59:59Z", "2026-03-28T23:00:00Z", "2026-03-29T21:59:59Z", "2026-03-29T22:00:00Z"];
    let acts = times.map(|time| Act { member: Some(0), time: at(time), kind: kind::POST, channel: None });
    add_activities(&mut workspace, &acts);
    let dataset = Dataset::new(workspace);
    let scope = Scope::new(&dataset, &Query::default());
    let points = scope.series("activities", Grain::Day).unwrap();
    let points: Vec<_> = points.iter().map(|point| (point.start.to_string(), point.value.unwrap())).collect();
    assert_eq!(points, [("2026-03-28".into(), 1.0), ("2026-03-29".into(), 2.0), ("2026-03-30".into(), 1.0)]);
    let map = scope.heat_map("activities").unwrap();
    assert_eq!((map.cells[5][23].n, map.cells[6][0].n, map.cells[6][23].n, map.cells[0][0].n), (1, 1, 1, 1));
    assert_eq!(map.cells[2][4].value, Some(0.0));
}

#[test]
fn staff_are_left_out_and_their_number_is_shown() {
    let mut workspace = workspace("UTC");
    add_members(&mut workspace, &[(false, false), (true, false), (false, true)]);
    let act = |member, kind| Act { member, time: at("2026-02-28T12:00:00Z"), kind, channel: Some(0) };
    let acts = [
        act(Some(0), kind::POST),
        act(Some(1), kind::REPLY),
        act(Some(2), kind::REPLY),
        act(None, kind::POST),
        act(Some(0), kind::JOIN),
    ];
    add_activities(&mut workspace, &acts);
    let dataset = Dataset::new(workspace.clone());
    let active = figure(&dataset, "active_members", &Query::default());
    assert_eq!((active.value, active.n), (Some(1.0), 1));
    let excluded: Vec<_> = active.excluded.iter().map(|one| (one.key.as_str(), one.count)).collect();
    assert_eq!(excluded, [("staff", 2), ("no_member", 1), ("uncounted_kind", 1)]);
    assert_eq!(figure(&dataset, "activities", &Query::default()).value, Some(2.0), "the nameless post counts");
    assert_eq!(dataset.counted_kinds(), ["post", "reply"]);

    workspace.settings.exclude_staff = false;
    let everyone = dataset.update(workspace);
    assert_eq!(figure(&everyone, "active_members", &Query::default()).value, Some(3.0));

    let parts = Scope::new(&dataset, &Query::default()).breakdown("activities", Dimension::ActivityKind).unwrap();
    assert_eq!(parts.iter().map(|part| (part.label.as_str(), part.n)).collect::<Vec<_>>(), [("Post", 2)]);
}

#[test]
fn nothing_gives_no_value() {
    let dataset = Dataset::new(workspace("UTC"));
    let scope = Scope::new(&dataset, &Query::default());
    for definition in hearth::analytics::catalogue() {
        let figure = scope.evaluate(definition.id).unwrap();
        assert_eq!((figure.value, figure.n), (None, 0), "{}", definition.id);
        assert!(scope.series(definition.id, Grain::Day).unwrap().is_empty());
        assert!(scope.rows(definition.id, &Mark::default()).unwrap().rows.is_empty());
        for dimension in definition.dimensions() {
            assert!(scope.breakdown(definition.id, *dimension).unwrap().is_empty());
        }
        let map = scope.heat_map(definition.id).unwrap();
        assert!(map.cells.iter().flatten().all(|cell| cell.value.is_none()));
    }
    assert_eq!(
        scope.evaluate("nonsense").unwrap_err().to_string(),
        "There is no KPI “nonsense”. The catalogue lists the ids."
    );
}

#[test]
fn broken_and_far_times_do_no_harm() {
    let mut workspace = workspace("Pacific/Apia");
    add_members(&mut workspace, &[(false, false)]);
    let times = [i64::MAX, i64::MIN + 1, -62_135_596_800_000, 253_402_300_799_000, 0, 1_709_164_800_000];
    let acts = times.map(|time| Act { member: Some(0), time: Some(time), kind: kind::POST, channel: None });
    add_activities(&mut workspace, &acts);
    let dataset = Dataset::new(workspace);
    let scope = Scope::new(&dataset, &Query::default());
    assert_eq!(scope.value("activities").unwrap(), Some(6.0));
    let figure = scope.evaluate("active_members").unwrap();
    assert_eq!((figure.value, figure.n), (Some(1.0), 4));
    assert!(scope.series("activities", Grain::Day).unwrap().len() < 200_000);
}

#[test]
fn a_leap_day_is_a_day() {
    let mut workspace = workspace("UTC");
    add_members(&mut workspace, &[(false, false)]);
    let times = ["2024-02-01T00:00:00Z", "2024-02-29T23:00:00Z", "2024-03-01T01:00:00Z"];
    let acts = times.map(|time| Act { member: Some(0), time: at(time), kind: kind::POST, channel: None });
    add_activities(&mut workspace, &acts);
    let dataset = Dataset::new(workspace);
    let february = Period::new("2024-02-01".parse().unwrap(), "2024-02-29".parse().unwrap());
    let dau = figure(&dataset, "dau", &Query { period: Some(february), ..Query::default() });
    assert_eq!((dau.numerator, dau.denominator, dau.note), (Some(2.0), Some(29.0), None));
    assert_eq!(figure(&dataset, "mau", &Query { period: Some(february), ..Query::default() }).warnings, [""; 0]);
}

#[test]
fn a_period_beyond_the_data_is_cut_and_that_is_said() {
    let mut workspace = workspace("UTC");
    add_members(&mut workspace, &[(false, false)]);
    let times = ["2026-01-10T00:00:00Z", "2026-01-19T00:00:00Z"];
    let acts = times.map(|time| Act { member: Some(0), time: at(time), kind: kind::POST, channel: None });
    add_activities(&mut workspace, &acts);
    let dataset = Dataset::new(workspace);
    let period = |a: &str, b: &str| Query {
        period: Some(Period::new(a.parse().unwrap(), b.parse().unwrap())),
        ..Query::default()
    };
    let dau = figure(&dataset, "dau", &period("2026-01-01", "2026-01-31"));
    assert_eq!(dau.value, Some(0.2));
    assert_eq!(dau.note.unwrap(), "Cut to 2026-01-10 – 2026-01-19, the days that have data.");
    let mau = figure(&dataset, "mau", &period("2026-01-01", "2026-01-31"));
    assert_eq!(mau.warnings, ["The period holds no whole calendar month; these are the 10 days up to 2026-01-19."]);
    let after = figure(&dataset, "activities", &period("2026-02-01", "2026-02-28"));
    assert_eq!(after.value, None, "not 0: nothing is known about February");
    assert_eq!(after.note.unwrap(), "There is no data for these days: it runs from 2026-01-10 to 2026-01-19.");
}
