//! Recurring slots of the calendar: which of their times nothing is planned for, and a draft for such a time.
//!
//! On which days a slot comes is the recurrence engine's to say: it is passed in.

use crate::model::{
    Day, Id, Instant, Period, Workspace, Zone,
    record::{ContentItem, ContentStatus, Slot, Variant},
    time::{DAY_MS, WEEKDAYS},
};
use rustc_hash::{FxHashMap, FxHashSet};

/// How far from a slot's time something on its channel still fills it.
pub const NEAR_MS: i64 = 3_600_000;

/// A time of a slot that nothing is planned for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The slot.
    pub slot: Id,
    /// The local day.
    pub day: Day,
    /// The time.
    pub at: Instant,
    /// Which time of the slot it is, the first being 1.
    pub number: u32,
}

/// A time of a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// Where and when.
    pub gap: Gap,
    /// What fills it, where something does.
    pub filled_by: Option<Id>,
}

/// The times of the slots that nothing is planned for, in order of time. `occurrences` gives the days of a slot in a
/// period, ascending.
pub fn gaps(workspace: &Workspace, period: Period, occurrences: impl Fn(&Slot, Period) -> Vec<Day>) -> Vec<Gap> {
    let open = |occurrence: Occurrence| occurrence.filled_by.is_none().then_some(occurrence.gap);
    all(workspace, period, occurrences).into_iter().filter_map(open).collect()
}

/// All times of the slots in a period, in order of time, with what fills each: the piece of content that was made for
/// it (that names the slot, on that day), else one with a variant on the slot's channel within [`NEAR_MS`]. A piece
/// fills one time only; what was rejected, put away or is but an idea fills none, unless it is out.
pub fn all(workspace: &Workspace, period: Period, occurrences: impl Fn(&Slot, Period) -> Vec<Day>) -> Vec<Occurrence> {
    let zone = workspace.settings.zone;
    let mut times: Vec<Occurrence> = Vec::new();
    for slot in workspace.records.slots.live() {
        if slot.start > period.end {
            continue;
        }
        let start = period.start.max(slot.start);
        let mut days = occurrences(slot, Period { start, end: period.end });
        days.dedup();
        // Numbers count from the first day.
        let before = match slot.start < start && !days.is_empty() {
            true => {
                let mut before = occurrences(slot, Period { start: slot.start, end: start.add(-1) });
                before.dedup();
                before.len() as u32
            }
            false => 0,
        };
        for (number, day) in (before + 1..).zip(days) {
            let gap = Gap { slot: slot.id, day, at: time(slot, day, zone), number };
            times.push(Occurrence { gap, filled_by: None });
        }
    }
    times.sort_by_key(|occurrence| (occurrence.gap.at, occurrence.gap.slot));

    // Pieces by what they could fill: the slot they name and the day, and the channel and time.
    let mut named: FxHashMap<(Id, Day), Vec<Id>> = FxHashMap::default();
    let mut near: FxHashMap<Id, Vec<(Instant, Id)>> = FxHashMap::default();
    for item in workspace.records.content.iter().filter(|item| fills(item)) {
        for variant in &item.variants {
            if let Some(time) = item.time_of(variant) {
                near.entry(variant.channel).or_default().push((time, item.id));
            }
        }
        let Some(slot) = item.slot else { continue };
        let mut days: Vec<Day> = item
            .planned
            .into_iter()
            .chain(item.variants.iter().filter_map(|variant| item.time_of(variant)))
            .map(|time| zone.day(time))
            .collect();
        days.sort_unstable();
        days.dedup();
        for day in days {
            named.entry((slot, day)).or_default().push(item.id);
        }
    }
    near.values_mut().for_each(|times| times.sort_unstable());

    let mut used: FxHashSet<Id> = FxHashSet::default();
    for occurrence in &mut times {
        let candidates = named.get(&(occurrence.gap.slot, occurrence.gap.day)).into_iter().flatten();
        if let Some(id) = candidates.copied().find(|id| !used.contains(id)) {
            used.insert(id);
            occurrence.filled_by = Some(id);
        }
    }
    for occurrence in times.iter_mut().filter(|occurrence| occurrence.filled_by.is_none()) {
        let at = occurrence.gap.at;
        let Some(slot) = workspace.records.slots.get(occurrence.gap.slot) else { continue };
        let Some(around) = near.get(&slot.channel) else { continue };
        let start = around.partition_point(|(time, _)| *time < at.saturating_sub(NEAR_MS));
        let within = around.iter().skip(start).take_while(|(time, _)| *time <= at.saturating_add(NEAR_MS));
        let free = within.filter(|(_, id)| !used.contains(id));
        if let Some((_, id)) = free.min_by_key(|(time, _)| time.abs_diff(at)) {
            used.insert(*id);
            occurrence.filled_by = Some(*id);
        }
    }
    times
}

