//! The inbox from end to end: from activities and records to who waits, and to figures.

use super::{
    figures::{self, Asked},
    *,
};
use crate::{
    analytics::Dataset,
    model::{
        Id, Instant, Settings, Workspace, Zone,
        facts::{DictionaryKind, MISSING_TIME, Value, kind},
        record::{
            Conversation, ConversationKind, ConversationStatus, Csat, EnteredMessage, FactReference, Record, Sentiment,
            SlaPolicy, Way,
        },
    },
};
use std::sync::Arc;

const MINUTE: i64 = 60_000;
/// A Monday, 9:00 UTC.
const START: Instant = 1_795_338_000_000;

fn at(minute: i64) -> Instant {
    START + minute * MINUTE
}

/// Members: ana, ben, cleo; noor is staff, bot is a bot.
const ANA: u32 = 0;
const BEN: u32 = 1;
const NOOR: u32 = 3;
const BOT: u32 = 4;

/// An activity: its id is its place.
struct Act {
    minute: i64,
    who: u32,
    kind: &'static str,
    parent: Option<u32>,
    thread: &'static str,
    text: &'static str,
}

fn act(minute: i64, who: u32, kind: &'static str, parent: Option<u32>) -> Act {
    Act { minute, who, kind, parent, thread: "", text: "" }
}

fn workspace(acts: &[Act]) -> Workspace {
    let mut workspace = Workspace::new(Settings::new(Id::derived("w"), "W", 0, Zone::UTC));
    let facts = &mut workspace.facts;
    let dictionaries = Arc::make_mut(&mut facts.dictionaries);
    let source = dictionaries.get_mut(DictionaryKind::Source).code("net");
    let channel = dictionaries.get_mut(DictionaryKind::Channel).code(&Id::derived("channel").to_string());
    let mut members = facts.members.clone().into_builder();
    for (name, staff, bot) in [("ana", 0, 0), ("ben", 0, 0), ("cleo", 0, 0), ("noor", 1, 0), ("bot", 0, 1)] {
        let name = Value::Text(name);
        members.push(&[name, Value::Code(source), name, Value::Byte(staff), Value::Byte(bot)]);
    }
    let mut posts = facts.posts.clone().into_builder();
    posts.push(&[Value::Text("own"), Value::Code(source), Value::Code(channel), Value::Time(START - 1)]);
    let mut activities = facts.activities.clone().into_builder();
    for (place, act) in acts.iter().enumerate() {
        let (id, above) = (place.to_string(), act.parent.map(|row| row.to_string()).unwrap_or_default());
        activities.push(&[
            Value::Text(&id),
            Value::Code(source),
            Value::Code(channel),
            Value::Code(act.who),
            if act.minute < 0 { Value::Missing } else { Value::Time(at(act.minute)) },
            Value::Code(dictionaries.get_mut(DictionaryKind::Kind).code(act.kind)),
            Value::Text(&above),
            act.parent.map_or(Value::Missing, Value::Code),
            Value::Text(act.thread),
            Value::Text(act.text),
        ]);
    }
    (facts.members, facts.posts, facts.activities) = (members.finish(), posts.finish(), activities.finish());
    workspace
}

fn talks(workspace: &Workspace) -> Talks {
    Talks::new(&Dataset::new(workspace.clone()))
}

fn inbox(workspace: &Workspace, now: Instant) -> (Talks, Inbox) {
    let talks = talks(workspace);
    let (from, to) = figures::span(&talks, now);
    let inbox = Inbox::new(workspace, &talks, &Promises::new(workspace, from, to), now, Horizon::Fortnight);
    (talks, inbox)
}

fn put(workspace: &mut Workspace, record: impl Into<Record>) {
    workspace.records.put(record.into());
}

/// An answer within the hour, round the clock.
fn promise(workspace: &mut Workspace) {
    let mut policy = SlaPolicy::new(Id::derived("policy"), 0, "P");
    (policy.first_response, policy.next_response, policy.resolution) = (Some(60), Some(120), Some(600));
    put(workspace, policy);
}

fn about(row: u32) -> Conversation {
    let mut record = Conversation::new(Id::derived(&row.to_string()), at(0), ConversationKind::Comment);
    record.activity = Some(FactReference::new("net", row.to_string()));
    record
}

