//! A file on its way in, read where it is best: a small one in the page, a large one in a worker, whose memory goes
//! back when it ends. Who uses it does not know which.

use super::{
    line::{Answer, Ask, Line, Lost, packed, unpacked},
    look::{How, Looked, Tell, Work, look, read, stopped},
    worker::{nowhere, unfit},
};
use crate::{
    interchange::{
        FileError,
        open::{Opened, open as open_here},
        table::Sheet,
        workspace_json::{self, Imported},
    },
    model::{Action, Touched, Workspace},
    slices::Slice,
    store::handover::{Joiner, Parts},
    ui::files,
};
use js_sys::Array;
use std::cell::RefCell;
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};
use web_sys::{Blob, BlobPropertyBag, Url, Worker, WorkerOptions, WorkerType};

/// Files from this size on are read in a worker, in bytes. To start one takes about as long as to read this much.
const LARGE: f64 = 2_000_000.0;

/// A table that was read.
pub enum Source {
    /// In the page, with what would be done, as it was shown last.
    Here(Box<(Sheet, RefCell<Option<Action>>)>),
    /// In a worker, with the workspace that it has.
    There(Box<(Line, RefCell<Option<Workspace>>)>),
}

/// What a file was found to be.
pub enum Found {
    /// A table.
    Table(Source),
    /// A workspace.
    Workspace(Box<Imported>),
}

/// Reads a file.
///
/// # Errors
/// What is wrong with it, with its place; or that it was stopped.
pub async fn open(name: &str, blob: &Blob, tell: Tell<'_>) -> Result<Found, FileError> {
    let unreadable = |why: files::Unreadable| FileError::new("", "unreadable", why.about(name));
    files::check(blob).map_err(unreadable)?;
    if blob.size() >= LARGE
        && let Some(line) = start().await
    {
        return open_there(line, name, blob, tell).await;
    }
    let bytes = files::read(blob).await.map_err(unreadable)?;
    match open_here(name, bytes)? {
        Opened::Workspace(bytes) => {
            let imported = workspace_json::import(&bytes).map_err(|error| error.in_file(name))?;
            Ok(Found::Workspace(Box::new(imported)))
        }
        Opened::Table(reader) => {
            let sheet = read(reader, tell).await?;
            Ok(Found::Table(Source::Here(Box::new((sheet, RefCell::default())))))
        }
    }
}

async fn open_there(line: Line, name: &str, blob: &Blob, tell: Tell<'_>) -> Result<Found, FileError> {
    let request = line.begin();
    line.ask(&Ask::Open { name: name.to_owned() }, request, blob).map_err(gone)?;
    let mut taking = Taking::over(nowhere());
    loop {
        match line.answer(request).await.map_err(gone)? {
            (Answer::Table, _) => return Ok(Found::Table(Source::There(Box::new((line, RefCell::default()))))),
            (Answer::Workspace { app, exported, warnings }, _) => {
                let workspace = taking.joiner.workspace().map_err(unfit)?;
                return Ok(Found::Workspace(Box::new(Imported { workspace, warnings, app, exported })));
            }
            (answer, with) => taking.hear(answer, &with, tell).await?,
        }
    }
}

impl Source {
    /// Compares it with a workspace.
    ///
    /// # Errors
    /// Where a script's mapping cannot be used, or that it was stopped.
    pub async fn look(&self, workspace: &Workspace, how: How, tell: Tell<'_>) -> Result<Looked, FileError> {
        match self {
            Self::Here(here) => {
                let (sheet, shown) = &**here;
                let (looked, action) = look(sheet, workspace, how, tell).await?;
                shown.replace(action);
                Ok(looked)
            }
            Self::There(there) => {
                let (line, base) = &**there;
                let request = line.begin();
                if !base.borrow().as_ref().is_some_and(|base| is_same(base, workspace)) {
                    base.take();
                    send(line, request, workspace).await.map_err(gone)?;
                    base.replace(Some(workspace.clone()));
                }
                line.ask(&Ask::Look(Box::new(how)), request, &JsValue::NULL).map_err(gone)?;
                let mut taking = Taking::over(nowhere());
                loop {
                    match line.answer(request).await.map_err(gone)? {
                        (Answer::Looked(looked), _) => return Ok(*looked),
                        (answer, with) => taking.hear(answer, &with, tell).await?,
                    }
                }
            }
        }
    }

