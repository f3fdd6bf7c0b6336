//! What a teacher gives back to a student: a small file with points, comments and explanations, which the student takes in
//! where the exercises were done. One file for each student, or one with all of a class, of which a student's Hearth takes
//! what is theirs.

use super::{FileError, Place};
use crate::{
    classroom::{FEEDBACK_TAG, Gradebook, Source, Student},
    course::attempt,
    model::{
        Action, Extra, Id, Instant, Workspace,
        record::{Mark, Submission},
        time::{iso, parse_iso},
    },
};
use serde_json::{Map, Value, json};

/// What names the format of a student's feedback.
pub const FORMAT: &str = "hearth-feedback";
/// What names the format of the feedback of a class.
pub const CLASS_FORMAT: &str = "hearth-feedback-class";
/// The version of both.
pub const VERSION: u64 = 1;
/// Most bytes of a file.
const BYTES_MAX: usize = 50_000_000;
/// Most exercises of a student's feedback.
const EXERCISES_MAX: usize = 10_000;
/// Most characters of a text.
const TEXT_MAX: usize = 20_000;

/// What is given back about one exercise.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ExerciseFeedback {
    /// `course/1.1`, or the pack's id in place of `course`.
    pub key: String,
    /// What people call it.
    pub title: String,
    /// Points; none where nothing was handed in.
    pub points: Option<f64>,
    /// Points there were to be earned.
    pub most: f64,
    /// Whether the teacher gave the points.
    pub by_teacher: bool,
    /// What the teacher says.
    pub comment: String,
    /// The reasoning of the exercise, in Markdown.
    pub explanation: String,
}

/// What is given back to one student.
#[derive(Clone, Debug, PartialEq)]
pub struct StudentFeedback {
    /// The learner.
    pub learner: Id,
    /// Their name.
    pub name: String,
    /// When it was made: ms since 1970, UTC.
    pub made: Instant,
    /// By exercise.
    pub exercises: Vec<ExerciseFeedback>,
}

/// What is given back to a student of the gradebook: exercises handed in, and those with a comment.
pub fn feedback(book: &Gradebook, student: &Student, now: Instant) -> StudentFeedback {
    let exercises = book.columns.iter().zip(&student.cells).filter_map(|(column, cell)| {
        let comment = student.mark(&column.key).map(|mark| mark.comment.clone()).unwrap_or_default();
        if cell.is_none() && comment.is_empty() {
            return None;
        }
        Some(ExerciseFeedback {
            key: column.key.clone(),
            title: column.exercise.title.clone(),
            points: cell.as_ref().map(|cell| cell.points),
            most: column.most,
            by_teacher: cell.as_ref().is_some_and(|cell| cell.source != Source::Computed),
            comment,
            explanation: column.exercise.explanation.clone(),
        })
    });
    let file = &student.submission;
    StudentFeedback { learner: file.learner, name: file.name.clone(), made: now, exercises: exercises.collect() }
}

fn value(feedback: &StudentFeedback) -> Value {
    let exercise = |one: &ExerciseFeedback| {
        let mut fields = Map::new();
        fields.insert("key".to_owned(), json!(one.key));
        fields.insert("title".to_owned(), json!(one.title));
        if let Some(points) = one.points {
            fields.insert("points".to_owned(), json!(points));
        }
        fields.insert("most".to_owned(), json!(one.most));
        fields.insert("by_teacher".to_owned(), json!(one.by_teacher));
        for (name, text) in [("comment", &one.comment), ("explanation", &one.explanation)] {
            if !text.is_empty() {
                fields.insert(name.to_owned(), json!(text));
            }
        }
        Value::Object(fields)
    };
    json!({
        "format": FORMAT,
        "version": VERSION,
        "learner": feedback.learner.to_string(),
        "name": feedback.name,
        "made": iso(feedback.made),
        "exercises": feedback.exercises.iter().map(exercise).collect::<Vec<_>>(),
    })
}

