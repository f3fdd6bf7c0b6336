//! KPIs of posts and channels on small workspaces whose figures one can work out by hand, and their properties.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod kpi_support;

use hearth::{
    analytics::{
        Comparison, Dataset, Figure, Grain, Mark, Order, Query, Scope, catalogue, evaluate, find, worked_formula,
    },
    model::{
        Action, Period,
        facts::TableKind,
        record::{Channel, Platform},
    },
};
use kpi_support::{Act, Post, add_activities, add_channel_days, add_members, add_posts, at, channel_id, workspace};
use proptest::prelude::*;

const NONE: [Option<f64>; 9] = [None; 9];

fn period(a: &str, b: &str) -> Query {
    Query { period: Some(Period::new(a.parse().unwrap(), b.parse().unwrap())), ..Query::default() }
}

fn figure(dataset: &Dataset, id: &str, query: &Query) -> Figure {
    evaluate(dataset, id, query).unwrap()
}

#[track_caller]
fn near(value: Option<f64>, expected: f64) {
    let value = value.expect("a value");
    assert!((value - expected).abs() < 1e-12, "{value} is not {expected}");
}

/// Impressions, reach, views, likes, comments, shares, saves, clicks, followers.
fn two_posts() -> Dataset {
    let mut workspace = workspace("UTC");
    let metrics = |values: [f64; 9]| values.map(Some);
    let posts = [
        Post {
            time: at("2026-03-02T09:00:00Z"),
            channel: Some(0),
            kind: "video",
            metrics: metrics([400.0, 200.0, 100.0, 8.0, 1.0, 1.0, 4.0, 20.0, 1_000.0]),
        },
        Post {
            time: at("2026-03-04T09:00:00Z"),
            channel: Some(0),
            kind: "photo",
            metrics: metrics([1_600.0, 1_000.0, 400.0, 30.0, 6.0, 4.0, 26.0, 20.0, 2_000.0]),
        },
    ];
    add_posts(&mut workspace, &posts);
    Dataset::new(workspace)
}

#[test]
fn every_rate_is_the_one_worked_out_by_hand() {
    let dataset = two_posts();
    let all = Query::default();
    for (id, expected) in [
        ("engagement_rate_by_reach", 50.0 / 1_200.0),
        ("engagement_rate_by_reach_mean", (0.05 + 0.04) / 2.0),
        ("engagement_rate_by_impressions", 50.0 / 2_000.0),
        ("engagement_rate_by_impressions_mean", (0.025 + 0.025) / 2.0),
        ("engagement_rate_by_followers", 50.0 / 3_000.0),
        ("engagement_rate_by_followers_mean", (0.01 + 0.02) / 2.0),
        ("engagement_rate_by_views", 50.0 / 500.0),
        ("engagement_rate_by_views_mean", 0.1),
        // Three days, 2 to 4 March; 1 500 followers on average.
        ("daily_engagement_rate", 50.0 / (3.0 * 1_500.0)),
        ("weighted_engagement_rate", (0.1 * 38.0 + 0.5 * 7.0 + 5.0) / 3_000.0),
        ("weighted_engagement_rate_mean", ((0.8 + 0.5 + 1.0) / 1_000.0 + (3.0 + 3.0 + 4.0) / 2_000.0) / 2.0),
        ("conversation_rate", 3.5),
        ("conversation_rate_per_1000_followers", 7.0 / 3.0),
        ("amplification_rate", 2.5),
        ("amplification_rate_per_1000_followers", 5.0 / 3.0),
        ("applause_rate", 19.0),
        ("applause_rate_per_1000_followers", 38.0 / 3.0),
        ("click_through_rate", 40.0 / 2_000.0),
        ("click_through_rate_mean", (0.05 + 0.0125) / 2.0),
        ("save_rate_by_reach", 30.0 / 1_200.0),
        ("save_rate_by_reach_mean", (0.02 + 0.026) / 2.0),
        ("save_rate_by_impressions", 30.0 / 2_000.0),
        ("posts", 2.0),
        ("engagements", 50.0),
        ("reach", 1_200.0),
        ("impressions", 2_000.0),
        ("views", 500.0),
        ("likes", 38.0),
        ("comments", 7.0),
        ("shares", 5.0),
        ("saves", 30.0),
        ("clicks", 40.0),
    ] {
        let figure = figure(&dataset, id, &all);
        near(figure.value, expected);
        assert_eq!(figure.n, 2, "{id}");
    }
}

