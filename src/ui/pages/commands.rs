//! What the palette offers in an open workspace.

use crate::{
    model::words,
    ui::{app_state::App, commands::command, components::PaletteCommand},
    view::{
        route::{AnalyticsView, Panel, Route},
        saved,
    },
};
use leptos::prelude::*;

/// New things, every figure, every channel, objective, dashboard, view and annotation.
pub fn of_workspace(app: App) -> Vec<PaletteCommand> {
    let Some(workspace) = app.workspace.get() else { return Vec::new() };
    let new = |title: &str, route: Route| command(title, "Actions", "", move || app.go(route.clone()));
    let mut commands = vec![
        new("New channel", Route::Channels(Some(Panel::New))),
        new("New objective", Route::Strategy(Some(Panel::New))),
        new("New dashboard", Route::Dashboards(Some(Panel::New))),
        new("New KPI", Route::Kpis(Some(Panel::New))),
        new("New annotation", Route::Annotations(Some(Panel::New))),
    ];
    let kpis = app.data.with(|data| data.as_ref().map(|data| data.dataset.kpis().all()).unwrap_or_default());
    for kpi in kpis {
        let view = AnalyticsView { kpi: Some(kpi.id().to_owned()), ..AnalyticsView::default() };
        commands.push(command(kpi.name().to_owned(), "Figures", "", move || app.go(Route::Analytics(view.clone()))));
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
    for dashboard in workspace.records.dashboards.iter() {
        let id = dashboard.id;
        commands.push(command(dashboard.name.clone(), "Dashboards", "", move || {
            app.go(Route::Dashboards(Some(Panel::Edit(id))))
        }));
    }
    for view in saved::listed(&workspace) {
        let address = view.address.clone();
        commands.push(command(view.name.clone(), "Saved views", "", move || app.go(Route::parse(&address))));
    }
    for annotation in workspace.records.annotations.iter() {
        let id = annotation.id;
        commands.push(command(annotation.title.clone(), "Annotations", words::date(annotation.start), move || {
            app.go(Route::Annotations(Some(Panel::Edit(id))))
        }));
    }
    commands
}
