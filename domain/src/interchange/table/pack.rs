//! Packs a file's text once it is read: what no cell points to (names of fields, separators, cells kept in their span)
//! is let go, and the cells are moved together in the same memory. More than half of a large JSON file is freed so
//! before the columns of facts are made beside it.

use super::cells::Spans;

/// Shorter texts stay as they are, in bytes.
const LEAST: usize = 1 << 20;

/// A text being packed, a slice of rows at a time.
#[derive(Debug)]
pub struct Packing {
    bytes: Vec<u8>,
    /// The next row.
    row: usize,
    /// Where the next cell goes.
    end: usize,
    /// Cells of a row: where they begin and end, and their column.
    cells: Vec<(usize, usize, usize)>,
}

impl Packing {
    /// Takes the text; gives it back where packing is not worth it.
    pub fn new(text: String) -> Result<Self, String> {
        if text.len() < LEAST {
            return Err(text);
        }
        Ok(Self { bytes: text.into_bytes(), row: 0, end: 0, cells: Vec::new() })
    }

    /// Packs the cells of some rows. True once all are packed.
    ///
    /// Cells of one row do not overlap, and those of a later row stand behind: a cell never moves to where one stands
    /// that was not moved yet.
    pub fn step(&mut self, columns: &mut [Spans], rows: usize, max_rows: usize) -> bool {
        let last = rows.min(self.row.saturating_add(max_rows));
        for row in self.row..last {
            self.cells.clear();
            for (column, spans) in columns.iter().enumerate() {
                if let Some((start, end)) = spans.place(row) {
                    self.cells.push((start, end, column));
                }
            }
            if !self.cells.is_sorted() {
                self.cells.sort_unstable();
            }
            for (start, end, column) in &self.cells {
                let to = self.end;
                if to < *start {
                    self.bytes.copy_within(*start..*end, to);
                    if let Some(spans) = columns.get_mut(*column) {
                        spans.moved(row, to);
                    }
                }
                self.end = to.min(*start) + (end - start);
            }
        }
        self.row = last;
        last == rows
    }

    /// The packed text. Whole cells of a text stand in it, so it is one, too.
    pub fn finish(mut self) -> String {
        self.bytes.truncate(self.end);
        self.bytes.shrink_to_fit();
        String::from_utf8(self.bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
    }
}

#[cfg(test)]
mod tests {
    use crate::interchange::table::{Reader, read};

    /// Escapes, long and short cells, blank ones, text beyond ASCII, in more bytes than are left as they are.
    fn records(rows: usize) -> (String, String) {
        let (mut json, mut csv) = ("[".to_owned(), "id,when,text,empty,kind\n".to_owned());
        for row in 0..rows {
            let text = match row % 4 {
                0 => format!("a text of some length {row}"),
                1 => format!("Grüße, 你好 and \\\"good-bye\\\" {row}"),
                2 => String::new(),
                _ => "short".to_owned(),
            };
            let comma = if row == 0 { "" } else { "," };
            json.push_str(&format!(
                "{comma}{{\"id\":{row},\"when\":170406720{row:07},\"text\":\"{text}\",\"empty\":null,\"kind\":\"moderation\"}}"
            ));
            let text = text.replace("\\\"", "\"\"");
            csv.push_str(&format!("{row},170406720{row:07},\"{text}\",,moderation\n"));
        }
        json.push(']');
        (json, csv)
    }

    #[test]
    fn a_packed_text_reads_the_same_and_is_shorter() {
        let rows = 20_000;
        let (json, csv) = records(rows);
        for (name, file) in [("a.json", json), ("a.csv", csv)] {
            assert!(file.len() > super::LEAST);
            let sheet = read(name, file.clone().into_bytes()).unwrap();
            assert!(sheet.text.len() * 3 < file.len() * 2, "{} of {}", sheet.text.len(), file.len());
            let mut reader = Reader::new(name, file.into_bytes()).unwrap();
            while reader.rows() < rows {
                reader.step(997).unwrap();
            }
            let whole = reader.finish();
            assert_eq!((sheet.len(), &sheet.headers), (rows, &whole.headers));
            for row in 0..rows {
                for column in 0..sheet.headers.len() {
                    assert_eq!(sheet.cell(row, column), whole.cell(row, column), "{name} {row} {column}");
                }
            }
            let shown: Vec<&str> = (0..5).map(|column| sheet.cell(1, column)).collect();
            assert_eq!(shown, ["1", "1704067200000001", "Grüße, 你好 and \"good-bye\" 1", "", "moderation"]);
        }
    }
}
