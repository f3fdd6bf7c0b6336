//! Files as students hand them in, whole and harmed.

use super::*;
use crate::model::{
    Record, Settings, Zone,
    record::{Certainty, ClassifyAnswer, ExercisePack, Question},
};
use proptest::prelude::*;

const NOW: i64 = 1_795_334_400_000;

fn id(last: u8) -> Id {
    Id::mint(NOW, [0, 0, 0, 0, 0, 0, 0, 0, 0, last])
}

fn given(answer: Answer, at: Instant, points: f64) -> Attempt {
    Attempt {
        answer,
        began: at - 60_000,
        at,
        hints: 1,
        certainty: Some(Certainty::Mid),
        points,
        most: 10.0,
        extra: Default::default(),
    }
}

fn course() -> Vec<Exercise> {
    vec![Exercise::new("1.1", "Is it community management?", Question::Note)]
}

/// A student who read two lessons and did two exercises, one of them twice, and a workspace task.
fn workspace() -> Workspace {
    let mut workspace = Workspace::new(Settings::new(id(1), "My work", NOW, Zone::UTC));
    let read = |lesson: &str, at| LessonRead { lesson: lesson.into(), at, extra: Default::default() };
    let learner = Learner {
        class: "CM 2026".into(),
        read: vec![read("1.1", NOW + 10), read("1.2", NOW + 9_000)],
        ..Learner::new(id(2), NOW, "Ana Ruiz")
    };
    let pack = ExercisePack {
        exercises: vec![Exercise::new("a", "A week", Question::Note)],
        ..ExercisePack::new(id(3), NOW, "Week 1")
    };
    let classified = |reason: &str| Answer::Classify {
        items: [("blog".to_owned(), ClassifyAnswer { category: Some("yes".into()), reason: reason.into() })].into(),
    };
    let mut first = ExerciseWork::new(id(4), NOW + 20, None, "1.1", 7);
    first.hints = 1;
    first.attempts =
        vec![given(classified("It informs"), NOW + 100_000, 6.5), given(classified("x"), NOW + 200_000, 2.0)];
    first.draft = Some(classified("It informs people"));
    let mut task = ExerciseWork::new(id(5), NOW + 30, Some(id(3)), "a", 9);
    let outcome = CheckOutcome { check: "c".into(), share: 0.5, said: "Half.".into() };
    let done =
        Answer::Task { workspace: Some(id(6)), outcomes: vec![outcome], file: Some("{\"format\":\"x\"}".into()) };
    task.attempts = vec![given(done, NOW + 150_000, 5.0)];
    for record in [Record::from(learner), pack.into(), first.into(), task.into()] {
        workspace.records.put(record);
    }
    workspace
}

fn written() -> String {
    write(&workspace(), &course(), NOW + 300_000).unwrap()
}

fn harmed(harm: impl FnOnce(&mut Value)) -> StudentFile {
    let mut file: Value = serde_json::from_str(&written()).unwrap();
    harm(&mut file);
    read("ana.json", file.to_string().as_bytes()).unwrap()
}

fn work_of(workspace: &Workspace) -> Vec<ExerciseWork> {
    let mut work: Vec<ExerciseWork> = workspace.records.exercise_work.iter().map(|work| (**work).clone()).collect();
    work.sort_by(|one, other| (one.pack, &one.exercise, one.id).cmp(&(other.pack, &other.exercise, other.id)));
    work
}

#[test]
fn a_file_says_who_did_what_and_when() {
    let text = written();
    let file = read("ana.json", text.as_bytes()).unwrap();
    assert_eq!(file.damage, "");
    assert_eq!((file.name.as_str(), file.class.as_str(), file.learner), ("Ana Ruiz", "CM 2026", Some(id(2))));
    assert_eq!((file.exported, file.app.as_str()), (NOW + 300_000, APP));
    assert_eq!(file.lessons.iter().map(|read| read.lesson.as_str()).collect::<Vec<_>>(), ["1.1", "1.2"]);
    assert_eq!(file.work, work_of(&workspace()));
    assert_eq!(file.packs.iter().map(|pack| pack.name.as_str()).collect::<Vec<_>>(), ["The course", "Week 1"]);
    assert_eq!(file.packs[0].hash, pack_hash(&course()));
    assert!(is_student_file(text.as_bytes()));
    // People can read it, and it says what it is not.
    assert!(text.contains("\"title\": \"Is it community management?\""));
    assert!(text.contains("no proof of who wrote it"));
    let value: Value = serde_json::from_str(&text).unwrap();
    let whats: Vec<&str> =
        value["entries"].as_array().unwrap().iter().map(|one| one["what"].as_str().unwrap()).collect();
    assert_eq!(whats, [LESSON, WORK, WORK, LESSON, ATTEMPT, ATTEMPT, ATTEMPT], "in order of time");
}

#[test]
fn another_program_may_indent_it_and_write_whole_numbers_its_way() {
    let mut value: Value = serde_json::from_str(&written()).unwrap();
    // As a program in JavaScript writes 2.0, and with its fields in another order.
    *value.pointer_mut("/entries/6/given/points").unwrap() = 2.into();
    let file = read("", format!("\u{feff}{value}").as_bytes()).unwrap();
    assert_eq!(file.damage, "");
}

