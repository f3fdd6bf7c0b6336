//! The room of an incident: how it stands, what is due, what happened, what is said.

use super::{
    Desk, Gone, Held, address,
    incidents::{severity_words, tone},
    me,
    room_lists::{Contacts, Decisions, Statements, Tasks},
};
use crate::{
    crisis::{
        incident::{Live, MomentKind, Pulse, live, timeline},
        playbook::StepState,
        severity::{self, LEVELS},
    },
    model::{
        Action, Extra, Id, Instant, RecordKey, RecordKind,
        record::{IncidentStatus, Playbook, StepDone, TimelineEntry},
        words,
    },
    ui::{
        clock,
        components::{
            Badge, Button, Checkbox, DateInput, Field, IconButton, IconName, Link, Look, Segmented, Select, TextInput,
            TimeInput, Tone,
        },
    },
    view::{
        crisis,
        plan::when,
        route::{CrisisSection, CrisisSide, CrisisView, Opened, Route},
    },
};
use leptos::prelude::*;
use std::{sync::Arc, time::Duration};

/// The room.
#[component]
pub fn Room(desk: Desk, id: Id) -> impl IntoView {
    let app = desk.app;
    let held = Held::new(app, id);
    let is_there = Memo::new(move |_| held.incident.with(Option::is_some));
    let now = RwSignal::new(clock::now());
    // What is left of a step is said in minutes; a look every few seconds is enough.
    if let Ok(handle) = set_interval_with_handle(move || now.set(clock::now()), Duration::from_secs(5)) {
        on_cleanup(move || handle.clear());
    }
    let playbook = Memo::new(move |_| {
        let id = held.incident.with(|incident| incident.as_ref()?.playbook)?;
        app.workspace.with(|workspace| workspace.as_ref()?.records.playbooks.get(id).cloned())
    });
    move || {
        if !is_there.get() {
            return view! { <Gone what="incident" section=CrisisSection::Incidents/> }.into_any();
        }
        view! {
            <div class="page">
                <Header desk held/>
                <div class="room">
                    <div class="sections">
                        <Timeline desk held playbook/>
                        <Statements desk held/>
                        <Decisions desk held/>
                    </div>
                    <div class="sections">
                        <State desk held playbook now/>
                        <Steps held playbook now/>
                        <Metrics desk held/>
                        <Tasks held/>
                        <Contacts held/>
                    </div>
                </div>
            </div>
        }
        .into_any()
    }
}

#[component]
fn Header(desk: Desk, held: Held) -> impl IntoView {
    let title = move || held.incident.with(|it| it.as_ref().map(|it| it.title.clone()).unwrap_or_default());
    view! {
        <p class="small"><a href=address(CrisisView::section(CrisisSection::Incidents))>"All incidents"</a></p>
        <header class="page-header">
            <h1 class="break" dir="auto">{title}</h1>
            {move || held.incident.get().map(|it| {
                let (status, severity, began) = (it.status, it.severity, it.began);
                view! {
                    <Badge tone=tone(status)>{status.label()}</Badge>
                    <Badge>{format!("Severity {}", severity_words(severity))}</Badge>
                    <span class="muted small">{format!("Began {}", desk.when(began))}</span>
                }
            })}
            <span class="spacer"></span>
            <Link look=Look::Secondary icon=IconName::Post href=address(CrisisView::incident(held.id, CrisisSide::PostMortem))>"Post-mortem"</Link>
        </header>
    }
}

