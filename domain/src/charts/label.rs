//! Numbers and dates as the charts write them, and labels made safe.
//!
//! Numbers are grouped with a narrow no-break space (U+202F), which also stands before a unit, so a figure never
//! breaks over two lines. What is no number is written `—`.

use super::Step;
use crate::model::{
    time::{Day, WEEKDAYS},
    words::{self, THIN, decimals},
};

/// What stands for a value that is missing.
pub(super) const NONE: &str = "—";

/// What a chart's values are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unit {
    /// Whole things: `1 284`.
    #[default]
    Count,
    /// A plain number: `12.5`.
    Number,
    /// A ratio shown as percent: 0.0153 is `1.53 %`.
    Percent,
    /// Seconds, shown as `1 h 12 min`.
    Duration,
}

/// A value in full, for tooltips, tables and the ends of bars.
pub fn value(value: f64, unit: Unit) -> String {
    if !value.is_finite() {
        return NONE.to_owned();
    }
    match unit {
        Unit::Count if value.abs() < 1e15 => decimals(value, if value.fract() == 0.0 { 0 } else { 1 }),
        Unit::Count | Unit::Number => significant(value),
        Unit::Percent => with_unit(percent(value * 100.0), "%"),
        Unit::Duration => duration(value),
    }
}

/// A value short enough for an axis or a small label: `1.2 k`, `3.4 M`. `step` is the distance of the ticks,
/// which decides the decimals.
pub fn axis(value: f64, step: f64, unit: Unit) -> String {
    if !value.is_finite() {
        return NONE.to_owned();
    }
    match unit {
        Unit::Percent if value.abs() < 1e3 => with_unit(stepped(value * 100.0, step * 100.0), "%"),
        Unit::Percent => with_unit(compact(value * 100.0, step * 100.0), "%"),
        Unit::Duration if value == 0.0 => "0".to_owned(),
        Unit::Duration => duration(value),
        Unit::Count | Unit::Number => compact(value, step),
    }
}

/// As [`axis`], but with the same number of decimals for every value: `4.0 %` beside `3.9 %`.
pub(super) fn even(value: f64, step: f64, unit: Unit) -> String {
    let places = |step: f64| (-step.log10().floor()).max(0.0) as usize;
    match unit {
        _ if value == 0.0 => axis(value, step, unit),
        Unit::Percent if value.abs() < 10.0 && step >= 1e-8 => {
            with_unit(decimals(value * 100.0, places(step * 100.0 * 1.000_001)), "%")
        }
        Unit::Number if value.abs() < 1e3 && step >= 1e-6 => decimals(value, places(step * 1.000_001)),
        _ => axis(value, step, unit),
    }
}

fn with_unit(number: String, unit: &str) -> String {
    format!("{number}{THIN}{unit}")
}

/// With `k`, `M`, `bn` or `tn` where the step is that large.
fn compact(value: f64, step: f64) -> String {
    const SCALES: [(f64, &str); 4] = [(1e12, "tn"), (1e9, "bn"), (1e6, "M"), (1e3, "k")];
    let size = value.abs();
    for (scale, name) in SCALES {
        // Thousands only where few decimals remain: "1.5 k", but 13 100 stays as it is, which is no longer.
        let least = if scale > 1e3 { scale / 100.0 } else { scale / 2.0 };
        if size >= scale * 0.999_999 && step >= least && size < 1e15 {
            return with_unit(stepped(value / scale, step / scale), name);
        }
    }
    stepped(value, step)
}

/// As many decimals as the step needs.
fn stepped(value: f64, step: f64) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    let step = if step.is_finite() && step > 0.0 { step } else { value.abs() };
    let places = -step.log10().floor();
    // A step of 2.5 needs a decimal more than its size says.
    let places = if (step * 10f64.powf(places)).fract().abs() > 1e-6 { places + 1.0 } else { places };
    if places > 6.0 || value.abs() >= 1e15 {
        return scientific(value);
    }
    trim(decimals(value, places.max(0.0) as usize))
}

/// Three significant digits, but never fewer than the whole part.
fn significant(value: f64) -> String {
    let size = value.abs();
    if size == 0.0 {
        return "0".to_owned();
    }
    if !(1e-6..1e15).contains(&size) {
        return scientific(value);
    }
    let places = (2.0 - size.log10().floor()).clamp(0.0, 8.0) as usize;
    let text = decimals(value, places);
    if size >= 100.0 { text } else { trim_beyond(text, 2) }
}

/// Two decimals below 10 %, one below 100 %; small rates keep two digits.
fn percent(value: f64) -> String {
    let size = value.abs();
    if size == 0.0 || size == 100.0 {
        return decimals(value, 0);
    }
    if !(1e-6..1e15).contains(&size) {
        return scientific(value);
    }
    let places = if size < 0.095 {
        (1.0 - size.log10().floor()) as usize
    } else if size < 9.995 {
        2
    } else {
        1
    };
    decimals(value, places)
}

fn scientific(value: f64) -> String {
    let text = format!("{value:.2e}");
    match text.split_once('e') {
        Some((digits, power)) => minus(&format!("{}e{power}", trim(digits.to_owned()))),
        None => text,
    }
}

fn minus(text: &str) -> String {
    text.replacen('-', "−", 1)
}

/// Drops zeros at the end of the decimals.
fn trim(text: String) -> String {
    trim_beyond(text, 0)
}

/// Drops zeros at the end of the decimals, but keeps the first `keep` decimals.
fn trim_beyond(mut text: String, keep: usize) -> String {
    if let Some(dot) = text.find('.') {
        while text.ends_with('0') && text.len() > dot + 1 + keep {
            text.pop();
        }
        if text.ends_with('.') {
            text.pop();
        }
    }
    text
}

