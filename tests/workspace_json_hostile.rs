//! Files that are damaged, cut off, contradictory or made to do harm: each is refused with its place, none panics.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use hearth::interchange::workspace_json::{import, is_workspace};
use std::{fs, path::Path};

/// A small workspace as a person might write it.
const SMALL: &str = r#"{
"format": "hearth-workspace",
"version": 1,
"settings": {"id": "0192f0c1-2000-7000-8000-000000000001", "name": "Pulse", "created": 1, "zone": "Europe/Madrid"},
"records": {
  "channels": [
    {"id": "0192f0c1-2000-7000-8000-00000000000a", "created": 1, "updated": 1, "name": "Forum", "platform": "forum"},
    {"id": "0192f0c1-2000-7000-8000-00000000000b", "created": 1, "updated": 1, "name": "Insta", "platform": "instagram"}
  ],
  "objectives": [
    {"id": "0192f0c1-2000-7000-8000-0000000000aa", "created": 1, "updated": 1, "text": "Answer sooner",
     "targets": [{"kpi": "response_time", "target": 2.5, "direction": "down", "deadline": "2026-12-31"}]}
  ]
},
"dictionaries": {"channels": ["0192f0c1-2000-7000-8000-00000000000a"], "kinds": ["post", "reply"]},
"facts": {
  "members": {"rows": 2, "columns": {"id": ["m1", "m2"], "staff": [0, 1]}},
  "activities": {"rows": 3, "columns": {
    "id": ["a1", "a2", "a3"],
    "channel": [0, 0, null],
    "member": [0, 1, 0],
    "time": [1795334400000, 1795334460000, null],
    "kind": [0, 1, 1],
    "parent": [null, 0, 0]
  }},
  "posts": {"columns": {"id": ["p"], "reach": [1250.5], "stated_hour": [23]}},
  "channel_days": {"rows": 1, "columns": {"channel": [0], "day": ["2026-11-22"], "followers": [1e3]}}
}
}"#;

