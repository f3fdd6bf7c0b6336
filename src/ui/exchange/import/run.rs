//! Driving an import in slices, so that the page stays alive and the person can stop it; for the screen and for
//! scripts.

use super::{Preview, Stage, Table};
use crate::{
    interchange::{
        FileError,
        open::{Opened, open},
        table::{Draft, Preparer, Reader, Report, Sheet, describe, guess, mapping_id},
        workspace_json::{self, Imported},
    },
    model::{Action, Id, Settings, Workspace, record::Mapping},
    slices,
    ui::{
        app_state::App,
        clock,
        files::{self, Incoming},
    },
    view::route::Route,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, rc::Rc};
use wasm_bindgen_futures::spawn_local;

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

    /// Stops what is under way and asks for a file again.
    pub fn cancel(self) {
        self.begin();
        self.stage.set(Stage::Waiting);
    }
}

/// Reports how far work is; whether to go on.
type Tell<'a> = &'a dyn Fn(&'static str, f64) -> bool;

/// Rows a slice looks at before the clock is asked again.
const STEP: usize = 2_000;

/// Stopped by the person.
fn stopped() -> FileError {
    FileError::new("", "stopped", "The import was stopped. Nothing was changed.")
}

async fn read(mut reader: Box<Reader>, tell: Tell<'_>) -> Result<Sheet, FileError> {
    let mut slice = slices::Slice::begin();
    while !reader.step(STEP)? {
        if slice.is_over() {
            if !tell("Reading the file", reader.progress()) {
                return Err(stopped());
            }
            slice.rest().await;
        }
    }
    Ok(reader.finish())
}

async fn prepare(
    sheet: &Sheet,
    mapping: &Mapping,
    workspace: &Workspace,
    tell: Tell<'_>,
) -> Result<Preview, FileError> {
    let mut mint = clock::mint;
    let mut preparer = Preparer::new(sheet, mapping, workspace, clock::now(), &mut mint)?;
    let mut slice = slices::Slice::begin();
    while !preparer.step(STEP) {
        if slice.is_over() {
            if !tell("Comparing with what is there", preparer.progress()) {
                return Err(stopped());
            }
            slice.rest().await;
        }
    }
    let prepared = preparer.finish();
    Ok(Preview { report: prepared.report, action: prepared.action })
}

/// An empty workspace for somebody who begins with a file.
fn fresh() -> Workspace {
    Workspace::new(Settings::new(clock::mint(), "My community", clock::now(), clock::machine_zone()))
}

/// Takes a file from a drop or a file input to the import screen.
pub fn take(app: App, file: web_sys::File) {
    let state = app.import;
    let turn = state.begin();
    state.stage.set(Stage::Working("Reading the file", 0.0));
    app.go(Route::Import);
    spawn_local(async move {
        let name = file.name();
        let tell = move |what, done| {
            let current = state.is_current(turn);
            if current {
                let _ = state.stage.try_set(Stage::Working(what, done));
            }
            current
        };
        let outcome = match files::read(&file, &name).await {
            Ok(incoming) => look(app, incoming, &tell).await,
            Err(why) => Err(FileError::new(name, "unreadable", why)),
        };
        if state.is_current(turn) {
            let _ = state.stage.try_set(outcome.unwrap_or_else(|error| Stage::Failed(Rc::new(error))));
        }
    });
}

async fn look(app: App, incoming: Incoming, tell: Tell<'_>) -> Result<Stage, FileError> {
    match open(&incoming.name, Rc::unwrap_or_clone(incoming.bytes))? {
        Opened::Workspace(bytes) => {
            let imported = workspace_json::import(&bytes).map_err(|error| error.in_file(&incoming.name))?;
            Ok(Stage::Workspace(Rc::new((incoming.name, imported))))
        }
        Opened::Table(reader) => {
            let sheet = Rc::new(read(reader, tell).await?);
            let workspace = app.peek().map_or_else(fresh, |workspace| (*workspace).clone());
            let draft = guess(&sheet, &workspace, clock::now());
            with_preview(&workspace, sheet, draft, tell).await
        }
    }
}

async fn with_preview(
    workspace: &Workspace,
    sheet: Rc<Sheet>,
    draft: Draft,
    tell: Tell<'_>,
) -> Result<Stage, FileError> {
    let preview =
        if draft.problem.is_some() { None } else { Some(prepare(&sheet, &draft.mapping, workspace, tell).await?) };
    Ok(Stage::Table(Rc::new(Table { sheet, draft, preview })))
}

/// Looks at a sheet anew after the person changed its mapping.
pub fn remap(app: App, sheet: Rc<Sheet>, mapping: Mapping) {
    let state = app.import;
    let turn = state.begin();
    spawn_local(async move {
        let workspace = app.peek().map_or_else(fresh, |workspace| (*workspace).clone());
        let draft = describe(&sheet, mapping, &workspace);
        let tell = move |_, _| state.is_current(turn);
        let outcome = with_preview(&workspace, sheet, draft, &tell).await;
        if state.is_current(turn) {
            let _ = state.stage.try_set(outcome.unwrap_or_else(|error| Stage::Failed(Rc::new(error))));
        }
    });
}

/// Takes in what the preview shows.
pub fn commit(app: App, table: &Table) {
    let Some(Preview { report, action: Some(action) }) = &table.preview else { return };
    let (report, action) = (Rc::new(report.clone()), action.clone());
    spawn_local(async move {
        match write(app, action).await {
            Ok(()) => app.import.stage.set(Stage::Done(report)),
            Err(why) => app.toasts.fail(why),
        }
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

/// A mapping as scripts write it; what is left out is guessed.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MappingOption {
    /// `posts`, `activities`, `members` or `channel_days`.
    pub table: Option<String>,
    /// Header → field; empty to leave a column out.
    pub columns: BTreeMap<String, String>,
    /// Further choices, such as `date_order`.
    pub options: BTreeMap<String, String>,
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
pub async fn run(app: App, incoming: Incoming, options: Options) -> Result<Outcome, FileError> {
    let name = incoming.name.clone();
    let wrong = |expected: &str| FileError::new(name.clone(), "wrong_kind", format!("The file is not a {expected}."));
    match open(&name, Rc::unwrap_or_clone(incoming.bytes))? {
        Opened::Workspace(bytes) => {
            if options.kind.as_deref() == Some("table") {
                return Err(wrong("table"));
            }
            let imported = workspace_json::import(&bytes).map_err(|error| error.in_file(&name))?;
            let (workspace, warnings) =
                (imported.workspace.clone(), imported.warnings.iter().map(|warning| warning.message.clone()).collect());
            let outcome = Outcome::Workspace {
                id: workspace.settings.id,
                name: workspace.settings.name.clone(),
                rows: workspace.facts.rows(),
                records: workspace.records.len(),
                warnings,
                written: !options.dry_run,
            };
            if !options.dry_run {
                open_workspace(app, imported, options.existing.as_deref() == Some("replace")).await;
            }
            Ok(outcome)
        }
        Opened::Table(reader) => {
            if options.kind.as_deref() == Some("workspace") {
                return Err(wrong("workspace"));
            }
            let go_on = |_: &'static str, _: f64| true;
            let sheet = read(reader, &go_on).await?;
            if !app.is_open_now() && !options.dry_run {
                app.create(fresh()).await;
            }
            let workspace = app.peek().map_or_else(fresh, |workspace| (*workspace).clone());
            let mapping = mapped(&sheet, &workspace, options.mapping.unwrap_or_default());
            let Preview { report, action } = prepare(&sheet, &mapping, &workspace, &go_on).await?;
            let mut written = false;
            if let Some(action) = action.filter(|_| !options.dry_run) {
                app.apply(action).map_err(|error| FileError::new(name.clone(), "refused", error.to_string()))?;
                written = true;
            }
            Ok(Outcome::Table { report, written })
        }
    }
}

fn mapped(sheet: &Sheet, workspace: &Workspace, wanted: MappingOption) -> Mapping {
    let mut mapping = guess(sheet, workspace, clock::now()).mapping;
    if let Some(table) = wanted.table {
        if table != mapping.table {
            mapping.columns.clear();
        }
        mapping.table = table;
    }
    for (header, field) in wanted.columns {
        if field.is_empty() {
            mapping.columns.remove(&header);
        } else {
            mapping.columns.insert(header, field);
        }
    }
    mapping.options.extend(wanted.options);
    mapping.id = mapping_id(&sheet.headers);
    mapping
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
