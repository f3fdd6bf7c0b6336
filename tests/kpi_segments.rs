//! Segments: whom a rule selects, and figures of those alone.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod kpi_support;

use hearth::{
    analytics::{Dataset, Dimension, Mark, Query, Scope, describe_segment, segment_members},
    model::{
        Day, Id, Period, Workspace,
        facts::{TableKind, Value, activity},
        record::{Bound, Condition, Measure, Record, Segment, SegmentRule},
    },
};
use kpi_support::{Act, add_activities, add_members, channel_id, set_joined, workspace};
use proptest::prelude::*;

const DAY_MS: i64 = 86_400_000;
const TODAY: Day = Day(100);

fn act(member: u32, day: i32, kind: &'static str, channel: u8) -> Act {
    Act { member: Some(member), time: Some(i64::from(day) * DAY_MS + 1), kind, channel: Some(channel) }
}

fn all(conditions: &[Condition]) -> SegmentRule {
    SegmentRule { conditions: conditions.to_vec(), ..SegmentRule::default() }
}

fn rows(workspace: &Workspace, rule: &SegmentRule) -> Vec<u32> {
    segment_members(&Dataset::new(workspace.clone()), rule, TODAY).rows
}

/// Six members, the fifth of the staff, the sixth silent.
fn small() -> Workspace {
    let mut one = workspace("UTC");
    add_members(
        &mut one,
        &[(false, false), (false, false), (false, false), (false, false), (true, false), (false, false)],
    );
    let joined = [Some(0), Some(90 * DAY_MS), Some(100 * DAY_MS), None, Some(95 * DAY_MS), Some(101 * DAY_MS)];
    set_joined(&mut one, &joined);
    let acts = [
        act(0, 71, "comment", 1),
        act(0, 71, "comment", 1),
        act(0, 100, "comment", 2),
        act(0, 70, "post", 1),
        act(1, 99, "comment", 1),
        act(1, 99, "join", 1),
        act(2, 10, "reaction", 2),
        act(3, 101, "comment", 1),
        act(4, 99, "comment", 1),
        act(4, 98, "comment", 1),
        act(4, 98, "comment", 1),
    ];
    add_activities(&mut one, &acts);
    one
}

#[test]
fn a_rule_selects_by_what_members_did() {
    let one = small();
    let base = Condition::new(Measure::Actions, Bound::AtLeast, 3.0);
    let comments = Condition { kind: Some("comment".into()), days: Some(30), ..base.clone() };
    // Days 71 to 100. The comment on day 101 has not happened yet.
    assert_eq!(rows(&one, &all(std::slice::from_ref(&comments))), [0]);
    let found = segment_members(&Dataset::new(one.clone()), &all(std::slice::from_ref(&comments)), TODAY);
    assert_eq!((found.left_out, found.of), (1, 5), "the staff is counted, not selected");
    let shorter = Condition { days: Some(29), ..comments.clone() };
    assert_eq!(rows(&one, &all(&[shorter])), [0_u32; 0]);
    let ever = |bound, value| Condition::new(Measure::Actions, bound, value);
    assert_eq!(rows(&one, &all(&[ever(Bound::AtLeast, 1.0)])), [0, 1, 2], "joining is no action");
    assert_eq!(rows(&one, &all(&[ever(Bound::AtMost, 0.0)])), [3, 5]);
    let joins = Condition { kind: Some("join".into()), ..ever(Bound::AtLeast, 1.0) };
    assert_eq!(rows(&one, &all(&[joins])), [1], "but it is one where the condition names it");
    let there = Condition { channel: Some(channel_id(2)), ..ever(Bound::AtLeast, 1.0) };
    assert_eq!(rows(&one, &all(&[there])), [0, 2]);
    let nowhere = Condition { channel: Some(channel_id(9)), ..ever(Bound::AtLeast, 1.0) };
    assert_eq!(rows(&one, &all(&[nowhere])), [0_u32; 0]);
    let days = Condition::new(Measure::ActiveDays, Bound::AtLeast, 3.0);
    assert_eq!(rows(&one, &all(&[days])), [0], "71 twice, 100, 70");
    assert_eq!(rows(&one, &all(&[])), [0_u32; 0]);
}

