//! What a network allows: shown with the day it was checked and its sources, and changed where somebody knows better.

use crate::{
    model::{
        Action, Command, RecordKey, RecordKind,
        record::{NetworkFacts, Platform},
        words::{date, grouped},
    },
    platform::PlatformFacts,
    ui::{
        app_state::{App, use_app},
        clock,
        components::{
            Button, Checkbox, Dialog, Field, IconName, KeyValue, KeyValues, Look, NumberInput, NumberKind, TextArea,
            TextInput,
        },
    },
};
use leptos::prelude::*;
use serde_json::Value;
use std::borrow::Cow;

/// What a network allows in the open workspace.
pub fn facts_of(app: App, platform: Platform) -> Cow<'static, PlatformFacts> {
    app.workspace.with(|workspace| match workspace {
        Some(workspace) => PlatformFacts::in_workspace(workspace, platform),
        None => Cow::Borrowed(PlatformFacts::of(platform)),
    })
}

/// How a fact is written in the form.
#[derive(Clone, Copy)]
enum Kind {
    /// A text.
    Words,
    /// Texts with commas between.
    List,
    /// Yes or no.
    Yes,
    /// A whole number.
    Count,
    /// A number of bytes, written in millions of them.
    Megabytes,
    /// A number of seconds.
    Seconds,
}

/// The facts that can be changed: name in files, words, how it is written.
const FACTS: &[(&str, &str, Kind)] = &[
    ("audience", "Who is there", Kind::Words),
    ("strengths", "Good for", Kind::Words),
    ("cadence", "How often", Kind::Words),
    ("quiet_after_days", "Looks abandoned after so many days", Kind::Count),
    ("text_max", "Longest text", Kind::Count),
    ("caption_max", "Longest text with media", Kind::Count),
    ("text_advised", "Advised length", Kind::Count),
    ("text_note", "About texts", Kind::Words),
    ("title_max", "Longest title", Kind::Count),
    ("bio_max", "Longest bio", Kind::Count),
    ("links_clickable", "Links in the text can be followed", Kind::Yes),
    ("link_length", "What each link counts", Kind::Count),
    ("link_note", "About links", Kind::Words),
    ("hashtags", "Hashtags lead somewhere", Kind::Yes),
    ("hashtags_max", "Most hashtags", Kind::Count),
    ("hashtags_advised", "Hashtags advised", Kind::Count),
    ("hashtag_note", "About hashtags", Kind::Words),
    ("mentions_max", "Most mentions", Kind::Count),
    ("media_required", "A post needs an image or a video", Kind::Yes),
    ("media_max", "Most media", Kind::Count),
    ("image_formats", "Image formats", Kind::List),
    ("image_bytes_max", "Largest image, in MB", Kind::Megabytes),
    ("video_formats", "Video formats", Kind::List),
    ("video_bytes_max", "Largest video, in MB", Kind::Megabytes),
    ("video_seconds_max", "Longest video, in seconds", Kind::Seconds),
    ("alt_images", "Images can be described", Kind::Yes),
    ("alt_max", "Longest alternative text", Kind::Count),
    ("media_note", "About media", Kind::Words),
];

/// What a network allows, and a way to say otherwise.
#[component]
pub fn Facts(platform: Platform) -> impl IntoView {
    let app = use_app();
    let editing = RwSignal::new(false);
    let own = move || {
        app.workspace.with(|workspace| {
            workspace.as_ref().is_some_and(|it| it.records.network_facts.get(NetworkFacts::id_of(platform)).is_some())
        })
    };
    let back = move || {
        let key = RecordKey { kind: RecordKind::NetworkFacts, id: NetworkFacts::id_of(platform) };
        let label = format!("{}: Hearth’s own facts again", platform.label());
        if let Err(error) = app.apply(Action::new(label, Command::Remove(key))) {
            app.toasts.fail(error.to_string());
        }
    };
    view! {
        {move || view! { <Shown facts=facts_of(app, platform).into_owned()/> }}
        <div class="button-row">
            <Button small=true icon=IconName::Edit on_press=move || editing.set(true)>"Change these facts"</Button>
            <Show when=own><Button small=true on_press=back>"Back to Hearth’s own"</Button></Show>
        </div>
        <Editor platform open=editing/>
    }
    .into_any()
}

#[component]
fn Shown(facts: PlatformFacts) -> impl IntoView {
    let number = |value: &Value| value.as_f64().map(|value| grouped(value as u64));
    let mut rows: Vec<(&str, String)> = Vec::new();
    for (name, label, kind) in FACTS {
        let Some(value) = facts.get(name) else { continue };
        let words = match kind {
            Kind::Words => value.as_str().map(str::to_owned),
            Kind::List => Some(list_of(&value)),
            Kind::Yes => value.as_bool().map(|yes| if yes { "yes" } else { "no" }.to_owned()),
            Kind::Count | Kind::Seconds => number(&value),
            Kind::Megabytes => value.as_f64().map(|bytes| (bytes / 1e6).to_string()),
        };
        rows.extend(words.filter(|words| !words.is_empty()).map(|words| (*label, words)));
    }
    let sizes = facts
        .image_sizes
        .iter()
        .map(|size| format!("{} {} × {}", size.name, grouped(size.width.into()), grouped(size.height.into())))
        .collect::<Vec<_>>();
    if !sizes.is_empty() {
        rows.push(("Image sizes", sizes.join(", ")));
    }
    view! {
        <KeyValues>
            {rows.into_iter().map(|(name, value)| view! { <KeyValue name=name>{value}</KeyValue> }).collect_view()}
        </KeyValues>
        <p class="muted small">
            {facts.checked.map(|day| format!("Checked {}. ", date(day)))}
            {facts.sources.iter().filter(|address| address.starts_with("https://")).enumerate().map(|(place, address)| {
                let address = address.clone();
                view! { <a href=address target="_blank" rel="noopener noreferrer">{format!("Source {}", place + 1)}</a>" " }
            }).collect_view()}
        </p>
    }
}

