//! Everything about one flag: what was said and around it, reports, the person's history, the decision, the appeal, notes.

use super::{
    appeal, decide,
    desk::{Screen, severity_tone, status_tone},
    queue::Why,
    story,
};
use crate::{
    model::{
        Id,
        record::{Flag, FlagStatus, Severity},
    },
    moderation::{cases::waits, queue::queue},
    ui::{
        clock,
        components::{Badge, Button, DetailPanel, Look, Select, Switch},
    },
    view::{
        moderation::{channel_name, undecided},
        plan::when,
    },
};
use leptos::prelude::*;

/// The panel of a flag.
#[component]
pub fn FlagPanel(screen: Screen, id: Id) -> impl IntoView {
    let flag = screen.flag(id);
    let there = Memo::new(move |_| flag.with(Option::is_some));
    let title = Signal::derive(move || {
        flag.with(|flag| match flag {
            Some(flag) if !flag.name.is_empty() => format!("Flag: {}", flag.name),
            Some(_) => "Flag".to_owned(),
            None => "Not here any more".to_owned(),
        })
    });
    let subtitle =
        Signal::derive(move || flag.with(|flag| flag.as_ref().map(|flag| place(screen, flag)).unwrap_or_default()));
    // Which parts there are changes with the status alone; what somebody is typing stays meanwhile.
    let status = Memo::new(move |_| flag.with(|flag| flag.as_ref().map(|flag| flag.status).unwrap_or_default()));
    let is_undecided = Memo::new(move |_| flag.with(|flag| flag.as_ref().is_some_and(|flag| undecided(flag))));
    view! {
        <DetailPanel title subtitle wide=true on_close=move || screen.close()>
            <Show when=move || there.get() fallback=|| view! { <p>"This flag was taken out. Undo brings it back; the audit log keeps both."</p> }>
                <Head screen id/>
                <story::Around screen id/>
                <story::Reports screen id/>
                <story::Before screen id/>
                <section class="flag-part" aria-label="Decision">
                    <h3>"Decision"</h3>
                    <story::Decisions screen id/>
                    <Show when=move || is_undecided.get()><decide::Decide screen id/></Show>
                </section>
                {move || {
                    let status = status.get();
                    (!matches!(status, FlagStatus::Open | FlagStatus::Held)).then(|| view! { <appeal::AppealPart screen id/> })
                }}
                <story::Notes screen id/>
                <story::History screen id/>
                <Away screen id/>
            </Show>
        </DetailPanel>
    }
}

/// When and where it was said.
fn place(screen: Screen, flag: &Flag) -> String {
    let mut parts = Vec::new();
    let channel = screen.of(|workspace| channel_name(workspace, flag.channel));
    if !channel.is_empty() {
        parts.push(channel);
    }
    if let Some(said) = flag.said {
        parts.push(format!("said {}", when::day_time(said, screen.zone())));
    }
    parts.push(format!("flagged {}", when::day_time(flag.created, screen.zone())));
    parts.join(" · ")
}

/// What was said, how bad it is, how urgent.
#[component]
fn Head(screen: Screen, id: Id) -> impl IntoView {
    let flag = screen.flag(id);
    let text = move || flag.with(|flag| flag.as_ref().map(|flag| flag.text.clone()).unwrap_or_default());
    let marks = move || {
        flag.with(|flag| {
            flag.as_ref().map(|flag| {
                let (status, severity) = (flag.status, flag.severity);
                view! {
                    <Badge tone=severity_tone(severity)>{severity.label()}</Badge>
                    <Badge tone=status_tone(status)>{status.label()}</Badge>
                }
            })
        })
    };
    let score = Memo::new(move |_| {
        screen.of(|workspace| {
            let mut queue = queue(workspace, &|flag| flag.id == id && waits(flag), clock::now());
            queue.pop().map(|one| one.score)
        })
    });
    let severities: Vec<(String, String)> =
        Severity::ALL.iter().map(|one| (one.key().to_owned(), one.label().to_owned())).collect();
    let severity = Signal::derive(move || {
        flag.with(|flag| flag.as_ref().map(|flag| flag.severity).unwrap_or_default().key().to_owned())
    });
    let held =
        Signal::derive(move || flag.with(|flag| flag.as_ref().is_some_and(|flag| flag.status == FlagStatus::Held)));
    let is_undecided = Memo::new(move |_| flag.with(|flag| flag.as_ref().is_some_and(|flag| undecided(flag))));
    let set = move |severity: Option<Severity>, status: Option<FlagStatus>| {
        let Some(now) = flag.get_untracked() else { return };
        let (severity, status) = (severity.unwrap_or(now.severity), status.unwrap_or(now.status));
        if (severity, status) != (now.severity, now.status) {
            screen.act(|desk, workspace| desk.set(workspace, id, severity, status));
        }
    };
    view! {
        <blockquote class="flag-said" dir="auto" tabindex="0" aria-label="What was said">{move || match text() {
            text if text.trim().is_empty() => "Something without words".to_owned(),
            text => text,
        }}</blockquote>
        <div class="row">
            {marks}
            {move || score.get().map(|score| view! { <Why score/> })}
        </div>
        <Show when=move || is_undecided.get()>
            <div class="row">
                <Select label="Severity" value=severity options=severities.clone() on_change=move |key: String| set(Severity::of_key(&key), None)/>
                <Switch label="Held back until decided" checked=held on_change=move |on: bool| set(None, Some(if on { FlagStatus::Held } else { FlagStatus::Open }))/>
            </div>
        </Show>
    }
}

/// Closing and taking out.
#[component]
fn Away(screen: Screen, id: Id) -> impl IntoView {
    let flag = screen.flag(id);
    let can_close =
        Memo::new(move |_| flag.with(|flag| flag.as_ref().is_some_and(|flag| flag.status == FlagStatus::Decided)));
    let close = move || {
        let Some(flag) = flag.get_untracked() else { return };
        screen.act(|desk, workspace| desk.set(workspace, id, flag.severity, FlagStatus::Closed));
    };
    let remove = move || {
        if screen.act(|desk, workspace| desk.remove(workspace, id)) {
            screen.close();
        }
    };
    view! {
        <div class="button-row">
            <Show when=move || can_close.get()><Button on_press=close>"Close: done with"</Button></Show>
            <Button look=Look::Danger on_press=remove>"Take the flag out"</Button>
        </div>
        <p class="muted small">"What was done stays in the audit log, whatever is taken out or undone."</p>
    }
}
