//! Alerts against numpy, incidents, playbooks, drills and their files as people use them.

use super::{
    alert::{self, Silence},
    drill::{Play, Refusal},
    drill_file,
    hours::{Hours, hours, rows},
    incident::{MomentKind, Times, live, timeline, times},
    playbook::{StepState, overdue, steps},
    post_mortem::Report,
    score::{keeps, score},
    severity,
};
use crate::model::{
    Day, Extra, Id, Settings, Workspace, Zone,
    facts::{DictionaryKind, Value, activity, kind, member},
    record::*,
    time::DAY_MS,
};
use proptest::prelude::*;
use std::sync::Arc;

const HOUR: i64 = 3_600_000;
const MINUTE: i64 = 60_000;
/// 2026-10-05T00:00:00Z.
const START: i64 = 1_791_158_400_000;

fn id(n: u8) -> Id {
    Id::mint(1, [n; 10])
}

fn near(a: f64, b: f64) {
    assert!((a - b).abs() < 1e-12, "{a} is not {b}");
}

/// Activities: time, member (0 to 3; 3 is staff), kind, channel.
fn workspace(acts: &[(i64, u32, &str, u8)]) -> Workspace {
    let mut workspace = Workspace::new(Settings::new(id(1), "Test", 1, Zone::UTC));
    let dictionaries = Arc::make_mut(&mut workspace.facts.dictionaries);
    let source = Value::Code(dictionaries.get_mut(DictionaryKind::Source).code("forum"));
    let mut builder = workspace.facts.members.clone().into_builder();
    for (name, staff) in [("ana", 0), ("bo", 0), ("cy", 0), ("staff", 1)] {
        let mut cells = [Value::Missing; member::COLUMNS.len()];
        (cells[member::ID], cells[member::SOURCE]) = (Value::Text(name), source);
        cells[member::STAFF] = Value::Byte(staff);
        builder.push(&cells);
    }
    workspace.facts.members = builder.finish();
    let mut builder = workspace.facts.activities.clone().into_builder();
    for (place, (time, who, kind, channel)) in acts.iter().enumerate() {
        let mut cells = [Value::Missing; activity::COLUMNS.len()];
        let name = format!("a{place}");
        (cells[activity::ID], cells[activity::SOURCE]) = (Value::Text(&name), source);
        cells[activity::TIME] = Value::Time(*time);
        cells[activity::MEMBER] = Value::Code(*who);
        cells[activity::KIND] = Value::Code(dictionaries.get_mut(DictionaryKind::Kind).code(kind));
        let channel = id(*channel).to_string();
        cells[activity::CHANNEL] = Value::Code(dictionaries.get_mut(DictionaryKind::Channel).code(&channel));
        builder.push(&cells);
    }
    workspace.facts.activities = builder.finish();
    workspace
}

/// numpy 2.4: `i = np.arange(240); counts = (i * 7919) % 13 + 4 * (i % 24 > 8); counts[-24:] += 9`.
fn numpy_counts() -> Vec<u32> {
    (0..240_u32).map(|i| i * 7919 % 13 + 4 * u32::from(i % 24 > 8) + 9 * u32::from(i >= 216)).collect()
}

#[test]
fn volume_is_judged_as_numpy_computes_it() {
    let hours = Hours { end: START, counts: numpy_counts(), ..Hours::default() };
    let mut rule = AlertRule::new(id(1), 0, "R", AlertMeasure::Volume);
    let reading = alert::now(Some(&hours), &rule).unwrap();
    // before, last = counts[-192:-24], counts[-24:]; before.mean(), before.std(ddof=1), last.mean(), last.sum()
    near(reading.baseline, 8.517_857_142_857_142);
    near(reading.deviation, 4.252_471_228_395_544);
    near(reading.recent, 17.458_333_333_333_332);
    assert_eq!(reading.volume, 419);
    near(reading.limit, 17.022_799_599_648_23);
    assert!(reading.raised);
    assert_eq!(reading.at, START);

    rule.deviations = AlertDeviations::Sure;
    let reading = alert::now(Some(&hours), &rule).unwrap();
    near(reading.limit, 21.275_270_828_043_773);
    assert!(!reading.raised);

    rule.deviations = AlertDeviations::Early;
    rule.minimum = 420;
    assert!(!alert::now(Some(&hours), &rule).unwrap().raised, "fewer than the minimum");
    rule.minimum = 419;
    assert!(alert::now(Some(&hours), &rule).unwrap().raised);
}