#[test]
fn the_formula_is_shown_with_its_numbers() {
    let dataset = two_posts();
    let worked = |id: &str| {
        let figure = figure(&dataset, id, &Query::default());
        worked_formula(&find(id).unwrap().into(), &figure).replace('\u{202f}', " ")
    };
    assert_eq!(worked("engagement_rate_by_reach"), "(38 likes + 7 comments + 5 shares) / 1 200 reach = 4.17 %");
    assert_eq!(worked("engagement_rate_by_reach_mean"), "0.09 sum of the posts' rates / 2 posts = 4.50 %");
    assert_eq!(
        worked("weighted_engagement_rate"),
        "(0.10 × 38 likes + 0.50 × 7 comments + 5 shares) / 3 000 followers at publish = 0.41 %"
    );
    assert_eq!(worked("daily_engagement_rate"), "50 engagements / (3 days × 1 500 followers) = 1.11 %");
    assert_eq!(
        worked("conversation_rate_per_1000_followers"),
        "1 000 × 7 comments / 3 000 followers at publish = 2.33"
    );
    assert_eq!(worked("reach"), "1 200 reach = 1 200");
}

#[test]
fn a_zero_or_missing_denominator_leaves_the_post_out() {
    let mut workspace = workspace("UTC");
    let post = |reach, likes| {
        let mut metrics = NONE;
        (metrics[1], metrics[3]) = (reach, likes);
        Post { time: at("2026-03-02T09:00:00Z"), metrics, ..Post::default() }
    };
    let posts =
        [post(Some(100.0), Some(7.0)), post(None, Some(1.0)), post(Some(0.0), Some(1.0)), post(Some(50.0), None)];
    add_posts(&mut workspace, &posts);
    let dataset = Dataset::new(workspace);
    let rate = figure(&dataset, "engagement_rate_by_reach", &Query::default());
    assert_eq!((rate.value, rate.n), (Some(0.07), 1));
    let scope = Scope::new(&dataset, &Query::default());
    for (excluded, reason, row) in [
        ("missing_reach", "no reach given", 1),
        ("zero_reach", "reach of 0", 2),
        ("missing_engagements", "no likes, comments or shares given", 3),
    ] {
        let found = rate.excluded.iter().find(|one| one.key == excluded).unwrap();
        assert_eq!((found.reason.as_str(), found.count), (reason, 1));
        let mark = Mark { excluded: Some(excluded.into()), ..Mark::default() };
        assert_eq!(scope.rows("engagement_rate_by_reach", &mark).unwrap().rows, [row]);
    }
    assert_eq!(scope.rows("engagement_rate_by_reach", &Mark::default()).unwrap().rows, [0]);
}

#[test]
fn a_comparison_looks_at_the_days_before() {
    let dataset = two_posts();
    let query = period("2026-03-04", "2026-03-05");
    let scope = Scope::new(&dataset, &query);
    assert_eq!(scope.value("likes").unwrap(), Some(30.0));
    let previous = Comparison::Previous.period(query.period.unwrap()).unwrap();
    assert_eq!(scope.at(Some(previous)).value("likes").unwrap(), Some(8.0));
    let year = Comparison::LastYear.period(query.period.unwrap()).unwrap();
    let before = scope.at(Some(year)).evaluate("posts").unwrap();
    assert_eq!(before.value, None, "not 0: the data begins later");
    assert!(before.note.unwrap().starts_with("There is no data for these days"));
}

#[test]
fn nothing_is_said_about_days_before_the_first_post() {
    let mut workspace = two_posts().workspace().clone();
    add_members(&mut workspace, &[(false, false)]);
    let act = Act { member: Some(0), time: at("2025-06-01T00:00:00Z"), kind: "post", channel: None };
    add_activities(&mut workspace, &[act]);
    let dataset = Dataset::new(workspace);
    assert_eq!(dataset.span().unwrap(), Period::new("2025-06-01".parse().unwrap(), "2026-03-04".parse().unwrap()));
    assert_eq!(figure(&dataset, "posts", &period("2025-06-01", "2025-12-31")).value, None);
    assert_eq!(figure(&dataset, "posts", &period("2026-03-03", "2026-03-03")).value, Some(0.0));
    let cut = figure(&dataset, "posts", &period("2025-06-01", "2026-03-03"));
    assert_eq!(cut.note.unwrap(), "Cut to 2026-03-02 – 2026-03-03, the days that have data.");
}

