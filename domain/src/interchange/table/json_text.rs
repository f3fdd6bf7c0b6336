//! A strict JSON scanner (RFC 8259) over a text in memory.
//!
//! It is written by hand, not with serde, for three reasons: it can stop between two records and go on later (so
//! that the page can draw and the reader can be stopped), it hands numbers over as they are written (a 20-digit id
//! stays exact), and it copies no cell that needs no unescaping. Depth is bounded; nothing here recurses deeper.

use super::{
    figures,
    scan::{find, marks, marks_below},
};
use crate::interchange::{FileError, Place};
use std::ops::Range;

/// Deepest nesting that is read.
pub const MAX_DEPTH: u32 = 128;

/// What begins at a place in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token {
    /// Where the text between the quotes stands, and whether it holds escapes.
    Text(Range<usize>, bool),
    /// Where a number stands.
    Number(Range<usize>),
    /// Where `true` or `false` stands.
    Bool(Range<usize>),
    /// `null`.
    Null,
    /// `{`
    Object,
    /// `[`
    Array,
}

/// Reads JSON from a text.
pub struct Scanner<'a> {
    text: &'a str,
    bytes: &'a [u8],
    /// Offset of the next byte.
    pub at: usize,
}

impl<'a> Scanner<'a> {
    /// A scanner that begins at an offset.
    pub fn new(text: &'a str, at: usize) -> Self {
        Self { text, bytes: text.as_bytes(), at }
    }

    /// Passes over white space and tells the next byte.
    #[inline]
    pub fn peek(&mut self) -> Option<u8> {
        loop {
            match self.bytes.get(self.at) {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.at += 1,
                other => return other.copied(),
            }
        }
    }

