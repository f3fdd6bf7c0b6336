//! What happens when: the steps of an event, each beginning where the one before ends.

use super::Held;
use crate::{
    events,
    model::{Extra, record::RunStep},
    ui::components::{Badge, Button, Field, IconButton, IconName, NumberInput, NumberKind, TextInput, Tone},
    view::plan::when,
};
use leptos::prelude::*;

/// The run sheet.
#[component]
pub fn RunSheet(held: Held) -> impl IntoView {
    let (title, who) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let minutes = RwSignal::new(Some(10.0));
    let error = RwSignal::new(None::<String>);
    let add = move || {
        let what = title.get_untracked().trim().to_owned();
        if what.is_empty() {
            return error.set(Some("Say what happens.".to_owned()));
        }
        error.set(None);
        let step = RunStep {
            title: what,
            minutes: minutes.get_untracked().unwrap_or(0.0) as u32,
            who: who.get_untracked().trim().to_owned(),
            extra: Extra::new(),
        };
        held.change("Step added", |event| event.run_sheet.push(step));
        title.set(String::new());
        who.set(String::new());
    };
    let swap = move |a: usize, b: usize| {
        held.change("Steps in another order", |event| {
            if a < event.run_sheet.len() && b < event.run_sheet.len() {
                event.run_sheet.swap(a, b);
            }
        });
    };
    let remove = move |step: usize| {
        held.change("Step removed", |event| {
            if step < event.run_sheet.len() {
                event.run_sheet.remove(step);
            }
        });
    };
    view! {
        <div class="stack">
            {move || held.event.get().map(|event| {
                let sheet = events::run_sheet(&event);
                let zone = event.zone;
                let last = sheet.steps.len().saturating_sub(1);
                let over = sheet.over;
                let rest = match over {
                    0 => "Ends on time.".to_owned(),
                    over if over > 0 => format!("Runs {} over the end of the event.", when::length(over)),
                    left => format!("{} left until the end of the event.", when::length(-left)),
                };
                if sheet.steps.is_empty() {
                    return view! { <p class="muted">"No steps yet: a welcome, a talk, questions, the close. Each begins where the one before ends."</p> }.into_any();
                }
                view! {
                    <div class="table-wrap" tabindex="0" role="group" aria-label="Run sheet">
                        <table class="plain-table">
                            <thead><tr><th scope="col">"From"</th><th scope="col">"What"</th><th scope="col">"Who"</th><th scope="col" class="number">"Length"</th><th scope="col" class="no-print"><span class="visually-hidden">"Change"</span></th></tr></thead>
                            <tbody>
                                {sheet.steps.iter().filter_map(|timed| {
                                    let step = event.run_sheet.get(timed.step)?;
                                    let place = timed.step;
                                    Some(view! {
                                        <tr>
                                            <td class="nowrap">{when::clock(when::minute(timed.start, zone))}{timed.is_over.then(|| view! { " "<Badge tone=Tone::Warn>"over"</Badge> })}</td>
                                            <th scope="row">{step.title.clone()}</th>
                                            <td>{step.who.clone()}</td>
                                            <td class="number">{when::length(step.minutes.into())}</td>
                                            <td class="actions no-print">
                                                <IconButton small=true icon=IconName::Up label=format!("Earlier: {}", step.title) disabled=Signal::stored(place == 0) on_press=move || swap(place, place.wrapping_sub(1))/>
                                                <IconButton small=true icon=IconName::Down label=format!("Later: {}", step.title) disabled=Signal::stored(place == last) on_press=move || swap(place, place + 1)/>
                                                <IconButton small=true icon=IconName::Delete label=format!("Remove: {}", step.title) on_press=move || remove(place)/>
                                            </td>
                                        </tr>
                                    })
                                }).collect_view()}
                            </tbody>
                        </table>
                    </div>
                    <p class="muted small" role="status">{rest}</p>
                }.into_any()
            })}
            <form class="field-row" novalidate on:submit=move |event| { event.prevent_default(); add(); }>
                <Field label="What happens" error=error><TextInput value=title/></Field>
                <Field label="Minutes"><NumberInput value=minutes kind=NumberKind::Count min=0.0 max=10_000.0/></Field>
                <Field label="Who" optional=true><TextInput value=who/></Field>
                <Button submit=true icon=IconName::Plus>"Add step"</Button>
            </form>
            <div><Button icon=IconName::Print on_press=|| drop(window().print())>"Print"</Button></div>
        </div>
    }
}
