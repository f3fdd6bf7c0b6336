//! KPIs of conversation and concentration: cases worked out by hand, and laws that hold for any data.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod kpi_support;

use hearth::{
    analytics::{Dataset, Figure, Grain, Mark, Query, ReplyPair, Scope, catalogue, evaluate},
    model::{
        Day, Period, Workspace,
        facts::{TableKind, kind},
    },
};
use kpi_support::{
    add_members, add_posts, at, channel_id,
    talk::{Said, add_joined, add_talk},
    workspace,
};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

fn post(member: u32, time: i64) -> Said {
    Said { member: Some(member), time: Some(time), kind: kind::POST, ..Said::default() }
}

fn reply(member: u32, time: i64, parent: u32) -> Said {
    Said { member: Some(member), time: Some(time), kind: kind::REPLY, parent: Some(parent), ..Said::default() }
}

fn start() -> i64 {
    at("2026-03-02T00:00:00Z").unwrap()
}

/// Members 0 to 3 are members, 4 is staff, 5 a bot.
fn people(workspace: &mut Workspace) {
    add_members(
        workspace,
        &[(false, false), (false, false), (false, false), (false, false), (true, false), (false, true)],
    );
}

fn dataset(said: &[Said]) -> Dataset {
    let mut workspace = workspace("UTC");
    people(&mut workspace);
    add_talk(&mut workspace, said);
    Dataset::new(workspace)
}

fn figure(dataset: &Dataset, id: &str) -> Figure {
    evaluate(dataset, id, &Query::default()).unwrap()
}

fn value(dataset: &Dataset, id: &str) -> Option<f64> {
    figure(dataset, id).value
}

fn left_out(figure: &Figure) -> BTreeMap<&str, usize> {
    figure.excluded.iter().map(|one| (one.key.as_str(), one.count)).collect()
}

#[track_caller]
fn near(found: Option<f64>, expected: f64) {
    let found = found.expect("a value");
    assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
}

/// Seven threads: answered after 1 h by a member; after 3 h by staff, then a member; by itself and the bot only; after
/// 8 days; before it was opened; by staff; opened in the last week and answered at once.
fn forum() -> Dataset {
    let t = start();
    let mut said = vec![
        post(0, t),
        reply(1, t + HOUR, 0),
        reply(0, t + 2 * HOUR, 1),
        post(1, t + DAY),
        reply(4, t + DAY + 3 * HOUR, 3),
        reply(2, t + DAY + 9 * HOUR, 3),
        post(2, t + 2 * DAY),
        reply(2, t + 2 * DAY + HOUR, 6),
        reply(5, t + 2 * DAY + HOUR, 6),
        post(3, t + 3 * DAY),
        reply(0, t + 11 * DAY, 9),
        post(0, t + 4 * DAY),
        reply(1, t + 3 * DAY, 11),
        post(4, t + 5 * DAY),
        reply(0, t + 5 * DAY + HOUR, 13),
        post(1, t + 28 * DAY),
        reply(0, t + 28 * DAY + 60_000, 15),
    ];
    said.push(Said { kind: kind::REACTION, ..post(2, t + 30 * DAY) });
    dataset(&said)
}