    /// Takes one byte if it is the next after white space.
    #[inline]
    pub fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    /// All bytes of the text.
    #[inline]
    pub fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// What stands in a place of the text; empty where there is none.
    pub fn text(&self, place: Range<usize>) -> &'a str {
        self.text.get(place).unwrap_or("")
    }

    /// The error that something else was expected here.
    #[cold]
    pub fn error(&self, expected: &str) -> FileError {
        let found = match self.text.get(self.at..).and_then(|rest| rest.chars().next()) {
            Some(letter) if letter.is_control() => format!("the control character U+{:04X}", u32::from(letter)),
            Some(letter) => format!("“{letter}”"),
            None => "the end of the file".to_owned(),
        };
        let message = format!("This is not JSON: {expected} is expected, {found} found. Export the file again.");
        FileError::new("", "not-json", message).at(self.place())
    }

    /// Where the scanner is: line, character in the line, byte.
    #[cold]
    pub fn place(&self) -> Place {
        let before = self.bytes.get(..self.at.min(self.bytes.len())).unwrap_or_default();
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let column = String::from_utf8_lossy(before.get(start..).unwrap_or_default()).chars().count() + 1;
        Place { row: Some(line as u64), column: Some(column as u64), byte: Some(self.at as u64), ..Place::default() }
    }

    /// Reads a scalar or the opening of an object or array.
    #[inline]
    pub fn token(&mut self) -> Result<Token, FileError> {
        match self.peek() {
            Some(b'"') => self.string().map(|(place, escaped)| Token::Text(place, escaped)),
            Some(b'-' | b'0'..=b'9') => self.number().map(Token::Number),
            Some(b'{') => {
                self.at += 1;
                Ok(Token::Object)
            }
            Some(b'[') => {
                self.at += 1;
                Ok(Token::Array)
            }
            Some(b't') => self.word("true").map(Token::Bool),
            Some(b'f') => self.word("false").map(Token::Bool),
            Some(b'n') => self.word("null").map(|_| Token::Null),
            _ => Err(self.error("a value")),
        }
    }

    #[inline]
    fn word(&mut self, word: &str) -> Result<Range<usize>, FileError> {
        let start = self.at;
        if self.bytes.get(start..).is_some_and(|rest| rest.starts_with(word.as_bytes())) {
            self.at += word.len();
            return Ok(start..self.at);
        }
        Err(self.error("a value"))
    }

    #[inline]
    fn number(&mut self) -> Result<Range<usize>, FileError> {
        let start = self.at;
        let first = self.bytes.get(start).copied();
        let end = figures::end_of(self.bytes, start);
        let whole = end > start && (first != Some(b'0') || end == start + 1);
        if whole && !matches!(self.bytes.get(end), Some(b'.' | b'e' | b'E')) {
            self.at = end;
            return Ok(start..end);
        }
        self.any_number()
    }

    /// A number with a sign, a fraction or an exponent.
    #[inline(never)]
    fn any_number(&mut self) -> Result<Range<usize>, FileError> {
        let start = self.at;
        if self.bytes.get(self.at) == Some(&b'-') {
            self.at += 1;
        }
        if self.bytes.get(self.at) == Some(&b'0') {
            self.at += 1;
        } else {
            self.digits()?;
        }
        if self.bytes.get(self.at) == Some(&b'.') {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.bytes.get(self.at), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.bytes.get(self.at), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(start..self.at)
    }

    fn digits(&mut self) -> Result<(), FileError> {
        let end = figures::end_of(self.bytes, self.at);
        if end == self.at {
            return Err(self.error("a digit"));
        }
        self.at = end;
        Ok(())
    }

    /// Reads a string; the scanner is at its opening quote. Gives the place between the quotes and whether there are
    /// escapes in it.
    #[inline]
    pub fn string(&mut self) -> Result<(Range<usize>, bool), FileError> {
        if self.bytes.get(self.at) != Some(&b'"') {
            return Err(self.error("a text in quotation marks"));
        }
        let start = self.at + 1;
        let end = plain_until(self.bytes, start);
        if self.bytes.get(end) == Some(&b'"') {
            self.at = end + 1;
            return Ok((start..end, false));
        }
        self.at = end;
        self.escaped_string(start)
    }

    /// The rest of a string from its first escape.
    #[inline(never)]
    fn escaped_string(&mut self, start: usize) -> Result<(Range<usize>, bool), FileError> {
        loop {
            self.at = plain_until(self.bytes, self.at);
            match self.bytes.get(self.at) {
                Some(b'"') => {
                    self.at += 1;
                    return Ok((start..self.at - 1, true));
                }
                Some(b'\\') => {
                    self.at += 1;
                    match self.bytes.get(self.at) {
                        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => self.at += 1,
                        Some(b'u') => {
                            self.at += 1;
                            for _ in 0..4 {
                                if !self.bytes.get(self.at).is_some_and(u8::is_ascii_hexdigit) {
                                    return Err(self.error("a hexadecimal digit"));
                                }
                                self.at += 1;
                            }
                        }
                        _ => return Err(self.error("one of the escapes \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u")),
                    }
                }
                _ => return Err(self.error("the closing quotation mark")),
            }
        }
    }

    /// Passes over a value whose first token was read.
    pub fn skip_rest(&mut self, token: &Token, depth: u32) -> Result<(), FileError> {
        let close = match token {
            Token::Object => b'}',
            Token::Array => b']',
            _ => return Ok(()),
        };
        if depth >= MAX_DEPTH {
            return Err(self.too_deep());
        }
        if self.take(close) {
            return Ok(());
        }
        loop {
            if *token == Token::Object {
                self.key()?;
            }
            let inner = self.token()?;
            self.skip_rest(&inner, depth + 1)?;
            if self.take(close) {
                return Ok(());
            }
            if !self.take(b',') {
                return Err(self.error(if close == b'}' { "“,” or “}”" } else { "“,” or “]”" }));
            }
        }
    }

    /// Reads a key and its colon.
    #[inline]
    pub fn key(&mut self) -> Result<(&'a str, bool), FileError> {
        self.peek();
        let (place, escaped) = self.string()?;
        if !self.take(b':') {
            return Err(self.error("“:”"));
        }
        Ok((self.text(place), escaped))
    }

    /// The error that the nesting is too deep.
    #[cold]
    pub fn too_deep(&self) -> FileError {
        let message = format!("The JSON is nested more than {MAX_DEPTH} levels deep. That is no table of records.");
        FileError::new("", "too-deep", message).at(self.place())
    }

    /// Checks that nothing but white space follows.
    pub fn end(&mut self) -> Result<(), FileError> {
        if self.peek().is_none() { Ok(()) } else { Err(self.error("the end of the file")) }
    }
}

