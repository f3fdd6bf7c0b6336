//! What is typed: a number, a word or a few, a text.

use super::{super::verdict, Desk, text};
use crate::{
    model::record::{Answer, FreeText, Numeric, Unit},
    ui::components::unique_id,
    view::exercises,
};
use leptos::prelude::*;

fn typed(answer: &Answer) -> Option<&str> {
    match answer {
        Answer::Numeric { text } | Answer::ShortText { text } | Answer::FreeText { text, .. } => Some(text),
        _ => None,
    }
}

fn set(desk: Desk, to: String) {
    desk.change(|answer| {
        if let Answer::Numeric { text } | Answer::ShortText { text } | Answer::FreeText { text, .. } = answer {
            *text = to;
        }
    });
}

/// Enter in a field of one line gives the answer in.
fn enter(desk: Desk) -> impl Fn(web_sys::KeyboardEvent) + Clone {
    move |event| {
        if event.key() == "Enter" && !event.is_composing() {
            event.prevent_default();
            desk.check();
        }
    }
}

/// What is said of the unit: that it is to be written, or what stands behind the field.
pub fn unit(unit: Option<&Unit>) -> (String, String) {
    match unit {
        Some(unit) if unit.required => (String::new(), "Write the number with its unit.".to_owned()),
        Some(unit) => (unit.label.clone(), String::new()),
        None => (String::new(), String::new()),
    }
}

/// A number.
pub fn numeric(desk: Desk, asked: &Numeric) -> AnyView {
    let (behind, hint) = unit(asked.unit.as_ref());
    let label = if behind.is_empty() { "Your number".to_owned() } else { format!("Your number ({behind})") };
    let id = unique_id("number");
    let verdict = verdict::on(desk, vec![String::new()]);
    view! {
        <fieldset class="card exercise-item" disabled=desk.locked()>
            <div class="field">
                <label class="field-label" for=id.clone()>{label}</label>
                <div class="number-answer">
                    <input class="input input-number" id=id type="text" inputmode=if hint.is_empty() { "decimal" } else { "text" } autocomplete="off"
                        prop:value=text(desk, typed) on:input=move |event| set(desk, event_target_value(&event)) on:keydown=enter(desk)/>
                    {(!behind.is_empty()).then(|| view! { <span aria-hidden="true">{behind}</span> })}
                </div>
                {(!hint.is_empty()).then(|| view! { <p class="field-hint">{hint}</p> })}
            </div>
            {verdict}
        </fieldset>
    }
    .into_any()
}

/// A word or a few.
pub fn short_text(desk: Desk) -> AnyView {
    let id = unique_id("answer");
    let verdict = verdict::on(desk, vec![String::new()]);
    view! {
        <fieldset class="card exercise-item" disabled=desk.locked()>
            <div class="field">
                <label class="field-label" for=id.clone()>"Your answer"</label>
                <input class="input" id=id type="text" dir="auto" autocomplete="off" prop:value=text(desk, typed)
                    on:input=move |event| set(desk, event_target_value(&event)) on:keydown=enter(desk)/>
            </div>
            {verdict}
        </fieldset>
    }
    .into_any()
}

/// A text of one's own, with its words counted.
pub fn free_text(desk: Desk, asked: &FreeText) -> AnyView {
    let (least, most) = (asked.min_words, asked.max_words);
    let (id, hint) = (unique_id("text"), unique_id("words"));
    let value = text(desk, typed);
    let count = Memo::new(move |_| value.with(|text| exercises::word_count(text, least, most)));
    let verdict = verdict::on(desk, std::iter::once(String::new()).collect());
    view! {
        <fieldset class="card exercise-item" disabled=desk.locked()>
            <div class="field">
                <label class="field-label" for=id.clone()>"Your text"</label>
                <textarea class="input exercise-long" id=id rows="8" dir="auto" aria-describedby=hint.clone() prop:value=value
                    on:input=move |event| set(desk, event_target_value(&event))></textarea>
                <p class="field-hint" class:warn=move || count.with(|(_, fits)| !fits) id=hint>{move || count.get().0}</p>
            </div>
            {verdict}
        </fieldset>
    }
    .into_any()
}
