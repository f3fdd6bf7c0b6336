//! Times as planning screens say and move them: on the clock of the workspace's zone.

use crate::model::{Day, Instant, Zone, time::DAY_MS, words};

const MINUTE_MS: i64 = 60_000;

/// `07:30`, of minutes after midnight.
pub fn clock(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// Minutes after midnight of `07:30`, `7:30`, `7.30` or `730`.
pub fn parse_clock(text: &str) -> Option<u16> {
    let text = text.trim();
    let (hours, minutes) = match text.split_once([':', '.', 'h']) {
        Some((hours, minutes)) => (hours, if minutes.is_empty() { "0" } else { minutes }),
        None if text.len() > 2 && text.is_ascii() => text.split_at(text.len() - 2),
        None => (text, "0"),
    };
    let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
}

/// The minute of the day that a clock in the zone shows.
pub fn minute(instant: Instant, zone: Zone) -> u16 {
    u16::try_from(zone.local(instant).ms_of_day / MINUTE_MS).unwrap_or_default()
}

/// The instant at which a clock in the zone shows this minute of a day.
pub fn at(day: Day, minute: u16, zone: Zone) -> Instant {
    zone.instant(i64::from(day.0) * DAY_MS + i64::from(minute) * MINUTE_MS)
}

/// The same time of day, some days on: the clock stays, also across a change of it.
pub fn move_days(instant: Instant, days: i32, zone: Zone) -> Instant {
    let local = zone.local(instant);
    let moved = i64::from(local.day.0).saturating_add(i64::from(days));
    zone.instant(moved.saturating_mul(DAY_MS).saturating_add(local.ms_of_day))
}

/// `Mon 5 Oct, 07:30`.
pub fn day_time(instant: Instant, zone: Zone) -> String {
    format!("{}, {}", short_day(zone.day(instant)), clock(minute(instant, zone)))
}

/// `Mon 5 Oct`.
pub fn short_day(day: Day) -> String {
    format!("{} {}", weekday(day), words::day_month(day))
}

/// `Monday, 5 Oct 2026`.
pub fn long_day(day: Day) -> String {
    let name = crate::model::time::WEEKDAYS.get(usize::from(day.weekday())).copied().unwrap_or_default();
    format!("{name}, {}", words::date(day))
}

/// `Mon`.
pub fn weekday(day: Day) -> &'static str {
    crate::model::time::WEEKDAYS.get(usize::from(day.weekday())).and_then(|name| name.get(..3)).unwrap_or_default()
}

/// A day from here: “today”, “tomorrow”, “in 5 days”, “3 days ago”.
pub fn from_today(day: Day, today: Day) -> String {
    match day.0.saturating_sub(today.0) {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        -1 => "yesterday".to_owned(),
        days if days > 0 => format!("in {days} days"),
        days => format!("{} days ago", days.unsigned_abs()),
    }
}

/// A length of time: `45 min`, `1 h 30 min`, `2 days`.
pub fn length(minutes: i64) -> String {
    match (minutes.div_euclid(24 * 60), minutes / 60, minutes % 60) {
        (_, 0, minutes) => format!("{minutes} min"),
        (0, hours, 0) => format!("{hours} h"),
        (0, hours, minutes) => format!("{hours} h {minutes} min"),
        (1, ..) => "1 day".to_owned(),
        (days, ..) => format!("{days} days"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks_are_read_as_people_write_them() {
        for (text, minute) in [("07:30", 450), ("7.30", 450), ("730", 450), ("0730", 450), ("7h", 420), ("23:59", 1439)]
        {
            assert_eq!(parse_clock(text), Some(minute), "{text}");
        }
        for text in ["", "24:00", "7:60", "noon", "é30", "-1:00"] {
            assert_eq!(parse_clock(text), None, "{text}");
        }
    }

    #[test]
    fn a_move_keeps_the_clock_when_the_clock_changes() {
        let madrid: Zone = "Europe/Madrid".parse().unwrap();
        // Summer time ends on 25 October 2026.
        let before = at("2026-10-24".parse().unwrap(), 450, madrid);
        let after = move_days(before, 2, madrid);
        assert_eq!(clock(minute(after, madrid)), "07:30");
        assert_eq!((after - before) / 3_600_000, 49);
    }
}
