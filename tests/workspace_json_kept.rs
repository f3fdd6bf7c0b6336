//! What a later Hearth adds to a file is not lost by this one.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use hearth::{
    interchange::workspace_json::{canonical, import},
    model::{
        Action, Command, Workspace,
        facts::{TableKind, Value, channel_day},
    },
};
use serde_json::{Value as Json, json};

/// A file with something foreign at every level.
fn later() -> Json {
    let record = |id: u8, more: Json| {
        let mut record = json!({
            "id": format!("0192f0c1-2000-7000-8000-0000000000{id:02x}"),
            "created": 1, "updated": 2, "later": {"deep": [1, {"er": null}]},
        });
        record.as_object_mut().unwrap().append(&mut more.as_object().unwrap().clone());
        record
    };
    json!({
        "format": "hearth-workspace", "version": 1, "app": "9.9.9", "exported": "2031-01-01T00:00:00Z",
        "later": [1, 2.5, "three"],
        "settings": {
            "id": "0192f0c1-2000-7000-8000-000000000001", "name": "Later", "created": 1, "zone": "UTC",
            "weights": {"like": 0.1, "comment": 0.5, "share": 1.0, "save": 0.7}, "later": true,
        },
        "records": {
            "channels": [record(1, json!({"name": "C", "platform": "x"}))],
            "objectives": [record(2, json!({"text": "O", "targets": [
                {"kpi": "k", "target": 1.5, "direction": "up", "later": "t"},
            ]}))],
            "batches": [record(3, json!({"file": "f", "hash": "h", "bytes": 1, "format": "x", "counts": {
                "new": 1, "changed": 0, "same": 0, "rejected": 0, "skipped": 0, "merged": 4,
            }}))],
            "mappings": [record(4, json!({"name": "m", "table": "posts", "columns": {"A": "b"}, "options": {}}))],
            "tickets": [{"id": 1}, {"id": 1}],
        },
        "dictionaries": {"kinds": ["post"], "moods": ["good", "bad"]},
        "facts": {
            "members": {"rows": 0, "columns": {}},
            "channel_days": {
                "rows": 2,
                "columns": {"day": ["2026-01-01", "2026-01-02"], "mood": [0, 1], "packed": {"codes": "AAE="}},
                "unit": "days",
            },
            "tickets": {"rows": 1, "columns": {"id": ["t"]}},
        },
    })
}

fn read(file: &Json) -> Workspace {
    import(file.to_string().as_bytes()).unwrap().workspace
}

fn written(workspace: &Workspace) -> Json {
    serde_json::from_slice(&canonical(workspace)).unwrap()
}

/// Everything that is in `part` is in `whole`, too.
fn assert_holds(whole: &Json, part: &Json, path: &str) {
    match (whole, part) {
        (Json::Object(whole), Json::Object(part)) => {
            for (key, value) in part {
                let found = whole.get(key).unwrap_or_else(|| panic!("{path}.{key} is lost"));
                assert_holds(found, value, &format!("{path}.{key}"));
            }
        }
        (Json::Array(whole), Json::Array(part)) => {
            assert_eq!(whole.len(), part.len(), "{path}");
            for (index, (whole, part)) in whole.iter().zip(part).enumerate() {
                assert_holds(whole, part, &format!("{path}[{index}]"));
            }
        }
        _ => assert_eq!(whole.as_f64(), part.as_f64(), "{path}"),
    }
    if !whole.is_number() && !whole.is_array() && !whole.is_object() {
        assert_eq!(whole, part, "{path}");
    }
}

#[test]
fn what_is_not_known_is_written_back() {
    let mut file = later();
    let workspace = read(&file);
    file.as_object_mut().unwrap().retain(|key, _| key != "app" && key != "exported");
    assert_holds(&written(&workspace), &file, "");
    // The extra survives a store that keeps it as JSON.
    let mut stored = workspace.clone();
    stored.extra = serde_json::from_str(&serde_json::to_string(&workspace.extra).unwrap()).unwrap();
    assert_eq!(canonical(&stored), canonical(&workspace));
}

#[test]
fn an_unknown_column_grows_with_its_table() {
    let mut workspace = read(&later());
    let mut facts = workspace.facts.clone();
    let mut builder = facts.channel_days.into_builder();
    builder.push(&[Value::Missing, Value::Day(20_000)]);
    facts.channel_days = builder.finish();
    let change = workspace.apply(Action::new("Row added", Command::SetFacts(Box::new(facts)))).unwrap();
    let column = |workspace: &Workspace| written(workspace)["facts"]["channel_days"]["columns"]["mood"].clone();
    assert_eq!(column(&workspace), json!([0, 1, null]));
    // Read back, the column is as long as the table.
    let again = import(&canonical(&workspace)).unwrap().workspace;
    assert_eq!(canonical(&again), canonical(&workspace));
    workspace.apply(Action::new("Undo", change.inverse)).unwrap();
    assert_eq!(column(&workspace), json!([0, 1]));
}

#[test]
fn a_removed_record_takes_its_foreign_counts_along() {
    let mut workspace = read(&later());
    let key = workspace.records.all().find(|record| record.title() == "f").unwrap().key();
    let change = workspace.apply(Action::remove(key)).unwrap();
    assert!(!String::from_utf8(canonical(&workspace)).unwrap().contains("merged"));
    workspace.apply(Action::new("Undo", change.inverse)).unwrap();
    assert_eq!(written(&workspace)["records"]["batches"][0]["counts"]["merged"], 4);
}

#[test]
fn the_parts_may_come_in_any_order() {
    let file = later();
    let object = file.as_object().unwrap();
    let reversed: Vec<_> =
        object.iter().rev().map(|(key, value)| format!("{}:{value}", Json::from(key.as_str()))).collect();
    let reversed = format!("{{{}}}", reversed.join(","));
    assert_eq!(canonical(&import(reversed.as_bytes()).unwrap().workspace), canonical(&read(&file)));
    // A newer file is refused before its parts are looked at, wherever its version stands.
    let newer = "{\"facts\": 7, \"records\": [], \"format\": \"hearth-workspace\", \"version\": 2}";
    assert_eq!(import(newer.as_bytes()).unwrap_err().code, "newer-version");
}

#[test]
fn who_wrote_the_file_and_when_is_told() {
    let imported = import(later().to_string().as_bytes()).unwrap();
    assert_eq!((imported.app.as_str(), imported.exported), ("9.9.9", Some(1_924_992_000_000)));
    assert_eq!(imported.workspace.facts.table(TableKind::ChannelDays).get(1, channel_day::DAY), Value::Day(20_455));
}
