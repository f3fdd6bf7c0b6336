//! The course: exercises, how they are marked, and the work of students.

pub mod attempt;
pub mod check;
pub mod grade;
pub mod progress;
pub mod shuffle;

pub use check::{Finding, Severity, check};
pub use progress::{ModuleProgress, progress};
