//! What posts are made with: recurring slots, campaigns, snippets.

use super::plan::Plan;
use crate::{
    model::{
        Action, Day, Id, RecordKind, Zone,
        record::{Campaign, Color, HasMetadata, Slot, Snippet, SnippetKind},
        recurrence::{ByDay, Frequency, Recurrence},
        time::WEEKDAYS,
    },
    ui::{
        clock,
        components::{Checkbox, DateInput, Field, Segmented, Select, TextArea, TextInput, TimeInput},
        pages::{
            export::capital,
            metadata::{MetadataDraft, MetadataFields},
            pick::{Channels, ColorChoice},
            record_panel::{RecordPanel, Wrong, record_of},
        },
    },
    view::{
        plan::{slots, when},
        route::Panel,
    },
};
use leptos::prelude::*;

/// How often a slot comes, as people choose it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Often {
    Daily,
    Weekdays,
    Weekly,
    Monthly,
    Own,
}

impl Often {
    const ALL: [(Self, &'static str, &'static str); 5] = [
        (Self::Daily, "daily", "Every day"),
        (Self::Weekdays, "weekdays", "Every weekday"),
        (Self::Weekly, "weekly", "On days of the week"),
        (Self::Monthly, "monthly", "Every month"),
        (Self::Own, "own", "By a rule (RRULE)"),
    ];

    fn of(rule: &str) -> (Self, Vec<u8>) {
        let Some(parsed) = rule.parse::<Recurrence>().ok() else { return (Self::Own, Vec::new()) };
        if parsed == Recurrence::daily(1) {
            return (Self::Daily, Vec::new());
        }
        if parsed == Recurrence::weekdays() {
            return (Self::Weekdays, Vec::new());
        }
        let Some(rule) = &parsed.rule else { return (Self::Own, Vec::new()) };
        let days: Vec<u8> = (0..7).filter(|day| rule.days.contains(&ByDay::every(*day))).collect();
        if parsed == Recurrence::weekly(1, &days) {
            return (Self::Weekly, days);
        }
        match rule.frequency {
            Frequency::Monthly
                if parsed == Recurrence::monthly_on_day(1, rule.month_days.first().copied().unwrap_or(0)) =>
            {
                (Self::Monthly, Vec::new())
            }
            _ => (Self::Own, Vec::new()),
        }
    }
}

