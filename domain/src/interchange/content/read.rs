//! Reads the rows of a content table: which column holds what, and the cells as texts. What they mean is `draft`'s.

use super::{
    Column,
    draft::{self, Draft},
};
use crate::{
    interchange::{
        FileError, Place,
        table::{
            DateOrder,
            csv_out::unguard,
            decode,
            delimited::{self, Rows},
            refuse_binary,
        },
    },
    model::{Id, Instant, Workspace},
};

/// Largest file, in bytes.
const MOST_BYTES: usize = 32 << 20;
/// Most rows.
const MOST_ROWS: usize = 50_000;
/// How far down the header may stand.
const HEADER_WITHIN: usize = 10;

/// How a file is read.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// What the clock says: ms since 1970, UTC.
    pub now: Instant,
    /// Who takes the file in, for the history of the pieces it moves on; may be empty.
    pub who: String,
    /// Day or month first, where the file does not show it.
    pub order: Option<DateOrder>,
    /// The channels of rows that name none.
    pub channels: Vec<Id>,
}

/// A row of a file.
pub(super) struct Row {
    /// Number as a spreadsheet counts.
    pub number: u64,
    /// One cell for each of [`Column::ALL`].
    cells: Vec<String>,
}

impl Row {
    /// What stands under a column; empty where the file has none such.
    pub fn get(&self, column: Column) -> &str {
        self.cells.get(column as usize).map_or("", |cell| cell)
    }
}

/// A file as rows.
pub(super) struct Table {
    pub rows: Vec<Row>,
    /// The header of each of [`Column::ALL`] in the file; `None` where it has none such.
    headers: Vec<Option<String>>,
    pub notes: Vec<String>,
}

impl Table {
    pub fn has(&self, column: Column) -> bool {
        self.headers.get(column as usize).is_some_and(Option::is_some)
    }

    /// The header as the file writes it.
    pub fn header(&self, column: Column) -> String {
        self.headers.get(column as usize).cloned().flatten().unwrap_or_else(|| column.name().to_owned())
    }
}

/// Reads a table of content: with a header in these or usual other words, or the three columns date and time, message,
/// link without one. Rows that cannot be read are listed with the reason; the others can be taken in.
///
/// # Errors
/// Where the file as a whole cannot be read: too large, no table, no column that holds content.
pub fn read(workspace: &Workspace, file: &str, bytes: Vec<u8>, options: &Options) -> Result<Draft, FileError> {
    table(bytes).map(|table| draft::draft(workspace, file, &table, options)).map_err(|error| error.in_file(file))
}

fn table(bytes: Vec<u8>) -> Result<Table, FileError> {
    if bytes.len() > MOST_BYTES {
        let message = format!("The file has {} MB; 32 MB are the most for content.", bytes.len() >> 20);
        return Err(FileError::new("", "too-large", message));
    }
    refuse_binary(&bytes)?;
    let (text, encoding) = decode::decode(bytes);
    let (delimiter, at) = delimited::delimiter(text.as_bytes());
    let (mut rows, mut other) = (Rows::new(delimiter, at), String::new());
    let mut lines: Vec<(u64, Vec<String>)> = Vec::new();
    while let Some(number) = rows.next(&text, &mut other)? {
        let cells: Vec<String> = rows.cells.iter().map(|(cell, _)| cell.of(&text, &other).to_owned()).collect();
        other.clear();
        if cells.iter().any(|cell| !cell.trim().is_empty()) {
            lines.push((u64::from(number), cells));
        }
        if lines.len() > MOST_ROWS {
            let message = format!("The file has more than {MOST_ROWS} rows. Split it.");
            return Err(FileError::new("", "too-many-rows", message).at(Place::row(u64::from(number))));
        }
    }
    if lines.is_empty() {
        return Err(FileError::new("", "empty", "The file is empty."));
    }
    let mut notes = Vec::new();
    if encoding != decode::Encoding::Utf8 {
        notes.push(format!("The text was read as {}.", encoding.label()));
    }
    let Some((header, columns)) = header(&lines) else {
        if super::bulk::is_bulk(lines.iter().map(|(_, cells)| cells.as_slice())) {
            notes.push("There is no header; the columns are date and time, message, link.".to_owned());
            let columns = [Some(Column::Date), Some(Column::Text), Some(Column::Link)];
            return Ok(assemble(lines, &columns, &[], notes));
        }
        let (number, found) = lines.first().map_or((1, String::new()), |(number, cells)| {
            let names: Vec<&str> = cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
            (*number, names.join(", "))
        });
        let found = decode::shorten(&found, 120);
        let message = format!(
            "No column was found that holds content. Name one of them “text” or “title”; beside it “date”, “time”, \
             “channel”, “status”, “link” and others are read. The first row holds: {found}."
        );
        return Err(FileError::new("", "no-content", message).at(Place::row(number)));
    };
    if header > 0 {
        notes.push(match header {
            1 => "The row above the header was left out.".to_owned(),
            _ => format!("{header} rows above the header were left out."),
        });
    }
    let names = lines.get(header).map(|(_, cells)| cells.clone()).unwrap_or_default();
    let unknown: Vec<&str> = names
        .iter()
        .zip(&columns)
        .filter(|(name, column)| column.is_none() && !name.trim().is_empty())
        .map(|(name, _)| name.trim())
        .collect();
    if !unknown.is_empty() {
        let list = unknown.join(", ");
        notes.push(format!("Columns that were not read: {}.", decode::shorten(&list, 300)));
    }
    lines.drain(..=header);
    Ok(assemble(lines, &columns, &names, notes))
}

/// The first row whose cells are names of columns, with what they name; a column named twice counts once.
fn header(lines: &[(u64, Vec<String>)]) -> Option<(usize, Vec<Option<Column>>)> {
    lines.iter().take(HEADER_WITHIN).enumerate().find_map(|(place, (_, cells))| {
        let mut columns: Vec<Option<Column>> = Vec::with_capacity(cells.len());
        for cell in cells {
            let column = Column::of(cell).filter(|column| !columns.contains(&Some(*column)));
            columns.push(column);
        }
        let known = columns.iter().flatten().count();
        let filled = cells.iter().filter(|cell| !cell.trim().is_empty()).count();
        let holds = columns.contains(&Some(Column::Text)) || columns.contains(&Some(Column::Title));
        // A row of data may hold a word that is a column's name.
        (holds && (known >= 2 || filled == 1)).then_some((place, columns))
    })
}

fn assemble(lines: Vec<(u64, Vec<String>)>, columns: &[Option<Column>], names: &[String], notes: Vec<String>) -> Table {
    let mut headers = vec![None; Column::ALL.len()];
    for (place, column) in columns.iter().enumerate() {
        if let Some(header) = column.and_then(|column| headers.get_mut(column as usize)) {
            *header =
                Some(names.get(place).map_or_else(|| format!("Column {}", place + 1), |name| name.trim().to_owned()));
        }
    }
    let own = headers.first().is_some_and(Option::is_some);
    let row = |(number, mut line): (u64, Vec<String>)| {
        let mut cells = vec![String::new(); Column::ALL.len()];
        for (cell, column) in line.iter_mut().zip(columns) {
            if let Some(place) = column.and_then(|column| cells.get_mut(column as usize)) {
                *place = std::mem::take(cell);
            }
        }
        // What was guarded when it was written; in others' files an apostrophe is an apostrophe.
        if own {
            for cell in cells.iter_mut().filter(|cell| unguard(cell).len() < cell.len()) {
                cell.remove(0);
            }
        }
        Row { number, cells }
    };
    Table { rows: lines.into_iter().map(row).collect(), headers, notes }
}
