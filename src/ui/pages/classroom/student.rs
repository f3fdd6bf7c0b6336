//! A student's file in the panel: what was answered, what it earned, and what the teacher decides.

use super::{desk::Desk, marking::Marking};
use crate::{
    classroom::{Cell, Column, Student},
    course::{grade::Verdict, markdown},
    interchange::{feedback_file, gradebook_csv::points},
    model::{Id, time::iso, words},
    ui::{
        app::is_typing,
        clock,
        components::{Badge, Button, DetailPanel, IconName, Look, Tone, markdown as prose},
        pages::{content_count as count, files_in::download},
    },
    view::classroom::{self, AnswerLine, percent},
};
use leptos::prelude::*;

/// The panel.
#[component]
pub fn StudentPanel(desk: Desk, id: Id) -> impl IntoView {
    let close = move || desk.close();
    let name = Memo::new(move |_| {
        desk.book.with(|book| book.student(id).map(|student| student.submission.title().to_owned()))
    });
    if name.with_untracked(Option::is_none) {
        return view! {
            <DetailPanel title="Not here any more" on_close=close><p>"This file was taken out. Undo brings it back."</p></DetailPanel>
        }
        .into_any();
    }
    listen(desk);
    let subtitle = Signal::derive(move || {
        desk.book.with(|book| {
            let Some(student) = book.student(id) else { return String::new() };
            let pack = desk.view.with(|view| view.pack);
            let total = student.total(&book.grades.columns, |column| pack.takes(column.pack));
            let place = desk.rows.with(|rows| {
                let at = rows
                    .iter()
                    .position(|row| book.grades.students.get(*row).is_some_and(|student| student.submission.id == id));
                at.map(|at| format!(" · {} of {}", at + 1, rows.len())).unwrap_or_default()
            });
            let class = student.submission.class.trim();
            let class = if class.is_empty() { String::new() } else { format!("{class} · ") };
            let share = percent(total.share());
            format!("{class}{} of {} points ({share}){place}", points(total.points), points(total.most))
        })
    });
    let footer = move || {
        view! {
            <Button icon=IconName::Left on_press=move || desk.step(-1)>"Previous"<kbd>"K"</kbd></Button>
            <Button icon=IconName::Right on_press=move || desk.step(1)>"Next"<kbd>"J"</kbd></Button>
            <Button look=Look::Primary on_press=move || desk.next_to_mark()>"Next to mark"<kbd>"M"</kbd></Button>
        }
        .into_any()
    };
    let title = Signal::derive(move || name.get().unwrap_or_default());
    let about = move || desk.book.with(|book| book.student(id).map(about));
    let give_back = move || {
        let text = desk.book.with_untracked(|book| {
            let student = book.student(id)?;
            Some(feedback_file::write(&feedback_file::feedback(&book.grades, student, clock::now())))
        });
        if let Some(text) = text {
            let name = format!("feedback-{}.json", file_name(&title.get_untracked()));
            download(desk.app, &name, "application/json", text.as_bytes());
        }
    };
    // The keys of the exercises: the list stays while marks change.
    let keys = Memo::new(move |_| {
        desk.book.with(|book| {
            let pack = desk.view.with(|view| view.pack);
            let shown = book.grades.columns.iter().filter(|column| pack.takes(column.pack));
            shown.map(|column| column.key.clone()).collect::<Vec<_>>()
        })
    });
    view! {
        <DetailPanel title subtitle wide=true footer=footer on_close=close>
            {about}
            <p><Button small=true icon=IconName::Export on_press=give_back>"Feedback file for this student"</Button></p>
            <ol class="student-work">
                {move || keys.get().into_iter().map(|key| view! { <Entry desk id key/> }).collect_view()}
            </ol>
        </DetailPanel>
    }
    .into_any()
}

