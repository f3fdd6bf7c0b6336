//! The editorial calendar: which days are shown, and what stands on each.

use super::{content, when};
use crate::{
    model::{
        Day, Id, Instant, Period, Workspace,
        record::{Campaign, Color, ContentItem, ContentStatus, Event, EventStatus, Slot},
        time::WEEKDAYS,
        words,
    },
    plan::slots::Gap,
    view::route::{ContentMode, ContentView},
};
use std::{collections::BTreeMap, sync::Arc};

/// Something on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// What it is.
    pub what: What,
    /// When: ms since 1970, UTC.
    pub at: Instant,
    /// The clock at that time.
    pub time: String,
    /// What it is called.
    pub title: String,
    /// How it is marked.
    pub color: Option<Color>,
    /// All of it in a sentence, for those who do not see the marks.
    pub label: String,
}

/// What stands on a day.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// A piece of content.
    Content {
        /// The piece.
        id: Id,
        /// How far it is.
        status: ContentStatus,
    },
    /// A meeting.
    Event(Id),
    /// A recurring slot that nothing fills.
    Gap(Gap),
}

/// The weeks of the month that a day is in, each of seven days.
pub fn month(day: Day, week_start: u8) -> Vec<[Day; 7]> {
    let first = day.month_start();
    let end = first.add_months(1);
    let mut start = first.week_start(week_start);
    let mut weeks = Vec::with_capacity(6);
    while start < end {
        weeks.push(week(start));
        start = start.add(7);
    }
    weeks
}

/// Seven days from the first.
pub fn week(start: Day) -> [Day; 7] {
    std::array::from_fn(|place| start.add(place as i32))
}

/// Names of the days of a week, the first first.
pub fn weekdays(week_start: u8) -> [&'static str; 7] {
    std::array::from_fn(|place| WEEKDAYS[(usize::from(week_start) + place) % 7])
}

/// The days that a view shows.
pub fn period(view: &ContentView, today: Day, week_start: u8) -> Period {
    let day = view.day.unwrap_or(today);
    match view.mode {
        ContentMode::Week => {
            let start = day.week_start(week_start);
            Period { start, end: start.add(6) }
        }
        _ => Period { start: day.month_start(), end: day.month_start().add_months(1).add(-1) },
    }
}

/// The days drawn: those of the view, and in a month what fills its first and last week.
pub fn drawn(view: &ContentView, today: Day, week_start: u8) -> Period {
    let period = period(view, today, week_start);
    let start = period.start.week_start(week_start);
    Period { start, end: period.end.week_start(week_start).add(6) }
}

/// The name of the days that a view shows: `October 2026`, `5–11 Oct 2026`.
pub fn name(view: &ContentView, today: Day, week_start: u8) -> String {
    let period = period(view, today, week_start);
    match view.mode {
        ContentMode::Week => crate::view::period::period_label(period),
        _ => {
            let (year, month, _) = period.start.ymd();
            format!("{} {year}", words::month_long(month))
        }
    }
}

/// The day to show next (1) or before (−1).
pub fn turn(view: &ContentView, today: Day, by: i32) -> Day {
    let day = view.day.unwrap_or(today);
    match view.mode {
        ContentMode::Week => day.add(7 * by),
        _ => day.month_start().add_months(by),
    }
}

/// What stands on one day.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OnDay {
    /// The first of it, in the order of time.
    pub entries: Vec<Entry>,
    /// How many more there are.
    pub more: usize,
}

