//! Files that people write by hand, rightly and wrongly.

use super::*;
use crate::model::{Id, record::Question};
use proptest::prelude::*;
use serde_json::{Value, json};

const NOW: i64 = 1_795_334_400_000;

/// A pack with every kind, every field and fields of a later version.
fn whole() -> Value {
    let options =
        json!([{"id": "a", "text": "A", "credit": 100, "feedback": "Yes.", "later": 1}, {"id": "b", "text": "B"}]);
    let keywords = json!([{"label": "whom", "any": ["people", "member"], "points": 1}]);
    let exercise = |id: &str, question: Value| {
        json!({"id": id, "lesson": "1.1", "title": format!("Exercise {id}"), "text": "Do it.", "hints": ["Look."],
            "explanation": "Because.", "tags": ["t"], "question": question, "later": {"x": [1]}})
    };
    let mut first = exercise(
        "1",
        json!({"kind": "classify",
        "categories": [{"id": "y", "label": "Yes"}, {"id": "n", "label": "No"}],
        "items": [{"id": "i", "text": "I", "category": "y", "why": "W", "points": 2, "explanation_points": 1, "keywords": keywords}]}),
    );
    first["conduct"] = json!({"feedback": "deferred", "attempts": 2, "counts": "last", "hint_penalty": 5.5,
        "certainty": true, "minutes": 10, "shuffle": false});
    json!({"format": PACK_FORMAT, "version": 1, "id": "01a2020d-f980-7000-8000-000000000002", "created": 5, "updated": 6,
    "name": "Week 1", "description": "For **all**.", "author": "Ana", "tags": ["x"], "later": true,
    "conduct": {"feedback": "immediate", "attempts": 3, "hint_penalty": 10},
    "exercises": [
        first,
        exercise("2", json!({"kind": "choice", "points": 1, "options": options})),
        exercise("3", json!({"kind": "matching", "pairs": [{"id": "a", "left": "L", "right": "R"}, {"id": "b", "left": "M", "right": "S"}], "distractors": ["T"]})),
        exercise("4", json!({"kind": "ordering", "items": [{"id": "a", "text": "A"}, {"id": "b", "text": "B"}]})),
        exercise("5", json!({"kind": "numeric", "answers": [{"value": 4.5, "tolerance": 0.1, "relative": 0.01, "feedback": "F"}], "unit": {"label": "%", "accepted": ["percent"], "required": true}})),
        exercise("6", json!({"kind": "short_text", "answers": [{"text": "UGC"}], "case_sensitive": true})),
        exercise("7", json!({"kind": "free_text", "groups": keywords, "cap": 1, "min_words": 2, "max_words": 9, "rubric": [{"id": "r", "text": "R", "points": 2}], "model_answer": "M"})),
        exercise("8", json!({"kind": "chart", "chart": {"title": "C", "unit": "%", "x": ["a", "b"], "series": [{"name": "s", "values": [1.5, null]}], "form": "bars"},
            "questions": [{"id": "q", "text": "Q", "options": options}, {"id": "r", "text": "R", "answers": [{"value": 1}]}]})),
        exercise("9", json!({"kind": "drill", "drill": {"name": "D", "messages": [{"minute": 0, "who": "A", "text": "T"}]}})),
        exercise("10", json!({"kind": "task", "scenario": "the_drop", "start": "#/analytics", "checks": [{"id": "c", "text": "T", "points": 2, "rule": "annotation_on", "with": {"day": "2026-01-02"}}]})),
        exercise("11", json!({"kind": "note"})),
    ]})
}

fn read(value: &Value) -> Result<PackFile, crate::interchange::FileError> {
    read_pack("pack.json", value.to_string().as_bytes(), NOW)
}

