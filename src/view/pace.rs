//! The course of a target as a chart: what is known, the pace it is carried on at, and the value to reach. It computes
//! no figure itself.

use super::dashboard::unit;
use crate::{
    analytics::{Kpi, Pace, PaceStatus, Projected},
    charts::{self, Band, LineSpec, Series, Step, Target},
    model::Day,
};

/// The chart of a pace: each point stands at the day on which it was known.
pub fn spec(pace: &Pace, kpi: &Kpi) -> LineSpec {
    let at = |day: Day| f64::from(day.0);
    let known = pace.line.iter().map(|point| charts::Point {
        at: at(point.end),
        value: point.value,
        n: u32::try_from(point.n).ok(),
    });
    let mut series = vec![Series::new(if pace.is_sum { "So far" } else { "" }, known.collect())];
    let mut band = None;
    if !pace.projection.is_empty() {
        let points = pace.projection.iter().map(|step| charts::Point::new(at(step.day), step.value));
        series.push(Series { expected: true, ..Series::new("At this pace", points.collect()) });
        // Where something is known the band says nothing.
        let last = pace.line.last().map_or(pace.since, |point| point.end);
        let ahead = pace.projection.iter().filter(|step| last <= step.day);
        let points: Vec<_> = ahead.map(|step: &Projected| (at(step.day), step.low, step.high)).collect();
        band = Some(Band { name: "95\u{202f}% band".to_owned(), series: 1, points });
    }
    let end = pace.deadline.or_else(|| pace.line.last().map(|point| point.end));
    let begin = pace.line.first().map_or(pace.since, |point| point.end).min(pace.since);
    LineSpec {
        title: format!("{}, pace towards its target", kpi.name()),
        unit: unit(kpi.unit()),
        step: Step::Day,
        range: end.map(|end| (at(begin.min(end)), at(end))),
        values: Some((pace.target, pace.target)).filter(|(target, _)| target.is_finite()),
        series,
        target: Some(Target { value: pace.target, label: String::new() }),
        band,
        about: format!("{}: {}", pace.status.label(), pace.why),
        n_name: kpi.things().to_owned(),
        ..LineSpec::default()
    }
}

/// Whether a status is good (`true`), bad (`false`) or neither.
pub fn is_good(status: PaceStatus) -> Option<bool> {
    match status {
        PaceStatus::Reached | PaceStatus::OnTrack => Some(true),
        PaceStatus::AtRisk | PaceStatus::OffTrack | PaceStatus::Missed => Some(false),
        PaceStatus::NoDeadline | PaceStatus::NoData => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analytics::{Dataset, pace, since};

    #[test]
    fn the_target_the_pace_and_its_band_are_drawn() {
        let today = Day::from_ymd(2026, 11, 22).unwrap();
        let dataset = Dataset::new(crate::sample::community(7, today));
        let zone = dataset.workspace().settings.zone;
        let mut drawn = 0;
        for objective in dataset.workspace().records.objectives.iter() {
            for target in &objective.targets {
                let pace = pace(&dataset, target, since(objective, zone), today).unwrap();
                let kpi = dataset.kpis().find(&target.kpi).unwrap();
                let spec = spec(&pace, &kpi);
                let drawing = charts::line(&spec);
                assert!(drawing.summary.contains(&pace.why), "{}", drawing.summary);
                assert_eq!(spec.target.as_ref().unwrap().value, target.target);
                if pace.projected.is_some() {
                    drawn += 1;
                    assert!(drawing.svg.contains("<polygon"), "the band");
                    let deadline = f64::from(target.deadline.unwrap().0);
                    assert_eq!(spec.series[1].points.last().unwrap().at, deadline);
                    assert_eq!(spec.range.unwrap().1, deadline);
                }
            }
        }
        assert!(drawn >= 3);
    }
}
