//! Where the ticks of an axis go: values by 1-2-5, times by the clock and the calendar.

use super::{Step, Unit, label};
use crate::model::time::Day;

/// The largest size of a value that is drawn; larger ones are drawn there.
const LIMIT: f64 = 1e300;

/// A value fit for drawing; `None` where it is no number.
pub(super) fn usable(value: Option<f64>) -> Option<f64> {
    let value = value.filter(|v| v.is_finite())?.clamp(-LIMIT, LIMIT);
    // So small that dividing by it would overflow.
    Some(if value.abs() < 1.0 / LIMIT { 0.0 } else { value })
}

/// A value axis with its ticks.
#[derive(Debug)]
pub(super) struct Scale {
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) step: f64,
    pub(super) ticks: Vec<f64>,
}

impl Scale {
    /// An axis over `low..=high` with `most` ticks at the most (at least 2). It begins at zero where the values
    /// reach near it or `zero` asks for it.
    pub(super) fn new(low: f64, high: f64, unit: Unit, most: usize, zero: bool) -> Self {
        let (mut low, mut high) = (low.min(high), high.max(low));
        // From zero, unless the values keep to the upper third: then their changes would be lost.
        if zero || (low >= 0.0 && low < high * 0.66) {
            low = low.min(0.0);
        }
        if zero || (high <= 0.0 && high > low * 0.66) {
            high = high.max(0.0);
        }
        // All the same, or the same but for rounding.
        if high - low <= high.abs().max(low.abs()) * 1e-9 {
            if high > 0.0 {
                low = 0.0;
            } else if low < 0.0 {
                high = 0.0;
            } else {
                high = if unit == Unit::Percent { 0.01 } else { 1.0 };
            }
        }
        let most = most.clamp(2, 12);
        let smallest = if unit == Unit::Count { 1.0 } else { 0.0 };
        let step = steps(unit, (high - low) / most as f64)
            .filter(|step| *step >= smallest)
            .find(|step| (high / step).ceil() - (low / step).floor() < most as f64)
            .unwrap_or(high - low);
        let (first, last) = ((low / step).floor(), (high / step).ceil());
        let count = (last - first).clamp(1.0, 50.0) as usize;
        let ticks: Vec<f64> = (0..=count).map(|i| (first + i as f64) * step).collect();
        let (low, high) = (first * step, (first + count as f64) * step);
        Self { low, high, step, ticks }
    }
}

/// Round steps not smaller than `least`, growing.
fn steps(unit: Unit, least: f64) -> impl Iterator<Item = f64> {
    const CLOCK: [f64; 17] = [
        1.0, 2.0, 5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 300.0, 600.0, 900.0, 1_800.0, 3_600.0, 7_200.0, 10_800.0,
        21_600.0, 43_200.0,
    ];
    const DAY: f64 = 86_400.0;
    let clock = unit == Unit::Duration && least > 0.5;
    // Days are counted by 1-2-5 again.
    let base = if clock { DAY } else { 1.0 };
    let power = (least / base).max(1.0 / LIMIT).log10().floor();
    let power = if clock { power.max(0.0) } else { power } as i32;
    let round = (power..power + 4)
        .flat_map(move |p| [1.0, 2.0, 5.0].map(|m| if p < 0 { m / 10f64.powi(-p) } else { m * 10f64.powi(p) } * base));
    CLOCK.into_iter().filter(move |_| clock).chain(round).filter(move |step| *step >= least * 0.999 && step.is_finite())
}

/// A tick of a time axis.
#[derive(Debug, PartialEq)]
pub(super) struct TimeTick {
    pub(super) at: f64,
    pub(super) label: String,
}

