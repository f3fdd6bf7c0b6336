//! One pack: its exercises in their order, and how they are done.

use super::{
    address, desk, files, form, gone,
    keeping::{Keeping, Kept},
    list::{counted, more},
    to,
};
use crate::{
    model::{Id, record::ExercisePack},
    ui::{
        app_state::use_app,
        components::{Badge, Button, IconButton, IconName, Link, Look, Menu, MenuItem, Tone, focus_in},
    },
    view::{
        packs::{
            self,
            form::{KINDS, PACK},
            paper::points_words,
        },
        route::{PackKey, PacksView, Route},
    },
};
use leptos::{html, prelude::*};
use std::sync::Arc;

/// A pack.
#[component]
pub fn Pack(key: PackKey) -> impl IntoView {
    match key {
        PackKey::Course => course(),
        PackKey::Own(id) => own(id),
    }
}

fn exercise_address(key: PackKey, exercise: &str) -> String {
    Route::Packs(PacksView::exercise(key, exercise)).to_string()
}

/// The course's pack, which cannot be changed.
fn course() -> AnyView {
    let app = use_app();
    let pack = packs::course_pack();
    let lines = pack.exercises.iter().map(|one| {
        let points = packs::points(one);
        view! {
            <li class="pack-line">
                <span class="pack-line-title" dir="auto">{format!("{} {}", one.id, one.title)}</span>
                <span class="muted small">{packs::kind_label(&one.question)}</span>
                <span class="muted small">{(points > 0.0).then(|| points_words(points))}</span>
            </li>
        }
    });
    view! {
        <div class="page pack-page">
            <p class="small no-print"><a href=Route::Packs(PacksView::default()).to_string()>"All packs"</a></p>
            <header class="page-header">
                <h1>{packs::COURSE}</h1>
                {more(PackKey::Course, false)}
                <Button look=Look::Primary icon=IconName::Copy on_press=move || desk::copy(app, PackKey::Course)>"Copy as a pack of my own"</Button>
                <span class="subtitle">"This pack is part of Hearth and stays as it is. A copy of it is yours to change."</span>
            </header>
            <section class="card">
                <h2>{counted(pack.exercises.len())}</h2>
                <ol class="plain-list pack-lines pack-lines-course">{lines.collect_view()}</ol>
            </section>
        </div>
    }
    .into_any()
}

fn own(id: Id) -> AnyView {
    let app = use_app();
    let pack: Memo<Option<Arc<ExercisePack>>> =
        Memo::new(move |_| app.workspace.with(|workspace| workspace.as_ref()?.records.exercise_packs.get(id).cloned()));
    let there = Memo::new(move |_| pack.with(Option::is_some));
    let inside = move || {
        let Some(keeping) = untrack(|| Keeping::new(app, id, None)) else { return gone("pack") };
        let name =
            Memo::new(move |_| pack.with(|pack| pack.as_ref().map(|pack| pack.name.clone()).unwrap_or_default()));
        let archived = Memo::new(move |_| pack.with(|pack| pack.as_ref().is_some_and(|pack| pack.archived.is_some())));
        let gift_in = RwSignal::new(false);
        let fields = move || {
            keeping.anew.track();
            form::fields(keeping.form, PACK, "")
        };
        view! {
            <div class="page pack-page">
                <p class="small no-print"><a href=Route::Packs(PacksView::default()).to_string()>"All packs"</a></p>
                <header class="page-header">
                    <h1 class="break" dir="auto">{name}</h1>
                    {move || archived.get().then(|| view! { <Badge>"Archived"</Badge> })}
                    {move || more(PackKey::Own(id), archived.get())}
                    <Button icon=IconName::Import on_press=move || gift_in.set(true)>"GIFT in"</Button>
                    <Button icon=IconName::Export on_press=move || { keeping.keep(); files::pack_out(app, PackKey::Own(id)); }>"Pack out"</Button>
                </header>
                <Exercises id pack/>
                <section class="card stack" aria-label="About the pack">
                    <div class="spread"><h2>"About the pack"</h2><Kept keeping/></div>
                    <div class="form">{fields}</div>
                </section>
                <files::GiftIn open=gift_in pack=Some(id)/>
            </div>
        }
        .into_any()
    };
    (move || if there.get() { inside() } else { gone("pack") }).into_any()
}

/// A line of the list; equal while nothing of it changed.
#[derive(Clone, PartialEq)]
struct Line {
    id: String,
    title: String,
    kind: &'static str,
    points: f64,
    unfinished: bool,
}

