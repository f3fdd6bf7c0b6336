//! A reader of JSON (RFC 8259) that goes through the text once and stops at the first thing that is wrong.
//!
//! It is stricter than a usual parser, because a workspace file is somebody's whole work: a key given twice, a lone
//! surrogate, a number beyond what a double holds and nesting deeper than [`DEPTH_MAX`] are refused, each at its
//! place. It builds no tree: cells go straight into columns, and what this version does not know is checked and
//! handed over as a piece of text.

mod numbers;
mod strings;

pub(super) use numbers::Number;
pub(super) use strings::plain_end;

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