#[test]
fn a_rule_selects_by_how_long_ago() {
    let one = small();
    let joined = |bound, value| all(&[Condition::new(Measure::DaysSinceJoined, bound, value)]);
    assert_eq!(rows(&one, &joined(Bound::AtMost, 10.0)), [1, 2], "90 and 100; not unknown, not to come");
    assert_eq!(rows(&one, &joined(Bound::AtLeast, 10.0)), [0, 1]);
    let active = |bound, value| all(&[Condition::new(Measure::DaysSinceActive, bound, value)]);
    assert_eq!(rows(&one, &active(Bound::AtLeast, 1.0)), [1, 2], "who never did anything is not silent for so long");
    assert_eq!(rows(&one, &active(Bound::AtMost, 0.0)), [0]);
    let both = SegmentRule {
        any: true,
        ..all(&[
            Condition::new(Measure::DaysSinceActive, Bound::AtMost, 0.0),
            Condition::new(Measure::DaysSinceJoined, Bound::AtMost, 0.0),
        ])
    };
    assert_eq!(rows(&one, &both), [0, 2]);
    assert_eq!(rows(&one, &SegmentRule { any: false, ..both }), [0_u32; 0]);
}

#[test]
fn a_rule_selects_by_what_members_got() {
    let mut one = small();
    for (row, likes) in [(0, 5), (4, 2), (8, 9)] {
        one.facts.activities.set(row, activity::LIKES, Value::Count(likes));
    }
    // Row 1 (member 0) answers row 0 (member 0), row 4 (member 1) and row 8 (staff) answer row 0.
    for row in [1, 4, 8] {
        one.facts.activities.set(row, activity::PARENT, Value::Code(0));
    }
    let got = |measure, value, days| all(&[Condition { days, ..Condition::new(measure, Bound::AtLeast, value) }]);
    assert_eq!(rows(&one, &got(Measure::LikesReceived, 2.0, None)), [0, 1]);
    assert_eq!(rows(&one, &got(Measure::LikesReceived, 5.0, Some(30))), [0]);
    assert_eq!(rows(&one, &got(Measure::LikesReceived, 1.0, Some(2))), [1]);
    assert_eq!(rows(&one, &got(Measure::RepliesReceived, 2.0, None)), [0], "not one's own");
    assert_eq!(rows(&one, &got(Measure::RepliesReceived, 3.0, None)), [0_u32; 0]);
}

#[test]
fn a_rule_reads_as_a_sentence() {
    let name = |id| if id == channel_id(1) { "the forum".to_owned() } else { "?".to_owned() };
    let comments = Condition {
        kind: Some("comment".into()),
        days: Some(30),
        ..Condition::new(Measure::Actions, Bound::AtLeast, 3.0)
    };
    let joined = Condition::new(Measure::DaysSinceJoined, Bound::AtMost, 90.0);
    assert_eq!(
        describe_segment(&all(&[comments.clone(), joined.clone()]), &name),
        "commented at least 3 times in the last 30 days, and joined at most 90 days ago"
    );
    let there = Condition { channel: Some(channel_id(1)), kind: None, value: 1.0, ..comments };
    let either = SegmentRule { any: true, ..all(&[there, Condition::new(Measure::ActiveDays, Bound::AtMost, 2.0)]) };
    assert_eq!(
        describe_segment(&either, &name),
        "did something on the forum at least 1 time in the last 30 days, or did something on at most 2 days"
    );
    assert_eq!(describe_segment(&all(&[]), &name), "nobody yet: the rule has no condition");
}

