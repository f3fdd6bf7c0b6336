//! What every part of the classroom is derived from, and what one does there.

use crate::{
    classroom::{Gradebook, Shelf, Student, gradebook_after, marked, shelves},
    course::content,
    model::{
        Action, Command, Id, Workspace,
        record::{Exercise, ExercisePack, Mark, Submission},
    },
    ui::{
        app_state::{App, use_app},
        clock, preferences,
    },
    view::{
        classroom,
        route::{ClassroomView, Route},
    },
};
use leptos::prelude::*;
use std::sync::Arc;

/// The gradebook with what it was made of; equal to another where nothing of that changed.
#[derive(Clone, Default)]
pub struct Book {
    /// The gradebook.
    pub grades: Arc<Gradebook>,
    /// The packs.
    pub shelves: Arc<Vec<Shelf>>,
    files: Vec<Arc<Submission>>,
    packs: Vec<Arc<ExercisePack>>,
}

impl PartialEq for Book {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.grades, &other.grades)
    }
}

fn same<T>(a: &[Arc<T>], b: &[Arc<T>]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| Arc::ptr_eq(a, b))
}

impl Book {
    fn of(workspace: &Workspace, course: &[Arc<Exercise>], before: Option<&Self>) -> Self {
        let files: Vec<_> = workspace.records.submissions.iter().cloned().collect();
        let packs: Vec<_> = workspace.records.exercise_packs.iter().cloned().collect();
        if let Some(before) = before.filter(|before| same(&before.files, &files) && same(&before.packs, &packs)) {
            return before.clone();
        }
        let shelves = Arc::new(shelves(workspace, course.to_vec()));
        let grades = gradebook_after(&shelves, &files, before.map(|before| &*before.grades));
        Self { grades: Arc::new(grades), shelves, files, packs }
    }

    /// A student by the id of the file.
    pub fn student(&self, id: Id) -> Option<&Student> {
        self.grades.students.iter().find(|student| student.submission.id == id)
    }
}

/// The state of the classroom. Copies are handles to the same state.
#[derive(Clone, Copy)]
pub struct Desk {
    /// The page.
    pub app: App,
    /// What the address chooses.
    pub view: Memo<ClassroomView>,
    /// The same without what is open.
    pub shown: Memo<ClassroomView>,
    /// The gradebook.
    pub book: Memo<Book>,
    /// The students shown, as places in the gradebook.
    pub rows: Memo<Vec<usize>>,
}

impl Desk {
    /// For what an address chooses.
    pub fn new(view: Memo<ClassroomView>) -> Self {
        let app = use_app();
        let course: Vec<Arc<Exercise>> = content::exercises().iter().cloned().map(Arc::new).collect();
        let book = Memo::new(move |before: Option<&Book>| {
            app.workspace.with(|workspace| {
                workspace.as_ref().map(|workspace| Book::of(workspace, &course, before)).unwrap_or_default()
            })
        });
        let shown = Memo::new(move |_| ClassroomView { open: None, exercise: String::new(), ..view.get() });
        let rows = Memo::new(move |_| book.with(|book| shown.with(|view| classroom::rows(&book.grades, view))));
        Self { app, view, shown, book, rows }
    }

    /// Changes what is chosen.
    pub fn choose(self, change: impl FnOnce(&mut ClassroomView)) {
        let mut view = self.view.get_untracked();
        change(&mut view);
        self.app.go(Route::Classroom(view));
    }

    /// The address of this screen with something else chosen.
    pub fn address(self, change: impl FnOnce(&mut ClassroomView)) -> String {
        let mut view = self.shown.get();
        change(&mut view);
        Route::Classroom(view).to_string()
    }

    /// The address of a student, on an exercise where one is given.
    pub fn student_address(self, id: Id, exercise: &str) -> String {
        self.address(|view| (view.open, view.exercise) = (Some(id), exercise.to_owned()))
    }

    /// Leaves the panel.
    pub fn close(self) {
        self.choose(|view| (view.open, view.exercise) = (None, String::new()));
    }

    /// Goes to the student so many places further.
    pub fn step(self, by: isize) {
        let open = self.view.with_untracked(|view| view.open);
        let to = self
            .book
            .with_untracked(|book| self.rows.with_untracked(|rows| classroom::step(&book.grades, rows, open, by)));
        if to.is_some() {
            self.choose(|view| view.open = to);
        }
    }

    /// Goes to the next exercise that a person has to mark.
    pub fn next_to_mark(self) {
        let next = self.book.with_untracked(|book| {
            self.rows.with_untracked(|rows| {
                self.view.with_untracked(|view| classroom::next_to_mark(&book.grades, rows, view))
            })
        });
        match next {
            Some((student, key)) => self.choose(|view| (view.open, view.exercise) = (Some(student), key)),
            None => self.app.toasts.say("Everything shown here is marked."),
        }
    }

    /// Carries something out, or says why not.
    pub fn apply(self, action: Action) {
        if let Err(error) = self.app.apply(action) {
            self.app.toasts.fail(error.to_string());
        }
    }

    /// Changes what was decided about a student's exercise, as one step.
    pub fn mark(self, id: Id, key: &str, label: &str, change: impl FnOnce(&mut Mark)) {
        let file = self.book.with_untracked(|book| {
            let student = book.student(id)?;
            let file = marked(student, key, &preferences::author(), clock::now(), change);
            (file != *student.submission).then_some(file)
        });
        if let Some(file) = file {
            self.apply(Action::new(label, Command::Put(file.into())));
        }
    }
}