#[test]
fn negative_share_leaves_hours_without_a_sentiment_out() {
    // judged = (i * 31) % 7; negative = judged * ((i * 17) % 10) // 10, all of judged in the last 24 hours;
    // share = negative / judged, nan where judged is 0; nanmean, nanstd(ddof=1)
    let judged: Vec<u32> = (0..240_u32).map(|i| i * 31 % 7).collect();
    let part = |i: u32, judged: u32| if i >= 216 { judged } else { judged * (i * 17 % 10) / 10 };
    let negative = (0..240_u32).zip(&judged).map(|(i, judged)| part(i, *judged)).collect();
    let hours = Hours { end: START, counts: judged.clone(), judged, negative };
    let mut rule = AlertRule::new(id(1), 0, "R", AlertMeasure::NegativeShare);
    rule.deviations = AlertDeviations::Early;
    let reading = alert::now(Some(&hours), &rule).unwrap();
    near(reading.baseline, 0.283_101_851_851_851_8);
    near(reading.deviation, 0.288_304_707_143_797_47);
    near(reading.limit, 0.715_558_912_567_548_1);
    near(reading.recent, 1.0);
    assert_eq!((reading.volume, reading.raised), (70, true));
    let words = alert::explanation(&rule, &reading);
    assert!(words.contains("100.0 %") && words.contains("71.6 %") && words.contains("70 messages"), "{words}");
}

#[test]
fn a_rule_that_cannot_judge_says_why() {
    let rule = AlertRule::new(id(1), 0, "R", AlertMeasure::Volume);
    let of = |counts: Vec<u32>| alert::now(Some(&Hours { end: START, counts, ..Hours::default() }), &rule).unwrap_err();
    assert_eq!(of(vec![5; 192]), Silence::NoVariation, "equal hours do not vary, however loud the last ones are");
    assert_eq!(of(vec![0; 192]), Silence::NoVariation);
    assert_eq!(of(numpy_counts()[..191].to_vec()), Silence::TooShort);
    assert_eq!(of(Vec::new()), Silence::TooShort);
    assert_eq!(alert::now(None, &rule).unwrap_err(), Silence::NoData);
    let off = AlertRule { enabled: false, ..rule.clone() };
    assert_eq!(alert::now(None, &off).unwrap_err(), Silence::Disabled);
    let tone = AlertRule { measure: AlertMeasure::NegativeShare, ..rule };
    let hours = Hours { end: START, counts: numpy_counts(), ..Hours::default() };
    assert_eq!(alert::now(Some(&hours), &tone).unwrap_err(), Silence::NoSentiment);
}

/// One or two activities an hour for two weeks, and twelve an hour for six hours on the twelfth day.
fn spike() -> Vec<(i64, u32, &'static str, u8)> {
    let mut acts = Vec::new();
    for hour in 0..14 * 24_i64 {
        let loud = (11 * 24 + 8..11 * 24 + 14).contains(&hour);
        for number in 0..if loud { 12 } else { 1 + hour % 2 } {
            acts.push((START + hour * HOUR + number * MINUTE, (number % 3) as u32, kind::COMMENT, 1));
        }
    }
    acts
}

