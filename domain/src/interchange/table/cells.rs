//! The cells of a file. Nearly every cell stands in the file just as it is read, so a column keeps where, and no copy;
//! the few that had to be put together (escapes in JSON, doubled quotation marks in CSV) stand in a text of their own.

use super::{date::Orders, figures, number};
use std::sync::OnceLock;

/// A cell in eight bytes: a short text itself, else where it stands, from a byte to a byte, in the file's text or in the
/// other one. Most cells are short, and those are read again without going back to the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span([u8; 8]);

impl Span {
    /// Longest text that a span can point into: 2 GiB.
    pub const MOST: usize = i32::MAX as usize;
    /// Longest text that is kept itself.
    const SHORT: usize = 7;
    /// Marks a short text; its length stands below the mark in the last byte.
    const IS_SHORT: u64 = 1 << 63;
    /// Marks an offset into the other text.
    const OTHER: u64 = 1 << 31;

    /// A place in the file's text.
    #[inline]
    pub fn in_file(text: &[u8], start: usize, end: usize) -> Self {
        let length = end.wrapping_sub(start);
        if length.wrapping_sub(1) < Self::SHORT
            && let Some(word) = figures::eight(text, start)
        {
            let kept = word & (u64::MAX >> (64 - 8 * length));
            return Self((kept | (length as u64) << 56 | Self::IS_SHORT).to_le_bytes());
        }
        Self((start as u64 | (end as u64) << 32).to_le_bytes())
    }

    /// A place in the other text.
    pub fn in_other(start: usize, end: usize) -> Self {
        Self((start as u64 | Self::OTHER | (end as u64) << 32).to_le_bytes())
    }

    #[inline]
    fn word(self) -> u64 {
        u64::from_le_bytes(self.0)
    }

    /// The length of a short text.
    #[inline]
    fn short(self) -> Option<usize> {
        (self.word() & Self::IS_SHORT != 0).then_some(usize::from(self.0[7] & 7))
    }

    /// Whether no text is there.
    #[inline]
    pub fn is_empty(self) -> bool {
        let word = self.word();
        word & (Self::OTHER - 1) == word >> 32
    }

    /// The text there; empty where there is none.
    #[inline]
    pub fn of<'a>(&'a self, file: &'a str, other: &'a str) -> &'a str {
        if let Some(length) = self.short() {
            return self.0.get(..length).and_then(|text| std::str::from_utf8(text).ok()).unwrap_or("");
        }
        let word = self.word();
        let text = if word & Self::OTHER == 0 { file } else { other };
        text.get((word & (Self::OTHER - 1)) as usize..(word >> 32) as usize).unwrap_or("")
    }

    /// The number and the length of a cell of 1 to 16 figures.
    #[inline]
    fn figures(self, file: &str) -> Option<(u64, usize)> {
        let word = self.word();
        if let Some(length) = self.short() {
            return Some((figures::of_last(word << (64 - 8 * length), length)?, length));
        }
        // An offset into the other text lies behind the end.
        let (start, end) = ((word & u64::from(u32::MAX)) as usize, (word >> 32) as usize);
        Some((figures::number(file.as_bytes(), start, end)?, end - start))
    }
}

/// What is seen of a cell when it is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// Nothing is there, or what is written for it.
    #[default]
    Blank,
    /// Something is there.
    Filled,
    /// 9 to 16 figures: as a date an instant, which has no order of day and month.
    Instant,
}

impl Look {
    /// Looks at a cell.
    #[inline]
    pub fn at(cell: &str) -> Self {
        match cell.as_bytes() {
            [b'0'..=b'9', rest @ ..] if (8..16).contains(&rest.len()) && rest.iter().all(u8::is_ascii_digit) => {
                Self::Instant
            }
            _ if number::is_blank(cell) => Self::Blank,
            _ => Self::Filled,
        }
    }

    /// Looks at a cell of a file.
    #[inline]
    pub fn in_file(text: &str, start: usize, end: usize) -> Self {
        match text.as_bytes().get(start) {
            _ if start >= end => Self::Blank,
            Some(b'0'..=b'9') => {
                let is_instant = end - start >= 9 && figures::number(text.as_bytes(), start, end).is_some();
                if is_instant { Self::Instant } else { Self::Filled }
            }
            Some(first) if !number::may_be_blank(*first) => Self::Filled,
            _ => Self::at(text.get(start..end).unwrap_or("")),
        }
    }

    /// Of a cell of so many figures, one at least.
    #[inline]
    pub fn of_figures(count: usize) -> Self {
        if (9..=16).contains(&count) { Self::Instant } else { Self::Filled }
    }
}

/// Where the cells of one column stand, row by row.
#[derive(Clone, Debug, Default)]
pub struct Spans {
    spans: Vec<Span>,
    filled: u32,
    instants: u32,
    last: Look,
    orders: OnceLock<(Orders, Option<u32>)>,
}

impl Spans {
    /// Sets the cell of a row at or after the end, leaving blank what lies between. A cell that was set before in the
    /// same row is replaced.
    #[inline]
    pub fn put(&mut self, row: usize, span: Span, look: Look) {
        if self.spans.len() != row {
            self.fit(row);
        }
        self.spans.push(span);
        self.filled += u32::from(look != Look::Blank);
        self.instants += u32::from(look == Look::Instant);
        self.last = look;
    }

    #[cold]
    fn fit(&mut self, row: usize) {
        if self.spans.len() > row {
            self.filled -= u32::from(self.last != Look::Blank);
            self.instants -= u32::from(self.last == Look::Instant);
        }
        self.spans.resize(row, Span::default());
    }

