//! SLA policies: for whom, how fast, during which hours, and on which days nobody is there.

use super::desk::Desk;
use crate::{
    model::{
        Action, Day, Extra, RecordKind,
        record::{Holiday, OpenHours, Priority, SlaPolicy},
        time::WEEKDAYS,
    },
    ui::{
        clock,
        components::{
            Button, Checkbox, DateInput, DetailPanel, EmptyState, Field, IconButton, IconName, Link, Look, NumberInput,
            Select, TextInput, TimeInput,
        },
        pages::{
            metadata::{MetadataDraft, MetadataFields},
            pick::Channels,
            record_panel::{RecordPanel, Wrong, record_of},
        },
    },
    view::{
        plan::when,
        route::{InboxPanel, Panel},
    },
};
use leptos::prelude::*;

/// The list of policies.
#[component]
pub fn Policies(desk: Desk) -> impl IntoView {
    let all = Memo::new(move |_| {
        desk.app.workspace.with(|workspace| {
            let all = workspace.as_ref().map(|it| it.records.sla_policies.iter().cloned().collect::<Vec<_>>());
            all.unwrap_or_default()
        })
    });
    let new = Signal::derive(move || desk.address(|view| view.panel = Some(InboxPanel::Policy(Panel::New))));
    let rows = move || {
        all.get().into_iter().map(|policy| {
            let href = desk.address(|view| view.panel = Some(InboxPanel::Policy(Panel::Edit(policy.id))));
            let hours = |minutes: Option<u32>| minutes.map_or("—".to_owned(), |minutes| when::length(i64::from(minutes)));
            let open = if policy.hours.is_empty() { "round the clock".to_owned() } else { format!("open {} h a week", open_minutes(&policy) / 60) };
            let closed = match policy.holidays.len() {
                0 => String::new(),
                1 => " · 1 holiday".to_owned(),
                count => format!(" · {count} holidays"),
            };
            view! {
                <tr>
                    <th scope="row"><a href=href>{policy.name.clone()}</a><br/><span class="muted small">{open}{closed}</span></th>
                    <td class="number">{hours(policy.first_response)}</td>
                    <td class="number">{hours(policy.next_response)}</td>
                    <td class="number">{hours(policy.resolution)}</td>
                </tr>
            }
        }).collect_view()
    };
    view! {
        <DetailPanel title="SLA policies" subtitle="Of the policies that fit a conversation, the one that names its channel and priority holds, then the one that names its channel; of equals the oldest" wide=true on_close=move || desk.panel(None)>
            <Show
                when=move || !all.with(Vec::is_empty)
                fallback=move || view! {
                    <EmptyState icon=IconName::Clock title="No promise yet" text="A policy says how fast people are answered, in the hours in which somebody is there. The inbox is then in the order in which answers are due.">
                        <Link look=Look::Primary href=new>"New policy"</Link>
                    </EmptyState>
                }
            >
                <div class="table-wrap" tabindex="0" role="group" aria-label="SLA policies">
                    <table class="plain-table">
                        <thead><tr><th scope="col">"Policy"</th><th scope="col" class="number">"First response"</th><th scope="col" class="number">"Next response"</th><th scope="col" class="number">"Resolution"</th></tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
                <div class="button-row"><Link look=Look::Primary icon=IconName::Plus href=new>"New policy"</Link></div>
            </Show>
        </DetailPanel>
    }
}

fn open_minutes(policy: &SlaPolicy) -> u32 {
    policy.hours.iter().map(|open| u32::from(open.to.saturating_sub(open.from))).sum()
}

/// A line of hours in the form.
#[derive(Clone, Copy)]
struct HoursDraft {
    key: usize,
    weekday: RwSignal<String>,
    from: RwSignal<Option<u16>>,
    to: RwSignal<Option<u16>>,
    extra: StoredValue<Extra>,
}

/// A holiday in the form.
#[derive(Clone, Copy)]
struct HolidayDraft {
    key: usize,
    day: RwSignal<Option<Day>>,
    name: RwSignal<String>,
    extra: StoredValue<Extra>,
}