#[test]
fn a_spike_of_the_past_is_one_alert_with_its_rows() {
    let mut acts = spike();
    // Staff, joins, and another channel are not what the rule watches.
    for minute in 0..200 {
        acts.push((START + 3 * DAY_MS + minute * MINUTE, 3, kind::COMMENT, 1));
        acts.push((START + 3 * DAY_MS + minute * MINUTE, 1, kind::JOIN, 1));
        acts.push((START + 3 * DAY_MS + minute * MINUTE, 1, kind::COMMENT, 2));
    }
    let workspace = workspace(&acts);
    let mut rule = AlertRule::new(id(1), 0, "R", AlertMeasure::Volume);
    (rule.channels, rule.deviations) = (vec![id(1)], AlertDeviations::Sure);
    let hours = hours(&workspace, &rule.channels, i64::MAX, None).unwrap();
    assert_eq!(hours.counts.iter().sum::<u32>() as usize, spike().len() - 1, "less the first, broken hour");
    let found = alert::alerts(&hours, &rule);
    let [one] = found.as_slice() else { panic!("{found:?}") };
    let spike = START + 11 * DAY_MS + 8 * HOUR;
    assert!((spike..spike + 6 * HOUR).contains(&one.began), "raised while it happens");
    assert!(!one.is_going_on);
    let rows = alert::peak_rows(&workspace, &rule, one, None);
    assert_eq!(rows.len(), one.peak.volume as usize);
    let times = rows.iter().map(|row| workspace.facts.activities.time(*row as usize, activity::TIME).unwrap());
    assert!(times.into_iter().all(|time| time < one.peak.at && time >= one.peak.at - 24 * HOUR));

    // Every hour that is an alert is one by reading it alone.
    for place in 191..hours.counts.len() {
        if alert::read(&hours, &rule, place).is_ok_and(|reading| reading.raised) {
            assert!((one.began..=one.ended).contains(&hours.end_of(place)));
        }
    }

    // Seen once, seen for good; an import that moves the hours by some minutes does not bring it back.
    let moved = one.began + 17 * MINUTE;
    assert!(alert::acknowledged(&rule, one).is_none());
    rule.acknowledged.push(AcknowledgedAlert { alert: moved, at: moved, who: "Noor".into(), extra: Extra::new() });
    assert_eq!(alert::acknowledged(&rule, one).unwrap().who, "Noor");
}

#[test]
fn only_what_nobody_has_seen_waits() {
    let mut workspace = workspace(&spike());
    let rule = AlertRule::new(id(1), 0, "R", AlertMeasure::Volume);
    workspace.records.put(rule.clone().into());
    let of = |rule: &AlertRule| hours(&workspace, &rule.channels, i64::MAX, None).map(Arc::new);
    let found = alert::waiting(&workspace, 7, &of);
    assert_eq!(found.len(), 1);
    assert!(alert::waiting(&workspace, 1, &of).is_empty(), "older than a day");
    let seen = AcknowledgedAlert { alert: found[0].alert.began, at: 0, who: String::new(), extra: Extra::new() };
    let mut workspace = workspace.clone();
    workspace.records.put(AlertRule { acknowledged: vec![seen], ..rule }.into());
    assert!(alert::waiting(&workspace, 7, &of).is_empty());
}

#[test]
fn a_date_in_the_future_is_no_latest_activity() {
    let mut acts = spike();
    acts.push((i64::MAX - 5, 1, kind::COMMENT, 1));
    acts.push((i64::MIN + 5, 1, kind::COMMENT, 1));
    let workspace = workspace(&acts);
    let until = START + 20 * DAY_MS;
    let found = hours(&workspace, &[], until, None).unwrap();
    assert_eq!(found.end, spike().iter().map(|act| act.0).max().unwrap() + 1);
    assert_eq!(found.counts.len(), super::hours::LONGEST, "and one of long ago is as far as one looks");
    assert_eq!(rows(&workspace, &[], START, START + HOUR).len(), 1);
    assert_eq!(found.end_of(found.place_of(START + 5 * HOUR).unwrap()), found.end - 330 * HOUR);
    let _ = hours(&workspace, &[], i64::MAX, None);
}

