//! The classroom: what a teacher makes of the files of students. A gradebook, what the exercises are worth as measures,
//! and work that is conspicuously alike. Everything is a pure function of the files and the exercises; formulas with
//! their sources are in docs/classroom.md.

pub mod alike;
mod found;
pub mod gradebook;
pub mod intake;
pub mod items;
pub mod responses;
pub mod statistics;
#[cfg(test)]
pub(crate) mod testing;

pub use found::{Found, found};
pub use gradebook::{Cell, Column, Gradebook, Source, Student, Total, gradebook, gradebook_after, marked};
pub use intake::{Intake, check_task_again, take_in};
pub use items::{ItemAnalysis, PackAnalysis, analyse};

use crate::model::{
    Id, Workspace,
    record::{Conduct, Exercise},
};
use std::sync::Arc;

/// What marks a submission as feedback that a student took in.
pub const FEEDBACK_TAG: &str = "feedback";

/// A pack as the classroom reads it.
#[derive(Clone, Debug, PartialEq)]
pub struct Shelf {
    /// The pack; none = the course.
    pub pack: Option<Id>,
    /// What people call it.
    pub name: String,
    /// How its exercises are to be done.
    pub conduct: Conduct,
    /// Its exercises.
    pub exercises: Vec<Arc<Exercise>>,
}

/// The course, given as its exercises, and the packs of a workspace by their names.
pub fn shelves(workspace: &Workspace, course: Vec<Arc<Exercise>>) -> Vec<Shelf> {
    let mut packs: Vec<Shelf> = workspace
        .records
        .exercise_packs
        .iter()
        .map(|pack| Shelf {
            pack: Some(pack.id),
            name: pack.name.clone(),
            conduct: pack.conduct.clone(),
            exercises: pack.exercises.iter().cloned().map(Arc::new).collect(),
        })
        .collect();
    packs.sort_by_cached_key(|shelf| (crate::search::fold(&shelf.name), shelf.pack));
    packs
        .insert(0, Shelf { pack: None, name: "The course".to_owned(), conduct: Conduct::default(), exercises: course });
    packs
}
