//! A file read into columns of text: the same form for CSV, TSV, JSON and JSON Lines. It says what is there and
//! where; what it means is the mapping's business.

use super::{
    cells::{Cells, Spans},
    decode::Encoding,
};
use serde::{Deserialize, Serialize};

/// A cell without white space around it. Nearly every cell has none, which its ends show.
#[inline]
pub(super) fn trim(cell: &str) -> &str {
    match cell.as_bytes() {
        [] => cell,
        [one] if one.is_ascii_graphic() => cell,
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => cell,
        _ => cell.trim(),
    }
}

/// Which form a file has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Cells separated by a character: comma, semicolon, tab or bar.
    Delimited(char),
    /// A JSON array of records, alone or in an envelope.
    Json,
    /// A JSON record a line.
    JsonLines,
}

impl Form {
    /// In a person's words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Delimited(',') => "CSV, separated by commas",
            Self::Delimited(';') => "CSV, separated by semicolons",
            Self::Delimited('\t') => "table separated by tabs",
            Self::Delimited(_) => "table separated by |",
            Self::Json => "JSON records",
            Self::JsonLines => "JSON records, one a line",
        }
    }
}

/// What a person is told of a sheet itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// Name of the file.
    pub file: String,
    /// Which form it has, in words.
    pub form: String,
    /// How its text was encoded, in words.
    pub encoding: String,
    /// Number of columns.
    pub columns: usize,
    /// What was noticed on reading, in sentences.
    pub notes: Vec<String>,
}

/// A file as a table of texts.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Name of the file.
    pub file: String,
    /// Size of the file in bytes.
    pub bytes: u64,
    /// XXH3-64 of the file's bytes, sixteen hexadecimal digits.
    pub hash: String,
    /// Which form it has.
    pub form: Form,
    /// How its text was encoded.
    pub encoding: Encoding,
    /// Names of the columns, cleaned, all different. In nested JSON records `author.name`.
    pub headers: Vec<String>,
    /// What was noticed on reading, in sentences.
    pub notes: Vec<String>,
    /// The file's text, which the cells point into.
    pub(super) text: String,
    /// The cells that do not stand in the file as they are read.
    pub(super) other: String,
    pub(super) columns: Vec<Spans>,
    /// Row in the file of each row, as a spreadsheet counts; in JSON the number of the record.
    pub(super) numbers: Numbers,
    /// Rows with more cells than the header, with their number of cells.
    pub(super) wide: Vec<(u32, u32)>,
    /// Rows with fewer cells than the header.
    pub(super) narrow: u32,
}

/// Numbers of rows, ascending; as long as they follow each other, the first and how many are all there is to know.
#[derive(Clone, Debug, Default)]
pub(super) struct Numbers {
    first: u32,
    count: usize,
    /// All of them from the first that does not follow the one before.
    list: Vec<u32>,
}

impl Numbers {
    pub(super) fn len(&self) -> usize {
        self.count + self.list.len()
    }

    pub(super) fn push(&mut self, number: u32) {
        if self.count == 0 {
            self.first = number;
        }
        if self.list.is_empty() && u64::from(number) == u64::from(self.first) + self.count as u64 {
            self.count += 1;
        } else {
            self.list.push(number);
        }
    }

    fn get(&self, row: usize) -> Option<u32> {
        match row.checked_sub(self.count) {
            None => Some(self.first + row as u32),
            Some(place) => self.list.get(place).copied(),
        }
    }

    /// Makes room, where room is needed.
    pub(super) fn reserve(&mut self, rows: usize) {
        if !self.list.is_empty() {
            self.list.reserve_exact(rows);
        }
    }
}

impl Sheet {
    /// What a person is told of it.
    pub fn about(&self) -> About {
        About {
            file: self.file.clone(),
            form: self.form.label().to_owned(),
            encoding: self.encoding.label().to_owned(),
            columns: self.headers.len(),
            notes: self.notes.clone(),
        }
    }

    /// Number of rows below the header.
    pub fn len(&self) -> usize {
        self.numbers.len()
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A cell; empty where there is none.
    #[inline]
    pub fn cell(&self, row: usize, column: usize) -> &str {
        self.column(column).map_or("", |cells| cells.get(row))
    }

    /// A column's cells.
    pub fn column(&self, column: usize) -> Option<Cells<'_>> {
        self.columns.get(column).map(|spans| Cells::new(spans, &self.text, &self.other))
    }

    /// The row in the file, as a spreadsheet counts it (the first line is 1); in JSON the number of the record.
    pub fn row_number(&self, row: usize) -> u64 {
        self.numbers.get(row).map_or(0, u64::from)
    }

    /// The position of a header.
    pub fn position(&self, header: &str) -> Option<usize> {
        self.headers.iter().position(|other| other == header)
    }

    /// How many cells the row has, where those are more than the header has.
    pub fn surplus(&self, row: usize) -> Option<u32> {
        let found = self.wide.binary_search_by_key(&(row as u32), |(wide, _)| *wide).ok()?;
        self.wide.get(found).map(|(_, cells)| *cells)
    }
}
