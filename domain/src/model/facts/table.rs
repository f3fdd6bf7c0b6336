//! Tables: chunks of columns, shared and copied on write.

use super::{Column, TableKind, Value};
use std::{ops::Range, sync::Arc};

/// Rows of a full chunk; only a table's last chunk has fewer.
pub const CHUNK_ROWS: usize = 65_536;

/// Up to [`CHUNK_ROWS`] rows, as columns of the same length.
#[derive(Clone, Debug)]
pub struct Chunk {
    columns: Vec<Column>,
}

impl Chunk {
    /// Puts together a chunk; `None` where the columns are not those of the table or differ in length.
    pub fn from_columns(kind: TableKind, columns: Vec<Column>) -> Option<Self> {
        let specs = kind.columns();
        let rows = columns.first()?.len();
        let fits = columns.len() == specs.len()
            && rows <= CHUNK_ROWS
            && columns.iter().zip(specs).all(|(column, spec)| column.kind() == spec.kind && column.len() == rows);
        fits.then_some(Self { columns })
    }

    fn empty(kind: TableKind) -> Self {
        Self { columns: kind.columns().iter().map(|spec| Column::new(spec.kind)).collect() }
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.columns.first().map_or(0, Column::len)
    }

    /// Whether it has no rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A column by its position, such as [`super::post::REACH`].
    pub fn column(&self, position: usize) -> &Column {
        &self.columns[position]
    }

    /// All columns, in order.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// Bytes in memory.
    pub fn bytes(&self) -> usize {
        self.columns.iter().map(Column::bytes).sum()
    }
}

/// A fact table.
#[derive(Clone, Debug)]
pub struct Table {
    kind: TableKind,
    chunks: Vec<Arc<Chunk>>,
    len: usize,
}

impl Table {
    /// An empty table.
    pub fn new(kind: TableKind) -> Self {
        Self { kind, chunks: Vec::new(), len: 0 }
    }

    /// Puts together a table; `None` where a chunk other than the last is not full.
    pub fn from_chunks(kind: TableKind, chunks: Vec<Arc<Chunk>>) -> Option<Self> {
        let full = chunks.len().saturating_sub(1);
        if chunks.iter().take(full).any(|chunk| chunk.len() != CHUNK_ROWS)
            || chunks.iter().any(|chunk| chunk.is_empty())
        {
            return None;
        }
        let len = chunks.iter().map(|chunk| chunk.len()).sum();
        Some(Self { kind, chunks, len })
    }

    /// Which table it is.
    pub fn kind(&self) -> TableKind {
        self.kind
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether it has no rows.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Its chunks.
    pub fn chunks(&self) -> &[Arc<Chunk>] {
        &self.chunks
    }

    /// Each chunk with the number of its first row.
    pub fn numbered(&self) -> impl Iterator<Item = (usize, &Chunk)> {
        self.chunks.iter().enumerate().map(|(index, chunk)| (index * CHUNK_ROWS, &**chunk))
    }

    /// A cell; missing where there is no such row.
    pub fn get(&self, row: usize, column: usize) -> Value<'_> {
        self.chunks.get(row / CHUNK_ROWS).map_or(Value::Missing, |chunk| chunk.column(column).get(row % CHUNK_ROWS))
    }

    /// The text of a cell; empty where it is missing.
    pub fn text(&self, row: usize, column: usize) -> &str {
        if let Value::Text(text) = self.get(row, column) { text } else { "" }
    }

    /// The number in a cell.
    pub fn number(&self, row: usize, column: usize) -> Option<f64> {
        match self.get(row, column) {
            Value::Number(number) => Some(number),
            Value::Count(count) => Some(f64::from(count)),
            Value::Byte(byte) => Some(f64::from(byte)),
            _ => None,
        }
    }

    /// The instant in a cell.
    pub fn time(&self, row: usize, column: usize) -> Option<i64> {
        if let Value::Time(time) = self.get(row, column) { Some(time) } else { None }
    }

