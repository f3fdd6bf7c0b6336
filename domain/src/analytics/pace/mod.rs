//! Whether a target will be reached: the course of its KPI since the target was set, carried on at its pace to the
//! deadline. Pure functions of a dataset, a target and a day; draws nothing.
//!
//! A KPI is read as what it is:
//!
//! ```text
//! flow     adds up over time (posts, comments, new members): the sum since the start of the work
//! rolling  is made of the last days anyway (WAU, MAU, stickiness): its value at the end of each week
//! stock    stands at a value (followers): its value at the end of each week
//! month    a count that grows with the days asked for (active members): the 28 days up to the end of each week
//! week     rates, means and times: week by week
//! ```

mod project;

use super::{
    catalogue::Unit,
    dataset::Dataset,
    format::format_value,
    impact::whole_steps,
    kpi::Kpi,
    query::{Grain, Query},
    recipe::{Actives, MemberFigure, Recipe},
    scope::{Scope, UnknownKpi},
    views::Point,
};
use crate::model::{
    Day, Period, Zone,
    record::{Direction, KpiTarget, Objective},
    words::date,
};
use serde::Serialize;

/// Fewest weeks that a level is carried on from.
pub const FEWEST_WEEKS: usize = 4;
/// Weeks that a level is carried on from where the target is newer than [`FEWEST_WEEKS`].
pub const WEEKS_BEFORE: i32 = 8;
/// By which part of its way a projection may miss the target and is called at risk, not off track.
pub const NEAR: f64 = 0.1;
/// Days of the window that counts are read in.
const WINDOW: i32 = 28;

/// How far a target is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PaceStatus {
    /// The value is there; of a sum that should stay low: the deadline is over and it did.
    Reached,
    /// At this pace it will be.
    OnTrack,
    /// At this pace it may be: the target lies in the projection's band, or is missed by less than [`NEAR`] of the way.
    AtRisk,
    /// At this pace it will not be.
    OffTrack,
    /// The deadline is over and it was not.
    Missed,
    /// Not reached yet, and no day by which it should be.
    NoDeadline,
    /// Too little is known.
    NoData,
}

impl PaceStatus {
    /// Its name in files and addresses.
    pub fn key(self) -> &'static str {
        match self {
            Self::Reached => "reached",
            Self::OnTrack => "on_track",
            Self::AtRisk => "at_risk",
            Self::OffTrack => "off_track",
            Self::Missed => "missed",
            Self::NoDeadline => "no_deadline",
            Self::NoData => "no_data",
        }
    }

    /// In a person's words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Reached => "Reached",
            Self::OnTrack => "On track",
            Self::AtRisk => "At risk",
            Self::OffTrack => "Off track",
            Self::Missed => "Missed",
            Self::NoDeadline => "No deadline",
            Self::NoData => "No data yet",
        }
    }

    /// Whether somebody should look at it.
    pub fn is_worrying(self) -> bool {
        matches!(self, Self::AtRisk | Self::OffTrack | Self::Missed)
    }
}

/// A day of a projection.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Projected {
    /// The day.
    pub day: Day,
    /// The value at this pace.
    pub value: f64,
    /// Lower end of the 95 % band.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// A projection from numbers alone.
struct Course {
    steps: Vec<Projected>,
    n: usize,
    /// The line's value at its first day.
    begins: f64,
}

/// Where a target stands and where it is heading.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Pace {
    /// How far it is.
    pub status: PaceStatus,
    /// Why, in a sentence or two.
    pub why: String,
    /// The value now (with the deadline over: then): of a flow the sum so far, of a rolling figure or a stock its last
    /// value, of others that of the last 28 days.
    pub now: Option<f64>,
    /// Where it stood when the target was set: as the target says, else by the same reading on the day before. A flow
    /// begins at 0.
    pub baseline: Option<f64>,
    /// The value to reach.
    pub target: f64,
    /// Whether more or less is better.
    pub direction: Direction,
    /// The first day that counts.
    pub since: Day,
    /// The last day to reach it.
    pub deadline: Option<Day>,
    /// Whether it is a sum since [`Pace::since`].
    pub is_sum: bool,
    /// The value at the deadline, at this pace.
    pub projected: Option<f64>,
    /// The 95 % band of that.
    pub band: Option<(f64, f64)>,
    /// The points so far, each known at its last day; of a flow the sums day by day.
    pub line: Vec<Point>,
    /// The course at this pace: of a level from the first point that it is made of, of a flow from the last day.
    pub projection: Vec<Projected>,
}

