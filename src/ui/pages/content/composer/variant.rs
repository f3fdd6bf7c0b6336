//! What a post says on each channel: text with its count, what the network would say to it, media, link, preview.

use super::{
    super::plan::Plan,
    draft::{Draft, MediaDraft, VariantDraft, media_of},
};
use crate::{
    model::{
        Id,
        record::{Channel, Media, MediaKind, SnippetKind},
        words::grouped,
    },
    platform::{
        self, Count, Finding, Level,
        utm::{self, Spaces, Utm},
    },
    ui::{
        components::{
            Button, Field, FieldContext, Icon, IconName, Look, Menu, MenuItem, Popover, TextInput, unique_id,
        },
        files,
        pages::{network::facts_of, record_panel::Wrong},
    },
};
use leptos::{html, prelude::*};
use std::{ops::Range, sync::Arc};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// The variants, one in sight.
#[component]
pub fn Variants(plan: Plan, draft: Draft, chosen: RwSignal<Option<Id>>, wrong: Wrong) -> impl IntoView {
    let name =
        move |id: Id| channel(plan, id).map_or_else(|| "A channel that was removed".to_owned(), |it| it.name.clone());
    let shown = Memo::new(move |_| {
        let id = chosen.get();
        draft.variants.with(|variants| variants.iter().find(|it| Some(it.channel) == id).or(variants.first()).copied())
    });
    let several = Memo::new(move |_| draft.variants.with(|variants| variants.len() > 1));
    view! {
        <Show when=move || several.get()>
            <div class="variant-choice" role="group" aria-label="Variants">
                {move || draft.variants.get().into_iter().map(|variant| {
                    let id = variant.channel;
                    let here = Signal::derive(move || shown.get().is_some_and(|it| it.channel == id));
                    let worst = Memo::new(move |_| channel(plan, id).and_then(|channel| worst(plan, draft, variant, &channel)));
                    view! {
                        <Button small=true pressed=here on_press=move || chosen.set(Some(id))>
                            {name(id)}
                            {move || worst.get().map(|level| view! { <span class="badge badge-bad">{level}</span> })}
                        </Button>
                    }
                }).collect_view()}
            </div>
        </Show>
        {move || shown.get().and_then(|variant| {
            let channel = channel(plan, variant.channel)?;
            Some(view! { <VariantForm plan draft variant channel wrong/> })
        })}
    }
}

fn channel(plan: Plan, id: Id) -> Option<Arc<Channel>> {
    plan.app.workspace.with(|workspace| workspace.as_ref()?.records.channels.get(id).cloned())
}

/// How many errors a network would find.
fn worst(plan: Plan, draft: Draft, variant: VariantDraft, channel: &Channel) -> Option<String> {
    let errors =
        findings(plan, draft, variant, channel).0.iter().filter(|finding| finding.level == Level::Error).count();
    (errors > 0).then(|| errors.to_string())
}

/// What a network says to a variant, and how it counts it.
fn findings(plan: Plan, draft: Draft, variant: VariantDraft, channel: &Channel) -> (Vec<Finding>, Count) {
    let facts = facts_of(plan.app, channel.platform);
    let (text, link) = (variant.text.get(), variant.link.get());
    let own = variant.title.get();
    let title = if own.is_empty() { draft.title.get() } else { own };
    let media: Vec<Media> = variant.media.with(|media| media.iter().map(|media| media.media.get()).collect());
    let media: Vec<platform::Media<'_>> = media
        .iter()
        .map(|media| platform::Media {
            kind: match media.kind {
                MediaKind::Image => platform::MediaKind::Image,
                MediaKind::Gif => platform::MediaKind::Gif,
                MediaKind::Video => platform::MediaKind::Video,
            },
            name: &media.name,
            bytes: media.bytes,
            width: media.width,
            height: media.height,
            seconds: media.seconds,
            alt: &media.alt,
        })
        .collect();
    let title = if facts.title { title.as_str() } else { "" };
    let written = platform::Draft { text: &text, title, link: &link, first_comment: "", media: &media };
    let count = written.count(&facts);
    (platform::check_counted(&written, &count, &facts), count)
}