    /// The code in a cell.
    pub fn code(&self, row: usize, column: usize) -> Option<u32> {
        if let Value::Code(code) = self.get(row, column) { Some(code) } else { None }
    }

    /// Sets a cell, copying its chunk if it is shared.
    pub fn set(&mut self, row: usize, column: usize, value: Value<'_>) {
        if let Some(chunk) = self.chunks.get_mut(row / CHUNK_ROWS) {
            Arc::make_mut(chunk).columns[column].set(row % CHUNK_ROWS, value);
        }
    }

    /// Bytes in memory.
    pub fn bytes(&self) -> usize {
        self.chunks.iter().map(|chunk| chunk.bytes()).sum()
    }

    /// Goes on where the table ends.
    pub fn into_builder(mut self) -> TableBuilder {
        let open = match self.chunks.last() {
            Some(last) if last.len() < CHUNK_ROWS => {
                let last = self.chunks.pop();
                last.map_or_else(|| Chunk::empty(self.kind), Arc::unwrap_or_clone)
            }
            _ => Chunk::empty(self.kind),
        };
        TableBuilder { kind: self.kind, full: self.chunks, open, expected: 0 }
    }
}

/// Appends rows to a table.
#[derive(Debug)]
pub struct TableBuilder {
    kind: TableKind,
    full: Vec<Arc<Chunk>>,
    open: Chunk,
    /// How many rows are likely to come.
    expected: usize,
}

impl TableBuilder {
    /// Number of rows so far.
    pub fn len(&self) -> usize {
        self.full.len() * CHUNK_ROWS + self.open.len()
    }

    /// Whether there are no rows yet.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Appends a row, one value a column; columns beyond the given values are missing. Returns its number.
    pub fn push(&mut self, values: &[Value<'_>]) -> usize {
        let row = self.len();
        for (position, column) in self.open.columns.iter_mut().enumerate() {
            column.push(values.get(position).copied().unwrap_or(Value::Missing));
        }
        if self.open.len() == CHUNK_ROWS {
            let full = std::mem::replace(&mut self.open, Chunk::empty(self.kind));
            self.full.push(Arc::new(full));
        }
        row
    }

    /// Tells how many rows are likely to come, so that columns need not move while they grow.
    pub fn expect(&mut self, rows: usize) {
        self.expected = rows;
    }

    /// Appends rows given as columns, one for each of the table's, in parts of whole chunks. Returns the number of the
    /// first.
    pub fn append(&mut self, columns: &[Column], rows: Range<usize>) -> usize {
        let first = self.len();
        let mut start = rows.start;
        while start < rows.end {
            let end = rows.end.min(start + CHUNK_ROWS - self.open.len());
            let room = self.expected.clamp(end - start, CHUNK_ROWS - self.open.len());
            for (column, other) in self.open.columns.iter_mut().zip(columns) {
                column.make_room(other, start..end, room);
                column.extend(other, start..end);
            }
            self.expected = self.expected.saturating_sub(end - start);
            if self.open.len() == CHUNK_ROWS {
                let mut full = std::mem::replace(&mut self.open, Chunk::empty(self.kind));
                full.columns.iter_mut().for_each(Column::shrink);
                self.full.push(Arc::new(full));
            }
            start = end;
        }
        first
    }

    /// Whether a text stands in a cell of a row already there.
    #[inline]
    pub fn is_text(&self, row: usize, column: usize, text: &str) -> bool {
        let chunk = self.full.get(row / CHUNK_ROWS).map_or(&self.open, |chunk| chunk);
        chunk.column(column).texts().is(row % CHUNK_ROWS, text)
    }

    /// A cell of a row already there.
    pub fn get(&self, row: usize, column: usize) -> Value<'_> {
        let chunk = self.full.get(row / CHUNK_ROWS).map_or(&self.open, |chunk| chunk);
        chunk.column(column).get(row % CHUNK_ROWS)
    }

