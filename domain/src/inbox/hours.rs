//! Business time: how long somebody was there between two instants, and when so many open minutes will have passed.
//!
//! Somebody is there while the clock on the wall of the zone shows a time within the hours of that weekday, and the day
//! is no holiday. On a day with a change of the clock this is taken literally: an hour that is skipped is no time, one
//! that is shown twice counts twice. Amounts are ms; whole minutes are for people.

use crate::model::{
    Day, Instant, Zone,
    record::SlaPolicy,
    time::{DAY_MS, Local},
};

/// A minute in ms.
pub const MINUTE_MS: i64 = 60_000;

/// Days after which a deadline is given up: nobody waits so long, and hours may never be open.
const LAST_DAY: i32 = 4_000;

/// When somebody is there.
#[derive(Clone, Debug, PartialEq)]
pub struct Hours {
    zone: Zone,
    /// ms after midnight, ascending and apart; by weekday, Monday first.
    week: [Vec<(i64, i64)>; 7],
    /// Ascending.
    holidays: Vec<Day>,
}

impl Hours {
    /// Round the clock.
    pub fn always(zone: Zone) -> Self {
        Self { zone, week: std::array::from_fn(|_| vec![(0, DAY_MS)]), holidays: Vec::new() }
    }

    /// Those of a policy; `zone` is the workspace's. Hours that overlap count once.
    pub fn of(policy: &SlaPolicy, zone: Zone) -> Self {
        let mut hours = Self::always(policy.zone.unwrap_or(zone));
        hours.holidays = policy.holidays.iter().map(|holiday| holiday.day).collect();
        hours.holidays.sort_unstable();
        if policy.hours.is_empty() {
            return hours;
        }
        for (weekday, spans) in (0_u8..).zip(&mut hours.week) {
            let own = policy.hours.iter().filter(|open| open.weekday == weekday && open.from < open.to.min(1440));
            let mut all: Vec<(i64, i64)> =
                own.map(|open| (i64::from(open.from) * MINUTE_MS, i64::from(open.to.min(1440)) * MINUTE_MS)).collect();
            all.sort_unstable();
            spans.clear();
            for (from, to) in all {
                match spans.last_mut() {
                    Some(last) if from <= last.1 => last.1 = last.1.max(to),
                    _ => spans.push((from, to)),
                }
            }
        }
        hours
    }

    /// The zone by whose clock the hours are.
    pub fn zone(&self) -> Zone {
        self.zone
    }

    /// Whether there is any open time in a week without holidays.
    pub fn is_ever_open(&self) -> bool {
        self.week.iter().any(|spans| !spans.is_empty())
    }

    /// Whether somebody is there at an instant.
    pub fn is_open(&self, at: Instant) -> bool {
        let Local { day, ms_of_day, .. } = self.zone.local(at);
        self.spans(day).iter().any(|(from, to)| (*from..*to).contains(&ms_of_day))
    }

    fn spans(&self, day: Day) -> &[(i64, i64)] {
        if self.holidays.binary_search(&day).is_ok() {
            return &[];
        }
        self.week.get(usize::from(day.weekday())).map_or(&[], Vec::as_slice)
    }

    /// Calls with each stretch of open time of a local day, in order.
    fn each_of(&self, day: Day, visit: &mut dyn FnMut(Instant, Instant)) {
        let spans = self.spans(day);
        if spans.is_empty() {
            return;
        }
        let (start, end) = (self.zone.day_start(day), self.zone.day_start(day.add(1)));
        let midnight = i64::from(day.0) * DAY_MS;
        // The day in parts with one offset each.
        let mut from = start;
        while from < end {
            let offset = self.zone.offset_ms(from);
            let to = if self.zone.offset_ms(end - 1) == offset { end } else { self.change(from, end, offset) };
            for (open, close) in spans {
                let (open, close) = ((midnight + open - offset).max(from), (midnight + close - offset).min(to));
                if open < close {
                    visit(open, close);
                }
            }
            from = to;
        }
    }

