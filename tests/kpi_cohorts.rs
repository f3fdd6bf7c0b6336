//! Cohort tables: CDNOW's customers by month of their first purchase, as published and as Python counts them, and the
//! edges of time.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod kpi_support;

use hearth::{
    analytics::{CohortTable, Dataset, Grain, Mark, Query, Scope},
    model::{Day, Period, facts::kind},
};
use kpi_support::{Act, add_activities, add_members, at, shared, workspace};

const DAY_MS: i64 = 86_400_000;

fn scope(dataset: &Dataset) -> Scope {
    Scope::new(dataset, &Query::default())
}

fn days(a: &str, b: &str) -> Period {
    Period::new(a.parse().unwrap(), b.parse().unwrap())
}

fn counts(table: &CohortTable, cohort: usize) -> Vec<u32> {
    table.cohorts[cohort].cells.iter().flatten().copied().collect()
}

/// Customers as members, purchases as activities.
fn cdnow() -> Option<Dataset> {
    let text = shared("survival/CDNOW_master.txt")?;
    let mut acts = Vec::new();
    for line in text.lines().skip(1) {
        let mut cells = line.split_whitespace();
        let member: u32 = cells.next()?.parse().unwrap();
        let date = cells.next()?;
        let day: Day = format!("{}-{}-{}", &date[..4], &date[4..6], &date[6..]).parse().unwrap();
        let time = Some(i64::from(day.0) * DAY_MS);
        acts.push(Act { member: Some(member - 1), time, kind: "purchase", channel: None });
    }
    let mut workspace = workspace("UTC");
    add_members(&mut workspace, &vec![(false, false); 23_570]);
    add_activities(&mut workspace, &acts);
    Some(Dataset::new(workspace))
}

#[test]
fn cohorts_of_cdnow_are_the_published_ones() {
    let Some(dataset) = cdnow() else { return };
    let scope = scope(&dataset);
    let table = scope.cohorts(Grain::Month);
    let sizes: Vec<u32> = table.cohorts.iter().map(|cohort| cohort.size).collect();
    assert_eq!((sizes.len(), &sizes[..4]), (18, &[7_846, 8_476, 7_248, 0][..]));
    assert_eq!(sizes.iter().sum::<u32>(), 23_570);
    let first = [7_846, 1_157, 964, 810, 679, 736, 720, 582, 559, 594, 673, 634, 528];
    assert_eq!(counts(&table, 0)[..13], first);
    assert_eq!((counts(&table, 0).len(), counts(&table, 2).len()), (18, 16));
    assert!(!table.last_is_unfinished, "the data ends on 30 June 1998");
    assert_eq!((table.basis.n, table.basis.period), (23_570, Some(days("1997-01-01", "1998-06-30"))));
    assert_eq!(table.basis.provenance.iter().map(|one| one.count).sum::<usize>(), 23_570);

    // Each cell opens its members.
    for (cohort, later) in [(0, None), (0, Some(0)), (0, Some(12)), (2, Some(15)), (17, Some(0))] {
        let mark = table.mark(cohort, later).unwrap();
        let expected = table.cohorts[cohort].cells[later.unwrap_or_default() as usize].unwrap() as usize;
        assert_eq!(scope.rows("next_month_retention", &mark).unwrap().rows.len(), expected, "{mark:?}");
    }
    // February's 8 476 and March's 7 248 newcomers one month later, and January's.
    let next = scope.evaluate("next_month_retention").unwrap();
    let active = 1_157 + counts(&table, 1)[1] + counts(&table, 2)[1];
    assert_eq!((next.numerator, next.denominator, next.n), (Some(f64::from(active)), Some(23_570.0), 23_570));
    assert_eq!(table.retention(1), next.value);

    // pandas: groups by month of the first purchase and months since, distinct customers.
    let second = [8_476, 1_312, 980, 783, 847, 786, 626, 619, 666, 721, 661, 545, 568, 718, 545, 548, 551];
    let third = [7_248, 1_032, 752, 756, 674, 564, 561, 579, 634, 569, 464, 472, 678, 420, 443, 457];
    assert_eq!((counts(&table, 0)[13..].to_vec(), counts(&table, 1)), (vec![511, 664, 472, 497, 498], second.to_vec()));
    assert_eq!(counts(&table, 2), third);
    // The same by week, Monday to Sunday: 13 cohorts, 79 weeks; the sum of the cells, and weighted with 1 + weeks later.
    let weeks = scope.cohorts(Grain::Week);
    assert_eq!(weeks.cohorts.iter().filter(|cohort| cohort.size > 0).count(), 13);
    assert_eq!(counts(&weeks, 1)[..10], [1_662, 74, 105, 72, 82, 67, 52, 64, 51, 46]);
    let cells = (0..79).flat_map(|cohort| counts(&weeks, cohort).into_iter().zip(1..).collect::<Vec<_>>());
    let sums = cells.fold((0, 0), |(sum, weighted), (cell, place)| (sum + cell, weighted + cell * place));
    assert_eq!((weeks.cohorts.len(), sums), (79, (64_199, 1_326_776)));
}

