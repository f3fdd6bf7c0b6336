//! Calendar files in and out: what applications write is read, what is written is read the same, and nothing that a file
//! holds makes it panic or go on for ever.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use hearth::{
    interchange::calendar::{
        Alarm, Answer, Attendee, Calendar, CalendarAbout, CalendarEntry, CalendarTime, EntryKind, MAX_PROBLEMS, Role,
        Span, Trigger, is_calendar, read_calendar, write_calendar,
    },
    model::{
        Day, LocalTime, Recurrence, Zone,
        recurrence::{End, Moment},
        time::{iso, parse_iso},
    },
};
use proptest::{collection::vec, option, prelude::*};

fn zone(name: &str) -> Zone {
    name.parse().unwrap()
}

fn at(text: &str) -> LocalTime {
    text.parse().unwrap()
}

fn read(bytes: &[u8]) -> Calendar {
    read_calendar("plan.ics", bytes, zone("Europe/Madrid")).unwrap_or_else(|error| panic!("{error}"))
}

fn told(calendar: &Calendar) -> Vec<String> {
    calendar.problems.iter().map(ToString::to_string).collect()
}

#[test]
fn a_calendar_of_google_is_read_whole() {
    let calendar = read(include_bytes!("golden/calendar/google.ics"));
    assert_eq!(told(&calendar), [""; 0]);
    assert_eq!((calendar.name.as_str(), calendar.zone), ("Community plan", Some(zone("Europe/Madrid"))));
    assert_eq!(calendar.method, "PUBLISH");
    let [tip, later, closed] = calendar.entries.as_slice() else { panic!("{calendar:?}") };
    let madrid = zone("Europe/Madrid");
    let person = |name: &str, email: &str, answer, role| Attendee {
        name: name.to_owned(),
        email: email.to_owned(),
        answer,
        role,
    };
    let expected = CalendarEntry {
        kind: EntryKind::Event,
        line: 26,
        uid: "4hf0c2k@google.com".to_owned(),
        summary: "Daily tip 💡".to_owned(),
        description: "One tip a day, with the hashtag #DailyTip.\n\nWho writes: see https://example.org/rota"
            .to_owned(),
        location: "Everywhere; online".to_owned(),
        status: "CONFIRMED".to_owned(),
        organizer: Some(person("Ana Ruiz", "ana@example.org", Answer::None, Role::Required)),
        start: Some(CalendarTime::Zoned(at("2026-11-23T07:30:00"), madrid)),
        end: Some(CalendarTime::Zoned(at("2026-11-23T08:00:00"), madrid)),
        // 06:30 in London is 07:30 in Madrid; it is kept as the instant that it is.
        recurrence: Some(
            "FREQ=WEEKLY;UNTIL=20261231T225959Z;BYDAY=MO,TU,WE,TH,FR\nEXDATE:20261208T073000,20261209T063000Z"
                .parse()
                .unwrap(),
        ),
        attendees: vec![
            person("Ana Ruiz", "ana@example.org", Answer::Accepted, Role::Required),
            person("López, Luis", "luis@example.org", Answer::Declined, Role::Optional),
        ],
        alarms: vec![Alarm {
            action: "DISPLAY".to_owned(),
            trigger: Trigger::FromStart(Span { days: 0, seconds: -1800 }),
            description: "This is an event reminder".to_owned(),
        }],
        sequence: 3,
        last_modified: parse_iso("2026-11-20T09:10:11Z"),
        created: parse_iso("2026-11-01T10:15:00Z"),
        ..CalendarEntry::default()
    };
    assert_eq!(*tip, expected);
    let (clock, clock_zone) = tip.start.unwrap().clock(Zone::UTC);
    let days: Vec<String> = tip
        .recurrence
        .as_ref()
        .unwrap()
        .between(clock, clock_zone, at("2026-12-07T00:00:00"), at("2026-12-12T00:00:00"))
        .map(|time| time.day().to_string())
        .collect();
    assert_eq!(days, ["2026-12-07", "2026-12-10", "2026-12-11"], "the 8th and 9th are left out");
    assert_eq!(later.recurrence_id, Some(CalendarTime::Zoned(at("2026-11-30T07:30:00"), madrid)));
    assert_eq!((later.uid.as_str(), later.summary.as_str()), ("4hf0c2k@google.com", "Daily tip, later today"));
    assert_eq!(closed.start, Some(CalendarTime::Date("2026-12-24".parse().unwrap())));
    assert_eq!(closed.categories, ["Holidays", "Team, all"]);
}

