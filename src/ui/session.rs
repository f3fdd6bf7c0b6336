//! The open workspace: opening, keeping, changing, undoing. A part of the page that loads with the first workspace.

use super::{
    app_state::{App, Data, Trouble},
    clock,
    part::part,
    preferences, timing,
};
use crate::{
    analytics::Dataset,
    model::{Action, Change, CommandError, Id, Instant, Settings, Touched, Workspace},
    slices,
    store::{
        self, History, Keeper, Receipt, Saving, Seal, Store, StoreError, persistence, preferences as seals,
        snapshots::Snapshots,
        tabs::{Claim, claim},
    },
    view::route::Route,
};
use leptos::prelude::*;
use std::{future::Future, pin::Pin, sync::Arc};
use wasm_bindgen_futures::spawn_local;

/// Seed of the sample community: everybody sees the same one.
const SAMPLE_SEED: u64 = 2026;

/// How long after opening a workspace a snapshot of it is made, in ms.
const SNAPSHOT_AFTER_MS: i32 = 2_000;

/// A workspace being opened.
type Opening = Pin<Box<dyn Future<Output = ()>>>;

/// What the session offers to the frame of the page, which is there before it.
pub struct Session {
    /// Opens a stored workspace.
    pub open: fn(App, Id) -> Opening,
    /// Makes and opens the sample community, and goes to a place in it.
    pub begin_sample: fn(App, Route),
    /// Makes and opens an empty workspace, and asks for its first file.
    pub begin_empty: fn(App),
    /// Puts what is open in the place of what is stored under its id: the person goes on with what is left.
    pub accept: fn(App),
    /// Deletes a stored workspace; closes it where it is open.
    pub delete: fn(App, Id),
    /// Takes the last action back.
    pub undo: fn(App),
    /// Does again what was taken back.
    pub redo: fn(App),
    /// Tries again to write what could not be written.
    pub retry: fn(App),
    /// What figures need of a workspace, from what they needed of it before.
    pub derive: fn(&Workspace, Option<&Data>) -> Data,
}

part! {
    /// Loads the session.
    load, session: Session = Session {
        open: |app, id| Box::pin(app.load(id)),
        begin_sample,
        begin_empty,
        accept,
        delete,
        undo: |app| app.step(History::undo, "Undone"),
        redo: |app| app.step(History::redo, "Done again"),
        retry,
        derive,
    }
}

fn derive(workspace: &Workspace, before: Option<&Data>) -> Data {
    let (id, revision) = (workspace.settings.id, workspace.revision);
    let dataset = match before {
        Some(before) if before.id == id => before.dataset.update(workspace.clone()),
        _ => Dataset::new(workspace.clone()),
    };
    Data { dataset, id, revision }
}

fn begin_sample(app: App, then: Route) {
    spawn_local(async move {
        let sample = match app.parts.sample.ready().await {
            Ok(sample) => sample,
            Err(error) => return app.toasts.fail(error.to_string()),
        };
        let today = clock::today(clock::machine_zone());
        let mut workspace = (sample.community)(SAMPLE_SEED, today);
        // Every opening is a workspace of its own: what was changed in an older one stays there.
        workspace.settings.id = clock::mint();
        app.create(workspace).await;
        app.go(then);
    });
}

fn begin_empty(app: App) {
    app.parts.exchange.fetch();
    spawn_local(async move {
        let settings = Settings::new(clock::mint(), "My community", clock::now(), clock::machine_zone());
        app.create(Workspace::new(settings)).await;
        app.go(Route::Import);
    });
}

fn accept(app: App) {
    let Some(workspace) = app.peek() else { return };
    spawn_local(async move { app.replace((*workspace).clone()).await });
}

fn delete(app: App, id: Id) {
    spawn_local(async move {
        match app.remove(id).await {
            Ok(()) => app.toasts.say("Workspace deleted".to_owned()),
            Err(error) => app.toasts.fail(error.to_string()),
        }
    });
}

fn retry(app: App) {
    if let Some(keeper) = app.keeper() {
        spawn_local(async move { keeper.run().await });
    }
}

impl App {
    /// Before another workspace is shown: what was open is saved, or stays in memory with its reason shown; and figures
    /// can be worked out, also where a script came here without the screens.
    async fn ready_for_another(self) {
        let _ = self.settled().await;
        let _ = self.parts.session.ready().await;
    }

