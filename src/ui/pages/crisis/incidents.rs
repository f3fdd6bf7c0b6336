//! The list of incidents, and the form with which one is opened.

use super::{Desk, address, me};
use crate::{
    crisis::{
        alert,
        playbook::overdue,
        severity::{self, LEVELS},
    },
    model::{
        Action, Command, Id, Instant, RecordKind,
        record::{GuidelineKind, Incident, IncidentStatus, Statement, TimelineEntry},
    },
    ui::{
        clock,
        components::{
            Badge, Button, DateInput, DetailPanel, EmptyState, Field, IconName, Link, Look, Select, TextInput,
            TimeInput, Tone,
        },
        pages::{pick::Channels, record_panel::Wrong},
    },
    view::{
        crisis,
        plan::when,
        route::{CrisisSection, CrisisSide, CrisisView, Opened, Route},
    },
};
use leptos::prelude::*;

/// How a status looks.
pub fn tone(status: IncidentStatus) -> Tone {
    match status {
        IncidentStatus::Open => Tone::Bad,
        IncidentStatus::Contained => Tone::Warn,
        IncidentStatus::Recovered | IncidentStatus::Closed => Tone::Good,
    }
}

/// A severity in a word.
pub fn severity_words(level: u8) -> String {
    format!("{level} · {}", severity::label(level))
}

/// All incidents.
#[component]
pub fn Incidents(desk: Desk) -> impl IntoView {
    let app = desk.app;
    let all = Memo::new(move |_| {
        app.workspace.with(|workspace| workspace.as_ref().map(|it| crisis::incidents(it)).unwrap_or_default())
    });
    let new = || address(CrisisView::open(Opened::new(RecordKind::Incident)));
    view! {
        <Show
            when=move || !all.with(Vec::is_empty)
            fallback=move || view! {
                <EmptyState icon=IconName::Warning title="No incidents" text="Where something goes wrong, an incident keeps what happens, what is said and decided, which steps of the playbook are due, and afterwards what was learned.">
                    <Link look=Look::Primary href=new()>"New incident"</Link>
                </EmptyState>
            }
        >
            <section class="card table-wrap" tabindex="0" role="group" aria-label="Incidents">
                <table class="plain-table">
                    <caption class="visually-hidden">"Incidents, those going on first"</caption>
                    <thead><tr><th scope="col">"Incident"</th><th scope="col">"Severity"</th><th scope="col">"State"</th><th scope="col">"Began"</th><th scope="col" class="number">"To acknowledge"</th><th scope="col" class="number">"To first statement"</th><th scope="col" class="number">"To recovery"</th><th scope="col">"Overdue"</th></tr></thead>
                    <tbody>
                        {move || all.get().into_iter().map(|incident| {
                            let late = app.workspace.with(|workspace| {
                                let playbook = workspace.as_ref()?.records.playbooks.get(incident.playbook?)?;
                                Some(overdue(playbook, &incident, clock::now()))
                            });
                            let status = incident.status;
                            let late = late.filter(|late| *late > 0 && incident.status != IncidentStatus::Closed);
                            view! {
                                <tr>
                                    <th scope="row" class="break"><a href=address(CrisisView::incident(incident.id, CrisisSide::Main)) dir="auto">{incident.title.clone()}</a></th>
                                    <td class="nowrap">{severity_words(incident.severity)}</td>
                                    <td><Badge tone=tone(status)>{status.label()}</Badge></td>
                                    <td class="nowrap">{desk.when(incident.began)}</td>
                                    {crisis::times(&incident).map(|(_, value)| view! { <td class="number">{value}</td> }).collect_view()}
                                    <td>{late.map(|late| view! { <Badge tone=Tone::Bad>{if late == 1 { "1 step".to_owned() } else { format!("{late} steps") }}</Badge> })}</td>
                                </tr>
                            }
                        }).collect_view()}
                    </tbody>
                </table>
            </section>
        </Show>
    }
}

