//! Feedback as a table.

use super::{desk::Desk, tone};
use crate::{
    analytics::format,
    feedback::LoopState,
    model::words,
    ui::{
        clipboard,
        components::{Column, EmptyState, IconName, Table, Tone},
        pages::content_count as count,
    },
    view::feedback::Row,
};
use leptos::prelude::*;
use std::sync::Arc;

/// The table, in the order that the address says; its headings sort, too.
#[component]
pub fn List(desk: Desk) -> impl IntoView {
    let app = desk.app;
    let columns = Signal::derive(move || columns(desk));
    let len = Signal::derive(move || desk.rows.with(Vec::len));
    let open = move |row: usize| {
        if let Some(id) = desk.rows.with_untracked(|rows| rows.get(row).map(|row| row.item.id)) {
            desk.open(id);
        }
    };
    let open_row = Signal::derive(move || {
        let id = desk.open_item()?;
        desk.rows.with(|rows| rows.iter().position(|row| row.item.id == id))
    });
    let copy =
        move |csv: String, rows: usize| clipboard::copy(app, csv, format!("{} copied as CSV", count(rows, "row")));
    let empty = || {
        view! { <EmptyState icon=IconName::Filter title="No feedback here" text="Nothing fits these filters. Clear one of them to see more."/> }
            .into_any()
    };
    view! { <Table label="Feedback" columns len on_open=open open_row on_copy=copy empty=empty/> }
}

fn columns(desk: Desk) -> Vec<Column> {
    let zone = desk.zone();
    let rows: Arc<Vec<Row>> = Arc::new(desk.rows.get());
    let text = |get: fn(&Row) -> String| {
        let rows = rows.clone();
        move |row: usize| rows.get(row).map(get).unwrap_or_default()
    };
    let number = |get: fn(&Row) -> f64| {
        let rows = rows.clone();
        move |row: usize| rows.get(row).map(get)
    };
    let (statuses, states, dates, days) = (rows.clone(), rows.clone(), rows.clone(), rows.clone());
    let told = |row: &Row| match row.state {
        LoopState::Waiting => format!("{} to tell", row.to_tell),
        LoopState::Undecided => String::new(),
        other => other.label().to_owned(),
    };
    vec![
        Column::text("title", "Feedback", text(|row| row.item.title.clone())).width(220, 2.4),
        Column::number("votes", "Votes", format::whole, number(|row| row.votes as f64)).width(70, 0.2),
        Column::number("trending", "Trending", |value| words::decimals(value, 1), number(|row| row.trending))
            .width(90, 0.2)
            .hide_below(640),
        Column::text("status", "Status", text(|row| row.item.status.label().to_owned()))
            .badge(move |row| statuses.get(row).map(|row| tone(row.item.status)))
            .width(120, 0.4),
        Column::text("loop", "Loop", text(told))
            .badge(move |row| {
                states.get(row).and_then(|row| match row.state {
                    LoopState::Waiting => Some(Tone::Warn),
                    LoopState::Closed => Some(Tone::Good),
                    LoopState::Undecided | LoopState::NobodyAsked => None,
                })
            })
            .width(120, 0.4)
            .hide_below(900),
        Column::text("area", "Area", text(|row| row.item.area.clone())).width(110, 0.5).hide_below(900),
        Column::text("owner", "Owner", text(|row| row.item.owner.clone())).width(110, 0.4).hide_below(1100),
        Column::text("created", "Since", move |row| {
            dates.get(row).map(|row| words::date(zone.day(row.item.created))).unwrap_or_default()
        })
        .sorted_by(move |row| days.get(row).map(|row| row.item.created as f64))
        .width(100, 0.3)
        .hide_below(1100),
    ]
}
