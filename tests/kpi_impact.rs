//! Impact and alerts against values of other programs, and on generated series.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod kpi_support;

use hearth::{
    analytics::{
        AnomalyRule, CAUTION, Dataset, ForecastMethod, Grain, Point, Query, Scope, Sensitivity, UnknownKpi, Way, alert,
        anomalies, before_after, forecast, statistics::fit, trend, whole_steps,
    },
    model::{Day, Period, facts::kind},
};
use kpi_support::{Act, add_activities, add_members, workspace};
use proptest::prelude::*;

const HOUR: i64 = 3_600_000;

/// Points of single days from day 0 on, each made of 50 facts.
fn points(values: impl IntoIterator<Item = Option<f64>>) -> Vec<Point> {
    (0..).zip(values).map(|(day, value)| Point { start: Day(day), end: Day(day), value, n: 50 }).collect()
}

/// 70 days that rise slowly, with a weekly cycle and noise. In Python:
/// [100+t//2+[0,5,9,4,-3,-12,-10][t%7]+((t*37)%11-5) for t in range(70)]
fn days() -> Vec<Point> {
    let value = |t: i32| 100 + t / 2 + [0, 5, 9, 4, -3, -12, -10][(t % 7) as usize] + ((t * 37) % 11 - 5);
    points((0..70).map(|t| Some(f64::from(value(t)))))
}

#[track_caller]
fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
}

#[test]
fn the_trend_is_that_of_scipy_and_pymannkendall() {
    let found = trend(&days()).unwrap();
    // scipy.stats.theilslopes(y, alpha=.95), pymannkendall.original_test(y)
    near(found.line.slope, 0.488_372_093_023_255_8);
    near(found.line.intercept, 98.151_162_790_697_67);
    near(found.line.low, 0.388_888_888_888_888_9);
    near(found.line.high, 0.571_428_571_428_571_4);
    near(found.at(10), 98.151_162_790_697_67 + 4.883_720_930_232_558);
    assert_eq!((found.test.s, found.n, found.is_rising()), (1_354, 70, Some(true)));
    near(found.test.z, 6.864_454_193_341_356);
    // 2 * scipy.stats.norm.sf(z): pymannkendall takes 1 − cdf and keeps fewer digits.
    assert!((found.test.p / 6.674595301374044e-12 - 1.0).abs() < 1e-9);

    let holes: Vec<Point> = days()
        .into_iter()
        .enumerate()
        .map(|(t, point)| Point { value: point.value.filter(|_| t % 5 > 0), ..point })
        .collect();
    let found = trend(&holes).unwrap();
    assert_eq!((found.n, found.missing), (56, 14));
    assert!((found.line.slope - 0.488).abs() < 0.1, "holes keep their place in time");
    assert_eq!(trend(&points([Some(1.0), Some(2.0), Some(3.0)])), None);
    assert_eq!(trend(&points(vec![Some(4.0); 30])), None);
}

#[test]
fn before_and_after_are_those_of_python() {
    // numpy over the 14 days before and from day 40 on; SplitMix64 and the 5 000 draws written again in Python.
    let found = before_after(&days(), Day(40), 14).unwrap();
    assert_eq!(
        (found.before, found.after),
        (Period { start: Day(26), end: Day(39) }, Period { start: Day(40), end: Day(53) })
    );
    near(found.mean_before, 115.071_428_571_428_57);
    near(found.mean_after, 122.285_714_285_714_29);
    near(found.interval.low, 0.785_714_285_714_291_8);
    near(found.interval.high, 13.714_285_714_285_722);
    assert!(found.is_clear() && found.note.is_none() && found.caution == CAUTION);
    assert_eq!(found, before_after(&days(), Day(40), 14).unwrap(), "the same every time");

    let cut = before_after(&days(), Day(65), 14).unwrap();
    assert_eq!((cut.before.days(), cut.after.days(), cut.n_after), (5, 5, 5));
    assert!(cut.note.is_some());
    for outside in [0, 1, 69, 70, 500, -500, i32::MAX, i32::MIN] {
        assert_eq!(before_after(&days(), Day(outside), 14), None, "{outside}");
    }
    let zero = before_after(&points(vec![Some(0.0); 20]), Day(10), 5).unwrap();
    assert_eq!((zero.difference, zero.relative, zero.is_clear()), (0.0, None, false));
}

