//! Driving an import, for the screen and for scripts: the person can stop it, and nothing changes before the end.

use super::{
    Stage, Table,
    look::{How, MappingOption, Preview, Tell, Work, stopped},
    source::{self, Found, Source, is_same},
};
use crate::{
    interchange::{FileError, table::Report, workspace_json::Imported},
    model::{Action, Id, Settings, Workspace, record::Mapping},
    ui::{app_state::App, clock},
    view::route::Route,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::Blob;

/// The import that is under way, shared by the screen and whoever hands over a file.
#[derive(Clone, Copy)]
pub struct ImportState {
    /// How far it is.
    pub stage: RwSignal<Stage, LocalStorage>,
    /// Rises with every new file or cancel: what was begun before then stops.
    turn: StoredValue<u32>,
}

impl ImportState {
    /// No file yet.
    pub fn new() -> Self {
        Self { stage: RwSignal::new_local(Stage::Waiting), turn: StoredValue::new(0) }
    }

    fn begin(self) -> u32 {
        self.turn.update_value(|turn| *turn += 1);
        self.turn.get_value()
    }

    fn is_current(self, turn: u32) -> bool {
        self.turn.try_get_value() == Some(turn)
    }

    /// Shows how far the work of a turn is; whether to go on.
    fn tell(self, turn: u32, work: Work, done: f64) -> bool {
        let current = self.is_current(turn);
        if current {
            // The page may be on its way out.
            let _ = self.stage.try_set(Stage::Working(work.label(), done));
        }
        current
    }

    /// Shows what came of a turn.
    fn show(self, turn: u32, outcome: Result<Stage, FileError>) {
        if self.is_current(turn) {
            let _ = self.stage.try_set(outcome.unwrap_or_else(|error| Stage::Failed(Rc::new(error))));
        }
    }

    /// Stops what is under way and asks for a file again.
    pub fn cancel(self) {
        self.begin();
        self.stage.set(Stage::Waiting);
    }
}

/// An empty workspace for somebody who begins with a file.
fn fresh() -> Workspace {
    Workspace::new(Settings::new(clock::mint(), "My community", clock::now(), clock::machine_zone()))
}

/// Takes a file from a drop or a file input to the import screen.
pub fn take(app: App, file: web_sys::File) {
    let state = app.import;
    let turn = state.begin();
    state.stage.set(Stage::Working(Work::Reading.label(), 0.0));
    app.go(Route::Import);
    spawn_local(async move {
        let tell = move |work, done| state.tell(turn, work, done);
        let outcome = begin(app, &file.name(), &file, &tell).await;
        state.show(turn, outcome);
    });
}

async fn begin(app: App, name: &str, blob: &Blob, tell: Tell<'_>) -> Result<Stage, FileError> {
    match source::open(name, blob, tell).await? {
        Found::Workspace(imported) => Ok(Stage::Workspace(Rc::new((name.to_owned(), *imported)))),
        Found::Table(source) => look(app, Rc::new(source), How::Guess, tell).await,
    }
}

/// Compares a table with what is open now.
async fn look(app: App, source: Rc<Source>, how: How, tell: Tell<'_>) -> Result<Stage, FileError> {
    let base = app.peek().map(|workspace| (*workspace).clone());
    let looked = match &base {
        Some(workspace) => source.look(workspace, how, tell).await?,
        None => source.look(&fresh(), how, tell).await?,
    };
    Ok(Stage::Table(Rc::new(Table { source, base, looked })))
}

/// Looks at a table anew after the person changed its mapping.
pub fn remap(app: App, source: Rc<Source>, mapping: Mapping) {
    let state = app.import;
    let turn = state.begin();
    spawn_local(async move {
        let outcome = look(app, source, How::Mapped(mapping), &move |_, _| state.is_current(turn)).await;
        state.show(turn, outcome);
    });
}

/// Takes in what the preview shows. Where the workspace changed since, the preview is made anew first.
pub fn commit(app: App, table: Rc<Table>) {
    let Some(Preview { report, ready: true }) = &table.looked.preview else { return };
    let same = match (&table.base, app.peek()) {
        (Some(base), Some(now)) => is_same(base, &now),
        (None, None) => true,
        _ => false,
    };
    if !same {
        app.toasts.say("The workspace has changed in the meantime: this is what the import would change now.");
        return remap(app, Rc::clone(&table.source), table.looked.draft.mapping.clone());
    }
    let report = Rc::new(report.clone());
    let state = app.import;
    let turn = state.begin();
    spawn_local(async move {
        let tell = move |work, done| state.tell(turn, work, done);
        let outcome = match table.source.action(&tell).await {
            // Nobody stopped it up to now.
            Ok(action) if state.is_current(turn) => match write(app, action).await {
                Ok(()) => Ok(Stage::Done(report)),
                Err(why) => Err(FileError::new("", "refused", why)),
            },
            Ok(_) => Err(stopped()),
            Err(error) => Err(error),
        };
        state.show(turn, outcome);
    });
}

async fn write(app: App, action: Action) -> Result<(), String> {
    if !app.is_open_now() {
        app.create(fresh()).await;
    }
    app.apply(action).map_err(|error| error.to_string())
}

/// What `importFile` takes.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Options {
    /// Name of the file, where it has none of its own.
    pub name: Option<String>,
    /// `workspace` or `table`: refuses a file that is something else.
    pub kind: Option<String>,
    /// How columns are read, instead of the guess.
    pub mapping: Option<MappingOption>,
    /// Looks only; changes nothing.
    pub dry_run: bool,
    /// A workspace that is here already: `copy` opens it beside, `replace` puts it in its place.
    pub existing: Option<String>,
}

