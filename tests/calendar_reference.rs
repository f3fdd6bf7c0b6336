//! Calendar files of the Python package icalendar against what that package reads in them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use hearth::{
    interchange::calendar::{Calendar, CalendarEntry, CalendarTime, EntryKind, read_calendar},
    model::{Zone, recurrence::Rule},
};
use std::{fs, path::PathBuf};

fn folder() -> Option<PathBuf> {
    let shared = std::env::var_os("HEARTH_SHARED")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let folder = shared.join("data/ics_icalendar_py");
    if !folder.is_dir() {
        println!("skipped: {} is not here", folder.display());
        return None;
    }
    Some(folder)
}

/// What the package could not read and Hearth can: the file, and what is read of it.
const REFUSED_THERE: [(&str, &str); 4] = [
    // BEGIN:V and half a rule: nothing that is known begins.
    ("calendars/fuzz_testcase_invalid_month.ics", "refused"),
    // A VTIMEZONE alone, with control characters in its name.
    ("calendars/fuzz_testcase_vtimezone_lone_cr.ics", "0 entries, 0 problems"),
    // One line of rubbish after a good event.
    ("calendars/issue_104_broken_calendar.ics", "1 entries, 1 problems"),
    // An offset of 57 hours in a zone that nothing uses, whose name is known.
    ("calendars/parsing_error_in_UTC_offset.ics", "0 entries, 0 problems"),
];

/// Components of other names alone, in which the package finds no event either.
const REFUSED: [&str; 2] = [
    "calendars/fuzz_testcase_0_char_in_component_name.ics",
    "calendars/issue_178_component_with_invalid_name_represented.ics",
];

/// Times that the package leaves out and Hearth reads.
const MORE_READ: [(&str, &str); 1] = [
    // DTSTART;;VALUE=DATE-TIME: a semicolon too many.
    ("calendars/broken_ical.ics", "2014-04-09 09:30:00"),
];

/// Calendars that never end: the package gives nothing of them, Hearth the events that they have.
const NOT_ENDED: [(&str, usize); 3] = [
    ("calendars/big_bad_calendar.ics", 20),
    ("calendars/small_bad_calendar.ics", 1),
    ("calendars/pr_480_summary_with_colon.ics", 2),
];

fn offset(seconds: i64) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    let seconds = seconds.abs();
    format!("{sign}{:02}:{:02}", seconds / 3600, seconds / 60 % 60)
}

/// A time as Python writes it.
fn python(time: Option<CalendarTime>) -> Option<String> {
    let spaced = |time: hearth::model::LocalTime| time.to_string().replace('T', " ");
    Some(match time? {
        CalendarTime::Date(day) => day.to_string(),
        CalendarTime::Floating(time) => spaced(time),
        CalendarTime::Zoned(time, zone) => {
            let instant = time.instant(zone);
            format!("{}{}", spaced(time), offset(zone.offset_ms(instant) / 1000))
        }
        CalendarTime::Utc(instant) => {
            format!("{}+00:00", spaced(hearth::model::LocalTime::of(instant, Zone::UTC)))
        }
    })
}

/// The package keeps all of several times; Hearth keeps the first.
fn first(reference: &serde_json::Value) -> Option<String> {
    let text = reference.as_str()?;
    let first = text.strip_prefix("[vDDDTypes(").and_then(|rest| rest.split(", Parameters").next());
    Some(first.unwrap_or(text).to_owned())
}

fn same_instant(a: &str, b: &str) -> bool {
    let parse = |text: &str| hearth::model::time::parse_iso(&text.replace(' ', "T"));
    parse(a).is_some() && parse(a) == parse(b)
}