#[test]
fn without_a_name_there_is_nothing_to_hand_in() {
    let mut workspace = workspace();
    workspace.records.put(Learner::new(id(2), NOW, " ").into());
    assert_eq!(write(&workspace, &[], NOW), Err(NotWritten::NoName));
    let empty = Workspace::new(Settings::new(id(1), "Empty", NOW, Zone::UTC));
    assert_eq!(write(&empty, &[], NOW), Err(NotWritten::NoLearner));
}

#[test]
fn each_harm_is_named_and_the_file_is_taken_in() {
    assert_eq!(
        harmed(|file| *file.pointer_mut("/entries/4/given/points").unwrap() = 10.into()).damage,
        "Entry 5 (attempt given in, course/1.1, 2026-11-22T12:01:40Z) was changed after it was written."
            .replace("2026-11-22T12:01:40Z", &time::iso(NOW + 100_000))
    );
    let renamed = harmed(|file| file["learner"]["name"] = "Ben".into());
    assert!(renamed.damage.starts_with("Who it is from"), "{}", renamed.damage);
    assert_eq!((renamed.name.as_str(), renamed.work.len()), ("Ben", 2));
    let without = harmed(|file| drop(file["entries"].as_array_mut().unwrap().remove(4)));
    assert!(without.damage.contains("Entry 5") && without.damage.contains("missing"), "{}", without.damage);
    assert_eq!(without.work[0].attempts.len(), 1);
    let cut = harmed(|file| drop(file["entries"].as_array_mut().unwrap().pop()));
    assert_eq!(cut.damage, "Entries are missing at its end, or were added there.");
    let swapped = harmed(|file| file["entries"].as_array_mut().unwrap().swap(4, 5));
    assert!(swapped.damage.starts_with("Entry 5 "), "{}", swapped.damage);
    assert_eq!(swapped.work, work_of(&workspace()), "nothing is lost");
    // The beginning of the work is gone: its attempts are kept.
    let orphans = harmed(|file| drop(file["entries"].as_array_mut().unwrap().remove(1)));
    assert_eq!((orphans.work[0].exercise.as_str(), orphans.work[0].attempts.len()), ("1.1", 2));
    let unread = harmed(|file| file["entries"][4]["given"] = "x".into());
    assert_eq!(unread.work[0].attempts.len(), 1);
    assert!(unread.damage.starts_with("Entry 5 "));
}

