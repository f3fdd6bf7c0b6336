//! Content as a table: searched, sorted, chosen by the dozen.

use super::plan::{Plan, count};
use crate::{
    model::{
        Id, RecordKind,
        record::{ContentItem, ContentStatus},
    },
    ui::{
        clipboard, clock,
        components::{Column, EmptyState, IconName, Link, Look, Menu, MenuItem, Table, Tone},
        preferences,
    },
    view::{
        plan::{content, when},
        route::Opened,
        selection::Selection,
    },
};
use leptos::prelude::*;
use std::sync::Arc;

/// How a status looks.
pub fn tone(status: ContentStatus) -> Tone {
    match status {
        ContentStatus::Published | ContentStatus::Approved => Tone::Good,
        ContentStatus::InReview => Tone::Warn,
        ContentStatus::Rejected => Tone::Bad,
        _ => Tone::Info,
    }
}

/// The list.
#[component]
pub fn List(plan: Plan) -> impl IntoView {
    let app = plan.app;
    let selection = RwSignal::new(Selection::default());
    // Another choice of rows is another selection.
    Effect::new(move || {
        plan.items.track();
        selection.set(Selection::default());
    });
    let chosen = move || -> Vec<Id> {
        selection.with_untracked(|selection| {
            plan.items.with_untracked(|items| {
                items
                    .iter()
                    .enumerate()
                    .filter(|(row, _)| selection.contains(*row as u32))
                    .map(|(_, item)| item.id)
                    .collect()
            })
        })
    };
    let columns = Signal::derive(move || columns(plan));
    let len = Signal::derive(move || plan.items.with(Vec::len));
    let open = move |row: usize| {
        if let Some(id) = plan.items.with_untracked(|items| items.get(row).map(|item| item.id)) {
            plan.open(Opened::edit(RecordKind::Content, id));
        }
    };
    let open_row = Signal::derive(move || {
        let id = plan.view.with(|view| match view.open {
            Some(Opened { kind: RecordKind::Content, panel: crate::view::route::Panel::Edit(id) }) => Some(id),
            _ => None,
        })?;
        plan.items.with(|items| items.iter().position(|item| item.id == id))
    });
    let copy =
        move |csv: String, rows: usize| clipboard::copy(app, csv, format!("{} copied as CSV", count(rows, "row")));
    let bulk = move || {
        let mut items: Vec<MenuItem> = ContentStatus::ALL
            .iter()
            .map(|status| {
                let status = *status;
                MenuItem::new(status.label(), move || {
                    plan.change_all(&chosen(), &format!("moved to {}", status.label().to_lowercase()), |item| {
                        item.step(clock::now(), status, &preferences::author(), "");
                    });
                })
            })
            .collect();
        if let Some(first) = items.first_mut() {
            first.group = Some("Move to".to_owned());
        }
        let pillars = app.workspace.with(|workspace| {
            let pillars = workspace
                .as_ref()
                .map(|it| it.records.pillars.live().map(|one| (one.id, one.name.clone())).collect::<Vec<_>>());
            pillars.unwrap_or_default()
        });
        for (place, (id, name)) in pillars.into_iter().enumerate() {
            let mut item = MenuItem::new(name.clone(), move || {
                plan.change_all(&chosen(), &format!("put under {name}"), |item| item.pillar = Some(id));
            });
            item.group = (place == 0).then(|| "Pillar".to_owned());
            items.push(item);
        }
        let mut remove = MenuItem::new("Remove", move || plan.remove_all(&chosen())).danger();
        remove.group = Some("Away".to_owned());
        items.push(remove);
        items
    };
    let empty = move || {
        view! {
            <EmptyState icon=IconName::Calendar title="No posts here" text="No content fits these filters. Clear them, or write the first post.">
                <Link look=Look::Primary href=plan.address(|view| view.open = Some(Opened::new(RecordKind::Content)))>"New post"</Link>
            </EmptyState>
        }
        .into_any()
    };
    let some = Memo::new(move |_| selection.with(|selection| !selection.is_empty()));
    view! {
        <div class="list-tools" class:visually-hidden=move || !some.get()>
            <Menu label="Change the selected posts" trigger=|| "Change the selected posts" items=Signal::derive(bulk)/>
        </div>
        <Table label="Content" columns len search_label="Search posts" selection on_open=open open_row on_copy=copy empty=empty/>
    }
}

fn columns(plan: Plan) -> Vec<Column> {
    let app = plan.app;
    let zone = plan.zone();
    let items = plan.items.get();
    let workspace = app.workspace.get();
    let items: Arc<Vec<Arc<ContentItem>>> = Arc::new(items);
    let text = {
        let items = items.clone();
        move |get: fn(&ContentItem) -> String| {
            let items = items.clone();
            move |row: usize| items.get(row).map(|item| get(item)).unwrap_or_default()
        }
    };
    let named = {
        let (items, workspace) = (items.clone(), workspace.clone());
        move |get: fn(&crate::model::Workspace, &ContentItem) -> String| {
            let (items, workspace) = (items.clone(), workspace.clone());
            move |row: usize| match (items.get(row), &workspace) {
                (Some(item), Some(workspace)) => get(workspace, item),
                _ => String::new(),
            }
        }
    };
    let when_text = {
        let items = items.clone();
        move |row: usize| {
            items.get(row).and_then(|item| item.planned).map(|at| when::day_time(at, zone)).unwrap_or_default()
        }
    };
    let (times, statuses) = (items.clone(), items.clone());
    vec![
        Column::text("title", "Post", text(|item| item.title.clone())).width(220, 2.4),
        Column::text("when", "When", when_text)
            .sorted_by(move |row| times.get(row).and_then(|item| item.planned).map(|at| at as f64))
            .width(140, 0.6),
        Column::text("status", "Status", text(|item| item.status.label().to_owned()))
            .badge(move |row| statuses.get(row).map(|item| tone(item.status)))
            .width(110, 0.4),
        Column::text(
            "channels",
            "Channels",
            named(|workspace, item| content::channel_names(workspace, item).join(", ")),
        )
        .width(140, 1.0)
        .hide_below(900),
        Column::text(
            "pillar",
            "Pillar",
            named(|workspace, item| content::pillar(workspace, item).map(|one| one.name.clone()).unwrap_or_default()),
        )
        .width(110, 0.6)
        .hide_below(900),
        Column::text(
            "campaign",
            "Campaign",
            named(|workspace, item| content::campaign(workspace, item).map(|one| one.name.clone()).unwrap_or_default()),
        )
        .width(110, 0.6)
        .hide_below(1100),
        Column::text("owner", "Owner", text(|item| item.owner.clone())).width(90, 0.4).hide_below(1100),
        Column::text("tags", "Tags", text(|item| item.tags.join(", "))).width(90, 0.4).hide_below(1100),
    ]
}
