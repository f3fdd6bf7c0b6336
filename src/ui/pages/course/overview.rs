//! The modules and their lessons, how far one is, and where to go on.

use super::{Exercises, learner, lesson_route};
use crate::{
    course::{
        Lesson, Module, content,
        reading::{is_read, next, reading},
    },
    model::record::Learner,
    ui::{
        app_state::use_app,
        components::{Badge, IconName, Link, Look, Tone},
    },
    view::{
        course::reading_words,
        route::{CourseView, Route},
    },
};
use leptos::prelude::*;
use std::sync::Arc;

/// The overview.
#[component]
pub fn Overview() -> impl IntoView {
    let app = use_app();
    let course = content::course();
    let learner = learner(app);
    let glossary = Route::Course(CourseView::Glossary { search: String::new() }).to_string();
    let far = move || learner.with(|learner| reading_words(reading(course.lessons(), learner.as_deref())));
    let go_on = move || {
        learner.with(|learner| {
            let lesson = next(course, learner.as_deref())?;
            let begun = learner.as_ref().is_some_and(|learner| !learner.read.is_empty() || !learner.here.is_empty());
            let verb = if begun { "Continue with" } else { "Begin with" };
            let words = format!("{verb} {} {}", lesson.id, lesson.title);
            Some(view! { <Link look=Look::Primary icon=IconName::Lesson href=lesson_route(&lesson.id).to_string()>{words}</Link> })
        })
    };
    view! {
        <div class="page page-narrow course">
            <header class="page-header">
                <h1>"Course"</h1>
                <Link look=Look::Secondary href=glossary>"Glossary"</Link>
                <p class="subtitle">
                    "Community management in five modules. Each lesson has an idea, an example from the sample community, mistakes to avoid, questions to check yourself by, and steps to go in the tool."
                </p>
            </header>
            <div class="course-way">
                <p role="status">{far}</p>
                {go_on}
            </div>
            <div class="sections">
                {course.modules().iter().map(|module| view! { <ModuleCard module=*module learner/> }).collect_view()}
            </div>
        </div>
    }
    .into_any()
}

#[component]
fn ModuleCard(module: Module, learner: Memo<Option<Arc<Learner>>>) -> impl IntoView {
    let course = content::course();
    let count = move || {
        learner.with(|learner| {
            let far = reading(course.lessons_of(module.number), learner.as_deref());
            format!("{} of {} read", far.read, far.all)
        })
    };
    let title = format!("course-module-{}", module.number);
    view! {
        <section class="card" aria-labelledby=title.clone()>
            <header class="card-header">
                <h2 id=title.clone()>{format!("{} {}", module.number, module.title)}</h2>
                <span class="muted small">{count}</span>
            </header>
            <ol class="lesson-list">
                {course.lessons_of(module.number).map(|lesson| view! { <Row lesson learner/> }).collect_view()}
            </ol>
        </section>
    }
    .into_any()
}

#[component]
fn Row(lesson: &'static Lesson, learner: Memo<Option<Arc<Learner>>>) -> impl IntoView {
    let app = use_app();
    let read = Memo::new(move |_| learner.with(|learner| is_read(learner.as_deref(), &lesson.id)));
    let exercises = content::exercises_of(lesson);
    view! {
        <li>
            <span class="lesson-number">{lesson.id.clone()}</span>
            <div class="lesson-about">
                <a class="strong" href=lesson_route(&lesson.id).to_string()>{lesson.title.clone()}</a>
                <p class="muted">{lesson.summary.clone()}</p>
                {(!exercises.is_empty()).then(|| view! { <Exercises app exercises/> })}
            </div>
            <span class="lesson-state">
                <span class="muted small nowrap">{format!("{} min", lesson.minutes)}</span>
                {move || read.get().then(|| view! { <Badge tone=Tone::Good>"✓ Read"</Badge> })}
            </span>
        </li>
    }
    .into_any()
}
