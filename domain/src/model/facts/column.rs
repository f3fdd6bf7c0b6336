//! Columns: plain vectors, with one value of each type set aside for “missing”.

use std::ops::Range;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum ColumnKind {
    /// Texts, all different as a rule; empty = missing.
    Text = 0,
    /// Codes of a dictionary or rows of a table; [`MISSING_CODE`].
    Code = 1,
    /// Small numbers and yes/no; [`MISSING_BYTE`].
    Byte = 2,
    /// Instants, ms since 1970, UTC; [`MISSING_TIME`].
    Time = 3,
    /// Whole numbers up to 4 294 967 294; [`MISSING_COUNT`].
    Count = 4,
    /// Numbers; NaN = missing.
    Number = 5,
    /// Days since 1970; [`MISSING_DAY`].
    Day = 6,
}

/// No code.
pub const MISSING_CODE: u32 = u32::MAX;
/// No small number.
pub const MISSING_BYTE: u8 = u8::MAX;
/// No instant.
pub const MISSING_TIME: i64 = i64::MIN;
/// No count.
pub const MISSING_COUNT: u32 = u32::MAX;
/// No day.
pub const MISSING_DAY: i32 = i32::MIN;

/// One column of a chunk.
#[derive(Clone, Debug)]
pub enum Column {
    /// See [`ColumnKind::Text`].
    Text(TextColumn),
    /// See [`ColumnKind::Code`].
    Code(Vec<u32>),
    /// See [`ColumnKind::Byte`].
    Byte(Vec<u8>),
    /// See [`ColumnKind::Time`].
    Time(Vec<i64>),
    /// See [`ColumnKind::Count`].
    Count(Vec<u32>),
    /// See [`ColumnKind::Number`].
    Number(Vec<f64>),
    /// See [`ColumnKind::Day`].
    Day(Vec<i32>),
}

/// One cell, for code that looks at single rows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value<'a> {
    /// Nothing there.
    Missing,
    /// A text.
    Text(&'a str),
    /// A code.
    Code(u32),
    /// A small number.
    Byte(u8),
    /// An instant.
    Time(i64),
    /// A whole number.
    Count(u32),
    /// A number.
    Number(f64),
    /// A day.
    Day(i32),
}

impl Column {
    /// An empty column.
    pub fn new(kind: ColumnKind) -> Self {
        match kind {
            ColumnKind::Text => Self::Text(TextColumn::default()),
            ColumnKind::Code => Self::Code(Vec::new()),
            ColumnKind::Byte => Self::Byte(Vec::new()),
            ColumnKind::Time => Self::Time(Vec::new()),
            ColumnKind::Count => Self::Count(Vec::new()),
            ColumnKind::Number => Self::Number(Vec::new()),
            ColumnKind::Day => Self::Day(Vec::new()),
        }
    }

    /// What it holds.
    pub fn kind(&self) -> ColumnKind {
        match self {
            Self::Text(_) => ColumnKind::Text,
            Self::Code(_) => ColumnKind::Code,
            Self::Byte(_) => ColumnKind::Byte,
            Self::Time(_) => ColumnKind::Time,
            Self::Count(_) => ColumnKind::Count,
            Self::Number(_) => ColumnKind::Number,
            Self::Day(_) => ColumnKind::Day,
        }
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        match self {
            Self::Text(column) => column.len(),
            Self::Code(column) | Self::Count(column) => column.len(),
            Self::Byte(column) => column.len(),
            Self::Time(column) => column.len(),
            Self::Number(column) => column.len(),
            Self::Day(column) => column.len(),
        }
    }

    /// Whether it has no rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Bytes it takes in memory, the unused capacity aside.
    pub fn bytes(&self) -> usize {
        match self {
            Self::Text(column) => column.bytes.len() + column.ends.len() * 4,
            Self::Code(column) | Self::Count(column) => column.len() * 4,
            Self::Byte(column) => column.len(),
            Self::Time(column) => column.len() * 8,
            Self::Number(column) => column.len() * 8,
            Self::Day(column) => column.len() * 4,
        }
    }

    /// Appends a cell. A value of another type counts as missing.
    pub fn push(&mut self, value: Value<'_>) {
        match (self, value) {
            (Self::Text(column), Value::Text(text)) => column.push(text),
            (Self::Text(column), _) => column.push(""),
            (Self::Code(column), Value::Code(code)) => column.push(code),
            (Self::Code(column), _) => column.push(MISSING_CODE),
            (Self::Byte(column), Value::Byte(byte)) => column.push(byte),
            (Self::Byte(column), _) => column.push(MISSING_BYTE),
            (Self::Time(column), Value::Time(time)) => column.push(time),
            (Self::Time(column), _) => column.push(MISSING_TIME),
            (Self::Count(column), Value::Count(count)) => column.push(count),
            (Self::Count(column), _) => column.push(MISSING_COUNT),
            (Self::Number(column), Value::Number(number)) => column.push(number),
            (Self::Number(column), _) => column.push(f64::NAN),
            (Self::Day(column), Value::Day(day)) => column.push(day),
            (Self::Day(column), _) => column.push(MISSING_DAY),
        }
    }

