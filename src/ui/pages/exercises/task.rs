//! A task in a workspace of its own: beginning it and going on with it on the exercise's page; and in the workspace of a
//! task the bar that says what is asked, looks at the work, and hands it in at home.

use super::{desk::Desk, text::Rich};
use crate::{
    course::{
        attempt, content,
        grade::{self, Grade, PartGrade, Verdict},
        task,
    },
    model::{
        Action, Command, Extra, Id, Record, TaskReference, Workspace,
        record::{Answer, CheckOutcome, ExerciseWork, FeedbackTime, Learner, Question, Task},
    },
    ui::{
        app_state::{App, use_app},
        clock,
        components::{Button, Confirm, IconName, Look},
        preferences,
    },
    view::{
        exercises::{self, Found, Phase},
        route::{ExerciseKey, ExercisesView, Route},
    },
};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

/// Largest file of a workspace that is put into the work, in bytes: what is larger would not go into a student file.
const FILE_MAX: usize = 4_000_000;

/// The way into the workspace of a task, on the page of its exercise.
pub fn door(desk: Desk, asked: &Task) -> AnyView {
    let app = desk.app;
    // The workspace it was begun in, where this browser has it.
    let begun = Memo::new(move |_| {
        let id = desk.answer.with(|answer| match answer {
            Some(Answer::Task { workspace, .. }) => *workspace,
            _ => None,
        })?;
        app.listings.with(|listings| listings.iter().any(|listing| listing.id == id)).then_some(id)
    });
    let asked = StoredValue::new(asked.clone());
    let busy = RwSignal::new(false);
    let press = move || {
        if !busy.get_untracked() {
            busy.set(true);
            spawn_local(async move {
                match begun.get_untracked() {
                    Some(id) => go_on(app, id, &asked.get_value()).await,
                    None => begin(desk, &asked.get_value()).await,
                }
                // The page may be gone by now.
                let _ = busy.try_set(false);
            });
        }
    };
    (move || {
        if !matches!(desk.phase.get(), Phase::Writing(_)) {
            return ().into_any();
        }
        let words = if begun.get().is_some() { "Go on with it" } else { "Begin in a workspace of its own" };
        let about = match begun.get() {
            Some(_) => "The workspace of this task is as you left it.",
            None => {
                "Hearth makes a small workspace for it, so that nothing of yours is touched. You hand in from there."
            }
        };
        view! {
            <div class="stack-tight">
                <p class="muted">{about}</p>
                <div><Button look=Look::Primary icon=IconName::Right busy on_press=press>{words}</Button></div>
            </div>
        }
        .into_any()
    })
    .into_any()
}

/// The name of a task's workspace in the switcher.
fn name(found: &Found) -> String {
    let title: String = found.exercise.title.chars().take(120).collect();
    format!("Task {}: {title}", found.exercise.id)
}

/// The workspace as it is at the beginning of the task.
async fn at_the_beginning(app: App, found: &Found, home: &Workspace, id: Id, seed: u32) -> Option<Workspace> {
    let Question::Task(asked) = &found.exercise.question else { return None };
    let sample = match app.parts.sample.ready().await {
        Ok(sample) => sample,
        Err(error) => {
            app.toasts.fail(error.to_string());
            return None;
        }
    };
    let (now, zone) = (clock::now(), home.settings.zone);
    let mut workspace = (sample.scenario)(asked.scenario, seed, now, zone, id, &name(found));
    // The exercise of a pack comes along: its pack is not in this workspace.
    if let Some(pack) = found.key.pack.and_then(|id| home.records.exercise_packs.get(id)) {
        let mut pack = (**pack).clone();
        pack.exercises.retain(|one| one.id == found.exercise.id);
        workspace.records.put(Record::from(pack));
    }
    Some(workspace)
}

/// Makes the workspace of a task and goes there.
async fn begin(desk: Desk, asked: &Task) {
    let app = desk.app;
    let Some(home) = app.peek() else { return };
    let (found, seed, id) = (desk.found(), desk.seed(), clock::mint());
    let Some(mut workspace) = at_the_beginning(app, &found, &home, id, seed).await else { return };
    workspace.settings.task = Some(TaskReference {
        pack: found.key.pack,
        exercise: found.key.exercise.clone(),
        home: home.settings.id,
        extra: Extra::new(),
    });
    desk.change(|answer| *answer = Answer::Task { workspace: Some(id), outcomes: Vec::new(), file: None });
    desk.keep();
    app.create(workspace).await;
    app.go(start(asked));
}

/// Opens the workspace of a task where one was in it.
async fn go_on(app: App, id: Id, asked: &Task) {
    if open(app, id).await {
        app.go(preferences::last_place(id).map_or_else(|| start(asked), |place| Route::parse(&place)));
    }
}

fn start(asked: &Task) -> Route {
    match Route::parse(&asked.start) {
        Route::Start | Route::Unknown(_) => Route::Today,
        route => route,
    }
}

