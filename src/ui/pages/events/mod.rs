//! Events: what is coming, what was, and everything about one of them.

mod details;
mod files;
mod guests;
mod promotion;
mod run_sheet;
mod survey;

use crate::{
    analytics::{Unit, format},
    events::{self, EventFigures},
    model::{
        Action, Command, Id, RecordKind, Zone,
        record::{Event, EventStatus},
    },
    ui::{
        app_state::{App, use_app},
        clock,
        components::{Badge, DetailPanel, EmptyState, IconName, Link, Look, Tab, Tabs, Tone},
        pages::record_panel::{Archived, Stands, record_of},
    },
    view::{
        plan::when,
        route::{Panel, Route},
    },
};
use leptos::prelude::*;
use std::sync::Arc;

/// How a status looks.
fn tone(status: EventStatus) -> Tone {
    match status {
        EventStatus::Done => Tone::Good,
        EventStatus::Cancelled => Tone::Bad,
        EventStatus::Announced => Tone::Warn,
        EventStatus::Planned => Tone::Info,
    }
}

/// The events screen.
#[component]
pub fn Events(open: Memo<Option<Panel>>) -> impl IntoView {
    let app = use_app();
    let all = Memo::new(move |_| {
        app.workspace.with(|workspace| {
            let Some(workspace) = workspace else { return Vec::new() };
            let mut all: Vec<Arc<Event>> = workspace.records.events.live().cloned().collect();
            all.sort_by_key(|event| (event.start, event.id));
            all
        })
    });
    let new = || Route::Events(Some(Panel::New)).to_string();
    let coming = move || {
        let now = clock::now();
        all.get().into_iter().filter(|event| event.end >= now).collect::<Vec<_>>()
    };
    let past = move || {
        let now = clock::now();
        all.get().into_iter().rev().filter(|event| event.end < now).collect::<Vec<_>>()
    };
    view! {
        <div class="page">
            <header class="page-header">
                <h1>"Events"</h1>
                <files::AllFiles app/>
                <Link look=Look::Primary icon=IconName::Plus href=new()>"New event"</Link>
            </header>
            <Show
                when=move || !all.with(Vec::is_empty)
                fallback=move || view! {
                    <EmptyState icon=IconName::Ticket title="No events yet" text="Meetups, live sessions, workshops: plan them here, with places and a waitlist, a run sheet, what makes them known, check-in at the door, and what people thought.">
                        <Link look=Look::Primary href=new()>"New event"</Link>
                    </EmptyState>
                }
            >
                <div class="sections">
                    <Section title="Coming" empty="Nothing is planned." events=Signal::derive(coming)/>
                    <Section title="Past" empty="Nothing has taken place yet." events=Signal::derive(past)/>
                </div>
            </Show>
            <Archived app kind=RecordKind::Event/>
            {move || open.get().map(|panel| view! { <EventPanel panel/> })}
        </div>
    }
}

#[component]
fn Section(title: &'static str, empty: &'static str, events: Signal<Vec<Arc<Event>>>) -> impl IntoView {
    let app = use_app();
    let rate = |value: Option<f64>| format::format_value(Unit::Ratio, value);
    view! {
        <section class="card table-wrap" tabindex="0" role="group" aria-label=title>
            <table class="plain-table">
                <caption><h2>{title}</h2></caption>
                <thead><tr><th scope="col">"When"</th><th scope="col">"Event"</th><th scope="col">"Status"</th><th scope="col" class="number">"Places taken"</th><th scope="col" class="number">"Waitlist"</th><th scope="col" class="number">"Came"</th><th scope="col" class="number">"No-shows"</th><th scope="col" class="number">"Rating"</th></tr></thead>
                <tbody>
                    {move || {
                        let events = events.get();
                        if events.is_empty() {
                            return view! { <tr><td colspan="8" class="muted">{empty}</td></tr> }.into_any();
                        }
                        events.into_iter().map(|event| {
                            let figures = events::figures(&event, clock::now());
                            let of = event.capacity.map(|capacity| format!(" of {capacity}")).unwrap_or_default();
                            let zone = workspace_zone(app);
                            view! {
                                <tr>
                                    <td class="nowrap">{when::day_time(event.start, zone)}</td>
                                    <th scope="row"><a href=Route::Events(Some(Panel::Edit(event.id))).to_string()>{event.title.clone()}</a><br/><span class="muted small">{event.format.label()}</span></th>
                                    <td><Badge tone=tone(event.status)>{event.status.label()}</Badge></td>
                                    <td class="number">{format!("{}{of}", figures.seats_taken)}</td>
                                    <td class="number">{figures.waitlist.to_string()}</td>
                                    <td class="number">{if figures.checked_in > 0 { figures.checked_in.to_string() } else { "—".to_owned() }}</td>
                                    <td class="number">{rate(figures.no_show_rate)}</td>
                                    <td class="number">{format::format_value(Unit::Number, figures.rating)}</td>
                                </tr>
                            }
                        }).collect_view().into_any()
                    }}
                </tbody>
            </table>
        </section>
    }
}