fn playbook() -> Playbook {
    let mut playbook = Playbook::new(id(9), 0, "Plan");
    playbook.levels[2].minutes = Some(60);
    playbook.steps = vec![
        PlaybookStep::new(id(21), "Stop posts", "Tomé", 30),
        PlaybookStep::new(id(22), "Say something", "Noor", 60),
        PlaybookStep::new(id(23), "Look back", "Rui", 600),
    ];
    playbook
}

fn incident() -> Incident {
    let mut incident = Incident::new(id(5), START, "Advert", 3, START);
    incident.acknowledged = Some(START + 45 * MINUTE);
    incident.steps.push(StepDone { step: id(21), at: START + 80 * MINUTE, who: "Tomé".into(), extra: Extra::new() });
    let mut statement = Statement::new("Sorry", "We are sorry.");
    (statement.approved, statement.published) = (Some(START + 100 * MINUTE), Some(START + 2 * HOUR));
    incident.statements = vec![Statement::new("Draft", "…"), statement];
    incident
}

#[test]
fn steps_run_from_when_the_incident_was_taken_on() {
    let (playbook, mut incident) = (playbook(), incident());
    let now = START + 3 * HOUR;
    let states =
        |incident: &Incident| steps(&playbook, incident, now).iter().map(|step| step.state).collect::<Vec<_>>();
    assert_eq!(states(&incident), [StepState::DoneLate, StepState::Overdue, StepState::Due]);
    assert_eq!(overdue(&playbook, &incident, now), 1);
    let left = steps(&playbook, &incident, now).iter().map(|step| step.left(now)).collect::<Vec<_>>();
    assert_eq!(left, [None, Some(-75 * MINUTE), Some(465 * MINUTE)]);
    incident.acknowledged = None;
    assert_eq!(states(&incident), [StepState::Done, StepState::Waiting, StepState::Waiting]);
    assert_eq!(severity::statement_due(&incident, &playbook), Some(START + HOUR));
    incident.severity = 1;
    assert_eq!(severity::statement_due(&incident, &playbook), None);
}

#[test]
fn times_count_from_the_beginning() {
    let mut incident = incident();
    let expected = Times { acknowledge: Some(45 * MINUTE), statement: Some(2 * HOUR), recovery: None };
    assert_eq!(times(&incident), expected);
    incident.recovered = Some(START - 1);
    incident.statements.clear();
    assert_eq!(times(&incident), Times { acknowledge: Some(45 * MINUTE), ..Times::default() });
}

#[test]
fn the_timeline_is_in_order_and_holds_everything() {
    let mut incident = incident();
    incident.timeline.push(TimelineEntry::new(START + 90 * MINUTE, "Noor", "Press called"));
    incident.decisions.push(Decision::new(START + 50 * MINUTE, "Rui", "Apologise"));
    let found: Vec<_> = timeline(&incident, Some(&playbook())).iter().map(|one| (one.kind, one.text.clone())).collect();
    let expected = [
        (MomentKind::Began, "Advert"),
        (MomentKind::Acknowledged, ""),
        (MomentKind::Decision, "Apologise"),
        (MomentKind::Step, "Stop posts"),
        (MomentKind::Note, "Press called"),
        (MomentKind::Approved, "Sorry"),
        (MomentKind::Published, "Sorry"),
    ];
    assert_eq!(found, expected.map(|(kind, text)| (kind, text.to_owned())));
}

