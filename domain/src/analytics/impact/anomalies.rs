//! Points out of the ordinary (KPI 59, on a line over time).

use crate::{
    analytics::{
        statistics::{mean, standard_deviation},
        views::Point,
    },
    model::Day,
};
use serde::{Deserialize, Serialize};

/// How far out a value must lie to be told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sensitivity {
    /// 1.5 standard deviations: many marks.
    High,
    /// 2 standard deviations.
    #[default]
    Medium,
    /// 3 standard deviations: only what nobody would overlook.
    Low,
}

impl Sensitivity {
    /// In standard deviations.
    pub fn deviations(self) -> f64 {
        match self {
            Self::High => 1.5,
            Self::Medium => 2.0,
            Self::Low => 3.0,
        }
    }
}

/// What counts as out of the ordinary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnomalyRule {
    /// How far out.
    pub sensitivity: Sensitivity,
    /// How many points before each it is measured by.
    pub baseline: usize,
    /// Fewest facts a point must be made of to be called high, or those before it on average to call it low.
    pub minimum: usize,
}

impl Default for AnomalyRule {
    /// Seven points, medium, ten facts.
    fn default() -> Self {
        Self { sensitivity: Sensitivity::Medium, baseline: 7, minimum: 10 }
    }
}

/// On which side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Way {
    /// More than usual.
    High,
    /// Less than usual.
    Low,
}

/// A point out of the ordinary.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Anomaly {
    /// Its first day.
    pub start: Day,
    /// Its last day.
    pub end: Day,
    /// Its value.
    pub value: f64,
    /// More or less than usual.
    pub way: Way,
    /// Mean of the points before.
    pub mean: f64,
    /// Their standard deviation.
    pub deviation: f64,
    /// What it passed: mean ± k standard deviations.
    pub limit: f64,
}

/// The points that lie beyond mean ± k standard deviations of the points before them. A point is not judged where
/// fewer than half of those before it (or fewer than three) have a value, or they do not vary. A point out of the
/// ordinary is in the baseline of those after it.
pub fn anomalies(points: &[Point], rule: AnomalyRule) -> Vec<Anomaly> {
    let mut before = Vec::with_capacity(rule.baseline.min(points.len()));
    let mut found = Vec::new();
    for (place, point) in points.iter().enumerate() {
        let Some(value) = point.value.filter(|value| value.is_finite()) else { continue };
        let Some(start) = place.checked_sub(rule.baseline) else { continue };
        let baseline = points.get(start..place).unwrap_or_default();
        before.clear();
        before.extend(baseline.iter().filter_map(|point| point.value).filter(|value| value.is_finite()));
        if before.len() < rule.baseline.div_ceil(2).max(3) {
            continue;
        }
        let (Some(mean), Some(deviation)) = (mean(&before), standard_deviation(&before)) else { continue };
        if deviation <= 0.0 {
            continue;
        }
        let margin = rule.sensitivity.deviations() * deviation;
        let usual = baseline.iter().map(|point| point.n).sum::<usize>();
        let way = if value > mean + margin && point.n >= rule.minimum {
            Way::High
        } else if value < mean - margin && usual >= rule.minimum.saturating_mul(baseline.len()) {
            Way::Low
        } else {
            continue;
        };
        let limit = if way == Way::High { mean + margin } else { mean - margin };
        found.push(Anomaly { start: point.start, end: point.end, value, way, mean, deviation, limit });
    }
    found
}
