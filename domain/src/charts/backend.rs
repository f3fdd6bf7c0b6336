//! The Plotters backend that writes the SVG, and the canvas over it.
//!
//! Plotters' own SVG backend writes whole pixels and fixed colours, and on wasm measures each label in the page.
//! This one writes tenths of a px (Plotters' integer coordinates are tenths here), class names for colours, no
//! `style`, and measures by [`super::measure`]: native and browser draw the same bytes, with or without a page.

use super::{ink::Ink, label::push_escaped, measure::text_width};
use plotters::{
    coord::{CoordTranslate as _, Shift, cartesian::Cartesian2d, types::RangedCoordf64},
    drawing::{DrawingArea, IntoDrawingArea as _},
    element::{Circle, PathElement, Polygon, Rectangle, Text},
    style::{
        FontFamily, FontStyle, FontTransform, RGBColor, ShapeStyle, TextStyle,
        text_anchor::{HPos, Pos, VPos},
    },
};
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind};
use std::{convert::Infallible, ops::Range};

/// Font size of all labels, px.
pub(super) const TEXT: f64 = 11.0;

/// Plotters' units in a px.
const TENTHS: f64 = 10.0;

/// How a line is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Dash {
    Solid,
    Dashed,
    Dotted,
}

struct Writer<'a> {
    out: &'a mut String,
    size: (u32, u32),
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

impl Writer<'_> {
    fn number(&mut self, name: &str, tenths: i32) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        push_tenths(self.out, tenths);
        self.out.push('"');
    }

    fn word(&mut self, name: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        self.out.push_str(value);
        self.out.push('"');
    }

    fn class(&mut self, kind: &str, color: BackendColor) {
        self.out.push_str(" class=\"");
        self.out.push_str(kind);
        self.out.push_str(Ink::from_number(color.rgb.0).name());
        self.out.push('"');
    }

    /// The stroke: ink, width and dash from the style.
    fn stroke<S: BackendStyle>(&mut self, style: &S) {
        self.class("stroke-", style.color());
        self.number("stroke-width", style.stroke_width() as i32);
        match style.color().rgb.1 {
            1 => self.word("stroke-dasharray", "4 3"),
            2 => self.word("stroke-dasharray", "1 4"),
            _ => {}
        }
    }

    fn points(&mut self, path: impl Iterator<Item = BackendCoord>) {
        self.out.push_str(" points=\"");
        for (i, (x, y)) in path.enumerate() {
            if i > 0 {
                self.out.push(' ');
            }
            push_tenths(self.out, x);
            self.out.push(',');
            push_tenths(self.out, y);
        }
        self.out.push_str("\"/>");
    }
}

impl DrawingBackend for Writer<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, color: BackendColor) -> Drawn {
        self.out.push_str("<rect");
        self.class("fill-", color);
        self.number("x", x);
        self.number("y", y);
        self.out.push_str(" width=\".1\" height=\".1\"/>");
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.out.push_str("<line");
        self.stroke(style);
        self.number("x1", from.0);
        self.number("y1", from.1);
        self.number("x2", to.0);
        self.number("y2", to.1);
        self.out.push_str("/>");
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(&mut self, a: BackendCoord, b: BackendCoord, style: &S, fill: bool) -> Drawn {
        self.out.push_str("<rect");
        if fill {
            self.class("fill-", style.color());
        } else {
            self.stroke(style);
            self.word("fill", "none");
        }
        self.number("x", a.0.min(b.0));
        self.number("y", a.1.min(b.1));
        self.number("width", (b.0 - a.0).abs());
        self.number("height", (b.1 - a.1).abs());
        let radius = style.color().rgb.2;
        if radius > 0 {
            self.number("rx", i32::from(radius));
        }
        self.out.push_str("/>");
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        self.out.push_str("<polyline");
        self.stroke(style);
        self.word("fill", "none");
        self.points(path.into_iter());
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        self.out.push_str("<polygon");
        self.class("fill-", style.color());
        self.points(path.into_iter());
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, center: BackendCoord, radius: u32, style: &S, fill: bool) -> Drawn {
        self.out.push_str("<circle");
        if fill {
            self.class("fill-", style.color());
        } else {
            self.stroke(style);
            self.word("fill", "none");
        }
        self.number("cx", center.0);
        self.number("cy", center.1);
        self.number("r", radius as i32);
        self.out.push_str("/>");
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, (x, y): BackendCoord) -> Drawn {
        let size = style.size();
        let (h, v) = (style.anchor().h_pos, style.anchor().v_pos);
        self.out.push_str("<text");
        self.class("fill-", style.color());
        self.number("x", x);
        // From the middle (or top) of the small letters and digits down to their foot.
        let down = match v {
            VPos::Top => 0.76,
            VPos::Center => 0.36,
            VPos::Bottom => 0.0,
        };
        self.number("y", y + (size * down).round() as i32);
        match h {
            HPos::Left => {}
            HPos::Center => self.word("text-anchor", "middle"),
            HPos::Right => self.word("text-anchor", "end"),
        }
        let tenths = size.round() as i32;
        if f64::from(tenths) != TEXT * TENTHS {
            self.number("font-size", tenths);
        }
        if matches!(style.style(), FontStyle::Bold) {
            self.word("font-weight", "600");
        }
        self.out.push('>');
        push_escaped(self.out, text);
        self.out.push_str("</text>");
        Ok(())
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let bold = matches!(style.style(), FontStyle::Bold);
        Ok((text_width(text, style.size(), bold).ceil() as u32, style.size().ceil() as u32))
    }
}