/// Severity, status, times, and what the severity matrix says.
#[component]
fn State(desk: Desk, held: Held, playbook: Memo<Option<Arc<Playbook>>>, now: RwSignal<Instant>) -> impl IntoView {
    let app = desk.app;
    let status =
        Signal::derive(move || held.incident.with(|it| it.as_ref().map_or("open", |it| it.status.key()).to_owned()));
    let level = Signal::derive(move || held.incident.with(|it| it.as_ref().map_or(1, |it| it.severity).to_string()));
    let statuses = IncidentStatus::ALL.iter().map(|one| (one.key(), one.label())).collect::<Vec<_>>();
    let levels = LEVELS.map(|(level, name, sign)| (level.to_string(), format!("{level} · {name}: {sign}"))).to_vec();
    let set_status = move |key: String| {
        let Some(status) = IncidentStatus::of_key(&key) else { return };
        held.change(format!("Incident {}", status.label().to_lowercase()), |it| {
            it.status = status;
            match status {
                // The first time somebody says so; the time can be changed in the post-mortem.
                IncidentStatus::Recovered | IncidentStatus::Closed => {
                    it.recovered = it.recovered.or(Some(clock::now().max(it.began)));
                }
                IncidentStatus::Open | IncidentStatus::Contained => it.recovered = None,
            }
        });
    };
    let set_level = move |key: String| {
        if let Ok(level) = key.parse() {
            held.change("Severity changed", |it| it.severity = level);
        }
    };
    let matrix = move || {
        let (incident, book) = (held.incident.get()?, playbook.get()?);
        let row = severity::level(&book, incident.severity)?.clone();
        let due = severity::statement_due(&incident, &book);
        let said = crate::crisis::incident::first_statement(&incident);
        let speed = match (due, said) {
            (Some(due), Some(said)) if said <= due => (Tone::Good, "First statement in time".to_owned()),
            (Some(due), Some(said)) => (Tone::Warn, format!("First statement {} late", crisis::rough(said - due))),
            (Some(due), None) if due < now.get() => {
                (Tone::Bad, format!("First statement {} over", crisis::rough(now.get() - due)))
            }
            (Some(due), None) => (Tone::Warn, format!("First statement within {}", crisis::rough(due - now.get()))),
            (None, _) => return Some((row, None)),
        };
        Some((row, Some(speed)))
    };
    let books = Signal::derive(move || {
        let mut options: Vec<(String, String)> = app.workspace.with(|workspace| {
            let books = workspace.as_ref().map(|it| it.records.playbooks.iter());
            books.into_iter().flatten().map(|one| (one.id.to_string(), one.name.clone())).collect()
        });
        options.push((String::new(), "None".to_owned()));
        options
    });
    let book = Signal::derive(move || {
        held.incident.with(|it| it.as_ref().and_then(|it| it.playbook).map(|id| id.to_string()).unwrap_or_default())
    });
    let set_book = move |key: String| {
        held.change("Playbook chosen", |it| it.playbook = key.parse().ok());
    };
    view! {
        <section class="card stack">
            <h2>"How it stands"</h2>
            <Segmented label="Status" value=status options=statuses on_change=set_status/>
            <Field label="Severity"><Select value=level options=levels on_change=set_level/></Field>
            <Field label="Playbook"><Select value=book options=books on_change=set_book/></Field>
            {move || matrix().map(|(row, speed)| view! {
                <dl class="key-values">
                    {(!row.sign.is_empty()).then(|| view! { <div><dt>"Known by"</dt><dd dir="auto">{row.sign.clone()}</dd></div> })}
                    {(!row.decides.is_empty()).then(|| view! { <div><dt>"Decides"</dt><dd dir="auto">{row.decides.clone()}</dd></div> })}
                    {(!row.speaks.is_empty()).then(|| view! { <div><dt>"Speaks"</dt><dd dir="auto">{row.speaks.clone()}</dd></div> })}
                </dl>
                {speed.map(|(tone, words)| view! { <p><Badge tone>{words}</Badge></p> })}
            })}
            <div class="preview-counts">
                {move || held.incident.get().map(|it| crisis::times(&it).map(|(name, value)| view! { <div><b>{value}</b><span>{name}</span></div> }).collect_view())}
            </div>
            {move || held.incident.with(|it| it.as_ref().is_some_and(|it| it.acknowledged.is_none())).then(|| {
                let take = move || { held.change("Incident taken on", |it| it.acknowledged = Some(clock::now().max(it.began))); };
                view! { <div><Button icon=IconName::Check on_press=take>"Take it on"</Button></div> }
            })}
        </section>
    }
}

