//! The rules of a zone as a calendar file states them (VTIMEZONE): its changes over some years, and a yearly rule where
//! the last of them follow one.

use crate::model::{
    Day, Instant, LocalTime, Zone,
    recurrence::{ByDay, Frequency, Rule},
    time::DAY_MS,
};

/// An observance: STANDARD or DAYLIGHT.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Clock {
    /// DAYLIGHT.
    pub(super) daylight: bool,
    /// Such as `CEST`.
    pub(super) name: String,
    /// Seconds added to UTC before it begins.
    pub(super) from: i32,
    /// Seconds added to UTC from then on.
    pub(super) to: i32,
    /// When it begins, by the clock before it.
    pub(super) onsets: Vec<LocalTime>,
    /// How it goes on from the first of these; then the others follow it.
    pub(super) rule: Option<Rule>,
}

/// Fewest years in which a change must have followed a rule for the rule to be written.
const YEARS_OF_A_RULE: usize = 3;

/// What a zone's clocks do from one year to another, in order of their first onset. There is always one that holds from
/// the beginning of the first year.
pub(super) fn clocks(zone: Zone, first: i32, last: i32) -> Vec<Clock> {
    // A few years more show whether a rule holds.
    let last = last + YEARS_OF_A_RULE as i32;
    let begin = year_start(first);
    let mut clocks = vec![clock_at(zone, begin, zone.setting(begin).offset)];
    let mut pieces: Vec<Clock> = Vec::new();
    for change in changes(zone, begin, year_start(last + 1)) {
        let next = clock_at(zone, change, zone.setting(change - 1000).offset);
        let same = |clock: &&mut Clock| {
            (clock.daylight, clock.from, clock.to) == (next.daylight, next.from, next.to) && clock.name == next.name
        };
        match pieces.iter_mut().find(same) {
            Some(clock) => clock.onsets.extend(next.onsets),
            None => pieces.push(next),
        }
    }
    for piece in pieces {
        split_rule(piece, last, &mut clocks);
    }
    clocks.sort_by_key(|clock| clock.onsets.first().copied());
    clocks
}

fn year_start(year: i32) -> Instant {
    Day::from_ymd(year, 1, 1).map_or(0, |day| i64::from(day.0) * DAY_MS)
}

fn clock_at(zone: Zone, instant: Instant, from: i32) -> Clock {
    let setting = zone.setting(instant);
    let onset = LocalTime(instant.div_euclid(1000) + i64::from(from));
    Clock {
        daylight: setting.daylight,
        name: setting.abbreviation,
        from,
        to: setting.offset,
        onsets: vec![onset],
        rule: None,
    }
}

/// The instants at which a zone's clocks change, found by looking every day and then closer.
fn changes(zone: Zone, begin: Instant, end: Instant) -> Vec<Instant> {
    let mut found = Vec::new();
    let mut before = zone.setting(begin);
    let mut at = begin;
    while at < end {
        let next = at + DAY_MS;
        let after = zone.setting(next);
        if after != before {
            let (mut low, mut high) = (at, next);
            while high - low > 1000 {
                let middle = low + (high - low) / 2000 * 1000;
                if zone.setting(middle) == before { low = middle } else { high = middle }
            }
            found.push(high);
        }
        (before, at) = (after, next);
    }
    found
}

/// Gives the onsets that follow one yearly rule to the end as that rule, the others as dates.
fn split_rule(clock: Clock, last_year: i32, into: &mut Vec<Clock>) {
    let rules = [true, false].map(|from_end| rule_of(&clock.onsets, from_end, last_year));
    let best = rules.into_iter().flatten().max_by_key(|(_, length)| *length);
    let Some((rule, length)) = best.filter(|(_, length)| *length >= YEARS_OF_A_RULE) else {
        into.push(clock);
        return;
    };
    let (dates, ruled) = clock.onsets.split_at(clock.onsets.len().saturating_sub(length));
    if !dates.is_empty() {
        into.push(Clock { onsets: dates.to_vec(), ..clock.clone() });
    }
    into.push(Clock { onsets: ruled.to_vec(), rule: Some(rule), ..clock });
}

/// The nth (or last) weekday of a month that the last onsets are on, one each year up to the last, and how many are.
fn rule_of(onsets: &[LocalTime], from_end: bool, last_year: i32) -> Option<(Rule, usize)> {
    let place = |time: &LocalTime| {
        let day = time.day();
        let (year, month, month_day) = day.ymd();
        let next_month = day.month_start().add_months(1);
        let ordinal = if from_end { -((next_month.0 - 1 - day.0) / 7 + 1) } else { (month_day as i32 - 1) / 7 + 1 };
        (year, (month, day.weekday(), ordinal as i8, time.second_of_day()))
    };
    let (last, shape) = place(onsets.last()?);
    if last != last_year {
        return None;
    }
    let follows = |(back, time): &(usize, &LocalTime)| {
        let (year, found) = place(time);
        found == shape && year == last_year - *back as i32
    };
    let length = onsets.iter().rev().enumerate().take_while(follows).count();
    let (month, weekday, ordinal, _) = shape;
    // The fifth of a month is no rule; the last is.
    (from_end || ordinal < 5).then(|| {
        let rule = Rule {
            months: vec![month as u8],
            days: vec![ByDay::nth(ordinal, weekday)],
            ..Rule::every(Frequency::Yearly)
        };
        (rule, length)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(zone: &str, first: i32, last: i32) -> Vec<String> {
        let rule = |clock: &Clock| clock.rule.as_ref().map(ToString::to_string).unwrap_or_default();
        clocks(zone.parse().unwrap(), first, last)
            .iter()
            .map(|clock| format!("{} {} {} {} {}", clock.name, clock.from, clock.to, clock.onsets[0], rule(clock)))
            .collect()
    }

    /// The rules that the EU (Directive 2000/84/EC) and the USA (Energy Policy Act of 2005) have for their clocks.
    #[test]
    fn the_rules_of_well_known_zones() {
        assert_eq!(
            written("Europe/Madrid", 2026, 2026),
            [
                "CET 3600 3600 2026-01-01T01:00:00 ",
                "CEST 3600 7200 2026-03-29T02:00:00 FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
                "CET 7200 3600 2026-10-25T03:00:00 FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
            ]
        );
        assert_eq!(
            written("America/New_York", 2006, 2007),
            [
                "EST -18000 -18000 2005-12-31T19:00:00 ",
                "EDT -18000 -14400 2006-04-02T02:00:00 ",
                "EST -14400 -18000 2006-10-29T02:00:00 ",
                "EDT -18000 -14400 2007-03-11T02:00:00 FREQ=YEARLY;BYDAY=2SU;BYMONTH=3",
                "EST -14400 -18000 2007-11-04T02:00:00 FREQ=YEARLY;BYDAY=1SU;BYMONTH=11",
            ]
        );
        assert_eq!(written("Asia/Tokyo", 2026, 2036), ["JST 32400 32400 2026-01-01T09:00:00 "]);
    }
}