/// The exercises in their order, and new ones.
#[component]
fn Exercises(id: Id, pack: Memo<Option<Arc<ExercisePack>>>) -> impl IntoView {
    let app = use_app();
    let root = NodeRef::<html::Ol>::new();
    let lines = Memo::new(move |_| {
        pack.with(|pack| {
            let exercises = pack.as_ref().map(|pack| pack.exercises.as_slice()).unwrap_or_default();
            let line = |one: &crate::model::record::Exercise| Line {
                id: one.id.clone(),
                title: one.title.clone(),
                kind: packs::kind_label(&one.question),
                points: packs::points(one),
                unfinished: packs::is_unfinished(one),
            };
            exercises.iter().map(line).collect::<Vec<_>>()
        })
    });
    let focus = move |place: usize, selector: &'static str| {
        request_animation_frame(move || {
            if let Some(root) = root.try_get_untracked().flatten() {
                focus_in(&root, &format!(":scope > li:nth-child({}) {selector}", place + 1));
            }
        });
    };
    let shift = move |exercise: &str, by: isize, selector: &'static str| {
        let place = lines.with_untracked(|lines| lines.iter().position(|line| line.id == exercise));
        let (Some(place), count) = (place, lines.with_untracked(Vec::len)) else { return };
        let Some(to) = place.checked_add_signed(by).filter(|to| *to < count) else { return };
        if desk::change(app, id, "Exercise moved", |pack| {
            packs::shift(&mut pack.exercises, place, by);
        }) {
            focus(to, selector);
        }
    };
    let duplicate = move |exercise: &str| {
        desk::change(app, id, "Exercise duplicated", |pack| {
            packs::duplicate(pack, exercise);
        });
    };
    let remove = move |exercise: &str| {
        let place = lines.with_untracked(|lines| lines.iter().position(|line| line.id == exercise)).unwrap_or_default();
        desk::change(app, id, "Exercise deleted", |pack| pack.exercises.retain(|one| one.id != exercise));
        focus(place.saturating_sub(1), "a");
    };
    let add = move |kind: &'static str| {
        let mut new = None;
        if desk::change(app, id, "Exercise added", |pack| new = packs::add(pack, kind))
            && let Some(new) = new
        {
            to(app, PacksView::exercise(PackKey::Own(id), new));
        }
    };
    let kinds: Vec<MenuItem> = KINDS.iter().map(|kind| MenuItem::new(kind.label, move || add(kind.key))).collect();
    let one = move |place: usize, count: usize, line: Line| {
        let Line { id: exercise, title, kind, points, unfinished } = line;
        let named = StoredValue::new(exercise.clone());
        let keys = move |event: web_sys::KeyboardEvent| {
            let by = match event.key().as_str() {
                "ArrowUp" if event.alt_key() => -1,
                "ArrowDown" if event.alt_key() => 1,
                _ => return,
            };
            event.prevent_default();
            named.with_value(|exercise| shift(exercise, by, "a"));
        };
        let press = move |by: isize, selector: &'static str| named.with_value(|exercise| shift(exercise, by, selector));
        view! {
            <li class="pack-line" on:keydown=keys>
                <a class="pack-line-title" dir="auto" href=exercise_address(PackKey::Own(id), &exercise) aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown">{title.clone()}</a>
                <span class="muted small">{kind}</span>
                <span class="muted small">{(points > 0.0).then(|| points_words(points))}</span>
                {unfinished.then(|| view! { <Badge tone=Tone::Warn>"Lacks something"</Badge> })}
                <span class="pack-tools">
                    <IconButton small=true icon=IconName::Up label=format!("Move up: {title}") disabled={place == 0} on_press=move || press(-1, ".pack-tools > button:nth-of-type(1)")/>
                    <IconButton small=true icon=IconName::Down label=format!("Move down: {title}") disabled={place + 1 == count} on_press=move || press(1, ".pack-tools > button:nth-of-type(2)")/>
                    <IconButton small=true icon=IconName::Copy label=format!("Duplicate {title}") on_press=move || named.with_value(|exercise| duplicate(exercise))/>
                    <IconButton small=true icon=IconName::Delete label=format!("Delete {title}") on_press=move || named.with_value(|exercise| remove(exercise))/>
                </span>
            </li>
        }
    };
    view! {
        <section class="card stack" aria-label="Exercises">
            <div class="spread">
                <h2>{move || counted(lines.with(Vec::len))}</h2>
                <Menu label="Add an exercise" trigger=|| "Add an exercise" class="button button-primary" items=Signal::stored(kinds)/>
            </div>
            {move || lines.with(Vec::is_empty).then(|| view! { <p class="muted">"Choose a kind of exercise; it opens for you to write it."</p> })}
            <ol class="plain-list pack-lines" node_ref=root>
                {move || {
                    let lines = lines.get();
                    let count = lines.len();
                    lines.into_iter().enumerate().map(|(place, line)| one(place, count, line)).collect_view()
                }}
            </ol>
            {move || (lines.with(Vec::len) > 1).then(|| view! { <p class="muted small no-print">"Alt with the arrow keys moves the exercise whose name has the focus."</p> })}
            <p class="small no-print"><Link href=address(PackKey::Course)>"See the course’s own exercises"</Link></p>
        </section>
    }
}
