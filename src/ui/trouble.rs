//! What must be known before anything else: no storage, damaged or lost data, edits that are not saved. Each with a
//! way on.

use super::{
    app_state::{App, Trouble, use_app},
    components::{Banner, Button, Look, Tone},
    files,
};
use crate::{
    store::{Saving, preferences as seals},
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
        Some(Saving::Unsaved(error)) if app.unkept.with(Option::is_none) => Some(error.to_string()),
        _ => None,
    });
    view! {
        {move || app.unkept.get().filter(|_| app.is_open()).map(|why| view! {
            <Banner tone=Tone::Warn actions=move || view! { <Button on_press=move || files::save_workspace(app)>"Export workspace"</Button> }>{why}</Banner>
        })}
        {move || unsaved.get().map(|why| view! {
            <Banner tone=Tone::Bad actions=move || view! {
                <Button on_press=move || app.retry()>"Try again"</Button>
                <Button look=Look::Primary on_press=move || files::save_workspace(app)>"Export workspace"</Button>
            }>{why}</Banner>
        })}
        {move || app.trouble.get().map(|trouble| view! { <Alarm app trouble/> })}
    }
}

/// Stored data that is not as it was left.
#[component]
fn Alarm(app: App, trouble: Trouble) -> impl IntoView {
    let id = trouble.id;
    let vanished = trouble.vanished;
    let damaged = !trouble.damage.is_empty();
    let accept = move || {
        spawn_local(async move {
            if vanished {
                seals::remove_seal(id);
                app.trouble.set(None);
            } else if let Some(workspace) = app.peek().filter(|workspace| workspace.settings.id == id) {
                app.replace((*workspace).clone()).await;
            } else {
                app.trouble.set(None);
            }
        });
    };
    let actions = move || {
        view! {
            <Button look=Look::Primary on_press=move || app.go(Route::Import)>"Open a file"</Button>
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
