//! Impact (KPIs 61–63) and alerts (59): what the course of a KPI says. Pure functions of points over time, and the same
//! on [`Scope`] for any KPI of the catalogue.
//!
//! ```text
//! before_after  did it change with an intervention?     same-length windows, bootstrap interval
//! trend         does it rise or fall as a rule?          Theil–Sen, Mann–Kendall
//! forecast      where is it heading?                     seasonal naive, Holt–Winters, back-tested
//! anomalies     which points are out of the ordinary?    mean ± k standard deviations of the points before
//! alert         is more going on than usual, now?        last 24 hours against the 7 days before
//! ```

mod alert;
mod anomalies;
mod before_after;
mod forecast;
mod methods;
mod trend;

use super::{
    query::Grain,
    scope::{Scope, UnknownKpi},
    views::Point,
};
use crate::model::{Day, Instant, Period};

pub use alert::{Alert, BASELINE_HOURS, RECENT_HOURS, alert};
pub use anomalies::{Anomaly, AnomalyRule, Sensitivity, Way, anomalies};
pub use before_after::{BeforeAfter, CAUTION, before_after};
pub use forecast::{BackTest, Forecast, ForecastMethod, ForecastPoint, forecast};
pub use methods::{METHODS, Method};
pub use trend::{Trend, trend};

/// The points whose day, week or month is whole; the data may begin or end within one.
pub fn whole_steps(points: &[Point], grain: Grain, week_start: u8) -> Vec<Point> {
    let whole = |point: &&Point| grain.step(point.start, week_start) == Period { start: point.start, end: point.end };
    points.iter().filter(whole).copied().collect()
}

impl Scope {
    /// A KPI in the days before and from a day on, `length` days each, whatever period the scope has. `None` where
    /// either window has fewer than two values. See [`before_after`].
    ///
    /// # Errors
    /// Where the catalogue has no such KPI.
    pub fn before_after(&self, id: &str, day: Day, length: i32) -> Result<Option<BeforeAfter>, UnknownKpi> {
        let length = length.max(1);
        let days = Period { start: day.add(-length), end: day.add(length - 1) };
        let points = self.at(Some(days)).series(id, Grain::Day)?;
        Ok(before_after(&points, day, length))
    }

    /// The trend of a KPI over the days asked for, whole steps only. See [`trend`].
    ///
    /// # Errors
    /// Where the catalogue has no such KPI.
    pub fn trend(&self, id: &str, grain: Grain) -> Result<Option<Trend>, UnknownKpi> {
        Ok(trend(&whole_steps(&self.series(id, grain)?, grain, self.week_start())))
    }

    /// A KPI after the last day asked for, made of all days up to that, whole steps only. See [`forecast`].
    ///
    /// # Errors
    /// Where the catalogue has no such KPI.
    pub fn forecast(&self, id: &str, grain: Grain, horizon: usize) -> Result<Option<Forecast>, UnknownKpi> {
        let history = self.filter.period.map(|period| Period { start: Day(i32::MIN / 2), end: period.end });
        let points = whole_steps(&self.at(history).series(id, grain)?, grain, self.week_start());
        Ok(forecast(&points, grain, self.week_start(), horizon))
    }

    /// The points of a KPI in the days asked for that are out of the ordinary, by the points before them, those before
    /// the period too. Whole steps only. See [`anomalies`].
    ///
    /// # Errors
    /// Where the catalogue has no such KPI.
    pub fn anomalies(&self, id: &str, grain: Grain, rule: AnomalyRule) -> Result<Vec<Anomaly>, UnknownKpi> {
        let longest = match grain {
            Grain::Day => 1,
            Grain::Week => 7,
            Grain::Month => 31,
        };
        let reach = i32::try_from(rule.baseline).unwrap_or(i32::MAX).saturating_add(1).saturating_mul(longest);
        let wider = self.filter.period.map(|period| Period { start: period.start.add(-reach), end: period.end });
        let points = whole_steps(&self.at(wider).series(id, grain)?, grain, self.week_start());
        let mut found = anomalies(&points, rule);
        found.retain(|anomaly| self.filter.period.is_none_or(|period| period.start <= anomaly.start));
        Ok(found)
    }

    /// Whether more is going on in the 24 hours up to an instant than in the 7 days before: counted actions that pass
    /// the filters of the scope, whatever its period. `None` where the data begins later than those 8 days or the days
    /// before do not vary. See [`alert`].
    pub fn alert(&self, now: Instant, sensitivity: Sensitivity, minimum: usize) -> Option<Alert> {
        alert(&self.hourly_actions(now)?, sensitivity, minimum)
    }
}
