//! Whether targets will be reached: projections against values worked out by hand.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod kpi_support;

use hearth::{
    analytics::{Dataset, Pace, PaceStatus, pace},
    model::{
        Day, Extra, Workspace,
        record::{Direction, KpiTarget},
    },
};
use kpi_support::{Act, Post, add_activities, add_channel_days, add_members, add_posts, workspace};

const DAY_MS: i64 = 86_400_000;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn noon(day: Day) -> Option<i64> {
    Some(i64::from(day.0) * DAY_MS + DAY_MS / 2)
}

fn target(kpi: &str, baseline: Option<f64>, target: f64, direction: Direction, deadline: Option<&str>) -> KpiTarget {
    KpiTarget { kpi: kpi.to_owned(), baseline, target, direction, deadline: deadline.map(day), extra: Extra::new() }
}

#[track_caller]
fn near(found: Option<f64>, expected: f64) {
    assert!(found.is_some_and(|found| (found - expected).abs() < 1e-9), "{found:?} is not {expected}");
}

/// Posts on these days of June 2026, so many each.
fn posts(counts: &[(u32, usize)]) -> Workspace {
    let mut one = workspace("UTC");
    let posts: Vec<Post> = counts
        .iter()
        .flat_map(|(date, count)| (0..*count).map(|_| Day::from_ymd(2026, 6, *date).unwrap()))
        .map(|day| Post { time: noon(day), ..Post::default() })
        .collect();
    add_posts(&mut one, &posts);
    one
}

fn of(workspace: &Workspace, target: &KpiTarget, since: &str, today: &str) -> Pace {
    pace(&Dataset::new(workspace.clone()), target, day(since), day(today)).unwrap()
}

#[test]
fn a_sum_goes_on_at_its_mean() {
    // 1, 0, 2, 3 posts on 1, 2, 3, 4 June; before that one that does not count.
    let mut one = posts(&[(1, 1), (3, 2), (4, 3)]);
    add_posts(&mut one, &[Post { time: noon(day("2026-05-31")), ..Post::default() }]);
    let goal = |value| target("posts", None, value, Direction::Up, Some("2026-06-10"));
    let found = of(&one, &goal(15.0), "2026-06-01", "2026-06-04");
    // 6 in 4 of 10 days: 15. s of 1, 0, 2, 3 = √(5 / 3); margin 1.96 s √(6 + 36 / 4), more exactly 1.959963984540054.
    assert_eq!((found.now, found.is_sum, found.status), (Some(6.0), true, PaceStatus::OnTrack));
    near(found.projected, 15.0);
    let margin = 1.959_963_984_540_054 * (5.0_f64 / 3.0).sqrt() * 15.0_f64.sqrt();
    near(found.band.map(|band| band.0), 15.0 - margin.min(9.0));
    near(found.band.map(|band| band.1), 15.0 + margin);
    let sums: Vec<_> = found.line.iter().map(|point| point.value.unwrap()).collect();
    assert_eq!(sums, [1.0, 1.0, 3.0, 6.0]);
    assert_eq!(found.projection.first().map(|step| (step.day, step.value)), Some((day("2026-06-04"), 6.0)));
    assert_eq!(found.projection.last().map(|step| step.day), Some(day("2026-06-10")));
    assert!(found.why.contains("6 from 1 Jun 2026 to 4 Jun 2026"), "{}", found.why);
    assert!(found.why.contains("it will be 15 on 10 Jun 2026"), "{}", found.why);

    assert_eq!(of(&one, &goal(24.0), "2026-06-01", "2026-06-04").status, PaceStatus::AtRisk, "in the band");
    assert_eq!(of(&one, &goal(40.0), "2026-06-01", "2026-06-04").status, PaceStatus::OffTrack);
    assert_eq!(of(&one, &goal(6.0), "2026-06-01", "2026-06-04").status, PaceStatus::Reached);
    assert_eq!(of(&one, &goal(15.0), "2026-06-01", "2026-07-01").status, PaceStatus::Missed, "the deadline is over");
    assert_eq!(of(&one, &goal(6.0), "2026-06-01", "2026-07-01").status, PaceStatus::Reached);
    let idle = of(&one, &goal(15.0), "2026-06-01", "2026-06-08");
    assert_eq!(idle.projected, Some(15.0), "days after the data are not days without");
    assert!(idle.why.ends_with("The data ends on 4 Jun 2026."), "{}", idle.why);
    let last_day = of(&one, &target("posts", None, 7.0, Direction::Up, Some("2026-06-04")), "2026-06-01", "2026-06-04");
    assert_eq!((last_day.projected, last_day.status), (Some(6.0), PaceStatus::OffTrack));
    let open = of(&one, &target("posts", None, 7.0, Direction::Up, None), "2026-06-01", "2026-06-04");
    assert_eq!((open.projected, open.status), (None, PaceStatus::NoDeadline));
}

