//! Choices that several forms have: channels, a colour.

use crate::{
    model::{Id, record::Color},
    ui::{
        app_state::use_app,
        components::{Checkbox, unique_id},
    },
};
use leptos::prelude::*;

/// Some of the channels.
#[component]
pub fn Channels(
    /// Ids of those chosen.
    chosen: RwSignal<Vec<Id>>,
    /// What is chosen.
    legend: &'static str,
    /// What choosing none means.
    none: &'static str,
) -> impl IntoView {
    let app = use_app();
    let offered = move || {
        app.workspace.with(|workspace| {
            let Some(workspace) = workspace else { return Vec::new() };
            workspace
                .records
                .channels
                .offered(&chosen.get_untracked())
                .map(|channel| (channel.id, channel.name.clone()))
                .collect::<Vec<_>>()
        })
    };
    let tick = move |id: Id, on: bool| {
        chosen.update(|chosen| {
            chosen.retain(|other| *other != id);
            if on {
                chosen.push(id);
            }
        });
    };
    view! {
        <fieldset class="choices">
            <legend>{legend}" "<span class="muted">{none}</span></legend>
            {move || {
                offered()
                    .into_iter()
                    .map(|(id, name)| {
                        let checked = Signal::derive(move || chosen.with(|chosen| chosen.contains(&id)));
                        view! { <Checkbox checked label=name on_change=move |on: bool| tick(id, on)/> }
                    })
                    .collect_view()
            }}
        </fieldset>
    }
    .into_any()
}

/// How something is marked, beside its name.
#[component]
pub fn ColorChoice(
    /// The colour.
    value: RwSignal<Color>,
) -> impl IntoView {
    let name = unique_id("color");
    view! {
        <fieldset class="choices choices-row">
            <legend>"Colour"</legend>
            {Color::ALL.iter().map(|color| {
                let color = *color;
                view! {
                    <label class="check">
                        <input type="radio" name=name.clone() prop:checked=move || value.get() == color on:change=move |_| value.set(color)/>
                        <span><span class="swatch" data-color=color.key() aria-hidden="true"></span>" "{color.label()}</span>
                    </label>
                }
            }).collect_view()}
        </fieldset>
    }
    .into_any()
}