/// The day on which the work on an objective began: its first day, else the day on which it was made.
pub fn since(objective: &Objective, zone: Zone) -> Day {
    objective.start.unwrap_or_else(|| zone.day(objective.created))
}

/// Where a target stands on a day, and where it is heading at the pace since it was set. Projected: what a level's
/// Theil–Sen line (Theil 1950, Sen 1968) has at the deadline; of a flow the sum so far ÷ days so far × all days. Days
/// after the last one with data are not counted as days without.
///
/// # Errors
/// Where neither the catalogue nor the workspace has such a KPI.
pub fn pace(dataset: &Dataset, target: &KpiTarget, since: Day, today: Day) -> Result<Pace, UnknownKpi> {
    let scope = Scope::new(dataset, &Query::default());
    let kpi = scope.kpi(&target.kpi)?;
    let is_over = target.deadline.is_some_and(|deadline| deadline < today);
    let span = dataset.span();
    let last = span.map_or(today, |span| span.end.min(today));
    let last = target.deadline.filter(|_| is_over).map_or(last, |deadline| deadline.min(last));
    let reading = Reading::of(&kpi);
    let mut pace = Pace {
        status: PaceStatus::NoData,
        why: String::new(),
        now: None,
        baseline: target.baseline,
        target: target.target,
        direction: target.direction,
        since,
        deadline: target.deadline,
        is_sum: reading == Reading::Flow,
        projected: None,
        band: None,
        line: Vec::new(),
        projection: Vec::new(),
    };
    let course = if !target.target.is_finite() || span.is_none() {
        None
    } else if pace.is_sum {
        pace.sum_up(&scope, &kpi, last)?
    } else {
        pace.follow(&scope, &kpi, reading, last)?
    };
    let begins = course.as_ref().map(|course| course.begins);
    let n = course.as_ref().map_or(0, |course| course.n);
    if let (Some(course), Some(_), false) = (course, target.deadline, is_over) {
        pace.projected = course.steps.last().map(|step| step.value);
        pace.band = course.steps.last().map(|step| (step.low, step.high));
        pace.projection = course.steps;
    }
    pace.judge(target, is_over, begins);
    pace.why = pace.explain(&kpi, n, last, today);
    Ok(pace)
}

/// How a KPI is read over time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reading {
    Flow,
    /// Of so many days up to each.
    Rolling(i32),
    Stock,
    Month,
    Week,
}

impl Reading {
    fn of(kpi: &Kpi) -> Self {
        match kpi {
            Kpi::Catalogue(definition) => match definition.recipe {
                Recipe::Posts { bottom: None, .. } | Recipe::Actions => Self::Flow,
                Recipe::Members(MemberFigure::New | MemberFigure::FirstTime | MemberFigure::Reactivated) => Self::Flow,
                Recipe::Actives(Actives::Week) => Self::Rolling(7),
                Recipe::Actives(Actives::Month | Actives::Rolling30) | Recipe::Stickiness => Self::Rolling(30),
                Recipe::Followers => Self::Stock,
                _ if definition.unit == Unit::Count => Self::Month,
                _ => Self::Week,
            },
            Kpi::Custom(_) if kpi.adds_up() => Self::Flow,
            Kpi::Custom(custom) if custom.unit == Unit::Count => Self::Month,
            Kpi::Custom(_) => Self::Week,
        }
    }
}

/// The last days of weeks counted back from a day, earliest first.
fn week_ends(first: Day, last: Day) -> Vec<Day> {
    let mut days: Vec<Day> = (first.0..=last.0).rev().step_by(7).map(Day).collect();
    days.reverse();
    days
}

