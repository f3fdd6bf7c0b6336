//! Controls that are typed into. Inside a [`Field`](super::Field) they are tied to its label and messages.

use super::{
    field::FieldContext,
    icon::{Icon, IconName},
};
use crate::{
    model::Day,
    view::{
        number::{NumberKind, format_number, parse_number},
        plan::when,
    },
};
use leptos::prelude::*;

/// One line of text.
///
/// ```ignore
/// view! { <Field label="Name"><TextInput value=name placeholder="Pulse Fitness"/></Field> }
/// ```
#[component]
pub fn TextInput(
    /// The text, kept up to date with each key.
    value: RwSignal<String>,
    /// An example.
    #[prop(optional, into)]
    placeholder: String,
    /// HTML input type: text, url, email.
    #[prop(default = "text")]
    kind: &'static str,
    /// Cannot be changed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// After the value was changed and left, or Enter.
    #[prop(optional, into)]
    on_change: Option<Callback<(String,)>>,
) -> impl IntoView {
    let field = FieldContext::current();
    let invalid = field.aria_invalid();
    view! {
        <input
            class="input"
            id=field.id
            type=kind
            placeholder=placeholder
            autocomplete="off"
            disabled=disabled
            aria-describedby=field.described_by
            aria-invalid=invalid
            prop:value=value
            on:input=move |event| value.set(event_target_value(&event))
            on:change=move |event| {
                if let Some(on_change) = on_change {
                    on_change.run((event_target_value(&event),));
                }
            }
        />
    }
    .into_any()
}

/// Several lines of text; grows with them.
#[component]
pub fn TextArea(
    /// The text, kept up to date with each key.
    value: RwSignal<String>,
    /// An example.
    #[prop(optional, into)]
    placeholder: String,
    /// Lines at first.
    #[prop(default = 3)]
    rows: u32,
    /// After the value was changed and left.
    #[prop(optional, into)]
    on_change: Option<Callback<(String,)>>,
) -> impl IntoView {
    let field = FieldContext::current();
    let invalid = field.aria_invalid();
    view! {
        <textarea
            class="input"
            id=field.id
            rows=rows
            placeholder=placeholder
            aria-describedby=field.described_by
            aria-invalid=invalid
            prop:value=value
            on:input=move |event| value.set(event_target_value(&event))
            on:change=move |event| {
                if let Some(on_change) = on_change {
                    on_change.run((event_target_value(&event),));
                }
            }
        ></textarea>
    }
    .into_any()
}

/// A number as people write it: “2,5”, “1 284”, and “2.5 %” for a share. What cannot be read is said under the field
/// when it is left; the value is then `None`.
///
/// ```ignore
/// view! { <Field label="Target"><NumberInput value=target kind=NumberKind::Percent min=0.0/></Field> }
/// ```
#[component]
pub fn NumberInput(
    /// The number in stored terms (a share of 2.5 % is 0.025); `None` while empty or wrong.
    value: RwSignal<Option<f64>>,
    /// What is meant.
    #[prop(optional)]
    kind: NumberKind,
    /// Least value.
    #[prop(optional)]
    min: Option<f64>,
    /// Greatest value.
    #[prop(optional)]
    max: Option<f64>,
    /// After a valid change was left; `None` when emptied.
    #[prop(optional, into)]
    on_change: Option<Callback<(Option<f64>,)>>,
) -> impl IntoView {
    let field = FieldContext::current();
    let invalid = field.aria_invalid();
    let error = field.own_error;
    let show = move |value: Option<f64>| value.map(|value| format_number(value, kind)).unwrap_or_default();
    let text = RwSignal::new(show(value.get_untracked()));
    // A value set from outside is shown; one that the text already means leaves the typed form alone.
    Effect::new(move || {
        let value = value.get();
        let meant = parse_number(&text.read_untracked(), kind, min, max);
        if value.is_some() && meant != Ok(value) {
            text.set(show(value));
            error.set(None);
        } else if value.is_none() && matches!(meant, Ok(Some(_))) {
            text.set(String::new());
        }
    });
    let leave = move |typed: String| match parse_number(&typed, kind, min, max) {
        Ok(number) => {
            error.set(None);
            text.set(show(number));
            value.set(number);
            if let Some(on_change) = on_change {
                on_change.run((number,));
            }
        }
        Err(wrong) => error.set(Some(wrong.to_string())),
    };
    view! {
        <input
            class="input input-number"
            id=field.id
            type="text"
            inputmode=if kind == NumberKind::Count { "numeric" } else { "decimal" }
            autocomplete="off"
            aria-describedby=field.described_by
            aria-invalid=invalid
            prop:value=text
            on:input=move |event| {
                let typed = event_target_value(&event);
                let parsed = parse_number(&typed, kind, min, max);
                text.set(typed);
                if parsed.is_ok() {
                    error.set(None);
                }
                value.set(parsed.ok().flatten());
            }
            on:change=move |event| leave(event_target_value(&event))
        />
    }
    .into_any()
}

/// A calendar day.
#[component]
pub fn DateInput(
    /// The day; `None` while empty.
    value: RwSignal<Option<Day>>,
    /// After a change.
    #[prop(optional, into)]
    on_change: Option<Callback<(Option<Day>,)>>,
) -> impl IntoView {
    let field = FieldContext::current();
    let invalid = field.aria_invalid();
    view! {
        <input
            class="input"
            id=field.id
            type="date"
            aria-describedby=field.described_by
            aria-invalid=invalid
            prop:value=move || value.get().map(|day| day.to_string()).unwrap_or_default()
            on:change=move |event| {
                let day = event_target_value(&event).parse().ok();
                value.set(day);
                if let Some(on_change) = on_change {
                    on_change.run((day,));
                }
            }
        />
    }
    .into_any()
}

/// A time of day.
#[component]
pub fn TimeInput(
    /// Minutes after midnight; `None` while empty.
    value: RwSignal<Option<u16>>,
) -> impl IntoView {
    let field = FieldContext::current();
    let invalid = field.aria_invalid();
    view! {
        <input
            class="input"
            id=field.id
            type="time"
            aria-describedby=field.described_by
            aria-invalid=invalid
            prop:value=move || value.get().map(when::clock).unwrap_or_default()
            on:change=move |event| value.set(when::parse_clock(&event_target_value(&event)))
        />
    }
    .into_any()
}

/// A search box that narrows what is below it. Escape empties it.
#[component]
pub fn SearchInput(
    /// The text.
    value: RwSignal<String>,
    /// What is searched: “Search posts”.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    view! {
        <span class="search-input">
            <Icon name=IconName::Search/>
            <input
                class="input"
                type="search"
                aria-label=label
                placeholder=label
                autocomplete="off"
                spellcheck="false"
                prop:value=value
                on:input=move |event| value.set(event_target_value(&event))
                on:keydown=move |event| {
                    if event.key() == "Escape" && !value.with_untracked(String::is_empty) {
                        event.stop_propagation();
                        event.prevent_default();
                        value.set(String::new());
                    }
                }
            />
        </span>
    }
    .into_any()
}
