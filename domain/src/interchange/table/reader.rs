//! Reads a file into a [`Sheet`], a slice at a time, so that the page can show progress and stop.

use super::{
    MAX_BYTES, MAX_CELLS, MAX_COLUMNS, MAX_ROWS,
    cells::{Look, Span, Spans},
    decode::{self, Encoding},
    delimited::{self, Rows},
    header,
    json_records::Records,
    pack::Packing,
    sheet::{Form, Numbers, Sheet},
};
use crate::interchange::{FileError, Place};

/// A file being read.
///
/// ```
/// use hearth_domain::interchange::table::Reader;
/// let mut reader = Reader::new("posts.csv", b"id,likes\n1,20\n".to_vec())?;
/// while !reader.step(5_000)? {
///     // show reader.progress(), or drop the reader to stop
/// }
/// let sheet = reader.finish();
/// assert_eq!((sheet.headers.len(), sheet.cell(0, 1)), (2, "20"));
/// # Ok::<(), hearth_domain::interchange::FileError>(())
/// ```
pub struct Reader {
    sheet: Sheet,
    source: Source,
    sized: bool,
    /// After the last row: the text is being packed.
    packing: Option<Packing>,
}

/// A row of a delimited file: its number and its cells.
type Row = (u32, Vec<(Span, Look)>);

enum Source {
    Delimited { rows: Box<Rows>, head: Option<Vec<Row>> },
    Json(Records),
}

impl Reader {
    /// Looks at a file: its encoding, its form, its delimiter.
    ///
    /// # Errors
    /// Where the file is too large, is no text (a workbook, a picture), or is JSON that does not begin as a list of
    /// records.
    pub fn new(file: &str, bytes: Vec<u8>) -> Result<Self, FileError> {
        Self::open(file, bytes).map_err(|error| error.in_file(file))
    }

    fn open(file: &str, bytes: Vec<u8>) -> Result<Self, FileError> {
        if bytes.len() > MAX_BYTES {
            let message = format!(
                "The file has {} MB; {} MB are the most. Split it by year or month.",
                bytes.len() >> 20,
                MAX_BYTES >> 20
            );
            return Err(FileError::new("", "too-large", message));
        }
        refuse_binary(&bytes)?;
        let size = bytes.len() as u64;
        let hash = file_hash(&bytes);
        let (text, encoding) = decode::decode(bytes);
        if text.len() > Span::MOST {
            let message = "The file's text is longer than 2 GB. Split it by year or month.";
            return Err(FileError::new("", "too-large", message));
        }
        if text.trim().is_empty() {
            return Err(FileError::new("", "empty", "The file is empty."));
        }
        let (source, form) = if is_json(file, &text) {
            if encoding == Encoding::Windows1252 {
                let message = "JSON is written in UTF-8 and this file is not. Export it again.";
                return Err(FileError::new("", "not-utf8", message));
            }
            let records = Records::new(&text)?;
            let form = if records.is_lines() { Form::JsonLines } else { Form::Json };
            (Source::Json(records), form)
        } else {
            let (delimiter, at) = delimited::delimiter(text.as_bytes());
            let rows = Box::new(Rows::new(delimiter, at));
            (Source::Delimited { rows, head: Some(Vec::new()) }, Form::Delimited(char::from(delimiter)))
        };
        let sheet = Sheet {
            file: file.to_owned(),
            bytes: size,
            hash,
            form,
            encoding,
            headers: Vec::new(),
            notes: Vec::new(),
            text,
            other: String::new(),
            columns: Vec::new(),
            numbers: Numbers::default(),
            wide: Vec::new(),
            narrow: 0,
        };
        Ok(Self { sheet, source, sized: false, packing: None })
    }

    /// Reads up to so many rows. True once the end is reached.
    ///
    /// # Errors
    /// Where the file breaks off, is not JSON, or passes a limit; with the place.
    pub fn step(&mut self, max_rows: usize) -> Result<bool, FileError> {
        let done = self.advance(max_rows.max(1));
        done.map_err(|error| error.in_file(&self.sheet.file))
    }

