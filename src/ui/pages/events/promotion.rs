//! What is done to make an event known: a checklist with days, of which each point can become a post of the calendar.

use super::Held;
use crate::{
    events,
    model::{Action, Command, Extra, Id, RecordKind, record::PromotionTask, words},
    ui::{
        clock,
        components::{
            Badge, Button, Checkbox, Field, IconName, Link, Look, NumberInput, NumberKind, Select, TextInput, Tone,
        },
    },
    view::{
        plan::when,
        route::{ContentView, Opened, Route},
    },
};
use leptos::prelude::*;

/// The checklist.
#[component]
pub fn Promotion(held: Held) -> impl IntoView {
    let app = held.app;
    let title = RwSignal::new(String::new());
    let days = RwSignal::new(Some(7.0));
    let channel = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let channels = Signal::derive(move || {
        let mut channels = vec![(String::new(), "No post".to_owned())];
        app.workspace.with(|workspace| {
            if let Some(workspace) = workspace {
                channels.extend(workspace.records.channels.live().map(|one| (one.id.to_string(), one.name.clone())));
            }
        });
        channels
    });
    let add = move || {
        let what = title.get_untracked().trim().to_owned();
        if what.is_empty() {
            return error.set(Some("Say what to do.".to_owned()));
        }
        error.set(None);
        let task = PromotionTask {
            title: what,
            days_before: days.get_untracked().unwrap_or(0.0) as i32,
            channel: channel.with_untracked(|id| id.parse().ok()),
            content: None,
            done: false,
            extra: Extra::new(),
        };
        held.change("Task added", |event| {
            event.promotion.push(task);
            event.promotion.sort_by_key(|task| std::cmp::Reverse(task.days_before));
        });
        title.set(String::new());
    };
    // The post and the task that names it come and go together.
    let make = move |place: usize| {
        let Some(mut event) = held.peek() else { return };
        let Some(task) = event.promotion.get(place) else { return };
        let item = events::content_for(task, &event, clock::mint(), clock::now());
        let id = item.id;
        if let Some(task) = event.promotion.get_mut(place) {
            task.content = Some(id);
        }
        let label = format!("Post “{}” made", item.title);
        let both = Command::All(vec![Command::Put(item.into()), Command::Put(event.into())]);
        match app.apply(Action::new(label, both)) {
            Ok(()) => app.go(Route::Content(ContentView::open(Opened::edit(RecordKind::Content, id)))),
            Err(error) => app.toasts.fail(error.to_string()),
        }
    };
    let tick = move |place: usize, on: bool| {
        held.change(if on { "Task done" } else { "Task open again" }, |event| {
            if let Some(task) = event.promotion.get_mut(place) {
                task.done = on;
            }
        });
    };
    let set_channel = move |place: usize, id: Option<Id>| {
        held.change("Channel chosen", |event| {
            if let Some(task) = event.promotion.get_mut(place) {
                task.channel = id;
            }
        });
    };
    let remove = move |place: usize| {
        held.change("Task removed", |event| {
            if place < event.promotion.len() {
                event.promotion.remove(place);
            }
        });
    };
    view! {
        <div class="stack">
            <ul class="tasks" aria-label="Promotion">
                {move || held.event.get().map(|event| {
                    let workspace = app.workspace.get();
                    let today = clock::today(event.zone);
                    let status = |id: Id| workspace.as_ref()?.records.content.get(id).map(|item| item.status);
                    let due = events::due_tasks(&event, &status, today);
                    due.into_iter().filter_map(|due| {
                        let task = event.promotion.get(due.task)?.clone();
                        let place = due.task;
                        let item = task.content.and_then(|id| workspace.as_ref()?.records.content.get(id).cloned());
                        let chosen = task.channel.map(|id| id.to_string()).unwrap_or_default();
                        let title = task.title.clone();
                        let about = format!("{} · {}", words::day_month(due.day), when::from_today(due.day, today));
                        Some(view! {
                            <li>
                                {match item.clone() {
                                    Some(item) => {
                                        let address = Route::Content(ContentView::open(Opened::edit(RecordKind::Content, item.id))).to_string();
                                        view! { <p><Link href=address>{task.title.clone()}</Link>" "<Badge tone=if due.done { Tone::Good } else { Tone::Info }>{item.status.label()}</Badge></p> }.into_any()
                                    }
                                    None => view! { <Checkbox checked=due.done label=task.title.clone() on_change=move |on: bool| tick(place, on)/> }.into_any(),
                                }}
                                <p class="row wrap small">
                                    <span class="muted">{about}</span>
                                    {due.overdue.then(|| view! { <Badge tone=Tone::Bad>"Overdue"</Badge> })}
                                </p>
                                {item.is_none().then(|| view! {
                                    <p class="row wrap">
                                        <Select label=format!("Channel for {title}") value=chosen.clone() options=channels on_change=move |id: String| set_channel(place, id.parse().ok())/>
                                        {(!chosen.is_empty()).then(|| view! { <Button small=true icon=IconName::Plus on_press=move || make(place)>"Make the post"</Button> })}
                                        <Button small=true look=Look::Quiet on_press=move || remove(place)>"Remove"</Button>
                                    </p>
                                })}
                            </li>
                        })
                    }).collect_view()
                })}
            </ul>
            <form class="field-row" novalidate on:submit=move |event| { event.prevent_default(); add(); }>
                <Field label="What to do" error=error><TextInput value=title/></Field>
                <Field label="Days before" hint="−1: the day after"><NumberInput value=days kind=NumberKind::Plain min=-3650.0 max=3650.0/></Field>
                <Field label="Post on"><Select value=channel options=channels on_change=move |id: String| channel.set(id)/></Field>
                <Button submit=true icon=IconName::Plus>"Add task"</Button>
            </form>
        </div>
    }
}