#[test]
fn threads_by_hand() {
    let forum = forum();
    // Judged: four of the six by members; one moved, one too young.
    let coverage = figure(&forum, "reply_coverage");
    near(coverage.value, 0.5);
    assert_eq!((coverage.numerator, coverage.denominator, coverage.n), (Some(2.0), Some(4.0), 4));
    assert_eq!(left_out(&coverage), BTreeMap::from([("negative_interval", 1), ("staff", 1), ("too_young", 1)]));
    near(value(&forum, "solo_thread_rate"), 0.25);
    // Waits: 1 h, 3 h, 8 d, 1 min. numpy.quantile([60, 3600, 10800, 691200], [.5, .9])
    let median = figure(&forum, "first_reply_median");
    near(median.value, 7_200.0);
    near(value(&forum, "first_reply_p90"), 487_080.0);
    assert_eq!(left_out(&median), BTreeMap::from([("negative_interval", 1), ("staff", 1), ("unanswered", 1)]));
    let term = |name: &str| median.terms.iter().find(|term| term.name == name).map(|term| term.value);
    assert_eq!(term("first replies by staff"), Some(1.0));
    assert_eq!(term("threads old enough to judge"), Some(4.0));
    assert_eq!(term("of these answered within 7 days"), Some(2.0));
    assert!(hearth::analytics::find("first_reply_median").unwrap().companion().is_some());
    // By members in threads by members: 3 + 2 + 2 + 2 + 2 + 2.
    near(value(&forum, "messages_per_thread"), 13.0 / 6.0);

    let scope = Scope::new(&forum, &Query::default());
    let histogram = scope.first_reply_histogram();
    let filled: Vec<(&str, usize)> =
        histogram.bins.iter().filter(|bin| bin.count > 0).map(|bin| (bin.label.as_str(), bin.count)).collect();
    assert_eq!(filled, [("1–5 min", 1), ("1–4 h", 2), ("7–30 d", 1)]);
    assert_eq!(scope.first_reply_rows(&histogram.bins[4]).rows, [0, 3]);
    let excluded = Mark { excluded: Some("negative_interval".to_owned()), ..Mark::default() };
    assert_eq!(scope.rows("reply_coverage", &excluded).unwrap().rows, [11]);
    let first_day = Query { period: Some(Period { start: Day(20_514), end: Day(20_514) }), ..Query::default() };
    near(evaluate(&forum, "first_reply_median", &first_day).unwrap().value, 3_600.0);
}

#[test]
fn staff_counts_where_the_workspace_says_so() {
    let mut workspace = forum().workspace().clone();
    workspace.settings.exclude_staff = false;
    let forum = Dataset::new(workspace);
    near(value(&forum, "reply_coverage"), 3.0 / 5.0);
    near(value(&forum, "solo_thread_rate"), 1.0 / 5.0); // a bot is nobody
    near(value(&forum, "messages_per_thread"), 17.0 / 7.0);
}

#[test]
fn conversations_are_found_by_parent_id_name_and_own_post() {
    let t = start();
    let mut workspace = workspace("UTC");
    people(&mut workspace);
    let named = |thread: &str, said: Said| Said { thread: thread.to_owned(), ..said };
    add_talk(
        &mut workspace,
        &[
            // A topic named by its own id, a reply by name only, a reply to that by row.
            Said { id: "t1".into(), ..named("t1", post(0, t)) },
            named("t1", Said { kind: kind::COMMENT, ..post(1, t + HOUR) }),
            reply(2, t + 2 * HOUR, 1),
            // A topic that is not there by its id: the earliest opens it, wherever it stands.
            named("lost", post(1, t + 5 * HOUR)),
            named("lost", post(0, t + 4 * HOUR)),
            // Two comments on an own post: two threads.
            named("0", Said { kind: kind::COMMENT, ..post(0, t) }),
            named("0", Said { kind: kind::COMMENT, ..post(1, t) }),
            Said { kind: kind::COMMENT, reply_to: "0".into(), ..post(2, t) },
            // Answers to what is not there: no thread.
            Said { kind: kind::REPLY, reply_to: "gone".into(), ..post(2, t) },
            Said { kind: kind::REPLY, ..post(2, t) },
            named("headless", Said { kind: kind::REPLY, ..post(2, t) }),
            // A ring, and one who answers into it.
            reply(0, t, 12),
            reply(1, t, 11),
            reply(2, t, 12),
            // A row that does not exist, and oneself.
            Said { parent: Some(900), ..post(3, t) },
            Said { parent: Some(15), ..post(3, t) },
        ],
    );
    // The source of an own post is told apart by its code: 0 here, like the forum's.
    add_posts(&mut workspace, &[kpi_support::Post::default()]);
    let mut posts = workspace.facts.posts.clone();
    posts.set(0, hearth::model::facts::post::SOURCE, hearth::model::facts::Value::Code(0));
    workspace.facts.posts = posts;
    let dataset = Dataset::new(workspace);
    let scope = Scope::new(&dataset, &Query::default());
    let figure = scope.evaluate("messages_per_thread").unwrap();
    assert_eq!(scope.rows("messages_per_thread", &Mark::default()).unwrap().rows, [0, 4, 5, 6, 7, 14, 15]);
    assert_eq!((figure.numerator, figure.n), (Some(10.0), 7));
    assert_eq!(left_out(&figure), BTreeMap::from([("answers_unknown", 6)]));
    assert_eq!(scope.reply_pairs(10).replies, 6, "1→0, 2→1, 1→0, and in the ring 0→1, 1→0, 2→1");
}

