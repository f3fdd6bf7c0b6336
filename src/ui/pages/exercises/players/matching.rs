//! What belongs to what: each left side has a list of the right ones; with a pointer a right side can be dragged there.

use super::{super::verdict, Desk, text};
use crate::{
    course::shuffle,
    model::record::{Answer, Matching},
    ui::components::{DragArea, Icon, IconName, unique_id},
};
use leptos::prelude::*;

/// Gives a left side its right one; an empty text takes it away.
fn set(desk: Desk, pair: &str, right: String) {
    desk.change(|answer| {
        if let Answer::Matching { pairs } = answer {
            if right.is_empty() {
                pairs.remove(pair);
            } else {
                pairs.insert(pair.to_owned(), right);
            }
        }
    });
}

/// The pairs with the right sides to choose from.
pub fn matching(desk: Desk, asked: &Matching) -> AnyView {
    let (seed, shuffle) = (desk.seed(), desk.conduct().shuffle);
    let rights = StoredValue::new(shuffle::rights(asked, seed, shuffle));
    let locked = desk.locked();
    let order = shuffle::offered(seed, "pairs", asked.pairs.len(), shuffle);
    let pairs = order.into_iter().filter_map(|at| asked.pairs.get(at)).map(|pair| {
        let field = unique_id("pair");
        let (id, of) = (pair.id.clone(), pair.id.clone());
        let value = text(desk, move |answer| match answer {
            Answer::Matching { pairs } => pairs.get(&of).map(String::as_str),
            _ => None,
        });
        let options = rights.get_value().into_iter().map(|right| {
            let (chosen, label) = (right.clone(), right.clone());
            view! { <option value=right prop:selected=move || value.with(|value| value.trim() == chosen)>{label}</option> }
        });
        let verdict = verdict::on(desk, vec![pair.id.clone()]);
        view! {
            <li class="pair" data-drop=pair.id.clone()>
                <label for=field.clone() dir="auto">{pair.left.clone()}</label>
                <span class="select">
                    <select class="input" id=field dir="auto" on:change=move |event| set(desk, &id, event_target_value(&event))>
                        <option value="" prop:selected=move || value.with(String::is_empty)>"Choose"</option>
                        {options.collect_view()}
                    </select>
                    <Icon name=IconName::Down/>
                </span>
                {verdict}
            </li>
        }
    });
    let pairs = pairs.collect_view();
    let sides = rights.get_value().into_iter().enumerate().map(|(at, right)| {
        let used = {
            let right = right.clone();
            move || {
                desk.answer.with(|answer| {
                    matches!(answer, Some(Answer::Matching { pairs }) if pairs.values().any(|one| *one == right))
                        .then_some("")
                })
            }
        };
        view! { <li class="right-side" data-drag=at.to_string() data-used=used dir="auto">{right}</li> }
    });
    let sides = sides.collect_view();
    let drop = move |what: String, pair: String| {
        let right = what.parse::<usize>().ok().and_then(|at| rights.with_value(|rights| rights.get(at).cloned()));
        if let Some(right) = right {
            set(desk, &pair, right);
        }
    };
    // The lists say the same to keys and screen readers.
    view! {
        <DragArea on_drop=drop>
            <fieldset class="stack" disabled=locked>
                <legend class="small muted">"Choose what belongs to each"</legend>
                <ul class="plain-list rights" aria-hidden="true">{sides}</ul>
                <ul class="plain-list pairs">{pairs}</ul>
            </fieldset>
        </DragArea>
    }
    .into_any()
}
