//! Instants, calendar days and time zones.
//!
//! Facts keep instants (ms since 1970, UTC). What a person calls a day, an hour or a weekday depends on the
//! workspace's zone, which is always passed in: nothing here asks the machine.

use chrono::{DateTime, Datelike, NaiveDate, Offset, TimeZone, Weekday};
use chrono_tz::{OffsetComponents, OffsetName};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A point in time: milliseconds since 1970-01-01T00:00:00Z.
pub type Instant = i64;

/// Milliseconds in a day without a change of offset.
pub const DAY_MS: i64 = 86_400_000;
const HOUR_MS: i64 = 3_600_000;

/// A calendar day, counted from 1970-01-01. Written as `2026-11-22`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

impl Day {
    /// The day of a calendar date; `None` where there is no such date.
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month, day).map(Self::from_date)
    }

    /// The day of a date.
    pub fn from_date(date: NaiveDate) -> Self {
        Self(date.num_days_from_ce() - EPOCH_FROM_CE)
    }

    /// The calendar date; clamped at the ends of chrono's range (years ±262 000).
    pub fn date(self) -> NaiveDate {
        let days = self.0.saturating_add(EPOCH_FROM_CE);
        NaiveDate::from_num_days_from_ce_opt(days).unwrap_or(if days < 0 { NaiveDate::MIN } else { NaiveDate::MAX })
    }

    /// 0 = Monday … 6 = Sunday.
    pub fn weekday(self) -> u8 {
        (i64::from(self.0) + 3).rem_euclid(7) as u8
    }

    /// The first day of this day's week, where weeks begin on `start` (0 = Monday … 6 = Sunday).
    pub fn week_start(self, start: u8) -> Self {
        let back = (7 + self.weekday() - start % 7) % 7;
        Self(self.0 - i32::from(back))
    }

    /// The first day of this day's month.
    pub fn month_start(self) -> Self {
        let date = self.date();
        Self(self.0 - date.day0() as i32)
    }

    /// The same date `months` later (or earlier), clamped to the last day of a shorter month.
    pub fn add_months(self, months: i32) -> Self {
        let date = self.date();
        let moved = if months < 0 {
            date.checked_sub_months(chrono::Months::new(months.unsigned_abs()))
        } else {
            date.checked_add_months(chrono::Months::new(months.unsigned_abs()))
        };
        moved.map_or(self, Self::from_date)
    }

    /// The day `days` later (or earlier).
    #[expect(clippy::should_implement_trait, reason = "a day and a number of days are different things")]
    pub fn add(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// Year, month 1–12, day 1–31.
    pub fn ymd(self) -> (i32, u32, u32) {
        let date = self.date();
        (date.year(), date.month(), date.day())
    }
}

/// Days from 0000-12-31 to 1970-01-01, chrono's count.
const EPOCH_FROM_CE: i32 = 719_163;

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        // As ISO 8601 and chrono write it: years beyond four digits carry a sign.
        if (0..=9999).contains(&year) {
            write!(f, "{year:04}-{month:02}-{day:02}")
        } else {
            write!(f, "{year:+05}-{month:02}-{day:02}")
        }
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Day {
    type Err = DayError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parsed = || {
            let (sign, digits) = match text.strip_prefix('-') {
                Some(rest) => (-1, rest),
                None => (1, text.strip_prefix('+').unwrap_or(text)),
            };
            let mut parts = digits.split('-');
            let mut part = |least: usize, most: usize| {
                let part = parts.next().filter(|part| (least..=most).contains(&part.len()))?;
                part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse::<i32>().ok())?
            };
            let (year, month, day) = (part(4, 6)?, part(1, 2)?, part(1, 2)?);
            if parts.next().is_some() {
                return None;
            }
            Self::from_ymd(sign * year, month.unsigned_abs(), day.unsigned_abs())
        };
        parsed().ok_or_else(|| DayError(text.chars().take(40).collect()))
    }
}

/// A text that should have been a date.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("“{0}” is not a date. Write it as 2026-11-22.")]
pub struct DayError(String);

impl Serialize for Day {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl schemars::JsonSchema for Day {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Day".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "string", "format": "date"})
    }
}

/// Whole days from `start` to `end`, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Period {
    /// First day.
    pub start: Day,
    /// Last day; never before `start`.
    pub end: Day,
}

impl Period {
    /// The days between two days in either order.
    pub fn new(a: Day, b: Day) -> Self {
        Self { start: a.min(b), end: a.max(b) }
    }