/// A member for each count, who writes as many posts; the counts of CHAOSS' example.
fn writers(counts: &[u32]) -> Dataset {
    let t = start();
    let mut workspace = workspace("UTC");
    let joined = Some(t - 100 * DAY);
    let members: Vec<_> = counts.iter().map(|_| (false, false, joined)).collect();
    add_joined(&mut workspace, &members);
    let posts = (0_u32..).zip(counts).flat_map(|(member, count)| (0..*count).map(move |_| post(member, t)));
    add_talk(&mut workspace, &posts.collect::<Vec<_>>());
    Dataset::new(workspace)
}

#[test]
fn concentration_by_hand() {
    let chaoss = writers(&[1_000, 202, 90, 33, 332, 343, 42, 433]);
    near(value(&chaoss, "contributor_absence_factor"), 2.0);
    near(value(&chaoss, "core_members"), 4.0); // 1000 + 433 + 343 + 332 = 2108 of 2475, 85 %
    near(value(&chaoss, "regular_members"), 2.0); // + 202 + 90 = 2400, 97 %
    near(value(&chaoss, "casual_members"), 2.0);
    near(value(&chaoss, "top_ten_share"), 1.0);
    assert_eq!(figure(&chaoss, "top_ten_share").warnings.len(), 1);
    // Python: sum((2*i-n-1)*x for i,x in enumerate(sorted(c),1))/(n*sum(c))
    near(value(&chaoss, "gini"), 0.485_505_050_505_050_5);

    let twelve = writers(&[5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 3, 2, 0, 0, 0]);
    near(value(&twelve, "top_ten_share"), 50.0 / 55.0);
    // The same in Python, without and with the three zeros.
    near(value(&twelve, "gini"), 0.077_272_727_272_727_27);
    near(value(&twelve, "gini_all_members"), 0.261_818_181_818_181_84);
    let scope = Scope::new(&twelve, &Query::default());
    assert_eq!((scope.lorenz(false).people, scope.lorenz(true).people), (12, 15));
    assert_eq!(scope.lorenz(true).points[3], (0.2, 0.0));
    let histogram = scope.activity_histogram();
    let counts: Vec<(&str, usize)> = histogram.bins.iter().map(|bin| (bin.label.as_str(), bin.count)).collect();
    assert_eq!(counts, [("1", 0), ("2", 1), ("3–5", 11)]);
    let rows = scope.activity_rows_in(&histogram.bins[1]);
    assert_eq!((rows.table, rows.rows), (TableKind::Members, vec![11]));
}

