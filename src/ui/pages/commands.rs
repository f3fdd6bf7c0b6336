//! What the palette offers in an open workspace.

use crate::{
    model::{Record, RecordKind, words},
    ui::{app_state::App, commands::command, components::PaletteCommand},
    view::{
        plan::when,
        route::{AnalyticsView, Panel, Route},
        saved,
    },
};
use leptos::prelude::*;

/// New things, every figure, every channel, objective, dashboard, view and annotation.
pub fn of_workspace(app: App) -> Vec<PaletteCommand> {
    let Some(workspace) = app.workspace.get() else { return Vec::new() };
    let new = |title: &str, route: Route| command(title, "Actions", "", move || app.go(route.clone()));
    let mut commands = Vec::new();
    for kind in RecordKind::ALL {
        if let Some(route) = Route::of(*kind, Panel::New) {
            commands.push(new(&format!("New {}", lower(kind.noun())), route));
        }
    }
    let kpis = app.data.with(|data| data.as_ref().map(|data| data.dataset.kpis().all()).unwrap_or_default());
    for kpi in kpis {
        let view = AnalyticsView { kpi: Some(kpi.id().to_owned()), ..AnalyticsView::default() };
        commands.push(command(kpi.name().to_owned(), "Figures", "", move || app.go(Route::Analytics(view.clone()))));
    }
    let zone = workspace.settings.zone;
    for kind in RecordKind::ALL {
        // Custom KPIs stand among the figures.
        if *kind == RecordKind::CustomKpi || Route::of(*kind, Panel::New).is_none() {
            continue;
        }
        for record in workspace.records.of(*kind) {
            let id = record.key().id;
            let hint = match &record {
                Record::Channel(channel) => channel.platform.label().to_owned(),
                Record::Annotation(annotation) => words::date(annotation.start),
                Record::Content(item) => {
                    item.planned.map_or_else(|| item.status.label().to_owned(), |at| when::day_time(at, zone))
                }
                Record::Event(event) => when::day_time(event.start, zone),
                Record::Feedback(item) => item.status.label().to_owned(),
                _ => String::new(),
            };
            let title = record.title().to_owned();
            let kind = *kind;
            commands.push(command(title, group(kind), hint, move || {
                if let Some(route) = Route::of(kind, Panel::Edit(id)) {
                    app.go(route);
                }
            }));
        }
    }
    for view in saved::listed(&workspace) {
        let address = view.address.clone();
        commands.push(command(view.name.clone(), "Saved views", "", move || app.go(Route::parse(&address))));
    }
    commands
}

/// The heading under which records of a type stand.
fn group(kind: RecordKind) -> &'static str {
    match kind {
        RecordKind::Channel => "Channels",
        RecordKind::Objective => "Objectives",
        RecordKind::Segment => "Segments",
        RecordKind::Pillar => "Pillars",
        RecordKind::Guideline => "Guidelines",
        RecordKind::Content => "Posts in the calendar",
        RecordKind::Slot => "Recurring slots",
        RecordKind::Campaign => "Campaigns",
        RecordKind::Snippet => "Snippets",
        RecordKind::Event => "Events",
        RecordKind::Conversation => "Conversations",
        RecordKind::SlaPolicy => "SLA policies",
        RecordKind::Flag => "Flags",
        RecordKind::WordList => "Word lists",
        RecordKind::Feedback => "Feedback",
        RecordKind::Survey => "Surveys",
        RecordKind::AlertRule => "Alert rules",
        RecordKind::Playbook => "Playbooks",
        RecordKind::Incident => "Incidents",
        RecordKind::Drill => "Drills",
        RecordKind::ExercisePack => "Exercise packs",
        RecordKind::Dashboard => "Dashboards",
        RecordKind::Annotation => "Annotations",
        _ => "Records",
    }
}

/// A noun inside a sentence; what is short for something keeps its capitals.
fn lower(noun: &str) -> String {
    noun.split(' ')
        .map(|word| if word.chars().skip(1).any(char::is_uppercase) { word.to_owned() } else { word.to_lowercase() })
        .collect::<Vec<_>>()
        .join(" ")
}