#[test]
fn zones_of_outlook_are_found_by_name_and_by_rules() {
    let calendar = read(include_bytes!("golden/calendar/outlook.ics"));
    assert_eq!(told(&calendar), [""; 0]);
    let [meetup, call] = calendar.entries.as_slice() else { panic!("{calendar:?}") };
    // The rules fit the whole of Central Europe: the workspace's own zone is taken.
    assert_eq!(meetup.start, Some(CalendarTime::Zoned(at("2026-07-15T18:00:00"), zone("Europe/Madrid"))));
    assert_eq!(iso(meetup.start.unwrap().instant(Zone::UTC)), "2026-07-15T16:00:00Z");
    assert_eq!(call.start, Some(CalendarTime::Zoned(at("2026-07-15T09:00:00"), zone("America/Los_Angeles"))));
    assert_eq!(call.duration.unwrap().as_seconds(), 5400);
    // Where it is not among those that fit, the first that does.
    let elsewhere =
        read_calendar("plan.ics", include_bytes!("golden/calendar/outlook.ics"), zone("Asia/Tokyo")).unwrap();
    let start = elsewhere.entries[0].start.unwrap();
    assert_eq!(iso(start.instant(Zone::UTC)), "2026-07-15T16:00:00Z", "{start:?}");
}

#[test]
fn what_is_broken_is_named_and_the_rest_is_read() {
    let calendar = read(include_bytes!("golden/calendar/broken.ics"));
    assert_eq!(
        told(&calendar),
        [
            "plan.ics, row 3: “this line says nothing” is not a line of a calendar (NAME:value). It was left out.",
            "plan.ics, row 6: The time zone “Middle-earth/Shire” is not known. Its times were taken as times in Europe/Madrid.",
            "plan.ics, row 8: “SOMETIMES” is no value of FREQ. It takes DAILY, WEEKLY, MONTHLY, YEARLY, HOURLY, MINUTELY or SECONDLY. The rule was left out: the entry does not repeat.",
            "plan.ics, row 10: SUMMARY stands twice in this entry. The first was kept.",
            "plan.ics, row 11: This reminder does not say when. It was left out.",
            "plan.ics, row 14: A new entry begins before the one before it ends. Both were kept.",
            "plan.ics, row 16: “tomorrow” is no date or time of DTSTART. It was left out.",
            "plan.ics, row 17: “an hour” is no length of time of DURATION, such as PT1H30M. It was left out.",
            "plan.ics, row 18: “x” is no number of a revision (SEQUENCE). It was left out.",
            "plan.ics, row 19: Rules of exception (EXRULE) are no longer part of iCalendar. It was left out: look at the dates.",
            "plan.ics, row 21: END:VTODO ends nothing that was begun. It was left out.",
            "plan.ics, row 23: The file ends in the middle of an entry: it may have been cut off. What was read of it was kept.",
        ]
    );
    let entries: Vec<(&str, &str, EntryKind)> =
        calendar.entries.iter().map(|entry| (entry.uid.as_str(), entry.summary.as_str(), entry.kind)).collect();
    assert_eq!(
        entries,
        [("one", "First", EntryKind::Event), ("two", "", EntryKind::Event), ("", "Cut o", EntryKind::Task)]
    );
    assert_eq!(iso(calendar.entries[0].start.unwrap().instant(Zone::UTC)), "2026-07-15T16:00:00Z");
}