/// All literals from pandas 2 and lifelines 0.30.3: distinct customers by set operations on the purchases of the days
/// named, gaps by `diff` of each customer's distinct days, survival by `KaplanMeierFitter`.
#[test]
fn figures_of_cdnow_agree_with_pandas() {
    let Some(dataset) = cdnow() else { return };
    let all = scope(&dataset);
    let figure = |id: &str, a: &str, b: &str| all.at(Some(days(a, b))).evaluate(id).unwrap();
    let parts = |id: &str, a: &str, b: &str| {
        let figure = figure(id, a, b);
        (figure.numerator.unwrap(), figure.denominator.unwrap())
    };
    assert_eq!(figure("lost_regulars", "1998-04-01", "1998-06-30").value, Some(57.0));
    assert_eq!(figure("lost_regulars", "1998-04-01", "1998-06-30").terms[1].value, 337.0);
    assert_eq!(parts("retention", "1998-04-01", "1998-06-30"), (1_760.0, 3_817.0));
    assert_eq!(parts("churn", "1998-04-01", "1998-06-30"), (3_817.0 - 1_760.0, 3_817.0));
    assert_eq!(parts("returning_rate", "1997-03-01", "1997-03-31"), (2_276.0, 9_524.0));
    assert_eq!(all.value("reactivated_members").unwrap(), Some(8_261.0));
    assert_eq!(figure("reactivated_members", "1998-06-01", "1998-06-30").value, Some(719.0));
    let active = all.evaluate("active_days_90").unwrap();
    assert_eq!((active.numerator, active.denominator), (Some(5_619.0), Some(3_301.0)));
    assert_eq!(all.value("regulars").unwrap(), Some(264.0));
    let levels: Vec<usize> = all.levels().levels.iter().map(|level| level.count).collect();
    assert_eq!(levels, [12, 252, 3_037, 20_269, 0]);
    let funnel: Vec<f64> = all.funnel().stages.iter().map(|stage| stage.count).collect();
    assert_eq!(funnel, [23_570.0, 23_570.0, 2_300.0]);

    let survival = all.survival(None);
    let curve = &survival.curves[0].curve;
    assert_eq!((curve.n, curve.events, curve.median), (23_570, 20_269, Some(0)), "half of them bought once");
    assert_eq!(all.value("median_active_life").unwrap(), Some(0.0));
    for (day, expected) in [
        (0, 0.488_587_187_102_248_1),
        (30, 0.436_656_767_076_792_13),
        (100, 0.377_259_227_831_989_7),
        (365, 0.192_108_612_643_190_46),
    ] {
        assert!((curve.survival_at(day).unwrap() - expected).abs() < 1e-12, "day {day}");
    }
    let step = curve.steps.iter().find(|step| step.time == 100).unwrap();
    assert!((step.lower.unwrap() - 0.371_070_322_825_831_1).abs() < 1e-9);
    assert!((step.upper.unwrap() - 0.383_445_514_050_950_3).abs() < 1e-9);
}

#[test]
fn what_lies_in_the_future_is_blank() {
    let mut workspace = workspace("UTC");
    add_members(&mut workspace, &[(false, false); 3]);
    let act = |member, time: &str| Act { member: Some(member), time: at(time), kind: kind::POST, channel: None };
    let acts = [
        act(0, "2026-01-10T00:00:00Z"),
        act(1, "2026-01-31T23:59:00Z"),
        act(1, "2026-03-01T00:00:00Z"),
        act(2, "2026-03-02T00:00:00Z"),
        act(0, "2026-03-20T00:00:00Z"),
    ];
    add_activities(&mut workspace, &acts);
    let dataset = Dataset::new(workspace);
    let table = scope(&dataset).cohorts(Grain::Month);
    let cells: Vec<_> = table.cohorts.iter().map(|cohort| cohort.cells.clone()).collect();
    let expected = [[Some(2), Some(0), Some(2)], [Some(0), Some(0), None], [Some(1), None, None]];
    assert_eq!(cells, expected);
    assert!(table.last_is_unfinished);
    assert_eq!(table.basis.warnings[1], "The last month is not over: its counts go to 2026-03-20 only.");
    let january = &table.cohorts[0];
    assert_eq!((january.retention(1), january.retention(2), january.retention(3)), (Some(0.0), Some(1.0), None));
    assert_eq!(table.cohorts[1].retention(0), None, "nobody began in February");
    assert_eq!(table.retention(2), None, "March is not over");
    assert_eq!(table.retention(1), Some(0.0));

    // Asked for up to the end of February, March is not known.
    let query = Query { period: Some(days("2026-01-01", "2026-02-28")), ..Query::default() };
    let table = Scope::new(&dataset, &query).cohorts(Grain::Month);
    assert_eq!(
        table.cohorts.iter().map(|cohort| cohort.cells.clone()).collect::<Vec<_>>(),
        [[Some(2), Some(0)], [Some(0), None]]
    );
    assert_eq!((table.last_is_unfinished, table.basis.n), (false, 2));
    assert_eq!(table.basis.note.unwrap(), "Cut to 2026-01-10 – 2026-02-28, the days that have data.");
}