#[test]
fn even_days_leave_no_band_and_a_near_miss_is_at_risk() {
    let one = posts(&[(1, 2), (2, 2), (3, 2)]);
    let goal = |value| target("posts", None, value, Direction::Up, Some("2026-06-09"));
    // 2 a day: 18. Of 19.9 it misses 1.9, less than a tenth; of 20 exactly a tenth.
    assert_eq!(of(&one, &goal(19.9), "2026-06-01", "2026-06-03").status, PaceStatus::AtRisk);
    assert_eq!(of(&one, &goal(20.0), "2026-06-01", "2026-06-03").status, PaceStatus::OffTrack);
    assert_eq!(of(&one, &goal(19.9), "2026-06-01", "2026-06-03").band, Some((18.0, 18.0)));
}

#[test]
fn a_sum_that_should_stay_low_is_not_reached_on_its_first_day() {
    let one = posts(&[(1, 2), (2, 2), (3, 2)]);
    let goal = |value| target("posts", None, value, Direction::Down, Some("2026-06-09"));
    assert_eq!(of(&one, &goal(18.0), "2026-06-01", "2026-06-03").status, PaceStatus::OnTrack);
    assert_eq!(of(&one, &goal(10.0), "2026-06-01", "2026-06-03").status, PaceStatus::OffTrack);
    assert_eq!(of(&one, &goal(5.0), "2026-06-01", "2026-06-03").status, PaceStatus::Missed);
    assert_eq!(of(&one, &goal(6.0), "2026-06-01", "2026-06-10").status, PaceStatus::Reached);
}

/// Followers at the ends of weeks: five Sundays from 7 June 2026 on.
fn followers(values: [f64; 5]) -> Workspace {
    let mut one = workspace("UTC");
    let days = ["2026-06-07", "2026-06-14", "2026-06-21", "2026-06-28", "2026-07-05"];
    let rows: Vec<_> = days.into_iter().zip(values).map(|(day, value)| (1, day, Some(value), None)).collect();
    add_channel_days(&mut one, &rows);
    one
}

#[test]
fn a_level_goes_on_along_its_line() {
    // Slopes a week of the ten pairs, ascending: −10, 10 six times, 16.7, 20, 30. Their median is 10. Sen's interval: of
    // n = 5 the margin is 1.96 √(5 · 4 · 15 / 18) = 8.0, so from the first, −10, to the last, 30. The line goes through
    // the medians: 120 on 21 June.
    let one = followers([100.0, 110.0, 120.0, 150.0, 140.0]);
    let goal = |value| target("followers", Some(100.0), value, Direction::Up, Some("2026-07-19"));
    let found = of(&one, &goal(155.0), "2026-06-07", "2026-07-05");
    assert_eq!((found.now, found.is_sum, found.line.len()), (Some(140.0), false, 5));
    // 19 July is four weeks later: 120 + 4 × 10, 120 − 4 × 10, 120 + 4 × 30.
    near(found.projected, 160.0);
    near(found.band.map(|band| band.0), 80.0);
    near(found.band.map(|band| band.1), 240.0);
    assert_eq!(found.status, PaceStatus::OnTrack);
    assert!(found.why.contains("by the trend of 5 weeks, it will be 160 on 19 Jul 2026"), "{}", found.why);
    assert_eq!(of(&one, &goal(200.0), "2026-06-07", "2026-07-05").status, PaceStatus::AtRisk);
    assert_eq!(of(&one, &goal(500.0), "2026-06-07", "2026-07-05").status, PaceStatus::OffTrack);
    assert_eq!(of(&one, &goal(140.0), "2026-06-07", "2026-07-05").status, PaceStatus::Reached);
    let late = of(&one, &goal(140.0), "2026-06-07", "2026-08-01");
    assert_eq!((late.status, late.projected), (PaceStatus::Reached, None));
    assert!(late.why.starts_with("It was 140; at least 140 was aimed at by 19 Jul 2026."), "{}", late.why);
    let past = target("followers", Some(100.0), 130.0, Direction::Up, Some("2026-06-21"));
    let past = of(&one, &past, "2026-06-07", "2026-07-05");
    assert_eq!((past.now, past.status), (Some(120.0), PaceStatus::Missed), "what came after the deadline is too late");
}

