//! The editor of one exercise: its form, what it still lacks, and the exercise as students see it.

use super::{
    address, form, gone,
    keeping::{Keeping, Kept},
};
use crate::{
    course::Severity,
    model::{
        Id,
        record::{Exercise, ExercisePack, Question},
    },
    ui::{
        app_state::use_app,
        components::{Badge, Button, IconName, Link},
        pages::exercises::{self, Trial},
    },
    view::{
        packs::{
            self,
            form::{AFTER, BEFORE},
        },
        route::{ExerciseKey, PackKey, PacksView, Route},
    },
};
use leptos::prelude::*;
use std::sync::Arc;

/// An exercise of a pack.
#[component]
pub fn Editor(key: PackKey, exercise: String) -> impl IntoView {
    match key {
        PackKey::Own(id) => own(id, exercise),
        // The course's are part of Hearth: a copy of them can be changed.
        PackKey::Course => gone("exercise"),
    }
}

/// The exercise as it is kept.
fn find(pack: Option<&Arc<ExercisePack>>, id: &str) -> Option<Exercise> {
    pack?.exercises.iter().find(|one| one.id == id).cloned()
}

fn own(id: Id, exercise: String) -> AnyView {
    let app = use_app();
    let pack: Memo<Option<Arc<ExercisePack>>> =
        Memo::new(move |_| app.workspace.with(|workspace| workspace.as_ref()?.records.exercise_packs.get(id).cloned()));
    let named = StoredValue::new(exercise);
    let there = Memo::new(move |_| pack.with(|pack| named.with_value(|named| find(pack.as_ref(), named).is_some())));
    let inside = move || {
        let Some(keeping) = untrack(|| Keeping::new(app, id, Some(named.get_value()))) else { return gone("exercise") };
        let form = keeping.form;
        let kind = untrack(|| form.value.with(|value| packs::draft::text(value, "/question/kind")));
        let kind = packs::form::kind(&kind);
        let title = Memo::new(move |_| form.value.with(|value| packs::draft::text(value, "/title")));
        let heading = move || {
            title.with(
                |title| if title.trim().is_empty() { "Exercise without a title".to_owned() } else { title.clone() },
            )
        };
        let name =
            Memo::new(move |_| pack.with(|pack| pack.as_ref().map(|pack| pack.name.clone()).unwrap_or_default()));
        let fields = move || {
            keeping.anew.track();
            view! {
                {form::fields(form, BEFORE, "")}
                {kind.map(|kind| form::fields(form, kind.parts, "/question"))}
                {form::fields(form, AFTER, "")}
            }
        };
        let beside = Memo::new(move |_| pack.with(|pack| named.with_value(|named| neighbours(pack.as_ref(), named))));
        let way = move |exercise: Option<String>, words: &'static str| {
            exercise.map(|exercise| view! { <Link href=Route::Packs(PacksView::exercise(PackKey::Own(id), exercise)).to_string()>{words}</Link> })
        };
        view! {
            <div class="page pack-page">
                <p class="small row no-print"><a class="break" dir="auto" href=address(PackKey::Own(id))>{move || format!("← {}", name.get())}</a></p>
                <header class="page-header">
                    <h1 class="break" dir="auto">{heading}</h1>
                    {kind.map(|kind| view! { <Badge>{kind.label}</Badge> })}
                    <Kept keeping/>
                    {kind.map(|kind| view! { <span class="subtitle">{kind.about}</span> })}
                </header>
                <div class="pack-editor">
                    <section class="card form" aria-label="The exercise">{fields}</section>
                    <div class="stack">
                        <Missing keeping/>
                        <Preview keeping id named pack/>
                    </div>
                </div>
                <nav class="spread no-print" aria-label="Other exercises of the pack">
                    {move || {
                        let (before, after) = beside.get();
                        view! { <span>{way(before, "← Previous exercise")}</span><span>{way(after, "Next exercise →")}</span> }
                    }}
                </nav>
            </div>
        }
        .into_any()
    };
    (move || if there.get() { inside() } else { gone("exercise") }).into_any()
}

