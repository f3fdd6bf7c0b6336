//! One or several of some options.

use super::{
    super::{text::Rich, verdict},
    Desk, read,
};
use crate::{
    course::shuffle,
    model::record::{Answer, Choice, ChoiceOption},
    ui::components::unique_id,
};
use leptos::prelude::*;
use std::sync::Arc;

/// Whether an option is chosen.
pub type Is = dyn Fn(&Answer, &str) -> bool + Send + Sync;
/// Chooses an option, or no longer.
pub type Set = dyn Fn(&mut Answer, &str, bool) + Send + Sync;

/// Reads and sets which options are chosen.
pub struct Chosen {
    /// Whether an option is chosen.
    pub is: Arc<Is>,
    /// Chooses an option, or no longer.
    pub set: Arc<Set>,
}

/// The options as radios or boxes.
pub fn options(desk: Desk, options: Vec<&ChoiceOption>, multiple: bool, chosen: &Chosen, verdicts: bool) -> AnyView {
    let name = unique_id("choice");
    let lines = options.into_iter().map(|option| {
        let id = option.id.clone();
        let is_chosen = {
            let (is, id) = (Arc::clone(&chosen.is), id.clone());
            read(desk, move |answer| Some(is(answer, &id)))
        };
        let put = Arc::clone(&chosen.set);
        let change = {
            let id = id.clone();
            move |event| {
                let on = event_target_checked(&event);
                desk.change(|answer| put(answer, &id, on));
            }
        };
        let verdict = verdicts.then(|| verdict::on(desk, vec![id]));
        view! {
            <li class="option">
                <label>
                    <input type=if multiple { "checkbox" } else { "radio" } name=name.clone() prop:checked=move || is_chosen().unwrap_or_default() on:change=change/>
                    <Rich text=option.text.clone()/>
                </label>
                {verdict}
            </li>
        }
    });
    view! { <ul class="plain-list options">{lines.collect_view()}</ul> }.into_any()
}

/// The options of the exercise.
pub fn choice(desk: Desk, asked: &Choice) -> AnyView {
    let multiple = asked.multiple;
    let chosen = Chosen {
        is: Arc::new(|answer, id| matches!(answer, Answer::Choice { chosen } if chosen.iter().any(|one| one == id))),
        set: Arc::new(move |answer, id, on| {
            if let Answer::Choice { chosen } = answer {
                chosen.retain(|one| multiple && one != id);
                if on {
                    chosen.push(id.to_owned());
                }
            }
        }),
    };
    let offered = shuffle::choice(asked, desk.seed(), desk.conduct().shuffle);
    let locked = desk.locked();
    let legend = if multiple { "Choose all that are right" } else { "Choose one" };
    // Without an answer the verdict belongs to no option.
    let whole = verdict::on(desk, vec![String::new()]);
    view! {
        <fieldset class="stack" disabled=locked>
            <legend class="small muted">{legend}</legend>
            {options(desk, offered, multiple, &chosen, true)}
            {whole}
        </fieldset>
    }
    .into_any()
}
