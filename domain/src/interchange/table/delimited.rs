//! Cells separated by a character: the delimiter is found, the cells are pointed at where they stand, and the rows are
//! counted as a spreadsheet counts them.
//!
//! Written by hand, because a cell that stands in the file as it is read need not be copied. The tests hold it to what
//! the `csv-core` crate reads.

use super::{
    MAX_COLUMNS,
    cells::{Look, Span},
    scan::{find, marks},
};
use crate::interchange::{FileError, Place};

/// Candidates, most usual first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// How much of the file is looked at to find the delimiter.
const LOOK_BYTES: usize = 64 * 1024;

/// Finds the delimiter: the one that splits the most rows into the same number of cells, more than one. Text in
/// quotes is passed over. Returns it with the offset at which the table begins (past Excel's `sep=;` line).
pub fn delimiter(text: &[u8]) -> (u8, usize) {
    if let Some(rest) = text.strip_prefix(b"sep=")
        && let [delimiter, end, ..] = rest
        && matches!(end, b'\r' | b'\n')
        && DELIMITERS.contains(delimiter)
    {
        return (*delimiter, 5);
    }
    let head = text.get(..text.len().min(LOOK_BYTES)).unwrap_or_default();
    let mut best = (0.0, b',');
    for candidate in DELIMITERS {
        let score = score(head, candidate, head.len() < text.len());
        if score > best.0 {
            best = (score, candidate);
        }
    }
    (best.1, 0)
}

fn score(head: &[u8], delimiter: u8, cut: bool) -> f64 {
    let mut counts: Vec<usize> = Vec::new();
    let (mut cells, mut quoted, mut filled) = (1, false, false);
    let mut at_start = true;
    for byte in head {
        match *byte {
            b'"' if quoted => quoted = false,
            b'"' if at_start => quoted = true,
            b'\n' | b'\r' if !quoted => {
                if filled {
                    counts.push(cells);
                }
                (cells, filled) = (1, false);
                at_start = true;
                continue;
            }
            byte if byte == delimiter && !quoted => {
                cells += 1;
                filled = true;
                at_start = true;
                continue;
            }
            _ => {}
        }
        // A doubled quote inside a quoted cell closes and reopens it.
        at_start = *byte == b'"' && !quoted;
        filled = true;
    }
    if filled && !(cut && counts.len() > 1) {
        counts.push(cells);
    }
    if counts.is_empty() {
        return 0.0;
    }
    let rows = counts.len() as f64;
    counts.sort_unstable();
    let mut best = 0.0_f64;
    for group in counts.chunk_by(|a, b| a == b) {
        let width = group.first().copied().unwrap_or(1);
        if width > 1 {
            let share = group.len() as f64 / rows;
            best = best.max(share * share * (width as f64 + 1.0).log2());
        }
    }
    best
}

/// Most cells of a row.
const MOST_CELLS: usize = 2_048;

/// Reads row after row from a text that somebody else holds, as RFC 4180 says and spreadsheet programs do: a quotation
/// mark means something only where a cell begins; what follows the closing one belongs to the cell.
pub struct Rows {
    delimiter: u8,
    /// Offset of the next byte to read.
    pub at: usize,
    /// Row of the next record, as a spreadsheet counts.
    next_row: u32,
    begun: bool,
    /// The cells of the row.
    pub cells: Vec<(Span, Look)>,
}

impl Rows {
    /// A reader from an offset.
    pub fn new(delimiter: u8, at: usize) -> Self {
        Self { delimiter, at, next_row: if at == 0 { 1 } else { 2 }, begun: false, cells: Vec::with_capacity(64) }
    }

    /// Reads the cells of the next row and gives its number, from 1; `None` at the end. Cells that hold quotation marks
    /// are put together in the other text.
    pub fn next(&mut self, text: &str, other: &mut String) -> Result<Option<u32>, FileError> {
        self.skip_blank_lines(text.as_bytes());
        if !self.begun {
            self.begun = true;
            if text.get(self.at..).is_some_and(|rest| rest.starts_with('\u{feff}')) {
                self.at += '\u{feff}'.len_utf8();
                self.skip_blank_lines(text.as_bytes());
            }
        }
        if self.at >= text.len() {
            return Ok(None);
        }
        let number = self.next_row;
        // A line break inside a cell does not begin a new row of the sheet, so each record is one row.
        self.next_row = self.next_row.saturating_add(1);
        self.cells.clear();
        loop {
            let cell = match text.as_bytes().get(self.at) {
                Some(b'"') => self.quoted(text, other),
                _ => self.plain(text),
            };
            if self.cells.len() >= MOST_CELLS {
                let message = format!(
                    "The row has more than {MAX_COLUMNS} cells. Check that this is a table and which character \
                     separates its cells."
                );
                return Err(FileError::new("", "too-many-columns", message).at(Place::row(u64::from(number))));
            }
            self.cells.push(cell);
            let end = text.as_bytes().get(self.at).copied();
            self.at += usize::from(end.is_some());
            if end != Some(self.delimiter) {
                return Ok(Some(number));
            }
        }
    }

    /// A cell without quotation marks around it, up to the delimiter or the end of the line.
    #[inline]
    fn plain(&mut self, text: &str) -> (Span, Look) {
        let start = self.at;
        self.at = end_of_cell(text.as_bytes(), start, self.delimiter);
        (Span::in_file(text.as_bytes(), start, self.at), Look::in_file(text, start, self.at))
    }

