//! Holt–Winters, additive: level, trend and season, each moved a little by every error.
//!
//! In the form of errors (state space, ETS(A,A,A)): Hyndman & Athanasopoulos, Forecasting: Principles and Practice,
//! 3rd edition, 8.5–8.7. Without a season (length 1) it is Holt's linear trend.

use super::summary::mean;
use serde::Serialize;

/// How much of each error goes into the level, the trend and the season.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Smoothing {
    /// Level, above 0 and below 1.
    pub alpha: f64,
    /// Trend, above 0 and not above `alpha`.
    pub beta: f64,
    /// Season, 0 to 1 − `alpha`; 0 where there is no season.
    pub gamma: f64,
}

/// The state after the last value.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HoltWinters {
    /// What it was smoothed with.
    pub smoothing: Smoothing,
    /// The level.
    pub level: f64,
    /// Change of the level in one step.
    pub trend: f64,
    /// What each step of the next season adds, the next step first; empty where there is no season.
    pub seasonal: Vec<f64>,
    /// Σ of the squared one-step errors after the first season.
    pub squared_errors: f64,
    /// How many errors that are.
    pub errors: usize,
}

/// Fewest values that are known for a fit without a season.
const FEWEST: usize = 4;

/// Smooths values in the order of time; a missing one moves nothing. `season` is its length in steps, 1 for none. The
/// first two seasons give the first level, trend and season. `None` where there are fewer than two whole seasons, or a
/// step of the season has no value in them.
pub fn smooth(values: &[Option<f64>], season: usize, smoothing: Smoothing) -> Option<HoltWinters> {
    let mut state = begin(values, season, smoothing)?;
    for (step, value) in values.iter().enumerate() {
        let place = step % season.max(1);
        let base = state.level + state.trend;
        let seasonal = state.seasonal.get(place).copied().unwrap_or_default();
        let error = value.map_or(0.0, |value| value - base - seasonal);
        if value.is_some() && step >= season {
            state.squared_errors += error * error;
            state.errors += 1;
        }
        state.level = base + smoothing.alpha * error;
        state.trend += smoothing.beta * error;
        if let Some(seasonal) = state.seasonal.get_mut(place) {
            *seasonal += smoothing.gamma * error;
        }
    }
    let turn = values.len() % season.max(1);
    if !state.seasonal.is_empty() {
        state.seasonal.rotate_left(turn);
    }
    Some(state)
}

/// The first state: level and trend from the means of the first two seasons, the season from what is left of both.
fn begin(values: &[Option<f64>], season: usize, smoothing: Smoothing) -> Option<HoltWinters> {
    let state =
        |level, trend, seasonal| HoltWinters { smoothing, level, trend, seasonal, squared_errors: 0.0, errors: 0 };
    if season < 2 {
        let mut known = values.iter().enumerate().filter_map(|(step, value)| Some((step as f64, (*value)?)));
        let (first, value) = known.next()?;
        let (last, other) = known.take(FEWEST - 1).last()?;
        let trend = (other - value) / (last - first);
        return Some(state(value - trend * (first + 1.0), trend, Vec::new()));
    }
    let (one, two) = (values.get(..season)?, values.get(season..2 * season)?);
    let known = |values: &[Option<f64>]| mean(&values.iter().copied().flatten().collect::<Vec<_>>());
    let (first, second) = (known(one)?, known(two)?);
    let trend = (second - first) / season as f64;
    let middle = (season as f64 - 1.0) / 2.0;
    let line = |step: usize| first + trend * (step as f64 - middle);
    let left = |step: usize| values.get(step).copied().flatten().map(|value| value - line(step));
    let seasonal = |place: usize| match (left(place), left(place + season)) {
        (Some(one), Some(two)) => Some(f64::midpoint(one, two)),
        (one, two) => one.or(two),
    };
    let seasonal: Option<Vec<f64>> = (0..season).map(seasonal).collect();
    Some(state(line(0) - trend, trend, seasonal?))
}

/// Smooths with the weights that make the squared one-step errors least: the best of a grid, refined step by step.
/// `None` as for [`smooth`], and for fewer than four known values.
pub fn fit(values: &[Option<f64>], season: usize) -> Option<HoltWinters> {
    if values.iter().flatten().count() < FEWEST.max(2 * season) {
        return None;
    }
    let has_season = season >= 2;
    let gammas: &[f64] = if has_season { &[0.01, 0.05, 0.1, 0.2, 0.4] } else { &[0.0] };
    let mut best: Option<HoltWinters> = None;
    let attempt = |alpha: f64, beta: f64, gamma: f64, best: &mut Option<HoltWinters>| {
        let alpha = alpha.clamp(LEAST, 1.0 - LEAST);
        let gamma = if has_season { gamma.clamp(0.0, 1.0 - alpha) } else { 0.0 };
        let smoothing = Smoothing { alpha, beta: beta.clamp(LEAST * LEAST, alpha), gamma };
        let found = smooth(values, season, smoothing).filter(|found| found.squared_errors.is_finite());
        let better = |found: &HoltWinters| best.as_ref().is_none_or(|best| found.squared_errors < best.squared_errors);
        let Some(found) = found.filter(better) else { return false };
        *best = Some(found);
        true
    };
    for alpha in [0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9] {
        for share in [0.001, 0.01, 0.05, 0.1, 0.3] {
            for gamma in gammas {
                attempt(alpha, alpha * share, *gamma, &mut best);
            }
        }
    }
    let mut step = 0.05;
    while step > 0.001 {
        let Smoothing { alpha, beta, gamma } = best.as_ref()?.smoothing;
        let moves = [(step, 0.0, 0.0), (0.0, step / 4.0, 0.0), (0.0, 0.0, step)];
        let mut moved = false;
        for (a, b, c) in moves {
            moved |= attempt(alpha + a, beta + b, gamma + c, &mut best);
            moved |= attempt(alpha - a, beta - b, gamma - c, &mut best);
        }
        if !moved {
            step /= 2.0;
        }
    }
    best
}

