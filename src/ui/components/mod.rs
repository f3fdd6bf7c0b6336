//! The parts every screen is made of: one look, one behaviour, keyboard and screen reader included. They know the page
//! and the pure `view` helpers, and nothing of workspaces, routes or storage.
//!
//! Conventions: text and state come as `Signal`s (a plain value, a signal or a closure will do), events leave through
//! `Callback`s, an `open: RwSignal<bool>` is shared with whoever opens. Styles are in `style/components.css`; nothing
//! here writes a style attribute (the page's Content-Security-Policy forbids it), lengths go through the CSSOM.

mod banner;
mod button;
mod choice;
mod date_range;
mod detail_panel;
mod dialog;
mod drag;
mod drop_zone;
mod empty_state;
mod field;
mod figure;
mod filter_chip;
mod icon;
mod input;
mod key_values;
mod link;
mod markdown;
mod menu;
mod palette;
mod popover;
mod progress;
mod resize;
mod table;
mod tabs;
mod term;
mod tile;
mod toast;
mod tooltip;

pub use crate::view::number::NumberKind;
pub use banner::{Banner, Tone};
pub use button::{Button, IconButton, Look};
pub use choice::{Checkbox, Segmented, Select, Switch};
pub use date_range::DateRange;
pub use detail_panel::DetailPanel;
pub use dialog::{Confirm, Dialog};
pub use drag::DragArea;
pub use drop_zone::DropZone;
pub use empty_state::EmptyState;
pub use field::{Field, FieldContext};
pub use figure::Figure;
pub use filter_chip::{FilterChip, FilterOption};
pub use icon::{Icon, IconName};
pub use input::{DateInput, NumberInput, SearchInput, TextArea, TextInput, TimeInput};
pub use key_values::{Badge, Chip, KeyValue, KeyValues};
pub use link::Link;
pub use markdown::{Meaning, inlines, markdown};
pub use menu::{Menu, MenuItem};
pub use palette::{CommandPalette, PaletteCommand};
pub use popover::Popover;
pub use progress::{Progress, Skeleton};
pub use table::{Align, Column, Find, SortState, Table};
pub use tabs::{Tab, Tabs};
pub use term::TermButton;
pub use tile::{Change, Tile};
pub use toast::{Toast, ToastHost, Toasts};
pub use tooltip::Tooltip;

use std::cell::Cell;
use wasm_bindgen::JsCast;

/// An id for an element, different from every other in the page.
pub fn unique_id(prefix: &str) -> String {
    thread_local! {
        static NEXT: Cell<u32> = const { Cell::new(0) };
    }
    let number = NEXT.get();
    NEXT.set(number + 1);
    format!("{prefix}-{number}")
}

/// Moves the focus to the first element that matches inside another; whether there was one.
pub fn focus_in(root: &web_sys::Element, selector: &str) -> bool {
    let found = root.query_selector(selector).ok().flatten().and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok());
    found.is_some_and(|element| element.focus().is_ok())
}
