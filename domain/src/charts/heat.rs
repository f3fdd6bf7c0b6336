//! The heat map: two categories against each other, such as weekday × hour.
//!
//! Six steps of one colour, with their bounds below. A cell that rests on too little is crossed out and says so
//! in its label; cells wide enough have their value written in them: colour is never alone.

use super::{
    DataTable, Drawing, LEAST, Mark, MarkKey, Unit,
    backend::{Anchor, Canvas, Dash, TEXT},
    empty,
    ink::{HEAT_STEPS, Ink},
    label::{self, clean},
    measure::{fit, text_width},
    n_text,
    scale::usable,
    size, svg,
};
use crate::model::time::WEEKDAYS;

/// What to draw as a heat map.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HeatSpec {
    /// Title for screen readers and the table; it is not drawn.
    pub title: String,
    /// Width the chart will have in the page, CSS px (default 760). The height follows from the rows.
    pub width: f64,
    /// What the values are.
    pub unit: Unit,
    /// From top to bottom.
    pub rows: Vec<Category>,
    /// From left to right.
    pub columns: Vec<Category>,
    /// Row by row, `rows × columns` of them; missing ones have no value.
    pub cells: Vec<HeatCell>,
    /// Cells with a smaller `n` are crossed out: too little to judge.
    pub min_n: u32,
    /// Cells without a value are left blank, not crossed out: they lie where nothing can be yet.
    pub blank: bool,
    /// What the values count, said after them in labels: `messages`. Empty for rates.
    pub value_name: String,
    /// What `n` counts: `posts`. Empty where `n` says nothing beyond the value.
    pub n_name: String,
    /// What the rows are, for the table's heading: `Weekday`.
    pub row_name: String,
}

/// A row or column.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Category {
    /// On the axis: `Mon`, `9`.
    pub short: String,
    /// In labels: `Monday`, `09:00`.
    pub long: String,
}

/// One cell.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct HeatCell {
    /// `None` where there is no value.
    pub value: Option<f64>,
    /// How many things the value rests on.
    pub n: u32,
}

impl HeatSpec {
    /// A map of weekday × hour. `cells` are 7 × 24 from Monday at 00:00; rows begin on `week_start`
    /// (0 = Monday … 6 = Sunday).
    pub fn week(title: impl Into<String>, cells: &[HeatCell], week_start: u8) -> Self {
        let days = (0..7).map(|i| (usize::from(week_start) + i) % 7);
        let category = |name: &str| Category { short: name.chars().take(3).collect(), long: name.to_owned() };
        Self {
            title: title.into(),
            row_name: "Weekday".into(),
            rows: days.clone().filter_map(|day| WEEKDAYS.get(day)).map(|name| category(name)).collect(),
            columns: (0..24).map(|h| Category { short: h.to_string(), long: format!("{h:02}:00") }).collect(),
            cells: days
                .flat_map(|day| (0..24).map(move |hour| day * 24 + hour))
                .map(|i| cells.get(i).copied().unwrap_or_default())
                .collect(),
            ..Self::default()
        }
    }

    fn cell(&self, row: usize, column: usize) -> HeatCell {
        self.cells.get(row * self.columns.len() + column).copied().unwrap_or_default()
    }

    /// The value, where the cell has one that rests on enough.
    fn shown(&self, row: usize, column: usize) -> Option<f64> {
        let cell = self.cell(row, column);
        usable(cell.value).filter(|_| cell.n >= self.min_n)
    }

    /// Whether the cell is left blank.
    fn is_blank(&self, row: usize, column: usize) -> bool {
        self.blank && self.cell(row, column).value.is_none()
    }
}

/// Px between cells.
const GAP: f64 = 2.0;
/// Rows and columns drawn at most.
const MOST: usize = 200;

