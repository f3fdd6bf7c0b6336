//! Columns of a table: what they show, how they sort, how wide they are.

use super::{super::banner::Tone, Shared};
use crate::view::{order::Keys, selection::Selection};
use leptos::prelude::*;
use std::sync::Arc;

/// How a column is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Align {
    /// Text.
    #[default]
    Start,
    /// Numbers.
    End,
    /// Marks.
    Center,
}

/// What a table is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SortState {
    /// Id of the column.
    pub column: &'static str,
    /// Greatest first.
    pub descending: bool,
}

pub(super) type RowText = Arc<dyn Fn(usize) -> String + Send + Sync>;
type RowNumber = Arc<dyn Fn(usize) -> Option<f64> + Send + Sync>;
type RowTone = Arc<dyn Fn(usize) -> Option<Tone> + Send + Sync>;

/// A column. Build it with [`Column::text`] or [`Column::number`].
#[derive(Clone)]
pub struct Column {
    pub(super) id: &'static str,
    pub(super) title: String,
    align: Align,
    least: u16,
    grow: f32,
    hide_below: u16,
    sortable: bool,
    pub(super) searched: bool,
    pub(super) text: RowText,
    number: Option<RowNumber>,
    pub(super) tone: Option<RowTone>,
}

impl Column {
    /// A column of text: searched, sorted by the text without regard to case.
    pub fn text(
        id: &'static str,
        title: impl Into<String>,
        text: impl Fn(usize) -> String + Send + Sync + 'static,
    ) -> Self {
        Self {
            id,
            title: title.into(),
            align: Align::Start,
            least: 120,
            grow: 1.0,
            hide_below: 0,
            sortable: true,
            searched: true,
            text: Arc::new(text),
            number: None,
            tone: None,
        }
    }

    /// A column of numbers: set to the right, sorted by value with the greatest first. A missing one shows as “—”.
    pub fn number(
        id: &'static str,
        title: impl Into<String>,
        format: impl Fn(f64) -> String + Send + Sync + 'static,
        value: impl Fn(usize) -> Option<f64> + Send + Sync + 'static,
    ) -> Self {
        let value: RowNumber = Arc::new(value);
        let own = value.clone();
        let text = move |row| own(row).map_or_else(|| "—".to_owned(), &format);
        Self {
            align: Align::End,
            least: 88,
            grow: 0.6,
            searched: false,
            number: Some(value),
            ..Self::text(id, title, text)
        }
    }

    /// Sorts by this number instead of the text, such as an instant whose text is a date.
    pub fn sorted_by(self, value: impl Fn(usize) -> Option<f64> + Send + Sync + 'static) -> Self {
        Self { number: Some(Arc::new(value)), ..self }
    }

    /// Shows the text as a badge of this tone; `None` for plain text.
    pub fn badge(self, tone: impl Fn(usize) -> Option<Tone> + Send + Sync + 'static) -> Self {
        Self { tone: Some(Arc::new(tone)), ..self }
    }

    /// Least width in px, and the share of what is left (0 keeps it at the least).
    pub fn width(self, least: u16, grow: f32) -> Self {
        Self { least, grow, ..self }
    }

    /// Alignment.
    pub fn align(self, align: Align) -> Self {
        Self { align, ..self }
    }

    /// Leaves the column out in windows narrower than 640, 900 or 1100 px.
    pub fn hide_below(self, width: u16) -> Self {
        Self { hide_below: width, ..self }
    }

    /// No sorting by this column.
    pub fn unsorted(self) -> Self {
        Self { sortable: false, ..self }
    }

    /// Whether the search looks here.
    pub fn searched(self, searched: bool) -> Self {
        Self { searched, ..self }
    }

    pub(super) fn keys(&self, len: usize) -> Keys {
        match &self.number {
            Some(number) => Keys::Numbers((0..len).map(|row| number(row).unwrap_or(f64::NAN)).collect()),
            None => Keys::Texts((0..len).map(|row| (self.text)(row).to_lowercase()).collect()),
        }
    }

    pub(super) fn class(&self) -> String {
        let align = match self.align {
            Align::Start => "",
            Align::End => " table-end",
            Align::Center => " table-center",
        };
        match self.hide_below {
            0 => format!("table-cell{align}"),
            width => format!("table-cell{align} hide-below-{width}"),
        }
    }
}

/// Width of the column of checkboxes, px.
const CHECK: u32 = 44;

/// Grid columns and least width for all columns, and for windows below 1100, 900 and 640 px.
pub(super) fn templates(columns: &[Column], selectable: bool) -> Vec<(String, String)> {
    [u16::MAX, 1100, 900, 640]
        .into_iter()
        .map(|window| {
            let mut template = String::new();
            let mut least = 0;
            if selectable {
                template.push_str("44px ");
                least += CHECK;
            }
            for column in columns {
                let hidden = column.hide_below != 0 && window != u16::MAX && column.hide_below >= window;
                if hidden {
                    continue;
                }
                least += u32::from(column.least);
                if column.grow > 0.0 {
                    template.push_str(&format!("minmax({}px,{}fr) ", column.least, column.grow));
                } else {
                    template.push_str(&format!("{}px ", column.least));
                }
            }
            (template, format!("{least}px"))
        })
        .collect()
}

/// The cells of the header.
pub(super) fn header(shared: Shared) -> AnyView {
    let check = shared.selection.map(|selection| {
        // Ticked when all that is shown is selected, half when some is.
        let state = Memo::new(move |_| {
            let (count, shown) = (selection.with(Selection::len), shared.shown.get());
            (count > 0 && count >= shown, count > 0 && count < shown)
        });
        view! {
            <div class="table-cell" role="columnheader">
                <label class="table-check">
                    <input
                        type="checkbox"
                        aria-label="Select all shown"
                        prop:checked=move || state.get().0
                        prop:indeterminate=move || state.get().1
                        on:change=move |event| shared.select_shown(event_target_checked(&event))
                    />
                </label>
            </div>
        }
        .into_any()
    });
    let columns = shared.columns.with(|columns| columns.iter().map(|column| title(shared, column)).collect_view());
    (check, columns).into_any()
}

fn title(shared: Shared, column: &Column) -> AnyView {
    let class = column.class();
    let text = column.title.clone();
    if !column.sortable {
        return view! { <div class=class role="columnheader"><span class="clip">{text}</span></div> }.into_any();
    }
    let id = column.id;
    let numeric = column.number.is_some();
    let state = move || shared.sort.get().filter(|sort| sort.column == id).map(|sort| sort.descending);
    // Numbers begin with the greatest, texts with A; the third press brings back the first order.
    let turn = move |_| {
        let now = shared.sort.get_untracked().filter(|sort| sort.column == id);
        let next = match now {
            None => Some(SortState { column: id, descending: numeric }),
            Some(sort) if sort.descending == numeric => Some(SortState { column: id, descending: !numeric }),
            Some(_) => None,
        };
        shared.sort.set(next);
        shared.go(0);
    };
    view! {
        <div
            class=class
            role="columnheader"
            aria-sort=move || match state() {
                Some(true) => "descending",
                Some(false) => "ascending",
                None => "none",
            }
        >
            <button type="button" class="table-sort" on:click=turn>
                <span>{text}</span>
                <span class="table-sort-mark" aria-hidden="true">
                    {move || match state() {
                        Some(true) => "▼",
                        Some(false) => "▲",
                        None => "",
                    }}
                </span>
            </button>
        </div>
    }
    .into_any()
}