#[test]
fn a_line_has_a_gap_where_there_is_no_value() {
    let dataset = two_posts();
    let scope = Scope::new(&dataset, &period("2026-02-01", "2026-04-30"));
    let values = |id: &str, grain| -> Vec<Option<f64>> {
        scope.series(id, grain).unwrap().iter().map(|point| point.value).collect()
    };
    assert_eq!(values("posts", Grain::Day), [Some(1.0), Some(0.0), Some(1.0)]);
    assert_eq!(values("engagement_rate_by_reach", Grain::Day), [Some(0.05), None, Some(0.04)]);
    assert_eq!(values("posts", Grain::Week), [Some(2.0)]);
    let points = scope.series("likes", Grain::Day).unwrap();
    let rows = scope.rows("likes", &points[2].mark()).unwrap();
    assert_eq!((rows.table, rows.rows), (TableKind::Posts, vec![1]));
}

#[test]
fn followers_grow_from_the_day_before() {
    let mut workspace = workspace("UTC");
    workspace.apply(Action::put(&workspace, Channel::new(channel_id(0), 0, "Pulse", Platform::Instagram))).unwrap();
    let some = Some;
    add_channel_days(
        &mut workspace,
        &[
            (0, "2026-02-28", some(1_000.0), some(5.0)),
            (0, "2026-03-01", some(1_010.0), some(15.0)),
            (0, "2026-03-02", None, some(20.0)),
            (0, "2026-03-03", some(1_050.0), None),
            (1, "2026-03-02", some(500.0), some(1.0)),
            (1, "2026-03-03", some(450.0), some(0.0)),
            (2, "2026-03-02", some(10.0), None),
        ],
    );
    let dataset = Dataset::new(workspace);
    let one = |query: Query| Query { channels: vec![channel_id(0)], ..query };
    let net = figure(&dataset, "follower_growth", &one(period("2026-03-01", "2026-03-03")));
    assert_eq!((net.value, net.numerator, net.denominator), (Some(0.05), Some(50.0), Some(1_000.0)));
    assert_eq!(net.warnings, [""; 0]);
    let gross = figure(&dataset, "follower_growth_gross", &one(period("2026-03-01", "2026-03-03")));
    assert_eq!(gross.value, Some(0.035), "15 + 20; the third day is not known");
    assert_eq!(gross.warnings, ["1 day has no count of new followers (Pulse)."]);

    let late = figure(&dataset, "follower_growth", &one(period("2026-02-28", "2026-03-02")));
    near(late.value, 0.01);
    assert_eq!(late.warnings.len(), 2);
    assert_eq!(
        late.warnings[0],
        "Followers on 2026-02-27, the day before the start, are not known (Pulse); growth counts from 2026-02-28."
    );
    assert_eq!(late.warnings[1], "Followers on 2026-03-02 are not known (Pulse); growth counts up to 2026-03-01.");

    let all = figure(&dataset, "follower_growth", &Query::default());
    assert_eq!(all.value, Some((1_050.0 - 1_000.0 + 450.0 - 500.0) / 1_500.0), "the third channel has one day only");
    assert_eq!((all.n, all.excluded[0].key.as_str(), all.excluded[0].count), (2, "unknown_days", 1));
    let followers = figure(&dataset, "followers", &Query::default());
    assert_eq!((followers.value, followers.n), (Some(1_510.0), 3));
    let rows = Scope::new(&dataset, &Query::default()).rows("followers", &Mark::default()).unwrap();
    assert_eq!((rows.table, rows.rows), (TableKind::ChannelDays, vec![3, 5, 6]));
}

#[test]
fn the_daily_rate_takes_the_followers_of_the_days() {
    let mut workspace = workspace("UTC");
    let mut metrics = NONE;
    (metrics[3], metrics[8]) = (Some(12.0), Some(9_999.0));
    let post = |time, channel| Post { time, channel, metrics, ..Post::default() };
    add_posts(
        &mut workspace,
        &[
            post(at("2026-03-01T12:00:00Z"), Some(0)),
            post(at("2026-03-04T12:00:00Z"), Some(0)),
            post(None, Some(0)),
            Post {
                metrics: {
                    let mut bare = NONE;
                    bare[3] = Some(5.0);
                    bare
                },
                ..post(at("2026-03-02T12:00:00Z"), Some(1))
            },
        ],
    );
    add_channel_days(&mut workspace, &[(0, "2026-03-01", Some(100.0), None), (0, "2026-03-04", Some(200.0), None)]);
    let daily = figure(&Dataset::new(workspace), "daily_engagement_rate", &Query::default());
    near(daily.value, 24.0 / (4.0 * 150.0));
    let excluded: Vec<_> = daily.excluded.iter().map(|one| (one.key.as_str(), one.count)).collect();
    assert_eq!(excluded, [("no_followers", 1), ("undated", 1)]);
    assert_eq!(daily.provenance[0].count, 2);
}

