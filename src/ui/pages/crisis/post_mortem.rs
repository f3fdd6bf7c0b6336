//! The look back on an incident: written here, read on paper or as a file.

use super::{Desk, Gone, Held, address};
use crate::{
    crisis::{incident::live, post_mortem::Report},
    model::{
        Extra, Id,
        record::{FollowUp, Guideline, Incident},
        words,
    },
    ui::{
        clock,
        components::{
            Banner, Button, Checkbox, DateInput, Field, IconButton, IconName, Link, Look, TextArea, TextInput,
            TimeInput, Tone,
        },
        pages::{files_in::download, pick::Channels, record_panel::Wrong},
    },
    view::{
        crisis,
        plan::when,
        route::{CrisisSection, CrisisSide, CrisisView},
    },
};
use leptos::prelude::*;
use std::sync::Arc;

/// An instant as a day and a time of day.
#[derive(Clone, Copy)]
struct Moment {
    day: RwSignal<Option<crate::model::Day>>,
    minute: RwSignal<Option<u16>>,
    before: Option<i64>,
}

impl Moment {
    fn new(desk: Desk, at: Option<i64>) -> Self {
        let zone = desk.zone.get_untracked();
        Self {
            day: RwSignal::new(at.map(|at| zone.day(at))),
            minute: RwSignal::new(at.map(|at| when::minute(at, zone))),
            before: at,
        }
    }

    /// What it says now; to the second as before where nobody changed it.
    fn get(self, desk: Desk) -> Option<i64> {
        let typed =
            when::at(self.day.get_untracked()?, self.minute.get_untracked().unwrap_or(0), desk.zone.get_untracked());
        self.before.filter(|before| (typed..typed + 60_000).contains(before)).or(Some(typed))
    }
}

/// The look back.
#[component]
pub fn PostMortem(desk: Desk, id: Id) -> impl IntoView {
    let held = Held::new(desk.app, id);
    let is_there = Memo::new(move |_| held.incident.with(Option::is_some));
    move || {
        if !is_there.get() {
            return view! { <Gone what="incident" section=CrisisSection::Incidents/> }.into_any();
        }
        view! { <Editor desk held/> }.into_any()
    }
}

