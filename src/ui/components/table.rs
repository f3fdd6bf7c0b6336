//! A table of any length: only the rows in sight are drawn. Search, sort, selection, keyboard.
//!
//! Rows stay where they are: the table asks for the text of row *n* when it needs it, and keeps an order of numbers.

mod column;
mod rows;

pub use column::{Align, Column, SortState};

use super::{
    button::{Button, Look},
    icon::IconName,
    input::SearchInput,
    resize::on_resize,
    unique_id,
};
use crate::view::{clip::push_row, order::sort as sort_rows, selection::Selection, window::Viewport};
use crate::{model::words::grouped, search::Search};
use column::{header, templates};
use leptos::{html, prelude::*};
use std::{sync::Arc, time::Duration};

/// Above so many rows, a search waits until typing pauses.
const SLOW_FROM: usize = 20_000;
/// Rows drawn before and after those in sight.
const EXTRA: usize = 5;

/// Row numbers in the order shown; `None` while that is simply all of them.
type Order = Option<Arc<Vec<u32>>>;

/// Finds the rows that a search wants, in order, faster than a look at each row's texts.
pub type Find = Callback<(Search,), Vec<u32>>;

/// What the parts of one table share. A handle.
#[derive(Clone, Copy)]
struct Shared {
    id: StoredValue<String>,
    columns: Signal<Vec<Column>>,
    order: Memo<Order>,
    shown: Memo<usize>,
    /// What is looked for, to be marked where it stands.
    wanted: Memo<Search>,
    sort: RwSignal<Option<SortState>>,
    selection: Option<RwSignal<Selection>>,
    /// Place in the order that the keys stand on.
    active: RwSignal<usize>,
    /// Where a range of selected rows begins.
    anchor: StoredValue<usize>,
    on_open: Option<Callback<(usize,)>>,
    scroller: NodeRef<html::Div>,
    viewport: Memo<Viewport>,
}

impl Shared {
    fn row_at(self, place: usize) -> usize {
        self.order.with_untracked(|order| match order {
            Some(order) => order.get(place).map_or(place, |row| *row as usize),
            None => place,
        })
    }

    fn row_id(self, place: usize) -> String {
        self.id.with_value(|id| format!("{id}-{place}"))
    }

    /// Moves the keys' place and shows it.
    fn go(self, place: usize) {
        let place = place.min(self.shown.get_untracked().saturating_sub(1));
        self.active.set(place);
        if let Some(scroller) = self.scroller.get_untracked() {
            let viewport = self.viewport.get_untracked();
            let to = viewport.scroll_to(place);
            if to != viewport.scroll {
                scroller.set_scroll_top(to.round() as i32);
            }
        }
    }

    fn toggle(self, place: usize) {
        if let Some(selection) = self.selection {
            selection.update(|selection| selection.toggle(self.row_at(place) as u32));
            self.anchor.set_value(place);
        }
    }

    /// Selects from the anchor to here.
    fn extend(self, place: usize) {
        let Some(selection) = self.selection else { return };
        let anchor = self.anchor.get_value();
        selection.update(|selection| {
            for place in anchor.min(place)..=anchor.max(place) {
                selection.set(self.row_at(place) as u32, true);
            }
        });
    }

    fn select_shown(self, selected: bool) {
        let Some(selection) = self.selection else { return };
        selection.update(|selection| {
            for place in 0..self.shown.get_untracked() {
                selection.set(self.row_at(place) as u32, selected);
            }
        });
    }

    /// The selected rows, else all shown, as CSV in the order shown; with their number.
    fn csv(self) -> (String, usize) {
        let chosen = self.selection.map(|selection| selection.get_untracked()).filter(|chosen| !chosen.is_empty());
        let mut csv = String::new();
        let mut count = 0;
        self.columns.with_untracked(|columns| {
            push_row(&mut csv, columns.iter().map(|column| column.title.as_str()));
            for row in (0..self.shown.get_untracked()).map(|place| self.row_at(place)) {
                if chosen.as_ref().is_none_or(|chosen| chosen.contains(row as u32)) {
                    push_row(&mut csv, columns.iter().map(|column| (column.text)(row)));
                    count += 1;
                }
            }
        });
        (csv, count)
    }

    fn on_key(self, event: &web_sys::KeyboardEvent) {
        // Keys of the buttons in the header are theirs.
        if event.target() != event.current_target() {
            return;
        }
        let at = self.active.get_untracked();
        let page = self.viewport.get_untracked().page();
        let to = match event.key().as_str() {
            "ArrowDown" => at + 1,
            "ArrowUp" => at.saturating_sub(1),
            "PageDown" => at + page,
            "PageUp" => at.saturating_sub(page),
            "Home" => 0,
            "End" => usize::MAX,
            " " if self.selection.is_some() => {
                event.prevent_default();
                return if event.shift_key() { self.extend(at) } else { self.toggle(at) };
            }
            "Enter" => {
                if let (Some(on_open), true) = (self.on_open, at < self.shown.get_untracked()) {
                    event.prevent_default();
                    on_open.run((self.row_at(at),));
                }
                return;
            }
            "a" | "A" if self.selection.is_some() && (event.ctrl_key() || event.meta_key()) => {
                event.prevent_default();
                return self.select_shown(true);
            }
            "Escape" if self.selection.is_some_and(|selection| selection.with_untracked(|it| !it.is_empty())) => {
                event.prevent_default();
                event.stop_propagation();
                return self.select_shown(false);
            }
            _ => return,
        };
        event.prevent_default();
        self.go(to);
        if event.shift_key() {
            self.extend(self.active.get_untracked());
        } else {
            self.anchor.set_value(self.active.get_untracked());
        }
    }
}

