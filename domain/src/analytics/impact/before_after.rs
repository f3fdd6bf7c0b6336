//! Before and after an intervention (KPI 61).

use crate::{
    analytics::{
        statistics::{Interval, difference_of_means, mean},
        views::Point,
    },
    model::{Day, Period},
};
use serde::Serialize;

/// What must stand beside every such comparison.
pub const CAUTION: &str = "Not proof of cause: anything else that changed at the same time is in the difference too.";

/// How often the days are drawn again.
const RESAMPLES: usize = 5_000;
/// The seed of the draws: the number of the KPI.
const SEED: u64 = 61;

/// A KPI before and after a day.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BeforeAfter {
    /// The days before.
    pub before: Period,
    /// As many days from the intervention on.
    pub after: Period,
    /// Mean of the daily values before, in the KPI's unit.
    pub mean_before: f64,
    /// Mean of the daily values after.
    pub mean_after: f64,
    /// After − before.
    pub difference: f64,
    /// (after − before) / |before|; `None` where that is 0.
    pub relative: Option<f64>,
    /// 95 % of the differences if the days were drawn again lie in it.
    pub interval: Interval,
    /// Days with a value before.
    pub n_before: usize,
    /// Days with a value after.
    pub n_after: usize,
    /// Days without a value, left out.
    pub missing: usize,
    /// How the windows differ from those asked for, if they do.
    pub note: Option<String>,
    /// [`CAUTION`].
    pub caution: &'static str,
}

impl BeforeAfter {
    /// Whether the interval leaves out 0: a difference that chance alone seldom makes, if days are independent.
    pub fn is_clear(&self) -> bool {
        self.interval.low > 0.0 || self.interval.high < 0.0
    }
}

/// Compares the `length` days before a day with as many from that day on, by the points of single days in the order
/// of time. Both windows are cut to the same length where the points do not reach so far, and that is said. The
/// interval takes days to be independent; it is too narrow where neighbours resemble each other, and for KPIs of
/// trailing windows (WAU, MAU), whose days share their facts. `None` where either window has fewer than two values.
/// Source: Efron & Tibshirani, An Introduction to the Bootstrap (1993); fixed seed, so that the same data gives the
/// same interval.
pub fn before_after(points: &[Point], day: Day, length: i32) -> Option<BeforeAfter> {
    let (first, last) = (points.first()?.start, points.last()?.end);
    let known = length.min(day.0.saturating_sub(first.0)).min(last.0.saturating_sub(day.0).saturating_add(1));
    if known < 2 {
        return None;
    }
    let before = Period { start: day.add(-known), end: day.add(-1) };
    let after = Period { start: day, end: day.add(known - 1) };
    let values = |days: Period| -> Vec<f64> {
        let inside = points.iter().filter(|point| days.contains(point.start));
        inside.filter_map(|point| point.value).filter(|value| value.is_finite()).collect()
    };
    let (earlier, later) = (values(before), values(after));
    let interval = difference_of_means(&earlier, &later, RESAMPLES, SEED)?;
    let (mean_before, mean_after) = (mean(&earlier)?, mean(&later)?);
    let difference = mean_after - mean_before;
    let relative = difference / mean_before.abs();
    let note =
        (known < length).then(|| format!("Cut to {known} days before and after: the data does not reach further."));
    Some(BeforeAfter {
        before,
        after,
        mean_before,
        mean_after,
        difference,
        relative: relative.is_finite().then_some(relative),
        interval,
        n_before: earlier.len(),
        n_after: later.len(),
        missing: (2 * known as usize).saturating_sub(earlier.len() + later.len()),
        note,
        caution: CAUTION,
    })
}
