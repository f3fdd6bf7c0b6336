//! Channels: the accounts and places where the community is.

use super::{
    metadata::{MetadataDraft, MetadataFields},
    network::{Facts, facts_of},
    record_panel::{Archived, RecordPanel, Stands, Wrong, record_of},
};
use crate::{
    model::{
        Action, Id, Instant, RecordKey, RecordKind, Zone,
        facts::{DictionaryKind, activity, post},
        record::{Channel, Platform},
        time::DAY_MS,
    },
    platform::profile::{Profile, checklist},
    ui::{
        app_state::{App, use_app},
        clock,
        components::{
            Button, Checkbox, DateInput, EmptyState, Field, IconName, Link, Look, NumberInput, NumberKind, Select,
            TextArea, TextInput,
        },
    },
    view::{
        plan::statistics,
        route::{AnalyticsView, Filter, Panel, Route},
    },
};
use leptos::prelude::*;
use std::collections::BTreeSet;

/// How many posts and activities each channel has.
fn counts(app: App, id: Id) -> (usize, usize) {
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
                .map(|workspace| workspace.records.channels.live().cloned().collect::<Vec<_>>())
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
            <Archived app kind=RecordKind::Channel/>
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
    let meta = MetadataDraft::of(draft.id, &draft);
    let bio = RwSignal::new(draft.bio.clone());
    let language = RwSignal::new(draft.language.clone());
    let zone = RwSignal::new(draft.zone.map(|zone| zone.name().to_owned()).unwrap_or_default());
    let ticked: RwSignal<BTreeSet<String>> = RwSignal::new(draft.checklist.iter().cloned().collect());
    let last_post = existing.as_ref().and_then(|channel| last_post(app, channel.id));
    let key = existing.as_ref().map(|channel| RecordKey { kind: RecordKind::Channel, id: channel.id });
    let wrong = Wrong::new();
    let save = move || {
        let Some(workspace) = app.peek() else { return };
        let mut channel = draft.clone();
        channel.name = name.get_untracked().trim().to_owned();
        channel.platform = Platform::from_name(&platform.get_untracked());
        channel.handle = handle.get_untracked().trim().trim_start_matches('@').to_owned();
        channel.url = url.get_untracked().trim().to_owned();
        meta.write(&mut channel);
        channel.bio = bio.get_untracked();
        channel.language = language.get_untracked().trim().to_owned();
        channel.zone = zone.with_untracked(|name| name.parse().ok());
        channel.checklist = ticked.get_untracked().into_iter().collect();
        channel.updated = clock::now();
        wrong.apply(app, Action::put(&workspace, channel), close);
    };
    let platforms = Platform::ALL
        .iter()
        .map(|platform| (platform.key().to_owned(), platform.label().to_owned()))
        .collect::<Vec<_>>();
    let title = existing.as_ref().map_or("New channel", |channel| channel.name.as_str()).to_owned();
    view! {
        <RecordPanel app title noun="channel" stands key on_save=save on_close=close>
            <Field label="Name" hint="What people call it, such as “Pulse on Instagram”" error=wrong.of("name")><TextInput value=name/></Field>
            <Field label="Platform"><Select value=platform options=platforms on_change=move |key: String| platform.set(key)/></Field>
            <Field label="Handle" optional=true><TextInput value=handle placeholder="pulse.fitness"/></Field>
            <Field label="Address" optional=true error=wrong.of("url")><TextInput value=url kind="url" placeholder="https://"/></Field>
            <Field label="Bio" optional=true><TextArea value=bio rows=2/></Field>
            <div class="field-row">
                <Field label="Language" optional=true><TextInput value=language placeholder="en"/></Field>
                <Field label="Zone of its audience" optional=true hint="Empty: the workspace’s"><Select value=zone options=zones() on_change=move |name: String| zone.set(name)/></Field>
            </div>
            <MetadataFields draft=meta/>
            {move || view! { <ProfileChecklist platform=Platform::from_name(&platform.get()) handle url bio language zone ticked last_post/> }}
            {existing.as_ref().map(|channel| view! { <DailyStatistics channel=channel.id/> })}
            <details>
                <summary>{move || format!("What {} allows", Platform::from_name(&platform.get()).label())}</summary>
                {move || view! { <Facts platform=Platform::from_name(&platform.get())/> }}
            </details>
        </RecordPanel>
    }
    .into_any()
}

/// The zones to choose from.
fn zones() -> Vec<(String, String)> {
    let mut zones = vec![(String::new(), "As the workspace".to_owned())];
    zones.extend(Zone::names().map(|name| (name.to_owned(), name.to_owned())));
    zones
}