/// What came of `importFile`.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Outcome {
    /// A table.
    Table {
        /// The report.
        #[serde(flatten)]
        report: Report,
        /// Whether it was written.
        written: bool,
    },
    /// A workspace.
    Workspace {
        /// Its id.
        id: Id,
        /// Its name.
        name: String,
        /// Rows of facts.
        rows: usize,
        /// Records.
        records: usize,
        /// What is odd in it.
        warnings: Vec<String>,
        /// Whether it was opened.
        written: bool,
    },
}

/// Imports a file without the screen.
///
/// # Errors
/// What is wrong with the file or the options, with its place.
pub async fn run(app: App, name: &str, blob: &Blob, options: Options) -> Result<Outcome, FileError> {
    let wrong = |expected: &str| FileError::new(name, "wrong_kind", format!("The file is not a {expected}."));
    let go_on = |_: Work, _: f64| true;
    match source::open(name, blob, &go_on).await? {
        Found::Workspace(imported) => {
            if options.kind.as_deref() == Some("table") {
                return Err(wrong("table"));
            }
            let workspace = &imported.workspace;
            let outcome = Outcome::Workspace {
                id: workspace.settings.id,
                name: workspace.settings.name.clone(),
                rows: workspace.facts.rows(),
                records: workspace.records.len(),
                warnings: imported.warnings.iter().map(|warning| warning.message.clone()).collect(),
                written: !options.dry_run,
            };
            if !options.dry_run {
                open_workspace(app, *imported, options.existing.as_deref() == Some("replace")).await;
            }
            Ok(outcome)
        }
        Found::Table(source) => {
            if options.kind.as_deref() == Some("workspace") {
                return Err(wrong("workspace"));
            }
            if !app.is_open_now() && !options.dry_run {
                app.create(fresh()).await;
            }
            let workspace = app.peek().map_or_else(fresh, |workspace| (*workspace).clone());
            let wanted = options.mapping.unwrap_or_default();
            let looked = source.look(&workspace, How::Wanted(wanted), &go_on).await?;
            let Some(Preview { report, ready }) = looked.preview else { return Err(stopped()) };
            let written = ready && !options.dry_run;
            if written {
                let refused = |why: String| FileError::new(name, "refused", why);
                let action = source.action(&go_on).await?;
                if !app.peek().is_some_and(|now| is_same(&workspace, &now)) {
                    return Err(refused("The workspace changed while the file was read. Try again.".to_owned()));
                }
                app.apply(action).map_err(|error| refused(error.to_string()))?;
            }
            Ok(Outcome::Table { report, written })
        }
    }
}

/// Opens a workspace from a file. Where it is stored already, it replaces that or is opened as a copy.
pub async fn open_workspace(app: App, imported: Imported, replace: bool) {
    let mut workspace = imported.workspace;
    let exists =
        app.listings.with_untracked(|listings| listings.iter().any(|listing| listing.id == workspace.settings.id));
    if exists && replace {
        app.replace(workspace).await;
        return;
    }
    if exists {
        workspace.settings.id = clock::mint();
        workspace.settings.name.push_str(" (copy)");
    }
    app.create(workspace).await;
}
