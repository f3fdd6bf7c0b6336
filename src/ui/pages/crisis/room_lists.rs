//! The lists of an incident's room: statements, decisions, tasks, contacts.

use super::{Desk, Held, me};
use crate::{
    model::{
        Id, RecordKind,
        record::{Decision, Guideline, GuidelineKind, IncidentTask, Statement},
    },
    ui::{
        clipboard, clock,
        components::{Badge, Button, Checkbox, Field, IconButton, IconName, Look, Select, TextArea, TextInput, Tone},
    },
    view::route::{Opened, Route, StrategyView},
};
use leptos::prelude::*;
use std::sync::Arc;

/// What is said in public: written, approved, copied, published.
#[component]
pub fn Statements(desk: Desk, held: Held) -> impl IntoView {
    let count = Memo::new(move |_| held.incident.with(|it| it.as_ref().map_or(0, |it| it.statements.len())));
    let title = RwSignal::new(String::new());
    let text = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let add = move || {
        let (name, said) = (title.get_untracked().trim().to_owned(), text.get_untracked().trim().to_owned());
        if said.is_empty() {
            return error.set(Some("Write what is to be said.".to_owned()));
        }
        error.set(None);
        let name = if name.is_empty() { "Statement".to_owned() } else { name };
        if held.change("Statement added", |it| it.statements.push(Statement::new(name, said))) {
            title.set(String::new());
            text.set(String::new());
        }
    };
    view! {
        <section class="card stack">
            <h2>"Statements"</h2>
            <p class="muted small">"Hearth publishes nothing: copy the text, publish it on the network, and mark it here."</p>
            <For each=move || 0..count.get() key=|place| *place let:place>
                <OneStatement desk held place/>
            </For>
            <details open=move || count.get() == 0>
                <summary>"Write another"</summary>
                <form class="form" novalidate on:submit=move |event| { event.prevent_default(); add(); }>
                    <Field label="Name" optional=true><TextInput value=title placeholder="Apology"/></Field>
                    <Field label="Text" error=error><TextArea value=text rows=4/></Field>
                    <div><Button submit=true icon=IconName::Plus>"Add statement"</Button></div>
                </form>
            </details>
        </section>
    }
}

#[component]
fn OneStatement(desk: Desk, held: Held, place: usize) -> impl IntoView {
    let app = held.app;
    let now = Memo::new(move |_| held.incident.with(|it| it.as_ref()?.statements.get(place).cloned()));
    let who = RwSignal::new(me());
    let error = RwSignal::new(None::<String>);
    let editing = RwSignal::new(None::<RwSignal<String>>);
    let change = move |label: &'static str, change: &dyn Fn(&mut Statement)| {
        held.change(label, |it| {
            if let Some(statement) = it.statements.get_mut(place) {
                change(statement);
            }
        })
    };
    let approve = move || {
        let name = who.get_untracked().trim().to_owned();
        if name.is_empty() {
            return error.set(Some("Say who approves it.".to_owned()));
        }
        error.set(None);
        change("Statement approved", &|statement| {
            statement.approved_by.clone_from(&name);
            statement.approved = Some(clock::now());
        });
    };
    let publish = move || {
        change("Statement published", &|statement| statement.published = Some(clock::now()));
    };
    let unpublish = move || {
        change("Statement not published", &|statement| statement.published = None);
    };
    let save = move |text: RwSignal<String>| {
        let said = text.get_untracked().trim().to_owned();
        if said.is_empty() {
            return error.set(Some("A statement has a text; remove it if it is not needed.".to_owned()));
        }
        error.set(None);
        // Other words are another statement: whoever approved the old ones has not seen these.
        change("Statement changed", &|statement| {
            statement.text.clone_from(&said);
            statement.approved_by.clear();
            statement.approved = None;
        });
        editing.set(None);
    };
    let remove = move || {
        held.change("Statement removed", |it| {
            if place < it.statements.len() {
                it.statements.remove(place);
            }
        });
    };
    let copy = move || {
        if let Some(statement) = now.get_untracked() {
            clipboard::copy(app, statement.text, format!("“{}” copied", statement.title));
        }
    };
    move || {
        let statement = now.get()?;
        let is_approved = !statement.approved_by.is_empty();
        let approved = match (is_approved, statement.approved) {
            (false, _) => None,
            (true, Some(at)) => Some(format!("Approved by {}, {}", statement.approved_by, desk.when(at))),
            (true, None) => Some(format!("Approved in advance by {}", statement.approved_by)),
        };
        let published = statement.published.map(|at| format!("Published {}", desk.when(at)));
        let is_published = published.is_some();
        let body = match editing.get() {
            Some(text) => view! {
                <Field label="Text" error=error><TextArea value=text rows=5/></Field>
                <div class="button-row"><Button small=true look=Look::Primary on_press=move || save(text)>"Save"</Button><Button small=true on_press=move || editing.set(None)>"Cancel"</Button></div>
            }.into_any(),
            None => view! { <p class="pre break" dir="auto">{statement.text.clone()}</p> }.into_any(),
        };
        let is_editing = editing.with(Option::is_some);
        let words = statement.text.clone();
        Some(view! {
            <article class="statement stack-tight">
                <p class="row wrap">
                    <b class="break" dir="auto">{statement.title.clone()}</b>
                    {match approved {
                        Some(words) => view! { <Badge tone=Tone::Good>{words}</Badge> }.into_any(),
                        None => view! { <Badge tone=Tone::Warn>"Not approved"</Badge> }.into_any(),
                    }}
                    {published.map(|words| view! { <Badge tone=Tone::Good>{words}</Badge> })}
                </p>
                {body}
                {(!is_editing && !is_approved).then(|| view! {
                    <div class="field-row">
                        <Field label="Approved by" error=error><TextInput value=who/></Field>
                        <Button icon=IconName::Check on_press=approve>"Approve"</Button>
                    </div>
                })}
                {(!is_editing).then(|| view! {
                    <div class="button-row">
                        <Button small=true icon=IconName::Copy on_press=copy>"Copy text"</Button>
                        {(is_approved && !is_published).then(|| view! { <Button small=true look=Look::Primary on_press=publish>"Mark as published"</Button> })}
                        {is_published.then(|| view! { <Button small=true look=Look::Quiet on_press=unpublish>"Not published"</Button> })}
                        {(!is_published).then(|| { let words = words.clone(); view! {
                            <Button small=true look=Look::Quiet icon=IconName::Edit on_press=move || editing.set(Some(RwSignal::new(words.clone())))>"Change"</Button>
                            <IconButton small=true icon=IconName::Delete label=format!("Remove statement {}", place + 1) on_press=remove/>
                        } })}
                    </div>
                })}
            </article>
        }.into_any())
    }
}

