//! The line chart: series over time.
//!
//! Names stand at the ends of their lines instead of in a legend; a comparison is dashed and muted; where a value
//! is missing the line has a gap.

mod events;
mod words;

use super::{
    DataTable, Drawing, LEAST, Mark, MarkKey, Step, Unit,
    backend::{Anchor, Canvas, Dash, Plot, TEXT},
    empty,
    ink::Ink,
    label::{self, clean},
    measure::{fit, text_width},
    reduce,
    scale::{Scale, TimeTick, time_ticks, usable},
    size, svg,
};
use std::{borrow::Cow, cmp::Ordering};
use words::{point_label, summary, table};

/// What to draw as lines.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LineSpec {
    /// Title for screen readers and the table; it is not drawn.
    pub title: String,
    /// Width the chart will have in the page, CSS px (default 760).
    pub width: f64,
    /// Height, CSS px (default 232).
    pub height: f64,
    /// What the values are.
    pub unit: Unit,
    /// What a point stands for.
    pub step: Step,
    /// First day of the week: 0 = Monday … 6 = Sunday.
    pub week_start: u8,
    /// First and last time of the axis, where it reaches beyond the points.
    pub range: Option<(f64, f64)>,
    /// Lowest and highest value of the axis, where it reaches beyond the points: several charts then share a scale.
    pub values: Option<(f64, f64)>,
    /// The lines. The first is the one the summary is about.
    pub series: Vec<Series>,
    /// A value to reach, drawn across.
    pub target: Option<Target>,
    /// Times with something to say, ringed on the first line.
    pub notes: Vec<Note>,
    /// What happened on the way, marked across the plot and named above it.
    pub events: Vec<Event>,
    /// Between what a line is expected to lie.
    pub band: Option<Band>,
    /// What else the summary should say, in sentences.
    pub about: String,
    /// What the points' `n` counts: `posts`.
    pub n_name: String,
}

/// One line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Series {
    /// Name at the end of the line. Empty: none.
    pub name: String,
    /// Data colour 1–5.
    pub colour: u8,
    /// Drawn dashed and muted, to compare with.
    pub comparison: bool,
    /// Drawn dashed in its colour: not known, but expected.
    pub expected: bool,
    /// Days to move the points by, so that an earlier period lies under the present one. Labels keep the true
    /// time.
    pub shift: f64,
    /// The points in order of time.
    pub points: Vec<Point>,
}

impl Series {
    /// A series in the first data colour.
    pub fn new(name: impl Into<String>, points: Vec<Point>) -> Self {
        Self { name: name.into(), colour: 1, points, ..Self::default() }
    }

    /// A series to compare with, moved by `shift` days.
    pub fn comparison(name: impl Into<String>, points: Vec<Point>, shift: f64) -> Self {
        Self { comparison: true, shift, ..Self::new(name, points) }
    }
}

/// A value of a series.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// Local days since 1970-01-01; the fraction is the time of day. `f64::from(day.0)` for a `Day`.
    pub at: f64,
    /// `None` where there is no value.
    pub value: Option<f64>,
    /// How many things the value rests on, where that is known.
    pub n: Option<u32>,
}

impl Point {
    /// A value at a time.
    pub fn new(at: f64, value: f64) -> Self {
        Self { at, value: Some(value), n: None }
    }
}

/// A value to reach.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Target {
    /// The value.
    pub value: f64,
    /// `Target 2 %`. Empty: written from the value.
    pub label: String,
}

/// Something that happened.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Note {
    /// Local days since 1970-01-01.
    pub at: f64,
    /// What happened; part of the mark's label.
    pub text: String,
}

/// Something that happened on a day or over some days, to be seen beside the course.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Event {
    /// The day it began: local days since 1970-01-01.
    pub at: f64,
    /// Its last day, where it took more than one.
    pub until: Option<f64>,
    /// Its name above the plot.
    pub label: String,
    /// What sort of thing it was: `Launch`. Empty: none.
    pub kind: String,
}

