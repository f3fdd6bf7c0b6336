//! The panel in which a record is made or changed: its form with the same three buttons everywhere, and what is wrong
//! beside the field it is about.

use crate::{
    model::{Action, Command, CommandError, Id, RecordKey, RecordKind, record::Records},
    ui::{
        app_state::App,
        clock,
        components::{Button, DetailPanel, IconName, Look},
    },
    view::route::{Panel, Route},
};
use leptos::prelude::*;
use std::sync::Arc;

/// What is wrong with the form: the field, and what to do.
#[derive(Clone, Copy)]
pub struct Wrong(RwSignal<Option<(&'static str, String)>>);

impl Wrong {
    /// Nothing yet.
    pub fn new() -> Self {
        Self(RwSignal::new(None))
    }

    /// What is wrong with a field.
    pub fn of(self, field: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || self.0.get().filter(|(at, _)| *at == field).map(|(_, message)| message))
    }

    /// Says that a field is wrong.
    pub fn set(self, field: &'static str, message: impl Into<String>) {
        self.0.set(Some((field, message.into())));
    }

    /// Carries out what the form says, and closes it; or shows beside the field why not.
    pub fn apply(self, app: App, action: Action, close: impl FnOnce()) {
        match app.apply(action) {
            Ok(()) => close(),
            Err(CommandError::Invalid(invalid)) => self.set(invalid.field, invalid.message),
            Err(other) => app.toasts.fail(other.to_string()),
        }
    }
}

/// Which record a panel is of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Stands {
    /// Not there yet.
    New,
    /// There, and it may be removed.
    There(RecordKey),
    /// There, and it may not be removed, for this reason.
    Needed(&'static str),
    /// No longer there.
    Gone,
}

/// The record that a panel is of, and how it stands.
pub fn record_of<T>(
    app: App,
    panel: Panel,
    kind: RecordKind,
    get: impl FnOnce(&Records, Id) -> Option<Arc<T>>,
) -> (Option<Arc<T>>, Stands) {
    let Panel::Edit(id) = panel else { return (None, Stands::New) };
    match app.peek().and_then(|workspace| get(&workspace.records, id)) {
        Some(record) => (Some(record), Stands::There(RecordKey { kind, id })),
        None => (None, Stands::Gone),
    }
}

/// The panel of one record, with its form.
#[component]
pub fn RecordPanel(
    app: App,
    /// What it is called, or what is new.
    #[prop(into)]
    title: Signal<String>,
    /// Its name in a sentence: “channel”.
    noun: &'static str,
    /// Whether it is there.
    stands: Stands,
    /// Takes what the form says.
    #[prop(into)]
    on_save: Callback<()>,
    /// Leaves the panel.
    #[prop(into)]
    on_close: Callback<()>,
    /// Wider, for forms with tables.
    #[prop(optional)]
    wide: bool,
    /// The fields.
    children: Children,
) -> impl IntoView {
    let close = move || on_close.run(());
    if stands == Stands::Gone {
        return view! {
            <DetailPanel title="Not here any more" on_close=on_close><p>{format!("This {noun} was removed. Undo brings it back.")}</p></DetailPanel>
        }
        .into_any();
    }
    let remove = move |key: RecordKey| match app.apply(Action::remove(key)) {
        Ok(()) => close(),
        Err(error) => app.toasts.fail(error.to_string()),
    };
    let duplicate = move |key: RecordKey| {
        let copy = app.peek().and_then(|workspace| workspace.records.duplicate(key, clock::mint(), clock::now()));
        let Some(copy) = copy else { return };
        let id = copy.key().id;
        match app.apply(Action::new(format!("{} duplicated", key.kind.noun()), Command::Put(copy))) {
            Ok(()) => match Route::of(key.kind, Panel::Edit(id)) {
                Some(route) => app.go(route),
                None => close(),
            },
            Err(error) => app.toasts.fail(error.to_string()),
        }
    };
    view! {
        <DetailPanel title wide on_close=on_close>
            <form class="form" novalidate on:submit=move |event| { event.prevent_default(); on_save.run(()); }>
                {children()}
                <div class="button-row">
                    <Button look=Look::Primary submit=true>{if stands == Stands::New { format!("Add {noun}") } else { "Save".to_owned() }}</Button>
                    <Button on_press=close>"Cancel"</Button>
                    {match stands {
                        Stands::There(key) => Some(view! {
                            <Button icon=IconName::Copy on_press=move || duplicate(key)>"Duplicate"</Button>
                            <Button look=Look::Danger on_press=move || remove(key)>"Remove"</Button>
                        }),
                        _ => None,
                    }}
                </div>
                {match stands {
                    Stands::Needed(why) => Some(view! { <p class="muted small">{why}</p> }),
                    _ => None,
                }}
            </form>
        </DetailPanel>
    }
    .into_any()
}