    /// Number of days, at least 1.
    pub fn days(self) -> i32 {
        self.end.0 - self.start.0 + 1
    }

    /// Whether the day lies in the period.
    pub fn contains(self, day: Day) -> bool {
        self.start <= day && day <= self.end
    }

    /// The period of the same length that ends the day before this one begins. A whole calendar month is
    /// followed back by the whole month before it, whatever its length.
    pub fn previous(self) -> Self {
        let whole_months = self.start == self.start.month_start() && self.end.add(1) == self.end.add(1).month_start();
        if whole_months {
            let (a, b) = (self.start.ymd(), self.end.add(1).ymd());
            let months = (b.0 - a.0) * 12 + b.1 as i32 - a.1 as i32;
            return Self { start: self.start.add_months(-months), end: self.start.add(-1) };
        }
        Self { start: self.start.add(-self.days()), end: self.start.add(-1) }
    }

    /// The same dates one year earlier (29 February becomes 28 February).
    pub fn last_year(self) -> Self {
        Self { start: self.start.add_months(-12), end: self.end.add_months(-12) }
    }
}

/// A time zone of the IANA database, such as `Europe/Madrid`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Zone(chrono_tz::Tz);

impl Zone {
    /// Universal time.
    pub const UTC: Self = Self(chrono_tz::UTC);

    /// The zone's IANA name.
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// Every zone name, sorted.
    pub fn names() -> impl Iterator<Item = &'static str> {
        chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name())
    }

    /// Offset from UTC at an instant, in ms, and the calendar parts of local time.
    pub fn local(self, instant: Instant) -> Local {
        let offset = self.offset_ms(instant);
        Local::from_local_ms(instant.saturating_add(offset))
    }

    /// The local calendar day of an instant.
    pub fn day(self, instant: Instant) -> Day {
        self.local(instant).day
    }

    /// What to add to UTC to get local time at this instant, in ms.
    pub fn offset_ms(self, instant: Instant) -> i64 {
        let utc = DateTime::from_timestamp_millis(instant).unwrap_or(DateTime::UNIX_EPOCH).naive_utc();
        i64::from(self.0.offset_from_utc_datetime(&utc).fix().local_minus_utc()) * 1000
    }

    /// What the zone's clocks are set by at an instant.
    pub fn setting(self, instant: Instant) -> Setting {
        let utc = DateTime::from_timestamp_millis(instant).unwrap_or(DateTime::UNIX_EPOCH).naive_utc();
        let offset = self.0.offset_from_utc_datetime(&utc);
        Setting {
            offset: offset.fix().local_minus_utc(),
            daylight: !offset.dst_offset().is_zero(),
            abbreviation: offset.abbreviation().unwrap_or_default().to_owned(),
        }
    }

    /// The instant at which a local clock shows `local_ms` (ms since 1970 as the clock shows it). A time that
    /// a clock shows twice is taken as the first; one that it skips is moved on by the gap.
    pub fn instant(self, local_ms: i64) -> Instant {
        // Two guesses bracket the answer: the offset a day before and the one a day after.
        let before = local_ms.saturating_sub(self.offset_ms(local_ms.saturating_sub(DAY_MS)));
        if self.offset_ms(before) == local_ms - before {
            return before;
        }
        let after = local_ms.saturating_sub(self.offset_ms(local_ms.saturating_add(DAY_MS)));
        if self.offset_ms(after) == local_ms - after { after } else { before }
    }

    /// The instant at which a local day begins.
    pub fn day_start(self, day: Day) -> Instant {
        self.instant(i64::from(day.0) * DAY_MS)
    }
}

/// What the clocks of a zone are set by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Seconds to add to UTC.
    pub offset: i32,
    /// Whether it is daylight saving time.
    pub daylight: bool,
    /// Such as `CEST`; empty where there is none.
    pub abbreviation: String,
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Zone {
    type Err = ZoneError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self).map_err(|_| ZoneError(text.chars().take(40).collect()))
    }
}

/// A text that is no zone's name.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("“{0}” is not a time zone. Use an IANA name such as Europe/Madrid.")]
pub struct ZoneError(String);

impl Serialize for Zone {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Zone {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl schemars::JsonSchema for Zone {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Zone".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "string", "description": "IANA time zone name"})
    }
}

/// An instant as a local clock and calendar show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Local {
    /// Calendar day.
    pub day: Day,
    /// Hour 0–23.
    pub hour: u8,
    /// Milliseconds since local midnight.
    pub ms_of_day: i64,
}