/// Between what a line is expected to lie.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Band {
    /// What it is called: `95 % interval`.
    pub name: String,
    /// Index of the series it surrounds.
    pub series: usize,
    /// Time, lower and upper end, in order of time.
    pub points: Vec<(f64, f64, f64)>,
}

impl Band {
    fn sound(&self) -> impl Iterator<Item = (f64, f64, f64)> + '_ {
        let points = self.points.iter().filter(|(at, ..)| at.abs() <= LAST_DAY);
        points.filter_map(|(at, low, high)| {
            let (low, high) = (usable(Some(*low))?, usable(Some(*high))?);
            Some((*at, low.min(high), low.max(high)))
        })
    }
}

/// Px between two marks at least.
const MARK_WIDTH: f64 = 2.0;
/// Times beyond this many days from 1970 are left out: the calendar ends there.
const LAST_DAY: f64 = 9e7;

/// A series as it is drawn.
struct Drawn<'a> {
    name: String,
    ink: Ink,
    label_ink: Ink,
    dash: Dash,
    width: f64,
    comparison: bool,
    /// Its place in the specification.
    number: usize,
    /// The points that can be drawn, in order of time.
    points: Cow<'a, [Point]>,
    /// Their indices in the specification; empty where they are the same.
    origin: Vec<u32>,
    shift: f64,
}

impl<'a> Drawn<'a> {
    fn new(series: &'a Series, index: usize) -> Self {
        let shift = if series.shift.is_finite() { series.shift } else { 0.0 };
        let on_calendar = |p: &Point| p.at.abs() <= LAST_DAY && (p.at + shift).abs() <= LAST_DAY;
        let all = series.points.as_slice();
        // In order, so what holds for the first and the last holds for all.
        let ends_on_calendar = all.first().is_none_or(on_calendar) && all.last().is_none_or(on_calendar);
        let (points, origin) = if ends_on_calendar && all.is_sorted_by(|a, b| a.at <= b.at) {
            (Cow::Borrowed(all), Vec::new())
        } else {
            let mut kept: Vec<(u32, Point)> =
                (0..).zip(all).filter(|(_, p)| on_calendar(p)).map(|(i, p)| (i, *p)).collect();
            kept.sort_by(|a, b| a.1.at.total_cmp(&b.1.at));
            let (origin, points) = kept.into_iter().unzip();
            (Cow::Owned(points), origin)
        };
        let colour = series.colour.max(1);
        let (ink, label_ink, dash, width) = if series.comparison {
            (Ink::Comparison, Ink::Muted, Dash::Dashed, 1.2)
        } else {
            // A sixth line has the first colour again, but not its stroke.
            let dash = if index >= 5 || series.expected { Dash::Dashed } else { Dash::Solid };
            (Ink::data(colour), Ink::label(colour), dash, 1.8)
        };
        let comparison = series.comparison;
        Self {
            name: clean(&series.name),
            ink,
            label_ink,
            dash,
            width,
            comparison,
            number: index,
            points,
            origin,
            shift,
        }
    }

    /// The index in the specification.
    fn origin(&self, index: usize) -> u32 {
        self.origin.get(index).copied().unwrap_or(index as u32)
    }

    fn last(&self) -> Option<(f64, f64)> {
        self.points.iter().rev().find_map(|p| Some((p.at, usable(p.value)?)))
    }
}

