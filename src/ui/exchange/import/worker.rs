//! The worker's role: the same program, started without a page. It reads one file, compares it with the workspace it
//! is sent, and hands over what changed. Its memory goes back to the system when the page ends it.

use super::{
    line::{Answer, Ask, Line, packed, unpacked},
    look::{How, Work, look, read, stopped},
};
use crate::{
    interchange::{
        FileError,
        open::{Opened, open},
        table::Sheet,
        workspace_json,
    },
    model::{Action, Id, Settings, Workspace, Zone},
    store::handover::{Joiner, Parts},
    ui::{clock, files},
};
use std::cell::Cell;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Blob, DedicatedWorkerGlobalScope};

/// How often progress is told, in ms.
const TELL_MS: i64 = 100;

/// Listens to the page until it ends the worker.
pub fn work() {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    let line = Line::to_page(scope);
    spawn_local(async move {
        if line.say(&Answer::Ready, 0, &JsValue::NULL).is_err() {
            return;
        }
        let mut job = Job::default();
        while let Ok((ask, request, with)) = line.hear().await {
            let desk = Desk { line: &line, request, told: Cell::new(0) };
            let answer = match job.answer(ask, with, &desk).await {
                Ok(None) => continue,
                Ok(Some(answer)) => answer,
                Err(error) => Answer::Failed(Box::new(error)),
            };
            if line.say(&answer, request, &JsValue::NULL).is_err() {
                return;
            }
        }
    });
}

/// A place of no matter, over which a workspace is put together.
pub fn nowhere() -> Workspace {
    Workspace::new(Settings::new(Id::derived("nowhere"), "", 0, Zone::UTC))
}

/// Where a request is worked on.
struct Desk<'a> {
    line: &'a Line,
    request: u32,
    told: Cell<i64>,
}

impl Desk<'_> {
    /// Tells how far work is, now and then. False where the page asks for something else by now.
    fn tell(&self, work: Work, done: f64) -> bool {
        let now = clock::now();
        if now - self.told.get() >= TELL_MS {
            self.told.set(now);
            let _ = self.line.say(&Answer::Working(work, done), self.request, &JsValue::NULL);
        }
        !self.line.is_called()
    }

    fn send(&self, parts: Parts<'_>) -> Result<(), FileError> {
        let all = parts.len().max(1) as f64;
        for (number, part) in parts.enumerate() {
            let part = part.map_err(unfit)?;
            let answer = Answer::Part { key: part.key, done: number as f64 / all };
            self.line.say(&answer, self.request, &packed(&part.content)).map_err(|_| unfit("it cannot be sent"))?;
        }
        Ok(())
    }
}

/// Something that is no fault of the file.
pub fn unfit(why: impl ToString) -> FileError {
    let message =
        format!("The import went wrong: {}. Nothing was changed. Reload the page and try again.", why.to_string());
    FileError::new("", "internal", message)
}

#[derive(Default)]
struct Job {
    sheet: Option<Sheet>,
    /// The workspace to compare with, and while it is on its way.
    base: Option<Workspace>,
    coming: Option<Joiner>,
    /// What would be done, as it was shown last.
    action: Option<Action>,
}

impl Job {
    async fn answer(&mut self, ask: Ask, with: JsValue, desk: &Desk<'_>) -> Result<Option<Answer>, FileError> {
        match ask {
            Ask::Open { name } => self.open(name, with.unchecked_into(), desk).await.map(Some),
            Ask::Base => {
                (self.base, self.action) = (None, None);
                self.coming = Some(Joiner::over(nowhere()));
                Ok(None)
            }
            Ask::Part { key } => {
                let joiner = self.coming.as_mut().ok_or_else(|| unfit(&key))?;
                joiner.take(&key, &unpacked(&with)).map_err(unfit)?;
                Ok(None)
            }
            Ask::Look(how) => self.look(*how, desk).await.map(Some),
            Ask::Change => self.change(desk).map(Some),
        }
    }

    async fn open(&mut self, name: String, blob: Blob, desk: &Desk<'_>) -> Result<Answer, FileError> {
        let bytes = files::read(&blob).await.map_err(|why| FileError::new("", "unreadable", why.about(&name)))?;
        match open(&name, bytes)? {
            Opened::Workspace(bytes) => {
                let imported = workspace_json::import(&bytes).map_err(|error| error.in_file(&name))?;
                drop(bytes);
                desk.send(Parts::whole(&imported.workspace))?;
                let workspace_json::Imported { warnings, app, exported, .. } = imported;
                Ok(Answer::Workspace { app, exported, warnings })
            }
            Opened::Table(reader) => {
                // While a file is read the page asks for nothing else; it ends the worker.
                let tell = |work, done| desk.tell(work, done);
                self.sheet = Some(read(reader, &tell).await?);
                Ok(Answer::Table)
            }
        }
    }

    async fn look(&mut self, how: How, desk: &Desk<'_>) -> Result<Answer, FileError> {
        self.action = None;
        if let Some(joiner) = self.coming.take() {
            self.base = Some(joiner.workspace().map_err(unfit)?);
        }
        let (Some(sheet), Some(base)) = (&self.sheet, &self.base) else { return Err(stopped()) };
        let (looked, action) = look(sheet, base, how, &|work, done| desk.tell(work, done)).await?;
        self.action = action;
        Ok(Answer::Looked(Box::new(looked)))
    }

    fn change(&mut self, desk: &Desk<'_>) -> Result<Answer, FileError> {
        let (Some(base), Some(action)) = (&self.base, self.action.clone()) else { return Err(stopped()) };
        let mut after = base.clone();
        let change = after.apply(action).map_err(|error| FileError::new("", "refused", error.to_string()))?;
        desk.send(Parts::of(&after, &change.touched))?;
        Ok(Answer::Changed { label: change.label })
    }
}
