//! Reading a chart: the chart with its table, and the questions about it.

use super::{super::verdict, Desk, choice, text, texts};
use crate::{
    charts::{NamedSeries, NamedSpec, named},
    course::shuffle,
    model::record::{Answer, Chart, ChartAnswer, ChartForm, ChartQuestion},
    ui::components::{Figure, unique_id},
};
use leptos::prelude::*;
use std::sync::Arc;

fn set(desk: Desk, id: &str, change: impl FnOnce(&mut ChartAnswer)) {
    desk.change(|answer| put(answer, id, change));
}

fn put(answer: &mut Answer, id: &str, change: impl FnOnce(&mut ChartAnswer)) {
    if let Answer::Chart { questions } = answer {
        change(questions.entry(id.to_owned()).or_default());
    }
}

fn given<'a>(answer: &'a Answer, id: &str) -> Option<&'a ChartAnswer> {
    if let Answer::Chart { questions } = answer { questions.get(id) } else { None }
}

/// The chart and its questions.
pub fn chart(desk: Desk, asked: &Chart) -> AnyView {
    let data = &asked.chart;
    let spec = NamedSpec {
        title: data.title.clone(),
        unit: data.unit.clone(),
        places: data.x.clone(),
        series: data
            .series
            .iter()
            .map(|one| NamedSeries { name: one.name.clone(), values: one.values.clone() })
            .collect(),
        columns: data.form == ChartForm::Bars,
        ..NamedSpec::default()
    };
    let names: Vec<String> = data.series.iter().map(|one| one.name.clone()).filter(|name| !name.is_empty()).collect();
    let subtitle = match data.unit.is_empty() {
        true => names.join(", "),
        false => format!("{}, in {}", names.join(", "), data.unit),
    };
    let draw = move |width: f64| named(&NamedSpec { width, ..spec.clone() });
    let questions = asked.questions.iter().map(|one| question(desk, one));
    view! {
        <Figure title=data.title.clone() subtitle draw/>
        {questions.collect_view()}
    }
    .into_any()
}

fn question(desk: Desk, asked: &ChartQuestion) -> AnyView {
    let head = unique_id("question");
    let verdict = verdict::on(desk, vec![asked.id.clone()]);
    let inside = if asked.options.is_empty() { number(desk, asked, &head) } else { options(desk, asked) };
    view! {
        <fieldset class="card exercise-item" disabled=desk.locked() aria-labelledby=head.clone()>
            <p class="strong" id=head.clone() dir="auto">{asked.text.clone()}</p>
            {inside}
            {verdict}
        </fieldset>
    }
    .into_any()
}

fn options(desk: Desk, asked: &ChartQuestion) -> AnyView {
    let (is, of) = (asked.id.clone(), asked.id.clone());
    let chosen = choice::Chosen {
        is: Arc::new(move |answer, id| given(answer, &is).is_some_and(|one| one.chosen.as_deref() == Some(id))),
        set: Arc::new(move |answer, id, on| put(answer, &of, |one| one.chosen = on.then(|| id.to_owned()))),
    };
    let offered = shuffle::options(&asked.options, desk.seed(), &asked.id, desk.conduct().shuffle);
    choice::options(desk, offered, false, &chosen, false)
}

fn number(desk: Desk, asked: &ChartQuestion, head: &str) -> AnyView {
    let (behind, hint) = texts::unit(asked.unit.as_ref());
    let (id, of) = (asked.id.clone(), asked.id.clone());
    let value = text(desk, move |answer| Some(given(answer, &of)?.text.as_str()));
    view! {
        <div class="number-answer">
            <input class="input input-number" type="text" inputmode=if hint.is_empty() { "decimal" } else { "text" } autocomplete="off" aria-labelledby=head.to_owned()
                prop:value=value on:input=move |event| { let text = event_target_value(&event); set(desk, &id, move |one| one.text = text); }/>
            {(!behind.is_empty()).then(|| view! { <span>{behind}</span> })}
        </div>
        {(!hint.is_empty()).then(|| view! { <p class="field-hint">{hint}</p> })}
    }
    .into_any()
}
