//! What can go wrong while keeping, in words for the person whose work it is.

use crate::model::{Id, words::grouped};

/// Why something was not kept or not read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The browser offers no storage here.
    #[error(
        "This browser does not let the page keep data ({0}). You can go on working, but nothing stays when the page is closed: export the workspace to a file."
    )]
    Unavailable(String),
    /// No room is left.
    #[error(
        "There is no room left to save ({} kB were to be written). Your change is on screen but not saved: export the workspace to a file, then free disk space or delete a workspace.", grouped(.0.div_ceil(1000))
    )]
    Full(u64),
    /// Another tab wrote in the meantime.
    #[error(
        "Another tab has saved this workspace in the meantime (save {stored}; this tab knows {known}). Nothing was overwritten; your last change is on screen only. Export the workspace if you need it, then show what the other tab saved."
    )]
    Conflict {
        /// The generation in the store.
        stored: u64,
        /// The generation this tab read or wrote last.
        known: u64,
    },
    /// There is no such workspace.
    #[error("This workspace is not in this browser’s storage.")]
    Missing(Id),
    /// There is such a workspace already.
    #[error("This workspace is in this browser’s storage already.")]
    Exists(Id),
    /// The workspace was not loaded or created through this connection.
    #[error("This workspace is not open in this tab. Reload the page.")]
    NotOpen(Id),
    /// Parts of the stored workspace are damaged; saving waits for a decision.
    #[error(
        "{0} parts of the stored workspace are damaged, so nothing is saved over it. Restore a snapshot or a file, or go on with what is left."
    )]
    Damaged(usize),
    /// A later version of Hearth keeps it in a newer layout.
    #[error(
        "This workspace was saved by a newer version of Hearth (layout {0}). Reload the page to get that version; nothing was changed."
    )]
    Newer(u32),
    /// Another tab with an older version keeps the database busy.
    #[error("Another tab with Hearth keeps the storage busy. Close the other tabs with Hearth and reload.")]
    Blocked,
    /// The connection to the database broke and could not be made anew.
    #[error("The browser closed the connection to the storage ({0}). Your change is on screen but not saved yet.")]
    Lost(String),
    /// Anything else the browser reports.
    #[error("The browser could not {what} ({detail}).")]
    Failed {
        /// What was tried: “save the workspace”.
        what: &'static str,
        /// The browser's words.
        detail: String,
    },
}

impl StoreError {
    /// A short name for scripts and tests.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unavailable(_) => "storage_unavailable",
            Self::Full(_) => "storage_full",
            Self::Conflict { .. } => "storage_conflict",
            Self::Missing(_) => "workspace_missing",
            Self::Exists(_) => "workspace_exists",
            Self::NotOpen(_) => "workspace_not_open",
            Self::Damaged(_) => "workspace_damaged",
            Self::Newer(_) => "workspace_newer",
            Self::Blocked => "storage_blocked",
            Self::Lost(_) => "storage_lost",
            Self::Failed { .. } => "storage_failed",
        }
    }

    /// Whether the same write may succeed later without a decision by a person.
    pub fn may_pass(&self) -> bool {
        matches!(self, Self::Full(_) | Self::Lost(_) | Self::Blocked | Self::Failed { .. })
    }
}
