//! Where the cells of a file stand. Nearly every cell stands in the file just as it is read, so a column keeps two
//! offsets a cell and no copy; the few that had to be put together (escapes in JSON, doubled quotation marks in CSV)
//! stand in a text of their own.

use super::{date::Orders, figures, number};
use std::sync::OnceLock;

/// Where a cell stands: from a byte to a byte, in the file's text or in the other one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// The highest bit says which text.
    start: u32,
    end: u32,
}

impl Span {
    /// Longest text that a span can point into: 2 GiB.
    pub const MOST: usize = i32::MAX as usize;
    const OTHER: u32 = 1 << 31;

    /// A place in the file's text.
    #[inline]
    pub fn in_file(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end as u32 }
    }

    /// A place in the other text.
    pub fn in_other(start: usize, end: usize) -> Self {
        Self { start: start as u32 | Self::OTHER, end: end as u32 }
    }

    /// The text there; empty where there is none.
    #[inline]
    pub fn of<'a>(self, file: &'a str, other: &'a str) -> &'a str {
        let text = if self.start & Self::OTHER == 0 { file } else { other };
        text.get((self.start & !Self::OTHER) as usize..self.end as usize).unwrap_or("")
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
        let span = self.spans.spans.get(row)?;
        let number = figures::number(self.file.as_bytes(), span.start as usize, span.end as usize)?;
        Some((number, (span.end - span.start) as usize))
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
        let file = "one two three four 1234567 12";
        spans.put(0, Span::in_file(0, 3), Look::Filled);
        spans.put(2, Span::in_file(4, 7), Look::Filled);
        spans.put(2, Span::in_file(7, 7), Look::Blank);
        spans.put(3, Span::in_other(1, 3), Look::Filled);
        spans.put(4, Span::in_file(19, 26), Look::Filled);
        let cells = Cells::new(&spans, file, "xyz");
        assert_eq!(cells.iter().collect::<Vec<_>>(), ["one", "", "", "yz", "1234567"]);
        assert_eq!((cells.len(), cells.filled(), cells.get(9)), (5, 3, ""));
        assert_eq!(cells.figures(4), Some((1_234_567, 7)));
        assert_eq!(cells.figures(3), None, "in the other text");
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
        }
    }
}
