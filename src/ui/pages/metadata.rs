//! What every form has beside its own fields: tags, notes, and links to other records. A link is kept at one end and
//! shown at both.

use crate::{
    model::{
        Id, Record,
        record::{HasMetadata, Metadata},
    },
    ui::{
        app_state::use_app,
        components::{Field, IconButton, IconName, TextArea, TextInput, unique_id},
    },
    view::route::{Panel, Route},
};
use leptos::prelude::*;

/// Words with commas between.
pub fn tags_of(text: &str) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for tag in text.split(',').map(str::trim).filter(|tag| !tag.is_empty()) {
        if !tags.iter().any(|other| other == tag) {
            tags.push(tag.to_owned());
        }
    }
    tags
}

/// Tags, notes and links while they are written. Copies are handles to the same state.
#[derive(Clone, Copy)]
pub struct MetadataDraft {
    id: Id,
    tags: RwSignal<String>,
    /// Own words about it.
    pub notes: RwSignal<String>,
    links: RwSignal<Vec<Id>>,
}

impl MetadataDraft {
    /// Those of a record with this id.
    pub fn of(id: Id, record: &impl HasMetadata) -> Self {
        let Metadata { tags, notes, links } = record.metadata();
        Self { id, tags: RwSignal::new(tags.join(", ")), notes: RwSignal::new(notes), links: RwSignal::new(links) }
    }

    /// What is written, followed where it is read so.
    pub fn metadata(self) -> Metadata {
        Metadata {
            tags: self.tags.with(|tags| tags_of(tags)),
            notes: self.notes.with(|notes| notes.trim_end().to_owned()),
            links: self.links.get(),
        }
    }

    /// Puts what is written into the record.
    pub fn write(self, record: &mut impl HasMetadata) {
        record.set_metadata(untrack(|| self.metadata()));
    }
}

/// The fields for them.
#[component]
pub fn MetadataFields(
    /// What is written.
    draft: MetadataDraft,
    /// Whether the form shows the notes among its own fields.
    #[prop(optional)]
    own_notes: bool,
) -> impl IntoView {
    view! {
        {(!own_notes).then(|| view! { <Field label="Notes" optional=true><TextArea value=draft.notes rows=2/></Field> })}
        <Field label="Tags" optional=true hint="With commas between"><TextInput value=draft.tags/></Field>
        <Links draft/>
    }
    .into_any()
}

/// A record as the list of links names it.
fn name(record: &Record) -> String {
    format!("{} ({})", record.title(), record.key().kind.noun().to_lowercase())
}

fn address(record: &Record) -> Option<String> {
    let key = record.key();
    Some(Route::of(key.kind, Panel::Edit(key.id))?.to_string())
}

/// The records it has to do with, from both ends, and a way to more.
#[component]
fn Links(draft: MetadataDraft) -> impl IntoView {
    let app = use_app();
    let list = unique_id("records");
    let typed = RwSignal::new(String::new());
    let looking = RwSignal::new(false);
    // Every record that a link can lead to; listed once somebody looks for one.
    let offered = Memo::new(move |_| {
        if !looking.get() {
            return Vec::new();
        }
        let linked = draft.links.get();
        app.workspace.with(|workspace| {
            let Some(workspace) = workspace else { return Vec::new() };
            let others = workspace.records.all().filter(|record| {
                let key = record.key();
                key.id != draft.id && !linked.contains(&key.id) && Route::of(key.kind, Panel::New).is_some()
            });
            others.map(|record| (name(&record), record.key().id)).collect()
        })
    });
    let add = move || {
        let text = typed.get_untracked();
        let chosen =
            offered.with_untracked(|offered| offered.iter().find(|(name, _)| *name == text).map(|(_, id)| *id));
        if let Some(id) = chosen {
            draft.links.update(|links| links.push(id));
            typed.set(String::new());
        }
    };
    let from_here = move || {
        let links = draft.links.get();
        app.workspace.with(|workspace| {
            let Some(workspace) = workspace else { return Vec::new() };
            links.into_iter().map(|id| (id, workspace.records.find(id))).collect()
        })
    };
    let to_here = Memo::new(move |_| {
        app.workspace.with(|workspace| {
            let Some(workspace) = workspace else { return Vec::new() };
            let records = workspace.records.linking_to(draft.id);
            records.iter().map(|record| (name(record), address(record))).collect::<Vec<_>>()
        })
    });
    let line = |name: String, address: Option<String>| match address {
        Some(address) => view! { <a href=address dir="auto">{name}</a> }.into_any(),
        None => view! { <span dir="auto">{name}</span> }.into_any(),
    };
    let (id, input) = (list.clone(), format!("{list}-input"));
    view! {
        <div class="field">
            <label class="field-label" for=input.clone()><span>"Linked with"</span><span class="field-optional">"optional"</span></label>
            <ul class="linked">
                {move || from_here().into_iter().map(|(id, record): (Id, Option<Record>)| {
                    let (words, to) = record.as_ref().map_or_else(|| ("Something that was removed".to_owned(), None), |record| (name(record), address(record)));
                    let label = format!("Take the link away: {words}");
                    let remove = move || draft.links.update(|links| links.retain(|other| *other != id));
                    view! { <li>{line(words, to)}<IconButton small=true icon=IconName::Close label=label on_press=remove/></li> }
                }).collect_view()}
                {move || to_here.get().into_iter().map(|(words, to)| view! { <li>{line(words, to)}<span class="muted small">"links here"</span></li> }).collect_view()}
            </ul>
            <input id=input type="text" class="input" list=list autocomplete="off" placeholder="Begin to type a name"
                prop:value=move || typed.get()
                on:focus=move |_| looking.set(true)
                on:input=move |event| { typed.set(event_target_value(&event)); add(); }
                on:keydown=move |event| if event.key() == "Enter" { event.prevent_default(); add(); }/>
            <datalist id=id>{move || offered.get().into_iter().map(|(name, _)| view! { <option value=name></option> }).collect_view()}</datalist>
        </div>
    }
    .into_any()
}