#[test]
fn an_even_course_ends_where_it_is() {
    let one = followers([100.0; 5]);
    let goal = |value, baseline| target("followers", baseline, value, Direction::Up, Some("2026-07-19"));
    let found = of(&one, &goal(110.0, Some(100.0)), "2026-06-07", "2026-07-05");
    assert_eq!((found.projected, found.band, found.status), (Some(100.0), Some((100.0, 100.0)), PaceStatus::OffTrack));
    assert_eq!(of(&one, &goal(100.0, Some(100.0)), "2026-06-07", "2026-07-05").status, PaceStatus::Reached);
    let same = of(&one, &goal(110.0, Some(110.0)), "2026-06-07", "2026-07-05");
    assert_eq!(same.status, PaceStatus::OffTrack, "no way to go, and not there");
    let down = target("followers", None, 90.0, Direction::Down, Some("2026-07-19"));
    assert_eq!(of(&one, &down, "2026-06-07", "2026-07-05").status, PaceStatus::OffTrack);
}

#[test]
fn a_new_target_goes_on_from_the_weeks_before_it() {
    let one = followers([100.0, 110.0, 120.0, 130.0, 140.0]);
    let goal = target("followers", None, 160.0, Direction::Up, Some("2026-07-19"));
    let found = of(&one, &goal, "2026-07-01", "2026-07-05");
    assert_eq!((found.baseline, found.status), (Some(130.0), PaceStatus::OnTrack));
    near(found.projected, 160.0);
    assert_eq!(found.line.len(), 5);
}

#[test]
fn too_little_is_said_to_be_too_little() {
    let goal = target("followers", None, 160.0, Direction::Up, Some("2026-07-19"));
    let nothing = of(&workspace("UTC"), &goal, "2026-06-01", "2026-07-05");
    assert_eq!((nothing.now, nothing.status, nothing.line.len()), (None, PaceStatus::NoData, 0));
    let mut one = workspace("UTC");
    add_channel_days(&mut one, &[(1, "2026-07-05", Some(140.0), None)]);
    let single = of(&one, &goal, "2026-06-01", "2026-07-05");
    assert_eq!((single.now, single.projected, single.status), (Some(140.0), None, PaceStatus::NoData));
    assert!(single.why.ends_with("It takes 4 weeks with a value to see a pace."), "{}", single.why);
    let unknown = target("no_such_kpi", None, 1.0, Direction::Up, None);
    assert!(pace(&Dataset::new(one.clone()), &unknown, day("2026-06-01"), day("2026-07-05")).is_err());
    let strange = target("followers", None, f64::NAN, Direction::Up, Some("2026-07-19"));
    assert_eq!(of(&one, &strange, "2026-06-01", "2026-07-05").status, PaceStatus::NoData);
    let far = target("followers", None, 1e300, Direction::Up, Some("9999-12-31"));
    assert_eq!(
        of(&followers([1.0, 2.0, 3.0, 4.0, 5.0]), &far, "2026-06-01", "2026-07-05").status,
        PaceStatus::OffTrack
    );
}

#[test]
fn rolling_figures_and_rates_are_read_week_by_week() {
    // One member more each week from Monday 6 April 2026 on: member k acts daily from week k.
    let mut one = workspace("UTC");
    add_members(&mut one, &[(false, false); 13]);
    let first = day("2026-04-06");
    let acts = (0..91).flat_map(|offset: i32| {
        (0..=offset / 7).map(move |member| Act {
            member: Some(member as u32),
            time: noon(first.add(offset)),
            kind: "comment",
            channel: None,
        })
    });
    add_activities(&mut one, &acts.collect::<Vec<_>>());
    // WAU on Sundays: 1, 2, … 13 on 5 July; two weeks later 15.
    let wau = target("wau", None, 15.0, Direction::Up, Some("2026-07-19"));
    let found = of(&one, &wau, "2026-05-04", "2026-07-05");
    assert_eq!((found.now, found.baseline, found.status), (Some(13.0), Some(4.0), PaceStatus::OnTrack));
    near(found.projected, 15.0);
    // Active in 28 days: as many as in the last week of them.
    let active = target("active_members", None, 20.0, Direction::Up, Some("2026-07-19"));
    let found = of(&one, &active, "2026-05-04", "2026-07-05");
    assert_eq!((found.now, found.status), (Some(13.0), PaceStatus::OffTrack));
    near(found.projected, 15.0);
    // A rate week by week: 7 actions a member in each.
    let rate = target("actions_per_member", None, 8.0, Direction::Up, Some("2026-07-19"));
    let found = of(&one, &rate, "2026-05-04", "2026-07-05");
    near(found.projected, 7.0);
}
