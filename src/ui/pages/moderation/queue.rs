//! The queue: flags by urgency, chosen by the dozen, gone through by keyboard.

use super::desk::{Screen, severity_tone, status_tone};
use crate::{
    model::{
        Id, RecordKind,
        record::{Flag, FlagStatus, Severity},
    },
    moderation::{
        cases::{waiting_since, waits},
        queue::Queued,
        score::Score,
    },
    ui::{
        clock,
        components::{Badge, Button, EmptyState, FilterChip, FilterOption, IconName, Link, Look, SearchInput},
    },
    view::{
        moderation::{PAGE, age, channel_name, count, short},
        route::{ModerationSection, ModerationView, Opened},
    },
};
use leptos::prelude::*;
use std::{collections::BTreeSet, sync::Arc};
use wasm_bindgen::JsCast;

/// The queue.
#[component]
pub fn Queue(screen: Screen) -> impl IntoView {
    let queued = screen.queued;
    let chosen = RwSignal::new(BTreeSet::<Id>::new());
    let more = RwSignal::new(PAGE);
    keys(screen, chosen);
    // What is no longer shown is no longer chosen.
    Effect::new(move || {
        queued.with(|queued| {
            let here = |id: &Id| queued.iter().any(|one| one.flag.id == *id);
            if chosen.with_untracked(|chosen| !chosen.iter().all(here)) {
                chosen.update(|chosen| chosen.retain(here));
            }
            screen.active.update(|active| *active = (*active).min(queued.len().saturating_sub(1)));
        });
    });
    let none = Memo::new(move |_| queued.with(|queued| queued.is_empty()));
    let any_flags = Memo::new(move |_| screen.of(|workspace| !workspace.records.flags.is_empty()));
    let waiting = move || queued.with(|queued| queued.iter().filter(|one| waits(&one.flag)).count());
    let summary = move || {
        let all = queued.with(|queued| queued.len());
        format!("{} shown, {} waiting", count(all, "flag"), waiting())
    };
    view! {
        <Filters screen/>
        <Show
            when=move || !none.get()
            fallback=move || if any_flags.get() {
                view! {
                    <EmptyState icon=IconName::Check title="Nothing waits here" text="No flag fits these filters. Everything that was decided is still there: choose another status to see it.">
                        <Link look=Look::Secondary href=Signal::derive(move || screen.address(|view| { *view = ModerationView { statuses: FlagStatus::ALL.to_vec(), ..ModerationView::default() }; }))>"Show all flags"</Link>
                    </EmptyState>
                }.into_any()
            } else {
                view! {
                    <EmptyState icon=IconName::Flag title="No flags yet" text="What members report, and what you see yourself, waits here in the order of its urgency: who reported it, how bad it is, how far it spread, how long it waits. Each decision names a house rule and goes into the audit log.">
                        <Link look=Look::Primary href=Signal::derive(move || screen.address(|view| view.open = Some(Opened::new(RecordKind::Flag))))>"New flag"</Link>
                        <Link look=Look::Secondary href=Signal::derive(move || screen.address(|view| view.section = ModerationSection::Suggestions))>"See suggestions"</Link>
                    </EmptyState>
                }.into_any()
            }
        >
            <div class="row flag-tools">
                <span class="muted small" role="status">{summary}</span>
                <Bulk screen chosen/>
                <span class="muted small flag-keys"><kbd>"j"</kbd>" "<kbd>"k"</kbd>" next, previous · "<kbd>"x"</kbd>" select · "<kbd>"a"</kbd>" approve · "<kbd>"d"</kbd>" decide"</span>
            </div>
            <ol class="flag-list" aria-label="Flags, the most urgent first">
                <For
                    each=move || queued.with(|queued| queued.iter().take(more.get()).cloned().enumerate().collect::<Vec<_>>())
                    key=|(place, one)| (*place, one.flag.id, one.flag.updated, one.score.points)
                    let:entry
                >
                    <Row screen chosen place=entry.0 one=entry.1/>
                </For>
            </ol>
            {move || {
                let left = queued.with(|queued| queued.len()).saturating_sub(more.get());
                (left > 0).then(|| view! { <Button on_press=move || more.update(|more| *more += PAGE)>{format!("Show {} more of {left}", left.min(PAGE))}</Button> })
            }}
        </Show>
    }
}

