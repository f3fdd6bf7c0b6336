//! Word lists: what is watched for, and a field to try a text in.

use super::desk::Screen;
use crate::{
    model::{
        RecordKind,
        record::{WordList, WordListKind},
    },
    moderation::{queue, words::Words},
    ui::{
        clock,
        components::{
            Badge, Button, DetailPanel, EmptyState, Field, IconName, Link, Look, Segmented, Switch, TextArea,
            TextInput, Tone,
        },
        pages::record_panel::{Stands, Wrong, record_of},
    },
    view::{
        moderation::count,
        route::{Opened, Panel},
    },
};
use leptos::prelude::*;
use std::sync::Arc;

/// The lists.
#[component]
pub fn Lists(screen: Screen) -> impl IntoView {
    let lists = Memo::new(move |_| {
        screen.of(|workspace| {
            let mut lists: Vec<Arc<WordList>> = workspace.records.word_lists.iter().cloned().collect();
            lists.sort_by(|a, b| a.kind.cmp(&b.kind).then_with(|| a.name.cmp(&b.name)));
            lists
        })
    });
    let new = move || screen.address(|view| view.open = Some(Opened::new(RecordKind::WordList)));
    view! {
        <Show
            when=move || !lists.with(Vec::is_empty)
            fallback=move || view! {
                <EmptyState icon=IconName::Filter title="No word lists yet" text="Words that are not to be said here, and words that somebody should look at. They are found as whole words, whatever their case and accents, and in the usual disguises (sp4m, s p a m, spaaam); “classic” is never taken for what it contains.">
                    <Link look=Look::Primary href=Signal::derive(new)>"New word list"</Link>
                </EmptyState>
            }
        >
            <div class="card-grid">
                <For each=move || lists.get() key=|list| (list.id, list.updated) let:list><Card screen list/></For>
            </div>
        </Show>
        <Try screen/>
    }
}

#[component]
fn Card(screen: Screen, list: Arc<WordList>) -> impl IntoView {
    let id = list.id;
    let address = move || screen.address(|view| view.open = Some(Opened::edit(RecordKind::WordList, id)));
    let tone = if list.kind == WordListKind::Banned { Tone::Bad } else { Tone::Warn };
    let words = crate::moderation::actions::clip(&list.words.join(", "), 160).to_owned();
    let (name, kind, number, enabled) = (list.name.clone(), list.kind, list.words.len(), list.enabled);
    let switch = move |on: bool| {
        let Some(workspace) = screen.app.peek() else { return };
        let changed = WordList { enabled: on, ..(*list).clone() };
        screen.apply(screen.desk().put_list(&workspace, changed));
    };
    view! {
        <section class="card">
            <div class="card-header">
                <h2><a href=address>{name.clone()}</a></h2>
                <Badge tone>{kind.label()}</Badge>
            </div>
            <p class="muted small break" dir="auto">{format!("{}: {words}", count(number, "word"))}</p>
            <Switch label=format!("Look for “{name}”") checked=Signal::stored(enabled) on_change=switch/>
        </section>
    }
}

/// A text, and what would be found in it.
#[component]
fn Try(screen: Screen) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let words = Memo::new_with_compare(move |_| screen.of(|workspace| Arc::new(queue::words(workspace))), |_, _| true);
    let found = move || {
        let text = text.get();
        if text.trim().is_empty() {
            return ().into_any();
        }
        let hits = words.with(|words: &Arc<Words>| words.find(&text));
        let name = |id| {
            screen
                .of(|workspace| workspace.records.word_lists.get(id).map(|list| list.name.clone()).unwrap_or_default())
        };
        if hits.is_empty() {
            return view! { <p>"Nothing is found in this text."</p> }.into_any();
        }
        let lines = hits.into_iter().take(50).map(|hit| {
            let written = text.get(hit.range.clone()).unwrap_or_default().to_owned();
            let tone = if hit.kind == WordListKind::Banned { Tone::Bad } else { Tone::Warn };
            view! {
                <li><mark dir="auto">{written}</mark>" "<Badge tone>{hit.kind.label()}</Badge>{format!(" “{}” of {}, {}", hit.word, name(hit.list), hit.writing.label())}</li>
            }
        });
        view! { <ul class="try-hits">{lines.collect_view()}</ul> }.into_any()
    };
    view! {
        <section class="card try-text">
            <h2>"Try a text"</h2>
            <Field label="Text" hint="What the enabled lists find in it. Nothing is kept"><TextArea value=text rows=2/></Field>
            <div aria-live="polite">{found}</div>
        </section>
    }
}

