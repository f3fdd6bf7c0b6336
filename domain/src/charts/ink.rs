//! The colours of the charts, by role.
//!
//! A drawing names roles (`class="stroke-data-1"`), not colours, so a change of theme needs no new drawing: the
//! style sheet `charts.css` colours it from the design tokens. [`paint`] puts a palette's colours into
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

/// A design token (`style/tokens.css`) that charts use.
#[derive(Clone, Copy)]
#[repr(u8)]
enum Token {
    Text,
    Muted,
    Line,
    LineStrong,
    Accent,
    Surface,
    Sunk,
    Data1,
    Data2,
    Data3,
    Data4,
    Data5,
}

/// The tokens' names, in order.
const TOKENS: [&str; 12] = [
    "text",
    "muted",
    "line",
    "line-strong",
    "accent",
    "surface",
    "sunk",
    "data-1",
    "data-2",
    "data-3",
    "data-4",
    "data-5",
];

/// What an ink is made of: so many percent of one token, the rest of another.
struct Mix(Token, u32, Token);

impl Ink {
    /// Light and dark theme are mixed alike; the tests prove the contrasts of both.
    fn mix(self) -> Mix {
        let pure = |token| Mix(token, 100, token);
        let surfaced = |percent, token| Mix(token, percent, Token::Surface);
        match self {
            Self::Text => pure(Token::Text),
            Self::Muted => pure(Token::Muted),
            Self::Grid => pure(Token::Line),
            Self::Axis => pure(Token::LineStrong),
            Self::Accent => pure(Token::Accent),
            Self::Surface => pure(Token::Surface),
            Self::Sunk => pure(Token::Sunk),
            Self::Comparison => surfaced(66, Token::Muted),
            Self::Data1 => pure(Token::Data1),
            Self::Data2 => pure(Token::Data2),
            Self::Data3 => pure(Token::Data3),
            Self::Data4 => pure(Token::Data4),
            Self::Data5 => pure(Token::Data5),
            Self::Label1 => pure(Token::Data1),
            Self::Label2 => Mix(Token::Text, 25, Token::Data2),
            Self::Label3 => Mix(Token::Text, 15, Token::Data3),
            Self::Label4 => pure(Token::Data4),
            Self::Label5 => Mix(Token::Text, 40, Token::Data5),
            Self::Heat1 => surfaced(9, Token::Data1),
            Self::Heat2 => surfaced(22, Token::Data1),
            Self::Heat3 => surfaced(38, Token::Data1),
            Self::Heat4 => surfaced(54, Token::Data1),
            // A jump: in the middle neither dark nor light text can be read.
            Self::Heat5 => pure(Token::Data1),
            Self::Heat6 => Mix(Token::Text, 32, Token::Data1),
            Self::OnHeat1 | Self::OnHeat2 | Self::OnHeat3 | Self::OnHeat4 => pure(Token::Text),
            Self::OnHeat5 | Self::OnHeat6 => pure(Token::Surface),
        }
    }
}

/// The design tokens of one theme that charts use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Palette([Rgb; TOKENS.len()]);

impl Palette {
    /// The light theme.
    pub const fn light() -> Self {
        Self([
            rgb(0x1f1d1a),
            rgb(0x67625a),
            rgb(0xe6e2dc),
            rgb(0xd6d1c9),
            rgb(0xb4430f),
            rgb(0xffffff),
            rgb(0xf3f1ed),
            rgb(0x0b6e99),
            rgb(0xd9730d),
            rgb(0x5b8c5a),
            rgb(0x8e5ea2),
            rgb(0xb8a03b),
        ])
    }

    /// The dark theme.
    pub const fn dark() -> Self {
        Self([
            rgb(0xece8e3),
            rgb(0xa59d94),
            rgb(0x302b27),
            rgb(0x443d37),
            rgb(0xff8f57),
            rgb(0x1e1b19),
            rgb(0x1a1816),
            rgb(0x5bb5dd),
            rgb(0xf0a04b),
            rgb(0x8fbf8d),
            rgb(0xbf95d0),
            rgb(0xd9c567),
        ])
    }

    /// The colour of an ink.
    pub fn colour(&self, ink: Ink) -> Rgb {
        let Mix(over, percent, under) = ink.mix();
        let [over, under] = [over, under].map(|t| self.0.get(t as usize).copied().unwrap_or_default());
        let part = |a: u8, b: u8| ((u32::from(a) * percent + u32::from(b) * (100 - percent) + 50) / 100) as u8;
        [part(over[0], under[0]), part(over[1], under[1]), part(over[2], under[2])]
    }
}

