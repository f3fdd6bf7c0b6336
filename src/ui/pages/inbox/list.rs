//! The list of conversations in the order of the queue, with its filters and what is done with several at once.

use super::{
    desk::{Ask, Desk},
    tone,
};
use crate::{
    inbox::{Horizon, Item, ItemKey},
    model::record::{ConversationKind, ConversationStatus, Priority, Records},
    ui::components::{Badge, Button, FilterChip, FilterOption, Look, SearchInput, Select},
    view::{inbox as view_inbox, route::InboxView},
};
use leptos::prelude::*;

/// Conversations drawn at first; more on demand.
const DRAWN: usize = 100;
/// Characters of a line.
const LINE: usize = 110;

/// What narrows the list.
#[component]
pub fn Filters(desk: Desk) -> impl IntoView {
    let app = desk.app;
    let option = |key: &str, label: &str| FilterOption { key: key.to_owned(), label: label.to_owned() };
    let of_records = move |of: fn(&Records) -> Vec<FilterOption>| {
        Signal::derive(move || {
            app.workspace.with(|workspace| workspace.as_ref().map(|it| of(&it.records)).unwrap_or_default())
        })
    };
    let channels = of_records(|records| {
        records.channels.iter().map(|one| FilterOption { key: one.id.to_string(), label: one.name.clone() }).collect()
    });
    let kinds: Vec<_> = ConversationKind::ALL.iter().map(|one| option(one.key(), one.label())).collect();
    let priorities: Vec<_> = Priority::ALL.iter().map(|one| option(one.key(), one.label())).collect();
    let keys = move |of: fn(&InboxView) -> Vec<String>| Signal::derive(move || desk.view.with(of));
    let chosen_channels = keys(|view| view.channels.iter().map(ToString::to_string).collect());
    let chosen_kinds = keys(|view| view.kinds.iter().map(|one| one.key().to_owned()).collect());
    let chosen_priorities = keys(|view| view.priorities.iter().map(|one| one.key().to_owned()).collect());
    let choose_channels = move |keys: Vec<String>| {
        desk.choose(|view| view.channels = keys.iter().filter_map(|key| key.parse().ok()).collect());
    };
    let choose_kinds = move |keys: Vec<String>| {
        desk.choose(|view| view.kinds = keys.iter().filter_map(|key| ConversationKind::of_key(key)).collect());
    };
    let choose_priorities = move |keys: Vec<String>| {
        desk.choose(|view| view.priorities = keys.iter().filter_map(|key| Priority::of_key(key)).collect());
    };
    // Names and topics that are in use. A name is led by “=”, so that nobody and everybody are no names.
    let assignees = Signal::derive(move || {
        let mut all = vec![(String::new(), "Everybody's".to_owned()), ("=".to_owned(), "Nobody's yet".to_owned())];
        all.extend(
            used(desk, |records| records.conversations.iter().map(|one| one.assignee.clone()).collect())
                .into_iter()
                .map(|name| (format!("={name}"), name)),
        );
        all
    });
    let assignee = Signal::derive(move || {
        desk.view.with(|view| view.assignee.as_ref().map_or_else(String::new, |name| format!("={name}")))
    });
    let topics = Signal::derive(move || {
        let mut all = vec![(String::new(), "All topics".to_owned())];
        all.extend(
            used(desk, |records| records.conversations.iter().map(|one| one.topic.clone()).collect())
                .into_iter()
                .map(|name| (name.clone(), name)),
        );
        all
    });
    let topic = Signal::derive(move || desk.view.with(|view| view.topic.clone()));
    let horizons = Horizon::ALL.map(|one| (one.key().to_owned(), one.label().to_owned())).to_vec();
    let horizon = Signal::derive(move || desk.view.with(|view| view.horizon.key().to_owned()));
    let search = RwSignal::new(desk.view.with_untracked(|view| view.search.clone()));
    Effect::new(move |before: Option<String>| {
        let text = search.get();
        if before.is_some_and(|before| before != text) {
            desk.choose(|view| view.search = text.clone());
        }
        text
    });
    let set_assignee = move |key: String| desk.choose(|view| view.assignee = key.strip_prefix('=').map(str::to_owned));
    let set_topic = move |key: String| desk.choose(|view| view.topic = key);
    let set_horizon = move |key: String| {
        desk.choose(|view| view.horizon = Horizon::ALL.into_iter().find(|one| one.key() == key).unwrap_or_default());
    };
    view! {
        <div class="filters no-print inbox-filters">
            <FilterChip name="Channel" options=channels chosen=chosen_channels on_change=choose_channels/>
            <FilterChip name="Kind" options=kinds chosen=chosen_kinds on_change=choose_kinds/>
            <FilterChip name="Priority" options=priorities chosen=chosen_priorities on_change=choose_priorities/>
            <Select label="Whose" value=assignee options=assignees on_change=set_assignee/>
            <Select label="Topic" value=topic options=topics on_change=set_topic/>
            <Select label="How far back" value=horizon options=horizons on_change=set_horizon/>
            <SearchInput value=search label="Search conversations"/>
        </div>
    }
}

/// Texts that records use, each once, in their order.
fn used(desk: Desk, of: fn(&Records) -> Vec<String>) -> Vec<String> {
    desk.app.workspace.with(|workspace| {
        let mut all = workspace.as_ref().map(|it| of(&it.records)).unwrap_or_default();
        all.retain(|text| !text.is_empty());
        all.sort_unstable();
        all.dedup();
        all
    })
}

