//! A reader of JSON (RFC 8259) that goes through the text once and stops at the first thing that is wrong.
//!
//! It is stricter than a usual parser, because a workspace file is somebody's whole work: a key given twice, a lone
//! surrogate, a number beyond what a double holds and nesting deeper than [`DEPTH_MAX`] are refused, each at its
//! place. It builds no tree: cells go straight into columns, and what this version does not know is checked and
//! handed over as a piece of text.

use super::fault::Fault;
use std::{borrow::Cow, collections::BTreeSet};

/// Deepest nesting that is read. A workspace needs eight levels; fields of later versions may need a few more.
/// Each level costs some hundred bytes of stack, of which WebAssembly has 1 MB.
pub(super) const DEPTH_MAX: u32 = 64;

/// Reads a text from an offset on.
pub(super) struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: u32,
}

/// A number as it was written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Number {
    /// Without fraction and exponent, and below 2⁶⁴: sign and size.
    Whole(bool, u64),
    /// Any other.
    Float(f64),
}

impl Number {
    /// As a double.
    pub(super) fn float(self) -> f64 {
        match self {
            Self::Whole(false, size) => size as f64,
            // Keeps the sign of -0.
            Self::Whole(true, size) => -(size as f64),
            Self::Float(float) => float,
        }
    }

    /// As a whole number, where it is one: 1e3 and 5.0 are.
    pub(super) fn whole(self) -> Option<i64> {
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

impl<'a> Reader<'a> {
    /// Reads from the beginning.
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0, depth: 0 }
    }

    /// Offset in bytes of what comes next.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// A second reader at an offset this one has passed, at the same depth.
    pub(super) fn again_from(&self, at: usize) -> Self {
        Self { text: self.text, at, depth: self.depth }
    }

    /// The next byte that is not white space, not yet taken.
    pub(super) fn peek(&mut self) -> Option<u8> {
        let bytes = self.text.as_bytes();
        loop {
            match bytes.get(self.at) {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.at += 1,
                other => return other.copied(),
            }
        }
    }

    /// Takes the next byte if it is this one.
    fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    /// Takes `null`, if that comes next.
    pub(super) fn null(&mut self) -> bool {
        let found = self.peek() == Some(b'n') && self.text.as_bytes()[self.at..].starts_with(b"null");
        self.at += if found { 4 } else { 0 };
        found
    }

    /// Something else than expected comes next, or the text ends.
    #[cold]
    pub(super) fn unexpected(&mut self, expected: &str) -> Fault {
        let Some(byte) = self.peek() else {
            let message = format!("The file ends in the middle: {expected} is missing. Get the whole file again.");
            return Fault::new(self.at, "truncated", message);
        };
        let rest = &self.text[self.at..];
        let (found, code) = match byte {
            b'{' => ("an object".into(), "wrong-type"),
            b'[' => ("an array".into(), "wrong-type"),
            b'"' => ("a text".into(), "wrong-type"),
            b'-' | b'0'..=b'9' => ("a number".into(), "wrong-type"),
            _ if rest.starts_with("null") => ("null".into(), "wrong-type"),
            _ if rest.starts_with("true") || rest.starts_with("false") => ("yes or no".into(), "wrong-type"),
            _ => (rest.chars().next().map_or_else(String::new, |c| format!("“{}”", c.escape_debug())), "not-json"),
        };
        Fault::new(self.at, code, format!("Expected {expected}, found {found}."))
    }

    /// Nothing may follow.
    pub(super) fn end(&mut self) -> Result<(), Fault> {
        if self.peek().is_none() {
            return Ok(());
        }
        Err(Fault::new(self.at, "trailing", "The workspace ends here, but the file goes on. Remove what follows."))
    }

