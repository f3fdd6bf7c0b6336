//! Reading the facts: each array of the file goes cell by cell into the chunks of its column.

use super::{
    fault::Fault,
    import::Warning,
    kept,
    reader::{Number, Reader},
};
use crate::model::{
    Day, Extra, Id, Workspace,
    facts::{
        CHUNK_ROWS, Chunk, Column, ColumnKind, ColumnSpec, Dictionaries, Dictionary, DictionaryKind, Facts,
        MISSING_BYTE, MISSING_CODE, MISSING_COUNT, MISSING_DAY, MISSING_TIME, Reference, Table, TableKind, TextColumn,
        Value,
    },
};
use std::sync::Arc;

/// Gathers dictionaries and tables, in whichever order the file has them.
#[derive(Default)]
pub(super) struct FactsReader {
    dictionaries: Dictionaries,
    tables: Vec<TableParts>,
    /// What is not known here: a mirror of the file.
    kept: Extra,
}

/// One table as it was read.
struct TableParts {
    kind: TableKind,
    /// By position; `None` where the file does not have the column.
    columns: Vec<Option<Vec<Column>>>,
    /// Offset of each column's array, to find a cell again.
    places: Vec<usize>,
    rows: usize,
}

impl FactsReader {
    /// Reads the dictionaries.
    pub(super) fn dictionaries(&mut self, reader: &mut Reader<'_>) -> Result<(), Fault> {
        reader.object("an object of dictionaries", &mut |reader, name| {
            let Some(kind) = DictionaryKind::ALL.into_iter().find(|kind| kind.name() == name) else {
                let value = kept::value(reader)?;
                kept::put(&mut self.kept, &["dictionaries"], name, value);
                return Ok(());
            };
            let dictionary = self.dictionaries.get_mut(kind);
            reader
                .array("an array of texts", |reader, index| {
                    reader.peek();
                    let at = reader.at();
                    let text = reader.string("a text")?;
                    if dictionary.code(&text) as usize == index {
                        return Ok(());
                    }
                    let short: String = text.chars().take(60).collect();
                    let message = format!("“{short}” is in this dictionary twice; each text has one code.");
                    Err(Fault::new(at, "duplicate-text", message))
                })
                .map(drop)
        })
    }

    /// Reads the tables.
    pub(super) fn tables(&mut self, reader: &mut Reader<'_>) -> Result<(), Fault> {
        reader.object("an object of tables", &mut |reader, name| match TableKind::from_name(name) {
            Some(kind) => {
                let table = read_table(reader, kind, &mut self.kept)?;
                self.tables.push(table);
                Ok(())
            }
            None => {
                let value = kept::value(reader)?;
                kept::put(&mut self.kept, &["facts"], name, value);
                Ok(())
            }
        })
    }

    /// Checks what codes point to and puts the facts into the workspace.
    pub(super) fn finish(
        mut self,
        start: &Reader<'_>,
        workspace: &mut Workspace,
        warnings: &mut Vec<Warning>,
    ) -> Result<(), Fault> {
        let mut used = Used::default();
        for parts in &self.tables {
            self.check(parts, start, &mut used)
                .map_err(|fault| fault.in_field("columns").in_field(parts.kind.name()).in_field("facts"))?;
        }
        used.warn(&self.dictionaries, workspace, warnings);
        let mut facts = Facts { dictionaries: Arc::new(self.dictionaries), ..Facts::default() };
        for parts in self.tables {
            let kind = parts.kind;
            *facts.table_mut(kind) = parts.into_table()?;
        }
        workspace.facts = facts;
        workspace.extra.append(&mut self.kept);
        Ok(())
    }

    fn rows(&self, kind: TableKind) -> usize {
        self.tables.iter().find(|parts| parts.kind == kind).map_or(0, |parts| parts.rows)
    }

