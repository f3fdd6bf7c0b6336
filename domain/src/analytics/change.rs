//! Differences between two values, and quantiles.

use super::catalogue::Unit;
use serde::Serialize;

/// How a value differs from an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Change {
    /// Current − previous, in the KPI's unit; for ratios 0.01 is one percentage point.
    pub difference: f64,
    /// (current − previous) / previous; `None` where the previous value is 0.
    pub relative: Option<f64>,
    /// Whether the KPI is a ratio, whose change is told in percentage points.
    pub in_points: bool,
}

/// How a value differs from an earlier one; `None` where either is missing.
pub fn change(unit: Unit, current: Option<f64>, previous: Option<f64>) -> Option<Change> {
    let (current, previous) = (current?, previous?);
    let difference = current - previous;
    let relative = difference / previous.abs();
    Some(Change {
        difference,
        relative: (previous != 0.0 && relative.is_finite()).then_some(relative),
        in_points: unit == Unit::Ratio,
    })
}

/// The quantile `p` (0 to 1) of ascending values by linear interpolation (type 7 of Hyndman & Fan 1996, the default of
/// R, NumPy and spreadsheets). `None` where there are no values.
pub fn quantile(ascending: &[f64], p: f64) -> Option<f64> {
    let last = ascending.len().checked_sub(1)?;
    let place = p.clamp(0.0, 1.0) * last as f64;
    let below = place.floor();
    let low = *ascending.get(below as usize)?;
    let high = ascending.get(below as usize + 1).copied().unwrap_or(low);
    Some(low + (high - low) * (place - below))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_from_nothing_has_no_percentage() {
        assert_eq!(change(Unit::Count, Some(5.0), None), None);
        assert_eq!(change(Unit::Count, Some(5.0), Some(0.0)).unwrap().relative, None);
        assert_eq!(change(Unit::Count, Some(5.0), Some(4.0)).unwrap().relative, Some(0.25));
        let growth = change(Unit::Ratio, Some(0.01), Some(-0.01)).unwrap();
        assert_eq!((growth.relative, growth.in_points), (Some(2.0), true), "better, so upwards");
    }

    #[test]
    fn quantiles_are_those_of_r() {
        // R: quantile(c(1, 2, 4, 8, 16), c(0, .1, .5, .9, 1))
        let values = [1.0, 2.0, 4.0, 8.0, 16.0];
        for (p, expected) in [(0.0, 1.0), (0.1, 1.4), (0.5, 4.0), (0.9, 12.8), (1.0, 16.0)] {
            assert!((quantile(&values, p).unwrap() - expected).abs() < 1e-12, "{p}");
        }
        assert_eq!(quantile(&[7.0], 0.9), Some(7.0));
        assert_eq!(quantile(&[], 0.5), None);
    }
}
