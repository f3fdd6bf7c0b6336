//! The Mann–Kendall test: do values rise or fall as a rule?

use super::tail::normal_tail;
use serde::Serialize;

/// What the test says.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct MannKendall {
    /// Pairs that rise less pairs that fall.
    pub s: i64,
    /// S by the number of pairs, −1 to 1.
    pub tau: f64,
    /// S in standard deviations, one pair nearer to 0 (continuity correction).
    pub z: f64,
    /// How likely an S so far from 0 is by chance alone, two-sided, 0 to 1. It takes the values to be independent:
    /// where neighbours resemble each other it is too small.
    pub p: f64,
}

/// Tests values in the order of time. Equal values are allowed for in the variance. `None` for fewer than three values
/// or where all are equal. Takes n² / 2 comparisons. Source: Mann 1945; Kendall 1975; ties as in Gilbert, Statistical
/// Methods for Environmental Pollution Monitoring (1987), 16.4.
pub fn mann_kendall(values: &[f64]) -> Option<MannKendall> {
    let n = values.len();
    if n < 3 {
        return None;
    }
    let mut s = 0_i64;
    for (place, earlier) in values.iter().enumerate() {
        let later = &values[place + 1..];
        s += later.iter().map(|later| i64::from(later > earlier) - i64::from(later < earlier)).sum::<i64>();
    }
    let spread = |n: f64| n * (n - 1.0) * (2.0 * n + 5.0);
    let ties: f64 = tied(values).map(|group| spread(group as f64)).sum();
    let variance = (spread(n as f64) - ties) / 18.0;
    let z = (s - s.signum()) as f64 / variance.sqrt();
    let tau = s as f64 / (n as f64 * (n as f64 - 1.0) / 2.0);
    (variance > 0.0).then(|| MannKendall { s, tau, z, p: normal_tail(z) })
}

/// Sizes of the groups of equal values.
pub(super) fn tied(values: &[f64]) -> impl Iterator<Item = usize> {
    let mut ascending = values.to_vec();
    ascending.sort_unstable_by(f64::total_cmp);
    let groups: Vec<usize> = ascending.chunk_by(|a, b| a == b).map(<[f64]>::len).collect();
    groups.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_that_of_pymannkendall() {
        // pymannkendall.original_test([3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9])
        let found = mann_kendall(&[3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0, 5.0, 3.0, 5.0, 8.0, 9.0, 7.0, 9.0]).unwrap();
        assert_eq!(found.s, 55);
        assert!((found.tau - 0.523_809_523_809_523_8).abs() < 1e-12);
        assert!((found.z - 2.703_381_341_337_498).abs() < 1e-12);
        assert!((found.p - 0.006_863_794_985_449_09).abs() < 1e-12);
    }

    #[test]
    fn what_does_not_vary_has_no_trend() {
        assert_eq!(mann_kendall(&[]), None);
        assert_eq!(mann_kendall(&[1.0, 2.0]), None);
        assert_eq!(mann_kendall(&[4.0; 20]), None);
        assert_eq!(mann_kendall(&[1.0, 2.0, 1.0]).unwrap().p, 1.0);
    }
}
