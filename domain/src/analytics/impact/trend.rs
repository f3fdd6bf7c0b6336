//! The trend of a KPI (62): how fast it rises or falls, and whether chance alone would do that.

use crate::analytics::{
    statistics::{MannKendall, TheilSen, mann_kendall, theil_sen},
    views::Point,
};
use serde::Serialize;

/// Most points a trend is made of: the latest. Each pair of them is looked at.
const MOST_POINTS: usize = 2_000;

/// Below which p a trend is called one.
const SIGNIFICANT: f64 = 0.05;

/// A trend.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Trend {
    /// The line; x = 0 at the first of the points it is made of, one step a point.
    pub line: TheilSen,
    /// The test whether there is a trend at all.
    pub test: MannKendall,
    /// Place of the first point it is made of among those given.
    pub first: usize,
    /// Points with a value.
    pub n: usize,
    /// Points without one.
    pub missing: usize,
}

impl Trend {
    /// Whether p is below 0.05: `Some(true)` rising, `Some(false)` falling, `None` no trend to speak of.
    pub fn is_rising(&self) -> Option<bool> {
        (self.test.p < SIGNIFICANT).then_some(self.test.s > 0)
    }

    /// The line's value at a point, by its place among those given.
    pub fn at(&self, point: usize) -> f64 {
        self.line.at(point as f64 - self.first as f64)
    }
}

/// The trend of points in the order of time, at the same distance from each other; at most the latest 2 000. Single
/// odd values do not bend it. Both parts take values to be independent: with a weekly cycle or a memory of the day
/// before, p is too small; weeks are safer than days. `None` for fewer than four values or where all are equal.
/// Sources: Theil 1950, Sen 1968; Mann 1945, Kendall 1975, with the correction for equal values.
pub fn trend(points: &[Point]) -> Option<Trend> {
    let first = points.len().saturating_sub(MOST_POINTS);
    let points = points.get(first..)?;
    let known: Vec<(f64, f64)> = points
        .iter()
        .enumerate()
        .filter_map(|(place, point)| Some((place as f64, point.value.filter(|value| value.is_finite())?)))
        .collect();
    if known.len() < 4 {
        return None;
    }
    let values: Vec<f64> = known.iter().map(|(_, value)| *value).collect();
    let (line, test) = (theil_sen(&known)?, mann_kendall(&values)?);
    Some(Trend { line, test, first, n: known.len(), missing: points.len() - known.len() })
}