#[test]
fn conversations_are_opened_by_people_and_answered_by_staff() {
    let workspace = workspace(&[
        act(0, ANA, kind::POST, None),
        act(5, BEN, kind::REPLY, Some(0)),
        act(6, BOT, kind::REPLY, Some(0)),
        act(20, NOOR, kind::REPLY, Some(0)),
        act(30, BEN, kind::REPLY, Some(0)),
        // Staff opens, a person asks in it.
        act(40, NOOR, kind::POST, None),
        act(41, BEN, kind::REPLY, Some(5)),
        // Two comments on an own post are two conversations.
        Act { thread: "own", ..act(50, ANA, kind::COMMENT, None) },
        Act { thread: "own", ..act(51, BEN, kind::COMMENT, None) },
        // Never said when; and a reaction.
        act(-1, ANA, kind::POST, None),
        act(60, ANA, kind::REACTION, Some(0)),
    ]);
    let talks = talks(&workspace);
    let found: Vec<_> =
        talks.all().iter().map(|talk| (talk.opener, talk.person, talks.messages(talk).to_vec())).collect();
    assert_eq!(found, [(0, ANA, vec![0, 1, 2, 3, 4]), (6, BEN, vec![6]), (7, ANA, vec![7]), (8, BEN, vec![8])]);
    let [first, second, ..] = talks.all() else { panic!() };
    assert_eq!(
        (first.waiting, first.kind),
        (MISSING_TIME, ConversationKind::Thread),
        "others who join in wait for nothing"
    );
    assert_eq!((second.waiting, second.asked), (at(41), at(41)));
    let turns = Turns::new(&workspace.facts, &talks, Some(first), None);
    let roles: Vec<Role> = turns.turns.iter().map(|turn| turn.role).collect();
    assert_eq!(roles, [Role::Person, Role::Other, Role::Bot, Role::Staff, Role::Other]);
    assert_eq!(turns.waits, [Wait { from: at(0), until: Some(at(20)) }]);
}

#[test]
fn mentions_and_messages_belong_together_by_their_thread_or_answer() {
    let message = |minute, who, thread| Act { thread, ..act(minute, who, "message", None) };
    let workspace = workspace(&[
        message(0, ANA, "dm1"),
        message(3, NOOR, "dm1"),
        message(9, ANA, "dm1"),
        message(9, BEN, "dm2"),
        act(12, BEN, "mention", None),
        act(15, NOOR, kind::REPLY, Some(4)),
        act(16, ANA, "mention", None),
    ]);
    let talks = talks(&workspace);
    let found: Vec<_> =
        talks.all().iter().map(|talk| (talk.kind, talks.messages(talk).to_vec(), talk.waiting)).collect();
    let (message, mention) = (ConversationKind::Message, ConversationKind::Mention);
    assert_eq!(
        found,
        [
            (message, vec![0, 1, 2], at(9)),
            (message, vec![3], at(9)),
            (mention, vec![4, 5], MISSING_TIME),
            (mention, vec![6], at(16)),
        ]
    );
}

#[test]
fn what_a_person_decided_holds_until_the_member_writes_again() {
    let acts = || vec![act(0, ANA, kind::POST, None), act(100, ANA, kind::REPLY, Some(0))];
    let status = |record: Conversation, now: i64| {
        let mut workspace = workspace(&acts());
        put(&mut workspace, record);
        let (_, inbox) = inbox(&workspace, at(now));
        assert_eq!(inbox.items.len(), 1);
        inbox.items[0].status
    };
    let mut resolved = about(0);
    resolved.step(at(50), ConversationStatus::Resolved, "Noor");
    assert_eq!(status(resolved, 200), ConversationStatus::Open, "wrote at 100");
    let mut resolved = about(0);
    resolved.step(at(150), ConversationStatus::Resolved, "Noor");
    assert_eq!(status(resolved, 200), ConversationStatus::Resolved);
    let mut snoozed = about(0);
    snoozed.snooze(at(150), at(300), "Noor");
    assert_eq!(status(snoozed.clone(), 200), ConversationStatus::Snoozed);
    assert_eq!(status(snoozed, 300), ConversationStatus::Open, "its time has come");
    let mut pending = about(0);
    pending.mark_answered(Id::derived("m"), at(150), "Noor", "Here you are");
    assert_eq!(status(pending, 200), ConversationStatus::Pending);
}

#[test]
fn a_later_import_brings_the_true_time_of_a_reply() {
    let mut acts = vec![act(0, ANA, kind::POST, None)];
    let mut record = about(0);
    record.mark_answered(Id::derived("m"), at(45), "Noor", "Here you are");
    let mut before = workspace(&acts);
    put(&mut before, record.clone());
    let (talks, inbox_before) = inbox(&before, at(50));
    assert_eq!(inbox_before.items[0].turns(&before.facts, &talks).first_answer(), Some(at(45)), "as marked");

    acts.push(Act { text: "Here you are!", ..act(31, NOOR, kind::REPLY, Some(0)) });
    let mut after = workspace(&acts);
    put(&mut after, record);
    let (talks, inbox_after) = inbox(&after, at(50));
    let turns = inbox_after.items[0].turns(&after.facts, &talks);
    assert_eq!(turns.first_answer(), Some(at(31)), "as it was");
    assert_eq!(turns.turns.len(), 2, "shown once");
}

