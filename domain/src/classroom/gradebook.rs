//! The gradebook: students by exercises. Points are computed anew from the answers in the files, never taken from what a
//! file claims; a teacher's mark takes their place.

use super::Shelf;
use crate::{
    course::{
        attempt::{self, key},
        grade::{self, Grade, Verdict},
    },
    model::{
        Id, Instant,
        record::{Answer, Conduct, Exercise, ExerciseWork, Mark, Question, Submission},
    },
    search::fold,
};
use rustc_hash::FxHashMap;
use std::{collections::BTreeMap, sync::Arc};

/// An exercise as a column.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// `course/1.1`, or the pack's id in place of `course`.
    pub key: String,
    /// The pack; none = the course.
    pub pack: Option<Id>,
    /// The exercise.
    pub exercise: Arc<Exercise>,
    /// How it is to be done.
    pub conduct: Conduct,
    /// Points there are to be earned.
    pub most: f64,
}

/// Where the points of a cell come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// Computed from the answers.
    Computed,
    /// Given by the teacher row by row of the rubric.
    Rubric,
    /// Given by the teacher.
    Teacher,
}

/// One student's work on one exercise.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Points that count.
    pub points: f64,
    /// Points by the rules alone, hints taken off.
    pub computed: f64,
    /// Points there were to be earned.
    pub most: f64,
    /// Where the points come from.
    pub source: Source,
    /// Whether a person has to look at it and has not yet.
    pub needs_teacher: bool,
    /// Whether another attempt was made after the teacher marked it.
    pub outdated: bool,
    /// Whether the attempt that counts was given in after its time.
    pub late: bool,
    /// Which attempt counts, as a place among the attempts.
    pub attempt: usize,
    /// The grade of that attempt, before hints.
    pub grade: Grade,
}

impl Cell {
    /// Share of the points, 0 to 1; none where there are none to be earned.
    pub fn share(&self) -> Option<f64> {
        (self.most > 0.0).then(|| self.points / self.most)
    }
}

/// A row of the gradebook.
#[derive(Clone, Debug, PartialEq)]
pub struct Student {
    /// The file that counts: the newest of this learner under this name.
    pub submission: Arc<Submission>,
    /// Older files of the same learner under the same name, the newest first.
    pub older: Vec<Arc<Submission>>,
    /// By column; none where nothing was handed in.
    pub cells: Vec<Option<Cell>>,
    /// Exercises in the file that no pack here has.
    pub unknown: usize,
}

/// What the cells of a row come to.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Total {
    /// Points.
    pub points: f64,
    /// Points of all columns.
    pub most: f64,
    /// Points of the columns that were handed in.
    pub most_done: f64,
    /// Exercises without anything handed in.
    pub missing: usize,
    /// Cells that a person has to look at.
    pub needs_teacher: usize,
}

impl Total {
    /// Share of the points of all exercises; what is missing earned nothing.
    pub fn share(&self) -> Option<f64> {
        (self.most > 0.0).then(|| self.points / self.most)
    }

    /// Share of the points of what was handed in.
    pub fn share_done(&self) -> Option<f64> {
        (self.most_done > 0.0).then(|| self.points / self.most_done)
    }
}

impl Student {
    /// What the cells of the columns come to that `takes` lets through.
    pub fn total(&self, columns: &[Column], takes: impl Fn(&Column) -> bool) -> Total {
        let mut total = Total::default();
        for (column, cell) in columns.iter().zip(&self.cells).filter(|(column, _)| takes(column)) {
            total.most += column.most;
            match cell {
                Some(cell) => {
                    total.points += cell.points;
                    total.most_done += cell.most;
                    total.needs_teacher += usize::from(cell.needs_teacher);
                }
                None => total.missing += 1,
            }
        }
        total
    }

    /// The work on an exercise.
    pub fn work(&self, column: &Column) -> Option<&ExerciseWork> {
        self.submission.work.iter().find(|work| work.pack == column.pack && work.exercise == column.exercise.id)
    }

    /// What the teacher decided about an exercise, in this file or, where nothing was since, in an older one.
    pub fn mark(&self, key: &str) -> Option<&Mark> {
        std::iter::once(&self.submission).chain(&self.older).find_map(|file| file.marks.get(key))
    }

    /// What was answered in the attempt that counts.
    pub fn answer(&self, column: &Column, cell: &Cell) -> Option<&Answer> {
        self.work(column)?.attempts.get(cell.attempt).map(|attempt| &attempt.answer)
    }
}

