//! Strings: most have nothing escaped and are borrowed as they stand.

use super::Reader;
use crate::interchange::workspace_json::fault::Fault;
use std::borrow::Cow;

impl<'a> Reader<'a> {
    /// Reads a string, borrowed from the text where nothing in it is escaped.
    pub(in crate::interchange::workspace_json) fn string(&mut self, expected: &str) -> Result<Cow<'a, str>, Fault> {
        let mut scratch = String::new();
        match self.plain(expected)? {
            Ok(text) => Ok(Cow::Borrowed(text)),
            Err(start) => self.escaped(start, &mut scratch).map(|()| Cow::Owned(scratch)),
        }
    }

    /// Reads a string and hands it over, using `scratch` where something in it is escaped.
    #[inline]
    pub(in crate::interchange::workspace_json) fn string_with(
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
}

/// Where a run of bytes ends that stand for themselves in a string: at a quotation mark, a backslash or a control
/// character. Eight bytes at a time.
pub(in crate::interchange::workspace_json) fn plain_end(bytes: &[u8], mut at: usize) -> usize {
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