#[test]
fn the_forecast_says_its_error() {
    let found = forecast(&days(), Grain::Day, 0, 14).unwrap();
    assert_eq!((found.season, found.n, found.points.len()), (7, 70, 14));
    assert_eq!((found.points[0].start, found.points[13].end), (Day(70), Day(83)));
    // The line and the week are worth learning: Holt–Winters errs less than a copy of last week.
    assert_eq!(found.method, ForecastMethod::HoltWinters);
    let naive = found.back_tests.iter().find(|test| test.method == ForecastMethod::SeasonalNaive).unwrap();
    // numpy: 56 days to learn from, 14 held back.
    near(naive.mae, 6.142_857_142_857_143);
    near(naive.mape.unwrap(), 0.047_262_960_721_325_52);
    near(naive.mase.unwrap(), 1.162_162_162_162_162_3);
    assert!(found.back_tests[0].mae < naive.mae);
    assert!(found.points.iter().all(|point| point.low < point.value && point.value < point.high));
    // scipy.optimize.differential_evolution over the weights, from the same first state: squared errors 855.683, and
    // the next three values.
    let values: Vec<Option<f64>> = days().iter().map(|point| point.value).collect();
    let best = fit(&values, 7).unwrap();
    assert!(best.squared_errors < 855.683 * 1.01, "{best:?}");
    for (point, expected) in found.points.iter().zip([134.68, 140.47, 144.63]) {
        assert!((point.value - expected).abs() < 1.0, "{point:?}");
    }

    // A pure cycle: both are right, the simpler one is taken, and it is sure of itself.
    let cycle = points((0..42).map(|t| Some(f64::from([9, 1, 4, 4, 6, 2, 2][t % 7]))));
    let found = forecast(&cycle, Grain::Day, 0, 7).unwrap();
    assert_eq!(found.method, ForecastMethod::SeasonalNaive);
    let values: Vec<f64> = found.points.iter().map(|point| point.value).collect();
    assert_eq!(values, [9.0, 1.0, 4.0, 4.0, 6.0, 2.0, 2.0]);
    assert_eq!((found.back_tests[0].mae, found.back_tests[0].mase), (0.0, None));
    assert!(found.points.iter().all(|point| point.low == point.value && point.high == point.value));
}

#[test]
fn the_naive_interval_grows_with_the_seasons() {
    // Noise without a line: σ of the weekly differences 6.573153672807993 in numpy for days(); √2 more after a week.
    let days = days();
    let found = forecast(&days, Grain::Day, 0, 14).unwrap();
    let (one, eight) = (found.points[0], found.points[7]);
    assert!(eight.high - eight.low > one.high - one.low);
    let walk = points([3, 9, 1, 8, 2, 9, 4, 7, 1, 9, 3, 8].map(|value| Some(f64::from(value))));
    let found = forecast(&walk, Grain::Month, 0, 2).unwrap();
    assert_eq!(found.season, 1, "less than two years have no season");
    assert!(found.points.iter().all(|point| point.low >= 0.0), "never below 0, so not forecast there");
}

#[test]
fn too_little_has_no_forecast() {
    assert!(forecast(&[], Grain::Day, 0, 7).is_none());
    assert!(forecast(&days()[..7], Grain::Day, 0, 7).is_none());
    assert!(forecast(&days(), Grain::Day, 0, 0).is_none());
    assert!(forecast(&points(vec![None; 60]), Grain::Day, 0, 7).is_none());
    assert_eq!(forecast(&days(), Grain::Day, 0, usize::MAX).unwrap().points.len(), 35);
    let weeks = forecast(&days(), Grain::Week, 0, 4).unwrap();
    assert_eq!(weeks.points[0].end.0 - weeks.points[0].start.0, 6);
}

#[test]
fn anomalies_are_those_of_numpy() {
    // y[i] beyond mean ± k · std(ddof=1) of y[i-7:i]
    let rule = |sensitivity| AnomalyRule { sensitivity, baseline: 7, minimum: 10 };
    let found = |rule| anomalies(&days(), rule).iter().map(|one| (one.start.0, one.way)).collect::<Vec<_>>();
    assert_eq!(found(rule(Sensitivity::Medium)), [(16, Way::High), (30, Way::High), (47, Way::Low)]);
    let high: Vec<i32> = found(rule(Sensitivity::High)).iter().map(|(day, _)| *day).collect();
    assert_eq!(high, [8, 16, 24, 30, 33, 47, 51, 55, 65, 69]);
    assert!(found(rule(Sensitivity::Low)).is_empty());
    assert!(found(AnomalyRule { minimum: 51, ..AnomalyRule::default() }).is_empty(), "too little volume");
    let still = points([vec![Some(5.0); 10], vec![Some(900.0)]].concat());
    assert!(anomalies(&still, AnomalyRule::default()).is_empty(), "what never varies has no measure");
    assert!(anomalies(&days(), AnomalyRule { baseline: 0, ..AnomalyRule::default() }).is_empty());
    assert!(anomalies(&days(), AnomalyRule { baseline: usize::MAX, ..AnomalyRule::default() }).is_empty());
}