/// The offset of the next quotation mark, backslash or control character.
#[inline]
pub(super) fn plain_until(bytes: &[u8], at: usize) -> usize {
    let in_word = |word| marks_below(word, 0x20) | marks(word, b'"') | marks(word, b'\\');
    find(bytes, at, in_word, |byte| (byte < 0x20) | (byte == b'"') | (byte == b'\\'))
}

/// Writes the text that an escaped string stands for into a buffer. Lone surrogates become U+FFFD.
pub fn unescape(raw: &str, out: &mut String) {
    let mut rest = raw;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        let code = rest.as_bytes().get(at + 1).copied().unwrap_or(b'\\');
        rest = rest.get(at + 2..).unwrap_or("");
        match code {
            b'b' => out.push('\u{8}'),
            b'f' => out.push('\u{c}'),
            b'n' => out.push('\n'),
            b'r' => out.push('\r'),
            b't' => out.push('\t'),
            b'u' => {
                let first = hex4(rest);
                rest = rest.get(4..).unwrap_or("");
                let second = match first {
                    0xd800..=0xdbff => rest.strip_prefix("\\u").map(hex4).filter(|low| (0xdc00..0xe000).contains(low)),
                    _ => None,
                };
                let point = match second {
                    Some(low) => {
                        rest = rest.get(6..).unwrap_or("");
                        0x10000 + ((first - 0xd800) << 10) + (low - 0xdc00)
                    }
                    None => first,
                };
                out.push(char::from_u32(point).unwrap_or(char::REPLACEMENT_CHARACTER));
            }
            other => out.push(char::from(other)),
        }
    }
    out.push_str(rest);
}

fn hex4(text: &str) -> u32 {
    text.get(..4).and_then(|digits| u32::from_str_radix(digits, 16).ok()).unwrap_or(0xfffd)
}

/// Checks that bytes are one JSON text, strictly.
///
/// # Errors
/// With the place of the first byte that is wrong.
pub fn check(bytes: &[u8]) -> Result<(), FileError> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to() as u64;
        FileError::new("", "not-utf8", "JSON is written in UTF-8; this byte is not. Export the file again.")
            .at(Place::byte(at))
    })?;
    let mut scanner = Scanner::new(text, 0);
    let token = scanner.token()?;
    scanner.skip_rest(&token, 0)?;
    scanner.end()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_read() {
        let mut out = String::new();
        unescape(r#"a\n\"\u00e9\ud83d\ude00\ud83dx\/"#, &mut out);
        assert_eq!(out, "a\n\"é😀\u{fffd}x/");
    }

    #[test]
    fn the_fast_search_agrees_with_the_slow_one() {
        for stop in [b'"', b'\\', b'\n', 0x1f] {
            for length in 0..40 {
                let mut bytes = "é~ \u{7f}!#]ÿx".repeat(5).into_bytes();
                bytes.truncate(length);
                bytes.push(stop);
                bytes.extend_from_slice(b"tail\"");
                assert_eq!(plain_until(&bytes, 0), length);
            }
        }
    }

    #[test]
    fn an_error_names_the_place() {
        let error = check(b"{\"a\": 1,\n \"b\": nul}").unwrap_err();
        assert_eq!((error.place.row, error.place.column, error.place.byte), (Some(2), Some(7), Some(15)));
        assert_eq!(check(&[b'['; 100_000]).unwrap_err().code, "too-deep");
        assert_eq!(check(b"\"\xff\"").unwrap_err().code, "not-utf8");
    }
}