    fn advance(&mut self, max_rows: usize) -> Result<bool, FileError> {
        if self.packing.is_some() {
            return Ok(self.pack(max_rows));
        }
        for _ in 0..max_rows {
            let more = match &mut self.source {
                Source::Json(records) => {
                    let more = records.next(&self.sheet.text)?;
                    if more {
                        self.sheet.numbers.push(records.rows as u32);
                    }
                    more
                }
                Source::Delimited { rows, head } => {
                    match (rows.next(&self.sheet.text, &mut self.sheet.other)?, head.as_mut()) {
                        (Some(number), None) => {
                            push(&mut self.sheet, number, &rows.cells)?;
                            true
                        }
                        (Some(number), Some(first)) => {
                            first.push((number, rows.cells.clone()));
                            if first.len() >= header::LOOK {
                                take_head(&mut self.sheet, std::mem::take(first))?;
                                *head = None;
                            }
                            true
                        }
                        (None, first) => {
                            if let Some(first) = first {
                                take_head(&mut self.sheet, std::mem::take(first))?;
                            }
                            *head = None;
                            false
                        }
                    }
                }
            };
            if !more {
                return Ok(self.begin_packing());
            }
            if self.sheet.len() > MAX_ROWS {
                let message = format!("The file has more than {MAX_ROWS} rows. Split it by year or month.");
                return Err(FileError::new("", "too-many-rows", message));
            }
        }
        self.make_room();
        Ok(false)
    }

    /// At the end of the file. True where nothing is left to do.
    fn begin_packing(&mut self) -> bool {
        let columns = match &mut self.source {
            Source::Json(records) => &mut records.columns,
            Source::Delimited { .. } => &mut self.sheet.columns,
        };
        columns.iter_mut().for_each(Spans::shrink);
        match Packing::new(std::mem::take(&mut self.sheet.text)) {
            Ok(packing) => self.packing = Some(packing),
            Err(text) => self.sheet.text = text,
        }
        self.packing.is_none()
    }

    fn pack(&mut self, max_rows: usize) -> bool {
        let columns = match &mut self.source {
            Source::Json(records) => &mut records.columns,
            Source::Delimited { .. } => &mut self.sheet.columns,
        };
        let rows = self.sheet.numbers.len();
        // A row is packed in a tenth of the time that it is read in.
        let done = self.packing.as_mut().is_none_or(|packing| packing.step(columns, rows, max_rows.saturating_mul(8)));
        if done && let Some(packing) = self.packing.take() {
            self.sheet.text = packing.finish();
        }
        done
    }

    /// After the first rows: room for the rest, so that the columns need not move while they grow.
    fn make_room(&mut self) {
        let (at, rows) = (self.at(), self.sheet.len());
        if self.sized || rows < 500 || at == 0 {
            return;
        }
        self.sized = true;
        let columns = match &mut self.source {
            Source::Json(records) => &mut records.columns,
            Source::Delimited { .. } => &mut self.sheet.columns,
        };
        // A little more than the rest of the file would give at the same rate.
        let length = self.sheet.text.len();
        let times = (length - at.min(length)) as f64 / at as f64 * 1.05;
        let more = |now: usize| (now as f64 * times) as usize + 16;
        for cells in columns {
            cells.reserve(more(cells.len()));
        }
        self.sheet.numbers.reserve(more(rows));
    }

    fn at(&self) -> usize {
        match &self.source {
            Source::Delimited { rows, .. } => rows.at,
            Source::Json(records) => records.at,
        }
    }

    /// How much of the file was read, 0 to 1.
    pub fn progress(&self) -> f64 {
        let length = self.sheet.text.len();
        if length == 0 || self.packing.is_some() { 1.0 } else { self.at().min(length) as f64 / length as f64 }
    }

    /// Rows read so far.
    pub fn rows(&self) -> usize {
        self.sheet.len()
    }

    /// The sheet with the rows read so far; after [`Reader::step`] gave true, with all.
    pub fn finish(mut self) -> Sheet {
        while self.packing.is_some() {
            self.pack(usize::MAX);
        }
        if let Source::Json(records) = self.source {
            self.sheet.headers = header::clean(&records.names);
            self.sheet.columns = records.columns;
            self.sheet.other = records.other;
        }
        note_open_quote(&mut self.sheet);
        if self.sheet.encoding != Encoding::Utf8 {
            self.sheet.notes.push(format!("The text was read as {}.", self.sheet.encoding.label()));
        }
        if self.sheet.narrow > 0 {
            let rows = self.sheet.narrow;
            self.sheet.notes.push(format!("{rows} rows have fewer cells than the header; the rest counts as blank."));
        }
        self.sheet
    }
}

/// A quotation mark that is never closed swallows the rest of the file: a last cell of many lines gives it away.
fn note_open_quote(sheet: &mut Sheet) {
    const LINES: usize = 20;
    let (Form::Delimited(_), Some(last)) = (sheet.form, sheet.len().checked_sub(1)) else { return };
    let lines = |column: usize| sheet.cell(last, column).bytes().filter(|byte| *byte == b'\n').count();
    if let Some(lines) = (0..sheet.columns.len()).map(lines).max().filter(|lines| *lines >= LINES) {
        let row = sheet.row_number(last);
        sheet.notes.push(format!(
            "A cell of row {row}, the last, holds {lines} line breaks. Look whether a quotation mark in that row is \
             never closed."
        ));
    }
}

