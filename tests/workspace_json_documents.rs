//! `docs/workspace.schema.json` and the example in `docs/format.md` are made from the code and say what it does.
//! After a change of the format, `UPDATE=1 cargo test --test workspace_json_documents` writes them anew.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "common/arbitrary.rs"]
mod arbitrary;
#[path = "common/json_schema.rs"]
mod json_schema;

use hearth::{
    interchange::workspace_json::{ExportStamp, export, import, schema},
    model::{
        Id, Settings, Workspace,
        facts::{DictionaryKind, Value, activity, channel_day, kind, member, post},
        record::{Batch, BatchCounts, Channel, Direction, KpiTarget, Objective, Platform},
    },
};
use json_schema::check;
use proptest::prelude::*;
use serde_json::Value as Json;
use std::{fs, path::PathBuf, process::Command, sync::Arc};

const STAMP: ExportStamp = ExportStamp { exported: 1_795_334_400_000 };

fn document(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs").join(name)
}

fn assert_current(name: &str, now: &str) {
    let path = document(name);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, now).unwrap();
    }
    let found = fs::read_to_string(&path).unwrap_or_default();
    assert!(found == now, "docs/{name} is not current; write it anew with UPDATE=1 and review the change");
}

/// A small workspace with something in every part.
fn small() -> Workspace {
    const CREATED: i64 = 1_795_330_800_000;
    let id = |last: u8| Id::mint(CREATED, [0, 0, 0, 0, 0, 0, 0, 0, 0, last]);
    let mut workspace = Workspace::new(Settings::new(id(1), "Pulse", CREATED, "Europe/Madrid".parse().unwrap()));
    let channel = Channel {
        handle: "pulse.fit".into(),
        tags: vec!["brand".into()],
        ..Channel::new(id(2), CREATED, "Pulse on Instagram", Platform::Instagram)
    };
    let objective = Objective {
        targets: vec![KpiTarget {
            kpi: "engagement_rate_by_reach".into(),
            baseline: Some(0.0153),
            target: 0.025,
            direction: Direction::Up,
            deadline: Some("2026-12-31".parse().unwrap()),
            extra: Default::default(),
        }],
        ..Objective::new(id(3), CREATED, "People talk with us, not only look at us")
    };
    let batch = Batch {
        id: id(4),
        created: CREATED,
        updated: CREATED,
        file: "november.csv".into(),
        hash: "0f1e2d3c4b5a6978".into(),
        bytes: 2048,
        format: "meta-business-suite".into(),
        counts: BatchCounts { new: 2, skipped: 1, ..BatchCounts::default() },
        extra: Default::default(),
    };
    let facts = &mut workspace.facts;
    let dictionaries = Arc::make_mut(&mut facts.dictionaries);
    let mut code = |kind, text: &str| Value::Code(dictionaries.get_mut(kind).code(text));
    let source = code(DictionaryKind::Source, "instagram");
    let on = code(DictionaryKind::Channel, &id(2).to_string());
    let with = code(DictionaryKind::Batch, &id(4).to_string());
    let (comment, reply) = (code(DictionaryKind::Kind, kind::COMMENT), code(DictionaryKind::Kind, kind::REPLY));
    let photo = code(DictionaryKind::PostType, "photo");
    let video = code(DictionaryKind::PostType, "video");

    let mut builder = facts.members.clone().into_builder();
    for (name, staff) in [("ana", 0), ("pulse.fit", 1)] {
        let mut cells = [Value::Missing; member::COLUMNS.len()];
        cells[member::ID] = Value::Text(name);
        cells[member::SOURCE] = source;
        cells[member::STAFF] = Value::Byte(staff);
        builder.push(&cells);
    }
    facts.members = builder.finish();

    let mut builder = facts.posts.clone().into_builder();
    let posts =
        [("p1", photo, Some(1834.0), 41.0, "Tip of the day: breathe"), ("p2", video, None, 12.5, "We say \"hello\"")];
    for (row, (post_id, kind, reach, likes, title)) in posts.into_iter().enumerate() {
        let mut cells = [Value::Missing; post::COLUMNS.len()];
        cells[post::ID] = Value::Text(post_id);
        cells[post::SOURCE] = source;
        cells[post::CHANNEL] = on;
        cells[post::TIME] = Value::Time(CREATED + row as i64 * 3_600_000);
        cells[post::TYPE] = kind;
        cells[post::PAID] = Value::Byte(0);
        cells[post::TITLE] = Value::Text(title);
        cells[post::REACH] = reach.map_or(Value::Missing, Value::Number);
        cells[post::LIKES] = Value::Number(likes);
        cells[post::BATCH] = with;
        cells[post::ORIGIN] = Value::Byte(0);
        builder.push(&cells);
    }
    facts.posts = builder.finish();

    let mut builder = facts.activities.clone().into_builder();
    for (row, (who, kind, parent, text)) in
        [(0, comment, Value::Missing, "Does this work for beginners?"), (1, reply, Value::Code(0), "It does!")]
            .into_iter()
            .enumerate()
    {
        let activity_id = format!("c{}", row + 1);
        let mut cells = [Value::Missing; activity::COLUMNS.len()];
        cells[activity::ID] = Value::Text(&activity_id);
        cells[activity::SOURCE] = source;
        cells[activity::CHANNEL] = on;
        cells[activity::MEMBER] = Value::Code(who);
        cells[activity::TIME] = Value::Time(CREATED + 60_000 * row as i64);
        cells[activity::KIND] = kind;
        cells[activity::REPLY_TO] = if row == 1 { Value::Text("c1") } else { Value::Missing };
        cells[activity::PARENT] = parent;
        cells[activity::TEXT] = Value::Text(text);
        cells[activity::LIKES] = Value::Count(3);
        builder.push(&cells);
    }
    facts.activities = builder.finish();

    let mut builder = facts.channel_days.clone().into_builder();
    for (day, followers) in [("2026-11-20", 5120.0), ("2026-11-21", 5133.0)] {
        let mut cells = [Value::Missing; channel_day::COLUMNS.len()];
        cells[channel_day::CHANNEL] = on;
        cells[channel_day::DAY] = Value::Day(day.parse::<hearth::model::Day>().unwrap().0);
        cells[channel_day::FOLLOWERS] = Value::Number(followers);
        builder.push(&cells);
    }
    facts.channel_days = builder.finish();
    for record in [channel.into(), objective.into(), hearth::model::Record::from(batch)] {
        workspace.records.put(record);
    }
    workspace
}

