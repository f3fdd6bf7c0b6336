//! The rows in sight. They come as one text for the whole window, which a browser takes in far faster than element by
//! element; what changes about rows that stay (selected, active, open) is set on them afterwards.

use super::{EXTRA, Shared};
use crate::{
    search::Search,
    view::{
        markup::{push_escaped, push_excerpt},
        selection::Selection,
    },
};
use leptos::{html, prelude::*};
use std::{fmt::Write, ops::Range};
use wasm_bindgen::JsCast;

/// The scrolling body with its window of rows.
pub(super) fn body(shared: Shared, open_row: Signal<Option<usize>>) -> AnyView {
    let Shared { viewport, order, columns, .. } = shared;
    let window = Memo::new(move |_| viewport.get().window(EXTRA));
    let range = Memo::new(move |_| window.with(|window| window.rows.clone()));
    let top = Memo::new(move |_| window.with(|window| window.top));
    let node = NodeRef::<html::Div>::new();
    let decorate = move |places: Range<usize>| {
        if let Some(node) = node.get_untracked() {
            mark_rows(shared, &node, places, open_row.get_untracked());
        }
    };
    // Other rows, or the same with other content.
    Effect::new(move || {
        order.track();
        columns.track();
        let places = range.get();
        if let Some(node) = node.get() {
            node.set_inner_html(&rows(shared, places, open_row.get_untracked()));
        }
    });
    // The same rows in another state.
    Effect::new(move || {
        shared.active.track();
        open_row.track();
        if let Some(selection) = shared.selection {
            selection.track();
        }
        decorate(range.get_untracked());
    });
    view! {
        <div class="table-body" role="rowgroup" style:height=move || format!("{}px", viewport.get().content_height())>
            <div
                class="table-rows"
                role="presentation"
                node_ref=node
                style:transform=move || format!("translateY({}px)", top.get())
                on:click=move |event| press(shared, &event)
                on:pointerover=move |event| show_whole(&event)
            ></div>
        </div>
    }
    .into_any()
}

/// The rows as HTML, in the state they are in.
fn rows(shared: Shared, places: Range<usize>, open: Option<usize>) -> String {
    let mut html = String::with_capacity(places.len() * 512);
    let wanted = shared.wanted.get_untracked();
    let active = shared.active.get_untracked();
    shared.columns.with_untracked(|columns| {
        let classes: Vec<String> = columns.iter().map(super::Column::class).collect();
        for place in places {
            let number = shared.row_at(place);
            let index = place + 2;
            let state = State::of(shared, number, open);
            let _ = write!(html, "<div class=\"{}\" role=\"row\" id=\"", class(place == active));
            shared.id.with_value(|id| html.push_str(id));
            let _ = write!(html, "-{place}\" aria-rowindex=\"{index}\"");
            if let Some(selected) = state.aria_selected() {
                let _ = write!(html, " aria-selected=\"{selected}\"");
            }
            html.push('>');
            if let Some(chosen) = state.chosen {
                let checked = if chosen { " checked" } else { "" };
                let _ = write!(
                    html,
                    "<div class=\"table-cell\" role=\"gridcell\"><label class=\"table-check\">\
                     <input type=\"checkbox\" tabindex=\"-1\" aria-label=\"Select row\"{checked}></label></div>",
                );
            }
            for (column, class) in columns.iter().zip(&classes) {
                column.push_cell(&mut html, class, number, &wanted);
            }
            html.push_str("</div>");
        }
    });
    html
}

/// What a row is beside its cells.
struct State {
    /// Whether it is selected; none in a table without selection.
    chosen: Option<bool>,
    open: bool,
}

impl State {
    fn of(shared: Shared, number: usize, open: Option<usize>) -> Self {
        let chosen = shared.selection.map(|selection| selection.with_untracked(|it| it.contains(number as u32)));
        Self { chosen, open: open == Some(number) }
    }

