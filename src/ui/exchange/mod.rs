//! What comes in and goes out: the import of files, the export of workspaces, snapshots, and scripts. A part of the
//! page that loads when it is first needed.

mod benchmark;
pub mod import;
mod scripting;
mod workspace_file;

use super::{app_state::App, part::part};
use crate::{
    benchmark::{Progress, Report},
    interchange::redact::Redaction,
    model::Workspace,
    store::snapshots::Snapshot,
};
use leptos::prelude::*;
use std::{future::Future, pin::Pin};

/// Hears how far the benchmark is, and says whether to go on.
pub type Tell = Box<dyn Fn(Progress) -> bool>;
/// A benchmark on its way.
pub type Measuring = Pin<Box<dyn Future<Output = Result<Report, String>>>>;

/// What the exchange offers to the rest of the page.
pub struct Exchange {
    /// The import screen.
    pub import: fn() -> AnyView,
    /// Takes a file from a drop or a file input to the import screen.
    pub take: fn(App, web_sys::File),
    /// In a worker: does what the page asks for.
    pub work: fn(),
    /// Exports the open workspace as a download and remembers when.
    pub save: fn(App),
    /// Exports a copy of the open workspace without people as a download.
    pub save_copy: fn(App, Redaction),
    /// A workspace as a file: its name and bytes.
    pub file_of: fn(&Workspace) -> (String, Vec<u8>),
    /// Keeps a snapshot of a workspace as it was opened, at a generation: the way back.
    pub snapshot: fn(App, Workspace, u64),
    /// Puts a snapshot in the place of the workspace it is of.
    pub restore: fn(App, Snapshot),
    /// Runs the benchmark with so many records; `tell` hears how far it is and says whether to go on.
    pub benchmark: fn(usize, Tell) -> Measuring,
    /// Completes `window.hearth`.
    pub scripting: fn(App, &js_sys::Object),
}

part! {
    /// Loads the exchange.
    load, exchange: Exchange = Exchange {
        import: import::screen,
        take: import::take,
        work: import::work,
        save: workspace_file::save,
        file_of: workspace_file::workspace_file,
        save_copy: workspace_file::save_copy,
        snapshot: workspace_file::snapshot,
        restore: workspace_file::restore,
        benchmark: |records, tell| Box::pin(benchmark::run(records, tell)),
        scripting: scripting::complete,
    }
}
