//! Records in JSON, straight into columns: an array, an array inside an envelope, or a record a line.
//!
//! Nested objects become columns such as `author.name`; arrays inside a record are kept as their JSON text.

use super::{
    MAX_CELLS, MAX_COLUMNS,
    json_text::{Scanner, Token, unescape},
    sheet::Cells,
};
use crate::interchange::FileError;
use rustc_hash::FxHashMap;

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
    pub columns: Vec<Cells>,
    by_name: FxHashMap<String, usize>,
    /// Each name as it stands before its value, `"name":`, where it is a plain one of the record itself.
    quoted: Vec<String>,
    expected: usize,
    path: String,
    buffer: String,
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
            quoted: Vec::new(),
            expected: 0,
            path: String::new(),
            buffer: String::new(),
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
        self.object(scanner, 0)?;
        self.rows += 1;
        Ok(true)
    }

    /// What follows the list: the rest of the envelope, then the end.
    fn close(&mut self, scanner: &mut Scanner<'_>) -> Result<(), FileError> {
        if self.envelope {
            while scanner.take(b',') {
                scanner.key()?;
                let token = scanner.token()?;
                scanner.skip_rest(token, 1)?;
            }
            if !scanner.take(b'}') {
                return Err(scanner.error("“,” or “}”"));
            }
        }
        scanner.end()
    }

    fn object(&mut self, scanner: &mut Scanner<'_>, depth: u32) -> Result<(), FileError> {
        if scanner.take(b'}') {
            return Ok(());
        }
        loop {
            let next = if depth == 0 { self.next_column(scanner) } else { None };
            let (key, escaped) = if next.is_some() { ("", false) } else { scanner.key()? };
            let token = scanner.token()?;
            match next {
                // A value that was plain in the records before is an object here.
                Some(column) if token == Token::Object => {
                    let name = self.names.get(column).cloned().unwrap_or_default();
                    self.opened(scanner, &name, false, depth)?;
                }
                Some(column) => self.cell(scanner, column, token, depth)?,
                None if token == Token::Object && depth < OPEN_DEPTH => self.opened(scanner, key, escaped, depth)?,
                None => {
                    let column = self.column(key, escaped)?;
                    self.cell(scanner, column, token, depth)?;
                }
            }
            if scanner.take(b'}') {
                return Ok(());
            }
            if !scanner.take(b',') {
                return Err(scanner.error("“,” or “}”"));
            }
        }
    }

    /// The column whose key comes next in the text. Records of one file have their keys in the same order as a rule, so
    /// only the column after the last one is tried.
    #[inline]
    fn next_column(&mut self, scanner: &mut Scanner<'_>) -> Option<usize> {
        let found = self.quoted.get(self.expected).is_some_and(|name| scanner.take_text(name));
        self.expected += usize::from(found);
        found.then(|| self.expected - 1)
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

    #[inline]
    fn cell<'a>(
        &mut self,
        scanner: &mut Scanner<'a>,
        column: usize,
        token: Token<'a>,
        depth: u32,
    ) -> Result<(), FileError> {
        let row = self.rows;
        let text = match token {
            Token::Text(text, false) | Token::Number(text) => text,
            Token::Text(text, true) => {
                self.buffer.clear();
                unescape(text, &mut self.buffer);
                &self.buffer
            }
            Token::Bool(true) => "true",
            Token::Bool(false) => "false",
            Token::Null => "",
            Token::Object | Token::Array => {
                let start = scanner.at - 1;
                scanner.skip_rest(token, depth + 2)?;
                scanner.since(start)
            }
        };
        if let Some(cells) = self.columns.get_mut(column) {
            cells.put(row, text);
        }
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
                let whole = length == 0 && !escaped;
                // What cannot stand in a file is never taken for it.
                self.quoted.push(if whole { format!("\"{key}\":") } else { "\0".to_owned() });
                self.by_name.insert(self.path.clone(), column);
                self.columns.push(Cells::default());
                column
            }
        };
        self.path.truncate(length);
        self.expected = found + 1;
        Ok(found)
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
        scanner.skip_rest(token, 1)?;
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
