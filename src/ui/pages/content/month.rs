//! A month or a week of days, with what stands on each. Things are dragged from day to day, or moved with Alt and the
//! arrow keys.

use super::plan::{Plan, calendar_settings};
use crate::{
    model::{Day, Id, RecordKind, record::ContentStatus, time::WEEKDAYS},
    ui::components::{DragArea, Icon, IconName, focus_in},
    view::{
        plan::{
            calendar::{self, Entry, OnDay, What},
            when,
        },
        route::{ContentMode, Opened, Panel, Route},
    },
};
use leptos::prelude::*;
use std::{collections::BTreeMap, sync::Arc};
use wasm_bindgen::JsCast;

/// Entries of a day that a month shows; where there are more, one less and how many more.
const FIT: usize = 4;

/// What stands on the days drawn.
type Days = Arc<BTreeMap<Day, OnDay>>;

/// The calendar.
#[component]
pub fn Calendar(plan: Plan) -> impl IntoView {
    let app = plan.app;
    let is_week = Memo::new(move |_| plan.shown.with(|view| view.mode == ContentMode::Week));
    let days: Memo<Days> = Memo::new(move |_| {
        let (period, gaps) = (plan.days.get(), plan.gaps.get());
        app.workspace.with(|workspace| {
            let Some(workspace) = workspace else { return Days::default() };
            plan.shown.with(|view| {
                let fit = if view.mode == ContentMode::Week { usize::MAX } else { FIT };
                plan.items.with(|items| Arc::new(calendar::entries(workspace, view, items, period, &gaps, fit)))
            })
        })
    });
    let settings = Memo::new(move |_| calendar_settings(app));
    // What days there are; what stands on each is each day's own, so that a move draws two days anew.
    let frame = Memo::new(move |_| {
        let (period, today) = (plan.days.get(), plan.today());
        let weeks: Vec<_> = (0..period.days() / 7).map(|week| calendar::week(period.start.add(week * 7))).collect();
        let month = plan.shown.with(|view| view.day.unwrap_or(today).month_start());
        (weeks, month, today, is_week.get())
    });
    let on_drop = move |what: String, place: String| {
        let Some((id, from)) = what.split_once(' ') else { return };
        let (Ok(id), Ok(from), Ok(to)) = (id.parse::<Id>(), from.parse::<Day>(), place.parse::<Day>()) else { return };
        plan.move_by(id, to.0 - from.0);
    };
    let table = view! {
        <table class="calendar" data-mode=move || if is_week.get() { "week" } else { "month" }>
            <caption class="visually-hidden">
                {move || plan.shown.with(|view| calendar::name(view, plan.today(), settings.get().1))}
                ". Alt and an arrow key move a post by a day or a week; the arrow keys go from day to day."
            </caption>
            <thead>
                <tr>
                    {move || calendar::weekdays(settings.get().1).map(|name| view! { <th scope="col"><span>{name}</span></th> }).collect_view()}
                </tr>
            </thead>
            {move || {
                let (weeks, month, today, whole) = frame.get();
                weeks.into_iter().enumerate().map(|(place, week)| {
                    let cells = week.map(|day| cell(plan, day, whole || day.month_start() == month, day == today, days)).collect_view();
                    view! { <tbody>{move || lanes(plan, &week, place == 0)}<tr class="calendar-days">{cells}</tr></tbody> }
                }).collect_view()
            }}
        </table>
    };
    view! {
        <DragArea on_drop=on_drop>
            <div class="calendar-frame" on:keydown=move |event| on_key(plan, &event)>{table}</div>
        </DragArea>
    }
}

/// The campaigns of a week.
fn lanes(plan: Plan, week: &[Day; 7], first_week: bool) -> impl IntoView + use<> {
    let lanes = plan
        .app
        .workspace
        .with(|workspace| workspace.as_ref().map(|workspace| calendar::lanes(workspace, week)).unwrap_or_default());
    lanes
        .into_iter()
        .map(|(campaign, first, last)| {
            // Its name stands where it begins; a thin line says that it goes on.
            let begins = first_week || campaign.start.is_some_and(|start| week.contains(&start));
            let lane = if begins {
                let address = plan.address(|view| view.open = Some(Opened::edit(RecordKind::Campaign, campaign.id)));
                view! { <a class="lane" data-color=campaign.color.key() href=address>{campaign.name.clone()}</a> }
                    .into_any()
            } else {
                view! { <div class="lane-on" data-color=campaign.color.key() title=campaign.name.clone()></div> }
                    .into_any()
            };
            view! {
                <tr class="calendar-lane">
                    {(first > 0).then(|| view! { <td colspan=first.to_string()></td> })}
                    <td colspan=(last - first + 1).to_string()>{lane}</td>
                    {(last < 6).then(|| view! { <td colspan=(6 - last).to_string()></td> })}
                </tr>
            }
        })
        .collect_view()
}

