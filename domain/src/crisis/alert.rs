//! Alerts (KPI 59): which hours stand out against the days before them. A rule is read at each hour that the facts
//! have, not only at the last one, so that a spike of last week is found too when the data comes in later.

use super::{
    HOUR_MS, NEGATIVE, Sentiment,
    hours::{Hours, rows},
};
use crate::{
    analytics::statistics::{mean, standard_deviation},
    model::{
        Id, Instant, Workspace,
        record::{AcknowledgedAlert, AlertMeasure, AlertRule},
        time::DAY_MS,
    },
};

/// Below this a standard deviation is rounding, and the values do not vary.
const NO_VARIATION: f64 = 1e-9;

/// What a rule says of an hour: the last hours against the days before them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reading {
    /// The end of the window: ms since 1970, UTC.
    pub at: Instant,
    /// Mean of the hours of the window: activities an hour, or a share from 0 to 1.
    pub recent: f64,
    /// Mean of the hours of the baseline.
    pub baseline: f64,
    /// Their standard deviation (n − 1).
    pub deviation: f64,
    /// Baseline + k standard deviations.
    pub limit: f64,
    /// Activities in the window; of negative share: those that have a sentiment.
    pub volume: u32,
    /// Whether the mean is above the limit and the volume is not below the minimum.
    pub raised: bool,
}

impl Reading {
    /// How many standard deviations the window lies above the baseline.
    pub fn distance(&self) -> f64 {
        (self.recent - self.baseline) / self.deviation
    }
}

/// Why a rule says nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Silence {
    /// It is switched off.
    #[error("Switched off.")]
    Disabled,
    /// There is nothing to read.
    #[error("There are no activities on its channels.")]
    NoData,
    /// The data does not reach back over window and baseline.
    #[error("The data does not reach back far enough: window and baseline together are longer.")]
    TooShort,
    /// All hours of the baseline are alike.
    #[error("The hours of the baseline are all alike: there is nothing to measure by.")]
    NoVariation,
    /// No activity has a sentiment.
    #[error("No activity of the window or of the baseline has a sentiment.")]
    NoSentiment,
}

/// Hours that stood out, one after the other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Alert {
    /// The rule that raised it.
    pub rule: Id,
    /// The first reading above the limit: ms since 1970, UTC.
    pub began: Instant,
    /// The last one.
    pub ended: Instant,
    /// Whether the last hour there is stands out.
    pub is_going_on: bool,
    /// The reading that is highest above its limit, in standard deviations.
    pub peak: Reading,
}

/// Reads a rule at the end of the hour at a place.
///
/// # Errors
/// Where nothing can be said, and why.
pub fn read(hours: &Hours, rule: &AlertRule, place: usize) -> Result<Reading, Silence> {
    let values = hour_values(hours, rule)?;
    read_values(hours, rule, &values, place)
}

/// Reads a rule at the last hour there is.
///
/// # Errors
/// Where nothing can be said, and why.
pub fn now(hours: Option<&Hours>, rule: &AlertRule) -> Result<Reading, Silence> {
    if !rule.enabled {
        return Err(Silence::Disabled);
    }
    let hours = hours.ok_or(Silence::NoData)?;
    read(hours, rule, hours.counts.len().checked_sub(1).ok_or(Silence::TooShort)?)
}

/// The value of each hour: how many activities, or the share of negative ones; not a number where there is none.
fn hour_values(hours: &Hours, rule: &AlertRule) -> Result<Vec<f64>, Silence> {
    match rule.measure {
        AlertMeasure::Volume => Ok(hours.counts.iter().map(|count| f64::from(*count)).collect()),
        AlertMeasure::NegativeShare if hours.judged.iter().all(|judged| *judged == 0) => Err(Silence::NoSentiment),
        AlertMeasure::NegativeShare => {
            let shares = hours.negative.iter().zip(&hours.judged);
            // 0 ÷ 0 is not a number, which is what an hour without a sentiment is.
            Ok(shares.map(|(negative, judged)| f64::from(*negative) / f64::from(*judged)).collect())
        }
    }
}