const fn rgb(hex: u32) -> Rgb {
    [(hex >> 16) as u8, (hex >> 8) as u8, hex as u8]
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

/// The style sheet that colours the drawings from the design tokens: `charts.css`.
pub fn stylesheet() -> String {
    let mut css = String::from("/* Made by hearth_domain::charts::stylesheet(), which a test compares: change it there. */\n");
    css.push_str("@layer components {\n");
    css.push_str("  .chart { display: block; width: 100%; height: auto; font-variant-numeric: tabular-nums; }\n");
    for ink in Ink::ALL {
        let name = ink.name();
        let Mix(over, percent, under) = ink.mix();
        let [over, under] = [over, under].map(|t| TOKENS.get(t as usize).copied().unwrap_or_default());
        let colour = match percent {
            100 => format!("var(--{over})"),
            _ => format!("color-mix(in srgb, var(--{over}) {percent}%, var(--{under}))"),
        };
        let _ = writeln!(css, "  .fill-{name} {{ fill: {colour}; }}\n  .stroke-{name} {{ stroke: {colour}; }}");
    }
    css.push_str("}\n");
    css
}

#[cfg(test)]
mod tests {
    use super::*;

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

    const THEMES: [Palette; 2] = [Palette::light(), Palette::dark()];

    #[test]
    fn text_can_be_read_on_what_lies_below_it() {
        assert!((contrast(rgb(0), rgb(0xffffff)) - 21.0).abs() < 1e-9);
        assert!((contrast(rgb(0x777777), rgb(0xffffff)) - 4.48).abs() < 0.01, "the WCAG example");
        for palette in THEMES {
            let on_surface = |ink| contrast(palette.colour(ink), palette.colour(Ink::Surface));
            for n in 1..=5 {
                assert!(on_surface(Ink::label(n)) >= 4.5, "label {n}: {:.2}", on_surface(Ink::label(n)));
            }
            for step in 1..=HEAT_STEPS {
                let ratio = contrast(palette.colour(Ink::on_heat(step)), palette.colour(Ink::heat(step)));
                assert!(ratio >= 4.5, "step {step}: {ratio:.2}");
            }
            assert!(on_surface(Ink::Muted) >= 4.5);
            assert!(on_surface(Ink::Comparison) >= 2.5);
        }
    }

    #[test]
    fn heat_steps_can_be_told_apart() {
        for palette in THEMES {
            for step in 1..HEAT_STEPS {
                let ratio = contrast(palette.colour(Ink::heat(step)), palette.colour(Ink::heat(step + 1)));
                assert!(ratio >= 1.1, "{step}: {ratio:.2}");
            }
        }
    }

    #[test]
    fn the_style_sheet_is_the_one_in_the_page() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../style/charts.css");
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::write(path, stylesheet()).unwrap();
        }
        assert_eq!(std::fs::read_to_string(path).unwrap(), stylesheet(), "run with UPDATE_GOLDEN=1");
    }

    #[test]
    fn the_palettes_are_the_design_tokens() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../style/tokens.css");
        let Some(css) = std::fs::read_to_string(path).ok().filter(|css| css.contains("--data-1")) else {
            return println!("skipped: no tokens in style/tokens.css");
        };
        // The light theme comes first, then the dark one.
        for (token, name) in TOKENS.iter().enumerate() {
            let declared: Vec<&str> =
                css.split(&format!(" --{name}: ")).skip(1).filter_map(|s| s.split(';').next()).collect();
            assert!(declared.len() >= 2, "--{name} has no two themes in style/tokens.css");
            for (theme, value) in THEMES.iter().zip(&declared) {
                let mut hex = String::new();
                push_hex(&mut hex, theme.0[token]);
                let short: String =
                    hex.chars().enumerate().filter(|(i, _)| *i == 0 || i % 2 == 1).map(|(_, c)| c).collect();
                let shortened =
                    hex.get(1..).unwrap().as_bytes().chunks(2).all(|pair| pair[0] == pair[1]) && *value == short;
                assert!(*value == hex || shortened, "--{name}: {value} in style/tokens.css, {hex} here");
            }
        }
    }
}
