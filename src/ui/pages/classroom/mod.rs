//! The classroom: student files in, a gradebook, what exercises are worth, what is alike, and files back out.

mod alike;
mod book;
mod desk;
mod intake;
mod items;
mod marking;
pub mod received;
mod student;

use crate::{
    interchange::{feedback_file, gradebook_csv, table::csv_out, xapi},
    ui::{
        clock,
        components::{Button, EmptyState, IconName, Menu, MenuItem, Segmented, Select},
        pages::{content_count as count, files_in::download},
    },
    view::{
        classroom::{classes, packs, takes},
        route::{ClassroomSection, ClassroomView, PackChoice},
    },
};
use desk::Desk;
use intake::{ChooseFiles, Report, Taking};
use leptos::prelude::*;

/// The classroom.
#[component]
pub fn Classroom(view: Memo<ClassroomView>) -> impl IntoView {
    let desk = Desk::new(view);
    let taking = Taking::new();
    // Files dropped on the page while it shows the classroom.
    let dropped = desk.app.dropped;
    Effect::new(move || {
        let list = dropped.get();
        if !list.is_empty() {
            dropped.set(Vec::new());
            taking.take(desk, list);
        }
    });
    let none = Memo::new(move |_| desk.book.with(|book| book.grades.students.is_empty()));
    let section = Memo::new(move |_| view.with(|view| view.section));
    let open = Memo::new(move |_| view.with(|view| view.open));
    view! {
        <div class="page page-wide classroom-page">
            <header class="page-header">
                <h1>"Classroom"</h1>
                <Show when=move || !none.get()>
                    <Sections desk/>
                    <Downloads desk/>
                    <ChooseFiles desk taking/>
                </Show>
            </header>
            <Report taking/>
            <Show
                when=move || !none.get()
                fallback=move || view! {
                    <EmptyState icon=IconName::Classroom title="No student files yet" text="Students hand in one file each from Exercises. Drop all of them here at once: you get a gradebook with points computed anew, free texts to mark, what your exercises are worth, and a feedback file for everybody. Nothing leaves this page.">
                        <ChooseFiles desk taking primary=true/>
                    </EmptyState>
                }
            >
                <Filters desk/>
                {move || match section.get() {
                    ClassroomSection::Gradebook => view! { <book::Book desk/> }.into_any(),
                    ClassroomSection::Items => view! { <items::Items desk/> }.into_any(),
                    ClassroomSection::Alike => view! { <alike::Alike desk/> }.into_any(),
                }}
                <p class="muted small">"Nothing leaves this page: the files are kept in this workspace, in this browser. Take them out by undo, or by deleting the workspace."</p>
            </Show>
            {move || open.get().map(|id| view! { <student::StudentPanel desk id/> })}
        </div>
    }
}

#[component]
fn Sections(desk: Desk) -> impl IntoView {
    let value = Signal::derive(move || desk.view.with(|view| view.section.key()).to_owned());
    let options = ClassroomSection::ALL.iter().map(|one| (one.key(), one.label())).collect::<Vec<_>>();
    let choose = move |key: String| {
        desk.choose(|view| view.section = ClassroomSection::of_key(&key).unwrap_or_default());
    };
    view! { <Segmented label="Part of the classroom" value options on_change=choose/> }
}

