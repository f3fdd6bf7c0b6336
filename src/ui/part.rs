//! Parts of the page that the browser loads when they are first needed.
//!
//! A part is one function that gives a table of functions; whatever only that table reaches becomes a file of its
//! own when the page is built with the feature `split` (see xtask/src/split.rs). Without it everything is in one
//! module and a part is there at once.

use super::{exchange, pages, sample, session};
use leptos::prelude::*;
use std::{future::Future, pin::Pin};
use wasm_bindgen_futures::spawn_local;

/// A part did not arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("A part of the page did not load. Check the connection, then try again; what you did is safe on this device.")]
pub struct PartError;

#[cfg(feature = "split")]
impl From<wasm_split_helpers::SplitLoaderError> for PartError {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

/// A table of functions on its way.
pub type Loading<T> = Pin<Box<dyn Future<Output = Result<&'static T, PartError>>>>;

/// Defines a part: its loader `$load`, and the table that it gives.
macro_rules! part {
    ($(#[$doc:meta])* $load:ident, $name:ident: $table:ty = $value:expr) => {
        $(#[$doc])*
        pub fn $load() -> $crate::ui::part::Loading<$table> {
            #[cfg(feature = "split")]
            #[wasm_split_helpers::wasm_split($name, fallible)]
            fn $name() -> Result<&'static $table, $crate::ui::part::PartError> {
                static TABLE: $table = $value;
                Ok(&TABLE)
            }
            #[cfg(not(feature = "split"))]
            async fn $name() -> Result<&'static $table, $crate::ui::part::PartError> {
                static TABLE: $table = $value;
                Ok(&TABLE)
            }
            Box::pin($name())
        }
    };
}
pub(crate) use part;

/// A part as the page sees it: not asked for, on its way, there, or not to be had.
pub struct Part<T: 'static> {
    state: RwSignal<Option<Result<&'static T, PartError>>, LocalStorage>,
    load: fn() -> Loading<T>,
}

impl<T> Clone for Part<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Part<T> {}

impl<T> Part<T> {
    /// A part that nobody has asked for yet.
    pub fn new(load: fn() -> Loading<T>) -> Self {
        Self { state: RwSignal::new_local(None), load }
    }

    /// The part, once it is there.
    ///
    /// # Errors
    /// Where it cannot be loaded; the next call tries again.
    pub async fn ready(self) -> Result<&'static T, PartError> {
        if let Some(Ok(table)) = self.state.get_untracked() {
            return Ok(table);
        }
        let result = (self.load)().await;
        // The page may be on its way out.
        let _ = self.state.try_set(Some(result));
        result
    }

    /// The part if it is there, following its arrival; asks for it otherwise.
    pub fn get(self) -> Option<Result<&'static T, PartError>> {
        let state = self.state.get();
        if state.is_none() {
            self.fetch();
        }
        state
    }

    /// The part if it is there, without following or asking.
    pub fn now(self) -> Option<&'static T> {
        self.state.get_untracked()?.ok()
    }

    /// Asks for it, again where it did not arrive.
    pub fn fetch(self) {
        spawn_local(async move {
            let _ = self.ready().await;
        });
    }
}

/// All parts of the page.
#[derive(Clone, Copy)]
pub struct Parts {
    /// Opening and changing a workspace.
    pub session: Part<session::Session>,
    /// The screens of an open workspace.
    pub screens: Part<pages::Screens>,
    /// The screens of Learn, with what is taught there.
    pub learn: Part<pages::learn::Learn>,
    /// Files and scripts, in and out.
    pub exchange: Part<exchange::Exchange>,
    /// The sample community.
    pub sample: Part<sample::Sample>,
}

impl Parts {
    /// None asked for yet.
    pub fn new() -> Self {
        Self {
            session: Part::new(session::load),
            screens: Part::new(pages::load),
            learn: Part::new(pages::learn::load),
            exchange: Part::new(exchange::load),
            sample: Part::new(sample::load),
        }
    }
}
