//! What the command palette can do: every screen, object and action.

use super::{app_state::App, components::PaletteCommand, files, preferences, shell};
use crate::view::route::Route;
use leptos::prelude::*;

/// One line of the palette.
pub fn command(
    title: impl Into<String>,
    group: &'static str,
    hint: impl Into<String>,
    run: impl Fn() + Send + Sync + 'static,
) -> PaletteCommand {
    PaletteCommand { title: title.into(), group, hint: hint.into(), run: Callback::from(run) }
}

/// Everything there is to do now.
pub fn all(app: App) -> Vec<PaletteCommand> {
    let mut commands = Vec::new();
    commands.push(command(Route::Start.title(), "Screens", "", move || app.go(Route::Start)));
    if app.is_open() {
        for route in shell::screens() {
            let to = route.clone();
            commands.push(command(route.title(), "Screens", "", move || app.go(to.clone())));
        }
        let (undo, redo) = app.steps.get();
        if let Some(label) = undo {
            commands.push(command(format!("Undo: {label}"), "Actions", "Ctrl Z", move || app.undo()));
        }
        if let Some(label) = redo {
            commands.push(command(format!("Redo: {label}"), "Actions", "Ctrl Shift Z", move || app.redo()));
        }
        commands.push(command("Export workspace to a file", "Actions", "Ctrl S", move || files::save_workspace(app)));
        if let Some(Ok(screens)) = app.parts.screens.get() {
            commands.extend((screens.commands)(app));
        }
        if let Some(Ok(learn)) = app.parts.learn.get() {
            commands.extend((learn.commands)(app));
        }
    }
    commands.push(command("Import a file", "Actions", "", move || app.go(Route::Import)));
    commands.push(command("New workspace", "Actions", "", move || app.begin_empty()));
    commands.push(command("Open the sample community", "Actions", "", move || app.begin_sample()));
    for (key, label) in [("light", "Light theme"), ("dark", "Dark theme"), ("system", "Theme as the system")] {
        commands.push(command(label, "Actions", "", move || preferences::set_theme(key)));
    }
    let open = app.workspace.with(|workspace| workspace.as_ref().map(|workspace| workspace.settings.id));
    for listing in app.listings.get() {
        let id = listing.id;
        if open != Some(id) {
            let name = listing.header.map_or_else(|| id.to_string(), |header| header.name);
            commands.push(command(name, "Workspaces", "open", move || app.open(id)));
        }
    }
    commands
}