    /// Makes it so long: cells are taken off the end, or missing ones appended.
    pub fn resize(&mut self, rows: usize) {
        match self {
            Self::Text(column) => column.resize(rows),
            Self::Code(column) => column.resize(rows, MISSING_CODE),
            Self::Byte(column) => column.resize(rows, MISSING_BYTE),
            Self::Time(column) => column.resize(rows, MISSING_TIME),
            Self::Count(column) => column.resize(rows, MISSING_COUNT),
            Self::Number(column) => column.resize(rows, f64::NAN),
            Self::Day(column) => column.resize(rows, MISSING_DAY),
        }
    }

    /// Appends cells of another column, by their rows there; missing cells where the other is of another type.
    pub fn extend(&mut self, other: &Self, rows: Range<usize>) {
        fn part<T>(column: &[T], rows: Range<usize>) -> &[T] {
            column.get(rows).unwrap_or_default()
        }
        let len = self.len() + rows.len();
        match (&mut *self, other) {
            (Self::Text(column), Self::Text(other)) => column.extend(other, rows),
            (Self::Code(column), Self::Code(other)) => column.extend_from_slice(part(other, rows)),
            (Self::Byte(column), Self::Byte(other)) => column.extend_from_slice(part(other, rows)),
            (Self::Time(column), Self::Time(other)) => column.extend_from_slice(part(other, rows)),
            (Self::Count(column), Self::Count(other)) => column.extend_from_slice(part(other, rows)),
            (Self::Number(column), Self::Number(other)) => column.extend_from_slice(part(other, rows)),
            (Self::Day(column), Self::Day(other)) => column.extend_from_slice(part(other, rows)),
            _ => {}
        }
        self.resize(len);
    }

    /// Makes room for `room` cells like those of another column that are going to be appended first.
    pub(super) fn make_room(&mut self, other: &Self, rows: Range<usize>, room: usize) {
        let more = |len: usize, capacity: usize| if capacity - len < rows.len() { room } else { 0 };
        match self {
            Self::Text(column) => column.make_room(other.texts(), rows, room),
            Self::Code(column) | Self::Count(column) => column.reserve_exact(more(column.len(), column.capacity())),
            Self::Byte(column) => column.reserve_exact(more(column.len(), column.capacity())),
            Self::Time(column) => column.reserve_exact(more(column.len(), column.capacity())),
            Self::Number(column) => column.reserve_exact(more(column.len(), column.capacity())),
            Self::Day(column) => column.reserve_exact(more(column.len(), column.capacity())),
        }
    }

    /// Gives back the room that texts were expected to take and did not.
    pub(super) fn shrink(&mut self) {
        if let Self::Text(column) = self {
            column.bytes.shrink_to_fit();
        }
    }