fn any_act() -> impl Strategy<Value = Act> {
    let kinds = prop::sample::select(vec!["comment", "post", "join", ""]);
    (prop::option::weighted(0.9, 0..6_u32), prop::option::weighted(0.9, 60..110_i64), kinds, prop::option::of(1..3_u8))
        .prop_map(|(member, day, kind, channel)| Act { member, time: day.map(|day| day * DAY_MS + 5), kind, channel })
}

proptest! {
    #[test]
    fn counts_are_those_of_a_plain_loop(acts in prop::collection::vec(any_act(), 0..200), days in prop::option::of(1..60_u32), value in 0..8_u32) {
        let mut one = workspace("UTC");
        add_members(&mut one, &[(false, false); 6]);
        add_activities(&mut one, &acts);
        let mut counts = [0; 6];
        let mut active: Vec<std::collections::BTreeSet<i64>> = vec![Default::default(); 6];
        for act in &acts {
            let Some(member) = act.member else { continue };
            let day = act.time.map(|time| time / DAY_MS);
            let inside = match (day, days) {
                (None, days) => days.is_none(),
                (Some(day), None) => day <= 100,
                (Some(day), Some(days)) => day <= 100 && 100 - day < i64::from(days),
            };
            if inside && act.kind != "join" {
                counts[member as usize] += 1;
                active[member as usize].extend(day);
            }
        }
        for (measure, numbers) in [
            (Measure::Actions, counts.to_vec()),
            (Measure::ActiveDays, active.iter().map(|days| days.len() as u32).collect()),
        ] {
            let condition = |bound| all(&[Condition { days, ..Condition::new(measure, bound, f64::from(value)) }]);
            let expected = |holds: &dyn Fn(u32) -> bool| -> Vec<u32> {
                (0..6).filter(|row| holds(numbers[*row as usize])).collect()
            };
            prop_assert_eq!(rows(&one, &condition(Bound::AtLeast)), expected(&|number| number >= value));
            prop_assert_eq!(rows(&one, &condition(Bound::AtMost)), expected(&|number| number <= value));
        }
    }
}

fn with_segment(workspace: &Workspace, name: &str, rule: Option<SegmentRule>) -> (Workspace, Id) {
    let mut one = workspace.clone();
    let id = Id::derived(name);
    one.records.put(Record::from(Segment { rule, ..Segment::new(id, 0, name) }));
    (one, id)
}

#[test]
fn figures_are_those_of_the_segment_alone() {
    let busy = all(&[Condition::new(Measure::Actions, Bound::AtLeast, 3.0)]);
    let (one, id) = with_segment(&small(), "Busy", Some(busy));
    let (one, silent) =
        with_segment(&one, "Silent", Some(all(&[Condition::new(Measure::Actions, Bound::AtMost, 0.0)])));
    let (one, unruled) = with_segment(&one, "Somebody", None);
    let dataset = Dataset::new(one.clone());
    let scope = |segments: &[Id]| Scope::new(&dataset, &Query { segments: segments.to_vec(), ..Query::default() });
    let value = |segments: &[Id], kpi| scope(segments).value(kpi).unwrap();
    assert_eq!((value(&[], "activities"), value(&[id], "activities")), (Some(7.0), Some(4.0)));
    assert_eq!((value(&[], "active_members"), value(&[id], "active_members")), (Some(4.0), Some(1.0)));
    // Counted from day 101, the last of the data: member 3 did something on it, member 5 joined on it.
    assert_eq!(value(&[silent], "new_members"), Some(1.0));
    assert_eq!(value(&[id, silent], "activities"), Some(4.0), "either of them");
    assert_eq!(value(&[unruled], "activities"), Some(0.0), "without a rule nobody");
    assert_eq!(value(&[Id::derived("none")], "activities"), Some(0.0));
    assert_eq!(value(&[id], "posts"), value(&[], "posts"));

    let rows = scope(&[id]).rows("activities", &Mark::default()).unwrap();
    assert_eq!((rows.table, rows.rows), (TableKind::Activities, vec![0, 1, 2, 3]));
    let marked = Mark { segment: Some(id.to_string()), ..Mark::default() };
    assert_eq!(scope(&[]).rows("activities", &marked).unwrap().rows, [0, 1, 2, 3]);
    let parts = scope(&[]).breakdown("activities", Dimension::Segment).unwrap();
    let parts: Vec<_> = parts.iter().map(|part| (part.label.as_str(), part.value, part.n)).collect();
    assert_eq!(parts, [("Busy", Some(4.0), 4)], "parts with facts only");

    // Days count back from a day that may be given.
    let recent = all(&[Condition { days: Some(1), ..Condition::new(Measure::Actions, Bound::AtLeast, 1.0) }]);
    let (one, recent) = with_segment(&one, "Recent", Some(recent));
    let dataset = Dataset::new(one);
    let active = |as_of| {
        let query = Query { segments: vec![recent], as_of, ..Query::default() };
        Scope::new(&dataset, &query).value("active_members").unwrap()
    };
    assert_eq!((active(Some(Day(100))), active(Some(Day(50))), active(None)), (Some(1.0), Some(0.0), Some(1.0)));
}