/// Opens a stored workspace; whether it is open now.
async fn open(app: App, id: Id) -> bool {
    match app.parts.session.ready().await {
        Ok(session) => (session.open)(app, id).await,
        Err(error) => app.toasts.fail(error.to_string()),
    }
    app.peek().is_some_and(|workspace| workspace.settings.id == id)
}

/// Which exercise a workspace was made for, and the workspace that keeps the work.
fn of_workspace(workspace: &Workspace) -> Option<(Found, Id)> {
    let task = workspace.settings.task.as_ref()?;
    let key = ExerciseKey::new(task.pack, task.exercise.clone());
    Some((exercises::find(workspace, content::exercises(), &key)?, task.home))
}

/// What was looked at, and when.
#[derive(Clone, PartialEq)]
struct Looked {
    /// The revision of the workspace then.
    revision: u64,
    grade: Grade,
}

/// The bar over the screens of a task's workspace.
pub fn bar(app: App) -> AnyView {
    let id = app.peek().map(|workspace| workspace.settings.id);
    // The exercise as it was when the bar was drawn: it is compiled in, or lies in this workspace.
    let Some((found, home)) = app.peek().and_then(|workspace| of_workspace(&workspace)) else {
        return view! {
            <section class="task-bar" aria-label="Task">
                <p>"This workspace was made for an exercise that is not here any more. It is yours to look at and to delete."</p>
            </section>
        }
        .into_any();
    };
    let found = StoredValue::new(found);
    let key = found.with_value(|found| found.key.clone());
    view! { <Bar found key home id/> }.into_any()
}

#[component]
fn Bar(found: StoredValue<Found>, key: ExerciseKey, home: Id, id: Option<Id>) -> impl IntoView {
    let app = use_app();
    let shown = RwSignal::new(true);
    let looked: RwSignal<Option<Looked>> = RwSignal::new(None);
    let busy = RwSignal::new(false);
    let asking = RwSignal::new(false);
    let homeless = RwSignal::new(false);
    let title = found.with_value(|found| format!("Exercise {}", exercises::title(&found.exercise)));
    // Where the teacher gives the verdict later, it is not to be had from the bar either.
    let deferred = found.with_value(|found| found.conduct.feedback == FeedbackTime::Deferred);
    let asked = move || {
        found.with_value(|found| match &found.exercise.question {
            Question::Task(asked) => Some(asked.clone()),
            _ => None,
        })
    };
    let look = move || {
        let (workspace, asked) = (app.peek()?, asked()?);
        let outcomes = task::check(&asked, &workspace, clock::now());
        let answer = Answer::Task { workspace: None, outcomes: outcomes.clone(), file: None };
        let grade = found.with_value(|found| grade::grade(&found.exercise.question, &answer));
        looked.set(Some(Looked { revision: workspace.revision, grade }));
        Some(outcomes)
    };
    let check = move || {
        if look().is_some() {
            shown.set(true);
        }
    };
    let alone = move || {
        busy.set(false);
        shown.set(true);
        homeless.set(true);
    };
    let key = StoredValue::new(key);
    let leave = move || {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let place = Route::Exercises(ExercisesView::exercise(key.get_value()));
        spawn_local(async move {
            if !is_there(app, home).await || !open(app, home).await {
                return alone();
            }
            app.go(place);
        });
    };
    let hand_in = move || {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let (Some(workspace), Some(outcomes)) = (app.peek(), look()) else { return busy.set(false) };
            if !is_there(app, home).await {
                return alone();
            }
            let file = match app.parts.exchange.ready().await {
                Ok(exchange) => (exchange.file_of)(&workspace),
                Err(error) => {
                    app.toasts.fail(error.to_string());
                    return busy.set(false);
                }
            };
            let found = found.get_value();
            if !open(app, home).await {
                return alone();
            }
            // The bar is gone from here on: nothing of its state is used.
            give_in(app, &found, workspace.settings.id, outcomes, file);
            app.go(Route::Exercises(ExercisesView::exercise(found.key)));
        });
    };
    let start_over = move |()| {
        busy.set(true);
        spawn_local(async move {
            let Some(old) = app.peek().filter(|old| Some(old.settings.id) == id) else { return };
            let (found, seed) = (found.get_value(), clock::now() as u32);
            let Some(mut workspace) = at_the_beginning(app, &found, &old, old.settings.id, seed).await else {
                return busy.set(false);
            };
            workspace.settings.task = old.settings.task.clone();
            app.replace(workspace).await;
            if let Question::Task(asked) = &found.exercise.question {
                app.go(start(asked));
            }
            let _ = (busy.try_set(false), looked.try_set(None));
        });
    };
    let points = move || {
        looked.with(|looked| {
            let looked = looked.as_ref().filter(|_| !deferred)?;
            let (points, most) = (looked.grade.points, looked.grade.most);
            let stale =
                app.workspace.with(|workspace| workspace.as_ref().is_some_and(|it| it.revision != looked.revision));
            let since = if stale { "; changed since" } else { "" };
            Some(format!("{}{since}", exercises::of(points, most)))
        })
    };
    view! {
        <section class="task-bar no-print" aria-label="Task">
            <div class="task-bar-line">
                <p class="task-bar-title"><b dir="auto">{title.clone()}</b>" "<span class="muted small" role="status">{points}</span></p>
                <div class="button-row">
                    <button type="button" class="button" aria-expanded=move || shown.get().to_string() aria-controls="task-asked"
                        on:click=move |_| shown.update(|shown| *shown = !*shown)>"What is asked"</button>
                    {(!deferred).then(|| view! { <Button icon=IconName::Check on_press=check>"Check my work"</Button> })}
                    <Button look=Look::Primary busy on_press=hand_in>"Hand in and go back"</Button>
                </div>
            </div>
            <div id="task-asked" class="task-asked" role="group" aria-label="What is asked" tabindex="0" hidden=move || !shown.get()>
                {move || homeless.get().then(|| view! {
                    <div class="banner banner-bad" role="alert">
                        <p>"The workspace that your work belongs to is not in this browser any more. What you did here is safe: save it as a file, and hand that in."</p>
                        <div class="button-row"><Button on_press=move || crate::ui::files::save_workspace(app)>"Save this workspace as a file"</Button></div>
                    </div>
                })}
                <details><summary>"The exercise"</summary><Rich text=found.with_value(|found| found.exercise.text.clone())/></details>
                <ul class="plain-list stack-tight">
                    {move || {
                        let grade = looked.with(|looked| looked.as_ref().filter(|_| !deferred).map(|looked| looked.grade.clone()));
                        let checks = asked().map(|asked| asked.checks).unwrap_or_default();
                        checks.into_iter().map(|check| {
                            let part = grade.as_ref().and_then(|grade| grade.part(&check.id).cloned());
                            line(check.text, check.points, part)
                        }).collect_view()
                    }}
                </ul>
                <div class="button-row">
                    <Button small=true on_press=move || asking.set(true)>"Start over"</Button>
                    <Button small=true busy on_press=leave>"Go back without handing in"</Button>
                </div>
            </div>
            <Confirm open=asking title="Start this task over?" action="Start over" on_confirm=start_over
                text="The workspace of this task is made anew. What you did in it is gone; what you handed in stays."/>
        </section>
    }
    .into_any()
}