/// Two units at most: `45 s`, `12 min`, `1 h 12 min`, `3 d 4 h`.
fn duration(seconds: f64) -> String {
    let size = seconds.abs();
    if size >= 1e15 {
        return with_unit(scientific(seconds), "s");
    }
    if size < 10.0 && size.fract() != 0.0 {
        return with_unit(significant(seconds), "s");
    }
    words::duration(seconds)
}

pub use crate::model::words::date;
pub(super) use crate::model::words::{day_month, month_name};

/// `14:30`, from the fraction of a day.
pub(super) fn clock(at: f64) -> String {
    let minutes = (at.rem_euclid(1.0) * 1440.0).round() as u32 % 1440;
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// The time of a bucket that begins at `at` (days since 1970, local): `Mon 5 Oct 2026`, `Oct 2026`.
pub fn bucket(at: f64, step: Step) -> String {
    let day = Day(at.floor() as i32);
    let (year, month, _) = day.ymd();
    let weekday = WEEKDAYS.get(usize::from(day.weekday())).and_then(|name| name.get(..3)).unwrap_or_default();
    match step {
        Step::Hour => format!("{weekday} {}, {}", date(day), clock(at)),
        Step::Day => format!("{weekday} {}", date(day)),
        Step::Week => format!("Week of {}", date(day)),
        Step::Month => format!("{} {year}", month_name(month)),
        Step::Quarter => format!("Q{} {year}", month.div_ceil(3)),
        Step::Year => year.to_string(),
        Step::Elapsed if at == 1.0 => "After 1 day".to_owned(),
        Step::Elapsed => format!("After {} days", decimals(at.floor(), 0)),
    }
}

/// Text from a person made fit for a label: no control or direction characters, no line breaks, no runs of
/// blanks, at most 200 characters.
pub(super) fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len().min(200));
    let mut blank = true;
    for c in text.chars() {
        let kept = match c {
            '\u{202f}' => c,
            c if c.is_whitespace() || c.is_control() => ' ',
            // Direction marks and overrides, invisible joiners other than the emoji's, what XML forbids.
            '\u{61c}' | '\u{200b}' | '\u{200c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' => continue,
            '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{ffff}' | '\u{e0000}'..='\u{e0fff}' => continue,
            c => c,
        };
        if kept == ' ' && blank {
            continue;
        }
        blank = kept == ' ';
        out.push(kept);
        if out.len() >= 800 {
            break;
        }
    }
    let mut out: String = if out.chars().count() > 200 { out.chars().take(199).chain(['…']).collect() } else { out };
    out.truncate(out.trim_end().len());
    out
}

/// Writes text so that it is text in an element and in an attribute.
pub(super) fn push_escaped(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: String) -> String {
        text.replace(THIN, " ")
    }

    #[test]
    fn values_read_as_a_person_writes_them() {
        for (number, unit, text) in [
            (1284.0, Unit::Count, "1 284"),
            (6_951_680.0, Unit::Count, "6 951 680"),
            (0.015_257, Unit::Percent, "1.53 %"),
            (0.178, Unit::Percent, "17.8 %"),
            (1.0, Unit::Percent, "100 %"),
            (0.002, Unit::Percent, "0.20 %"),
            (0.000_032_8, Unit::Percent, "0.0033 %"),
            (0.0, Unit::Percent, "0 %"),
            (-0.2, Unit::Number, "−0.20"),
            (1e-9, Unit::Number, "1e−9"),
            (1e18, Unit::Count, "1e18"),
            (4320.0, Unit::Duration, "1 h 12 min"),
            (45.0, Unit::Duration, "45 s"),
            (259_200.0, Unit::Duration, "3 d"),
            (f64::NAN, Unit::Count, "—"),
            (f64::INFINITY, Unit::Percent, "—"),
        ] {
            assert_eq!(plain(value(number, unit)), text);
        }
    }

    #[test]
    fn axis_labels_have_the_decimals_of_their_step() {
        for (number, step, unit, text) in [
            (0.02, 0.01, Unit::Percent, "2 %"),
            (0.005, 0.005, Unit::Percent, "0.5 %"),
            (0.0, 0.005, Unit::Percent, "0 %"),
            (1500.0, 500.0, Unit::Count, "1.5 k"),
            (500.0, 500.0, Unit::Count, "500"),
            (3_400_000.0, 200_000.0, Unit::Count, "3.4 M"),
            (1e12, 2e11, Unit::Count, "1 tn"),
            (10_002.0, 1.0, Unit::Count, "10 002"),
            (13_100.0, 100.0, Unit::Count, "13 100"),
            (0.0, 3_600.0, Unit::Duration, "0"),
            (2e-9, 1e-9, Unit::Number, "2e−9"),
        ] {
            assert_eq!(plain(axis(number, step, unit)), text);
        }
    }

    #[test]
    fn hostile_labels_become_plain() {
        assert_eq!(clean("a\u{202e}b\u{0}\n\n c\u{feff} "), "ab c");
        assert_eq!(clean(&"x".repeat(5000)).chars().count(), 200);
        let mut out = String::new();
        push_escaped(&mut out, "<script>\"'&");
        assert_eq!(out, "&lt;script&gt;&quot;&#39;&amp;");
    }

    #[test]
    fn dates_name_their_bucket() {
        let at = f64::from("2026-10-05".parse::<Day>().unwrap().0);
        assert_eq!(bucket(at, Step::Day), "Mon 5 Oct 2026");
        assert_eq!(bucket(at + 0.604_17, Step::Hour), "Mon 5 Oct 2026, 14:30");
        assert_eq!(bucket(at, Step::Week), "Week of 5 Oct 2026");
        assert_eq!(bucket(at, Step::Quarter), "Q4 2026");
    }
}