/// What was decided.
#[component]
pub fn Decisions(desk: Desk, held: Held) -> impl IntoView {
    let (text, who) = (RwSignal::new(String::new()), RwSignal::new(me()));
    let error = RwSignal::new(None::<String>);
    let add = move || {
        let said = text.get_untracked().trim().to_owned();
        if said.is_empty() {
            return error.set(Some("Say what was decided.".to_owned()));
        }
        error.set(None);
        let decision = Decision::new(clock::now(), who.get_untracked().trim(), said);
        if held.change("Decision noted", |it| it.decisions.push(decision)) {
            text.set(String::new());
        }
    };
    let remove = move |place: usize| {
        held.change("Decision removed", |it| {
            if place < it.decisions.len() {
                it.decisions.remove(place);
            }
        });
    };
    view! {
        <section class="card stack">
            <h2>"Decisions"</h2>
            <ul class="room-list plain-list">
                {move || held.incident.get().map(|it| it.decisions.iter().enumerate().map(|(place, one)| {
                    let by = if one.who.is_empty() { desk.when(one.at) } else { format!("{}, {}", one.who, desk.when(one.at)) };
                    view! { <li><span class="break" dir="auto">{one.text.clone()}" "<span class="muted small">{by}</span></span>
                        <IconButton small=true icon=IconName::Delete label=format!("Remove decision {}", place + 1) on_press=move || remove(place)/></li> }
                }).collect_view())}
            </ul>
            <form class="field-row" novalidate on:submit=move |event| { event.prevent_default(); add(); }>
                <Field label="What was decided" error=error><TextInput value=text/></Field>
                <Field label="By" optional=true><TextInput value=who/></Field>
                <Button submit=true icon=IconName::Plus>"Add decision"</Button>
            </form>
        </section>
    }
}