/// Draws lines over time.
pub fn line(spec: &LineSpec) -> Drawing {
    let (width, height) = (size(spec.width, 760.0).max(LEAST), size(spec.height, 232.0).max(60.0));
    let title = clean(&spec.title);
    let series: Vec<Drawn> = spec.series.iter().enumerate().map(|(i, s)| Drawn::new(s, i)).collect();
    let table = table(spec, &series);
    let values = || series.iter().flat_map(|s| s.points.iter().filter_map(|p| usable(p.value)));
    let Some((mut low, mut high)) = values()
        .fold(None, |range: Option<(f64, f64)>, v| Some(range.map_or((v, v), |(low, high)| (low.min(v), high.max(v)))))
    else {
        return Drawing { table: DataTable { rows: Vec::new(), ..table }, ..empty(title, width, height, Vec::new()) };
    };
    let target = spec.target.as_ref().and_then(|t| Some((usable(Some(t.value))?, t)));
    if let Some((value, _)) = target {
        (low, high) = (low.min(value), high.max(value));
    }
    let mut band: Vec<(f64, f64, f64)> = spec.band.iter().flat_map(Band::sound).collect();
    band.sort_by(|a, b| a.0.total_cmp(&b.0));
    for (_, least, most) in &band {
        (low, high) = (low.min(*least), high.max(*most));
    }
    if let Some((Some(least), Some(most))) = spec.values.map(|(a, b)| (usable(Some(a)), usable(Some(b)))) {
        (low, high) = (low.min(least.min(most)), high.max(least.max(most)));
    }
    let events = events::usable(spec);
    let lane = if events.is_empty() { 0.0 } else { events::LANE };
    let scale = Scale::new(low, high, spec.unit, ((height - 40.0) / 44.0) as usize + 1, false);
    let (from, to) = time_range(spec, &series);

    // The names at the right, the values at the left.
    let target_name = target.map(|(value, t)| {
        let name = clean(&t.label);
        if name.is_empty() { format!("Target {}", label::value(value, spec.unit)) } else { name }
    });
    let most = (width * if width < 480.0 { 0.24 } else { 0.3 }).max(24.0);
    let ends: Vec<(f64, String, Ink, bool)> = series
        .iter()
        .filter(|s| !s.name.is_empty())
        .filter_map(|s| Some((s.last()?.1, fit(&s.name, most, TEXT, !s.comparison), s.label_ink, !s.comparison)))
        .chain(
            target
                .into_iter()
                .zip(&target_name)
                .map(|((value, _), name)| (value, fit(name, most, TEXT, false), Ink::Muted, false)),
        )
        .collect();
    let room = ends.iter().map(|e| text_width(&e.1, TEXT, e.3)).fold(0.0, f64::max);
    let right = if room > 0.0 { width - room - 8.0 } else { width - 10.0 };
    let ticks: Vec<(f64, String)> = scale.ticks.iter().map(|t| (*t, label::axis(*t, scale.step, spec.unit))).collect();
    let left = ticks.iter().map(|t| text_width(&t.1, TEXT, false)).fold(0.0, f64::max).ceil() + 8.0;
    let right = right.max(left + 16.0);
    let plot = Plot::new(from..to, scale.low..scale.high, (left, 10.0 + lane), (right, height - 26.0));
    let times = time_ticks(from, to, spec.step, spec.week_start, right - left);

    let reduced: Vec<Vec<usize>> = series
        .iter()
        .map(|s| reduce::reduce(&s.points, from - s.shift, to - s.shift, (right - left) as usize))
        .collect();
    let mut summary = summary(spec, &series);
    summary.push_str(&events::sentence(spec, (from, to)));
    if !spec.about.is_empty() {
        summary.push(' ');
        summary.push_str(&clean(&spec.about));
    }
    let svg = svg(width, height, &title, &summary, |canvas| {
        if !band.is_empty() {
            let above = band.iter().map(|(at, _, high)| plot.raw(*at, *high));
            let below = band.iter().rev().map(|(at, low, _)| plot.raw(*at, *low));
            canvas.polygon(above.chain(below).collect(), Ink::heat(2));
        }
        events::draw(canvas, &plot, &events, (from, to));
        axes(canvas, &plot, &ticks, &times, width);
        if let Some((value, _)) = target {
            let y = plot.at(from, value).1;
            canvas.line((left, y), (right, y), Ink::Muted, 1.0, Dash::Dotted);
        }
        // The first series lies on top, comparisons below all.
        for comparison in [true, false] {
            for (s, kept) in series.iter().zip(&reduced).rev().filter(|(s, _)| s.comparison == comparison) {
                draw_series(canvas, &plot, s, kept, spec.step == Step::Elapsed);
            }
        }
        for note in &spec.notes {
            if let Some(at) = series.first().and_then(|s| note_place(&plot, s, note.at)) {
                canvas.ring(at, 4.0, Ink::Accent);
            }
        }
        names(canvas, &plot, from, &ends);
    });
    let marks = marks(spec, &series, &reduced, &plot, (from, to), (low + high) / 2.0);
    Drawing { svg, width, height, marks, title, summary, table }
}