fn text_of(value: &Value) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}

/// The file of one student.
pub fn write(feedback: &StudentFeedback) -> String {
    text_of(&value(feedback))
}

/// One file of a whole class. It holds everybody's marks: for the teacher to keep, or for a class that shares them.
pub fn write_class(all: &[StudentFeedback]) -> String {
    text_of(
        &json!({ "format": CLASS_FORMAT, "version": VERSION, "students": all.iter().map(value).collect::<Vec<_>>() }),
    )
}

/// Whether a file says that it is feedback, to one student or to a class.
pub fn is_feedback(bytes: &[u8]) -> bool {
    let begin = bytes.get(..bytes.len().min(4_096)).unwrap_or_default();
    let text = String::from_utf8_lossy(begin);
    text.trim_start_matches('\u{feff}').trim_start().starts_with('{')
        && (text.contains("\"hearth-feedback\"") || text.contains("\"hearth-feedback-class\""))
}

/// Reads a file: the feedback of one student, or of all of a class.
///
/// # Errors
/// Names the place of what is wrong.
pub fn read(file: &str, bytes: &[u8]) -> Result<Vec<StudentFeedback>, FileError> {
    let wrong = |code, message: &str| FileError::new(file, code, message);
    if bytes.len() > BYTES_MAX {
        return Err(wrong("too-large", "The file is larger than 50 MB; feedback never is. Choose another file."));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let value: Value = serde_json::from_slice(bytes).map_err(|error| {
        let place = Place { row: Some(error.line() as u64), column: Some(error.column() as u64), ..Place::default() };
        wrong("not-json", "The file is no complete JSON. Ask your teacher for it again.").at(place)
    })?;
    let format = value.get("format").and_then(Value::as_str).unwrap_or_default();
    if format != FORMAT && format != CLASS_FORMAT {
        return Err(wrong("not-feedback", "This is not a feedback file of Hearth."));
    }
    if value.get("version").and_then(Value::as_u64).is_none_or(|version| version > VERSION) {
        return Err(wrong("newer", "The file was made by a newer Hearth. Reload the page and try again."));
    }
    if format == FORMAT {
        return student(file, &value, "").map(|one| vec![one]);
    }
    let students = value.get("students").and_then(Value::as_array);
    let students = students.ok_or_else(|| wrong("no-students", "The list “students” is missing."))?;
    students.iter().enumerate().map(|(place, one)| student(file, one, &format!("students[{place}]."))).collect()
}

fn student(file: &str, value: &Value, path: &str) -> Result<StudentFeedback, FileError> {
    let wrong =
        |field: &str, message: &str| FileError::new(file, "field", message).at(Place::path(format!("{path}{field}")));
    let text = |value: &Value, name: &str| -> String {
        value.get(name).and_then(Value::as_str).unwrap_or_default().chars().take(TEXT_MAX).collect()
    };
    let learner = text(value, "learner").parse().map_err(|_| wrong("learner", "This is no learner’s number."))?;
    let made = parse_iso(&text(value, "made")).ok_or_else(|| wrong("made", "This is no time."))?;
    let list = value.get("exercises").and_then(Value::as_array);
    let list = list.ok_or_else(|| wrong("exercises", "The list of exercises is missing."))?;
    if list.len() > EXERCISES_MAX {
        return Err(wrong("exercises", "There are more exercises than a class ever has."));
    }
    let mut exercises = Vec::with_capacity(list.len());
    for (place, one) in list.iter().enumerate() {
        let at = |field: &str| format!("exercises[{place}].{field}");
        let number = |name: &str| match one.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(value) => match value.as_f64().filter(|number| number.is_finite() && *number >= 0.0) {
                Some(number) => Ok(Some(number)),
                None => Err(wrong(&at(name), "Points are a number of 0 or more.")),
            },
        };
        let key = text(one, "key");
        if attempt::of_key(&key).is_none() {
            return Err(wrong(&at("key"), "This is no name of an exercise."));
        }
        exercises.push(ExerciseFeedback {
            title: text(one, "title"),
            points: number("points")?,
            most: number("most")?.unwrap_or(0.0),
            by_teacher: one.get("by_teacher").and_then(Value::as_bool).unwrap_or(false),
            comment: text(one, "comment"),
            explanation: text(one, "explanation"),
            key,
        });
    }
    Ok(StudentFeedback { learner, name: text(value, "name"), made, exercises })
}

