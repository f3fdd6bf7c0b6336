//! What an import would do, for a person to look at before anything is written.

use crate::{
    interchange::names::{self, Name},
    model::record::BatchCounts,
};
use serde::{Deserialize, Serialize};

/// How many rejected rows are listed one by one; the rest is only counted.
pub const LISTED: usize = 500;
/// How many rows of each sort are shown as samples.
pub const SAMPLES: usize = 10;

/// The preview of an import, and after it its report.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Name of the file.
    pub file: String,
    /// Which form of file it was taken for, such as `facebook-insights`.
    pub format: String,
    /// The fact table the rows go to.
    #[serde(deserialize_with = "names::read")]
    pub table: Name,
    /// Rows read below the header. New, changed, same, rejected and skipped add up to them.
    pub rows: u64,
    /// Rows that were not there before.
    pub new: u64,
    /// Rows that are there with other values.
    pub changed: u64,
    /// Rows that are there already, just so.
    pub same: u64,
    /// Rows that cannot be read.
    pub rejected: u64,
    /// Rows left out on purpose: totals, blank rows and duplicates.
    pub skipped: u64,
    /// Of the rows left out: those whose id comes again further down; the last row with an id counts.
    pub duplicates: u64,
    /// Members that are added because rows name them.
    pub new_members: u64,
    /// Names of channels that are added because rows name them.
    pub new_channels: Vec<String>,
    /// The first rejected rows.
    pub rejections: Vec<Rejected>,
    /// Things that look wrong in rows that were taken.
    pub warnings: Vec<Warning>,
    /// What was assumed, in sentences.
    pub notes: Vec<String>,
    /// Questions with the answers taken; while one has no answer nothing is imported.
    pub questions: Vec<Question>,
    /// The first new rows.
    pub new_samples: Vec<Sample>,
    /// The first changed rows, with old and new values of what changed.
    pub changed_samples: Vec<Sample>,
}

/// A row that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rejected {
    /// Row in the file, as a spreadsheet counts.
    pub row: u64,
    /// Header of the column; empty where the row as a whole is wrong.
    pub column: String,
    /// What is in the cell, shortened.
    pub value: String,
    /// What is wrong and what to do.
    pub reason: String,
}

/// Something that looks wrong in rows that were taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// A stable name: `reach-over-impressions`, `interactions-differ`, `shortened-ids`, `future`.
    #[serde(deserialize_with = "names::read")]
    pub code: Name,
    /// What looks wrong, in a sentence.
    pub text: String,
    /// How many rows.
    pub count: u64,
    /// The first of them.
    pub rows: Vec<u64>,
}

/// A choice that the file leaves open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// The option of the mapping that answers it.
    #[serde(deserialize_with = "names::read")]
    pub option: Name,
    /// Header of the column it is about; empty where it is about the file.
    pub column: String,
    /// The question, in a sentence.
    pub text: String,
    /// The possible answers; empty where any text of the right kind is one.
    pub choices: Vec<Choice>,
    /// The answer taken; none where a person has to choose.
    pub answer: Option<String>,
}

impl Question {
    /// Whether a person has to choose before the import can go on.
    pub fn is_open(&self) -> bool {
        self.answer.is_none()
    }
}

/// A possible answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// The option's value.
    pub value: String,
    /// What it means.
    pub label: String,
}

/// A row as it would be kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sample {
    /// Row in the file, as a spreadsheet counts.
    pub row: u64,
    /// Its cells.
    pub cells: Vec<SampleCell>,
}

/// A cell of a sample.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SampleCell {
    /// The field.
    #[serde(deserialize_with = "names::read")]
    pub field: Name,
    /// What is kept now; empty for new rows.
    pub old: String,
    /// What the file has, as it was read.
    pub new: String,
}

impl Report {
    /// Whether a person has to answer something first.
    pub fn is_open(&self) -> bool {
        self.questions.iter().any(Question::is_open)
    }

    /// The counts as the batch keeps them.
    pub fn counts(&self) -> BatchCounts {
        BatchCounts {
            new: self.new,
            changed: self.changed,
            same: self.same,
            rejected: self.rejected,
            skipped: self.skipped,
        }
    }

    pub(super) fn warn(&mut self, code: &'static str, text: &'static str, row: u64) {
        let found = self.warnings.iter().position(|warning| warning.code == code);
        let index = found.unwrap_or_else(|| {
            self.warnings.push(Warning { code, text: text.to_owned(), count: 0, rows: Vec::new() });
            self.warnings.len() - 1
        });
        if let Some(warning) = self.warnings.get_mut(index) {
            warning.count += 1;
            if warning.rows.len() < SAMPLES {
                warning.rows.push(row);
            }
        }
    }
}
