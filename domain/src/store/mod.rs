//! Keeping workspaces durably.
//!
//! ```text
//! codec      a chunk of facts ↔ bytes with a checksum        row       text rows with a checksum, keys
//! header     what should be there                            plan      what one write puts and deletes
//! assemble   rows → workspace, damage named                  port      what storage must do
//! memory     storage in memory (tests, no storage)           keeper    one write at a time; when it is saved
//! seal       notices a vanished or older store               history   undo and redo (of the session)
//! handover   a workspace, or what changed of it, in parts that another thread puts together
//! ```
//!
//! It knows nothing of the page or of files; `docs/storage.md` tells what is stored where.
//!
//! ```
//! use hearth_domain::model::{Action, Id, Settings, Workspace, Zone, record::{Channel, Platform}};
//! use hearth_domain::store::{History, Keeper, MemoryStore, Saving, Store};
//! use std::rc::Rc;
//!
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let store = Rc::new(MemoryStore::new()); // in the page: IndexedDb::open(NAME).await?
//! let id = Id::mint(1, [0; 10]);
//! let mut workspace = Workspace::new(Settings::new(id, "Pulse", 1, Zone::UTC));
//! let receipt = store.create(&workspace, 1).await?;
//! let keeper = Keeper::new(Rc::clone(&store), id, receipt.generation, || 2, |saving, seal| {
//!     // Show `saving`; write `seal` down, where there is one.
//! });
//! let mut history = History::new();
//!
//! let channel = Channel::new(Id::mint(2, [0; 10]), 2, "Forum", Platform::Forum);
//! let change = workspace.apply(Action::put(&workspace, channel))?;
//! history.push(&change);
//! if keeper.touch(&workspace, change.touched) {
//!     keeper.run().await; // in the page: spawn_local(async move { keeper.run().await })
//! }
//! assert_eq!(keeper.saving(), Saving::Saved { generation: 2 });
//!
//! if let Some(change) = history.undo(&mut workspace, 3)? {
//!     keeper.touch(&workspace, change.touched);
//!     keeper.run().await;
//! }
//! assert!(store.load(id).await?.workspace.is_empty());
//! # Ok(())
//! # }
//! # let waker = std::task::Waker::noop();
//! # let poll = std::pin::pin!(example()).poll(&mut std::task::Context::from_waker(waker));
//! # assert!(matches!(poll, std::task::Poll::Ready(Ok(()))));
//! ```

mod assemble;
pub mod codec;
mod content;
mod error;
pub mod handover;
mod header;
mod history;
mod keeper;
mod memory;
mod plan;
mod port;
pub mod row;
mod seal;

pub use error::StoreError;
pub use header::{Counts, FORMAT, Header};
pub use history::{History, STEPS};
pub use keeper::{Keeper, Saving};
pub use memory::{Faults, MemoryStore};
pub use port::{DAMAGE_ADVICE, Damage, Listing, Loaded, Receipt, Store, Usage};
pub use seal::{Seal, Verdict, check};

/// What an implementation of [`Store`] is made of.
pub mod backend {
    pub use super::{
        assemble::Assembler,
        header::{HeaderError, hash_text},
        memory::{receipt, sorted},
        plan::{Encoder, Index, Plan, Put, Stored},
        row::{RowKey, database_key, split_database_key},
    };
}