fn agree(name: &str, entry: &CalendarEntry, calendar: &Calendar, expected: &serde_json::Value) {
    if expected.get("error").is_some() {
        assert!(!calendar.problems.is_empty(), "{name}: what is broken is named");
        return;
    }
    let text = |key: &str| expected[key].as_str().unwrap_or_default();
    assert_eq!(entry.uid, text("uid"), "{name}");
    assert_eq!(entry.summary, text("summary"), "{name}");
    for (key, ours) in [("dtstart", entry.start), ("dtend", entry.end)] {
        let (ours, theirs) = (python(ours), first(&expected[key]));
        if ours == theirs {
            continue;
        }
        if theirs.is_none() && MORE_READ.iter().any(|(file, time)| name == *file && ours.as_deref() == Some(time)) {
            continue;
        }
        // A zone that only the file knows: the same instant, in UTC.
        let (ours, theirs) = (ours.unwrap_or_default(), theirs.unwrap_or_default());
        let own_zone = calendar.problems.iter().any(|problem| problem.code == "own-zone");
        // A zone that nobody knows: the same wall clock, in the workspace's zone.
        let unknown = calendar.problems.iter().any(|problem| problem.code == "unknown-zone");
        assert!(
            (own_zone && same_instant(&ours, &theirs)) || (unknown && ours.starts_with(&theirs)),
            "{name} {key}: {ours} and not {theirs}; {:?}",
            calendar.problems
        );
    }
    let ours = entry.recurrence.as_ref().and_then(|recurrence| recurrence.rule.clone());
    match expected["rrule"].as_str() {
        None => assert_eq!(ours, None, "{name}"),
        Some(theirs) => match theirs.replace('\\', "").parse::<Rule>() {
            Ok(theirs) => assert_eq!(ours, Some(theirs), "{name}"),
            Err(error) => {
                assert_eq!(ours, None, "{name}");
                let told = calendar.problems.iter().any(|problem| problem.message.starts_with(&error.to_string()));
                assert!(told, "{name}: {error}");
            }
        },
    }
}

#[test]
fn every_file_is_read_as_the_package_reads_it() {
    let Some(folder) = folder() else { return };
    let reference = fs::read(folder.join("reference_python_icalendar_7.3.0.json")).unwrap();
    let reference: serde_json::Map<String, serde_json::Value> = serde_json::from_slice(&reference).unwrap();
    assert_eq!(reference.len(), 163);
    let (mut files, mut events, mut refused) = (0, 0, Vec::new());
    for (path, expected) in &reference {
        let name = path.strip_prefix("src/icalendar/tests/").unwrap();
        let read = read_calendar(name, &fs::read(folder.join(path)).unwrap(), "Europe/Madrid".parse().unwrap());
        files += 1;
        if expected["ok"] == false {
            let (_, known) = REFUSED_THERE.iter().find(|(file, _)| *file == name).expect(name);
            let ours = match &read {
                Ok(calendar) => format!("{} entries, {} problems", calendar.entries.len(), calendar.problems.len()),
                Err(error) => {
                    assert!(error.message.starts_with("There is no calendar in this file"), "{error}");
                    "refused".to_owned()
                }
            };
            assert_eq!(&ours, known, "{name}: {read:?}");
            continue;
        }
        let Ok(calendar) = read else {
            assert_eq!(expected["vevents"], 0, "{name}");
            refused.push(name);
            continue;
        };
        let ours: Vec<&CalendarEntry> =
            calendar.entries.iter().filter(|entry| entry.kind == EntryKind::Event).collect();
        let theirs = expected["events"].as_array().unwrap();
        if let Some((_, more)) = NOT_ENDED.iter().find(|(file, _)| *file == name) {
            assert_eq!((ours.len(), theirs.len()), (*more, 0), "{name}");
            continue;
        }
        assert_eq!(ours.len(), theirs.len(), "{name}");
        for (ours, theirs) in ours.into_iter().zip(theirs) {
            agree(name, ours, &calendar, theirs);
            events += 1;
        }
    }
    assert_eq!(refused, REFUSED);
    println!("{files} files, {events} events");
}
