//! Horizontal bars by category, each with its value beside it.
//!
//! Bars begin at zero; the value stands at the bar's end, so there is neither a grid nor a value axis.

use super::{
    DataTable, Drawing, LEAST, Mark, MarkKey, Unit,
    backend::{Anchor, Dash, Plot, TEXT},
    empty,
    ink::Ink,
    label::{self, clean},
    measure::{fit, text_width},
    n_text,
    scale::usable,
    size, svg,
};

/// What to draw as bars.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BarSpec {
    /// Title for screen readers and the table; it is not drawn.
    pub title: String,
    /// Width the chart will have in the page, CSS px (default 760). The height follows from the bars.
    pub width: f64,
    /// What the values are.
    pub unit: Unit,
    /// The bars from top to bottom.
    pub bars: Vec<Bar>,
    /// What the categories are, for the table's heading: `Type`.
    pub category_name: String,
    /// What `previous` is: `September`.
    pub previous_name: String,
    /// What `n` counts: `posts`.
    pub n_name: String,
}

/// One bar.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bar {
    /// The category.
    pub label: String,
    /// `None` where there is no value.
    pub value: Option<f64>,
    /// The value to compare with, drawn as a tick.
    pub previous: Option<f64>,
    /// How many things the value rests on, where that is known.
    pub n: Option<u32>,
    /// Data colour 1–5; 0 is the first.
    pub colour: u8,
}

/// Height of a row, px.
const ROW: f64 = 28.0;
/// Height of a bar, px.
const BAR: f64 = 14.0;
/// Rows drawn at most; the table has them all.
const MOST: usize = 60;

/// Draws horizontal bars.
pub fn bars(spec: &BarSpec) -> Drawing {
    let width = size(spec.width, 760.0).max(LEAST);
    let title = clean(&spec.title);
    let table = table(spec, &title);
    let shown = spec.bars.get(..spec.bars.len().min(MOST)).unwrap_or_default();
    let left_out = spec.bars.len() - shown.len();
    let values: Vec<Option<f64>> = shown.iter().map(|b| usable(b.value)).collect();
    if values.iter().all(Option::is_none) {
        return Drawing { table, ..empty(title, width, ROW * 3.0, Vec::new()) };
    }
    let previous_name = clean(&spec.previous_name);
    let explained = !previous_name.is_empty() && shown.iter().any(|b| usable(b.previous).is_some());
    let height = ROW * shown.len() as f64 + if left_out > 0 || explained { ROW } else { 4.0 };
    let all = values.iter().copied().flatten().chain(shown.iter().filter_map(|b| usable(b.previous)));
    let (low, mut high) = all.fold((0.0f64, 0.0f64), |(low, high), v| (low.min(v), high.max(v)));
    if low == high {
        high = 1.0;
    }
    let names: Vec<String> = shown.iter().map(|b| fit(&clean(&b.label), width * 0.36, TEXT, false)).collect();
    let left = names.iter().map(|name| text_width(name, TEXT, false)).fold(0.0, f64::max).ceil() + 10.0;
    // The value and, where there is room, the n it rests on.
    let with_n = width >= 420.0;
    let texts: Vec<(String, String)> = shown
        .iter()
        .zip(&values)
        .map(|(bar, v)| {
            let n = bar.n.filter(|_| with_n).map(|n| format!("n\u{202f}{}", label::value(f64::from(n), Unit::Count)));
            (v.map_or(label::NONE.to_owned(), |v| label::value(v, spec.unit)), n.unwrap_or_default())
        })
        .collect();
    let text_room = |(value, n): &(String, String)| {
        text_width(value, TEXT, true) + if n.is_empty() { 0.0 } else { text_width(n, TEXT, false) + 8.0 }
    };
    let room = texts.iter().map(text_room).fold(0.0, f64::max).ceil() + 8.0;
    // Texts of negative bars stand at the right of zero.
    let right = (width - room).max(left + 16.0);
    let plot = Plot::new(low..high, 0.0..1.0, (left, 0.0), (right, height));
    let zero = plot.at(0.0, 0.0).0;
    let summary = summary(spec, &values, left_out);
    let middle = |i: usize| ROW * i as f64 + ROW / 2.0;
    let svg = svg(width, height, &title, &summary, |canvas| {
        for (i, (bar, v)) in shown.iter().zip(&values).enumerate() {
            let y = middle(i);
            if let Some(name) = names.get(i) {
                canvas.text(name, (left - 8.0, y), Anchor::End, Ink::Text, false);
            }
            let end = v.map_or(zero, |v| plot.at(v, 0.0).0);
            if *v != Some(0.0) && v.is_some() {
                // A value that is not zero can be seen, however small.
                let length = (end - zero).abs().max(1.0);
                canvas.rect((zero.min(end), y - BAR / 2.0), (length, BAR), Ink::data(bar.colour), 2);
            }
            let previous = usable(bar.previous).map(|v| plot.at(v, 0.0).0);
            if let Some(x) = previous {
                canvas.line((x, y - BAR / 2.0 - 3.0), (x, y + BAR / 2.0 + 3.0), Ink::Text, 1.5, Dash::Solid);
            }
            if let Some((value, n)) = texts.get(i) {
                // Beyond the comparison's tick as well, where that would be struck through.
                let wide = text_room(&(value.clone(), n.clone()));
                let mut x = end.max(zero) + 6.0;
                if previous.is_some_and(|p| p > x - 5.0 && p < x + wide + 4.0) {
                    x = previous.unwrap_or(x) + 6.0;
                }
                let ink = if v.is_some() { Ink::Text } else { Ink::Muted };
                canvas.text(value, (x, y), Anchor::Start, ink, v.is_some());
                if !n.is_empty() {
                    let x = x + text_width(value, TEXT, true) + 6.0;
                    canvas.text(n, (x, y), Anchor::Start, Ink::Muted, false);
                }
            }
        }
        let bottom = ROW * shown.len() as f64;
        canvas.line((zero, 2.0), (zero, bottom - 2.0), Ink::Axis, 1.0, Dash::Solid);
        let (mut x, y) = (left, bottom + ROW / 2.0);
        if explained {
            canvas.line((x + 1.0, y - 6.0), (x + 1.0, y + 6.0), Ink::Text, 1.5, Dash::Solid);
            let name = fit(&previous_name, (width - left) / 2.0, TEXT, false);
            canvas.text(&name, (x + 7.0, y), Anchor::Start, Ink::Muted, false);
            x += text_width(&name, TEXT, false) + 20.0;
        }
        if left_out > 0 {
            let text = format!("and {} more in the table", label::value(left_out as f64, Unit::Count));
            canvas.text(&fit(&text, width - x, TEXT, false), (x, y), Anchor::Start, Ink::Muted, false);
        }
    });
    let marks = shown
        .iter()
        .zip(&values)
        .enumerate()
        .map(|(i, (bar, v))| Mark {
            key: MarkKey { series: 0, index: i as u32 },
            label: mark_label(spec, bar),
            x: 0.0,
            y: (ROW * i as f64) as f32,
            width: width as f32,
            height: ROW as f32,
            anchor_x: v.map_or(zero, |v| plot.at(v, 0.0).0) as f32,
            anchor_y: middle(i) as f32,
        })
        .collect();
    Drawing { svg, width, height, marks, title, summary, table }
}