fn time_range(spec: &LineSpec, series: &[Drawn]) -> (f64, f64) {
    let ends =
        series.iter().flat_map(|s| [s.points.first(), s.points.last()].into_iter().flatten().map(|p| p.at + s.shift));
    let asked = spec.range.into_iter().flat_map(|(a, b)| [a, b]).filter(|at| at.abs() <= LAST_DAY);
    let band = spec.band.iter().flat_map(Band::sound).map(|(at, ..)| at);
    let (from, to) = ends.chain(asked).chain(band).fold((f64::MAX, f64::MIN), |(a, b), at| (a.min(at), b.max(at)));
    if from < to { (from, to) } else { (from - 0.5, from + 0.5) }
}

fn axes(canvas: &Canvas, plot: &Plot, ticks: &[(f64, String)], times: &[TimeTick], width: f64) {
    for (tick, text) in ticks {
        // On the middle of a pixel, so that the hairline is one.
        let y = plot.at(0.0, *tick).1.floor() + 0.5;
        canvas.line((plot.left, y), (plot.right, y), Ink::Grid, 1.0, Dash::Solid);
        canvas.text(text, (plot.left - 6.0, y), Anchor::End, Ink::Muted, false);
    }
    let mut free_from = 0.0;
    for tick in times {
        let half = text_width(&tick.label, TEXT, false) / 2.0;
        let x = plot.at(tick.at, 0.0).0.clamp(half, (width - half).max(half));
        if x - half >= free_from {
            canvas.text(&tick.label, (x, plot.bottom + 16.0), Anchor::Middle, Ink::Muted, false);
            free_from = x + half + 8.0;
        }
    }
}

fn draw_series(canvas: &Canvas, plot: &Plot, series: &Drawn, kept: &[usize], stairs: bool) {
    let mut run: Vec<(i32, i32)> = Vec::new();
    let finish = |run: &mut Vec<(i32, i32)>| match run.as_slice() {
        [] => {}
        [(x, y)] => {
            canvas.dot((f64::from(*x) / 10.0, f64::from(*y) / 10.0), 2.5, series.ink);
            run.clear();
        }
        _ => canvas.path(std::mem::take(run), series.ink, series.width, series.dash),
    };
    for point in kept.iter().filter_map(|i| series.points.get(*i)) {
        match usable(point.value) {
            Some(value) => {
                let to = plot.raw(point.at + series.shift, value);
                if let Some((_, before)) = run.last().copied().filter(|_| stairs) {
                    run.push((to.0, before));
                }
                run.push(to);
            }
            None => finish(&mut run),
        }
    }
    finish(&mut run);
}

/// Where a note's ring goes: on the point at or just before its time.
fn note_place(plot: &Plot, series: &Drawn, at: f64) -> Option<(f64, f64)> {
    let point = series.points.get(note_index(series, at)?)?;
    Some(plot.at(point.at + series.shift, usable(point.value)?))
}

fn note_index(series: &Drawn, at: f64) -> Option<usize> {
    series.points.partition_point(|p| p.at <= at).checked_sub(1)
}

