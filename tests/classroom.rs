//! A class of forty from their files to the gradebook and out again.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "common/class.rs"]
mod class;

use hearth::{
    classroom::{Gradebook, Shelf, analyse, check_task_again, found, gradebook, shelves, take_in},
    course::content,
    interchange::{
        FileError, feedback_file, gradebook_csv, student_file, student_file::TaskOf, table::csv_out, workspace_json,
        xapi,
    },
    model::{Id, Settings, Workspace, Zone, record::Submission},
};
use std::{collections::BTreeSet, sync::Arc};

fn read(name: &str, text: &str) -> Result<Submission, FileError> {
    Ok(student_file::read(name, text.as_bytes())?.into_submission(Id::derived(name), class::BEGIN, &|_, _| None))
}

fn taken_in(files: &[(String, String)]) -> (Workspace, Vec<Shelf>, Gradebook) {
    let mut workspace = Workspace::new(Settings::new(Id::derived("class"), "Class", 1, Zone::UTC));
    let read = files.iter().map(|(name, text)| (name.clone(), read(name, text))).collect();
    let intake = take_in(&workspace, read, class::BEGIN);
    assert_eq!((intake.new, intake.refused.len()), (files.len(), 0), "{:?}", intake.refused);
    workspace.apply(intake.action.unwrap()).unwrap();
    let course = content::exercises().iter().cloned().map(Arc::new).collect();
    let shelves = shelves(&workspace, course);
    let submissions: Vec<Arc<Submission>> = workspace.records.submissions.iter().cloned().collect();
    let book = gradebook(&shelves, &submissions);
    (workspace, shelves, book)
}

#[test]
fn forty_files_make_a_gradebook() {
    let files = class::files(40);
    let (workspace, shelves, book) = taken_in(&files);
    assert_eq!(book.students.len(), 40);
    assert!(book.columns.len() >= 20, "{}", book.columns.len());
    assert!(book.students.iter().all(|student| student.submission.damage.is_empty() && student.unknown == 0));
    // What the student's Hearth computed is what the teacher's computes.
    for (column, (student, place)) in
        book.students.iter().flat_map(|student| book.columns.iter().zip((0..).map(move |place| (student, place))))
    {
        let (Some(cell), Some(work)) = (&student.cells[place], student.work(column)) else { continue };
        assert_eq!(cell.computed, work.attempts[cell.attempt].points, "{}", column.key);
    }
    // Who knows more has more.
    let share = |name: &str| {
        let student = book.students.iter().find(|student| student.submission.name == name).unwrap();
        student.total(&book.columns, |column| !column.exercise.id.starts_with("5.")).share().unwrap()
    };
    assert!(share(&class::name(0)) + 0.2 < share(&class::name(39)));
    // The same files again are nothing new.
    let again = take_in(&workspace, files.iter().map(|(name, text)| (name.clone(), read(name, text))).collect(), 5);
    assert_eq!((again.same, again.action.is_none()), (40, true));

    let found = found(&book);
    let [one, other] =
        [3, 8].map(|number| book.students.iter().position(|it| it.submission.name == class::name(number)));
    let pair = (one.unwrap().min(other.unwrap()), one.unwrap().max(other.unwrap()));
    assert_eq!(found.texts.iter().map(|pair| pair.students).collect::<BTreeSet<_>>(), BTreeSet::from([pair]));
    assert!(found.shared.is_empty());

    let items = analyse(&book, None, |_| true);
    assert_eq!((items.items.len(), items.distribution.count), (book.columns.len(), 40));
    for item in &items.items {
        let measure = &item.measure;
        assert_eq!(measure.students + item.missing, 40);
        assert!(measure.difficulty.is_none_or(|it| (0.0..=1.0).contains(&it)), "{} {measure:?}", item.key);
        assert!(measure.discrimination.is_none_or(|it| (-1.0..=1.0).contains(&it)));
        assert!(measure.upper_lower.is_none_or(|it| (-1.0..=1.0).contains(&it)));
        for place in &item.places {
            assert!(place.options.iter().all(|option| option.count <= place.answered));
        }
    }
    let sound = items.items.iter().filter(|item| item.measure.discrimination.is_some_and(|it| it > 0.2)).count();
    assert!(sound * 2 > items.items.len(), "{sound} of {} go with the rest", items.items.len());

    let csv = gradebook_csv::write_gradebook(&book, &|_| true, &|_| true, csv_out::Options::default());
    assert_eq!(csv.lines().count(), 41);
    let statements: Vec<serde_json::Value> =
        serde_json::from_str(&xapi::write_statements(&book, &shelves, &|_| true)).unwrap();
    let ids: BTreeSet<&str> = statements.iter().filter_map(|one| one["id"].as_str()).collect();
    assert_eq!(ids.len(), statements.len());
    let feedback: Vec<_> =
        book.students.iter().map(|student| feedback_file::feedback(&book, student, class::BEGIN)).collect();
    assert_eq!(feedback_file::read("class.json", feedback_file::write_class(&feedback).as_bytes()).unwrap(), feedback);
}

#[test]
fn a_student_gets_their_feedback_back() {
    let files = class::files(3);
    let (_, _, book) = taken_in(&files);
    let all: Vec<_> = book.students.iter().map(|student| feedback_file::feedback(&book, student, 9)).collect();
    let mut own = class::workspace(1, 3);
    let action = feedback_file::take_in(&own, "feedback.json", &all, 10).unwrap().unwrap();
    own.apply(action).unwrap();
    let received = feedback_file::received(&own).unwrap();
    assert_eq!(received.name, class::name(1));
    assert!(received.exercises.iter().all(|one| one.points.is_some() && !one.explanation.is_empty()));
    // Handing in again hands in the work, not the feedback.
    let text = |workspace: &Workspace| student_file::write(workspace, content::exercises(), 20).unwrap();
    assert_eq!(text(&own), text(&class::workspace(1, 3)));
}

#[test]
fn a_file_that_was_edited_says_so_in_the_gradebook() {
    let (name, text) = class::files(2).remove(1);
    let edited = text.replacen("\"points\": ", "\"points\": 9", 1);
    assert_ne!(edited, text);
    let (_, _, book) = taken_in(&[(name, edited)]);
    assert!(book.students[0].submission.damage.contains("was changed"), "{}", book.students[0].submission.damage);
}

#[test]
fn the_workspace_of_a_task_is_checked_anew() {
    let here = Workspace::new(Settings::new(Id::derived("class"), "Class", 1, Zone::UTC));
    let task = Workspace::new(Settings::new(Id::derived("task"), "Task", class::BEGIN, Zone::UTC));
    let file = String::from_utf8(workspace_json::canonical(&task)).unwrap();
    let check =
        |exercise: &str, file: &str| check_task_again(&here, TaskOf { pack: None, exercise }, file, class::BEGIN);
    let outcomes = check("2.5", &file).unwrap();
    assert!(!outcomes.is_empty() && outcomes.iter().all(|outcome| outcome.share < 1.0), "{outcomes:?}");
    assert_eq!(check("1.1", &file), None, "that is no task");
    assert_eq!(check("99.9", &file), None);
    assert_eq!(check("2.5", "{}"), None);
}