#[component]
fn VariantForm(plan: Plan, draft: Draft, variant: VariantDraft, channel: Arc<Channel>, wrong: Wrong) -> impl IntoView {
    let facts = facts_of(plan.app, channel.platform).into_owned();
    let id = channel.id;
    let for_check = channel.clone();
    let checked = Memo::new(move |_| findings(plan, draft, variant, &for_check));
    let area = NodeRef::<html::Textarea>::new();
    let count = move || {
        checked.with(|(_, count)| match count.limit {
            Some(limit) => format!("{} of {}", grouped(count.length as u64), grouped(limit as u64)),
            None => grouped(count.length as u64),
        })
    };
    let over = move || checked.with(|(_, count)| count.left().is_some_and(|left| left < 0));
    let kept_name = channel.name.clone();
    view! {
        <section class="variant card stack" aria-label=channel.name.clone()>
            <header class="row">
                <h3>{channel.name.clone()}</h3>
                <span class="muted small">{channel.platform.label()}</span>
                <span class="spacer"></span>
                <Snippets plan channel=id variant area/>
                <Links variant platform=channel.platform.key() plan draft/>
            </header>
            {facts.title.then(|| view! { <Field label="Title there" hint="Empty: the title above" optional=true><TextInput value=variant.title/></Field> })}
            <Field label=Signal::stored(format!("Text for {}", channel.name))>
                <TextBox text=variant.text area/>
            </Field>
            <p class="row small">
                <span class="count" class:over=over role="status">{count}" characters as "{channel.platform.label()}" counts"</span>
                <span class="muted">{move || checked.with(|(_, count)| tally(count))}</span>
            </p>
            <Findings checked=Signal::derive(move || checked.with(|(findings, _)| findings.clone())) text=variant.text/>
            <Field label="Link beside the text" optional=true error=wrong.of("link")><TextInput value=variant.link kind="url" placeholder="https://"/></Field>
            <MediaList variant/>
            <details>
                <summary>"Preview"</summary>
                <Preview draft variant channel=channel.clone() count=Signal::derive(move || checked.with(|(_, count)| count.clone()))/>
            </details>
            <details>
                <summary>{format!("What {} allows", channel.platform.label())}</summary>
                <crate::ui::pages::network::Facts platform=channel.platform/>
            </details>
            <span class="visually-hidden">{kept_name}</span>
        </section>
    }
}

/// Links, hashtags and mentions in a text, in words.
fn tally(count: &Count) -> String {
    let mut parts = Vec::new();
    for (number, noun) in
        [(count.links.len(), "link"), (count.hashtags.len(), "hashtag"), (count.mentions.len(), "mention")]
    {
        if number > 0 {
            parts.push(super::super::plan::count(number, noun));
        }
    }
    parts.join(", ")
}

/// A text box whose place of writing is known, so that things can be put in there.
#[component]
fn TextBox(text: RwSignal<String>, area: NodeRef<html::Textarea>) -> impl IntoView {
    let field = FieldContext::current();
    view! {
        <textarea class="input composer-text" id=field.id rows="6" node_ref=area aria-describedby=field.described_by
            prop:value=text on:input=move |event| text.set(event_target_value(&event))></textarea>
    }
}

/// Puts words in where one writes, with room around them.
fn insert(text: RwSignal<String>, area: NodeRef<html::Textarea>, words: &str) {
    let at = area.get_untracked().and_then(|area| area.selection_end().ok().flatten());
    text.update(|text| {
        let mut units = 0;
        let at = at.and_then(|at| {
            text.char_indices()
                .find(|(_, letter)| {
                    units += letter.len_utf16() as u32;
                    units > at
                })
                .map(|(place, _)| place)
        });
        let at = at.unwrap_or(text.len());
        let (before, after) = text.split_at(at);
        let gap = |side: Option<char>| if side.is_none_or(char::is_whitespace) { "" } else { "\n" };
        let (left, right) = (gap(before.chars().next_back()), gap(after.chars().next()));
        *text = format!("{before}{left}{words}{right}{after}");
    });
    if let Some(area) = area.get_untracked() {
        let _ = area.focus();
    }
}

/// Hashtag sets, snippets and signatures to put in.
#[component]
fn Snippets(plan: Plan, channel: Id, variant: VariantDraft, area: NodeRef<html::Textarea>) -> impl IntoView {
    let items = Signal::derive(move || {
        let mut items = Vec::new();
        plan.app.workspace.with(|workspace| {
            let Some(workspace) = workspace else { return };
            for kind in SnippetKind::ALL {
                let fits =
                    workspace.records.snippets.live().filter(|one| {
                        one.kind == *kind && (one.channels.is_empty() || one.channels.contains(&channel))
                    });
                for (place, snippet) in fits.enumerate() {
                    let words = snippet.text.clone();
                    let mut item = MenuItem::new(snippet.name.clone(), move || insert(variant.text, area, &words));
                    item.group = (place == 0).then(|| kind.label().to_owned());
                    items.push(item);
                }
            }
        });
        items.push(
            MenuItem::new("New snippet…", move || {
                plan.open(crate::view::route::Opened::new(crate::model::RecordKind::Snippet));
            })
            .icon(IconName::Plus),
        );
        items
    });
    view! { <Menu class="button button-small button-quiet" label="Insert a snippet" trigger=|| "Insert" items/> }
}