fn posts() -> impl Strategy<Value = Vec<Post>> {
    let metric = || prop::option::weighted(0.8, (0_u32..5_000).prop_map(f64::from));
    let metrics = prop::collection::vec(metric(), 9);
    let post = (prop::option::weighted(0.8, 0_i64..200_000), prop::option::of(0_u8..3), 0_usize..3, metrics);
    prop::collection::vec(
        post.prop_map(|(minutes, channel, kind, metrics)| Post {
            time: minutes.map(|minutes| at("2026-01-01T00:00:00Z").unwrap() + minutes * 60_000),
            channel,
            kind: ["", "photo", "video"][kind],
            metrics: std::array::from_fn(|place| metrics[place]),
        }),
        0..60,
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn the_order_of_the_posts_does_not_matter(posts in posts(), turn in 0_usize..60, back in any::<bool>()) {
        let mut turned = posts.clone();
        if !turned.is_empty() {
            let turn = turn % turned.len();
            turned.rotate_left(turn);
        }
        if back {
            turned.reverse();
        }
        let build = |posts: &[Post]| {
            let mut workspace = workspace("Europe/Madrid");
            add_posts(&mut workspace, posts);
            Dataset::new(workspace)
        };
        let (a, b) = (build(&posts), build(&turned));
        for query in [Query::default(), period("2026-01-15", "2026-03-31")] {
            for definition in catalogue() {
                let (a, b) = (figure(&a, definition.id, &query), figure(&b, definition.id, &query));
                match (a.value, b.value) {
                    (Some(a), Some(b)) => prop_assert!((a - b).abs() <= 1e-12 * a.abs(), "{}: {a} {b}", definition.id),
                    (a, b) => prop_assert_eq!(a, b, "{}", definition.id),
                }
                prop_assert_eq!(a.n, b.n);
                prop_assert_eq!(a.excluded.iter().map(|one| one.count).sum::<usize>(),
                    b.excluded.iter().map(|one| one.count).sum::<usize>());
            }
        }
    }

    #[test]
    fn every_post_is_counted_or_left_out_for_a_reason(posts in posts()) {
        let mut workspace = workspace("UTC");
        add_posts(&mut workspace, &posts);
        let dataset = Dataset::new(workspace);
        for query in [Query::default(), period("2025-12-01", "2026-12-31")] {
            let scope = Scope::new(&dataset, &query);
            for definition in catalogue().iter().filter(|one| one.subject == TableKind::Posts && one.id != "best_slot") {
                let figure = scope.evaluate(definition.id).unwrap();
                let left_out: usize = figure.excluded.iter().map(|one| one.count).sum();
                prop_assert_eq!(figure.n + left_out, posts.len(), "{}: {:?}", definition.id, &figure);
                let rows = scope.rows(definition.id, &Mark::default()).unwrap().rows;
                prop_assert_eq!(rows.len(), figure.n, "{}", definition.id);
                prop_assert_eq!(figure.provenance.iter().map(|one| one.count).sum::<usize>(), figure.n);
                for one in &figure.excluded {
                    let mark = Mark { excluded: Some(one.key.clone()), ..Mark::default() };
                    prop_assert_eq!(scope.rows(definition.id, &mark).unwrap().rows.len(), one.count, "{}", &one.key);
                }
                let value = scope.value(definition.id).unwrap();
                prop_assert_eq!(figure.value, value);
                for dimension in definition.dimensions() {
                    if definition.adds_up() {
                        let parts = scope.breakdown(definition.id, *dimension).unwrap();
                        let sum: f64 = parts.iter().filter_map(|part| part.value).sum();
                        prop_assert!((sum - value.unwrap_or(0.0)).abs() < 1e-6, "{} {:?}", definition.id, dimension);
                    }
                }
            }
        }
    }

    #[test]
    fn a_ranking_is_the_head_of_the_whole_order(posts in posts(), limit in 0_usize..10) {
        let mut workspace = workspace("UTC");
        add_posts(&mut workspace, &posts);
        let dataset = Dataset::new(workspace);
        let scope = Scope::new(&dataset, &Query::default());
        for order in [Order::Top, Order::Bottom] {
            let all = scope.ranking("engagement_rate_by_reach", usize::MAX, order).unwrap();
            let head = scope.ranking("engagement_rate_by_reach", limit, order).unwrap();
            prop_assert_eq!(&head[..], &all[..limit.min(all.len())]);
            prop_assert_eq!(all.len(), scope.evaluate("engagement_rate_by_reach").unwrap().n);
        }
    }
}
