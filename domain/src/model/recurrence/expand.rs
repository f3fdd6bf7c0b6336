//! From a rule to its occurrences, one at a time.
//!
//! A rule names periods (every second month, every third hour). Of each period a set is made: its days that fit, times
//! the hours, minutes and seconds that fit, and of these the positions of BYSETPOS. The set is never laid out: its
//! members are counted through.
//!
//! Bounds: a search ends after [`MISSES`] periods or days without an occurrence, and after [`SKIPPED`] occurrences
//! before the range (only COUNT makes these necessary); always at the end of the year 9999.

use super::{End, Frequency, LocalTime, Moment, Recurrence, Rule, local_time::DAY};
use crate::model::time::{Day, Zone};

/// Steps in a row without an occurrence after which a rule is taken to have no more. The rarest rules that mean
/// something (29 February on one weekday, at the turn of a century) need some 15 000 days.
const MISSES: u32 = 100_000;
/// Occurrences before the range that are counted through.
const SKIPPED: u32 = 1_000_000;

/// Occurrences in order; each once.
#[derive(Clone, Debug)]
pub struct Occurrences<'a> {
    rule: Option<RuleTimes<'a>>,
    ahead: Option<LocalTime>,
    besides: std::vec::IntoIter<LocalTime>,
    beside: Option<LocalTime>,
    except_times: Vec<LocalTime>,
    except_days: Vec<Day>,
    to: LocalTime,
}

impl<'a> Occurrences<'a> {
    pub(super) fn new(of: &'a Recurrence, start: LocalTime, zone: Zone, from: LocalTime, to: LocalTime) -> Self {
        let (mut except_times, mut except_days) = (Vec::new(), Vec::new());
        for moment in &of.except {
            match moment {
                Moment::Day(day) => except_days.push(*day),
                _ => except_times.push(moment.local(zone)),
            }
        }
        except_times.sort_unstable();
        except_days.sort_unstable();
        // A day that is added begins when the start does.
        let mut besides: Vec<LocalTime> = of
            .besides
            .iter()
            .map(|moment| match moment {
                Moment::Day(day) => LocalTime::new(*day, start.second_of_day()),
                _ => moment.local(zone),
            })
            .collect();
        if of.rule.is_none() {
            besides.push(start);
        }
        besides.retain(|time| *time >= from);
        besides.sort_unstable();
        besides.dedup();
        let mut besides = besides.into_iter();
        let mut rule = of.rule.as_ref().map(|rule| RuleTimes::new(rule, start, zone, from, to));
        Self {
            ahead: rule.as_mut().and_then(Iterator::next),
            beside: besides.next(),
            rule,
            besides,
            except_times,
            except_days,
            to,
        }
    }
}

impl Iterator for Occurrences<'_> {
    type Item = LocalTime;

    fn next(&mut self) -> Option<LocalTime> {
        loop {
            let next = match (self.ahead, self.beside) {
                (Some(a), Some(b)) => a.min(b),
                (a, b) => a.or(b)?,
            };
            if next >= self.to {
                return None;
            }
            if self.ahead == Some(next) {
                self.ahead = self.rule.as_mut().and_then(Iterator::next);
            }
            if self.beside == Some(next) {
                self.beside = self.besides.next();
            }
            let left_out = self.except_times.binary_search(&next).is_ok()
                || (!self.except_days.is_empty() && self.except_days.binary_search(&next.day()).is_ok());
            if !left_out {
                return Some(next);
            }
        }
    }
}

/// The members of one period, counted through.
#[derive(Clone, Debug, Default)]
struct Set {
    days: Vec<Day>,
    hours: Vec<u8>,
    minutes: Vec<u8>,
    seconds: Vec<u8>,
    /// Places chosen by BYSETPOS.
    chosen: Option<Vec<usize>>,
    at: usize,
}

impl Set {
    fn len(&self) -> usize {
        self.days.len() * self.hours.len() * self.minutes.len() * self.seconds.len()
    }

    fn choose(&mut self, positions: &[i16]) {
        self.chosen = (!positions.is_empty()).then(|| {
            let length = self.len();
            let place = |position: &i16| {
                let steps = usize::from(position.unsigned_abs());
                let at = if *position > 0 { steps.checked_sub(1) } else { length.checked_sub(steps) };
                at.filter(|at| *at < length)
            };
            let mut chosen: Vec<usize> = positions.iter().filter_map(place).collect();
            chosen.sort_unstable();
            chosen.dedup();
            chosen
        });
    }

