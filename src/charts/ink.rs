//! The colours of the charts, by role.
//!
//! A drawing names roles (`class="stroke-data-1"`), not colours, so a change of theme needs no new drawing: the
//! style sheet `charts.css`, made from the palettes here, colours it. [`paint`] puts a palette's colours into
//! the drawing itself, for a file that has to stand alone.

use std::fmt::Write as _;

/// Red, green, blue.
pub type Rgb = [u8; 3];

macro_rules! inks {
    ($($ink:ident $name:literal,)*) => {
        /// What a colour is for. The same thing has the same ink in every chart.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        #[allow(missing_docs)] // The class names beside them say it.
        pub enum Ink { $($ink,)* }

        impl Ink {
            /// Every ink, in order of its number.
            pub const ALL: &[Self] = &[$(Self::$ink,)*];

            /// The name in class names: `fill-…` and `stroke-…`.
            pub fn name(self) -> &'static str {
                match self { $(Self::$ink => $name,)* }
            }
        }
    };
}

inks! {
    Text "text", Muted "muted", Grid "grid", Axis "axis", Accent "accent", Surface "surface", Sunk "sunk",
    Comparison "comparison",
    Data1 "data-1", Data2 "data-2", Data3 "data-3", Data4 "data-4", Data5 "data-5",
    Label1 "label-1", Label2 "label-2", Label3 "label-3", Label4 "label-4", Label5 "label-5",
    Heat1 "heat-1", Heat2 "heat-2", Heat3 "heat-3", Heat4 "heat-4", Heat5 "heat-5", Heat6 "heat-6",
    OnHeat1 "on-heat-1", OnHeat2 "on-heat-2", OnHeat3 "on-heat-3", OnHeat4 "on-heat-4", OnHeat5 "on-heat-5", OnHeat6 "on-heat-6",
}

impl Ink {
    /// The ink with this number; [`Ink::Text`] where there is none.
    pub(super) fn from_number(number: u8) -> Self {
        Self::ALL.get(usize::from(number)).copied().unwrap_or(Self::Text)
    }

    fn nth(first: Self, n: u8) -> Self {
        Self::from_number(first as u8 + n)
    }

    /// The data colour 1–5; higher numbers begin again.
    pub(super) fn data(number: u8) -> Self {
        Self::nth(Self::Data1, number.saturating_sub(1) % 5)
    }

    /// The data colour 1–5 made dark (or light) enough to be read as text.
    pub(super) fn label(number: u8) -> Self {
        Self::nth(Self::Label1, number.saturating_sub(1) % 5)
    }

    /// The steps of a heat map, 1 (least) to [`HEAT_STEPS`].
    pub(super) fn heat(step: u8) -> Self {
        Self::nth(Self::Heat1, step.clamp(1, HEAT_STEPS) - 1)
    }

    /// The text colour on a step of a heat map.
    pub(super) fn on_heat(step: u8) -> Self {
        Self::nth(Self::OnHeat1, step.clamp(1, HEAT_STEPS) - 1)
    }
}

/// Number of colour steps of a heat map.
pub(super) const HEAT_STEPS: u8 = 6;

/// The steps of a heat map: percent of the data colour over surface, then of text over the data colour. The jump
/// before the last two keeps away from the middle, where neither dark nor light text can be read.
const HEAT_MIX: [(u32, u32); HEAT_STEPS as usize] = [(9, 0), (22, 0), (38, 0), (54, 0), (100, 0), (100, 32)];

/// The colours of one theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Palette {
    text: Rgb,
    muted: Rgb,
    line: Rgb,
    strong_line: Rgb,
    accent: Rgb,
    surface: Rgb,
    sunk: Rgb,
    data: [Rgb; 5],
    on_dark: Rgb,
    on_light: Rgb,
}

impl Palette {
    /// The light theme.
    pub const fn light() -> Self {
        Self {
            text: rgb(0x1f1d1a),
            muted: rgb(0x67625a),
            line: rgb(0xe6e2dc),
            strong_line: rgb(0xd6d1c9),
            accent: rgb(0xb4430f),
            surface: rgb(0xffffff),
            sunk: rgb(0xf3f1ed),
            data: [rgb(0x0b6e99), rgb(0xd9730d), rgb(0x5b8c5a), rgb(0x8e5ea2), rgb(0xb8a03b)],
            on_dark: rgb(0xffffff),
            on_light: rgb(0x1f1d1a),
        }
    }

