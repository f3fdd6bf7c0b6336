//! A workspace as a file: saved by a person, or kept by the page as a snapshot.

use crate::{
    interchange::{
        redact::{Redaction, redact},
        workspace_json::{self, ExportStamp, Exporter, export},
    },
    model::Workspace,
    slices::Slice,
    store::snapshots::{Snapshot, Snapshots},
    ui::{app_state::App, clock, files, preferences},
};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

/// The workspace as a file: its name and bytes, stamped with the time.
pub fn workspace_file(workspace: &Workspace) -> (String, Vec<u8>) {
    let now = clock::now();
    let name = format!("{}-{}.hearth.json", slug(&workspace.settings.name), workspace.settings.zone.day(now));
    (name, export(workspace, &ExportStamp { exported: now }))
}

/// Exports the open workspace as a download and remembers when.
pub fn save(app: App) {
    let Some(workspace) = app.peek() else { return };
    let (name, bytes) = workspace_file(&workspace);
    match files::download(&name, "application/json", &bytes) {
        Ok(()) => {
            preferences::set_last_export(workspace.settings.id, clock::now());
            app.exports.update(|count| *count += 1);
            app.toasts.say(format!("Exported to {name}"));
        }
        Err(error) => app.toasts.fail(error),
    }
}

/// Exports a copy of the open workspace in which nobody is named as a download. It is no backup: it is not remembered
/// as one.
pub fn save_copy(app: App, how: Redaction) {
    let Some(workspace) = app.peek() else { return };
    let mut copy = redact(&workspace, &how, clock::mint());
    copy.settings.name = format!("{} (copy without people)", workspace.settings.name);
    let (name, bytes) = workspace_file(&copy);
    match files::download(&name, "application/json", &bytes) {
        Ok(()) => app.toasts.say(format!("Exported to {name}")),
        Err(error) => app.toasts.fail(error),
    }
}

/// Keeps a snapshot of a workspace, where there is none of that generation.
pub fn snapshot(_: App, workspace: Workspace, generation: u64) {
    spawn_local(async move {
        let (snapshots, id) = (Snapshots::default(), workspace.settings.id);
        let newest =
            snapshots.list(id).await.ok().and_then(|list| list.iter().map(|snapshot| snapshot.generation).max());
        if newest == Some(generation) {
            return;
        }
        // In pieces, so that opening a large workspace does not hold up the page.
        let stamp = ExportStamp { exported: clock::now() };
        let mut exporter = Exporter::new(&workspace, Some(&stamp));
        let mut bytes = Vec::new();
        let mut slice = Slice::begin();
        while exporter.write(&mut bytes) {
            if slice.is_over() {
                slice.rest().await;
            }
        }
        // A snapshot that does not fit is no reason to disturb anybody: the workspace itself is kept.
        let _ = snapshots.save(id, generation, clock::now(), &bytes).await;
    });
}

/// Puts a snapshot in the place of the workspace it is of.
pub fn restore(app: App, snapshot: Snapshot) {
    spawn_local(async move {
        let read = Snapshots::default().read(&snapshot).await.map_err(|error| error.to_string());
        let imported = read.and_then(|bytes| workspace_json::import(&bytes).map_err(|error| error.to_string()));
        match imported {
            Ok(imported) => app.replace(imported.workspace).await,
            Err(why) => app.toasts.fail(why),
        }
    });
}

/// A name as part of a file name: letters and digits, the rest as hyphens.
fn slug(name: &str) -> String {
    let mut slug = String::new();
    for letter in name.chars().take(60) {
        if letter.is_alphanumeric() {
            slug.extend(letter.to_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { "workspace".to_owned() } else { slug.to_owned() }
}
