//! Numbers as people and platforms write them: `15,000`, `1.234,5`, `12.5%`, `15 000`, `1e3`.

/// Which character separates the decimals of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Decimal {
    /// `1,234.5`
    #[default]
    Point,
    /// `1.234,5`
    Comma,
}

/// What is written where there is no value.
#[inline]
pub fn is_blank(cell: &str) -> bool {
    // Nearly every cell is decided by its ends.
    match cell.as_bytes() {
        [] => return true,
        [first, ..] if !may_be_blank(*first) => return false,
        [first, .., last] if cell.len() > 7 && first.is_ascii_graphic() && last.is_ascii_graphic() => return false,
        _ => {}
    }
    let cell = cell.trim();
    matches!(cell, "" | "-" | "–" | "—" | "--")
        || (cell.len() <= 7
            && ["n/a", "na", "nan", "null", "none", "#n/a", "#value!"]
                .iter()
                .any(|blank| cell.eq_ignore_ascii_case(blank)))
}

/// Whether a cell that begins so may be blank: what is written where there is no value begins with one of these, or with
/// white space.
#[inline]
pub fn may_be_blank(first: u8) -> bool {
    !first.is_ascii_graphic() || matches!(first, b'-' | b'n' | b'N' | b'#')
}

/// A number read from a cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number {
    /// Its value; `12.5%` is 0.125.
    pub value: f64,
    /// Whether it was written as a percentage.
    pub percent: bool,
}

/// Reads a number; `None` where the text is none. Never infinite or NaN.
#[inline]
pub fn parse(cell: &str, decimal: Decimal) -> Option<Number> {
    match plain(cell) {
        Some(value) => Some(Number { value, percent: false }),
        None => written(cell.trim(), decimal),
    }
}

fn written(cell: &str, decimal: Decimal) -> Option<Number> {
    let (body, percent) = match cell.strip_suffix('%') {
        Some(body) => (body.trim_end(), true),
        None => (cell, false),
    };
    let value = general(body, decimal)?;
    Some(Number { value: if percent { value / 100.0 } else { value }, percent })
}

/// Digits only: nearly every cell.
#[inline]
fn plain(cell: &str) -> Option<f64> {
    if cell.is_empty() || cell.len() > 15 {
        return None;
    }
    let mut value = 0_u64;
    for byte in cell.bytes() {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        value = value * 10 + u64::from(digit);
    }
    Some(value as f64)
}

