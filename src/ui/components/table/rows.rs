//! The rows in sight.

use super::{EXTRA, Shared};
use crate::view::selection::Selection;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// The scrolling body with its window of rows.
pub(super) fn body(shared: Shared, open_row: Signal<Option<usize>>) -> AnyView {
    let Shared { viewport, order, columns, .. } = shared;
    let window = Memo::new(move |_| viewport.get().window(EXTRA));
    let range = Memo::new(move |_| window.with(|window| window.rows.clone()));
    let top = Memo::new(move |_| window.with(|window| window.top));
    // Rises with each new order or content, so that rows are not taken for the same.
    let turn = Memo::new(move |before: Option<&u32>| {
        order.track();
        columns.track();
        before.map_or(0, |turn| turn.wrapping_add(1))
    });
    let places = move || {
        let turn = turn.get();
        range.get().map(|place| (turn, place)).collect::<Vec<_>>()
    };
    view! {
        <div class="table-body" role="rowgroup" style:height=move || format!("{}px", viewport.get().content_height())>
            <div class="table-rows" role="presentation" style:transform=move || format!("translateY({}px)", top.get())>
                <For each=places key=|place| *place children=move |(_, place)| row(shared, place, open_row)/>
            </div>
        </div>
    }
    .into_any()
}

fn row(shared: Shared, place: usize, open_row: Signal<Option<usize>>) -> AnyView {
    let number = shared.row_at(place);
    let chosen = move || shared.selection.map(|selection| selection.with(|it| it.contains(number as u32)));
    let check = shared.selection.is_some().then(|| {
        view! {
            <div class="table-cell" role="gridcell">
                <label class="table-check">
                    <input
                        type="checkbox"
                        tabindex="-1"
                        aria-label="Select row"
                        prop:checked=move || chosen() == Some(true)
                        on:click=move |event| {
                            if event.shift_key() {
                                shared.extend(place);
                            } else {
                                shared.toggle(place);
                            }
                        }
                    />
                </label>
            </div>
        }
        .into_any()
    });
    let cells =
        shared.columns.with_untracked(|columns| columns.iter().map(|column| column.cell(number)).collect_view());
    view! {
        <div
            class="table-row"
            class:table-row-active=move || shared.active.get() == place
            role="row"
            id=shared.row_id(place)
            aria-rowindex=(place + 2).to_string()
            aria-selected=move || {
                let selected = chosen().unwrap_or(false) || open_row.get() == Some(number);
                (shared.selection.is_some() || selected).then_some(if selected { "true" } else { "false" })
            }
            on:click=move |event| press(shared, place, number, &event)
        >
            {check}
            {cells}
        </div>
    }
    .into_any()
}

fn press(shared: Shared, place: usize, number: usize, event: &web_sys::MouseEvent) {
    let inside = event.target().and_then(|it| it.dyn_into::<web_sys::Element>().ok());
    let control = inside.and_then(|it| it.closest("a, button, input, label").ok().flatten());
    shared.active.set(place);
    if control.is_some() {
        return;
    }
    // A drag over the text to copy it is no press.
    let marked = window().get_selection().ok().flatten().is_some_and(|it| !it.is_collapsed());
    if shared.selection.is_some_and(|_| event.shift_key()) {
        shared.extend(place);
    } else if shared.selection.is_some_and(|_| event.ctrl_key() || event.meta_key()) {
        shared.toggle(place);
    } else if let (Some(on_open), false) = (shared.on_open, marked) {
        shared.anchor.set_value(place);
        on_open.run((number,));
    } else if let Some(selection) = shared.selection.filter(|_| !marked) {
        selection.update(Selection::clear);
        shared.toggle(place);
    }
}