    /// Sets a cell of a row already there.
    pub fn set(&mut self, row: usize, column: usize, value: Value<'_>) {
        let chunk = match self.full.get_mut(row / CHUNK_ROWS) {
            Some(chunk) => Arc::make_mut(chunk),
            None => &mut self.open,
        };
        chunk.columns[column].set(row % CHUNK_ROWS, value);
    }

    /// The finished table.
    pub fn finish(mut self) -> Table {
        if !self.open.is_empty() {
            self.full.push(Arc::new(self.open));
        }
        let len = self.full.iter().map(|chunk| chunk.len()).sum();
        Table { kind: self.kind, chunks: self.full, len }
    }
}

#[cfg(test)]
mod tests {
    use super::super::channel_day;
    use super::*;

    fn table(rows: usize) -> Table {
        let mut builder = Table::new(TableKind::ChannelDays).into_builder();
        for row in 0..rows {
            builder.push(&[Value::Code(0), Value::Day(row as i32), Value::Number(row as f64)]);
        }
        builder.finish()
    }

    #[test]
    fn appending_copies_the_last_chunk_only() {
        let before = table(CHUNK_ROWS + 10);
        let mut builder = before.clone().into_builder();
        builder.push(&[Value::Code(1), Value::Day(-1)]);
        let after = builder.finish();
        assert_eq!((before.len(), after.len()), (CHUNK_ROWS + 10, CHUNK_ROWS + 11));
        assert!(Arc::ptr_eq(&before.chunks()[0], &after.chunks()[0]));
        assert!(!Arc::ptr_eq(&before.chunks()[1], &after.chunks()[1]));
        assert_eq!(after.get(CHUNK_ROWS + 10, channel_day::DAY), Value::Day(-1));
        assert_eq!(after.get(CHUNK_ROWS + 10, channel_day::FOLLOWERS), Value::Missing);
    }

    #[test]
    fn rows_appended_as_columns_are_those_appended_one_by_one() {
        let rows = CHUNK_ROWS * 2 + 100;
        let columns: Vec<Column> = TableKind::ChannelDays
            .columns()
            .iter()
            .enumerate()
            .map(|(position, spec)| match position {
                0 => Column::Code(vec![0; rows]),
                1 => Column::Day((0..rows as i32).collect()),
                2 => Column::Number((0..rows).map(|row| row as f64).collect()),
                _ => {
                    let mut column = Column::new(spec.kind);
                    column.resize(rows);
                    column
                }
            })
            .collect();
        let mut builder = Table::new(TableKind::ChannelDays).into_builder();
        builder.expect(rows);
        let firsts = [0..10, 10..CHUNK_ROWS + 7, CHUNK_ROWS + 7..rows].map(|part| builder.append(&columns, part));
        assert_eq!(firsts, [0, 10, CHUNK_ROWS + 7]);
        let (one, other) = (builder.finish(), table(rows));
        assert_eq!(one.len(), other.len());
        for row in (0..rows).step_by(997).chain([CHUNK_ROWS - 1, CHUNK_ROWS, rows - 1]) {
            for column in 0..columns.len() {
                assert_eq!(one.get(row, column), other.get(row, column));
            }
        }
    }

    #[test]
    fn setting_a_cell_leaves_older_copies_alone() {
        let before = table(5);
        let mut after = before.clone();
        after.set(2, channel_day::FOLLOWERS, Value::Number(99.0));
        assert_eq!(before.number(2, channel_day::FOLLOWERS), Some(2.0));
        assert_eq!(after.number(2, channel_day::FOLLOWERS), Some(99.0));
        assert_eq!(after.get(5, channel_day::DAY), Value::Missing);
    }

    #[test]
    fn a_full_chunk_is_followed_by_a_new_one() {
        let full = table(CHUNK_ROWS);
        assert_eq!(full.chunks().len(), 1);
        let again = full.clone().into_builder().finish();
        assert!(Arc::ptr_eq(&full.chunks()[0], &again.chunks()[0]));
        assert!(Table::from_chunks(TableKind::ChannelDays, full.chunks().to_vec()).is_some());
    }
}
