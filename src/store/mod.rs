//! The browser's half of keeping: the port of [`hearth_domain::store`] over IndexedDB, and what lives beside it.
//!
//! `indexed_db` (the port), `write` (its transaction), `early` (what was read before the app was there), `preferences` and the seals (localStorage), `tabs` (one writer at a time), `persistence`
//! (asking the browser to keep), `snapshots` (the way back).

pub use hearth_domain::store::*;

#[cfg(target_arch = "wasm32")]
mod early;
#[cfg(target_arch = "wasm32")]
mod idb;
#[cfg(target_arch = "wasm32")]
mod indexed_db;
#[cfg(target_arch = "wasm32")]
pub mod persistence;
#[cfg(target_arch = "wasm32")]
pub mod preferences;
#[cfg(target_arch = "wasm32")]
pub mod snapshots;
#[cfg(target_arch = "wasm32")]
pub mod tabs;
#[cfg(target_arch = "wasm32")]
mod write;

#[cfg(target_arch = "wasm32")]
pub use indexed_db::IndexedDb;
#[cfg(target_arch = "wasm32")]
pub use preferences::Preferences;
