//! KPIs of members against a plain reference that counts with sets, on generated data: zones with daylight saving,
//! staff, bots, joining and leaving, missing members and times; and their properties.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod kpi_support;

use chrono::TimeZone;
use hearth::{
    analytics::{
        Dataset, Definition, Dimension, Ending, Grain, Level, Mark, Query, Scope, Stage, catalogue,
        statistics::{kaplan_meier, log_rank},
    },
    model::{
        Day, Period, Workspace,
        facts::{TableKind, kind},
    },
};
use kpi_support::{Act, add_activities, add_members, channel_id, set_joined, workspace};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const KINDS: [&str; 8] =
    [kind::POST, kind::COMMENT, kind::REACTION, "", kind::JOIN, kind::LEAVE, kind::MODERATION, kind::POST];
const ZONES: [&str; 3] = ["UTC", "Europe/Madrid", "America/New_York"];

/// 1 September 2025: 400 days from here hold both clock changes and the turn of the year.
const START_DAY: i32 = 20_332;
const MEMBERS: usize = 8;

#[derive(Clone, Debug)]
struct Case {
    zone: &'static str,
    week_start: u8,
    exclude_staff: bool,
    /// Staff, bot, minutes after the start of joining.
    members: Vec<(bool, bool, Option<i64>)>,
    acts: Vec<Act>,
    period: Option<(i32, i32)>,
    channel: Option<u8>,
}

fn cases() -> impl Strategy<Value = Case> {
    let act = (
        prop::option::weighted(0.95, 0_u32..MEMBERS as u32 + 1),
        prop::option::weighted(0.95, 0_i64..400),
        0_i64..1_440,
        0_usize..KINDS.len(),
        prop::option::weighted(0.9, 0_u8..2),
    );
    let member = (
        prop::bool::weighted(0.1),
        prop::bool::weighted(0.1),
        prop::option::weighted(0.6, -50_i64 * 1_440..420 * 1_440),
    );
    let period = prop::option::weighted(0.8, (START_DAY - 20..START_DAY + 420, 0_i32..150));
    (
        0_usize..ZONES.len(),
        0_u8..7,
        any::<bool>(),
        prop::collection::vec(member, MEMBERS),
        prop::collection::vec(act, 0..220),
        period,
        prop::option::weighted(0.3, 0_u8..2),
    )
        .prop_map(|(zone, week_start, exclude_staff, members, acts, period, channel)| Case {
            zone: ZONES[zone],
            week_start,
            exclude_staff,
            members,
            acts: acts
                .into_iter()
                .map(|(member, day, minute, kind, channel)| Act {
                    member,
                    // Busy and silent times: half of the actions lie in the first 100 days of each 200.
                    time: day.map(|day| instant((day - day % 200 / 100 * (day % 3) * 25) * 1_440 + minute)),
                    kind: KINDS[kind],
                    channel,
                })
                .collect(),
            period: period.map(|(start, length)| (start, start + length)),
            channel,
        })
}

fn instant(minutes: i64) -> i64 {
    i64::from(START_DAY) * 86_400_000 + minutes * 60_000
}

