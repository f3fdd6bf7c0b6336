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
pub mod json_file;
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

/// Whether a JSON file says near its beginning that it is of a format.
fn names_format(bytes: &[u8], format: &str) -> bool {
    let start = String::from_utf8_lossy(bytes.get(..bytes.len().min(4_000)).unwrap_or_default());
    let Some((before, behind)) = start.split_once("\"format\"") else { return false };
    let said = behind.trim_start().strip_prefix(':').map(str::trim_start);
    let said = said.and_then(|said| said.strip_prefix('"')).and_then(|said| said.strip_prefix(format));
    before.trim_start_matches('\u{feff}').trim_start().starts_with('{')
        && said.is_some_and(|rest| rest.starts_with('"'))
}
