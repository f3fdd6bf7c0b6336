//! The keys of the inbox. They never fire while somebody types, nor while a panel, a dialog or a menu is open.

use super::{
    desk::{Ask, Desk},
    hand_over, list,
};
use crate::{
    model::record::ConversationStatus,
    ui::{app::is_typing, components::DetailPanel},
    view::{
        inbox::{self as view_inbox, KEYS},
        route::InboxPanel,
    },
};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Listens as long as the inbox is shown.
pub fn listen(desk: Desk) {
    let listener = window_event_listener(leptos::ev::keydown, move |event| {
        if event.ctrl_key() || event.meta_key() || event.alt_key() || event.default_prevented() || is_busy(desk) {
            return;
        }
        if press(desk, &event.key()) {
            event.prevent_default();
        }
    });
    on_cleanup(move || listener.remove());
}

/// Whether the keys mean something else now.
fn is_busy(desk: Desk) -> bool {
    let other = document().query_selector("dialog[open], .popover:popover-open").ok().flatten().is_some();
    is_typing() || other || desk.view.with_untracked(|view| view.panel.is_some())
}

/// Does what a key stands for; whether it stands for anything.
fn press(desk: Desk, key: &str) -> bool {
    let open = desk.open.get_untracked();
    let has = open.is_some() || desk.selected.with_untracked(|selected| !selected.is_empty());
    match key {
        "j" | "k" => {
            let from = open.map(|item| item.key);
            let to = desk.keys.with_untracked(|keys| view_inbox::step(keys, from, if key == "j" { 1 } else { -1 }));
            if to.is_some() {
                desk.turn_to(to);
                request_animation_frame(show_open);
            }
        }
        // On a button or link Enter is its own.
        "Enter" if on_nothing() => {
            if open.is_none() {
                let first = desk.keys.with_untracked(|keys| keys.first().copied());
                desk.turn_to(first);
            }
            request_animation_frame(|| focus("inbox-title"));
        }
        "r" if open.is_some() => desk.write.update(|(reply, _)| *reply += 1),
        "n" if open.is_some() => desk.write.update(|(_, note)| *note += 1),
        "a" if has => desk.ask.set(Some(Ask::Assign)),
        "s" if has => desk.ask.set(Some(Ask::Snooze)),
        "e" if has => {
            let items = desk.chosen();
            let done = items.iter().all(|item| item.status == ConversationStatus::Resolved);
            desk.step(&items, if done { ConversationStatus::Open } else { ConversationStatus::Resolved });
            request_animation_frame(show_open);
        }
        "f" if open.is_some() => hand_over::flag(desk),
        "b" if open.is_some() => hand_over::feedback(desk),
        "x" => {
            if let Some(item) = open {
                let on = desk.selected.with_untracked(|selected| !selected.contains(&item.key));
                list::toggle(desk, item.key, on);
            }
        }
        "c" => desk.panel(Some(InboxPanel::New)),
        "/" => {
            if let Some(filters) = document().query_selector(".inbox-filters").ok().flatten() {
                crate::ui::components::focus_in(&filters, "input[type=search]");
            }
        }
        "?" => desk.panel(Some(InboxPanel::Keys)),
        _ => return false,
    }
    true
}

/// Whether the focus is on nothing that has a use for Enter itself.
fn on_nothing() -> bool {
    document()
        .active_element()
        .is_none_or(|element| !matches!(element.tag_name().as_str(), "A" | "BUTTON" | "INPUT" | "SUMMARY"))
}

/// Brings the open conversation's line into sight.
fn show_open() {
    if let Some(row) = document().query_selector(".inbox-row[data-open]").ok().flatten() {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        row.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

fn focus(id: &str) {
    let element = document().get_element_by_id(id).and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(element) = element {
        let _ = element.focus();
    }
}

/// What the keys are.
#[component]
pub fn Keys(desk: Desk) -> impl IntoView {
    let rows = KEYS.iter().map(|(key, what)| view! { <tr><th scope="row"><kbd>{*key}</kbd></th><td>{*what}</td></tr> });
    let rows = rows.collect_view();
    view! {
        <DetailPanel title="Keys of the inbox" on_close=move || desk.panel(None)>
            <table class="plain-table">
                <thead><tr><th scope="col">"Key"</th><th scope="col">"What it does"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
            <p class="muted small">"Keys do nothing while you type. With conversations selected, E, A and S are for all of them. Ctrl Z takes anything back."</p>
        </DetailPanel>
    }
}
