//! Rules for events: the best event counts.

use super::{Found, Look, Parts, words};
use crate::{
    course::task::with::With,
    events,
    model::record::{Event, EventFormat, EventStatus, TeamRole},
};

fn best(look: &Look<'_>, found: impl Fn(&Event) -> Found) -> Found {
    let open = look.workspace.records.events.iter().filter(|event| event.status != EventStatus::Cancelled);
    Found::best(open.map(|event| found(event)), "Nothing of this is there yet.")
}

pub(super) fn event_with(with: &With<'_>, look: &Look<'_>) -> Found {
    const FIELDS: [&str; 5] = ["place", "url", "description", "capacity", "cost"];
    let fields = with.choices("fields", |text| FIELDS.into_iter().find(|one| *one == text));
    let (roles, status) = (with.choices("roles", TeamRole::of_key), with.choices("status", EventStatus::of_key));
    let (format, most) = (with.choices("format", EventFormat::of_key), with.maybe_count("capacity_at_most"));
    if fields.is_empty() && roles.is_empty() && status.is_empty() && format.is_empty() && most.is_none() {
        with.fault("fields", "Ask for at least one of fields, roles, status, format and capacity_at_most.");
    }
    best(look, |event| {
        let mut parts = Parts::default();
        for field in &fields {
            match *field {
                "place" => parts.add(!event.place.trim().is_empty(), "a place"),
                "url" => parts.add(!event.url.trim().is_empty(), "an address"),
                "description" => {
                    parts.share(words(&event.description) as f64 / 10.0, "a description of ten words or more")
                }
                "capacity" => parts.add(event.capacity.is_some_and(|places| places > 0), "places"),
                _ => parts.add(!event.costs.is_empty(), "what it costs"),
            }
        }
        if let Some(most) = most {
            let fits = event.capacity.is_some_and(|places| places > 0 && places as usize <= most);
            parts.add(fits, format!("no more than {most} places"));
        }
        for role in &roles {
            let name = format!("a {}", role.label().to_lowercase());
            parts.add(event.team.iter().any(|one| one.role == *role && !one.name.trim().is_empty()), name);
        }
        if !status.is_empty() {
            parts.add(status.contains(&event.status), "its status");
        }
        if !format.is_empty() {
            parts.add(format.contains(&event.format), "its format");
        }
        parts.found("")
    })
}

pub(super) fn event_run_sheet(with: &With<'_>, look: &Look<'_>) -> Found {
    let (least, left) = (with.count("at_least", 3), with.number("minutes_left_at_most").unwrap_or(30.0));
    let who = with.yes("with_who", false);
    best(look, |event| {
        let mut parts = Parts::default();
        let steps = event.run_sheet.iter().filter(|step| !step.title.trim().is_empty() && step.minutes > 0).count();
        if steps == 0 {
            return Found::none("Nothing of this is there yet.");
        }
        parts.share(steps as f64 / least as f64, format!("{least} steps with a length (there are {steps})"));
        let over = events::run_sheet(event).over;
        let name = match over {
            1.. => format!("steps that fit (they run {over} minutes over)"),
            _ => format!("steps that fill the time ({} minutes are left)", over.saturating_neg()),
        };
        parts.add(over <= 0 && (over.saturating_neg() as f64) <= left, name);
        if who {
            let named = event.run_sheet.iter().filter(|step| !step.who.trim().is_empty()).count();
            parts.share(named as f64 / event.run_sheet.len().max(1) as f64, "who does each step");
        }
        parts.found("")
    })
}

pub(super) fn event_promotion(with: &With<'_>, look: &Look<'_>) -> Found {
    let (least, posts) = (with.count("at_least", 1), with.maybe_count("with_posts"));
    let first = with.number("first_days_before");
    best(look, |event| {
        let tasks = event.promotion.iter().filter(|task| !task.title.trim().is_empty());
        let count = tasks.clone().count();
        if count == 0 {
            return Found::none("Nothing of this is there yet.");
        }
        let mut parts = Parts::default();
        parts.share(count as f64 / least as f64, format!("{least} tasks (there are {count})"));
        if let Some(days) = first {
            let early = tasks.clone().any(|task| f64::from(task.days_before) >= days);
            parts.add(early, format!("the first {days} days before or earlier"));
        }
        if let Some(posts) = posts {
            let content = &look.workspace.records.content;
            let there = tasks.filter(|task| task.content.is_some_and(|id| content.get(id).is_some())).count();
            parts.share(there as f64 / posts as f64, format!("{posts} of them with a post (there are {there})"));
        }
        parts.found("")
    })
}