    /// The cell of a row; missing where there is no such row.
    pub fn get(&self, row: usize) -> Value<'_> {
        fn one<T: Copy + PartialEq>(
            column: &[T],
            row: usize,
            missing: T,
            make: impl Fn(T) -> Value<'static>,
        ) -> Value<'static> {
            match column.get(row) {
                Some(value) if *value != missing => make(*value),
                _ => Value::Missing,
            }
        }
        match self {
            Self::Text(column) => match column.get(row) {
                "" => Value::Missing,
                text => Value::Text(text),
            },
            Self::Code(column) => one(column, row, MISSING_CODE, Value::Code),
            Self::Byte(column) => one(column, row, MISSING_BYTE, Value::Byte),
            Self::Time(column) => one(column, row, MISSING_TIME, Value::Time),
            Self::Count(column) => one(column, row, MISSING_COUNT, Value::Count),
            Self::Day(column) => one(column, row, MISSING_DAY, Value::Day),
            Self::Number(column) => match column.get(row) {
                Some(number) if !number.is_nan() => Value::Number(*number),
                _ => Value::Missing,
            },
        }
    }

    /// Sets the cell of a row; nothing happens where there is no such row or the value is of another type.
    pub fn set(&mut self, row: usize, value: Value<'_>) {
        if row >= self.len() {
            return;
        }
        match (self, value) {
            (Self::Text(column), Value::Text(text)) => column.set(row, text),
            (Self::Text(column), Value::Missing) => column.set(row, ""),
            (Self::Code(column), Value::Code(code)) => column[row] = code,
            (Self::Code(column), Value::Missing) => column[row] = MISSING_CODE,
            (Self::Byte(column), Value::Byte(byte)) => column[row] = byte,
            (Self::Byte(column), Value::Missing) => column[row] = MISSING_BYTE,
            (Self::Time(column), Value::Time(time)) => column[row] = time,
            (Self::Time(column), Value::Missing) => column[row] = MISSING_TIME,
            (Self::Count(column), Value::Count(count)) => column[row] = count,
            (Self::Count(column), Value::Missing) => column[row] = MISSING_COUNT,
            (Self::Number(column), Value::Number(number)) => column[row] = number,
            (Self::Number(column), Value::Missing) => column[row] = f64::NAN,
            (Self::Day(column), Value::Day(day)) => column[row] = day,
            (Self::Day(column), Value::Missing) => column[row] = MISSING_DAY,
            _ => {}
        }
    }

    /// The texts; empty where this is another kind of column.
    pub fn texts(&self) -> &TextColumn {
        static EMPTY: TextColumn = TextColumn { bytes: Vec::new(), ends: Vec::new() };
        if let Self::Text(column) = self { column } else { &EMPTY }
    }

    /// The codes; empty where this is another kind of column.
    pub fn codes(&self) -> &[u32] {
        if let Self::Code(column) = self { column } else { &[] }
    }

    /// The small numbers; empty where this is another kind of column.
    pub fn byte_values(&self) -> &[u8] {
        if let Self::Byte(column) = self { column } else { &[] }
    }

    /// The instants; empty where this is another kind of column.
    pub fn times(&self) -> &[i64] {
        if let Self::Time(column) = self { column } else { &[] }
    }

    /// The whole numbers; empty where this is another kind of column.
    pub fn counts(&self) -> &[u32] {
        if let Self::Count(column) = self { column } else { &[] }
    }

    /// The numbers; empty where this is another kind of column.
    pub fn numbers(&self) -> &[f64] {
        if let Self::Number(column) = self { column } else { &[] }
    }

    /// The days; empty where this is another kind of column.
    pub fn days(&self) -> &[i32] {
        if let Self::Day(column) = self { column } else { &[] }
    }
}

/// Texts end to end in one buffer, with the end of each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextColumn {
    bytes: Vec<u8>,
    ends: Vec<u32>,
}

impl TextColumn {
    /// Puts together a column from its parts; `None` where they do not fit: ends that fall or pass the buffer, a
    /// text that is not UTF-8.
    pub fn from_parts(bytes: Vec<u8>, ends: Vec<u32>) -> Option<Self> {
        let whole = std::str::from_utf8(&bytes).ok()?;
        let mut last = 0;
        for end in &ends {
            if *end < last || !whole.is_char_boundary(*end as usize) {
                return None;
            }
            last = *end;
        }
        (last as usize == bytes.len()).then_some(Self { bytes, ends })
    }

    /// The buffer and the end of each text in it.
    pub fn parts(&self) -> (&[u8], &[u32]) {
        (&self.bytes, &self.ends)
    }

    /// Number of texts.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Appends a text. Chunks hold at most 4 GiB of text; what passes that is dropped, not wrapped.
    pub fn push(&mut self, text: &str) {
        if u32::try_from(self.bytes.len() + text.len()).is_ok() {
            self.bytes.extend_from_slice(text.as_bytes());
        }
        self.ends.push(self.bytes.len() as u32);
    }

    /// Makes it so long: texts are taken off the end, or empty ones appended.
    pub fn resize(&mut self, rows: usize) {
        if let Some(last) = rows.checked_sub(1).map(|last| self.ends.get(last).copied()) {
            self.bytes.truncate(last.map_or(self.bytes.len(), |end| end as usize));
        } else {
            self.bytes.clear();
        }
        self.ends.resize(rows, self.bytes.len() as u32);
    }

    /// Appends texts of another column, by their rows there. What passes 4 GiB is dropped, not wrapped.
    fn extend(&mut self, other: &Self, rows: Range<usize>) {
        let start = rows.start.checked_sub(1).and_then(|before| other.ends.get(before)).copied().unwrap_or(0);
        let ends = other.ends.get(rows.clone()).unwrap_or_default();
        let bytes = other.bytes.get(start as usize..ends.last().map_or(start, |end| *end) as usize);
        let Some(bytes) = bytes.filter(|bytes| u32::try_from(self.bytes.len() + bytes.len()).is_ok()) else {
            return rows.for_each(|row| self.push(other.get(row)));
        };
        let shift = (self.bytes.len() as u32).wrapping_sub(start);
        self.bytes.extend_from_slice(bytes);
        self.ends.extend(ends.iter().map(|end| end.wrapping_add(shift)));
    }