#[test]
fn members_by_what_they_do() {
    let t = start();
    let mut workspace = workspace("UTC");
    let long_ago = Some(t - 100 * DAY);
    let mut members = vec![(false, false, long_ago); 7];
    members.extend([
        (false, false, Some(t + 50 * DAY)), // 7 comes later
        (false, false, None),               // 8 nobody knows since when
        (true, false, long_ago),            // 9 staff
    ]);
    add_joined(&mut workspace, &members);
    let act = |member: u32, kind: &'static str, day: i64| Said { kind, ..post(member, t + day * DAY) };
    add_talk(
        &mut workspace,
        &[
            act(5, kind::LEAVE, -20), // gone before
            act(6, kind::LEAVE, -20), // gone and back
            act(6, kind::JOIN, -10),
            act(0, kind::POST, 1),
            act(0, kind::COMMENT, 2),
            act(1, kind::REACTION, 1),
            act(2, kind::COMMENT, 3),
            act(3, kind::POST, 20), // after the period
            act(8, kind::POST, 1),
            act(9, kind::POST, 1),
        ],
    );
    let dataset = Dataset::new(workspace);
    let first = Day((t / DAY) as i32);
    let query = Query { period: Some(Period { start: first, end: first.add(9) }), ..Query::default() };
    let scope = Scope::new(&dataset, &query);
    // Of 0, 1, 2, 3, 4, 6.
    near(scope.value("creator_share").unwrap(), 1.0 / 6.0);
    near(scope.value("contributor_share").unwrap(), 2.0 / 6.0);
    near(scope.value("lurker_share").unwrap(), 3.0 / 6.0);
    let figure = scope.evaluate("lurker_share").unwrap();
    assert_eq!((figure.n, left_out(&figure)), (6, BTreeMap::from([("no_joined", 1), ("staff", 1)])));
    let rows = scope.rows("lurker_share", &Mark::default()).unwrap();
    assert_eq!((rows.table, rows.rows), (TableKind::Members, vec![0, 1, 2, 3, 4, 6]));
    assert_eq!(scope.series("lurker_share", Grain::Week).unwrap().len(), 2);

    assert_eq!(value(&forum(), "lurker_share"), None, "no day of joining is known");
    assert_eq!(value(&forum(), "gini_all_members"), None);
}

/// Found by the oracle: a joining counts, whether the members table or a `join` tells of it; who left by the same rule as
/// everywhere; and who wrote only what has no time wrote nothing in a period.
#[test]
fn members_are_the_same_everywhere() {
    let t = start();
    let mut workspace = workspace("UTC");
    let long_ago = Some(t - 100 * DAY);
    add_joined(&mut workspace, &[(false, false, None), (false, false, long_ago), (false, false, long_ago)]);
    let act = |member: u32, kind: &'static str, day: i64| Said { kind, ..post(member, t + day * DAY) };
    add_talk(
        &mut workspace,
        &[
            act(0, kind::JOIN, -5),
            act(0, kind::POST, 2),
            act(1, kind::LEAVE, -20),
            act(1, kind::REACTION, 3), // there without joining again: not gone
            Said { time: None, ..post(2, t) },
        ],
    );
    let dataset = Dataset::new(workspace);
    let first = Day((t / DAY) as i32);
    let query = Query { period: Some(Period { start: first, end: first.add(9) }), ..Query::default() };
    let scope = Scope::new(&dataset, &query);
    for id in ["creator_share", "contributor_share", "lurker_share"] {
        let figure = scope.evaluate(id).unwrap();
        assert_eq!((figure.numerator, figure.denominator, figure.n), (Some(1.0), Some(3.0), 3), "{id}");
    }
    // 1, 0 and 0 messages.
    near(scope.value("gini_all_members").unwrap(), 2.0 / 3.0);
}

#[test]
fn reactions_by_hand() {
    let t = start();
    let likes = |likes: Option<u32>, said: Said| Said { likes, ..said };
    let dataset = dataset(&[
        likes(Some(3), post(0, t)),
        likes(Some(0), reply(1, t, 0)),
        likes(None, post(2, t)),
        likes(Some(90), post(4, t)),
        Said { kind: kind::REACTION, ..post(1, t) },
        Said { kind: kind::REACTION, ..post(4, t) },
    ]);
    let reported = figure(&dataset, "reactions_per_message");
    assert_eq!((reported.value, reported.n), (Some(1.5), 2));
    assert_eq!(left_out(&reported), BTreeMap::from([("no_reactions", 1), ("staff", 1)]));
    near(value(&dataset, "reactions_given_per_message"), 1.0 / 3.0);
    assert_eq!(value(&forum(), "reactions_per_message"), None);
}

