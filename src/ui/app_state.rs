//! What the whole page shares: the open workspace, whether it is saved, where one is. Made once at the root and
//! handed down by context; everything else is derived from it.

use super::{
    any_store::AnyStore,
    components::Toasts,
    exchange::import::ImportState,
    part::{Part, Parts},
    preferences,
};
use crate::{
    analytics::Dataset,
    model::{Id, Workspace},
    store::{
        Damage, History, Keeper, Listing, Saving, Store,
        tabs::{News, Writer},
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
    /// The workspace's id.
    pub id: Id,
    /// Its revision.
    pub revision: u64,
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
    /// Whether another tab has the open workspace for writing and this one follows it, until it is edited here.
    pub following: RwSignal<bool>,
    /// Whether the page has looked into the store.
    pub booted: RwSignal<bool>,
    /// Rises with every export, so that the age of the backup is shown anew.
    pub exports: RwSignal<u32>,
    /// Short messages.
    pub toasts: Toasts,
    /// The file on its way in, from wherever it was dropped.
    pub import: ImportState,
    /// Files dropped on a screen that takes them itself, until it did.
    pub dropped: RwSignal<Vec<web_sys::File>, LocalStorage>,
    /// What loads when it is first needed.
    pub parts: Parts,
    inner: StoredValue<Rc<RefCell<Inner>>, LocalStorage>,
}

/// What nobody watches.
#[derive(Default)]
pub(super) struct Inner {
    pub(super) store: Option<Rc<AnyStore>>,
    pub(super) keeper: Option<Keeper<AnyStore>>,
    pub(super) history: History,
    /// What other tabs tell, and what is told to them.
    pub(super) news: Option<Rc<News>>,
    /// The right to write the open workspace, as long as this tab has it.
    pub(super) writer: Option<Writer>,
    /// Whether the browser was asked to keep the data; once a visit is enough.
    pub(super) asked_to_keep: bool,
}

/// The shared state, from context. Every component lives below the root, which provides it.
pub fn use_app() -> App {
    expect_context::<App>()
}

impl App {
    /// Makes the state. Call once, at the root.
    pub fn new(toasts: Toasts) -> Self {
        let workspace: RwSignal<Option<Arc<Workspace>>> = RwSignal::new(None);
        let parts = Parts::new();
        let data = Memo::new(move |old: Option<&Option<Data>>| {
            let workspace = workspace.get()?;
            // No workspace is open without the session.
            let session = parts.session.now()?;
            Some((session.derive)(&workspace, old.and_then(Option::as_ref)))
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
            following: RwSignal::new(false),
            booted: RwSignal::new(false),
            exports: RwSignal::new(0),
            toasts,
            import: ImportState::new(),
            dropped: RwSignal::new_local(Vec::new()),
            parts,
            inner: StoredValue::new_local(Rc::default()),
        }
    }

    /// Does something with a part of the page once it is there, and says so where it does not arrive.
    pub fn with_part<T>(self, part: Part<T>, work: impl FnOnce(&'static T) + 'static) {
        spawn_local(async move {
            match part.ready().await {
                Ok(table) => work(table),
                Err(error) => self.toasts.fail(error.to_string()),
            }
        });
    }

    pub(super) fn inner(self) -> Rc<RefCell<Inner>> {
        self.inner.with_value(Rc::clone)
    }

    pub(super) fn store(self) -> Option<Rc<AnyStore>> {
        self.inner().borrow().store.clone()
    }

    pub(super) fn keeper(self) -> Option<Keeper<AnyStore>> {
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

    /// Closes the open workspace; it stays in the store.
    pub fn close(self) {
        {
            let inner = self.inner();
            let mut inner = inner.borrow_mut();
            (inner.keeper, inner.writer) = (None, None);
        }
        self.following.set(false);
        self.workspace.set(None);
        self.saving.set(None);
        self.steps.set((None, None));
        preferences::set_last_workspace(None);
    }

    /// Opens a stored workspace.
    pub fn open(self, id: Id) {
        self.with_part(self.parts.session, move |session| spawn_local((session.open)(self, id)));
    }

    /// Asks for what the sample community needs, before somebody presses its door or just then.
    pub fn expect_sample(self) {
        self.parts.session.fetch();
        self.parts.sample.fetch();
        self.parts.screens.fetch();
    }

    /// Makes and opens the sample community.
    pub fn begin_sample(self) {
        self.expect_sample();
        let then = Route::Analytics(Default::default());
        self.with_part(self.parts.session, move |session| (session.begin_sample)(self, then));
    }

    /// Asks for what the course needs, before somebody presses its door or just then.
    pub fn expect_course(self) {
        self.parts.session.fetch();
        self.parts.sample.fetch();
        self.parts.learn.fetch();
    }

    /// Makes and opens the sample community, and begins the course in it.
    pub fn begin_course(self) {
        self.expect_course();
        let then = Route::Course(Default::default());
        self.with_part(self.parts.session, move |session| (session.begin_sample)(self, then));
    }

    /// Makes and opens an empty workspace, and asks for its first file.
    pub fn begin_empty(self) {
        self.with_part(self.parts.session, move |session| (session.begin_empty)(self));
    }

    /// Takes the last action back.
    pub fn undo(self) {
        self.with_part(self.parts.session, move |session| (session.undo)(self));
    }

    /// Does again what was taken back.
    pub fn redo(self) {
        self.with_part(self.parts.session, move |session| (session.redo)(self));
    }

    /// Tries again to write what could not be written.
    pub fn retry(self) {
        self.with_part(self.parts.session, move |session| (session.retry)(self));
    }

    /// Deletes a stored workspace; closes it where it is open.
    pub fn delete(self, id: Id) {
        self.with_part(self.parts.session, move |session| (session.delete)(self, id));
    }

    /// Reads anew which workspaces are stored.
    pub async fn refresh_listings(self) {
        let Some(store) = self.store() else { return };
        match store.list().await {
            Ok(listings) => self.listings.set(listings),
            Err(error) => self.toasts.fail(error.to_string()),
        }
    }

    /// Goes to another place in the page.
    pub fn go(self, route: Route) {
        super::address::set(&route);
    }
}
