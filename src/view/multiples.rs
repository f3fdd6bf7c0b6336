//! Small multiples: a line for each part of a figure, all on the same scales, so that courses can be compared.

use super::{
    annotations,
    dashboard::{chart_points, grain, step, unit},
};
use crate::{
    analytics::{Dimension, Kpi, Mark, Part, Point, Scope, UnknownKpi},
    charts::{LineSpec, MarkKey, Series},
};

/// One of the charts.
#[derive(Clone, Debug, PartialEq)]
pub struct Multiple {
    /// The part's name.
    pub label: String,
    /// Its value over all the days.
    pub value: Option<f64>,
    /// The mark that opens all of its rows.
    pub mark: Mark,
    /// The chart.
    pub spec: LineSpec,
    points: Vec<Point>,
}

impl Multiple {
    /// The mark that opens the rows of a point.
    pub fn point_mark(&self, key: MarkKey) -> Option<Mark> {
        let days = self.points.get(key.index as usize)?.mark().days;
        Some(Mark { days, ..self.mark.clone() })
    }
}

/// A line for each part of a KPI by a dimension, those with most facts first, at most `most`. Times and values share
/// their scales; what happened is marked where it is about the part.
///
/// # Errors
/// Where neither the catalogue nor the workspace has such a KPI.
pub fn multiples(scope: &Scope, kpi: &Kpi, by: Dimension, most: usize) -> Result<Vec<Multiple>, UnknownKpi> {
    let grain = grain(scope);
    let week_start = scope.dataset().workspace().settings.week_start;
    let mut lines: Vec<(Part, Vec<Point>)> = Vec::new();
    for part in scope.breakdown(kpi.id(), by)?.into_iter().take(most) {
        let points = scope.narrow(&part.mark).series(kpi.id(), grain)?;
        lines.push((part, points));
    }
    let all = || lines.iter().flat_map(|(_, points)| points);
    let values = all().filter_map(|point| point.value).filter(|value| value.is_finite());
    let values = values.fold(None, |range: Option<(f64, f64)>, value| {
        Some(range.map_or((value, value), |(low, high)| (low.min(value), high.max(value))))
    });
    let days = all().map(|point| f64::from(point.start.0));
    let range = days.fold(None, |range: Option<(f64, f64)>, day| {
        Some(range.map_or((day, day), |(low, high)| (low.min(day), high.max(day))))
    });
    let of_channel = |part: &Part| part.mark.channel.as_ref().and_then(|id| id.parse().ok());
    let events = |part: &Part| {
        let mut query = scope.query().clone();
        if let Some(channel) = of_channel(part) {
            query.channels = vec![channel];
        }
        let found = annotations::of_query(scope.dataset().workspace(), &query);
        found.iter().map(|annotation| annotations::event(annotation)).collect()
    };
    Ok(lines
        .into_iter()
        .map(|(part, points)| {
            let spec = LineSpec {
                title: format!("{}: {}", kpi.name(), part.label),
                height: 120.0,
                unit: unit(kpi.unit()),
                step: step(grain),
                week_start,
                range,
                values,
                series: vec![Series::new("", chart_points(&points))],
                events: events(&part),
                n_name: kpi.things().to_owned(),
                ..LineSpec::default()
            };
            Multiple { label: part.label, value: part.value, mark: part.mark, spec, points }
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        analytics::{Dataset, Query},
        charts,
        model::Day,
    };

    #[test]
    fn charts_share_their_scales_and_open_their_rows() {
        let sample = crate::sample::community(7, Day::from_ymd(2026, 11, 22).unwrap());
        let scope = Scope::new(&Dataset::new(sample), &Query::default());
        let kpi = scope.kpi("engagements").unwrap();
        let shown = multiples(&scope, &kpi, Dimension::PostType, 4).unwrap();
        assert_eq!(shown.len(), 4);
        let axis = |one: &Multiple| {
            let svg = charts::line(&one.spec).svg;
            let ticks = svg.split("text-anchor=\"end\">").skip(1);
            ticks.filter_map(|rest| rest.split('<').next()).map(str::to_owned).collect::<Vec<_>>()
        };
        assert!(shown.iter().all(|one| axis(one) == axis(&shown[0]) && one.spec.range == shown[0].spec.range));
        for one in &shown {
            let drawing = charts::line(&one.spec);
            let mark = drawing.marks.iter().max_by_key(|mark| mark.key.index).unwrap();
            let opened = scope.rows("engagements", &one.point_mark(mark.key).unwrap()).unwrap().rows.len();
            assert_eq!(opened, one.points[mark.key.index as usize].n, "{}", one.label);
        }
    }
}