fn list_of(value: &Value) -> String {
    let texts = value.as_array().into_iter().flatten().filter_map(Value::as_str);
    texts.collect::<Vec<_>>().join(", ")
}

/// A fact while it is written.
#[derive(Clone, Copy)]
enum Draft {
    Number(RwSignal<Option<f64>>),
    Words(RwSignal<String>),
    Yes(RwSignal<bool>),
}

impl Draft {
    fn new(kind: Kind, value: &Value) -> Self {
        match kind {
            Kind::Words => Self::Words(RwSignal::new(value.as_str().unwrap_or_default().to_owned())),
            Kind::List => Self::Words(RwSignal::new(list_of(value))),
            Kind::Yes => Self::Yes(RwSignal::new(value.as_bool().unwrap_or(false))),
            Kind::Count | Kind::Seconds => Self::Number(RwSignal::new(value.as_f64())),
            Kind::Megabytes => Self::Number(RwSignal::new(value.as_f64().map(|bytes| bytes / 1e6))),
        }
    }

    fn value(self, kind: Kind) -> Value {
        match self {
            Self::Yes(yes) => Value::Bool(yes.get_untracked()),
            Self::Words(words) if matches!(kind, Kind::List) => super::metadata::tags_of(&words.get_untracked()).into(),
            Self::Words(words) => match words.get_untracked().trim() {
                "" => Value::Null,
                words => words.into(),
            },
            Self::Number(number) => match (number.get_untracked(), kind) {
                (None, _) => Value::Null,
                (Some(number), Kind::Seconds) => number.into(),
                (Some(number), Kind::Megabytes) => ((number * 1e6).round() as u64).into(),
                (Some(number), _) => (number as u64).into(),
            },
        }
    }
}

#[component]
fn Editor(platform: Platform, open: RwSignal<bool>) -> impl IntoView {
    let app = use_app();
    let drafts = StoredValue::new(Vec::<Draft>::new());
    let notes = RwSignal::new(String::new());
    let save = move || {
        let Some(workspace) = app.peek() else { return };
        let now = clock::now();
        let before = workspace.records.network_facts.get(NetworkFacts::id_of(platform));
        let today = clock::today(workspace.settings.zone);
        let mut record = before.map_or_else(|| NetworkFacts::new(now, platform, today), |record| (**record).clone());
        let shipped = PlatformFacts::of(platform);
        drafts.with_value(|drafts| {
            for ((name, _, kind), draft) in FACTS.iter().zip(drafts) {
                let value = draft.value(*kind);
                // Yes and no, and lists, are always known: what is not said is no, or nothing.
                let known = shipped.get(name).unwrap_or(match kind {
                    Kind::Yes => Value::Bool(false),
                    Kind::List => Value::Array(Vec::new()),
                    _ => Value::Null,
                });
                let same = value == known || value.as_f64().is_some_and(|value| Some(value) == known.as_f64());
                if same {
                    record.facts.remove(*name);
                } else {
                    record.facts.insert((*name).to_owned(), value);
                }
            }
        });
        record.notes = notes.get_untracked().trim().to_owned();
        (record.updated, record.checked) = (now, today);
        let label = format!("What {} allows changed", platform.label());
        match app.apply(Action::new(label, Command::Put(record.into()))) {
            Ok(()) => open.set(false),
            Err(error) => app.toasts.fail(error.to_string()),
        }
    };
    let footer = move || {
        view! {
            <Button on_press=move || open.set(false)>"Cancel"</Button>
            <Button look=Look::Primary on_press=save>"Use these facts"</Button>
        }
        .into_any()
    };
    // The dialog stands in the form of the channel: Enter means these facts, not the channel.
    let on_key = move |event: web_sys::KeyboardEvent| {
        let area = event_target::<web_sys::Element>(&event).tag_name() == "TEXTAREA";
        if event.key() == "Enter" && !area {
            event.prevent_default();
            save();
        }
    };
    let title = format!("What {} allows", platform.label());
    view! {
        <Dialog open title footer=footer>
            <div class="form" on:keydown=on_key>
                <p class="muted">"What is written here holds in this workspace, and goes with its file. Empty: not known, so not checked."</p>
                {
                    let facts = untrack(|| facts_of(app, platform));
                    drafts.set_value(
                        FACTS.iter().map(|(name, _, kind)| Draft::new(*kind, &facts.get(name).unwrap_or_default())).collect(),
                    );
                    notes.set(app.peek().and_then(|it| Some(it.records.network_facts.get(NetworkFacts::id_of(platform))?.notes.clone())).unwrap_or_default());
                }
                {drafts.get_value().into_iter().zip(FACTS).map(|(draft, (_, label, kind))| match draft {
                    Draft::Yes(yes) => view! { <Checkbox checked=yes label=*label on_change=move |on: bool| yes.set(on)/> }.into_any(),
                    Draft::Number(number) => {
                        let how = if matches!(kind, Kind::Count) { NumberKind::Count } else { NumberKind::Plain };
                        view! { <Field label=*label optional=true><NumberInput value=number kind=how min=0.0 max=1e12/></Field> }.into_any()
                    }
                    Draft::Words(words) => view! { <Field label=*label optional=true><TextInput value=words/></Field> }.into_any(),
                }).collect_view()}
                <Field label="Where this is from" optional=true><TextArea value=notes rows=2/></Field>
            </div>
        </Dialog>
    }
    .into_any()
}