    fn next(&mut self) -> Option<LocalTime> {
        let at = match &self.chosen {
            Some(chosen) => *chosen.get(self.at)?,
            None => self.at,
        };
        self.at += 1;
        let (seconds, minutes, hours) = (self.seconds.len(), self.minutes.len(), self.hours.len());
        let second = *self.seconds.get(at.checked_rem(seconds)?)?;
        let at = at / seconds;
        let minute = *self.minutes.get(at.checked_rem(minutes)?)?;
        let at = at / minutes;
        let hour = *self.hours.get(at.checked_rem(hours)?)?;
        let day = *self.days.get(at / hours)?;
        Some(LocalTime::at(day, hour.into(), minute.into(), second.into()))
    }
}

/// The occurrences of the rule alone.
#[derive(Clone, Debug)]
struct RuleTimes<'a> {
    rule: &'a Rule,
    start: LocalTime,
    zone: Zone,
    from: LocalTime,
    to: LocalTime,
    until: LocalTime,
    left: Option<u32>,
    /// Number of the next period; the one with the start is 0.
    period: i64,
    set: Set,
    /// What the start fills in where the rule says nothing.
    months: Vec<u8>,
    month_days: Vec<i8>,
    weekday: Option<u8>,
    done: bool,
}

fn or_start(list: &[u8], start: u8) -> Vec<u8> {
    if list.is_empty() { vec![start] } else { list.to_vec() }
}

impl<'a> RuleTimes<'a> {
    fn new(rule: &'a Rule, start: LocalTime, zone: Zone, from: LocalTime, to: LocalTime) -> Self {
        let (hour, minute, second) = start.hms();
        let day = start.day();
        let (_, month, month_day) = day.ymd();
        let frequency = rule.frequency;
        let no_days =
            rule.days.is_empty() && rule.month_days.is_empty() && rule.year_days.is_empty() && rule.weeks.is_empty();
        let on_weeks = rule.days.is_empty() && rule.month_days.is_empty() && rule.year_days.is_empty();
        let own_month_day = no_days && frequency >= Frequency::Monthly;
        let own_weekday = match frequency {
            Frequency::Weekly => rule.days.is_empty(),
            Frequency::Yearly => on_weeks && !rule.weeks.is_empty(),
            _ => false,
        };
        let own_month = own_month_day && frequency == Frequency::Yearly && rule.months.is_empty();
        let until = match rule.end {
            End::Until(Moment::Day(day)) => LocalTime::new(day, DAY as u32 - 1),
            End::Until(moment) => moment.local(zone),
            _ => LocalTime::MAX,
        };
        let mut times = Self {
            rule,
            start,
            zone,
            from: from.max(start),
            to: to.min(LocalTime::MAX),
            until: until.min(LocalTime::MAX),
            left: match rule.end {
                End::Count(count) => Some(count),
                _ => None,
            },
            period: 0,
            set: Set {
                days: Vec::new(),
                hours: or_start(&rule.hours, hour),
                minutes: or_start(&rule.minutes, minute),
                seconds: or_start(&rule.seconds, second),
                chosen: None,
                at: 0,
            },
            months: if own_month { vec![month as u8] } else { rule.months.clone() },
            month_days: if own_month_day { vec![month_day as i8] } else { rule.month_days.clone() },
            weekday: own_weekday.then(|| day.weekday()),
            done: start < LocalTime::MIN || start > LocalTime::MAX,
        };
        if times.left.is_none() && !times.done {
            times.period = times.period_before(times.from);
        }
        times
    }

    fn interval(&self) -> i64 {
        i64::from(self.rule.interval.max(1))
    }

    /// Seconds of an hour, minute or second, for the frequencies that go by these.
    fn unit(&self) -> Option<i64> {
        match self.rule.frequency {
            Frequency::Hourly => Some(3600),
            Frequency::Minutely => Some(60),
            Frequency::Secondly => Some(1),
            _ => None,
        }
    }

    fn months_of(day: Day) -> i64 {
        let (year, month, _) = day.ymd();
        i64::from(year) * 12 + i64::from(month) - 1
    }

    /// A period that is not after `time`, near it.
    fn period_before(&self, time: LocalTime) -> i64 {
        let (start, day) = (self.start.day(), time.clamp(LocalTime::MIN, LocalTime::MAX).day());
        let passed = match self.rule.frequency {
            Frequency::Yearly => i64::from(day.ymd().0 - start.ymd().0),
            Frequency::Monthly => Self::months_of(day) - Self::months_of(start),
            Frequency::Weekly => i64::from(day.0 - start.0) / 7,
            Frequency::Daily => i64::from(day.0 - start.0),
            _ => (time.0 - self.start.0) / self.unit().unwrap_or(1),
        };
        (passed / self.interval() - 1).max(0)
    }

    /// Fills the set with the next period that has any members, or says that there is none.
    fn fill(&mut self, misses: &mut u32) -> Option<()> {
        self.set.days.clear();
        self.set.at = 0;
        while self.set.days.is_empty() {
            let first = match self.unit() {
                Some(unit) => self.fill_within_a_day(unit, misses)?,
                None => self.fill_days(misses)?,
            };
            if first > self.to.min(self.until) || *misses > MISSES {
                return None;
            }
        }
        self.set.choose(&self.rule.positions);
        Some(())
    }