#[test]
fn what_is_no_calendar_is_refused() {
    for (bytes, expected) in [
        (&b""[..], "a.ics: The file is empty."),
        (b"\r\n \r\n", "a.ics: The file is empty."),
        (
            b"BEGIN:VCARD\r\nFN:Ana\r\nEND:VCARD",
            "a.ics: This is an address card (vCard), not a calendar. Export the calendar as iCalendar (.ics).",
        ),
        (
            b"<!doctype html><title>Sign in",
            "a.ics: This is a web page, not a calendar: the address may need a sign-in. Export the calendar as iCalendar (.ics).",
        ),
        (
            b"id,likes\n1,2\n",
            "a.ics: There is no calendar in this file: no line begins one (BEGIN:VCALENDAR). Export the calendar as iCalendar (.ics).",
        ),
        (
            b"\x00\xff\xfe\x00BEGIN",
            "a.ics: There is no calendar in this file: no line begins one (BEGIN:VCALENDAR). Export the calendar as iCalendar (.ics).",
        ),
    ] {
        assert_eq!(read_calendar("a.ics", bytes, Zone::UTC).unwrap_err().to_string(), expected);
    }
    // A calendar without entries is one.
    assert!(read(b"BEGIN:VCALENDAR\nEND:VCALENDAR").entries.is_empty());
    // UTF-16, as an old program saves it.
    let text = "BEGIN:VEVENT\r\nSUMMARY:Ñandú\r\nEND:VEVENT";
    let bytes: Vec<u8> = [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    assert_eq!(read(&bytes).entries[0].summary, "Ñandú");
    let latin = b"BEGIN:VEVENT\nSUMMARY:\xd1and\xfa\nEND:VEVENT";
    assert_eq!(read(latin).entries[0].summary, "Ñandú");
    assert_eq!(read(latin).problems[0].code, "not-utf-8");
}

#[test]
fn a_calendar_is_told_from_other_files() {
    for file in ["\u{feff}\r\nbegin:vcalendar\r\n", "BEGIN:VEVENT\nEND:VEVENT", "BEGIN:VFREEBUSY\n"] {
        assert!(is_calendar(file.as_bytes()), "{file}");
    }
    for file in ["", "BEGIN:VCARD\n", "id,likes\n1,2", "{\"BEGIN\": 1}", "BEGIN;VCALENDAR"] {
        assert!(!is_calendar(file.as_bytes()), "{file}");
    }
}

/// The rules that a calendar states for its zones say the same as the zones: under a name that nobody knows, the times
/// are the same instants.
#[test]
fn the_rules_of_a_zone_stand_for_it() {
    let zones = [
        "Europe/Madrid",
        "Europe/Dublin",
        "America/New_York",
        "America/Santiago",
        "America/Sao_Paulo",
        "Africa/Cairo",
        "Africa/Casablanca",
        "Asia/Kathmandu",
        "Asia/Tehran",
        "Asia/Gaza",
        "Australia/Lord_Howe",
        "Pacific/Apia",
        "Pacific/Chatham",
        "America/Caracas",
        "Asia/Pyongyang",
        "Europe/Istanbul",
    ];
    for name in zones {
        let days = (0..40).map(|n| Day::from_ymd(2008, 1, 10).unwrap().add(n * 171));
        let start = |day| CalendarTime::Zoned(LocalTime::at(day, 12, 0, 0), zone(name));
        let entries: Vec<CalendarEntry> =
            days.map(|day| CalendarEntry { start: Some(start(day)), ..CalendarEntry::default() }).collect();
        let written = write_calendar(&entries, &about()).replace(name, "Moon base");
        let calendar = read_calendar("x.ics", written.as_bytes(), zone("Pacific/Honolulu")).unwrap();
        assert_eq!(calendar.entries.len(), entries.len());
        for (ours, expected) in calendar.entries.iter().zip(&entries) {
            let instant = |entry: &CalendarEntry| iso(entry.start.unwrap().instant(Zone::UTC));
            assert_eq!(instant(ours), instant(expected), "{name} {:?} {:?}", ours.start, expected.start);
        }
        assert!(calendar.problems.iter().all(|problem| problem.code == "own-zone"), "{:?}", calendar.problems);
    }
}

fn example() -> Vec<CalendarEntry> {
    let madrid = zone("Europe/Madrid");
    let tip = CalendarEntry {
        uid: "slot-1@hearth".to_owned(),
        summary: "Daily tip 💡 – one thing that you can do today, in a line; with commas, and more".to_owned(),
        description: "First line\nSecond line, with C:\\path".to_owned(),
        url: "https://example.org/a?b=c;d,e".to_owned(),
        start: Some(CalendarTime::Zoned(at("2026-11-23T07:30:00"), madrid)),
        duration: Some(Span { days: 0, seconds: 1800 }),
        recurrence: Some(
            Recurrence::weekdays()
                .ending(End::Until(Moment::Day("2026-12-31".parse().unwrap())))
                .without(Moment::Local(at("2026-12-08T07:30:00")))
                .without(Moment::Day("2026-12-25".parse().unwrap())),
        ),
        categories: vec!["Tips, daily".to_owned(), "Education".to_owned()],
        attendees: vec![Attendee {
            name: "Ana \"Nan\" Ruiz; team".to_owned(),
            email: "ana@example.org".to_owned(),
            answer: Answer::Tentative,
            role: Role::Chair,
        }],
        alarms: vec![Alarm {
            action: "DISPLAY".to_owned(),
            trigger: Trigger::FromStart(Span { days: 0, seconds: -900 }),
            description: "Soon".to_owned(),
        }],
        last_modified: parse_iso("2026-11-20T09:10:11Z"),
        ..CalendarEntry::default()
    };
    let meetup = CalendarEntry {
        uid: "event-1@hearth".to_owned(),
        summary: "Virtual meetup".to_owned(),
        location: "https://meet.example.org/hearth".to_owned(),
        status: "CONFIRMED".to_owned(),
        start: Some(CalendarTime::Zoned(at("2026-12-03T18:00:00"), zone("America/New_York"))),
        end: Some(CalendarTime::Zoned(at("2026-12-03T19:30:00"), zone("America/New_York"))),
        sequence: 2,
        ..CalendarEntry::default()
    };
    let day = CalendarEntry {
        summary: "World Community Day".to_owned(),
        start: Some(CalendarTime::Date("2026-12-05".parse().unwrap())),
        end: Some(CalendarTime::Date("2026-12-06".parse().unwrap())),
        recurrence: Some("FREQ=YEARLY;COUNT=3".parse().unwrap()),
        ..CalendarEntry::default()
    };
    vec![tip, meetup, day]
}

fn about() -> CalendarAbout<'static> {
    CalendarAbout { name: "Plan, all", zone: zone("Europe/Madrid"), now: parse_iso("2026-11-22T08:00:00Z").unwrap() }
}