fn order(columns: &[Column], len: usize, search: &str, find: Option<Find>, sort: Option<SortState>) -> Order {
    let wanted = Search::new(search);
    let by = sort.and_then(|sort| Some((columns.iter().find(|column| column.id == sort.column)?, sort.descending)));
    if wanted.is_empty() && by.is_none() {
        return None;
    }
    let mut rows: Vec<u32> = match find {
        Some(find) if !wanted.is_empty() => find.run((wanted.clone(),)),
        _ => (0..len as u32).collect(),
    };
    if !wanted.is_empty() && find.is_none() {
        let searched: Vec<_> = columns.iter().filter(|column| column.searched).collect();
        let mut text = String::new();
        rows.retain(|row| {
            text.clear();
            for column in &searched {
                text.push_str(&(column.text)(*row as usize));
                text.push('\n');
            }
            wanted.matches(&text)
        });
    }
    if let Some((column, descending)) = by {
        sort_rows(&mut rows, &column.keys(len), descending);
    }
    Some(Arc::new(rows))
}

/// A table. Give it a height by its surroundings, else it takes up to 70 % of the window's.
///
/// Keys while the table has the focus: arrows, Page Up and Down, Home, End move; Space selects, with Shift a range;
/// Ctrl A selects all shown; Enter opens.
///
/// ```ignore
/// let columns = move || {
///     let posts = posts.get(); // an Arc
///     let (a, b) = (posts.clone(), posts);
///     vec![
///         Column::text("title", "Post", move |row| a.title(row)).width(200, 3.0),
///         Column::number("reach", "Reach", |reach| format_count(reach), move |row| b.reach(row)).hide_below(640),
///     ]
/// };
/// view! { <Table label="Posts" columns len=count search_label="Search posts" on_open=move |row| open(row)/> }
/// ```
#[component]
pub fn Table(
    /// What the rows are: “Posts”.
    #[prop(into)]
    label: Signal<String>,
    /// The columns; a change draws all anew.
    #[prop(into)]
    columns: Signal<Vec<Column>>,
    /// Number of rows.
    #[prop(into)]
    len: Signal<usize>,
    /// Shows a search box with this label.
    #[prop(optional, into)]
    search_label: String,
    /// The text looked for, where the page keeps it.
    #[prop(optional)]
    search: RwSignal<String>,
    /// Finds rows for a search, where there is a quicker way than to look at every row.
    #[prop(optional, into)]
    find: Option<Find>,
    /// What is sorted by, where the page keeps it.
    #[prop(optional)]
    sort: RwSignal<Option<SortState>>,
    /// Makes rows selectable and says which are.
    #[prop(optional)]
    selection: Option<RwSignal<Selection>>,
    /// Opens a row, by its number.
    #[prop(optional, into)]
    on_open: Option<Callback<(usize,)>>,
    /// Number of the row that is open beside the table.
    #[prop(optional, into)]
    open_row: Signal<Option<usize>>,
    /// Offers “Copy as CSV” and takes the text and the number of rows.
    #[prop(optional, into)]
    on_copy: Option<Callback<(String, usize)>>,
    /// More tools above the table, such as buttons for the selected rows.
    #[prop(optional, into)]
    tools: Option<ViewFnOnce>,
    /// What to show while there are no rows at all.
    #[prop(optional, into)]
    empty: ViewFn,
) -> impl IntoView {
    let scroller = NodeRef::<html::Div>::new();
    let head = NodeRef::<html::Div>::new();
    let scroll = RwSignal::new(0.0_f64);
    let height = RwSignal::new(600.0_f64);
    let row_height = RwSignal::new(32.0_f64);

    // The search that counts: at once for short tables, after a pause for long ones.
    let wanted = RwSignal::new(search.get_untracked());
    let typed = StoredValue::new(0_u32);
    Effect::new(move || {
        let text = search.get();
        typed.update_value(|typed| *typed += 1);
        if len.get_untracked() < SLOW_FROM {
            wanted.set(text);
            return;
        }
        let turn = typed.get_value();
        set_timeout(
            move || {
                if typed.try_get_value() == Some(turn) {
                    wanted.try_set(text);
                }
            },
            Duration::from_millis(180),
        );
    });
    let order = Memo::new_with_compare(
        move |_| columns.with(|columns| order(columns, len.get(), &wanted.get(), find, sort.get())),
        |_, _| true,
    );
    let shown = Memo::new(move |_| order.with(|order| order.as_ref().map_or_else(|| len.get(), |order| order.len())));
    let viewport = Memo::new(move |_| Viewport {
        scroll: scroll.get(),
        height: height.get(),
        row_height: row_height.get(),
        len: shown.get(),
    });
    let shared = Shared {
        id: StoredValue::new(unique_id("table")),
        columns,
        order,
        shown,
        wanted: Memo::new(move |_| wanted.with(|text| Search::new(text))),
        sort,
        selection,
        active: RwSignal::new(0),
        anchor: StoredValue::new(0),
        on_open,
        scroller,
        viewport,
    };
    Effect::new(move || {
        if let Some(element) = scroller.get() {
            let style = window().get_computed_style(&element).ok().flatten();
            let row = style.and_then(|style| style.get_property_value("--row").ok());
            if let Some(row) =
                row.and_then(|row| row.trim().trim_end_matches("px").parse::<f64>().ok()).filter(|row| *row > 0.0)
            {
                row_height.set(row);
            }
            on_resize(element.into(), move |_, inner| {
                let head = head.try_get_untracked().flatten().map_or(0.0, |head| f64::from(head.offset_height()));
                height.try_set((inner - head).max(0.0));
            });
        }
    });
    // Another order begins at its top.
    Effect::new(move |before: Option<()>| {
        order.track();
        if before.is_some() {
            shared.active.update(|active| *active = (*active).min(shown.get_untracked().saturating_sub(1)));
            if let Some(scroller) = scroller.get_untracked() {
                scroll.set(f64::from(scroller.scroll_top()));
            }
        }
    });

    let counts = move || {
        let (shown, all) = (shown.get(), len.get());
        if shown == all { grouped(all as u64) } else { format!("{} of {}", grouped(shown as u64), grouped(all as u64)) }
    };
    let has_search = !search_label.is_empty();
    let has_tools = has_search || tools.is_some() || on_copy.is_some();
    let tools_bar = has_tools.then(|| {
        view! {
            <div class="table-tools">
                {has_search.then(|| view! { <SearchInput value=search label=search_label/> })}
                {tools.map(|tools| tools.run())}
                {selection
                    .map(|selection| {
                        move || {
                            let count = selection.with(Selection::len);
                            (count > 0)
                                .then(|| {
                                    view! {
                                        <span class="table-selected">{format!("{} selected", grouped(count as u64))}</span>
                                        <Button look=Look::Quiet small=true on_press=move || selection.update(Selection::clear)>"Clear"</Button>
                                    }
                                        .into_any()
                                })
                        }
                    })}
                <span class="table-count" role="status">{counts}</span>
                {on_copy
                    .map(|on_copy| {
                        view! {
                            <Button small=true icon=IconName::Copy on_press=move || on_copy.run(shared.csv())>"Copy as CSV"</Button>
                        }
                    })}
            </div>
        }
        .into_any()
    });
    let selectable = selection.is_some();
    let widths = Memo::new(move |_| columns.with(|columns| templates(columns, selectable)));
    let width = move |which: usize| {
        widths.with(|widths| widths.get(which).map(|(columns, _)| columns.clone()).unwrap_or_default())
    };
    let least =
        move |which: usize| widths.with(|widths| widths.get(which).map(|(_, least)| least.clone()).unwrap_or_default());
    let any = Memo::new(move |_| len.get() > 0);
    view! {
        <div
            class="table"
            class:table-clickable=on_open.is_some()
            style:--columns-all=move || width(0)
            style:--columns-1100=move || width(1)
            style:--columns-900=move || width(2)
            style:--columns-640=move || width(3)
            style:--least-all=move || least(0)
            style:--least-1100=move || least(1)
            style:--least-900=move || least(2)
            style:--least-640=move || least(3)
        >
            {tools_bar}
            {move || {
                if !any.get() {
                    return empty.run();
                }
                view! {
                    <div
                        class="table-scroll"
                        role="grid"
                        tabindex="0"
                        node_ref=scroller
                        aria-label=label
                        aria-rowcount=move || (shown.get() + 1).to_string()
                        aria-colcount=move || (columns.with(Vec::len) + usize::from(selectable)).to_string()
                        aria-multiselectable=selectable.then_some("true")
                        aria-activedescendant=move || {
                            // Only a row that is drawn can be pointed to.
                            let place = shared.active.get();
                            viewport.get().window(EXTRA).rows.contains(&place).then(|| shared.row_id(place))
                        }
                        on:scroll=move |_| {
                            if let Some(scroller) = scroller.get_untracked() {
                                scroll.set(f64::from(scroller.scroll_top()));
                            }
                        }
                        on:keydown=move |event| shared.on_key(&event)
                    >
                        <div class="table-header" role="row" aria-rowindex="1" node_ref=head>
                            {move || header(shared)}
                        </div>
                        {rows::body(shared, open_row)}
                    </div>
                    {move || {
                        (shown.get() == 0)
                            .then(|| {
                                view! {
                                    <p class="table-foot" role="status">
                                        "No row matches “" {wanted.get()} "”."
                                        <Button look=Look::Link on_press=move || search.set(String::new())>"Clear the search"</Button>
                                    </p>
                                }
                                    .into_any()
                            })
                    }}
                }
                    .into_any()
            }}
        </div>
    }
    .into_any()
}
