//! Where a course is heading, as numbers: pure functions of points over time. Knows no KPI, no dataset and no words.

use super::{Course, Projected};
use crate::{
    analytics::{
        statistics::{TWO_SIDED_95, mean, median, standard_deviation, theil_sen},
        views::Point,
    },
    model::Day,
};

/// Days between two points of a projection, so that it can be read anywhere along its way.
const STRIDE: i32 = 7;

/// Carries a level on to a day by the Theil–Sen line through its points, each at its last day. The band lies between
/// the lines whose slopes are the ends of Sen's 95 % interval, through the same middle. What was never below 0 is not
/// expected below 0. `None` for fewer than `fewest` values.
pub(super) fn level(points: &[Point], until: Day, fewest: usize) -> Option<Course> {
    let known: Vec<(Day, f64)> = points.iter().filter_map(|point| Some((point.end, point.value?))).collect();
    let ((first, _), (last, _)) = (*known.first()?, *known.last()?);
    if known.len() < fewest {
        return None;
    }
    let x = |day: Day| f64::from(day.0 - first.0);
    let places: Vec<(f64, f64)> = known.iter().map(|(day, value)| (x(*day), *value)).collect();
    let line = theil_sen(&places)?;
    let middle = median(&places.iter().map(|(x, _)| *x).collect::<Vec<_>>())?;
    let floor = if known.iter().all(|(_, value)| *value >= 0.0) { 0.0 } else { f64::NEG_INFINITY };
    let at = |day: Day| {
        let (value, way) = (line.at(x(day)), x(day) - middle);
        let (one, other) = (line.at(middle) + line.low * way, line.at(middle) + line.high * way);
        Projected { day, value: value.max(floor), low: one.min(other).max(floor), high: one.max(other).max(floor) }
    };
    // From the first point, so that one sees the line through what is known too.
    let mut steps = vec![at(first)];
    steps.extend(days(last, until.max(last)).map(at));
    Some(Course { steps, n: known.len(), begins: line.at(0.0).max(floor) })
}

/// Carries a sum on to a day: what came so far, and for each day that is left the mean of the days so far. `so_far`
/// has one value for each day up to and with `last`. The band is that of a sum of independent days whose mean is known
/// from as many as there are: 1.96 s √(m + m² / n) for m days to come after n. A sum of what is never below 0 does not
/// fall. `None` without a day.
pub(super) fn flow(so_far: &[f64], last: Day, until: Day) -> Option<Course> {
    let pace = mean(so_far)?;
    let n = so_far.len() as f64;
    let sum = pace * n;
    let deviation = standard_deviation(so_far).unwrap_or(0.0);
    let floor = if so_far.iter().all(|value| *value >= 0.0) { sum } else { f64::NEG_INFINITY };
    let at = |day: Day| {
        let left = f64::from(day.0 - last.0);
        let value = sum + pace * left;
        let margin = TWO_SIDED_95 * deviation * (left + left * left / n).sqrt();
        Projected { day, value, low: (value - margin).max(floor), high: value + margin }
    };
    Some(Course { steps: days(last, until.max(last)).map(at).collect(), n: so_far.len(), begins: 0.0 })
}

/// The first day, each seventh after it, and the last.
fn days(first: Day, last: Day) -> impl Iterator<Item = Day> {
    let stride = STRIDE.max((last.0 - first.0) / 200);
    let end = (first.0 < last.0).then_some(last);
    (first.0..last.0.max(first.0 + 1)).step_by(stride as usize).map(Day).chain(end)
}
