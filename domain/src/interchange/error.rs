//! What is wrong with a file, where, and what to do about it: one error type for every format.
//!
//! The message is a whole sentence for the person at the page. The place is kept apart so that a script or a test
//! can look at it without reading prose.

use super::names::{self, Name};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A file that cannot be read, or a part of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileError {
    /// Name of the file; empty where the data came without one.
    pub file: String,
    /// Where in the file.
    pub place: Place,
    /// A short stable name of what is wrong, such as `not-json`; for scripts.
    #[serde(deserialize_with = "names::read")]
    pub code: Name,
    /// What is wrong and what to do, in whole sentences.
    pub message: String,
}

/// A place in a file. Every part is optional; only those that help are set.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Row as a spreadsheet counts it: the first line is 1.
    pub row: Option<u64>,
    /// Column as a spreadsheet counts it: the first is 1. In JSON: the character in the line.
    pub column: Option<u64>,
    /// Name of the column or field.
    pub field: Option<String>,
    /// Offset in bytes from the beginning of the file.
    pub byte: Option<u64>,
    /// Path in a JSON document, such as `records.channels[3].name`.
    pub path: Option<String>,
}

impl FileError {
    /// An error that concerns the whole file.
    pub fn new(file: impl Into<String>, code: &'static str, message: impl Into<String>) -> Self {
        Self { file: file.into(), place: Place::default(), code, message: message.into() }
    }

    /// The same error at a place.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = place;
        self
    }

    /// The same error in a file of this name, where it had none.
    #[must_use]
    pub fn in_file(mut self, file: &str) -> Self {
        if self.file.is_empty() {
            self.file.push_str(file);
        }
        self
    }
}

impl Place {
    /// A row, counted from 1.
    pub fn row(row: u64) -> Self {
        Self { row: Some(row), ..Self::default() }
    }

    /// A path in a JSON document.
    pub fn path(path: impl Into<String>) -> Self {
        Self { path: Some(path.into()), ..Self::default() }
    }

    /// An offset in bytes.
    pub fn byte(byte: u64) -> Self {
        Self { byte: Some(byte), ..Self::default() }
    }

    /// Whether nothing is set.
    pub fn is_whole_file(&self) -> bool {
        *self == Self::default()
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut separator = "";
        if let Some(path) = &self.path {
            f.write_str(path)?;
            separator = ", ";
        }
        if let Some(row) = self.row {
            write!(f, "{separator}row {row}")?;
            separator = ", ";
        }
        match (&self.field, self.column) {
            (Some(field), _) => {
                write!(f, "{separator}column “{field}”")?;
                separator = ", ";
            }
            (None, Some(column)) => {
                write!(f, "{separator}column {column}")?;
                separator = ", ";
            }
            (None, None) => {}
        }
        if let (None, Some(byte)) = (self.row, self.byte) {
            write!(f, "{separator}byte {byte}")?;
        }
        Ok(())
    }
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.file.as_str(), self.place.is_whole_file()) {
            ("", true) => f.write_str(&self.message),
            ("", false) => write!(f, "{}: {}", self.place, self.message),
            (file, true) => write!(f, "{file}: {}", self.message),
            (file, false) => write!(f, "{file}, {}: {}", self.place, self.message),
        }
    }
}

impl std::error::Error for FileError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_reads_as_a_sentence_with_its_place() {
        let error = FileError::new("posts.csv", "too-wide", "The row has more cells than the header.");
        assert_eq!(error.to_string(), "posts.csv: The row has more cells than the header.");
        let place = Place { row: Some(7), column: Some(3), field: Some("Likes".into()), ..Place::default() };
        assert_eq!(
            error.at(place).to_string(),
            "posts.csv, row 7, column “Likes”: The row has more cells than the header."
        );
        let error = FileError::new("", "not-json", "This is not JSON.").at(Place::byte(12));
        assert_eq!(error.in_file("a.json").to_string(), "a.json, byte 12: This is not JSON.");
    }
}
