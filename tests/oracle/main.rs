//! The KPI catalogue against a second implementation that shares nothing with Hearth: `oracle.py` and the files beside
//! it, written from the definitions with pandas, numpy, scipy and statsmodels. `cargo xtask oracle` prepares Python and
//! starts this.
//!
//! ```text
//! community  generated communities with all that is odd in real ones
//! ask        what is asked, the facts as CSV files, and Python's answers
//! answer     Hearth's answers in the same form
//! compare    where the two differ by more than 1e-9
//! real       the real data sets, by Hearth's own import; Python reads the files itself
//! ```

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod answer;
mod ask;
mod community;
mod compare;
mod real;

use ask::{Asked, Task, ask, sources};
use community::{Shape, community};
use compare::agree;
use hearth::{
    analytics::{
        Dataset, Query, catalogue,
        statistics::{Smoothing, kaplan_meier, log_rank, smooth},
    },
    model::{Day, Period, Settings, Workspace},
    sample,
};
use serde_json::{Value as Json, json};

/// Lines that are compared by day, week and month; every other one by month.
const MAIN: [&str; 12] = [
    "engagement_rate_by_reach",
    "engagements",
    "posts",
    "followers",
    "activities",
    "dau",
    "active_members",
    "first_time_contributors",
    "retention",
    "messages_per_thread",
    "first_reply_median",
    "gini",
];

fn days(a: &str, b: &str) -> Option<Period> {
    Some(Period::new(a.parse().unwrap(), b.parse().unwrap()))
}

fn with(workspace: &Workspace, change: impl FnOnce(&mut Settings)) -> Workspace {
    let mut workspace = workspace.clone();
    change(&mut workspace.settings);
    workspace
}

/// The whole catalogue by month and the main lines by day and week.
fn lines() -> Vec<(&'static str, &'static str)> {
    let months = catalogue().iter().map(|definition| (definition.id, "month"));
    let shorter = MAIN.iter().flat_map(|id| [(*id, "day"), (*id, "week")]);
    let rolling = ["wau", "mau", "rolling_mau", "stickiness"].map(|id| (id, "day"));
    months.chain(shorter).chain(rolling).collect()
}

fn plain(query: Query) -> Task {
    Task { query, series: Vec::new(), cohorts: vec!["week", "month"] }
}

fn full(query: Query) -> Task {
    Task { query, series: lines(), cohorts: vec!["day", "week", "month"] }
}

/// Holds Hearth to Python's answers; every workspace of a list has the same facts.
fn hold(name: &str, asked: &[Asked]) {
    let answers = ask(&json!({ "communities": sources(name, asked) }), name);
    let mut differences = Vec::new();
    for (one, answers) in asked.iter().zip(answers["communities"].as_array().unwrap()) {
        let dataset = Dataset::new(one.workspace.clone());
        for (task, expected) in one.tasks.iter().zip(answers.as_array().unwrap()) {
            let compared = expected["figures"].as_object().unwrap();
            for definition in catalogue() {
                assert!(compared.contains_key(definition.id), "the oracle has no {}", definition.id);
            }
            let place = format!("{} {}", one.name, task.name());
            agree(expected, &answer::answer(&dataset, task), &place, &mut differences);
        }
    }
    assert!(differences.is_empty(), "{} differences:\n{}", differences.len(), compare::first(&differences));
}

fn queries(workspace: &Workspace, start: Day) -> Vec<Task> {
    let month = |months: i32| {
        let first = start.month_start().add_months(months);
        Some(Period { start: first, end: first.add_months(1).add(-1) })
    };
    let period = |from: i32, to: i32| Some(Period { start: start.add(from), end: start.add(to) });
    let channels = community::channels(workspace);
    let of = |period| Query { period, ..Query::default() };
    vec![
        full(Query::default()),
        plain(of(month(4))),
        plain(of(period(130, 139))),
        plain(of(period(-400, 60))),
        plain(of(period(190, 4_000))),
        plain(of(period(5_000, 5_100))),
        plain(Query { channels: vec![channels[0]], ..of(None) }),
        plain(Query { channels: vec![channels[1], channels[2]], ..of(month(5)) }),
        plain(Query { post_types: vec!["Video".into(), String::new()], paid: Some(false), ..of(None) }),
    ]
}

/// Clock changes in both directions; once with 29 February, once with a year of 53 weeks.
#[test]
fn generated_communities_agree() {
    for (seed, start) in [(1, "2023-10-09"), (2, "2026-06-17")] {
        let start: Day = start.parse().unwrap();
        let base = community(seed, start, Shape::ODD);
        let few = |workspace: &Workspace| queries(workspace, start).into_iter().take(3).collect::<Vec<_>>();
        let abroad = with(&base, |settings| {
            settings.zone = "America/New_York".parse().unwrap();
            settings.week_start = 6;
            settings.exclude_staff = false;
            settings.weights.like = 0.25;
        });
        let half_hour = with(&base, |settings| settings.zone = "Australia/Lord_Howe".parse().unwrap());
        let tasks = |workspace: &Workspace| few(workspace).into_iter().map(|task| plain(task.query)).collect();
        let asked = [
            Asked::of("Madrid", &base, queries(&base, start)),
            Asked::of("New York, Sunday, staff counted", &abroad, tasks(&abroad)),
            Asked::of("Lord Howe", &half_hour, tasks(&half_hour)),
        ];
        hold(&format!("generated-{seed}"), &asked);
    }
}

