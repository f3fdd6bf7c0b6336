//! To which category each item belongs, and why.

use super::{super::verdict, Desk, read, text};
use crate::{
    course::grade::REASON,
    model::record::{Answer, Classify, ClassifyAnswer, ClassifyItem},
    ui::components::unique_id,
};
use leptos::prelude::*;

/// Changes the answer to one item.
fn set(desk: Desk, id: &str, change: impl FnOnce(&mut ClassifyAnswer)) {
    desk.change(|answer| {
        if let Answer::Classify { items } = answer {
            change(items.entry(id.to_owned()).or_default());
        }
    });
}

/// The answer to one item.
fn given<'a>(answer: &'a Answer, id: &str) -> Option<&'a ClassifyAnswer> {
    if let Answer::Classify { items } = answer { items.get(id) } else { None }
}

/// The items, each with its categories and the reason.
pub fn classify(desk: Desk, asked: &Classify) -> AnyView {
    let locked = desk.locked();
    let items = asked.items.iter().map(|item| {
        let head = unique_id("item");
        let name = unique_id("category");
        let options = asked.categories.iter().map(|category| {
            let (id, chosen, label) = (item.id.clone(), category.id.clone(), category.label.clone());
            let is_chosen = {
                let (id, chosen) = (id.clone(), chosen.clone());
                read(desk, move |answer| Some(given(answer, &id)?.category.as_ref() == Some(&chosen)))
            };
            let choose = move |_| {
                let chosen = chosen.clone();
                set(desk, &id, move |answer| answer.category = Some(chosen));
            };
            view! {
                <label>
                    <input type="radio" name=name.clone() prop:checked=move || is_chosen().unwrap_or_default() on:change=choose/>
                    <span data-text=label.clone() dir="auto">{label.clone()}</span>
                </label>
            }
        });
        let options = options.collect_view();
        let reason = (item.explanation_points > 0.0).then(|| reason(desk, item));
        let verdict = verdict::on(desk, vec![item.id.clone(), format!("{}{REASON}", item.id)]);
        view! {
            <fieldset class="card exercise-item" disabled=locked aria-labelledby=head.clone()>
                <div class="exercise-item-head">
                    <span id=head.clone() dir="auto">{item.text.clone()}</span>
                    <div class="segmented" role="radiogroup" aria-labelledby=head.clone()>{options}</div>
                </div>
                {reason}
                {verdict}
            </fieldset>
        }
    });
    items.collect_view().into_any()
}

fn reason(desk: Desk, item: &ClassifyItem) -> AnyView {
    let (id, of) = (item.id.clone(), item.id.clone());
    let value = text(desk, move |answer| Some(given(answer, &of)?.reason.as_str()));
    let typed = move |event| {
        let reason = event_target_value(&event);
        set(desk, &id, move |answer| answer.reason = reason);
    };
    let label = format!("Why: {}", item.text);
    view! { <textarea class="input" rows="2" dir="auto" aria-label=label placeholder="Because …" prop:value=value on:input=typed></textarea> }
        .into_any()
}