impl Pace {
    /// Reads a flow: the sums since the start, day by day.
    fn sum_up(&mut self, scope: &Scope, kpi: &Kpi, last: Day) -> Result<Option<Course>, UnknownKpi> {
        if last < self.since {
            return Ok(None);
        }
        let points = scope.at(Some(Period { start: self.since, end: last })).series(kpi.id(), Grain::Day)?;
        let Some(first) = points.first().map(|point| point.start) else { return Ok(None) };
        if points.iter().all(|point| point.value.is_none()) {
            return Ok(None);
        }
        // A table's last row need not be of the last day of all: what did not happen since then is a 0 too.
        let mut days = vec![0.0; usize::try_from(last.0 - first.0 + 1).unwrap_or_default()];
        for point in &points {
            let place = usize::try_from(point.start.0 - first.0).unwrap_or(usize::MAX);
            if let (Some(day), Some(value)) = (days.get_mut(place), point.value) {
                *day += value;
            }
        }
        let (mut sum, mut n) = (0.0, 0);
        for (place, value) in days.iter().enumerate() {
            sum += value;
            n += points.get(place).map_or(0, |point| point.n);
            let end = first.add(place as i32);
            self.line.push(Point { start: first, end, value: Some(sum), n });
        }
        self.now = Some(sum);
        Ok(project::flow(&days, last, self.deadline.unwrap_or(last)))
    }

    /// Reads a level: its values week by week.
    fn follow(&mut self, scope: &Scope, kpi: &Kpi, reading: Reading, last: Day) -> Result<Option<Course>, UnknownKpi> {
        let earliest = self.since.min(last.add(-7 * WEEKS_BEFORE)).add(-WINDOW);
        let all = weekly(scope, kpi, reading, earliest, last)?;
        self.now = match reading {
            Reading::Rolling(_) | Reading::Stock => all.iter().rev().find_map(|point| point.value),
            _ => scope.at(Some(Period { start: last.add(1 - WINDOW), end: last })).measured(kpi).value,
        };
        let before = |point: &&Point| point.end < self.since;
        if self.baseline.is_none() {
            self.baseline = match reading {
                Reading::Rolling(_) | Reading::Stock => all.iter().rev().filter(before).find_map(|point| point.value),
                _ => {
                    let days = Period { start: self.since.add(-WINDOW), end: self.since.add(-1) };
                    let known = all.iter().any(|point| before(&point));
                    known.then(|| scope.at(Some(days)).measured(kpi).value).flatten()
                }
            };
        }
        let known_since = |day: Day| all.iter().filter(move |point| day <= point.end && point.value.is_some());
        let is_new = known_since(self.since).count() < FEWEST_WEEKS;
        let from = if is_new { self.since.min(last.add(1 - 7 * WEEKS_BEFORE)) } else { self.since };
        self.line = all.iter().filter(|point| from <= point.end).copied().collect();
        Ok(project::level(&self.line, self.deadline.unwrap_or(last), FEWEST_WEEKS))
    }

    /// What the numbers mean for the target.
    fn judge(&mut self, target: &KpiTarget, is_over: bool, begins: Option<f64>) {
        let Some(now) = self.now else { return };
        let met = target.is_met(now);
        // A sum that should stay low is below its bound from the first day on.
        let stays_low = self.is_sum && self.direction == Direction::Down;
        self.status = match (self.deadline, self.projected) {
            _ if is_over => {
                if met {
                    PaceStatus::Reached
                } else {
                    PaceStatus::Missed
                }
            }
            _ if stays_low && !met => PaceStatus::Missed,
            _ if met && !stays_low => PaceStatus::Reached,
            (None, _) => PaceStatus::NoDeadline,
            (Some(_), None) => PaceStatus::NoData,
            (Some(_), Some(projected)) if target.is_met(projected) => PaceStatus::OnTrack,
            (Some(_), Some(projected)) => {
                let from = if self.is_sum { Some(0.0) } else { self.baseline.or(begins) };
                let way = from.map_or(0.0, |from| (self.target - from).abs());
                let in_band = self.band.is_some_and(|(low, high)| low <= self.target && self.target <= high);
                let near = (projected - self.target).abs() < NEAR * way;
                if in_band || near { PaceStatus::AtRisk } else { PaceStatus::OffTrack }
            }
        };
    }

