//! Numbers: whole ones are read digit by digit, all others as the standard library reads them, to the nearest double.

use super::Reader;
use crate::interchange::workspace_json::fault::Fault;

/// A number as it was written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::interchange::workspace_json) enum Number {
    /// Without fraction and exponent, and below 2⁶⁴: sign and size.
    Whole(bool, u64),
    /// Any other.
    Float(f64),
}

impl Number {
    /// As a double.
    pub(in crate::interchange::workspace_json) fn float(self) -> f64 {
        match self {
            Self::Whole(false, size) => size as f64,
            // Keeps the sign of -0.
            Self::Whole(true, size) => -(size as f64),
            Self::Float(float) => float,
        }
    }

    /// As a whole number, where it is one: 1e3 and 5.0 are.
    pub(in crate::interchange::workspace_json) fn whole(self) -> Option<i64> {
        match self {
            Self::Whole(false, size) => i64::try_from(size).ok(),
            Self::Whole(true, size) => 0_i64.checked_sub_unsigned(size),
            Self::Float(float) => {
                // Up to 2⁵³ a double names one whole number only.
                (float.fract() == 0.0 && float.abs() <= 9_007_199_254_740_992.0).then_some(float as i64)
            }
        }
    }
}

impl Reader<'_> {
    /// Reads a number.
    #[inline]
    pub(in crate::interchange::workspace_json) fn number(&mut self, expected: &str) -> Result<Number, Fault> {
        let negative = self.take(b'-');
        let bytes = self.text.as_bytes();
        let start = self.at;
        let mut size = 0_u64;
        while let Some(digit @ b'0'..=b'9') = bytes.get(self.at) {
            size = size.wrapping_mul(10).wrapping_add(u64::from(digit - b'0'));
            self.at += 1;
        }
        let digits = self.at - start;
        let leading_zero = digits > 1 && bytes[start] == b'0';
        // Nineteen digits always fit in 64 bits.
        if digits == 0 || digits > 19 || leading_zero || matches!(bytes.get(self.at), Some(b'.' | b'e' | b'E')) {
            return self.float(start - usize::from(negative), digits == 0 || leading_zero, negative, expected);
        }
        Ok(Number::Whole(negative, size))
    }

    /// Reads on where a number has a fraction, an exponent or many digits.
    #[inline(never)]
    fn float(&mut self, start: usize, bad: bool, negative: bool, expected: &str) -> Result<Number, Fault> {
        let bytes = self.text.as_bytes();
        if bad {
            if !negative && !matches!(bytes.get(start), Some(b'0'..=b'9')) {
                return Err(self.unexpected(expected));
            }
            return Err(self.bad_number(start));
        }
        let digits = |at: &mut usize| {
            let from = *at;
            while matches!(bytes.get(*at), Some(b'0'..=b'9')) {
                *at += 1;
            }
            *at > from
        };
        if bytes.get(self.at) == Some(&b'.') {
            self.at += 1;
            if !digits(&mut self.at) {
                return Err(self.bad_number(start));
            }
        }
        if matches!(bytes.get(self.at), Some(b'e' | b'E')) {
            self.at += 1;
            self.at += usize::from(matches!(bytes.get(self.at), Some(b'+' | b'-')));
            if !digits(&mut self.at) {
                return Err(self.bad_number(start));
            }
        }
        match self.text[start..self.at].parse::<f64>() {
            Ok(float) if float.is_finite() => Ok(Number::Float(float)),
            _ => Err(Fault::new(start, "number-too-large", "This number is larger than any that can be kept.")),
        }
    }

    #[cold]
    fn bad_number(&mut self, start: usize) -> Fault {
        if self.at >= self.text.len() && !self.text.ends_with(|last: char| last.is_ascii_digit()) {
            return self.unexpected("the rest of a number");
        }
        Fault::new(start, "bad-number", "This is not a number as JSON writes them, such as 12, -0.5 or 1.5e3.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Result<Number, String> {
        Reader::new(text).number("a number").map_err(|fault| fault.into_error(text, 0).code.to_string())
    }

    #[test]
    fn numbers_are_read_exactly() {
        assert_eq!(number("0").unwrap(), Number::Whole(false, 0));
        assert_eq!(number("-17,").unwrap().whole(), Some(-17));
        assert_eq!(number("1e3").unwrap().whole(), Some(1000));
        assert_eq!(number("0.1").unwrap(), Number::Float(0.1));
        assert_eq!(number("9223372036854775807").unwrap().whole(), Some(i64::MAX));
        assert_eq!(number("-9223372036854775808").unwrap().whole(), Some(i64::MIN));
        assert_eq!(number("9223372036854775808").unwrap().whole(), None);
        assert_eq!(number("18446744073709551616").unwrap(), Number::Float(18_446_744_073_709_551_616.0));
        assert!(number("-0").unwrap().float().is_sign_negative());
        for (bad, code) in [
            ("01", "bad-number"),
            ("-x", "bad-number"),
            ("1.x", "bad-number"),
            ("1ex", "bad-number"),
            ("1e999", "number-too-large"),
            ("-", "truncated"),
            ("1.", "truncated"),
            ("x", "not-json"),
        ] {
            assert_eq!(number(bad), Err(code.to_string()), "{bad}");
        }
    }
}