#[test]
fn a_pack_is_the_same_after_it_was_written_and_read() {
    let pack = read(&whole()).unwrap();
    assert_eq!(pack.findings, []);
    assert_eq!(pack.pack.exercises.len(), 11);
    let text = write_pack(&pack.pack);
    assert!(text.starts_with("{\n  \"format\": \"hearth-exercise-pack\",\n  \"version\": 1,\n  \"id\""), "{text}");
    assert_eq!(read_pack("", text.as_bytes(), 9).unwrap(), pack);
    // Nothing that was written by hand is lost.
    let again: Value = serde_json::from_str(&text).unwrap();
    assert_eq!((&again["later"], &again["exercises"][0]["later"]), (&json!(true), &json!({"x": [1]})));
    assert_eq!(again["exercises"][1]["question"]["options"][0]["later"], 1);
    for exercise in &pack.pack.exercises {
        let text = write_exercise(exercise);
        assert_eq!(read_exercise("", text.as_bytes()).unwrap().exercise, *exercise);
    }
}

#[test]
fn what_is_one_workspaces_own_stays_there() {
    let mut pack = read(&whole()).unwrap().pack;
    let plain = pack.clone();
    pack.notes = "Ben copied".into();
    pack.links = vec![Id::mint(1, [1; 10])];
    pack.archived = Some(1);
    pack.extra.insert("format".into(), "other".into());
    let text = write_pack(&pack);
    assert!(!text.contains("Ben copied"));
    assert_eq!(read_pack("", text.as_bytes(), 9).unwrap().pack, plain);
}

#[test]
fn a_pack_needs_a_name_and_exercises_only_and_keeps_its_id() {
    let short = json!({"format": PACK_FORMAT, "name": "Short", "exercises": [
        {"id": "1", "title": "One", "question": {"kind": "note"}}]});
    let pack = read(&short).unwrap().pack;
    assert_eq!((pack.created, pack.updated), (NOW, NOW));
    assert_eq!(read(&short).unwrap().pack.id, pack.id);
    let mut other = short.clone();
    other["name"] = "Other".into();
    assert_ne!(read(&other).unwrap().pack.id, pack.id);
    let single = json!({"id": "1", "title": "One", "question": {"kind": "note"}});
    assert_eq!(read_exercise("", single.to_string().as_bytes()).unwrap().exercise.question, Question::Note);
}

#[test]
fn an_error_names_the_field_and_what_to_do() {
    let cases: &[(&str, Value, &str, &str)] = &[
        ("/format", json!("hearth-drill"), "format", "This is no pack of exercises"),
        ("/format", json!(EXERCISE_FORMAT), "format", "single exercise"),
        ("/version", json!(2), "version", "This Hearth reads exercises of version 1."),
        ("/id", json!("x"), "id", "An id is a UUID"),
        ("/name", json!(" "), "name", "Give the pack a name."),
        ("/name", json!(5), "name", "A text is expected here, not the number 5."),
        ("/conduct/feedback", json!("never"), "conduct.feedback", "“never” is not known here"),
        ("/exercises", json!({}), "exercises", "This is a list, in square brackets."),
        ("/exercises/1", json!("x"), "exercises[1]", "An exercise is an object"),
        ("/exercises/1/id", json!("a b"), "exercises[1].id", "1 to 40 letters"),
        ("/exercises/1/id", json!("1"), "exercises[1].id", "exercises[0] is called 1, too."),
        ("/exercises/0/conduct/minutes", json!(0), "exercises[0].conduct.minutes", "at least one minute"),
        ("/exercises/0/question/kind", json!("essay"), "exercises[0].question.kind", "is one of classify, choice"),
        ("/exercises/0/question", Value::Null, "exercises[0].question", "A question is an object"),
        (
            "/exercises/0/question/items/0/points",
            json!("2"),
            "exercises[0].question.items[0].points",
            "A number is expected here, not the text \"2\".",
        ),
        (
            "/exercises/0/question/items/0/keywords/0/any",
            json!("a"),
            "exercises[0].question.items[0].keywords[0].any",
            "A list, in square brackets, is expected here",
        ),
        (
            "/exercises/1/question/options/1",
            json!({"id": "b"}),
            "exercises[1].question.options[1]",
            "The field “text” is missing.",
        ),
        (
            "/exercises/7/question/chart/form",
            json!("pie"),
            "exercises[7].question.chart.form",
            "“pie” is not known here; line or bars would be.",
        ),
        ("/exercises/9/question/scenario", json!("mars"), "exercises[9].question.scenario", "“mars” is not known here"),
    ];
    for (place, value, path, words) in cases {
        let mut file = whole();
        *file.pointer_mut(place).unwrap() = value.clone();
        let error = read(&file).unwrap_err();
        assert_eq!(error.place.path.as_deref(), Some(*path), "{error}");
        assert!(error.message.contains(words), "{error}");
        assert_eq!(error.file, "pack.json");
    }
    let flat = json!({"id": "1", "title": "One", "kind": "choice", "options": []});
    let error = read_exercise("one.json", flat.to_string().as_bytes()).unwrap_err();
    assert!(
        error.to_string().starts_with("one.json, question: Put “kind” and the fields of the kind inside"),
        "{error}"
    );
    let error = read_pack("", b"{\"format\": \"hearth-exercise-pack\",\n  oops}", 1).unwrap_err();
    assert_eq!((error.code, error.place.row), ("not-json", Some(2)));
}