#[test]
fn an_incident_stands_beside_the_week_before() {
    let workspace = workspace(&spike());
    let mut incident = Incident::new(id(5), 0, "I", 1, START + 11 * DAY_MS + 8 * HOUR);
    incident.recovered = Some(incident.began + 6 * HOUR);
    let negative = |row: usize| row.is_multiple_of(2).then_some(if row.is_multiple_of(4) { -0.5 } else { 0.0 });
    let found = live(&workspace, &incident, i64::MAX, Some(&negative)).unwrap();
    assert_eq!((found.during.activities, found.during.members, found.during.per_hour), (72, 3, Some(12.0)));
    near(found.during.negative_share.unwrap(), 0.5);
    let before = found.before.unwrap();
    assert_eq!((before.activities, before.per_hour), (252, Some(1.5)));
    incident.began = START + DAY_MS;
    assert_eq!(live(&workspace, &incident, i64::MAX, None).unwrap().before, None, "no week before it");
    incident.began = START + 100 * DAY_MS;
    assert_eq!(live(&workspace, &incident, i64::MAX, None), None);
}

const HOSTILE: &str =
    "<script>alert(1)</script> | # [x](javascript:y) *b* `c` \u{202e}\u{0}\n\n- \"q\" 'r' &amp; ![i](j)";

#[test]
fn a_report_is_the_same_every_time_and_text_stays_text() {
    let mut incident = incident();
    incident.title = HOSTILE.into();
    incident.post_mortem.happened = HOSTILE.into();
    incident.post_mortem.actions.push(FollowUp::new(HOSTILE, HOSTILE, Some(Day(20_000))));
    incident.timeline.push(TimelineEntry::new(START, HOSTILE, HOSTILE));
    incident.statements.push(Statement::new(HOSTILE, HOSTILE));
    let contact = Guideline::new(id(7), 0, GuidelineKind::Contact, 1, HOSTILE);
    let report = Report {
        incident: &incident,
        playbook: None,
        live: None,
        contacts: &[&contact],
        zone: "Europe/Madrid".parse().unwrap(),
    };
    let (html, markdown) = (report.html(), report.markdown());
    assert_eq!((&html, &markdown), (&report.html(), &report.markdown()));
    assert!(!html.contains("<script") && !html.contains("&amp;amp;q") && html.contains("&lt;script&gt;"));
    for text in [&html, &markdown] {
        assert!(!text.contains(['\u{202e}', '\u{0}']));
    }
    // No mark of markup stands without a backslash before it.
    for line in markdown.lines().filter(|line| line.contains("alert")) {
        let written = line.trim_start_matches(['#', ' ', '|', '-', '*']);
        for (at, _) in written.match_indices(['<', '[', '`', '!']) {
            assert_eq!(written.get(at - 1..at), Some("\\"), "{line}");
        }
    }
    // 2 o'clock in Madrid in October: summer time.
    assert!(html.contains("5 Oct 2026, 02:00 (Europe/Madrid)"), "{html}");
    assert!(html.contains("<dt>Time to first statement</dt><dd dir=\"auto\">2\u{202f}h</dd>"), "{html}");
    assert!(html.contains("<dt>Time to recovery</dt><dd dir=\"auto\">—</dd>"));
}

fn drill() -> Arc<Drill> {
    let mut drill = Drill::new(id(30), 0, "Leak");
    let mut first = DrillMessage::new(id(31), 0, "Lena", "I see somebody's data");
    (first.expects, first.limit) = (DrillReaction::AnswerAndEscalate, 5);
    first.keywords = vec![vec!["thank".into()], vec!["look into".into(), "check".into()]];
    first.tone = vec![ToneRule::Thanks, ToneRule::NoGuess, ToneRule::Calm, ToneRule::Short];
    let mut troll = DrillMessage::new(id(32), 10, "Troll", "lol");
    troll.expects = DrillReaction::Leave;
    let mut press = DrillMessage::new(id(33), 4, "Press", "Comment?");
    press.expects = DrillReaction::Escalate;
    drill.messages = vec![first, troll, press];
    Arc::new(drill)
}