fn build(case: &Case) -> Workspace {
    let mut workspace = workspace(case.zone);
    workspace.settings.week_start = case.week_start;
    workspace.settings.exclude_staff = case.exclude_staff;
    add_members(&mut workspace, &case.members.iter().map(|one| (one.0, one.1)).collect::<Vec<_>>());
    set_joined(&mut workspace, &case.members.iter().map(|one| one.2.map(instant)).collect::<Vec<_>>());
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

/// The reference.
struct Naive {
    /// Days of each member's counted actions.
    acts: BTreeMap<usize, Vec<i32>>,
    /// Who counts and is asked for.
    people: Vec<usize>,
    joined: BTreeMap<usize, i32>,
    left: BTreeMap<usize, i32>,
    has_leavings: bool,
    /// First to last day of activities, and of those and joining.
    span: Option<(i32, i32)>,
    joining_span: Option<(i32, i32)>,
    period: Option<(i32, i32)>,
    week_start: u8,
}

type Share = Option<(f64, f64)>;

impl Naive {
    fn new(case: &Case) -> Self {
        let zone: chrono_tz::Tz = case.zone.parse().unwrap();
        let epoch = chrono::NaiveDate::from_ymd_opt(1970, 1, 1).unwrap();
        let day = |time: i64| (zone.timestamp_millis_opt(time).unwrap().date_naive() - epoch).num_days() as i32;
        let staff = |row: usize| case.exclude_staff && (case.members[row].0 || case.members[row].1);
        let dated: Vec<(i32, &Act)> = case.acts.iter().filter_map(|act| Some((day(act.time?), act))).collect();
        let asked: Vec<(i32, usize, &str)> = dated
            .iter()
            .filter(|(_, act)| case.channel.is_none() || act.channel == case.channel)
            .filter_map(|(day, act)| Some((*day, act.member? as usize, act.kind)))
            .filter(|(_, row, _)| *row < MEMBERS)
            .collect();
        let mut naive = Self {
            acts: BTreeMap::new(),
            people: Vec::new(),
            joined: BTreeMap::new(),
            left: BTreeMap::new(),
            has_leavings: false,
            span: hull(dated.iter().map(|(day, _)| *day)),
            joining_span: None,
            period: case.period,
            week_start: case.week_start,
        };
        let mut joined: BTreeMap<usize, i32> = BTreeMap::new();
        if case.channel.is_none() {
            joined = (0..MEMBERS).filter_map(|row| Some((row, day(instant(case.members[row].2?))))).collect();
        }
        let listed = joined.clone();
        for (day, row, kind) in &asked {
            match *kind {
                kind::JOIN => {
                    joined.entry(*row).and_modify(|first| *first = (*first).min(*day)).or_insert(*day);
                }
                kind::LEAVE => naive.has_leavings = true,
                kind::MODERATION => {}
                _ if staff(*row) => {}
                _ => naive.acts.entry(*row).or_default().push(*day),
            }
        }
        let ends = joined.values().copied().chain(dated.iter().map(|(day, _)| *day));
        naive.joining_span = hull(ends);
        for row in 0..MEMBERS {
            let known = case.channel.is_none() || asked.iter().any(|(_, other, _)| *other == row);
            if !known || staff(row) {
                continue;
            }
            naive.people.push(row);
            let of_row = || asked.iter().filter(|(_, other, _)| *other == row);
            let leave = of_row().filter(|(_, _, kind)| *kind == kind::LEAVE).map(|(day, _, _)| *day).max();
            let stays = |kind: &str| kind != kind::LEAVE && kind != kind::MODERATION;
            let latest = of_row().filter(|(_, _, kind)| stays(kind)).map(|(day, _, _)| *day).max();
            // Whoever joined later, by the list of members, came back too.
            let latest = latest.max(listed.get(&row).copied());
            if let Some(leave) = leave.filter(|leave| latest.is_none_or(|latest| latest <= *leave)) {
                naive.left.insert(row, leave);
            }
        }
        naive.joined = joined.into_iter().filter(|(row, _)| naive.people.contains(row)).collect();
        naive.acts.values_mut().for_each(|days| days.sort_unstable());
        naive
    }

    fn window(&self, span: Option<(i32, i32)>) -> Option<(i32, i32)> {
        let (first, last) = span?;
        let (start, end) = self.period.unwrap_or((first, last));
        let cut = (start.max(first), end.min(last));
        (cut.0 <= cut.1).then_some(cut)
    }

    fn first(&self, row: usize) -> Option<i32> {
        self.acts.get(&row)?.first().copied()
    }

    fn began(&self, row: usize) -> Option<i32> {
        self.first(row).into_iter().chain(self.joined.get(&row).copied()).min()
    }

    /// Members with at least so many actions from a day to another.
    fn active(&self, (start, end): (i32, i32), least: usize) -> BTreeSet<usize> {
        let enough = |days: &Vec<i32>| days.iter().filter(|day| start <= **day && **day <= end).count() >= least;
        self.acts.iter().filter(|(_, days)| enough(days)).map(|(row, _)| *row).collect()
    }

    fn newcomers(&self, (start, end): (i32, i32)) -> BTreeSet<usize> {
        let new = |row: &usize| self.first(*row).is_some_and(|first| start <= first && first <= end);
        self.acts.keys().copied().filter(new).collect()
    }

    fn reactivated(&self, (start, end): (i32, i32)) -> Option<f64> {
        if end < self.span?.0 + 91 {
            return None;
        }
        let back =
            |days: &&Vec<i32>| days.windows(2).any(|pair| pair[1] - pair[0] > 90 && start <= pair[1] && pair[1] <= end);
        Some(self.acts.values().filter(back).count() as f64)
    }

    fn lost(&self, window: (i32, i32)) -> Option<((i32, i32), BTreeSet<usize>)> {
        let now = if window.1 - window.0 < 29 { (window.1 - 29, window.1) } else { window };
        if now.0 <= self.span?.0 {
            return None;
        }
        let before = self.active((now.0 - 90, now.0 - 1), 4);
        Some((now, before.difference(&self.active(now, 1)).copied().collect()))
    }

    fn retention(&self, window: (i32, i32)) -> Share {
        let (start, end) = self.period.unwrap_or(window);
        let before = Period { start: Day(start), end: Day(end) }.previous();
        if before.end.0 < self.span?.0 {
            return None;
        }
        let before = self.active((before.start.0, before.end.0), 1);
        let now = self.active(window, 1);
        share(before.intersection(&now).count(), before.len())
    }

    fn membership_retention(&self, (start, end): (i32, i32)) -> Share {
        if !self.has_leavings {
            return None;
        }
        let there = |row: &usize, day: i32| {
            self.began(*row).is_some_and(|began| began <= day) && self.left.get(row).is_none_or(|left| *left > day)
        };
        let at_start: Vec<usize> = self.people.iter().copied().filter(|row| there(row, start - 1)).collect();
        share(at_start.iter().filter(|row| there(row, end)).count(), at_start.len())
    }

    fn next_step(&self, (start, end): (i32, i32), grain: Grain) -> Share {
        let steps: BTreeSet<(i32, i32)> = (start..=end)
            .map(|day| grain.step(Day(day), self.week_start))
            .map(|step| (step.start.0, step.end.0))
            .filter(|step| start <= step.0 && step.1 <= end)
            .collect();
        let (mut active, mut all) = (0, 0);
        for step in steps {
            let before = grain.step(Day(step.0 - 1), self.week_start);
            let newcomers = self.newcomers((before.start.0, before.end.0));
            active += newcomers.intersection(&self.active(step, 1)).count();
            all += newcomers.len();
        }
        share(active, all)
    }

    fn lives(&self, ending: Ending, end: i32) -> Vec<(usize, u32, bool)> {
        let mut lives = Vec::new();
        if ending == Ending::Silence {
            for (row, days) in &self.acts {
                let (first, last) = (days[0], days.iter().rfind(|day| **day <= end).copied());
                let Some(last) = last.filter(|_| first <= end - 90) else { continue };
                lives.push((*row, (last.min(end - 90) - first) as u32, end - last >= 90));
            }
        } else if self.has_leavings {
            for row in &self.people {
                let Some(began) = self.began(*row).filter(|began| *began <= end) else { continue };
                let left = self.left.get(row).copied().filter(|left| *left <= end);
                lives.push((*row, (left.unwrap_or(end) - began).max(0) as u32, left.is_some()));
            }
        }
        lives
    }

    fn ever_regular(&self, row: usize, end: i32) -> bool {
        self.acts.get(&row).is_some_and(|days| days.windows(4).any(|four| four[3] - four[0] < 90 && four[3] <= end))
    }
}

fn hull(days: impl Iterator<Item = i32>) -> Option<(i32, i32)> {
    days.map(|day| (day, day)).reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
}

fn share(above: usize, below: usize) -> Share {
    (below > 0).then_some((above as f64, below as f64))
}

#[track_caller]
fn same(value: Option<f64>, expected: Option<f64>, what: &str) {
    match (value, expected) {
        (Some(value), Some(expected)) => assert!((value - expected).abs() < 1e-9, "{what}: {value} is not {expected}"),
        (value, expected) => assert_eq!(value, expected, "{what}"),
    }
}

fn of_members() -> impl Iterator<Item = &'static Definition> {
    catalogue().iter().filter(|kpi| kpi.subject == TableKind::Members)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn figures_of_members_agree_with_sets(case in cases()) {
        let dataset = Dataset::new(build(&case));
        let scope = Scope::new(&dataset, &query(&case));
        let value = |id: &str| scope.value(id).unwrap();
        let naive = Naive::new(&case);
        let quotient = |share: Share| share.map(|(above, below)| above / below);

        if let Some(window) = naive.window(naive.span) {
            let new = naive.newcomers(window).len() as f64;
            same(value("first_time_contributors"), Some(new), "first");
            same(value("reactivated_members"), naive.reactivated(window), "reactivated");
            let lost = naive.lost(window);
            same(value("lost_regulars"), lost.as_ref().map(|(_, lost)| lost.len() as f64), "lost");
            let net = lost.and_then(|(now, lost)| {
                let shown = (now.0.max(naive.span?.0), now.1);
                Some(naive.newcomers(shown).len() as f64 + naive.reactivated(shown)? - lost.len() as f64)
            });
            same(value("net_active_change"), net, "net");
            let active = naive.active(window, 1);
            let earlier = active.iter().filter(|row| naive.first(**row).unwrap() < window.0).count();
            let returning = share(earlier, active.len()).filter(|_| window.0 > naive.span.unwrap().0);
            same(value("returning_rate"), quotient(returning), "returning");
            let retention = quotient(naive.retention(window));
            same(value("retention"), retention, "retention");
            same(value("churn"), retention.map(|kept| 1.0 - kept), "churn");
            for (id, grain) in [
                ("next_day_retention", Grain::Day), ("next_week_retention", Grain::Week), ("next_month_retention", Grain::Month),
            ] {
                same(value(id), quotient(naive.next_step(window, grain)), id);
            }
            for (id, length) in [("active_days_30", 30), ("active_days_90", 90), ("active_days_365", 365)] {
                let days = (window.1 - length + 1, window.1);
                let active = naive.active(days, 1);
                let distinct: usize = active.iter().map(|row| {
                    naive.acts[row].iter().filter(|day| days.0 <= **day && **day <= days.1).collect::<BTreeSet<_>>().len()
                }).sum();
                same(value(id), quotient(share(distinct, active.len())), id);
            }
            same(value("regulars"), Some(naive.active((window.1 - 89, window.1), 4).len() as f64), "regulars");
            let actions = naive.acts.values().flatten().filter(|day| window.0 <= **day && **day <= window.1).count();
            same(value("actions_per_member"), quotient(share(actions, active.len())), "actions per member");
        } else {
            for id in ["first_time_contributors", "lost_regulars", "retention", "next_week_retention", "active_days_90"] {
                prop_assert_eq!(value(id), None, "{}", id);
            }
        }

        for (id, ending, span) in [
            ("median_active_life", Ending::Silence, naive.span), ("median_membership", Ending::Leaving, naive.joining_span),
        ] {
            let Some(window) = naive.window(span) else {
                prop_assert_eq!(value(id), None);
                prop_assert!(scope.survival_until(ending, None).curves.is_empty());
                continue;
            };
            let lives = naive.lives(ending, window.1);
            let (days, ended): (Vec<u32>, Vec<bool>) = lives.iter().map(|(_, days, ended)| (*days, *ended)).unzip();
            let survival = scope.survival_until(ending, None);
            let curve = kaplan_meier(&days, &ended);
            same(value(id), curve.median.map(f64::from), id);
            prop_assert_eq!(survival.curves.first().map(|part| &part.curve), Some(&curve).filter(|curve| curve.n > 0));
            prop_assert_eq!(survival.basis.n, lives.len());
            let rows: Vec<u32> = lives.iter().map(|(row, _, _)| *row as u32).collect();
            prop_assert_eq!(scope.rows(id, &Mark::default()).unwrap().rows, rows);
        }

        let Some(window) = naive.window(naive.joining_span) else {
            prop_assert_eq!(value("new_members"), None);
            prop_assert!(scope.funnel().stages.is_empty());
            return Ok(());
        };
        let inside = |day: i32| window.0 <= day && day <= window.1;
        let joined = naive.joined.values().filter(|day| inside(**day)).count() as f64;
        let any_joining = case.acts.iter().any(|act| act.kind == kind::JOIN && act.time.is_some()
            && act.member.is_some_and(|row| (row as usize) < MEMBERS) && (case.channel.is_none() || act.channel == case.channel))
            || (case.channel.is_none() && case.members.iter().any(|one| one.2.is_some()));
        same(value("new_members"), Some(joined).filter(|_| any_joining), "new members");
        let kept = quotient(naive.membership_retention(window));
        same(value("membership_retention"), kept, "membership retention");
        same(value("membership_churn"), kept.map(|kept| 1.0 - kept), "membership churn");
        let members: Vec<usize> = naive.people.iter().copied().filter(|row| naive.began(*row).is_some_and(inside)).collect();
        let contributors: Vec<usize> =
            members.iter().copied().filter(|row| naive.first(*row).is_some_and(|first| first <= window.1)).collect();
        let regulars = contributors.iter().filter(|row| naive.ever_regular(**row, window.1)).count();
        let counts: Vec<f64> = scope.funnel().stages.iter().map(|stage| stage.count).collect();
        prop_assert_eq!(counts, [members.len() as f64, contributors.len() as f64, regulars as f64]);
        same(value("contribution_rate"), quotient(share(contributors.len(), members.len())), "contribution rate");
        same(value("regular_rate"), quotient(share(regulars, contributors.len())), "regular rate");

        let levels = scope.levels();
        let last = (window.1 - 89, window.1);
        let there: Vec<usize> =
            naive.people.iter().copied().filter(|row| naive.began(*row).is_none_or(|began| began <= window.1)).collect();
        let expected = Level::ALL.map(|level| there.iter().filter(|row| {
            let days: Vec<i32> =
                naive.acts.get(row).into_iter().flatten().copied().filter(|day| last.0 <= *day && *day <= last.1).collect();
            let distinct = days.iter().collect::<BTreeSet<_>>().len();
            level == match (days.len(), distinct) {
                (0, _) if naive.first(**row).is_some_and(|first| first <= window.1) => Level::Quiet,
                (0, _) => Level::Silent,
                (4.., 12..) => Level::Core,
                (4.., _) => Level::Regular,
                _ => Level::Occasional,
            }
        }).count());
        prop_assert_eq!(levels.levels.iter().map(|level| level.count).collect::<Vec<_>>(), expected);
        prop_assert_eq!(levels.basis.n, there.len());
    }

    #[test]
    fn cohorts_agree_with_sets(case in cases()) {
        let dataset = Dataset::new(build(&case));
        let scope = Scope::new(&dataset, &query(&case));
        let naive = Naive::new(&case);
        for grain in Grain::ALL {
            let table = scope.cohorts(grain);
            let Some(window) = naive.window(naive.span) else {
                prop_assert!(table.cohorts.is_empty());
                continue;
            };
            let steps: BTreeSet<(i32, i32)> = (window.0..=window.1)
                .map(|day| table.grain.step(Day(day), case.week_start))
                .map(|step| (step.start.0.max(window.0), step.end.0.min(window.1)))
                .collect();
            let steps: Vec<(i32, i32)> = steps.into_iter().collect();
            prop_assert_eq!(table.cohorts.len(), steps.len());
            for (place, (cohort, days)) in table.cohorts.iter().zip(&steps).enumerate() {
                let newcomers = naive.newcomers(*days);
                prop_assert_eq!(cohort.size as usize, newcomers.len());
                let known = steps[place..].iter().map(|step| Some(newcomers.intersection(&naive.active(*step, 1)).count() as u32));
                let expected: Vec<_> = known.chain(std::iter::repeat_n(None, place)).collect();
                prop_assert_eq!(&cohort.cells, &expected);
                for later in 0..steps.len() {
                    prop_assert!(cohort.retention(later).is_none_or(|share| (0.0..=1.0).contains(&share)));
                }
                // The members behind the cells, of a few of them.
                for later in [None, Some(0), Some(1), Some(5)] {
                    let count = cohort.cells.get(later.unwrap_or_default()).copied().flatten().unwrap_or_default();
                    let mark = table.mark(place, later.map(|later| later as u32)).unwrap();
                    let selection = scope.rows("next_day_retention", &mark).unwrap();
                    prop_assert_eq!((selection.table, selection.rows.len()), (TableKind::Members, count as usize));
                }
            }
            prop_assert_eq!(table.cohorts.iter().map(|cohort| cohort.size as usize).sum::<usize>(), table.basis.n);
            prop_assert!(table.retention(1).is_none_or(|share| (0.0..=1.0).contains(&share)));
        }
    }

    #[test]
    fn every_figure_has_the_rows_it_counts(case in cases()) {
        let dataset = Dataset::new(build(&case));
        let scope = Scope::new(&dataset, &query(&case));
        for kpi in of_members() {
            let figure = scope.evaluate(kpi.id).unwrap();
            prop_assert_eq!(figure.value, scope.value(kpi.id).unwrap());
            let rows = scope.rows(kpi.id, &Mark::default()).unwrap();
            prop_assert_eq!((rows.table, rows.rows.len()), (TableKind::Members, figure.n), "{}", kpi.id);
            prop_assert_eq!(figure.provenance.iter().map(|one| one.count).sum::<usize>(), figure.n);
            for one in &figure.excluded {
                let mark = Mark { excluded: Some(one.key.clone()), ..Mark::default() };
                let left_out = scope.rows(kpi.id, &mark).unwrap().rows;
                prop_assert_eq!(left_out.len(), one.count, "{} {}", kpi.id, &one.key);
                prop_assert!(left_out.iter().all(|row| !rows.rows.contains(row)), "{} {}", kpi.id, &one.key);
            }
            if kpi.unit == hearth::analytics::Unit::Ratio {
                prop_assert!(figure.value.is_none_or(|value| (0.0..=1.0).contains(&value)), "{}", kpi.id);
            }
            for dimension in kpi.dimensions() {
                for part in scope.breakdown(kpi.id, *dimension).unwrap() {
                    prop_assert_eq!(scope.narrow(&part.mark).value(kpi.id).unwrap(), part.value);
                    prop_assert_eq!(scope.rows(kpi.id, &part.mark).unwrap().rows.len(), part.n, "{}", kpi.id);
                }
            }
            for point in scope.series(kpi.id, Grain::Month).unwrap() {
                let again = Scope::new(&dataset, &Query { period: Some(Period { start: point.start, end: point.end }), ..query(&case) });
                prop_assert_eq!(again.value(kpi.id).unwrap(), point.value, "{}", kpi.id);
            }
        }
        for level in scope.levels().levels {
            prop_assert_eq!(scope.rows("regulars", &level.mark.unwrap()).unwrap().rows.len(), level.count);
        }
        for stage in scope.funnel().stages {
            let rows = scope.rows("contribution_rate", &stage.mark.unwrap()).unwrap().rows;
            prop_assert_eq!(rows.len() as f64, stage.count);
            prop_assert!(stage.of_previous.is_none_or(|share| (0.0..=1.0).contains(&share)));
        }
    }

    #[test]
    fn curves_by_part_are_the_curve_divided(case in cases()) {
        let dataset = Dataset::new(build(&case));
        let scope = Scope::new(&dataset, &query(&case));
        for ending in [Ending::Silence, Ending::Leaving] {
            let whole = scope.survival_until(ending, None);
            for by in [Dimension::Channel, Dimension::ActivityKind] {
                let parts = scope.survival_until(ending, Some(by));
                let sum = |of: fn(&hearth::analytics::SurvivalCurve) -> usize| parts.curves.iter().map(of).sum::<usize>();
                prop_assert_eq!(sum(|part| part.curve.n), whole.basis.n);
                prop_assert_eq!(sum(|part| part.curve.events), whole.curves.first().map_or(0, |all| all.curve.events));
                prop_assert_eq!(&parts.basis, &whole.basis);
                prop_assert!(parts.curves.is_sorted_by(|a, b| a.curve.n >= b.curve.n));
                let mut seen = BTreeSet::new();
                for part in &parts.curves {
                    let rows = scope.rows("median_active_life", &part.mark).unwrap().rows;
                    prop_assert_eq!(rows.len(), part.curve.n);
                    prop_assert!(rows.iter().all(|row| seen.insert(*row)), "each member in one part");
                }
                if let Some(test) = &parts.log_rank {
                    let groups: Vec<_> = test.groups.iter().map(|group| (group.n, group.observed)).collect();
                    let curves: Vec<_> = parts.curves.iter().map(|part| (part.curve.n, part.curve.events)).collect();
                    prop_assert_eq!(groups, curves);
                }
            }
            prop_assert!(scope.survival_until(ending, Some(Dimension::Paid)).curves.is_empty());
        }
    }

    #[test]
    fn neither_the_order_of_the_rows_nor_two_imports_matter(case in cases(), seed in any::<u64>(), cut in 0.0..1.0) {
        let mut shuffled = case.clone();
        let mut state = seed;
        for index in (1..shuffled.acts.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            shuffled.acts.swap(index, (state >> 33) as usize % (index + 1));
        }
        let whole = Dataset::new(build(&case));
        let turned = Dataset::new(build(&shuffled));
        // The same in two imports, the first looked at before the second comes.
        let (early, late) = case.acts.split_at((case.acts.len() as f64 * cut) as usize);
        let mut workspace = build(&Case { acts: early.to_vec(), ..case.clone() });
        let first = Dataset::new(workspace.clone());
        let _ = Scope::new(&first, &Query::default()).levels();
        add_activities(&mut workspace, late);
        let twice = first.update(workspace);
        let scopes = [&whole, &turned, &twice].map(|dataset| Scope::new(dataset, &query(&case)));
        for other in &scopes[1..] {
            for kpi in of_members() {
                prop_assert_eq!(scopes[0].evaluate(kpi.id).unwrap(), other.evaluate(kpi.id).unwrap());
                prop_assert_eq!(scopes[0].rows(kpi.id, &Mark::default()).unwrap(), other.rows(kpi.id, &Mark::default()).unwrap());
            }
            for grain in Grain::ALL {
                prop_assert_eq!(scopes[0].cohorts(grain), other.cohorts(grain));
            }
            for ending in [Ending::Silence, Ending::Leaving] {
                for by in [None, Some(Dimension::Channel), Some(Dimension::ActivityKind)] {
                    prop_assert_eq!(scopes[0].survival_until(ending, by), other.survival_until(ending, by));
                }
            }
            prop_assert_eq!(scopes[0].levels(), other.levels());
            prop_assert_eq!(scopes[0].funnel(), other.funnel());
        }
    }

    #[test]
    fn what_changes_about_members_is_seen(case in cases(), joined in prop::collection::vec(prop::option::of(0_i64..400 * 1_440), MEMBERS), zone in 0_usize..3) {
        let older = Dataset::new(build(&case));
        let look = |dataset: &Dataset| {
            let scope = Scope::new(dataset, &Query::default());
            (scope.evaluate("new_members").unwrap(), scope.funnel(), scope.survival_until(Ending::Leaving, None), scope.levels())
        };
        look(&older);
        let mut workspace = build(&case);
        set_joined(&mut workspace, &joined.iter().map(|minutes| minutes.map(instant)).collect::<Vec<_>>());
        workspace.settings.zone = ZONES[zone].parse().unwrap();
        let newer = older.update(workspace.clone());
        prop_assert_eq!(look(&newer), look(&Dataset::new(workspace.clone())));
        workspace.settings.exclude_staff = !workspace.settings.exclude_staff;
        prop_assert_eq!(look(&newer.update(workspace.clone())), look(&Dataset::new(workspace)));
    }
}

