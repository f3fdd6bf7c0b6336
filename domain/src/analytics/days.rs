//! Local days: from instants to days and hours of the workspace's zone, and the days of a table in order.

use super::dataset::Derived;
use crate::model::{
    Day, Period, Zone,
    facts::{MISSING_DAY, MISSING_TIME},
    time::DAY_MS,
};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// No weekday × hour slot.
pub(crate) const NO_SLOT: u8 = u8::MAX;

/// From the first to the last of some spans.
pub(crate) fn widest(spans: impl Iterator<Item = (i32, i32)>) -> Option<Period> {
    spans.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))).map(|(start, end)| Period { start: Day(start), end: Day(end) })
}

/// Days of the years 1 to 9999: what a date in a file can mean. Anything else is a broken time and counts as none.
pub(crate) fn usable(day: i32) -> bool {
    (-719_162..=2_932_896).contains(&day)
}

/// Local time, fast for instants that are mostly in order: the zone is asked once a UTC day, not once a row.
pub(crate) struct Clock {
    zone: Zone,
    /// UTC day → offset in ms; `None` for a day on which the offset changes.
    offsets: FxHashMap<i64, Option<i64>>,
    last: (i64, Option<i64>),
    today: Today,
}

/// A local day as far as it lies in one UTC day with one offset.
#[derive(Clone, Copy)]
struct Today {
    /// Its first instant, and the local midnight before it, ms since 1970, UTC.
    from: i64,
    midnight: i64,
    /// How many ms follow the first instant.
    length: u64,
    day: i32,
    /// Its weekday × 24.
    slot: u8,
}

impl Clock {
    pub(crate) fn new(zone: Zone) -> Self {
        let today = Today { from: 0, midnight: 0, length: 0, day: 0, slot: 0 };
        Self { zone, offsets: FxHashMap::default(), last: (i64::MIN, None), today }
    }

    #[inline]
    pub(crate) fn day_and_slot(&mut self, time: i64) -> (i32, u8) {
        let Today { from, midnight, length, day, slot } = self.today;
        if (time.wrapping_sub(from) as u64) < length {
            // Less than a day: 32 bits are enough, and quicker to divide.
            return (day, slot + ((time - midnight) as u32 / 3_600_000) as u8);
        }
        self.another_day(time)
    }

    #[inline(never)]
    fn another_day(&mut self, time: i64) -> (i32, u8) {
        let utc_day = time.div_euclid(DAY_MS);
        if time == MISSING_TIME || !i32::try_from(utc_day).is_ok_and(usable) {
            return (MISSING_DAY, NO_SLOT);
        }
        if utc_day != self.last.0 {
            let zone = self.zone;
            let offset = *self.offsets.entry(utc_day).or_insert_with(|| {
                let first = zone.offset_ms(utc_day * DAY_MS);
                (first == zone.offset_ms((utc_day + 1) * DAY_MS)).then_some(first)
            });
            self.last = (utc_day, offset);
        }
        let local = time + self.last.1.unwrap_or_else(|| self.zone.offset_ms(time));
        let day = Day(local.div_euclid(DAY_MS) as i32);
        let slot = day.weekday() * 24;
        if let Some(offset) = self.last.1 {
            let midnight = i64::from(day.0) * DAY_MS - offset;
            let from = midnight.max(utc_day * DAY_MS);
            let end = (midnight + DAY_MS).min((utc_day + 1) * DAY_MS);
            self.today = Today { from, midnight, length: end.saturating_sub(from).max(0) as u64, day: day.0, slot };
        }
        (day.0, slot + (local.rem_euclid(DAY_MS) / 3_600_000) as u8)
    }
}

/// The distinct days of a table, ascending, and the place of each day among them.
#[derive(Debug)]
pub(crate) struct Days {
    /// The days.
    pub(crate) all: Vec<i32>,
    first: i32,
    /// Place by day − first; empty where the days lie too far apart for a table.
    places: Vec<u32>,
}

/// Longest span, in days, that is looked up by a table (about 360 years).
const TABLE_DAYS: usize = 1 << 17;

impl Days {
    pub(crate) fn new(chunks: &[Arc<Derived>]) -> Self {
        let Some(span) = widest(chunks.iter().filter_map(|derived| derived.span)) else {
            return Self { all: Vec::new(), first: 0, places: Vec::new() };
        };
        let days = chunks.iter().flat_map(|derived| &derived.days).copied().filter(|day| *day != MISSING_DAY);
        let first = span.start.0;
        if span.days() as usize > TABLE_DAYS {
            let mut all: Vec<i32> = days.collect();
            all.sort_unstable();
            all.dedup();
            return Self { all, first, places: Vec::new() };
        }
        let mut places = vec![0_u32; span.days() as usize];
        for day in days {
            if let Some(place) = places.get_mut((day - first) as usize) {
                *place = 1;
            }
        }
        let mut all = Vec::new();
        for (offset, place) in places.iter_mut().enumerate() {
            if *place != 0 {
                *place = all.len() as u32;
                all.push(first + offset as i32);
            }
        }
        Self { all, first, places }
    }

    /// The place of a day that is one of them.
    pub(crate) fn place(&self, day: i32) -> usize {
        match self.places.get(day.wrapping_sub(self.first) as usize) {
            Some(place) => *place as usize,
            None => self.all.partition_point(|other| *other < day),
        }
    }
}