    /// Opens a stored workspace.
    async fn load(self, id: Id) {
        self.ready_for_another().await;
        let Some(store) = self.store() else { return };
        match store.load(id).await {
            Ok(loaded) => {
                let seal = seals::seal(id);
                let verdict = store::check(seal.as_ref(), loaded.header.as_ref());
                let alarm = seal.as_ref().and_then(|seal| verdict.message(seal));
                let damaged = !loaded.damage.is_empty();
                if damaged || alarm.is_some() {
                    let what = alarm.unwrap_or_else(|| store::DAMAGE_ADVICE.to_owned());
                    self.trouble.set(Some(Trouble { id, what, damage: loaded.damage, vanished: false }));
                }
                let whole = !damaged
                    && self.trouble.with_untracked(|trouble| trouble.as_ref().is_none_or(|trouble| trouble.id != id));
                let snapshot = whole.then(|| loaded.workspace.clone());
                self.show(loaded.workspace, Ok(loaded.generation));
                timing::mark(timing::OPENED);
                if let Some(workspace) = snapshot
                    && self.unkept.with_untracked(Option::is_none)
                    && !workspace.is_empty()
                {
                    spawn_local(async move {
                        // Not while the person waits for the first screen.
                        clock::pause(SNAPSHOT_AFTER_MS).await;
                        self.with_part(self.parts.exchange, move |exchange| {
                            (exchange.snapshot)(self, workspace, loaded.generation);
                        });
                    });
                }
            }
            Err(error) => {
                self.trouble.set(Some(Trouble { id, what: error.to_string(), damage: Vec::new(), vanished: false }));
            }
        }
    }

    /// After a finished save: notes the seal, tells the other tabs, and asks the browser, once, to keep the data.
    fn saved(self, seal: &Seal) {
        // Without localStorage there is no alarm, but nothing is lost.
        let _ = seals::put_seal(seal);
        let inner = self.inner();
        let (news, ask) = {
            let mut inner = inner.borrow_mut();
            (inner.news.clone(), !std::mem::replace(&mut inner.asked_to_keep, true))
        };
        if let Some(news) = news {
            news.tell(seal.id, seal.generation);
        }
        if ask {
            spawn_local(async {
                let _ = persistence::persist().await;
            });
        }
    }

    fn show(self, workspace: Workspace, generation: Result<u64, StoreError>) {
        let inner = self.inner();
        let id = workspace.settings.id;
        if let Some(store) = self.store() {
            let saving = self.saving;
            let notify = move |state: &Saving, seal: Option<Seal>| {
                if let Some(seal) = seal {
                    self.saved(&seal);
                }
                // The page may be on its way out.
                let _ = saving.try_set(Some(state.clone()));
            };
            let generation_known = generation.clone().unwrap_or(0);
            let mut inner = inner.borrow_mut();
            inner.history = History::new();
            // Of the workspace that was open before.
            inner.writer = None;
            inner.keeper = Some(Keeper::new(store, id, generation_known, clock::now, notify));
        }
        self.steps.set((None, None));
        // What an older message offers to undo belongs to what was open before.
        self.toasts.clear();
        self.saving.set(Some(match generation {
            Ok(generation) => Saving::Saved { generation },
            Err(error) => Saving::Unsaved(error),
        }));
        preferences::set_last_workspace(Some(id));
        self.workspace.set(Some(Arc::new(workspace)));
        self.ask_to_write(id, Claim::IfFree);
    }

    /// Asks for the right to write a workspace that is open here. Where another tab has it, this one follows what that
    /// saves, and waits in line. The store's generation check guards in any case.
    fn ask_to_write(self, id: Id, how: Claim) {
        if self.unkept.with_untracked(Option::is_some) {
            return;
        }
        spawn_local(async move {
            let writer = claim(id, how, move || self.lost_to_another_tab(id)).await;
            let is_open = self.peek().is_some_and(|workspace| workspace.settings.id == id);
            match writer {
                Some(writer) if is_open => {
                    // Opened anew while it was open: the older right goes with the older session.
                    self.inner().borrow_mut().writer = Some(writer);
                    let _ = self.following.try_set(false);
                }
                None if is_open && how == Claim::IfFree => {
                    let _ = self.following.try_set(true);
                    self.ask_to_write(id, Claim::WhenFree);
                }
                // Another workspace is open by now; what was given is given back.
                _ => {}
            }
        });
    }

    fn lost_to_another_tab(self, id: Id) {
        if self.peek().is_some_and(|workspace| workspace.settings.id == id) {
            self.inner().borrow_mut().writer = None;
            let _ = self.following.try_set(true);
            self.ask_to_write(id, Claim::WhenFree);
        }
    }

    /// An edit is made here: where another tab had the right to write, it moves to this one.
    fn edit_here(self) {
        if let Some(workspace) = self.peek().filter(|_| self.following.get_untracked()) {
            self.ask_to_write(workspace.settings.id, Claim::TakeOver);
        }
    }

    /// Keeps a new workspace and opens it. Where it cannot be kept it is opened all the same, and the page says so.
    pub async fn create(self, workspace: Workspace) {
        self.ready_for_another().await;
        let Some(store) = self.store() else { return };
        let receipt = store.create(&workspace, clock::now()).await;
        self.show_whole(workspace, receipt).await;
    }

