//! One lesson: its five sections, its exercises, the mark that it was read, and the way on.

use super::{Exercises, learner, lesson_route, meaning};
use crate::{
    course::{
        CheckQuestion, Lesson, Section, content,
        reading::{is_read, mark, open},
    },
    model::words::date,
    ui::{
        app_state::{App, use_app},
        clock,
        components::{Badge, Button, EmptyState, IconName, Link, Look, Tone, markdown},
    },
    view::route::{CourseView, Route},
};
use leptos::prelude::*;

/// The lesson of an id.
#[component]
pub fn LessonPage(id: String) -> impl IntoView {
    let Some(lesson) = content::course().lesson(&id) else {
        let course = Route::Course(CourseView::Overview).to_string();
        return view! {
            <div class="page page-narrow">
                <h1 class="visually-hidden">"No such lesson"</h1>
                <EmptyState icon=IconName::Lesson title=format!("There is no lesson {id}") text="The course has five modules; their lessons are in its list.">
                    <Link look=Look::Primary href=course>"Open the course"</Link>
                </EmptyState>
            </div>
        }
        .into_any();
    };
    let app = use_app();
    Effect::new(move || {
        // Not while the page is drawn: it is a change of the workspace.
        request_animation_frame(move || note_place(app, lesson));
    });
    let module = content::course().modules().iter().find(|module| module.number == lesson.module);
    let sections = Section::ALL.into_iter().map(|section| {
        let id = format!("lesson-section-{}", section as usize);
        view! {
            <section aria-labelledby=id.clone()>
                <h2 id=id.clone()>{section.title()}</h2>
                {match section {
                    Section::Check => view! { <Questions questions=&lesson.questions/> }.into_any(),
                    section => markdown(lesson.blocks(section), Some(meaning), 3),
                }}
            </section>
        }
    });
    let exercises = content::exercises_of(lesson);
    view! {
        <article class="page lesson">
            <header class="lesson-head">
                <nav class="lesson-place" aria-label="Place in the course">
                    <a href=Route::Course(CourseView::Overview).to_string()>"Course"</a>
                    <span class="muted">{module.map(|module| format!("{} {}", module.number, module.title))}</span>
                </nav>
                <h1>{format!("{} {}", lesson.id, lesson.title)}</h1>
                <p class="muted">{lesson.summary.clone()}</p>
                <p class="row"><span class="muted small">{format!("{} minutes", lesson.minutes)}</span><ReadBadge app lesson/></p>
            </header>
            {sections.collect_view()}
            {(!exercises.is_empty()).then(|| view! {
                <section aria-labelledby="lesson-exercises-title">
                    <h2 id="lesson-exercises-title">"Exercises"</h2>
                    <Exercises app exercises/>
                </section>
            })}
            <ReadMark app lesson/>
            <Around lesson/>
        </article>
    }
    .into_any()
}

/// Where one is, so that the course goes on there next time.
fn note_place(app: App, lesson: &Lesson) {
    let Some(workspace) = app.peek() else { return };
    let action = open(&workspace, &lesson.id, clock::now(), clock::mint());
    if let Some(Err(error)) = action.map(|action| app.note(action)) {
        app.toasts.fail(error.to_string());
    }
}

/// Questions, each with its answer behind a button.
#[component]
fn Questions(questions: &'static [CheckQuestion]) -> impl IntoView {
    let list = questions.iter().map(|one| {
        view! {
            <li>
                {markdown(&one.question, Some(meaning), 3)}
                <details>
                    <summary>"Answer"</summary>
                    {markdown(&one.answer, Some(meaning), 3)}
                </details>
            </li>
        }
    });
    view! { <ol class="lesson-questions">{list.collect_view()}</ol> }.into_any()
}

#[component]
fn ReadBadge(app: App, lesson: &'static Lesson) -> impl IntoView {
    let learner = learner(app);
    let read = Memo::new(move |_| learner.with(|learner| is_read(learner.as_deref(), &lesson.id)));
    move || read.get().then(|| view! { <Badge tone=Tone::Good>"✓ Read"</Badge> })
}

/// The mark that the lesson was read, set and taken away.
#[component]
fn ReadMark(app: App, lesson: &'static Lesson) -> impl IntoView {
    let learner = learner(app);
    let since = Memo::new(move |_| {
        learner.with(|learner| {
            let read = &learner.as_ref()?.read;
            read.iter().find(|read| read.lesson == lesson.id).map(|read| date(clock::here(read.at).day))
        })
    });
    let set = move |read: bool| {
        let Some(workspace) = app.peek() else { return };
        let action = mark(&workspace, &lesson.id, read, clock::now(), clock::mint());
        if let Some(Err(error)) = action.map(|action| app.apply(action)) {
            app.toasts.fail(error.to_string());
        }
    };
    // One button, so that it keeps the focus when it is pressed.
    view! {
        <div class="lesson-mark no-print">
            <Button
                look=Look::Secondary
                icon=IconName::Check
                pressed=Signal::derive(move || since.with(Option::is_some))
                on_press=move || set(since.with_untracked(Option::is_none))
            >
                "Mark as read"
            </Button>
            <span class="muted small" role="status">{move || since.get().map(|day| format!("Read on {day}"))}</span>
        </div>
    }
    .into_any()
}

/// The lessons before and after.
#[component]
fn Around(lesson: &'static Lesson) -> impl IntoView {
    let (before, after) = content::course().around(&lesson.id);
    let link = |lesson: &Lesson, label: &'static str, class: &'static str| {
        let words = format!("{} {}", lesson.id, lesson.title);
        view! {
            <a class=class href=lesson_route(&lesson.id).to_string()>
                <span class="muted small">{label}</span>
                <span class="strong">{words}</span>
            </a>
        }
    };
    view! {
        <nav class="lesson-around no-print" aria-label="Lessons before and after">
            {before.map(|before| link(before, "Previous", "lesson-before"))}
            {after.map(|after| link(after, "Next", "lesson-after"))}
        </nav>
    }
    .into_any()
}
