//! The workspace file: everything in one JSON document that people, scripts and later versions can read.
//!
//! ```text
//! {"format": "hearth-workspace", "version": 1, "app": …, "exported": …,
//!  "settings": {…}, "records": {"channels": […], …}, "dictionaries": {"kinds": […], …},
//!  "facts": {"activities": {"rows": 3, "columns": {"id": […], "kind": [0, 1, 0], …}}, …}}
//! ```
//!
//! `docs/format.md` describes it for people, `docs/workspace.schema.json` for machines. Three promises:
//!
//! - **Same workspace, same bytes.** The time of the export stands alone on the fifth line; without that line two
//!   exports of one workspace are equal ([`canonical`] is the export without it), and so are an export and the
//!   export of what was read back from it.
//! - **What this version does not know is kept** and written back.
//! - **A file is whole or refused.** Anything wrong gets a [`FileError`] with line, column, byte and path; nothing
//!   is guessed, cut off or taken twice.
//!
//! What is not known is kept in [`Workspace::extra`], which mirrors the file and holds only what is foreign to this
//! version: `extra["campaigns"]` is an unknown field of the envelope, `extra["records"]["events"]` an unknown
//! collection, `extra["records"]["batches"][id]["counts"]` unknown counts of a known batch,
//! `extra["settings"]["weights"]` unknown weights, `extra["dictionaries"]["topics"]` an unknown dictionary,
//! `extra["facts"]["tickets"]` an unknown table and `extra["facts"]["posts"]["columns"]["mood"]` an unknown column.
//! Whoever stores `extra` therefore keeps all of it. Unknown fields of records and settings are in their own `extra`.
//! Rows of a table are only ever appended, so an unknown column still fits after the table has grown: it is written
//! back with `null` for the new rows (and cut where the table has become shorter).
//!
//! This module knows nothing of the store and the page, and merges nothing: it reads a file into a new workspace.

mod export;
mod facts;
mod fault;
mod import;
mod kept;
mod migrate;
mod reader;
#[cfg(not(target_arch = "wasm32"))]
mod schema;

pub use export::{ExportStamp, Exporter, canonical, export};
pub use import::{Imported, Warning, import, is_workspace};
#[cfg(not(target_arch = "wasm32"))]
pub use schema::schema;

#[cfg(doc)]
use crate::{interchange::FileError, model::Workspace};

/// What the field `format` holds.
pub const FORMAT: &str = "hearth-workspace";
/// The version of the format that is written, and the newest that is read. It rises when an older Hearth would
/// misread a file; new fields, columns and tables alone do not raise it.
pub const VERSION: u32 = 1;
/// The version of Hearth that writes.
pub const APP: &str = env!("CARGO_PKG_VERSION");