/// 150 000 activities: tables of several chunks.
#[test]
fn a_large_community_agrees() {
    let start: Day = "2024-01-01".parse().unwrap();
    let workspace = community(3, start, Shape::LARGE);
    assert!(workspace.facts.activities.chunks().len() > 2);
    let series = vec![("dau", "day"), ("active_members", "week"), ("rolling_mau", "day"), ("activities", "week")];
    let task = Task { query: Query::default(), series, cohorts: vec!["week"] };
    hold("large", &[Asked::of("large", &workspace, vec![task])]);
}

#[test]
fn the_sample_community_agrees() {
    let workspace = sample::community(1, "2026-11-22".parse().unwrap());
    let year = Query { period: days("2026-01-01", "2026-11-21"), ..Query::default() };
    let october = Query { period: days("2026-10-01", "2026-10-31"), ..Query::default() };
    let tasks = vec![plain(Query::default()), plain(year), plain(october)];
    hold("sample", &[Asked::of("sample", &workspace, tasks)]);
}

#[test]
fn real_data_sets_agree() {
    let months = |ids: &[&'static str]| ids.iter().map(|id| (*id, "month")).collect::<Vec<_>>();
    for (name, file, lines, period) in [
        ("facebook", "facebook_metrics/dataset_Facebook.csv", vec![], None),
        (
            "thailand",
            "facebook_live_thailand/Live.csv",
            months(&["engagements", "likes", "posts"]),
            days("2018-01-01", "2018-03-31"),
        ),
        (
            "reddit",
            "reddit_top/reddit_top_100k.csv",
            months(&["likes", "comments", "posts"]),
            days("2013-01-01", "2013-03-31"),
        ),
        (
            "cdnow",
            "survival/CDNOW_master.txt",
            months(&["active_members", "churn", "regulars"]),
            days("1998-01-01", "1998-03-31"),
        ),
    ] {
        let Some((workspace, path)) = real::workspace(name, file) else { continue };
        let whole = Task { query: Query::default(), series: lines, cohorts: vec!["week", "month"] };
        let mut tasks = vec![whole];
        if period.is_some() {
            tasks.push(plain(Query { period, ..Query::default() }));
        }
        let source = json!({ "real": name, "file": path });
        hold(name, &[Asked { name: name.to_owned(), workspace, tasks, source: Some(source) }]);
    }
}

/// Kaplan–Meier and log-rank on made-up lives in four groups, and on those of lung cancer where they are at hand; the
/// smoothing of Holt–Winters with given weights.
#[test]
fn survival_and_smoothing_agree() {
    let mut number = community::Numbers::new(5);
    let made_up: Vec<(u32, bool, u32)> = (0..600)
        .map(|_| {
            let group = number.below(4) as u32;
            ((number.below(60) * (1 + u64::from(group))) as u32, number.below(3) > 0, group)
        })
        .collect();
    let sets: Vec<Vec<(u32, bool, u32)>> = [Some(made_up), real::lung()].into_iter().flatten().collect();
    let values: Vec<f64> = (0..90)
        .map(|t| 50.0 + 0.3 * t as f64 + [4.0, 9.0, 2.0, -3.0, 0.0, -8.0, -4.0][t % 7] + number.below(9) as f64)
        .collect();
    let smoothing = Smoothing { alpha: 0.3, beta: 0.06, gamma: 0.2 };
    let lives: Vec<Json> = sets
        .iter()
        .map(|set| {
            json!({
                "days": set.iter().map(|one| one.0).collect::<Vec<_>>(),
                "ended": set.iter().map(|one| one.1).collect::<Vec<_>>(),
                "groups": set.iter().map(|one| one.2).collect::<Vec<_>>(),
            })
        })
        .collect();
    let weights = json!({ "values": values, "season": 7, "alpha": 0.3, "beta": 0.06, "gamma": 0.2 });
    let answers = ask(&json!({ "communities": [], "lives": lives, "holt_winters": weights }), "lives");
    let mut differences = Vec::new();
    for (set, expected) in sets.iter().zip(answers["lives"].as_array().unwrap()) {
        let of = |keep: &dyn Fn(u32) -> bool| -> (Vec<u32>, Vec<bool>) {
            set.iter().filter(|one| keep(one.2)).map(|one| (one.0, one.1)).unzip()
        };
        let curve = |keep: &dyn Fn(u32) -> bool| {
            let (days, ended) = of(keep);
            answer::curve(&kaplan_meier(&days, &ended))
        };
        let (days, ended) = of(&|_| true);
        let groups: Vec<u32> = set.iter().map(|one| one.2).collect();
        let test = log_rank(&days, &ended, &groups).unwrap();
        let names: std::collections::BTreeSet<u32> = groups.into_iter().collect();
        let groups: serde_json::Map<String, Json> =
            names.into_iter().map(|name| (name.to_string(), curve(&|group| group == name))).collect();
        let found = json!({ "chi_square": test.chi_square, "p": test.p, "all": curve(&|_| true), "groups": groups });
        agree(expected, &found, "lives", &mut differences);
    }
    let known: Vec<Option<f64>> = values.into_iter().map(Some).collect();
    let state = smooth(&known, 7, smoothing).unwrap();
    let next: Vec<f64> = (1..=14).map(|step| state.forecast(step)).collect();
    let found =
        json!({ "level": state.level, "trend": state.trend, "next": next, "squared_errors": state.squared_errors });
    agree(&answers["holt_winters"], &found, "holt_winters", &mut differences);
    assert!(differences.is_empty(), "{}", compare::first(&differences));
}