#[test]
fn the_queue_begins_with_what_is_due_first_and_old_ones_stay_away() {
    let mut workspace = workspace(&[
        act(0, ANA, kind::POST, None),
        act(15 * 24 * 60, BEN, kind::POST, None),
        act(15 * 24 * 60 + 30, ANA, kind::POST, None),
        act(15 * 24 * 60 + 40, BEN, kind::POST, None),
        act(15 * 24 * 60 + 41, NOOR, kind::REPLY, Some(3)),
    ]);
    promise(&mut workspace);
    let (talks, inbox) = inbox(&workspace, at(15 * 24 * 60 + 75));
    let keys: Vec<_> = inbox.items.iter().map(|item| (item.key, item.status)).collect();
    let (open, done) = (ConversationStatus::Open, ConversationStatus::Resolved);
    assert_eq!(keys, [(ItemKey::Row(1), open), (ItemKey::Row(2), open), (ItemKey::Row(3), done)]);
    let states: Vec<_> = inbox.items.iter().map(|item| item.clock.and_then(|clock| clock.state)).collect();
    assert_eq!(states, [Some(SlaState::Missed), Some(SlaState::AtRisk), None]);
    let counts = inbox.counts();
    assert_eq!((counts.of(open), counts.of(done), counts.at_risk, counts.missed, inbox.older), (2, 1, 1, 1, 1));

    // Touching one makes a record that points to the same opening, and keeps its place.
    let record = inbox.items[0].to_record(&workspace.facts, &talks, Id::derived("new"), at(0));
    assert_eq!(record.activity, Some(FactReference::new("net", "1")));
    assert_eq!((record.member, &*record.name), (Some(FactReference::new("net", "ben")), "ben"));
    let answered = inbox.items[2].to_record(&workspace.facts, &talks, Id::derived("new"), at(0));
    assert_eq!(answered.status, done, "what we answered stays done");
}

