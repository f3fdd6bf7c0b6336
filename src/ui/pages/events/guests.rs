//! Who answered the invitation, who waits for a place, who is there.

use super::Held;
use crate::{
    analytics::{Unit, format},
    events::{self, RsvpChange, Seated},
    model::{
        Id,
        record::{Rsvp, RsvpAnswer},
    },
    search::Search,
    ui::{
        clock,
        components::{
            Badge, Button, Field, IconName, Look, Menu, MenuItem, NumberInput, NumberKind, SearchInput, Select,
            TextInput, Tone,
        },
    },
    view::plan::when,
};
use leptos::prelude::*;

/// Guests that are drawn; search finds the others.
const SHOWN: usize = 300;

/// Carries a change of the answers out, and says what it led to.
fn change(held: Held, label: &str, change: &RsvpChange) {
    let Some(event) = held.peek() else { return };
    let Seated { event, promoted, waits, refused } = events::answer(&event, change, clock::now());
    if let Some(refusal) = refused {
        return held.app.toasts.fail(refusal.message());
    }
    let names: Vec<String> =
        event.rsvps.iter().filter(|rsvp| promoted.contains(&rsvp.id)).map(|rsvp| rsvp.name.clone()).collect();
    let label = match (waits, names.is_empty()) {
        (true, _) => format!("{label}: no place free, on the waitlist"),
        (_, false) => format!("{label}; {} moved up from the waitlist", names.join(", ")),
        _ => label.to_owned(),
    };
    held.put(label, event);
}

/// The guests.
#[component]
pub fn Guests(held: Held) -> impl IntoView {
    let search = RwSignal::new(String::new());
    let guests = Memo::new(move |_| {
        let wanted = Search::new(&search.get());
        held.event.with(|event| {
            let mut guests: Vec<Rsvp> = event.as_ref().map(|event| event.rsvps.clone()).unwrap_or_default();
            guests.retain(|guest| wanted.is_empty() || wanted.matches(&format!("{}\n{}", guest.name, guest.email)));
            let rank = |answer| RsvpAnswer::ALL.iter().position(|one| *one == answer);
            // Those who wait stay in the order in which they wait.
            guests.sort_by_key(|guest| rank(guest.answer).map(|rank| if rank == 3 { 1 } else { rank * 2 }));
            guests
        })
    });
    let shown = move || guests.get().into_iter().take(SHOWN).collect::<Vec<_>>();
    // A guest is drawn anew when anything about them changes.
    let key = |guest: &Rsvp| (guest.id, guest.answer, guest.guests, guest.checked_in, guest.name.clone());
    let figures = held.figures;
    let rate = move |value: Option<f64>| format::format_value(Unit::Ratio, value);
    let expected = Memo::new(move |_| {
        held.app.workspace.with(|workspace| {
            let records = &workspace.as_ref()?.records;
            let event = records.events.get(held.id)?;
            events::expected(
                records.events.iter().map(|event| &**event).filter(|other| other.id != held.id),
                event,
                clock::now(),
            )
        })
    });
    view! {
        <div class="stack">
            <div class="preview-counts">
                {move || {
                    let it = figures.get();
                    let taken = it.free.map_or_else(|| it.seats_taken.to_string(), |free| format!("{} of {}", it.seats_taken, u64::from(it.seats_taken) + u64::from(free)));
                    [("Places taken", taken), ("Maybe", it.maybe.to_string()), ("Waitlist", it.waitlist.to_string()),
                     ("Checked in", it.checked_in.to_string()), ("No-show rate", rate(it.no_show_rate))]
                        .map(|(name, value)| view! { <div><b>{value}</b><span>{name}</span></div> }).collect_view()
                }}
            </div>
            {move || expected.get().map(|expected| view! {
                <p class="muted small">{format!("About {:.0} people are to be expected: {} of those who said yes came to {} past events like this.", expected.people, rate(Some(expected.rate)), expected.events)}</p>
            })}
            <Invite held/>
            <WalkIn held/>
            <div class="row wrap"><SearchInput value=search label="Search guests"/><super::files::GuestFiles held/></div>
            <ul class="guests" aria-label="Guests">
                <For each=shown key=key let:guest>
                    <Guest held guest/>
                </For>
            </ul>
            {move || {
                let more = guests.with(Vec::len).saturating_sub(SHOWN);
                (more > 0).then(|| view! { <p class="muted">{format!("and {more} more: search for a name")}</p> })
            }}
        </div>
    }
}

