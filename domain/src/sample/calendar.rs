//! When things happen in the sample's story: its 18 months, seasons, and the events that stand out.

use super::random::Random;
use crate::model::{Day, Instant, Zone};

const HOUR_MS: i64 = 3_600_000;

/// The days of the story. All instants lie in them.
pub(super) struct Calendar {
    /// First day.
    pub(super) first: Day,
    /// Last day: the day before the sample was opened.
    pub(super) last: Day,
    /// First day of the 30-day challenge: a 8 January.
    pub(super) challenge: Day,
    /// Monday of the crisis week.
    pub(super) crisis: Day,
    /// Tuesday of the forum's product launch.
    pub(super) launch: Day,
    /// Days of the posts that went round, the great one last.
    pub(super) viral: [Day; 2],
    /// Start of each day from the first to the one after the last.
    starts: Vec<Instant>,
}

/// How many days the challenge runs.
pub(super) const CHALLENGE_DAYS: i32 = 30;

/// Reach by month, January first: new-year's resolutions, a long August.
const SEASONS: [f64; 12] = [1.42, 1.16, 1.06, 1.0, 1.04, 0.97, 0.84, 0.66, 1.1, 1.05, 0.98, 0.86];

impl Calendar {
    pub(super) fn new(today: Day, zone: Zone) -> Self {
        let first = today.add_months(-18);
        let last = today.add(-1);
        let mut challenge = Day::from_ymd(last.ymd().0, 1, 8).unwrap_or(first);
        if challenge.add(CHALLENGE_DAYS) > last {
            challenge = challenge.add_months(-12);
        }
        // Recent enough for the last quarter's charts, but not while the challenge runs.
        let mut crisis = last.add(-63).week_start(0);
        if (challenge.add(-14)..challenge.add(CHALLENGE_DAYS + 14)).contains(&crisis) {
            crisis = crisis.add(-77);
        }
        let starts = (first.0..=today.0).map(|day| zone.day_start(Day(day))).collect();
        Self {
            first,
            last,
            challenge,
            crisis,
            launch: last.add(-112).week_start(0).add(1),
            viral: [last.add(-391), last.add(-150)],
            starts,
        }
    }

    /// The days, in order.
    pub(super) fn days(&self) -> impl Iterator<Item = Day> + use<> {
        (self.first.0..=self.last.0).map(Day)
    }

    /// How many days since the first.
    pub(super) fn index(&self, day: Day) -> usize {
        usize::try_from(day.0 - self.first.0).unwrap_or(0)
    }

    /// The instant the last day ends; nothing happens later.
    pub(super) fn end(&self) -> Instant {
        self.starts.last().copied().unwrap_or(0)
    }

    /// An instant of a day, so many hours after its start; still that day on the day the clock skips an hour.
    pub(super) fn at(&self, day: Day, hours: f64) -> Instant {
        let index = self.index(day);
        match (self.starts.get(index), self.starts.get(index + 1)) {
            (Some(start), Some(next)) => (start + (hours * HOUR_MS as f64) as i64 / 1000 * 1000).min(next - 1000),
            _ => self.end(),
        }
    }

    /// The day of an instant and the hours since its start.
    pub(super) fn local(&self, time: Instant) -> (Day, f64) {
        let index = self.starts.partition_point(|start| *start <= time).saturating_sub(1);
        let start = self.starts.get(index).copied().unwrap_or(time);
        (self.first.add(index as i32), (time - start) as f64 / HOUR_MS as f64)
    }

    /// Some time after an instant, `hours` as a rule; what would fall into the night waits for the morning.
    pub(super) fn later(&self, time: Instant, hours: f64, random: &mut Random) -> Instant {
        let time = time + 20_000 + (hours * random.spread(1.1) * HOUR_MS as f64) as i64 / 1000 * 1000;
        let hour = self.local(time).1;
        let asleep = if hour < 6.5 { random.chance(0.96) } else { hour > 23.5 && random.chance(0.6) };
        if !asleep {
            return time;
        }
        let until = if hour < 6.5 { 6.8 - hour } else { 31.0 - hour };
        time + ((until + random.between(0.0, 2.5)) * HOUR_MS as f64) as i64 / 1000 * 1000
    }

    /// When the office next works: that instant, or the next morning of a working day.
    pub(super) fn office(&self, time: Instant, random: &mut Random) -> Instant {
        let (mut day, hour) = self.local(time);
        if day.weekday() < 5 && (8.5..18.5).contains(&hour) {
            return time;
        }
        if hour >= 8.5 {
            day = day.add(1);
        }
        while day.weekday() > 4 {
            day = day.add(1);
        }
        self.at(day, random.between(8.5, 10.8))
    }

    /// How much is going on for the time of year, around 1; slides from month to month.
    pub(super) fn season(&self, day: Day) -> f64 {
        let (_, month, date) = day.ymd();
        let part = (f64::from(date) - 15.5) / 30.5;
        let here = month as usize - 1;
        let there = if part < 0.0 { (here + 11) % 12 } else { (here + 1) % 12 };
        SEASONS[here] + (SEASONS[there] - SEASONS[here]) * part.abs() * 0.8
    }

    /// Which day of the challenge it is, 1 to 30.
    pub(super) fn challenge_day(&self, day: Day) -> Option<i32> {
        Some(day.0 - self.challenge.0 + 1).filter(|number| (1..=CHALLENGE_DAYS).contains(number))
    }

    /// How hard the crisis is felt, 0 to 1: it breaks on Monday noon, peaks on Tuesday and fades for weeks.
    pub(super) fn crisis_heat(&self, day: Day) -> f64 {
        match day.0 - self.crisis.0 {
            0 => 0.55,
            1 => 1.0,
            2 => 0.95,
            3 => 0.8,
            4 => 0.6,
            5 | 6 => 0.45,
            after @ 7..=27 => 0.3 * f64::from(28 - after) / 21.0,
            _ => 0.0,
        }
    }

    /// How strongly the launch is felt on the forum, 0 to 1.
    pub(super) fn launch_heat(&self, day: Day) -> f64 {
        fade(day.0 - self.launch.0, 21)
    }

    /// How strongly a post that went round is felt, 0 to 1.
    pub(super) fn viral_heat(&self, day: Day) -> f64 {
        fade(day.0 - self.viral[1].0, 9) + 0.35 * fade(day.0 - self.viral[0].0, 9)
    }
}

/// 1 on the day, falling to 0 after some days.
fn fade(after: i32, days: i32) -> f64 {
    if (0..days).contains(&after) {
        let left = f64::from(days - after) / f64::from(days);
        left * left
    } else {
        0.0
    }
}