#[test]
fn a_file_written_by_hand_is_read() {
    let imported = import(SMALL.as_bytes()).unwrap();
    assert_eq!(imported.warnings, []);
    let workspace = imported.workspace;
    assert_eq!((workspace.records.len(), workspace.facts.rows()), (3, 7));
    assert_eq!(workspace.facts.channel_days.number(0, 2), Some(1000.0));
    assert!(is_workspace(SMALL.as_bytes()));
    let sorted: serde_json::Value = serde_json::from_str(SMALL).unwrap();
    assert!(is_workspace(format!("\u{feff}{}{sorted}", " ".repeat(100)).as_bytes()));
    assert!(!is_workspace(b"[{\"format\": 1}]"));
    assert!(!is_workspace(br#"{"text": "the word \"hearth-workspace\""}"#));
    assert!(!is_workspace(b""));
}

#[test]
fn what_is_wrong_is_named_with_its_place() {
    // What to change in the small file; the code, the path and a part of the message that must come out.
    let cases: &[(&str, &str, &str, &str, &str)] = &[
        ("\"hearth-workspace\"", "\"excel\"", "not-a-workspace", "format", "import it as a table"),
        ("\"format\": \"hearth-workspace\",", "", "not-a-workspace", "", "not a Hearth workspace"),
        ("\"version\": 1,", "", "no-version", "", "version"),
        (
            "\"version\": 1",
            "\"version\": 3",
            "newer-version",
            "version",
            "newer Hearth (format 3); this one reads up to 1",
        ),
        ("\"version\": 1", "\"version\": 1e300", "bad-version", "version", "whole number"),
        ("\"version\": 1", "\"version\": 0", "bad-version", "version", "whole number"),
        ("\"version\": 1", "\"version\": \"1\"", "wrong-type", "version", "found a text"),
        ("\"version\": 1", "\"version\": 1, \"version\": 1", "duplicate-key", "version", "given twice"),
        // Settings and records: by type and by the rules of the forms.
        ("\"name\": \"Pulse\", ", "", "missing-field", "settings", "“name” is missing"),
        ("\"Pulse\"", "\" \"", "invalid", "settings.name", "Give the workspace a name"),
        ("Europe/Madrid", "Mars/Olympus", "invalid", "settings.zone", "not a time zone"),
        (
            "\"platform\": \"instagram\"",
            "\"platform\": \"myspace\"",
            "unknown-value",
            "records.channels[1].platform",
            "myspace",
        ),
        (
            "\"platform\": \"instagram\"",
            "\"platform\": 7",
            "wrong-type",
            "records.channels[1].platform",
            "text is expected",
        ),
        ("\"name\": \"Insta\"", "\"name\": \"\"", "invalid", "records.channels[1].name", "Give the channel a name"),
        ("\"kpi\": \"response_time\", ", "", "missing-field", "records.objectives[0].targets[0]", "“kpi” is missing"),
        ("2026-12-31", "2026-13-31", "invalid", "records.objectives[0].targets[0].deadline", "not a date"),
        ("\"target\": 2.5", "\"target\": \"2.5\"", "wrong-type", "records.objectives[0].targets[0].target", "expected"),
        (
            "\"target\": 2.5",
            "\"target\": 1e999",
            "number-too-large",
            "records.objectives[0].targets[0].target",
            "larger",
        ),
        ("00000000000b\"", "00000000000a\"", "duplicate-id", "records.channels[1].id", "twice"),
        (
            "\"target\": 2.5",
            "\"x\": {\"a\": 1, \"a\": 2}",
            "duplicate-key",
            "records.objectives[0].targets[0].x.a",
            "twice",
        ),
        ("\"target\": 2.5", "\"x\": \"\\ud800\"", "lone-surrogate", "records.objectives[0].targets[0].x", "surrogate"),
        // Facts.
        ("[\"post\", \"reply\"]", "[\"post\", \"post\"]", "duplicate-text", "dictionaries.kinds[1]", "twice"),
        ("[\"post\", \"reply\"]", "[\"post\", 1]", "wrong-type", "dictionaries.kinds[1]", "found a number"),
        (
            "\"kind\": [0, 1, 1]",
            "\"kind\": [0, 1, 2]",
            "code-out-of-range",
            "facts.activities.columns.kind[2]",
            "2 texts",
        ),
        ("\"kind\": [0, 1, 1]", "\"kind\": [0, 1, -1]", "out-of-range", "facts.activities.columns.kind[2]", "-1"),
        (
            "\"kind\": [0, 1, 1]",
            "\"kind\": [0, 1, 4294967295]",
            "out-of-range",
            "facts.activities.columns.kind[2]",
            "code",
        ),
        (
            "\"member\": [0, 1, 0]",
            "\"member\": [0, 2, 0]",
            "code-out-of-range",
            "facts.activities.columns.member[1]",
            "2 rows",
        ),
        ("[null, 0, 0]", "[null, 0, 3]", "code-out-of-range", "facts.activities.columns.parent[2]", "3 rows"),
        ("[1795334400000,", "[\"1795334400000\",", "wrong-type", "facts.activities.columns.time[0]", "found a text"),
        ("[1795334400000,", "[1.5,", "out-of-range", "facts.activities.columns.time[0]", "1.5"),
        ("[1795334400000,", "[1e30,", "out-of-range", "facts.activities.columns.time[0]", "whole number"),
        ("[\"a1\",", "[true,", "wrong-type", "facts.activities.columns.id[0]", "found yes or no"),
        ("[\"a1\", ", "[", "different-lengths", "facts.activities.columns.channel", "2"),
        ("\"rows\": 3", "\"rows\": 4", "row-count", "facts.activities.rows", "says 4 rows"),
        ("\"rows\": 3", "\"rows\": 4000000000000", "row-count", "facts.activities.rows", "4000000000000"),
        ("\"staff\": [0, 1]", "\"staff\": [0, 2]", "out-of-range", "facts.members.columns.staff[1]", "from 0 to 1"),
        ("\"stated_hour\": [23]", "\"stated_hour\": [24]", "out-of-range", "facts.posts.columns.stated_hour[0]", "23"),
        ("1250.5", "1e400", "number-too-large", "facts.posts.columns.reach[0]", "larger"),
        ("1250.5", "NaN", "not-json", "facts.posts.columns.reach[0]", "“N”"),
        ("1250.5", "01", "bad-number", "facts.posts.columns.reach[0]", "not a number"),
        ("\"2026-11-22\"]", "\"yesterday\"]", "not-a-day", "facts.channel_days.columns.day[0]", "yesterday"),
        ("\"rows\": 1, ", "\"rows\": 1, \"rows\": 1, ", "duplicate-key", "facts.channel_days.rows", "twice"),
        ("\"followers\": [1e3]", "\"mood\": [1, 2]", "different-lengths", "facts.channel_days.columns.mood", "2 cells"),
        (
            "\"followers\": [1e3]",
            "\"id\": [\"a\nb\"]",
            "control-character",
            "facts.channel_days.columns.id[0]",
            "escaped",
        ),
        ("[1e3]", "[1e3", "not-json", "facts.channel_days.columns.followers", "“}”"),
    ];
    for (from, to, code, path, words) in cases {
        assert!(SMALL.contains(from), "{from}");
        let file = SMALL.replacen(from, to, 1);
        let error = import(file.as_bytes()).expect_err(to);
        assert_eq!((error.code, error.place.path.as_deref().unwrap_or_default()), (*code, *path), "{error}");
        assert!(error.message.contains(words), "{error}");
        assert!(error.place.row.is_some() && error.place.column.is_some() && error.place.byte.is_some(), "{error}");
    }
}

#[test]
fn line_and_column_point_at_the_value() {
    let file =
        SMALL.replacen("\"parent\": [null, 0, 0]", "\"parent\": [\n\"é\",\n  17, 0]", 1).replacen("\"é\"", "null", 1);
    let error = import(file.as_bytes()).unwrap_err();
    assert_eq!(error.place.path.as_deref(), Some("facts.activities.columns.parent[1]"));
    let line = file.lines().position(|line| line.starts_with("  17")).unwrap() as u64 + 1;
    assert_eq!((error.place.row, error.place.column), (Some(line), Some(3)));
    assert_eq!(error.place.byte, file.find("17, 0").map(|byte| byte as u64));
}

#[test]
fn every_cut_is_noticed() {
    for length in 0..SMALL.len() - 1 {
        let error = import(&SMALL.as_bytes()[..length]).unwrap_err();
        assert!(error.place.byte.unwrap() <= length as u64, "{length}: {error}");
    }
}

#[test]
fn nothing_may_follow_the_workspace() {
    let error = import(format!("{SMALL}\n{{}}").as_bytes()).unwrap_err();
    assert_eq!((error.code, error.place.byte), ("trailing", Some(SMALL.len() as u64 + 1)));
    import(format!(" \n\t{SMALL} \r\n").as_bytes()).unwrap();
}

#[test]
fn deep_nesting_is_refused_on_a_small_stack() {
    // WebAssembly has 1 MB; the test build uses more of it a level than the page does.
    let thread = std::thread::Builder::new().stack_size(1 << 20).spawn(|| {
        for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
            for depth in [60, 100, 1_000_000] {
                let deep = format!("\"later\": {}1{},\n\"records\"", open.repeat(depth), close.repeat(depth));
                let file = SMALL.replacen("\"records\"", &deep, 1);
                match import(file.as_bytes()) {
                    Ok(_) => assert_eq!(depth, 60),
                    Err(error) => assert_eq!((error.code, depth > 60), ("too-deep", true), "{error}"),
                }
                // Cut off in the middle of the nesting, and without an envelope.
                assert!(import(open.repeat(depth).as_bytes()).is_err());
            }
        }
    });
    thread.unwrap().join().unwrap();
}

#[test]
fn encodings_other_than_utf_8_are_named() {
    let with_bom = [b"\xEF\xBB\xBF", SMALL.as_bytes()].concat();
    let imported = import(&with_bom).unwrap();
    assert!(imported.warnings[0].message.contains("byte order mark"), "{:?}", imported.warnings);
    let mut latin = SMALL.replacen("Pulse", "Caf?", 1).into_bytes();
    let at = latin.iter().position(|byte| *byte == b'?').unwrap();
    latin[at] = 0xE9;
    let error = import(&latin).unwrap_err();
    assert_eq!((error.code, error.place.byte), ("not-utf8", Some(at as u64)));
    let utf16: Vec<u8> = [0xFEFF].into_iter().chain(SMALL.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let error = import(&utf16).unwrap_err();
    assert!(error.message.contains("UTF-16"), "{error}");
}

#[test]
fn facts_of_a_channel_without_a_record_are_kept_and_said() {
    let file = SMALL.replacen("00000000000a\", \"created", "0000000000ff\", \"created", 1);
    let imported = import(file.as_bytes()).unwrap();
    let [warning] = &imported.warnings[..] else { panic!("{:?}", imported.warnings) };
    assert_eq!(warning.path, "dictionaries.channels");
    assert!(warning.message.contains("1 (“0192f0c1-2000-7000-8000-00000000000a”)"), "{warning:?}");
    assert_eq!(imported.workspace.facts.activities.len(), 3);
    // A text that no fact uses is not worth a warning.
    let file = SMALL.replacen("00000000000a\"], \"kinds\"", "00000000000a\", \"unused\"], \"kinds\"", 1);
    assert_eq!(import(file.as_bytes()).unwrap().warnings, []);
}

#[test]
fn the_files_of_the_json_test_suite_are_refused_or_kept() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/json_testsuite");
    if !folder.exists() {
        println!("skipped: {} is not there", folder.display());
        return;
    }
    let (mut files, mut kept, mut refused) = (0, 0, 0);
    for part in ["test_parsing", "test_transform"] {
        for entry in fs::read_dir(folder.join(part)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let bytes = fs::read(&path).unwrap();
            files += 1;
            // None of them is a workspace.
            let error = import(&bytes).expect_err(&name);
            assert!(error.place.byte.is_some(), "{name}: {error}");
            // As a field that this version does not know, what is JSON is kept and what is not JSON is refused.
            let (before, after) = SMALL.split_once("\"records\"").unwrap();
            let file = [before.as_bytes(), b"\"later\": ", &bytes, b", \"records\"", after.as_bytes()].concat();
            let result = import(&file);
            match &result {
                Ok(_) => kept += 1,
                Err(error) => {
                    refused += 1;
                    assert!(error.place.byte.is_some_and(|byte| byte <= file.len() as u64), "{name}: {error}");
                }
            }
            // Stricter than the suite on purpose: duplicate keys, which the suite calls valid.
            let strict = name.contains("duplicated_key");
            if name.starts_with("y_") {
                assert_eq!(result.is_ok(), !strict, "{name}: {:?}", result.err());
            }
            if name.starts_with("n_") {
                assert!(result.is_err(), "{name}");
            }
        }
    }
    println!("{files} files: {kept} kept, {refused} refused");
    assert!(files > 300);
}