/// Keys of the queue, unless somebody is writing.
fn keys(screen: Screen, chosen: RwSignal<BTreeSet<Id>>) {
    let listener = window_event_listener(leptos::ev::keydown, move |event| {
        if event.ctrl_key() || event.meta_key() || event.alt_key() || crate::ui::app::is_typing() {
            return;
        }
        let at = screen.active.get_untracked();
        let id = |place: usize| screen.queued.with_untracked(|queued| queued.get(place).map(|one| one.flag.id));
        let is_open = screen.view.with_untracked(|view| view.open.is_some());
        match event.key().as_str() {
            key @ ("j" | "k") => {
                // The first key goes to the first row.
                let on_row = is_open || on_row();
                let to = match key {
                    _ if !on_row => at,
                    "j" => at + 1,
                    _ => at.saturating_sub(1),
                };
                let Some(next) = id(to) else { return };
                screen.active.set(to);
                if is_open { screen.open_flag(next) } else { focus_row(to) }
            }
            "x" if !is_open => {
                let Some(id) = id(at) else { return };
                chosen.update(|chosen| {
                    if !chosen.remove(&id) {
                        chosen.insert(id);
                    }
                });
            }
            "a" => {
                let of = screen.view.with_untracked(|view| match view.open {
                    Some(Opened { kind: RecordKind::Flag, panel: crate::view::route::Panel::Edit(id) }) => Some(id),
                    Some(_) => None,
                    None => id(at).filter(|_| on_row()),
                });
                let Some(of) = of else { return };
                let waits = screen.of(|workspace| {
                    workspace.records.flags.get(of).is_some_and(|flag| crate::view::moderation::undecided(flag))
                });
                if !waits || !screen.approve(&[of]) {
                    return;
                }
                if is_open {
                    match id(at) {
                        Some(next) => screen.open_flag(next),
                        None => screen.close(),
                    }
                } else {
                    focus_row(at);
                }
            }
            "d" => {
                screen.at_form.set(true);
                if !is_open && let Some(id) = id(at) {
                    screen.open_flag(id);
                }
            }
            _ => return,
        }
        event.prevent_default();
    });
    on_cleanup(move || listener.remove());
}

/// Whether the focus is on a row of the queue.
fn on_row() -> bool {
    document().active_element().is_some_and(|element| element.closest(".flag-row").ok().flatten().is_some())
}

/// Puts the focus on a row once it is drawn.
fn focus_row(place: usize) {
    request_animation_frame(move || {
        let row = document().query_selector(&format!(".flag-link[data-place=\"{place}\"]")).ok().flatten();
        if let Some(row) = row.and_then(|row| row.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = row.focus();
        }
    });
}

#[component]
fn Row(screen: Screen, chosen: RwSignal<BTreeSet<Id>>, place: usize, one: Queued) -> impl IntoView {
    let Queued { flag, score } = one;
    let id = flag.id;
    let said = if flag.text.trim().is_empty() { "Something without words".to_owned() } else { short(&flag.text) };
    let facts = facts(screen, &flag);
    let label = format!("Select “{}”", crate::moderation::actions::clip(flag.title(), 60));
    let is_chosen = Memo::new(move |_| chosen.with(|chosen| chosen.contains(&id)));
    let choose = move |on: bool| {
        chosen.update(|chosen| {
            if on {
                chosen.insert(id)
            } else {
                chosen.remove(&id)
            };
        });
    };
    let active = move || screen.active.get() == place;
    let (status, severity) = (flag.status, flag.severity);
    let open = Memo::new(move |_| screen.open_id() == Some(id));
    view! {
        <li class="flag-row" class:flag-active=active class:flag-open=move || open.get()>
            <input type="checkbox" aria-label=label prop:checked=move || is_chosen.get() on:change=move |event| choose(event_target_checked(&event))/>
            <a class="flag-link" data-place=place.to_string() href=move || screen.flag_address(id) aria-current=move || open.get().then_some("true") on:focus=move |_| screen.active.set(place)>
                <span class="flag-text" dir="auto">{said}</span>
                <span class="muted small">{facts}</span>
            </a>
            <span class="flag-marks">
                <Badge tone=severity_tone(severity)>{severity.label()}</Badge>
                <Badge tone=status_tone(status)>{status.label()}</Badge>
            </span>
            <Why score/>
        </li>
    }
}