    /// Periods of days and longer. Gives when the period begins.
    fn fill_days(&mut self, misses: &mut u32) -> Option<LocalTime> {
        let steps = self.period.checked_mul(self.interval())?;
        self.period += 1;
        let start = self.start.day();
        let last = LocalTime::MAX.day();
        let after = |days: i64| {
            let day = i64::from(start.0).checked_add(days)?;
            i32::try_from(day).ok().map(Day).filter(|day| *day <= last)
        };
        let mut days = std::mem::take(&mut self.set.days);
        let first;
        match self.rule.frequency {
            Frequency::Yearly => {
                let year = i32::try_from(i64::from(start.ymd().0).checked_add(steps)?).ok()?;
                first = Day::from_ymd(year, 1, 1).filter(|day| *day <= last)?;
                let days_of_year = Day::from_ymd(year + 1, 1, 1)?.0 - first.0;
                for month in 1..=12 {
                    if self.months.is_empty() || self.months.contains(&(month as u8)) {
                        self.take_month(year, month, first, days_of_year, &mut days, misses);
                    }
                }
            }
            Frequency::Monthly => {
                let month = Self::months_of(start).checked_add(steps)?;
                let (year, month) = (i32::try_from(month.div_euclid(12)).ok()?, month.rem_euclid(12) as u32 + 1);
                first = Day::from_ymd(year, month, 1).filter(|day| *day <= last)?;
                if self.months.is_empty() || self.months.contains(&(month as u8)) {
                    let new_year = Day::from_ymd(year, 1, 1)?;
                    let days_of_year = Day::from_ymd(year + 1, 1, 1)?.0 - new_year.0;
                    self.take_month(year, month, new_year, days_of_year, &mut days, misses);
                }
            }
            Frequency::Weekly => {
                let week = start.week_start(self.rule.week_start);
                first = after(steps.checked_mul(7)?.checked_sub(i64::from(start.0 - week.0))?)?;
                days.extend((0..7).map(|at| first.add(at)).filter(|day| self.fits(*day)));
            }
            _ => {
                first = after(steps)?;
                days.extend(Some(first).filter(|day| self.fits(*day)));
            }
        }
        *misses += 1;
        self.set.days = days;
        Some(LocalTime::new(first, 0))
    }

    fn take_month(&self, year: i32, month: u32, new_year: Day, of_year: i32, days: &mut Vec<Day>, misses: &mut u32) {
        let Some(first) = Day::from_ymd(year, month, 1) else { return };
        let next = if month == 12 { Day::from_ymd(year + 1, 1, 1) } else { Day::from_ymd(year, month + 1, 1) };
        let length = next.map_or(31, |next| next.0 - first.0);
        let yearly = self.rule.frequency == Frequency::Yearly;
        for at in 0..length {
            let day = first.add(at);
            let of = Place { month_day: at, month_length: length, year_day: day.0 - new_year.0, year_length: of_year };
            // The nth Monday of the month; of the year where no month is named.
            let (ordinal_at, ordinal_length) = if yearly && self.rule.months.is_empty() {
                (of.year_day, of.year_length)
            } else {
                (of.month_day, of.month_length)
            };
            if self.fits_place(day, &of) && self.fits_weekday(day, Some((ordinal_at, ordinal_length))) {
                days.push(day);
            }
        }
        *misses += 4;
    }

    /// BYMONTHDAY, BYYEARDAY and BYWEEKNO.
    fn fits_place(&self, day: Day, of: &Place) -> bool {
        let counted = |at: i32, length: i32| (at + 1, at - length);
        if !self.month_days.is_empty() {
            let (ahead, back) = counted(of.month_day, of.month_length);
            if !self.month_days.iter().any(|n| i32::from(*n) == ahead || i32::from(*n) == back) {
                return false;
            }
        }
        if !self.rule.year_days.is_empty() {
            let (ahead, back) = counted(of.year_day, of.year_length);
            if !self.rule.year_days.iter().any(|n| i32::from(*n) == ahead || i32::from(*n) == back) {
                return false;
            }
        }
        if !self.rule.weeks.is_empty() {
            let (ahead, back) = week_of_year(day, self.rule.week_start);
            return self.rule.weeks.iter().any(|n| i32::from(*n) == ahead || i32::from(*n) == back);
        }
        true
    }

    /// BYDAY, or the start's weekday. `place`: how many days into what the ordinals count, and its length.
    fn fits_weekday(&self, day: Day, place: Option<(i32, i32)>) -> bool {
        let weekday = day.weekday();
        if let Some(own) = self.weekday {
            return own == weekday;
        }
        self.rule.days.is_empty()
            || self.rule.days.iter().any(|by| {
                by.weekday == weekday
                    && match (by.ordinal, place) {
                        (0, _) | (_, None) => true,
                        (n, Some((at, _))) if n > 0 => i32::from(n) == at / 7 + 1,
                        (n, Some((at, length))) => -i32::from(n) == (length - 1 - at) / 7 + 1,
                    }
            })
    }

