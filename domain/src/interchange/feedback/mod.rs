//! Feedback out as CSV, answers to a survey in from a table and out as CSV.

mod out;
mod survey;

pub use out::{write_answers, write_feedback};
pub use survey::{MAX_ANSWERS, SurveyAnswersImport, read_answers};