const FIGURES: [&str; 17] = [
    "activities",
    "active_members",
    "dau",
    "wau",
    "mau",
    "rolling_mau",
    "stickiness",
    "new_members",
    "first_time_contributors",
    "reactivated_members",
    "returning_rate",
    "retention",
    "regulars",
    "actions_per_member",
    "contribution_rate",
    "gini_all_members",
    "lurker_share",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// A figure of a segment is the figure of a community that has nobody else.
    #[test]
    fn others_might_as_well_not_be_there(acts in prop::collection::vec(any_act(), 0..150), least in 1..12_u32, joined in prop::collection::vec(prop::option::of(50..105_i64), 6)) {
        // Somebody who is always chosen is there on the first and on the last day, so that the days are the same.
        let anchor = |day: i64| Act { member: Some(0), time: Some(day * DAY_MS), kind: "comment", channel: Some(1) };
        let acts: Vec<Act> = (0..12).map(|_| anchor(60)).chain([anchor(109)]).chain(acts).collect();
        let build = |rows: &[u32]| {
            let mut one = workspace("UTC");
            add_members(&mut one, &vec![(false, false); rows.len()]);
            let days: Vec<_> = rows.iter().map(|row| joined[*row as usize].map(|day| day * DAY_MS)).collect();
            set_joined(&mut one, &days);
            let place = |member: Option<u32>| member.and_then(|member| rows.iter().position(|row| *row == member));
            let kept: Vec<Act> = acts
                .iter()
                .filter(|act| rows.len() == 6 || place(act.member).is_some())
                .map(|act| Act { member: place(act.member).map(|row| row as u32), ..act.clone() })
                .collect();
            add_activities(&mut one, &kept);
            one
        };
        let rule = all(&[Condition::new(Measure::Actions, Bound::AtLeast, f64::from(least))]);
        let (everybody, id) = with_segment(&build(&[0, 1, 2, 3, 4, 5]), "Busy", Some(rule.clone()));
        let dataset = Dataset::new(everybody);
        let chosen = segment_members(&dataset, &rule, Day(109)).rows;
        prop_assume!(chosen.len() < 6);
        let alone = Dataset::new(build(&chosen));
        for period in [None, Some(Period { start: Day(70), end: Day(109) }), Some(Period { start: Day(80), end: Day(99) })] {
            let narrow = Scope::new(&dataset, &Query { segments: vec![id], period, ..Query::default() });
            let small = Scope::new(&alone, &Query { period, ..Query::default() });
            for kpi in FIGURES {
                prop_assert_eq!(narrow.value(kpi).unwrap(), small.value(kpi).unwrap(), "{} in {:?}", kpi, period);
                prop_assert_eq!(
                    narrow.rows(kpi, &Mark::default()).unwrap().rows.len(),
                    small.rows(kpi, &Mark::default()).unwrap().rows.len(),
                    "rows of {}", kpi
                );
            }
        }
    }
}
