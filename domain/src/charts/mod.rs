//! Charts: numbers in, an SVG text and its marks out.
//!
//! A specification ([`LineSpec`], [`BarSpec`], [`HeatSpec`], [`HistogramSpec`], [`LorenzSpec`], [`NamedSpec`], [`SparkSpec`]) becomes a [`Drawing`]: the SVG, the
//! places that can be pointed at or reached by key, a sentence for a screen reader and the table behind it.
//! Everything here is pure: no page, no clock, no store; native and browser draw the same bytes, in a worker as
//! well. It computes no KPI: values come ready from `analytics`.
//!
//! The SVG has a `viewBox` in CSS px and no size of its own, class names for colours ([`stylesheet`] is in the
//! page) and neither `style` attributes nor scripts, so it passes a strict Content-Security-Policy and follows
//! the theme without being drawn again. Ask for the `width` it will have: labels stay 11 px and the ticks follow
//! the room. For a file that stands alone, [`paint`] it.
//!
//! Drawing goes through Plotters with a backend of our own (`backend.rs` says why). Series longer than the chart
//! is wide are reduced first, keeping their extremes.
//!
//! ```
//! use hearth_domain::charts::{LineSpec, Palette, Point, Series, Step, Unit, line, paint};
//!
//! let drawing = line(&LineSpec {
//!     title: "Engagement rate by reach".into(),
//!     unit: Unit::Percent,
//!     step: Step::Day,
//!     series: vec![Series::new("October", vec![Point::new(20_727.0, 0.0141), Point::new(20_728.0, 0.0182)])],
//!     ..LineSpec::default()
//! });
//! assert!(drawing.svg.starts_with("<svg"));
//! assert_eq!(drawing.marks[0].label, "Thu 1 Oct 2026: 1.41\u{202f}%");
//! let file = paint(&drawing.svg, &Palette::light());
//! assert!(file.contains("#0b6e99"));
//! ```

mod backend;
mod bars;
mod heat;
mod histogram;
mod ink;
mod label;
mod line;
mod lorenz;
mod measure;
mod named;
mod reduce;
mod scale;
mod spark;

pub use bars::{Bar, BarSpec, bars};
pub use heat::{Category, HeatCell, HeatSpec, heat_map};
pub use histogram::{HistogramBin, HistogramSpec, histogram};
pub use ink::{Ink, Palette, Rgb, paint, stylesheet};
pub use label::{Unit, axis, bucket, date, value};
pub use line::{Band, Event, LineSpec, Note, Point, Series, Target, line};
pub use lorenz::{LorenzSpec, lorenz};
pub use named::{NamedSeries, NamedSpec, named};
pub use spark::{SparkSpec, sparkline};

use backend::{Anchor, Canvas, TEXT};
use label::push_escaped;

/// A chart, drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawing {
    /// The SVG element: safe to put into the page as it is.
    pub svg: String,
    /// Width of the `viewBox`, CSS px.
    pub width: f64,
    /// Height of the `viewBox`, CSS px.
    pub height: f64,
    /// What can be pointed at, in the order the keys go through it. The boxes tile the plot: each place in it
    /// belongs to one mark, but for the blank cells of a heat map.
    pub marks: Vec<Mark>,
    /// The chart's title, plain text.
    pub title: String,
    /// What the chart shows, in a sentence or two: for a screen reader.
    pub summary: String,
    /// The numbers behind it.
    pub table: DataTable,
}

/// A place of a chart that stands for a value.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Which value.
    pub key: MarkKey,
    /// Its time or category, value and n, plain text: `Mon 5 Oct 2026: 1.82 %, n 3 posts`.
    pub label: String,
    /// Left edge of the box that belongs to it, in units of the `viewBox`.
    pub x: f32,
    /// Top edge.
    pub y: f32,
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
    /// Where the value itself is drawn: put a tooltip or a focus ring here.
    pub anchor_x: f32,
    /// See `anchor_x`.
    pub anchor_y: f32,
}

/// Which value of the specification a mark stands for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MarkKey {
    /// Index of the series (line) or row (heat map); 0 for bars.
    pub series: u32,
    /// Index of the point, bar or column.
    pub index: u32,
}

/// The numbers of a chart as text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DataTable {
    /// Headings. The first column names the row.
    pub columns: Vec<String>,
    /// Rows, each as long as `columns`.
    pub rows: Vec<Vec<String>>,
    /// Where the table does not hold every value: what it holds.
    pub note: Option<String>,
}

/// What a point of a time series stands for; it begins at the point's time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Step {
    Hour,
    #[default]
    Day,
    Week,
    Month,
    Quarter,
    Year,
    /// Days since a beginning, not of a calendar. A value holds until the next: the line is drawn as stairs.
    Elapsed,
}

/// Width of a chart with labels at least, px.
const LEAST: f64 = 160.0;

/// Widths and heights that are drawn, px.
const SIZES: std::ops::RangeInclusive<f64> = 16.0..=4_000.0;

fn size(wanted: f64, default: f64) -> f64 {
    let wanted = if wanted.is_finite() && wanted > 0.0 { wanted } else { default };
    wanted.clamp(*SIZES.start(), *SIZES.end()).round()
}

/// The SVG text around what `draw` draws.
fn svg(width: f64, height: f64, title: &str, summary: &str, draw: impl FnOnce(&Canvas)) -> String {
    let mut out = String::with_capacity(4096);
    out.push_str("<svg class=\"chart\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ");
    out.push_str(&width.to_string());
    out.push(' ');
    out.push_str(&height.to_string());
    out.push_str("\" font-size=\"11\" stroke-linejoin=\"round\" role=\"img\" aria-label=\"");
    push_escaped(&mut out, title);
    if !title.is_empty() && !summary.is_empty() {
        out.push_str(". ");
    }
    push_escaped(&mut out, summary);
    out.push_str("\">");
    draw(&Canvas::new(&mut out, width, height));
    out.push_str("</svg>");
    out
}

/// What an empty chart says.
const EMPTY: &str = "No data in this period";

/// A drawing that says there is nothing to draw.
fn empty(title: String, width: f64, height: f64, columns: Vec<String>) -> Drawing {
    let text = measure::fit(EMPTY, width - 8.0, TEXT, false);
    let svg = svg(width, height, &title, EMPTY, |canvas| {
        canvas.text(&text, (width / 2.0, height / 2.0), Anchor::Middle, Ink::Muted, false);
    });
    let table = DataTable { columns, ..DataTable::default() };
    Drawing { svg, width, height, marks: Vec::new(), title, summary: EMPTY.into(), table }
}

/// `, n 3 posts`, or nothing where there is no n.
fn n_text(n: Option<u32>, name: &str) -> String {
    let Some(n) = n else { return String::new() };
    let blank = if name.is_empty() { "" } else { " " };
    format!(", n {}{blank}{name}", label::value(f64::from(n), Unit::Count))
}
