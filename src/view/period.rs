//! The period a person picked: relative to today (“last 28 days”), to the calendar (“this month”), fixed, or all time.

use crate::model::{
    Day, Period,
    words::{date, month_name},
};
use std::{fmt, str::FromStr};

/// A picked period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PeriodChoice {
    /// Everything, rows without a full date included.
    AllTime,
    /// The last so many days, today not included (it is not over yet).
    LastDays(u16),
    /// This week, month, quarter or year up to its end.
    This(CalendarUnit),
    /// The one before.
    Previous(CalendarUnit),
    /// From one day to another, both included.
    Fixed(Period),
}

/// A unit of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CalendarUnit {
    /// A week, from the workspace's first weekday.
    Week,
    /// A month.
    Month,
    /// A quarter: January–March …
    Quarter,
    /// A year.
    Year,
}

impl CalendarUnit {
    fn name(self) -> &'static str {
        match self {
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }

    fn containing(self, day: Day, week_start: u8) -> Period {
        let (year, month, _) = day.ymd();
        let months = |first: u32, count: i32| {
            let start = Day::from_ymd(year, first, 1).unwrap_or(day);
            Period::new(start, start.add_months(count).add(-1))
        };
        match self {
            Self::Week => {
                let start = day.week_start(week_start);
                Period::new(start, start.add(6))
            }
            Self::Month => months(month, 1),
            Self::Quarter => months((month - 1) / 3 * 3 + 1, 3),
            Self::Year => months(1, 12),
        }
    }
}

impl PeriodChoice {
    /// The choices offered, in order.
    pub const PRESETS: &'static [Self] = &[
        Self::LastDays(7),
        Self::LastDays(28),
        Self::LastDays(90),
        Self::LastDays(365),
        Self::This(CalendarUnit::Week),
        Self::This(CalendarUnit::Month),
        Self::This(CalendarUnit::Quarter),
        Self::This(CalendarUnit::Year),
        Self::Previous(CalendarUnit::Week),
        Self::Previous(CalendarUnit::Month),
        Self::Previous(CalendarUnit::Quarter),
        Self::Previous(CalendarUnit::Year),
        Self::AllTime,
    ];

    /// The days meant, given today and the first day of the week; `None` for all time.
    pub fn period(self, today: Day, week_start: u8) -> Option<Period> {
        match self {
            Self::AllTime => None,
            Self::LastDays(days) => Some(Period::new(today.add(-i32::from(days.max(1))), today.add(-1))),
            Self::This(unit) => Some(unit.containing(today, week_start)),
            Self::Previous(unit) => {
                let start = unit.containing(today, week_start).start;
                Some(unit.containing(start.add(-1), week_start))
            }
            Self::Fixed(period) => Some(period),
        }
    }

    /// What to show at first: the last 28 days where the data reaches into them, else everything.
    pub fn suggested(span: Option<Period>, today: Day) -> Self {
        match span {
            Some(span) if span.end >= today.add(-28) => Self::LastDays(28),
            _ => Self::AllTime,
        }
    }

    /// The choice in words.
    pub fn label(self) -> String {
        match self {
            Self::AllTime => "All time".into(),
            Self::LastDays(days) => format!("Last {days} days"),
            Self::This(unit) => format!("This {}", unit.name()),
            Self::Previous(unit) => format!("Previous {}", unit.name()),
            Self::Fixed(period) => period_label(period),
        }
    }
}

/// A period in words, as short as it stays clear: “1–31 Oct 2026”, “28 Sep – 4 Oct 2026”.
pub fn period_label(period: Period) -> String {
    let (a, b) = (period.start.ymd(), period.end.ymd());
    if period.start == period.end {
        return date(period.start);
    }
    let end = date(period.end);
    if (a.0, a.1) == (b.0, b.1) {
        format!("{}–{end}", a.2)
    } else if a.0 == b.0 {
        format!("{} {} – {end}", a.2, month_name(a.1))
    } else {
        format!("{} – {end}", date(period.start))
    }
}

impl fmt::Display for PeriodChoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AllTime => f.write_str("all"),
            Self::LastDays(days) => write!(f, "{days}d"),
            Self::This(unit) => write!(f, "this-{}", unit.name()),
            Self::Previous(unit) => write!(f, "previous-{}", unit.name()),
            Self::Fixed(period) => write!(f, "{}..{}", period.start, period.end),
        }
    }
}

impl FromStr for PeriodChoice {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        if let Some(preset) = Self::PRESETS.iter().find(|preset| preset.to_string() == text) {
            return Ok(*preset);
        }
        if let Some((start, end)) = text.split_once("..") {
            let (start, end) = (start.parse().map_err(|_| ())?, end.parse().map_err(|_| ())?);
            return Ok(Self::Fixed(Period::new(start, end)));
        }
        let days: u16 = text.strip_suffix('d').and_then(|days| days.parse().ok()).ok_or(())?;
        if days == 0 { Err(()) } else { Ok(Self::LastDays(days)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn choices_survive_an_address() {
        let fixed = PeriodChoice::Fixed(Period::new(day("2026-10-05"), day("2026-10-01")));
        for choice in PeriodChoice::PRESETS.iter().copied().chain([fixed, PeriodChoice::LastDays(3)]) {
            assert_eq!(choice.to_string().parse(), Ok(choice));
        }
        for wrong in ["", "0d", "99999999d", "2026-13-01..2026-01-01", "this-", "d"] {
            assert_eq!(wrong.parse::<PeriodChoice>(), Err(()), "{wrong}");
        }
    }

    #[test]
    fn calendar_units_are_whole() {
        let today = day("2026-11-22");
        let period = |choice: PeriodChoice, start: u8| choice.period(today, start).unwrap();
        assert_eq!(
            period(PeriodChoice::This(CalendarUnit::Quarter), 0),
            Period::new(day("2026-10-01"), day("2026-12-31"))
        );
        assert_eq!(
            period(PeriodChoice::Previous(CalendarUnit::Month), 0),
            Period::new(day("2026-10-01"), day("2026-10-31"))
        );
        assert_eq!(
            period(PeriodChoice::Previous(CalendarUnit::Year), 0),
            Period::new(day("2025-01-01"), day("2025-12-31"))
        );
        assert_eq!(period(PeriodChoice::This(CalendarUnit::Week), 6).start, day("2026-11-22"), "weeks from Sunday");
        assert_eq!(period(PeriodChoice::LastDays(7), 0), Period::new(day("2026-11-15"), day("2026-11-21")));
    }

    #[test]
    fn labels_say_no_more_than_needed() {
        let label = |a: &str, b: &str| period_label(Period::new(day(a), day(b)));
        assert_eq!(label("2026-10-01", "2026-10-31"), "1–31 Oct 2026");
        assert_eq!(label("2026-09-28", "2026-10-04"), "28 Sep – 4 Oct 2026");
        assert_eq!(label("2025-12-28", "2026-01-04"), "28 Dec 2025 – 4 Jan 2026");
        assert_eq!(label("2026-10-04", "2026-10-04"), "4 Oct 2026");
    }
}
