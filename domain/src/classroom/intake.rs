//! Taking student files in: many at once, as one action. The same file twice changes nothing; of two files of one learner
//! the one made last counts, and what a teacher decided about the earlier one stays.

use super::gradebook::is_of_student;
use crate::{
    course::{content, task},
    interchange::{FileError, student_file::TaskOf, workspace_json},
    model::{
        Action, Command, Id, Instant, Workspace,
        record::{CheckOutcome, Question, Submission},
        words::grouped,
    },
    search::fold,
};
use std::collections::BTreeMap;

/// What taking files in would do.
#[derive(Clone, Debug, Default)]
pub struct Intake {
    /// Students who are new here.
    pub new: usize,
    /// Files that take the place of an earlier one of the same student.
    pub newer: usize,
    /// Files that are here already.
    pub same: usize,
    /// Files that were not taken in, by name, with the reason.
    pub refused: Vec<(String, String)>,
    /// What was noticed, in sentences.
    pub notes: Vec<String>,
    /// What takes them in; none where nothing would change.
    pub action: Option<Action>,
}

/// Checks the workspace of a task anew, as of when its file was written, so that nobody need believe what a student's file
/// says its checks found. None where the exercise is not known here or is no task, or its workspace cannot be read.
pub fn check_task_again(workspace: &Workspace, of: TaskOf<'_>, file: &str, now: Instant) -> Option<Vec<CheckOutcome>> {
    let exercise = match of.pack {
        None => content::exercise(of.exercise)?,
        Some(pack) => workspace.records.exercise_packs.get(pack)?.exercises.iter().find(|one| one.id == of.exercise)?,
    };
    let Question::Task(asked) = &exercise.question else { return None };
    let imported = workspace_json::import(file.as_bytes()).ok()?;
    Some(task::check(asked, &imported.workspace, imported.exported.unwrap_or(now)))
}

/// Which student a file is of: the learner under a name.
fn student(file: &Submission) -> (Id, String) {
    (file.learner, fold(file.name.trim()))
}

fn is_same(a: &Submission, b: &Submission) -> bool {
    a.exported == b.exported && a.class == b.class && a.lessons == b.lessons && a.hash == b.hash && a.work == b.work
}

/// What taking these files into the workspace would do: by file its name, and the file read or why it cannot be.
pub fn take_in(workspace: &Workspace, files: Vec<(String, Result<Submission, FileError>)>, now: Instant) -> Intake {
    let mut intake = Intake::default();
    let mut here: BTreeMap<(Id, String), Submission> = BTreeMap::new();
    for file in workspace.records.submissions.iter().filter(|file| is_of_student(file)) {
        let newest = here.get(&student(file)).is_none_or(|other| other.exported < file.exported);
        if newest {
            here.insert(student(file), (**file).clone());
        }
    }
    let mut changed: BTreeMap<(Id, String), Submission> = BTreeMap::new();
    for (name, file) in files {
        let file = match file {
            Ok(file) => file,
            Err(error) => {
                let error = FileError { file: String::new(), ..error };
                intake.refused.push((name, error.to_string()));
                continue;
            }
        };
        let who = student(&file);
        let Some(before) = changed.get(&who).or_else(|| here.get(&who)) else {
            intake.new += 1;
            note_damage(&mut intake, &name, &file);
            changed.insert(who, file);
            continue;
        };
        if is_same(before, &file) {
            intake.same += 1;
        } else if file.exported < before.exported {
            let reason = format!("A later file of {} is here; the one made last counts.", file.title());
            intake.refused.push((name, reason));
        } else {
            note_damage(&mut intake, &name, &file);
            // One that is new in this very drop stays one new student.
            if here.contains_key(&who) && !changed.contains_key(&who) {
                intake.newer += 1;
            } else {
                let note = format!("There are several files of {}; the one made last counts.", file.title());
                intake.notes.push(note);
            }
            let before = before.clone();
            let file = Submission {
                id: before.id,
                created: before.created,
                updated: now,
                marks: before.marks,
                notes: before.notes,
                tags: before.tags,
                links: before.links,
                ..file
            };
            changed.insert(who, file);
        }
    }
    let mut by_learner: BTreeMap<Id, Vec<&Submission>> = BTreeMap::new();
    for file in here.iter().filter(|(who, _)| !changed.contains_key(who)).map(|(_, file)| file).chain(changed.values())
    {
        by_learner.entry(file.learner).or_default().push(file);
    }
    for files in by_learner.values().filter(|files| files.len() > 1) {
        if files.iter().any(|file| changed.contains_key(&student(file))) {
            let names: Vec<&str> = files.iter().map(|file| file.title()).collect();
            let note = "have one learner’s number: one of them changed their name, or a file was passed on.";
            intake.notes.push(format!("{} {note}", names.join(" and ")));
        }
    }
    if !changed.is_empty() {
        let label = match changed.len() {
            1 => "Student file taken in".to_owned(),
            count => format!("{} student files taken in", grouped(count as u64)),
        };
        let commands = changed.into_values().map(|file| Command::Put(file.into())).collect();
        intake.action = Some(Action::new(label, Command::All(commands)));
    }
    intake
}