    /// Writes a workspace over what is stored under its id, and opens it.
    pub async fn replace(self, workspace: Workspace) {
        self.ready_for_another().await;
        let Some(store) = self.store() else { return };
        let receipt = store.replace(&workspace, clock::now()).await;
        self.trouble.set(None);
        self.show_whole(workspace, receipt).await;
    }

    async fn show_whole(self, workspace: Workspace, receipt: Result<Receipt, StoreError>) {
        if let Ok(receipt) = &receipt {
            self.saved(&Seal::from(&receipt.header));
        }
        self.show(workspace, receipt.map(|receipt| receipt.generation));
        self.refresh_listings().await;
    }

    /// Deletes a stored workspace; closes it where it is open.
    ///
    /// # Errors
    /// Where storage fails; the workspace is still there then.
    async fn remove(self, id: Id) -> Result<(), StoreError> {
        let Some(store) = self.store() else { return Ok(()) };
        self.ready_for_another().await;
        store.delete(id).await?;
        seals::remove_seal(id);
        // A snapshot that stays behind is only room taken.
        let _ = Snapshots::default().delete(id).await;
        let news = self.inner().borrow().news.clone();
        if let Some(news) = news {
            news.tell(id, 0);
        }
        if self.peek().is_some_and(|workspace| workspace.settings.id == id) {
            self.close();
        }
        self.refresh_listings().await;
        Ok(())
    }

    /// How much is stored.
    ///
    /// # Errors
    /// Where storage fails.
    pub async fn usage(self) -> Result<store::Usage, StoreError> {
        match self.store() {
            Some(store) => store.usage().await,
            None => Ok(store::Usage::default()),
        }
    }

    /// Carries out an action, saves it and offers to take it back.
    ///
    /// # Errors
    /// Where the action is refused; nothing changed then.
    pub fn apply(self, action: Action) -> Result<(), CommandError> {
        let label = action.label.clone();
        if self.apply_quietly(action)? {
            self.toasts.undoable(label, move || self.undo());
        }
        Ok(())
    }

    /// Carries out and saves an action without a message: where the page itself shows that it happened. Returns
    /// whether anything changed.
    ///
    /// # Errors
    /// Where the action is refused; nothing changed then.
    pub fn apply_quietly(self, action: Action) -> Result<bool, CommandError> {
        let Some(current) = self.peek() else { return Ok(false) };
        let mut workspace = (*current).clone();
        let change = workspace.apply(action)?;
        if change.touched.is_empty() {
            return Ok(false);
        }
        self.inner().borrow_mut().history.push(&change);
        self.keep(workspace, change.touched);
        Ok(true)
    }

    /// Carries out and saves what is no step to take back: where somebody is, rather than what they did. Does nothing
    /// while another tab writes this workspace.
    ///
    /// # Errors
    /// Where the action is refused; nothing changed then.
    pub fn note(self, action: Action) -> Result<(), CommandError> {
        let Some(current) = self.peek().filter(|_| !self.following.get_untracked()) else { return Ok(()) };
        let mut workspace = (*current).clone();
        let change = workspace.apply(action)?;
        if !change.touched.is_empty() {
            self.keep(workspace, change.touched);
        }
        Ok(())
    }

    fn keep(self, workspace: Workspace, touched: Touched) {
        self.edit_here();
        let labels = {
            let inner = self.inner();
            let inner = inner.borrow();
            (inner.history.undo_label().map(str::to_owned), inner.history.redo_label().map(str::to_owned))
        };
        self.steps.set(labels);
        if let Some(keeper) = self.keeper()
            && keeper.touch(&workspace, touched)
        {
            spawn_local(async move {
                // What changed is drawn first; a large import takes a while to be written.
                slices::breathe().await;
                keeper.run().await;
            });
        }
        self.workspace.set(Some(Arc::new(workspace)));
    }

    fn step(
        self,
        step: impl FnOnce(&mut History, &mut Workspace, Instant) -> Result<Option<Change>, CommandError>,
        verb: &str,
    ) {
        let Some(current) = self.peek() else { return };
        let mut workspace = (*current).clone();
        let outcome = step(&mut self.inner().borrow_mut().history, &mut workspace, clock::now());
        match outcome {
            Ok(Some(change)) => {
                self.keep(workspace, change.touched);
                self.toasts.say(format!("{verb}: {}", change.label));
            }
            Ok(None) => {}
            Err(error) => self.toasts.fail(error.to_string()),
        }
    }

    /// Waits until all is saved; says why where it is not.
    pub async fn settled(self) -> Result<u64, StoreError> {
        match self.keeper() {
            Some(keeper) => keeper.settled().await,
            None => Ok(0),
        }
    }
}
