//! The Theil–Sen line: a trend that single odd days do not bend.

use super::{mann_kendall::tied, summary::median, tail::TWO_SIDED_95};
use serde::Serialize;

/// A line and how sure its slope is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct TheilSen {
    /// Change of the value by one step of x: the median of the slopes of all pairs.
    pub slope: f64,
    /// The line's value at x = 0: median of y − slope × median of x.
    pub intercept: f64,
    /// Lower end of the slope's 95 % interval (Sen).
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl TheilSen {
    /// The line's value.
    pub fn at(&self, x: f64) -> f64 {
        self.intercept + self.slope * x
    }
}

/// The line through points. `None` for fewer than two different x. Keeps n² / 2 slopes in memory. Source: Theil 1950;
/// Sen, Journal of the American Statistical Association 63 (1968), also for the interval.
pub fn theil_sen(points: &[(f64, f64)]) -> Option<TheilSen> {
    let mut slopes = Vec::with_capacity(points.len() * points.len().saturating_sub(1) / 2);
    for (place, (x, y)) in points.iter().enumerate() {
        let later = points[place + 1..].iter().filter(|(other, _)| other != x);
        slopes.extend(later.map(|(other_x, other_y)| (other_y - y) / (other_x - x)));
    }
    let (xs, ys): (Vec<f64>, Vec<f64>) = points.iter().copied().unzip();
    let count = slopes.len();
    let middle = count.checked_sub(1)?;
    let (below, upper) = (nth(&mut slopes, middle / 2), nth(&mut slopes, middle.div_ceil(2)));
    let slope = f64::midpoint(below, upper);
    let intercept = median(&ys)? - slope * median(&xs)?;

    let n = points.len() as f64;
    let spread = |n: f64| n * (n - 1.0) * (2.0 * n + 5.0);
    let ties: f64 = tied(&xs).chain(tied(&ys)).map(|group| spread(group as f64)).sum();
    let margin = TWO_SIDED_95 * ((spread(n) - ties).max(0.0) / 18.0).sqrt();
    let low = ((count as f64 - margin) / 2.0).round_ties_even() - 1.0;
    let high = ((count as f64 + margin) / 2.0).round_ties_even();
    let (low, high) = (low.max(0.0) as usize, (high.max(0.0) as usize).min(middle));
    Some(TheilSen { slope, intercept, low: nth(&mut slopes, low), high: nth(&mut slopes, high) })
}

/// The value at a place of the ascending order; the place lies within.
fn nth(values: &mut [f64], place: usize) -> f64 {
    *values.select_nth_unstable_by(place, f64::total_cmp).1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn same(points: &[(f64, f64)], expected: [f64; 4]) {
        let found = theil_sen(points).unwrap();
        for (found, expected) in [found.slope, found.intercept, found.low, found.high].iter().zip(expected) {
            assert!((found - expected).abs() < 1e-12, "{found} is not {expected}");
        }
    }

    #[test]
    fn it_is_that_of_scipy() {
        // scipy.stats.theilslopes(y, x, alpha=0.95): slope, intercept, low_slope, high_slope
        let y = [3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0, 5.0, 3.0, 5.0, 8.0, 9.0, 7.0, 9.0];
        let points: Vec<(f64, f64)> = (0..15).map(f64::from).zip(y).collect();
        same(&points, [0.444_444_444_444_444_4, 1.888_888_888_888_889_3, 0.2, 0.727_272_727_272_727_3]);
        let x = [0.0, 1.0, 3.0, 4.0, 7.0, 8.0, 9.0, 12.0, 12.0, 15.0];
        let y = [2.0, 3.0, 2.5, 6.0, 5.0, 5.5, 7.0, 6.0, 9.0, 8.5];
        let points: Vec<(f64, f64)> = x.into_iter().zip(y).collect();
        same(&points, [0.435_416_666_666_666_7, 2.484_375, 0.227_272_727_272_727_27, 0.722_222_222_222_222_2]);
    }

    #[test]
    fn one_place_has_no_slope() {
        assert_eq!(theil_sen(&[]), None);
        assert_eq!(theil_sen(&[(1.0, 2.0), (1.0, 5.0)]), None);
        same(&[(0.0, 1.0), (2.0, 5.0)], [2.0, 1.0, 2.0, 2.0]);
    }
}