/// XXH3-64 of a file's bytes, sixteen hexadecimal digits.
pub fn file_hash(bytes: &[u8]) -> String {
    format!("{:016x}", xxhash_rust::xxh3::xxh3_64(bytes))
}

/// Reads a whole file at once.
///
/// # Errors
/// As [`Reader::new`] and [`Reader::step`].
pub fn read(file: &str, bytes: Vec<u8>) -> Result<Sheet, FileError> {
    let mut reader = Reader::new(file, bytes)?;
    while !reader.step(1_000)? {}
    Ok(reader.finish())
}

/// Says what a file is that is no text.
pub fn refuse_binary(bytes: &[u8]) -> Result<(), FileError> {
    let kinds: [(&[u8], &str); 6] = [
        (b"PK\x03\x04", "an Excel workbook or a ZIP archive. Open it and save the table as CSV"),
        (b"\xd0\xcf\x11\xe0", "an old Excel workbook. Open it and save the table as CSV"),
        (b"%PDF", "a PDF. Export the table as CSV"),
        (b"\x89PNG", "a picture. Export the table as CSV"),
        (b"\xff\xd8\xff", "a picture. Export the table as CSV"),
        (b"\x1f\x8b", "a compressed file. Unpack it first"),
    ];
    for (start, kind) in kinds {
        if bytes.starts_with(start) {
            return Err(FileError::new("", "not-a-table", format!("This is {kind}.")));
        }
    }
    Ok(())
}

fn is_json(file: &str, text: &str) -> bool {
    let name = file.to_ascii_lowercase();
    let named = |ends: &[&str]| ends.iter().any(|end| name.ends_with(end));
    if named(&[".json", ".jsonl", ".ndjson"]) {
        return true;
    }
    let first = text.trim_start().as_bytes().first().copied();
    matches!(first, Some(b'{' | b'[')) && !named(&[".csv", ".tsv", ".tab"])
}

/// Finds the header among the first rows and takes what is below it.
fn take_head(sheet: &mut Sheet, rows: Vec<Row>) -> Result<(), FileError> {
    let text = |(cell, _): &(Span, Look)| cell.of(&sheet.text, &sheet.other).to_owned();
    let cells: Vec<Vec<String>> = rows.iter().map(|(_, cells)| cells.iter().map(text).collect()).collect();
    let found = header::find(&cells);
    let names = match found {
        Some(index) => {
            if index > 0 {
                sheet.notes.push(match index {
                    1 => "The row above the header was left out.".to_owned(),
                    _ => format!("{index} rows above the header were left out."),
                });
            }
            cells.get(index).cloned().unwrap_or_default()
        }
        None => {
            sheet.notes.push("No header was found; the columns are numbered.".to_owned());
            vec![String::new(); cells.iter().map(Vec::len).max().unwrap_or(0)]
        }
    };
    if names.len() > MAX_COLUMNS {
        let row = rows.get(found.unwrap_or(0)).map_or(1, |(number, _)| u64::from(*number));
        let message = format!("The table has more than {MAX_COLUMNS} columns. Check that this is the right file.");
        return Err(FileError::new("", "too-many-columns", message).at(Place::row(row)));
    }
    sheet.headers = header::clean(&names);
    sheet.columns = vec![Spans::default(); names.len()];
    for (number, cells) in rows.iter().skip(found.map_or(0, |index| index + 1)) {
        push(sheet, *number, cells)?;
    }
    Ok(())
}

fn push(sheet: &mut Sheet, number: u32, cells: &[(Span, Look)]) -> Result<(), FileError> {
    let row = sheet.numbers.len();
    let width = sheet.columns.len();
    let mut filled = false;
    for (column, (cell, look)) in sheet.columns.iter_mut().zip(cells) {
        column.put(row, *cell, *look);
        filled |= !cell.is_empty();
    }
    let mut surplus = false;
    for (cell, _) in cells.iter().skip(width) {
        surplus |= !cell.of(&sheet.text, &sheet.other).trim().is_empty();
        filled |= !cell.is_empty();
    }
    if !filled {
        // A line of delimiters only: as good as blank. The next row takes its place.
        return Ok(());
    }
    if surplus {
        sheet.wide.push((row as u32, cells.len() as u32));
    } else if cells.len() < width {
        sheet.narrow += 1;
    }
    sheet.numbers.push(number);
    if row.saturating_mul(width) > MAX_CELLS {
        let message = format!("The table has more than {MAX_CELLS} cells. Split it by year or month.");
        return Err(FileError::new("", "too-large", message).at(Place::row(u64::from(number))));
    }
    Ok(())
}