/// Makes the report of an incident as it is now.
fn report(desk: Desk, incident: &Incident, write: impl FnOnce(&Report<'_>) -> String) -> Option<String> {
    let workspace = desk.app.peek()?;
    let records = &workspace.records;
    let playbook = incident.playbook.and_then(|id| records.playbooks.get(id));
    let contacts: Vec<&Guideline> =
        incident.contacts.iter().filter_map(|id| records.guidelines.get(*id)).map(|one| &**one).collect();
    let sentiments = desk.counts.with_value(|counts| counts.sentiments().cloned());
    let live = match &sentiments {
        Some(sentiments) => live(&workspace, incident, clock::now(), Some(&**sentiments)),
        None => live(&workspace, incident, clock::now(), None),
    };
    Some(write(&Report {
        incident,
        playbook: playbook.map(|playbook| &**playbook),
        live: live.as_ref(),
        contacts: &contacts,
        zone: workspace.settings.zone,
    }))
}

#[component]
fn Editor(desk: Desk, held: Held) -> impl IntoView {
    let app = desk.app;
    let Some(incident) = held.peek() else { return ().into_any() };
    let look = &incident.post_mortem;
    let title = RwSignal::new(incident.title.clone());
    let (began, acknowledged, recovered) = (
        Moment::new(desk, Some(incident.began)),
        Moment::new(desk, incident.acknowledged),
        Moment::new(desk, incident.recovered),
    );
    let channels = RwSignal::new(incident.channels.clone());
    let happened = RwSignal::new(look.happened.clone());
    let went_well = RwSignal::new(look.went_well.clone());
    let change = RwSignal::new(look.change.clone());
    let wrong = Wrong::new();
    let save = move || {
        let Some(mut it) = held.peek() else { return };
        it.title = title.get_untracked().trim().to_owned();
        let Some(start) = began.get(desk) else { return wrong.set("began", "Say when it began.") };
        (it.began, it.acknowledged, it.recovered) = (start, acknowledged.get(desk), recovered.get(desk));
        it.channels = channels.get_untracked();
        it.post_mortem.happened = happened.get_untracked().trim().to_owned();
        it.post_mortem.went_well = went_well.get_untracked().trim().to_owned();
        it.post_mortem.change = change.get_untracked().trim().to_owned();
        it.updated = clock::now();
        let action = crate::model::Action::new("Post-mortem changed", crate::model::Command::Put(it.into()));
        wrong.apply(app, action, || ());
    };
    let name = move |ending: &str| {
        let day = held.peek().map_or_else(String::new, |it| desk.zone.get_untracked().day(it.began).to_string());
        format!("post-mortem-{day}.{ending}")
    };
    let markdown = move || {
        let text = held.peek().and_then(|it| report(desk, &it, |report| report.markdown()));
        if let Some(text) = text {
            download(app, &name("md"), "text/markdown;charset=utf-8", text.as_bytes());
        }
    };
    let html = move || {
        let text = held.peek().and_then(|it| report(desk, &it, |report| report.html()));
        if let Some(text) = text {
            download(app, &name("html"), "text/html;charset=utf-8", text.as_bytes());
        }
    };
    let is_open = move || {
        use crate::model::record::IncidentStatus;
        held.incident.with(|it| {
            it.as_ref().is_some_and(|it| matches!(it.status, IncidentStatus::Open | IncidentStatus::Contained))
        })
    };
    view! {
        <div class="page">
            <p class="small no-print"><a href=address(CrisisView::incident(held.id, CrisisSide::Main))>"Back to the room"</a></p>
            <header class="page-header">
                <h1 class="break">{move || held.incident.with(|it| it.as_ref().map(|it| format!("Post-mortem: {}", it.title)).unwrap_or_default())}</h1>
                <span class="spacer"></span>
                <Button icon=IconName::Print on_press=|| drop(window().print())>"Print"</Button>
                <Button icon=IconName::Export on_press=markdown>"Markdown"</Button>
                <Button icon=IconName::Export on_press=html>"HTML"</Button>
            </header>
            {move || is_open().then(|| view! { <Banner tone=Tone::Info>"The incident is still going on. What is learned can be written as it is learned."</Banner> })}
            <div class="room no-print">
                <form class="card form crisis-wide" novalidate on:submit=move |event| { event.prevent_default(); save(); }>
                    <Field label="What it is about" error=wrong.of("title")><TextInput value=title/></Field>
                    <Field label="What happened, and why" optional=true><TextArea value=happened rows=6/></Field>
                    <Field label="What went well" optional=true><TextArea value=went_well rows=4/></Field>
                    <Field label="What to change" optional=true><TextArea value=change rows=4/></Field>
                    <div class="field-row">
                        <Field label="Began" error=wrong.of("began")><DateInput value=began.day/></Field>
                        <Field label="at"><TimeInput value=began.minute/></Field>
                    </div>
                    <div class="field-row">
                        <Field label="Acknowledged" optional=true error=wrong.of("acknowledged")><DateInput value=acknowledged.day/></Field>
                        <Field label="at"><TimeInput value=acknowledged.minute/></Field>
                    </div>
                    <div class="field-row">
                        <Field label="Recovered" optional=true error=wrong.of("recovered")><DateInput value=recovered.day/></Field>
                        <Field label="at"><TimeInput value=recovered.minute/></Field>
                    </div>
                    <Channels chosen=channels legend="Channels" none="none means all"/>
                    <div class="button-row">
                        <Button look=Look::Primary submit=true>"Save"</Button>
                        <Link look=Look::Secondary href=address(CrisisView::incident(held.id, CrisisSide::Main))>"Back to the room"</Link>
                    </div>
                </form>
                <div class="sections">
                    <section class="card stack">
                        <h2>"How long it took"</h2>
                        <div class="preview-counts">
                            {move || held.incident.get().map(|it| crisis::times(&it).map(|(name, value)| view! { <div><b>{value}</b><span>{name}</span></div> }).collect_view())}
                        </div>
                    </section>
                    <Actions held/>
                </div>
            </div>
            <Paper desk held/>
        </div>
    }
    .into_any()
}

/// Who does what about it.
#[component]
fn Actions(held: Held) -> impl IntoView {
    let (text, owner, due) = (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(None));
    let error = RwSignal::new(None::<String>);
    let add = move || {
        let what = text.get_untracked().trim().to_owned();
        if what.is_empty() {
            return error.set(Some("Say what is to be done.".to_owned()));
        }
        error.set(None);
        let owner_now = owner.get_untracked().trim().to_owned();
        let action =
            FollowUp { text: what, owner: owner_now, due: due.get_untracked(), done: false, extra: Extra::new() };
        if held.change("Action added", |it| it.post_mortem.actions.push(action)) {
            text.set(String::new());
            owner.set(String::new());
            due.set(None);
        }
    };
    let all = move || {
        let actions = held.incident.get().map(|it| it.post_mortem.actions.clone()).unwrap_or_default();
        let line = |(place, one): (usize, FollowUp)| {
            let until = one.due.map(|day| format!("until {}", words::date(day)));
            let hint: Vec<String> = Some(one.owner).filter(|who| !who.is_empty()).into_iter().chain(until).collect();
            (place, one.text, hint.join(", "))
        };
        actions.into_iter().enumerate().map(line).collect::<Vec<_>>()
    };
    let is_done = move |place: usize| {
        Signal::derive(move || {
            held.incident
                .with(|it| it.as_ref().is_some_and(|it| it.post_mortem.actions.get(place).is_some_and(|one| one.done)))
        })
    };
    let tick = move |place: usize, on: bool| {
        held.change(if on { "Action done" } else { "Action open again" }, |it| {
            if let Some(action) = it.post_mortem.actions.get_mut(place) {
                action.done = on;
            }
        });
    };
    let remove = move |place: usize| {
        held.change("Action removed", |it| {
            if place < it.post_mortem.actions.len() {
                it.post_mortem.actions.remove(place);
            }
        });
    };
    view! {
        <section class="card stack">
            <h2>"Actions"</h2>
            <ul class="room-list plain-list">
                <For each=all key=|(place, text, hint)| (*place, text.clone(), hint.clone()) let((place, text, hint))>
                    <li>
                        <Checkbox checked=is_done(place) label=text hint=hint on_change=move |on: bool| tick(place, on)/>
                        <IconButton small=true icon=IconName::Delete label=format!("Remove action {}", place + 1) on_press=move || remove(place)/>
                    </li>
                </For>
            </ul>
            <form class="stack-tight" novalidate on:submit=move |event| { event.prevent_default(); add(); }>
                <Field label="What is to be done" error=error><TextInput value=text/></Field>
                <div class="field-row">
                    <Field label="Who" optional=true><TextInput value=owner/></Field>
                    <Field label="Until" optional=true><DateInput value=due/></Field>
                    <Button submit=true icon=IconName::Plus>"Add action"</Button>
                </div>
            </form>
        </section>
    }
}

/// The report on paper: its text, as it goes into a file.
#[component]
fn Paper(desk: Desk, held: Held) -> impl IntoView {
    let playbook =
        move |it: &Arc<Incident>| it.playbook.and_then(|id| desk.app.peek()?.records.playbooks.get(id).cloned());
    view! {
        <div class="print-only crisis-paper">
            {move || held.incident.get().map(|it| {
                let look = it.post_mortem.clone();
                let book = playbook(&it);
                let moments = crate::crisis::incident::timeline(&it, book.as_deref());
                view! {
                    <p>{crisis::times(&it).map(|(name, value)| format!("{name}: {value}")).join(" · ")}</p>
                    {[("What happened", look.happened), ("What went well", look.went_well), ("What to change", look.change)].map(|(name, text)| view! { <h2>{name}</h2><p class="pre break" dir="auto">{text}</p> }).collect_view()}
                    <h2>"Actions"</h2>
                    <ul>{look.actions.into_iter().map(|one| view! { <li dir="auto">{one.text}" "{one.owner}" "{one.due.map(words::date)}</li> }).collect_view()}</ul>
                    <h2>"Timeline"</h2>
                    <ul>{moments.into_iter().map(|one| view! { <li dir="auto">{desk.when(one.at)}" · "{one.kind.label()}" · "{one.text}" "{one.who}</li> }).collect_view()}</ul>
                    <h2>"Statements"</h2>
                    {it.statements.iter().map(|one| view! { <p class="pre break" dir="auto"><b>{one.title.clone()}</b>" "{one.text.clone()}</p> }).collect_view()}
                }
            })}
        </div>
    }
}
