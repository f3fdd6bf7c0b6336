//! What repeats: a recurrence rule of iCalendar (RFC 5545 §3.3.10) with the dates left out of it (EXDATE) and added to
//! it (RDATE). Read, written, expanded over a range and said in words. Knows no records and no files.
//!
//! In a workspace file a recurrence is its text: `FREQ=WEEKLY;BYDAY=MO,WE`, followed by lines `EXDATE:…` and `RDATE:…`
//! where there are any.
//!
//! Expansion goes by the clock on the item's wall: "every Monday at 07:30" stays at 07:30 when summer time comes. A time
//! that this clock skips in spring is moved on by the gap, as RFC 5545 §3.3.5 reads such a time; a rule of hours, minutes
//! or seconds leaves it out, because the moved one is there already. Occurrences are those that the rule makes: a start
//! that does not fit its own rule is none (the RFC leaves this open; python-dateutil does the same). Work is bounded
//! whatever the rule says.
//!
//! The crate `rrule` (0.14) was measured and left: it brings `regex` and adds 1 080 kB (330 kB packed) of WebAssembly to
//! chrono-tz, which we have, for what is a few kB here; the editorial calendar needs it on every visit. It also works on
//! `DateTime<Tz>` throughout, takes at most 65 535 occurrences for an answer, and has no words for a rule.

mod expand;
mod local_time;
mod parse;
mod rule;
mod words;
mod write;

pub use expand::Occurrences;
pub use local_time::{LocalTime, LocalTimeError, Moment};
pub use rule::{ByDay, End, Frequency, Rule};

use super::time::Zone;
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// When something happens again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Recurrence {
    /// The rule. Without one the start itself and the dates of `besides` are all there is.
    pub rule: Option<Rule>,
    /// Left out (EXDATE), sorted. A day leaves out everything on it.
    pub except: Vec<Moment>,
    /// Added (RDATE), sorted.
    pub besides: Vec<Moment>,
}

impl Recurrence {
    /// Every `interval` days.
    pub fn daily(interval: u32) -> Self {
        Rule { interval: interval.max(1), ..Rule::every(Frequency::Daily) }.into()
    }

    /// Monday to Friday.
    pub fn weekdays() -> Self {
        Self::weekly(1, &[0, 1, 2, 3, 4])
    }

    /// Every `interval` weeks on these weekdays (0 = Monday … 6 = Sunday); on the start's own where there are none.
    pub fn weekly(interval: u32, weekdays: &[u8]) -> Self {
        let mut days: Vec<ByDay> = weekdays.iter().map(|day| ByDay::every(*day)).collect();
        days.sort_unstable();
        days.dedup();
        Rule { interval: interval.max(1), days, ..Rule::every(Frequency::Weekly) }.into()
    }

    /// Every `interval` months on a day of the month: 1–31, or −1 for the last. Months without that day are left out.
    pub fn monthly_on_day(interval: u32, day: i8) -> Self {
        let month_days = if day == 0 { Vec::new() } else { vec![day.clamp(-31, 31)] };
        Rule { interval: interval.max(1), month_days, ..Rule::every(Frequency::Monthly) }.into()
    }

    /// Every `interval` months on the nth weekday: 2 for the second, −1 for the last (0 = Monday … 6 = Sunday).
    pub fn monthly_on_weekday(interval: u32, ordinal: i8, weekday: u8) -> Self {
        let days = vec![ByDay::nth(ordinal.clamp(-5, 5), weekday)];
        Rule { interval: interval.max(1), days, ..Rule::every(Frequency::Monthly) }.into()
    }

    /// The same, ending so.
    #[must_use]
    pub fn ending(mut self, end: End) -> Self {
        if let Some(rule) = &mut self.rule {
            rule.end = end;
        }
        self
    }

    /// The same without this moment.
    #[must_use]
    pub fn without(mut self, moment: Moment) -> Self {
        self.except.push(moment);
        self.tidy();
        self
    }

    /// Whether nothing repeats.
    pub fn is_empty(&self) -> bool {
        self.rule.is_none() && self.except.is_empty() && self.besides.is_empty()
    }

    /// Every occurrence of what starts at `start`, in order, up to the year 9999: take as many as are needed.
    pub fn occurrences(&self, start: LocalTime, zone: Zone) -> Occurrences<'_> {
        self.between(start, zone, LocalTime::MIN, LocalTime::MAX)
    }

    /// The occurrences from `from` (included) to `to` (not included) of what starts at `start`, in order, by the clock
    /// in `zone`. Without COUNT the way from the start to `from` costs nothing.
    pub fn between(&self, start: LocalTime, zone: Zone, from: LocalTime, to: LocalTime) -> Occurrences<'_> {
        Occurrences::new(self, start, zone, from, to)
    }

    /// What it says in English, such as "every weekday at 07:30" or "every month on the second Tuesday". The start
    /// gives what the rule leaves open; without `time` nothing is said of hours (whole days).
    pub fn describe(&self, start: LocalTime, time: bool) -> String {
        words::describe(self, start, time)
    }

    /// Sorts the dates and drops what stands twice.
    pub(crate) fn tidy(&mut self) {
        for list in [&mut self.except, &mut self.besides] {
            list.sort_unstable();
            list.dedup();
        }
    }
}

impl From<Rule> for Recurrence {
    fn from(rule: Rule) -> Self {
        Self { rule: Some(rule), except: Vec::new(), besides: Vec::new() }
    }
}

/// What is wrong with the text of a recurrence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RecurrenceError {
    /// FREQ is missing.
    #[error("The rule does not say how often. Begin it with FREQ=DAILY, WEEKLY, MONTHLY or YEARLY.")]
    NoFrequency,
    /// A part that there is not.
    #[error("“{0}” is not part of a recurrence rule.")]
    UnknownPart(String),
    /// A part that stands twice.
    #[error("{0} stands twice in the rule. Say it once, with commas between the values.")]
    Twice(&'static str),
    /// More than one rule.
    #[error("There are two rules. Keep one, and make a second series of the other.")]
    TwoRules,
    /// A value that the part cannot have.
    #[error("“{value}” is no value of {part}. It takes {expected}.")]
    Value {
        /// The part.
        part: &'static str,
        /// What it was given.
        value: String,
        /// What it takes.
        expected: &'static str,
    },
    /// Two ends.
    #[error("The rule ends twice, by COUNT and by UNTIL. Keep one of them.")]
    CountAndUntil,
    /// A part that does not go with the frequency.
    #[error("FREQ={frequency} does not go with {part}.")]
    NotWith {
        /// The part.
        part: &'static str,
        /// The frequency.
        frequency: &'static str,
    },
    /// BYSETPOS has nothing to choose from.
    #[error("BYSETPOS chooses from what another part names. Add one, such as BYDAY.")]
    PositionAlone,
    /// RSCALE of another calendar.
    #[error("The rule counts by the calendar “{0}”. Only the Gregorian calendar is known here.")]
    OtherCalendar(String),
}

impl FromStr for Recurrence {
    type Err = RecurrenceError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        parse::recurrence(text)
    }
}

impl FromStr for Rule {
    type Err = RecurrenceError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        parse::rule(text)
    }
}

impl Serialize for Recurrence {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Recurrence {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl schemars::JsonSchema for Recurrence {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Recurrence".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "description": "RRULE of RFC 5545, such as FREQ=WEEKLY;BYDAY=MO; lines EXDATE:… and RDATE:… may follow"
        })
    }
}