/// The score, and on opening what it is made of.
#[component]
pub fn Why(score: Score) -> impl IntoView {
    let label = format!("Score {}: what it is made of", score.points);
    view! {
        <details class="flag-score">
            <summary aria-label=label title="What the score is made of">{score.points.to_string()}</summary>
            <ul>
                {score.parts.into_iter().map(|part| view! { <li><b>{format!("{} ", part.points)}</b>{part.name}" "<span class="muted">{part.because}</span></li> }).collect_view()}
            </ul>
        </details>
    }
}

/// Who, where, since when, how many reports.
fn facts(screen: Screen, flag: &Arc<Flag>) -> String {
    let mut facts = Vec::new();
    if !flag.name.is_empty() {
        facts.push(flag.name.clone());
    }
    let channel = screen.of(|workspace| channel_name(workspace, flag.channel));
    if !channel.is_empty() {
        facts.push(channel);
    }
    if !flag.reports.is_empty() {
        facts.push(count(flag.reports.len(), "report"));
    }
    facts.push(format!("waits {}", age(clock::now(), waiting_since(flag))));
    if !waits(flag) {
        facts.pop();
    }
    facts.join(" · ")
}

/// What can be done with the chosen flags.
#[component]
fn Bulk(screen: Screen, chosen: RwSignal<BTreeSet<Id>>) -> impl IntoView {
    let some = Memo::new(move |_| chosen.with(|chosen| chosen.len()));
    let ids = move || chosen.get_untracked().into_iter().collect::<Vec<Id>>();
    let approve = move || {
        if screen.approve(&ids()) {
            chosen.set(BTreeSet::new());
        }
    };
    let any = Memo::new(move |_| some.get() > 0);
    let removing = RwSignal::new(false);
    view! {
        <Show when=move || any.get()>
            <span class="row">
                <b class="small">{move || format!("{} selected", some.get())}</b>
                <Button small=true icon=IconName::Check on_press=approve>"Approve"</Button>
                <Button small=true look=Look::Danger on_press=move || removing.set(true)>"Remove…"</Button>
                <Button small=true look=Look::Quiet on_press=move || chosen.set(BTreeSet::new())>"Clear"</Button>
            </span>
        </Show>
        <super::decide::BulkRemove screen open=removing chosen/>
    }
}

#[component]
fn Filters(screen: Screen) -> impl IntoView {
    let options = |all: Vec<(&'static str, &'static str)>| {
        let options: Vec<FilterOption> =
            all.into_iter().map(|(key, label)| FilterOption { key: key.to_owned(), label: label.to_owned() }).collect();
        options
    };
    let statuses = options(FlagStatus::ALL.iter().map(|one| (one.key(), one.label())).collect());
    let severities = options(Severity::ALL.iter().map(|one| (one.key(), one.label())).collect());
    let channels = Signal::derive(move || {
        screen.of(|workspace| {
            let channels = workspace.records.channels.iter();
            channels.map(|one| FilterOption { key: one.id.to_string(), label: one.name.clone() }).collect::<Vec<_>>()
        })
    });
    let keys = move |of: fn(&ModerationView) -> Vec<String>| Signal::derive(move || screen.view.with(of));
    let chosen_statuses = keys(|view| view.statuses.iter().map(|one| one.key().to_owned()).collect());
    let chosen_severities = keys(|view| view.severities.iter().map(|one| one.key().to_owned()).collect());
    let chosen_channels = keys(|view| view.channels.iter().map(ToString::to_string).collect());
    let choose_statuses = move |keys: Vec<String>| {
        screen.choose(|view| view.statuses = keys.iter().filter_map(|key| FlagStatus::of_key(key)).collect());
    };
    let choose_severities = move |keys: Vec<String>| {
        screen.choose(|view| view.severities = keys.iter().filter_map(|key| Severity::of_key(key)).collect());
    };
    let choose_channels = move |keys: Vec<String>| {
        screen.choose(|view| view.channels = keys.iter().filter_map(|key| key.parse().ok()).collect());
    };
    let search = RwSignal::new(screen.view.with_untracked(|view| view.search.clone()));
    Effect::new(move |before: Option<String>| {
        let text = search.get();
        if before.is_some_and(|before| before != text) {
            screen.choose(|view| view.search = text.clone());
        }
        text
    });
    view! {
        <div class="filters no-print">
            <FilterChip name="Status" options=statuses chosen=chosen_statuses on_change=choose_statuses/>
            <FilterChip name="Severity" options=severities chosen=chosen_severities on_change=choose_severities/>
            <FilterChip name="Channel" options=channels chosen=chosen_channels on_change=choose_channels/>
            <SearchInput value=search label="Search flags"/>
        </div>
    }
}