    /// Whether a day fits a rule of weeks, days or less.
    fn fits(&self, day: Day) -> bool {
        if !self.fits_weekday(day, None) {
            return false;
        }
        let (months, plain) = (&self.rule.months, self.month_days.is_empty() && self.rule.year_days.is_empty());
        if months.is_empty() && plain {
            return true;
        }
        let (year, month, month_day) = day.ymd();
        if !months.is_empty() && !months.contains(&(month as u8)) {
            return false;
        }
        if plain {
            return true;
        }
        let begin = |year, month| Day::from_ymd(year, month, 1).map_or(day.0, |day| day.0);
        let next_month = if month == 12 { begin(year + 1, 1) } else { begin(year, month + 1) };
        let new_year = begin(year, 1);
        let of = Place {
            month_day: month_day as i32 - 1,
            month_length: next_month - begin(year, month),
            year_day: day.0 - new_year,
            year_length: begin(year + 1, 1) - new_year,
        };
        self.fits_place(day, &of)
    }

    /// Periods shorter than a day: goes to the next that fits, over days, hours and minutes that do not.
    fn fill_within_a_day(&mut self, unit: i64, misses: &mut u32) -> Option<LocalTime> {
        let base = self.start.0.div_euclid(unit) * unit;
        let step = unit.checked_mul(self.interval())?;
        let time = LocalTime(self.period.checked_mul(step)?.checked_add(base)?);
        if time > LocalTime::MAX {
            return None;
        }
        let (hour, minute, second) = time.hms();
        let names = |list: &[u8], value: u8| list.is_empty() || list.contains(&value);
        let rule = self.rule;
        let skip_to = if !self.fits(time.day()) {
            (time.0.div_euclid(DAY) + 1) * DAY
        } else if !names(&rule.hours, hour) {
            (time.0.div_euclid(3600) + 1) * 3600
        } else if unit <= 60 && !names(&rule.minutes, minute) {
            (time.0.div_euclid(60) + 1) * 60
        } else if unit == 1 && !names(&rule.seconds, second) {
            time.0 + 1
        } else {
            self.set.days.push(time.day());
            self.set.hours = vec![hour];
            if unit <= 60 {
                self.set.minutes = vec![minute];
            }
            if unit == 1 {
                self.set.seconds = vec![second];
            }
            self.period += 1;
            *misses += 1;
            return Some(time);
        };
        // The first period that is not before it.
        self.period = (self.period + 1).max((skip_to - base + step - 1).div_euclid(step));
        *misses += 1;
        Some(time)
    }

    fn advance(&mut self) -> Option<LocalTime> {
        let (mut misses, mut skipped) = (0, 0);
        loop {
            if self.left == Some(0) {
                return None;
            }
            let Some(time) = self.set.next() else {
                self.fill(&mut misses)?;
                continue;
            };
            // The set of the first period may begin before the start; its places are counted from its beginning.
            if time < self.start {
                continue;
            }
            if time > self.until || time >= self.to {
                return None;
            }
            // What the clock skips is there already, as the next hour or minute.
            if self.rule.frequency < Frequency::Daily && time.is_skipped(self.zone) {
                continue;
            }
            self.left = self.left.map(|left| left - 1);
            if time >= self.from {
                return Some(time);
            }
            misses = 0;
            skipped += 1;
            if skipped > SKIPPED {
                return None;
            }
        }
    }
}

impl Iterator for RuleTimes<'_> {
    type Item = LocalTime;

    fn next(&mut self) -> Option<LocalTime> {
        if self.done {
            return None;
        }
        let next = self.advance();
        self.done = next.is_none();
        next
    }
}

/// Where a day stands in its month and year, counted from 0.
struct Place {
    month_day: i32,
    month_length: i32,
    year_day: i32,
    year_length: i32,
}

/// The number of a day's week in the year that the week belongs to (the one with at least four of its days), counted
/// from the first (1) and from the last (−1).
fn week_of_year(day: Day, week_start: u8) -> (i32, i32) {
    let middle = day.week_start(week_start).add(3);
    let year = middle.ymd().0;
    let begin = |year| Day::from_ymd(year, 1, 1).map_or(middle.0, |day| day.0);
    // 28 December is in the last week of its year whatever day weeks begin on.
    let last = Day(begin(year.saturating_add(1)) - 4).week_start(week_start).add(3);
    let number = |middle: Day| (middle.0 - begin(year)) / 7 + 1;
    (number(middle), number(middle) - number(last) - 1)
}
