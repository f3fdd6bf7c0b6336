//! Buttons.

use super::icon::{Icon, IconName};
use leptos::prelude::*;

/// How much a button asks for attention. One primary button on a screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Look {
    /// Filled with the accent: what most people want to do next.
    Primary,
    /// With an edge.
    #[default]
    Secondary,
    /// Only words.
    Quiet,
    /// Takes something away.
    Danger,
    /// Looks like a link inside a sentence.
    Link,
}

impl Look {
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Primary => "button button-primary",
            Self::Secondary => "button",
            Self::Quiet => "button button-quiet",
            Self::Danger => "button button-danger",
            Self::Link => "button-link",
        }
    }
}

/// A button with words. While busy or disabled it keeps the focus and does nothing.
///
/// ```ignore
/// view! { <Button look=Look::Primary icon=IconName::Import busy=importing on_press=move || import()>"Import"</Button> }
/// ```
#[component]
pub fn Button(
    /// Its weight.
    #[prop(optional)]
    look: Look,
    /// A drawing before the words.
    #[prop(optional)]
    icon: Option<IconName>,
    /// Work is under way.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Not possible now; say why beside it.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// For a switch-like button: whether it is on.
    #[prop(optional, into)]
    pressed: Option<Signal<bool>>,
    /// Smaller, inside cards and rows.
    #[prop(optional)]
    small: bool,
    /// Sends the form it is in.
    #[prop(optional)]
    submit: bool,
    /// What it does; not needed with `submit`.
    #[prop(optional, into)]
    on_press: Option<Callback<()>>,
    /// The words.
    children: Children,
) -> impl IntoView {
    let off = move || busy.get() || disabled.get();
    let class = if small { format!("{} button-small", look.class()) } else { look.class().to_owned() };
    view! {
        <button
            type=if submit { "submit" } else { "button" }
            class=class
            aria-disabled=move || off().then_some("true")
            aria-busy=move || busy.get().then_some("true")
            aria-pressed=move || pressed.map(|pressed| if pressed.get() { "true" } else { "false" })
            on:click=move |event| {
                if off() {
                    event.prevent_default();
                } else if let Some(on_press) = on_press {
                    on_press.run(());
                }
            }
        >
            {move || busy.get().then(|| view! { <span class="spinner" aria-hidden="true"></span> }.into_any())}
            {icon.map(|name| view! { <Icon name/> })}
            {children()}
        </button>
    }
    .into_any()
}

/// A button with only a drawing; its label is read out and shown as a tooltip.
///
/// ```ignore
/// view! { <IconButton icon=IconName::Close label="Close" on_press=move || open.set(false)/> }
/// ```
#[component]
pub fn IconButton(
    /// The drawing.
    icon: IconName,
    /// What it does, in words.
    #[prop(into)]
    label: Signal<String>,
    /// Its weight.
    #[prop(default = Look::Quiet)]
    look: Look,
    /// Smaller.
    #[prop(optional)]
    small: bool,
    /// Not possible now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// What it does.
    #[prop(into)]
    on_press: Callback<()>,
) -> impl IntoView {
    let class = format!("{} button-icon{}", look.class(), if small { " button-small" } else { "" });
    view! {
        <button
            type="button"
            class=class
            aria-label=label
            title=label
            aria-disabled=move || disabled.get().then_some("true")
            on:click=move |_| {
                if !disabled.get_untracked() {
                    on_press.run(());
                }
            }
        >
            <Icon name=icon/>
        </button>
    }
    .into_any()
}
