//! The sparkline: the shape of a series beside a figure, without axes or labels.

use super::{
    DataTable, Drawing, Point, Unit,
    backend::{Dash, Plot},
    ink::Ink,
    label::{self, clean},
    reduce,
    scale::usable,
    size, svg,
};

/// What to draw as a sparkline.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SparkSpec {
    /// What it shows, for screen readers.
    pub title: String,
    /// CSS px (default 120).
    pub width: f64,
    /// CSS px (default 28).
    pub height: f64,
    /// What the values are.
    pub unit: Unit,
    /// Values at equal distances in time; `None` is a gap.
    pub values: Vec<Option<f64>>,
    /// Data colour 1–5; 0 is the first.
    pub colour: u8,
}

/// Draws a sparkline. Without values it is an empty drawing: the figure beside it says what is missing.
pub fn sparkline(spec: &SparkSpec) -> Drawing {
    let (width, height) = (size(spec.width, 120.0), size(spec.height, 28.0));
    let title = clean(&spec.title);
    let points: Vec<Point> =
        spec.values.iter().enumerate().map(|(i, v)| Point { at: i as f64, value: usable(*v), n: None }).collect();
    let values = || points.iter().filter_map(|p| p.value);
    let range = values()
        .fold(None, |range: Option<(f64, f64)>, v| Some(range.map_or((v, v), |(low, high)| (low.min(v), high.max(v)))));
    let (Some((low, high)), Some(first), Some(last)) =
        (range, values().next(), points.iter().rev().find_map(|p| Some((p.at, p.value?))))
    else {
        let summary = super::EMPTY.to_owned();
        let svg = svg(width, height, &title, &summary, |_| ());
        return Drawing { svg, width, height, title, summary, ..Drawing::default() };
    };
    let text = |v: f64| label::value(v, spec.unit);
    let summary =
        format!("{} first, {} last; lowest {}, highest {}.", text(first), text(last.1), text(low), text(high));
    // The same value throughout is a line in the middle.
    let (bottom, top) = if low < high { (low, high) } else { (low - low.abs().max(1.0), low + low.abs().max(1.0)) };
    let end = (points.len() as f64 - 1.0).max(1.0);
    let plot = Plot::new(0.0..end, bottom..top, (1.0, 3.0), (width - 3.0, height - 3.0));
    let kept = reduce::reduce(&points, 0.0, end, width as usize);
    let ink = Ink::data(spec.colour);
    let svg = svg(width, height, &title, &summary, |canvas| {
        let mut run: Vec<(i32, i32)> = Vec::new();
        for point in kept.iter().filter_map(|i| points.get(*i)) {
            match point.value {
                Some(value) => run.push(plot.raw(point.at, value)),
                None => {
                    if run.len() > 1 {
                        canvas.path(std::mem::take(&mut run), ink, 1.5, Dash::Solid);
                    }
                    run.clear();
                }
            }
        }
        if run.len() > 1 {
            canvas.path(run, ink, 1.5, Dash::Solid);
        }
        canvas.dot(plot.at(last.0, last.1), 2.0, ink);
    });
    Drawing { svg, width, height, marks: Vec::new(), title, summary, table: DataTable::default() }
}
