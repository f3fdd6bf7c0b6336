//! GIFT, Moodle's text format of questions: read, written, and turned into exercises and back.
//!
//! Described at <https://docs.moodle.org/en/GIFT_format>; where that leaves a choice, the reader does what the grammar of
//! fuhrmanator/GIFT-grammar-PEG.js does, and is held to its test questions. What Hearth cannot express, and what GIFT
//! cannot, is named, never dropped in silence.

mod export;
mod import;
mod read;
mod text;

pub use export::{Exported, export};
pub use import::{Imported, import};
pub use read::{read, read_text};
pub use text::{Format, GiftText};

use crate::interchange::FileError;

/// What a GIFT file holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GiftFile {
    /// Questions, descriptions and categories, in the order of the file.
    pub items: Vec<GiftItem>,
    /// What could not be read, and why; the rest is taken.
    pub problems: Vec<FileError>,
}

/// One question, description or category.
#[derive(Clone, Debug, PartialEq)]
pub struct GiftItem {
    /// The line it begins on, counted from 1.
    pub line: u64,
    /// The id that a comment before it gives: `// [id:7]`.
    pub id: Option<String>,
    /// The tags that comments before it give: `// [tag:x]`.
    pub tags: Vec<String>,
    /// Its title; of a category its path.
    pub title: Option<String>,
    /// What is asked. Where the answer stands within a sentence, `_____` takes its place.
    pub stem: GiftText,
    /// Whether the answer stands within a sentence.
    pub embedded: bool,
    /// What is said after every answer.
    pub feedback: Option<GiftText>,
    /// What it is.
    pub kind: GiftKind,
}

/// What an item is.
#[derive(Clone, Debug, PartialEq)]
pub enum GiftKind {
    /// The place in Moodle's question bank for what follows.
    Category,
    /// A text without a question.
    Description,
    /// A text of one's own is asked for.
    Essay,
    /// Whether something is so. The feedback of those who say it is comes first.
    TrueFalse {
        /// Whether it is so.
        right: bool,
        /// For those who say it is.
        if_true: Option<GiftText>,
        /// For those who say it is not.
        if_false: Option<GiftText>,
    },
    /// Options.
    Choice(Vec<GiftChoice>),
    /// Texts that are right.
    Short(Vec<GiftChoice>),
    /// Numbers that are right.
    Numerical(Vec<GiftNumber>),
    /// What belongs to what. An empty left side is a right side that fits nothing.
    Matching(Vec<(GiftText, String)>),
}

/// An option, or a text that is right.
#[derive(Clone, Debug, PartialEq)]
pub struct GiftChoice {
    /// Whether it stands behind `=`.
    pub correct: bool,
    /// The percentage between `%` and `%`.
    pub weight: Option<f64>,
    /// What it says.
    pub text: GiftText,
    /// What is said to who chose it.
    pub feedback: Option<GiftText>,
}

/// A number that is right, or wrong on purpose.
#[derive(Clone, Debug, PartialEq)]
pub struct GiftNumber {
    /// Whether it stands behind `=`, or alone.
    pub correct: bool,
    /// The percentage between `%` and `%`.
    pub weight: Option<f64>,
    /// Which numbers.
    pub value: Value,
    /// What is said to who gave it.
    pub feedback: Option<GiftText>,
}

/// Which numbers are meant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value {
    /// This one.
    Exact(f64),
    /// This one, give or take.
    Within(f64, f64),
    /// From one to another, both included.
    Between(f64, f64),
    /// Any other.
    Any,
}

#[cfg(test)]
mod tests;
