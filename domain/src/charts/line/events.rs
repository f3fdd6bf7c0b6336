//! What happened: marks and bands over the plot, named above it, and in the words of the chart.

use super::{Drawn, Event, LAST_DAY, LineSpec};
use crate::{
    charts::{
        Step,
        backend::{Anchor, Canvas, Dash, Plot, TEXT},
        ink::Ink,
        label::{self, clean},
        measure::{fit, text_width},
    },
    model::Day,
};

/// Height of the lane of names, px.
pub(super) const LANE: f64 = 16.0;
/// A name shorter than this says nothing, px.
const LEAST_NAME: f64 = 22.0;
/// Events named in the summary at most.
const NAMED: usize = 6;

/// The events that can be drawn, in order of time.
pub(super) fn usable(spec: &LineSpec) -> Vec<&Event> {
    let sound = |event: &&Event| event.at.abs() <= LAST_DAY && event.until.is_none_or(|until| until.abs() <= LAST_DAY);
    let mut events: Vec<&Event> = spec.events.iter().filter(sound).collect();
    events.sort_by(|a, b| a.at.total_cmp(&b.at));
    if spec.step == Step::Elapsed { Vec::new() } else { events }
}

impl Event {
    /// The end of its last day.
    fn end(&self) -> f64 {
        self.until.map_or(self.at, |until| until.max(self.at).floor() + 1.0)
    }

    /// Whether it reaches into the time from `from` to before `to`.
    fn touches(&self, from: f64, to: f64) -> bool {
        self.at < to && (self.at >= from || self.end() > from)
    }

    fn words(&self) -> String {
        let label = clean(&self.label);
        let kind = clean(&self.kind);
        if kind.is_empty() { label } else { format!("{kind}: {label}") }
    }

    fn days(&self) -> String {
        let day = |at: f64| label::date(Day(at.floor() as i32));
        match self.until.filter(|until| until.floor() > self.at.floor()) {
            Some(until) => format!("{} to {}", day(self.at), day(until)),
            None => day(self.at),
        }
    }
}

/// Bands under the lines and hairlines where something began, with names in the lane above.
pub(super) fn draw(canvas: &Canvas, plot: &Plot, events: &[&Event], (from, to): (f64, f64)) {
    let shown: Vec<(&Event, f64)> = events
        .iter()
        .filter(|event| event.at <= to && (event.at >= from || event.end() > from))
        .map(|event| (*event, plot.at(event.at.max(from), 0.0).0))
        .collect();
    for (event, x) in &shown {
        if event.until.is_some() {
            let end = plot.at(event.end().min(to), 0.0).0;
            canvas.rect((*x, plot.top), ((end - x).max(1.0), plot.bottom - plot.top), Ink::Sunk, 0);
        }
        if event.at >= from {
            canvas.line((*x, plot.top - 4.0), (*x, plot.bottom), Ink::Muted, 1.0, Dash::Dotted);
        }
    }
    let mut free = plot.left;
    for (n, (event, x)) in shown.iter().enumerate() {
        let next = shown.get(n + 1).map(|(_, next)| next - 6.0);
        let end = next.unwrap_or(plot.right);
        let label = clean(&event.label);
        let wanted = text_width(&label, TEXT, false);
        // At the right edge a name may begin before its line.
        let start = if next.is_none() { x.min((end - wanted).max(free)) } else { *x };
        if end - start >= LEAST_NAME {
            let name = fit(&label, end - start, TEXT, false);
            canvas.text(&name, (start, plot.top - 11.0), Anchor::Start, Ink::Muted, false);
            free = start + text_width(&name, TEXT, false) + 8.0;
        }
    }
}

/// What happened at a point, to be said with it.
pub(super) fn at_point(spec: &LineSpec, series: &Drawn, index: usize) -> String {
    let mut out = String::new();
    let Some(point) = series.points.get(index) else { return out };
    let next = series.points.get(index + 1).map_or(point.at + 1.0, |next| next.at);
    let next = if series.points.len() == index + 1 { next.max(last_end(spec, point.at)) } else { next };
    for event in usable(spec).into_iter().filter(|event| event.touches(point.at, next)) {
        out.push_str(" · ");
        out.push_str(&event.words());
    }
    out
}

/// Where the step of the last point ends, about.
fn last_end(spec: &LineSpec, at: f64) -> f64 {
    at + match spec.step {
        Step::Hour => 1.0 / 24.0,
        Step::Week => 7.0,
        Step::Month => 28.0,
        Step::Quarter => 90.0,
        Step::Year => 365.0,
        Step::Day | Step::Elapsed => 1.0,
    }
}

/// What happened from a time to the next, for a row of the table.
pub(super) fn between(events: &[&Event], from: f64, to: Option<f64>, spec: &LineSpec) -> String {
    let to = to.unwrap_or_else(|| last_end(spec, from));
    let texts: Vec<String> = events.iter().filter(|event| event.touches(from, to)).map(|event| event.words()).collect();
    texts.join("; ")
}

/// ` Marked: Launch: Version 3 (4 Aug 2026).`
pub(super) fn sentence(spec: &LineSpec, (from, to): (f64, f64)) -> String {
    let events: Vec<&Event> = usable(spec).into_iter().filter(|event| event.touches(from, to + 1.0)).collect();
    if events.is_empty() {
        return String::new();
    }
    let named: Vec<String> =
        events.iter().take(NAMED).map(|event| format!("{} ({})", event.words(), event.days())).collect();
    let more = events.len().saturating_sub(NAMED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!(" Marked: {}{more}.", named.join("; "))
}