/// Takes an answer in by hand.
#[component]
fn Invite(held: Held) -> impl IntoView {
    let (name, email) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let answer = RwSignal::new(RsvpAnswer::Yes.key().to_owned());
    let guests = RwSignal::new(None::<f64>);
    let error = RwSignal::new(None::<String>);
    let answers = RsvpAnswer::ALL.iter().map(|it| (it.key().to_owned(), it.label().to_owned())).collect::<Vec<_>>();
    let add = move || {
        let who = name.get_untracked().trim().to_owned();
        if who.is_empty() {
            return error.set(Some("Who is it? A name is enough.".to_owned()));
        }
        error.set(None);
        let answer = RsvpAnswer::of_key(&answer.get_untracked()).unwrap_or(RsvpAnswer::Yes);
        let mut rsvp = Rsvp::new(clock::mint(), clock::now(), who.clone(), answer);
        rsvp.email = email.get_untracked().trim().to_owned();
        rsvp.guests = guests.get_untracked().map_or(0, |guests| guests as u32);
        change(held, &format!("{who} answered"), &RsvpChange::Put(rsvp));
        name.set(String::new());
        email.set(String::new());
        guests.set(None);
    };
    view! {
        <form class="field-row guests-add" novalidate on:submit=move |event| { event.prevent_default(); add(); }>
            <Field label="Name" error=error><TextInput value=name/></Field>
            <Field label="E-mail" optional=true><TextInput value=email kind="email"/></Field>
            <Field label="Answer"><Select value=answer options=answers on_change=move |key: String| answer.set(key)/></Field>
            <Field label="Brings" optional=true><NumberInput value=guests kind=NumberKind::Count min=0.0 max=100.0/></Field>
            <Button submit=true icon=IconName::Plus>"Add answer"</Button>
        </form>
    }
}

fn tone(answer: RsvpAnswer) -> Tone {
    match answer {
        RsvpAnswer::Yes => Tone::Good,
        RsvpAnswer::Waitlist | RsvpAnswer::Maybe => Tone::Warn,
        RsvpAnswer::No => Tone::Info,
    }
}

#[component]
fn Guest(held: Held, guest: Rsvp) -> impl IntoView {
    let id: Id = guest.id;
    let name = guest.name.clone();
    let there = guest.checked_in.is_some();
    let label = if there { format!("{name} is there: undo the check-in") } else { format!("Check {name} in") };
    let who = name.clone();
    let check = move || {
        if there {
            change(held, &format!("{who}: check-in taken back"), &RsvpChange::UndoCheckIn(id));
        } else {
            change(held, &format!("{who} checked in"), &RsvpChange::CheckIn(id));
        }
    };
    let who = name.clone();
    let items = RsvpAnswer::ALL
        .iter()
        .map(|answer| {
            let (answer, who) = (*answer, who.clone());
            let words =
                if answer == guest.answer { format!("{} (now)", answer.label()) } else { answer.label().to_owned() };
            MenuItem::new(words, move || {
                change(held, &format!("{who}: {}", answer.label().to_lowercase()), &RsvpChange::Answer(id, answer))
            })
        })
        .chain(std::iter::once({
            let who = name.clone();
            MenuItem::new("Remove", move || change(held, &format!("{who} removed"), &RsvpChange::Remove(id))).danger()
        }))
        .collect::<Vec<_>>();
    let zone = super::workspace_zone(held.app);
    let mut facts = Vec::new();
    if !guest.email.is_empty() {
        facts.push(guest.email.clone());
    }
    if guest.guests > 0 {
        facts.push(format!("brings {}", guest.guests));
    }
    facts.extend(guest.checked_in.map(|at| format!("there since {}", when::clock(when::minute(at, zone)))));
    let menu = format!("Change the answer of {name}");
    view! {
        <li>
            <button type="button" class="check-in" aria-pressed=if there { "true" } else { "false" } aria-label=label on:click=move |_| check()>{if there { "✓ There" } else { "Check in" }}</button>
            <span class="guest-name"><b>{name}</b><span class="muted small">{facts.join(" · ")}</span></span>
            <Badge tone=tone(guest.answer)>{guest.answer.label()}</Badge>
            <Menu class="button button-quiet button-small" bare=true label=menu trigger=|| "…" items=Signal::stored(items)/>
        </li>
    }
}

/// A guest who came without having answered.
#[component]
fn WalkIn(held: Held) -> impl IntoView {
    let name = RwSignal::new(String::new());
    let add = move || {
        let who = name.get_untracked().trim().to_owned();
        if !who.is_empty() {
            let mut rsvp = Rsvp::new(clock::mint(), clock::now(), who.clone(), RsvpAnswer::Yes);
            rsvp.checked_in = Some(clock::now());
            change(held, &format!("{who} came in"), &RsvpChange::WalkIn(rsvp));
            name.set(String::new());
        }
    };
    view! {
        <form class="field-row" novalidate on:submit=move |event| { event.prevent_default(); add(); }>
            <Field label="Came without an answer"><TextInput value=name placeholder="Name"/></Field>
            <Button submit=true look=Look::Secondary>"Let in"</Button>
        </form>
    }
}