    /// A cell that begins with a quotation mark.
    fn quoted(&mut self, text: &str, other: &mut String) -> (Span, Look) {
        let bytes = text.as_bytes();
        let (start, copied) = (self.at + 1, other.len());
        // From where on nothing is copied yet.
        let mut from = start;
        loop {
            let close = next_quote(bytes, from);
            let rest = bytes.get(close + 1).copied();
            if rest == Some(b'"') {
                // A doubled mark stands for one.
                other.push_str(text.get(from..=close).unwrap_or(""));
                from = close + 2;
                continue;
            }
            self.at = end_of_cell(bytes, (close + 1).min(bytes.len()), self.delimiter);
            if from == start && self.at <= close + 1 {
                return (Span::in_file(bytes, start, close), Look::in_file(text, start, close));
            }
            other.push_str(text.get(from..close).unwrap_or(""));
            other.push_str(text.get(close + 1..self.at).unwrap_or(""));
            let look = Look::at(other.get(copied..).unwrap_or(""));
            return (Span::in_other(copied, other.len()), look);
        }
    }

    /// Blank lines are no rows, but they are counted.
    fn skip_blank_lines(&mut self, input: &[u8]) {
        // The second half of a CR LF whose first half ended the row before.
        let before = self.at.checked_sub(1).and_then(|at| input.get(at));
        if before == Some(&b'\r') && input.get(self.at) == Some(&b'\n') {
            self.at += 1;
        }
        loop {
            match (input.get(self.at), input.get(self.at + 1)) {
                (Some(b'\r'), Some(b'\n')) => self.at += 2,
                (Some(b'\r' | b'\n'), _) => self.at += 1,
                _ => return,
            }
            self.next_row = self.next_row.saturating_add(1);
        }
    }
}

/// The offset of the next delimiter or line end, or of the end of the text.
#[inline]
fn end_of_cell(bytes: &[u8], at: usize, delimiter: u8) -> usize {
    let in_word = |word| marks(word, delimiter) | marks(word, b'\n') | marks(word, b'\r');
    find(bytes, at, in_word, |byte| (byte == delimiter) | (byte == b'\n') | (byte == b'\r'))
}

/// The offset of the next quotation mark, or of the end of the text.
fn next_quote(bytes: &[u8], at: usize) -> usize {
    find(bytes, at, |word| marks(word, b'"'), |byte| byte == b'"')
}

#[cfg(test)]
mod tests {
    use super::*;
    use csv_core::{ReadRecordResult, ReaderBuilder};
    use proptest::prelude::*;

    fn texts(rows: &Rows, text: &str, other: &str) -> Vec<String> {
        rows.cells.iter().map(|(cell, _)| cell.of(text, other).to_owned()).collect()
    }

    /// What csv-core reads.
    fn reference(text: &str, delimiter: u8) -> Vec<Vec<String>> {
        let mut reader = ReaderBuilder::new().delimiter(delimiter).build();
        let (mut rows, mut at) = (Vec::new(), 0);
        let (mut out, mut ends) = ([0; 4096], [0; 256]);
        let (mut written, mut cells) = (0, 0);
        loop {
            let (result, read, wrote, ended) =
                reader.read_record(&text.as_bytes()[at..], &mut out[written..], &mut ends[cells..]);
            (at, written, cells) = (at + read, written + wrote, cells + ended);
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::Record => {
                    let starts = [0].into_iter().chain(ends);
                    let row = starts.zip(ends).take(cells);
                    rows.push(row.map(|(start, end)| String::from_utf8(out[start..end].to_vec()).unwrap()).collect());
                    (written, cells) = (0, 0);
                }
                ReadRecordResult::End => return rows,
                full => panic!("{full:?}"),
            }
        }
    }

    proptest! {
        #[test]
        fn rows_are_those_that_csv_core_reads(
            text in "\u{feff}?([a-zé0-9]{0,12}|[ab\",;\n\r ]{0,4}|\"[a\",;\n]{0,12}\"){0,12}",
            delimiter in prop::sample::select(DELIMITERS.to_vec()),
        ) {
            let mut rows = Rows::new(delimiter, 0);
            let (mut seen, mut other) = (Vec::new(), String::new());
            while rows.next(&text, &mut other).unwrap().is_some() {
                seen.push(texts(&rows, &text, &other));
            }
            prop_assert_eq!(seen, reference(&text, delimiter));
        }
    }

    #[test]
    fn the_delimiter_is_the_one_that_splits_evenly() {
        assert_eq!(delimiter(b"a,b,c\n1,2,3\n").0, b',');
        assert_eq!(delimiter(b"a;b;c\n1,5;2,5;3,5\n1,5;2,5;3,5").0, b';');
        assert_eq!(delimiter(b"a\tb\n1, 2\t2, 3\n").0, b'\t');
        assert_eq!(delimiter(b"a|b\n1|2\n").0, b'|');
        assert_eq!(delimiter(b"a;b\n\"x, y, z\";1\n\"p, q, r\";2").0, b';');
        assert_eq!(delimiter(b"sep=;\na,b;c\n"), (b';', 5));
        assert_eq!(delimiter(b"one column\nonly\n").0, b',');
        assert_eq!(delimiter(b"").0, b',');
    }

    #[test]
    fn rows_are_counted_as_a_spreadsheet_counts_them() {
        for newline in ["\n", "\r\n", "\r"] {
            let text = "a,b\n\n1,\"x\ny\"\n2,z\n".replace('\n', newline);
            let mut rows = Rows::new(b',', 0);
            let (mut seen, mut other) = (Vec::new(), String::new());
            while let Some(number) = rows.next(&text, &mut other).unwrap() {
                seen.push((number, texts(&rows, &text, &other)));
            }
            let inner = format!("x{newline}y");
            let expected = vec![
                (1, vec!["a".to_owned(), "b".to_owned()]),
                (3, vec!["1".to_owned(), inner]),
                (4, vec!["2".to_owned(), "z".to_owned()]),
            ];
            assert_eq!(seen, expected, "{newline:?}");
        }
    }
}
