//! The glossary: every term with what it means and the lessons that use it.

use super::lesson_route;
use crate::{
    course::{Address, Lesson, Term, content},
    ui::{
        address,
        components::{EmptyState, IconName, Link, Look, SearchInput, inlines},
    },
    view::route::{CourseView, Route},
};
use leptos::prelude::*;

/// The glossary.
#[component]
pub fn GlossaryPage(view: Memo<CourseView>) -> impl IntoView {
    let asked = move || match view.get() {
        CourseView::Glossary { search } => search,
        _ => String::new(),
    };
    let search = RwSignal::new(untrack(asked));
    // The address follows the search box, so that a search can be sent; the box follows another address.
    Effect::new(move |before: Option<String>| {
        let text = search.get();
        if before.is_some_and(|before| before != text) {
            address::replace(&Route::Course(CourseView::Glossary { search: text.clone() }));
        }
        text
    });
    Effect::new(move |before: Option<()>| {
        let text = asked();
        if before.is_some() && search.with_untracked(|search| *search != text) {
            search.set(text);
        }
    });
    let count = move || {
        let found = search.with(|search| content::glossary().find(search).len());
        format!("{found} {}", if found == 1 { "term" } else { "terms" })
    };
    let list = move || {
        let found = search.with(|search| content::glossary().find(search));
        if found.is_empty() {
            return view! {
                <EmptyState icon=IconName::Search title="No term has these letters" text="Try fewer, or another word for it."/>
            }
            .into_any();
        }
        let terms = found.into_iter().map(|term| view! { <Entry term/> }).collect_view();
        view! { <dl class="glossary">{terms}</dl> }.into_any()
    };
    view! {
        <div class="page page-narrow course">
            <header class="page-header">
                <h1>"Glossary"</h1>
                <Link look=Look::Secondary href=Route::Course(CourseView::Overview).to_string()>"Course"</Link>
                <p class="subtitle">"The words of the course and of the tool, and what they mean here."</p>
            </header>
            <div class="row glossary-tools no-print">
                <SearchInput value=search label="Search the glossary"/>
                <span class="muted small" role="status">{count}</span>
            </div>
            {list}
        </div>
    }
    .into_any()
}

#[component]
fn Entry(term: &'static Term) -> impl IntoView {
    let uses = |lesson: &&Lesson| {
        lesson.addresses().into_iter().any(|address| matches!(address, Address::Term(id) if *id == term.id))
    };
    let lessons: Vec<_> = content::course().lessons().iter().filter(uses).collect();
    let links = lessons.iter().map(|lesson| {
        view! { <a href=lesson_route(&lesson.id).to_string() aria-label=format!("Lesson {}: {}", lesson.id, lesson.title)>{lesson.id.clone()}</a> }
    });
    view! {
        <div>
            <dt>{term.name.clone()}</dt>
            <dd>
                {inlines(&term.meaning, None)}
                {(!lessons.is_empty()).then(|| view! {
                    <span class="glossary-lessons small muted">"Lessons "{links.collect_view()}</span>
                })}
            </dd>
        </div>
    }
    .into_any()
}
