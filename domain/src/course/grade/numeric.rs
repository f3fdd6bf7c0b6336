//! Numbers as people write them: comma or point, thousands marks, a percent sign, a unit before or behind. Where a
//! number can be read in two ways, as `1.200` can, the reading that fits counts.

use super::{Grade, PartGrade, credit, worth};
use crate::{
    interchange::table::number::{Decimal, parse},
    model::record::{Numeric, NumericAnswer, Unit},
    search::fold,
};
use unicode_normalization::UnicodeNormalization;

/// Longest text that may be a number with its unit, in bytes.
const LONGEST: usize = 200;

/// What a number without its unit, or with another one, earns of the points.
const WITHOUT_UNIT: f64 = 0.5;

pub(super) fn grade(asked: &Numeric, text: &str) -> Grade {
    let most = worth(asked.points);
    Grade::of(vec![mark("", &asked.answers, asked.unit.as_ref(), most, text)], most)
}

/// Marks one number.
pub(super) fn mark(id: &str, answers: &[NumericAnswer], unit: Option<&Unit>, most: f64, text: &str) -> PartGrade {
    let right = right(answers, unit);
    if text.trim().is_empty() {
        return PartGrade::unanswered(id, most).with_right(right);
    }
    let Some(reading) = read(text, unit) else {
        return PartGrade::of(id, 0.0, most, "This could not be read as one number.").with_right(right);
    };
    let fits = |answer: &&NumericAnswer| reading.values.iter().any(|value| within(answer, *value));
    let Some(answer) = answers.iter().find(fits) else {
        return PartGrade::of(id, 0.0, most, "").with_right(right);
    };
    let share = credit(answer.credit);
    let (factor, of_unit) = match (unit, reading.unit) {
        (Some(unit), Written::Other) => (WITHOUT_UNIT, format!("The unit is not the one asked for: {}.", unit.label)),
        (Some(unit), Written::None) if unit.required => (WITHOUT_UNIT, format!("The unit is missing: {}.", unit.label)),
        _ => (1.0, String::new()),
    };
    let said = match (share > 0.0 && !of_unit.is_empty(), answer.feedback.is_empty()) {
        (false, _) => answer.feedback.clone(),
        (true, true) => of_unit,
        (true, false) => format!("{} {of_unit}", answer.feedback),
    };
    PartGrade::of(id, share * factor, most, said).with_right(right)
}

/// Whether a number is near enough. The wider of the two tolerances counts; both ends belong to it.
fn within(answer: &NumericAnswer, value: f64) -> bool {
    let Some(wanted) = answer.value else { return true };
    let far = worth(answer.tolerance).max(answer.relative.map_or(0.0, |share| worth(share) * wanted.abs()));
    (value - wanted).abs() <= far + wanted.abs().max(1.0) * 1e-9
}

fn right(answers: &[NumericAnswer], unit: Option<&Unit>) -> String {
    let best = answers.iter().filter(|answer| answer.value.is_some()).max_by(|one, other| {
        // The first of equal ones.
        one.credit.total_cmp(&other.credit).then(std::cmp::Ordering::Greater)
    });
    let Some((answer, value)) = best.and_then(|answer| Some((answer, answer.value?))) else { return String::new() };
    let unit = unit.map_or(String::new(), |unit| format!(" {}", unit.label));
    let far = worth(answer.tolerance).max(answer.relative.map_or(0.0, |share| worth(share) * value.abs()));
    match far > 0.0 {
        true => format!("{value}{unit} ({} to {} count)", super::tidy(value - far), super::tidy(value + far)),
        false => format!("{value}{unit}"),
    }
}

/// How the unit was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Written {
    /// Not at all.
    None,
    /// As one may.
    Accepted,
    /// Something stands beside the number that is not the unit.
    Other,
}

#[derive(Debug)]
struct Reading {
    /// What the number may be.
    values: Vec<f64>,
    unit: Written,
}

/// A text with one form of each letter, digit and space.
fn even(text: &str) -> String {
    fold(&text.nfkc().collect::<String>()).trim().to_owned()
}