    /// The dark theme.
    pub const fn dark() -> Self {
        Self {
            text: rgb(0xece8e3),
            muted: rgb(0xa59d94),
            line: rgb(0x302b27),
            strong_line: rgb(0x443d37),
            accent: rgb(0xff8f57),
            surface: rgb(0x1e1b19),
            sunk: rgb(0x1a1816),
            data: [rgb(0x5bb5dd), rgb(0xf0a04b), rgb(0x8fbf8d), rgb(0xbf95d0), rgb(0xd9c567)],
            on_dark: rgb(0xece8e3),
            on_light: rgb(0x161412),
        }
    }

    /// The colour of an ink.
    pub fn colour(&self, ink: Ink) -> Rgb {
        let number = ink as u8;
        let within = |first: Ink, n: u8| number.checked_sub(first as u8).filter(|i| *i < n).map(usize::from);
        let at = |i: usize| self.data.get(i).copied().unwrap_or(self.text);
        if let Some(i) = within(Ink::Data1, 5) {
            return at(i);
        }
        if let Some(i) = within(Ink::Label1, 5) {
            return self.readable(at(i));
        }
        if let Some(i) = within(Ink::Heat1, HEAT_STEPS) {
            return self.heat(i);
        }
        if let Some(i) = within(Ink::OnHeat1, HEAT_STEPS) {
            let below = self.heat(i);
            let (dark, light) = (contrast(self.on_light, below), contrast(self.on_dark, below));
            return if dark >= light { self.on_light } else { self.on_dark };
        }
        match ink {
            Ink::Muted => self.muted,
            Ink::Grid => self.line,
            Ink::Axis => self.strong_line,
            Ink::Accent => self.accent,
            Ink::Surface => self.surface,
            Ink::Sunk => self.sunk,
            Ink::Comparison => mix(self.muted, self.surface, 62),
            _ => self.text,
        }
    }

    fn heat(&self, step: usize) -> Rgb {
        let (data, text) = HEAT_MIX.get(step).copied().unwrap_or((100, 0));
        mix(self.text, mix(self.data[0], self.surface, data), text)
    }

    /// The colour, drawn towards the text colour until small text in it can be read on the surface (WCAG 2.2 AA,
    /// 4.5 : 1).
    fn readable(&self, colour: Rgb) -> Rgb {
        (0..=100)
            .step_by(5)
            .map(|percent| mix(self.text, colour, percent))
            .find(|c| contrast(*c, self.surface) >= 4.5)
            .unwrap_or(self.text)
    }
}

const fn rgb(hex: u32) -> Rgb {
    [(hex >> 16) as u8, (hex >> 8) as u8, hex as u8]
}

/// `percent` of `a`, the rest of `b`.
fn mix(a: Rgb, b: Rgb, percent: u32) -> Rgb {
    let part = |a: u8, b: u8| ((u32::from(a) * percent + u32::from(b) * (100 - percent) + 50) / 100) as u8;
    [part(a[0], b[0]), part(a[1], b[1]), part(a[2], b[2])]
}