/// Ticks over `low..=high` (days since 1970, local) on an axis `room` px wide: on hours, days, weeks, months or
/// years, whichever is the finest that fits and not finer than the data's step.
pub(super) fn time_ticks(low: f64, high: f64, step: Step, week_start: u8, room: f64) -> Vec<TimeTick> {
    let span = high - low;
    // Whether labels that take so many px can stand so many days apart.
    let fits = |days: f64, px: f64| days / span * room >= px;
    if step == Step::Elapsed {
        return elapsed_ticks(low, high, |days| fits(days, 56.0));
    }
    if step == Step::Hour {
        for hours in [1.0, 2.0, 3.0, 6.0, 12.0] {
            if fits(hours / 24.0, 48.0) {
                return hour_ticks(low, high, hours / 24.0);
            }
        }
    }
    if matches!(step, Step::Hour | Step::Day) && fits(1.0, 50.0) {
        return day_ticks(low.ceil() as i32, high, 1);
    }
    if matches!(step, Step::Hour | Step::Day) && fits(2.0, 50.0) && span < 16.0 {
        return day_ticks(low.ceil() as i32, high, 2);
    }
    if matches!(step, Step::Hour | Step::Day | Step::Week) {
        for weeks in [1, 2, 4] {
            if fits(f64::from(7 * weeks), 50.0) && (weeks < 4 || span < 100.0) {
                let first = Day(low.ceil() as i32);
                let start = first.week_start(week_start);
                let start = if start < first { start.add(7) } else { start };
                return day_ticks(start.0, high, 7 * weeks);
            }
        }
    }
    let least: i32 = match step {
        Step::Quarter => 3,
        Step::Year => 12,
        _ => 1,
    };
    let candidates = [1, 2, 3, 6].into_iter().chain((0..6).flat_map(|p| [1, 2, 5].map(|m| 12 * m * 10i32.pow(p))));
    let every = candidates.filter(|n| *n >= least).find(|n| fits(f64::from(*n) * 30.4, 44.0));
    month_ticks(low, high, every.unwrap_or(12_000_000))
}

/// Ticks at numbers of days that people count in: weeks, then months of 30 days, then years.
fn elapsed_ticks(low: f64, high: f64, fits: impl Fn(f64) -> bool) -> Vec<TimeTick> {
    const EVERY: [u32; 11] = [1, 7, 14, 30, 60, 90, 180, 365, 730, 1825, 3650];
    let every = EVERY.into_iter().map(f64::from).find(|days| fits(*days)).unwrap_or(36_500.0);
    let (first, last) = ((low / every).ceil() as i64, (high / every).floor() as i64);
    (first..=last)
        .take(100)
        .map(|number| {
            let at = number as f64 * every;
            let label = if at == 1.0 { "1 day".to_owned() } else { format!("{at} days") };
            TimeTick { at, label }
        })
        .collect()
}

fn hour_ticks(low: f64, high: f64, every: f64) -> Vec<TimeTick> {
    let (first, last) = ((low / every - 1e-6).ceil() as i64, (high / every + 1e-6).floor() as i64);
    (first..=last)
        .take(100)
        .map(|i| {
            let at = i as f64 * every;
            let midnight = (at - at.round()).abs() < 1e-6;
            let label = if midnight { label::day_month(Day(at.round() as i32)) } else { label::clock(at) };
            TimeTick { at, label }
        })
        .collect()
}

fn day_ticks(first: i32, high: f64, every: i32) -> Vec<TimeTick> {
    (0..100)
        .map(|i| Day(first.saturating_add(i * every)))
        .take_while(|day| f64::from(day.0) <= high)
        .map(|day| TimeTick { at: f64::from(day.0), label: label::day_month(day) })
        .collect()
}

