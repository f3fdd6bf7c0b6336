//! Where workspaces are kept: the browser's IndexedDB, or memory where the browser offers none.

use super::clock;
use crate::{
    model::{Id, Instant, Touched, Workspace},
    store::{IndexedDb, Listing, Loaded, MemoryStore, Receipt, Store, StoreError, Usage},
};

/// A store of either kind.
pub enum AnyStore {
    /// The browser keeps it.
    Browser(IndexedDb),
    /// Nothing is kept when the page closes; the sentence says why.
    Memory(MemoryStore, String),
}

macro_rules! either {
    ($self:ident, $store:ident => $call:expr) => {
        match $self {
            AnyStore::Browser($store) => $call,
            AnyStore::Memory($store, _) => $call,
        }
    };
}

impl AnyStore {
    /// Opens the browser's storage, or falls back to memory. Storage that fails without saying why is asked again a
    /// few times: just after a crash the browser may still be holding the files.
    pub async fn open() -> Self {
        const PAUSES_MS: [i32; 4] = [50, 200, 500, 1_000];
        let mut pauses = PAUSES_MS.into_iter();
        loop {
            match (IndexedDb::open(IndexedDb::NAME).await, pauses.next()) {
                (Ok(store), _) => return Self::Browser(store),
                (Err(StoreError::Lost(_)), Some(pause)) => clock::pause(pause).await,
                (Err(error), _) => return Self::Memory(MemoryStore::new(), error.to_string()),
            }
        }
    }

    /// Why nothing stays when the page closes, where that is so.
    pub fn warning(&self) -> Option<&str> {
        match self {
            Self::Browser(_) => None,
            Self::Memory(_, why) => Some(why),
        }
    }
}

impl Store for AnyStore {
    async fn list(&self) -> Result<Vec<Listing>, StoreError> {
        either!(self, store => store.list().await)
    }

    async fn load(&self, id: Id) -> Result<Loaded, StoreError> {
        either!(self, store => store.load(id).await)
    }

    async fn create(&self, workspace: &Workspace, now: Instant) -> Result<Receipt, StoreError> {
        either!(self, store => store.create(workspace, now).await)
    }

    async fn commit(
        &self,
        id: Id,
        workspace: &Workspace,
        touched: &Touched,
        now: Instant,
    ) -> Result<Receipt, StoreError> {
        either!(self, store => store.commit(id, workspace, touched, now).await)
    }

    async fn replace(&self, workspace: &Workspace, now: Instant) -> Result<Receipt, StoreError> {
        either!(self, store => store.replace(workspace, now).await)
    }

    async fn delete(&self, id: Id) -> Result<(), StoreError> {
        either!(self, store => store.delete(id).await)
    }

    async fn usage(&self) -> Result<Usage, StoreError> {
        either!(self, store => store.usage().await)
    }
}
