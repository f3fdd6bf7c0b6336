//! A review as a file: a small workspace file, so that whoever has Hearth can open it, comment, approve and send it
//! back. What it holds and how it is merged is [`crate::plan::review`]'s.

use super::{
    FileError,
    workspace_json::{self, ExportStamp},
};
use crate::{
    model::{Id, Instant, Workspace},
    plan::review,
};

/// Some pieces of content as a file for somebody to look at.
pub fn write(workspace: &Workspace, items: &[Id], from: &str, to: &str, note: &str, now: Instant) -> Vec<u8> {
    let review = review::request(workspace, items, from, to, note, now);
    workspace_json::export(&review, &ExportStamp { exported: now })
}

/// Reads a review that came back.
///
/// # Errors
/// Where the file is no workspace file, or one that is no review.
pub fn read(file: &str, bytes: &[u8]) -> Result<Workspace, FileError> {
    let imported = workspace_json::import(bytes).map_err(|error| error.in_file(file))?;
    match review::of(&imported.workspace) {
        Some(_) => Ok(imported.workspace),
        None => Err(FileError::new(file, "no-review", review::ReviewError::NoReview.to_string())),
    }
}