impl Local {
    /// Of a clock that shows this many ms since 1970.
    pub fn from_local_ms(ms: i64) -> Self {
        let ms_of_day = ms.rem_euclid(DAY_MS);
        Self {
            day: Day(i32::try_from(ms.div_euclid(DAY_MS)).unwrap_or(i32::MAX)),
            hour: (ms_of_day / HOUR_MS) as u8,
            ms_of_day,
        }
    }
}

/// Writes an instant as ISO 8601 in UTC with milliseconds only where there are any: `2026-11-22T07:54:55Z`. Empty
/// beyond chrono's range (years ±262 000).
pub fn iso(instant: Instant) -> String {
    if DateTime::from_timestamp_millis(instant).is_none() {
        return String::new();
    }
    let Local { day, hour, ms_of_day } = Local::from_local_ms(instant);
    let (minute, second, ms) = (ms_of_day / 60_000 % 60, ms_of_day / 1000 % 60, ms_of_day % 1000);
    let fraction = if ms == 0 { String::new() } else { format!(".{ms:03}") };
    format!("{day}T{hour:02}:{minute:02}:{second:02}{fraction}Z")
}

/// Reads an ISO 8601 instant with an offset or `Z`.
pub fn parse_iso(text: &str) -> Option<Instant> {
    DateTime::parse_from_rfc3339(text).ok().map(|time| time.timestamp_millis())
}

/// English weekday names, Monday first.
pub const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// Monday-based number of a chrono weekday.
pub fn weekday_number(weekday: Weekday) -> u8 {
    weekday.num_days_from_monday() as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn days_agree_with_the_calendar() {
        assert_eq!(Day(0).to_string(), "1970-01-01");
        assert_eq!(Day(0).weekday(), 3, "1970 began on a Thursday");
        assert_eq!(day("2026-11-22").weekday(), 6);
        assert_eq!(day("2026-11-22").week_start(0), day("2026-11-16"));
        assert_eq!(day("2026-11-22").week_start(6), day("2026-11-22"));
        assert_eq!(day("2024-03-31").add_months(-1), day("2024-02-29"));
        assert!("2025-02-29".parse::<Day>().is_err());
    }

    #[test]
    fn the_period_before_a_month_is_the_month_before() {
        let march = Period::new(day("2026-03-01"), day("2026-03-31"));
        assert_eq!(march.previous(), Period::new(day("2026-02-01"), day("2026-02-28")));
        let quarter = Period::new(day("2026-04-01"), day("2026-06-30"));
        assert_eq!(quarter.previous(), Period::new(day("2026-01-01"), day("2026-03-31")));
        let week = Period::new(day("2026-03-02"), day("2026-03-08"));
        assert_eq!(week.previous(), Period::new(day("2026-02-23"), day("2026-03-01")));
        let leap = Period::new(day("2024-02-29"), day("2024-02-29"));
        assert_eq!(leap.last_year(), Period::new(day("2023-02-28"), day("2023-02-28")));
    }

    #[test]
    fn local_time_follows_daylight_saving() {
        let madrid: Zone = "Europe/Madrid".parse().unwrap();
        let summer = parse_iso("2026-07-01T22:30:00Z").unwrap();
        assert_eq!(madrid.local(summer).day, day("2026-07-02"));
        assert_eq!(madrid.local(summer).hour, 0);
        // The clock jumps from 02:00 to 03:00 on 29 March 2026: 02:30 does not exist and moves on to 03:30.
        let gap = i64::from(day("2026-03-29").0) * DAY_MS + 150 * 60_000;
        assert_eq!(iso(madrid.instant(gap)), "2026-03-29T01:30:00Z");
        // 02:30 on 25 October 2026 happens twice: the first is summer time.
        let twice = i64::from(day("2026-10-25").0) * DAY_MS + 150 * 60_000;
        assert_eq!(iso(madrid.instant(twice)), "2026-10-25T00:30:00Z");
    }

    #[test]
    fn every_day_start_is_in_its_day() {
        for name in ["UTC", "America/New_York", "Asia/Kathmandu", "Pacific/Apia", "America/Sao_Paulo"] {
            let zone: Zone = name.parse().unwrap();
            for number in 15_000..21_000 {
                let start = zone.day_start(Day(number));
                // Apia skipped 2011-12-30 whole.
                if name == "Pacific/Apia" && Day(number) == day("2011-12-30") {
                    continue;
                }
                assert_eq!(zone.day(start), Day(number), "{name} {}", Day(number));
            }
        }
    }
}
