//! Which items ask for the same, and what is merged with this one.

use super::desk::{Desk, Held};
use crate::{
    feedback::{self, Index, LIKELY, Similar},
    model::{Id, record::FeedbackStatus},
    ui::{
        clock,
        components::{Button, Field, Look, Select},
        pages::content_count as count,
        preferences,
    },
    view::feedback::clipped,
};
use leptos::prelude::*;

/// Suggestions that are shown.
const SHOWN: usize = 5;
/// Words that explain a suggestion.
const WORDS: usize = 5;

/// Merges one item into another; whether it was done.
fn merge(desk: Desk, duplicate: Id, original: Id) -> bool {
    let Some(workspace) = desk.app.peek() else { return false };
    let action = feedback::merge(&workspace.records, duplicate, original, clock::now(), &preferences::author());
    desk.apply_merge(action)
}

fn part(desk: Desk, duplicate: Id) -> bool {
    let Some(workspace) = desk.app.peek() else { return false };
    desk.apply_merge(feedback::unmerge(&workspace.records, duplicate, clock::now(), &preferences::author()))
}

/// Duplicates.
#[component]
pub fn Same(held: Held) -> impl IntoView {
    let is_duplicate = Memo::new(move |_| {
        held.item.with(|item| item.as_ref().is_some_and(|item| item.status == FeedbackStatus::Duplicate))
    });
    move || {
        if is_duplicate.get() {
            view! { <Original held/> }.into_any()
        } else {
            view! { <div class="stack"><Merged held/><Suggested held/><Chosen held/></div> }.into_any()
        }
    }
}

/// The item that this one is a duplicate of.
#[component]
fn Original(held: Held) -> impl IntoView {
    let desk = held.desk;
    let original = move || {
        let id = held.item.with(|item| item.as_ref()?.duplicate_of)?;
        desk.app.workspace.with(|workspace| workspace.as_ref()?.records.feedback.get(id).cloned())
    };
    view! {
        <div class="stack">
            {move || match original() {
                Some(item) => view! { <p>"This asks for the same as "<a href=desk.item_address(item.id) dir="auto">{item.title.clone()}</a>". Votes and sources are there."</p> }.into_any(),
                None => view! { <p>"What it is a duplicate of is not here any more."</p> }.into_any(),
            }}
            <div><Button on_press=move || { part(desk, held.id); }>"Not the same: take it out again"</Button></div>
        </div>
    }
}

/// What is merged with this one.
#[component]
fn Merged(held: Held) -> impl IntoView {
    let desk = held.desk;
    move || {
        let merged = desk.app.workspace.with(|workspace| {
            let workspace = workspace.as_ref()?;
            Some(feedback::duplicates(&workspace.records, held.id).cloned().collect::<Vec<_>>())
        })?;
        if merged.is_empty() {
            return None;
        }
        let lines = merged.into_iter().map(|item| {
            let id = item.id;
            view! {
                <li class="row">
                    <span class="grow"><a href=desk.item_address(id) dir="auto">{item.title.clone()}</a></span>
                    <Button small=true on_press=move || { part(desk, id); }>"Take it out again"</Button>
                </li>
            }
        });
        let lines = lines.collect_view();
        Some(
            view! { <section class="stack"><h3>"Merged with this"</h3><ul class="plain-list lines">{lines}</ul></section> },
        )
    }
}

/// What may ask for the same.
#[component]
fn Suggested(held: Held) -> impl IntoView {
    let desk = held.desk;
    let found = Memo::new(move |_| {
        // Only the words of items count, but they are in the records.
        desk.app.workspace.with(|workspace| {
            let Some(workspace) = workspace else { return Vec::new() };
            let items = workspace.records.feedback.iter().filter(|item| item.duplicate_of.is_none());
            let index = Index::new(items.map(|item| &**item));
            index.similar(held.id, LIKELY, SHOWN)
        })
    });
    let line = move |similar: Similar| {
        let item = desk.app.peek()?.records.feedback.get(similar.id).cloned()?;
        let id = item.id;
        let words: Vec<String> = similar.words.into_iter().take(WORDS).map(|word| word.word).collect();
        let votes = feedback::tally(&item).votes;
        let facts = format!(
            "{} · {} · {:.0}\u{202f}% alike by: {}",
            item.status.label(),
            count(votes, "vote"),
            similar.score * 100.0,
            words.join(", ")
        );
        let into = move || {
            if merge(desk, held.id, id) {
                desk.open(id);
            }
        };
        Some(view! {
            <li class="suggestion">
                <a href=desk.item_address(id) dir="auto">{item.title.clone()}</a>
                <span class="muted small">{facts}</span>
                <div class="row">
                    <Button small=true look=Look::Secondary on_press=move || { merge(desk, id, held.id); }>"Merge"</Button>
                    <Button small=true look=Look::Quiet on_press=into>"Merge this one into it"</Button>
                </div>
            </li>
        })
    };
    view! {
        <section class="stack">
            <h3>"Asks for the same?"</h3>
            {move || {
                let found = found.get();
                if found.is_empty() {
                    view! { <p class="muted">"Nothing else sounds like this."</p> }.into_any()
                } else {
                    view! {
                        <p class="muted small">"“Merge” moves its votes and sources here; nobody counts twice. Undo takes it back."</p>
                        <ul class="plain-list">{found.into_iter().filter_map(line).collect_view()}</ul>
                    }.into_any()
                }
            }}
        </section>
    }
}

/// Any other item, where a person knows better.
#[component]
fn Chosen(held: Held) -> impl IntoView {
    let desk = held.desk;
    let chosen = RwSignal::new(String::new());
    let options = Signal::derive(move || {
        let mut options = vec![(String::new(), "Choose".to_owned())];
        desk.app.workspace.with(|workspace| {
            let Some(workspace) = workspace else { return };
            let mut others: Vec<_> = workspace
                .records
                .feedback
                .iter()
                .filter(|item| item.id != held.id && item.duplicate_of.is_none())
                .map(|item| (item.id.to_string(), clipped(&item.title)))
                .collect();
            others.sort_by_cached_key(|(_, title)| title.to_lowercase());
            options.extend(others);
        });
        options
    });
    let join = move || {
        if let Ok(id) = chosen.get_untracked().parse::<Id>()
            && merge(desk, id, held.id)
        {
            chosen.set(String::new());
        }
    };
    view! {
        <details>
            <summary>"Merge another one into this"</summary>
            <div class="field-row">
                <Field label="Which"><Select value=chosen options on_change=move |key: String| chosen.set(key)/></Field>
                <Button on_press=join>"Merge it into this"</Button>
            </div>
        </details>
    }
}