/// A name as a part of a file's name.
pub fn file_name(name: &str) -> String {
    let plain: String =
        name.chars().map(|letter| if letter.is_alphanumeric() { letter } else { '-' }).take(60).collect();
    plain.trim_matches('-').to_lowercase()
}

/// The keys of the panel. They never fire while somebody types.
fn listen(desk: Desk) {
    let listener = window_event_listener(leptos::ev::keydown, move |event| {
        let other = || document().query_selector("dialog[open], .popover:popover-open").ok().flatten().is_some();
        if event.ctrl_key()
            || event.meta_key()
            || event.alt_key()
            || event.default_prevented()
            || is_typing()
            || other()
        {
            return;
        }
        match event.key().as_str() {
            "j" => desk.step(1),
            "k" => desk.step(-1),
            "m" => desk.next_to_mark(),
            _ => return,
        }
        event.prevent_default();
    });
    on_cleanup(move || listener.remove());
}

fn about(student: &Student) -> AnyView {
    let file = &student.submission;
    let damage = (!file.damage.is_empty()).then(|| {
        view! { <p class="already">"The file was changed after Hearth wrote it: "{file.damage.clone()}" Ask the student; it may be an accident."</p> }
    });
    let unknown = (student.unknown > 0).then(|| {
        view! { <p class="muted small">{format!("{} of packs that are not here. Take the pack in under Exercises to see them.", count(student.unknown, "exercise"))}</p> }
    });
    let older = (!student.older.is_empty())
        .then(|| view! { <p class="muted small">{format!("{} is here too; the newest counts.", count(student.older.len(), "older file"))}</p> });
    let read = (!file.lessons.is_empty()).then(|| count(file.lessons.len(), "lesson") + " read. ");
    view! {
        <div class="stack-tight">
            {damage}
            <p class="muted small break">{read}"File made "{iso(file.exported).replace('T', " ").replace('Z', " UTC")}</p>
            {unknown}{older}
        </div>
    }
    .into_any()
}

/// What a list of exercises shows of one, without its answers.
#[derive(Clone, PartialEq)]
struct Head {
    title: String,
    points: String,
    handed_in: bool,
    needs_teacher: bool,
    outdated: bool,
    late: bool,
}

fn head(column: &Column, cell: Option<&Cell>) -> Head {
    Head {
        title: format!("{} {}", column.exercise.id, column.exercise.title),
        points: match cell {
            Some(cell) => format!("{} of {}", points(cell.points), points(cell.most)),
            None => "not handed in".to_owned(),
        },
        handed_in: cell.is_some(),
        needs_teacher: cell.is_some_and(|cell| cell.needs_teacher),
        outdated: cell.is_some_and(|cell| cell.outdated),
        late: cell.is_some_and(|cell| cell.late),
    }
}

#[component]
fn Entry(desk: Desk, id: Id, key: String) -> impl IntoView {
    let key = StoredValue::new(key);
    let head = Memo::new(move |_| {
        desk.book.with(|book| {
            let place = key.with_value(|key| book.grades.columns.iter().position(|column| column.key == *key))?;
            Some(head(book.grades.columns.get(place)?, book.student(id)?.cells.get(place)?.as_ref()))
        })
    });
    let open = Memo::new(move |_| desk.view.with(|view| key.with_value(|key| view.exercise == *key)));
    let toggle = move |_| {
        let opened = open.get_untracked();
        desk.choose(|view| view.exercise = if opened { String::new() } else { key.get_value() });
    };
    view! {
        <li class="student-exercise">
            <h3>
                <button type="button" class="student-exercise-head" aria-expanded=move || open.get().to_string() on:click=toggle>
                    <span class="grow" dir="auto">{move || head.with(|head| head.as_ref().map(|head| head.title.clone()))}</span>
                    <span class="number">{move || head.with(|head| head.as_ref().map(|head| head.points.clone()))}</span>
                </button>
            </h3>
            {move || head.get().map(|head| {
                let badge = |on: bool, tone, text: &'static str| on.then(|| view! { <Badge tone=tone>{text}</Badge> });
                (head.needs_teacher || head.late).then(|| view! {
                    <div class="row">
                        {badge(head.needs_teacher && !head.outdated, Tone::Warn, "To be marked")}
                        {badge(head.outdated, Tone::Warn, "Another attempt came after your mark")}
                        {badge(head.late, Tone::Info, "Given in late")}
                    </div>
                })
            })}
            {move || open.get().then(|| {
                let handed_in = head.with_untracked(|head| head.as_ref().is_some_and(|head| head.handed_in));
                view! {
                    <div class="student-answer stack">
                        <Answers desk id key=key.get_value()/>
                        <Marking desk id key=key.get_value() handed_in/>
                    </div>
                }
            })}
        </li>
    }
}