/// What is shown, and how much of it there is.
#[component]
fn Filters(desk: Desk) -> impl IntoView {
    const ALL: &str = "all";
    // An empty class and “all” are different things: classes begin with a sign of their own.
    let class = Signal::derive(move || {
        desk.view.with(|view| view.class.as_ref().map_or_else(|| ALL.to_owned(), |class| format!("={class}")))
    });
    let class_options = Memo::new(move |_| {
        let mut options = vec![(ALL.to_owned(), "All classes".to_owned())];
        let all = desk.book.with(|book| classes(&book.grades));
        options.extend(all.into_iter().map(|class| {
            let label = if class.is_empty() { "No class".to_owned() } else { class.clone() };
            (format!("={class}"), label)
        }));
        options
    });
    let choose_class = move |key: String| desk.choose(|view| view.class = key.strip_prefix('=').map(str::to_owned));
    let pack = Signal::derive(move || desk.view.with(|view| view.pack.key()));
    let pack_options = Memo::new(move |_| {
        let mut options = vec![(PackChoice::All.key(), "All packs".to_owned())];
        desk.book.with(|book| {
            options.extend(packs(&book.grades).into_iter().map(|pack| {
                let name = book.shelves.iter().find(|shelf| shelf.pack == pack).map(|shelf| shelf.name.clone());
                (PackChoice::of(pack).key(), name.unwrap_or_default())
            }));
        });
        options
    });
    let choose_pack = move |key: String| desk.choose(|view| view.pack = PackChoice::of_key(&key));
    let to_mark = Signal::derive(move || desk.view.with(|view| view.to_mark));
    let waiting = Memo::new(move |_| {
        desk.book.with(|book| {
            desk.shown.with(|view| {
                let students = book.grades.students.iter().filter(|student| takes(view, student));
                let of = |student| {
                    crate::classroom::Student::total(student, &book.grades.columns, |column| {
                        view.pack.takes(column.pack)
                    })
                };
                students.map(|student| of(student).needs_teacher).sum::<usize>()
            })
        })
    });
    let summary = move || {
        let students = count(desk.rows.with(Vec::len), "student");
        match waiting.get() {
            0 => format!("{students} · everything is marked"),
            waiting => format!("{students} · {} to mark", count(waiting, "answer")),
        }
    };
    view! {
        <div class="filters no-print">
            <Select label="Class" value=class options=Signal::from(class_options) on_change=choose_class/>
            <Select label="Pack" value=pack options=Signal::from(pack_options) on_change=choose_pack/>
            <Button pressed=to_mark on_press=move || desk.choose(|view| view.to_mark = !view.to_mark)>"Only with something to mark"</Button>
            <Button icon=IconName::Check on_press=move || desk.next_to_mark()>"Next to mark"</Button>
            <p class="muted" role="status">{summary}</p>
        </div>
    }
}

/// What is given out of what is shown.
#[component]
fn Downloads(desk: Desk) -> impl IntoView {
    let app = desk.app;
    let day = move || app.peek().map(|workspace| clock::today(workspace.settings.zone).to_string()).unwrap_or_default();
    let csv = move || {
        let text = desk.book.with_untracked(|book| {
            desk.shown.with_untracked(|view| {
                let columns = |column: &crate::classroom::Column| view.pack.takes(column.pack);
                gradebook_csv::write_gradebook(
                    &book.grades,
                    &columns,
                    &|student| takes(view, student),
                    csv_out::Options::default(),
                )
            })
        });
        download(app, &format!("gradebook-{}.csv", day()), "text/csv;charset=utf-8", text.as_bytes());
    };
    let statements = move || {
        let text = desk.book.with_untracked(|book| {
            desk.shown.with_untracked(|view| {
                xapi::write_statements(&book.grades, &book.shelves, &|student| takes(view, student))
            })
        });
        download(app, &format!("statements-{}.json", day()), "application/json", text.as_bytes());
    };
    let feedback = move || {
        let text = desk.book.with_untracked(|book| {
            desk.shown.with_untracked(|view| {
                let students = book.grades.students.iter().filter(|student| takes(view, student));
                let all: Vec<_> =
                    students.map(|student| feedback_file::feedback(&book.grades, student, clock::now())).collect();
                feedback_file::write_class(&all)
            })
        });
        download(app, &format!("feedback-{}.json", day()), "application/json", text.as_bytes());
    };
    let items = vec![
        MenuItem::new("Gradebook (CSV)", csv).icon(IconName::Table),
        MenuItem::new("Statements (xAPI)", statements).icon(IconName::Export),
        MenuItem::new("Feedback of the class (one file)", feedback).icon(IconName::Comment),
    ];
    view! { <Menu label="Downloads of the classroom" trigger=|| "Download" items=Signal::stored(items)/> }
}