fn month_ticks(low: f64, high: f64, every: i32) -> Vec<TimeTick> {
    let first = Day(low.floor() as i32);
    let (year, month, _) = first.ymd();
    let number = year.saturating_mul(12).saturating_add(month as i32 - 1);
    let start = number.div_euclid(every) * every - number;
    let mut ticks: Vec<TimeTick> = Vec::new();
    let from = first.month_start();
    let mut named = false;
    for i in 0..100 {
        let day = from.add_months(start.saturating_add(every.saturating_mul(i)));
        let at = f64::from(day.0);
        if at > high || ticks.last().is_some_and(|tick| tick.at >= at) {
            break;
        }
        if at < low {
            continue;
        }
        let (year, month, _) = day.ymd();
        let label = if every >= 12 || month == 1 { year.to_string() } else { label::month_name(month).to_owned() };
        named |= month == 1;
        ticks.push(TimeTick { at, label });
    }
    // Each January names its year; without one, the first label does.
    if let Some(first) = ticks.first_mut().filter(|_| !named && every < 12) {
        first.label = format!("{} {}", first.label, Day(first.at as i32).ymd().0);
    }
    ticks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> f64 {
        f64::from(text.parse::<Day>().unwrap().0)
    }

    fn labels(from: &str, to: &str, step: Step, room: f64) -> Vec<String> {
        time_ticks(day(from), day(to), step, 0, room).into_iter().map(|tick| tick.label).collect()
    }

    #[test]
    fn value_ticks_are_round_and_cover_the_values() {
        let rate = Scale::new(0.0015, 0.0234, Unit::Percent, 5, false);
        assert_eq!((rate.low, rate.ticks.len()), (0.0, 4));
        assert!((rate.high - 0.03).abs() < 1e-12);
        let members = Scale::new(980.0, 1020.0, Unit::Count, 5, false);
        assert_eq!((members.low, members.high, members.step), (980.0, 1020.0, 10.0));
        let few = Scale::new(0.0, 2.0, Unit::Count, 6, false);
        assert_eq!(few.ticks, [0.0, 1.0, 2.0]);
        let answer = Scale::new(0.0, 10_000.0, Unit::Duration, 5, false);
        assert_eq!(answer.step, 3_600.0);
        let mood = Scale::new(-0.4, 0.3, Unit::Number, 6, false);
        assert!(mood.low <= -0.4 && mood.high >= 0.3 && mood.ticks.iter().any(|t| t.abs() < 1e-12));
    }

    #[test]
    fn any_values_have_an_axis() {
        for (low, high) in
            [(0.0, 0.0), (5.0, 5.0), (-5.0, -5.0), (1e12, 1e12), (1e-9, 2e-9), (-LIMIT, LIMIT), (1e-299, 2e-299)]
        {
            for unit in [Unit::Count, Unit::Number, Unit::Percent, Unit::Duration] {
                let scale = Scale::new(low, high, unit, 5, false);
                assert!(scale.low <= low && scale.high >= high && scale.low < scale.high, "{low} {high} {scale:?}");
                assert!(
                    scale.low.is_finite() && scale.high.is_finite() && (2..=6).contains(&scale.ticks.len()),
                    "{scale:?}"
                );
            }
        }
    }

    #[test]
    fn time_ticks_fall_on_the_calendar() {
        assert_eq!(labels("2026-10-01", "2026-10-31", Step::Day, 240.0), ["5 Oct", "12 Oct", "19 Oct", "26 Oct"]);
        assert_eq!(labels("2026-10-01", "2026-10-04", Step::Day, 240.0), ["1 Oct", "2 Oct", "3 Oct", "4 Oct"]);
        assert_eq!(labels("2025-10-01", "2026-03-31", Step::Week, 300.0), ["Oct", "Nov", "Dec", "2026", "Feb", "Mar"]);
        assert_eq!(
            labels("2020-03-01", "2026-03-31", Step::Month, 300.0),
            ["2021", "2022", "2023", "2024", "2025", "2026"]
        );
        assert_eq!(labels("2026-04-01", "2026-06-30", Step::Month, 300.0), ["Apr 2026", "May", "Jun"]);
        let hours = time_ticks(day("2026-10-01"), day("2026-10-02"), Step::Hour, 0, 240.0);
        let hours: Vec<_> = hours.iter().map(|tick| tick.label.as_str()).collect();
        assert_eq!(hours, ["1 Oct", "06:00", "12:00", "18:00", "2 Oct"]);
    }
}