#[test]
fn a_written_calendar_is_this_one() {
    let written = write_calendar(&example(), &about());
    let golden = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/calendar/written.ics");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(golden, &written).unwrap();
    }
    assert_eq!(written, std::fs::read_to_string(golden).unwrap());
    assert_eq!(written, write_calendar(&example(), &about()));
    for line in written.split("\r\n") {
        assert!(line.len() <= 75 && !line.contains(['\r', '\n']), "{line}");
    }
    let calendar = read(written.as_bytes());
    assert_eq!(told(&calendar), [""; 0]);
    assert_eq!(calendar.name, "Plan, all");
    assert!(calendar.entries[2].uid.ends_with("@hearth"));
}

fn time() -> impl Strategy<Value = LocalTime> {
    (0_i64..2_500_000_000).prop_map(LocalTime)
}

fn text() -> impl Strategy<Value = String> {
    "[^\\p{Cc}]{0,90}(\n[ a-zñ漢💡\\\\;,:\"^]{0,30})?"
}

fn word() -> impl Strategy<Value = String> {
    "[a-zA-Z0-9ñ漢💡;,:\"^.=-][a-zA-Z0-9 ñ漢💡;,:\"^.=-]{0,60}[a-zA-Z0-9ñ漢💡;,:\"^.=-]"
}