/// The playbook's steps.
#[component]
fn Steps(held: Held, playbook: Memo<Option<Arc<Playbook>>>, now: RwSignal<Instant>) -> impl IntoView {
    let lines = Memo::new(move |_| {
        let (incident, book) = (held.incident.get()?, playbook.get()?);
        Some(crisis::steps(&book, &incident, now.get()))
    });
    // The list stands while the clock goes: only words change, and the focus stays where it is.
    let count = Memo::new(move |_| lines.with(|lines| lines.as_ref().map(Vec::len)));
    let is_done = move |step: Id| {
        let done = move |line: &crisis::StepLine| line.due.step == step && line.due.done.is_some();
        Signal::derive(move || lines.with(|lines| lines.as_ref().is_some_and(|lines| lines.iter().any(done))))
    };
    let state = move |step: Id| {
        let line = lines.with(|lines| lines.as_ref()?.iter().find(|line| line.due.step == step).cloned())?;
        let tone = match line.due.state {
            StepState::Done => Tone::Good,
            StepState::DoneLate | StepState::Due => Tone::Warn,
            StepState::Overdue => Tone::Bad,
            StepState::Waiting => Tone::Info,
        };
        Some((tone, line.words))
    };
    let tick = move |step: Id, on: bool| {
        held.change(if on { "Step done" } else { "Step open again" }, |it| {
            it.steps.retain(|done| done.step != step);
            if on {
                it.steps.push(StepDone { step, at: clock::now(), who: me(), extra: Extra::new() });
            }
        });
    };
    view! {
        <section class="card stack">
            <h2>"Steps"</h2>
            {move || match count.get() {
                None => view! { <p class="muted">"No playbook is followed: choose one above, or "<a href=address(CrisisView::open(Opened::new(RecordKind::Playbook)))>"write one"</a>"."</p> }.into_any(),
                Some(0) => view! { <p class="muted">"The playbook has no steps yet."</p> }.into_any(),
                Some(_) => view! {
                    <ol class="room-steps plain-list">
                        <For each=move || lines.get().unwrap_or_default() key=|line| (line.due.step, line.title.clone(), line.owner.clone()) let:line>
                            <li>
                                <Checkbox checked=is_done(line.due.step) label=line.title hint=line.owner on_change=move |on: bool| tick(line.due.step, on)/>
                                {move || state(line.due.step).map(|(tone, words)| view! { <Badge tone>{words}</Badge> })}
                            </li>
                        </For>
                    </ol>
                }.into_any(),
            }}
        </section>
    }
}

/// What the community is like during the incident.
#[component]
fn Metrics(desk: Desk, held: Held) -> impl IntoView {
    let app = desk.app;
    // Only when the facts, the beginning, the end or the channels are others.
    let asked = Memo::new(move |_| {
        let revision = app.workspace.with(|workspace| workspace.as_ref().map(|it| it.facts_revision))?;
        held.incident.with(|it| it.as_ref().map(|it| (revision, it.began, it.recovered, it.channels.clone())))
    });
    let found: Memo<Option<Live>> = Memo::new(move |_| {
        asked.get()?;
        desk.tone.track();
        let workspace = app.peek()?;
        let incident = held.incident.get_untracked()?;
        let sentiments = desk.counts.with_value(|counts| counts.sentiments().cloned());
        match &sentiments {
            Some(sentiments) => live(&workspace, &incident, clock::now(), Some(&**sentiments)),
            None => live(&workspace, &incident, clock::now(), None),
        }
    });
    let cell = |pulse: Option<&Pulse>, value: &dyn Fn(&Pulse) -> Option<String>| {
        pulse.and_then(value).unwrap_or_else(|| "—".to_owned())
    };
    view! {
        <section class="card stack table-wrap" tabindex="0" role="group" aria-label="The community">
            <h2>"The community"</h2>
            {move || match found.get() {
                None => view! { <p class="muted">"No activity since it began. Import the latest to see how it goes."</p> }.into_any(),
                Some(live) => {
                    type Value = Box<dyn Fn(&Pulse) -> Option<String>>;
                    let mut rows: Vec<(&str, Value)> = vec![
                        ("Activities an hour", Box::new(|pulse| pulse.per_hour.map(|value| words::decimals(value, 1)))),
                        ("Activities", Box::new(|pulse| Some(words::grouped(pulse.activities.into())))),
                        ("Members", Box::new(|pulse| Some(words::grouped(pulse.members.into())))),
                    ];
                    if live.during.negative_share.is_some() {
                        rows.push(("Negative share", Box::new(|pulse| pulse.negative_share.map(|share| format!("{} %", words::decimals(share * 100.0, 1))))));
                    }
                    view! {
                        <table class="plain-table">
                            <thead><tr><td></td><th scope="col" class="number">"During"</th><th scope="col" class="number">"7 days before"</th></tr></thead>
                            <tbody>
                                {rows.into_iter().map(|(name, value)| view! {
                                    <tr><th scope="row">{name}</th><td class="number">{cell(Some(&live.during), &*value)}</td><td class="number">{cell(live.before.as_ref(), &*value)}</td></tr>
                                }).collect_view()}
                            </tbody>
                        </table>
                        <p class="muted small">{format!("From {} to {}, as far as the data goes.", desk.when(live.from), desk.when(live.to))}</p>
                    }.into_any()
                }
            }}
        </section>
    }
}

