//! What a rule says: the parts of an RRULE (RFC 5545 §3.3.10) and which of them go together.

use super::{Moment, RecurrenceError};

/// How often, before the interval. In ascending order of length.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Frequency {
    /// Every second.
    Secondly,
    /// Every minute.
    Minutely,
    /// Every hour.
    Hourly,
    /// Every day.
    Daily,
    /// Every week.
    Weekly,
    /// Every month.
    Monthly,
    /// Every year.
    Yearly,
}

impl Frequency {
    pub(super) const NAMES: [(&'static str, Self); 7] = [
        ("SECONDLY", Self::Secondly),
        ("MINUTELY", Self::Minutely),
        ("HOURLY", Self::Hourly),
        ("DAILY", Self::Daily),
        ("WEEKLY", Self::Weekly),
        ("MONTHLY", Self::Monthly),
        ("YEARLY", Self::Yearly),
    ];

    /// Its name in a rule.
    pub fn name(self) -> &'static str {
        Self::NAMES[self as usize].0
    }
}

/// A weekday of a rule: every one in the period, or the nth of the month or year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ByDay {
    /// 0 = every; 2 = the second; −1 = the last.
    pub ordinal: i8,
    /// 0 = Monday … 6 = Sunday.
    pub weekday: u8,
}

impl ByDay {
    /// Every such weekday.
    pub fn every(weekday: u8) -> Self {
        Self { ordinal: 0, weekday: weekday % 7 }
    }

    /// The nth such weekday.
    pub fn nth(ordinal: i8, weekday: u8) -> Self {
        Self { ordinal, weekday: weekday % 7 }
    }
}

/// When a rule stops.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum End {
    /// It goes on.
    #[default]
    Never,
    /// After so many occurrences, counted before any is left out.
    Count(u32),
    /// At this moment, which is included; a day to its end.
    Until(Moment),
}

/// A recurrence rule. Lists are sorted and name nothing twice; an empty list says nothing.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Rule {
    /// FREQ.
    pub frequency: Frequency,
    /// INTERVAL, at least 1.
    pub interval: u32,
    /// COUNT or UNTIL.
    pub end: End,
    /// BYSECOND, 0–59. A leap second is written as the second before it.
    pub seconds: Vec<u8>,
    /// BYMINUTE, 0–59.
    pub minutes: Vec<u8>,
    /// BYHOUR, 0–23.
    pub hours: Vec<u8>,
    /// BYDAY.
    pub days: Vec<ByDay>,
    /// BYMONTHDAY, 1–31, or −1 (the last) to −31.
    pub month_days: Vec<i8>,
    /// BYYEARDAY, 1–366, or −1 (the last) to −366.
    pub year_days: Vec<i16>,
    /// BYWEEKNO, 1–53, or −1 (the last) to −53.
    pub weeks: Vec<i8>,
    /// BYMONTH, 1–12.
    pub months: Vec<u8>,
    /// BYSETPOS, 1–366, or −1 (the last) to −366.
    pub positions: Vec<i16>,
    /// WKST: 0 = Monday … 6 = Sunday.
    pub week_start: u8,
}

impl Rule {
    /// A rule that says only how often.
    pub fn every(frequency: Frequency) -> Self {
        Self {
            frequency,
            interval: 1,
            end: End::Never,
            seconds: Vec::new(),
            minutes: Vec::new(),
            hours: Vec::new(),
            days: Vec::new(),
            month_days: Vec::new(),
            year_days: Vec::new(),
            weeks: Vec::new(),
            months: Vec::new(),
            positions: Vec::new(),
            week_start: 0,
        }
    }

    /// Sorts the lists and refuses parts that RFC 5545 does not allow together.
    pub(super) fn checked(mut self) -> Result<Self, RecurrenceError> {
        fn tidy<T: Ord>(list: &mut Vec<T>) {
            list.sort_unstable();
            list.dedup();
        }
        self.interval = self.interval.max(1);
        self.seconds.iter_mut().for_each(|second| *second = (*second).min(59));
        tidy(&mut self.seconds);
        tidy(&mut self.minutes);
        tidy(&mut self.hours);
        tidy(&mut self.days);
        tidy(&mut self.month_days);
        tidy(&mut self.year_days);
        tidy(&mut self.weeks);
        tidy(&mut self.months);
        tidy(&mut self.positions);
        let frequency = self.frequency;
        let not_with = |part| Err(RecurrenceError::NotWith { part, frequency: frequency.name() });
        let ordinals = self.days.iter().any(|day| day.ordinal != 0);
        if ordinals && (frequency < Frequency::Monthly || (frequency == Frequency::Yearly && !self.weeks.is_empty())) {
            return not_with("a numbered weekday in BYDAY");
        }
        if !self.month_days.is_empty() && frequency == Frequency::Weekly {
            return not_with("BYMONTHDAY");
        }
        let days_to_months = (Frequency::Daily..=Frequency::Monthly).contains(&frequency);
        if !self.year_days.is_empty() && days_to_months {
            return not_with("BYYEARDAY");
        }
        if !self.weeks.is_empty() && frequency != Frequency::Yearly {
            return not_with("BYWEEKNO");
        }
        let alone = self.seconds.is_empty()
            && self.minutes.is_empty()
            && self.hours.is_empty()
            && self.days.is_empty()
            && self.month_days.is_empty()
            && self.year_days.is_empty()
            && self.weeks.is_empty()
            && self.months.is_empty();
        if alone && !self.positions.is_empty() { Err(RecurrenceError::PositionAlone) } else { Ok(self) }
    }
}