    /// The first instant after `from` with another offset, where that of `to` is another.
    fn change(&self, from: Instant, to: Instant, offset: i64) -> Instant {
        let (mut same, mut other) = (from, to - 1);
        while other - same > 1 {
            let middle = same + (other - same) / 2;
            if self.zone.offset_ms(middle) == offset { same = middle } else { other = middle }
        }
        other
    }

    /// Open ms from one instant to a later one; 0 where that is not later.
    pub fn open_ms(&self, from: Instant, to: Instant) -> i64 {
        if to <= from {
            return 0;
        }
        let mut sum = 0;
        // What begins on a day may show on the clock of the next where the clock goes back over midnight.
        let (first, last) = (self.zone.day(from).add(-1), self.zone.day(to).add(1));
        for day in first.0..=last.0 {
            self.each_of(Day(day), &mut |open, close| sum += (close.min(to) - open.max(from)).max(0));
        }
        sum
    }

    /// When so many open ms will have passed; the end of the stretch in which the last of them passes, not the start of
    /// the next. `None` where that is not within eleven years.
    pub fn after(&self, from: Instant, ms: i64) -> Option<Instant> {
        if ms <= 0 {
            return Some(from);
        }
        let first = self.zone.day(from).add(-1);
        let mut left = ms;
        let mut found = None;
        for ahead in 0..LAST_DAY {
            self.each_of(first.add(ahead), &mut |open, close| {
                let open = open.max(from);
                if found.is_none() && open < close {
                    if close - open >= left {
                        found = Some(open + left);
                    } else {
                        left -= close - open;
                    }
                }
            });
            if found.is_some() {
                return found;
            }
        }
        None
    }
}

/// The same hours laid out over some years, for many questions: each is answered by looking up instead of counting days.
/// Outside those years it counts.
#[derive(Clone, Debug)]
pub struct Laid {
    hours: Hours,
    from: Instant,
    to: Instant,
    /// Stretches of open time, ascending.
    open: Vec<(Instant, Instant)>,
    /// Open ms before each of them.
    before: Vec<i64>,
}

impl Laid {
    /// Lays hours out from one instant to another; at most a hundred years.
    pub fn new(hours: Hours, from: Instant, to: Instant) -> Self {
        let to = to.clamp(from, from.saturating_add(36_525 * DAY_MS));
        let (first, last) = (hours.zone.day(from), hours.zone.day(to));
        let mut open: Vec<(Instant, Instant)> = Vec::new();
        for day in first.0..=last.0 {
            hours.each_of(Day(day), &mut |start, end| match open.last_mut() {
                Some(before) if before.1 >= start => before.1 = before.1.max(end),
                _ => open.push((start, end)),
            });
        }
        let (from, to) = (hours.zone.day_start(first), hours.zone.day_start(last.add(1)));
        let mut sum = 0;
        let before = open.iter().map(|(start, end)| {
            sum += end - start;
            sum - (end - start)
        });
        let before = before.collect();
        Self { hours, from, to, open, before }
    }

    /// The hours.
    pub fn hours(&self) -> &Hours {
        &self.hours
    }

    /// Open ms from the beginning to an instant within.
    fn until(&self, at: Instant) -> i64 {
        let place = self.open.partition_point(|(start, _)| *start <= at);
        let Some(place) = place.checked_sub(1) else { return 0 };
        match (self.open.get(place), self.before.get(place)) {
            (Some((start, end)), Some(before)) => before + at.min(*end) - start,
            _ => 0,
        }
    }

    /// See [`Hours::open_ms`].
    pub fn open_ms(&self, from: Instant, to: Instant) -> i64 {
        if to <= from {
            0
        } else if self.from <= from && to <= self.to {
            self.until(to) - self.until(from)
        } else {
            self.hours.open_ms(from, to)
        }
    }