/// The form with which an incident is opened, begun from an alert or from nothing.
#[component]
pub fn NewIncident(desk: Desk, from: Option<(Id, Instant)>) -> impl IntoView {
    let app = desk.app;
    let close = move || app.go(Route::Crisis(CrisisView::section(CrisisSection::Incidents)));
    let workspace = app.peek();
    let zone = desk.zone.get_untracked();
    let rule = from.and_then(|(rule, _)| workspace.as_ref()?.records.alert_rules.get(rule).cloned());
    let raised = rule.as_ref().zip(from).and_then(|(rule, (_, at))| {
        let workspace = workspace.as_ref()?;
        let hours = desk.counts.try_update_value(|counts| counts.hours(workspace, rule, clock::now()))??;
        alert::alerts(&hours, rule).into_iter().find(|alert| (alert.began..=alert.ended).contains(&at))
    });
    let began = raised.map_or_else(clock::now, |alert| alert.began);
    let local = zone.local(began);
    let title = RwSignal::new(String::new());
    let level = RwSignal::new(raised.map_or(2, |alert| severity::suggested(&alert.peak)).to_string());
    let day = RwSignal::new(Some(local.day));
    let minute = RwSignal::new(Some(when::minute(began, zone)));
    let books =
        workspace.as_ref().map(|it| it.records.playbooks.iter().cloned().collect::<Vec<_>>()).unwrap_or_default();
    let playbook = RwSignal::new(books.first().map(|one| one.id.to_string()).unwrap_or_default());
    let channels = RwSignal::new(rule.as_ref().map(|rule| rule.channels.clone()).unwrap_or_default());
    let wrong = Wrong::new();
    let mut options: Vec<(String, String)> = books.iter().map(|one| (one.id.to_string(), one.name.clone())).collect();
    options.push((String::new(), "None".to_owned()));
    let levels = LEVELS.map(|(level, name, sign)| (level.to_string(), format!("{level} · {name}: {sign}"))).to_vec();
    let note = rule
        .as_ref()
        .zip(raised)
        .map(|(rule, alert)| format!("Alert “{}”: {}", rule.name, alert::explanation(rule, &alert.peak)));
    let shown = note.clone();
    let save = move || {
        let Some(workspace) = app.peek() else { return };
        let Some(day) = day.get_untracked() else { return wrong.set("began", "Say when it began.") };
        // As the alert has it, to the second, where nobody said otherwise.
        let typed = when::at(day, minute.get_untracked().unwrap_or(0), zone);
        let began = if (typed..typed + 60_000).contains(&began) { began } else { typed };
        let now = clock::now();
        if began > now {
            return wrong.set("began", "It cannot begin in the future.");
        }
        let level = level.get_untracked().parse().unwrap_or(2);
        let mut incident = Incident::new(clock::mint(), now, title.get_untracked().trim(), level, began);
        incident.acknowledged = Some(now);
        incident.channels = channels.get_untracked();
        incident.alert_rule = raised.map(|alert| alert.rule);
        let book = playbook.get_untracked().parse().ok().and_then(|id| workspace.records.playbooks.get(id).cloned());
        incident.playbook = book.as_ref().map(|book| book.id);
        // What the playbook approves in advance is there to be used.
        for holding in book.iter().flat_map(|book| &book.statements) {
            let mut statement = Statement::new(holding.title.clone(), holding.text.clone());
            statement.approved_by.clone_from(&holding.approved_by);
            incident.statements.push(statement);
        }
        incident.timeline.extend(note.clone().map(|note| TimelineEntry::new(now, me(), note)));
        let contacts = workspace.records.guidelines.iter().filter(|one| one.kind == GuidelineKind::Contact);
        incident.contacts = contacts.map(|one| one.id).collect();
        let id = incident.id;
        let mut commands = vec![Command::Put(incident.into())];
        // Whoever opens an incident has seen the alert.
        if let Some((rule, alert)) =
            raised.and_then(|alert| Some((workspace.records.alert_rules.get(alert.rule)?, alert)))
            && alert::acknowledged(rule, &alert).is_none()
        {
            commands.push(Command::Put(crisis::acknowledge(rule, &alert, &me(), now)));
        }
        let action = Action::new("Incident opened", Command::All(commands));
        wrong.apply(app, action, move || app.go(Route::Crisis(CrisisView::incident(id, CrisisSide::Main))));
    };

    view! {
        <DetailPanel title="New incident" on_close=close>
            <form class="form" novalidate on:submit=move |event| { event.prevent_default(); save(); }>
                {shown.map(|note| view! { <p class="muted small">{note}</p> })}
                <Field label="What it is about" error=wrong.of("title")><TextInput value=title placeholder="The advert"/></Field>
                <Field label="Severity" error=wrong.of("severity")><Select value=level options=levels on_change=move |key: String| level.set(key)/></Field>
                <div class="field-row">
                    <Field label="Began" error=wrong.of("began")><DateInput value=day/></Field>
                    <Field label="at"><TimeInput value=minute/></Field>
                </div>
                <Field label="Playbook" hint="Its steps run from now on"><Select value=playbook options=options on_change=move |key: String| playbook.set(key)/></Field>
                <Channels chosen=channels legend="Channels" none="none means all"/>
                <div class="button-row">
                    <Button look=Look::Primary submit=true>"Open the incident"</Button>
                    <Button on_press=close>"Cancel"</Button>
                </div>
            </form>
        </DetailPanel>
    }
}