/// Draws a heat map.
pub fn heat_map(spec: &HeatSpec) -> Drawing {
    let width = size(spec.width, 760.0).max(LEAST);
    let title = clean(&spec.title);
    let (rows, columns) = (spec.rows.len().min(MOST), spec.columns.len().min(MOST));
    let table = table(spec);
    let all = || (0..rows).flat_map(|r| (0..columns).map(move |c| (r, c)));
    let values = || all().filter_map(|(r, c)| spec.shown(r, c));
    let range = values()
        .fold(None, |range: Option<(f64, f64)>, v| Some(range.map_or((v, v), |(low, high)| (low.min(v), high.max(v)))));
    let Some((low, high)) = range else {
        return Drawing { table, ..empty(title, width, 120.0, Vec::new()) };
    };
    let steps = Steps::new(low, high, spec.unit);

    let names: Vec<String> =
        spec.rows.iter().take(rows).map(|r| fit(&clean(&r.short), width * 0.3, TEXT, false)).collect();
    let left = names.iter().map(|n| text_width(n, TEXT, false)).fold(0.0, f64::max).ceil() + 8.0;
    // Whole tenths, so that all cells are the same.
    let pitch = (((width - left) / columns as f64) * 10.0).floor() / 10.0;
    let row_height = if width < 480.0 { 22.0 } else { 25.0 };
    let gap = if pitch < 10.0 { 1.0 } else { GAP };
    let (cell_width, cell_height) = ((pitch - gap).max(0.5), row_height - gap);
    let bottom = row_height * rows as f64;
    let height = bottom + 46.0;
    let widest = values().map(|v| text_width(&steps.text(v), TEXT, false)).fold(0.0, f64::max);
    let written = widest + 6.0 <= cell_width;
    let place = |r: usize, c: usize| (left + pitch * c as f64, row_height * r as f64);

    let summary = summary(spec, rows, columns);
    let svg = svg(width, height, &title, &summary, |canvas| {
        for (r, name) in names.iter().enumerate() {
            let y = row_height * r as f64 + cell_height / 2.0;
            canvas.text(name, (left - 6.0, y), Anchor::End, Ink::Muted, false);
        }
        for (r, c) in all() {
            let (x, y) = place(r, c);
            match spec.shown(r, c) {
                Some(v) => {
                    let step = steps.of(v);
                    let ink = if step == 0 { Ink::Sunk } else { Ink::heat(step) };
                    canvas.rect((x, y), (cell_width, cell_height), ink, 2);
                    if written {
                        let ink = if step == 0 { Ink::Muted } else { Ink::on_heat(step) };
                        let centre = (x + cell_width / 2.0, y + cell_height / 2.0);
                        canvas.text(&steps.text(v), centre, Anchor::Middle, ink, false);
                    }
                }
                None if spec.is_blank(r, c) => {}
                None => unknown(canvas, (x, y), (cell_width, cell_height)),
            }
        }
        column_names(canvas, spec, columns, (left, pitch, cell_width), bottom, width);
        legend(canvas, spec, &steps, left, bottom + 36.0, width);
    });
    let marks = all()
        .filter(|(r, c)| !spec.is_blank(*r, *c))
        .map(|(r, c)| {
            let (x, y) = place(r, c);
            let right = if c + 1 == columns { width } else { x + pitch };
            Mark {
                key: MarkKey { series: r as u32, index: c as u32 },
                label: mark_label(spec, r, c),
                x: x as f32,
                y: y as f32,
                width: (right - x) as f32,
                height: row_height as f32,
                anchor_x: (x + (pitch - gap).max(0.0) / 2.0) as f32,
                anchor_y: (y + cell_height / 2.0) as f32,
            }
        })
        .collect();
    Drawing { svg, width, height, marks, title, summary, table }
}

/// A cell with too little to judge: an empty frame, crossed.
fn unknown(canvas: &Canvas, (x, y): (f64, f64), (width, height): (f64, f64)) {
    canvas.frame((x + 0.5, y + 0.5), (width - 1.0, height - 1.0), Ink::Grid, 2);
    canvas.line((x + 2.0, y + height - 2.0), (x + width - 2.0, y + 2.0), Ink::Axis, 1.0, Dash::Solid);
}