/// A verdict by sign and words.
fn verdict(verdict: Verdict) -> AnyView {
    let (sign, kind) = match verdict {
        Verdict::Right => ("✓", "good"),
        Verdict::Partly => ("◐", "partly"),
        Verdict::Wrong => ("✗", "bad"),
        Verdict::Unanswered => ("–", "none"),
        Verdict::ForTeacher => ("?", "teacher"),
    };
    view! { <span class="answer-verdict" data-kind=kind><span aria-hidden="true">{sign}</span>" "{verdict.label()}</span> }
        .into_any()
}

fn answer_line(line: AnswerLine) -> AnyView {
    let label = (!line.label.is_empty()).then(|| view! { <p class="answer-label" dir="auto">{line.label}</p> });
    let said = if line.said.is_empty() {
        None
    } else if line.own {
        Some(view! { <blockquote class="letter" dir="auto">{line.said}</blockquote> }.into_any())
    } else {
        Some(view! { <p class="break" dir="auto"><b>{line.said}</b></p> }.into_any())
    };
    let earned = line.points.map(|(earned, most)| format!("{} of {}", points(earned), points(most)));
    let remark =
        (!line.remark.is_empty()).then(|| view! { <span class="muted small break" dir="auto">{line.remark}</span> });
    view! {
        <li class="stack-tight">
            {label}{said}
            <p class="row">{line.verdict.map(verdict)}<span class="muted small">{earned}</span>{remark}</p>
        </li>
    }
    .into_any()
}

/// The attempt that counts, in words.
#[component]
fn Answers(desk: Desk, id: Id, key: String) -> impl IntoView {
    let found = Memo::new(move |_| {
        desk.book.with(|book| {
            let place = book.grades.columns.iter().position(|column| column.key == key)?;
            let (column, student) = (book.grades.columns.get(place)?, book.student(id)?);
            let cell = student.cells.get(place)?.as_ref()?;
            let lines = classroom::answer_lines(&column.exercise.question, student.answer(column, cell)?, cell);
            let work = student.work(column)?;
            let attempt = work.attempts.get(cell.attempt)?;
            let mut about = format!("Attempt {} of {} counts", cell.attempt + 1, work.attempts.len());
            if attempt.at > attempt.began {
                about
                    .push_str(&format!(", done in {}", words::duration((attempt.at - attempt.began) as f64 / 1_000.0)));
            }
            if attempt.hints > 0 {
                let hints = count(attempt.hints as usize, "hint");
                about.push_str(&format!(", {hints} seen: {} points by the rules", points(cell.computed)));
            }
            Some((column.exercise.text.clone(), about, lines))
        })
    });
    move || match found.get() {
        None => view! { <p class="muted">"Nothing was handed in."</p> }.into_any(),
        Some((text, about, lines)) => {
            let asked = (!text.is_empty()).then(|| {
                view! { <details><summary>"What was asked"</summary>{prose(&markdown::read(&text), None, 4)}</details> }
            });
            view! {
                {asked}
                <p class="muted small">{about}</p>
                <ul class="answers">{lines.into_iter().map(answer_line).collect_view()}</ul>
            }
            .into_any()
        }
    }
}
