//! The workspace switcher in the top bar.

use super::{
    app_state::use_app,
    components::{IconName, Menu, MenuItem},
};
use crate::view::route::Route;
use leptos::prelude::*;

/// The open workspace's name; the others behind it.
#[component]
pub fn Switcher() -> impl IntoView {
    let app = use_app();
    let name = Signal::derive(move || {
        app.workspace
            .with(|workspace| workspace.as_ref().map(|workspace| workspace.settings.name.clone()).unwrap_or_default())
    });
    let items = Signal::derive(move || {
        let open = app.workspace.with(|workspace| workspace.as_ref().map(|workspace| workspace.settings.id));
        let mut items: Vec<MenuItem> = app.listings.with(|listings| {
            listings
                .iter()
                .map(|listing| {
                    let id = listing.id;
                    let current = open == Some(id);
                    // The listing may lag behind a rename.
                    let label = if current {
                        name.get()
                    } else {
                        listing.header.as_ref().map_or_else(|| id.to_string(), |header| header.name.clone())
                    };
                    let item = MenuItem::new(label, move || {
                        if !current {
                            app.open(id);
                        }
                    });
                    item.checked(current)
                })
                .collect()
        });
        items.push(MenuItem::new("New workspace", move || app.begin_empty()).icon(IconName::Plus));
        items.push(MenuItem::new("All workspaces", move || app.go(Route::Start)).icon(IconName::Home));
        items
    });
    let is_task = move || {
        app.workspace.with(|workspace| workspace.as_ref().is_some_and(|workspace| workspace.settings.task.is_some()))
    };
    let is_sample =
        move || app.workspace.with(|workspace| workspace.as_ref().is_some_and(|workspace| workspace.settings.sample));
    view! {
        <Menu label="Workspace" trigger=move || view! { <span class="clip">{name}</span> } class="button button-quiet switcher" items/>
        <Show when=is_task><span class="badge badge-accent">"Task"</span></Show>
        <Show when=is_sample><span class="badge badge-accent">"Sample data"</span></Show>
    }
}
