//! Work that is conspicuously alike, side by side, for a person to judge.

use super::desk::Desk;
use crate::{
    classroom::{
        Gradebook, Student,
        alike::{self, AlikeErrors, AlikeTexts},
        found, responses,
    },
    ui::{components::Link, pages::content_count as count},
    view::classroom::{percent, takes},
};
use leptos::prelude::*;

/// Texts of a pair that are shown, in characters.
const SHOWN: usize = 1_200;

fn clip(text: &str) -> String {
    let mut clipped: String = text.chars().take(SHOWN).collect();
    if clipped.len() < text.len() {
        clipped.push('…');
    }
    clipped
}

/// The section.
#[component]
pub fn Alike(desk: Desk) -> impl IntoView {
    let all = Memo::new(move |_| {
        desk.book.with(|book| {
            desk.shown.with(|view| {
                // Of the class and pack that are chosen.
                let mut book = Gradebook::clone(&book.grades);
                book.students.retain(|student| takes(view, student));
                for student in &mut book.students {
                    for (column, cell) in book.columns.iter().zip(&mut student.cells) {
                        if !view.pack.takes(column.pack) {
                            *cell = None;
                        }
                    }
                }
                let found = found(&book);
                (book, found)
            })
        })
    });
    move || {
        all.with(|(book, found)| {
            let rules = format!(
                "Texts of {} words and more of which {} of the pairs of neighbouring words are the same; at least {} of the same wrong answers and no more that differ. What more than a third of the class wrote, and what stands in the exercise, is left out.",
                alike::WORDS,
                percent(Some(alike::ALIKE)),
                alike::ERRORS,
            );
            let texts = found.texts.iter().map(|pair| texts(desk, book, pair)).collect_view();
            let errors = found.errors.iter().map(|pair| errors(desk, book, pair)).collect_view();
            let shared = found
                .shared
                .iter()
                .map(|one| {
                    let names = one.students.iter().filter_map(|place| book.students.get(*place));
                    view! { <li class="row">{names.map(|student| name(desk, student, "")).collect_view()}</li> }
                })
                .collect_view();
            let none = |empty: bool| empty.then(|| view! { <p class="muted">"None."</p> });
            view! {
                <div class="sections alike">
                    <p class="muted small">"It says what is alike and proves nothing: people learn together, and short right answers look the same. "{rules}</p>
                    <section class="card stack" aria-label="Texts">
                        <h2>{format!("Texts that are nearly the same ({})", found.texts.len())}</h2>
                        {none(found.texts.is_empty())}
                        <ul class="lines">{texts}</ul>
                    </section>
                    <section class="card stack" aria-label="Wrong answers">
                        <h2>{format!("The same wrong answers ({})", found.errors.len())}</h2>
                        {none(found.errors.is_empty())}
                        <ul class="lines">{errors}</ul>
                    </section>
                    <section class="card stack" aria-label="Learners">
                        <h2>{format!("One learner’s number under several names ({})", found.shared.len())}</h2>
                        {none(found.shared.is_empty())}
                        <ul class="lines">{shared}</ul>
                    </section>
                </div>
            }
            .into_any()
        })
    }
}

fn name(desk: Desk, student: &Student, exercise: &str) -> AnyView {
    let (id, exercise) = (student.submission.id, exercise.to_owned());
    let address = move || desk.student_address(id, &exercise);
    let called = student.submission.title().to_owned();
    view! { <span dir="auto" class="break"><Link href=Signal::derive(address)>{called}</Link></span> }.into_any()
}

fn pair(desk: Desk, book: &Gradebook, (one, other): (usize, usize), exercise: &str) -> AnyView {
    let name = |place: usize| book.students.get(place).map(|student| name(desk, student, exercise));
    view! { <b class="row">{name(one)}<span class="muted">"and"</span>{name(other)}</b> }.into_any()
}

fn texts(desk: Desk, book: &Gradebook, found: &AlikeTexts) -> AnyView {
    let about = book.columns.iter().find(|column| column.key == found.key).map(|column| {
        let part = responses::part_label(&column.exercise.question, &found.part);
        let part = if part.is_empty() { part } else { format!(" · {part}") };
        format!("{} {}{part}", column.exercise.id, column.exercise.title)
    });
    view! {
        <li class="stack-tight">
            {pair(desk, book, found.students, &found.key)}
            <p class="muted small break" dir="auto">{about}" · alike by "{percent(Some(found.score))}</p>
            <div class="side-by-side">
                <blockquote class="letter" dir="auto">{clip(&found.texts.0)}</blockquote>
                <blockquote class="letter" dir="auto">{clip(&found.texts.1)}</blockquote>
            </div>
        </li>
    }
    .into_any()
}

fn errors(desk: Desk, book: &Gradebook, found: &AlikeErrors) -> AnyView {
    let places: Vec<String> = found
        .places
        .iter()
        .map(|place| {
            let (key, part) = place.split_once(' ').unwrap_or((place, ""));
            let column = book.columns.iter().find(|column| column.key == key);
            column.map_or_else(String::new, |column| {
                let part = responses::part_label(&column.exercise.question, part);
                if part.is_empty() { column.exercise.id.clone() } else { format!("{} {part}", column.exercise.id) }
            })
        })
        .collect();
    view! {
        <li class="stack-tight">
            {pair(desk, book, found.students, "")}
            <p class="muted small">{format!("{} the same, {} wrong with both, {} answered differently", count(found.same, "wrong answer"), found.both_wrong, found.different)}</p>
            <p class="small break" dir="auto">{places.join(" · ")}</p>
        </li>
    }
    .into_any()
}
