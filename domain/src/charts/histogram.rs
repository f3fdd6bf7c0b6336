//! The histogram: how many things lie in each range, as columns side by side; where a few ranges hold most, on a
//! logarithmic scale.

use super::{
    DataTable, Drawing, LEAST, Mark, MarkKey, Unit,
    backend::{Anchor, Dash, Plot, TEXT},
    empty,
    ink::Ink,
    label::{self, clean},
    measure::{fit, text_width},
    scale::Scale,
    size, svg,
};

/// What to draw as a histogram.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HistogramSpec {
    /// Title for screen readers and the table; it is not drawn.
    pub title: String,
    /// Width the chart will have in the page, CSS px (default 760).
    pub width: f64,
    /// Height, CSS px (default 232).
    pub height: f64,
    /// The ranges from low to high.
    pub bins: Vec<HistogramBin>,
    /// Whether each step of the axis is ten times the one before.
    pub log: bool,
    /// What the ranges are of: `Actions`.
    pub category_name: String,
    /// What is counted, in the plural: `members`.
    pub things: String,
}

/// A range.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HistogramBin {
    /// In words: `3–5`.
    pub label: String,
    /// How many things lie in it.
    pub count: u64,
}

/// Ranges drawn at most; the table has them all.
const MOST: usize = 120;
/// Where a logarithmic axis begins: below 1, so that one thing can be seen.
const LOG_LOW: f64 = 0.5;

