//! A crisis drill: the stream of messages against the clock; the run that ended is the answer.

use super::{super::verdict, Desk};
use crate::{
    course::grade,
    model::record::{Answer, DrillRun, DrillScript},
    ui::{
        components::{Banner, Tone},
        pages::crisis::DrillPlayer,
        preferences,
    },
    view::{crisis, exercises::Phase},
};
use leptos::prelude::*;
use std::sync::Arc;

/// The drill to be played, or the run through it with its points.
pub fn drill(desk: Desk, asked: &DrillScript) -> AnyView {
    let drill = match grade::drill::script(asked) {
        Ok(drill) => Arc::new(drill),
        Err(error) => {
            let said = format!("The drill of this exercise cannot be played: {error}");
            return view! { <Banner tone=Tone::Bad>{said}</Banner> }.into_any();
        }
    };
    let writing = Memo::new(move |_| matches!(desk.phase.get(), Phase::Writing(_)));
    let on_done = Callback::new(move |(run,): (DrillRun,)| desk.hand_in_run(run));
    (move || {
        if writing.get() {
            return view! { <DrillPlayer app=desk.app drill=Arc::clone(&drill) who=preferences::author() on_done/> }
                .into_any();
        }
        let messages = drill.messages.clone();
        let run = desk.answer.with(|answer| match answer {
            Some(Answer::Drill { run }) => Some(run.clone()),
            _ => None,
        });
        let Some(run) = run else { return ().into_any() };
        let lines = messages.into_iter().enumerate().map(|(at, message)| {
            let answer = run.answers.iter().find(|answer| answer.message == message.id);
            let did = crisis::reaction(answer);
            let said = answer.map(|answer| answer.text.clone()).filter(|text| !text.is_empty());
            // A part of the verdict is named by the number of its message.
            let verdict = verdict::on(desk, vec![(at + 1).to_string()]);
            view! {
                <li class="card stack-tight">
                    <b class="break" dir="auto">{message.who.clone()}</b>
                    <p class="pre break" dir="auto">{message.text.clone()}</p>
                    <p class="muted small">{did}</p>
                    {said.map(|said| view! { <p class="drill-answer pre break" dir="auto">{said}</p> })}
                    {verdict}
                </li>
            }
        });
        view! { <ol class="drill-stream plain-list" aria-label="What was done">{lines.collect_view()}</ol> }.into_any()
    })
    .into_any()
}