/// What an entry is made of, before anything is written out.
enum Source<'a> {
    Content(&'a ContentItem),
    Event(&'a Event),
    Gap(Gap, &'a Slot),
}

/// What stands on the days of a period, in the order of time: of each day as many as fit, one place being kept to say
/// how many more there are. `items` is the content that the filters let through; events and gaps stand where no filter
/// hides them.
pub fn entries(
    workspace: &Workspace,
    view: &ContentView,
    items: &[Arc<ContentItem>],
    days: Period,
    gaps: &[Gap],
    fit: usize,
) -> BTreeMap<Day, OnDay> {
    let zone = workspace.settings.zone;
    let (start, end) = (zone.day_start(days.start), zone.day_start(days.end.add(1)));
    let mut found: Vec<(Instant, Source<'_>)> = Vec::new();
    let mut put = |at: Instant, source| {
        if (start..end).contains(&at) {
            found.push((at, source));
        }
    };
    let given_up = |status| matches!(status, ContentStatus::Archived | ContentStatus::Rejected);
    for item in items {
        if given_up(item.status) && !view.statuses.contains(&item.status) {
            continue;
        }
        let mut times: Vec<Instant> = item.variants.iter().filter_map(|variant| item.time_of(variant)).collect();
        if times.is_empty() {
            times.extend(item.planned);
        }
        times.sort_unstable();
        times.dedup_by_key(|at| *at / 60_000);
        for at in times {
            put(at, Source::Content(item));
        }
    }
    let plain = view.pillars.is_empty() && view.campaigns.is_empty() && view.search.is_empty();
    if plain && view.statuses.is_empty() {
        for event in workspace.records.events.live().filter(|event| event.status != EventStatus::Cancelled) {
            put(event.start, Source::Event(event));
        }
        for gap in gaps {
            let Some(slot) = workspace.records.slots.get(gap.slot) else { continue };
            if view.channels.is_empty() || view.channels.contains(&slot.channel) {
                put(gap.at, Source::Gap(*gap, slot));
            }
        }
    }
    found.sort_by(|(a, one), (b, other)| (a, one.title()).cmp(&(b, other.title())));
    let mut out: BTreeMap<Day, OnDay> = BTreeMap::new();
    let mut rest = found.as_slice();
    while let Some((at, _)) = rest.first() {
        let day = zone.day(*at);
        let next = zone.day_start(day.add(1));
        let (here, beyond) = rest.split_at(rest.partition_point(|(at, _)| *at < next).max(1));
        let shown = if here.len() <= fit { here.len() } else { fit.saturating_sub(1) };
        let entries = here.iter().take(shown).map(|(at, source)| source.entry(workspace, *at)).collect();
        out.insert(day, OnDay { entries, more: here.len() - shown });
        rest = beyond;
    }
    out
}

impl Source<'_> {
    fn title(&self) -> &str {
        match self {
            Self::Content(item) => &item.title,
            Self::Event(event) => &event.title,
            Self::Gap(_, slot) => &slot.name,
        }
    }

    fn entry(&self, workspace: &Workspace, at: Instant) -> Entry {
        let time = when::clock(when::minute(at, workspace.settings.zone));
        match self {
            Self::Content(item) => {
                let mut label = format!("{time} {}, {}", item.title, item.status.label());
                let pillar = content::pillar(workspace, item);
                let channels = content::channel_names(workspace, item).join(", ");
                for more in [pillar.as_ref().map_or("", |pillar| &pillar.name), &channels] {
                    if !more.is_empty() {
                        label.push_str(", ");
                        label.push_str(more);
                    }
                }
                Entry {
                    what: What::Content { id: item.id, status: item.status },
                    at,
                    time,
                    title: item.title.clone(),
                    color: content::color(workspace, item),
                    label,
                }
            }
            Self::Event(event) => Entry {
                what: What::Event(event.id),
                at,
                label: format!("{time} {}, event", event.title),
                time,
                title: event.title.clone(),
                color: None,
            },
            Self::Gap(gap, slot) => Entry {
                what: What::Gap(*gap),
                at,
                label: format!("{time} {}, empty slot: make a post for it", slot.name),
                time,
                title: format!("{}: empty slot", slot.name),
                color: None,
            },
        }
    }
}

/// Campaigns of some days, each with the first and last place of the days it covers.
pub fn lanes(workspace: &Workspace, days: &[Day; 7]) -> Vec<(Arc<Campaign>, usize, usize)> {
    let covers = |campaign: &Campaign, day: Day| {
        campaign.start.is_some_and(|start| start <= day) && campaign.end.is_none_or(|end| day <= end)
    };
    let mut lanes = Vec::new();
    for campaign in workspace.records.campaigns.live() {
        let first = days.iter().position(|day| covers(campaign, *day));
        let last = days.iter().rposition(|day| covers(campaign, *day));
        if let (Some(first), Some(last)) = (first, last) {
            lanes.push((campaign.clone(), first, last));
        }
    }
    lanes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn a_month_is_whole_weeks() {
        let october = month(day("2026-10-22"), 0);
        assert_eq!(october.len(), 5);
        assert_eq!(october[0][0], day("2026-09-28"));
        assert_eq!(october[4][6], day("2026-11-01"));
        // February 2027 begins on a Monday and has 28 days.
        assert_eq!(month(day("2027-02-10"), 0).len(), 4);
        assert_eq!(month(day("2027-02-10"), 6).len(), 5, "weeks that begin on Sunday");
        assert_eq!(weekdays(6)[..2], ["Sunday", "Monday"]);
    }

    #[test]
    fn turning_goes_by_what_is_shown() {
        let month = ContentView::default();
        let week = ContentView { mode: ContentMode::Week, ..ContentView::default() };
        assert_eq!(turn(&month, day("2026-01-31"), 1), day("2026-02-01"));
        assert_eq!(turn(&week, day("2026-01-31"), -1), day("2026-01-24"));
        assert_eq!(name(&month, day("2026-10-05"), 0), "October 2026");
    }
}