fn note_damage(intake: &mut Intake, name: &str, file: &Submission) {
    if !file.damage.is_empty() {
        intake.notes.push(format!("{name}: {}", file.damage));
    }
}

#[cfg(test)]
mod tests {
    use super::{super::testing::*, *};
    use crate::model::record::Mark;

    fn one(name: &str, exported: i64, chosen: &str) -> Submission {
        file(name, "A", exported, vec![work("1.1", vec![choose(&[chosen])])])
    }

    fn drop_in(workspace: &mut Workspace, files: Vec<Submission>) -> Intake {
        let files = files.into_iter().map(|file| (format!("{}.json", file.name), Ok(file))).collect();
        let intake = take_in(workspace, files, 50);
        if let Some(action) = intake.action.clone() {
            workspace.apply(action).unwrap();
        }
        intake
    }

    #[test]
    fn the_same_file_twice_changes_nothing_and_one_undo_takes_all_back() {
        let mut workspace = workspace();
        let files = vec![one("Ana", 10, "blog"), one("Ben", 10, "logo")];
        let intake = take_in(&workspace, files.iter().map(|file| ("a".into(), Ok(file.clone()))).collect(), 5);
        let change = workspace.apply(intake.action.unwrap()).unwrap();
        assert_eq!(change.label, "2 student files taken in");
        let again = drop_in(&mut workspace, files);
        assert_eq!((again.new, again.same, again.action.is_none()), (0, 2, true));
        workspace.apply(Action::new("Undo", change.inverse)).unwrap();
        assert_eq!(workspace.records.submissions.iter().count(), 0);
    }

    #[test]
    fn a_newer_file_takes_the_place_and_keeps_the_marks() {
        let mut workspace = workspace();
        drop_in(&mut workspace, vec![one("Ana", 10, "logo")]);
        let mut marked = (**workspace.records.submissions.iter().next().unwrap()).clone();
        marked.marks.insert("course/1.1".into(), Mark { points: Some(3.0), ..Mark::default() });
        workspace.apply(Action::put(&workspace, marked)).unwrap();
        let intake = drop_in(&mut workspace, vec![one("Ana", 20, "blog")]);
        assert_eq!((intake.new, intake.newer), (0, 1));
        let files: Vec<_> = workspace.records.submissions.iter().collect();
        assert_eq!((files.len(), files[0].exported, files[0].marks.len()), (1, 20, 1));
        let old = drop_in(&mut workspace, vec![one("Ana", 10, "logo")]);
        assert!(old.action.is_none());
        assert_eq!(
            old.refused,
            [("Ana.json".to_owned(), "A later file of Ana is here; the one made last counts.".to_owned())]
        );
    }

    #[test]
    fn bad_files_are_named_and_the_others_taken_in() {
        let workspace = workspace();
        let error = FileError::new("x.json", "not-json", "The file is no complete JSON.");
        let damaged =
            Submission { damage: "The third link of the chain does not hold.".into(), ..one("Cem", 10, "tax") };
        let intake = take_in(
            &workspace,
            vec![
                ("x.json".into(), Err(error)),
                ("a.json".into(), Ok(one("Ana", 10, "blog"))),
                ("a2.json".into(), Ok(one("Ana", 12, "meetup"))),
                ("c.json".into(), Ok(damaged)),
            ],
            5,
        );
        assert_eq!((intake.new, intake.newer), (2, 0));
        assert_eq!(intake.refused, [("x.json".to_owned(), "The file is no complete JSON.".to_owned())]);
        assert_eq!(intake.notes.len(), 2, "{:?}", intake.notes);
        assert!(intake.notes[0].contains("several files of Ana") && intake.notes[1].contains("third link"));
        assert!(take_in(&workspace, Vec::new(), 5).action.is_none());
    }

    #[test]
    fn a_number_under_two_names_is_noticed() {
        let workspace = workspace();
        let copied = Submission { id: Id::derived("copy"), name: "Ben".into(), ..one("Ana", 11, "blog") };
        let intake = take_in(&workspace, vec![("a".into(), Ok(one("Ana", 10, "blog"))), ("b".into(), Ok(copied))], 5);
        assert_eq!(intake.new, 2);
        assert!(intake.notes[0].starts_with("Ana and Ben have one learner’s number"), "{:?}", intake.notes);
    }
}
