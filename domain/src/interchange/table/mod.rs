//! Tables in: CSV, TSV, JSON and JSON Lines become facts.
//!
//! ```text
//! bytes ─ Reader ─▶ Sheet ─ guess ─▶ Draft ─ a person edits ─▶ Mapping ─ prepare ─▶ Prepared { report, action }
//! ```
//!
//! Nothing is written here: `Prepared` holds an action that the caller applies or drops.
//! Every step can be driven in slices.

mod cell;
mod cells;
mod coder;
pub mod csv_out;
pub(super) mod date;
pub(super) mod decode;
pub(super) mod delimited;
pub mod field;
mod figures;
mod fill;
mod glue;
mod guess;
pub(super) mod header;
mod index;
mod json_records;
pub mod json_text;
mod kind;
pub(crate) mod number;
mod pack;
mod prepare;
pub mod profile;
mod reader;
mod reading;
pub mod report;
mod scan;
mod sheet;

pub use cells::Cells;
pub use date::Order as DateOrder;
pub use decode::Encoding;
pub(crate) use decode::{shorten, windows_1252};
pub use field::Field;
pub use guess::{Draft, DraftColumn, describe, guess, mapping_id};
pub use kind::CellKind;
pub use prepare::{Prepared, Preparer, prepare};
pub(super) use reader::refuse_binary;
pub use reader::{Reader, file_hash, read};
pub use report::{Choice, Question, Rejected, Report, Warning};
pub use sheet::{About, Form, Sheet};

/// Largest file, in bytes.
pub const MAX_BYTES: usize = 512 << 20;
/// Most rows of a file.
pub const MAX_ROWS: usize = 5_000_000;
/// Most columns of a file.
pub const MAX_COLUMNS: usize = 2_000;
/// Most cells of a file.
const MAX_CELLS: usize = 100_000_000;