    /// Number of cells.
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// Where in the file's text a cell stands; `None` for one that is kept itself, stands elsewhere or is empty.
    #[inline]
    pub fn place(&self, row: usize) -> Option<(usize, usize)> {
        let word = self.spans.get(row)?.word();
        let (start, end) = ((word & u64::from(u32::MAX)) as usize, (word >> 32) as usize);
        (word & (Span::IS_SHORT | Span::OTHER) == 0 && start < end).then_some((start, end))
    }

    /// Says that such a cell stands elsewhere in the file's text now.
    #[inline]
    pub fn moved(&mut self, row: usize, to: usize) {
        if let Some((start, end)) = self.place(row)
            && let Some(span) = self.spans.get_mut(row)
        {
            *span = Span((to as u64 | ((to + end - start) as u64) << 32).to_le_bytes());
        }
    }

    /// Gives back the room that is not needed.
    pub fn shrink(&mut self) {
        self.spans.shrink_to_fit();
    }

    /// Makes room.
    pub fn reserve(&mut self, rows: usize) {
        self.spans.reserve_exact(rows);
    }
}

/// The cells of one column.
#[derive(Clone, Copy, Debug)]
pub struct Cells<'a> {
    spans: &'a Spans,
    file: &'a str,
    other: &'a str,
}

impl<'a> Cells<'a> {
    pub(super) fn new(spans: &'a Spans, file: &'a str, other: &'a str) -> Self {
        Self { spans, file, other }
    }

    /// Number of cells; a column may be shorter than its sheet, the rest is blank.
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The cell of a row; empty where there is none.
    #[inline]
    pub fn get(&self, row: usize) -> &'a str {
        self.spans.spans.get(row).map_or("", |span| span.of(self.file, self.other))
    }

    /// All cells in order.
    pub fn iter(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let (file, other) = (self.file, self.other);
        self.spans.spans.iter().map(move |span| span.of(file, other))
    }

    /// Number of cells that are not blank.
    pub fn filled(&self) -> usize {
        self.spans.filled as usize
    }

    /// The number and the length of a cell of 1 to 16 figures and nothing else. `None` says nothing: the cell has to be
    /// read in the slow way then.
    #[inline]
    pub(super) fn figures(&self, row: usize) -> Option<(u64, usize)> {
        self.spans.spans.get(row)?.figures(self.file)
    }

    /// A word that stands for a short cell and for no other; `None` for a long one or an empty one.
    #[inline]
    pub(super) fn short(&self, row: usize) -> Option<u64> {
        let span = self.spans.spans.get(row)?;
        span.short().map(|_| span.word())
    }

    /// What the dates of the column say about their order, and the first row whose date is open. Worked out once.
    pub(super) fn orders(&self) -> (Orders, Option<usize>) {
        let (orders, row) = self.spans.orders.get_or_init(|| {
            let (mut orders, mut example) = (Orders::default(), None);
            if self.spans.instants == self.spans.filled {
                orders.dates = self.spans.instants;
                return (orders, example);
            }
            for row in 0..self.len() {
                if self.figures(row).is_some_and(|(_, length)| length >= 9) {
                    // An instant has no order.
                    orders.dates += 1;
                    continue;
                }
                orders.add(self.get(row));
                if orders.open > 0 && example.is_none() {
                    example = Some(row as u32);
                }
            }
            (orders, example)
        });
        (*orders, row.map(|row| row as usize))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_replaced_left_out_and_counted() {
        let mut spans = Spans::default();
        let file = "one two three four 123456789 12";
        let at = |start, end| Span::in_file(file.as_bytes(), start, end);
        spans.put(0, at(0, 3), Look::Filled);
        spans.put(2, at(4, 7), Look::Filled);
        spans.put(2, at(7, 7), Look::Blank);
        spans.put(3, Span::in_other(1, 3), Look::Filled);
        spans.put(4, at(19, 28), Look::Instant);
        spans.put(5, at(19, 23), Look::Filled);
        spans.put(6, at(29, 31), Look::Filled);
        let cells = Cells::new(&spans, file, "xyz");
        assert_eq!(cells.iter().collect::<Vec<_>>(), ["one", "", "", "yz", "123456789", "1234", "12"]);
        assert_eq!((cells.len(), cells.filled(), cells.get(9)), (7, 5, ""));
        assert_eq!([4, 5, 6].map(|row| cells.figures(row)), [Some((123_456_789, 9)), Some((1_234, 4)), Some((12, 2))]);
        assert_eq!([0, 1, 3].map(|row| cells.figures(row)), [None; 3], "a word, nothing, in the other text");
        assert!(cells.short(0).is_some() && cells.short(1).is_none() && cells.short(4).is_none());
    }

    #[test]
    fn texts_of_every_length_are_kept() {
        let file = "Grüße, 你好, and good-bye to all";
        for start in (0..file.len()).filter(|at| file.is_char_boundary(*at)) {
            for end in (start..=file.len()).filter(|at| file.is_char_boundary(*at)) {
                let span = Span::in_file(file.as_bytes(), start, end);
                assert_eq!(span.of(file, ""), &file[start..end]);
                assert_eq!(span.is_empty(), start == end);
                assert_eq!(Span::in_other(start, end).is_empty(), start == end);
            }
        }
    }

    #[test]
    fn instants_are_told_from_other_cells() {
        for (cell, look) in [
            ("", Look::Blank),
            ("n/a", Look::Blank),
            ("12345678", Look::Filled),
            ("123456789", Look::Instant),
            ("1704067200000", Look::Instant),
            ("1234567890123456", Look::Instant),
            ("12345678901234567", Look::Filled),
            ("2026-01-02 03", Look::Filled),
        ] {
            assert_eq!(Look::at(cell), look, "{cell}");
            let file = format!("{:16}{cell}", "");
            assert_eq!(Look::in_file(&file, 16, file.len()), look, "{cell}");
        }
    }
}