/// The form of a list.
#[component]
pub fn Editor(screen: Screen, panel: Panel) -> impl IntoView {
    let app = screen.app;
    let (existing, stands) =
        record_of(app, panel, RecordKind::WordList, |records, id| records.word_lists.get(id).cloned());
    if stands == Stands::Gone {
        return view! { <DetailPanel title="Not here any more" on_close=move || screen.close()><p>"This list was removed. Undo brings it back."</p></DetailPanel> }.into_any();
    }
    let is_new = existing.is_none();
    let draft = existing
        .as_deref()
        .cloned()
        .unwrap_or_else(|| WordList::new(clock::mint(), clock::now(), WordListKind::default(), ""));
    let name = RwSignal::new(draft.name.clone());
    let kind = RwSignal::new(draft.kind.key().to_owned());
    let words = RwSignal::new(draft.words.join("\n"));
    let notes = RwSignal::new(draft.notes.clone());
    let enabled = RwSignal::new(draft.enabled);
    let wrong = Wrong::new();
    let kinds = WordListKind::ALL.iter().map(|one| (one.key(), one.label())).collect::<Vec<_>>();
    let draft = StoredValue::new(draft);
    let save = move || {
        let Some(workspace) = app.peek() else { return };
        let mut list = draft.get_value();
        list.name = name.get_untracked().trim().to_owned();
        list.kind = WordListKind::of_key(&kind.get_untracked()).unwrap_or_default();
        list.notes = notes.get_untracked().trim().to_owned();
        list.enabled = enabled.get_untracked();
        let mut all: Vec<String> = Vec::new();
        for word in words.get_untracked().split(['\n', ',']).map(str::trim).filter(|word| !word.is_empty()) {
            if !all.iter().any(|one| one == word) {
                all.push(word.to_owned());
            }
        }
        list.words = all;
        wrong.apply(app, screen.desk().put_list(&workspace, list), move || screen.close());
    };
    let remove = move || {
        if screen.apply(screen.desk().remove_list(&draft.get_value())) {
            screen.close();
        }
    };
    let title = if is_new { "New word list".to_owned() } else { draft.with_value(|draft| draft.name.clone()) };
    view! {
        <DetailPanel title on_close=move || screen.close()>
            <form class="form" novalidate on:submit=move |event| { event.prevent_default(); save(); }>
                <Field label="Name" error=wrong.of("name")><TextInput value=name/></Field>
                <Segmented label="What its words mean" value=kind options=kinds on_change=move |key: String| kind.set(key)/>
                <p class="muted small">"Banned: rejecting is suggested. Suspect: holding back until somebody has looked. Neither happens by itself."</p>
                <Field label="Words and phrases" hint="One on a line, or with commas between. One that ends in * stands for all words that begin so" error=wrong.of("words")><TextArea value=words rows=8/></Field>
                <Switch label="Look for these words" checked=enabled on_change=move |on: bool| enabled.set(on)/>
                <Field label="Notes" optional=true><TextArea value=notes rows=2/></Field>
                <div class="button-row">
                    <Button look=Look::Primary submit=true>{if is_new { "Add word list" } else { "Save" }}</Button>
                    <Button on_press=move || screen.close()>"Cancel"</Button>
                    {(!is_new).then(|| view! { <Button look=Look::Danger on_press=remove>"Remove"</Button> })}
                </div>
            </form>
        </DetailPanel>
    }
    .into_any()
}