/// The form of a recurring slot.
#[component]
pub fn SlotEditor(plan: Plan, panel: Panel) -> impl IntoView {
    let app = plan.app;
    let (existing, stands) = record_of(app, panel, RecordKind::Slot, |records, id| records.slots.get(id).cloned());
    let close = move || plan.close();
    let zone = app.peek().map_or(Zone::UTC, |workspace| workspace.settings.zone);
    let first = app.peek().and_then(|workspace| workspace.records.channels.live().next().map(|channel| channel.id));
    let draft = existing.as_deref().cloned().unwrap_or_else(|| {
        let channel = first.unwrap_or_else(|| Id::derived("none"));
        Slot::daily(clock::mint(), clock::now(), "", channel, clock::today(zone), 9 * 60)
    });
    let (often, days) = Often::of(&draft.rule);
    // What it has already stays on offer, even where it was put away.
    let held = (vec![draft.channel], draft.pillar.into_iter().collect::<Vec<_>>());
    let held = StoredValue::new(held);
    let name = RwSignal::new(draft.name.clone());
    let channel = RwSignal::new(draft.channel.to_string());
    let start = RwSignal::new(Some(draft.start));
    let minute = RwSignal::new(Some(draft.minute));
    let often = RwSignal::new(Often::ALL.iter().find(|one| one.0 == often).map_or("own", |one| one.1).to_owned());
    let days = RwSignal::new(days);
    let own = RwSignal::new(draft.rule.clone());
    let pillar = RwSignal::new(draft.pillar.map(|id| id.to_string()).unwrap_or_default());
    let post_title = RwSignal::new(draft.post_title.clone());
    let post_text = RwSignal::new(draft.post_text.clone());
    let meta = MetadataDraft::of(draft.id, &draft);
    let wrong = Wrong::new();
    let rule = move || -> String {
        let start: Option<Day> = start.get();
        let made = match often.get().as_str() {
            "daily" => Recurrence::daily(1),
            "weekdays" => Recurrence::weekdays(),
            "weekly" => Recurrence::weekly(1, &days.get()),
            "monthly" => Recurrence::monthly_on_day(1, start.map_or(1, |day| day.ymd().2 as i8)),
            _ => return own.get().trim().to_owned(),
        };
        made.to_string()
    };
    let base = draft.clone();
    let slot = move || -> Option<Slot> {
        let mut slot = base.clone();
        slot.name = name.get().trim().to_owned();
        slot.channel = channel.with(|id| id.parse().ok())?;
        slot.start = start.get()?;
        slot.minute = minute.get()?;
        slot.rule = rule();
        slot.pillar = pillar.with(|id| id.parse().ok());
        slot.post_title = post_title.get().trim().to_owned();
        slot.post_text = post_text.get();
        slot.set_metadata(meta.metadata());
        Some(slot)
    };
    let slot = StoredValue::new(slot);
    let now = move || slot.with_value(|slot| slot());
    let save = move || {
        let Some(workspace) = app.peek() else { return };
        if workspace.records.channels.is_empty() {
            return wrong.set("channel", "A slot is a time on a channel: add a channel first.");
        }
        if start.with_untracked(Option::is_none) {
            return wrong.set("start", "Say on which day the slot begins.");
        }
        if minute.with_untracked(Option::is_none) {
            return wrong.set("minute", "Say at what time.");
        }
        let Some(mut slot) = untrack(now) else { return };
        if let Err(error) = slot.rule.parse::<Recurrence>() {
            return wrong.set("rule", error.to_string());
        }
        slot.updated = clock::now();
        wrong.apply(app, Action::put(&workspace, slot), close);
    };
    let comes = move || {
        let slot = now()?;
        let today = clock::today(zone);
        let from = slot.start.max(today);
        let next: Vec<String> = slots::days(&slot, zone, crate::model::Period { start: from, end: from.add(366) })
            .into_iter()
            .take(4)
            .map(when::short_day)
            .collect();
        let next = if next.is_empty() { "no day in the next year".to_owned() } else { next.join(", ") };
        Some(format!("{}. Next: {next}.", capital(&slots::describe(&slot))))
    };
    let channels = Signal::derive(move || {
        app.workspace.with(|workspace| {
            workspace
                .as_ref()
                .map(|it| {
                    it.records
                        .channels
                        .offered(&held.get_value().0)
                        .map(|one| (one.id.to_string(), one.name.clone()))
                        .collect::<Vec<_>>()
                })
                .unwrap_or_default()
        })
    });
    let pillars = Signal::derive(move || {
        let mut options = vec![(String::new(), "None".to_owned())];
        app.workspace.with(|workspace| {
            if let Some(workspace) = workspace {
                options.extend(
                    workspace
                        .records
                        .pillars
                        .offered(&held.get_value().1)
                        .map(|one| (one.id.to_string(), one.name.clone())),
                );
            }
        });
        options
    });
    let choices = Often::ALL.map(|(_, key, label)| (key.to_owned(), label.to_owned())).to_vec();
    let title = existing.as_ref().map_or("New recurring slot", |one| one.name.as_str()).to_owned();
    let toggle = move |day: u8, on: bool| {
        days.update(|days| {
            days.retain(|other| *other != day);
            if on {
                days.push(day);
            }
        })
    };
    view! {
        <RecordPanel app title noun="slot" stands on_save=save on_close=close>
            <Field label="Name" hint="Such as: Daily tip" error=wrong.of("name")><TextInput value=name/></Field>
            <Field label="Channel" error=wrong.of("channel")><Select value=channel options=channels on_change=move |id: String| channel.set(id)/></Field>
            <div class="field-row">
                <Field label="From" error=wrong.of("start")><DateInput value=start/></Field>
                <Field label="At" error=wrong.of("minute")><TimeInput value=minute/></Field>
            </div>
            <Field label="Comes" error=wrong.of("rule")><Select value=often options=choices on_change=move |key: String| often.set(key)/></Field>
            <Show when=move || often.with(|often| often == "weekly")>
                <fieldset class="choices choices-row">
                    <legend>"Days"</legend>
                    {WEEKDAYS.iter().enumerate().map(|(day, name)| {
                        let day = day as u8;
                        let checked = Signal::derive(move || days.with(|days| days.contains(&day)));
                        view! { <Checkbox checked label=*name on_change=move |on: bool| toggle(day, on)/> }
                    }).collect_view()}
                </fieldset>
            </Show>
            <Show when=move || often.with(|often| often == "own")>
                <Field label="Rule" hint="As in iCalendar: FREQ=MONTHLY;BYDAY=2TU" error=wrong.of("rule")><TextInput value=own/></Field>
            </Show>
            <p class="muted small" role="status">{comes}</p>
            <Field label="Pillar" optional=true><Select value=pillar options=pillars on_change=move |id: String| pillar.set(id)/></Field>
            <Field label="A post made from it is called" hint="{n} is its number, {date} its day" optional=true><TextInput value=post_title placeholder="Daily tip {n}"/></Field>
            <Field label="And begins with" optional=true><TextArea value=post_text rows=2/></Field>
            <MetadataFields draft=meta/>
        </RecordPanel>
    }
}