    /// The row's `aria-selected`; none where nothing can be selected and it is not open.
    fn aria_selected(&self) -> Option<&'static str> {
        let selected = self.chosen == Some(true) || self.open;
        (self.chosen.is_some() || selected).then_some(if selected { "true" } else { "false" })
    }
}

fn class(active: bool) -> &'static str {
    if active { "table-row table-row-active" } else { "table-row" }
}

/// Shows on the drawn rows which are selected, active and open.
fn mark_rows(shared: Shared, node: &web_sys::Element, places: Range<usize>, open: Option<usize>) {
    let active = shared.active.get_untracked();
    let mut row = node.first_element_child();
    for place in places {
        let Some(element) = row else { return };
        let state = State::of(shared, shared.row_at(place), open);
        let _ = match state.aria_selected() {
            Some(selected) => element.set_attribute("aria-selected", selected),
            None => element.remove_attribute("aria-selected"),
        };
        element.set_class_name(class(place == active));
        if let Some(chosen) = state.chosen
            && let Ok(Some(check)) = element.query_selector("input")
            && let Some(check) = check.dyn_ref::<web_sys::HtmlInputElement>()
        {
            check.set_checked(chosen);
        }
        row = element.next_element_sibling();
    }
}

/// What does not fit into a cell can be read on pointing at it. Only there: as an attribute of every cell it would be
/// half of what a scroll has to write.
fn show_whole(event: &web_sys::PointerEvent) {
    let target = event.target().and_then(|it| it.dyn_into::<web_sys::Element>().ok());
    let cell = target.and_then(|target| target.closest(".table-cell").ok().flatten());
    if let Some(cell) = cell.filter(|cell| cell.scroll_width() > cell.client_width()) {
        let _ = cell.set_attribute("title", &cell.text_content().unwrap_or_default());
    }
}

fn press(shared: Shared, event: &web_sys::MouseEvent) {
    let Some(target) = event.target().and_then(|it| it.dyn_into::<web_sys::Element>().ok()) else { return };
    let Some(row) = target.closest(".table-row").ok().flatten() else { return };
    let index = row.get_attribute("aria-rowindex").and_then(|index| index.parse::<usize>().ok());
    let Some(place) = index.and_then(|index| index.checked_sub(2)) else { return };
    if target.tag_name() == "INPUT" {
        if event.shift_key() {
            shared.extend(place);
        } else {
            shared.toggle(place);
        }
        shared.active.set(place);
        // The keys go on from here.
        if let Some(scroller) = shared.scroller.get_untracked() {
            let _ = scroller.focus();
        }
        return;
    }
    // The label's press comes again as its checkbox's.
    if target.closest("label").ok().flatten().is_some() {
        return;
    }
    shared.active.set(place);
    if shared.selection.is_some() && event.shift_key() {
        return shared.extend(place);
    }
    if shared.selection.is_some() && (event.ctrl_key() || event.meta_key()) {
        return shared.toggle(place);
    }
    // A drag over the text to copy it is no press.
    if window().get_selection().ok().flatten().is_some_and(|it| !it.is_collapsed()) {
        return;
    }
    if let Some(on_open) = shared.on_open {
        shared.anchor.set_value(place);
        on_open.run((shared.row_at(place),));
    } else if let Some(selection) = shared.selection {
        selection.update(Selection::clear);
        shared.toggle(place);
    }
}

impl super::Column {
    fn push_cell(&self, html: &mut String, class: &str, row: usize, wanted: &Search) {
        let text = (self.text)(row);
        html.push_str("<div role=\"gridcell\" class=\"");
        html.push_str(class);
        html.push_str("\">");
        match self.tone.as_ref().and_then(|tone| tone(row)) {
            Some(tone) => {
                html.push_str("<span class=\"badge badge-");
                html.push_str(tone.name());
                html.push_str("\">");
                push_escaped(html, &text);
                html.push_str("</span>");
            }
            None if self.searched && !wanted.is_empty() => push_excerpt(html, &text, &wanted.ranges(&text)),
            None => push_escaped(html, &text),
        }
        html.push_str("</div>");
    }
}
