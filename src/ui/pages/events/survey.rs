//! What came of an event: who came, what people thought, what it cost.

use super::Held;
use crate::{
    analytics::{Unit, format},
    model::{
        Extra,
        record::{Cost, SurveyAnswer},
        words::decimals,
    },
    ui::components::{Button, Field, IconButton, IconName, NumberInput, NumberKind, TextInput},
};
use leptos::prelude::*;

/// Survey and costs.
#[component]
pub fn After(held: Held) -> impl IntoView {
    let (rating, recommend) = (RwSignal::new(None::<f64>), RwSignal::new(None::<f64>));
    let said = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let add_answer = move || {
        let answer = SurveyAnswer {
            rating: rating.get_untracked().map(|value| value as u8),
            recommend: recommend.get_untracked().map(|value| value as u8),
            text: said.get_untracked().trim().to_owned(),
            extra: Extra::new(),
        };
        if answer.rating.is_none() && answer.recommend.is_none() && answer.text.is_empty() {
            return error.set(Some("A rating, a recommendation or a word: one of them.".to_owned()));
        }
        error.set(None);
        held.change("Answer added", |event| event.survey.push(answer));
        rating.set(None);
        recommend.set(None);
        said.set(String::new());
    };
    let (what, amount) = (RwSignal::new(String::new()), RwSignal::new(None::<f64>));
    let cost_error = RwSignal::new(None::<String>);
    let add_cost = move || {
        let title = what.get_untracked().trim().to_owned();
        let Some(amount_now) = amount.get_untracked().filter(|_| !title.is_empty()) else {
            return cost_error.set(Some("Say what for, and how much.".to_owned()));
        };
        cost_error.set(None);
        held.change("Cost added", |event| event.costs.push(Cost { title, amount: amount_now, extra: Extra::new() }));
        what.set(String::new());
        amount.set(None);
    };
    let money = |value: f64| decimals(value, 2);
    view! {
        <div class="stack">
            <div class="preview-counts">
                {move || {
                    let it = held.figures.get();
                    let or = |value: Option<String>| value.unwrap_or_else(|| "—".to_owned());
                    [
                        ("Came", it.checked_in.to_string()),
                        ("No-show rate", format::format_value(Unit::Ratio, it.no_show_rate)),
                        ("Rating of 5", or(it.rating.map(|value| decimals(value, 1)))),
                        ("Net promoter score", or(it.nps.map(|value| decimals(value, 0)))),
                        ("Cost", or(it.cost.map(money))),
                        ("Cost per guest", or(it.cost_per_attendee.map(money))),
                    ].map(|(name, value)| view! { <div><b>{value}</b><span>{name}</span></div> }).collect_view()
                }}
            </div>
            <section class="stack">
                <h3>"What people thought"</h3>
                <ul class="stack-tight plain-list">
                    {move || held.event.get().map(|event| event.survey.iter().enumerate().map(|(place, answer)| {
                        let mut facts = Vec::new();
                        facts.extend(answer.rating.map(|rating| format!("{rating} of 5")));
                        facts.extend(answer.recommend.map(|score| format!("recommends {score} of 10")));
                        let remove = move || held.change("Answer removed", |event| { if place < event.survey.len() { event.survey.remove(place); } });
                        view! { <li class="row"><span><b>{facts.join(", ")}</b>" "{answer.text.clone()}</span><span class="spacer"></span><IconButton small=true icon=IconName::Delete label=format!("Remove answer {}", place + 1) on_press=remove/></li> }
                    }).collect_view())}
                </ul>
                <form class="field-row" novalidate on:submit=move |event| { event.prevent_default(); add_answer(); }>
                    <Field label="Rating, 1 to 5" error=error><NumberInput value=rating kind=NumberKind::Count min=1.0 max=5.0/></Field>
                    <Field label="Would recommend, 0 to 10"><NumberInput value=recommend kind=NumberKind::Count min=0.0 max=10.0/></Field>
                    <Field label="Said" optional=true><TextInput value=said/></Field>
                    <Button submit=true icon=IconName::Plus>"Add answer"</Button>
                </form>
            </section>
            <section class="stack">
                <h3>"What it cost"</h3>
                <ul class="stack-tight plain-list">
                    {move || held.event.get().map(|event| event.costs.iter().enumerate().map(|(place, cost)| {
                        let remove = move || held.change("Cost removed", |event| { if place < event.costs.len() { event.costs.remove(place); } });
                        view! { <li class="row"><span>{cost.title.clone()}</span><span class="spacer"></span><b class="number">{money(cost.amount)}</b><IconButton small=true icon=IconName::Delete label=format!("Remove {}", cost.title) on_press=remove/></li> }
                    }).collect_view())}
                </ul>
                <form class="field-row" novalidate on:submit=move |event| { event.prevent_default(); add_cost(); }>
                    <Field label="What for" error=cost_error><TextInput value=what/></Field>
                    <Field label="How much"><NumberInput value=amount kind=NumberKind::Plain/></Field>
                    <Button submit=true icon=IconName::Plus>"Add cost"</Button>
                </form>
            </section>
        </div>
    }
}
