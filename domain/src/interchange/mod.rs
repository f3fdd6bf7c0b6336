//! Files in and out. Knows the model; knows neither the store nor the page.

pub mod calendar;
mod canonical;
pub mod content;
pub mod error;
pub mod exercise;
pub mod feedback;
pub mod feedback_file;
pub mod gift;
pub mod gradebook_csv;
mod misfit;
pub mod names;
pub mod open;
pub mod redact;
pub mod review_file;
pub mod rsvp;
pub mod student_file;
pub mod table;
pub mod workspace_json;
pub mod xapi;

pub use error::{FileError, Place};