#[test]
fn the_network_of_replies_is_that_of_networkx() {
    let t = start();
    let dataset = dataset(&[
        post(0, t),
        reply(1, t + 1, 0),
        reply(0, t + 2, 1),
        reply(2, t + 3, 0),
        reply(1, t + 4, 0),
        reply(0, t + 5, 0),
        reply(4, t + 6, 0),
        reply(3, t + 7, 6),
        Said { member: None, ..reply(0, t + 8, 0) },
    ]);
    // networkx: G = DiGraph([(1, 0), (0, 1), (2, 0)]); G.add_node(3); density(G), overall_reciprocity(G)
    near(value(&dataset, "reply_density"), 0.25);
    near(value(&dataset, "reply_reciprocity"), 2.0 / 3.0);
    let figure = figure(&dataset, "reply_reciprocity");
    assert_eq!(
        (figure.n, left_out(&figure)),
        (4, BTreeMap::from([("no_member", 1), ("own_reply", 1), ("staff_reply", 2)]))
    );
    let scope = Scope::new(&dataset, &Query::default());
    let pairs = scope.reply_pairs(2);
    assert_eq!((pairs.distinct, pairs.replies, pairs.people), (3, 4, 4));
    assert_eq!(
        pairs.pairs,
        [ReplyPair { from: 1, to: 0, count: 2, back: 1 }, ReplyPair { from: 0, to: 1, count: 1, back: 2 }]
    );
    assert_eq!(scope.reply_rows(1, 0).rows, [1, 4]);
}

#[test]
fn nothing_gives_no_value_and_no_panic() {
    let one = dataset(&[post(0, start())]);
    let nobody = dataset(&[Said { kind: kind::POST, time: Some(start()), ..Said::default() }]);
    let timeless = dataset(&[Said { kind: kind::POST, member: Some(0), ..Said::default() }]);
    let far = dataset(&[post(0, start()), reply(1, i64::MAX - 5, 0), post(1, i64::MIN + 5)]);
    for dataset in [Dataset::new(workspace("UTC")), dataset(&[]), one.clone(), nobody, timeless, far] {
        let scope = Scope::new(&dataset, &Query::default());
        for definition in catalogue() {
            let figure = scope.evaluate(definition.id).unwrap();
            assert!(figure.value.is_none_or(f64::is_finite), "{}", definition.id);
            scope.series(definition.id, Grain::Day).unwrap();
            scope.heat_map(definition.id).unwrap();
        }
        scope.first_reply_histogram();
        scope.activity_histogram();
        scope.lorenz(false);
        scope.reply_pairs(usize::MAX);
    }
    assert_eq!(value(&one, "reply_coverage"), None, "too young to judge");
    assert_eq!((value(&one, "gini"), value(&one, "contributor_absence_factor")), (Some(0.0), Some(1.0)));
    assert_eq!((value(&one, "reply_density"), value(&one, "reply_reciprocity")), (None, None));
}

