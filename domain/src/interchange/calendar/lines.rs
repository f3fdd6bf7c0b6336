//! Content lines (RFC 5545 §3.1): bytes become unfolded lines, lines become a name, parameters and a value. One pass,
//! no copy of what is not folded.

use memchr::{memchr, memchr2};
use std::borrow::Cow;

/// The unfolded lines of a file, each with the number of its first line, counted from 1.
#[derive(Clone)]
pub(super) struct Lines<'a> {
    rest: &'a [u8],
    number: u64,
    /// Whether lines end in CR alone: only where there is no LF.
    old: bool,
}

impl<'a> Lines<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        let rest = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        Self { rest, number: 0, old: memchr(b'\n', rest).is_none() }
    }

    fn physical(&mut self) -> Option<&'a [u8]> {
        if self.rest.is_empty() {
            return None;
        }
        self.number += 1;
        let ending = if self.old { b'\r' } else { b'\n' };
        let (line, rest) = match memchr(ending, self.rest) {
            Some(at) => (self.rest.get(..at)?, self.rest.get(at + 1..)?),
            None => (self.rest, &[][..]),
        };
        self.rest = rest;
        Some(line.strip_suffix(b"\r").unwrap_or(line))
    }
}

impl Lines<'_> {
    /// Empty lines mean nothing, and some programs put them between the parts of a folded one.
    fn skip_empty(&mut self) {
        while let Some(byte @ (b'\r' | b'\n')) = self.rest.first() {
            self.number += u64::from(self.old || *byte == b'\n');
            self.rest = self.rest.get(1..).unwrap_or_default();
        }
    }
}

impl<'a> Iterator for Lines<'a> {
    type Item = (u64, Cow<'a, [u8]>);

    fn next(&mut self) -> Option<Self::Item> {
        self.skip_empty();
        let mut line = Cow::Borrowed(self.physical()?);
        let number = self.number;
        loop {
            self.skip_empty();
            let Some(b' ' | b'\t') = self.rest.first() else { break };
            let folded = self.physical()?;
            line.to_mut().extend_from_slice(folded.get(1..).unwrap_or_default());
        }
        Some((number, line))
    }
}

/// Text of a line. A byte that is not UTF-8 makes the whole line one in the Western European code page; says whether it
/// had to.
pub(super) fn text(line: Cow<'_, [u8]>) -> (Cow<'_, str>, bool) {
    let foreign = |bytes: &[u8]| bytes.iter().map(|byte| crate::interchange::table::windows_1252(*byte)).collect();
    match line {
        Cow::Borrowed(bytes) => match std::str::from_utf8(bytes) {
            Ok(text) => (Cow::Borrowed(text), false),
            Err(_) => (Cow::Owned(foreign(bytes)), true),
        },
        Cow::Owned(bytes) => match String::from_utf8(bytes) {
            Ok(text) => (Cow::Owned(text), false),
            Err(error) => (Cow::Owned(foreign(error.as_bytes())), true),
        },
    }
}

/// A content line, taken apart.
#[derive(Debug)]
pub(super) struct Property<'a> {
    /// Name as written.
    pub(super) name: &'a str,
    parameters: &'a str,
    /// Value as written.
    pub(super) value: &'a str,
}

impl<'a> Property<'a> {
    /// `None` where there is no colon that ends the name and its parameters.
    pub(super) fn parse(line: &'a str) -> Option<Self> {
        let bytes = line.as_bytes();
        let name_end = memchr2(b';', b':', bytes)?;
        let mut at = name_end;
        // To the first colon outside quotes.
        loop {
            match bytes.get(at)? {
                b':' => break,
                b'"' => at += 1 + memchr(b'"', bytes.get(at + 1..)?)? + 1,
                _ => at += 1,
            }
        }
        let name = line.get(..name_end)?.trim();
        let name_like = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'/' | b' ');
        let plain = !name.is_empty() && name.bytes().all(name_like);
        plain.then_some(Self { name, parameters: line.get(name_end..at)?, value: line.get(at + 1..)? })
    }

    /// The first value of a parameter, decoded.
    pub(super) fn parameter(&self, wanted: &str) -> Option<Cow<'a, str>> {
        let mut rest = self.parameters;
        while let Some(start) = rest.strip_prefix(';') {
            let end = unquoted(start, b";").unwrap_or(start.len());
            let (one, after) = start.split_at_checked(end)?;
            rest = after;
            let Some((name, value)) = one.split_once('=') else { continue };
            if name.trim().eq_ignore_ascii_case(wanted) {
                return Some(decode(value.trim()));
            }
        }
        None
    }

    /// Whether a parameter has this value.
    pub(super) fn says(&self, parameter: &str, value: &str) -> bool {
        self.parameter(parameter).is_some_and(|found| found.eq_ignore_ascii_case(value))
    }

    /// Whether there is a parameter without a name, a mistake that some programs make.
    pub(super) fn has_empty_parameter(&self) -> bool {
        let (mut quoted, mut before) = (false, 0);
        self.parameters.bytes().any(|byte| {
            quoted ^= byte == b'"';
            let empty = !quoted && byte == b';' && before == b';';
            before = byte;
            empty
        })
    }
}