/// One thing that is asked, with how it was found.
fn line(text: String, points: f64, part: Option<PartGrade>) -> AnyView {
    let sign = exercises::sign(part.as_ref().map_or(Verdict::Unanswered, |part| part.verdict));
    let points = if points > 0.0 { exercises::points(points) } else { String::new() };
    let found = part.map(|part| exercises::verdict_words(part.verdict, part.points, part.most, &part.said));
    view! {
        <li>
            <p><span aria-hidden="true">{sign}" "</span><span dir="auto">{text}</span>" "<span class="muted small">{points}</span></p>
            {found.map(|words| view! { <p class="muted small break" dir="auto">{words}</p> })}
        </li>
    }
    .into_any()
}

/// Whether a workspace is stored.
async fn is_there(app: App, id: Id) -> bool {
    app.refresh_listings().await;
    app.listings.with_untracked(|listings| listings.iter().any(|listing| listing.id == id))
}

/// Adds the attempt to the work of the workspace that is open: the one at home.
fn give_in(app: App, found: &Found, task: Id, outcomes: Vec<CheckOutcome>, (_, bytes): (String, Vec<u8>)) {
    let Some(home) = app.peek() else { return };
    let now = clock::now();
    let file = String::from_utf8(bytes).ok().filter(|file| file.len() <= FILE_MAX);
    if file.is_none() {
        app.toasts.say("The workspace is too large to be handed in with the work: its checks are, without the file.");
    }
    let learner = home.records.learners.iter().next().map(|learner| learner.id);
    let work = exercises::work_of(&home, &found.key).map(|work| (*work).clone()).unwrap_or_else(|| {
        let seed = crate::course::shuffle::seed(learner.unwrap_or(task), &found.key.to_string());
        ExerciseWork::new(clock::mint(), now, found.key.pack, found.key.exercise.clone(), seed)
    });
    let answer = Answer::Task { workspace: Some(task), outcomes, file };
    let work = match attempt::submit(&found.exercise, &found.conduct, &work, answer, None, now) {
        Ok(work) => work,
        Err(not_taken) => return app.toasts.fail(not_taken.to_string()),
    };
    let mut commands = vec![Command::Put(work.into())];
    if learner.is_none() {
        commands.push(Command::Put(Learner::new(clock::mint(), now, "").into()));
    }
    let label = format!("Exercise {}: attempt handed in", found.key.exercise);
    if let Err(error) = app.apply_quietly(Action::new(label, Command::All(commands))) {
        app.toasts.fail(error.to_string());
    }
}
