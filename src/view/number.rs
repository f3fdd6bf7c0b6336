//! Numbers as people type them into a field: “2,5”, “2.5 %”, “1 284”. What can be read in two ways is asked, not guessed.

use std::fmt::Write;

/// What a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum NumberKind {
    /// Any number.
    #[default]
    Plain,
    /// A whole number, 0 or more.
    Count,
    /// A share: 2.5 or 2.5 % typed is 0.025.
    Percent,
}

/// Why a typed text is not a number for the field.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    /// Not a number at all.
    #[error("“{0}” is not a number. Write it like 1250 or 2.5.")]
    NotANumber(String),
    /// One comma before three digits.
    #[error("“{text}” can mean {whole} or {decimal}. Write {whole}, or {decimal} with a point.")]
    Ambiguous {
        /// As typed.
        text: String,
        /// Read as a thousands separator.
        whole: String,
        /// Read as a decimal separator.
        decimal: String,
    },
    /// A percent sign where no share is meant.
    #[error("This is not a percentage. Leave out the % sign.")]
    Percent,
    /// A fraction or a negative number where things are counted.
    #[error("Write a whole number, 0 or more.")]
    NotACount,
    /// Below the least value.
    #[error("Must be at least {0}.")]
    TooSmall(String),
    /// Above the greatest value.
    #[error("Must be at most {0}.")]
    TooGreat(String),
}

/// Reads a typed number; an empty field is no number and no error. `min` and `max` are in stored terms (a share of
/// 100 % is 1).
pub fn parse_number(
    text: &str,
    kind: NumberKind,
    min: Option<f64>,
    max: Option<f64>,
) -> Result<Option<f64>, NumberError> {
    let typed = text.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let percent = typed.ends_with('%');
    if percent && kind != NumberKind::Percent {
        return Err(NumberError::Percent);
    }
    let number = read(typed.trim_end_matches('%').trim_end(), typed)?;
    let value = match kind {
        NumberKind::Plain => number,
        NumberKind::Count if number < 0.0 || number.fract() != 0.0 => return Err(NumberError::NotACount),
        NumberKind::Count => number,
        NumberKind::Percent => number / 100.0,
    };
    match (min, max) {
        (Some(min), _) if value < min => Err(NumberError::TooSmall(format_number(min, kind))),
        (_, Some(max)) if value > max => Err(NumberError::TooGreat(format_number(max, kind))),
        _ => Ok(Some(value)),
    }
}

fn read(number: &str, typed: &str) -> Result<f64, NumberError> {
    let wrong = || NumberError::NotANumber(typed.chars().take(40).collect());
    let (sign, digits) = match number.strip_prefix(['-', '−']) {
        Some(rest) => ("-", rest.trim_start()),
        None => ("", number.strip_prefix('+').unwrap_or(number)),
    };
    // Spaces and apostrophes group thousands and nothing else.
    let digits: String = digits.chars().filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\'' | '’')).collect();
    let (points, commas) = (digits.matches('.').count(), digits.matches(',').count());
    let plain = match (points, commas) {
        (_, 0) if points <= 1 => digits,
        (0, 1) => {
            let (whole, rest) = digits.split_once(',').unwrap_or((&digits, ""));
            let grouped = rest.len() == 3 && (1..=3).contains(&whole.len()) && !whole.starts_with('0');
            if grouped {
                return Err(NumberError::Ambiguous {
                    text: typed.chars().take(40).collect(),
                    whole: format!("{sign}{whole}{rest}"),
                    decimal: format!("{sign}{whole}.{rest}"),
                });
            }
            digits.replace(',', ".")
        }
        // Both: the one that comes last and once is the decimal separator, the other groups.
        _ => {
            let decimal = match (digits.rfind('.'), digits.rfind(',')) {
                (Some(point), Some(comma)) if points == 1 && point > comma => Some('.'),
                (Some(point), Some(comma)) if commas == 1 && comma > point => Some(','),
                (Some(_), Some(_)) => return Err(wrong()),
                _ => None,
            };
            let (whole, rest) = match decimal {
                Some(separator) => digits.rsplit_once(separator).unwrap_or((&digits, "")),
                None => (digits.as_str(), ""),
            };
            let mut groups = whole.split(['.', ',']);
            let first = groups.next().unwrap_or_default();
            if !(1..=3).contains(&first.len()) || groups.any(|group| group.len() != 3) {
                return Err(wrong());
            }
            let mut plain = whole.replace(['.', ','], "");
            if decimal.is_some() {
                plain.push('.');
                plain.push_str(rest);
            }
            plain
        }
    };
    let well_formed =
        plain.chars().all(|c| c.is_ascii_digit() || c == '.') && plain.chars().any(|c| c.is_ascii_digit());
    if !well_formed {
        return Err(wrong());
    }
    format!("{sign}{plain}").parse::<f64>().ok().filter(|value| value.is_finite()).ok_or_else(wrong)
}