    fn check(&self, parts: &TableParts, start: &Reader<'_>, used: &mut Used) -> Result<(), Fault> {
        for ((spec, chunks), place) in parts.kind.columns().iter().zip(&parts.columns).zip(&parts.places) {
            let (Some(chunks), Some(reference)) = (chunks, spec.reference) else { continue };
            let (limit, what) = match reference {
                Reference::Dictionary(kind) => (self.dictionaries.get(kind).len(), kind.name()),
                Reference::Row(kind) => (self.rows(kind), kind.name()),
            };
            for (number, chunk) in chunks.iter().enumerate() {
                let beyond = |code: &u32| *code != MISSING_CODE && *code as usize >= limit;
                if let Some(row) = chunk.codes().iter().position(beyond) {
                    let code = chunk.codes().get(row).copied().unwrap_or_default();
                    let message = match reference {
                        Reference::Dictionary(_) => {
                            format!("Code {code} is not in the dictionary “{what}”, which has {limit} texts (0 first).")
                        }
                        Reference::Row(_) => {
                            format!("There is no row {code} of {what}: it has {limit} rows (0 first).")
                        }
                    };
                    let mut reader = start.again_from(*place);
                    let fault = cell_fault(&mut reader, number * CHUNK_ROWS + row, "code-out-of-range", &message);
                    return Err(fault.in_field(spec.name));
                }
                used.mark(reference, chunk.codes());
            }
        }
        Ok(())
    }
}

/// The fault of the cell in this row of the array that comes next.
#[cold]
fn cell_fault(reader: &mut Reader<'_>, row: usize, code: &'static str, message: &str) -> Fault {
    let found = reader.array("", |reader, index| {
        reader.peek();
        if index == row { Err(Fault::new(reader.at(), code, message)) } else { reader.skip() }
    });
    found.err().unwrap_or_else(|| Fault::new(reader.at(), code, message))
}

fn read_table(reader: &mut Reader<'_>, kind: TableKind, kept: &mut Extra) -> Result<TableParts, Fault> {
    let specs = kind.columns();
    let mut columns: Vec<Option<Vec<Column>>> = vec![None; specs.len()];
    let mut places = vec![0; specs.len()];
    let mut stated = None;
    // The first column found, with its length: all others must be as long.
    let mut first: Option<(String, usize)> = None;
    reader.object("an object with rows and columns", &mut |reader, key| match key {
        "rows" => {
            reader.peek();
            stated = Some((reader.at(), reader.number("a number of rows")?));
            Ok(())
        }
        "columns" => reader.object("an object of columns", &mut |reader, name| {
            reader.peek();
            let at = reader.at();
            let length = match specs.iter().position(|spec| spec.name == name) {
                Some(position) => {
                    let (cells, length) = read_column(reader, &specs[position])?;
                    columns[position] = Some(cells);
                    places[position] = at;
                    Some(length)
                }
                None => {
                    let value = kept::value(reader)?;
                    let length = value.as_array().map(Vec::len);
                    kept::put(kept, &["facts", kind.name(), "columns"], name, value);
                    length
                }
            };
            match (length, &first) {
                (Some(length), Some((other, rows))) if length != *rows => {
                    let message =
                        format!("This column has {length} cells, but “{other}” has {rows}. Rows do not fit together.");
                    Err(Fault::new(at, "different-lengths", message))
                }
                (Some(length), None) => {
                    first = Some((name.into(), length));
                    Ok(())
                }
                _ => Ok(()),
            }
        }),
        _ => {
            let value = kept::value(reader)?;
            kept::put(kept, &["facts", kind.name()], key, value);
            Ok(())
        }
    })?;
    let rows = first.map_or(0, |(_, rows)| rows);
    if let Some((at, stated)) = stated
        && stated.whole() != i64::try_from(rows).ok()
    {
        let message =
            format!("The file says {} rows, but the columns have {rows}. It is cut off or was edited.", stated.float());
        return Err(Fault::new(at, "row-count", message).in_field("rows"));
    }
    Ok(TableParts { kind, columns, places, rows })
}