/// The form of a campaign.
#[component]
pub fn CampaignEditor(plan: Plan, panel: Panel) -> impl IntoView {
    let app = plan.app;
    let (existing, stands) =
        record_of(app, panel, RecordKind::Campaign, |records, id| records.campaigns.get(id).cloned());
    let close = move || plan.close();
    let draft =
        existing.as_deref().cloned().unwrap_or_else(|| Campaign::new(clock::mint(), clock::now(), "", Color::Orange));
    let name = RwSignal::new(draft.name.clone());
    let color = RwSignal::new(draft.color);
    let (start, end) = (RwSignal::new(draft.start), RwSignal::new(draft.end));
    let utm = RwSignal::new(draft.utm.clone());
    let meta = MetadataDraft::of(draft.id, &draft);
    let wrong = Wrong::new();
    let save = move || {
        let Some(workspace) = app.peek() else { return };
        let mut one = draft.clone();
        one.name = name.get_untracked().trim().to_owned();
        one.color = color.get_untracked();
        (one.start, one.end) = (start.get_untracked(), end.get_untracked());
        one.utm = utm.get_untracked().trim().to_owned();
        meta.write(&mut one);
        one.updated = clock::now();
        wrong.apply(app, Action::put(&workspace, one), close);
    };
    let title = existing.as_ref().map_or("New campaign", |one| one.name.as_str()).to_owned();
    view! {
        <RecordPanel app title noun="campaign" stands on_save=save on_close=close>
            <Field label="Name" error=wrong.of("name")><TextInput value=name/></Field>
            <div class="field-row">
                <Field label="First day" optional=true><DateInput value=start/></Field>
                <Field label="Last day" optional=true error=wrong.of("end")><DateInput value=end/></Field>
            </div>
            <ColorChoice value=color/>
            <Field label="Name in links (utm_campaign)" optional=true hint="Empty: its name"><TextInput value=utm/></Field>
            <Field label="What it is about" optional=true><TextArea value=meta.notes/></Field>
            <MetadataFields draft=meta own_notes=true/>
        </RecordPanel>
    }
}

/// The form of a snippet.
#[component]
pub fn SnippetEditor(plan: Plan, panel: Panel) -> impl IntoView {
    let app = plan.app;
    let (existing, stands) =
        record_of(app, panel, RecordKind::Snippet, |records, id| records.snippets.get(id).cloned());
    let close = move || plan.close();
    let draft = existing
        .as_deref()
        .cloned()
        .unwrap_or_else(|| Snippet::new(clock::mint(), clock::now(), SnippetKind::Text, "", ""));
    let name = RwSignal::new(draft.name.clone());
    let kind = RwSignal::new(draft.kind.key().to_owned());
    let text = RwSignal::new(draft.text.clone());
    let channels = RwSignal::new(draft.channels.clone());
    let meta = MetadataDraft::of(draft.id, &draft);
    let wrong = Wrong::new();
    let save = move || {
        let Some(workspace) = app.peek() else { return };
        let mut one = draft.clone();
        one.name = name.get_untracked().trim().to_owned();
        one.kind = SnippetKind::of_key(&kind.get_untracked()).unwrap_or_default();
        one.text = text.get_untracked();
        one.channels = channels.get_untracked();
        meta.write(&mut one);
        one.updated = clock::now();
        wrong.apply(app, Action::put(&workspace, one), close);
    };
    let kinds = SnippetKind::ALL.iter().map(|kind| (kind.key(), kind.label())).collect::<Vec<_>>();
    let title = existing.as_ref().map_or("New snippet", |one| one.name.as_str()).to_owned();
    view! {
        <RecordPanel app title noun="snippet" stands on_save=save on_close=close>
            <Field label="Name" error=wrong.of("name")><TextInput value=name/></Field>
            <Segmented label="Kind" value=kind options=kinds on_change=move |key: String| kind.set(key)/>
            <Field label="Text" error=wrong.of("text")><TextArea value=text rows=4/></Field>
            <Channels chosen=channels legend="Offered for" none="none means all"/>
            <MetadataFields draft=meta/>
        </RecordPanel>
    }
}
