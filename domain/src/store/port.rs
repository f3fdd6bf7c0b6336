//! The port: what the rest of Hearth may ask of storage. [`super::MemoryStore`] and the browser's IndexedDB fulfil
//! it with the same semantics, which one set of tests checks on both (`tests/store_suite`).

use super::{Header, StoreError};
use crate::model::{Id, Instant, Touched, Workspace};

/// Keeps workspaces.
///
/// Futures are not `Send`: a page has one thread. Every future does all its encoding before it first waits.
#[allow(async_fn_in_trait)]
pub trait Store {
    /// All stored workspaces, last written first.
    async fn list(&self) -> Result<Vec<Listing>, StoreError>;

    /// Reads a workspace and opens it for [`Store::commit`].
    ///
    /// Whatever is damaged is left out and named in [`Loaded::damage`]; it stays in the store as it is.
    ///
    /// # Errors
    /// Where nothing of it is there, a newer version wrote it, or storage fails.
    async fn load(&self, id: Id) -> Result<Loaded, StoreError>;

    /// Writes a new workspace whole and opens it for [`Store::commit`].
    ///
    /// # Errors
    /// [`StoreError::Exists`] where its id is taken; otherwise as for [`Store::commit`].
    async fn create(&self, workspace: &Workspace, now: Instant) -> Result<Receipt, StoreError>;

    /// Writes what was touched, and the header, in one transaction; all or nothing. Returns when it is durable.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] where another connection wrote since this one read; [`StoreError::Damaged`] while
    /// damage awaits a decision; [`StoreError::Full`] and others where storage fails. Nothing was written then.
    async fn commit(
        &self,
        id: Id,
        workspace: &Workspace,
        touched: &Touched,
        now: Instant,
    ) -> Result<Receipt, StoreError>;

    /// Writes a workspace whole over whatever is stored under its id, in one transaction, and opens it: the person
    /// decided for a snapshot, a file, or what is left after damage. Damaged rows are set aside, not deleted.
    ///
    /// # Errors
    /// Where storage fails; nothing was written then.
    async fn replace(&self, workspace: &Workspace, now: Instant) -> Result<Receipt, StoreError>;

    /// Deletes a workspace with all its rows, those set aside included.
    ///
    /// # Errors
    /// Where storage fails; nothing was deleted then.
    async fn delete(&self, id: Id) -> Result<(), StoreError>;

    /// How much is kept, and how much fits.
    async fn usage(&self) -> Result<Usage, StoreError>;
}

/// One stored workspace in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// The workspace.
    pub id: Id,
    /// Its header; none where the header is broken or of a newer layout. It can be loaded even so, or the attempt
    /// says why not.
    pub header: Option<Header>,
}

/// A workspace read from the store.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// All of it that is whole.
    pub workspace: Workspace,
    /// The generation that was read.
    pub generation: u64,
    /// The header, for the seal; none where it is broken.
    pub header: Option<Header>,
    /// What is damaged. Not empty: show it, and offer a snapshot, a file, or [`Store::replace`] with what is left.
    pub damage: Vec<Damage>,
}

/// A part of a stored workspace that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// Key of the row in the store, such as `activities/00001`; empty where it is the whole workspace.
    pub row: String,
    /// The part: “Activities, rows 65 537–131 072”.
    pub what: String,
    /// What is wrong with it: “its bytes changed since they were written (checksum)”.
    pub why: String,
}

impl std::fmt::Display for Damage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}.", self.what, self.why)
    }
}

/// What a person can do about damage.
pub const DAMAGE_ADVICE: &str = "The damaged parts are not shown and nothing is saved over them. Restore the last \
    snapshot or a file you exported, or go on with what is left; the damaged parts are then set aside, not deleted.";

/// What a finished write tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The generation now stored.
    pub generation: u64,
    /// Bytes written, the header's aside.
    pub written: u64,
    /// The header now stored; the seal is made from it.
    pub header: Header,
}

/// How much is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Usage {
    /// Bytes of all workspaces' rows, by their headers.
    pub workspaces: u64,
    /// Bytes the page uses in all, as the browser estimates; none where it does not say.
    pub used: Option<f64>,
    /// Bytes the page may use, as the browser estimates; none where it does not say.
    pub quota: Option<f64>,
}