#[test]
fn the_alert_by_hand() {
    // Baseline 0, 2, 0, 2 …: mean 1, sd √(168/167); limit at k 2 about 3.006.
    let hours = |last: f64| -> Vec<f64> {
        (0..168).map(|hour| f64::from(hour % 2 * 2)).chain(std::iter::repeat_n(last, 24)).collect()
    };
    let found = alert(&hours(3.0), Sensitivity::Medium, 10).unwrap();
    near(found.limit, 1.0 + 2.0 * (168.0_f64 / 167.0).sqrt());
    assert!(!found.raised);
    assert!(alert(&hours(3.0), Sensitivity::High, 10).unwrap().raised);
    let found = alert(&hours(3.01), Sensitivity::Medium, 10).unwrap();
    assert!(found.raised && (found.volume - 72.24).abs() < 1e-9);
    assert!(!alert(&hours(3.01), Sensitivity::Medium, 73).unwrap().raised, "too little volume");
    assert_eq!(alert(&hours(3.0)[1..], Sensitivity::Medium, 10), None);
    assert_eq!(alert(&[1.0; 192], Sensitivity::Medium, 0), None);
}

#[test]
fn any_kpi_has_a_course() {
    let mut workspace = workspace("UTC");
    add_members(&mut workspace, &[(false, false); 40]);
    let start = 20_513 * 24 * HOUR;
    // Every hour for 120 days: more by day, more at the end of the week, a burst in the last day.
    let mut acts = Vec::new();
    for hour in 0..120 * 24_i64 {
        let burst = if hour >= 119 * 24 { 8 } else { 0 };
        let count = 1 + hour % 24 / 12 + i64::from(hour / 24 % 7 > 4) + burst;
        acts.extend((0..count).map(|n| Act {
            member: Some(((hour * 7 + n * 13) % 40) as u32),
            time: Some(start + hour * HOUR + n * 1_000),
            kind: if n == 0 { kind::POST } else { kind::COMMENT },
            channel: None,
        }));
    }
    add_activities(&mut workspace, &acts);
    let dataset = Dataset::new(workspace);
    let scope = Scope::new(&dataset, &Query::default());
    assert!(scope.alert(start + 120 * 24 * HOUR, Sensitivity::Low, 50).unwrap().raised);
    assert!(!scope.alert(start + 100 * 24 * HOUR, Sensitivity::Low, 50).unwrap().raised);
    assert_eq!(scope.alert(start + 7 * 24 * HOUR, Sensitivity::Low, 50), None, "not 8 days of data");
    assert_eq!(scope.alert(i64::MIN, Sensitivity::Low, 50), None);
    let marks = scope.anomalies("activities", Grain::Day, AnomalyRule::default()).unwrap();
    assert_eq!(marks.last().map(|one| (one.start, one.way)), Some((Day(20_513 + 119), Way::High)));
    let last_days = scope.at(Some(Period { start: Day(20_513 + 119), end: Day(20_513 + 119) }));
    assert_eq!(last_days.anomalies("activities", Grain::Day, AnomalyRule::default()).unwrap().len(), 1);
    let forecast = scope.forecast("activities", Grain::Week, 4).unwrap().unwrap();
    assert_eq!((forecast.points.len(), forecast.season), (4, 1));
    let earlier = scope.at(Some(Period { start: Day(20_513 + 90), end: Day(20_513 + 110) }));
    let forecast = earlier.forecast("activities", Grain::Day, 7).unwrap().unwrap();
    assert_eq!((forecast.points[0].start, forecast.season), (Day(20_513 + 111), 7));
    assert!(forecast.back_tests[0].mae < 1e-9, "it is a pure cycle up to there");
    let change = scope.before_after("activities", Day(20_513 + 60), 14).unwrap().unwrap();
    assert_eq!((change.difference, change.n_before, change.n_after), (0.0, 14, 14));
    assert!(scope.trend("activities", Grain::Week).unwrap().is_some());
    assert_eq!(scope.trend("nothing", Grain::Day), Err(UnknownKpi("nothing".to_owned())));
    let weeks = scope.series("activities", Grain::Week).unwrap();
    assert!(whole_steps(&weeks, Grain::Week, 0).len() < weeks.len(), "the data begins within a week");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn whatever_comes_there_is_no_panic_and_no_nan(
        values in prop::collection::vec(prop::option::weighted(0.8, prop_oneof![Just(0.0), -1e6..1e6, Just(f64::NAN), 0.0..1.0]), 0..80),
        horizon in 0_usize..30,
        day in -10_i32..90,
    ) {
        let points = points(values);
        if let Some(found) = trend(&points) {
            prop_assert!(found.line.low <= found.line.slope && found.line.slope <= found.line.high);
            prop_assert!((0.0..=1.0).contains(&found.test.p) && found.test.tau.abs() <= 1.0);
        }
        if let Some(found) = forecast(&points, Grain::Day, 0, horizon) {
            prop_assert!(!found.back_tests.is_empty());
            for point in &found.points {
                prop_assert!(point.low <= point.value && point.value <= point.high, "{:?}", point);
            }
        }
        if let Some(found) = before_after(&points, Day(day), 14) {
            prop_assert!(found.interval.low <= found.interval.high);
            prop_assert_eq!(found.before.days(), found.after.days());
        }
        for one in anomalies(&points, AnomalyRule::default()) {
            prop_assert_eq!(one.way == Way::High, one.value > one.limit);
        }
    }
}
