//! The Lorenz curve: how much of a whole is whose, from those who have least to those who have most, beside the diagonal
//! on which all would have the same.

use super::{
    DataTable, Drawing, LEAST, Mark, MarkKey, Unit,
    backend::{Anchor, Dash, Plot, TEXT},
    empty,
    ink::Ink,
    label::{self, clean},
    measure::{fit, text_width},
    size, svg,
};

/// What to draw as a Lorenz curve.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LorenzSpec {
    /// Title for screen readers and the table; it is not drawn.
    pub title: String,
    /// Width the chart will have in the page, CSS px (default 400).
    pub width: f64,
    /// Height, CSS px (default 320).
    pub height: f64,
    /// Share of the people who have least, and the share that is theirs, both 0 to 1.
    pub points: Vec<(f64, f64)>,
    /// The Gini coefficient of the curve.
    pub gini: Option<f64>,
    /// How many people it is made of.
    pub people: u64,
    /// What they are, in the plural: `members`.
    pub people_name: String,
    /// What they have, in the plural: `messages`.
    pub things_name: String,
}

/// Px between two marks at least.
const MARK_WIDTH: f64 = 4.0;
const QUARTERS: [f64; 5] = [0.0, 0.25, 0.5, 0.75, 1.0];

/// Draws a Lorenz curve.
pub fn lorenz(spec: &LorenzSpec) -> Drawing {
    let (width, height) = (size(spec.width, 400.0).max(LEAST), size(spec.height, 320.0).max(100.0));
    let title = clean(&spec.title);
    let or = |text: &str, default: &str| if text.is_empty() { default.to_owned() } else { clean(text) };
    let (people, things) = (or(&spec.people_name, "people"), or(&spec.things_name, "things"));
    let columns = vec![format!("{people}, the least active first"), format!("Share of {things}")];
    let mut points: Vec<(f64, f64)> = spec
        .points
        .iter()
        .filter(|(x, y)| x.is_finite() && y.is_finite())
        .map(|(x, y)| (x.clamp(0.0, 1.0), y.clamp(0.0, 1.0)))
        .collect();
    points.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    if points.len() < 2 {
        return empty(title, width, height, columns);
    }
    let percent = |share: f64| label::value(share, Unit::Percent);
    let at = |share: f64| share_at(&points, share);
    let rows =
        (1..=10).map(|tenth| f64::from(tenth) / 10.0).map(|share| vec![percent(share), percent(at(share))]).collect();
    let table = DataTable { columns, rows, note: None };

    let ticks = QUARTERS.map(|share| label::axis(share, 0.25, Unit::Percent));
    let left = ticks.iter().map(|text| text_width(text, TEXT, false)).fold(0.0, f64::max).ceil() + 8.0;
    let right = (width - 14.0).max(left + 16.0);
    let plot = Plot::new(0.0..1.0, 0.0..1.0, (left, 10.0), (right, height - 40.0));
    let gini = spec
        .gini
        .filter(|gini| gini.is_finite())
        .map(|gini| format!("Gini {}", crate::model::words::decimals(gini, 2)));
    let mut summary = String::new();
    if let Some(gini) = &gini {
        summary.push_str(&format!("{gini}, 0 where all have the same and 1 where one has all. "));
    }
    summary.push_str(&format!(
        "{} {people}: the most active 10\u{202f}% have {} of the {things}, the least active half {}.",
        label::value(spec.people as f64, Unit::Count),
        percent(1.0 - at(0.9)),
        percent(at(0.5))
    ));
    let svg = svg(width, height, &title, &summary, |canvas| {
        for (share, text) in QUARTERS.into_iter().zip(&ticks) {
            let (x, y) = plot.at(share, share);
            canvas.line((plot.left, y.floor() + 0.5), (plot.right, y.floor() + 0.5), Ink::Grid, 1.0, Dash::Solid);
            canvas.text(text, (plot.left - 6.0, y), Anchor::End, Ink::Muted, false);
            let half = text_width(text, TEXT, false) / 2.0;
            let x = x.clamp(half, (width - half).max(half));
            canvas.text(text, (x, plot.bottom + 14.0), Anchor::Middle, Ink::Muted, false);
        }
        let axis = fit(&format!("{people}, the least active first"), plot.right - plot.left, TEXT, false);
        canvas.text(&axis, (plot.right, plot.bottom + 30.0), Anchor::End, Ink::Muted, false);
        let curve: Vec<(i32, i32)> = points.iter().map(|(x, y)| plot.raw(*x, *y)).collect();
        canvas.polygon(curve.clone(), Ink::heat(1));
        canvas.line(plot.at(0.0, 0.0), plot.at(1.0, 1.0), Ink::Comparison, 1.2, Dash::Dashed);
        canvas.path(curve, Ink::data(1), 1.8, Dash::Solid);
        let room = (plot.right - plot.left) * 0.5;
        let name = fit("all have the same", room, TEXT, false);
        let (x, y) = plot.at(0.625, 0.625);
        canvas.text(&name, (x - 8.0, y), Anchor::End, Ink::Muted, false);
        if let Some(gini) = &gini {
            canvas.text(
                &fit(gini, room, TEXT, true),
                (plot.left + 8.0, plot.top + 10.0),
                Anchor::Start,
                Ink::label(1),
                true,
            );
        }
    });
    let marks = marks(&points, &plot, &|(x, y)| {
        format!("The least active {} of {people} have {} of the {things}", percent(x), percent(y))
    });
    Drawing { svg, width, height, marks, title, summary, table }
}

/// The curve between its points.
fn share_at(points: &[(f64, f64)], share: f64) -> f64 {
    let after = points.partition_point(|(x, _)| *x < share);
    match (after.checked_sub(1).and_then(|before| points.get(before)), points.get(after)) {
        (Some(a), Some(b)) if b.0 > a.0 => a.1 + (b.1 - a.1) * (share - a.0) / (b.0 - a.0),
        (_, Some(b)) => b.1,
        (Some(a), None) => a.1,
        (None, None) => 0.0,
    }
}

/// Columns between the midpoints of the points that can be told apart.
fn marks(points: &[(f64, f64)], plot: &Plot, words: &dyn Fn((f64, f64)) -> String) -> Vec<Mark> {
    let mut kept: Vec<(usize, f64, f64)> = Vec::new();
    for (n, (x, y)) in points.iter().enumerate() {
        let (px, py) = plot.at(*x, *y);
        if kept.last().is_none_or(|(_, before, _)| px - before >= MARK_WIDTH) {
            kept.push((n, px, py));
        }
    }
    let mut from = plot.left;
    let mut marks = Vec::with_capacity(kept.len());
    for (place, (n, x, y)) in kept.iter().enumerate() {
        let to = kept.get(place + 1).map_or(plot.right, |(_, next, _)| (x + next) / 2.0);
        marks.push(Mark {
            key: MarkKey { series: 0, index: *n as u32 },
            label: points.get(*n).map(|point| words(*point)).unwrap_or_default(),
            x: from as f32,
            y: plot.top as f32,
            width: (to - from) as f32,
            height: (plot.bottom - plot.top) as f32,
            anchor_x: *x as f32,
            anchor_y: *y as f32,
        });
        from = to;
    }
    marks
}