fn column_names(
    canvas: &Canvas,
    spec: &HeatSpec,
    columns: usize,
    (left, pitch, cell): (f64, f64, f64),
    bottom: f64,
    width: f64,
) {
    let names: Vec<String> =
        spec.columns.iter().take(columns).map(|c| fit(&clean(&c.short), 90.0, TEXT, false)).collect();
    let widest = names.iter().map(|n| text_width(n, TEXT, false)).fold(0.0, f64::max) + 8.0;
    // Hours are named every third, sixth or twelfth.
    let every = if columns == 24 { [1, 3, 6, 12, 24] } else { [1, 2, 5, 10, 50] };
    let every = every.into_iter().find(|n| pitch * f64::from(*n) >= widest).unwrap_or(MOST as i32);
    for (c, name) in names.iter().enumerate().step_by(every as usize) {
        let half = text_width(name, TEXT, false) / 2.0;
        let x = (left + pitch * c as f64 + cell / 2.0).clamp(half, (width - half).max(half));
        canvas.text(name, (x, bottom + 11.0), Anchor::Middle, Ink::Muted, false);
    }
}

/// The steps with the highest value of each; in little room only the first and the last.
fn legend(canvas: &Canvas, spec: &HeatSpec, steps: &Steps, left: f64, y: f64, width: f64) {
    const SWATCH: f64 = 12.0;
    let swatch = |x: f64, step: u8| {
        let ink = if step == 0 { Ink::Sunk } else { Ink::heat(step) };
        canvas.rect((x, y - SWATCH / 2.0), (SWATCH, SWATCH), ink, 2);
    };
    let bounds = steps.bounds();
    let room = |text: &str| SWATCH + 4.0 + text_width(text, TEXT, false) + 10.0;
    let mut x = left;
    if left + bounds.iter().map(|b| room(&b.1)).sum::<f64>() <= width {
        for (step, text) in &bounds {
            swatch(x, *step);
            canvas.text(text, (x + SWATCH + 4.0, y), Anchor::Start, Ink::Muted, false);
            x += room(text);
        }
    } else {
        let (low, high) = (steps.text(steps.low), steps.text(steps.high));
        canvas.text(&low, (x, y), Anchor::Start, Ink::Muted, false);
        x += text_width(&low, TEXT, false) + 6.0;
        for (step, _) in &bounds {
            swatch(x, *step);
            x += SWATCH + 1.0;
        }
        canvas.text(&high, (x + 5.0, y), Anchor::Start, Ink::Muted, false);
        x += text_width(&high, TEXT, false) + 20.0;
    }
    let crossed = (0..spec.rows.len().min(MOST))
        .any(|r| (0..spec.columns.len().min(MOST)).any(|c| spec.shown(r, c).is_none() && !spec.is_blank(r, c)));
    let text = "too little data";
    if crossed && x + SWATCH + 4.0 + text_width(text, TEXT, false) <= width {
        unknown(canvas, (x, y - SWATCH / 2.0), (SWATCH, SWATCH));
        canvas.text(text, (x + SWATCH + 4.0, y), Anchor::Start, Ink::Muted, false);
    }
}

/// How values fall into steps: zero (or below) is step 0 where all are counts or rates, the rest six equal parts
/// from the lowest to the highest.
struct Steps {
    low: f64,
    high: f64,
    unit: Unit,
    zero: bool,
}

impl Steps {
    fn new(low: f64, high: f64, unit: Unit) -> Self {
        let zero = low >= 0.0;
        Self { low: if zero { 0.0 } else { low }, high, unit, zero }
    }

    fn of(&self, value: f64) -> u8 {
        if self.zero && value <= 0.0 {
            return 0;
        }
        let share = (value - self.low) / (self.high - self.low);
        if share.is_finite() {
            (share * f64::from(HEAT_STEPS)).ceil().clamp(1.0, f64::from(HEAT_STEPS)) as u8
        } else {
            HEAT_STEPS
        }
    }

