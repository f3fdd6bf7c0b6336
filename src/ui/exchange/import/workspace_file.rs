//! A workspace file before it is opened: what is in it, and whether it is here already.

use super::run::open_workspace;
use crate::{
    analytics::format,
    interchange::workspace_json::Imported,
    model::{RecordKind, facts::TableKind},
    ui::{
        app_state::App,
        components::{Banner, Button, KeyValue, KeyValues, Look, Tone},
        pages::fact_table::when,
    },
    view::route::Route,
};
use leptos::prelude::*;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

/// What the file holds, and the ways to open it.
#[component]
pub fn Preview(app: App, file: Rc<(String, Imported)>) -> impl IntoView {
    let (name, imported) = &*file;
    let workspace = &imported.workspace;
    let id = workspace.settings.id;
    let exists = app.listings.with(|listings| listings.iter().any(|listing| listing.id == id));
    let exported = imported.exported.map(|at| when(workspace, at));
    let counts = TableKind::ALL
        .iter()
        .map(|kind| (kind.noun().to_owned(), workspace.facts.table(*kind).len()))
        .chain(RecordKind::ALL.iter().map(|kind| (kind.name().to_owned(), workspace.records.of(*kind).len())))
        .filter(|(_, count)| *count > 0)
        .map(|(name, count)| view! { <KeyValue name=crate::ui::pages::export::capital(&name)>{format::whole(count as f64)}</KeyValue> })
        .collect_view();
    let warnings = imported
        .warnings
        .iter()
        .map(|warning| warning.message.clone())
        .map(|warning| view! { <Banner tone=Tone::Warn>{warning}</Banner> })
        .collect_view();
    let title = workspace.settings.name.clone();
    let name = name.clone();
    let file = StoredValue::new_local(file);
    let open = move |replace: bool| {
        let file = file.with_value(Rc::clone);
        spawn_local(async move {
            let (_, imported) = &*file;
            open_workspace(app, imported.clone(), replace).await;
            app.import.cancel();
            // Who was asked for a review sees what it is about.
            let asked = crate::plan::review::of(&imported.workspace).is_some();
            app.go(if asked { Route::Content(Default::default()) } else { Route::Analytics(Default::default()) });
        });
    };
    view! {
        <div class="sections">
            <section class="card stack">
                <h2>{title}</h2>
                <p class="muted">{name}{exported.map(|at| format!(" · exported {at}"))}</p>
                <KeyValues>{counts}</KeyValues>
            </section>
            {warnings}
            {exists.then(|| view! { <Banner tone=Tone::Warn>"This workspace is in this browser already. Replacing puts the file’s state in its place; as a copy, both stay."</Banner> })}
            <div class="actions-bar">
                {if exists {
                    view! {
                        <Button look=Look::Primary on_press=move || open(false)>"Open as a copy"</Button>
                        <Button look=Look::Danger on_press=move || open(true)>"Replace"</Button>
                    }.into_any()
                } else {
                    view! { <Button look=Look::Primary on_press=move || open(false)>"Open workspace"</Button> }.into_any()
                }}
                <Button on_press=move || app.import.cancel()>"Cancel"</Button>
            </div>
        </div>
    }
}
