//! The course: its modules and lessons, one lesson, the glossary.

mod glossary;
mod lesson;
mod overview;

use crate::{
    course::content,
    model::record::{Exercise, Learner},
    ui::{app_state::App, commands::command, components::PaletteCommand, shell::focus_content},
    view::{
        course::{Standing, exercise_address},
        route::{CourseView, Route},
    },
};
use leptos::prelude::*;
use std::sync::Arc;

/// The course screen.
#[component]
pub fn Course(view: Memo<CourseView>) -> impl IntoView {
    // Typing in the glossary is no other page.
    let page = Memo::new(move |_| {
        view.with(|view| match view {
            CourseView::Glossary { .. } => CourseView::Glossary { search: String::new() },
            other => other.clone(),
        })
    });
    Effect::new(move |before: Option<CourseView>| {
        let now = page.get();
        if before.is_some_and(|before| before != now) {
            if let Some(content) = document().get_element_by_id("content") {
                content.set_scroll_top(0);
            }
            focus_content();
        }
        now
    });
    move || match page.get() {
        CourseView::Overview => view! { <overview::Overview/> }.into_any(),
        CourseView::Lesson(id) => view! { <lesson::LessonPage id/> }.into_any(),
        CourseView::Glossary { .. } => view! { <glossary::GlossaryPage view/> }.into_any(),
    }
}

/// What the palette finds: every lesson, and the glossary.
pub fn commands(app: App) -> Vec<PaletteCommand> {
    let mut commands: Vec<_> = content::course()
        .lessons()
        .iter()
        .map(|lesson| {
            let title = format!("{} {}", lesson.id, lesson.title);
            command(title, "Lessons", format!("{} min", lesson.minutes), move || app.go(lesson_route(&lesson.id)))
        })
        .collect();
    let glossary = Route::Course(CourseView::Glossary { search: String::new() });
    commands.push(command("Glossary", "Lessons", "", move || app.go(glossary.clone())));
    commands
}

/// What a term of the glossary means.
pub fn meaning(id: &str) -> Option<String> {
    content::glossary().get(id).map(|term| term.words())
}

fn lesson_route(id: &str) -> Route {
    Route::Course(CourseView::Lesson(id.to_owned()))
}

/// Who learns in the open workspace.
fn learner(app: App) -> Memo<Option<Arc<Learner>>> {
    Memo::new(move |_| app.workspace.with(|workspace| crate::course::reading::learner(workspace.as_ref()?).cloned()))
}

/// The exercises of a lesson, each with what it has earned so far.
#[component]
fn Exercises(
    /// The page.
    app: App,
    /// Which ones.
    exercises: Vec<&'static Exercise>,
) -> impl IntoView {
    let list = exercises.into_iter().map(|exercise| {
        let standing = Memo::new(move |_| {
            app.workspace.with(|workspace| {
                workspace.as_ref().map_or(Standing::Untouched, |workspace| Standing::of(workspace, exercise))
            })
        });
        view! {
            <li>
                <a href=exercise_address(&exercise.id)>{format!("{} {}", exercise.id, exercise.title)}</a>
                {move || standing.get().words().map(|words| view! { <span class="muted small">{words}</span> })}
            </li>
        }
    });
    view! { <ul class="lesson-exercises">{list.collect_view()}</ul> }.into_any()
}