/// The least weight of an error.
const LEAST: f64 = 0.000_1;

impl HoltWinters {
    /// The value `steps` ahead, from 1 on.
    pub fn forecast(&self, steps: usize) -> f64 {
        let seasonal = self.seasonal.get(steps.wrapping_sub(1) % self.seasonal.len().max(1));
        self.level + self.trend * steps as f64 + seasonal.copied().unwrap_or_default()
    }

    /// The standard deviation of the error `steps` ahead: σ²(1 + Σ cⱼ²) with cⱼ = α + βj, + γ where j is a whole
    /// number of seasons (Hyndman & Athanasopoulos, 8.7). `None` where too few errors are known.
    pub fn deviation(&self, steps: usize) -> Option<f64> {
        let weights = if self.seasonal.is_empty() { 2 } else { 3 };
        let spare = self.errors.checked_sub(weights).filter(|spare| *spare > 0)?;
        let Smoothing { alpha, beta, gamma } = self.smoothing;
        let carried = |j: usize| {
            let season = if !self.seasonal.is_empty() && j.is_multiple_of(self.seasonal.len()) { gamma } else { 0.0 };
            let weight = alpha + beta * j as f64 + season;
            weight * weight
        };
        let factor = 1.0 + (1..steps).map(carried).sum::<f64>();
        Some((self.squared_errors / spare as f64 * factor).sqrt())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const VALUES: [f64; 20] = [
        10.0, 14.0, 8.0, 12.0, 11.0, 15.0, 9.0, 14.0, 13.0, 17.0, 10.0, 15.0, 14.0, 19.0, 12.0, 17.0, 15.0, 21.0, 13.0,
        18.0,
    ];

    fn near(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
    }

    #[test]
    fn it_is_that_of_statsmodels() {
        // statsmodels ETSModel(error="add", trend="add", seasonal="add", seasonal_periods=4) with this first state, known:
        // level 10.21875, trend 0.3125, season −0.65625, 3.03125, −3.28125, 0.90625; smooth([0.3, 0.05, 0.2]).
        let values = VALUES.map(Some);
        let state = smooth(&values, 4, Smoothing { alpha: 0.3, beta: 0.05, gamma: 0.2 }).unwrap();
        near(state.level, 17.265_505_297_242_71);
        near(state.trend, 0.356_878_468_973_333_36);
        near(state.squared_errors, 5.602_217_699_093_398);
        assert_eq!(state.errors, 16);
        let forecast = [
            16.939_155_038_514_613,
            21.552_381_452_919_548,
            14.731_017_703_679_74,
            19.585_765_559_483_647,
            18.366_668_914_407_953,
            22.979_895_328_812_887,
        ];
        for (steps, expected) in (1..).zip(forecast) {
            near(state.forecast(steps), expected);
        }
        // The variances of its exact prediction, by that of the first step.
        let one = state.deviation(1).unwrap();
        for (steps, expected) in (1..).zip(VARIANCES) {
            near((state.deviation(steps).unwrap() / one).powi(2), expected);
        }
    }

    const VARIANCES: [f64; 6] = [1.0, 1.1225, 1.2825, 1.4849999999999999, 1.975, 2.2775];

    #[test]
    fn the_best_weights_are_no_worse_than_others() {
        let values = VALUES.map(Some);
        let best = fit(&values, 4).unwrap();
        for (alpha, beta, gamma) in [(0.3, 0.05, 0.2), (0.5, 0.1, 0.1), (0.1, 0.01, 0.4)] {
            let other = smooth(&values, 4, Smoothing { alpha, beta, gamma }).unwrap();
            assert!(best.squared_errors <= other.squared_errors);
        }
        let Smoothing { alpha, beta, gamma } = best.smoothing;
        assert!(0.0 < alpha && alpha < 1.0 && 0.0 < beta && beta <= alpha && 0.0 <= gamma && gamma <= 1.0 - alpha);
    }

    #[test]
    fn a_straight_line_and_a_pure_season_go_on() {
        let line: Vec<_> = (0..20).map(|step| Some(5.0 + 2.0 * f64::from(step))).collect();
        let state = fit(&line, 1).unwrap();
        near(state.forecast(3), 5.0 + 2.0 * 22.0);
        let week: Vec<_> = (0..30).map(|step| Some(f64::from([9, 1, 4, 4, 6, 2, 2][step % 7]))).collect();
        let state = fit(&week, 7).unwrap();
        for steps in 1..20 {
            near(state.forecast(steps), f64::from([9, 1, 4, 4, 6, 2, 2][(29 + steps) % 7]));
        }
        let holes: Vec<_> = week.iter().enumerate().map(|(step, value)| value.filter(|_| step % 9 != 3)).collect();
        assert!((fit(&holes, 7).unwrap().forecast(1) - 4.0).abs() < 0.2, "a few holes do little harm");
    }

    #[test]
    fn too_little_has_no_fit() {
        assert_eq!(fit(&[], 7), None);
        assert_eq!(fit(&[Some(1.0); 13], 7), None);
        assert_eq!(fit(&[None; 50], 7), None);
        assert_eq!(fit(&[Some(1.0); 3], 1), None);
        assert!(fit(&[Some(4.0); 14], 7).is_some());
    }
}