fn read_values(hours: &Hours, rule: &AlertRule, values: &[f64], place: usize) -> Result<Reading, Silence> {
    let (window, baseline) = (rule.window_hours as usize, rule.baseline_days as usize * 24);
    let end = place + 1;
    let middle = end.checked_sub(window).ok_or(Silence::TooShort)?;
    let start = middle.checked_sub(baseline).ok_or(Silence::TooShort)?;
    let known = |range: std::ops::Range<usize>| -> Vec<f64> {
        values.get(range).unwrap_or_default().iter().copied().filter(|value| !value.is_nan()).collect()
    };
    let (before, last) = (known(start..middle), known(middle..end));
    let (recent, usual) = (mean(&last).ok_or(Silence::NoSentiment)?, mean(&before).ok_or(Silence::NoSentiment)?);
    let deviation =
        standard_deviation(&before).filter(|deviation| *deviation > NO_VARIATION).ok_or(Silence::NoVariation)?;
    let limit = usual + rule.deviations.number() * deviation;
    let counts = match rule.measure {
        AlertMeasure::Volume => &hours.counts,
        AlertMeasure::NegativeShare => &hours.judged,
    };
    let volume = counts.get(middle..end).unwrap_or_default().iter().fold(0_u32, |sum, one| sum.saturating_add(*one));
    let raised = recent > limit && volume >= rule.minimum;
    Ok(Reading { at: hours.end_of(place), recent, baseline: usual, deviation, limit, volume, raised })
}

/// The alerts of a rule in all hours there are, latest first. Readings above the limit that lie less than a window
/// apart are one alert. None of a rule that is switched off or says nothing.
pub fn alerts(hours: &Hours, rule: &AlertRule) -> Vec<Alert> {
    let mut found: Vec<Alert> = Vec::new();
    let Ok(values) = hour_values(hours, rule) else { return found };
    let (window, baseline) = (rule.window_hours as usize, rule.baseline_days as usize * 24);
    if !rule.enabled || window == 0 || baseline == 0 {
        return found;
    }
    // Sums up to each hour: from these alone most hours are known to be no alert, give or take rounding.
    let mut sums = vec![(0.0, 0.0, 0_u32)];
    for value in &values {
        let (sum, squares, count) = sums.last().copied().unwrap_or_default();
        sums.push(match value.is_nan() {
            true => (sum, squares, count),
            false => (sum + value, squares + value * value, count + 1),
        });
    }
    // Mean and variance of some hours.
    let over = |from: usize, to: usize| {
        let (before, after) = (sums.get(from)?, sums.get(to)?);
        let count = f64::from(after.2 - before.2);
        let mean = (after.0 - before.0) / count;
        (count > 0.0).then(|| (mean, ((after.1 - before.1) / count - mean * mean).max(0.0)))
    };
    let gap = i64::from(rule.window_hours) * HOUR_MS;
    for place in (window + baseline).saturating_sub(1)..values.len() {
        let middle = place + 1 - window;
        let (last, before) = (over(middle, place + 1), over(middle - baseline, middle));
        let far = last.zip(before).is_some_and(|((recent, _), (usual, variance))| {
            recent * 1.001 + 0.001 > usual + rule.deviations.number() * variance.sqrt() * 0.999
        });
        if !far {
            continue;
        }
        let Ok(reading) = read_values(hours, rule, &values, place) else { continue };
        if !reading.raised {
            continue;
        }
        match found.last_mut() {
            Some(alert) if reading.at - alert.ended < gap => {
                alert.ended = reading.at;
                if reading.distance() > alert.peak.distance() {
                    alert.peak = reading;
                }
            }
            _ => found.push(Alert {
                rule: rule.id,
                began: reading.at,
                ended: reading.at,
                is_going_on: false,
                peak: reading,
            }),
        }
    }
    if let Some(last) = found.last_mut() {
        last.is_going_on = last.ended == hours.end;
    }
    found.reverse();
    found
}

