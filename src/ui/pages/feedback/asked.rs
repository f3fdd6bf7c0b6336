//! Who wants it, and where it was said.

use super::desk::Held;
use crate::{
    feedback::{add_vote, tally},
    model::{
        facts::TableKind,
        record::{FactReference, FeedbackSource, Vote},
        words::{date, decimals},
    },
    ui::{
        clock,
        components::{Button, Field, IconButton, IconName, Look, NumberInput, NumberKind, TextArea, TextInput},
    },
    view::{
        feedback::{Found, clipped},
        plan::when,
        route::{ListView, Route},
    },
};
use leptos::prelude::*;

/// Votes that are drawn.
const SHOWN: usize = 200;

/// Votes and sources.
#[component]
pub fn Asked(held: Held) -> impl IntoView {
    let counts = move || {
        let found = held.item.with(|item| item.as_ref().map(|item| tally(item))).unwrap_or_default();
        let sources = held.item.with(|item| item.as_ref().map_or(0, |item| item.sources.len()));
        [("Votes", found.votes.to_string()), ("Weight", decimals(found.weight, 1)), ("Sources", sources.to_string())]
            .map(|(name, value)| view! { <div><b>{value}</b><span>{name}</span></div> })
            .collect_view()
    };
    view! {
        <div class="stack">
            <div class="preview-counts">{counts}</div>
            <Sources held/>
            <Votes held/>
        </div>
    }
}

/// The place of a member on the members screen.
fn member_address(held: Held, member: Option<&FactReference>) -> Option<String> {
    let row = member.and_then(|member| held.members.with(|members| members.row(member)))?;
    Some(Route::Members(ListView { open: Some(row), ..ListView::default() }).to_string())
}

/// Somebody's name, leading to them where they are a member.
pub fn who(held: Held, member: Option<&FactReference>, name: &str) -> AnyView {
    let shown = held.name(member, name);
    match member_address(held, member) {
        Some(address) => view! { <a href=address dir="auto">{shown}</a> }.into_any(),
        None => view! { <span dir="auto">{shown}</span> }.into_any(),
    }
}

#[component]
fn Votes(held: Held) -> impl IntoView {
    let zone = held.desk.zone();
    let name = RwSignal::new(String::new());
    let weight = RwSignal::new(None::<f64>);
    let error = RwSignal::new(None::<String>);
    let add = move || {
        let who = name.get_untracked().trim().to_owned();
        if who.is_empty() {
            return error.set(Some("Who wants it? A name is enough.".to_owned()));
        }
        let vote = Vote { weight: weight.get_untracked(), ..Vote::of_name(clock::now(), who.clone()) };
        let known = held
            .item
            .with_untracked(|item| item.as_ref().is_some_and(|item| !add_vote(&mut (**item).clone(), vote.clone())));
        if known {
            return error.set(Some(format!("{who} has voted already.")));
        }
        error.set(None);
        if held.change(format!("{who} voted"), |item| {
            add_vote(item, vote);
        }) {
            name.set(String::new());
            weight.set(None);
        }
    };
    let list = move || {
        let item = held.item.get()?;
        let mut places: Vec<usize> = (0..item.votes.len()).collect();
        places.sort_by_key(|place| std::cmp::Reverse(item.votes.get(*place).map(|vote| vote.at)));
        let more = places.len().saturating_sub(SHOWN);
        let lines = places.into_iter().take(SHOWN).filter_map(|place| {
            let vote = item.votes.get(place)?.clone();
            let shown = held.name(vote.member.as_ref(), &vote.name);
            let mut facts = vec![date(zone.day(vote.at))];
            facts.extend(vote.weight.map(|weight| format!("counts {}", decimals(weight, 1))));
            if vote.from.is_some() {
                facts.push("came with a duplicate".to_owned());
            }
            let label = format!("Remove the vote of {shown}");
            let same = vote.clone();
            let remove = move || {
                held.change("Vote removed", |item| {
                    if let Some(at) = item.votes.iter().position(|other| *other == same) {
                        item.votes.remove(at);
                    }
                });
            };
            Some(view! {
                <li class="row">
                    <span class="grow">{who(held, vote.member.as_ref(), &vote.name)}" "<span class="muted small">{facts.join(" · ")}</span></span>
                    <IconButton small=true icon=IconName::Delete label on_press=remove/>
                </li>
            })
        });
        let lines = lines.collect_view();
        Some(view! {
            <ul class="plain-list lines" aria-label="Votes">{lines}</ul>
            {(more > 0).then(|| view! { <p class="muted">{format!("and {more} older ones")}</p> })}
        })
    };
    view! {
        <section class="stack">
            <h3>"Votes"</h3>
            <form class="field-row" novalidate on:submit=move |event| { event.prevent_default(); add(); }>
                <Field label="Name" error=error><TextInput value=name/></Field>
                <Field label="Counts for" optional=true hint="1 unless said"><NumberInput value=weight kind=NumberKind::Plain min=0.0/></Field>
                <Button submit=true icon=IconName::Plus>"Add vote"</Button>
            </form>
            {list}
        </section>
    }
}

