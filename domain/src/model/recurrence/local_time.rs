//! A time as a clock on the wall and a calendar beside it show it, without a zone; and a moment as a calendar file may
//! name it.

use super::super::time::{DAY_MS, Day, Instant, Local, Zone};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

pub(super) const DAY: i64 = 86_400;

/// Local date and time to the second: seconds since 1970-01-01T00:00:00 as the clock shows them. Written as
/// `2026-11-22T07:30:00`. Which instant it is depends on a [`Zone`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LocalTime(pub i64);

impl LocalTime {
    /// The first second of the years that iCalendar can write.
    pub const MIN: Self = Self(-62_167_219_200);
    /// The last second of the years that iCalendar can write: 9999-12-31T23:59:59.
    pub const MAX: Self = Self(253_402_300_799);

    /// A day and the seconds since its midnight.
    pub fn new(day: Day, second: u32) -> Self {
        Self(i64::from(day.0) * DAY + i64::from(second))
    }

    /// A day and a time of day; hours beyond 23 reach into the next days.
    pub fn at(day: Day, hour: u32, minute: u32, second: u32) -> Self {
        Self(i64::from(day.0) * DAY + i64::from(hour) * 3600 + i64::from(minute) * 60 + i64::from(second))
    }

    /// The calendar day.
    pub fn day(self) -> Day {
        Day(i32::try_from(self.0.div_euclid(DAY)).unwrap_or(if self.0 < 0 { i32::MIN } else { i32::MAX }))
    }

    /// Seconds since midnight, 0–86 399.
    pub fn second_of_day(self) -> u32 {
        self.0.rem_euclid(DAY) as u32
    }

    /// Hour 0–23, minute 0–59, second 0–59.
    pub fn hms(self) -> (u8, u8, u8) {
        let second = self.second_of_day();
        ((second / 3600) as u8, (second / 60 % 60) as u8, (second % 60) as u8)
    }

    /// What the clock in a zone shows at an instant; parts of a second are dropped.
    pub fn of(instant: Instant, zone: Zone) -> Self {
        let Local { day, ms_of_day, .. } = zone.local(instant);
        Self(i64::from(day.0) * DAY + ms_of_day / 1000)
    }

    /// The instant at which the clock in a zone shows this. As RFC 5545 says (§3.3.5): what it shows twice is the first
    /// of the two; what it skips is moved on by the gap.
    pub fn instant(self, zone: Zone) -> Instant {
        zone.instant(self.0.saturating_mul(1000))
    }

    /// Whether the clock in a zone skips this time.
    pub fn is_skipped(self, zone: Zone) -> bool {
        Self::of(self.instant(zone), zone) != self
    }

    /// Reads iCalendar's form: `20261122T073000`, without a zone. `None` for anything else and for dates and times
    /// that do not exist; the leap second is taken as the second before it.
    pub fn parse_basic(text: &str) -> Option<Self> {
        let (day, time) = text.split_once(['T', 't'])?;
        let time = time.as_bytes();
        let ([h, hh, m, mm, s, ss], true) = (<[u8; 6]>::try_from(time).ok()?, time.iter().all(u8::is_ascii_digit))
        else {
            return None;
        };
        let two = |a: u8, b: u8| u32::from(a - b'0') * 10 + u32::from(b - b'0');
        let (hour, minute, second) = (two(h, hh), two(m, mm), two(s, ss));
        (hour < 24 && minute < 60 && second <= 60)
            .then(|| parse_basic_day(day).map(|day| Self::at(day, hour, minute, second.min(59))))?
    }

    /// Writes iCalendar's form: `20261122T073000`.
    pub fn basic(self) -> String {
        let (hour, minute, second) = self.hms();
        format!("{}T{hour:02}{minute:02}{second:02}", basic_day(self.day()))
    }
}

/// Reads `20261122`.
pub(crate) fn parse_basic_day(text: &str) -> Option<Day> {
    if text.len() != 8 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Day::from_ymd(text.get(..4)?.parse().ok()?, text.get(4..6)?.parse().ok()?, text.get(6..)?.parse().ok()?)
}

/// Writes `20261122`. iCalendar has years of four digits: others are clamped.
pub(crate) fn basic_day(day: Day) -> String {
    let day = day.clamp(LocalTime::MIN.day(), LocalTime::MAX.day());
    let (year, month, day) = day.ymd();
    format!("{year:04}{month:02}{day:02}")
}

impl fmt::Display for LocalTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (hour, minute, second) = self.hms();
        write!(f, "{}T{hour:02}:{minute:02}:{second:02}", self.day())
    }
}

impl fmt::Debug for LocalTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for LocalTime {
    type Err = LocalTimeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parsed = || {
            let (day, time) = text.split_once(['T', ' '])?;
            let mut parts = time.split(':').map(|part| {
                (part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit())).then(|| part.parse::<u32>().ok())?
            });
            let (hour, minute, second) = (parts.next()??, parts.next()??, parts.next().unwrap_or(Some(0))?);
            if parts.next().is_some() || hour > 23 || minute > 59 || second > 59 {
                return None;
            }
            Some(Self::at(day.parse().ok()?, hour, minute, second))
        };
        parsed().ok_or_else(|| LocalTimeError(text.chars().take(40).collect()))
    }
}

/// A text that should have been a local date and time.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("“{0}” is not a date and time. Write it as 2026-11-22T07:30.")]
pub struct LocalTimeError(String);

impl Serialize for LocalTime {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for LocalTime {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl schemars::JsonSchema for LocalTime {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "LocalTime".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "string", "description": "local date and time, such as 2026-11-22T07:30:00"})
    }
}

/// When something ends, is left out or happens besides: a whole day, a time on the item's own clock, or an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Moment {
    /// A whole day; written `20261122`.
    Day(Day),
    /// A time on the item's own clock; written `20261122T073000`.
    Local(LocalTime),
    /// An instant; written `20261122T063000Z`, to the second.
    Utc(Instant),
}

impl Moment {
    /// Reads iCalendar's forms.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(time) = text.strip_suffix(['Z', 'z']) {
            return LocalTime::parse_basic(time).map(|time| Self::Utc(time.0 * 1000));
        }
        LocalTime::parse_basic(text).map(Self::Local).or_else(|| parse_basic_day(text).map(Self::Day))
    }

    /// As the clock in the item's zone shows it; a day begins at midnight.
    pub fn local(self, zone: Zone) -> LocalTime {
        match self {
            Self::Day(day) => LocalTime::new(day, 0),
            Self::Local(time) => time,
            Self::Utc(instant) => LocalTime::of(instant, zone),
        }
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => f.write_str(&basic_day(*day)),
            Self::Local(time) => f.write_str(&time.basic()),
            Self::Utc(instant) => {
                let day = Day(i32::try_from(instant.div_euclid(DAY_MS)).unwrap_or(i32::MAX));
                let time = LocalTime::new(day, (instant.rem_euclid(DAY_MS) / 1000) as u32);
                write!(f, "{}Z", time.basic())
            }
        }
    }
}
