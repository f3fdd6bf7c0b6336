//! Records in JSON, straight into columns: an array, an array inside an envelope, or a record a line.
//!
//! Nested objects become columns such as `author.name`; arrays inside a record are kept as their JSON text.

use super::{
    MAX_CELLS, MAX_COLUMNS,
    cells::{Look, Span, Spans},
    figures,
    glue::Glue,
    json_text::{Scanner, Token, plain_until, unescape},
    number,
};
use crate::interchange::FileError;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// How deep objects inside a record are opened into columns; deeper ones are kept as JSON text.
const OPEN_DEPTH: u32 = 4;

/// Names under which envelopes keep their records.
const LISTS: [&str; 12] = [
    "records",
    "data",
    "items",
    "rows",
    "posts",
    "activities",
    "messages",
    "members",
    "results",
    "statistics",
    "values",
    "entries",
];

/// Reads records one at a time.
pub struct Records {
    /// Offset of the next byte.
    pub at: usize,
    lines: bool,
    started: bool,
    envelope: bool,
    /// Names of the columns, in the order of their first appearance.
    pub names: Vec<String>,
    /// The cells.
    pub columns: Vec<Spans>,
    /// The texts that stand in the file in another form, with escapes.
    pub other: String,
    by_name: FxHashMap<String, usize>,
    /// What stands before the values of a column, where it is one of the record itself.
    glues: Vec<Glue>,
    /// The column whose value is likely to come next: records of one file have their keys in the same order as a rule.
    expected: usize,
    path: String,
    /// Number of records read.
    pub rows: usize,
}

impl Records {
    /// Finds where the records are.
    ///
    /// # Errors
    /// Where the text is not JSON or holds no list of records.
    pub fn new(text: &str) -> Result<Self, FileError> {
        let mut records = Self {
            at: 0,
            lines: false,
            started: false,
            envelope: false,
            names: Vec::new(),
            columns: Vec::new(),
            by_name: FxHashMap::default(),
            glues: Vec::new(),
            expected: 0,
            path: String::new(),
            other: String::new(),
            rows: 0,
        };
        let mut scanner = Scanner::new(text, 0);
        match scanner.peek() {
            Some(b'[') => records.at = scanner.at + 1,
            Some(b'{') if is_lines(text) => records.lines = true,
            Some(b'{') => {
                records.at = envelope(text, scanner.at)?;
                records.envelope = true;
            }
            _ => return Err(scanner.error("a list of records or an object that holds one")),
        }
        Ok(records)
    }

    /// Whether the file has a record a line.
    pub fn is_lines(&self) -> bool {
        self.lines
    }

    /// Reads one record; false at the end.
    ///
    /// # Errors
    /// Where the text is not JSON, the list holds something else than records, or a limit is passed.
    pub fn next(&mut self, text: &str) -> Result<bool, FileError> {
        let mut scanner = Scanner::new(text, self.at);
        let more = self.read(&mut scanner);
        self.at = scanner.at;
        more
    }

    fn read(&mut self, scanner: &mut Scanner<'_>) -> Result<bool, FileError> {
        if self.lines {
            if scanner.peek().is_none() {
                return Ok(false);
            }
        } else {
            if scanner.take(b']') {
                return self.close(scanner).map(|()| false);
            }
            if self.started && !scanner.take(b',') {
                return Err(scanner.error("“,” or “]”"));
            }
        }
        self.started = true;
        if !scanner.take(b'{') {
            return Err(scanner.error("a record in braces"));
        }
        self.expected = 0;
        self.path.clear();
        self.record(scanner)?;
        self.rows += 1;
        Ok(true)
    }

    /// The fields of a record and its closing brace. As long as each field stands where it stood in the records before,
    /// its name is not looked at.
    fn record(&mut self, scanner: &mut Scanner<'_>) -> Result<(), FileError> {
        let mut is_first = true;
        loop {
            while let Some(start) = self.glues.get(self.expected).and_then(|glue| glue.end(scanner.bytes(), scanner.at))
            {
                let column = self.expected;
                (scanner.at, self.expected, is_first) = (start, column + 1, false);
                if let Some((span, end, look)) = plain(scanner.bytes(), start) {
                    scanner.at = end;
                    self.put(column, span, look);
                } else {
                    self.value(scanner, column)?;
                }
            }
            if scanner.take(b'}') {
                return Ok(());
            }
            self.field(scanner, 0, is_first)?;
            is_first = false;
        }
    }