#[component]
fn Sources(held: Held) -> impl IntoView {
    let app = held.desk.app;
    let zone = held.desk.zone();
    let (words, name) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let error = RwSignal::new(None::<String>);
    let rows = Memo::new(move |_| match (app.peek(), held.item.get()) {
        (Some(workspace), Some(item)) => Found::new(
            &workspace,
            TableKind::Activities,
            item.sources.iter().filter_map(|source| source.activity.as_ref()),
        ),
        _ => Found::default(),
    });
    let add = move || {
        let text = words.get_untracked().trim().to_owned();
        if text.is_empty() {
            return error.set(Some("What was said? Write or paste the words.".to_owned()));
        }
        error.set(None);
        let source = FeedbackSource {
            at: Some(clock::now()),
            name: name.get_untracked().trim().to_owned(),
            text,
            ..FeedbackSource::default()
        };
        if held.change("Source added", |item| item.sources.push(source)) {
            words.set(String::new());
            name.set(String::new());
        }
    };
    let list = move || {
        let item = held.item.get()?;
        let lines = item.sources.iter().map(|source| {
            let row = source.activity.as_ref().and_then(|said| rows.with(|rows| rows.row(said)));
            let address =
                row.map(|row| Route::Activities(ListView { open: Some(row), ..ListView::default() }).to_string());
            let at = source.at.map(|at| when::day_time(at, zone)).unwrap_or_default();
            let same = source.clone();
            let remove = move || {
                held.change("Source removed", |item| {
                    if let Some(at) = item.sources.iter().position(|other| *other == same) {
                        item.sources.remove(at);
                    }
                });
            };
            view! {
                <li class="quote">
                    <blockquote dir="auto">{clipped(&source.text)}</blockquote>
                    <div class="row">
                        <span class="grow small">{who(held, source.member.as_ref(), &source.name)}" "<span class="muted">{at}</span>
                            {source.from.is_some().then_some(" · came with a duplicate")}</span>
                        {address.map(|address| view! { <a class="small" href=address>"Where it was said"</a> })}
                        <IconButton small=true icon=IconName::Delete label="Remove this source" on_press=remove/>
                    </div>
                </li>
            }
        });
        let lines = lines.collect_view();
        Some(view! { <ul class="plain-list lines" aria-label="Sources">{lines}</ul> })
    };
    view! {
        <section class="stack">
            <h3>"Where it was said"</h3>
            {list}
            <details>
                <summary>"Add words from elsewhere"</summary>
                <form class="form" novalidate on:submit=move |event| { event.prevent_default(); add(); }>
                    <Field label="What was said" error=error><TextArea value=words rows=2/></Field>
                    <div class="field-row">
                        <Field label="Who said it" optional=true><TextInput value=name/></Field>
                        <Button submit=true look=Look::Secondary icon=IconName::Plus>"Add source"</Button>
                    </div>
                </form>
            </details>
        </section>
    }
}
