//! What the whole page shares: the open workspace, whether it is saved, where one is. Made once at the root and
//! handed down by context; everything else is derived from it.

use super::{any_store::AnyStore, clock, components::Toasts, pages::import::ImportState, preferences};
use crate::{
    analytics::Dataset,
    interchange::workspace_json::{ExportStamp, Exporter},
    model::{Action, Change, CommandError, Id, Touched, Workspace},
    store::{
        self, Damage, History, Keeper, Listing, Receipt, Saving, Seal, Store, StoreError, Verdict, persistence,
        preferences as seals, snapshots::Snapshots, tabs::News,
    },
    view::route::Route,
};
use leptos::prelude::*;
use std::{cell::RefCell, rc::Rc, sync::Arc};
use wasm_bindgen_futures::spawn_local;

/// Stored data that is not as it was left, for a person to decide about.
#[derive(Clone, Debug, PartialEq)]
pub struct Trouble {
    /// The workspace.
    pub id: Id,
    /// What is wrong, in sentences.
    pub what: String,
    /// The damaged parts.
    pub damage: Vec<Damage>,
    /// The workspace is gone altogether.
    pub vanished: bool,
}

/// The dataset of the open workspace; equal while neither workspace nor revision changes.
#[derive(Clone)]
pub struct Data {
    /// The workspace with what figures need.
    pub dataset: Dataset,
    id: Id,
    revision: u64,
}

impl PartialEq for Data {
    fn eq(&self, other: &Self) -> bool {
        (self.id, self.revision) == (other.id, other.revision)
    }
}

/// The page's shared state. Copies are handles to the same state.
#[derive(Clone, Copy)]
pub struct App {
    /// The open workspace.
    pub workspace: RwSignal<Option<Arc<Workspace>>>,
    /// The open workspace with what figures need.
    pub data: Memo<Option<Data>>,
    /// Whether it is saved; none where no workspace is open.
    pub saving: RwSignal<Option<Saving>>,
    /// What undo and redo would do, in words.
    pub steps: RwSignal<(Option<String>, Option<String>)>,
    /// Where one is.
    pub route: RwSignal<Route>,
    /// Workspaces in the store.
    pub listings: RwSignal<Vec<Listing>>,
    /// Why nothing stays when the page closes, where that is so.
    pub unkept: RwSignal<Option<String>>,
    /// Stored data that is not whole.
    pub trouble: RwSignal<Option<Trouble>>,
    /// Whether the page has looked into the store.
    pub booted: RwSignal<bool>,
    /// Rises with every export, so that the age of the backup is shown anew.
    pub exports: RwSignal<u32>,
    /// Short messages.
    pub toasts: Toasts,
    /// The file on its way in, from wherever it was dropped.
    pub import: ImportState,
    inner: StoredValue<Rc<RefCell<Inner>>, LocalStorage>,
}

#[derive(Default)]
struct Inner {
    store: Option<Rc<AnyStore>>,
    keeper: Option<Keeper<AnyStore>>,
    history: History,
    /// What other tabs tell, and what is told to them.
    news: Option<Rc<News>>,
    /// Whether the browser was asked to keep the data; once a visit is enough.
    asked_to_keep: bool,
}

/// The shared state, from context. Every component lives below the root, which provides it.
pub fn use_app() -> App {
    expect_context::<App>()
}

impl App {
    /// Makes the state. Call once, at the root.
    pub fn new(toasts: Toasts) -> Self {
        let workspace: RwSignal<Option<Arc<Workspace>>> = RwSignal::new(None);
        let data = Memo::new(move |old: Option<&Option<Data>>| {
            let workspace = workspace.get()?;
            let (id, revision) = (workspace.settings.id, workspace.revision);
            let dataset = match old {
                Some(Some(old)) if old.id == id => old.dataset.update((*workspace).clone()),
                _ => Dataset::new((*workspace).clone()),
            };
            Some(Data { dataset, id, revision })
        });
        Self {
            workspace,
            data,
            saving: RwSignal::new(None),
            steps: RwSignal::new((None, None)),
            route: RwSignal::new(super::address::current()),
            listings: RwSignal::new(Vec::new()),
            unkept: RwSignal::new(None),
            trouble: RwSignal::new(None),
            booted: RwSignal::new(false),
            exports: RwSignal::new(0),
            toasts,
            import: ImportState::new(),
            inner: StoredValue::new_local(Rc::default()),
        }
    }

    fn inner(self) -> Rc<RefCell<Inner>> {
        self.inner.with_value(Rc::clone)
    }

    fn store(self) -> Option<Rc<AnyStore>> {
        self.inner().borrow().store.clone()
    }

    fn keeper(self) -> Option<Keeper<AnyStore>> {
        self.inner().borrow().keeper.clone()
    }

    /// The workspace, where one is open, without following its changes.
    pub fn peek(self) -> Option<Arc<Workspace>> {
        self.workspace.get_untracked()
    }

    /// Whether a workspace is open.
    pub fn is_open(self) -> bool {
        self.workspace.with(Option::is_some)
    }

    /// Whether a workspace is open, without following it.
    pub fn is_open_now(self) -> bool {
        self.workspace.with_untracked(Option::is_some)
    }

