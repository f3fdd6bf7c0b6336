//! What colleagues and reviewers said, and every step the post took.

use super::draft::Draft;
use crate::{
    model::{Extra, record::ReviewComment, words},
    ui::{
        app_state::use_app,
        clock,
        components::{Badge, Button, Field, IconName, Look, Select, TextArea, TextInput, Tone},
        preferences,
    },
};
use leptos::prelude::*;

/// Comments and history.
#[component]
pub fn Review(draft: Draft) -> impl IntoView {
    let app = use_app();
    let text = RwSignal::new(String::new());
    let who = RwSignal::new(preferences::author());
    let place = RwSignal::new(String::new());
    let name = move |id| {
        app.workspace.with(|workspace| workspace.as_ref()?.records.channels.get(id).map(|channel| channel.name.clone()))
    };
    let places = Signal::derive(move || {
        let mut places = vec![(String::new(), "The whole post".to_owned())];
        draft.variants.with(|variants| {
            for variant in variants {
                places.push((variant.channel.to_string(), name(variant.channel).unwrap_or_default()));
            }
        });
        places
    });
    let add = move || {
        let said = text.get_untracked().trim().to_owned();
        if said.is_empty() {
            return;
        }
        let who = who.get_untracked().trim().to_owned();
        preferences::set_author(&who);
        let comment = ReviewComment {
            id: clock::mint(),
            at: clock::now(),
            who,
            channel: place.with_untracked(|place| place.parse().ok()),
            text: said,
            resolved: false,
            extra: Extra::new(),
        };
        draft.comments.update(|comments| comments.push(comment));
        text.set(String::new());
    };
    let resolve = move |id, done: bool| {
        draft.comments.update(|comments| {
            if let Some(comment) = comments.iter_mut().find(|comment| comment.id == id) {
                comment.resolved = done;
            }
        });
    };
    let history = draft.base().history;
    let zone = app.peek().map(|workspace| workspace.settings.zone);
    let when = move |at| zone.map(|zone| words::date_time(zone.local(at))).unwrap_or_default();
    view! {
        <div class="stack">
            <ul class="comments" aria-label="Comments">
                {move || draft.comments.get().into_iter().map(|comment| {
                    let (id, done) = (comment.id, comment.resolved);
                    let about = comment.channel.and_then(name);
                    view! {
                        <li class="comment" class:muted=done>
                            <p class="row wrap">
                                <b>{if comment.who.is_empty() { "Somebody".to_owned() } else { comment.who.clone() }}</b>
                                <span class="muted small">{when(comment.at)}</span>
                                {about.map(|name| view! { <Badge>{name}</Badge> })}
                                {done.then(|| view! { <Badge tone=Tone::Good>"Done"</Badge> })}
                            </p>
                            <p class="pre">{comment.text.clone()}</p>
                            <Button small=true look=Look::Quiet on_press=move || resolve(id, !done)>{if done { "Open again" } else { "Done with" }}</Button>
                        </li>
                    }
                }).collect_view()}
            </ul>
            <Field label="Comment"><TextArea value=text rows=2/></Field>
            <div class="field-row">
                <Field label="About"><Select value=place options=places on_change=move |key: String| place.set(key)/></Field>
                <Field label="Your name"><TextInput value=who/></Field>
            </div>
            <div><Button icon=IconName::Comment on_press=add>"Add comment"</Button></div>
            {(!history.is_empty()).then(|| view! {
                <section>
                    <h3>"History"</h3>
                    <ol class="history">
                        {history.into_iter().rev().map(|step| {
                            let who = if step.who.is_empty() { String::new() } else { format!(" by {}", step.who) };
                            let why = if step.why.is_empty() { String::new() } else { format!(": {}", step.why) };
                            view! { <li><b>{step.to.label()}</b>{who}{why}" "<span class="muted small">{when(step.at)}</span></li> }
                        }).collect_view()}
                    </ol>
                </section>
            })}
        </div>
    }
}
