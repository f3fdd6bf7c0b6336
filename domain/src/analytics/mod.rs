//! KPIs: pure functions of facts and a query. Knows no files, no storage, no page and no clock.
//!
//! ```text
//! Dataset    a workspace with what every figure needs derived once
//! Query      which facts: period, channels, types, paid or organic
//! Scope      a dataset under a query; evaluates KPIs and shares the work between them
//! Definition a KPI of the catalogue, in words
//! custom     KPIs with a formula of one's own
//! Kpi        either of them, for whoever shows figures
//! Figure     a value with its explanation
//! Basis      the same for a table, curve or funnel of members
//! statistics survival curves and tests, without facts and dates
//! ```
//!
//! Make one [`Scope`] per query and evaluate all KPIs of a screen with it; [`Scope::at`] gives the same query for
//! other days (a comparison) without doing the shared work again.

mod activity;
mod catalogue;
mod change;
mod cube;
pub mod custom;
mod dataset;
mod days;
mod figure;
pub mod format;
mod growth;
mod impact;
mod kpi;
mod members;
mod pace;
mod posts;
mod presence;
mod query;
mod radix;
mod reason;
mod recipe;
mod scope;
mod segment;
mod slots;
pub mod statistics;
mod talk;
mod views;
mod work;

pub use catalogue::{Definition, Family, Unit, catalogue, find};
pub use change::{Change, change, quantile};
pub use cube::{Engagement, Monthly};
pub use dataset::{Counting, Dataset, UNCOUNTED_KINDS};
pub use figure::{Exclusion, Figure, Provenance, Side, Term};
pub use format::{format_change, format_value, worked_formula};
pub use impact::{
    Alert, Anomaly, AnomalyRule, BASELINE_HOURS, BackTest, BeforeAfter, CAUTION, Forecast, ForecastMethod,
    ForecastPoint, METHODS, Method, RECENT_HOURS, Sensitivity, Trend, Way, alert, anomalies, before_after, forecast,
    trend, whole_steps,
};
pub use kpi::Kpi;
pub use members::{
    Basis, Cohort, CohortTable, Ending, Funnel, FunnelStage, Group, Level, LevelRule, LevelRules, LevelShare, Levels,
    REGULAR_ACTIONS, SILENT_DAYS, Stage, Survival, SurvivalCurve,
};
pub use pace::{FEWEST_WEEKS, NEAR, Pace, PaceStatus, Projected, WEEKS_BEFORE, pace, since};
pub use query::{Comparison, Dimension, Grain, Mark, Order, Query};
pub use scope::{Scope, UnknownKpi};
pub use segment::{SegmentMembers, describe_segment, segment_members};
pub use slots::{Cell, HeatMap, SLOT_MINIMUM, Slot, slot_label};
pub use talk::{Bin, COVERAGE_WINDOW_MS, FirstReplies, Histogram, Lorenz, MESSAGE_KINDS, ReplyPair, ReplyPairs};
pub use views::{Part, Point, Ranked, Selection};

/// One KPI for one query. For several, make a [`Scope`].
///
/// # Errors
/// Where neither the catalogue nor the workspace has such a KPI.
pub fn evaluate(dataset: &Dataset, id: &str, query: &Query) -> Result<Figure, UnknownKpi> {
    Scope::new(dataset, query).evaluate(id)
}
