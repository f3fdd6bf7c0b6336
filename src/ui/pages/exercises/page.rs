//! One exercise: what it asks, the player, hints, how sure one is, the verdict, and the way on.

use super::{
    address, all,
    desk::{Desk, is_sure_asked},
    players::Player,
    text::Rich,
    timer::Timer,
    verdict::{After, Outcome, SelfCheck},
};
use crate::{
    course::content,
    model::{
        Id,
        record::{Certainty, Conduct, Exercise, FeedbackTime, Question},
    },
    ui::{
        app_state::use_app,
        components::{Button, IconName, Link, Look},
    },
    view::{
        exercises::{self, Found, Phase},
        route::{CourseView, ExerciseKey, Route},
    },
};
use leptos::prelude::*;
use std::sync::Arc;

/// An exercise.
#[component]
pub fn Page(found: Found) -> impl IntoView {
    let app = use_app();
    let desk = Desk::new(app, found);
    let found = desk.found();
    let exercise = desk.exercise();
    let attempt =
        move || desk.work.with(|work| exercises::attempt_words(desk.phase.get(), &desk.conduct(), work.as_deref()));
    let note = matches!(exercise.question, Question::Note);
    // The player stays as it is when an answer is given in.
    let text = exercise.text.clone();
    let heading = format!("Exercise {}", exercises::title(&exercise));
    let later = (found.conduct.feedback == FeedbackTime::Deferred && !note)
        .then(|| view! { <p class="muted small">"Your teacher gives the verdict on this exercise later."</p> });
    let lesson = content::course().lesson(&exercise.lesson).filter(|_| found.key.pack.is_none()).map(|lesson| {
        let address = Route::Course(CourseView::Lesson(lesson.id.clone())).to_string();
        view! { <a href=address>{format!("Lesson {} {}", lesson.id, lesson.title)}</a> }
    });
    // What is written is kept when a field is left, not only after a pause.
    view! {
        <article class="page exercise" node_ref=desk.root() aria-label=heading.clone() on:focusout=move |_| desk.keep()>
            <p class="small row no-print"><a href=all()>"All exercises"</a>{lesson}</p>
            <header class="page-header">
                <h1 dir="auto">{heading.clone()}</h1>
                {(!note).then(|| view! { <span class="muted">{attempt}</span> })}
                <Timer desk/>
            </header>
            {(!text.is_empty()).then(|| view! { <Rich text/> })}
            {later}
            {doing(desk)}
            <nav class="exercise-foot" aria-label="Other exercises">
                {found.previous.map(|key| view! { <Link href=address(&key)>{format!("← Exercise {}", key.exercise)}</Link> })}
                {found.next.map(|key| view! { <Link href=address(&key)>{format!("Exercise {} →", key.exercise)}</Link> })}
            </nav>
        </article>
    }
}

/// The verdict, the player, and what can be done with it.
fn doing(desk: Desk) -> impl IntoView {
    let before = Memo::new(move |_| desk.phase.get() == Phase::Before);
    view! {
        <Outcome desk/>
        {move || if before.get() {
            view! { <Before desk/> }.into_any()
        } else {
            view! { <Player desk/> }.into_any()
        }}
        <SelfCheck desk/>
        <Hints desk/>
        <Actions desk/>
        <After desk/>
    }
}

/// An exercise as students see it, to be tried while it is written: it is marked, and nothing of it is kept.
#[component]
pub fn Trial(pack: Id, exercise: Arc<Exercise>, conduct: Conduct) -> impl IntoView {
    let key = ExerciseKey::new(Some(pack), exercise.id.clone());
    let found = Found { key, exercise: Arc::clone(&exercise), conduct, previous: None, next: None };
    let desk = Desk::trial(use_app(), found);
    let text = exercise.text.clone();
    view! {
        <article class="exercise" node_ref=desk.root() aria-label="Preview of the exercise">
            <h3 class="break" dir="auto">{exercise.title.clone()}</h3>
            <Timer desk/>
            {(!text.is_empty()).then(|| view! { <Rich text/> })}
            {doing(desk)}
        </article>
    }
}