    fn text(&self, value: f64) -> String {
        if self.unit == Unit::Duration {
            return label::value(value, self.unit);
        }
        label::even(value, self.tick(), self.unit)
    }

    /// The precision of the labels: a round part of the range.
    fn tick(&self) -> f64 {
        let part = ((self.high - self.low) / 20.0).max(1e-290);
        let tick = 10f64.powf(part.log10().floor());
        if self.unit == Unit::Count { tick.max(1.0) } else { tick }
    }

    /// Each step that is used with the highest value in it.
    fn bounds(&self) -> Vec<(u8, String)> {
        let part = (self.high - self.low) / f64::from(HEAT_STEPS);
        let mut bounds: Vec<(u8, String)> = Vec::new();
        if self.zero {
            bounds.push((0, self.text(0.0)));
        }
        for step in 1..=HEAT_STEPS {
            let top = self.low + part * f64::from(step);
            let top = if self.unit == Unit::Count { top.floor() } else { top };
            let text = self.text(top);
            // Small counts leave steps without a value.
            let empty = self.unit == Unit::Count && self.of(top) != step && step < HEAT_STEPS;
            if !empty && bounds.last().is_none_or(|last| last.1 != text) {
                let single = self.unit == Unit::Count && part <= 1.0;
                bounds.push((step, if single { text } else { format!("≤ {text}") }));
            }
        }
        bounds
    }
}

fn mark_label(spec: &HeatSpec, row: usize, column: usize) -> String {
    let name =
        |c: Option<&Category>| c.map_or(String::new(), |c| clean(if c.long.is_empty() { &c.short } else { &c.long }));
    let with_name = |v: f64| {
        let blank = if spec.value_name.is_empty() { "" } else { " " };
        format!("{}{blank}{}", label::value(v, spec.unit), clean(&spec.value_name))
    };
    let cell = spec.cell(row, column);
    let value = match (cell.value.filter(|v| v.is_finite()), cell.n < spec.min_n) {
        (None, _) => "no value".to_owned(),
        (Some(v), false) => with_name(v),
        (Some(v), true) => format!("{}, too little data to judge", with_name(v)),
    };
    let n = if spec.n_name.is_empty() { String::new() } else { n_text(Some(cell.n), &clean(&spec.n_name)) };
    format!("{} {}: {value}{n}", name(spec.rows.get(row)), name(spec.columns.get(column)))
}

fn summary(spec: &HeatSpec, rows: usize, columns: usize) -> String {
    let mut best: Option<(f64, usize, usize)> = None;
    let (mut least, mut missing) = (f64::MAX, 0usize);
    for r in 0..rows {
        for c in 0..columns {
            match spec.shown(r, c) {
                Some(v) => {
                    least = least.min(v);
                    if best.is_none_or(|b| v > b.0) {
                        best = Some((v, r, c));
                    }
                }
                None => missing += usize::from(!spec.is_blank(r, c)),
            }
        }
    }
    let Some((_, r, c)) = best else { return String::new() };
    let mut out = format!("Highest {}; lowest {}.", mark_label(spec, r, c), label::value(least, spec.unit));
    if missing > 0 {
        out.push_str(&format!(" {missing} of {} cells have too little data.", rows * columns));
    }
    out
}

fn table(spec: &HeatSpec) -> DataTable {
    let name = |c: &Category| clean(if c.long.is_empty() { &c.short } else { &c.long });
    let mut columns = vec![clean(&spec.row_name)];
    columns.extend(spec.columns.iter().take(MOST).map(name));
    let rows = spec
        .rows
        .iter()
        .take(MOST)
        .enumerate()
        .map(|(r, row)| {
            let value = |c| spec.shown(r, c).map_or(label::NONE.to_owned(), |v| label::value(v, spec.unit));
            std::iter::once(name(row)).chain((0..spec.columns.len().min(MOST)).map(value)).collect()
        })
        .collect();
    DataTable { columns, rows, note: None }
}