fn start() -> impl Strategy<Value = CalendarTime> {
    let zones = prop::sample::select(vec![
        "Europe/Madrid",
        "America/New_York",
        "Asia/Kathmandu",
        "Africa/Casablanca",
        "Australia/Lord_Howe",
    ]);
    prop_oneof![
        time().prop_map(|time| CalendarTime::Date(time.day())),
        (time(), zones).prop_map(|(time, name)| CalendarTime::Zoned(time, zone(name))),
        time().prop_map(CalendarTime::Floating),
        time().prop_map(|time| CalendarTime::Utc(time.0 * 1000)),
    ]
}

fn span() -> impl Strategy<Value = Span> {
    (0_i64..400, 0_i64..200_000, any::<bool>()).prop_map(|(days, seconds, back)| {
        let sign = if back { -1 } else { 1 };
        Span { days: sign * days, seconds: sign * seconds }
    })
}

fn person() -> impl Strategy<Value = Attendee> {
    let answers = vec![Answer::None, Answer::Accepted, Answer::Declined, Answer::Tentative, Answer::Delegated];
    let roles = vec![Role::Chair, Role::Required, Role::Optional, Role::Informed];
    let email = prop_oneof![Just(String::new()), "[a-z]{1,20}@[a-z]{1,50}\\.org", Just("tel:+34600000000".to_owned())];
    let name = prop_oneof![Just(String::new()), word()];
    (name, email, prop::sample::select(answers), prop::sample::select(roles))
        .prop_map(|(name, email, answer, role)| Attendee { name, email, answer, role })
}

/// A series in the form that the standard has for its start.
fn series() -> impl Strategy<Value = Option<Recurrence>> {
    let rules = vec![
        "FREQ=DAILY",
        "FREQ=WEEKLY;BYDAY=MO,TU;WKST=SU",
        "FREQ=MONTHLY;COUNT=7;INTERVAL=2;BYDAY=-1FR",
        "FREQ=YEARLY;BYMONTH=1,12;BYSETPOS=1",
        "RDATE:20261122T073000",
    ];
    option::of((prop::sample::select(rules), vec(time(), 0..4), option::of(time())).prop_map(
        |(text, except, until)| {
            let mut series: Recurrence = text.parse().unwrap();
            if let Some(until) = until {
                let counted = series.rule.as_ref().is_some_and(|rule| matches!(rule.end, End::Count(_)));
                series = if counted { series } else { series.ending(End::Until(Moment::Local(until))) };
            }
            except.into_iter().fold(series, |series, time| series.without(Moment::Local(time)))
        },
    ))
}

/// As the form of the start wants it.
fn fit(series: Recurrence, start: CalendarTime) -> Recurrence {
    let (_, own) = start.clock(Zone::UTC);
    let moment = |moment: Moment| match start {
        CalendarTime::Date(_) => Moment::Day(moment.local(own).day()),
        CalendarTime::Utc(_) => Moment::Utc(moment.local(own).instant(own)),
        _ => moment,
    };
    let mut fitted = Recurrence { rule: series.rule, except: Vec::new(), besides: Vec::new() };
    fitted = series.except.into_iter().fold(fitted, |fitted, time| fitted.without(moment(time)));
    fitted.besides = series.besides.into_iter().map(moment).collect();
    if let Some(rule) = &mut fitted.rule
        && let End::Until(until) = rule.end
    {
        rule.end = End::Until(match start {
            CalendarTime::Zoned(..) => Moment::Utc(until.local(own).instant(own)),
            _ => moment(until),
        });
    }
    fitted
}

