//! Feedback as a board: a column for each status. Cards are dragged from column to column, or moved with Alt and the
//! arrow keys.

use super::desk::Desk;
use crate::{
    model::{Id, record::FeedbackStatus},
    ui::{components::DragArea, pages::content_count as count},
    view::feedback::{COLUMNS, Row},
};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Cards that a column shows.
const FIT: usize = 60;

/// The board.
#[component]
pub fn Board(desk: Desk) -> impl IntoView {
    let on_drop = move |what: String, place: String| {
        if let (Ok(id), Some(status)) = (what.parse::<Id>(), FeedbackStatus::of_key(&place)) {
            desk.step(id, status);
        }
    };
    let columns = COLUMNS
        .map(|status| {
            let rows = Memo::new(move |_| {
                desk.rows.with(|rows| {
                    rows.iter().filter(|row| row.item.status == status).cloned().collect::<Vec<_>>()
                })
            });
            view! {
                <section class="kanban-column" data-drop=status.key() aria-label=status.label()>
                    <h2>{status.label()}" "<span class="muted">{move || rows.with(Vec::len).to_string()}</span></h2>
                    <ul>
                        {move || rows.get().into_iter().take(FIT).map(|row| card(desk, row)).collect_view()}
                        {move || {
                            let more = rows.with(Vec::len).saturating_sub(FIT);
                            (more > 0).then(|| view! { <li class="muted small">{format!("and {more} more: narrow the filters, or see the list")}</li> })
                        }}
                    </ul>
                </section>
            }
        })
        .collect_view();
    view! {
        <DragArea on_drop=on_drop>
            <div class="kanban" tabindex="0" role="group" aria-label="Board: Alt and left or right moves feedback to the next column"
                on:keydown=move |event| on_key(desk, &event)>{columns}</div>
        </DragArea>
    }
}

fn card(desk: Desk, row: Row) -> impl IntoView + use<> {
    let item = row.item;
    let mut facts = vec![count(row.votes, "vote")];
    facts.extend([item.area.clone(), item.owner.clone()].into_iter().filter(|fact| !fact.is_empty()));
    view! {
        <li>
            <a class="kanban-card" href=desk.item_address(item.id) data-entry=item.id.to_string() data-drag=item.id.to_string()
                draggable="false" aria-keyshortcuts="Alt+ArrowLeft Alt+ArrowRight">
                <span class="kanban-title" dir="auto">{item.title.clone()}</span>
                <span class="muted small">{facts.join(" · ")}</span>
                {(row.to_tell > 0).then(|| view! { <span class="badge badge-warn">{format!("{} to tell", row.to_tell)}</span> })}
            </a>
        </li>
    }
}

fn on_key(desk: Desk, event: &web_sys::KeyboardEvent) {
    let by: isize = match (event.alt_key(), event.key().as_str()) {
        (true, "ArrowLeft") => -1,
        (true, "ArrowRight") => 1,
        _ => return,
    };
    let target = event.target().and_then(|it| it.dyn_into::<web_sys::Element>().ok());
    let Some(card) = target.and_then(|it| it.closest("[data-entry]").ok().flatten()) else { return };
    let Some(id) = card.get_attribute("data-entry").and_then(|id| id.parse::<Id>().ok()) else { return };
    let status = desk.rows.with_untracked(|rows| rows.iter().find(|row| row.item.id == id).map(|row| row.item.status));
    let Some(at) = status.and_then(|status| COLUMNS.iter().position(|one| *one == status)) else { return };
    if let Some(to) = at.checked_add_signed(by).and_then(|to| COLUMNS.get(to)) {
        event.prevent_default();
        desk.step(id, *to);
        // The card is drawn anew in its new column: the focus goes with it.
        request_animation_frame(move || {
            let card = document().query_selector(&format!("[data-entry=\"{id}\"]")).ok().flatten();
            if let Some(card) = card.and_then(|card| card.dyn_into::<web_sys::HtmlElement>().ok()) {
                let _ = card.focus();
            }
        });
    }
}