fn mark_label(spec: &BarSpec, bar: &Bar) -> String {
    let text = |v: Option<f64>| v.map_or("no value".to_owned(), |v| label::value(v, spec.unit));
    let mut out = format!("{}: {}{}", clean(&bar.label), text(bar.value), n_text(bar.n, &clean(&spec.n_name)));
    if bar.previous.is_some() {
        let name = clean(&spec.previous_name);
        let name = if name.is_empty() { "before".to_owned() } else { name };
        out.push_str(&format!(" · {name} {}", text(bar.previous)));
    }
    out
}

fn summary(spec: &BarSpec, values: &[Option<f64>], left_out: usize) -> String {
    let ranked = || spec.bars.iter().zip(values).filter_map(|(bar, v)| Some((bar, (*v)?)));
    let Some(highest) = ranked().reduce(|a, b| if b.1 > a.1 { b } else { a }) else { return String::new() };
    let Some(lowest) = ranked().reduce(|a, b| if b.1 < a.1 { b } else { a }) else { return String::new() };
    let text = |(bar, v): (&Bar, f64)| format!("{} {}", clean(&bar.label), label::value(v, spec.unit));
    let mut out = if ranked().count() == 1 {
        format!("{}.", text(highest))
    } else {
        format!("{} bars; highest {}, lowest {}.", values.len(), text(highest), text(lowest))
    };
    let missing = values.iter().filter(|v| v.is_none()).count();
    if missing > 0 {
        out.push_str(&format!(" {missing} without a value."));
    }
    if left_out > 0 {
        out.push_str(&format!(" {left_out} more are in the table."));
    }
    out
}

fn table(spec: &BarSpec, title: &str) -> DataTable {
    let with_previous = spec.bars.iter().any(|b| b.previous.is_some());
    let with_n = spec.bars.iter().any(|b| b.n.is_some());
    let or = |text: &str, default: &str| if text.is_empty() { default.to_owned() } else { clean(text) };
    let mut columns = vec![or(&spec.category_name, "Category"), or(title, "Value")];
    if with_previous {
        columns.push(or(&spec.previous_name, "Before"));
    }
    if with_n {
        columns.push(if spec.n_name.is_empty() { "n".to_owned() } else { format!("n {}", clean(&spec.n_name)) });
    }
    let text = |v: Option<f64>| v.map_or(label::NONE.to_owned(), |v| label::value(v, spec.unit));
    let rows = spec
        .bars
        .iter()
        .map(|bar| {
            let mut row = vec![clean(&bar.label), text(bar.value)];
            if with_previous {
                row.push(text(bar.previous));
            }
            if with_n {
                row.push(bar.n.map_or(label::NONE.to_owned(), |n| label::value(f64::from(n), Unit::Count)));
            }
            row
        })
        .collect();
    DataTable { columns, rows, note: None }
}