/// The forum of the sample community, against a plain count over its threads by name.
#[test]
fn the_sample_community_agrees_with_a_plain_count() {
    use hearth::{
        model::facts::{DictionaryKind, activity, member},
        sample::community,
    };
    let sample = community(1, "2026-11-22".parse().unwrap());
    let facts = &sample.facts;
    let (kinds, sources) = (DictionaryKind::Kind, DictionaryKind::Source);
    let text =
        |dictionary, row, column| facts.dictionaries.get(dictionary).text(facts.activities.code(row, column).unwrap());
    let mut first: BTreeMap<&str, (u32, i64, Option<i64>)> = BTreeMap::new();
    let mut channel = None;
    for row in (0..facts.activities.len()).filter(|row| text(sources, *row, activity::SOURCE) == "forum") {
        channel = facts.activities.code(row, activity::CHANNEL);
        let who = facts.activities.code(row, activity::MEMBER).unwrap();
        let time = facts.activities.time(row, activity::TIME).unwrap();
        let is = |column| facts.members.number(who as usize, column) == Some(1.0);
        let thread = facts.activities.text(row, activity::THREAD);
        match text(kinds, row, activity::KIND) {
            kind::POST if !is(member::STAFF) && !is(member::BOT) => {
                first.insert(thread, (who, time, None));
            }
            kind::REPLY if !is(member::BOT) => {
                if let Some(topic) = first.get_mut(thread)
                    && topic.0 != who
                    && topic.2.is_none()
                {
                    topic.2 = Some(time - topic.1);
                }
            }
            _ => {}
        }
    }
    let waits: Vec<i64> = first.values().filter_map(|topic| topic.2).collect();
    let channel = facts.dictionaries.get(DictionaryKind::Channel).text(channel.unwrap()).parse().unwrap();
    let dataset = Dataset::new(sample.clone());
    let scope = Scope::new(&dataset, &Query { channels: vec![channel], ..Query::default() });
    let figure = scope.evaluate("first_reply_median").unwrap();
    assert_eq!((figure.n, figure.value.is_some()), (waits.len(), true));
    let unanswered = figure.excluded.iter().find(|one| one.key == "unanswered").unwrap();
    assert_eq!(unanswered.count, first.len() - waits.len());
    let mut waits: Vec<f64> = waits.into_iter().map(|wait| wait as f64 / 1_000.0).collect();
    waits.sort_unstable_by(f64::total_cmp);
    near(figure.value, hearth::analytics::quantile(&waits, 0.5).unwrap());
}

#[derive(Clone, Debug)]
struct Case {
    exclude_staff: bool,
    members: Vec<(bool, bool, Option<i64>)>,
    said: Vec<Said>,
    period: Option<(i64, i64)>,
    channel: Option<u8>,
}

fn cases() -> impl Strategy<Value = Case> {
    let kinds =
        prop::sample::select(vec![kind::POST, kind::COMMENT, kind::REPLY, kind::REACTION, kind::JOIN, kind::LEAVE, ""]);
    // What is answered is an earlier or later row; the conversation one of four names or a row's id.
    let said = (
        prop::option::weighted(0.95, 0_u32..9),
        prop::option::weighted(0.95, 0_i64..40 * 24),
        kinds,
        prop::option::weighted(0.8, 0_u8..3),
        prop::option::weighted(0.5, 0_u32..60),
        prop::option::weighted(0.3, 0_usize..60),
        prop::option::of(0_u32..9),
    );
    let members =
        prop::collection::vec((prop::bool::weighted(0.2), prop::bool::weighted(0.1), prop::option::of(-50_i64..40)), 8);
    let period = prop::option::of((-10_i64..40, 0_i64..30));
    (any::<bool>(), members, prop::collection::vec(said, 0..60), period, prop::option::weighted(0.3, 0_u8..3)).prop_map(
        |(exclude_staff, members, said, period, channel)| Case {
            exclude_staff,
            members: members.into_iter().map(|(a, b, joined)| (a, b, joined.map(|day| start() + day * DAY))).collect(),
            said: said
                .into_iter()
                .enumerate()
                .map(|(row, (member, hours, kind, channel, parent, thread, likes))| Said {
                    id: format!("a{row}"),
                    member,
                    time: hours.map(|hours| start() + hours * HOUR),
                    kind,
                    channel,
                    reply_to: String::new(),
                    parent,
                    thread: thread.map(|thread| format!("a{}", thread * 2)).unwrap_or_default(),
                    likes,
                })
                .collect(),
            period,
            channel,
        },
    )
}

