//! Channels: the accounts and places where the community is.

use super::record_panel::{RecordPanel, Stands, Wrong, record_of};
use crate::{
    model::{
        Action, Id, RecordKind,
        facts::{DictionaryKind, activity, post},
        record::{Channel, Platform},
    },
    ui::{
        app_state::use_app,
        clock,
        components::{EmptyState, Field, IconName, Link, Look, Select, TextArea, TextInput},
    },
    view::route::{Panel, Route},
};
use leptos::prelude::*;

/// How many posts and activities each channel has.
fn counts(app: crate::ui::app_state::App, id: Id) -> (usize, usize) {
    app.workspace.with(|workspace| {
        let Some(workspace) = workspace else { return (0, 0) };
        let Some(code) = workspace.facts.dictionaries.get(DictionaryKind::Channel).find(&id.to_string()) else {
            return (0, 0);
        };
        let count = |table: &crate::model::facts::Table, column: usize| {
            table
                .chunks()
                .iter()
                .map(|chunk| chunk.column(column).codes().iter().filter(|other| **other == code).count())
                .sum()
        };
        (count(&workspace.facts.posts, post::CHANNEL), count(&workspace.facts.activities, activity::CHANNEL))
    })
}

/// The channels screen.
#[component]
pub fn Channels(open: Memo<Option<Panel>>) -> impl IntoView {
    let app = use_app();
    let channels = Memo::new(move |_| {
        app.workspace.with(|workspace| {
            workspace
                .as_ref()
                .map(|workspace| workspace.records.channels.iter().cloned().collect::<Vec<_>>())
                .unwrap_or_default()
        })
    });
    let number = |count: usize| crate::analytics::format::whole(count as f64);
    view! {
        <div class="page">
            <header class="page-header">
                <h1>"Channels"</h1>
                <Link look=Look::Primary icon=IconName::Plus href=Route::Channels(Some(Panel::New)).to_string()>"New channel"</Link>
            </header>
            <Show
                when=move || !channels.with(Vec::is_empty)
                fallback=|| view! {
                    <EmptyState icon=IconName::Channel title="No channels yet" text="A channel is an account or a place where your community meets. Imports create them; you can also add one here.">
                        <Link look=Look::Primary href=Route::Channels(Some(Panel::New)).to_string()>"New channel"</Link>
                        <Link look=Look::Secondary href=Route::Import.to_string()>"Import a file"</Link>
                    </EmptyState>
                }
            >
                <div class="card table-wrap" tabindex="0" role="group" aria-label="Table">
                    <table class="plain-table">
                        <caption class="visually-hidden">"Channels"</caption>
                        <thead><tr><th scope="col">"Name"</th><th scope="col">"Platform"</th><th scope="col">"Handle"</th><th scope="col" class="number">"Posts"</th><th scope="col" class="number">"Activities"</th></tr></thead>
                        <tbody>
                            {move || channels.get().into_iter().map(|channel| {
                                let (posts, activities) = counts(app, channel.id);
                                view! {
                                    <tr>
                                        <th scope="row"><a href=Route::Channels(Some(Panel::Edit(channel.id))).to_string()>{channel.name.clone()}</a></th>
                                        <td>{channel.platform.label()}</td>
                                        <td>{channel.handle.clone()}</td>
                                        <td class="number">{number(posts)}</td>
                                        <td class="number">{number(activities)}</td>
                                    </tr>
                                }
                            }).collect_view()}
                        </tbody>
                    </table>
                </div>
            </Show>
            {move || open.get().map(|panel| view! { <Editor panel/> })}
        </div>
    }
}

/// The form of one channel.
#[component]
fn Editor(panel: Panel) -> impl IntoView {
    let app = use_app();
    let close = move || app.go(Route::Channels(None));
    let (existing, mut stands) =
        record_of(app, panel, RecordKind::Channel, |records, id| records.channels.get(id).cloned());
    let used = existing.as_ref().is_some_and(|channel| counts(app, channel.id) != (0, 0));
    let now = clock::now();
    let draft =
        existing.as_deref().cloned().unwrap_or_else(|| Channel::new(clock::mint(), now, "", Platform::Instagram));
    if used {
        stands = Stands::Needed(
            "This channel has posts or activities, so it cannot be removed. Undo of its import takes both back.",
        );
    }
    let name = RwSignal::new(draft.name.clone());
    let platform = RwSignal::new(draft.platform.key().to_owned());
    let handle = RwSignal::new(draft.handle.clone());
    let url = RwSignal::new(draft.url.clone());
    let notes = RwSignal::new(draft.notes.clone());
    let wrong = Wrong::new();
    let save = move || {
        let Some(workspace) = app.peek() else { return };
        let mut channel = draft.clone();
        channel.name = name.get_untracked().trim().to_owned();
        channel.platform = Platform::from_name(&platform.get_untracked());
        channel.handle = handle.get_untracked().trim().trim_start_matches('@').to_owned();
        channel.url = url.get_untracked().trim().to_owned();
        channel.notes = notes.get_untracked();
        channel.updated = clock::now();
        wrong.apply(app, Action::put(&workspace, channel), close);
    };
    let platforms = Platform::ALL
        .iter()
        .map(|platform| (platform.key().to_owned(), platform.label().to_owned()))
        .collect::<Vec<_>>();
    let title = existing.as_ref().map_or("New channel", |channel| channel.name.as_str()).to_owned();
    view! {
        <RecordPanel app title noun="channel" stands on_save=save on_close=close>
            <Field label="Name" hint="What people call it, such as “Pulse on Instagram”" error=wrong.of("name")><TextInput value=name/></Field>
            <Field label="Platform"><Select value=platform options=platforms on_change=move |key: String| platform.set(key)/></Field>
            <Field label="Handle" optional=true><TextInput value=handle placeholder="pulse.fitness"/></Field>
            <Field label="Address" optional=true error=wrong.of("url")><TextInput value=url kind="url" placeholder="https://"/></Field>
            <Field label="Notes" optional=true><TextArea value=notes/></Field>
        </RecordPanel>
    }
    .into_any()
}
