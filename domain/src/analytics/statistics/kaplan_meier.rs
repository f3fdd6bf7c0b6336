//! Survival where not everybody's end is known: the product-limit estimate of Kaplan & Meier (1958).

use super::tail::TWO_SIDED_95;
use serde::Serialize;

/// One step of a survival curve: it falls at this time and stays until the next.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Step {
    /// Time since the beginning, in the unit of the durations (days).
    pub time: u32,
    /// How many had neither ended nor dropped out of sight just before.
    pub at_risk: usize,
    /// How many ended at this time.
    pub events: usize,
    /// How many were last seen at this time, not ended; they are at risk at it.
    pub censored: usize,
    /// Share that lasts longer than this time: 0 to 1.
    pub survival: f64,
    /// Lower end of its 95 % confidence band; `None` before the first end and once nobody is left.
    pub lower: Option<f64>,
    /// Upper end.
    pub upper: Option<f64>,
}

/// A survival curve.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct KaplanMeier {
    /// How many were followed.
    pub n: usize,
    /// How many of them ended.
    pub events: usize,
    /// How many of them had not ended when last seen.
    pub censored: usize,
    /// The first time at which survival is 50 % or less; `None` where it stays above.
    pub median: Option<u32>,
    /// Lower end of the median's 95 % confidence interval: where the band's lower end first is 50 % or less.
    pub median_lower: Option<u32>,
    /// Upper end; `None` where the band's upper end stays above 50 %.
    pub median_upper: Option<u32>,
    /// Ascending in time, the first at 0. Empty where nobody was followed.
    pub steps: Vec<Step>,
}

impl KaplanMeier {
    /// Share that lasts longer than a time; `None` where nobody was followed.
    pub fn survival_at(&self, time: u32) -> Option<f64> {
        let after = self.steps.partition_point(|step| step.time <= time);
        after.checked_sub(1).and_then(|place| self.steps.get(place)).map(|step| step.survival)
    }
}

/// The survival curve of durations. `ended` says whether the end was seen; a duration without it was censored, and
/// counts as at risk up to and including its time. Both slices are of the same length; what is longer is not read.
///
/// The 95 % band is the log-log one (“exponential Greenwood”): Greenwood's variance carried over to log(−log S), which
/// keeps it between 0 and 1. Kalbfleisch & Prentice, The Statistical Analysis of Failure Time Data (1980). The R
/// package survival calls it `conf.type = "log-log"`.
pub fn kaplan_meier(durations: &[u32], ended: &[bool]) -> KaplanMeier {
    let mut lives: Vec<u64> =
        durations.iter().zip(ended).map(|(duration, ended)| u64::from(*duration) << 1 | u64::from(*ended)).collect();
    sort(&mut lives);
    let n = lives.len();
    let mut curve = KaplanMeier { n, ..KaplanMeier::default() };
    if lives.first().is_some_and(|life| life >> 1 > 0) {
        curve.steps.push(Step { time: 0, at_risk: n, events: 0, censored: 0, survival: 1.0, lower: None, upper: None });
    }
    let (mut survival, mut greenwood, mut at_risk) = (1.0, 0.0, n);
    for group in lives.chunk_by(|a, b| a >> 1 == b >> 1) {
        let events = group.iter().filter(|life| **life & 1 == 1).count();
        let censored = group.len() - events;
        if events > 0 {
            let (risk, gone) = (at_risk as f64, events as f64);
            survival = if events == at_risk { 0.0 } else { survival * (1.0 - gone / risk) };
            greenwood += gone / (risk * (risk - gone));
        }
        let (lower, upper) = band(survival, greenwood).unzip();
        let time = group.first().map_or(0, |life| (life >> 1) as u32);
        curve.steps.push(Step { time, at_risk, events, censored, survival, lower, upper });
        curve.events += events;
        curve.censored += censored;
        at_risk -= group.len();
    }
    curve.median = first_half(&curve, |step| Some(step.survival));
    // Where nobody is left the band ends, with the curve: at 0.
    let end = |bound: Option<f64>, step: &Step| bound.or((step.survival == 0.0).then_some(0.0));
    curve.median_lower = first_half(&curve, |step| end(step.lower, step));
    curve.median_upper = first_half(&curve, |step| step.upper);
    curve
}

/// Sorts; numbers that lie close together, as days do, by counting them.
fn sort(lives: &mut [u64]) {
    let most = lives.iter().copied().max().unwrap_or_default();
    if most > lives.len() as u64 {
        lives.sort_unstable();
        return;
    }
    let mut counts = vec![0_usize; most as usize + 1];
    for life in lives.iter() {
        counts[*life as usize] += 1;
    }
    let mut rest = lives;
    for (life, count) in (0_u64..).zip(counts) {
        let (these, after) = rest.split_at_mut(count);
        these.fill(life);
        rest = after;
    }
}

/// The band around a survival, from Greenwood's sum Σ d / (n (n − d)).
fn band(survival: f64, greenwood: f64) -> Option<(f64, f64)> {
    if survival <= 0.0 || survival >= 1.0 {
        return None;
    }
    let spread = TWO_SIDED_95 * greenwood.sqrt() / survival.ln().abs();
    Some((survival.powf(spread.exp()), survival.powf((-spread).exp())))
}

fn first_half(curve: &KaplanMeier, value: impl Fn(&Step) -> Option<f64>) -> Option<u32> {
    // A share of exactly one half may come out a hair above it.
    let half = 0.5 + 1e-12;
    curve.steps.iter().find(|step| value(step).is_some_and(|value| value <= half)).map(|step| step.time)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_one_and_all_alike() {
        assert_eq!(kaplan_meier(&[], &[]), KaplanMeier::default());
        assert_eq!(kaplan_meier(&[], &[]).survival_at(3), None);
        let one = kaplan_meier(&[5], &[true]);
        assert_eq!((one.median, one.median_upper, one.steps.len()), (Some(5), None, 2));
        assert_eq!((one.survival_at(4), one.survival_at(5)), (Some(1.0), Some(0.0)));
        let censored = kaplan_meier(&[5], &[false]);
        assert_eq!((censored.median, censored.survival_at(9), censored.censored), (None, Some(1.0), 1));
        let alike = kaplan_meier(&[0; 4], &[true; 4]);
        assert_eq!((alike.median, alike.steps.len(), alike.steps[0].at_risk), (Some(0), 1, 4));
    }

    #[test]
    fn the_curve_worked_out_by_hand() {
        // 6 members; ended after 1, 3, 3, 5 days; last seen after 3 and 4.
        let curve = kaplan_meier(&[3, 1, 4, 3, 5, 3], &[true, true, false, true, true, false]);
        let steps: Vec<_> =
            curve.steps.iter().map(|step| (step.time, step.at_risk, step.events, step.censored)).collect();
        assert_eq!(steps, [(0, 6, 0, 0), (1, 6, 1, 0), (3, 5, 2, 1), (4, 2, 0, 1), (5, 1, 1, 0)]);
        assert!((curve.survival_at(3).unwrap() - 5.0 / 6.0 * 3.0 / 5.0).abs() < 1e-15);
        assert_eq!((curve.median, curve.events, curve.censored), (Some(3), 4, 2), "exactly one half");
    }
}