    fn deeper(&mut self) -> Result<(), Fault> {
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            let message = format!("Nested deeper than {DEPTH_MAX} levels, which no workspace is.");
            return Err(Fault::new(self.at, "too-deep", message));
        }
        Ok(())
    }

    /// Reads an object, handing over each key; `each` reads the value. A key that comes twice is refused.
    pub(super) fn object(
        &mut self,
        expected: &str,
        each: &mut dyn FnMut(&mut Self, &str) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        if !self.take(b'{') {
            return Err(self.unexpected(expected));
        }
        self.deeper()?;
        let mut seen: BTreeSet<Cow<'a, str>> = BTreeSet::new();
        if !self.take(b'}') {
            loop {
                self.peek();
                let start = self.at;
                let key = self.string("a key in quotation marks")?;
                if seen.contains(&key) {
                    let short: String = key.chars().take(60).collect();
                    let message = format!("“{short}” is given twice, so it is not clear what holds. Remove one.");
                    return Err(Fault::new(start, "duplicate-key", message).in_field(&key));
                }
                if !self.take(b':') {
                    return Err(self.unexpected("“:”").in_field(&key));
                }
                each(self, &key).map_err(|fault| fault.in_field(&key))?;
                seen.insert(key);
                if self.take(b'}') {
                    break;
                }
                if !self.take(b',') {
                    return Err(self.unexpected("“,” or “}”"));
                }
            }
        }
        self.depth -= 1;
        Ok(())
    }

    /// Reads an array; `each` reads the element of a number. Returns how many there were.
    #[inline]
    pub(super) fn array(
        &mut self,
        expected: &str,
        mut each: impl FnMut(&mut Self, usize) -> Result<(), Fault>,
    ) -> Result<usize, Fault> {
        if !self.take(b'[') {
            return Err(self.unexpected(expected));
        }
        self.deeper()?;
        let mut index = 0;
        if !self.take(b']') {
            loop {
                each(self, index).map_err(|fault| fault.in_element(index))?;
                index += 1;
                if self.take(b',') {
                    continue;
                }
                if self.take(b']') {
                    break;
                }
                return Err(self.unexpected("“,” or “]”"));
            }
        }
        self.depth -= 1;
        Ok(index)
    }

    /// Reads a string, borrowed from the text where nothing in it is escaped.
    pub(super) fn string(&mut self, expected: &str) -> Result<Cow<'a, str>, Fault> {
        let mut scratch = String::new();
        match self.plain(expected)? {
            Ok(text) => Ok(Cow::Borrowed(text)),
            Err(start) => self.escaped(start, &mut scratch).map(|()| Cow::Owned(scratch)),
        }
    }

    /// Reads a string and hands it over, using `scratch` where something in it is escaped.
    #[inline]
    pub(super) fn string_with(
        &mut self,
        expected: &str,
        scratch: &mut String,
        take: impl FnOnce(&str),
    ) -> Result<(), Fault> {
        match self.plain(expected)? {
            Ok(text) => take(text),
            Err(start) => {
                scratch.clear();
                self.escaped(start, scratch)?;
                take(scratch);
            }
        }
        Ok(())
    }

    /// Reads a string without escapes; where it has some, stops at the first and gives its beginning.
    #[inline]
    fn plain(&mut self, expected: &str) -> Result<Result<&'a str, usize>, Fault> {
        if !self.take(b'"') {
            return Err(self.unexpected(expected));
        }
        let start = self.at;
        self.at = plain_end(self.text.as_bytes(), start);
        if self.text.as_bytes().get(self.at) == Some(&b'"') {
            self.at += 1;
            return Ok(Ok(&self.text[start..self.at - 1]));
        }
        Ok(Err(start))
    }

    /// Reads the rest of a string that began at `start`, from the first byte that is not plain.
    fn escaped(&mut self, start: usize, out: &mut String) -> Result<(), Fault> {
        let bytes = self.text.as_bytes();
        let mut from = start;
        loop {
            self.at = plain_end(bytes, self.at);
            out.push_str(&self.text[from..self.at]);
            match bytes.get(self.at) {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(());
                }
                Some(b'\\') => {
                    let at = self.at;
                    self.at += 2;
                    match bytes.get(at + 1) {
                        Some(b'n') => out.push('\n'),
                        Some(b't') => out.push('\t'),
                        Some(b'r') => out.push('\r'),
                        Some(b'b') => out.push('\u{8}'),
                        Some(b'f') => out.push('\u{c}'),
                        Some(b'u') => out.push(self.code_point(at)?),
                        Some(byte @ (b'"' | b'\\' | b'/')) => out.push(char::from(*byte)),
                        Some(_) => {
                            let message = "A backslash is followed by what it cannot escape; write two backslashes.";
                            return Err(Fault::new(at, "bad-escape", message));
                        }
                        None => self.at = bytes.len(),
                    }
                }
                Some(_) => {
                    let message = "A line break or control character inside a text; write it escaped, as \\n.";
                    return Err(Fault::new(self.at, "control-character", message));
                }
                None => return Err(self.unexpected("the closing quotation mark")),
            }
            from = self.at;
        }
    }

    /// Reads what follows `\u`, and the other half where it is the first of a surrogate pair.
    fn code_point(&mut self, at: usize) -> Result<char, Fault> {
        let first = self.hex(at)?;
        let point = if (0xD800..0xDC00).contains(&first) {
            let bytes = self.text.as_bytes();
            let second = if bytes.get(self.at) == Some(&b'\\') && bytes.get(self.at + 1) == Some(&b'u') {
                self.at += 2;
                self.hex(at)?
            } else {
                0
            };
            // Where the second half is none, the sum is no character either.
            if (0xDC00..0xE000).contains(&second) {
                0x1_0000 + ((first - 0xD800) << 10) + second - 0xDC00
            } else {
                first
            }
        } else {
            first
        };
        char::from_u32(point).ok_or_else(|| {
            let message = format!("\\u{first:04x} is half a character (a lone surrogate).");
            Fault::new(at, "lone-surrogate", message)
        })
    }

    fn hex(&mut self, at: usize) -> Result<u32, Fault> {
        let digits = self.text.as_bytes().get(self.at..self.at + 4).unwrap_or_default();
        let mut value = 0;
        for digit in digits {
            value = value * 16 + char::from(*digit).to_digit(16).unwrap_or(0x1_0000);
        }
        if digits.len() < 4 || value > 0xFFFF {
            return Err(Fault::new(at, "bad-escape", "\\u is followed by four hexadecimal digits."));
        }
        self.at += 4;
        Ok(value)
    }

    /// Reads a number.
    #[inline]
    pub(super) fn number(&mut self, expected: &str) -> Result<Number, Fault> {
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

    /// Checks a value of any kind, passes it and gives its text.
    pub(super) fn raw(&mut self) -> Result<&'a str, Fault> {
        self.peek();
        let start = self.at;
        self.skip()?;
        Ok(&self.text[start..self.at])
    }

    /// Checks a value of any kind and passes it.
    pub(super) fn skip(&mut self) -> Result<(), Fault> {
        match self.peek() {
            Some(b'{') => self.object("", &mut |reader, _| reader.skip()),
            Some(b'[') => self.array("", |reader, _| reader.skip()).map(drop),
            Some(b'"') => self.string_with("", &mut String::new(), |_| ()),
            Some(b'-' | b'0'..=b'9') => self.number("").map(drop),
            _ => {
                for word in ["null", "true", "false"] {
                    if self.text.as_bytes()[self.at..].starts_with(word.as_bytes()) {
                        self.at += word.len();
                        return Ok(());
                    }
                }
                Err(self.unexpected("a value"))
            }
        }
    }
}