impl TableParts {
    fn into_table(self) -> Result<Table, Fault> {
        let mut columns: Vec<_> = self.columns.into_iter().map(|column| column.map(Vec::into_iter)).collect();
        let mut chunks = Vec::with_capacity(self.rows.div_ceil(CHUNK_ROWS));
        let mut left = self.rows;
        while left > 0 {
            let rows = left.min(CHUNK_ROWS);
            let next = columns.iter_mut().zip(self.kind.columns()).map(|(column, spec)| {
                column.as_mut().and_then(Iterator::next).unwrap_or_else(|| missing(spec.kind, rows))
            });
            // Cannot fail: each column was read as its kind and all are as long. Were it otherwise, better no file.
            let chunk = Chunk::from_columns(self.kind, next.collect());
            chunks.push(Arc::new(chunk.ok_or_else(|| Fault::new(0, "different-lengths", "The columns do not fit."))?));
            left -= rows;
        }
        Table::from_chunks(self.kind, chunks)
            .ok_or_else(|| Fault::new(0, "different-lengths", "The chunks do not fit."))
    }
}

/// A column of missing cells.
fn missing(kind: ColumnKind, rows: usize) -> Column {
    match kind {
        ColumnKind::Code => Column::Code(vec![MISSING_CODE; rows]),
        ColumnKind::Byte => Column::Byte(vec![MISSING_BYTE; rows]),
        ColumnKind::Time => Column::Time(vec![MISSING_TIME; rows]),
        ColumnKind::Count => Column::Count(vec![MISSING_COUNT; rows]),
        ColumnKind::Number => Column::Number(vec![f64::NAN; rows]),
        ColumnKind::Day => Column::Day(vec![MISSING_DAY; rows]),
        ColumnKind::Text => {
            let mut column = Column::new(ColumnKind::Text);
            (0..rows).for_each(|_| column.push(Value::Missing));
            column
        }
    }
}

/// Reads a column into chunks; gives its length too.
fn read_column(reader: &mut Reader<'_>, spec: &ColumnSpec) -> Result<(Vec<Column>, usize), Fault> {
    const EXPECTED: &str = "an array of cells";
    match spec.kind {
        ColumnKind::Text => {
            let mut chunks = vec![];
            let mut open = TextColumn::default();
            let mut scratch = String::new();
            let length = reader.array(EXPECTED, |reader, _| {
                if open.len() == CHUNK_ROWS {
                    chunks.push(Column::Text(std::mem::take(&mut open)));
                }
                if reader.null() {
                    open.push("");
                    return Ok(());
                }
                reader.string_with("a text or null", &mut scratch, |text| open.push(text))
            })?;
            if !open.is_empty() {
                chunks.push(Column::Text(open));
            }
            Ok((chunks, length))
        }
        ColumnKind::Code | ColumnKind::Count => {
            let (what, code) =
                (if spec.kind == ColumnKind::Code { "a code" } else { "a count" }, spec.kind == ColumnKind::Code);
            let wrap = if code { Column::Code } else { Column::Count };
            fixed(reader, wrap, MISSING_CODE, |reader| whole(reader, what, 0, i64::from(MISSING_CODE) - 1))
        }
        ColumnKind::Byte => {
            let (from, to) = byte_range(spec.name);
            fixed(reader, Column::Byte, MISSING_BYTE, |reader| {
                whole(reader, "a small number", i64::from(from), i64::from(to))
            })
        }
        ColumnKind::Time => fixed(reader, Column::Time, MISSING_TIME, |reader| {
            whole(reader, "a time in ms since 1970", MISSING_TIME + 1, i64::MAX)
        }),
        ColumnKind::Number => {
            fixed(reader, Column::Number, f64::NAN, |reader| reader.number("a number or null").map(Number::float))
        }
        ColumnKind::Day => fixed(reader, Column::Day, MISSING_DAY, day),
    }
}