/// Builds a link that says where its visitors come from.
#[component]
fn Links(variant: VariantDraft, platform: &'static str, plan: Plan, draft: Draft) -> impl IntoView {
    let open = RwSignal::new(false);
    let seen = utm::read(&variant.link.get_untracked());
    let campaign = draft.campaign.with_untracked(|id| {
        let id = id.parse().ok()?;
        plan.app
            .peek()?
            .records
            .campaigns
            .get(id)
            .map(|one| if one.utm.is_empty() { one.name.clone() } else { one.utm.clone() })
    });
    let or = |value: String, other: &str| RwSignal::new(if value.is_empty() { other.to_owned() } else { value });
    let (source, medium) = (or(seen.source, platform), or(seen.medium, "social"));
    let (campaign, content) = (or(seen.campaign, &campaign.unwrap_or_default()), or(seen.content, ""));
    let built = Memo::new(move |_| {
        let utm = Utm {
            source: source.get(),
            medium: medium.get(),
            campaign: campaign.get(),
            content: content.get(),
            term: String::new(),
        };
        utm::tag(&variant.link.get(), &utm.tidied(true, Spaces::Hyphen)).map_err(|error| error.to_string())
    });
    let take = move || {
        if let Ok(link) = built.get_untracked() {
            variant.link.set(link);
            open.set(false);
        }
    };
    view! {
        <Popover class="button button-small button-quiet" label="Link with campaign parameters" trigger=|| "Tag the link" open>
            <div class="stack popover-form">
                <Field label="Address"><TextInput value=variant.link kind="url" placeholder="https://"/></Field>
                <div class="field-row">
                    <Field label="Source"><TextInput value=source/></Field>
                    <Field label="Medium"><TextInput value=medium/></Field>
                </div>
                <div class="field-row">
                    <Field label="Campaign"><TextInput value=campaign/></Field>
                    <Field label="Content" optional=true><TextInput value=content/></Field>
                </div>
                <p class="small break" role="status">{move || match built.get() { Ok(link) => link, Err(why) => why }}</p>
                <div><Button look=Look::Primary small=true disabled=Signal::derive(move || built.with(Result::is_err)) on_press=take>"Use this link"</Button></div>
            </div>
        </Popover>
    }
}

/// What the network would say.
#[component]
fn Findings(checked: Signal<Vec<Finding>>, text: RwSignal<String>) -> impl IntoView {
    view! {
        <ul class="findings" aria-label="Checks">
            {move || checked.get().into_iter().map(|finding| {
                let (class, icon, word) = match finding.level {
                    Level::Error => ("finding finding-error", IconName::Error, "Error: "),
                    Level::Warning => ("finding finding-warning", IconName::Warning, "Warning: "),
                    Level::Hint => ("finding", IconName::Info, "Hint: "),
                };
                let mend = finding.mend.map(|mend| {
                    let after = mend.text.clone();
                    view! { <Button small=true look=Look::Link on_press=move || text.set(after.clone())>{mend.label}</Button> }
                });
                view! { <li class=class><Icon name=icon/><span><span class="visually-hidden">{word}</span>{finding.message}" "{mend}</span></li> }
            }).collect_view()}
        </ul>
    }
}

