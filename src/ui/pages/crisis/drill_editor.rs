//! The form of one drill: its messages with what a good answer holds.

use super::playbooks::shift;
use crate::{
    model::{
        Action, Extra, Id, RecordKind,
        record::{Drill, DrillMessage, DrillReaction, ToneRule},
        validate::{self, MINUTES_MAX},
    },
    ui::{
        app_state::use_app,
        clock,
        components::{
            Button, Checkbox, Field, IconButton, IconName, NumberInput, NumberKind, Select, TextArea, TextInput,
        },
        pages::record_panel::{RecordPanel, Wrong, record_of},
    },
    view::{
        crisis::{read_groups, write_groups},
        route::{CrisisSection, CrisisView, Panel, Route},
    },
};
use leptos::prelude::*;

/// A message in the form.
#[derive(Clone, Copy)]
struct Draft {
    id: Id,
    minute: RwSignal<Option<f64>>,
    limit: RwSignal<Option<f64>>,
    who: RwSignal<String>,
    text: RwSignal<String>,
    expects: RwSignal<String>,
    keywords: RwSignal<String>,
    tone: RwSignal<Vec<ToneRule>>,
    why: RwSignal<String>,
    extra: StoredValue<Extra>,
    /// What is wrong: the field, and what to do.
    wrong: RwSignal<Option<(&'static str, String)>>,
}

impl Draft {
    fn new(one: DrillMessage) -> Self {
        Self {
            id: one.id,
            minute: RwSignal::new(Some(f64::from(one.minute))),
            limit: RwSignal::new(Some(f64::from(one.limit))),
            who: RwSignal::new(one.who),
            text: RwSignal::new(one.text),
            expects: RwSignal::new(one.expects.key().to_owned()),
            keywords: RwSignal::new(write_groups(&one.keywords)),
            tone: RwSignal::new(one.tone),
            why: RwSignal::new(one.why),
            extra: StoredValue::new(one.extra),
            wrong: RwSignal::new(None),
        }
    }

    fn message(self) -> DrillMessage {
        let whole = |number: RwSignal<Option<f64>>| number.get_untracked().unwrap_or(0.0) as u32;
        let text = |text: RwSignal<String>| text.get_untracked().trim().to_owned();
        let mut message = DrillMessage::new(self.id, whole(self.minute), text(self.who), text(self.text));
        message.limit = whole(self.limit);
        message.expects = DrillReaction::of_key(&self.expects.get_untracked()).unwrap_or_default();
        message.keywords = read_groups(&self.keywords.get_untracked());
        message.tone = self.tone.get_untracked();
        message.why = text(self.why);
        message.extra = self.extra.get_value();
        message
    }

    fn error(self, field: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || self.wrong.get().filter(|(at, _)| *at == field).map(|(_, message)| message))
    }
}

