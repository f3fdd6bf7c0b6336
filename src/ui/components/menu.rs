//! A button with a menu of actions.

use super::{
    icon::{Icon, IconName},
    popover::Popover,
};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// One line of a menu.
#[derive(Clone, Debug)]
pub struct MenuItem {
    /// The words.
    pub label: String,
    /// A drawing before them.
    pub icon: Option<IconName>,
    /// A short note behind them: a key, a count.
    pub hint: String,
    /// Takes something away.
    pub danger: bool,
    /// Not possible now.
    pub disabled: bool,
    /// For a choice: whether it is the present one.
    pub checked: Option<bool>,
    /// A heading before the line, for a new group.
    pub group: Option<String>,
    /// What it does.
    pub on_choose: Callback<()>,
}

impl MenuItem {
    /// A plain line.
    pub fn new(label: impl Into<String>, on_choose: impl Fn() + Send + Sync + 'static) -> Self {
        Self {
            label: label.into(),
            icon: None,
            hint: String::new(),
            danger: false,
            disabled: false,
            checked: None,
            group: None,
            on_choose: Callback::from(on_choose),
        }
    }

    /// With a drawing.
    pub fn icon(self, icon: IconName) -> Self {
        Self { icon: Some(icon), ..self }
    }

    /// With a note.
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: hint.into(), ..self }
    }

    /// As a choice.
    pub fn checked(self, checked: bool) -> Self {
        Self { checked: Some(checked), ..self }
    }

    /// In the colour of what takes something away.
    pub fn danger(self) -> Self {
        Self { danger: true, ..self }
    }

    /// Greyed out.
    pub fn disabled(self, disabled: bool) -> Self {
        Self { disabled, ..self }
    }

    /// First of a group with a heading.
    pub fn group(self, heading: impl Into<String>) -> Self {
        Self { group: Some(heading.into()), ..self }
    }
}

/// A button that opens a menu. Arrow keys, Home, End and first letters move; Enter chooses; Escape closes.
///
/// ```ignore
/// view! {
///     <Menu label="More actions" trigger=|| "More"
///         items=move || vec![MenuItem::new("Duplicate", duplicate), MenuItem::new("Delete", delete).danger()]/>
/// }
/// ```
#[component]
pub fn Menu(
    /// The menu's name.
    #[prop(into)]
    label: Signal<String>,
    /// What is on the button; a chevron follows it.
    #[prop(into)]
    trigger: ViewFnOnce,
    /// Classes of the button.
    #[prop(default = "button")]
    class: &'static str,
    /// No chevron, for a button with only a drawing; the menu's name becomes the button's.
    #[prop(optional)]
    bare: bool,
    /// The lines.
    #[prop(into)]
    items: Signal<Vec<MenuItem>>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let trigger = move || {
        view! {
            {trigger.run()}
            {(!bare).then(|| view! { <Icon name=IconName::Down/> })}
        }
        .into_any()
    };
    view! {
        <Popover
            open
            trigger=trigger
            class
            button_label=Signal::derive(move || bare.then(|| label.get()))
            label
            role="menu"
            popover_class="menu"
            first_focus=&["[aria-checked=true]", ".menu-item"]
        >
            <div role="presentation" on:keydown=move |event| move_focus(&event, open)>
                {move || items.get().into_iter().map(|item| line(item, open)).collect_view().into_any()}
            </div>
        </Popover>
    }
    .into_any()
}

fn line(item: MenuItem, open: RwSignal<bool>) -> AnyView {
    let MenuItem { label, icon, hint, danger, disabled, checked, group, on_choose } = item;
    view! {
        {group.map(|group| view! { <div class="menu-group" role="presentation">{group}</div> })}
        <button
            type="button"
            class=if danger { "menu-item menu-item-danger" } else { "menu-item" }
            role=if checked.is_some() { "menuitemradio" } else { "menuitem" }
            tabindex="-1"
            aria-checked=checked.map(|checked| if checked { "true" } else { "false" })
            aria-disabled=disabled.then_some("true")
            on:click=move |_| {
                if !disabled {
                    open.set(false);
                    on_choose.run(());
                }
            }
        >
            {icon.map(|name| view! { <Icon name/> })}
            <span>{label}</span>
            {(!hint.is_empty()).then(|| view! { <span class="menu-item-hint">{hint}</span> })}
        </button>
    }
    .into_any()
}

fn move_focus(event: &web_sys::KeyboardEvent, open: RwSignal<bool>) {
    let Some(menu) = event.current_target().and_then(|it| it.dyn_into::<web_sys::Element>().ok()) else { return };
    let Ok(list) = menu.query_selector_all(".menu-item") else { return };
    let items: Vec<web_sys::HtmlElement> =
        (0..list.length()).filter_map(|index| list.item(index)?.dyn_into().ok()).collect();
    let active = document().active_element();
    let at = items.iter().position(|item| active.as_ref() == Some(item.as_ref()));
    let last = items.len().saturating_sub(1);
    let key = event.key();
    let target = match key.as_str() {
        "ArrowDown" => Some(at.map_or(0, |at| if at == last { 0 } else { at + 1 })),
        "ArrowUp" => Some(at.map_or(last, |at| if at == 0 { last } else { at - 1 })),
        "Home" => Some(0),
        "End" => Some(last),
        "Tab" => {
            open.set(false);
            None
        }
        letter if letter.chars().count() == 1 && letter != " " => {
            let wanted = letter.to_lowercase();
            let starts = |index: &usize| {
                let item = items.get(*index).and_then(|item| item.text_content()).unwrap_or_default();
                item.trim().to_lowercase().starts_with(&wanted)
            };
            let from = at.map_or(0, |at| at + 1);
            (from..items.len()).chain(0..from.min(items.len())).find(starts)
        }
        _ => None,
    };
    if let Some(item) = target.and_then(|index| items.get(index)) {
        event.prevent_default();
        let _ = item.focus();
    }
}