/// Where a run of bytes ends that stand for themselves in a string: at a quotation mark, a backslash or a control
/// character. Eight bytes at a time.
pub(super) fn plain_end(bytes: &[u8], mut at: usize) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGHS: u64 = ONES << 7;
    while let Some(word) = bytes.get(at..).and_then(|rest| rest.first_chunk::<8>()) {
        let word = u64::from_le_bytes(*word);
        // The lowest marked byte is right; those above it may be marked by a borrow (Bit Twiddling Hacks, “haszero”).
        let zero = |word: u64| word.wrapping_sub(ONES) & !word;
        let control = word.wrapping_sub(ONES * 0x20) & !word;
        let marks = (zero(word ^ (ONES * 0x22)) | zero(word ^ (ONES * 0x5C)) | control) & HIGHS;
        if marks != 0 {
            return at + (marks.trailing_zeros() / 8) as usize;
        }
        at += 8;
    }
    while bytes.get(at).is_some_and(|byte| *byte >= 0x20 && *byte != b'"' && *byte != b'\\') {
        at += 1;
    }
    at
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

    #[test]
    fn a_run_of_plain_bytes_ends_where_it_should() {
        for special in [b'"', b'\\', b'\n', 0, 0x1f] {
            for length in 0..40 {
                let mut bytes = "aé~ \u{7f}ÿ".repeat(8).into_bytes();
                bytes.truncate(length);
                bytes.push(special);
                bytes.extend_from_slice(b"\"\"\\\\rest of it");
                assert_eq!(plain_end(&bytes, 0), length.min(bytes.len()), "{special} after {length}");
            }
        }
        assert_eq!(plain_end(b"abc", 0), 3);
        assert_eq!(plain_end(b"abc", 9), 9);
    }

    #[test]
    fn escapes_are_undone_and_half_characters_refused() {
        let read = |text: &str| Reader::new(text).string("a text").map(Cow::into_owned).ok();
        assert_eq!(read(r#""a\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00z""#).unwrap(), "a\"\\/\u{8}\u{c}\n\r\té😀z");
        for bad in [r#""\ud800""#, r#""\udc00""#, r#""\ud800\u0041""#, r#""\ud800\ud800""#, r#""\u12g4""#, r#""\x""#] {
            assert_eq!(read(bad), None, "{bad}");
        }
        for bad in ["\"", "\"\\", "\"\\u", "\"\\u00", "\"a\nb\"", "\"\\ud83d\\u"] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }
}