fn general(body: &str, decimal: Decimal) -> Option<f64> {
    if body.len() > 60 || body.bytes().next().is_some_and(|first| first.is_ascii_alphabetic()) {
        return None;
    }
    let (separator, group) = match decimal {
        Decimal::Point => ('.', ','),
        Decimal::Comma => (',', '.'),
    };
    let mut out = String::with_capacity(body.len());
    // Digits since the last thousands mark; None before the first mark.
    let mut group_digits: Option<u32> = None;
    let (mut digits, mut fraction, mut exponent) = (0_u32, false, false);
    let whole_group = |group_digits: Option<u32>| group_digits.is_none_or(|count| count == 3);
    for letter in body.chars() {
        match letter {
            '0'..='9' => {
                digits += 1;
                if let Some(count) = group_digits.as_mut().filter(|_| !fraction && !exponent) {
                    *count += 1;
                }
                out.push(letter);
            }
            '+' | '-' | '−' if out.is_empty() || out.ends_with(['e', 'E']) => {
                out.push(if letter == '+' { '+' } else { '-' })
            }
            _ if letter == separator && !fraction && !exponent && whole_group(group_digits) => {
                fraction = true;
                out.push('.');
            }
            _ if (letter == group || matches!(letter, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’'))
                && !fraction
                && !exponent
                && digits > 0
                && whole_group(group_digits) =>
            {
                if group_digits.is_none() && digits > 3 {
                    return None;
                }
                group_digits = Some(0);
            }
            'e' | 'E' if digits > 0 && !exponent => {
                exponent = true;
                out.push('e');
            }
            _ => return None,
        }
    }
    if digits == 0 || !whole_group(group_digits) {
        return None;
    }
    out.parse::<f64>().ok().filter(|value| value.is_finite())
}

/// Finds which character separates decimals from how numbers are written: `12,5` can only be a decimal comma,
/// `1,234.5` only a point. Where both can be, the reading that gives whole numbers is likelier, for these are counts:
/// `15,500` is fifteen thousand, `1.234` one thousand. `None` where the cells leave both open, as `15,000` does.
pub fn decimal_of<'a>(cells: impl Iterator<Item = &'a str>) -> Option<Decimal> {
    let (mut point, mut comma) = (0_u32, 0_u32);
    for cell in cells {
        let cell = cell.trim().trim_end_matches('%').trim_end();
        if !cell.bytes().any(|byte| matches!(byte, b'.' | b',')) {
            continue;
        }
        let whole = |decimal| parse(cell, decimal).map(|number| number.value.fract() == 0.0);
        match (whole(Decimal::Point), whole(Decimal::Comma)) {
            (Some(_), None) | (Some(true), Some(false)) => point += 1,
            (None, Some(_)) | (Some(false), Some(true)) => comma += 1,
            _ => {}
        }
    }
    match point.cmp(&comma) {
        std::cmp::Ordering::Greater => Some(Decimal::Point),
        std::cmp::Ordering::Less => Some(Decimal::Comma),
        std::cmp::Ordering::Equal => None,
    }
}

/// Reads yes or no.
pub fn yes_no(cell: &str) -> Option<bool> {
    const YES: [&str; 14] =
        ["1", "yes", "y", "true", "t", "paid", "sponsored", "on", "x", "ja", "sí", "si", "oui", "1.0"];
    const NO: [&str; 11] = ["0", "no", "n", "false", "f", "organic", "unpaid", "off", "nein", "non", "0.0"];
    let cell = cell.trim();
    let is = |words: &[&str]| words.iter().any(|word| word.eq_ignore_ascii_case(cell));
    if is(&YES) {
        Some(true)
    } else if is(&NO) {
        Some(false)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(cell: &str, decimal: Decimal) -> Option<f64> {
        parse(cell, decimal).map(|number| number.value)
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        use Decimal::{Comma, Point};
        assert_eq!(value("15,000", Point), Some(15_000.0));
        assert_eq!(value("15,000", Comma), Some(15.0));
        assert_eq!(value("12.5%", Point), Some(0.125));
        assert_eq!(parse("12.5 %", Point), Some(Number { value: 0.125, percent: true }));
        assert_eq!(value("1.234.567,89", Comma), Some(1_234_567.89));
        assert_eq!(value("15\u{a0}000", Point), Some(15_000.0));
        assert_eq!(value("15'000.5", Point), Some(15_000.5));
        assert_eq!(value("-3", Point), Some(-3.0));
        assert_eq!(value("1e3", Point), Some(1_000.0));
        assert_eq!(value("1345107919.0", Point), Some(1_345_107_919.0));
        for wrong in ["", "23+24", "1,2,3", "12,34", "1.2.3", "abc", "1e999", "NaN", "inf", "0x10", ",5,", "1,0000"] {
            assert_eq!(value(wrong, Point), None, "{wrong}");
        }
    }

    #[test]
    fn the_decimal_mark_is_found_from_the_cells() {
        assert_eq!(decimal_of(["12,5", "3"].into_iter()), Some(Decimal::Comma));
        assert_eq!(decimal_of(["1,234.5"].into_iter()), Some(Decimal::Point));
        assert_eq!(decimal_of(["1.234,5"].into_iter()), Some(Decimal::Comma));
        assert_eq!(decimal_of(["15,000", "7"].into_iter()), None);
        assert_eq!(decimal_of(["15,500"].into_iter()), Some(Decimal::Point));
        assert_eq!(decimal_of(["1.234", "56"].into_iter()), Some(Decimal::Comma));
    }

    #[test]
    fn blanks_are_known() {
        for blank in ["", " ", "-", "—", "N/A", "NaN", "null", "#N/A"] {
            assert!(is_blank(blank), "{blank}");
        }
        assert!(!is_blank("0"));
        assert!(!is_blank("nano"));
    }
}