/// The form of one drill.
#[component]
pub fn Editor(panel: Panel) -> impl IntoView {
    let app = use_app();
    let close = move || app.go(Route::Crisis(CrisisView::section(CrisisSection::Drills)));
    let (existing, stands) = record_of(app, panel, RecordKind::Drill, |records, id| records.drills.get(id).cloned());
    let draft = existing.as_deref().cloned().unwrap_or_else(|| Drill::new(clock::mint(), clock::now(), ""));
    let name = RwSignal::new(draft.name.clone());
    let briefing = RwSignal::new(draft.briefing.clone());
    let messages = RwSignal::new(draft.messages.iter().cloned().map(Draft::new).collect::<Vec<_>>());
    let wrong = Wrong::new();
    let save = move || {
        let Some(workspace) = app.peek() else { return };
        let mut drill = draft.clone();
        drill.name = name.get_untracked().trim().to_owned();
        drill.briefing = briefing.get_untracked().trim().to_owned();
        let mut is_wrong = false;
        let drafts = messages.get_untracked();
        for one in &drafts {
            let found = validate::drill_message(&one.message()).err();
            is_wrong |= found.is_some();
            one.wrong.set(found.map(|found| (found.field, found.message)));
        }
        if is_wrong {
            return wrong.set("messages", "A message lacks something: it is said beside its field.");
        }
        drill.messages = drafts.into_iter().map(Draft::message).collect();
        // Runs that were are kept as they were scored; what they answered is found by the message's id.
        if let Some(now) = workspace.records.drills.get(drill.id) {
            drill.runs.clone_from(&now.runs);
        }
        drill.updated = clock::now();
        wrong.apply(app, Action::put(&workspace, drill), close);
    };
    let add = move || {
        messages.update(|messages| {
            let minute = messages.last().and_then(|last| last.minute.get_untracked()).unwrap_or(0.0) as u32;
            let next = if messages.is_empty() { 0 } else { minute + 2 };
            messages.push(Draft::new(DrillMessage::new(clock::mint(), next, "", "")));
        });
    };
    let title = existing.as_ref().map_or("New drill", |one| one.name.as_str()).to_owned();
    let numbered = move || messages.get().into_iter().enumerate().collect::<Vec<_>>();
    view! {
        <RecordPanel app title noun="drill" stands wide=true on_save=save on_close=close>
            <Field label="Name" error=wrong.of("name")><TextInput value=name/></Field>
            <Field label="Briefing" hint="What whoever plays it should know before" optional=true><TextArea value=briefing rows=3/></Field>
            <fieldset class="choices">
                <legend>"Messages"</legend>
                <For each=numbered key=|(place, one)| (one.id, *place) let((place, one))>
                    <Message messages place one/>
                </For>
                <p class="field-error" role="alert">{move || wrong.of("messages").get()}</p>
                <div><Button small=true icon=IconName::Plus on_press=add>"Add a message"</Button></div>
            </fieldset>
        </RecordPanel>
    }
}

#[component]
fn Message(messages: RwSignal<Vec<Draft>>, place: usize, one: Draft) -> impl IntoView {
    let reactions =
        DrillReaction::ALL.iter().map(|it| (it.key().to_owned(), it.label().to_owned())).collect::<Vec<_>>();
    let answers = move || one.expects.with(|key| DrillReaction::of_key(key).is_some_and(DrillReaction::answers));
    let tick = move |rule: ToneRule, on: bool| {
        one.tone.update(|tone| {
            tone.retain(|other| *other != rule);
            if on {
                tone.push(rule);
            }
            tone.sort_unstable();
        });
    };
    let number = place + 1;
    view! {
        <fieldset class="choices crisis-level">
            <legend>{format!("Message {number}")}</legend>
            <div class="field-row">
                <Field label="Minute" error=one.error("minute")><NumberInput value=one.minute kind=NumberKind::Count min=0.0 max=f64::from(MINUTES_MAX)/></Field>
                <Field label="Who writes" error=one.error("who")><TextInput value=one.who/></Field>
                <Field label="Time limit, minutes" error=one.error("limit")><NumberInput value=one.limit kind=NumberKind::Count min=1.0 max=f64::from(MINUTES_MAX)/></Field>
            </div>
            <Field label="What is written" error=one.error("text")><TextArea value=one.text rows=2/></Field>
            <Field label="What is to be done"><Select value=one.expects options=reactions on_change=move |key: String| one.expects.set(key)/></Field>
            <Show when=answers>
                <Field label="A good answer holds" hint="A group a line, words or phrases with commas between: one of each group" optional=true error=one.error("keywords")><TextArea value=one.keywords rows=2 placeholder="sorry, apolog"/></Field>
                <fieldset class="choices choices-row">
                    <legend>"and sounds"</legend>
                    {ToneRule::ALL.iter().map(|rule| {
                        let rule = *rule;
                        let checked = Signal::derive(move || one.tone.with(|tone| tone.contains(&rule)));
                        view! { <Checkbox checked label=rule.label() on_change=move |on: bool| tick(rule, on)/> }
                    }).collect_view()}
                </fieldset>
            </Show>
            <Field label="Why, for the score" optional=true><TextInput value=one.why/></Field>
            <span class="row nowrap">
                <IconButton small=true icon=IconName::Up label=format!("Move up: message {number}") on_press=move || messages.update(|all| shift(all, place, -1))/>
                <IconButton small=true icon=IconName::Down label=format!("Move down: message {number}") on_press=move || messages.update(|all| shift(all, place, 1))/>
                <IconButton small=true icon=IconName::Delete label=format!("Remove message {number}") on_press=move || messages.update(|all| all.retain(|other| other.id != one.id))/>
            </span>
        </fieldset>
    }
}