fn neighbours(pack: Option<&Arc<ExercisePack>>, id: &str) -> (Option<String>, Option<String>) {
    let Some(pack) = pack else { return (None, None) };
    let Some(place) = pack.exercises.iter().position(|one| one.id == id) else { return (None, None) };
    let at = |place: Option<usize>| place.and_then(|place| pack.exercises.get(place)).map(|one| one.id.clone());
    (at(place.checked_sub(1)), at(Some(place + 1)))
}

/// What the exercise still lacks.
#[component]
fn Missing(keeping: Keeping) -> impl IntoView {
    let form = keeping.form;
    let errors = Memo::new(move |_| {
        form.findings.with(|found| found.iter().filter(|one| one.severity == Severity::Error).count())
    });
    let worth = Memo::new(move |_| {
        form.findings.with(|found| {
            found
                .iter()
                .filter(|one| one.severity == Severity::Warning)
                .map(|one| one.message.clone())
                .collect::<Vec<_>>()
        })
    });
    // What no field of the form shows is said here.
    let whole = Memo::new(move |_| {
        form.findings.with(|found| {
            let outside = |path: &str| path.is_empty() || path == "/question" || path.ends_with("/id");
            found
                .iter()
                .filter(|one| one.severity == Severity::Error && outside(&one.path))
                .map(|one| one.message.clone())
                .collect::<Vec<_>>()
        })
    });
    view! {
        <section class="card stack-tight" aria-label="What is missing">
            <h2>"Ready for students?"</h2>
            <p role="status">{move || match errors.get() {
                0 => "Yes: it can be done and marked.".to_owned(),
                1 => "Not yet: one thing is missing or wrong.".to_owned(),
                many => format!("Not yet: {many} things are missing or wrong."),
            }}</p>
            {move || whole.with(|whole| (!whole.is_empty()).then(|| view! { <ul class="small">{whole.iter().map(|one| view! { <li class="bad">{one.clone()}</li> }).collect_view()}</ul> }))}
            {move || (errors.get() > 0 && !form.strict.get()).then(|| view! {
                <div><Button small=true on_press=move || form.strict.set(true)>"Say it at the fields"</Button></div>
            })}
            {move || worth.with(|worth| (!worth.is_empty()).then(|| view! {
                <h3>"Worth a look"</h3>
                <ul class="small">{worth.iter().map(|one| view! { <li>{one.clone()}</li> }).collect_view()}</ul>
            }))}
        </section>
    }
}

/// The exercise as students see it. What is done in it is marked and not kept.
#[component]
fn Preview(
    keeping: Keeping,
    id: Id,
    named: StoredValue<String>,
    pack: Memo<Option<Arc<ExercisePack>>>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let again = RwSignal::new(0_u32);
    let shown = Memo::new(move |_| {
        pack.with(|pack| {
            let conduct = pack.as_ref()?.conduct.clone();
            Some((named.with_value(|named| find(pack.as_ref(), named))?, conduct))
        })
    });
    let press = move || {
        keeping.keep();
        open.update(|open| *open = !*open);
    };
    view! {
        <section class="card stack" aria-label="Preview">
            <div class="spread">
                <h2>"As students see it"</h2>
                <div class="button-row">
                    {move || open.get().then(|| view! { <Button small=true icon=IconName::Undo on_press=move || again.update(|again| *again += 1)>"Begin anew"</Button> })}
                    <Button small=true pressed=Signal::from(open) on_press=press>"Preview"</Button>
                </div>
            </div>
            {move || if open.get() {
                again.track();
                let view = shown.get().map(|(exercise, conduct)| {
                    let conduct = exercise.conduct.clone().unwrap_or(conduct);
                    if matches!(exercise.question, Question::Task(_)) {
                        let address = exercises::address(&ExerciseKey::new(Some(id), exercise.id));
                        return view! { <p><Link href=address>"A task is tried in a workspace of its own: open it as an exercise"</Link></p> }.into_any();
                    }
                    view! { <Trial pack=id exercise=Arc::new(exercise) conduct/> }.into_any()
                });
                view! { <p class="muted small">"Try it: it is marked as for a student, and nothing of it is kept."</p>{view} }.into_any()
            } else {
                view! { <p class="muted">"Press “Preview” to do the exercise as your students will."</p> }.into_any()
            }}
        </section>
    }
}
