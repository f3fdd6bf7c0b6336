//! What is to be done to make an event known: when each task is due, and a first draft of the post for it.

use crate::model::{
    Day, Extra, Id, Instant,
    record::{ContentItem, ContentStatus, Event, EventFormat, EventStatus, PromotionTask, Variant},
    time::WEEKDAYS,
    words::date_time,
};
use serde::Serialize;

/// What is usually done: days before the event, and the task.
const DEFAULT: [(i32, &str); 5] = [
    (21, "Announce it"),
    (7, "Remind a week before"),
    (1, "Remind the day before"),
    (0, "Post on the day"),
    (-1, "Say thank you, ask for feedback"),
];

const HOUR_MS: i64 = 3_600_000;
/// The hour at which drafts are planned, in the event's zone.
const HOUR: i64 = 10;

/// A task of the checklist on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct DueTask {
    /// Its place in the event's list.
    pub task: usize,
    /// The day it is due, in the event's zone.
    pub day: Day,
    /// Whether it is done: its content is out, or it is ticked off.
    pub done: bool,
    /// Whether the day is over and it is not done.
    pub overdue: bool,
}

/// The checklist that a new event begins with.
pub fn default_promotion() -> Vec<PromotionTask> {
    let task = |(days_before, title): (i32, &str)| PromotionTask {
        title: title.to_owned(),
        days_before,
        channel: None,
        content: None,
        done: false,
        extra: Extra::new(),
    };
    DEFAULT.map(task).to_vec()
}

fn due_day(event: &Event, task: &PromotionTask) -> Day {
    Day(event.zone.day(event.start).0.saturating_sub(task.days_before))
}

/// The checklist with the days, in the order in which they are due. `status` tells how far a piece of content is; a task
/// whose content is gone is as it was ticked off. Of a cancelled event nothing is overdue.
pub fn due_tasks(event: &Event, status: &dyn Fn(Id) -> Option<ContentStatus>, today: Day) -> Vec<DueTask> {
    let mut due: Vec<DueTask> = Vec::with_capacity(event.promotion.len());
    for (task, one) in event.promotion.iter().enumerate() {
        let done = match one.content.and_then(status) {
            Some(status) => matches!(status, ContentStatus::Published | ContentStatus::Archived),
            None => one.done,
        };
        let day = due_day(event, one);
        let overdue = !done && day < today && event.status != EventStatus::Cancelled;
        due.push(DueTask { task, day, done, overdue });
    }
    due.sort_by_key(|task| task.day);
    due
}

/// A draft of the post for a task: planned for ten in the morning of its day (on the day itself early enough), with a
/// variant for the task's channel, linked with the event. Put its id into [`PromotionTask::content`].
pub fn content_for(task: &PromotionTask, event: &Event, id: Id, now: Instant) -> ContentItem {
    let mut item = ContentItem::new(id, now, format!("{}: {}", task.title, event.title));
    item.status = ContentStatus::Draft;
    let morning = event.zone.day_start(due_day(event, task)).saturating_add(HOUR * HOUR_MS);
    let planned = if task.days_before == 0 { morning.min(event.start.saturating_sub(2 * HOUR_MS)) } else { morning };
    item.planned = Some(planned);
    item.links.push(event.id);
    if let Some(channel) = task.channel {
        let text = text(task, event);
        item.variants.push(Variant { text, link: event.url.clone(), ..Variant::new(channel) });
    }
    item
}

/// What the post says: what, when, where, and what to do, as far as the event says it.
fn text(task: &PromotionTask, event: &Event) -> String {
    let local = event.zone.local(event.start);
    let weekday = WEEKDAYS.get(usize::from(local.day.weekday())).copied().unwrap_or_default();
    let mut text = match task.days_before {
        ..0 => format!("Thank you for being at “{}”!", event.title),
        0 => format!("Today: {}", event.title),
        1 => format!("Tomorrow: {}", event.title),
        2..=13 => format!("In {} days: {}", task.days_before, event.title),
        _ => format!("Save the date: {}", event.title),
    };
    if task.days_before < 0 {
        text.push_str("\n\nHow was it for you? Tell us what to keep and what to change.");
        return text;
    }
    text.push_str(&format!("\n\n{weekday}, {} ({})", date_time(local), event.zone.name()));
    let place = match event.format {
        EventFormat::Online => "Online",
        EventFormat::InPerson => "",
        EventFormat::Hybrid => "Online and on the spot",
    };
    let place = [event.place.trim(), place].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    if !place.is_empty() {
        text.push_str(&format!("\n{place}"));
    }
    if task.days_before > 1 && !event.description.trim().is_empty() {
        text.push_str(&format!("\n\n{}", event.description.trim()));
    }
    if let Some(capacity) = event.capacity.filter(|_| task.days_before > 1) {
        text.push_str(&format!("\n\nThere are {capacity} places: please say whether you come."));
    }
    text
}
