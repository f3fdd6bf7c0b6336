//! An import: which file was taken in, when, and what came of it.

use crate::model::{Extra, Id, Instant};
use serde::{Deserialize, Serialize};

/// One file taken in. Every fact names its batch: that is its provenance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Batch {
    /// Identifier.
    pub id: Id,
    /// When the file was taken in: ms since 1970, UTC.
    pub created: Instant,
    /// When this record was last changed: ms since 1970, UTC.
    pub updated: Instant,
    /// Name of the file.
    pub file: String,
    /// XXH3-64 of the file's bytes, sixteen hexadecimal digits.
    pub hash: String,
    /// Size of the file in bytes.
    pub bytes: u64,
    /// Which form of file it was taken for, such as `facebook-insights`.
    pub format: String,
    /// What came of its rows.
    pub counts: BatchCounts,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What came of a file's rows. They add up to the rows read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct BatchCounts {
    /// Rows that were not there before.
    pub new: u64,
    /// Rows that were there with other values.
    pub changed: u64,
    /// Rows that were there already, just so.
    pub same: u64,
    /// Rows that could not be read, each with its reason in the report.
    pub rejected: u64,
    /// Rows left out on purpose: totals, blank lines.
    pub skipped: u64,
}

impl BatchCounts {
    /// All rows read.
    pub fn rows(&self) -> u64 {
        self.new + self.changed + self.same + self.rejected + self.skipped
    }
}

impl Batch {
    /// The file's name.
    pub fn title(&self) -> &str {
        &self.file
    }
}
