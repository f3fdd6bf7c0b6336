//! Backups & storage: where the data is, how much, how safe, and what to do about it.

use crate::{
    model::facts::TableKind,
    store::{Saving, Usage, persistence},
    ui::{
        app_state::use_app,
        components::{Banner, Button, IconName, KeyValue, KeyValues, Look, Tone},
        files,
    },
};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

fn megabytes(bytes: f64) -> String {
    if bytes < 1e5 { format!("{:.0} kB", (bytes / 1e3).ceil()) } else { format!("{:.1} MB", bytes / 1e6) }
}

/// The storage screen.
#[component]
pub fn Storage() -> impl IntoView {
    let app = use_app();
    let usage = RwSignal::new(None::<Result<Usage, String>>);
    let persistent = RwSignal::new(None::<bool>);
    let look = move || {
        spawn_local(async move {
            let found = app.usage().await.map_err(|error| error.to_string());
            let kept = persistence::persisted().await;
            let _ = usage.try_set(Some(found));
            let _ = persistent.try_set(Some(kept));
        });
    };
    // After each save the figures are read anew.
    Effect::new(move || {
        app.saving.track();
        look();
    });
    let ask = move || {
        spawn_local(async move {
            let granted = persistence::persist().await;
            let _ = persistent.try_set(Some(granted));
            if !granted {
                app.toasts.say("The browser did not promise it. Browsers decide by use: keep the page as a bookmark or installed app, and export a file now and then.".to_owned());
            }
        });
    };
    let saved = move || match app.saving.get() {
        None => "No workspace is open.".to_owned(),
        Some(Saving::Saved { generation }) => format!("Everything is saved (save {generation})."),
        Some(Saving::Writing) => "Saving…".to_owned(),
        Some(Saving::Unsaved(error)) => error.to_string(),
    };
    let contents = move || {
        app.workspace.with(|workspace| {
            workspace.as_ref().map(|workspace| {
                TableKind::ALL
                    .iter()
                    .map(|kind| {
                        let table = workspace.facts.table(*kind);
                        (
                            super::export::capital(kind.noun()),
                            format!(
                                "{} rows, {}",
                                crate::analytics::format::whole(table.len() as f64),
                                megabytes(table.bytes() as f64)
                            ),
                        )
                    })
                    .chain([("Records".to_owned(), crate::analytics::format::whole(workspace.records.len() as f64))])
                    .collect::<Vec<_>>()
            })
        })
    };
    view! {
        <div class="page page-narrow">
            <header class="page-header"><h1>"Backups & storage"</h1></header>
            {move || app.unkept.get().map(|why| view! { <Banner tone=Tone::Bad>{why}</Banner> })}
            {move || matches!(app.saving.get(), Some(Saving::Unsaved(_))).then(|| view! {
                <Banner tone=Tone::Bad actions=move || view! {
                    <Button on_press=move || app.retry()>"Try again"</Button>
                    <Button look=Look::Primary on_press=move || files::save_workspace(app)>"Export workspace"</Button>
                }>{saved}</Banner>
            })}
            <section class="form-section">
                <header><h2>"File backup"</h2><p>"The only copy outside this browser."</p></header>
                <div class="stack">
                    <p>{move || super::export::capital(&files::backup_age_label(app))}"."</p>
                    <div><Button look=Look::Primary icon=IconName::Export disabled=Signal::derive(move || !app.is_open()) on_press=move || files::save_workspace(app)>"Export workspace"</Button></div>
                </div>
            </section>
            <section class="form-section">
                <header><h2>"In this browser"</h2><p>"In IndexedDB on this device, for this address. Nothing is sent anywhere."</p></header>
                <div class="stack">
                    <p role="status">{saved}</p>
                    <KeyValues>
                        {move || usage.get().map(|usage| match usage {
                            Ok(usage) => view! {
                                <KeyValue name="All workspaces">{megabytes(usage.workspaces as f64)}</KeyValue>
                                <KeyValue name="Used by this page">{usage.used.map_or_else(|| "the browser does not say".to_owned(), megabytes)}</KeyValue>
                                <KeyValue name="Room the browser gives">{usage.quota.map_or_else(|| "the browser does not say".to_owned(), megabytes)}</KeyValue>
                            }.into_any(),
                            Err(error) => view! { <KeyValue name="Storage">{error}</KeyValue> }.into_any(),
                        })}
                        <KeyValue name="Promised to be kept">
                            {move || match persistent.get() {
                                Some(true) => "yes: the browser asks before it deletes this data",
                                Some(false) => "no: the browser may delete this data when the disk is full",
                                None => "the browser does not say",
                            }}
                        </KeyValue>
                    </KeyValues>
                    {move || (persistent.get() == Some(false)).then(|| view! { <div><Button on_press=ask>"Ask the browser to keep it"</Button></div> })}
                </div>
            </section>
            <section class="form-section">
                <header><h2>"This workspace"</h2></header>
                <KeyValues>
                    {move || contents().into_iter().flatten().map(|(name, value)| view! { <KeyValue name=name>{value}</KeyValue> }).collect_view()}
                </KeyValues>
            </section>
            <super::benchmark::Benchmark/>
        </div>
    }
}