fn read(text: &str, unit: Option<&Unit>) -> Option<Reading> {
    if text.len() > LONGEST {
        return None;
    }
    let text = even(text);
    let text = text.trim_end_matches(['.', '!', '?', ';', ',']).trim_end();
    let some = |values: Vec<f64>, unit| (!values.is_empty()).then_some(Reading { values, unit });
    // The unit first: it may hold digits itself.
    if let Some(unit) = unit {
        let mut forms: Vec<String> =
            std::iter::once(&unit.label).chain(&unit.accepted).map(|form| even(form)).collect();
        forms.retain(|form| !form.is_empty());
        forms.sort_by_key(|form| std::cmp::Reverse(form.len()));
        for form in &forms {
            for rest in [text.strip_suffix(form.as_str()), text.strip_prefix(form.as_str())].into_iter().flatten() {
                if let Some(reading) = some(number(rest.trim()), Written::Accepted) {
                    return Some(reading);
                }
            }
        }
    }
    if let Some(reading) = some(number(text), Written::None) {
        return Some(reading);
    }
    // A number among words: from the first digit to the last.
    let first = text.find(|letter: char| letter.is_ascii_digit())?;
    let last = text.rfind(|letter: char| letter.is_ascii_digit())?;
    let (before, behind) = (text.get(..first)?, text.get(last + 1..)?);
    let start = before.trim_end_matches(['+', '-', '−', '.', ',']).len();
    let mut values = number(text.get(start..=last)?);
    let before = text.get(..start)?.trim();
    // The sign may stand before a currency.
    if before.len() > 1 && before.starts_with(['-', '−']) {
        values.iter_mut().for_each(|value| *value = -*value);
    }
    let behind = behind.trim();
    if before.is_empty() && ["%", "percent", "per cent", "pct"].contains(&behind) {
        let shares: Vec<f64> = values.iter().map(|value| value / 100.0).collect();
        values.extend(shares);
    }
    some(values, Written::Other)
}

/// What a number may be by itself, as `1.200` may be 1.2 and 1200, and `1.2k` 1200.
fn number(text: &str) -> Vec<f64> {
    let mut values = Vec::new();
    let mut add = |value: f64| {
        if value.is_finite() && !values.contains(&value) {
            values.push(value);
        }
    };
    let (digits, times) = [("thousand", 1e3), ("k", 1e3), ("million", 1e6), ("mio", 1e6), ("m", 1e6)]
        .iter()
        .find_map(|(name, times)| Some((text.strip_suffix(name)?.trim_end(), *times)))
        .unwrap_or((text, 1.0));
    // A percent sign is a unit here, not part of the number.
    if digits.ends_with('%') {
        return values;
    }
    for decimal in [Decimal::Point, Decimal::Comma] {
        if let Some(number) = parse(digits, decimal) {
            add(number.value * times);
        }
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(label: &str, accepted: &[&str], required: bool) -> Unit {
        let accepted = accepted.iter().map(|form| (*form).to_owned()).collect();
        Unit { label: label.into(), accepted, required, ..Unit::default() }
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        let cases: &[(&str, &[f64])] = &[
            ("1200", &[1200.0]),
            ("1 200", &[1200.0]),
            ("1\u{202f}200,5", &[1200.5]),
            ("1.200,5", &[1200.5]),
            ("1,200.5", &[1200.5]),
            ("1.200", &[1.2, 1200.0]),
            ("1,200", &[1200.0, 1.2]),
            ("4,5", &[4.5]),
            (".5", &[0.5]),
            ("-3", &[-3.0]),
            ("−3,25", &[-3.25]),
            ("+7", &[7.0]),
            ("1.2k", &[1200.0]),
            ("3 million", &[3_000_000.0]),
            ("1'200", &[1200.0]),
            ("1e3", &[1000.0]),
            ("１２", &[12.0]),
            ("12.", &[12.0]),
            ("about 12 people", &[12.0]),
            ("€1.200,50", &[1200.5]),
            ("-€5", &[-5.0]),
            ("4.5 %", &[4.5, 0.045]),
        ];
        for (text, values) in cases {
            assert_eq!(read(text, None).map(|reading| reading.values).as_deref(), Some(*values), "{text}");
        }
        for text in ["", "none", "3 or 5", "1.2.3", "12,34,5 x 9", "1e999", "NaN", "∞", "½ of it"] {
            assert!(read(text, None).is_none(), "{text}");
        }
        assert!(read(&"9".repeat(10_000), None).is_none());
    }

    #[test]
    fn the_unit_may_stand_before_or_behind() {
        let percent = unit("%", &["percent", "per cent"], true);
        for text in ["4.5%", "4,5 %", "4.5 percent", "4.5 Per Cent", "% 4.5", "4.5 PERCENT."] {
            let reading = read(text, Some(&percent)).unwrap();
            assert_eq!((reading.values.contains(&4.5), reading.unit), (true, Written::Accepted), "{text}");
        }
        assert_eq!(read("4.5", Some(&percent)).unwrap().unit, Written::None);
        assert_eq!(read("4.5 euros", Some(&percent)).unwrap().unit, Written::Other);
        let rate = unit("per 100 members", &["/100"], false);
        assert_eq!(read("12 per 100 members", Some(&rate)).unwrap().values, [12.0]);
        assert_eq!(read("12 / 100", Some(&unit("/ 100", &[], false))).unwrap().unit, Written::Accepted);
        let euro = unit("€", &["EUR", "euro", "euros"], true);
        for text in ["€ 12", "12€", "12 eur", "EUR 12"] {
            assert_eq!(read(text, Some(&euro)).unwrap().unit, Written::Accepted, "{text}");
        }
    }
}