fn cell(plan: Plan, day: Day, within: bool, is_today: bool, days: Memo<Days>) -> impl IntoView + use<> {
    let here = Memo::new(move |_| days.with(|days| days.get(&day).cloned().unwrap_or_default()));
    let week = plan.address(|view| (view.mode, view.day) = (ContentMode::Week, Some(day)));
    let new = plan.address(|view| {
        view.open = Some(Opened::new(RecordKind::Content));
        view.on = Some(day);
    });
    let (_, _, number) = day.ymd();
    let weekday = WEEKDAYS.get(usize::from(day.weekday())).copied().unwrap_or_default();
    view! {
        <td data-day=day.to_string() data-drop=day.to_string() class:calendar-other=!within class:calendar-today=is_today
            aria-current=is_today.then_some("date")>
            <div class="calendar-date">
                <span class="calendar-number">
                    <span class="calendar-weekday">{format!("{} ", &weekday[..3])}</span>
                    {number.to_string()}
                    <span class="visually-hidden">{format!(" {}", crate::model::words::month_long(day.ymd().1))}</span>
                </span>
                <a class="calendar-add" href=new aria-label=format!("New post on {}", when::long_day(day)) title="New post"><Icon name=IconName::Plus/></a>
            </div>
            <ul class="calendar-entries">
                {move || here.with(|here| here.entries.iter().map(|entry| view! { <li>{entry_view(plan, day, entry)}</li> }).collect_view())}
                {move || {
                    let more = here.with(|here| here.more);
                    (more > 0).then(|| view! { <li><a class="calendar-more" href=week.clone()>{format!("{more} more")}<span class="visually-hidden">{format!(" on {}", when::long_day(day))}</span></a></li> })
                }}
            </ul>
        </td>
    }
}

/// One thing on a day.
fn entry_view(plan: Plan, day: Day, entry: &Entry) -> AnyView {
    let (time, title, label) = (entry.time.clone(), entry.title.clone(), entry.label.clone());
    let color = entry.color.map(|color| color.key());
    let words = view! { <span class="entry-time">{time}</span>" "<span class="entry-title">{title}</span> };
    match &entry.what {
        What::Content { id, status } => view! {
            <a class="entry" href=plan.item_address(*id) data-entry=id.to_string() data-color=color data-status=status.key()
                data-drag=format!("{id} {day}") draggable="false" aria-label=label.clone() title=label
                aria-keyshortcuts="Alt+ArrowLeft Alt+ArrowRight Alt+ArrowUp Alt+ArrowDown">
                {words}
                {mark(*status).map(|mark| view! { <span class="entry-mark" aria-hidden="true">{mark}</span> })}
            </a>
        }
        .into_any(),
        What::Event(id) => view! {
            <a class="entry entry-event" href=Route::Events(Some(Panel::Edit(*id))).to_string() aria-label=label.clone() title=label>
                <Icon name=IconName::Ticket/>{words}
            </a>
        }
        .into_any(),
        What::Gap(gap) => {
            let gap = *gap;
            view! {
                <button type="button" class="entry entry-gap" aria-label=label.clone() title=label on:click=move |_| plan.fill(&gap)>{words}</button>
            }
            .into_any()
        }
    }
}

/// A sign for how far a piece is, where its edge is not enough.
fn mark(status: ContentStatus) -> Option<&'static str> {
    match status {
        ContentStatus::Published => Some("✓"),
        ContentStatus::InReview => Some("?"),
        ContentStatus::Approved => Some("○"),
        ContentStatus::Rejected => Some("✗"),
        _ => None,
    }
}

/// Arrow keys go from day to day; with Alt they take the post along.
fn on_key(plan: Plan, event: &web_sys::KeyboardEvent) {
    let days = match event.key().as_str() {
        "ArrowLeft" => -1,
        "ArrowRight" => 1,
        "ArrowUp" => -7,
        "ArrowDown" => 7,
        _ => return,
    };
    let Some(target) = event.target().and_then(|it| it.dyn_into::<web_sys::Element>().ok()) else { return };
    if event.alt_key() {
        let entry = target.closest("[data-entry]").ok().flatten().and_then(|it| it.get_attribute("data-entry"));
        if let Some(id) = entry.and_then(|id| id.parse().ok()) {
            event.prevent_default();
            plan.move_by(id, days);
        }
        return;
    }
    if event.ctrl_key() || event.meta_key() || event.shift_key() {
        return;
    }
    let Some(cell) = target.closest("[data-day]").ok().flatten() else { return };
    let Some(day) = cell.get_attribute("data-day").and_then(|day| day.parse::<Day>().ok()) else { return };
    let next = document().query_selector(&format!("[data-day=\"{}\"]", day.add(days))).ok().flatten();
    if let Some(next) = next {
        event.prevent_default();
        let _ = focus_in(&next, ".entry") || focus_in(&next, ".calendar-add");
    }
}