fn unquoted(text: &str, wanted: &[u8]) -> Option<usize> {
    let mut quoted = false;
    text.bytes().position(|byte| {
        quoted ^= byte == b'"';
        !quoted && wanted.contains(&byte)
    })
}

/// A parameter's value without its quotes; `^n`, `^^` and `^'` as RFC 6868 says.
fn decode(value: &str) -> Cow<'_, str> {
    let value = value.strip_prefix('"').and_then(|rest| rest.split('"').next()).unwrap_or(value);
    if !value.contains(['^', '\\']) {
        return Cow::Borrowed(value);
    }
    let mut out = String::with_capacity(value.len());
    let mut letters = value.chars().peekable();
    while let Some(letter) = letters.next() {
        let next = letters.peek().copied();
        let stands_for = match (letter, next) {
            ('^', Some('n')) => Some('\n'),
            ('^', Some('^')) => Some('^'),
            ('^', Some('\'')) => Some('"'),
            // Not in any standard, but written by several programs.
            ('\\', Some(',' | ';' | ':' | '\\')) => next,
            _ => None,
        };
        if stands_for.is_some() {
            letters.next();
        }
        out.push(stands_for.unwrap_or(letter));
    }
    Cow::Owned(out)
}

/// A TEXT value: `\n`, `\,`, `\;` and `\\` stand for what they say. Control characters are dropped.
pub(super) fn unescape(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut letters = value.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some('n' | 'N') => out.push('\n'),
                Some(escaped @ ('\\' | ',' | ';' | ':' | '"')) => out.push(escaped),
                Some(other) => out.extend(['\\', other].into_iter().filter(|letter| !letter.is_control())),
                None => out.push('\\'),
            },
            '\t' => out.push('\t'),
            control if control.is_control() => {}
            letter => out.push(letter),
        }
    }
    out
}

/// The items of a list of TEXT values.
pub(super) fn text_list(value: &str) -> Vec<String> {
    let mut items = Vec::new();
    let (mut start, mut escaped) = (0, false);
    for (at, byte) in value.bytes().enumerate() {
        if byte == b',' && !escaped {
            items.push(value.get(start..at).unwrap_or_default());
            start = at + 1;
        }
        escaped = byte == b'\\' && !escaped;
    }
    items.push(value.get(start..).unwrap_or_default());
    items.into_iter().map(|item| unescape(item).trim().to_owned()).filter(|item| !item.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(bytes: &[u8]) -> Vec<(u64, String)> {
        Lines::new(bytes).map(|(number, line)| (number, text(line).0.into_owned())).collect()
    }

    #[test]
    fn lines_are_unfolded_whatever_ends_them() {
        let expected = [(1, "SUMMARY:one two".to_owned()), (3, "UID:ü".to_owned())];
        assert_eq!(lines(b"SUMMARY:one\r\n  two\r\nUID:\xc3\xbc\r\n"), expected);
        assert_eq!(lines(b"\xef\xbb\xbfSUMMARY:one\n\t two\nUID:\xc3\xbc"), expected);
        assert_eq!(lines(b"SUMMARY:one\r  two\rUID:\xc3\xbc\r"), expected);
        // A fold may cut a letter in two.
        assert_eq!(lines(b"UID:\xc3\r\n \xbc\r\n"), [(1, "UID:ü".to_owned())]);
        assert_eq!(lines(b"\r\n\r\nUID\r\n\r\n :1\r\n\r\n\r\nX:2"), [(3, "UID:1".to_owned()), (8, "X:2".to_owned())]);
        assert_eq!(lines(b"UID:\xfc"), [(1, "UID:ü".to_owned())]);
        assert!(lines(b"").is_empty());
    }

    #[test]
    fn a_line_is_taken_apart() {
        let line = "ATTENDEE;CN=\"Ruth; \"\"Babe\";ROLE=CHAIR;X=^'a^n^^;cn=second:mailto:a;b=c:d";
        let property = Property::parse(line).unwrap();
        assert_eq!((property.name, property.value), ("ATTENDEE", "mailto:a;b=c:d"));
        assert_eq!(property.parameter("CN").unwrap(), "Ruth; ");
        assert_eq!(property.parameter("x").unwrap(), "\"a\n^");
        assert!(property.says("role", "chair"));
        assert!(property.parameter("PARTSTAT").is_none());
        for wrong in ["", "X", "ORGANIZER;CN=Sixt SE", ";A=B:c", "A;B=\"c:d", "\u{e9}:x"] {
            assert!(Property::parse(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn texts_are_unescaped() {
        assert_eq!(unescape("a\\, b\\; c\\\\n\\N\\x\u{0}\\"), "a, b; c\\n\n\\x\\");
        assert_eq!(text_list("one, two\\, three,,four\\\\,five"), ["one", "two, three", "four\\", "five"]);
    }
}