/// The list.
#[component]
pub fn List(desk: Desk) -> impl IntoView {
    let drawn = RwSignal::new(DRAWN);
    // Another choice begins at the top, with nothing selected.
    let filters = Memo::new(move |_| InboxView { conversation: None, panel: None, ..desk.view.get() });
    Effect::new(move |before: Option<InboxView>| {
        let now = filters.get();
        if before.is_some_and(|before| before != now) {
            drawn.set(DRAWN);
            desk.selected.set(Default::default());
        }
        now
    });
    // The open one is always among those drawn.
    Effect::new(move || {
        let open = desk.open.with(|open| open.as_ref().map(|item| item.key));
        let place = desk.keys.with(|keys| keys.iter().position(|key| Some(*key) == open));
        if let Some(place) = place.filter(|place| *place >= drawn.get_untracked()) {
            drawn.set(place + DRAWN);
        }
    });
    let rows = move || {
        let moment = desk.moment.get()?;
        let zone = moment.workspace.settings.zone;
        let rows = desk.items.with(|items| {
            items
                .iter()
                .take(drawn.get())
                .map(|item| {
                    let due = view_inbox::due(item, moment.now, zone);
                    let name = view_inbox::clipped(&view_inbox::who(&moment.workspace, &moment.talks, item), 40);
                    let line = view_inbox::clipped(item.line(&moment.workspace.facts, &moment.talks), LINE);
                    let channel = item.channel.and_then(|id| moment.workspace.records.channels.get(id));
                    let channel = channel.map(|channel| channel.name.clone()).unwrap_or_default();
                    row(desk, item, name, line, channel, due)
                })
                .collect_view()
        });
        Some(rows)
    };
    let len = Memo::new(move |_| desk.items.with(|items| items.len()));
    let more = move || {
        let left = len.get().saturating_sub(drawn.get());
        (left > 0).then(|| view! { <Button look=Look::Quiet on_press=move || drawn.update(|drawn| *drawn += DRAWN)>{format!("Show more ({left})")}</Button> })
    };
    let older = move || {
        let older = desk.moment.with(|moment| moment.as_ref().map_or(0, |moment| moment.inbox.older));
        let is_open = desk.view.with(|view| view.status.is_none());
        (older > 0 && is_open).then(|| {
            view! { <p class="muted small">{format!("{older} older ones wait without anybody having looked at them: choose how far back above.")}</p> }
        })
    };
    let empty = move || {
        (len.get() == 0).then(|| {
            let narrowed = desk.view.with(InboxView::is_narrowed);
            let words = if narrowed { "No conversation fits these filters." } else { "Nothing here. Well done." };
            view! { <p class="muted">{words}</p> }
        })
    };
    view! {
        <section class="inbox-list" tabindex="0" role="group" aria-label="Conversations">
            <Bulk desk/>
            <ol class="inbox-rows">{rows}</ol>
            {empty}
            {more}
            {older}
        </section>
    }
}

/// One line of the list.
fn row(
    desk: Desk,
    item: &Item,
    name: String,
    line: String,
    channel: String,
    (due, mood): (String, view_inbox::Mood),
) -> AnyView {
    let key = item.key;
    let href = move || desk.address(|view| view.conversation = Some(key));
    let open = move || desk.open.with(|open| open.as_ref().is_some_and(|item| item.key == key));
    let selected = move || desk.selected.with(|selected| selected.contains(&key));
    let select = format!("Select {name}");
    let pressing = (item.priority > Priority::Normal).then(|| item.priority.label());
    let assignee = item.record.as_ref().map(|record| record.assignee.clone()).filter(|name| !name.is_empty());
    let mut about = vec![item.kind.label().to_owned()];
    about.extend((!channel.is_empty()).then_some(channel));
    about.extend(assignee);
    view! {
        <li class="inbox-row" data-key=key.to_string() data-open=move || open().then_some("") data-selected=move || selected().then_some("")>
            <input type="checkbox" aria-label=select prop:checked=selected on:change=move |event| toggle(desk, key, event_target_checked(&event))/>
            <a href=href aria-current=move || open().then_some("true")>
                <span class="inbox-row-head"><b dir="auto">{name}</b><Badge tone=tone(mood)>{due}</Badge></span>
                <span class="inbox-line" dir="auto">{line}</span>
                <span class="muted small">{pressing.map(|word| view! { <b>{word}" · "</b> })}{about.join(" · ")}</span>
            </a>
        </li>
    }
    .into_any()
}

/// Selects a conversation, or no longer.
pub fn toggle(desk: Desk, key: ItemKey, on: bool) {
    desk.selected.update(|selected| {
        if on {
            selected.insert(key);
        } else {
            selected.remove(&key);
        }
    });
}

/// What is done with the selected ones.
#[component]
fn Bulk(desk: Desk) -> impl IntoView {
    let count = Memo::new(move |_| desk.selected.with(|selected| selected.len()));
    let some = move || count.get() != 0;
    let all = move || desk.selected.set(desk.keys.get_untracked().into_iter().collect());
    view! {
        <Show when=some>
            <div class="inbox-bulk" role="group" aria-label="With the selected conversations">
                <span class="small" role="status">{move || format!("{} selected", count.get())}</span>
                <Button small=true on_press=move || desk.step(&desk.chosen(), ConversationStatus::Resolved)>"Resolve"</Button>
                <Button small=true on_press=move || desk.ask.set(Some(Ask::Assign))>"Assign…"</Button>
                <Button small=true on_press=move || desk.ask.set(Some(Ask::Snooze))>"Snooze…"</Button>
                <Button small=true look=Look::Quiet on_press=all>"All"</Button>
                <Button small=true look=Look::Quiet on_press=move || desk.selected.set(Default::default())>"None"</Button>
            </div>
        </Show>
    }
}