/// Students by exercises.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Gradebook {
    /// Exercises in the order of their packs, the course first; only of packs somebody handed something in of.
    pub columns: Vec<Column>,
    /// Students by class and name.
    pub students: Vec<Student>,
}

/// Whether a submission is a student's file and not feedback that was taken in.
pub fn is_of_student(submission: &Submission) -> bool {
    submission.archived.is_none() && !submission.tags.iter().any(|tag| tag == super::FEEDBACK_TAG)
}

/// The gradebook of the files. Of several files of one learner under one name the one made last counts. Packs of which
/// nobody handed anything in are left out, and so are exercises that ask nothing.
pub fn gradebook(shelves: &[Shelf], submissions: &[Arc<Submission>]) -> Gradebook {
    gradebook_after(shelves, submissions, None)
}

/// The same, taking over from the gradebook before what did not change: students whose files are the same ones.
pub fn gradebook_after(shelves: &[Shelf], submissions: &[Arc<Submission>], before: Option<&Gradebook>) -> Gradebook {
    let files: Vec<&Arc<Submission>> = submissions.iter().filter(|file| is_of_student(file)).collect();
    let used = |pack: Option<Id>| {
        files.iter().any(|file| file.work.iter().any(|work| work.pack == pack && !work.attempts.is_empty()))
    };
    let mut columns = Vec::new();
    for shelf in shelves.iter().filter(|shelf| used(shelf.pack)) {
        for exercise in shelf.exercises.iter().filter(|exercise| exercise.question != Question::Note) {
            columns.push(Column {
                key: key(shelf.pack, &exercise.id),
                pack: shelf.pack,
                exercise: exercise.clone(),
                conduct: attempt::conduct(exercise, &shelf.conduct).clone(),
                most: grade::most(&exercise.question),
            });
        }
    }
    let mut by_learner: BTreeMap<(Id, String), Vec<Arc<Submission>>> = BTreeMap::new();
    for file in files {
        by_learner.entry((file.learner, fold(file.name.trim()))).or_default().push(file.clone());
    }
    let before = before.filter(|before| before.columns == columns);
    let known: FxHashMap<Id, &Student> =
        before.into_iter().flat_map(|before| &before.students).map(|one| (one.submission.id, one)).collect();
    let mut students: Vec<Student> = by_learner
        .into_values()
        .filter_map(|mut files| {
            files.sort_by_key(|file| std::cmp::Reverse((file.exported, file.created, file.id)));
            let mut files = files.into_iter();
            let (newest, older) = (files.next()?, files.collect::<Vec<_>>());
            let same = known.get(&newest.id).filter(|known| {
                Arc::ptr_eq(&known.submission, &newest)
                    && known.older.len() == older.len()
                    && known.older.iter().zip(&older).all(|(a, b)| Arc::ptr_eq(a, b))
            });
            Some(same.map_or_else(|| student(&columns, newest, older), |known| (*known).clone()))
        })
        .collect();
    students.sort_by_cached_key(|student| {
        let file = &student.submission;
        (fold(&file.class), fold(file.title()), file.learner)
    });
    Gradebook { columns, students }
}

fn student(columns: &[Column], submission: Arc<Submission>, older: Vec<Arc<Submission>>) -> Student {
    let handed_in = submission.work.iter().filter(|work| !work.attempts.is_empty()).count();
    let mut student = Student { submission, older, cells: Vec::new(), unknown: 0 };
    let cells: Vec<Option<Cell>> =
        columns.iter().map(|column| cell(column, student.work(column)?, student.mark(&column.key))).collect();
    student.unknown = handed_in.saturating_sub(cells.iter().flatten().count());
    student.cells = cells;
    student
}

/// One cell; none where nothing was handed in.
pub fn cell(column: &Column, work: &ExerciseWork, mark: Option<&Mark>) -> Option<Cell> {
    let question = &column.exercise.question;
    let standing = attempt::standing(&column.exercise, &column.conduct, work);
    let (computed, attempt, grade) = (standing.points?, standing.counted?, standing.grade?);
    let last = work.attempts.iter().map(|attempt| attempt.at).max();
    let mut cell = Cell {
        points: computed,
        computed,
        most: column.most,
        source: Source::Computed,
        needs_teacher: grade.teacher,
        outdated: false,
        late: standing.late,
        attempt,
        grade,
    };
    if let Some(mark) = mark {
        if let Some(points) = mark.points {
            (cell.points, cell.source) = (points, Source::Teacher);
        } else if let Some((points, most)) = by_rubric(question, mark, column.most) {
            (cell.points, cell.most, cell.source) = (points, most, Source::Rubric);
        }
        if cell.source != Source::Computed {
            cell.outdated = matches!((mark.at, last), (Some(marked), Some(last)) if last > marked);
            cell.needs_teacher = cell.outdated;
        }
    }
    Some(cell)
}

