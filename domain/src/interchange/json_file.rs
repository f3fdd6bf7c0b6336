//! Small JSON files read whole: drills, exercises, student files. Large ones have readers of their own.

use super::{FileError, Place};
use serde_json::Value;

/// Reads a file of at most so many bytes. `small` says that such files are small, `advice` what to do where it is no JSON;
/// either may be empty.
///
/// # Errors
/// Where it is larger, or no JSON: the line, the column and what is wrong there.
pub fn read(bytes: &[u8], most: usize, small: &str, advice: &str) -> Result<Value, FileError> {
    let said = |message: String, more: &str| [message.as_str(), more].join(" ").trim_end().to_owned();
    if bytes.len() > most {
        let message = format!("The file is larger than {} MB.", most >> 20);
        return Err(FileError::new("", "too-large", said(message, small)));
    }
    serde_json::from_slice(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)).map_err(|error| {
        let place = Place { row: Some(error.line() as u64), column: Some(error.column() as u64), ..Place::default() };
        // The place is said apart.
        let what = error.to_string();
        let what = what.split(" at line ").next().unwrap_or_default();
        FileError::new("", "not-json", said(format!("This is not JSON: {what}."), advice)).at(place)
    })
}
