//! Tails of distributions: how likely a statistic at least this large is by chance.

use std::f64::consts::PI;

/// How many standard deviations to either side hold 95 % of a normal distribution.
pub const TWO_SIDED_95: f64 = 1.959_963_984_540_054;

/// Where the series for erfc hands over to the continued fraction.
const HANDOVER: f64 = 2.0;

/// The complementary error function for `x ≥ 0`, to about 14 digits. Below 2 by the series of DLMF 7.6.2, whose terms
/// are all positive; above by the continued fraction of DLMF 7.9.1, evaluated backwards.
fn erfc(x: f64) -> f64 {
    let square = x * x;
    if x < HANDOVER {
        let (mut term, mut sum, mut n) = (x, x, 0.0);
        while term > sum * f64::EPSILON {
            n += 1.0;
            term *= 2.0 * square / (2.0 * n + 1.0);
            sum += term;
        }
        return 1.0 - 2.0 / PI.sqrt() * (-square).exp() * sum;
    }
    let fraction = (1..=80).rev().fold(x, |below, k| x + f64::from(k) / 2.0 / below);
    (-square).exp() / (PI.sqrt() * fraction)
}

/// The probability that a normal variable lies at least `z` standard deviations from its mean, on either side: 0 to 1.
/// NaN for NaN.
pub fn normal_tail(z: f64) -> f64 {
    erfc(z.abs() / std::f64::consts::SQRT_2)
}

/// The probability that a chi-square variable with `df` degrees of freedom is at least `x`: 0 to 1. Abramowitz & Stegun
/// 26.4.4 (odd) and 26.4.5 (even): finite sums, all terms positive. `None` for no degrees of freedom or NaN.
pub fn chi_square_tail(x: f64, df: usize) -> Option<f64> {
    if df == 0 || x.is_nan() {
        return None;
    }
    if x <= 0.0 {
        return Some(1.0);
    }
    if x.is_infinite() {
        return Some(0.0);
    }
    let odd = df % 2 == 1;
    // The first term of the sum, and the number that the next one is divided by. Kept as logarithms: for many degrees
    // of freedom exp(−x / 2) alone would be 0.
    let (mut log_term, mut by) = if odd { ((2.0 * x / PI).sqrt().ln() - x / 2.0, 3.0) } else { (-x / 2.0, 2.0) };
    let mut sum = if odd { normal_tail(x.sqrt()) } else { 0.0 };
    for _ in 0..df / 2 {
        sum += log_term.exp();
        log_term += (x / by).ln();
        by += 2.0;
    }
    Some(sum.min(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn near(value: f64, expected: f64) {
        assert!((value / expected - 1.0).abs() < 1e-11, "{value} is not {expected}");
    }

    #[test]
    fn tails_are_those_of_scipy() {
        // scipy.stats.chi2.sf(x, df)
        for (x, df, expected) in [
            (3.841458820694124, 1, 0.04999999999999989),
            (10.326742, 1, 0.0013111644883060994),
            (0.01, 1, 0.920344325445942),
            (40.0, 1, 2.5396285894708634e-10),
            (5.0, 2, 0.0820849986238988),
            (5.0, 3, 0.1717971442967335),
            (20.0, 7, 0.005569683072945574),
            (0.5, 8, 0.999866630349486),
            (130.0, 99, 0.019988030104357173),
            (130.0, 100, 0.02351239780980871),
            (1500.0, 1400, 0.031503720989392366),
        ] {
            near(chi_square_tail(x, df).unwrap(), expected);
        }
        assert_eq!(chi_square_tail(0.0, 4), Some(1.0));
        assert_eq!(chi_square_tail(-1.0, 4), Some(1.0));
        assert_eq!(chi_square_tail(f64::INFINITY, 3), Some(0.0));
        assert_eq!(chi_square_tail(1.0, 0), None);
        assert_eq!(chi_square_tail(f64::NAN, 1), None);
        // 2 * scipy.stats.norm.sf(z)
        for (z, expected) in [
            (0.0, 1.0),
            (0.1, 0.920344325445942),
            (1.0, 0.31731050786291415),
            (1.959963984540054, 0.05),
            (2.8, 0.005110260660855864),
            (3.0, 0.0026997960632601866),
            (8.0, 1.244192114854348e-15),
        ] {
            near(normal_tail(z), expected);
            near(normal_tail(-z), expected);
        }
    }
}