    /// Opens the store and the workspace of last time.
    pub async fn boot(self) {
        let store = Rc::new(AnyStore::open().await);
        self.unkept.set(store.warning().map(str::to_owned));
        let keeps = store.warning().is_none();
        let news = News::listen(move |id, generation| self.hear(id, generation));
        {
            let inner = self.inner();
            let mut inner = inner.borrow_mut();
            inner.store = Some(store);
            inner.news = Some(Rc::new(news));
        }
        self.refresh_listings().await;
        let listings = self.listings.get_untracked();
        if keeps {
            self.look_for_vanished(&listings);
        }
        let known = |id: &Id| listings.iter().any(|listing| listing.id == *id);
        // The preference may be lost with a crash, as the browser writes it late: the last one saved then.
        let latest = listings.first().map(|listing| listing.id);
        if let Some(id) = preferences::last_workspace().filter(known).or(latest) {
            self.open(id).await;
            // Opened without an address: go on where one was.
            if let (true, Some(place)) = (super::address::is_bare(), preferences::last_place(id)) {
                super::address::replace(&Route::parse(&place));
                self.route.set(super::address::current());
            }
        }
        self.booted.set(true);
    }

    /// A seal without its workspace means that the browser lost it.
    fn look_for_vanished(self, listings: &[Listing]) {
        let gone = seals::seals().into_iter().find(|seal| !listings.iter().any(|listing| listing.id == seal.id));
        if let Some(seal) = gone {
            let what = Verdict::Vanished.message(&seal).unwrap_or_default();
            self.trouble.set(Some(Trouble { id: seal.id, what, damage: Vec::new(), vanished: true }));
        }
    }

    /// Keeps a snapshot of a workspace as it was opened, where there is none of that generation: the way back.
    async fn snapshot(self, workspace: Workspace, generation: u64) {
        let (snapshots, id) = (Snapshots::default(), workspace.settings.id);
        if self.unkept.with_untracked(Option::is_some) || workspace.is_empty() {
            return;
        }
        let newest =
            snapshots.list(id).await.ok().and_then(|list| list.iter().map(|snapshot| snapshot.generation).max());
        if newest == Some(generation) {
            return;
        }
        // In pieces, so that opening a large workspace does not hold up the page.
        let stamp = ExportStamp { exported: clock::now() };
        let mut exporter = Exporter::new(&workspace, Some(&stamp));
        let mut bytes = Vec::new();
        let mut slice = super::slices::Slice::begin();
        while exporter.write(&mut bytes) {
            if slice.is_over() {
                slice.rest().await;
            }
        }
        // A snapshot that does not fit is no reason to disturb anybody: the workspace itself is kept.
        let _ = snapshots.save(id, generation, clock::now(), &bytes).await;
    }

    /// Reads anew which workspaces are stored.
    pub async fn refresh_listings(self) {
        let Some(store) = self.store() else { return };
        match store.list().await {
            Ok(listings) => self.listings.set(listings),
            Err(error) => self.toasts.fail(error.to_string()),
        }
    }

    /// Opens a stored workspace.
    pub async fn open(self, id: Id) {
        let _ = self.settled().await;
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
                if let Some(workspace) = snapshot {
                    spawn_local(async move { self.snapshot(workspace, loaded.generation).await });
                }
            }
            Err(error) => {
                self.trouble.set(Some(Trouble { id, what: error.to_string(), damage: Vec::new(), vanished: false }));
            }
        }
    }

    /// Another tab saved or deleted a workspace: follow it where all of this tab's own edits are saved. Where they are
    /// not, the generation check refuses the next save and says so.
    fn hear(self, id: Id, generation: u64) {
        spawn_local(async move {
            self.refresh_listings().await;
            let open = self.peek().is_some_and(|workspace| workspace.settings.id == id);
            match self.saving.try_get_untracked().flatten() {
                Some(Saving::Saved { generation: known }) if open && generation > known => self.open(id).await,
                Some(_) if open && generation == 0 => {
                    self.close();
                    self.toasts.say("The workspace was deleted in another tab.");
                }
                _ => {}
            }
        });
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
    }

    /// Keeps a new workspace and opens it. Where it cannot be kept it is opened all the same, and the page says so.
    pub async fn create(self, workspace: Workspace) {
        let _ = self.settled().await;
        let Some(store) = self.store() else { return };
        let receipt = store.create(&workspace, clock::now()).await;
        self.show_whole(workspace, receipt).await;
    }

    /// Writes a workspace over what is stored under its id, and opens it.
    pub async fn replace(self, workspace: Workspace) {
        let _ = self.settled().await;
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
    pub async fn delete(self, id: Id) -> Result<(), StoreError> {
        let Some(store) = self.store() else { return Ok(()) };
        let _ = self.settled().await;
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

    /// Closes the open workspace; it stays in the store.
    pub fn close(self) {
        self.inner().borrow_mut().keeper = None;
        self.workspace.set(None);
        self.saving.set(None);
        self.steps.set((None, None));
        preferences::set_last_workspace(None);
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

    fn keep(self, workspace: Workspace, touched: Touched) {
        let labels = {
            let inner = self.inner();
            let inner = inner.borrow();
            (inner.history.undo_label().map(str::to_owned), inner.history.redo_label().map(str::to_owned))
        };
        self.steps.set(labels);
        if let Some(keeper) = self.keeper()
            && keeper.touch(&workspace, touched)
        {
            spawn_local(async move { keeper.run().await });
        }
        self.workspace.set(Some(Arc::new(workspace)));
    }

    /// Tries again to write what could not be written.
    pub fn retry(self) {
        if let Some(keeper) = self.keeper() {
            spawn_local(async move { keeper.run().await });
        }
    }

    /// Takes the last action back.
    pub fn undo(self) {
        self.step(History::undo, "Undone");
    }

    /// Does again what was taken back.
    pub fn redo(self) {
        self.step(History::redo, "Done again");
    }

    fn step(self, step: impl FnOnce(&mut History, &mut Workspace) -> Result<Option<Change>, CommandError>, verb: &str) {
        let Some(current) = self.peek() else { return };
        let mut workspace = (*current).clone();
        let outcome = step(&mut self.inner().borrow_mut().history, &mut workspace);
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

    /// Goes to another place in the page.
    pub fn go(self, route: Route) {
        super::address::set(&route);
    }
}
