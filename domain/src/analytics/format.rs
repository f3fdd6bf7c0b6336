//! Values as people read them: “1.53 %”, “1 284”, “—”; changes; the formula with the period's numbers in it.

use super::{
    catalogue::Unit,
    change::Change,
    figure::{Figure, Side},
    kpi::Kpi,
};
use crate::model::words::THIN;
pub use crate::model::words::{decimals, duration};

/// What stands where there is no value.
pub const NONE: &str = "—";

/// A KPI's value with its unit; “—” where there is none.
pub fn format_value(unit: Unit, value: Option<f64>) -> String {
    let Some(value) = value.filter(|value| value.is_finite()) else { return NONE.to_owned() };
    match unit {
        Unit::Ratio => percent(value),
        Unit::Count => whole(value),
        Unit::Number => number(value),
        Unit::Duration => duration(value),
    }
}

/// A change with its direction: “▲ 0.21 pt” for ratios, “▼ 6.2 %” for others; where there is no percentage, the
/// difference.
pub fn format_change(unit: Unit, change: Option<Change>) -> String {
    let Some(change) = change else { return NONE.to_owned() };
    let size = change.difference.abs();
    let text = if change.in_points {
        format!("{}{THIN}pt", decimals(size * 100.0, 2))
    } else if let Some(relative) = change.relative {
        format!("{}{THIN}%", decimals(relative.abs() * 100.0, 1))
    } else {
        format_value(unit, Some(size))
    };
    if text.chars().all(|c| !('1'..='9').contains(&c)) {
        return format!("= {text}");
    }
    format!("{} {text}", if change.difference > 0.0 { '▲' } else { '▼' })
}

/// A fraction as %, with two decimals; from 1 000 % on without.
pub fn percent(value: f64) -> String {
    let places = if (value * 100.0).abs() < 999.995 { 2 } else { 0 };
    format!("{}{THIN}%", decimals(value * 100.0, places))
}

/// Rounded to a whole number, digits in groups of three.
pub fn whole(value: f64) -> String {
    decimals(value, 0)
}

/// With as many decimals as say something: none from 1 000 on, one from 100 on, else two; none where it is whole.
pub fn number(value: f64) -> String {
    let places = match value.abs() {
        size if size.fract() == 0.0 || size >= 1_000.0 => 0,
        size if size >= 100.0 => 1,
        _ => 2,
    };
    decimals(value, places)
}

/// The formula with a figure's numbers in it: “(89 000 likes + 3 700 comments) / 6 951 680 reach = 1.53 %”. Empty
/// where there are none.
pub fn worked_formula(kpi: &Kpi, figure: &Figure) -> String {
    if let Kpi::Custom(custom) = kpi {
        return super::custom::worked(custom, figure);
    }
    let mut sides = [String::new(), String::new()];
    let mut counts = [0, 0];
    for term in &figure.terms {
        let (index, sign) = match term.side {
            Side::Above => (0, if term.weight < 0.0 { " − " } else { " + " }),
            Side::Below => (1, " × "),
            Side::Beside => continue,
        };
        let side = &mut sides[index];
        if !side.is_empty() {
            side.push_str(sign);
        }
        let weight = term.weight.abs();
        if weight != 1.0 {
            side.push_str(&number(weight));
            side.push_str(" × ");
        }
        side.push_str(&number(term.value));
        side.push(' ');
        side.push_str(&term.name);
        counts[index] += 1;
    }
    let [mut above, mut below] = sides;
    if above.is_empty() {
        return above;
    }
    for (side, count) in [(&mut above, counts[0]), (&mut below, counts[1])] {
        if count > 1 && figure.denominator.is_some() {
            *side = format!("({side})");
        }
    }
    if !below.is_empty() {
        above.push_str(" / ");
        above.push_str(&below);
    }
    above.push_str(" = ");
    above.push_str(&format_value(kpi.unit(), figure.value));
    above
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analytics::change::change;

    #[test]
    fn values_are_readable() {
        assert_eq!(format_value(Unit::Ratio, Some(0.015_256_74)), "1.53\u{202f}%");
        assert_eq!(format_value(Unit::Ratio, Some(-0.000_001)), "0.00\u{202f}%");
        assert_eq!(format_value(Unit::Ratio, Some(12.5)), "1\u{202f}250\u{202f}%");
        assert_eq!(format_value(Unit::Count, Some(1_284.0)), "1\u{202f}284");
        assert_eq!(format_value(Unit::Count, Some(-6_951_680.0)), "−6\u{202f}951\u{202f}680");
        assert_eq!(format_value(Unit::Number, Some(7.456)), "7.46");
        assert_eq!(format_value(Unit::Number, Some(177.945_9)), "177.9");
        assert_eq!(format_value(Unit::Number, Some(42.0)), "42");
        assert_eq!(format_value(Unit::Duration, Some(12_000.4)), "3\u{202f}h\u{202f}20\u{202f}min");
        assert_eq!(format_value(Unit::Duration, Some(-86_400.0)), "−1\u{202f}d");
        assert_eq!(format_value(Unit::Duration, Some(0.4)), "0\u{202f}s");
        assert_eq!(format_value(Unit::Count, None), "—");
        assert_eq!(format_value(Unit::Count, Some(f64::NAN)), "—");
    }

    #[test]
    fn changes_say_their_direction() {
        let text = |unit, current, previous| format_change(unit, change(unit, Some(current), Some(previous)));
        assert_eq!(text(Unit::Ratio, 0.0153, 0.0132), "▲ 0.21\u{202f}pt");
        assert_eq!(text(Unit::Count, 938.0, 1_000.0), "▼ 6.2\u{202f}%");
        assert_eq!(text(Unit::Count, 5.0, 5.0), "= 0.0\u{202f}%");
        assert_eq!(text(Unit::Count, 5.0, 0.0), "▲ 5", "no percentage of nothing");
        assert_eq!(format_change(Unit::Count, None), "—");
    }
}
