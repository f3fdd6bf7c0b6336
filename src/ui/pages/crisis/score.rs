//! A run of a drill looked at again: what came, what was done, and why it was worth so many points.

use super::{Desk, Gone, address, drills::tone};
use crate::{
    crisis::{drill, score},
    model::{
        Action, Command, Id,
        record::{Drill, DrillRun},
        words,
    },
    ui::{
        clock,
        components::{Badge, Banner, Button, IconName, Link, Look, Tone},
    },
    view::{
        crisis,
        route::{CrisisSection, CrisisSide, CrisisView, Route},
    },
};
use leptos::prelude::*;

/// One run.
#[component]
pub fn Run(desk: Desk, id: Id, run: usize) -> impl IntoView {
    let app = desk.app;
    let drill = Memo::new(move |_| app.workspace.with(|workspace| workspace.as_ref()?.records.drills.get(id).cloned()));
    move || {
        let found = drill.get().and_then(|drill| Some((drill.runs.get(run).cloned()?, drill)));
        match found {
            Some((one, drill)) => page(desk, &drill, &one, run),
            None => view! { <Gone what="run" section=CrisisSection::Drills/> }.into_any(),
        }
    }
}

fn page(desk: Desk, drill: &Drill, run: &DrillRun, place: usize) -> AnyView {
    let app = desk.app;
    let id = drill.id;
    let found = score::score(drill, run);
    let who = if run.who.is_empty() { "Somebody".to_owned() } else { run.who.clone() };
    let points = |value: Option<f64>| value.map_or_else(|| "—".to_owned(), |value| words::decimals(value, 0));
    // The drill may have been changed since: then its points are others now.
    let changed = run.score.zip(found.total).is_some_and(|(then, now)| (then - now).abs() > 0.5);
    let then = points(run.score);
    let remove = move || {
        let Some(workspace) = app.peek() else { return };
        let Some(drill) = workspace.records.drills.get(id) else { return };
        let mut drill = (**drill).clone();
        if place < drill.runs.len() {
            drill.runs.remove(place);
        }
        drill.updated = clock::now();
        match app.apply(Action::new("Run removed", Command::Put(drill.into()))) {
            Ok(()) => app.go(Route::Crisis(CrisisView::section(CrisisSection::Drills))),
            Err(error) => app.toasts.fail(error.to_string()),
        }
    };
    let messages = drill::arrival(drill).into_iter().filter_map(|place| {
        let (message, worth) = (drill.messages.get(place)?, found.messages.get(place)?);
        let answer = run.answers.iter().find(|answer| answer.message == message.id);
        let did = crisis::reaction(answer);
        let said = answer.map(|answer| answer.text.clone()).filter(|text| !text.is_empty());
        let rows = worth.parts.iter().map(|part| {
            let of = format!("{} of {}", words::decimals(part.points, 0), words::decimals(part.of, 0));
            view! { <tr><th scope="row">{part.name}</th><td class="number">{of}</td><td class="break">{part.reason.clone()}</td></tr> }
        });
        Some(view! {
            <li class="card stack">
                <p class="row wrap">
                    <span class="muted small">{crisis::clock(i64::from(message.minute) * 60_000)}</span>
                    <b class="break" dir="auto">{message.who.clone()}</b>
                    <Badge tone=tone(worth.score)>{format!("{} of 100", words::decimals(worth.score, 0))}</Badge>
                </p>
                <p class="pre break" dir="auto">{message.text.clone()}</p>
                <p class="muted small">{did}</p>
                {said.map(|said| view! { <p class="drill-answer pre break" dir="auto">{said}</p> })}
                <div class="table-wrap" tabindex="0" role="group" aria-label=format!("Points for the message from {}", message.who)>
                    <table class="plain-table">
                        <thead><tr><th scope="col">"For"</th><th scope="col" class="number">"Points"</th><th scope="col">"Why"</th></tr></thead>
                        <tbody>{rows.collect_view()}</tbody>
                    </table>
                </div>
                <p class="small">{format!("To be done: {}. ", message.expects.label())}<span dir="auto">{message.why.clone()}</span></p>
            </li>
        })
    });
    let messages = messages.collect_view();
    view! {
        <div class="page">
            <p class="small no-print"><a href=address(CrisisView::section(CrisisSection::Drills))>"All drills"</a></p>
            <header class="page-header">
                <h1 class="break" dir="auto">{drill.name.clone()}</h1>
                <Badge tone=found.total.map_or(Tone::Info, tone)>{format!("{} of 100", points(found.total))}</Badge>
                <span class="muted small">{format!("{who}, {}, {} long", desk.when(run.at), crisis::clock(i64::from(run.seconds) * 1000))}</span>
                <span class="spacer"></span>
                <Link look=Look::Primary icon=IconName::Clock href=address(CrisisView::drill(id, CrisisSide::Play, None))>"Play again"</Link>
                <Button look=Look::Danger on_press=remove>"Remove run"</Button>
            </header>
            {changed.then(|| view! { <Banner tone=Tone::Info>{format!("The drill was changed since. Then this run was worth {then} of 100.")}</Banner> })}
            <ol class="drill-stream plain-list" aria-label="Messages, in the order in which they came">{messages}</ol>
        </div>
    }
    .into_any()
}
