//! When, where and what an event is.

use crate::{
    events::{self, RsvpChange},
    model::{
        Action, Extra, RecordKey, RecordKind, Zone,
        record::{Event, EventFormat, EventStatus, TeamMember, TeamRole},
    },
    ui::{
        app_state::use_app,
        clock,
        components::{
            Button, DateInput, Field, IconName, Look, NumberInput, NumberKind, Segmented, Select, TextArea, TextInput,
            TimeInput,
        },
        pages::{
            metadata::{MetadataDraft, MetadataFields},
            record_panel::{Wrong, archive_button},
        },
    },
    view::{
        plan::when,
        route::{Panel, Route},
    },
};
use leptos::prelude::*;
use std::sync::Arc;

/// Somebody of the team in the form.
#[derive(Clone, Copy)]
struct TeamDraft {
    key: usize,
    name: RwSignal<String>,
    role: RwSignal<String>,
    extra: StoredValue<Extra>,
}

/// The form.
#[component]
pub fn Details(existing: Option<Arc<Event>>) -> impl IntoView {
    let app = use_app();
    let here = app.peek().map_or(Zone::UTC, |workspace| workspace.settings.zone);
    let is_new = existing.is_none();
    let draft = existing.as_deref().cloned().unwrap_or_else(|| {
        // In a week, at six, for an hour and a half.
        let start = when::at(clock::today(here).add(7), 18 * 60, here);
        Event::new(clock::mint(), clock::now(), "", start, start + 90 * 60_000, here)
    });
    let id = draft.id;
    let text = |text: &str| RwSignal::new(text.to_owned());
    let title = text(&draft.title);
    let status = text(draft.status.key());
    let format = text(draft.format.key());
    let zone = text(draft.zone.name());
    let day = RwSignal::new(Some(draft.zone.day(draft.start)));
    let minute = RwSignal::new(Some(when::minute(draft.start, draft.zone)));
    let end_day = RwSignal::new(Some(draft.zone.day(draft.end)));
    let end_minute = RwSignal::new(Some(when::minute(draft.end, draft.zone)));
    let (place, url) = (text(&draft.place), text(&draft.url));
    let description = text(&draft.description);
    let capacity = RwSignal::new(draft.capacity.map(f64::from));
    let meta = MetadataDraft::of(id, &draft);
    let team = RwSignal::new(
        draft
            .team
            .iter()
            .enumerate()
            .map(|(key, one)| TeamDraft {
                key,
                name: RwSignal::new(one.name.clone()),
                role: RwSignal::new(one.role.key().to_owned()),
                extra: StoredValue::new(one.extra.clone()),
            })
            .collect::<Vec<_>>(),
    );
    let next = StoredValue::new(draft.team.len());
    // An event that is moved to another day ends on that day, unless somebody says otherwise.
    Effect::new(move |before: Option<Option<crate::model::Day>>| {
        let now = day.get();
        if let (Some(Some(before)), Some(now), Some(end)) = (before, now, end_day.get_untracked()) {
            end_day.set(Some(end.add(now.0 - before.0)));
        }
        now
    });
    let wrong = Wrong::new();
    let base = draft.clone();
    let save = move || {
        let Some(workspace) = app.peek() else { return };
        let Some(zone) = zone.with_untracked(|name| name.parse::<Zone>().ok()) else {
            return wrong.set("zone", "Choose the zone in which the event is announced.");
        };
        let (Some(day), Some(minute)) = (day.get_untracked(), minute.get_untracked()) else {
            return wrong.set("start", "Say on which day and at what time it begins.");
        };
        let (Some(end_day), Some(end_minute)) = (end_day.get_untracked(), end_minute.get_untracked()) else {
            return wrong.set("end", "Say when it ends.");
        };
        // Who answered meanwhile stays.
        let mut event = workspace.records.events.get(id).map_or_else(|| base.clone(), |event| (**event).clone());
        event.title = title.get_untracked().trim().to_owned();
        event.status = EventStatus::of_key(&status.get_untracked()).unwrap_or_default();
        event.format = EventFormat::of_key(&format.get_untracked()).unwrap_or_default();
        event.zone = zone;
        event.start = when::at(day, minute, zone);
        event.end = when::at(end_day, end_minute, zone);
        event.place = place.get_untracked().trim().to_owned();
        event.url = url.get_untracked().trim().to_owned();
        event.description = description.get_untracked();
        meta.write(&mut event);
        event.team = team
            .get_untracked()
            .into_iter()
            .filter_map(|one| {
                let name = one.name.get_untracked().trim().to_owned();
                let role = TeamRole::of_key(&one.role.get_untracked())?;
                (!name.is_empty()).then(|| TeamMember { name, role, extra: one.extra.get_value() })
            })
            .collect();
        let seats = capacity.get_untracked().map(|seats| seats as u32);
        if seats != event.capacity {
            // More places bring people up from the waitlist.
            event = events::answer(&event, &RsvpChange::Capacity(seats), clock::now()).event;
        }
        if event.promotion.is_empty() && is_new {
            event.promotion = events::default_promotion();
        }
        event.updated = clock::now();
        wrong.apply(app, Action::put(&workspace, event), move || {
            if is_new {
                app.go(Route::Events(Some(Panel::Edit(id))));
            }
        });
    };
    let duplicate = move || {
        let Some(workspace) = app.peek() else { return };
        let Some(event) = workspace.records.events.get(id) else { return };
        let mut copy = (**event).clone();
        (copy.id, copy.created, copy.updated) = (clock::mint(), clock::now(), clock::now());
        copy.title = format!("{} (copy)", copy.title);
        copy.status = EventStatus::Planned;
        (copy.rsvps, copy.survey, copy.costs) = (Vec::new(), Vec::new(), Vec::new());
        copy.uid.clear();
        for task in &mut copy.promotion {
            (task.content, task.done) = (None, false);
        }
        let id = copy.id;
        wrong.apply(app, Action::put(&workspace, copy), move || app.go(Route::Events(Some(Panel::Edit(id)))));
    };
    let remove = move || {
        wrong
            .apply(app, Action::remove(RecordKey { kind: RecordKind::Event, id }), move || app.go(Route::Events(None)));
    };
    let statuses = EventStatus::ALL.iter().map(|it| (it.key(), it.label())).collect::<Vec<_>>();
    let formats = EventFormat::ALL.iter().map(|it| (it.key(), it.label())).collect::<Vec<_>>();
    let zones = Zone::names().map(|name| (name.to_owned(), name.to_owned())).collect::<Vec<_>>();
    let roles = TeamRole::ALL.iter().map(|it| (it.key().to_owned(), it.label().to_owned())).collect::<Vec<_>>();
    let roles = StoredValue::new(roles);
    let add = move || {
        let key = next.get_value();
        next.set_value(key + 1);
        team.update(|team| {
            team.push(TeamDraft {
                key,
                name: RwSignal::new(String::new()),
                role: RwSignal::new(TeamRole::Speaker.key().to_owned()),
                extra: StoredValue::new(Extra::new()),
            })
        });
    };
    view! {
        <form class="form" novalidate on:submit=move |event| { event.prevent_default(); save(); }>
            <Field label="Title" error=wrong.of("title")><TextInput value=title/></Field>
            <div class="row wrap">
                <Segmented label="Status" value=status options=statuses on_change=move |key: String| status.set(key)/>
                <Segmented label="Where people meet" value=format options=formats on_change=move |key: String| format.set(key)/>
            </div>
            <div class="field-row">
                <Field label="Begins" error=wrong.of("start")><DateInput value=day/></Field>
                <Field label="at"><TimeInput value=minute/></Field>
                <Field label="Ends" error=wrong.of("end")><DateInput value=end_day/></Field>
                <Field label="at"><TimeInput value=end_minute/></Field>
            </div>
            <Field label="Zone" hint="The one it is announced in; calendars of guests show their own" error=wrong.of("zone")><Select value=zone options=zones on_change=move |name: String| zone.set(name)/></Field>
            <Show when=move || format.with(|format| format != "online")><Field label="Place" optional=true><TextInput value=place/></Field></Show>
            <Field label="Address of the meeting or its page" optional=true error=wrong.of("url")><TextInput value=url kind="url" placeholder="https://"/></Field>
            <Field label="Places" optional=true hint="Empty: no limit. Beyond it answers go to a waitlist"><NumberInput value=capacity kind=NumberKind::Count min=0.0 max=1_000_000.0/></Field>
            <Field label="What it is about" optional=true><TextArea value=description/></Field>
            <fieldset class="choices">
                <legend>"Who makes it happen"</legend>
                <For each=move || team.get() key=|one| one.key let:one>
                    <div class="field-row">
                        <Field label="Name"><TextInput value=one.name/></Field>
                        <Field label="Does"><Select value=one.role options=roles.get_value() on_change=move |key: String| one.role.set(key)/></Field>
                    </div>
                </For>
                <div><Button small=true icon=IconName::Plus on_press=add>"Add somebody"</Button></div>
            </fieldset>
            <MetadataFields draft=meta/>
            <div class="button-row">
                <Button look=Look::Primary submit=true>{if is_new { "Add event" } else { "Save" }}</Button>
                {(!is_new).then(|| view! {
                    <Button icon=IconName::Copy on_press=duplicate>"Duplicate"</Button>
                    <Button look=Look::Danger on_press=remove>"Remove"</Button>
                    {archive_button(app, Some(RecordKey { kind: RecordKind::Event, id }), move || app.go(Route::Events(None)))}
                })}
            </div>
        </form>
    }
}