    /// The status in words.
    fn explain(&self, kpi: &Kpi, n: usize, last: Day, today: Day) -> String {
        let value = |value: f64| format_value(kpi.unit(), Some(value));
        let bound = format!("{} {}", self.direction.bound(), value(self.target));
        let Some(now) = self.now else {
            return if self.target.is_finite() {
                format!("There is no value of it from {} to {}.", date(self.since.min(last)), date(last))
            } else {
                "The target is not a number: write one.".to_owned()
            };
        };
        let is_over = self.deadline.is_some_and(|deadline| deadline < today);
        let now = match (self.is_sum, is_over) {
            (true, _) => format!("{} from {} to {}", value(now), date(self.since), date(last)),
            (false, true) => format!("It was {}", value(now)),
            (false, false) => format!("It is {}", value(now)),
        };
        let mut text = match (self.status, self.deadline, self.projected.zip(self.band)) {
            (_, Some(deadline), _) if is_over => format!("{now}; {bound} was aimed at by {}.", date(deadline)),
            (PaceStatus::Reached | PaceStatus::Missed | PaceStatus::NoDeadline, ..) => {
                format!("{now}; {bound} is aimed at.")
            }
            (_, Some(deadline), Some((projected, (low, high)))) => {
                let way = if self.is_sum { "by the mean of" } else { "by the trend of" };
                let steps = match (self.is_sum, n) {
                    (true, 1) => "one day".to_owned(),
                    (true, n) => format!("{n} days"),
                    (false, n) => format!("{n} weeks"),
                };
                format!(
                    "{now}. At this pace, {way} {steps}, it will be {} on {} ({} to {}); {bound} is aimed at.",
                    value(projected),
                    date(deadline),
                    value(low),
                    value(high)
                )
            }
            _ => format!("{now}; {bound} is aimed at. It takes {FEWEST_WEEKS} weeks with a value to see a pace."),
        };
        // Today is not over, so yesterday is all there can be.
        if last < today.add(-1) && self.deadline.is_none_or(|deadline| last < deadline) {
            text.push_str(&format!(" The data ends on {}.", date(last)));
        }
        text
    }
}

/// A level at the end of each week from a day on.
fn weekly(scope: &Scope, kpi: &Kpi, reading: Reading, first: Day, last: Day) -> Result<Vec<Point>, UnknownKpi> {
    let dataset = scope.dataset();
    let days = Period { start: first, end: last };
    if let Reading::Week = reading {
        let week_start = dataset.workspace().settings.week_start;
        return Ok(whole_steps(&scope.at(Some(days)).series(kpi.id(), Grain::Week)?, Grain::Week, week_start));
    }
    let ends = week_ends(first, last);
    if let Reading::Month = reading {
        // A window that begins before the data would be a smaller one.
        let data = scope.span_for(kpi).map_or(last, |span| span.start);
        let windows = ends.into_iter().map(|end| Period { start: end.add(1 - WINDOW), end });
        let point = |window: Period| {
            let measured = scope.at(Some(window)).measured(kpi);
            Point { start: window.start, end: window.end, value: measured.value, n: measured.n }
        };
        return Ok(windows.filter(|window| data <= window.start).map(point).collect());
    }
    let length = if let Reading::Rolling(length) = reading { length } else { 1 };
    let whole = scope.span_for(kpi).map_or(last, |span| span.start.add(length - 1));
    let points = scope.at(Some(days)).series(kpi.id(), Grain::Day)?;
    let is_end = |point: &&Point| (last.0 - point.end.0) % 7 == 0 && whole <= point.end;
    Ok(points.iter().filter(is_end).copied().collect())
}
