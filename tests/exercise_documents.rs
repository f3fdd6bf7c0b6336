//! `docs/exercise-pack.schema.json` is made from the types, and what docs/exercises.md and docs/student-file.md show is what
//! the code reads and writes. After a change, `UPDATE=1 cargo test --test exercise_documents` writes the schema anew.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "common/arbitrary.rs"]
mod arbitrary;
#[path = "common/json_schema.rs"]
mod json_schema;

use hearth::{
    course::{attempt, grade},
    interchange::{
        exercise::{read_exercise, read_pack, schema, write_pack},
        student_file,
    },
    model::{
        Id, Settings, Workspace, Zone,
        record::{Answer, Conduct, ExerciseWork, Learner},
    },
};
use json_schema::check;
use proptest::prelude::*;
use serde_json::Value as Json;
use std::{collections::BTreeSet, fs, path::PathBuf, process::Command};

const NOW: i64 = 1_795_334_400_000;

fn document(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs").join(name)
}

/// The blocks of a document that are marked with these words.
fn blocks(document_name: &str, mark: &str) -> Vec<String> {
    let text = fs::read_to_string(document(document_name)).unwrap();
    let start = format!("```{mark}\n");
    text.split(start.as_str()).skip(1).map(|rest| rest.split("```").next().unwrap().to_owned()).collect()
}

#[test]
fn the_schema_is_current() {
    let now = serde_json::to_string_pretty(&schema()).unwrap() + "\n";
    let path = document("exercise-pack.schema.json");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &now).unwrap();
    }
    let found = fs::read_to_string(&path).unwrap_or_default();
    assert!(found == now, "the schema is not current; write it anew with UPDATE=1 and review the change");
}

#[test]
fn every_example_is_read_without_a_finding_and_each_kind_has_one() {
    let mut kinds = BTreeSet::new();
    for text in blocks("exercises.md", "json exercise") {
        let read = read_exercise("exercises.md", text.as_bytes()).unwrap();
        assert_eq!(read.findings, [], "{text}");
        let kind = serde_json::to_value(&read.exercise.question).unwrap()["kind"].as_str().unwrap().to_owned();
        assert!(kind == "note" || grade::most(&read.exercise.question) > 0.0, "{text}");
        kinds.insert(kind);
    }
    assert_eq!(kinds.len(), 11, "{kinds:?}");
    let packs = blocks("exercises.md", "json pack");
    assert_eq!(packs.len(), 1);
    let pack = read_pack("exercises.md", packs[0].as_bytes(), NOW).unwrap();
    assert_eq!(pack.findings, []);
    let file: Json = serde_json::from_str(&packs[0]).unwrap();
    assert_eq!(check(&schema(), &schema(), &file, "file"), Ok(()));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(48) })]

    #[test]
    fn every_pack_fits_the_schema_and_is_the_same_when_it_is_read(workspace in arbitrary::workspace()) {
        for pack in workspace.records.exercise_packs.iter() {
            let text = write_pack(pack);
            let file: Json = serde_json::from_str(&text).unwrap();
            prop_assert_eq!(check(&schema(), &schema(), &file, "file"), Ok(()));
            prop_assert_eq!(&read_pack("", text.as_bytes(), 1).unwrap().pack, &**pack);
        }
    }
}

fn python(script: &str, file: &str, argument: &str) -> Option<String> {
    let has = Command::new("python3").args(["-c", "import jsonschema"]).output();
    if !has.is_ok_and(|output| output.status.success()) {
        println!("skipped: no python3 with jsonschema");
        return None;
    }
    let path = std::env::temp_dir().join(format!("hearth-exercises-{}-{}.json", std::process::id(), script.len()));
    fs::write(&path, file).unwrap();
    let output = Command::new("python3").args(["-c", script]).arg(&path).arg(argument).output().unwrap();
    fs::remove_file(&path).unwrap();
    Some(if output.status.success() { String::new() } else { String::from_utf8_lossy(&output.stderr).into_owned() })
}

/// The schema with somebody else's validator, where Python has one.
#[test]
fn a_pack_fits_by_python_too() {
    let script = "import json, sys, jsonschema\n\
                  schema, file = json.load(open(sys.argv[2])), json.load(open(sys.argv[1]))\n\
                  jsonschema.Draft202012Validator.check_schema(schema)\n\
                  jsonschema.Draft202012Validator(schema).validate(file)";
    let pack = read_pack("", blocks("exercises.md", "json pack")[0].as_bytes(), NOW).unwrap();
    let schema = document("exercise-pack.schema.json");
    let said = python(script, &write_pack(&pack.pack), schema.to_str().unwrap());
    assert_eq!(said.unwrap_or_default(), "");
}

/// The chain with the script that docs/student-file.md shows, where there is Python.
#[test]
fn the_chain_of_a_student_file_holds_by_python_too() {
    let id = |last: u8| Id::mint(NOW, [last; 10]);
    let pack = read_pack("", blocks("exercises.md", "json pack")[0].as_bytes(), NOW).unwrap().pack;
    let mut workspace = Workspace::new(Settings::new(id(1), "Work", NOW, Zone::UTC));
    let work = ExerciseWork::new(id(3), NOW, None, "tools", 7);
    let answer = Answer::Choice { chosen: vec!["pin".into()] };
    let work = attempt::submit(&pack.exercises[0], &Conduct::default(), &work, answer, None, NOW + 5_000).unwrap();
    workspace.records.put(Learner::new(id(2), NOW, "Ana “A” Ruíz").into());
    workspace.records.put(work.into());
    let text = student_file::write(&workspace, &pack.exercises, NOW + 9_000).unwrap();
    let script =
        blocks("student-file.md", "python")[0].replace("open(\"ana.json\")", "open(__import__('sys').argv[1])");
    assert_eq!(python(&script, &text, "").unwrap_or_default(), "");
    let forged = text.replace("\"points\": 1.0", "\"points\": 9.0");
    assert_ne!(forged, text);
    assert!(python(&script, &forged, "").is_none_or(|said| said.contains("AssertionError")));
    assert!(student_file::read("", forged.as_bytes()).unwrap().damage.contains("was changed"));
}