/// Who has seen an alert. Hours are counted back from the latest activity, so that an import moves the instant at which
/// an alert begins a little: within a window it is the same alert.
pub fn acknowledged<'a>(rule: &'a AlertRule, alert: &Alert) -> Option<&'a AcknowledgedAlert> {
    let around = i64::from(rule.window_hours) * HOUR_MS;
    let span = alert.began.saturating_sub(around)..=alert.ended.saturating_add(around);
    rule.acknowledged.iter().find(|seen| span.contains(&seen.alert))
}

/// Whether an alert was over before its rule was made: found afterwards, it waits for nobody.
pub fn is_before_rule(rule: &AlertRule, alert: &Alert) -> bool {
    !alert.is_going_on && alert.ended < rule.created
}

/// The activities that an alert's peak is made of, latest first; of negative share: the negative ones.
pub fn peak_rows(workspace: &Workspace, rule: &AlertRule, alert: &Alert, sentiment: Option<Sentiment<'_>>) -> Vec<u32> {
    let from = alert.peak.at.saturating_sub(i64::from(rule.window_hours) * HOUR_MS);
    let mut found = rows(workspace, &rule.channels, from, alert.peak.at);
    if rule.measure == AlertMeasure::NegativeShare {
        let is_negative =
            |row: usize| sentiment.and_then(|sentiment| sentiment(row)).is_some_and(|value| value <= NEGATIVE);
        found.retain(|row| is_negative(*row as usize));
    }
    found
}

/// An alert's numbers in a sentence.
pub fn explanation(rule: &AlertRule, reading: &Reading) -> String {
    let value = |value: f64| match rule.measure {
        AlertMeasure::Volume => format!("{value:.2}"),
        AlertMeasure::NegativeShare => format!("{:.1} %", value * 100.0),
    };
    let (what, of) = match rule.measure {
        AlertMeasure::Volume => ("activities an hour", "activities"),
        AlertMeasure::NegativeShare => ("of the messages in an hour are negative", "messages with a sentiment"),
    };
    let days = if rule.baseline_days == 1 { "day" } else { "days" };
    format!(
        "{} {what}, on average over {} h ({} {of}). The limit is {}: the {} {days} before had {} on average, and {} × \
         their standard deviation of {} is added.",
        value(reading.recent),
        rule.window_hours,
        reading.volume,
        value(reading.limit),
        rule.baseline_days,
        value(reading.baseline),
        rule.deviations.number(),
        value(reading.deviation),
    )
}

/// An alert that nobody has acknowledged yet, with its rule.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Waiting<'a> {
    /// The rule.
    pub rule: &'a AlertRule,
    /// What it raised.
    pub alert: Alert,
}

/// Alerts of the last `days` of the data that nobody has acknowledged, latest first: what needs somebody now. `hours`
/// gives the hours of a rule's channels, so that a page can keep them.
pub fn waiting<'a>(
    workspace: &'a Workspace,
    days: u32,
    hours: &dyn Fn(&AlertRule) -> Option<std::sync::Arc<Hours>>,
) -> Vec<Waiting<'a>> {
    let mut found = Vec::new();
    for rule in workspace.records.alert_rules.iter().filter(|rule| rule.enabled) {
        let Some(hours) = hours(rule) else { continue };
        let since = hours.end.saturating_sub(i64::from(days) * DAY_MS);
        let alerts = alerts(&hours, rule);
        let waits =
            |alert: &Alert| alert.ended >= since && acknowledged(rule, alert).is_none() && !is_before_rule(rule, alert);
        let alerts = alerts.into_iter().filter(waits);
        found.extend(alerts.map(|alert| Waiting { rule, alert }));
    }
    found.sort_by_key(|one| std::cmp::Reverse(one.alert.ended));
    found
}
