//! The rows behind a figure or a mark of its charts.

use super::Board;
use crate::{
    analytics::format,
    ui::{
        clipboard,
        components::{DetailPanel, Table},
        pages::{fact_table, lists::RowPanel},
    },
    view::{dashboard::mark_of, members as view_members, period::period_label},
};
pub use fact_table::post_title;
use leptos::prelude::*;
use std::sync::Arc;

/// The panel with the rows of a mark.
#[component]
pub fn Rows(board: Board, mark: String) -> impl IntoView {
    let app = board.app;
    let mark = mark_of(&mark);
    let words = describe(&mark);
    let is_group = mark.group.is_some();
    let wanted = mark.clone();
    let selection = Memo::new(move |_| {
        let scope = board.scope.get()?;
        let kpi = board.definition()?;
        // A mark of the compared period lies outside the query's own days.
        let outside = wanted.days.is_some_and(|days| {
            scope.0.query().period.is_some_and(|period| days.end < period.start || days.start > period.end)
        });
        let scope = if outside { board.compared.get()?.0 } else { scope };
        // A group is of members, whatever figure is in focus.
        let id = if wanted.group.is_some() { "new_members" } else { kpi.id };
        scope.0.rows(id, &wanted).ok()
    });
    let kind = Memo::new(move |_| selection.with(|selection| selection.as_ref().map(|selection| selection.table)));
    let rows = Memo::new(move |_| {
        selection.with(|selection| selection.as_ref().map(|selection| Arc::new(selection.rows.clone())))
    });
    let columns = Signal::derive(move || {
        let (Some(kind), rows) = (kind.get(), rows.get()) else { return Vec::new() };
        app.workspace.with(|workspace| {
            workspace.as_ref().map_or_else(Vec::new, |workspace| fact_table::columns(workspace, kind, &rows))
        })
    });
    let len = Signal::derive(move || rows.with(|rows| rows.as_ref().map_or(0, |rows| rows.len())));
    let open = RwSignal::new(None::<usize>);
    let title = Signal::derive(move || {
        let noun = kind.get().map_or("rows", |kind| kind.noun());
        let count = format!("{} {noun}", format::whole(len.get() as f64));
        match board.definition().filter(|_| !is_group) {
            Some(kpi) => format!("{}: {count}", kpi.name),
            None => count,
        }
    });
    let close = move || board.choose(|view| view.rows = None);
    let copy = move |csv: String, count: usize| clipboard::copy(app, csv, format!("{count} rows copied as CSV"));
    let open_row =
        move |place: usize| open.set(rows.get_untracked().and_then(|rows| rows.get(place).map(|row| *row as usize)));
    view! {
        <DetailPanel title subtitle=words wide=true on_close=close>
            <Table label=title columns len search_label="Search these rows" on_open=open_row on_copy=copy
                empty=|| view! { <p class="muted">"No rows."</p> }.into_any()/>
        </DetailPanel>
        {move || open.get().zip(kind.get()).map(|(row, kind)| view! { <RowPanel kind row on_close=move || open.set(None)/> })}
    }
}

/// A mark in words.
fn describe(mark: &crate::analytics::Mark) -> String {
    let mut parts = Vec::new();
    if let Some(days) = mark.days {
        parts.push(period_label(days));
    }
    for part in [&mark.post_type, &mark.paid, &mark.kind].into_iter().flatten() {
        parts.push(if part.is_empty() { "not stated".to_owned() } else { part.clone() });
    }
    if let Some(group) = &mark.group {
        parts.push(view_members::group_text(group));
    }
    if let Some((weekday, hour)) = mark.slot {
        parts.push(crate::analytics::slot_label(weekday, hour));
    }
    if mark.excluded.is_some() {
        parts.push("left out of the figure".to_owned());
    }
    if parts.is_empty() { "All rows behind the figure".to_owned() } else { parts.join(" · ") }
}
