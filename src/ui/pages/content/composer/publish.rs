//! Publishing is the person's: copy the text, open the network, say that it is out; then see what came of it.

use super::{
    super::plan::Plan,
    draft::{Draft, VariantDraft},
};
use crate::{
    analytics::format,
    model::{
        Id,
        facts::{Metric, TableKind},
        record::{Channel, Platform, PostReference},
    },
    plan::{Links, actual, suggest},
    ui::{
        clipboard, clock,
        components::{Badge, Button, Field, IconName, KeyValue, KeyValues, Link, Look, TextInput, Tone},
        pages::fact_table,
    },
    view::{
        plan::when,
        route::{ListView, Route},
    },
};
use leptos::prelude::*;
use std::sync::Arc;

/// Each variant with its way out.
#[component]
pub fn Publish(plan: Plan, draft: Draft) -> impl IntoView {
    let none = Memo::new(move |_| draft.variants.with(Vec::is_empty));
    view! {
        <div class="stack">
            <Show when=move || none.get()><p class="muted">"This post goes nowhere yet: choose a channel under “Write”."</p></Show>
            {move || draft.variants.get().into_iter().filter_map(|variant| {
                let channel = plan.app.workspace.with(|workspace| workspace.as_ref()?.records.channels.get(variant.channel).cloned())?;
                Some(view! { <Variant plan draft variant channel/> })
            }).collect_view()}
        </div>
    }
}

#[component]
fn Variant(plan: Plan, draft: Draft, variant: VariantDraft, channel: Arc<Channel>) -> impl IntoView {
    let app = plan.app;
    let zone = plan.zone();
    let name = channel.name.clone();
    let copy = move || {
        let (text, link) = (variant.text.get_untracked(), variant.link.get_untracked());
        let whole = if link.is_empty() || text.contains(&link) { text } else { format!("{text}\n\n{link}") };
        clipboard::copy(app, whole, format!("Text for {name} copied"));
    };
    let published = move || variant.published.get().map(|at| when::day_time(at, zone));
    let mark = move || variant.published.set(Some(clock::now()));
    let unmark = move || variant.published.set(None);
    let base = draft.base();
    let result = base.variant(variant.channel).and_then(|variant| variant.result.clone());
    let id = base.id;
    let channel_id = channel.id;
    let open = composer_address(channel.platform, &channel.url);
    view! {
        <section class="card stack" aria-label=channel.name.clone()>
            <header class="row">
                <h3>{channel.name.clone()}</h3>
                {move || match published() {
                    Some(at) => view! { <Badge tone=Tone::Good>{format!("Published {at}")}</Badge> }.into_any(),
                    None => view! { <Badge>"Not out yet"</Badge> }.into_any(),
                }}
            </header>
            <div class="button-row">
                <Button icon=IconName::Copy on_press=copy>"Copy text"</Button>
                {open.map(|address| view! { <a class="button" href=address target="_blank" rel="noopener noreferrer">{format!("Open {}", channel.platform.label())}</a> })}
                <Show when=move || variant.published.with(Option::is_none) fallback=move || view! { <Button look=Look::Quiet on_press=unmark>"Not published after all"</Button> }>
                    <Button look=Look::Primary icon=IconName::Check on_press=mark>"Mark as published"</Button>
                </Show>
            </div>
            <Field label="Address of the published post" hint="Paste it: results you import later are matched by it" optional=true>
                <TextInput value=variant.permalink kind="url" placeholder="https://"/>
            </Field>
            <Results plan content=id channel=channel_id result/>
        </section>
    }
}

/// Where one writes a post on a network: the page for it where there is one, else the profile.
fn composer_address(platform: Platform, profile: &str) -> Option<String> {
    let own = match platform {
        Platform::X => "https://x.com/compose/post",
        Platform::Bluesky => "https://bsky.app/",
        Platform::LinkedIn => "https://www.linkedin.com/feed/?shareActive=true",
        Platform::Facebook => "https://business.facebook.com/latest/composer",
        Platform::Instagram => "https://www.instagram.com/",
        Platform::Threads => "https://www.threads.net/intent/post",
        Platform::TikTok => "https://www.tiktok.com/upload",
        Platform::YouTube => "https://studio.youtube.com/",
        Platform::Pinterest => "https://www.pinterest.com/pin-builder/",
        Platform::Reddit => "https://www.reddit.com/submit",
        Platform::Discord => "https://discord.com/app",
        Platform::Slack => "https://app.slack.com/client",
        Platform::Telegram => "https://web.telegram.org/",
        Platform::WhatsApp => "https://web.whatsapp.com/",
        Platform::Mastodon | Platform::Forum | Platform::Blog | Platform::Newsletter | Platform::Other => "",
    };
    let address = if own.is_empty() { profile.trim() } else { own };
    (address.starts_with("https://") || address.starts_with("http://")).then(|| address.to_owned())
}

/// The imported post that the variant became, with its figures; or those it may be.
#[component]
fn Results(plan: Plan, content: Id, channel: Id, result: Option<PostReference>) -> impl IntoView {
    let app = plan.app;
    let linked = result.clone();
    let found = Memo::new(move |_| {
        let workspace = app.workspace.get()?;
        let links = Links::new(&workspace);
        let item = workspace.records.content.get(content)?;
        let variant = item.variant(channel)?;
        actual(&workspace, &links, item, variant).map(|actual| {
            let title = fact_table::post_title(&workspace, actual.row as usize);
            (actual, title)
        })
    });
    let suggested = Memo::new(move |_| {
        if linked.is_some() {
            return Vec::new();
        }
        let Some(workspace) = app.workspace.get() else { return Vec::new() };
        let all = suggest(&workspace);
        all.into_iter()
            .filter(|one| one.content == content && one.channel == channel)
            .map(|one| (fact_table::post_title(&workspace, one.row as usize), one))
            .collect::<Vec<_>>()
    });
    let link = move |post: Option<PostReference>| super::super::results::link(plan, content, channel, post);
    view! {
        {move || found.get().map(|(actual, title)| {
            let address = Route::Posts(ListView { open: Some(actual.row), ..ListView::default() }).to_string();
            let figures = Metric::ALL.iter().filter_map(|metric| {
                let value = actual.metric(*metric)?;
                Some(view! { <KeyValue name=super::super::super::export::capital(metric.name())>{format::whole(value)}</KeyValue> })
            }).collect_view();
            view! {
                <div class="stack-tight">
                    <p class="row wrap"><b>"Came of it"</b><Link href=address>{title}</Link><Button small=true look=Look::Quiet on_press=move || link(None)>"Not this post"</Button></p>
                    <KeyValues>{figures}</KeyValues>
                </div>
            }
        })}
        {move || suggested.get().into_iter().map(|(title, one)| {
            let post = one.post.clone();
            view! {
                <p class="row wrap"><span>"Is it this? "<b>{title}</b>" "<span class="muted small">{one.why.to_string()}</span></span>
                    <Button small=true on_press=move || link(Some(post.clone()))>"Yes, link them"</Button></p>
            }
        }).collect_view()}
        {move || (found.with(Option::is_none) && suggested.with(Vec::is_empty)).then(|| {
            let empty = app.workspace.with(|workspace| workspace.as_ref().is_none_or(|it| it.facts.table(TableKind::Posts).is_empty()));
            view! { <p class="muted small">{if empty { "Once you import the channel’s results, this post is matched with its own." } else { "No imported post matches yet." }}</p> }
        })}
    }
}
