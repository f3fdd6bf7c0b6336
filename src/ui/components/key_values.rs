//! Small facts: lists of name and value, badges, chips.

use super::banner::Tone;
use leptos::prelude::*;

/// A list of names and values; fill it with [`KeyValue`].
///
/// ```ignore
/// view! { <KeyValues><KeyValue name="Reach">"53 200"</KeyValue></KeyValues> }
/// ```
#[component]
pub fn KeyValues(
    /// The pairs.
    children: Children,
) -> impl IntoView {
    view! { <dl class="key-values">{children()}</dl> }.into_any()
}

/// One name with its value.
#[component]
pub fn KeyValue(
    /// The name.
    #[prop(into)]
    name: String,
    /// The value.
    children: Children,
) -> impl IntoView {
    view! {
        <div>
            <dt>{name}</dt>
            <dd>{children()}</dd>
        </div>
    }
    .into_any()
}

/// A state in a word or two: “at risk”.
#[component]
pub fn Badge(
    /// Its colour; none for plain.
    #[prop(optional)]
    tone: Option<Tone>,
    /// The words.
    children: Children,
) -> impl IntoView {
    let class = match tone {
        None | Some(Tone::Info) => "badge",
        Some(Tone::Good) => "badge badge-good",
        Some(Tone::Warn) => "badge badge-warn",
        Some(Tone::Bad) => "badge badge-bad",
    };
    view! { <span class=class>{children()}</span> }.into_any()
}

/// A fact in a pill, such as “Staff left out (3)”.
#[component]
pub fn Chip(
    /// What it is about.
    #[prop(into)]
    name: String,
    /// Its value.
    children: Children,
) -> impl IntoView {
    view! { <span class="chip chip-static">{name} " " <b>{children()}</b></span> }.into_any()
}