/// Points by the rubric: the share of its points that the teacher gave, of the exercise's points. None where no row was
/// marked.
pub fn by_rubric(question: &Question, mark: &Mark, most: f64) -> Option<(f64, f64)> {
    let Question::FreeText(asked) = question else { return None };
    let rows = asked.rubric.iter().filter(|row| row.points.is_finite() && row.points > 0.0);
    let (mut given, mut whole, mut marked) = (0.0, 0.0, false);
    for row in rows {
        whole += row.points;
        if let Some(points) = mark.rubric.get(&row.id) {
            given += points.clamp(0.0, row.points);
            marked = true;
        }
    }
    if !marked {
        return None;
    }
    let most = if most > 0.0 { most } else { whole };
    Some((given / whole * most, most))
}

/// A file with what the teacher now decides about an exercise. A mark that says nothing any more goes.
pub fn marked(student: &Student, key: &str, by: &str, now: Instant, change: impl FnOnce(&mut Mark)) -> Submission {
    let mut file = (*student.submission).clone();
    let before = student.mark(key).cloned().unwrap_or_default();
    let mut mark = before.clone();
    change(&mut mark);
    if mark == before {
        return file;
    }
    mark.by = by.to_owned();
    // A comment says nothing about when the points were given.
    if mark.points != before.points || mark.rubric != before.rubric || mark.at.is_none() {
        mark.at = Some(now);
    }
    if mark.points.is_none() && mark.rubric.is_empty() && mark.comment.is_empty() && mark.extra.is_empty() {
        file.marks.remove(key);
    } else {
        file.marks.insert(key.to_owned(), mark);
    }
    file.updated = now;
    file
}

/// Whether a part of a grade waits for a person.
pub fn waits(part: &grade::PartGrade) -> bool {
    part.verdict == Verdict::ForTeacher
}

#[cfg(test)]
mod tests {
    use super::{super::testing::*, *};
    use proptest::prelude::*;

