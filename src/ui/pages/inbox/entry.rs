//! A conversation that no import brings: entered by hand.

use super::desk::Desk;
use crate::{
    inbox::ItemKey,
    model::{
        Action, Extra,
        record::{Conversation, ConversationKind, EnteredMessage, Priority, Way},
    },
    ui::{
        clock,
        components::{Button, DateInput, DetailPanel, Field, Look, Select, TextArea, TextInput, TimeInput},
        pages::record_panel::Wrong,
        preferences,
    },
    view::{inbox as view_inbox, plan::when, route::Route},
};
use leptos::prelude::*;

/// The form.
#[component]
pub fn Entry(desk: Desk) -> impl IntoView {
    let app = desk.app;
    let zone = app.peek().map_or(crate::model::Zone::UTC, |workspace| workspace.settings.zone);
    let text = || RwSignal::new(String::new());
    let (name, subject, said, topic) = (text(), text(), text(), text());
    let kind = RwSignal::new(ConversationKind::Support.key().to_owned());
    let priority = RwSignal::new(Priority::Normal.key().to_owned());
    let channel = text();
    let day = RwSignal::new(Some(clock::today(zone)));
    let minute = RwSignal::new(Some(when::minute(clock::now(), zone)));
    let wrong = Wrong::new();
    let close = move || desk.panel(None);
    let save = move || {
        let Some(workspace) = app.peek() else { return };
        let message = said.get_untracked().trim().to_owned();
        if message.is_empty() {
            return wrong.set("messages", "What did they write? A line is enough.");
        }
        let Some(at) = view_inbox::instant(day.get_untracked(), minute.get_untracked(), zone) else {
            return wrong.set("at", "Say when they wrote: the clock of the answer begins then.");
        };
        let now = clock::now();
        // A minute of the clock has begun, not ended.
        if at > now {
            return wrong.set("at", "That is still to come.");
        }
        let kind = ConversationKind::of_key(&kind.get_untracked()).unwrap_or_default();
        let mut record = Conversation::new(clock::mint(), now, kind);
        record.name = name.get_untracked().trim().to_owned();
        record.subject = subject.get_untracked().trim().to_owned();
        record.topic = topic.get_untracked().trim().to_owned();
        record.priority = Priority::of_key(&priority.get_untracked()).unwrap_or_default();
        record.channel = channel.get_untracked().parse().ok();
        record.assignee = preferences::author();
        let (id, who, extra) = (clock::mint(), String::new(), Extra::new());
        record.messages.push(EnteredMessage { id, at, way: Way::In, who, text: message, marked: false, extra });
        let key = ItemKey::Record(record.id);
        wrong.apply(app, Action::put(&workspace, record), move || {
            let mut view = desk.view.get_untracked();
            (view.panel, view.status, view.conversation) = (None, None, Some(key));
            app.go(Route::Inbox(view));
        });
    };
    let channels = Signal::derive(move || {
        let mut options = vec![(String::new(), "None of ours: mail, telephone …".to_owned())];
        app.workspace.with(|workspace| {
            let all = workspace.iter().flat_map(|it| it.records.channels.live());
            options.extend(all.map(|one| (one.id.to_string(), one.name.clone())));
        });
        options
    });
    let kinds: Vec<_> =
        ConversationKind::ALL.iter().map(|one| (one.key().to_owned(), one.label().to_owned())).collect();
    let priorities: Vec<_> = Priority::ALL.iter().map(|one| (one.key().to_owned(), one.label().to_owned())).collect();
    view! {
        <DetailPanel title="New conversation" on_close=close>
            <form class="form" novalidate on:submit=move |event| { event.prevent_default(); save(); }>
                <Field label="Who wrote" optional=true error=wrong.of("name")><TextInput value=name/></Field>
                <Field label="About" optional=true error=wrong.of("subject")><TextInput value=subject placeholder="In a line"/></Field>
                <Field label="What they wrote" error=wrong.of("messages")><TextArea value=said rows=4/></Field>
                <div class="field-row">
                    <Field label="Day" error=wrong.of("at")><DateInput value=day/></Field>
                    <Field label="Time"><TimeInput value=minute/></Field>
                </div>
                <div class="field-row">
                    <Field label="Kind"><Select value=kind options=kinds on_change=move |key: String| kind.set(key)/></Field>
                    <Field label="Priority"><Select value=priority options=priorities on_change=move |key: String| priority.set(key)/></Field>
                </div>
                <Field label="Channel"><Select value=channel options=channels on_change=move |key: String| channel.set(key)/></Field>
                <Field label="Topic" optional=true error=wrong.of("topic")><TextInput value=topic/></Field>
                <div class="button-row">
                    <Button look=Look::Primary submit=true>"Add conversation"</Button>
                    <Button on_press=close>"Cancel"</Button>
                </div>
            </form>
        </DetailPanel>
    }
}
