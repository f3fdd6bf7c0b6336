//! Exercises: the list with how far one is, and each exercise with its player, its verdict and what comes next.

mod desk;
mod files;
mod list;
mod page;
mod players;
mod task;
mod text;
mod timer;
mod verdict;

pub use files::PackIn;
pub use page::Trial;

use crate::{
    course::content,
    model::record::Exercise,
    ui::{
        app_state::{App, use_app},
        commands::command,
        components::{EmptyState, IconName, Link, Look, PaletteCommand},
        shell::focus_content,
    },
    view::{
        exercises,
        route::{ExerciseKey, ExercisesView, Route},
    },
};
use leptos::prelude::*;

pub use task::bar as task_bar;

/// The address of an exercise.
pub fn address(key: &ExerciseKey) -> String {
    Route::Exercises(ExercisesView::exercise(key.clone())).to_string()
}

/// The address of the list.
pub fn all() -> String {
    Route::Exercises(ExercisesView::default()).to_string()
}

/// What the palette offers: every exercise.
pub fn commands(app: App) -> Vec<PaletteCommand> {
    let course = content::exercises().iter().map(|one| (ExerciseKey::course(one.id.clone()), one));
    let packs = app.peek().map(|it| it.records.exercise_packs.iter().cloned().collect::<Vec<_>>()).unwrap_or_default();
    let of_packs = packs
        .iter()
        .filter(|pack| pack.archived.is_none())
        .flat_map(|pack| pack.exercises.iter().map(|one| (ExerciseKey::new(Some(pack.id), one.id.clone()), one)));
    let command = |(key, one): (ExerciseKey, &Exercise)| {
        let go = move || app.go(Route::Exercises(ExercisesView::exercise(key.clone())));
        command(exercises::title(one), "Exercises", exercises::kind(&one.question), go)
    };
    course.chain(of_packs).map(command).collect()
}

/// The screen of exercises.
#[component]
pub fn Exercises(view: Memo<ExercisesView>) -> impl IntoView {
    let app = use_app();
    let open = Memo::new(move |_| view.with(|view| view.open.clone()));
    // The exercise follows its pack; the work on it is followed inside.
    let found = Memo::new(move |_| {
        let key = open.get()?;
        app.workspace.with(|workspace| exercises::find(workspace.as_ref()?, content::exercises(), &key))
    });
    // Another exercise begins at its top, for eyes and keys.
    Effect::new(move |before: Option<Option<ExerciseKey>>| {
        let now = open.get();
        if before.is_some_and(|before| before != now) {
            if let Some(content) = document().get_element_by_id("content") {
                content.set_scroll_top(0);
            }
            focus_content();
        }
        now
    });
    move || {
        match (open.get(), found.get()) {
        (None, _) => view! { <list::List view/> }.into_any(),
        (Some(_), Some(found)) => view! { <page::Page found/> }.into_any(),
        (Some(key), None) => view! {
            <div class="page">
                <header class="page-header"><h1>"No such exercise"</h1></header>
                <EmptyState icon=IconName::Info title="This exercise is not here" text=format!("There is no exercise {key} in this workspace. Take its pack in as a file, or choose another exercise.")>
                    <Link look=Look::Primary href=all()>"All exercises"</Link>
                </EmptyState>
            </div>
        }
        .into_any(),
    }
    }
}