    fn row<'a>(book: &'a Gradebook, name: &str) -> &'a Student {
        book.students.iter().find(|student| student.submission.name == name).unwrap()
    }

    #[test]
    fn points_are_computed_anew_and_the_best_attempt_counts() {
        let book = small_class();
        assert_eq!(
            book.columns.iter().map(|column| column.key.as_str()).collect::<Vec<_>>(),
            ["course/1.1", "course/1.2"]
        );
        let names: Vec<&str> = book.students.iter().map(|student| student.submission.title()).collect();
        assert_eq!(names, ["=cmd|' /C calc'!A0", "Ben", "Ana"], "by class, then name");
        let ana = row(&book, "Ana");
        let first = ana.cells[0].as_ref().unwrap();
        assert_eq!((first.points, first.attempt, first.source), (4.0, 1, Source::Computed), "99 were claimed");
        let second = ana.cells[1].as_ref().unwrap();
        assert_eq!((second.points, second.computed, second.source), (3.0, 0.0, Source::Teacher));
        assert!(!second.needs_teacher);
    }

    #[test]
    fn totals_tell_missing_from_nothing_earned() {
        let book = small_class();
        let total = |name: &str| row(&book, name).total(&book.columns, |_| true);
        let ben = total("Ben");
        assert_eq!((ben.points, ben.most, ben.most_done, ben.missing, ben.needs_teacher), (2.0, 7.0, 4.0, 1, 0));
        assert_eq!((ben.share(), ben.share_done()), (Some(2.0 / 7.0), Some(0.5)));
        let other = total("=cmd|' /C calc'!A0");
        assert_eq!((other.points, other.missing, other.needs_teacher), (0.0, 0, 1));
        assert_eq!(row(&book, "=cmd|' /C calc'!A0").unknown, 1, "9.9 is in no pack");
        assert_eq!(row(&book, "Ben").total(&book.columns, |_| false).share(), None);
    }

    #[test]
    fn a_rubric_gives_its_share_of_the_points() {
        let mut ana = file("Ana", "", 9, vec![work("1.2", vec![say("Because.")])]);
        let mark = |rows: &[(&str, f64)]| Mark {
            rubric: rows.iter().map(|(row, points)| ((*row).to_owned(), *points)).collect(),
            at: Some(5_000_000),
            ..Mark::default()
        };
        let cell =
            |ana: &Submission| gradebook(&[shelf()], &[Arc::new(ana.clone())]).students[0].cells[1].clone().unwrap();
        assert!(cell(&ana).needs_teacher);
        // Rows of 1 and 2 points; 3 in all, as the exercise has.
        ana.marks.insert("course/1.2".into(), mark(&[("a", 1.0), ("b", 0.5)]));
        assert_eq!((cell(&ana).points, cell(&ana).most, cell(&ana).source), (1.5, 3.0, Source::Rubric));
        ana.marks.insert("course/1.2".into(), mark(&[("a", 7.0), ("gone", 2.0)]));
        assert_eq!(cell(&ana).points, 1.0, "no row gives more than it has");
        assert!(!cell(&ana).needs_teacher);
        ana.marks.insert("course/1.2".into(), Mark { comment: "See me".into(), ..Mark::default() });
        assert!(cell(&ana).needs_teacher, "a comment alone is no mark");
    }

    #[test]
    fn of_several_files_the_newest_counts_and_keeps_the_marks() {
        let mut old = file("Ana", "", 10, vec![work("1.2", vec![say("Short")])]);
        old.marks.insert("course/1.2".into(), Mark { points: Some(1.0), at: Some(1_000_500), ..Mark::default() });
        let new = file("Ana", "", 20, vec![work("1.2", vec![say("Short"), say("Longer")])]);
        let book = gradebook(&[shelf()], &[Arc::new(new), Arc::new(old)]);
        assert_eq!(book.students.len(), 1);
        assert_eq!((book.students[0].submission.exported, book.students[0].older.len()), (20, 1));
        let cell = book.students[0].cells[1].as_ref().unwrap();
        assert_eq!(cell.points, 1.0);
        assert!(cell.outdated && cell.needs_teacher, "another attempt came after the mark");
        let renamed =
            Submission { name: "Ben".into(), ..file("Ana", "", 20, vec![work("1.1", vec![choose(&["blog"])])]) };
        let book = gradebook(&[shelf()], &[Arc::new(file("Ana", "", 10, vec![])), Arc::new(renamed)]);
        assert_eq!(book.students.len(), 2, "a number under two names is two students");
    }

    #[test]
    fn a_mark_is_written_kept_and_taken_back() {
        let book = small_class();
        let ben = row(&book, "Ben");
        let file = marked(ben, "course/1.1", "Teacher", 7_000_000, |mark| mark.points = Some(3.5));
        assert_eq!(file.marks["course/1.1"].by, "Teacher");
        let again = gradebook_after(&[shelf()], &[Arc::new(file)], Some(&book));
        assert_eq!(again.students[0].cells[0].as_ref().unwrap().points, 3.5);
        let commented =
            marked(&again.students[0], "course/1.1", "Teacher", 9_000_000, |mark| mark.comment = "Yes".into());
        assert_eq!(commented.marks["course/1.1"].at, Some(7_000_000), "a comment gives no points anew");
        let back = marked(&again.students[0], "course/1.1", "Teacher", 9_000_000, |mark| mark.points = None);
        assert!(back.marks.is_empty());
        let files: Vec<_> = book.students.iter().map(|student| student.submission.clone()).collect();
        assert_eq!(gradebook_after(&[shelf()], &files, Some(&book)), book, "what did not change stays");
    }

    #[test]
    fn without_files_there_is_no_column() {
        assert_eq!(gradebook(&[shelf()], &[]), Gradebook::default());
        let draft = file("Ana", "", 1, vec![work("1.1", vec![])]);
        assert!(gradebook(&[shelf()], &[Arc::new(draft)]).columns.is_empty());
    }

    proptest! {
        #[test]
        fn points_stay_within_what_there_is_unless_a_teacher_says_otherwise(
            chosen in proptest::collection::vec(proptest::sample::select(vec!["blog", "meetup", "logo", "tax", "gone"]), 0..6),
            points in proptest::option::of(0.0_f64..100.0),
        ) {
            let mut ana = file("Ana", "", 9, vec![work("1.1", vec![choose(&chosen)])]);
            ana.marks.insert("course/1.1".into(), Mark { points, ..Mark::default() });
            let book = gradebook(&[shelf()], &[Arc::new(ana)]);
            let cell = book.students[0].cells[0].as_ref().unwrap();
            prop_assert!((0.0..=4.0).contains(&cell.computed));
            prop_assert_eq!(cell.points, points.unwrap_or(cell.computed));
        }
    }
}