fn entry() -> impl Strategy<Value = CalendarEntry> {
    let kinds = vec![EntryKind::Event, EntryKind::Task, EntryKind::Journal];
    let triggers = prop_oneof![
        span().prop_map(Trigger::FromStart),
        span().prop_map(Trigger::FromEnd),
        time().prop_map(|time| Trigger::At(time.0 * 1000)),
    ];
    let alarm = (triggers, word()).prop_map(|(trigger, description)| Alarm {
        action: "DISPLAY".to_owned(),
        trigger,
        description,
    });
    let stamp = || option::of(time().prop_map(|time| time.0 * 1000));
    (
        (prop::sample::select(kinds), word(), text(), text(), text(), vec(word(), 0..3)),
        (option::of(start()), option::of(start()), option::of(span()), series(), option::of(start())),
        (option::of(person()), vec(person(), 0..3), vec(alarm, 0..2), any::<u32>(), stamp(), stamp()),
    )
        .prop_map(|(texts, times, rest)| {
            let (kind, uid, summary, description, location, categories) = texts;
            let (start, end, duration, series, recurrence_id) = times;
            let (organizer, attendees, alarms, sequence, created, last_modified) = rest;
            let journal = kind == EntryKind::Journal;
            let end = end.filter(|_| !journal);
            // An organizer has no answer and no role.
            let organizer = organizer
                .map(|person| Attendee { answer: Answer::None, role: Role::Required, ..person })
                .filter(|person| *person != Attendee::default());
            CalendarEntry {
                kind,
                uid,
                summary,
                description,
                location,
                categories,
                start,
                duration: duration.filter(|_| end.is_none() && !journal),
                end,
                recurrence: start.and_then(|start| series.map(|series| fit(series, start))),
                recurrence_id,
                organizer,
                attendees,
                alarms,
                sequence,
                created,
                last_modified,
                ..CalendarEntry::default()
            }
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read_the_same(entries in vec(entry(), 0..4)) {
        let written = write_calendar(&entries, &about());
        for line in written.split("\r\n") {
            prop_assert!(line.len() <= 75);
        }
        let mut calendar = read(written.as_bytes());
        prop_assert_eq!(told(&calendar), Vec::<String>::new());
        calendar.entries.iter_mut().for_each(|entry| entry.line = 0);
        prop_assert_eq!(calendar.entries, entries);
    }

    #[test]
    fn any_bytes_are_a_calendar_or_an_error(bytes in vec(any::<u8>(), 0..400)) {
        let _ = read_calendar("x.ics", &bytes, Zone::UTC);
    }

    /// A calendar with parts of it changed, doubled and cut.
    #[test]
    fn a_damaged_calendar_is_read_or_refused(cuts in vec((0_usize..4000, 0_usize..60, vec(any::<u8>(), 0..5)), 0..8)) {
        for file in [&include_bytes!("golden/calendar/google.ics")[..], include_bytes!("golden/calendar/outlook.ics")] {
            let mut bytes = file.to_vec();
            for (at, length, new) in &cuts {
                let at = at % bytes.len().max(1);
                let end = (at + length).min(bytes.len());
                bytes.splice(at.min(end)..end, new.iter().copied());
            }
            if let Ok(calendar) = read_calendar("x.ics", &bytes, Zone::UTC) {
                let _ = write_calendar(&calendar.entries, &about());
            }
        }
    }
}

#[test]
fn hostile_files_end() {
    let many = |line: &str, bytes: usize| line.repeat(bytes / line.len());
    let size = 1 << 19;
    let wrapped = |inner: &str| format!("BEGIN:VCALENDAR\n{inner}\nEND:VCALENDAR\n");
    let deep = many("BEGIN:VEVENT\n", size);
    let calendar = read(deep.as_bytes());
    assert_eq!(calendar.entries.len(), size / 13);
    assert_eq!((calendar.problems.len(), calendar.more_problems), (MAX_PROBLEMS, (size / 13 - MAX_PROBLEMS) as u64));
    for inner in [
        many("BEGIN:X\n", size),
        many("BEGIN:X\n", size / 2) + &many("END:Y\nEND:VEVENT\n", size / 2),
        many("garbage without a colon\n", size),
        many("A;B=\"", size),
        many(";", size),
        format!("BEGIN:VEVENT\nSUMMARY:{}", many("x\n ", size)),
        format!("BEGIN:VEVENT\nSUMMARY:{}\nDESCRIPTION:{}", many("\\", size), many("\u{0}\u{1}", size)),
        format!("BEGIN:VEVENT\nATTENDEE;{}:x", many("CN=\"", size)),
        format!("BEGIN:VEVENT\nATTENDEE;{}:x", many("A=;", size)),
        format!("BEGIN:VEVENT\nDTSTART:20260101\nRRULE:FREQ=DAILY;BYDAY={}", many("MO,", size)),
        format!("BEGIN:VEVENT\nDTSTART:20260101\nRRULE:FREQ=DAILY;{}", many("BYDAY;", size)),
        format!("BEGIN:VEVENT\nDTSTART:20260101\nEXDATE:{}", many("20260101,", size)),
        format!("BEGIN:VEVENT\nCATEGORIES:{}", many(",", size)),
        format!("BEGIN:VEVENT\nDURATION:P{}W", many("9", size)),
        (0..4000).map(|n| format!("BEGIN:VEVENT\nDTSTART;TZID=zone {n}:20260101T000000\n")).collect(),
        // Zones with rules that never happen, each used.
        (0..100).map(|n| format!(
            "BEGIN:VTIMEZONE\nTZID:z{n}\n{}END:VTIMEZONE\nBEGIN:VEVENT\nDTSTART;TZID=z{n}:{:04}0101T000000\nEND:VEVENT\n",
            "BEGIN:STANDARD\nDTSTART:16010101T000000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0117\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;UNTIL=99990101T000000Z\nEND:STANDARD\n".repeat(5),
            n * 90
        )).collect(),
    ] {
        let calendar = read(wrapped(&inner).as_bytes());
        assert!(calendar.problems.len() <= MAX_PROBLEMS);
    }
    // Bytes that are no text: lone surrogates, cut letters, zeros.
    let calendar = read(b"BEGIN:VEVENT\nSUMMARY:a\xed\xa0\x80b\xf0\x9f\nUID:\x00\x00\nEND:VEVENT");
    assert_eq!(calendar.entries[0].uid, "");
    assert_eq!(calendar.problems.len(), 1);
    // Cut anywhere, a calendar is read or refused.
    let whole = include_bytes!("golden/calendar/google.ics");
    for end in (0..whole.len()).step_by(7) {
        if let Ok(calendar) = read_calendar("x.ics", &whole[..end], Zone::UTC) {
            assert!(calendar.entries.len() <= 3);
        }
    }
    // Times that no clock shows are written all the same.
    let extreme = [i64::MIN, i64::MAX].map(|time| CalendarEntry {
        start: Some(CalendarTime::Zoned(LocalTime(time), zone("Europe/Madrid"))),
        end: Some(CalendarTime::Utc(time)),
        recurrence: Some(Recurrence::daily(1).without(Moment::Day(Day(i32::MAX))).without(Moment::Utc(i64::MIN))),
        ..CalendarEntry::default()
    });
    assert!(write_calendar(&extreme, &about()).ends_with("END:VCALENDAR\r\n"));
}
