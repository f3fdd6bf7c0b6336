//! The rows behind a figure or a mark of its charts.

use super::board::Board;
use crate::{
    analytics::format,
    model::Workspace,
    ui::{
        clipboard,
        components::{DetailPanel, Table},
        pages::{fact_table, lists::RowPanel},
    },
    view::{members::group_text, opened::Opened, period::period_label},
};
pub use fact_table::post_title;
use leptos::prelude::*;
use std::sync::Arc;

/// The panel with the rows of a mark.
#[component]
pub fn Rows(board: Board, mark: String) -> impl IntoView {
    let app = board.app;
    let opened = Opened::parse(&mark);
    let words = app.workspace.with_untracked(|workspace| {
        workspace.as_ref().map(|workspace| describe(workspace, &opened)).unwrap_or_default()
    });
    // Of the figure in focus, or of something of its own.
    let of_figure = matches!(&opened, Opened::Mark(mark) if mark.group.is_none());
    let selection = Memo::new(move |_| {
        let scope = board.scope.get()?;
        let kpi = board.definition()?;
        // A mark of the compared period lies outside the query's own days.
        let days = if let Opened::Mark(mark) = &opened { mark.days } else { None };
        let outside = days.is_some_and(|days| {
            scope.0.query().period.is_some_and(|period| days.end < period.start || days.start > period.end)
        });
        let scope = if outside { board.compared.get()?.0 } else { scope };
        opened.rows(&scope.0, kpi.id()).ok()
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
        match board.definition().filter(|_| of_figure) {
            Some(kpi) => format!("{}: {count}", kpi.name()),
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

/// What is open, in words.
fn describe(workspace: &Workspace, opened: &Opened) -> String {
    let mark = match opened {
        Opened::Mark(mark) => mark,
        Opened::FirstReply(_) => return "Openings of threads whose first reply took so long".to_owned(),
        Opened::Actions(_) => return "Members with so many actions".to_owned(),
        Opened::Replies(from, to) => {
            let name = |row: u32| fact_table::member_name(workspace, row as usize);
            return format!("{} answers {}", name(*from), name(*to));
        }
    };
    let mut parts = Vec::new();
    if let Some(days) = mark.days {
        parts.push(period_label(days));
    }
    for part in [&mark.post_type, &mark.paid, &mark.kind].into_iter().flatten() {
        parts.push(if part.is_empty() { "not stated".to_owned() } else { part.clone() });
    }
    if let Some(group) = &mark.group {
        parts.push(group_text(group));
    }
    if let Some((weekday, hour)) = mark.slot {
        parts.push(crate::analytics::slot_label(weekday, hour));
    }
    if mark.excluded.is_some() {
        parts.push("left out of the figure".to_owned());
    }
    if parts.is_empty() { "All rows behind the figure".to_owned() } else { parts.join(" · ") }
}