/// When the last known post of a channel went out: ms since 1970, UTC.
fn last_post(app: App, id: Id) -> Option<Instant> {
    app.workspace.with_untracked(|workspace| {
        let workspace = workspace.as_ref()?;
        let code = workspace.facts.dictionaries.get(DictionaryKind::Channel).find(&id.to_string())?;
        let posts = &workspace.facts.posts;
        let imported = (0..posts.len())
            .filter(|row| posts.code(*row, post::CHANNEL) == Some(code))
            .filter_map(|row| posts.time(row, post::TIME));
        let planned = workspace.records.content.iter().filter_map(|item| item.variant(id)?.published);
        imported.chain(planned).max()
    })
}

/// What makes the profile complete, ticked by itself or by hand, with a score.
#[component]
fn ProfileChecklist(
    platform: Platform,
    handle: RwSignal<String>,
    url: RwSignal<String>,
    bio: RwSignal<String>,
    language: RwSignal<String>,
    zone: RwSignal<String>,
    ticked: RwSignal<BTreeSet<String>>,
    last_post: Option<Instant>,
) -> impl IntoView {
    let facts = facts_of(use_app(), platform).into_owned();
    let days = last_post.map(|at| u32::try_from((clock::now() - at).div_euclid(DAY_MS)).unwrap_or(0));
    let list = Memo::new(move |_| {
        let (handle, url, bio, language, zone) = (handle.get(), url.get(), bio.get(), language.get(), zone.get());
        let profile = Profile {
            handle: &handle,
            url: &url,
            bio: &bio,
            link: None,
            language: &language,
            time_zone: &zone,
            days_since_post: days,
        };
        ticked.with(|ticked| checklist(&facts, &profile, ticked))
    });
    let tick = move |id: &'static str, on: bool| {
        ticked.update(|ticked| {
            if on {
                ticked.insert(id.to_owned());
            } else {
                ticked.remove(id);
            }
        })
    };
    view! {
        <fieldset class="choices">
            <legend>{move || list.with(|list| format!("Profile: {:.0}\u{202f}% complete", list.score * 100.0))}</legend>
            {move || list.get().items.into_iter().map(|item| {
                let id = item.id;
                let words = format!("{} {}", item.why, item.how);
                if item.automatic {
                    let mark = if item.done { "✓" } else { "○" };
                    let state = if item.done { "done" } else { "to do" };
                    view! { <p class="check-fixed"><span aria-hidden="true">{mark}</span><span>{item.label}<span class="visually-hidden">{format!(", {state}")}</span><span class="check-hint">{words}</span></span></p> }.into_any()
                } else {
                    view! { <Checkbox checked=item.done label=item.label hint=words on_change=move |on: bool| tick(id, on)/> }.into_any()
                }
            }).collect_view()}
        </fieldset>
    }
}

/// Figures of a day, typed in; and the way to their chart.
#[component]
fn DailyStatistics(channel: Id) -> impl IntoView {
    let app = use_app();
    let today = app.peek().map_or_else(|| clock::today(clock::machine_zone()), |it| clock::today(it.settings.zone));
    let day = RwSignal::new(Some(today.add(-1)));
    let figures = statistics::FIGURES.map(|(name, _)| (name, RwSignal::new(None::<f64>)));
    // What is known of the day stands in the fields.
    Effect::new(move || {
        let known = day
            .get()
            .and_then(|day| app.workspace.with(|workspace| Some(statistics::known(workspace.as_ref()?, channel, day))));
        for ((_, figure), known) in figures.iter().zip(known.unwrap_or_default()) {
            figure.set(known);
        }
    });
    let save = move || {
        let (Some(workspace), Some(day)) = (app.peek(), day.get_untracked()) else { return };
        let values = figures.map(|(_, figure)| figure.get_untracked());
        if let Err(error) = app.apply(statistics::enter(&workspace, channel, day, values)) {
            app.toasts.fail(error.to_string());
        }
    };
    let filter = Filter { channels: vec![channel], ..Filter::default() };
    let chart =
        Route::Analytics(AnalyticsView { kpi: Some("followers".to_owned()), filter, ..AnalyticsView::default() });
    view! {
        <fieldset class="choices">
            <legend>"Daily statistics"</legend>
            <Field label="Day"><DateInput value=day/></Field>
            <div class="field-row">
                {figures.map(|(name, figure)| view! { <Field label=name optional=true><NumberInput value=figure kind=NumberKind::Count min=0.0/></Field> }).collect_view()}
            </div>
            <div class="button-row">
                <Button small=true on_press=save>"Enter this day"</Button>
                <Link href=chart.to_string()>"Followers over time"</Link>
                <Link href=Route::Import.to_string()>"Import a file of statistics"</Link>
            </div>
        </fieldset>
    }
}
