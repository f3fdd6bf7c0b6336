//! What was said in the open conversation, oldest first.

use super::{desk::Desk, reply::Reply};
use crate::{
    inbox::{Item, Role, Said, Turn},
    model::facts::{activity, member},
    model::{Workspace, Zone},
    ui::components::{Badge, Button, Look, Tone},
    view::{inbox as view_inbox, plan::when},
};
use leptos::prelude::*;

/// Messages drawn at first: the opening and the last of them.
const DRAWN: usize = 60;
/// Characters of a message that are drawn.
const LONGEST: usize = 4_000;

/// The messages with the reply below them.
#[component]
pub fn Messages(desk: Desk) -> impl IntoView {
    let key = Memo::new(move |_| desk.open.with(|open| open.as_ref().map(|item| item.key)));
    let all = RwSignal::new(false);
    Effect::new(move |_| {
        let _ = key.get();
        all.set(false);
    });
    let title = move || {
        let moment = desk.moment.get()?;
        desk.open.with(|open| Some(view_inbox::who(&moment.workspace, &moment.talks, open.as_ref()?)))
    };
    let about = move || {
        let moment = desk.moment.get()?;
        desk.open.with(|open| {
            let item = open.as_ref()?;
            let mut about = vec![item.kind.label().to_owned()];
            about.extend(
                item.channel.and_then(|id| moment.workspace.records.channels.get(id)).map(|one| one.name.clone()),
            );
            let subject = item.record.as_ref().map(|record| record.subject.clone());
            about.extend(subject.filter(|subject| !subject.is_empty()));
            Some(about.join(" · "))
        })
    };
    let list = move || {
        let moment = desk.moment.get()?;
        let (item, zone) = (desk.open.get()?, moment.workspace.settings.zone);
        let turns = item.turns(&moment.workspace.facts, &moment.talks).turns;
        let hidden = if all.get() { 0 } else { turns.len().saturating_sub(DRAWN) };
        let mut shown = Vec::with_capacity(turns.len() - hidden + 1);
        for (place, turn) in turns.iter().enumerate() {
            if place == 1 && hidden > 0 {
                let words = format!("Show {hidden} messages between");
                shown.push(
                    view! { <li><Button look=Look::Quiet on_press=move || all.set(true)>{words}</Button></li> }
                        .into_any(),
                );
            }
            if place == 0 || place > hidden {
                shown.push(message(&moment.workspace, &item, turn, zone));
            }
        }
        Some(shown)
    };
    view! {
        <section class="inbox-talk" aria-label="Conversation">
            <header class="inbox-talk-head">
                <a class="inbox-back button button-quiet" href=move || desk.address(|view| view.conversation = None)>"‹ List"</a>
                <div>
                    <h2 id="inbox-title" tabindex="-1" dir="auto">{title}</h2>
                    <p class="muted small" dir="auto">{about}</p>
                </div>
            </header>
            <div class="inbox-messages" tabindex="0" role="group" aria-label="Messages"><ol>{list}</ol></div>
            <Reply desk/>
        </section>
    }
}

fn message(workspace: &Workspace, item: &Item, turn: &Turn, zone: Zone) -> AnyView {
    let facts = &workspace.facts;
    let (text, who) = match turn.said {
        Said::Row(row) => {
            let who = facts.activities.code(row as usize, activity::MEMBER);
            let of = |column| who.map_or("", |who| facts.members.text(who as usize, column));
            let name = if of(member::NAME).is_empty() { of(member::ID) } else { of(member::NAME) };
            (facts.activities.text(row as usize, activity::TEXT), name.to_owned())
        }
        Said::Entered(place) => {
            let entered = item.record.as_ref().and_then(|record| Some((record, record.messages.get(place)?)));
            match entered {
                Some((record, message)) if turn.role == Role::Person => (&*message.text, record.name.clone()),
                Some((_, message)) => (&*message.text, message.who.clone()),
                None => ("", String::new()),
            }
        }
    };
    let (role, side) = match turn.role {
        Role::Person => ("", "in"),
        Role::Other => ("another member", "other"),
        Role::Staff => ("us", "out"),
        Role::Bot => ("automatic", "bot"),
    };
    let (text, cut) = view_inbox::shown(text, LONGEST);
    let text = if text.is_empty() { "(no text)".to_owned() } else { text.to_owned() };
    let who = if who.is_empty() { if side == "out" { "Us".to_owned() } else { "Somebody".to_owned() } } else { who };
    let entered = matches!(turn.said, Said::Entered(_)) && !turn.marked;
    view! {
        <li class="inbox-message" data-side=side>
            <p class="inbox-said" dir="auto">{text}</p>
            {cut.then(|| view! { <p class="muted small">"Cut here: the message is very long."</p> })}
            <p class="inbox-by muted small">
                <b dir="auto">{who}</b>
                {(!role.is_empty()).then(|| format!(" ({role})"))}
                {format!(" · {}", when::day_time(turn.at, zone))}
                {entered.then_some(" · entered by hand")}
                {turn.marked.then(|| view! { " "<Badge tone=Tone::Info>"marked as answered"</Badge> })}
            </p>
        </li>
    }
    .into_any()
}