fn fills(item: &ContentItem) -> bool {
    match item.status {
        ContentStatus::Idea => false,
        status if status.is_open() => true,
        ContentStatus::Published => true,
        _ => item.variants.iter().any(|variant| variant.published.is_some()),
    }
}

/// When a slot comes on a day.
pub fn time(slot: &Slot, day: Day, zone: Zone) -> Instant {
    zone.instant(i64::from(day.0) * DAY_MS + i64::from(slot.minute) * 60_000)
}

/// A draft for a gap: title, text, channel, pillar and time as the slot says. Variables of the slot's texts: `{n}` the
/// number, `{date}` the day (`2026-11-22`), `{weekday}` its name.
pub fn fill(slot: &Slot, gap: &Gap, id: Id, now: Instant) -> ContentItem {
    let title = if slot.post_title.trim().is_empty() { "{name}" } else { &slot.post_title };
    let mut item = ContentItem::new(id, now, filled(title, slot, gap));
    item.status = ContentStatus::Draft;
    item.planned = Some(gap.at);
    item.slot = Some(slot.id);
    item.pillar = slot.pillar;
    item.tags = slot.tags.clone();
    let mut variant = Variant::new(slot.channel);
    variant.text = filled(&slot.post_text, slot, gap);
    item.variants.push(variant);
    item
}

