//! The alert (KPI 59): is more going on than usual, now?

use super::Sensitivity;
use crate::{
    analytics::{
        dataset::Class,
        presence::each_activity,
        scope::{Scope, split},
        statistics::{mean, standard_deviation},
    },
    model::{
        Instant,
        facts::{MISSING_DAY, MISSING_TIME, activity},
    },
};
use serde::Serialize;

/// Hours that are looked at.
pub const RECENT_HOURS: usize = 24;
/// Hours before them that say what is usual: 7 days.
pub const BASELINE_HOURS: usize = 168;

const HOUR_MS: i64 = 3_600_000;

/// What the last day is like, by the hour.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Alert {
    /// Whether it is to be raised.
    pub raised: bool,
    /// Mean of the last 24 hours.
    pub recent: f64,
    /// Mean of the 7 days before.
    pub baseline: f64,
    /// Their standard deviation.
    pub deviation: f64,
    /// Baseline + k standard deviations.
    pub limit: f64,
    /// How much there was in the last 24 hours in all.
    pub volume: f64,
}

/// Compares the last 24 hourly counts with the 168 before: raised where their mean is above mean + k standard
/// deviations and they hold at least `minimum`. `None` where there are fewer than 192 hours or the hours before do not
/// vary.
pub fn alert(hours: &[f64], sensitivity: Sensitivity, minimum: usize) -> Option<Alert> {
    let (before, recent) = hours.split_at_checked(hours.len().checked_sub(RECENT_HOURS)?)?;
    let before = before.get(before.len().checked_sub(BASELINE_HOURS)?..)?;
    let (baseline, mean_recent) = (mean(before)?, mean(recent)?);
    let deviation = standard_deviation(before).filter(|deviation| *deviation > 0.0)?;
    let limit = baseline + sensitivity.deviations() * deviation;
    let volume: f64 = recent.iter().sum();
    let raised = mean_recent > limit && volume >= minimum as f64;
    Some(Alert { raised, recent: mean_recent, baseline, deviation, limit, volume })
}

impl Scope {
    /// Counted actions in each of the 192 hours up to an instant; `None` where the data begins later.
    pub(super) fn hourly_actions(&self, now: Instant) -> Option<Vec<f64>> {
        let length = RECENT_HOURS + BASELINE_HOURS;
        let start = now.checked_sub(length as i64 * HOUR_MS)?;
        let chunks = self.dataset().workspace().facts.activities.chunks();
        let times: Vec<&[i64]> = chunks.iter().map(|chunk| chunk.column(activity::TIME).times()).collect();
        let (mut hours, mut begun) = (vec![0.0; length], false);
        each_activity(self.dataset(), &self.filter, &mut |act| {
            let (chunk, place) = split(act.row);
            let time = times[chunk][place];
            begun |= act.day != MISSING_DAY && time <= start;
            if time != MISSING_TIME
                && matches!(act.class, Class::Action | Class::Nameless)
                && (start..now).contains(&time)
            {
                hours[((time - start) / HOUR_MS) as usize] += 1.0;
            }
        });
        begun.then_some(hours)
    }
}
