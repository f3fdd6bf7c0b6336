//! Mean, median, standard deviation.

use crate::analytics::{change::quantile, figure::Sum};

/// The mean; `None` where there are no values.
pub fn mean(values: &[f64]) -> Option<f64> {
    let mut sum = Sum::default();
    values.iter().for_each(|value| sum.add(*value));
    (!values.is_empty()).then(|| sum.value() / values.len() as f64)
}

/// The median (type 7, like every quantile here); `None` where there are no values.
pub fn median(values: &[f64]) -> Option<f64> {
    let mut ascending = values.to_vec();
    ascending.sort_unstable_by(f64::total_cmp);
    quantile(&ascending, 0.5)
}

/// The standard deviation of a sample (n − 1 below the line); `None` for fewer than two values.
pub fn standard_deviation(values: &[f64]) -> Option<f64> {
    let mean = mean(values)?;
    let mut squares = Sum::default();
    values.iter().for_each(|value| squares.add((value - mean) * (value - mean)));
    (values.len() > 1).then(|| (squares.value() / (values.len() - 1) as f64).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_are_those_of_numpy() {
        // numpy: mean, median, std(ddof=1) of [3, 1, 4, 1, 5, 9, 2, 6]
        let values = [3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0];
        assert_eq!((mean(&values), median(&values)), (Some(3.875), Some(3.5)));
        assert!((standard_deviation(&values).unwrap() - 2.748_376_143_938_713_5).abs() < 1e-12);
        assert_eq!((mean(&[]), median(&[]), standard_deviation(&[2.0])), (None, None, None));
        assert_eq!(standard_deviation(&[0.1; 7]), Some(0.0), "equal values do not vary at all");
    }
}