#[test]
fn figures_say_what_they_rest_on() {
    let mut workspace = workspace(&[
        Act { text: "I love this", ..act(0, ANA, kind::POST, None) },
        act(30, NOOR, kind::REPLY, Some(0)),
        act(40, ANA, kind::REPLY, Some(0)),
        act(200, NOOR, kind::REPLY, Some(0)),
        Act { text: "This is awful", ..act(10, BEN, kind::POST, None) },
        act(100, NOOR, kind::REPLY, Some(4)),
        Act { text: "ужасно", ..act(280, BEN, kind::POST, None) },
        Act { text: "At ten", ..act(0, BEN, kind::POST, None) },
        act(1, BOT, kind::REPLY, Some(7)),
    ]);
    promise(&mut workspace);
    let mut resolved = about(0);
    resolved.step(at(300), ConversationStatus::Resolved, "Noor");
    resolved.csat = Some(Csat { at: at(310), score: 4, text: String::new(), extra: Default::default() });
    put(&mut workspace, resolved);
    let mut corrected = about(4);
    corrected.step(at(300), ConversationStatus::Resolved, "Noor");
    corrected.sentiment = Some(Sentiment::Neutral);
    put(&mut workspace, corrected);
    // Entered by hand, answered after ten minutes.
    let mut entered = Conversation::new(Id::derived("hand"), at(20), ConversationKind::Support);
    let message = |minute: i64, way| EnteredMessage {
        id: Id::derived(&minute.to_string()),
        at: at(minute),
        way,
        who: String::new(),
        text: "Thanks, great help".to_owned(),
        marked: false,
        extra: Default::default(),
    };
    entered.messages = vec![message(20, Way::In), message(30, Way::Out)];
    put(&mut workspace, entered);

    let now = at(300);
    let talks = talks(&workspace);
    let promises = Promises::new(&workspace, START, now);
    let asked = Asked { from: START, to: now + 1, channel: None, now, moods: true };
    let cases = figures::cases(&workspace, &talks, &promises, asked);
    assert_eq!(cases.len(), 5);

    // First responses after 10, 30 and 90 minutes; two people wait.
    let first = figures::times(&cases, Promise::First);
    assert_eq!((first.raw.as_slice(), first.running), (&[600.0, 1_800.0, 5_400.0][..], 2));
    let (median, ninetieth) = first.raw_quantiles().unwrap();
    // By hand: type 7 puts the 90th percentile of three values at 1.8 steps.
    assert_eq!((median, ninetieth), (1_800.0, 4_680.0));
    assert_eq!(figures::times(&cases, Promise::Next).raw, [9_600.0]);
    assert_eq!(figures::times(&cases, Promise::Resolution).raw, [17_400.0, 18_000.0]);
    // Met: 30 and 10 minutes; missed: 90, and one that waits for five hours; running: one that waits for 20 minutes.
    let rate = figures::sla_met(&cases, Some(Promise::First));
    assert_eq!((rate.numerator, rate.denominator, rate.excluded, rate.value), (2, 4, 1, Some(0.5)));
    assert_eq!(figures::sla_met(&cases, Some(Promise::Next)).value, Some(0.0), "160 of 120 minutes");
    let rate = figures::response_rate(&cases);
    assert_eq!((rate.numerator, rate.denominator), (3, 5), "the bot's answer is none");
    let backlog = figures::backlog(&cases, now);
    assert_eq!((backlog.waiting, backlog.ages[0], backlog.median), (2, 2, Some(9_600.0)));
    let (csat, answers) = figures::csat(&cases);
    assert_eq!((csat.value, answers.value), (Some(1.0), Some(0.5)));
    // Love, thanks: positive; awful, corrected to neutral, and ten o'clock: neutral; one in Russian: unknown.
    let moods = figures::moods(&cases);
    assert_eq!((moods.counts, moods.unknown, moods.corrected, moods.net), ([2, 2, 0], 1, 1, Some(0.5)));
    let histogram = figures::histogram(&first.raw);
    assert_eq!(histogram.bins.iter().map(|bin| bin.count).collect::<Vec<_>>(), [1, 1, 1, 0, 0, 0, 0, 0]);
    assert_eq!(figures::in_bin(&cases, Promise::First, &histogram.bins[0], false).count(), 1);

    let behind = DEFINITIONS.map(|definition| figures::behind(&cases, definition.id).count());
    assert_eq!(behind, [3, 1, 2, 4, 5, 2, 1, 4], "each figure can be opened");
    assert_eq!(figures::behind(&cases, "nothing").count(), 0);

    assert_eq!(figures::sla_met(&[], None).value, None);
    assert_eq!((figures::response_rate(&[]).value, figures::moods(&[]).net), (None, None));
    assert_eq!((figures::csat(&[]).0.value, figures::backlog(&[], now).median), (None, None));
}

/// `cargo test -p hearth-domain --release --lib inbox::tests::speed -- --ignored --nocapture` says how long it takes.
#[test]
#[ignore = "prints times"]
fn speed() {
    for count in [100_000_u32, 1_000_000] {
        let acts: Vec<Act> = (0..count)
            .map(|row| {
                let minute = i64::from(row) / 4;
                match row % 4 {
                    0 => Act {
                        text: "I love the new plan but the app freezes",
                        ..act(minute, row / 4 % 3, kind::POST, None)
                    },
                    1 if row % 5 == 0 => act(minute, NOOR, kind::REPLY, Some(row - 1)),
                    other => act(minute, row % 3, kind::REPLY, Some(row - other)),
                }
            })
            .collect();
        let mut workspace = workspace(&acts);
        promise(&mut workspace);
        let now = at(i64::from(count) / 4);
        let dataset = Dataset::new(workspace.clone());
        dataset.threads();
        let clock = std::time::Instant::now();
        let talks = Talks::new(&dataset);
        let made = clock.elapsed();
        let clock = std::time::Instant::now();
        let (from, to) = figures::span(&talks, now);
        let promises = Promises::new(&workspace, from, to);
        let laid = clock.elapsed();
        for horizon in Horizon::ALL {
            let clock = std::time::Instant::now();
            let inbox = Inbox::new(&workspace, &talks, &promises, now, horizon);
            println!(
                "{count}: {} talks {made:?}, hours {laid:?}, {horizon:?}: {} items {:?}",
                talks.all().len(),
                inbox.items.len(),
                clock.elapsed()
            );
        }
        for moods in [false, true] {
            let clock = std::time::Instant::now();
            let asked = Asked { from: now - 90 * crate::model::time::DAY_MS, to: now, channel: None, now, moods };
            let cases = figures::cases(&workspace, &talks, &promises, asked);
            println!("{} cases, moods {moods}: {:?}", cases.len(), clock.elapsed());
        }
    }
}
