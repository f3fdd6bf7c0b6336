//! The forecast of a KPI (63): two methods, tried on the latest points as if these were not known yet.

use crate::{
    analytics::{
        query::Grain,
        statistics::{TWO_SIDED_95, fit, mean},
        views::Point,
    },
    model::{Day, Period},
};
use serde::Serialize;

/// How values are carried on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ForecastMethod {
    /// As in the last season: each weekday as a week ago. Without a season: as the last value.
    SeasonalNaive,
    /// Level, trend and season, smoothed. Without a season: Holt's linear trend.
    HoltWinters,
}

impl ForecastMethod {
    /// In a person's words.
    pub fn label(self) -> &'static str {
        match self {
            Self::SeasonalNaive => "Seasonal naive",
            Self::HoltWinters => "Holt–Winters",
        }
    }
}

/// How far a method was off on points held back.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct BackTest {
    /// Which method.
    pub method: ForecastMethod,
    /// How many points with a value were held back.
    pub held_back: usize,
    /// Mean absolute error, in the KPI's unit.
    pub mae: f64,
    /// Mean absolute error as a fraction of the values; `None` where one of them is 0.
    pub mape: Option<f64>,
    /// Mean absolute error by that of the seasonal naive method, one step ahead, on the points before (Hyndman & Koehler
    /// 2006); below 1 is better than that. `None` where that error is 0.
    pub mase: Option<f64>,
}

/// A point that has not happened yet.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct ForecastPoint {
    /// First day.
    pub start: Day,
    /// Last day.
    pub end: Day,
    /// The value expected.
    pub value: f64,
    /// Lower end of the 95 % interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// A forecast with what is known of its error.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Forecast {
    /// The method with the smaller error on the points held back.
    pub method: ForecastMethod,
    /// Length of the season in steps; 1 = none.
    pub season: usize,
    /// The points to come.
    pub points: Vec<ForecastPoint>,
    /// The error of each method, the better first.
    pub back_tests: Vec<BackTest>,
    /// Points with a value that it is made of.
    pub n: usize,
}

/// Most points a forecast is made of: the latest.
const MOST_POINTS: usize = 1_500;
/// Fewest points with a value.
const FEWEST: usize = 8;

/// Values to come, with the standard deviation of their errors.
type Ahead = Vec<(f64, f64)>;

/// Carries points on, whole steps in the order of time: at most 1 500 of the latest. The season is 7 days, 52 weeks or
/// 12 months where there are two of them and the points held back, else there is none. The points held back are as many
/// as are to be forecast, at most a fifth; the horizon is at most half of the points. What was never below 0 is not
/// forecast below 0. `None` for fewer than eight values, or where neither method can be tried.
///
/// The interval is that of normal errors (1.96 standard deviations) and knows nothing of what has not happened yet: a
/// campaign, a crisis, a holiday. Source: Hyndman & Athanasopoulos, Forecasting: Principles and Practice, 3rd edition,
/// 5.2, 5.5, 5.8, 8.3, 8.7.
pub fn forecast(points: &[Point], grain: Grain, week_start: u8, horizon: usize) -> Option<Forecast> {
    let points = points.get(points.len().saturating_sub(MOST_POINTS)..)?;
    let first = points.iter().position(|point| point.value.is_some())?;
    let values: Vec<Option<f64>> =
        points.iter().skip(first).map(|point| point.value.filter(|value| value.is_finite())).collect();
    let n = values.iter().flatten().count();
    if n < FEWEST || horizon == 0 {
        return None;
    }
    let horizon = horizon.min(values.len() / 2);
    let held_back = horizon.min(values.len() / 5).max(1);
    let (training, held) = values.split_at_checked(values.len() - held_back)?;
    let season = match grain {
        Grain::Day => 7,
        Grain::Week => 52,
        Grain::Month => 12,
    };
    let enough = training.iter().flatten().count() >= 2 * season;
    let season = if enough { season } else { 1 };

    let methods = [ForecastMethod::SeasonalNaive, ForecastMethod::HoltWinters];
    let tried = methods.into_iter().filter_map(|method| back_test(method, training, held, season));
    let mut back_tests: Vec<BackTest> = tried.collect();
    // Stable: of equal errors the simpler method.
    back_tests.sort_by(|a, b| a.mae.total_cmp(&b.mae));
    let best = back_tests.iter().find_map(|test| Some((test.method, ahead(test.method, &values, season, horizon)?)));
    let (method, ahead) = best?;

    let positive = values.iter().flatten().all(|value| *value >= 0.0);
    let floor = |value: f64| if positive { value.max(0.0) } else { value };
    let mut last = points.last()?.end;
    let points = ahead.into_iter().map(|(value, deviation)| {
        let Period { start, end } = grain.step(last.add(1), week_start);
        last = end;
        let margin = TWO_SIDED_95 * deviation;
        ForecastPoint { start, end, value: floor(value), low: floor(value - margin), high: floor(value + margin) }
    });
    Some(Forecast { method, season, points: points.collect(), back_tests, n })
}

fn ahead(method: ForecastMethod, values: &[Option<f64>], season: usize, horizon: usize) -> Option<Ahead> {
    match method {
        ForecastMethod::SeasonalNaive => seasonal_naive(values, season, horizon),
        ForecastMethod::HoltWinters => {
            let state = fit(values, season)?;
            (1..=horizon).map(|step| Some((state.forecast(step), state.deviation(step)?))).collect()
        }
    }
}

/// Each step as the latest known one a whole number of seasons before; errors grow with the number of seasons ahead:
/// σ√(k + 1).
fn seasonal_naive(values: &[Option<f64>], season: usize, horizon: usize) -> Option<Ahead> {
    let squares: Vec<f64> = steps_apart(values, season).map(|step| step * step).collect();
    let deviation = mean(&squares)?.sqrt();
    let value = |step: usize| {
        let mut place = (values.len() + step) as i64 - season as i64;
        while place >= 0 {
            let value = usize::try_from(place).ok().and_then(|place| values.get(place)).copied();
            if let Some(Some(value)) = value {
                return Some(value);
            }
            place -= season as i64;
        }
        None
    };
    (0..horizon).map(|step| Some((value(step)?, deviation * ((step / season + 1) as f64).sqrt()))).collect()
}

/// Differences between values one season apart.
fn steps_apart(values: &[Option<f64>], season: usize) -> impl Iterator<Item = f64> + '_ {
    let later = values.iter().skip(season);
    values.iter().zip(later).filter_map(|(earlier, later)| Some((*later)? - (*earlier)?))
}

fn back_test(
    method: ForecastMethod,
    training: &[Option<f64>],
    held: &[Option<f64>],
    season: usize,
) -> Option<BackTest> {
    let expected = ahead(method, training, season, held.len())?;
    let known: Vec<(f64, f64)> =
        held.iter().zip(expected).filter_map(|(value, (expected, _))| Some(((*value)?, expected))).collect();
    let errors: Vec<f64> = known.iter().map(|(value, expected)| (value - expected).abs()).collect();
    let mae = mean(&errors)?;
    let shares: Vec<f64> = known.iter().map(|(value, expected)| ((value - expected) / value).abs()).collect();
    let scale = mean(&steps_apart(training, season).map(f64::abs).collect::<Vec<_>>());
    Some(BackTest {
        method,
        held_back: known.len(),
        mae,
        mape: mean(&shares).filter(|share| share.is_finite()),
        mase: scale.filter(|scale| *scale > 0.0).map(|scale| mae / scale),
    })
}