#[test]
fn a_test_between_channels_is_the_test_of_their_members() {
    let mut workspace = workspace("UTC");
    add_members(&mut workspace, &[(false, false); 40]);
    // Members of channel 0 stay 0 to 19 days, those of channel 1 twice as long; nothing else for 200 days.
    let acts: Vec<Act> = (0..40_u32)
        .flat_map(|row| {
            let (channel, stay) = (row % 2, i64::from(row / 2 * (1 + row % 2)));
            [0, stay].map(|day| Act {
                member: Some(row),
                time: Some(instant(day * 1_440 + i64::from(row))),
                kind: kind::POST,
                channel: Some(channel as u8),
            })
        })
        .chain([Act { member: None, time: Some(instant(200 * 1_440)), kind: kind::POST, channel: None }])
        .collect();
    add_activities(&mut workspace, &acts);
    let dataset = Dataset::new(workspace);
    let scope = Scope::new(&dataset, &Query::default());
    let survival = scope.survival(Some(Dimension::Channel));
    let medians: Vec<_> = survival.curves.iter().map(|part| (part.curve.n, part.curve.median)).collect();
    let first = channel_id(0).to_string();
    let expected = if survival.curves[0].key == first { [Some(9), Some(18)] } else { [Some(18), Some(9)] };
    assert_eq!(medians, [(20, expected[0]), (20, expected[1])]);
    let days: Vec<u32> = (0..40).map(|row| row / 2 * (1 + row % 2)).collect();
    let groups: Vec<u32> = (0..40).map(|row| row % 2).collect();
    let (test, direct) = (survival.log_rank.unwrap(), log_rank(&days, &[true; 40], &groups).unwrap());
    // lifelines: logrank_test(range(20), range(0, 40, 2))
    assert!((test.chi_square - 11.680876547306617).abs() < 1e-9);
    assert!((test.p - 0.0006314577665686033).abs() < 1e-9);
    assert!((direct.chi_square - test.chi_square).abs() < 1e-9);
    assert_eq!(scope.funnel().stages[0].stage, Stage::Member);
}