/// What to know before the time runs.
#[component]
fn Before(desk: Desk) -> impl IntoView {
    let minutes = desk.conduct().minutes.unwrap_or_default();
    let words = format!(
        "You have {} from the moment you begin. What is there when they are over is handed in.",
        exercises::counted(minutes as usize, "minute")
    );
    view! {
        <div class="card stack">
            <p>{words}</p>
            <div><Button look=Look::Primary icon=IconName::Clock on_press=move || desk.begin()>"Begin"</Button></div>
        </div>
    }
}

/// The hints seen so far.
#[component]
fn Hints(desk: Desk) -> impl IntoView {
    let hints = desk.exercise().hints.clone();
    let seen = Memo::new(move |_| desk.work.with(|work| work.as_ref().map_or(0, |work| work.hints as usize)));
    view! {
        <div aria-live="polite">
            {move || (seen.get() > 0).then(|| view! {
                <section class="card stack-tight">
                    <h2>"Hints"</h2>
                    <ol class="exercise-hints">{hints.iter().take(seen.get()).map(|hint| view! { <li dir="auto">{hint.clone()}</li> }).collect_view()}</ol>
                </section>
            })}
        </div>
    }
}

/// Check, hint, how sure one is, and that what was typed is kept.
#[component]
fn Actions(desk: Desk) -> impl IntoView {
    let exercise = desk.exercise();
    let conduct = desk.conduct();
    let hints = exercise.hints.len();
    let check = match (&exercise.question, conduct.feedback) {
        (Question::Note, _) => "Mark as read",
        (_, FeedbackTime::Deferred) => "Hand in",
        _ => "Check",
    };
    // A drill is given in by its end, a task from its own workspace.
    let has_check = !matches!(exercise.question, Question::Drill(_) | Question::Task(_));
    let note = matches!(exercise.question, Question::Note);
    let sure = conduct.certainty && is_sure_asked(&exercise.question);
    let price = exercises::hint_price(&conduct);
    let more = Memo::new(move |_| desk.work.with(|work| work.as_ref().map_or(0, |work| work.hints as usize)) < hints);
    let kept = move || {
        let draft = desk.work.with(|work| work.as_ref().and_then(|work| work.draft.clone()));
        match draft {
            Some(draft) if !desk.is_trial() => {
                if desk.answer.with(|answer| answer.as_ref() == Some(&draft)) {
                    "Kept as you type"
                } else {
                    "Keeping …"
                }
            }
            _ => "",
        }
    };
    move || {
        if !matches!(desk.phase.get(), Phase::Writing(_)) {
            return ().into_any();
        }
        let hint = format!("Hint{price}");
        view! {
            {sure.then(|| view! { <Sure desk/> })}
            <p class="field-error" aria-live="assertive">{move || desk.wrong.get()}</p>
            <div class="spread">
                <div class="button-row">
                    {has_check.then(|| view! { <Button look=Look::Primary on_press=move || desk.check()>{check}</Button> })}
                    {move || {
                        let hint = hint.clone();
                        (more.get() && !note).then(|| view! { <Button on_press=move || desk.hint()>{hint}</Button> })
                    }}
                </div>
                <span class="muted small">{kept}</span>
            </div>
        }
        .into_any()
    }
}

/// How sure the student is.
#[component]
fn Sure(desk: Desk) -> impl IntoView {
    view! {
        <fieldset class="exercise-certainty stack-tight">
            <legend>"How sure are you?"</legend>
            <div class="row">
                {Certainty::ALL.iter().copied().map(|certainty| view! {
                    <label class="check">
                        <input type="radio" name="certainty" prop:checked=move || desk.certainty.get() == Some(certainty)
                            on:change=move |_| { desk.certainty.set(Some(certainty)); desk.wrong.set(None); }/>
                        <span>{certainty.label()}</span>
                    </label>
                }).collect_view()}
            </div>
        </fieldset>
    }
}
