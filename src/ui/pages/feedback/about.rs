//! What a feedback item asks for, how far it is, and what is said to everybody about it.

use super::{desk::Desk, tone};
use crate::{
    feedback::{self, LIKELY, similar_to_text},
    model::{
        Action, Command,
        record::{FeedbackItem, FeedbackStatus},
    },
    ui::{
        clock,
        components::{Badge, Button, Field, Link, Look, TextArea, TextInput},
        pages::{
            metadata::{MetadataDraft, MetadataFields},
            record_panel::Wrong,
        },
        preferences,
    },
    view::{feedback as view_feedback, plan::when},
};
use leptos::prelude::*;
use std::sync::Arc;

/// The form.
#[component]
pub fn About(desk: Desk, existing: Option<Arc<FeedbackItem>>) -> impl IntoView {
    let app = desk.app;
    let is_new = existing.is_none();
    let draft = existing.as_deref().cloned().unwrap_or_else(|| FeedbackItem::new(clock::mint(), clock::now(), ""));
    let (id, status) = (draft.id, draft.status);
    let text = |text: &str| RwSignal::new(text.to_owned());
    let (title, description, response) = (text(&draft.title), text(&draft.description), text(&draft.response));
    let (area, theme, owner) = (text(&draft.area), text(&draft.theme), text(&draft.owner));
    let meta = MetadataDraft::of(id, &draft);
    let wrong = Wrong::new();
    let base = StoredValue::new(draft.clone());
    // What the form says, on what the item is now: votes that came meanwhile stay.
    let said = move || {
        let workspace = app.peek()?;
        let mut item = workspace.records.feedback.get(id).map_or_else(|| base.get_value(), |item| (**item).clone());
        item.title = title.get_untracked().trim().to_owned();
        item.description = description.get_untracked().trim().to_owned();
        item.response = response.get_untracked().trim().to_owned();
        item.area = area.get_untracked().trim().to_owned();
        item.theme = theme.get_untracked().trim().to_owned();
        item.owner = owner.get_untracked().trim().to_owned();
        meta.write(&mut item);
        item.updated = clock::now();
        Some(item)
    };
    let now_at = Memo::new(move |_| {
        let there = app.workspace.with(|workspace| Some(workspace.as_ref()?.records.feedback.get(id)?.status));
        there.unwrap_or(status)
    });
    let save = move || {
        let (Some(workspace), Some(item)) = (app.peek(), said()) else { return };
        wrong.apply(app, Action::put(&workspace, item), move || {
            if is_new {
                desk.open(id);
            }
        });
    };
    let step = move |to: FeedbackStatus| {
        let Some(mut item) = said() else { return };
        item.step(clock::now(), to, &preferences::author(), "");
        let action = Action::new(format!("Feedback: {}", to.label().to_lowercase()), Command::Put(item.into()));
        wrong.apply(app, action, || ());
    };
    let remove = move || {
        let Some(workspace) = app.peek() else { return };
        let action = feedback::remove(&workspace.records, id, clock::now(), &preferences::author());
        if desk.apply_merge(action) {
            desk.close();
        }
    };
    let known = app.peek().map(|workspace| view_feedback::areas(&workspace)).unwrap_or_default();
    let known: Vec<String> = known.into_iter().filter(|area| !area.is_empty()).take(6).collect();
    let hint =
        if known.is_empty() { "Such as “Mobile app”".to_owned() } else { format!("So far: {}", known.join(", ")) };
    let zone = desk.zone();
    let history = move || {
        let item = app.workspace.with(|workspace| workspace.as_ref()?.records.feedback.get(id).cloned())?;
        let steps = item.history.clone().into_iter().rev().map(|step| {
            let who = if step.who.is_empty() { String::new() } else { format!(" by {}", step.who) };
            let why = if step.why.is_empty() { String::new() } else { format!(": {}", step.why) };
            let (to, words) = (step.to, format!("{}{who}{why}", when::day_time(step.at, zone)));
            view! { <li><Badge tone=tone(to)>{to.label()}</Badge>" "<span class="muted" dir="auto">{words}</span></li> }
        });
        let steps = steps.collect_view();
        (!item.history.is_empty())
            .then(|| view! { <details><summary>"History"</summary><ul class="history">{steps}</ul></details> })
    };
    let is_duplicate = status == FeedbackStatus::Duplicate;
    view! {
        <form class="form" novalidate on:submit=move |event| { event.prevent_default(); save(); }>
            {(!is_new && !is_duplicate).then(|| view! {
                <div class="row steps-row">
                    {move || view! { <Badge tone=tone(now_at.get())>{now_at.get().label()}</Badge> }}
                    {move || now_at.get().next().iter().map(|to| {
                        let to = *to;
                        view! { <Button small=true on_press=move || step(to)>{to.label()}</Button> }
                    }).collect_view()}
                </div>
            })}
            <Field label="What is asked for" error=wrong.of("title") hint="In a line; it stands on the public roadmap"><TextInput value=title/></Field>
            {is_new.then(|| view! { <Already desk title/> })}
            <Field label="Public response" optional=true hint="What everybody is told; those who asked are sent it"><TextArea value=response rows=3/></Field>
            <Field label="Description" optional=true hint="Why, for whom, what they do now; not public"><TextArea value=description rows=3/></Field>
            <div class="field-row">
                <Field label="Product area" optional=true hint=hint><TextInput value=area/></Field>
                <Field label="Theme" optional=true hint="A subject across areas"><TextInput value=theme/></Field>
                <Field label="Owner" optional=true><TextInput value=owner/></Field>
            </div>
            <MetadataFields draft=meta/>
            <div class="button-row">
                <Button look=Look::Primary submit=true>{if is_new { "Add feedback" } else { "Save" }}</Button>
                {(!is_new).then(|| view! { <Button look=Look::Danger on_press=remove>"Remove"</Button> })}
            </div>
            {history}
        </form>
    }
}

/// What may ask for the same already, while a title is typed.
#[component]
fn Already(desk: Desk, title: RwSignal<String>) -> impl IntoView {
    let app = desk.app;
    let found = Memo::new(move |_| {
        let typed = title.get();
        if typed.trim().chars().count() < 8 {
            return Vec::new();
        }
        let Some(workspace) = app.peek() else { return Vec::new() };
        let items = workspace.records.feedback.iter().filter(|item| item.duplicate_of.is_none());
        let found = similar_to_text(items.map(|item| &**item), &typed, "", LIKELY, 3);
        let titles =
            found.into_iter().filter_map(|one| Some((one.id, workspace.records.feedback.get(one.id)?.title.clone())));
        titles.collect::<Vec<_>>()
    });
    move || {
        let found = found.get();
        (!found.is_empty()).then(|| {
            view! {
                <div class="already" role="status">
                    <p class="small">"Is it one of these already?"</p>
                    <ul class="plain-list">{found.into_iter().map(|(id, title)| view! { <li dir="auto"><Link href=desk.item_address(id)>{title}</Link></li> }).collect_view()}</ul>
                </div>
            }
        })
    }
}
