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
    /// Which record it is, where [`Stands`] does not say.
    #[prop(default = None)]
    key: Option<RecordKey>,
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
    // The record as it was when the panel opened, even one that is needed and so cannot be removed.
    let held = key.or(match stands {
        Stands::There(key) => Some(key),
        _ => None,
    });
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
                    {archive_button(app, held, close)}
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

/// Puts a record away, or brings it back; nothing for types that cannot be put away.
pub fn archive_button(
    app: App,
    key: Option<RecordKey>,
    close: impl Fn() + Copy + Send + Sync + 'static,
) -> Option<AnyView> {
    let key = key?;
    let archived = app.peek()?.records.get(key)?.archived()?;
    let press = move || {
        let Some(record) = app.peek().and_then(|workspace| workspace.records.get(key)) else { return };
        let now = clock::now();
        let (word, at) = if archived { ("brought back", None) } else { ("archived", Some(now)) };
        let label = format!("{} {word}", key.kind.noun());
        match app.apply(Action::new(label, Command::Put(record.with_archived(at, now)))) {
            Ok(()) => close(),
            Err(error) => app.toasts.fail(error.to_string()),
        }
    };
    Some(view! { <Button on_press=press>{if archived { "Bring back" } else { "Archive" }}</Button> }.into_any())
}

/// The records of a type that were put away, each with the way to it; nothing where there are none.
#[component]
pub fn Archived(app: App, kind: RecordKind) -> impl IntoView {
    let away = Memo::new(move |_| {
        app.workspace.with(|workspace| {
            let Some(workspace) = workspace else { return Vec::new() };
            let records = workspace.records.of(kind).into_iter().filter(|record| record.archived() == Some(true));
            records.map(|record| (record.key().id, record.title().to_owned())).collect()
        })
    });
    move || {
        let away: Vec<(Id, String)> = away.get();
        (!away.is_empty()).then(|| {
            view! {
                <details class="small no-print">
                    <summary>{format!("Archived ({})", away.len())}</summary>
                    <ul class="stack-tight">
                        {away.into_iter().map(|(id, title)| {
                            let address = Route::of(kind, Panel::Edit(id)).map(|route| route.to_string());
                            view! { <li><a href=address dir="auto">{title}</a></li> }
                        }).collect_view()}
                    </ul>
                </details>
            }
        })
    }
}
