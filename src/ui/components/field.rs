//! A labelled place for one control, with its hint and its error.

use super::unique_id;
use leptos::{context::Provider, prelude::*};

/// What a control inside a [`Field`] needs to know to be tied to its label and messages.
#[derive(Clone)]
pub struct FieldContext {
    /// Id for the control.
    pub id: String,
    /// Ids of the hint and the error.
    pub described_by: Signal<Option<String>>,
    /// Whether there is an error.
    pub invalid: Signal<bool>,
    /// An error found by the control itself, such as text that is no number.
    pub own_error: RwSignal<Option<String>>,
}

impl FieldContext {
    /// The context of the field around, or a free-standing one.
    pub fn current() -> Self {
        use_context().unwrap_or_else(|| Self {
            id: unique_id("control"),
            described_by: Signal::stored(None),
            invalid: Signal::stored(false),
            own_error: RwSignal::new(None),
        })
    }

    /// “true” where the value is wrong, for `aria-invalid`.
    pub(super) fn aria_invalid(&self) -> impl Fn() -> Option<&'static str> + Send + Sync + Copy + 'static {
        let (invalid, own_error) = (self.invalid, self.own_error);
        move || (invalid.get() || own_error.with(Option::is_some)).then_some("true")
    }
}

/// Label, control, hint and error. The error appears next to the field and is read out.
///
/// ```ignore
/// view! {
///     <Field label="Name" hint="As your colleagues know it" error=name_error>
///         <TextInput value=name/>
///     </Field>
/// }
/// ```
#[component]
pub fn Field(
    /// What is asked.
    #[prop(into)]
    label: Signal<String>,
    /// How to answer.
    #[prop(optional, into)]
    hint: Signal<String>,
    /// What is wrong and what to do; `None` while all is well.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Says “optional” beside the label.
    #[prop(optional)]
    optional: bool,
    /// The control.
    children: Children,
) -> impl IntoView {
    let id = unique_id("field");
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    let own_error = RwSignal::new(None::<String>);
    let shown = Signal::derive(move || error.get().or_else(|| own_error.get()));
    let ids = (hint_id.clone(), error_id.clone());
    let described_by = Signal::derive(move || {
        let mut both = Vec::new();
        if shown.with(Option::is_some) {
            both.push(ids.1.as_str());
        }
        if !hint.with(String::is_empty) {
            both.push(ids.0.as_str());
        }
        (!both.is_empty()).then(|| both.join(" "))
    });
    let context = FieldContext {
        id: id.clone(),
        described_by,
        invalid: Signal::derive(move || error.with(Option::is_some)),
        own_error,
    };
    view! {
        <div class="field">
            <label class="field-label" for=id>
                <span>{move || label.get()}</span>
                {optional.then(|| view! { <span class="field-optional">"optional"</span> })}
            </label>
            <Provider value=context>{children()}</Provider>
            <p class="field-error" id=error_id aria-live="polite">
                {move || shown.get()}
            </p>
            {move || {
                let hint = hint.get();
                let id = hint_id.clone();
                (!hint.is_empty()).then(|| view! { <p class="field-hint" id=id>{hint}</p> }.into_any())
            }}
        </div>
    }
    .into_any()
}