/// A number as it stands in the field to be edited: no grouping, a decimal point, “%” for a share.
pub fn format_number(value: f64, kind: NumberKind) -> String {
    let mut text = String::new();
    let shown = if kind == NumberKind::Percent { value * 100.0 } else { value };
    // Ten digits behind the point hide what binary fractions add (0.07 × 100).
    let _ = write!(text, "{shown:.10}");
    let trimmed = text.trim_end_matches('0').trim_end_matches('.').len();
    text.truncate(trimmed);
    if kind == NumberKind::Percent {
        text.push_str(" %");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> Result<Option<f64>, NumberError> {
        parse_number(text, NumberKind::Plain, None, None)
    }

    #[test]
    fn numbers_are_read_as_typed() {
        for (text, value) in [
            ("2,5", 2.5),
            ("2.5", 2.5),
            ("1 284", 1284.0),
            ("1\u{202f}284,5", 1284.5),
            ("1.284,50", 1284.5),
            ("1,284.50", 1284.5),
            ("1.284.567", 1_284_567.0),
            ("1,284,567", 1_284_567.0),
            ("1'284", 1284.0),
            ("-3", -3.0),
            ("−3,25", -3.25),
            (".5", 0.5),
            ("0,125", 0.125),
            ("1.284", 1.284),
        ] {
            assert_eq!(plain(text), Ok(Some(value)), "{text}");
        }
        assert_eq!(plain("  "), Ok(None));
    }

    #[test]
    fn doubtful_numbers_are_asked() {
        let error = plain("1,284").unwrap_err();
        assert_eq!(error.to_string(), "“1,284” can mean 1284 or 1.284. Write 1284, or 1.284 with a point.");
        for text in ["abc", "1.2.3", "1,2,3", "--1", "1e5", ".", "12,34,567", "1.234,567.8", "5 %%x", "∞"] {
            assert!(matches!(plain(text), Err(NumberError::NotANumber(_))), "{text}");
        }
        assert_eq!(plain("5 %"), Err(NumberError::Percent));
    }

    #[test]
    fn a_percentage_is_a_share() {
        let percent = |text| parse_number(text, NumberKind::Percent, Some(0.0), Some(1.0));
        assert_eq!(percent("2,5 %"), Ok(Some(0.025)));
        assert_eq!(percent("7"), Ok(Some(0.07)));
        assert_eq!(percent("150 %").unwrap_err().to_string(), "Must be at most 100 %.");
        assert_eq!(format_number(0.07, NumberKind::Percent), "7 %");
        assert_eq!(format_number(0.025, NumberKind::Percent), "2.5 %");
    }

    #[test]
    fn counts_are_whole() {
        let count = |text| parse_number(text, NumberKind::Count, None, None);
        assert_eq!(count("1400"), Ok(Some(1400.0)));
        assert_eq!(count("1.5"), Err(NumberError::NotACount));
        assert_eq!(count("-1"), Err(NumberError::NotACount));
        assert_eq!(format_number(1400.0, NumberKind::Count), "1400");
    }
}