    /// The value of a column, of any sort.
    #[inline(never)]
    fn value(&mut self, scanner: &mut Scanner<'_>, column: usize) -> Result<(), FileError> {
        match scanner.token()? {
            // A value that was plain in the records before is an object here.
            Token::Object => {
                let name = self.names.get(column).cloned().unwrap_or_default();
                self.opened(scanner, &name, false, 0)
            }
            token => self.cell(scanner, column, token, 0),
        }
    }

    #[inline]
    fn put(&mut self, column: usize, span: Span, look: Look) {
        if let Some(cells) = self.columns.get_mut(column) {
            cells.put(self.rows, span, look);
        }
    }

    /// What follows the list: the rest of the envelope, then the end.
    fn close(&mut self, scanner: &mut Scanner<'_>) -> Result<(), FileError> {
        if self.envelope {
            while scanner.take(b',') {
                scanner.key()?;
                let token = scanner.token()?;
                scanner.skip_rest(&token, 1)?;
            }
            if !scanner.take(b'}') {
                return Err(scanner.error("“,” or “}”"));
            }
        }
        scanner.end()
    }

    /// The fields of an object in a record and its closing brace.
    fn object(&mut self, scanner: &mut Scanner<'_>, depth: u32) -> Result<(), FileError> {
        let mut is_first = true;
        while !scanner.take(b'}') {
            self.field(scanner, depth, is_first)?;
            is_first = false;
        }
        Ok(())
    }

    /// A field by its name.
    fn field(&mut self, scanner: &mut Scanner<'_>, depth: u32, is_first: bool) -> Result<(), FileError> {
        let before = scanner.at;
        if !is_first && !scanner.take(b',') {
            return Err(scanner.error("“,” or “}”"));
        }
        let (key, escaped) = scanner.key()?;
        scanner.peek();
        let glue = before..scanner.at;
        let token = scanner.token()?;
        if token == Token::Object && depth < OPEN_DEPTH {
            return self.opened(scanner, key, escaped, depth);
        }
        let column = self.column(key, escaped)?;
        // A comma stands before every column but the first of all.
        if depth == 0 && is_first == (column == 0) {
            self.learn(column, scanner, glue);
        }
        self.cell(scanner, column, token, depth)
    }

    /// Remembers what stands between the value before and the values of a column.
    fn learn(&mut self, column: usize, scanner: &Scanner<'_>, glue: Range<usize>) {
        if let Some(known) = self.glues.get_mut(column)
            && !known.is_known()
        {
            *known = Glue::new(scanner.bytes(), glue);
        }
    }

    /// An object in a record: its fields become columns of their own.
    fn opened(&mut self, scanner: &mut Scanner<'_>, key: &str, escaped: bool, depth: u32) -> Result<(), FileError> {
        let length = self.path.len();
        push_name(&mut self.path, key, escaped);
        self.path.push('.');
        self.object(scanner, depth + 1)?;
        self.path.truncate(length);
        Ok(())
    }

    fn cell(&mut self, scanner: &mut Scanner<'_>, column: usize, token: Token, depth: u32) -> Result<(), FileError> {
        let (place, look) = match token {
            Token::Text(place, false) => {
                let look = Look::at(scanner.text(place.clone()));
                (place, look)
            }
            Token::Text(place, true) => {
                let start = self.other.len();
                unescape(scanner.text(place), &mut self.other);
                let span = Span::in_other(start, self.other.len());
                let look = Look::at(span.of("", &self.other));
                self.put(column, span, look);
                return Ok(());
            }
            Token::Number(place) => {
                let look = Look::at(scanner.text(place.clone()));
                (place, look)
            }
            Token::Bool(place) => (place, Look::Filled),
            Token::Null => (0..0, Look::Blank),
            Token::Object | Token::Array => {
                let start = scanner.at - 1;
                scanner.skip_rest(&token, depth + 2)?;
                (start..scanner.at, Look::Filled)
            }
        };
        self.put(column, Span::in_file(scanner.bytes(), place.start, place.end), look);
        Ok(())
    }

