//! What is wrong inside the document while it is read, with the place built up on the way out: only a file that
//! fails pays for knowing where.

use crate::interchange::{FileError, Place};
use std::fmt::Write;

/// Something wrong at an offset; callers add the path as the error passes them.
#[derive(Debug)]
pub(super) struct Fault(Box<Inner>);

#[derive(Debug)]
struct Inner {
    /// Offset in bytes from the beginning of the text.
    at: usize,
    code: &'static str,
    message: String,
    /// Innermost first.
    path: Vec<Segment>,
}

#[derive(Debug)]
enum Segment {
    Key(String),
    Index(usize),
}

impl Fault {
    /// Something wrong at an offset.
    pub(super) fn new(at: usize, code: &'static str, message: impl Into<String>) -> Self {
        Self(Box::new(Inner { at, code, message: message.into(), path: Vec::new() }))
    }

    /// Inside the field of this name.
    pub(super) fn in_field(mut self, key: &str) -> Self {
        self.0.path.push(Segment::Key(key.chars().take(60).collect()));
        self
    }

    /// Inside the element of this number.
    pub(super) fn in_element(mut self, index: usize) -> Self {
        self.0.path.push(Segment::Index(index));
        self
    }

    /// The same at another offset, where its own is one of another text.
    pub(super) fn moved_to(mut self, at: usize) -> Self {
        self.0.at = at;
        self
    }

    /// For the person at the page: with line, column and path.
    pub(super) fn into_error(self, text: &str, before: usize) -> FileError {
        let Inner { at, code, message, path } = *self.0;
        let mut words = String::new();
        for segment in path.iter().rev() {
            match segment {
                Segment::Key(key) if is_plain(key) => {
                    words.push_str(if words.is_empty() { "" } else { "." });
                    words.push_str(key);
                }
                // Writing to a `String` cannot fail.
                Segment::Key(key) => drop(write!(words, "[{key:?}]")),
                Segment::Index(index) => drop(write!(words, "[{index}]")),
            }
        }
        let (row, column) = line_and_column(text.as_bytes(), at);
        FileError::new("", code, message).at(Place {
            row: Some(row),
            column: Some(column),
            byte: Some((at + before) as u64),
            path: (!words.is_empty()).then_some(words),
            ..Place::default()
        })
    }
}

fn is_plain(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
}

/// Line and character in it, both from 1, of an offset.
pub(super) fn line_and_column(bytes: &[u8], at: usize) -> (u64, u64) {
    let before = bytes.get(..at).unwrap_or(bytes);
    let row = 1 + before.iter().filter(|byte| **byte == b'\n').count();
    let line = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
    // Characters, not bytes: those that continue a character are not counted.
    let column = 1 + before[line..].iter().filter(|byte| **byte & 0xC0 != 0x80).count();
    (row as u64, column as u64)
}