/// The record in which a student's workspace keeps feedback.
fn record_id(learner: Id) -> Id {
    Id::derived(&format!("feedback {learner}"))
}

/// Takes the feedback of a file into the workspace of the student it is for. None where it is there already.
///
/// # Errors
/// Where it is for somebody else, or older than what is there.
pub fn take_in(
    workspace: &Workspace,
    file: &str,
    all: &[StudentFeedback],
    now: Instant,
) -> Result<Option<Action>, FileError> {
    let ours = workspace.records.learners.iter().find_map(|learner| all.iter().find(|one| one.learner == learner.id));
    let Some(feedback) = ours else {
        let message = match all {
            [one] if !one.name.is_empty() => format!(
                "This feedback is for {}, who did the exercises in another workspace. Open that workspace and take the file in there.",
                one.name
            ),
            _ => "This feedback is not for the learner of this workspace. Open the workspace in which you did the exercises and take the file in there.".to_owned(),
        };
        return Err(FileError::new(file, "other-learner", message));
    };
    let id = record_id(feedback.learner);
    let before = workspace.records.submissions.get(id);
    if before.is_some_and(|before| before.exported > feedback.made) {
        return Err(FileError::new(file, "older", "Newer feedback is here already."));
    }
    let mark = |one: &ExerciseFeedback| {
        let extra: Extra = [
            ("title", json!(one.title)),
            ("most", json!(one.most)),
            ("by_teacher", json!(one.by_teacher)),
            ("explanation", json!(one.explanation)),
        ]
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
        let mark = Mark {
            points: one.points,
            comment: one.comment.clone(),
            at: Some(feedback.made),
            extra,
            ..Mark::default()
        };
        (one.key.clone(), mark)
    };
    let record = Submission {
        created: before.map_or(now, |before| before.created),
        updated: now,
        file: file.to_owned(),
        marks: feedback.exercises.iter().map(mark).collect(),
        tags: vec![FEEDBACK_TAG.to_owned()],
        ..Submission::new(id, now, feedback.learner, feedback.name.clone(), feedback.made)
    };
    if before.is_some_and(|before| before.marks == record.marks && before.exported == record.exported) {
        return Ok(None);
    }
    let mut action = Action::put(workspace, record);
    action.label = "Feedback taken in".to_owned();
    Ok(Some(action))
}