    /// See [`Hours::after`].
    pub fn after(&self, from: Instant, ms: i64) -> Option<Instant> {
        if ms <= 0 {
            return Some(from);
        }
        if from < self.from || from > self.to {
            return self.hours.after(from, ms);
        }
        let wanted = self.until(from) + ms;
        // The last stretch that begins before so much has passed.
        let place = self.before.partition_point(|before| *before < wanted).checked_sub(1);
        let found = place.and_then(|place| self.open.get(place).zip(self.before.get(place)));
        match found.map(|((start, end), before)| (start + wanted - before, *end)) {
            Some((at, end)) if at <= end => Some(at),
            _ => self.hours.after(from, ms),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        Id,
        record::{Holiday, OpenHours},
        time::{iso, parse_iso},
    };
    use proptest::prelude::*;

    fn at(text: &str) -> Instant {
        parse_iso(text).unwrap()
    }

    fn policy(zone: &str, hours: &[(u8, u16, u16)], holidays: &[&str]) -> Hours {
        let mut policy = SlaPolicy::new(Id::derived("p"), 0, "P");
        policy.hours = hours.iter().map(|(weekday, from, to)| OpenHours::new(*weekday, *from, *to)).collect();
        policy.holidays = holidays.iter().map(|day| Holiday::new(day.parse().unwrap(), "")).collect();
        Hours::of(&policy, zone.parse().unwrap())
    }

    /// Monday to Friday, nine to five.
    fn office(zone: &str, holidays: &[&str]) -> Hours {
        policy(zone, &[0, 1, 2, 3, 4].map(|weekday| (weekday, 540, 1020)), holidays)
    }

    /// Asks the zone's clock of every minute: shares nothing with what is tested but the zone's offsets.
    fn by_minute(zone: &str, open: &[(u8, u16, u16)], holidays: &[Day], from: Instant, to: Instant) -> i64 {
        let zone: chrono_tz::Tz = zone.parse().unwrap();
        let mut sum = 0;
        let mut at = from;
        while at < to {
            use chrono::{Datelike, TimeZone, Timelike};
            let clock = zone.timestamp_millis_opt(at).unwrap();
            let weekday = clock.weekday().num_days_from_monday() as u8;
            let minute = (clock.hour() * 60 + clock.minute()) as u16;
            let holiday = holidays.contains(&Day::from_ymd(clock.year(), clock.month(), clock.day()).unwrap());
            let inside = |(day, from, to): &(u8, u16, u16)| *day == weekday && (*from..*to).contains(&minute);
            sum += i64::from(!holiday && open.iter().any(inside));
            at += MINUTE_MS;
        }
        sum
    }

    #[test]
    fn nights_and_week_ends_do_not_count() {
        let hours = office("Europe/Madrid", &[]);
        // Friday 16:30 to Monday 09:45, Madrid winter time: 30 + 45 minutes.
        assert_eq!(hours.open_ms(at("2026-11-20T15:30:00Z"), at("2026-11-23T08:45:00Z")), 75 * MINUTE_MS);
        assert_eq!(
            hours.after(at("2026-11-20T15:30:00Z"), 75 * MINUTE_MS).map(iso),
            Some("2026-11-23T08:45:00Z".into())
        );
        // What ends with the day is due then, not the next morning.
        assert_eq!(
            hours.after(at("2026-11-20T15:30:00Z"), 30 * MINUTE_MS).map(iso),
            Some("2026-11-20T16:00:00Z".into())
        );
        // Asked at night: begins in the morning.
        assert_eq!(
            hours.after(at("2026-11-17T23:30:00Z"), 60 * MINUTE_MS).map(iso),
            Some("2026-11-18T09:00:00Z".into())
        );
    }

    #[test]
    fn holidays_are_closed() {
        let hours = office("Europe/Madrid", &["2026-12-25", "2027-01-01"]);
        assert_eq!(
            hours.after(at("2026-12-24T15:00:00Z"), 120 * MINUTE_MS).map(iso),
            Some("2026-12-28T09:00:00Z".into()),
            "an hour on Christmas Eve, one on the Monday after"
        );
        assert!(!hours.is_open(at("2026-12-25T10:00:00Z")) && hours.is_open(at("2026-12-28T10:00:00Z")));
    }

    /// Counted with Python's zoneinfo (3.11), minute by minute, in a script of its own.
    #[test]
    fn the_clock_changes() {
        for (zone, open, from, to, minutes) in PYTHON {
            let hours = policy(zone, open, &[]);
            assert_eq!(hours.open_ms(at(from), at(to)), minutes * MINUTE_MS, "{zone} {from}");
        }
    }

    /// Weekday, first and last minute.
    type Week = &'static [(u8, u16, u16)];

    /// Hours that contain the change of the clock.
    const NIGHT: Week = &[(5, 1200, 1440), (6, 0, 300), (6, 1380, 1440), (0, 0, 120)];
    const ALL_WEEK: Week =
        &[(0, 0, 1440), (1, 0, 1440), (2, 0, 1440), (3, 0, 1440), (4, 0, 1440), (5, 0, 1440), (6, 0, 1440)];
    #[rustfmt::skip]
    const PYTHON: &[(&str, Week, &str, &str, i64)] = &[
        ("Europe/Madrid", NIGHT, "2026-03-28T18:00:00Z", "2026-03-30T06:00:00Z", 660),
        ("Europe/Madrid", NIGHT, "2026-10-24T18:00:00Z", "2026-10-26T06:00:00Z", 780),
        ("America/New_York", NIGHT, "2026-03-07T12:00:00Z", "2026-03-09T12:00:00Z", 660),
        ("America/New_York", NIGHT, "2026-10-31T12:00:00Z", "2026-11-02T12:00:00Z", 780),
        ("Australia/Lord_Howe", NIGHT, "2026-04-04T00:00:00Z", "2026-04-06T00:00:00Z", 750),
        ("Africa/Cairo", ALL_WEEK, "2026-04-22T00:00:00Z", "2026-04-25T00:00:00Z", 4320),
        ("Pacific/Apia", ALL_WEEK, "2011-12-29T00:00:00Z", "2012-01-01T00:00:00Z", 4320),
        ("America/Havana", NIGHT, "2026-10-31T12:00:00Z", "2026-11-02T12:00:00Z", 780),
    ];

    #[test]
    fn never_open_is_never_due() {
        let mut never = office("Europe/Madrid", &[]);
        never.week = std::array::from_fn(|_| Vec::new());
        assert!(!never.is_ever_open());
        assert_eq!(never.after(0, 1), None);
        assert_eq!(never.open_ms(0, 1 << 40), 0);
        assert_eq!(Laid::new(never, 0, 1 << 40).after(5, 1), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        /// Zones with changes at midnight, of half an hour, of a whole day.
        #[test]
        fn every_minute_agrees(
            zone in prop::sample::select(vec!["Europe/Madrid", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo",
                "Pacific/Apia", "America/Havana", "Asia/Kathmandu", "Asia/Beirut"]),
            open in prop::collection::vec((0_u8..7, 0_u16..1440, 1_u16..1441).prop_map(|(day, a, b)| {
                if a < b { (day, a, b) } else { (day, b - 1, a) }
            }).prop_filter("not empty", |(_, a, b)| a < b), 1..8),
            // Around the changes of 2011 (Apia left a day out) and 2026.
            day in prop::sample::select(vec![15_337, 20_541, 20_520, 20_743, 20_751, 20_570, 20_180, 20_757]),
            minute in 0_i64..4_320, length in 0_i64..7_200,
            holiday in 0_i32..4,
        ) {
            let from = i64::from(day) * DAY_MS - DAY_MS + minute * MINUTE_MS;
            let to = from + length * MINUTE_MS;
            let holidays = [Day(day + holiday)];
            let names: Vec<String> = holidays.iter().map(Day::to_string).collect();
            let hours = policy(zone, &open, &names.iter().map(String::as_str).collect::<Vec<_>>());
            let expected = by_minute(zone, &open, &holidays, from, to);
            prop_assert_eq!(hours.open_ms(from, to), expected * MINUTE_MS);
            let laid = Laid::new(hours.clone(), from - 20 * DAY_MS, from + 20 * DAY_MS);
            prop_assert_eq!(laid.open_ms(from, to), expected * MINUTE_MS);
            // The way back: when so many have passed, so many have passed, and not a moment earlier.
            for ms in [1, expected * MINUTE_MS, 600 * MINUTE_MS] {
                let due = hours.after(from, ms).unwrap();
                prop_assert_eq!(laid.after(from, ms), Some(due));
                prop_assert_eq!(hours.open_ms(from, due), ms);
                prop_assert!(ms == 0 || hours.open_ms(from, due - 1) == ms - 1);
            }
        }
    }
}