    /// Room for `room` texts, of which some come now: as long as these and those already there on average.
    fn make_room(&mut self, other: &Self, rows: Range<usize>, room: usize) {
        let end = |row: usize| row.checked_sub(1).and_then(|row| other.ends.get(row)).map_or(0, |end| *end as usize);
        let (count, bytes) = (rows.len(), end(rows.end).saturating_sub(end(rows.start)));
        if self.ends.capacity() - self.ends.len() < count {
            self.ends.reserve_exact(room);
        }
        if self.bytes.capacity() - self.bytes.len() < bytes {
            let average = (self.bytes.len() + bytes) as f64 / (self.ends.len() + count).max(1) as f64;
            // A little more, so that it is likely to do.
            self.bytes.reserve_exact(bytes.max((average * 1.03 * room as f64) as usize));
        }
    }

    /// Whether the text of a row is this one.
    #[inline]
    pub fn is(&self, row: usize, text: &str) -> bool {
        let Some(end) = self.ends.get(row) else { return false };
        let start = row.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |start| *start);
        self.bytes.get(start as usize..*end as usize) == Some(text.as_bytes())
    }

    /// The text of a row; empty where there is no such row.
    pub fn get(&self, row: usize) -> &str {
        let Some(end) = self.ends.get(row) else { return "" };
        let start = if row == 0 { 0 } else { self.ends[row - 1] };
        // The buffer is only ever filled with whole texts (`push`, `from_parts`), so this never fails.
        std::str::from_utf8(&self.bytes[start as usize..*end as usize]).unwrap_or("")
    }

    /// Replaces the text of a row, moving those after it.
    pub fn set(&mut self, row: usize, text: &str) {
        let start = if row == 0 { 0 } else { self.ends[row - 1] as usize };
        let end = self.ends[row] as usize;
        let Ok(grown) = u32::try_from(self.bytes.len() - (end - start) + text.len()) else { return };
        self.bytes.splice(start..end, text.bytes());
        let shift = i64::from(grown) - (self.bytes.len() as i64 - text.len() as i64 + (end - start) as i64);
        for later in &mut self.ends[row..] {
            *later = (i64::from(*later) + shift) as u32;
        }
    }

    /// All texts in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &str> {
        (0..self.len()).map(|row| self.get(row))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_can_be_replaced_in_place() {
        let mut column = TextColumn::default();
        for text in ["a", "", "grüße", "z"] {
            column.push(text);
        }
        column.set(1, "long text");
        column.set(2, "");
        column.set(3, "é");
        assert_eq!(column.iter().collect::<Vec<_>>(), ["a", "long text", "", "é"]);
        let (bytes, ends) = column.parts();
        assert_eq!(TextColumn::from_parts(bytes.to_vec(), ends.to_vec()), Some(column));
    }

    #[test]
    fn parts_of_columns_are_appended() {
        let mut texts = Column::new(ColumnKind::Text);
        for text in ["a", "", "grüße", "z"] {
            texts.push(Value::Text(text));
        }
        let mut column = Column::new(ColumnKind::Text);
        column.extend(&texts, 2..4);
        column.extend(&texts, 0..2);
        column.resize(5);
        assert_eq!(column.texts().iter().collect::<Vec<_>>(), ["grüße", "z", "a", "", ""]);
        assert!(column.texts().is(0, "grüße") && column.texts().is(3, "") && !column.texts().is(9, ""));
        column.resize(1);
        column.extend(&Column::Code(vec![1, 2]), 0..2);
        assert_eq!(column.texts().iter().collect::<Vec<_>>(), ["grüße", "", ""], "of another type");
        column.resize(0);
        assert_eq!(column.texts(), &TextColumn::default());
    }

    #[test]
    fn broken_parts_are_refused() {
        assert_eq!(TextColumn::from_parts(b"abc".to_vec(), vec![2, 1, 3]), None);
        assert_eq!(TextColumn::from_parts(b"abc".to_vec(), vec![2]), None);
        assert_eq!(TextColumn::from_parts("é".into(), vec![1, 2]), None, "cuts a character");
        assert_eq!(TextColumn::from_parts(vec![0xff], vec![1]), None);
    }

    #[test]
    fn a_value_of_the_wrong_type_is_missing() {
        let mut column = Column::new(ColumnKind::Count);
        column.push(Value::Text("7"));
        column.push(Value::Count(7));
        assert_eq!(column.get(0), Value::Missing);
        assert_eq!(column.get(1), Value::Count(7));
        assert_eq!(column.get(2), Value::Missing);
    }
}
