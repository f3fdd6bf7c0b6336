//! The first moments: opening the store, noticing what vanished, going on where one was.

use super::{
    any_store::AnyStore,
    app_state::{App, Trouble},
    preferences,
};
use crate::{
    model::Id,
    store::{Listing, Saving, Verdict, preferences as seals, tabs::News},
    view::route::Route,
};
use leptos::prelude::*;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

impl App {
    /// Opens the store and the workspace of last time.
    pub async fn boot(self) {
        if preferences::last_workspace().is_some() {
            // Somebody comes back: what they will need comes along while the store is being opened.
            self.parts.session.fetch();
            if super::pages::learn::has(&self.route.get_untracked()) {
                self.parts.learn.fetch();
            } else {
                self.parts.screens.fetch();
            }
        }
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
            match self.parts.session.ready().await {
                Ok(session) => (session.open)(self, id).await,
                Err(error) => self.toasts.fail(error.to_string()),
            }
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

    /// Another tab saved or deleted a workspace: follow it where all of this tab's own edits are saved. Where they are
    /// not, the generation check refuses the next save and says so.
    fn hear(self, id: Id, generation: u64) {
        spawn_local(async move {
            self.refresh_listings().await;
            let open = self.peek().is_some_and(|workspace| workspace.settings.id == id);
            match self.saving.try_get_untracked().flatten() {
                Some(Saving::Saved { generation: known }) if open && generation > known => self.open(id),
                Some(_) if open && generation == 0 => {
                    self.close();
                    self.toasts.say("The workspace was deleted in another tab.");
                }
                _ => {}
            }
        });
    }
}