/// The form of a policy.
#[component]
pub fn PolicyEditor(desk: Desk, panel: Panel) -> impl IntoView {
    let app = desk.app;
    let (existing, stands) =
        record_of(app, panel, RecordKind::SlaPolicy, |records, id| records.sla_policies.get(id).cloned());
    let close = move || desk.panel(Some(InboxPanel::Policies));
    let draft = existing.as_deref().cloned().unwrap_or_else(|| {
        let mut policy = SlaPolicy::new(clock::mint(), clock::now(), "");
        policy.first_response = Some(8 * 60);
        policy.hours = (0..5).map(|weekday| OpenHours::new(weekday, 9 * 60, 17 * 60)).collect();
        policy
    });
    let name = RwSignal::new(draft.name.clone());
    let channels = RwSignal::new(draft.channels.clone());
    let priorities = RwSignal::new(draft.priorities.clone());
    let hours_of = |minutes: Option<u32>| RwSignal::new(minutes.map(|minutes| f64::from(minutes) / 60.0));
    let first = hours_of(draft.first_response);
    let next = hours_of(draft.next_response);
    let resolution = hours_of(draft.resolution);
    let meta = MetadataDraft::of(draft.id, &draft);
    let number = StoredValue::new(draft.hours.len() + draft.holidays.len());
    let key = move || {
        number.update_value(|number| *number += 1);
        number.get_value()
    };
    // The end of the day is written 00:00.
    let hours = RwSignal::new(
        draft
            .hours
            .iter()
            .enumerate()
            .map(|(key, open)| HoursDraft {
                key,
                weekday: RwSignal::new(open.weekday.to_string()),
                from: RwSignal::new(Some(open.from)),
                to: RwSignal::new(Some(open.to % 1440)),
                extra: StoredValue::new(open.extra.clone()),
            })
            .collect::<Vec<_>>(),
    );
    let holidays = RwSignal::new(
        draft
            .holidays
            .iter()
            .enumerate()
            .map(|(key, holiday)| HolidayDraft {
                key,
                day: RwSignal::new(Some(holiday.day)),
                name: RwSignal::new(holiday.name.clone()),
                extra: StoredValue::new(holiday.extra.clone()),
            })
            .collect::<Vec<_>>(),
    );
    let wrong = Wrong::new();
    let save = move || {
        let Some(workspace) = app.peek() else { return };
        let mut policy = draft.clone();
        policy.name = name.get_untracked().trim().to_owned();
        policy.channels = channels.get_untracked();
        policy.priorities = priorities.get_untracked();
        let minutes = |hours: Option<f64>| hours.map(|hours| (hours * 60.0).round().clamp(0.0, 1e9) as u32);
        policy.first_response = minutes(first.get_untracked());
        policy.next_response = minutes(next.get_untracked());
        policy.resolution = minutes(resolution.get_untracked());
        policy.hours.clear();
        for line in hours.get_untracked() {
            let (Some(from), Some(to)) = (line.from.get_untracked(), line.to.get_untracked()) else {
                return wrong.set("hours", "Each line of hours has a beginning and an end.");
            };
            let weekday = line.weekday.get_untracked().parse().unwrap_or_default();
            let to = if to == 0 { 1440 } else { to };
            policy.hours.push(OpenHours { weekday, from, to, extra: line.extra.get_value() });
        }
        policy.holidays = holidays
            .get_untracked()
            .into_iter()
            .filter_map(|line| {
                let (day, name) = (line.day.get_untracked()?, line.name.get_untracked().trim().to_owned());
                Some(Holiday { day, name, extra: line.extra.get_value() })
            })
            .collect();
        policy.holidays.sort_by_key(|holiday| holiday.day);
        meta.write(&mut policy);
        policy.updated = clock::now();
        wrong.apply(app, Action::put(&workspace, policy), close);
    };
    let add_hours = move || {
        let line = HoursDraft {
            key: key(),
            weekday: RwSignal::new("0".to_owned()),
            from: RwSignal::new(Some(9 * 60)),
            to: RwSignal::new(Some(17 * 60)),
            extra: StoredValue::new(Extra::new()),
        };
        hours.update(|all| all.push(line));
    };
    let add_holiday = move || {
        let line = HolidayDraft {
            key: key(),
            day: RwSignal::new(None),
            name: RwSignal::new(String::new()),
            extra: StoredValue::new(Extra::new()),
        };
        holidays.update(|all| all.push(line));
    };
    let tick = move |priority: Priority, on: bool| {
        priorities.update(|all| {
            all.retain(|other| *other != priority);
            if on {
                all.push(priority);
            }
        });
    };
    let days: Vec<(String, String)> =
        WEEKDAYS.iter().enumerate().map(|(place, name)| (place.to_string(), (*name).to_owned())).collect();
    let title = existing.as_ref().map_or("New SLA policy", |one| one.name.as_str()).to_owned();
    let line_of_hours = move |line: HoursDraft| {
        let days = days.clone();
        let remove = move || hours.update(|all| all.retain(|other| other.key != line.key));
        view! {
            <div class="field-row">
                <Select label="Weekday" value=line.weekday options=days on_change=move |key: String| line.weekday.set(key)/>
                <Field label="From"><TimeInput value=line.from/></Field>
                <Field label="To"><TimeInput value=line.to/></Field>
                <IconButton icon=IconName::Close label="Remove these hours" on_press=remove/>
            </div>
        }
    };
    let line_of_holiday = move |line: HolidayDraft| {
        let remove = move || holidays.update(|all| all.retain(|other| other.key != line.key));
        view! {
            <div class="field-row">
                <Field label="Day"><DateInput value=line.day/></Field>
                <Field label="Name" optional=true><TextInput value=line.name/></Field>
                <IconButton icon=IconName::Close label="Remove this holiday" on_press=remove/>
            </div>
        }
    };
    let ticks = Priority::ALL.iter().map(|one| {
        let one = *one;
        let checked = Signal::derive(move || priorities.with(|all| all.contains(&one)));
        view! { <Checkbox checked label=one.label() on_change=move |on: bool| tick(one, on)/> }
    });
    let ticks = ticks.collect_view();
    view! {
        <RecordPanel app title noun="SLA policy" stands wide=true on_save=save on_close=close>
            <Field label="Name" error=wrong.of("name")><TextInput value=name placeholder="Forum: within a working day"/></Field>
            <Channels chosen=channels legend="Channels" none="none means all"/>
            <fieldset class="choices choices-row"><legend>"Priorities "<span class="muted">"none means all"</span></legend>{ticks}</fieldset>
            <div class="field-row">
                <Field label="First response" hint="open hours" optional=true error=wrong.of("first_response")><NumberInput value=first min=0.0/></Field>
                <Field label="Next response" hint="open hours" optional=true error=wrong.of("next_response")><NumberInput value=next min=0.0/></Field>
                <Field label="Resolution" hint="open hours" optional=true error=wrong.of("resolution")><NumberInput value=resolution min=0.0/></Field>
            </div>
            <fieldset class="choices">
                <legend>"Hours in which somebody is there "<span class="muted">"none means round the clock; 00:00 at the end is midnight"</span></legend>
                <For each=move || hours.get() key=|line| line.key children=line_of_hours/>
                {move || wrong.of("hours").get().map(|words| view! { <p class="field-error" role="alert">{words}</p> })}
                <Button small=true icon=IconName::Plus on_press=add_hours>"Add hours"</Button>
            </fieldset>
            <fieldset class="choices">
                <legend>"Holidays "<span class="muted">"nobody is there all day"</span></legend>
                <For each=move || holidays.get() key=|line| line.key children=line_of_holiday/>
                <Button small=true icon=IconName::Plus on_press=add_holiday>"Add holiday"</Button>
            </fieldset>
            <MetadataFields draft=meta/>
        </RecordPanel>
    }
}
