//! Exercises as files: a pack (`hearth-exercise-pack`) and a single exercise (`hearth-exercise`), JSON that people write
//! by hand. docs/exercises.md describes them, docs/exercise-pack.schema.json is their schema.
//!
//! A file is refused where it cannot be read; what it says is then looked at by [`crate::course::check`], and the
//! findings come with it: an exercise that is not finished can be written out, taken home and read again.

mod read;
#[cfg(not(target_arch = "wasm32"))]
mod schema;
#[cfg(test)]
mod tests;
mod write;

pub use read::{read_exercise, read_pack};
#[cfg(not(target_arch = "wasm32"))]
pub use schema::schema;
pub use write::{write_exercise, write_pack};

use crate::{
    course::{Finding, Severity},
    model::record::{Exercise, ExercisePack},
};

/// What a file of a pack says it is.
pub const PACK_FORMAT: &str = "hearth-exercise-pack";
/// What a file of one exercise says it is.
pub const EXERCISE_FORMAT: &str = "hearth-exercise";
/// The version of both formats.
pub const VERSION: u64 = 1;
/// Largest file that is read, in bytes.
pub const BYTES_MAX: usize = 16 << 20;

/// Whether bytes look like a file of exercises.
pub fn is_exercise(bytes: &[u8]) -> bool {
    super::names_format(bytes, PACK_FORMAT) || super::names_format(bytes, EXERCISE_FORMAT)
}

/// A pack that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct PackFile {
    /// The pack.
    pub pack: ExercisePack,
    /// What should be looked at, with paths from the file on: `exercises[2].question.items[0].category`.
    pub findings: Vec<Finding>,
}

/// An exercise that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct ExerciseFile {
    /// The exercise.
    pub exercise: Exercise,
    /// What should be looked at.
    pub findings: Vec<Finding>,
}

impl PackFile {
    /// How many findings are to be corrected before students can do the exercises.
    pub fn errors(&self) -> usize {
        self.findings.iter().filter(|finding| finding.severity == Severity::Error).count()
    }
}