/// What happened, and the quickest way to write it down.
#[component]
fn Timeline(desk: Desk, held: Held, playbook: Memo<Option<Arc<Playbook>>>) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let (day, minute) = (RwSignal::new(None), RwSignal::new(None));
    let error = RwSignal::new(None::<String>);
    let add = move || {
        let said = text.get_untracked().trim().to_owned();
        if said.is_empty() {
            return error.set(Some("Say what happened.".to_owned()));
        }
        error.set(None);
        let (now, zone) = (clock::now(), desk.zone.get_untracked());
        let local = zone.local(now);
        let at = match (day.get_untracked(), minute.get_untracked()) {
            (None, None) => now,
            (day, minute) => {
                when::at(day.unwrap_or(local.day), minute.unwrap_or_else(|| when::minute(now, zone)), zone)
            }
        };
        if held.change("Noted", |it| it.timeline.push(TimelineEntry::new(at, me(), said))) {
            text.set(String::new());
            day.set(None);
            minute.set(None);
        }
    };
    let remove = move |place: usize| {
        held.change("Note removed", |it| {
            if place < it.timeline.len() {
                it.timeline.remove(place);
            }
        });
    };
    let moments = Memo::new(move |_| {
        held.incident.with(|it| it.as_ref().map(|it| timeline(it, playbook.get().as_deref())).unwrap_or_default())
    });
    let app = desk.app;
    let remove_all = move || {
        let key = RecordKey { kind: RecordKind::Incident, id: held.id };
        match app.apply(Action::remove(key)) {
            Ok(()) => app.go(Route::Crisis(CrisisView::section(CrisisSection::Incidents))),
            Err(error) => app.toasts.fail(error.to_string()),
        }
    };
    view! {
        <section class="card stack">
            <h2>"Timeline"</h2>
            <form class="stack-tight" novalidate on:submit=move |event| { event.prevent_default(); add(); }>
                <Field label="What happens" error=error><TextInput value=text placeholder="A journalist calls"/></Field>
                <div class="field-row">
                    <Field label="Day" hint="Empty: today" optional=true><DateInput value=day/></Field>
                    <Field label="at" hint="Empty: now" optional=true><TimeInput value=minute/></Field>
                    <Button submit=true icon=IconName::Plus>"Note it"</Button>
                </div>
            </form>
            <ol class="timeline plain-list" aria-label="What happened, the latest first">
                {move || moments.get().into_iter().rev().map(|moment| {
                    let place = moment.place.filter(|_| moment.kind == MomentKind::Note);
                    view! {
                        <li data-kind=moment.kind.label()>
                            <span class="muted small nowrap">{desk.when(moment.at)}</span>
                            <span class="timeline-text">
                                {(moment.kind != MomentKind::Note).then(|| view! { <b>{moment.kind.label()}</b>" " })}
                                <span dir="auto">{moment.text.clone()}</span>
                                {(!moment.who.is_empty()).then(|| view! { " "<span class="muted small" dir="auto">{moment.who.clone()}</span> })}
                            </span>
                            {place.map(|place| view! { <IconButton small=true icon=IconName::Delete label=format!("Remove the note of {}", desk.when(moment.at)) on_press=move || remove(place)/> })}
                        </li>
                    }
                }).collect_view()}
            </ol>
            <div><Button small=true look=Look::Danger on_press=remove_all>"Remove the incident"</Button></div>
        </section>
    }
}
