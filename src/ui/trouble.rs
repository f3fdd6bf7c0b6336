//! What must be known before anything else: no storage, damaged or lost data, edits that are not saved. Each with a
//! way on.

use super::{
    app_state::{App, Trouble, use_app},
    clock,
    components::{Banner, Button, Look, Tone},
    files,
};
use crate::{
    model::words::date_time,
    store::{
        Saving, StoreError, preferences as seals,
        snapshots::{Snapshot, Snapshots},
    },
    view::route::Route,
};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

/// The notices above every screen.
#[component]
pub fn Notices() -> impl IntoView {
    let app = use_app();
    let unsaved = Memo::new(move |_| match app.saving.get() {
        // Where the browser keeps nothing at all, one notice is enough.
        Some(Saving::Unsaved(error)) if app.unkept.with(Option::is_none) => {
            Some((error.to_string(), matches!(error, StoreError::Conflict { .. })))
        }
        _ => None,
    });
    view! {
        {move || app.unkept.get().filter(|_| app.is_open()).map(|why| view! {
            <Banner tone=Tone::Warn actions=move || view! { <Button on_press=move || files::save_workspace(app)>"Export workspace"</Button> }>{why}</Banner>
        })}
        {move || unsaved.get().map(|(why, conflict)| view! {
            <Banner tone=Tone::Bad actions=move || view! {
                {if conflict {
                    view! { <Button on_press=move || reopen(app)>"Show what the other tab saved"</Button> }.into_any()
                } else {
                    view! { <Button on_press=move || app.retry()>"Try again"</Button> }.into_any()
                }}
                <Button look=Look::Primary on_press=move || files::save_workspace(app)>"Export workspace"</Button>
            }>{why}</Banner>
        })}
        {move || app.trouble.get().map(|trouble| view! { <Alarm app trouble/> })}
    }
}

/// Opens the stored state of the open workspace, in place of what is on screen.
fn reopen(app: App) {
    if let Some(workspace) = app.peek() {
        app.open(workspace.settings.id);
    }
}

/// Stored data that is not as it was left.
#[component]
fn Alarm(app: App, trouble: Trouble) -> impl IntoView {
    let id = trouble.id;
    let vanished = trouble.vanished;
    let damaged = !trouble.damage.is_empty();
    let accept = move || {
        if vanished {
            seals::remove_seal(id);
            app.trouble.set(None);
        } else if app.peek().is_some_and(|workspace| workspace.settings.id == id) {
            app.with_part(app.parts.session, move |session| (session.accept)(app));
        } else {
            app.trouble.set(None);
        }
    };
    let snapshots = RwSignal::new(Vec::<Snapshot>::new());
    spawn_local(async move {
        let mut found = Snapshots::default().list(id).await.unwrap_or_default();
        found.sort_by_key(|snapshot| std::cmp::Reverse(snapshot.generation));
        found.truncate(2);
        let _ = snapshots.try_set(found);
    });
    let restore = move |snapshot: Snapshot| {
        app.with_part(app.parts.exchange, move |exchange| (exchange.restore)(app, snapshot));
    };
    let restores = move || {
        snapshots
            .get()
            .into_iter()
            .enumerate()
            .map(|(at, snapshot)| {
                let first = at == 0;
                let when = format!("Restore the snapshot of {}", date_time(clock::here(snapshot.time)));
                view! { <Button look=if first { Look::Primary } else { Look::Secondary } on_press=move || restore(snapshot.clone())>{when}</Button> }
            })
            .collect_view()
    };
    let actions = move || {
        view! {
            {restores}
            <Button on_press=move || app.go(Route::Import)>"Open a file"</Button>
            <Button on_press=accept>{if vanished { "Do not remind me again" } else if damaged { "Go on with what is left" } else { "Go on with what is there" }}</Button>
        }
    };
    view! {
        <Banner tone=Tone::Bad actions=actions>
            <p>{trouble.what}</p>
            <ul>{trouble.damage.into_iter().map(|damage| view! { <li>{damage.to_string()}</li> }).collect_view()}</ul>
        </Banner>
    }
}