/// The workspace's zone.
fn workspace_zone(app: App) -> Zone {
    app.workspace.with(|workspace| workspace.as_ref().map_or(Zone::UTC, |workspace| workspace.settings.zone))
}

/// The event that a panel is of, as it is now.
#[derive(Clone, Copy)]
pub struct Held {
    /// The page.
    pub app: App,
    /// The event's id.
    pub id: Id,
    /// The event; none where it was removed.
    pub event: Memo<Option<Arc<Event>>>,
    /// What can be counted of it.
    pub figures: Memo<EventFigures>,
}

impl Held {
    fn new(app: App, id: Id) -> Self {
        let event =
            Memo::new(move |_| app.workspace.with(|workspace| workspace.as_ref()?.records.events.get(id).cloned()));
        let figures = Memo::new(move |_| {
            event.with(|event| event.as_ref().map(|event| events::figures(event, clock::now())).unwrap_or_default())
        });
        Self { app, id, event, figures }
    }

    /// The event now, without following it.
    pub fn peek(self) -> Option<Event> {
        self.app.peek()?.records.events.get(self.id).map(|event| (**event).clone())
    }

    /// Puts a changed event in the place of the old one, as one step.
    pub fn put(self, label: impl Into<String>, mut event: Event) -> bool {
        event.updated = clock::now();
        match self.app.apply(Action::new(label, Command::Put(event.into()))) {
            Ok(()) => true,
            Err(error) => {
                self.app.toasts.fail(error.to_string());
                false
            }
        }
    }

    /// Changes the event, as one step.
    pub fn change(self, label: &str, change: impl FnOnce(&mut Event)) {
        if let Some(mut event) = self.peek() {
            change(&mut event);
            self.put(label, event);
        }
    }
}

/// Everything about one event.
#[component]
fn EventPanel(panel: Panel) -> impl IntoView {
    let app = use_app();
    let close = move || app.go(Route::Events(None));
    let (existing, stands) = record_of(app, panel, RecordKind::Event, |records, id| records.events.get(id).cloned());
    if stands == Stands::Gone {
        return view! {
            <DetailPanel title="Not here any more" on_close=close><p>"This event was removed. Undo brings it back."</p></DetailPanel>
        }
        .into_any();
    }
    let Some(existing) = existing else {
        return view! {
            <DetailPanel title="New event" wide=true on_close=close><details::Details existing=None/></DetailPanel>
        }
        .into_any();
    };
    let held = Held::new(app, existing.id);
    let title = Signal::derive(move || {
        held.event.with(|event| event.as_ref().map_or_else(String::new, |event| event.title.clone()))
    });
    let subtitle = Signal::derive(move || {
        held.event.with(|event| event.as_ref().map(|event| times(event, workspace_zone(app))).unwrap_or_default())
    });
    // People come to an event that is on or over to see who is there.
    let soon = existing.start - clock::now() < 12 * 3_600_000;
    let tab = RwSignal::new(if soon && !existing.rsvps.is_empty() { "guests" } else { "details" }.to_owned());
    let tabs = [
        ("details", "Details"),
        ("guests", "Guests"),
        ("run", "Run sheet"),
        ("promotion", "Promotion"),
        ("after", "Survey and costs"),
    ]
    .map(|(key, label)| Tab { key, label: label.to_owned() })
    .to_vec();
    view! {
        <DetailPanel title subtitle wide=true on_close=close>
            <Tabs label="Parts of the event" tabs selected=tab>
                {move || match tab.get().as_str() {
                    "guests" => view! { <guests::Guests held/> }.into_any(),
                    "run" => view! { <run_sheet::RunSheet held/> }.into_any(),
                    "promotion" => view! { <promotion::Promotion held/> }.into_any(),
                    "after" => view! { <survey::After held/> }.into_any(),
                    _ => view! { <details::Details existing=held.event.get_untracked()/> }.into_any(),
                }}
            </Tabs>
        </DetailPanel>
    }
    .into_any()
}

/// When an event is, in its own zone, and in the workspace's where that is another.
fn times(event: &Event, here: Zone) -> String {
    let of = |zone: Zone| {
        let (start, end) = (zone.day(event.start), zone.day(event.end));
        let until =
            if start == end { when::clock(when::minute(event.end, zone)) } else { when::day_time(event.end, zone) };
        format!("{}–{until} ({zone})", when::day_time(event.start, zone))
    };
    if event.zone == here || event.zone.offset_ms(event.start) == here.offset_ms(event.start) {
        of(event.zone)
    } else {
        format!("{} · {}", of(event.zone), of(here))
    }
}
