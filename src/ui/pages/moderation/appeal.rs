//! The appeal of a flag: taken in, decided, and what became of it.

use super::desk::Screen;
use crate::{
    model::{
        Id,
        record::{AppealOutcome, Flag},
    },
    moderation::cases::{APPEAL_DAYS, appeal_until, deciders},
    ui::{
        clock,
        components::{Badge, Banner, Button, Field, Look, TextArea, TextInput, Tone},
        pages::record_panel::Wrong,
    },
    view::plan::when,
};
use leptos::prelude::*;
use std::sync::Arc;

/// Where an appeal stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// May come.
    Open,
    /// Waits for a decision.
    Waits,
    /// Is decided.
    Decided,
    /// Nothing to appeal against, or too late.
    None,
}

fn stage(flag: &Flag) -> Stage {
    match &flag.appeal {
        Some(appeal) if appeal.decided.is_some() => Stage::Decided,
        Some(_) => Stage::Waits,
        None if appeal_until(flag).is_some_and(|until| clock::now() <= until) => Stage::Open,
        None => Stage::None,
    }
}

/// The appeal.
#[component]
pub fn AppealPart(screen: Screen, id: Id) -> impl IntoView {
    let flag = screen.flag(id);
    let stage = Memo::new(move |_| flag.with(|flag| flag.as_ref().map_or(Stage::None, |flag| stage(flag))));
    view! {
        <section class="flag-part" aria-label="Appeal">
            <h3>"Appeal"</h3>
            {move || flag.get().map(|flag| view! { <Told screen flag/> })}
            {move || match stage.get() {
                Stage::Open => view! { <TakeIn screen id/> }.into_any(),
                Stage::Waits => view! { <Hear screen id/> }.into_any(),
                Stage::Decided => ().into_any(),
                Stage::None => view! { <p class="muted small">{format!("An appeal is possible for {APPEAL_DAYS} days after an action, once.")}</p> }.into_any(),
            }}
        </section>
    }
}

/// What was said and decided.
#[component]
fn Told(screen: Screen, flag: Arc<Flag>) -> impl IntoView {
    let zone = screen.zone();
    flag.appeal.clone().map(|appeal| {
        let who = if appeal.by.is_empty() { "Somebody".to_owned() } else { appeal.by };
        let decided = appeal.decided.map(|decided| {
            let tone = match decided.outcome {
                AppealOutcome::Upheld => Tone::Info,
                AppealOutcome::Overturned => Tone::Warn,
            };
            let by = if decided.who.is_empty() { String::new() } else { format!(" by {}", decided.who) };
            view! {
                <p><Badge tone=tone>{decided.outcome.label()}</Badge>" "<span class="muted small">{format!("{}{by}", when::day_time(decided.at, zone))}</span></p>
                <p dir="auto" class="break pre">{decided.reason}</p>
            }
        });
        view! {
            <p class="muted small">{format!("{who}, {}", when::day_time(appeal.at, zone))}</p>
            <blockquote class="flag-said" dir="auto" tabindex="0" aria-label="The appeal">{appeal.text}</blockquote>
            {decided}
        }
    })
}

/// Takes an appeal in.
#[component]
fn TakeIn(screen: Screen, id: Id) -> impl IntoView {
    let flag = screen.flag(id).get_untracked();
    let until = flag.as_ref().and_then(|flag| appeal_until(flag));
    let by = RwSignal::new(flag.map(|flag| flag.name.clone()).unwrap_or_default());
    let text = RwSignal::new(String::new());
    let wrong = Wrong::new();
    let save = move || {
        let Some(workspace) = screen.app.peek() else { return };
        let made = screen.desk().appeal(&workspace, id, &by.get_untracked(), &text.get_untracked());
        match made {
            Ok(action) => {
                screen.apply(action);
            }
            Err(refused) => wrong.set("text", refused.to_string()),
        }
    };
    let until = until.map(|until| format!("Possible until {}.", when::day_time(until, screen.zone())));
    view! {
        <details>
            <summary>"Take an appeal in"</summary>
            <form class="form" novalidate on:submit=move |event| { event.prevent_default(); save(); }>
                <p class="muted small">{until}</p>
                <Field label="Who appeals"><TextInput value=by/></Field>
                <Field label="The appeal in their words" error=wrong.of("text")><TextArea value=text/></Field>
                <div class="button-row"><Button submit=true>"Take the appeal in"</Button></div>
            </form>
        </details>
    }
}

/// Decides an appeal.
#[component]
fn Hear(screen: Screen, id: Id) -> impl IntoView {
    let flag = screen.flag(id);
    let reason = RwSignal::new(String::new());
    let wrong = Wrong::new();
    let hear = move |outcome: AppealOutcome| {
        let Some(workspace) = screen.app.peek() else { return };
        match screen.desk().decide_appeal(&workspace, id, outcome, &reason.get_untracked()) {
            Ok(action) => {
                screen.apply(action);
            }
            Err(refused) => wrong.set("reason", refused.to_string()),
        }
    };
    let before =
        move || flag.with(|flag| flag.as_ref().map(|flag| deciders(flag).join(", ")).filter(|names| !names.is_empty()));
    // Whether who sits here decided before, as they type their name.
    let same = Memo::new(move |_| {
        let who = screen.who.get();
        let desk = crate::moderation::actions::Desk { who, now: 0 };
        flag.with(|flag| flag.as_ref().is_some_and(|flag| desk.decided_before(flag)))
    });
    view! {
        <form class="form" novalidate on:submit=move |event| event.prevent_default()>
            {move || before().map(|names| view! { <p class="muted small">{format!("Decided before by {names}. Somebody else should look at it, where there is somebody.")}</p> })}
            <Field label="Your name"><TextInput value=screen.who/></Field>
            <Show when=move || same.get()>
                <Banner tone=Tone::Warn><b>"You decided this flag yourself. "</b>"Ask somebody else to look at the appeal. If there is nobody, go on: the audit log will say so."</Banner>
            </Show>
            <Field label="Reason" hint="As the person concerned is told" error=wrong.of("reason")><TextArea value=reason rows=2/></Field>
            <div class="button-row">
                <Button look=Look::Primary on_press=move || hear(AppealOutcome::Overturned)>"Overturn"</Button>
                <Button on_press=move || hear(AppealOutcome::Upheld)>"Uphold"</Button>
            </div>
        </form>
    }
}