/// Pictures and videos with their descriptions.
#[component]
fn MediaList(variant: VariantDraft) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let id = unique_id("media");
    let take = move |_| {
        let Some(list) = input.get_untracked().and_then(|input| input.files()) else { return };
        for at in 0..list.length() {
            let Some(file) = list.get(at) else { continue };
            let media = variant.add_media(media_of(file.name(), &file.type_(), file.size() as u64));
            measure(media, file);
        }
        if let Some(input) = input.get_untracked() {
            input.set_value("");
        }
    };
    view! {
        <fieldset class="choices">
            <legend>"Media"</legend>
            <For each=move || variant.media.get() key=|media| media.media.with_untracked(|media| (media.name.clone(), media.bytes)) let:media>
                {
                    let alt = RwSignal::new(media.media.with_untracked(|media| media.alt.clone()));
                    Effect::new(move |before: Option<String>| {
                        let now = alt.get();
                        if before.is_some_and(|before| before != now) {
                            let now = now.clone();
                            media.media.update(move |media| media.alt = now);
                        }
                        now
                    });
                    let about = move || media.media.with(about);
                    let remove = move || variant.media.update(|all| all.retain(|other| *other != media));
                    view! {
                        <div class="media">
                            <p class="row"><b class="clip">{media.media.with_untracked(|media| media.name.clone())}</b><span class="muted small">{about}</span><span class="spacer"></span>
                                <Button small=true look=Look::Quiet icon=IconName::Delete on_press=remove>"Remove"</Button></p>
                            <Field label="Alternative text" hint="What it shows, for those who do not see it"><TextInput value=alt/></Field>
                        </div>
                    }
                }
            </For>
            <div>
                <Button small=true icon=IconName::Plus on_press=move || if let Some(input) = input.get_untracked() { input.click() }>"Add media"</Button>
                <input class="visually-hidden" id=id type="file" multiple accept="image/*,video/*" tabindex="-1" aria-label="Choose images or videos" node_ref=input on:change=take/>
            </div>
            <p class="muted small">"The files stay where they are; Hearth keeps their names, sizes and descriptions."</p>
        </fieldset>
    }
}

/// `Photo · 1 080 × 1 350 · 0.4 MB`.
fn about(media: &Media) -> String {
    let mut parts = vec![media.kind.label().to_owned()];
    if let (Some(width), Some(height)) = (media.width, media.height) {
        parts.push(format!("{} × {}", grouped(width.into()), grouped(height.into())));
    }
    parts.extend(media.bytes.map(|bytes| format!("{:.1} MB", bytes as f64 / 1e6)));
    parts.join(" · ")
}

/// Finds how large a picture is, where the browser can say.
fn measure(media: MediaDraft, file: web_sys::File) {
    if media.media.with_untracked(|media| media.kind == MediaKind::Video) || files::check(&file).is_err() {
        return;
    }
    spawn_local(async move {
        let Ok(promise) = window().create_image_bitmap_with_blob(&file) else { return };
        let Ok(bitmap) = JsFuture::from(promise).await else { return };
        let bitmap: web_sys::ImageBitmap = bitmap.unchecked_into();
        // The form may be closed by now.
        let _ =
            media.media.try_update(|media| (media.width, media.height) = (Some(bitmap.width()), Some(bitmap.height())));
        bitmap.close();
    });
}

/// How the post will read: name, text with what the network makes links of, media.
#[component]
fn Preview(draft: Draft, variant: VariantDraft, channel: Arc<Channel>, count: Signal<Count>) -> impl IntoView {
    let handle =
        if channel.handle.is_empty() { String::new() } else { format!("@{}", channel.handle.trim_start_matches('@')) };
    let has_title = facts_of(crate::ui::app_state::use_app(), channel.platform).title;
    let title = move || {
        let own = variant.title.get();
        if own.is_empty() { draft.title.get() } else { own }
    };
    view! {
        <article class="preview">
            <p><b>{channel.name.clone()}</b>" "<span class="muted">{handle}</span></p>
            {has_title.then(|| view! { <p class="strong">{title}</p> })}
            <p class="preview-text">{move || {
                let text = variant.text.get();
                let count = count.get();
                let mut marks: Vec<Range<usize>> = count.links.iter().map(|link| link.range.clone()).collect();
                marks.extend(count.hashtags);
                marks.extend(count.mentions);
                marked(&text, marks)
            }}</p>
            {move || variant.media.with(|media| media.iter().map(|media| {
                let words = media.media.with(|media| if media.alt.is_empty() { media.name.clone() } else { media.alt.clone() });
                view! { <p class="preview-media"><Icon name=IconName::File/>" "{words}</p> }
            }).collect_view())}
            {move || { let link = variant.link.get(); (!link.is_empty()).then(|| view! { <p class="preview-link break">{link}</p> }) }}
        </article>
    }
}

/// A text with some of its parts marked.
fn marked(text: &str, mut marks: Vec<Range<usize>>) -> impl IntoView + use<> {
    marks.sort_by_key(|mark| mark.start);
    let mut out: Vec<AnyView> = Vec::new();
    let mut at = 0;
    for mark in marks {
        let (Some(before), Some(inside)) = (text.get(at..mark.start), text.get(mark.clone())) else { continue };
        out.push(before.to_owned().into_any());
        out.push(view! { <span class="preview-tag">{inside.to_owned()}</span> }.into_any());
        at = mark.end;
    }
    out.push(text.get(at..).unwrap_or_default().to_owned().into_any());
    out
}