/// Reads a column of values of one size.
#[inline]
fn fixed<T: Copy>(
    reader: &mut Reader<'_>,
    wrap: fn(Vec<T>) -> Column,
    missing: T,
    mut cell: impl FnMut(&mut Reader<'_>) -> Result<T, Fault>,
) -> Result<(Vec<Column>, usize), Fault> {
    let mut chunks = vec![];
    let mut open = Vec::new();
    let length = reader.array("an array of cells", |reader, _| {
        if open.len() == CHUNK_ROWS {
            chunks.push(wrap(std::mem::replace(&mut open, Vec::with_capacity(CHUNK_ROWS))));
        }
        open.push(if reader.null() { missing } else { cell(reader)? });
        Ok(())
    })?;
    if !open.is_empty() {
        open.shrink_to_fit();
        chunks.push(wrap(open));
    }
    Ok((chunks, length))
}

/// Reads a whole number in a range.
#[inline]
fn whole<T: TryFrom<i64>>(reader: &mut Reader<'_>, what: &str, from: i64, to: i64) -> Result<T, Fault> {
    reader.peek();
    let at = reader.at();
    let number = reader.number(what)?;
    match number.whole().filter(|number| (from..=to).contains(number)).and_then(|number| T::try_from(number).ok()) {
        Some(number) => Ok(number),
        None => Err(out_of_range(at, number, what, from, to)),
    }
}

#[cold]
fn out_of_range(at: usize, number: Number, what: &str, from: i64, to: i64) -> Fault {
    let message =
        format!("{} is not {what}: a whole number from {from} to {to}, or null, is expected.", number.float());
    Fault::new(at, "out-of-range", message)
}

/// What a column of small numbers may hold; the screens rely on it.
pub(super) fn byte_range(name: &str) -> (u8, u8) {
    match name {
        "staff" | "bot" | "paid" => (0, 1),
        "stated_month" => (1, 12),
        "stated_weekday" => (0, 6),
        "stated_hour" => (0, 23),
        "origin" => (0, 3),
        _ => (0, MISSING_BYTE - 1),
    }
}

/// Reads a day: `"2026-11-22"`, or days since 1970.
fn day(reader: &mut Reader<'_>) -> Result<i32, Fault> {
    if matches!(reader.peek(), Some(b'-' | b'0'..=b'9')) {
        return whole(reader, "a day", i64::from(MISSING_DAY) + 1, i64::from(i32::MAX));
    }
    let at = reader.at();
    let text = reader.string("a day such as \"2026-11-22\"")?;
    text.parse::<Day>().map(|day| day.0).map_err(|error| Fault::new(at, "not-a-day", error.to_string()))
}

/// Which channels and imports the facts name.
#[derive(Default)]
struct Used {
    channels: Vec<bool>,
    batches: Vec<bool>,
}

impl Used {
    fn mark(&mut self, reference: Reference, codes: &[u32]) {
        let used = match reference {
            Reference::Dictionary(DictionaryKind::Channel) => &mut self.channels,
            Reference::Dictionary(DictionaryKind::Batch) => &mut self.batches,
            _ => return,
        };
        for code in codes.iter().filter(|code| **code != MISSING_CODE) {
            let code = *code as usize;
            // Codes were checked against the dictionary, so this grows no larger than it.
            if code >= used.len() {
                used.resize(code + 1, false);
            }
            used[code] = true;
        }
    }

    /// Warns of channels and imports that are named but have no record: their facts stay, under a bare id.
    fn warn(&self, dictionaries: &Dictionaries, workspace: &Workspace, warnings: &mut Vec<Warning>) {
        let lost = |used: &[bool], dictionary: &Dictionary, known: &dyn Fn(Id) -> bool| {
            let named = dictionary.values().iter().zip(used).filter(|(_, used)| **used);
            let lost: Vec<_> = named
                .filter(|(text, _)| !text.parse().is_ok_and(known))
                .map(|(text, _)| format!("“{}”", text.chars().take(60).collect::<String>()))
                .collect();
            (lost.len(), lost.get(..3).unwrap_or(&lost).join(", "))
        };
        let channels = lost(&self.channels, dictionaries.get(DictionaryKind::Channel), &|id| {
            workspace.records.channels.get(id).is_some()
        });
        let batches = lost(&self.batches, dictionaries.get(DictionaryKind::Batch), &|id| {
            workspace.records.batches.get(id).is_some()
        });
        let cases = [
            (channels, "channels", "Channels that posts or activities name have no record"),
            (batches, "batches", "Imports that facts name have no record, so where those facts come from is not known"),
        ];
        for ((count, examples), path, words) in cases {
            if count > 0 {
                let more = if count > 3 { " …" } else { "" };
                let message = format!("{words}: {count} ({examples}{more}). The facts were kept.");
                warnings.push(Warning { path: format!("dictionaries.{path}"), message });
            }
        }
    }
}