/// Writes a number of tenths: `12.5`, `12`, `-.5` as `-0.5`.
fn push_tenths(out: &mut String, tenths: i32) {
    let mut digits = [0u8; 10];
    let (mut whole, tenth) = (tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10);
    if tenths < 0 {
        out.push('-');
    }
    let mut n = 0;
    loop {
        if let Some(digit) = digits.get_mut(n) {
            *digit = b'0' + (whole % 10) as u8;
        }
        n += 1;
        whole /= 10;
        if whole == 0 {
            break;
        }
    }
    for digit in digits.iter().take(n).rev() {
        out.push(char::from(*digit));
    }
    if tenth > 0 {
        out.push('.');
        out.push(char::from(b'0' + tenth as u8));
    }
}

/// Where a text stands to its point.
#[derive(Clone, Copy)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A sheet measured in CSS px, over a Plotters drawing area.
///
/// Drawing cannot fail: the writer appends to a `String` and has no error of its own, and the area's cell is
/// borrowed only during a call.
pub(super) struct Canvas<'a> {
    area: DrawingArea<Writer<'a>, Shift>,
}

impl<'a> Canvas<'a> {
    pub(super) fn new(out: &'a mut String, width: f64, height: f64) -> Self {
        let size = (tenths(width) as u32, tenths(height) as u32);
        Self { area: Writer { out, size }.into_drawing_area() }
    }

    fn style(ink: Ink, width: f64, extra: (u8, u8), filled: bool) -> ShapeStyle {
        ShapeStyle {
            color: plotters::style::Color::to_rgba(&RGBColor(ink as u8, extra.0, extra.1)),
            filled,
            stroke_width: tenths(width) as u32,
        }
    }

    pub(super) fn line(&self, from: (f64, f64), to: (f64, f64), ink: Ink, width: f64, dash: Dash) {
        let ends = [point(from), point(to)];
        let style = Self::style(ink, width, (dash as u8, 0), false);
        let _ = self.area.draw(&PathElement::new(ends, style));
    }

    /// A line through points in tenths of a px, as [`Plot`] gives them.
    pub(super) fn path(&self, points: Vec<(i32, i32)>, ink: Ink, width: f64, dash: Dash) {
        let _ = self.area.draw(&PathElement::new(points, Self::style(ink, width, (dash as u8, 0), false)));
    }

    /// A filled outline through points in tenths of a px.
    pub(super) fn polygon(&self, points: Vec<(i32, i32)>, ink: Ink) {
        let _ = self.area.draw(&Polygon::new(points, Self::style(ink, 0.0, (0, 0), true)));
    }

    pub(super) fn rect(&self, (x, y): (f64, f64), (width, height): (f64, f64), ink: Ink, radius: u8) {
        let style = Self::style(ink, 0.0, (0, radius * TENTHS as u8), true);
        let _ = self.area.draw(&Rectangle::new([point((x, y)), point((x + width, y + height))], style));
    }

    pub(super) fn frame(&self, (x, y): (f64, f64), (width, height): (f64, f64), ink: Ink, radius: u8) {
        let style = Self::style(ink, 1.0, (0, radius * TENTHS as u8), false);
        let _ = self.area.draw(&Rectangle::new([point((x, y)), point((x + width, y + height))], style));
    }

    pub(super) fn dot(&self, centre: (f64, f64), radius: f64, ink: Ink) {
        let _ = self.area.draw(&Circle::new(point(centre), tenths(radius), Self::style(ink, 0.0, (0, 0), true)));
    }

    pub(super) fn ring(&self, centre: (f64, f64), radius: f64, ink: Ink) {
        let style = Self::style(ink, 2.0, (0, 0), false);
        let _ = self.area.draw(&Circle::new(point(centre), tenths(radius), style));
    }

    /// A label whose middle (by height) is at the point.
    pub(super) fn text(&self, text: &str, at: (f64, f64), anchor: Anchor, ink: Ink, bold: bool) {
        let h = match anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        let weight = if bold { FontStyle::Bold } else { FontStyle::Normal };
        let font =
            plotters::style::FontDesc::new(FontFamily::SansSerif, TEXT * TENTHS, weight).transform(FontTransform::None);
        let colour = RGBColor(ink as u8, 0, 0);
        let style = TextStyle::from(font).color(&colour).pos(Pos::new(h, VPos::Center));
        let _ = self.area.draw(&Text::new(text, point(at), style));
    }
}

fn tenths(px: f64) -> i32 {
    (px * TENTHS).round() as i32
}

fn point((x, y): (f64, f64)) -> (i32, i32) {
    (tenths(x), tenths(y))
}

/// Maps values to places in a rectangle of the sheet.
pub(super) struct Plot {
    coord: Cartesian2d<RangedCoordf64, RangedCoordf64>,
    /// Left, top, right, bottom in px.
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

impl Plot {
    pub(super) fn new(x: Range<f64>, y: Range<f64>, (left, top): (f64, f64), (right, bottom): (f64, f64)) -> Self {
        let places = (tenths(left)..tenths(right), tenths(bottom)..tenths(top));
        Self { coord: Cartesian2d::new(x, y, places), left, top, right, bottom }
    }

    /// In tenths of a px.
    pub(super) fn raw(&self, x: f64, y: f64) -> (i32, i32) {
        self.coord.translate(&(x, y))
    }

    /// In px.
    pub(super) fn at(&self, x: f64, y: f64) -> (f64, f64) {
        let (x, y) = self.raw(x, y);
        (f64::from(x) / TENTHS, f64::from(y) / TENTHS)
    }
}
