//! What the command palette can do: every screen, object and action.

use super::{
    app_state::App,
    components::PaletteCommand,
    files,
    pages::start::{new_workspace, open_sample},
    preferences, shell,
};
use crate::{
    analytics,
    view::route::{AnalyticsView, Panel, Route},
};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

fn command(
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
    if let Some(workspace) = app.workspace.get() {
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
        commands.push(command("New channel", "Actions", "", move || app.go(Route::Channels(Some(Panel::New)))));
        commands.push(command("New objective", "Actions", "", move || app.go(Route::Strategy(Some(Panel::New)))));
        for kpi in analytics::catalogue() {
            let view = AnalyticsView { kpi: Some(kpi.id.to_owned()), ..AnalyticsView::default() };
            commands.push(command(kpi.name, "Figures", "", move || app.go(Route::Analytics(view.clone()))));
        }
        for channel in workspace.records.channels.iter() {
            let id = channel.id;
            commands.push(command(channel.name.clone(), "Channels", channel.platform.label(), move || {
                app.go(Route::Channels(Some(Panel::Edit(id))))
            }));
        }
        for objective in workspace.records.objectives.iter() {
            let id = objective.id;
            commands.push(command(objective.text.clone(), "Objectives", "", move || {
                app.go(Route::Strategy(Some(Panel::Edit(id))))
            }));
        }
    }
    commands.push(command("Import a file", "Actions", "", move || app.go(Route::Import)));
    commands.push(command("New workspace", "Actions", "", move || new_workspace(app)));
    commands.push(command("Open the sample community", "Actions", "", move || open_sample(app)));
    for (key, label) in [("light", "Light theme"), ("dark", "Dark theme"), ("system", "Theme as the system")] {
        commands.push(command(label, "Actions", "", move || preferences::set_theme(key)));
    }
    let open = app.workspace.with(|workspace| workspace.as_ref().map(|workspace| workspace.settings.id));
    for listing in app.listings.get() {
        let id = listing.id;
        if open != Some(id) {
            let name = listing.header.map_or_else(|| id.to_string(), |header| header.name);
            commands.push(command(name, "Workspaces", "open", move || spawn_local(async move { app.open(id).await })));
        }
    }
    commands
}
