//! When recurring slots come, and how their rules are said.

use crate::{
    model::{
        Day, Period, Workspace, Zone,
        record::Slot,
        recurrence::{LocalTime, Recurrence},
    },
    plan::slots::{self, Gap},
};

/// Most days of a slot that are looked at: a hundred years of every day.
const DAYS_MAX: usize = 36_525;

/// The days of a slot in a period. A rule that cannot be read has none.
pub fn days(slot: &Slot, zone: Zone, period: Period) -> Vec<Day> {
    let Ok(rule) = slot.rule.parse::<Recurrence>() else { return Vec::new() };
    let midnight = |day: Day| LocalTime::new(day, 0);
    let found = rule.between(midnight(slot.start), zone, midnight(period.start), midnight(period.end.add(1)));
    let mut days: Vec<Day> = found.take(DAYS_MAX).map(LocalTime::day).collect();
    days.dedup();
    days
}

/// The times in a period that nothing is planned for.
pub fn gaps(workspace: &Workspace, period: Period) -> Vec<Gap> {
    if period.end < period.start || workspace.records.slots.is_empty() {
        return Vec::new();
    }
    let zone = workspace.settings.zone;
    slots::gaps(workspace, period, |slot, period| days(slot, zone, period))
}

/// When a slot comes, in words: “every weekday at 07:30”.
pub fn describe(slot: &Slot) -> String {
    match slot.rule.parse::<Recurrence>() {
        Ok(rule) => rule.describe(LocalTime::new(slot.start, u32::from(slot.minute) * 60), true),
        Err(error) => error.to_string(),
    }
}
