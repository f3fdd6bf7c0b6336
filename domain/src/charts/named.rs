//! Lines or columns over named places: a chart given as data, as the exercises have it, whose places need be no dates.
//!
//! Names stand at the ends of lines; columns of several series stand side by side with a legend above. Where a value is
//! missing the line has a gap and the column is not there.

use super::{
    DataTable, Drawing, LEAST, Mark, MarkKey, Unit,
    backend::{Anchor, Canvas, Dash, Plot, TEXT},
    empty,
    ink::Ink,
    label::{self, NONE, clean},
    line::names,
    measure::{fit, text_width},
    scale::{Scale, usable},
    size, svg,
};
use crate::model::words::decimals;

/// What to draw over named places.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NamedSpec {
    /// Title for screen readers and the table; it is not drawn.
    pub title: String,
    /// Width the chart will have in the page, CSS px (default 760).
    pub width: f64,
    /// Height, CSS px (default 232).
    pub height: f64,
    /// The unit behind each value: `%`. Empty: none.
    pub unit: String,
    /// The places from left to right.
    pub places: Vec<String>,
    /// What the places are, for the table's heading: `Week`.
    pub category_name: String,
    /// The series.
    pub series: Vec<NamedSeries>,
    /// Columns instead of lines. They begin at zero.
    pub columns: bool,
}

/// A series over named places.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NamedSeries {
    /// What it is called.
    pub name: String,
    /// A value for each place; `None` where there is none.
    pub values: Vec<Option<f64>>,
}

/// Places and series drawn at most; the table has them all.
const MOST: (usize, usize) = (120, 8);

/// Draws lines or columns over named places.
pub fn named(spec: &NamedSpec) -> Drawing {
    let (width, height) = (size(spec.width, 760.0).max(LEAST), size(spec.height, 232.0).max(80.0));
    let title = clean(&spec.title);
    let table = table(spec);
    let places = spec.places.get(..spec.places.len().min(MOST.0)).unwrap_or_default();
    let series = spec.series.get(..spec.series.len().min(MOST.1)).unwrap_or_default();
    let value = |one: &NamedSeries, at: usize| usable(one.values.get(at).copied().flatten());
    let range = series.iter().flat_map(|one| (0..places.len()).filter_map(|at| value(one, at))).fold(
        None,
        |range: Option<(f64, f64)>, value| {
            Some(range.map_or((value, value), |(low, high)| (low.min(value), high.max(value))))
        },
    );
    let Some((low, high)) = range else {
        return Drawing { table, ..empty(title, width, height, Vec::new()) };
    };
    let legend = if spec.columns && series.len() > 1 { 20.0 } else { 0.0 };
    let most = ((height - 40.0 - legend) / 44.0) as usize + 1;
    let scale = Scale::new(low, high, Unit::Number, most, spec.columns);
    let ticks: Vec<(f64, String)> =
        scale.ticks.iter().map(|tick| (*tick, label::axis(*tick, scale.step, Unit::Number))).collect();
    let room = (width * if width < 480.0 { 0.24 } else { 0.3 }).max(24.0);
    let ends: Vec<(f64, String, Ink, bool)> = (1..)
        .zip(series)
        .filter(|(_, one)| !spec.columns && series.len() > 1 && !one.name.is_empty())
        .filter_map(|(number, one)| {
            let last = (0..places.len()).rev().find_map(|at| value(one, at))?;
            Some((last, fit(&clean(&one.name), room, TEXT, true), Ink::label(number), true))
        })
        .collect();
    let widest = ends.iter().map(|end| text_width(&end.1, TEXT, true)).fold(0.0, f64::max);
    let left = ticks.iter().map(|(_, text)| text_width(text, TEXT, false)).fold(0.0, f64::max).ceil() + 8.0;
    let right = (if widest > 0.0 { width - widest - 8.0 } else { width - 10.0 }).max(left + 16.0);
    let count = places.len().max(1) as f64;
    let plot = Plot::new(0.0..count, scale.low..scale.high, (left, 10.0 + legend), (right, height - 26.0));
    let summary = summary(spec);
    let svg = svg(width, height, &title, &summary, |canvas| {
        axes(canvas, &plot, &ticks, places, width);
        if spec.columns {
            draw_legend(canvas, series, (left, right));
        }
        for (number, one) in (0..).zip(series) {
            let values = (0..places.len()).map(|at| value(one, at));
            if spec.columns {
                columns(canvas, &plot, values, number, series.len());
            } else {
                line(canvas, &plot, values, number);
            }
        }
        names(canvas, &plot, 0.0, &ends);
    });
    let marks = marks(spec, &plot, places.len(), series);
    Drawing { svg, width, height, marks, title, summary, table }
}