/// Draws a histogram.
pub fn histogram(spec: &HistogramSpec) -> Drawing {
    let (width, height) = (size(spec.width, 760.0).max(LEAST), size(spec.height, 232.0).max(80.0));
    let title = clean(&spec.title);
    let or = |text: &str, default: &str| if text.is_empty() { default.to_owned() } else { clean(text) };
    let things = or(&spec.things, "things");
    let total: u64 = spec.bins.iter().map(|bin| bin.count).fold(0, u64::saturating_add);
    let share = |count: u64| label::value(count as f64 / total as f64, Unit::Percent);
    let columns = vec![or(&spec.category_name, "Range"), capital(&things), "Share".to_owned()];
    if total == 0 {
        return empty(title, width, height, columns);
    }
    let row =
        |bin: &HistogramBin| vec![clean(&bin.label), label::value(bin.count as f64, Unit::Count), share(bin.count)];
    let table = DataTable { columns, rows: spec.bins.iter().map(row).collect(), note: None };
    let shown = spec.bins.get(..spec.bins.len().min(MOST)).unwrap_or_default();
    let highest = shown.iter().map(|bin| bin.count).max().unwrap_or_default().max(1) as f64;
    let most = ((height - 40.0) / 44.0) as usize + 1;
    let (low, high, ticks) = if spec.log {
        let powers = (highest.log10().ceil() as i32).max(1);
        let every = (powers as usize).div_ceil(most.max(1)).max(1);
        let ticks = (0..=powers).step_by(every).map(|power| 10f64.powi(power));
        (
            LOG_LOW.log10(),
            f64::from(powers),
            ticks.map(|tick| (tick.log10(), label::axis(tick, tick, Unit::Count))).collect(),
        )
    } else {
        let scale = Scale::new(0.0, highest, Unit::Count, most, true);
        let ticks: Vec<(f64, String)> =
            scale.ticks.iter().map(|tick| (*tick, label::axis(*tick, scale.step, Unit::Count))).collect();
        (scale.low, scale.high, ticks)
    };
    let place = |count: u64| if spec.log { (count as f64).log10() } else { count as f64 };
    let left = ticks.iter().map(|(_, text)| text_width(text, TEXT, false)).fold(0.0, f64::max).ceil() + 8.0;
    let right = (width - 10.0).max(left + 16.0);
    let plot = Plot::new(0.0..shown.len() as f64, low..high, (left, 20.0), (right, height - 26.0));
    let summary = summary(spec, &things, total, &share);
    let step = (right - left) / shown.len() as f64;
    let svg = svg(width, height, &title, &summary, |canvas| {
        for (tick, text) in &ticks {
            let y = plot.at(0.0, *tick).1.floor() + 0.5;
            canvas.line((plot.left, y), (plot.right, y), Ink::Grid, 1.0, Dash::Solid);
            canvas.text(text, (plot.left - 6.0, y), Anchor::End, Ink::Muted, false);
        }
        let mut free = 0.0;
        for (n, bin) in shown.iter().enumerate() {
            let (from, middle) = (plot.at(n as f64, low).0, plot.at(n as f64 + 0.5, low).0);
            if bin.count > 0 {
                let top = plot.at(0.0, place(bin.count)).1;
                // A column with something in it can be seen.
                let tall = (plot.bottom - top).max(1.0);
                let gap = if step > 6.0 { 1.0 } else { 0.0 };
                canvas.rect((from + gap, plot.bottom - tall), ((step - 2.0 * gap).max(0.5), tall), Ink::data(1), 0);
                let count = label::value(bin.count as f64, Unit::Count);
                if text_width(&count, TEXT, false) <= step - 2.0 {
                    canvas.text(&count, (middle, plot.bottom - tall - 8.0), Anchor::Middle, Ink::Muted, false);
                }
            }
            let name = fit(&clean(&bin.label), step.max(72.0), TEXT, false);
            let half = text_width(&name, TEXT, false) / 2.0;
            let x = middle.clamp(half, (width - half).max(half));
            if x - half >= free {
                canvas.text(&name, (x, plot.bottom + 16.0), Anchor::Middle, Ink::Muted, false);
                free = x + half + 8.0;
            }
        }
        canvas.line((plot.left, plot.bottom), (plot.right, plot.bottom), Ink::Axis, 1.0, Dash::Solid);
        if spec.log {
            canvas.text("logarithmic scale", (plot.right, 8.0), Anchor::End, Ink::Muted, false);
        }
    });
    let marks = shown
        .iter()
        .enumerate()
        .map(|(n, bin)| {
            let (from, to) = (plot.at(n as f64, low).0, plot.at(n as f64 + 1.0, low).0);
            let top = if bin.count > 0 { plot.at(0.0, place(bin.count)).1 } else { plot.bottom };
            let count = label::value(bin.count as f64, Unit::Count);
            Mark {
                key: MarkKey { series: 0, index: n as u32 },
                label: format!("{}: {count} {things} ({})", clean(&bin.label), share(bin.count)),
                x: from as f32,
                y: plot.top as f32,
                width: (to - from) as f32,
                height: (plot.bottom - plot.top) as f32,
                anchor_x: ((from + to) / 2.0) as f32,
                anchor_y: top as f32,
            }
        })
        .collect();
    Drawing { svg, width, height, marks, title, summary, table }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn summary(spec: &HistogramSpec, things: &str, total: u64, share: &dyn Fn(u64) -> String) -> String {
    let Some(fullest) = spec.bins.iter().reduce(|a, b| if b.count > a.count { b } else { a }) else {
        return String::new();
    };
    // The range in which the middle one of them lies.
    let mut before = 0_u64;
    let middle = spec.bins.iter().find(|bin| {
        before = before.saturating_add(bin.count);
        before >= total.div_ceil(2)
    });
    let mut out = format!(
        "{} {things} in {} ranges; most in {}: {} ({})",
        label::value(total as f64, Unit::Count),
        spec.bins.len(),
        clean(&fullest.label),
        label::value(fullest.count as f64, Unit::Count),
        share(fullest.count)
    );
    if let Some(middle) = middle {
        out.push_str(&format!("; the middle one in {}", clean(&middle.label)));
    }
    out.push('.');
    if spec.log {
        out.push_str(" The scale is logarithmic.");
    }
    let hidden = spec.bins.len().saturating_sub(MOST);
    if hidden > 0 {
        out.push_str(&format!(" {hidden} more are in the table."));
    }
    out
}
