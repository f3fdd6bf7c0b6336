//! Hearth: the community manager's workbench that opens like a document.
//!
//! ```text
//! hearth_domain   model, analytics, interchange, sample, charts, store   (no browser; see its own page)
//! view            addresses, choices, windows of rows: the page without a page      (the domain)
//! slices          long work in turns with the browser's own                        (nothing; wasm only)
//! store           the browser's half of keeping: IndexedDB, localStorage            (the domain, slices; wasm only)
//! ui              the page                                                          (everything; wasm only)
//! ```

pub use hearth_domain::{
    analytics, benchmark, charts, classroom, course, crisis, events, feedback, inbox, interchange, model, moderation,
    plan, platform, sample, search,
};

#[cfg(target_arch = "wasm32")]
mod slices;
pub mod store;
#[cfg(target_arch = "wasm32")]
pub mod ui;
pub mod view;