#[test]
fn what_is_no_student_file_is_refused_with_a_reason() {
    for (bytes, path) in [
        ("[]", None),
        ("{}", Some("format")),
        (r#"{"format": "hearth-workspace", "version": 1}"#, Some("format")),
        (r#"{"format": "hearth-student-file", "version": 2}"#, Some("version")),
        (r#"{"format": "hearth-student-file", "version": 1}"#, Some("entries")),
        (r#"{"format": "hearth-student-file", "version": 1, "entries": [], "learner": {"id": 5}}"#, Some("learner.id")),
    ] {
        let error = read("x.json", bytes.as_bytes()).unwrap_err();
        assert_eq!((error.place.path.as_deref(), error.file.as_str()), (path, "x.json"), "{error}");
    }
    assert_eq!(read("", b"{").unwrap_err().code, "not-json");
    let deep = format!("{{\"format\":\"{FORMAT}\",\"version\":1,\"entries\":{}", "[".repeat(100_000));
    assert_eq!(read("", deep.as_bytes()).unwrap_err().code, "not-json");
}

#[test]
fn tasks_are_checked_again_and_their_workspaces_dropped() {
    let seen = std::cell::RefCell::new(Vec::new());
    let check = |task: TaskOf<'_>, file: &str| {
        seen.borrow_mut().push((task.pack, task.exercise.to_owned(), file.to_owned()));
        Some(vec![CheckOutcome { check: "c".into(), share: 1.0, said: "All.".into() }])
    };
    let submission = read("ana.json", written().as_bytes()).unwrap().into_submission(id(9), NOW, &check);
    assert_eq!(*seen.borrow(), [(Some(id(3)), "a".to_owned(), "{\"format\":\"x\"}".to_owned())]);
    let of = |submission: &Submission| match &submission.work[1].attempts[0].answer {
        Answer::Task { outcomes, file, .. } => (outcomes[0].share, file.clone()),
        _ => panic!(),
    };
    assert_eq!(of(&submission), (1.0, None));
    assert_eq!((submission.learner, submission.file.as_str()), (id(2), "ana.json"));
    assert_eq!((submission.lessons.len(), submission.hash.len()), (2, 64));
    assert!(validate::record(&Record::from(submission)).is_ok());
    // What cannot be checked keeps what it said, and the file is dropped all the same.
    let submission = read("ana.json", written().as_bytes()).unwrap().into_submission(id(9), NOW, &|_, _| None);
    assert_eq!(of(&submission), (0.5, None));
}

#[test]
fn a_class_of_a_hundred_is_read_one_after_the_other() {
    let mut hashes = std::collections::BTreeSet::new();
    for number in 0..100_u8 {
        let mut workspace = workspace();
        let learner = Learner::new(id(number), NOW, format!("Student {number}"));
        workspace.records.learners = Default::default();
        workspace.records.put(learner.into());
        for exercise in 0..25_u8 {
            let mut work = ExerciseWork::new(id(exercise + 50), NOW, None, format!("{exercise}"), 1);
            work.attempts =
                vec![given(Answer::FreeText { text: "Words. ".repeat(300), found: vec![] }, NOW + 5, 1.0); 3];
            workspace.records.put(work.into());
        }
        let text = write(&workspace, &course(), NOW).unwrap();
        assert!(text.len() < 400_000, "{}", text.len());
        let file = read("", text.as_bytes()).unwrap();
        assert_eq!((file.damage.as_str(), file.work.len()), ("", 27));
        hashes.insert(file.hash);
    }
    assert_eq!(hashes.len(), 100);
}

/// Every leaf of a document.
fn leaves(value: &Value, at: String, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => fields.iter().for_each(|(key, one)| leaves(one, format!("{at}/{key}"), found)),
        Value::Array(list) => list.iter().enumerate().for_each(|(key, one)| leaves(one, format!("{at}/{key}"), found)),
        _ => found.push(at),
    }
}

fn answer() -> impl Strategy<Value = Answer> {
    prop_oneof![
        ".{0,20}".prop_map(|text| Answer::ShortText { text }),
        proptest::collection::vec("[a-z]{1,3}", 0..4).prop_map(|order| Answer::Ordering { order }),
        (0.0..1.0, ".{0,9}").prop_map(|(share, file)| Answer::Task {
            workspace: None,
            outcomes: vec![CheckOutcome { check: "c".into(), share, said: String::new() }],
            file: Some(file),
        }),
        Just(Answer::Note),
    ]
}

prop_compose! {
    fn any_work(place: u8)(
        created in 0..NOW, exercise in "[a-z0-9.]{1,6}", pack in any::<bool>(), seed in any::<u32>(),
        draft in proptest::option::of(answer()), hints in 0_u32..4,
        attempts in proptest::collection::vec((answer(), 0..NOW, -1e6..1e6), 0..4),
    ) -> ExerciseWork {
        let attempts = attempts.into_iter().map(|(answer, at, points)| given(answer, at, points)).collect();
        let pack = pack.then(|| id(3));
        ExerciseWork { draft, hints, attempts, ..ExerciseWork::new(id(place), created, pack, exercise, seed) }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(128) })]

    #[test]
    fn work_is_the_same_after_it_was_written_and_read(
        one in any_work(10), two in any_work(11), three in any_work(12), at in 0..NOW, name in "[^ ].{0,20}[^ ]",
    ) {
        let mut workspace = workspace();
        workspace.records.put(Learner::new(id(2), NOW, name.clone()).into());
        for work in [one, two, three] {
            workspace.records.put(work.into());
        }
        let text = write(&workspace, &[], at).unwrap();
        let file = read("", text.as_bytes()).unwrap();
        prop_assert_eq!(&file.damage, "");
        prop_assert_eq!(file.exported, at);
        prop_assert_eq!(file.name, name.trim());
        prop_assert_eq!(file.work, work_of(&workspace));
    }

    #[test]
    fn a_change_anywhere_in_an_entry_is_found_there_or_before(at in any::<prop::sample::Index>(), what in 0..4) {
        let mut file: Value = serde_json::from_str(&written()).unwrap();
        let mut all = Vec::new();
        leaves(&file["entries"], "/entries".into(), &mut all);
        leaves(&file["learner"], "/learner".into(), &mut all);
        let place = at.get(&all).clone();
        prop_assume!(place != "/learner/id");
        let leaf = file.pointer_mut(&place).unwrap();
        let before = leaf.clone();
        *leaf = match (what, &before) {
            (0, _) => Value::Null,
            (1, Value::String(text)) => format!("{text}.").into(),
            (1, Value::Number(number)) => (number.as_f64().unwrap() + 1.0).into(),
            (2, _) => serde_json::json!({"x": 1}),
            _ => "other".into(),
        };
        let read = read("", file.to_string().as_bytes()).unwrap();
        let number: usize = place.split('/').nth(2).and_then(|part| part.parse().ok()).map_or(0, |at: usize| at + 1);
        if number > 0 {
            prop_assert!(read.damage.starts_with(&format!("Entry {number} ")), "{} for {}", read.damage, place);
        } else {
            prop_assert!(read.damage.starts_with("Who"), "{} for {}", read.damage, place);
        }
    }

    #[test]
    fn bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..300), cut in any::<prop::sample::Index>()) {
        prop_assert!(read("", &bytes).is_err());
        let text = written();
        let mut harmed = text.clone().into_bytes();
        let cut = cut.index(harmed.len() - 2);
        prop_assert!(read("", &harmed[..cut]).is_err());
        // One byte changed: read or refused, and never taken for whole, but where it is white space or what nothing hangs on.
        harmed[cut] = bytes.first().copied().unwrap_or(b'0');
        let _ = read("", &harmed);
    }
}
