//! What people wait for today: answers that are due, flags to decide, alerts nobody has seen, promises to keep.

use super::{AHEAD, Section};
use crate::{
    crisis::{alert, hours},
    inbox::{Horizon, Inbox, Promises, SlaState, Talks, figures},
    model::{
        RecordKind,
        record::{AlertMeasure, AlertRule, ConversationStatus, FlagStatus, Severity},
        words,
    },
    moderation::{cases, queue},
    ui::{
        app_state::App,
        clock,
        components::{Badge, Tone},
        later::later,
    },
    view::{
        feedback as view_feedback, inbox as view_inbox,
        plan::when,
        route::{CrisisView, FeedbackView, InboxView, ModerationView, Opened, Route},
    },
};
use leptos::prelude::*;
use std::sync::Arc;

/// One line: where it leads, what it says, more about it, how it stands.
#[derive(Clone, PartialEq)]
struct Line {
    address: String,
    title: String,
    about: String,
    state: String,
    tone: Tone,
}

impl Line {
    fn view(self) -> AnyView {
        view! {
            <div class="today-line">
                <span><a href=self.address dir="auto">{self.title}</a><br/><span class="muted small">{self.about}</span></span>
                <Badge tone=self.tone>{self.state}</Badge>
            </div>
        }
        .into_any()
    }
}

/// Characters of somebody's words that a line shows.
const WORDS: usize = 80;

/// The four sections, each made a moment after the screen.
#[component]
pub fn Engage(app: App) -> impl IntoView {
    let revision = move || app.workspace.with(|it| it.as_ref().map(|it| (it.settings.id, it.revision)));
    let section = move |title: &'static str, more: Route, lines: ReadSignal<Option<Vec<Line>>>| {
        let more = more.to_string();
        move || {
            let lines = lines.get().unwrap_or_default().into_iter().map(Line::view).collect::<Vec<_>>();
            view! { <Section title lines more=more.clone()/> }
        }
    };
    view! {
        {section("Answers due", Route::Inbox(InboxView::default()), later(revision, move || answers(app)))}
        {section("Flags to decide", Route::Moderation(ModerationView::default()), later(revision, move || flags(app)))}
        {section("Alerts", Route::Crisis(CrisisView::default()), later(revision, move || alerts(app)))}
        {section("People to tell", Route::Feedback(FeedbackView { to_tell: true, ..FeedbackView::default() }), later(revision, move || told(app)))}
    }
}

/// Open conversations that are overdue or soon will be.
fn answers(app: App) -> Vec<Line> {
    app.data.with(|data| {
        let Some(data) = data else { return Vec::new() };
        let workspace = data.dataset.workspace();
        let (now, zone) = (clock::now(), workspace.settings.zone);
        let talks = Talks::new(&data.dataset);
        let promises = Promises::new(workspace, figures::span(&talks, now).0, now);
        let inbox = Inbox::new(workspace, &talks, &promises, now, Horizon::Fortnight);
        let urgent = |state: Option<SlaState>| matches!(state, Some(SlaState::Missed | SlaState::AtRisk));
        let items = inbox
            .items
            .iter()
            .filter(|item| item.status == ConversationStatus::Open && urgent(item.clock.and_then(|it| it.state)));
        items
            .map(|item| {
                let (state, _) = view_inbox::due(item, now, zone);
                let missed = item.clock.and_then(|clock| clock.state) == Some(SlaState::Missed);
                let channel = item.channel.and_then(|id| workspace.records.channels.get(id));
                let mut about = vec![item.kind.label().to_owned()];
                about.extend(channel.map(|channel| channel.name.clone()));
                Line {
                    address: Route::Inbox(InboxView { conversation: Some(item.key), ..InboxView::default() })
                        .to_string(),
                    title: view_inbox::who(workspace, &talks, item),
                    about: about.join(" · "),
                    state,
                    tone: if missed { Tone::Bad } else { Tone::Warn },
                }
            })
            .collect()
    })
}

/// Flags that wait for a decision, the most urgent first.
fn flags(app: App) -> Vec<Line> {
    app.workspace.with(|workspace| {
        let Some(workspace) = workspace else { return Vec::new() };
        let now = clock::now();
        queue::queue(workspace, &cases::waits, now)
            .into_iter()
            .map(|queued| {
                let flag = &queued.flag;
                let waits = now.saturating_sub(cases::waiting_since(flag)).max(0);
                let serious = flag.status == FlagStatus::Appealed || flag.severity >= Severity::High;
                Line {
                    address: Route::Moderation(ModerationView::open(Opened::edit(RecordKind::Flag, flag.id)))
                        .to_string(),
                    title: view_inbox::clipped(flag.title(), WORDS),
                    about: format!("{} · waits {}", flag.status.label(), words::duration(waits as f64 / 1_000.0)),
                    state: flag.severity.label().to_owned(),
                    tone: if serious { Tone::Bad } else { Tone::Warn },
                }
            })
            .collect()
    })
}

/// Alerts of the last days that nobody has acknowledged. Rules about the tone of messages are read on their own screen,
/// as reading it takes a while.
fn alerts(app: App) -> Vec<Line> {
    app.workspace.with(|workspace| {
        let Some(workspace) = workspace else { return Vec::new() };
        let (now, zone) = (clock::now(), workspace.settings.zone);
        let read = |rule: &AlertRule| {
            let volume = rule.measure == AlertMeasure::Volume;
            volume.then(|| hours::hours(workspace, &rule.channels, now, None)).flatten().map(Arc::new)
        };
        alert::waiting(workspace, AHEAD.unsigned_abs(), &read)
            .into_iter()
            .map(|one| Line {
                address: Route::Crisis(CrisisView::alert(one.rule.id, one.alert.began)).to_string(),
                title: one.rule.name.clone(),
                about: when::day_time(one.alert.began, zone),
                state: "Not acknowledged".to_owned(),
                tone: Tone::Bad,
            })
            .collect()
    })
}

/// Feedback with an answer that those who asked have not been told yet.
fn told(app: App) -> Vec<Line> {
    app.workspace.with(|workspace| {
        let Some(workspace) = workspace else { return Vec::new() };
        view_feedback::untold(workspace)
            .into_iter()
            .map(|(item, people)| Line {
                address: Route::Feedback(FeedbackView::open(Opened::edit(RecordKind::Feedback, item.id))).to_string(),
                title: item.title.clone(),
                about: item.status.label().to_owned(),
                state: format!("{people} to tell"),
                tone: Tone::Info,
            })
            .collect()
    })
}