/// Contrast ratio, 1–21 (WCAG 2.2, relative luminance of sRGB).
fn contrast(a: Rgb, b: Rgb) -> f64 {
    let luminance = |c: Rgb| {
        let linear = |v: u8| {
            let v = f64::from(v) / 255.0;
            if v <= 0.04045 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(c[0]) + 0.7152 * linear(c[1]) + 0.0722 * linear(c[2])
    };
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn push_hex(out: &mut String, colour: Rgb) {
    let _ = write!(out, "#{:02x}{:02x}{:02x}", colour[0], colour[1], colour[2]);
}

/// The drawing as a file that stands alone: the palette's colours and a font in place of class names, on the
/// palette's surface.
pub fn paint(svg: &str, palette: &Palette) -> String {
    const CLASS: &str = " class=\"";
    let mut out = String::with_capacity(svg.len() + 256);
    let mut rest = svg;
    while let Some(at) = rest.find(CLASS) {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        let after = after.get(CLASS.len()..).unwrap_or_default();
        let (name, tail) = after.split_once('"').unwrap_or((after, ""));
        rest = tail;
        match name.split_once('-') {
            Some((kind @ ("fill" | "stroke"), ink)) => {
                let ink = Ink::ALL.iter().find(|i| i.name() == ink).copied().unwrap_or(Ink::Text);
                let _ = write!(out, " {kind}=\"");
                push_hex(&mut out, palette.colour(ink));
                out.push('"');
            }
            // The root.
            _ => {
                out.push_str(" font-family=\"system-ui, sans-serif\"");
                let (root, inner) = rest.split_once('>').unwrap_or((rest, ""));
                out.push_str(root);
                out.push_str("><rect width=\"100%\" height=\"100%\" fill=\"");
                push_hex(&mut out, palette.colour(Ink::Surface));
                out.push_str("\"/>");
                rest = inner;
            }
        }
    }
    out.push_str(rest);
    out
}

/// The style sheet that colours the drawings, as in `charts.css`: light, dark under `data-theme="dark"`, and
/// light on paper.
pub fn stylesheet() -> String {
    let mut css = String::from("/* Made by hearth::charts::stylesheet(); a test compares. */\n");
    let variables = |css: &mut String, selector: &str, palette: &Palette| {
        let _ = writeln!(css, "{selector} {{");
        for ink in Ink::ALL {
            let _ = write!(css, "  --chart-{}: ", ink.name());
            push_hex(css, palette.colour(*ink));
            css.push_str(";\n");
        }
        css.push_str("}\n");
    };
    variables(&mut css, ":root", &Palette::light());
    variables(&mut css, ":root[data-theme=\"dark\"]", &Palette::dark());
    css.push_str("@media print {\n");
    variables(&mut css, ":root, :root[data-theme=\"dark\"]", &Palette::light());
    css.push_str("}\n");
    css.push_str(".chart { display: block; width: 100%; height: auto; font-variant-numeric: tabular-nums; }\n");
    for ink in Ink::ALL {
        let name = ink.name();
        let _ = writeln!(css, ".fill-{name} {{ fill: var(--chart-{name}); }}");
        let _ = writeln!(css, ".stroke-{name} {{ stroke: var(--chart-{name}); }}");
    }
    css
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_can_be_read_on_what_lies_below_it() {
        assert!((contrast(rgb(0), rgb(0xffffff)) - 21.0).abs() < 1e-9);
        assert!((contrast(rgb(0x777777), rgb(0xffffff)) - 4.48).abs() < 0.01, "the WCAG example");
        for palette in [Palette::light(), Palette::dark()] {
            for n in 1..=5 {
                assert!(contrast(palette.colour(Ink::label(n)), palette.surface) >= 4.5, "label {n}");
            }
            for step in 1..=HEAT_STEPS {
                let ratio = contrast(palette.colour(Ink::on_heat(step)), palette.colour(Ink::heat(step)));
                assert!(ratio >= 4.5, "step {step}: {ratio:.2}");
            }
            assert!(contrast(palette.muted, palette.surface) >= 4.5);
            assert!(contrast(palette.colour(Ink::Comparison), palette.surface) >= 2.5);
        }
    }

    #[test]
    fn heat_steps_can_be_told_apart() {
        for palette in [Palette::light(), Palette::dark()] {
            for step in 1..HEAT_STEPS {
                let ratio = contrast(palette.colour(Ink::heat(step)), palette.colour(Ink::heat(step + 1)));
                assert!(ratio >= 1.1, "{step}: {ratio:.2}");
            }
        }
    }

    #[test]
    fn the_style_sheet_is_the_one_in_the_page() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/charts/charts.css");
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::write(path, stylesheet()).unwrap();
        }
        assert_eq!(std::fs::read_to_string(path).unwrap(), stylesheet(), "run with UPDATE_GOLDEN=1");
    }
}