/// A text with its variables put in; what is no variable stays as it is.
fn filled(text: &str, slot: &Slot, gap: &Gap) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let known = after.split_once('}').and_then(|(name, after)| {
            let value = match name {
                "n" => gap.number.to_string(),
                "date" => gap.day.to_string(),
                "weekday" => WEEKDAYS.get(usize::from(gap.day.weekday())).copied().unwrap_or_default().to_owned(),
                "name" => slot.name.clone(),
                _ => return None,
            };
            Some((value, after))
        });
        match known {
            Some((value, after)) => {
                out.push_str(&value);
                rest = after;
            }
            None => {
                out.push('{');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::super::testing::{at, id, item, put, workspace};
    use super::*;

    /// Every day: enough of a recurrence engine.
    fn daily(_: &Slot, period: Period) -> Vec<Day> {
        (period.start.0..=period.end.0).map(Day).collect()
    }

    fn day(day: u32) -> Day {
        Day::from_ymd(2026, 11, day).unwrap()
    }

    fn slot(n: u8) -> Slot {
        Slot::daily(id(n), 0, "Daily tip", id(1), day(1), 9 * 60)
    }

    #[test]
    fn times_without_content_are_gaps_with_their_number() {
        let mut workspace = workspace();
        put(&mut workspace, slot(40));
        // Made for the slot, at another hour of that day; near its time; too far; but an idea; on another channel.
        let mut made = item(10, Some(at(3, 20, 0)), "");
        made.slot = Some(id(40));
        put(&mut workspace, made);
        put(&mut workspace, item(11, Some(at(4, 10, 0)), ""));
        put(&mut workspace, item(12, Some(at(5, 10, 1)), ""));
        let mut idea = item(13, Some(at(6, 9, 0)), "");
        idea.status = ContentStatus::Idea;
        put(&mut workspace, idea);
        let mut elsewhere = item(14, Some(at(7, 9, 0)), "");
        elsewhere.variants[0].channel = id(2);
        put(&mut workspace, elsewhere);
        let found = gaps(&workspace, Period::new(day(3), day(7)), daily);
        assert_eq!(
            found.iter().map(|gap| (gap.day, gap.number)).collect::<Vec<_>>(),
            [(day(5), 5), (day(6), 6), (day(7), 7)]
        );
        assert_eq!(found[0].at, at(5, 9, 0));
        assert_eq!(gaps(&workspace, Period::new(day(1).add(-9), day(1).add(-1)), daily), [], "before it began");
    }

    #[test]
    fn a_piece_fills_one_time_only() {
        let mut workspace = workspace();
        put(&mut workspace, slot(40));
        let mut second = slot(41);
        second.minute = 9 * 60 + 30;
        put(&mut workspace, second);
        put(&mut workspace, item(10, Some(at(3, 9, 20)), ""));
        let found = gaps(&workspace, Period::new(day(3), day(3)), daily);
        assert_eq!(found.len(), 1);
        // One that was made for the second slot leaves the first a gap.
        let mut made = item(10, Some(at(3, 9, 0)), "");
        made.slot = Some(id(41));
        put(&mut workspace, made);
        assert_eq!(gaps(&workspace, Period::new(day(3), day(3)), daily)[0].slot, id(40));
    }

    #[test]
    fn a_gap_becomes_a_draft() {
        let mut slot = slot(40);
        slot.pillar = Some(id(30));
        slot.post_title = "Tip {n}".into();
        slot.post_text = "{weekday}, {date}: {what} #{n} {".into();
        let gap = Gap { slot: id(40), day: day(22), at: at(22, 9, 0), number: 12 };
        let draft = fill(&slot, &gap, id(60), 5);
        assert_eq!(draft.title, "Tip 12");
        assert_eq!(draft.variants[0].text, "Sunday, 2026-11-22: {what} #12 {");
        assert_eq!((draft.status, draft.slot, draft.pillar), (ContentStatus::Draft, Some(id(40)), Some(id(30))));
        assert_eq!(draft.planned, Some(at(22, 9, 0)));
        slot.post_title.clear();
        assert_eq!(fill(&slot, &gap, id(60), 5).title, "Daily tip");
        let mut workspace = workspace();
        put(&mut workspace, slot);
        put(&mut workspace, draft);
        assert_eq!(gaps(&workspace, Period::new(day(22), day(22)), daily), []);
    }

    #[test]
    fn an_old_slot_still_has_gaps_with_its_rule() {
        use crate::model::recurrence::{LocalTime, Recurrence};
        let mut workspace = workspace();
        let mut slot = slot(40);
        slot.start = Day::from_ymd(2020, 1, 1).unwrap();
        slot.rule = "FREQ=WEEKLY;BYDAY=MO,TH".into();
        put(&mut workspace, slot);
        let days = |slot: &Slot, period: Period| {
            let rule: Recurrence = slot.rule.parse().unwrap();
            let midnight = |day: Day| LocalTime::new(day, 0);
            let (start, end) = (midnight(period.start), midnight(period.end.add(1)));
            rule.between(midnight(slot.start), Zone::UTC, start, end).map(LocalTime::day).collect::<Vec<_>>()
        };
        let found = gaps(&workspace, Period::new(day(16), day(22)), days);
        // From Wednesday 1 January 2020 to Sunday 15 November 2026 there are 358 Mondays and 359 Thursdays.
        assert_eq!(found.iter().map(|gap| (gap.day, gap.number)).collect::<Vec<_>>(), [(day(16), 718), (day(19), 719)]);
    }

    #[test]
    fn a_slot_keeps_its_hour_when_the_clocks_change() {
        let mut workspace = workspace();
        workspace.settings.zone = "Europe/Madrid".parse().unwrap();
        let mut slot = slot(40);
        slot.start = Day::from_ymd(2026, 10, 24).unwrap();
        put(&mut workspace, slot);
        let found = gaps(
            &workspace,
            Period::new(Day::from_ymd(2026, 10, 24).unwrap(), Day::from_ymd(2026, 10, 26).unwrap()),
            daily,
        );
        let times: Vec<String> = found.iter().map(|gap| crate::model::time::iso(gap.at)).collect();
        assert_eq!(times, ["2026-10-24T07:00:00Z", "2026-10-25T08:00:00Z", "2026-10-26T08:00:00Z"]);
    }
}