/// What is to be done beside the playbook.
#[component]
pub fn Tasks(held: Held) -> impl IntoView {
    let (title, owner) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let error = RwSignal::new(None::<String>);
    let add = move || {
        let what = title.get_untracked().trim().to_owned();
        if what.is_empty() {
            return error.set(Some("Say what is to be done.".to_owned()));
        }
        error.set(None);
        let task = IncidentTask::new(what, owner.get_untracked().trim());
        if held.change("Task added", |it| it.tasks.push(task)) {
            title.set(String::new());
            owner.set(String::new());
        }
    };
    let all = move || {
        let tasks = held.incident.get().map(|it| it.tasks.clone()).unwrap_or_default();
        tasks.into_iter().enumerate().map(|(place, task)| (place, task.title, task.owner)).collect::<Vec<_>>()
    };
    let is_done = move |place: usize| {
        Signal::derive(move || {
            held.incident
                .with(|it| it.as_ref().is_some_and(|it| it.tasks.get(place).is_some_and(|task| task.done.is_some())))
        })
    };
    let tick = move |place: usize, on: bool| {
        held.change(if on { "Task done" } else { "Task open again" }, |it| {
            if let Some(task) = it.tasks.get_mut(place) {
                task.done = on.then(clock::now);
            }
        });
    };
    let remove = move |place: usize| {
        held.change("Task removed", |it| {
            if place < it.tasks.len() {
                it.tasks.remove(place);
            }
        });
    };
    view! {
        <section class="card stack">
            <h2>"Tasks"</h2>
            <ul class="room-list plain-list">
                <For each=all key=|(place, title, owner)| (*place, title.clone(), owner.clone()) let((place, title, owner))>
                    <li>
                        <Checkbox checked=is_done(place) label=title.clone() hint=owner on_change=move |on: bool| tick(place, on)/>
                        <IconButton small=true icon=IconName::Delete label=format!("Remove task: {title}") on_press=move || remove(place)/>
                    </li>
                </For>
            </ul>
            <form class="stack-tight" novalidate on:submit=move |event| { event.prevent_default(); add(); }>
                <Field label="What is to be done" error=error><TextInput value=title/></Field>
                <div class="field-row">
                    <Field label="Who" optional=true><TextInput value=owner/></Field>
                    <Button submit=true icon=IconName::Plus>"Add task"</Button>
                </div>
            </form>
        </section>
    }
}

/// Whom to call: guidelines that are contacts.
#[component]
pub fn Contacts(held: Held) -> impl IntoView {
    let app = held.app;
    let all = Memo::new(move |_| {
        app.workspace.with(|workspace| {
            let Some(workspace) = workspace else { return Vec::new() };
            let contacts = workspace.records.guidelines.iter().filter(|one| one.kind == GuidelineKind::Contact);
            contacts.cloned().collect::<Vec<Arc<Guideline>>>()
        })
    });
    let chosen =
        Memo::new(move |_| held.incident.with(|it| it.as_ref().map(|it| it.contacts.clone()).unwrap_or_default()));
    let put = move |id: Id, on: bool| {
        held.change(if on { "Contact added" } else { "Contact removed" }, |it| {
            it.contacts.retain(|other| *other != id);
            if on {
                it.contacts.push(id);
            }
        });
    };
    let others = Signal::derive(move || {
        let chosen = chosen.get();
        let mut options = vec![(String::new(), "Add a contact".to_owned())];
        let rest = all.get().into_iter().filter(|one| !chosen.contains(&one.id));
        options.extend(rest.map(|one| (one.id.to_string(), one.title.clone())));
        options
    });
    let add = move |key: String| {
        if let Ok(id) = key.parse() {
            put(id, true);
        }
    };
    let new = Route::Strategy(StrategyView::open(Opened::new(RecordKind::Guideline))).to_string();
    view! {
        <section class="card stack">
            <h2>"Contacts"</h2>
            <ul class="room-list plain-list">
                {move || {
                    let chosen = chosen.get();
                    all.get().into_iter().filter(|one| chosen.contains(&one.id)).map(|one| {
                        let id = one.id;
                        view! {
                            <li>
                                <span class="break" dir="auto"><b>{one.title.clone()}</b><br/>{one.text.clone()}<br/><span class="muted small">{one.when.clone()}</span></span>
                                <IconButton small=true icon=IconName::Close label=format!("Take off: {}", one.title) on_press=move || put(id, false)/>
                            </li>
                        }
                    }).collect_view()
                }}
            </ul>
            {move || if all.with(Vec::is_empty) {
                view! { <p class="muted">"No escalation contacts yet. "<a href=new.clone()>"Write one among the guidelines"</a></p> }.into_any()
            } else if others.with(Vec::len) > 1 {
                view! { <Select value=Signal::stored(String::new()) label="Add a contact" options=others on_change=add/> }.into_any()
            } else {
                ().into_any()
            }}
        </section>
    }
}
