//! Those who asked: what to tell them, who has been told, until the loop is closed.

use super::{asked::who, desk::Held};
use crate::{
    feedback::{Asker, LoopState, Person, closed_loop, letter, tell, untell},
    model::words::date,
    ui::{
        clipboard, clock,
        components::{Badge, Button, Look, Tone},
        pages::content_count as count,
        preferences,
    },
    view::feedback::{askers, clipped},
};
use leptos::prelude::*;

/// People that are drawn.
const SHOWN: usize = 200;

fn people(number: usize) -> String {
    count(number, "person").replace("persons", "people")
}

/// The list.
#[component]
pub fn Tell(held: Held) -> impl IntoView {
    let found = Memo::new(move |_| held.item.with(|item| item.as_ref().map(|item| closed_loop(item))));
    let text = move |name: &str| {
        held.item.with_untracked(|item| item.as_ref().map(|item| letter(item, name)).unwrap_or_default())
    };
    let copy = move |name: String| {
        clipboard::copy(held.desk.app, text(&name), format!("Copied: what to tell {name}"));
    };
    let all = move || {
        let waiting: Vec<Person> = found.with_untracked(|found| {
            found.as_ref().map(|found| found.waiting().map(|asker| asker.person.clone()).collect()).unwrap_or_default()
        });
        held.change(format!("{} told", people(waiting.len())), |item| {
            tell(item, &waiting, clock::now(), &preferences::author());
        });
    };
    let body = move || {
        let found = found.get()?;
        let unknown = (found.unknown > 0).then(|| {
            view! { <p class="muted small">{format!("{} of people who are not known: they cannot be told.", count(found.unknown, "vote"))}</p> }
        });
        let view = match found.state {
            LoopState::Undecided => view! {
                <p>"There is nothing to tell yet. As soon as it is planned, started, completed or declined, everybody who asked is listed here to be told."</p>
                <p class="muted">{format!("Asked so far: {}.", people(found.askers.len()))}</p>
                {unknown}
            }
            .into_any(),
            LoopState::NobodyAsked => view! { <p>"Nobody who is known asked for this, so there is nobody to tell."</p>{unknown} }.into_any(),
            LoopState::Waiting | LoopState::Closed => {
                let closed = found.state == LoopState::Closed;
                let summary = format!("{} of {} told", found.told(), people(found.askers.len()));
                let response = held.item.with_untracked(|item| item.as_ref().is_some_and(|item| item.response.is_empty()));
                let more = found.askers.len().saturating_sub(SHOWN);
                let lines = askers(&found).into_iter().take(SHOWN).map(|asker| line(held, asker, copy)).collect_view();
                view! {
                    <div class="row">
                        {if closed {
                            view! { <Badge tone=Tone::Good>"✓ Closed loop"</Badge> }.into_any()
                        } else {
                            view! { <Badge tone=Tone::Warn>"To be told"</Badge> }.into_any()
                        }}
                        <span class="grow" role="status">{summary}</span>
                        {(!closed).then(|| view! { <Button small=true on_press=all>"Mark all as told"</Button> })}
                    </div>
                    {response.then(|| view! { <p class="muted small">"There is no public response yet: write one under About, and it becomes part of what you tell."</p> })}
                    <blockquote class="letter" dir="auto">{clipped(&text("…"))}</blockquote>
                    <ul class="plain-list lines" aria-label="Those who asked">{lines}</ul>
                    {(more > 0).then(|| view! { <p class="muted">{format!("and {more} more")}</p> })}
                    {unknown}
                }
                .into_any()
            }
        };
        Some(view)
    };
    view! { <div class="stack">{body}</div> }
}

fn line(held: Held, asker: &Asker, copy: impl Fn(String) + Copy + Send + Sync + 'static) -> AnyView {
    let zone = held.desk.zone();
    let name = held.name(asker.member.as_ref(), &asker.name);
    let since = format!("asked {}", date(zone.day(asker.at)));
    let shown = who(held, asker.member.as_ref(), &asker.name);
    let person = asker.person.clone();
    let actions = match asker.told {
        Some(at) => {
            let (label, of) = (name.clone(), format!(": {name}"));
            let take_back = move || {
                held.change(format!("{label} not told after all"), |item| untell(item, &person));
            };
            view! {
                <Badge tone=Tone::Good>{format!("✓ told {}", date(zone.day(at)))}</Badge>
                <Button small=true look=Look::Quiet on_press=take_back>"Not told"<span class="visually-hidden">{of}</span></Button>
            }
            .into_any()
        }
        None => {
            let (to, label) = (name.clone(), name.clone());
            let (for_whom, of) = (format!(" for {name}"), format!(": {name}"));
            let mark = move || {
                held.change(format!("{label} told"), |item| {
                    tell(item, std::slice::from_ref(&person), clock::now(), &preferences::author());
                });
            };
            view! {
                <Button small=true look=Look::Quiet on_press=move || copy(to.clone())>"Copy text"<span class="visually-hidden">{for_whom}</span></Button>
                <Button small=true on_press=mark>"Mark as told"<span class="visually-hidden">{of}</span></Button>
            }
            .into_any()
        }
    };
    view! { <li class="row"><span class="grow">{shown}" "<span class="muted small">{since}</span></span>{actions}</li> }
        .into_any()
}