#[test]
fn a_drill_plays_by_the_clock_it_is_given() {
    let mut play = Play::start(drill(), START, 1);
    assert_eq!(play.arrived(START).len(), 1);
    assert_eq!(play.answer(id(33), "x", true, START), Err(Refusal::NotArrived));
    assert_eq!(play.answer(id(31), "  ", false, START), Err(Refusal::Empty));
    play.set_speed(START + MINUTE, 5);
    // One minute at 1×, one at 5×.
    assert_eq!(play.elapsed(START + 2 * MINUTE), 6 * MINUTE);
    play.pause(START + 2 * MINUTE);
    assert_eq!(play.elapsed(START + HOUR), 6 * MINUTE);
    let names = |play: &Play, now| play.arrived(now).iter().map(|one| one.who.clone()).collect::<Vec<_>>();
    assert_eq!(names(&play, START + HOUR), ["Lena", "Press"]);
    assert_eq!(play.left(&play.drill().messages[0].clone(), START + HOUR), -MINUTE);
    play.answer(id(31), "Thank you, we check it.", true, START + HOUR).unwrap();
    assert_eq!(play.answer(id(31), "Again", false, START + HOUR), Err(Refusal::Already));
    assert_eq!(play.open(START + HOUR).len(), 1);
    play.resume(START + HOUR);
    play.resume(START + HOUR + 1);
    assert_eq!(play.elapsed(START), 6 * MINUTE, "a clock that goes back stands still");
    let later = START + HOUR + MINUTE;
    assert_eq!(names(&play, later), ["Lena", "Press", "Troll"]);
    play.answer(id(33), "", true, later).unwrap();
    assert!(!play.is_over(later));
    play.leave(id(32), later).unwrap();
    assert!(play.is_over(later));
    let run = play.finish(later, "Tomé");
    assert_eq!((run.at, run.seconds, run.answers.len()), (START, 660, 3));
    // Again, with the same calls: the same run.
    assert_eq!(run, play.finish(later, "Tomé"));
    assert_eq!(run.score, score(play.drill(), &run).total);
}

fn run(answers: &[(u8, u32, &str, bool)], seconds: u32) -> DrillRun {
    let answers =
        answers.iter().map(|(n, second, text, escalated)| DrillAnswer::new(id(*n), *second, *text, *escalated));
    DrillRun { at: START, who: String::new(), seconds, answers: answers.collect(), score: None, extra: Extra::new() }
}

#[test]
fn points_follow_the_rules_that_are_written_down() {
    let drill = drill();
    let points = |run: &DrillRun| -> Vec<f64> { score(&drill, run).messages.iter().map(|one| one.score).collect() };
    let best = run(&[(31, 200, "Thanks, Lena, we look into it.", true), (33, 300, "", true)], 1_200);
    assert_eq!(points(&best), [100.0, 100.0, 100.0]);
    assert_eq!(score(&drill, &best).total, Some(100.0));

    // 7:30 after it arrived with a limit of 5 min: half the points for time. One of two groups, three of four rules.
    let middling = run(&[(31, 450, "Thank you!! probably CALM.", false), (32, 700, "You too", false)], 1_200);
    let parts = &score(&drill, &middling).messages[0].parts;
    let earned: Vec<_> = parts.iter().map(|part| (part.name, part.points, part.of)).collect();
    assert_eq!(
        earned,
        [("Time", 15.0, 30.0), ("Content", 15.0, 30.0), ("Tone", 10.0, 20.0), ("Escalation", 0.0, 20.0)]
    );
    assert!(parts[1].reason.contains("look into or check"), "{}", parts[1].reason);
    assert!(parts[2].reason.contains("Does not guess; Stays calm"), "{}", parts[2].reason);
    // The troll was fed (20 of 70 for not escalating), the press was forgotten.
    near(points(&middling)[1], 20.0 / 70.0 * 100.0);
    near(points(&middling)[2], 0.0);

    // Nothing done: only what was to be left alone is right, and only if it came.
    assert_eq!(points(&run(&[], 1_200)), [0.0, 100.0, 0.0]);
    assert_eq!(points(&run(&[], 60)), [0.0, 0.0, 0.0]);
    assert_eq!(score(&Drill::new(id(1), 0, "Empty"), &run(&[], 1)).total, None);
}