/// Names at the ends of the lines, pushed apart where they would meet.
pub(super) fn names(canvas: &Canvas, plot: &Plot, from: f64, ends: &[(f64, String, Ink, bool)]) {
    const APART: f64 = 14.0;
    let mut places: Vec<(f64, usize)> = ends.iter().enumerate().map(|(i, end)| (plot.at(from, end.0).1, i)).collect();
    places.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut free = plot.top - APART / 2.0;
    for place in &mut places {
        place.0 = place.0.max(free + APART / 2.0);
        free = place.0 + APART / 2.0;
    }
    // Back up from the bottom.
    let mut free = plot.bottom + APART / 2.0;
    for place in places.iter_mut().rev() {
        place.0 = place.0.min(free - APART / 2.0);
        free = place.0 - APART / 2.0;
    }
    for (y, i) in places {
        if let Some((_, name, ink, bold)) = ends.get(i).filter(|_| y >= 0.0) {
            canvas.text(name, (plot.right + 6.0, y), Anchor::Start, *ink, *bold);
        }
    }
}

/// Tiles the plot: columns between the midpoints of neighbouring times, split between the midpoints of the values
/// at that time.
fn marks(
    spec: &LineSpec,
    series: &[Drawn],
    reduced: &[Vec<usize>],
    plot: &Plot,
    (from, to): (f64, f64),
    middle: f64,
) -> Vec<Mark> {
    let columns = ((plot.right - plot.left) / MARK_WIDTH).max(1.0) as usize;
    let several = series.len() > 1;
    let mut marks: Vec<Mark> = Vec::new();
    for (number, (s, kept)) in series.iter().zip(reduced).enumerate() {
        let few = reduce::outstanding(&s.points, kept, from - s.shift, to - s.shift, columns, middle);
        for index in few {
            let Some(point) = s.points.get(index) else { continue };
            let Some(value) = usable(point.value) else { continue };
            let (x, y) = plot.at(point.at + s.shift, value);
            marks.push(Mark {
                key: MarkKey { series: number as u32, index: s.origin(index) },
                label: point_label(spec, s, several, point, index),
                x: 0.0,
                y: 0.0,
                width: 0.0,
                height: 0.0,
                anchor_x: x as f32,
                anchor_y: y as f32,
            });
        }
    }
    // Points in the same pixel column share it; the split within is by height.
    let place = |i: &usize| marks.get(*i).map_or((0.0, 0.0), |m| (m.anchor_x.round(), m.anchor_y));
    let mut order: Vec<usize> = (0..marks.len()).collect();
    order.sort_by(|a, b| place(a).partial_cmp(&place(b)).unwrap_or(Ordering::Equal));
    let columns: Vec<&[usize]> = order.chunk_by(|a, b| place(a).0 == place(b).0).collect();
    let centre = |column: &[usize]| {
        let sum: f32 = column.iter().filter_map(|i| marks.get(*i)).map(|m| m.anchor_x).sum();
        sum / column.len().max(1) as f32
    };
    let (left, right, top, bottom) = (plot.left as f32, plot.right as f32, plot.top as f32, plot.bottom as f32);
    let mut boxes = vec![(0.0, 0.0, 0.0, 0.0); marks.len()];
    let mut x0 = left;
    for (n, column) in columns.iter().enumerate() {
        let x1 = columns.get(n + 1).map_or(right, |next| ((centre(column) + centre(next)) / 2.0).max(x0));
        let mut y0 = top;
        for (k, i) in column.iter().enumerate() {
            let y1 = column.get(k + 1).map_or(bottom, |next| (place(i).1 + place(next).1) / 2.0);
            if let Some(place) = boxes.get_mut(*i) {
                *place = (x0, y0, x1 - x0, y1 - y0);
            }
            y0 = y1;
        }
        x0 = x1;
    }
    for (mark, (x, y, width, height)) in marks.iter_mut().zip(boxes) {
        (mark.x, mark.y, mark.width, mark.height) = (x, y, width, height);
    }
    marks
}
