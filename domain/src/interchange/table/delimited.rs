//! Cells separated by a character. The parsing itself is the `csv-core` crate's; here the delimiter is found and
//! the rows are counted as a spreadsheet counts them.

use super::MAX_COLUMNS;
use crate::interchange::{FileError, Place};
use csv_core::{ReadRecordResult, ReaderBuilder};

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

/// Reads row after row from a text that somebody else holds.
pub struct Rows {
    core: csv_core::Reader,
    /// Offset of the next byte to read.
    pub at: usize,
    /// Row of the next record, as a spreadsheet counts.
    next_row: u32,
    out: Vec<u8>,
    ends: Vec<usize>,
}

/// One row: its number and its cells.
pub struct Row<'a> {
    /// Row in the file, from 1.
    pub number: u32,
    text: &'a str,
    ends: &'a [usize],
}

impl<'a> Row<'a> {
    /// The cells in order.
    pub fn cells(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let (text, ends) = (self.text, self.ends);
        let mut start = 0;
        ends.iter().map(move |end| {
            let cell = text.get(start..*end).unwrap_or("");
            start = *end;
            cell
        })
    }

    /// Number of cells.
    pub fn len(&self) -> usize {
        self.ends.len()
    }
}

impl Rows {
    /// A reader from an offset.
    pub fn new(delimiter: u8, at: usize) -> Self {
        let core = ReaderBuilder::new().delimiter(delimiter).build();
        let next_row = if at == 0 { 1 } else { 2 };
        Self { core, at, next_row, out: vec![0; 4096], ends: vec![0; 64] }
    }

    /// The next row; `None` at the end.
    pub fn next<'a>(&'a mut self, input: &[u8]) -> Result<Option<Row<'a>>, FileError> {
        self.skip_blank_lines(input);
        let number = self.next_row;
        let (mut written, mut cells) = (0, 0);
        loop {
            let rest = input.get(self.at..).unwrap_or_default();
            let (out, ends) = (self.out.get_mut(written..), self.ends.get_mut(cells..));
            let (result, read, wrote, ended) =
                self.core.read_record(rest, out.unwrap_or_default(), ends.unwrap_or_default());
            self.at += read;
            written += wrote;
            cells += ended;
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull => self.out.resize(self.out.len() * 2, 0),
                ReadRecordResult::OutputEndsFull if self.ends.len() > MAX_COLUMNS => {
                    return Err(FileError::new(
                        "",
                        "too-many-columns",
                        format!(
                            "The row has more than {MAX_COLUMNS} cells. Check that this is a table and which \
                             character separates its cells."
                        ),
                    )
                    .at(Place::row(u64::from(number))));
                }
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::Record => break,
                ReadRecordResult::End => return Ok(None),
            }
        }
        let record = self.out.get(..written).unwrap_or_default();
        // A line break inside a cell does not begin a new row of the sheet, so each record is one row.
        self.next_row = self.next_row.saturating_add(1);
        let text = std::str::from_utf8(record).unwrap_or("");
        Ok(Some(Row { number, text, ends: self.ends.get(..cells).unwrap_or_default() }))
    }

    /// The parser passes over blank lines by itself; here they are counted.
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

#[cfg(test)]
mod tests {
    use super::*;

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
            let mut seen = Vec::new();
            while let Some(row) = rows.next(text.as_bytes()).unwrap() {
                seen.push((row.number, row.cells().map(str::to_owned).collect::<Vec<_>>()));
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