#[test]
fn tone_rules_look_for_what_they_say() {
    let keeps = |rule, text: &str| keeps(rule, text, "@Lena.moves");
    assert!(keeps(ToneRule::Sorry, "We APOLOGISE for that"));
    assert!(!keeps(ToneRule::Sorry, "That is unfortunate"));
    assert!(keeps(ToneRule::NextStep, "We’ll be back at six"));
    assert!(keeps(ToneRule::Personal, "Lena, this is being looked at"));
    assert!(!keeps(ToneRule::NoBlame, "Obviously this is how it works"));
    assert!(!keeps(ToneRule::Calm, "THIS WILL stop"));
    assert!(keeps(ToneRule::Calm, "The API and the FAQ are fine!"));
    assert!(!keeps(ToneRule::Short, &"é".repeat(281)));
    assert!(keeps(ToneRule::Short, &"é".repeat(280)));
}

fn read(text: &str) -> Result<Drill, crate::interchange::FileError> {
    let mut next = 100_u8;
    drill_file::read("d.json", text.as_bytes(), 5, &mut || {
        next = next.wrapping_add(1);
        id(next)
    })
}

#[test]
fn a_file_that_is_wrong_says_where_and_what_to_do() {
    let with = |message: &str| format!(r#"{{"format":"hearth-drill","version":1,"name":"D","messages":[{message}]}}"#);
    let good = r#"{"minute":0,"who":"A","text":"T"}"#;
    let cases = [
        ("[]".to_owned(), None, "A drill is an object"),
        ("{".to_owned(), None, "This is not JSON"),
        (r#"{"name":"D"}"#.to_owned(), Some("format"), "hearth-drill"),
        (with(good).replace("\"version\":1", "\"version\":2"), Some("version"), "version 1"),
        (with(good).replace("\"D\"", "\" \""), Some("name"), "name"),
        (with(""), Some("messages"), "at least one"),
        (with(&format!("{good},7")), Some("messages[1]"), "object"),
        (with(r#"{"who":"A","text":"T"}"#), Some("messages[0].minute"), "minutes after the start"),
        (with(r#"{"minute":-1,"who":"A","text":"T"}"#), Some("messages[0].minute"), "whole number"),
        (with(r#"{"minute":0,"who":"","text":"T"}"#), Some("messages[0].who"), "who writes"),
        (with(r#"{"minute":0,"who":"A","text":"T","limit":0}"#), Some("messages[0].limit"), "time limit"),
        (with(r#"{"minute":0,"who":"A","text":"T","expects":"shout"}"#), Some("messages[0].expects"), "leave"),
        (with(r#"{"minute":0,"who":"A","text":"T","tone":["sorry","x"]}"#), Some("messages[0].tone[1]"), "no_blame"),
        (
            with(r#"{"minute":0,"who":"A","text":"T","keywords":[["a"],[]]}"#),
            Some("messages[0].keywords"),
            "at least one word",
        ),
        (with(r#"{"minute":0,"who":"A","text":"T","keywords":[[1]]}"#), Some("messages[0].keywords[0]"), "text"),
    ];
    for (text, path, part) in cases {
        let error = read(&text).unwrap_err();
        assert_eq!(error.place.path.as_deref(), path, "{text}");
        assert!(error.message.contains(part), "{text}: {}", error.message);
        assert_eq!(error.file, "d.json");
    }
    let drill = read(&with(r#"{"minute":3,"who":"A","text":"T","keywords":["sorry",["a","b"]],"later":[1]}"#)).unwrap();
    let message = &drill.messages[0];
    assert_eq!((message.minute, message.limit, message.expects), (3, 5, DrillReaction::Answer));
    assert_eq!(message.keywords, [vec!["sorry"], vec!["a", "b"]]);
    assert_eq!(message.extra["later"][0], 1);
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(read(&with(&deep)).is_err());
    let hostile = with(&format!(r#"{{"minute":0,"who":"A","text":{}}}"#, serde_json::to_string(HOSTILE).unwrap()));
    assert_eq!(read(&hostile).unwrap().messages[0].text, HOSTILE, "text is kept as it is");
}

proptest! {
    #[test]
    fn alerts_are_the_hours_that_read_so(counts in prop::collection::vec(0_u32..9, 60..160), loud in 0_usize..150, k in prop::sample::select(AlertDeviations::ALL), share in any::<bool>()) {
        let mut counts = counts;
        counts.iter_mut().skip(loud).take(8).for_each(|count| *count += 25);
        let measure = if share { AlertMeasure::NegativeShare } else { AlertMeasure::Volume };
        let mut rule = AlertRule::new(id(1), 0, "R", measure);
        (rule.window_hours, rule.baseline_days, rule.minimum, rule.deviations) = (5, 2, 8, k);
        let negative = counts.iter().map(|count| count / 2 * (count % 3)).zip(&counts).map(|(some, all)| some.min(*all)).collect();
        let hours = Hours { end: START, judged: counts.clone(), negative, counts };
        let found = alert::alerts(&hours, &rule);
        let raised: Vec<_> = (0..hours.counts.len()).filter_map(|place| alert::read(&hours, &rule, place).ok()).filter(|one| one.raised).collect();
        for one in &raised {
            prop_assert_eq!(found.iter().filter(|alert| (alert.began..=alert.ended).contains(&one.at)).count(), 1);
        }
        for alert in &found {
            prop_assert!([alert.began, alert.ended, alert.peak.at].iter().all(|at| raised.iter().any(|one| one.at == *at)));
        }
    }
}

prop_compose! {
    fn any_message()(minute in 0_u32..500, who in "\\PC{1,9}x", text in "x\\PC{0,30}", expects in prop::sample::select(DrillReaction::ALL),
        keywords in prop::collection::vec(prop::collection::vec("k\\PC{0,8}", 1..3), 0..3),
        tone in prop::sample::subsequence(ToneRule::ALL.to_vec(), 0..4), limit in 1_u32..90, why in "\\PC{0,12}") -> DrillMessage {
        DrillMessage { expects, keywords, tone, limit, why, ..DrillMessage::new(id(0), minute, who, text) }
    }
}

proptest! {
    #[test]
    fn a_drill_goes_through_a_file(name in "N\\PC{0,20}", briefing in "\\PC{0,40}", messages in prop::collection::vec(any_message(), 1..6)) {
        let drill = Drill { briefing, messages, ..Drill::new(id(100), 5, name) };
        let mut found = read(&drill_file::write(&drill)).unwrap();
        prop_assert_eq!(drill_file::write(&found), drill_file::write(&drill));
        found.id = drill.id;
        found.messages.iter_mut().for_each(|message| message.id = id(0));
        prop_assert_eq!(found, drill);
    }

    #[test]
    fn no_file_breaks_the_reader(text in "\\PC{0,200}", bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = read(&text);
        let _ = drill_file::read("x", &bytes, 0, &mut || id(1));
    }

    #[test]
    fn a_score_is_between_0_and_100(seconds in any::<u32>(), answers in prop::collection::vec((31_u8..35, any::<u32>(), "\\PC{0,60}", any::<bool>()), 0..6)) {
        let answers: Vec<_> = answers.iter().map(|(n, at, text, told)| (*n, *at, text.as_str(), *told)).collect();
        let run = run(&answers, seconds);
        let found = score(&drill(), &run);
        prop_assert!(found.total.is_some_and(|total| (0.0..=100.0).contains(&total)));
        prop_assert_eq!(found, score(&drill(), &run));
    }
}
