//! The right order: by buttons, by Alt and an arrow key, and by dragging.

use super::{super::verdict, Desk};
use crate::{
    course::shuffle,
    model::record::{Answer, Ordering},
    ui::components::{Button, DragArea, Look, focus_in},
    view::exercises::{moved, place_words},
};
use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;

/// The items in the order in which they stand now.
fn order(answer: Option<&Answer>, offered: &[String]) -> Vec<String> {
    let given = match answer {
        Some(Answer::Ordering { order }) => order.as_slice(),
        _ => &[],
    };
    // What a pack has gained since stands at the end, what it has lost is gone.
    let mut all: Vec<String> = given.iter().filter(|id| offered.contains(id)).cloned().collect();
    all.extend(offered.iter().filter(|id| !given.contains(id)).cloned());
    all
}

/// The items with the ways to move them.
pub fn ordering(desk: Desk, asked: &Ordering) -> AnyView {
    let offered = StoredValue::new(shuffle::ordering(asked, desk.seed()));
    let texts: StoredValue<Vec<(String, String)>> =
        StoredValue::new(asked.items.iter().map(|item| (item.id.clone(), item.text.clone())).collect());
    let name = move |id: &str| {
        texts.with_value(|texts| {
            texts.iter().find(|(one, _)| one == id).map(|(_, text)| text.clone()).unwrap_or_default()
        })
    };
    let now =
        Memo::new(move |_| desk.answer.with(|answer| offered.with_value(|offered| order(answer.as_ref(), offered))));
    let said = RwSignal::new(String::new());
    let list = NodeRef::<html::Ol>::new();
    let shift = move |id: &str, to: usize, button: &'static str| {
        let all = now.get_untracked();
        let Some(from) = all.iter().position(|one| one == id) else { return };
        if from == to || to >= all.len() || !desk.is_open() {
            return;
        }
        let new = moved(&all, from, to);
        desk.change(|answer| {
            if let Answer::Ordering { order } = answer {
                *order = new;
            }
        });
        said.set(place_words(&name(id), to, all.len()));
        // The item takes its buttons along; the focus stays on the one that was pressed.
        let place = format!("li[data-item=\"{}\"] {button}", id.replace(['"', '\\'], ""));
        request_animation_frame(move || {
            if let Some(list) = list.try_get_untracked().flatten() {
                focus_in(&list, &place);
            }
        });
    };
    let step = move |id: &str, up: bool, button: &'static str| {
        let at = now.with_untracked(|all| all.iter().position(|one| one == id));
        if let Some(to) = at.and_then(|at| if up { at.checked_sub(1) } else { at.checked_add(1) }) {
            shift(id, to, button);
        }
    };
    let keys = move |event: web_sys::KeyboardEvent| {
        let up = event.key() == "ArrowUp";
        if !event.alt_key() || !(up || event.key() == "ArrowDown") {
            return;
        }
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let item = target.as_ref().and_then(|target| target.closest("li[data-item]").ok().flatten());
        if let Some(id) = item.and_then(|item| item.get_attribute("data-item")) {
            event.prevent_default();
            let is_down = target.is_some_and(|target| {
                target.class_list().contains("down") || target.closest(".down").ok().flatten().is_some()
            });
            step(&id, up, if is_down { ".down button" } else { ".up button" });
        }
    };
    let drop = move |what: String, onto: String| {
        if let Some(to) = now.with_untracked(|all| all.iter().position(|one| *one == onto)) {
            shift(&what, to, ".up button");
        }
    };
    let locked = desk.locked();
    let item = move |id: String| {
        let (text, up, down, of_up, of_down) = (name(&id), id.clone(), id.clone(), id.clone(), id.clone());
        let (here, onto) = (id.clone(), id.clone());
        let first = Signal::derive(move || locked.get() || now.with(|all| all.first() == Some(&of_up)));
        let last = Signal::derive(move || locked.get() || now.with(|all| all.last() == Some(&of_down)));
        let (above, below) = (format!(": {text}"), format!(": {text}"));
        view! {
            <li data-item=here data-drag=move || (!locked.get()).then(|| id.clone()) data-drop=onto>
                <span dir="auto">{text}</span>
                <div class="up"><Button small=true look=Look::Quiet disabled=first on_press=move || step(&up, true, ".up button")>"Move up"<span class="visually-hidden">{above}</span></Button></div>
                <div class="down"><Button small=true look=Look::Quiet disabled=last on_press=move || step(&down, false, ".down button")>"Move down"<span class="visually-hidden">{below}</span></Button></div>
            </li>
        }
    };
    let whole = verdict::on(desk, vec![String::new()]);
    view! {
        <DragArea on_drop=drop>
            <p class="small muted">"First stands at the top. Drag, press the buttons, or hold "<kbd>"Alt"</kbd>" and press an arrow key."</p>
            <ol class="plain-list ordering" aria-label="Items in their order" node_ref=list data-locked=move || locked.get().then_some("") on:keydown=keys>
                <For each=move || now.get() key=|id| id.clone() let:id>{item(id)}</For>
            </ol>
            <div class="visually-hidden" aria-live="polite">{said}</div>
        </DragArea>
        {whole}
    }
    .into_any()
}