/// The feedback that the student of a workspace took in.
pub fn received(workspace: &Workspace) -> Option<StudentFeedback> {
    let learner = workspace.records.learners.iter().next()?;
    let record = workspace.records.submissions.get(record_id(learner.id))?;
    let exercise = |(key, mark): (&String, &Mark)| {
        let text = |name: &str| mark.extra.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        ExerciseFeedback {
            key: key.clone(),
            title: text("title"),
            points: mark.points,
            most: mark.extra.get("most").and_then(Value::as_f64).unwrap_or(0.0),
            by_teacher: mark.extra.get("by_teacher").and_then(Value::as_bool).unwrap_or(false),
            comment: mark.comment.clone(),
            explanation: text("explanation"),
        }
    };
    let exercises = record.marks.iter().map(exercise).collect();
    Some(StudentFeedback { learner: record.learner, name: record.name.clone(), made: record.exported, exercises })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{classroom::testing, model::record::Learner};
    use proptest::prelude::*;

    fn workspace(learner: Option<Id>) -> Workspace {
        let mut workspace = testing::workspace();
        if let Some(id) = learner {
            workspace.apply(Action::put(&workspace, Learner::new(id, 1, "Ana"))).unwrap();
        }
        workspace
    }

    fn class() -> Vec<StudentFeedback> {
        let book = testing::small_class();
        book.students.iter().map(|student| feedback(&book, student, 1_700_000_000_000)).collect()
    }

    #[test]
    fn a_student_takes_in_what_is_theirs() {
        let class = class();
        let ana = class.iter().find(|one| one.name == "Ana").unwrap();
        assert_eq!(read("a.json", write(ana).as_bytes()).unwrap(), std::slice::from_ref(ana));
        for text in [write(ana), write_class(&class)] {
            assert!(is_feedback(text.as_bytes()));
            let all = read("a.json", text.as_bytes()).unwrap();
            let mut workspace = workspace(Some(ana.learner));
            let action = take_in(&workspace, "a.json", &all, 5).unwrap().unwrap();
            workspace.apply(action).unwrap();
            assert_eq!(received(&workspace).as_ref(), Some(ana));
            assert!(take_in(&workspace, "a.json", &all, 6).unwrap().is_none(), "twice changes nothing");
            let older = StudentFeedback { made: ana.made - 1, ..ana.clone() };
            assert_eq!(take_in(&workspace, "b.json", &[older], 7).unwrap_err().code, "older");
            assert!(!crate::classroom::gradebook::is_of_student(workspace.records.submissions.iter().next().unwrap()));
        }
        assert_eq!(ana.exercises[0].explanation, "A logo is design.");
        assert_eq!(ana.exercises[1].comment, "Well said");
        assert!(ana.exercises[1].by_teacher);
    }

    #[test]
    fn feedback_for_somebody_else_is_refused() {
        let class = class();
        for learner in [None, Some(Id::derived("nobody"))] {
            let error = take_in(&workspace(learner), "b.json", &class[..1], 5).unwrap_err();
            assert_eq!(error.code, "other-learner");
            assert!(received(&workspace(learner)).is_none());
        }
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        let text = write_class(&class());
        for (from, to, code, path) in [
            ("\"hearth-feedback-class\"", "\"other\"", "not-feedback", None),
            ("\"course/1.1\"", "\"1.1\"", "field", Some("students[0].exercises[0].key")),
            ("\"most\": 4.0", "\"most\": -4.0", "field", Some("students[0].exercises[0].most")),
        ] {
            let broken = text.replacen(from, to, 1);
            assert_ne!(broken, text, "{from}");
            let error = read("a.json", broken.as_bytes()).unwrap_err();
            assert_eq!((error.code, error.place.path.as_deref()), (code, path));
        }
        let mut newer: Value = serde_json::from_str(&text).unwrap();
        newer["version"] = json!(2);
        let error = read("a.json", newer.to_string().as_bytes()).unwrap_err();
        assert_eq!((error.code, error.place.path), ("newer", None));
        assert_eq!(read("a.json", b"{").unwrap_err().code, "not-json");
        assert_eq!(read("a.json", &[b'['; 5_000]).unwrap_err().code, "not-json");
        assert!(!is_feedback(b"id,name\n") && !is_feedback(b"{}") && !is_feedback(&[0xff; 10]));
    }

    proptest! {
        #[test]
        fn no_file_breaks_the_reader(at in 0_usize..4_000, with in "\\PC{0,6}", cut in 0_usize..4_000) {
            let mut text: Vec<char> = write_class(&class()).chars().collect();
            let at = at.min(text.len());
            text.splice(at..(at + 3).min(text.len()), with.chars());
            let _ = read("a.json", text.iter().collect::<String>().as_bytes());
            text.truncate(cut);
            let _ = read("a.json", text.iter().collect::<String>().as_bytes());
        }
    }
}