    /// What taking it in does, as it was looked at last, on the workspace it was compared with.
    ///
    /// # Errors
    /// That there is nothing to do, or that it was stopped.
    pub async fn action(&self, tell: Tell<'_>) -> Result<Action, FileError> {
        match self {
            Self::Here(here) => here.1.borrow().clone().ok_or_else(stopped),
            Self::There(there) => {
                let (line, base) = &**there;
                let mut taking = Taking::over(base.borrow().clone().ok_or_else(stopped)?);
                let request = line.begin();
                line.ask(&Ask::Change, request, &JsValue::NULL).map_err(gone)?;
                loop {
                    match line.answer(request).await.map_err(gone)? {
                        (Answer::Changed { label }, _) => return taking.joiner.action(label).map_err(unfit),
                        (answer, with) => taking.hear(answer, &with, tell).await?,
                    }
                }
            }
        }
    }
}

/// Whether two states of a workspace are the same.
pub fn is_same(a: &Workspace, b: &Workspace) -> bool {
    let mut touched = Touched::default();
    a.facts.difference(&b.facts, &mut touched);
    touched.is_empty() && a.settings == b.settings && a.records == b.records
}

/// What comes over from the worker, taken in a slice at a time.
struct Taking {
    joiner: Joiner,
    slice: Slice,
}

impl Taking {
    fn over(before: Workspace) -> Self {
        Self { joiner: Joiner::over(before), slice: Slice::begin() }
    }

    async fn hear(&mut self, answer: Answer, with: &JsValue, tell: Tell<'_>) -> Result<(), FileError> {
        let goes_on = match answer {
            Answer::Working(work, done) => tell(work, done),
            Answer::Part { key, done } => {
                if self.slice.is_over() {
                    self.slice.rest().await;
                }
                self.joiner.take(&key, &unpacked(with)).map_err(unfit)?;
                tell(Work::Taking, done)
            }
            Answer::Failed(error) => return Err(*error),
            _ => true,
        };
        if goes_on { Ok(()) } else { Err(stopped()) }
    }
}

/// Sends a workspace over.
async fn send(line: &Line, request: u32, workspace: &Workspace) -> Result<(), Lost> {
    line.ask(&Ask::Base, request, &JsValue::NULL)?;
    let mut slice = Slice::begin();
    for part in Parts::whole(workspace) {
        let part = part.map_err(|error| Lost::Dead(error.to_string()))?;
        line.ask(&Ask::Part { key: part.key }, request, &packed(&part.content))?;
        if slice.is_over() {
            slice.rest().await;
        }
    }
    Ok(())
}

fn gone(lost: Lost) -> FileError {
    match lost {
        Lost::Over => stopped(),
        Lost::Dead(why) => {
            let why = if why.is_empty() { String::new() } else { format!(" ({why})") };
            let message = format!(
                "The browser ended the work on this file{why}, most likely because it needs more memory than there \
                 is. Nothing was changed. Close other tabs, or split the file by year or month, and try again."
            );
            FileError::new("", "ended", message)
        }
    }
}

#[wasm_bindgen]
extern "C" {
    type Meta;
    /// The script of this very program.
    #[wasm_bindgen(thread_local_v2, js_namespace = import, js_name = meta)]
    static META: Meta;
    #[wasm_bindgen(method, getter)]
    fn url(this: &Meta) -> String;
}

/// Starts a worker and waits until it listens; none where the browser starts none.
async fn start() -> Option<Line> {
    let script = META.with(Meta::url);
    // A worker of the page's own words, so that it is bound by the page's security policy.
    let text = format!(
        "const dead = (why) => postMessage([JSON.stringify({{Died: String(why?.message ?? why)}}), 0, null]);\
         addEventListener('error', (event) => dead(event.message));\
         addEventListener('unhandledrejection', (event) => dead(event.reason));\
         import({}).then((hearth) => hearth.default()).catch(dead);",
        serde_json::to_string(&script).ok()?
    );
    let kind = BlobPropertyBag::new();
    kind.set_type("text/javascript");
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &kind).ok()?;
    let address = Url::create_object_url_with_blob(&blob).ok()?;
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    options.set_name("import");
    let worker = Worker::new_with_options(&address, &options).ok();
    let line = match worker {
        Some(worker) => {
            let line = Line::to_worker(worker);
            match line.answer(0).await {
                Ok((Answer::Ready, _)) => Some(line),
                _ => None,
            }
        }
        None => None,
    };
    let _ = Url::revoke_object_url(&address);
    line
}