    /// The column of a key, made where there is none yet.
    fn column(&mut self, key: &str, escaped: bool) -> Result<usize, FileError> {
        let length = self.path.len();
        push_name(&mut self.path, key, escaped);
        let found = match self.by_name.get(&self.path) {
            Some(column) => *column,
            None => {
                let column = self.names.len();
                if column >= MAX_COLUMNS || (column + 1).saturating_mul(self.rows) > MAX_CELLS {
                    return Err(FileError::new(
                        "",
                        "too-many-columns",
                        format!(
                            "The records have more than {} different fields. Check that this is a list of like \
                             records.",
                            column
                        ),
                    ));
                }
                self.names.push(self.path.clone());
                self.glues.push(Glue::default());
                self.by_name.insert(self.path.clone(), column);
                self.columns.push(Spans::default());
                column
            }
        };
        self.path.truncate(length);
        self.expected = found + 1;
        Ok(found)
    }
}

/// A value of the sorts that nearly all are: `null`, figures only, a text without escapes. Gives where its text stands
/// and where it ends itself.
#[inline]
fn plain(bytes: &[u8], at: usize) -> Option<(Span, usize, Look)> {
    let [first, second, third, fourth] = *bytes.get(at..)?.first_chunk()?;
    match first {
        b'"' => {
            let end = plain_until(bytes, at + 1);
            let sure = second > b'9' && !number::may_be_blank(second) && bytes.get(end) == Some(&b'"');
            sure.then(|| (Span::in_file(bytes, at + 1, end), end + 1, Look::Filled))
        }
        b'0'..=b'9' => {
            let end = figures::end_of(bytes, at);
            let whole = first != b'0' || end == at + 1;
            let ends = !matches!(bytes.get(end), Some(b'.' | b'e' | b'E'));
            (whole && ends).then(|| (Span::in_file(bytes, at, end), end, Look::of_figures(end - at)))
        }
        b'n' if [second, third, fourth] == *b"ull" => Some((Span::default(), at + 4, Look::Blank)),
        _ => None,
    }
}

fn push_name(path: &mut String, key: &str, escaped: bool) {
    if escaped { unescape(key, path) } else { path.push_str(key) }
}

/// Whether the first line is a whole record and another begins after it.
fn is_lines(text: &str) -> bool {
    let text = text.trim_start();
    let Some((first, rest)) = text.split_once('\n') else { return false };
    let first = first.trim_end();
    first.ends_with('}') && rest.trim_start().starts_with('{')
}

/// The offset just behind the `[` of the list of records in an envelope: the first list of objects under a usual
/// name, else the first list of objects.
fn envelope(text: &str, start: usize) -> Result<usize, FileError> {
    let mut scanner = Scanner::new(text, start + 1);
    let mut other = None;
    let mut more = scanner.peek() != Some(b'}');
    while more {
        let (key, _) = scanner.key()?;
        let token = scanner.token()?;
        if token == Token::Array {
            let at = scanner.at;
            let usual = LISTS.contains(&key);
            match scanner.peek() {
                Some(b'{') if usual => return Ok(at),
                Some(b'{') => other = other.or(Some(at)),
                Some(b']') if usual => other = other.or(Some(at)),
                _ => {}
            }
            scanner.at = at;
        }
        scanner.skip_rest(&token, 1)?;
        more = scanner.take(b',');
    }
    if !scanner.take(b'}') {
        return Err(scanner.error("“,” or “}”"));
    }
    scanner.end()?;
    other.ok_or_else(|| {
        FileError::new(
            "",
            "no-records",
            "This JSON holds no list of records. Hearth reads an array of objects, alone or under a name such as \
             “records”, or one object a line.",
        )
    })
}