/// A value as it was given: who is to read it off a chart may find it there.
fn exact(value: f64) -> String {
    if value.abs() >= 1e12 {
        return label::value(value, Unit::Number);
    }
    let text = decimals(value, 3);
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// A value with its unit.
fn with_unit(value: f64, unit: &str) -> String {
    let number = exact(value);
    let unit = clean(unit);
    if unit.is_empty() { number } else { format!("{number}\u{202f}{unit}") }
}

fn axes(canvas: &Canvas, plot: &Plot, ticks: &[(f64, String)], places: &[String], width: f64) {
    for (tick, text) in ticks {
        let y = plot.at(0.0, *tick).1.floor() + 0.5;
        canvas.line((plot.left, y), (plot.right, y), Ink::Grid, 1.0, Dash::Solid);
        canvas.text(text, (plot.left - 6.0, y), Anchor::End, Ink::Muted, false);
    }
    let step = (plot.right - plot.left) / places.len().max(1) as f64;
    let mut free = 0.0;
    for (at, place) in places.iter().enumerate() {
        let name = fit(&clean(place), step.max(72.0), TEXT, false);
        let half = text_width(&name, TEXT, false) / 2.0;
        let x = plot.at(at as f64 + 0.5, 0.0).0.clamp(half, (width - half).max(half));
        if x - half >= free {
            canvas.text(&name, (x, plot.bottom + 16.0), Anchor::Middle, Ink::Muted, false);
            free = x + half + 8.0;
        }
    }
    canvas.line((plot.left, plot.bottom), (plot.right, plot.bottom), Ink::Axis, 1.0, Dash::Solid);
}

fn draw_legend(canvas: &Canvas, series: &[NamedSeries], (left, right): (f64, f64)) {
    if series.len() < 2 {
        return;
    }
    let room = (right - left) / series.len() as f64 - 24.0;
    let mut x = left;
    for (number, one) in (1..).zip(series) {
        let name = fit(&clean(&one.name), room.max(16.0), TEXT, false);
        canvas.rect((x, 6.0), (10.0, 10.0), Ink::data(number), 2);
        canvas.text(&name, (x + 14.0, 11.0), Anchor::Start, Ink::Text, false);
        x += 14.0 + text_width(&name, TEXT, false) + 12.0;
    }
}

fn line(canvas: &Canvas, plot: &Plot, values: impl Iterator<Item = Option<f64>>, number: u8) {
    let ink = Ink::data(number + 1);
    let dash = if number >= 5 { Dash::Dashed } else { Dash::Solid };
    let mut run: Vec<(f64, f64)> = Vec::new();
    let finish = |run: &mut Vec<(f64, f64)>| {
        if run.len() > 1 {
            canvas.path(run.iter().map(|(x, y)| plot.raw(*x, *y)).collect(), ink, 1.8, dash);
        }
        // The places are few: each value has its dot.
        for (x, y) in run.drain(..) {
            canvas.dot(plot.at(x, y), 2.5, ink);
        }
    };
    for (at, value) in values.enumerate() {
        match value {
            Some(value) => run.push((at as f64 + 0.5, value)),
            None => finish(&mut run),
        }
    }
    finish(&mut run);
}

/// Where the column of a series stands within its place, as shares of it.
fn slot(number: usize, of: usize) -> (f64, f64) {
    let each = 0.76 / of.max(1) as f64;
    (0.12 + each * number as f64, each)
}

fn columns(canvas: &Canvas, plot: &Plot, values: impl Iterator<Item = Option<f64>>, number: u8, of: usize) {
    let (start, each) = slot(usize::from(number), of);
    let zero = plot.at(0.0, 0.0).1;
    for (at, value) in values.enumerate() {
        let Some(value) = value else { continue };
        let (x, y) = plot.at(at as f64 + start, value);
        let right = plot.at(at as f64 + start + each, value).0;
        let (top, tall) = (y.min(zero), (y - zero).abs().max(1.0));
        canvas.rect((x, top), ((right - x - 1.0).max(0.5), tall), Ink::data(number + 1), 0);
    }
}

fn marks(spec: &NamedSpec, plot: &Plot, places: usize, series: &[NamedSeries]) -> Vec<Mark> {
    let mut marks = Vec::new();
    for (number, one) in series.iter().enumerate() {
        for at in 0..places {
            let Some(value) = usable(one.values.get(at).copied().flatten()) else { continue };
            let (start, each) = if spec.columns { slot(number, series.len()) } else { (0.0, 1.0) };
            let (from, to) = (plot.at(at as f64 + start, 0.0).0, plot.at(at as f64 + start + each, 0.0).0);
            // Lines share their place: each has a strip of it.
            let strip = (plot.bottom - plot.top) / if spec.columns { 1.0 } else { series.len().max(1) as f64 };
            let top = plot.top + if spec.columns { 0.0 } else { strip * number as f64 };
            let place = spec.places.get(at).map(|place| clean(place)).unwrap_or_default();
            let name = if series.len() > 1 { format!(", {}", clean(&one.name)) } else { String::new() };
            marks.push(Mark {
                key: MarkKey { series: number as u32, index: at as u32 },
                label: format!("{place}{name}: {}", with_unit(value, &spec.unit)),
                x: from as f32,
                y: top as f32,
                width: (to - from) as f32,
                height: strip as f32,
                anchor_x: ((from + to) / 2.0) as f32,
                anchor_y: plot.at(0.0, value).1 as f32,
            });
        }
    }
    marks
}

fn table(spec: &NamedSpec) -> DataTable {
    let category = if spec.category_name.is_empty() { "Place".to_owned() } else { clean(&spec.category_name) };
    let heading = |one: &NamedSeries| {
        let unit = clean(&spec.unit);
        let name = clean(&one.name);
        if unit.is_empty() { name } else { format!("{name} ({unit})") }
    };
    let cell = |one: &NamedSeries, at: usize| {
        usable(one.values.get(at).copied().flatten()).map_or_else(|| NONE.to_owned(), exact)
    };
    let rows =
        spec.places.iter().enumerate().map(|(at, place)| {
            std::iter::once(clean(place)).chain(spec.series.iter().map(|one| cell(one, at))).collect()
        });
    DataTable {
        columns: std::iter::once(category).chain(spec.series.iter().map(heading)).collect(),
        rows: rows.collect(),
        note: None,
    }
}

/// What is drawn, without reading it for who is to read it: how many places, from which to which, and what series.
fn summary(spec: &NamedSpec) -> String {
    let count = spec.places.len();
    let mut out = format!("{count} {}", if count == 1 { "place" } else { "places" });
    if let (Some(first), Some(last)) = (spec.places.first(), spec.places.last())
        && count > 1
    {
        out.push_str(&format!(", {} to {}", clean(first), clean(last)));
    }
    let names: Vec<String> = spec.series.iter().map(|one| clean(&one.name)).filter(|name| !name.is_empty()).collect();
    if !names.is_empty() {
        out.push_str(&format!("; {}", names.join(", ")));
    }
    out.push_str(". The values are in the table.");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spec(columns: bool) -> NamedSpec {
        NamedSpec {
            title: "Members & <b>more</b>".into(),
            unit: "%".into(),
            places: vec!["Jan".into(), "Feb".into(), "Mar".into()],
            series: vec![
                NamedSeries { name: "New".into(), values: vec![Some(4.5), None, Some(6.0)] },
                NamedSeries { name: "Back".into(), values: vec![Some(1.0), Some(2.0), Some(f64::NAN), Some(9.0)] },
            ],
            columns,
            ..NamedSpec::default()
        }
    }

    #[test]
    fn each_value_has_a_mark_and_a_cell_and_missing_ones_have_none() {
        for columns in [false, true] {
            let drawing = named(&spec(columns));
            let labels: Vec<&str> = drawing.marks.iter().map(|mark| mark.label.as_str()).collect();
            assert_eq!(
                labels,
                ["Jan, New: 4.5\u{202f}%", "Mar, New: 6\u{202f}%", "Jan, Back: 1\u{202f}%", "Feb, Back: 2\u{202f}%"]
            );
            assert_eq!(drawing.table.columns, ["Place", "New (%)", "Back (%)"]);
            assert_eq!(drawing.table.rows[1], ["Feb", "—", "2"]);
            assert!(drawing.svg.contains("Members &amp; &lt;b&gt;more"), "{}", drawing.svg);
            assert_eq!(drawing.svg.contains("<rect"), columns);
        }
    }

    #[test]
    fn nothing_to_draw_is_said_and_nothing_breaks() {
        let drawing = named(&NamedSpec::default());
        assert!(drawing.marks.is_empty() && drawing.summary.contains("No data"));
        let values = vec![Some(f64::MAX), Some(f64::MIN), Some(0.0), Some(f64::INFINITY)];
        let wild = NamedSpec {
            places: vec!["x".repeat(5_000); 300],
            series: vec![NamedSeries { name: String::new(), values }; 12],
            ..NamedSpec::default()
        };
        for columns in [false, true] {
            let drawing = named(&NamedSpec { columns, ..wild.clone() });
            assert!(!drawing.svg.contains("NaN") && !drawing.svg.contains("inf"));
            assert_eq!(drawing.table.rows.len(), 300);
        }
    }
}
