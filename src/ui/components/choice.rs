//! Controls that choose: select, checkbox, switch, segmented choice.

use super::{
    field::FieldContext,
    icon::{Icon, IconName},
    unique_id,
};
use leptos::prelude::*;

/// One of several, as a drop-down list. Options are key and label.
///
/// ```ignore
/// let options = vec![("mon".to_owned(), "Monday".to_owned()), ("sun".to_owned(), "Sunday".to_owned())];
/// view! { <Field label="Week starts on"><Select value=week_start options on_change=save/></Field> }
/// ```
#[component]
pub fn Select(
    /// Key of the chosen option.
    #[prop(into)]
    value: Signal<String>,
    /// Keys and labels.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
    /// The label where no `Field` gives one.
    #[prop(optional, into)]
    label: String,
    /// Cannot be changed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// The newly chosen key.
    #[prop(into)]
    on_change: Callback<(String,)>,
) -> impl IntoView {
    let field = FieldContext::current();
    let invalid = field.aria_invalid();
    let label = (!label.is_empty()).then_some(label);
    view! {
        <span class="select">
            <select
                class="input"
                id=field.id
                aria-label=label
                disabled=disabled
                aria-describedby=field.described_by
                aria-invalid=invalid
                on:change=move |event| on_change.run((event_target_value(&event),))
            >
                {move || {
                    options
                        .get()
                        .into_iter()
                        .map(|(key, label)| {
                            let chosen = key.clone();
                            view! {
                                <option value=key prop:selected=move || value.with(|value| *value == chosen)>
                                    {label}
                                </option>
                            }
                        })
                        .collect_view()
                        .into_any()
                }}
            </select>
            <Icon name=IconName::Down/>
        </span>
    }
    .into_any()
}

/// A box to tick.
#[component]
pub fn Checkbox(
    /// Whether it is ticked.
    #[prop(into)]
    checked: Signal<bool>,
    /// What ticking means.
    #[prop(into)]
    label: Signal<String>,
    /// More about it.
    #[prop(optional, into)]
    hint: String,
    /// Cannot be changed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// The new state.
    #[prop(into)]
    on_change: Callback<(bool,)>,
) -> impl IntoView {
    view! {
        <label class="check">
            <input
                type="checkbox"
                prop:checked=checked
                disabled=disabled
                on:change=move |event| on_change.run((event_target_checked(&event),))
            />
            <span>
                {move || label.get()}
                {(!hint.is_empty()).then(|| view! { <span class="check-hint">{hint}</span> })}
            </span>
        </label>
    }
    .into_any()
}

/// Something that is on or off and takes effect at once.
#[component]
pub fn Switch(
    /// Whether it is on.
    #[prop(into)]
    checked: Signal<bool>,
    /// What is on or off.
    #[prop(into)]
    label: Signal<String>,
    /// The new state.
    #[prop(into)]
    on_change: Callback<(bool,)>,
) -> impl IntoView {
    view! {
        <label class="switch">
            <input
                type="checkbox"
                role="switch"
                prop:checked=checked
                on:change=move |event| on_change.run((event_target_checked(&event),))
            />
            <span class="switch-track" aria-hidden="true"></span>
            <span>{move || label.get()}</span>
        </label>
    }
    .into_any()
}

/// One of a few, all in sight: Week | Month | Quarter.
///
/// ```ignore
/// view! { <Segmented label="Theme" value=theme options=vec![("light", "Light"), ("dark", "Dark")] on_change=set/> }
/// ```
#[component]
pub fn Segmented(
    /// What is chosen, for screen readers.
    #[prop(into)]
    label: String,
    /// Key of the chosen one.
    #[prop(into)]
    value: Signal<String>,
    /// Keys and labels.
    options: Vec<(&'static str, &'static str)>,
    /// The newly chosen key.
    #[prop(into)]
    on_change: Callback<(String,)>,
) -> impl IntoView {
    let name = unique_id("segmented");
    view! {
        <div class="segmented" role="radiogroup" aria-label=label>
            {options
                .into_iter()
                .map(|(key, label)| {
                    view! {
                        <label>
                            <input
                                type="radio"
                                name=name.clone()
                                value=key
                                prop:checked=move || value.with(|value| value == key)
                                on:change=move |_| on_change.run((key.to_owned(),))
                            />
                            <span data-text=label>{label}</span>
                        </label>
                    }
                })
                .collect_view()}
        </div>
    }
    .into_any()
}