#[test]
fn a_year_of_53_weeks_has_53() {
    let mut workspace = workspace("UTC");
    add_members(&mut workspace, &[(false, false); 2]);
    let act = |member, time: &str| Act { member: Some(member), time: at(time), kind: kind::POST, channel: None };
    // 2026 has 53 ISO weeks: the last is 28 December 2026 to 3 January 2027.
    let acts = [
        act(0, "2026-12-21T00:00:00Z"),
        act(1, "2026-12-28T00:00:00Z"),
        act(0, "2027-01-03T23:00:00Z"),
        act(1, "2027-01-04T00:00:00Z"),
        act(0, "2027-01-10T00:00:00Z"),
    ];
    add_activities(&mut workspace, &acts);
    let table = scope(&Dataset::new(workspace.clone())).cohorts(Grain::Week);
    assert_eq!((counts(&table, 0), counts(&table, 1), counts(&table, 2)), (vec![1, 1, 1], vec![1, 1], vec![0]));
    assert_eq!(table.cohorts[1].days, Some(days("2026-12-28", "2027-01-03")));
    // Weeks that begin on Sunday.
    workspace.settings.week_start = 6;
    let table = scope(&Dataset::new(workspace)).cohorts(Grain::Week);
    assert_eq!(table.cohorts.len(), 4);
    assert_eq!((counts(&table, 0), counts(&table, 1)), (vec![1, 0, 1, 1], vec![1, 1, 0]));
}

#[test]
fn the_day_of_the_clock_change_is_one_day() {
    let mut workspace = workspace("Europe/Madrid");
    add_members(&mut workspace, &[(false, false)]);
    // 28, 29 and 30 March 2026 in Madrid; the 29th has 23 hours.
    let times = ["2026-03-28T22:59:00Z", "2026-03-29T21:59:00Z", "2026-03-29T22:00:00Z"];
    let acts = times.map(|time| Act { member: Some(0), time: at(time), kind: kind::POST, channel: None });
    add_activities(&mut workspace, &acts);
    let dataset = Dataset::new(workspace);
    let table = scope(&dataset).cohorts(Grain::Day);
    assert_eq!(counts(&table, 0), [1, 1, 1]);
    let next = scope(&dataset).evaluate("next_day_retention").unwrap();
    assert_eq!((next.value, next.n), (Some(1.0), 1));
}

#[test]
fn long_times_take_longer_steps_and_far_ones_the_latest() {
    let mut workspace = workspace("UTC");
    add_members(&mut workspace, &[(false, false); 2]);
    let act = |member, time: &str| Act { member: Some(member), time: at(time), kind: kind::POST, channel: None };
    add_activities(&mut workspace, &[act(0, "2024-01-01T00:00:00Z"), act(0, "2025-12-31T00:00:00Z")]);
    let table = scope(&Dataset::new(workspace.clone())).cohorts(Grain::Day);
    assert_eq!((table.grain, table.cohorts.len()), (Grain::Week, 105));
    add_activities(&mut workspace, &[act(1, "9999-12-31T00:00:00Z")]);
    let dataset = Dataset::new(workspace);
    let table = scope(&dataset).cohorts(Grain::Day);
    assert_eq!((table.grain, table.cohorts.len(), table.basis.n), (Grain::Month, 400, 1));
    assert_eq!(table.basis.warnings, ["Only the latest 400 cohorts are shown."]);
}

#[test]
fn nobody_is_no_table() {
    let dataset = Dataset::new(workspace("UTC"));
    let table = scope(&dataset).cohorts(Grain::Week);
    assert_eq!((table.cohorts.len(), table.basis.n, table.retention(0), table.mark(0, None)), (0, 0, None, None));
    assert!(scope(&dataset).rows("churn", &Mark::default()).unwrap().rows.is_empty());
}
