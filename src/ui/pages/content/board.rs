//! Content as a board: a column for each status. Cards are dragged from column to column, or moved with Alt and the
//! arrow keys.

use super::plan::Plan;
use crate::{
    model::{
        Id,
        record::{ContentItem, ContentStatus},
    },
    ui::components::DragArea,
    view::plan::{content, when},
};
use leptos::prelude::*;
use std::sync::Arc;
use wasm_bindgen::JsCast;

/// The columns: what is done with is on the list.
const COLUMNS: [ContentStatus; 6] = [
    ContentStatus::Idea,
    ContentStatus::Draft,
    ContentStatus::InReview,
    ContentStatus::Approved,
    ContentStatus::Scheduled,
    ContentStatus::Published,
];

/// Cards that a column shows.
const FIT: usize = 60;

/// The board.
#[component]
pub fn Board(plan: Plan) -> impl IntoView {
    let on_drop = move |what: String, place: String| {
        if let (Ok(id), Some(status)) = (what.parse::<Id>(), ContentStatus::of_key(&place)) {
            plan.step(id, status);
        }
    };
    let columns = COLUMNS
        .map(|status| {
            let items = Memo::new(move |_| {
                let mut items: Vec<_> =
                    plan.items.with(|items| items.iter().filter(|item| item.status == status).cloned().collect());
                // The latest of what is out comes first.
                if status == ContentStatus::Published {
                    items.reverse();
                }
                items
            });
            view! {
                <section class="kanban-column" data-drop=status.key() aria-label=status.label()>
                    <h2>{status.label()}" "<span class="muted">{move || items.with(Vec::len).to_string()}</span></h2>
                    <ul>
                        {move || items.get().iter().take(FIT).map(|item| card(plan, item)).collect_view()}
                        {move || {
                            let more = items.with(Vec::len).saturating_sub(FIT);
                            (more > 0).then(|| view! { <li class="muted small">{format!("and {more} more: narrow the filters, or see the list")}</li> })
                        }}
                    </ul>
                </section>
            }
        })
        .collect_view();
    view! {
        <DragArea on_drop=on_drop>
            <div class="kanban" tabindex="0" role="group" aria-label="Board: Alt and left or right moves a post to the next column"
                on:keydown=move |event| on_key(plan, &event)>{columns}</div>
        </DragArea>
    }
}

fn card(plan: Plan, item: &Arc<ContentItem>) -> impl IntoView + use<> {
    let zone = plan.zone();
    let (pillar, color, channels) = plan.app.workspace.with(|workspace| {
        workspace.as_ref().map_or((None, None, Vec::new()), |workspace| {
            let pillar = content::pillar(workspace, item).map(|pillar| pillar.name.clone());
            (pillar, content::color(workspace, item), content::channel_names(workspace, item))
        })
    });
    let mut facts: Vec<String> = Vec::new();
    facts.extend(item.planned.map(|at| when::day_time(at, zone)));
    facts.extend(pillar);
    facts.extend(channels);
    if !item.owner.is_empty() {
        facts.push(item.owner.clone());
    }
    let open = item.comments.iter().filter(|comment| !comment.resolved).count();
    view! {
        <li>
            <a class="kanban-card" href=plan.item_address(item.id) data-entry=item.id.to_string() data-drag=item.id.to_string()
                data-color=color.map(|color| color.key()) draggable="false" aria-keyshortcuts="Alt+ArrowLeft Alt+ArrowRight">
                <span class="kanban-title">{item.title.clone()}</span>
                <span class="muted small">{facts.join(" · ")}</span>
                {(open > 0).then(|| view! { <span class="badge badge-warn">{super::plan::count(open, "comment")}</span> })}
            </a>
        </li>
    }
}

fn on_key(plan: Plan, event: &web_sys::KeyboardEvent) {
    let by: isize = match (event.alt_key(), event.key().as_str()) {
        (true, "ArrowLeft") => -1,
        (true, "ArrowRight") => 1,
        _ => return,
    };
    let target = event.target().and_then(|it| it.dyn_into::<web_sys::Element>().ok());
    let Some(card) = target.and_then(|it| it.closest("[data-entry]").ok().flatten()) else { return };
    let Some(id) = card.get_attribute("data-entry").and_then(|id| id.parse::<Id>().ok()) else { return };
    let status = plan.items.with_untracked(|items| items.iter().find(|item| item.id == id).map(|item| item.status));
    let Some(at) = status.and_then(|status| COLUMNS.iter().position(|one| *one == status)) else { return };
    if let Some(to) = at.checked_add_signed(by).and_then(|to| COLUMNS.get(to)) {
        event.prevent_default();
        plan.step(id, *to);
    }
}