#[test]
fn the_schema_is_current() {
    assert_current("workspace.schema.json", &(serde_json::to_string_pretty(&schema()).unwrap() + "\n"));
}

#[test]
fn the_example_in_the_description_is_current() {
    let workspace = small();
    let bytes = export(&workspace, &STAMP);
    assert_eq!(arbitrary::difference(&workspace, &import(&bytes).unwrap().workspace), "");
    let text = fs::read_to_string(document("format.md")).unwrap();
    let (before, rest) = text.split_once("```json example\n").expect("a block marked as example");
    let (_, after) = rest.split_once("```").expect("the end of the example");
    assert_current("format.md", &format!("{before}```json example\n{}```{after}", String::from_utf8(bytes).unwrap()));
}

#[test]
fn the_description_names_every_column() {
    let text = fs::read_to_string(document("format.md")).unwrap();
    for table in hearth::model::facts::TableKind::ALL {
        assert!(text.contains(&format!("`{}`", table.name())), "{}", table.name());
    }
    for kind in DictionaryKind::ALL {
        assert!(text.contains(&format!("`{}`", kind.name())), "{}", kind.name());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn every_export_fits_the_schema(workspace in arbitrary::workspace()) {
        let schema = schema();
        let file: Json = serde_json::from_slice(&export(&workspace, &STAMP)).unwrap();
        prop_assert_eq!(check(&schema, &schema, &file, "file"), Ok(()));
    }
}

#[test]
fn the_schema_refuses_what_the_import_refuses() {
    let schema = schema();
    let file: Json = serde_json::from_slice(&export(&small(), &STAMP)).unwrap();
    assert_eq!(check(&schema, &schema, &file, "file"), Ok(()));
    let cases: &[(&str, Json)] = &[
        ("/format", "excel".into()),
        ("/version", 2.into()),
        ("/settings/zone", 5.into()),
        ("/records/channels/0/platform", "myspace".into()),
        ("/records/objectives/0/targets/0/target", "2.5".into()),
        ("/dictionaries/kinds/0", Json::Null),
        ("/facts/posts/columns/likes/0", "41".into()),
        ("/facts/members/columns/staff/0", 2.into()),
        ("/facts/activities/columns/kind/0", 1.5.into()),
        ("/facts/activities/columns/member/0", (-1).into()),
        ("/facts/channel_days/columns/day/0", true.into()),
    ];
    for (place, wrong) in cases {
        let mut file = file.clone();
        *file.pointer_mut(place).unwrap() = wrong.clone();
        assert!(check(&schema, &schema, &file, "file").is_err(), "{place} by the schema");
        assert!(import(file.to_string().as_bytes()).is_err(), "{place} by the import");
    }
}

/// The same with somebody else's validator, where Python has one.
#[test]
fn the_example_fits_by_python_too() {
    let script = "import json, sys, jsonschema\n\
                  schema, file = json.load(open(sys.argv[1])), json.load(sys.stdin)\n\
                  jsonschema.Draft202012Validator.check_schema(schema)\n\
                  jsonschema.Draft202012Validator(schema).validate(file)";
    let has = Command::new("python3").args(["-c", "import jsonschema"]).output();
    if !has.is_ok_and(|output| output.status.success()) {
        println!("skipped: no python3 with jsonschema");
        return;
    }
    let path = std::env::temp_dir().join(format!("hearth-example-{}.json", std::process::id()));
    fs::write(&path, export(&small(), &STAMP)).unwrap();
    let output = Command::new("python3")
        .args(["-c", script])
        .arg(document("workspace.schema.json"))
        .stdin(fs::File::open(&path).unwrap())
        .output()
        .unwrap();
    fs::remove_file(&path).unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
