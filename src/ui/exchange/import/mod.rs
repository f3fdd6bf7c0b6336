//! Import: a file is read, its columns are mapped, what it would change is shown, and only then anything is written.

mod line;
mod look;
mod mapping;
mod preview;
mod run;
mod source;
mod worker;
mod workspace_file;

pub use run::{ImportState, Options, run, take};
pub use worker::work;

use look::Looked;
use source::Source;

use crate::{
    interchange::{FileError, table::Report, workspace_json::Imported},
    model::Workspace,
    ui::{
        app_state::{App, use_app},
        components::{Banner, Button, IconName, Look, Progress, Tone},
        files,
    },
};
use leptos::prelude::*;
use std::rc::Rc;

/// How far an import is.
#[derive(Clone, Default)]
pub enum Stage {
    /// No file yet.
    #[default]
    Waiting,
    /// Reading or preparing, this far (0 to 1).
    Working(&'static str, f64),
    /// A table: mapped, and what it would change, where the mapping can be used.
    Table(Rc<Table>),
    /// A workspace.
    Workspace(Rc<(String, Imported)>),
    /// It cannot be read.
    Failed(Rc<FileError>),
    /// It was taken in.
    Done(Rc<Report>),
}

/// A table on its way in.
pub struct Table {
    /// The file's cells, wherever they are.
    source: Rc<Source>,
    /// The workspace that it was compared with; none where none was open.
    base: Option<Workspace>,
    /// What the person sees of it.
    looked: Looked,
}

/// The import screen.
pub fn screen() -> AnyView {
    view! { <Import/> }.into_any()
}

#[component]
fn Import() -> impl IntoView {
    let app = use_app();
    let stage = app.import.stage;
    view! {
        <div class="page page-narrow">
            <header class="page-header"><h1>"Import"</h1></header>
            {move || match stage.get() {
                Stage::Waiting => view! { <Waiting/> }.into_any(),
                Stage::Working(what, done) => view! { <Progress label=what done=Signal::stored(Some(done)) on_cancel=move || app.import.cancel()/> }.into_any(),
                Stage::Table(table) => view! { <mapping::Mapped app table/> }.into_any(),
                Stage::Workspace(file) => view! { <workspace_file::Preview app file/> }.into_any(),
                Stage::Failed(error) => view! { <Failed app error/> }.into_any(),
                Stage::Done(report) => view! { <preview::Done app report/> }.into_any(),
            }}
        </div>
    }
}

/// Asks for a file.
#[component]
fn Waiting() -> impl IntoView {
    let app = use_app();
    view! {
        <div class="file-drop">
            <crate::ui::components::Icon name=IconName::Import/>
            <h2>"Drop a file here, or choose one"</h2>
            <p>"CSV, TSV, JSON or JSON Lines from Meta Business Suite, Facebook Insights, YouTube Studio, X, TikTok, a forum or your own spreadsheet; or a Hearth workspace. Nothing changes before you have seen what the file holds."</p>
            <Choose app look=Look::Primary label="Choose a file"/>
        </div>
        <History app/>
    }
}

/// A button that asks for a file.
#[component]
fn Choose(app: App, look: Look, label: &'static str) -> impl IntoView {
    let input = NodeRef::<leptos::html::Input>::new();
    let choose = move |_| {
        if let Some(input) = input.get_untracked() {
            let file = files::first(input.files());
            // The same file can be chosen again after a change.
            input.set_value("");
            if let Some(file) = file {
                take(app, file);
            }
        }
    };
    view! {
        <Button look=look on_press=move || { if let Some(input) = input.get_untracked() { input.click(); } }>{label}</Button>
        <input class="visually-hidden" type="file" tabindex="-1" aria-label=label id="import-file" node_ref=input on:change=choose/>
    }
}

#[component]
fn Failed(app: App, error: Rc<FileError>) -> impl IntoView {
    let text = error.to_string();
    view! {
        <div class="stack">
            <Banner tone=Tone::Bad>{text}</Banner>
            <p class="muted">"Nothing was changed."</p>
            <div class="button-row"><Choose app look=Look::Primary label="Choose another file"/></div>
        </div>
    }
}

/// What was imported before.
#[component]
fn History(app: App) -> impl IntoView {
    let batches = move || {
        app.workspace.with(|workspace| {
            workspace
                .as_ref()
                .map(|workspace| workspace.records.batches.iter().rev().cloned().collect::<Vec<_>>())
                .unwrap_or_default()
        })
    };
    let number = |count: u64| crate::analytics::format::whole(count as f64);
    view! {
        <Show when=move || !batches().is_empty()>
            <section class="stack">
                <h2>"Imported so far"</h2>
                <div class="card table-wrap" tabindex="0" role="group" aria-label="Table">
                    <table class="plain-table">
                        <caption class="visually-hidden">"Imported so far"</caption>
                        <thead><tr><th scope="col">"File"</th><th scope="col">"When"</th><th scope="col" class="number">"New"</th><th scope="col" class="number">"Changed"</th><th scope="col" class="number">"Rejected"</th></tr></thead>
                        <tbody>
                            {move || batches().into_iter().map(|batch| {
                                let when = app.workspace.with(|workspace| workspace.as_ref().map(|workspace| crate::ui::pages::fact_table::when(workspace, batch.created)).unwrap_or_default());
                                view! { <tr><th scope="row">{batch.file.clone()}</th><td class="nowrap">{when}</td><td class="number">{number(batch.counts.new)}</td><td class="number">{number(batch.counts.changed)}</td><td class="number">{number(batch.counts.rejected)}</td></tr> }
                            }).collect_view()}
                        </tbody>
                    </table>
                </div>
            </section>
        </Show>
    }
}
