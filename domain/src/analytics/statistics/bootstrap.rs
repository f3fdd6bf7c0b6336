//! The bootstrap: how far a difference would scatter if the days were drawn again.

use super::summary::mean;
use crate::{analytics::change::quantile, random::SplitMix64};
use serde::Serialize;

/// From … to.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// The 95 % percentile interval of mean(after) − mean(before): both samples are drawn again with replacement, each by
/// itself, `resamples` times, with the numbers of SplitMix64 from `seed`. The same input gives the same interval.
/// `None` where a sample has fewer than two values. Source: Efron & Tibshirani, An Introduction to the Bootstrap
/// (1993), chapter 13.
pub fn difference_of_means(before: &[f64], after: &[f64], resamples: usize, seed: u64) -> Option<Interval> {
    if before.len().min(after.len()) < 2 {
        return None;
    }
    let mut numbers = SplitMix64::new(seed);
    let mut drawn = Vec::with_capacity(before.len().max(after.len()));
    let mut draw = |values: &[f64]| {
        drawn.clear();
        drawn.extend((0..values.len()).map(|_| values[numbers.below(values.len())]));
        mean(&drawn).unwrap_or_default()
    };
    let mut differences: Vec<f64> = (0..resamples)
        .map(|_| {
            let before = draw(before);
            draw(after) - before
        })
        .collect();
    differences.sort_unstable_by(f64::total_cmp);
    Some(Interval { low: quantile(&differences, 0.025)?, high: quantile(&differences, 0.975)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_that_of_python() {
        // SplitMix64 and the draws written again in Python, numpy.quantile over 2 000 differences, seed 61.
        let before = [10.0, 12.0, 9.0, 11.0, 14.0, 8.0, 10.0];
        let after = [13.0, 15.0, 12.0, 17.0, 14.0, 16.0, 11.0];
        let found = difference_of_means(&before, &after, 2_000, 61).unwrap();
        assert!((found.low - 1.428_571_428_571_428_8).abs() < 1e-12);
        assert!((found.high - 5.285_714_285_714_286_5).abs() < 1e-12);
        // scipy.stats.bootstrap, percentile, 50 000 resamples: 1.43 to 5.43.
        let many = difference_of_means(&before, &after, 50_000, 1).unwrap();
        assert!((many.low - 1.43).abs() < 0.15 && (many.high - 5.43).abs() < 0.15, "{many:?}");
    }

    #[test]
    fn edges() {
        assert_eq!(difference_of_means(&[1.0], &[1.0, 2.0], 100, 1), None);
        let none = difference_of_means(&[2.0; 5], &[3.5; 5], 100, 1);
        assert_eq!(none, Some(Interval { low: 1.5, high: 1.5 }));
        assert_eq!(difference_of_means(&[1.0, 2.0], &[1.0, 2.0], 0, 1), None);
    }
}