#[test]
fn what_does_not_make_sense_comes_with_the_pack() {
    let mut file = whole();
    file["exercises"][0]["question"]["items"][0]["category"] = "maybe".into();
    file["exercises"][1]["question"]["options"][0]["credit"] = 50.into();
    let read = read(&file).unwrap();
    let found: Vec<&str> = read.findings.iter().map(|finding| finding.path.as_str()).collect();
    assert_eq!(found, ["exercises[0].question.items[0].category", "exercises[1].question.options"]);
    assert_eq!(read.errors(), 1);
    assert_eq!(read.findings[0].message, "There is no category “maybe”. Write one of y, n.");
}

/// Every place in a document.
fn places(value: &Value, at: String, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => fields.iter().for_each(|(key, one)| places(one, format!("{at}/{key}"), found)),
        Value::Array(list) => list.iter().enumerate().for_each(|(key, one)| places(one, format!("{at}/{key}"), found)),
        _ => {}
    }
    found.push(at);
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,6}".prop_map(Value::from),
        Just(json!("note")),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::btree_map("[a-z]{1,4}|id|kind|text|points", inner, 0..4)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn a_file_with_anything_anywhere_is_read_or_refused_with_a_place(
        at in any::<prop::sample::Index>(),
        value in any_json(),
    ) {
        let mut file = whole();
        let mut all = Vec::new();
        places(&file, String::new(), &mut all);
        let place = at.get(&all).clone();
        *file.pointer_mut(&place).unwrap() = value;
        match read(&file) {
            Ok(pack) => {
                let again = read_pack("", write_pack(&pack.pack).as_bytes(), 3).unwrap();
                prop_assert_eq!(&again, &pack);
                for exercise in &pack.pack.exercises {
                    let answer = crate::course::grade::blank(&exercise.question);
                    let answer = answer.unwrap_or(crate::model::record::Answer::Note);
                    prop_assert!(crate::course::grade::grade(&exercise.question, &answer).points >= 0.0);
                }
            }
            Err(error) => {
                prop_assert!(!error.message.is_empty());
                // The place is where the harm is, or what it stands in, or the second of two of one id.
                let path = error.place.path.clone().unwrap_or_default().replace(['[', ']', '.'], "/").replace("//", "/");
                let path = format!("/{}", path.trim_end_matches('/'));
                let near = path == "/" || place.starts_with(&path) || path.starts_with(&place) || path.ends_with("/id");
                prop_assert!(near, "{} for harm at {}", error, place);
            }
        }
    }

    #[test]
    fn bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200), cut in any::<prop::sample::Index>()) {
        prop_assert!(read_pack("", &bytes, 1).is_err());
        prop_assert!(read_exercise("", &bytes).is_err());
        let text = whole().to_string();
        let cut = cut.index(text.len());
        prop_assert!(read_pack("", &text.as_bytes()[..cut], 1).is_err());
    }
}

#[test]
fn deep_and_large_files_are_refused() {
    let deep = format!("{{\"format\":\"{PACK_FORMAT}\",\"name\":\"x\",\"exercises\":{}", "[".repeat(100_000));
    assert_eq!(read_pack("", deep.as_bytes(), 1).unwrap_err().code, "not-json");
    assert_eq!(read_pack("", &vec![b' '; BYTES_MAX + 1], 1).unwrap_err().code, "too-large");
}