fn build(case: &Case) -> Dataset {
    let mut workspace = workspace("UTC");
    workspace.settings.exclude_staff = case.exclude_staff;
    add_joined(&mut workspace, &case.members);
    add_talk(&mut workspace, &case.said);
    Dataset::new(workspace)
}

fn query(case: &Case) -> Query {
    let day = |day: i64| Day((start() / DAY + day) as i32);
    Query {
        period: case.period.map(|(start, length)| Period { start: day(start), end: day(start + length) }),
        channels: case.channel.map(channel_id).into_iter().collect(),
        ..Query::default()
    }
}

const IDS: [&str; 19] = [
    "messages_per_thread",
    "reply_coverage",
    "first_reply_median",
    "first_reply_p90",
    "solo_thread_rate",
    "reactions_per_message",
    "reactions_given_per_message",
    "top_ten_share",
    "contributor_absence_factor",
    "core_members",
    "regular_members",
    "casual_members",
    "creator_share",
    "contributor_share",
    "lurker_share",
    "gini",
    "gini_all_members",
    "reply_density",
    "reply_reciprocity",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn shares_keep_their_bounds(case in cases()) {
        let dataset = build(&case);
        let scope = Scope::new(&dataset, &query(&case));
        let value = |id: &str| scope.value(id).unwrap();
        for id in ["reply_coverage", "solo_thread_rate", "top_ten_share", "creator_share", "gini", "gini_all_members",
            "reply_density", "reply_reciprocity"] {
            prop_assert!(value(id).is_none_or(|value| (0.0..=1.0).contains(&value)), "{} {:?}", id, value(id));
        }
        if let (Some(covered), Some(solo)) = (value("reply_coverage"), value("solo_thread_rate")) {
            prop_assert!(covered + solo <= 1.0 + 1e-12);
        }
        let roles = ["creator_share", "contributor_share", "lurker_share"].map(value);
        if let [Some(a), Some(b), Some(c)] = roles {
            prop_assert!((a + b + c - 1.0).abs() < 1e-12);
        }
        let layers = ["core_members", "regular_members", "casual_members"].map(value);
        if let [Some(core), Some(b), Some(c)] = layers {
            prop_assert_eq!(core + b + c, scope.lorenz(false).people as f64);
            prop_assert!(value("contributor_absence_factor").unwrap() <= core);
        }
        if let (Some(median), Some(p90)) = (value("first_reply_median"), value("first_reply_p90")) {
            prop_assert!(0.0 <= median && median <= p90);
        }
        if let (Some(out), Some(with)) = (value("gini"), value("gini_all_members")) {
            prop_assert!(out <= with + 1e-12, "silent members make it more unequal");
        }
        for silent in [false, true] {
            let lorenz = scope.lorenz(silent);
            for pair in lorenz.points.windows(2) {
                prop_assert!(pair[0].0 < pair[1].0 && pair[0].1 <= pair[1].1 && pair[1].1 <= pair[1].0 + 1e-12);
            }
            for three in lorenz.points.windows(3) {
                let steep = |a: (f64, f64), b: (f64, f64)| (b.1 - a.1) / (b.0 - a.0);
                prop_assert!(steep(three[0], three[1]) <= steep(three[1], three[2]) + 1e-9, "convex");
            }
            prop_assert!(lorenz.points.last().is_none_or(|last| *last == (1.0, 1.0)));
        }
        let pairs = scope.reply_pairs(usize::MAX);
        prop_assert_eq!(pairs.pairs.iter().map(|pair| pair.count).sum::<usize>(), pairs.replies);
        prop_assert!(pairs.pairs.iter().all(|pair| pair.from != pair.to));
    }

    #[test]
    fn every_fact_is_counted_or_left_out_for_a_reason(case in cases()) {
        let dataset = build(&case);
        let scope = Scope::new(&dataset, &query(&case));
        for id in IDS {
            let figure = scope.evaluate(id).unwrap();
            prop_assert_eq!(figure.value, scope.value(id).unwrap());
            let (mut total, mut seen) = (0, BTreeSet::new());
            let counted = (None, figure.n);
            for (excluded, count) in figure.excluded.iter().map(|one| (Some(one.key.clone()), one.count)).chain([counted]) {
                let rows = scope.rows(id, &Mark { excluded, ..Mark::default() }).unwrap().rows;
                prop_assert_eq!(rows.len(), count, "{} {:?}", id, &figure.excluded);
                total += count;
                seen.extend(rows);
            }
            prop_assert_eq!(seen.len(), total, "{}: no fact is counted twice", id);
            prop_assert_eq!(figure.provenance.iter().map(|origin| origin.count).sum::<usize>(), figure.n, "{}", id);
        }
        let histogram = scope.first_reply_histogram();
        prop_assert_eq!(histogram.n, scope.evaluate("first_reply_median").unwrap().n);
        prop_assert_eq!(histogram.bins.iter().map(|bin| bin.count).sum::<usize>(), histogram.n);
        for bin in &histogram.bins {
            prop_assert_eq!(scope.first_reply_rows(bin).rows.len(), bin.count);
        }
        for bin in &scope.activity_histogram().bins {
            prop_assert_eq!(scope.activity_rows_in(bin).rows.len(), bin.count);
        }
        for pair in scope.reply_pairs(5).pairs {
            prop_assert_eq!(scope.reply_rows(pair.from, pair.to).rows.len(), pair.count);
        }
    }

    #[test]
    fn the_order_of_the_rows_does_not_matter(case in cases(), seed in any::<u64>()) {
        let mut order: Vec<usize> = (0..case.said.len()).collect();
        let mut state = seed;
        for index in (1..order.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            order.swap(index, (state >> 33) as usize % (index + 1));
        }
        let mut shuffled = case.clone();
        let new_row = |old: u32| order.iter().position(|row| *row == old as usize).map_or(old, |row| row as u32);
        shuffled.said = order
            .iter()
            .map(|row| Said { parent: case.said[*row].parent.map(new_row), ..case.said[*row].clone() })
            .collect();
        let (a, b) = (build(&case), build(&shuffled));
        let (a, b) = (Scope::new(&a, &query(&case)), Scope::new(&b, &query(&case)));
        for id in IDS {
            prop_assert_eq!(a.evaluate(id).unwrap(), b.evaluate(id).unwrap(), "{}", id);
        }
        prop_assert_eq!(a.first_reply_histogram(), b.first_reply_histogram());
        prop_assert_eq!(a.activity_histogram(), b.activity_histogram());
        prop_assert_eq!(a.lorenz(true), b.lorenz(true));
        prop_assert_eq!(a.reply_pairs(9), b.reply_pairs(9));
    }

    #[test]
    fn what_is_appended_or_changed_is_found(case in cases(), cut in 0_usize..60) {
        let cut = cut.min(case.said.len());
        let whole = build(&case);
        let mut part = build(&Case { said: case.said[..cut].to_vec(), ..case.clone() });
        let before = Scope::new(&part, &query(&case));
        IDS.iter().for_each(|id| { before.value(id).unwrap(); });
        part = part.update(whole.workspace().clone());
        let (whole, part) = (Scope::new(&whole, &query(&case)), Scope::new(&part, &query(&case)));
        for id in IDS {
            prop_assert_eq!(whole.evaluate(id).unwrap(), part.evaluate(id).unwrap(), "{}", id);
        }
    }

    #[test]
    fn gini_does_not_change_with_scale(counts in prop::collection::vec(0_u64..1_000, 1..40), factor in 1_u64..50) {
        use hearth::analytics::statistics::gini;
        let scaled: Vec<u64> = counts.iter().map(|count| count * factor).collect();
        match (gini(&counts), gini(&scaled)) {
            (Some(a), Some(b)) => prop_assert!((a - b).abs() < 1e-12 && (0.0..1.0).contains(&a)),
            (a, b) => prop_assert_eq!(a, b),
        }
    }
}
