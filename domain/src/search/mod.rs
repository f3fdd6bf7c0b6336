//! Full-text search over facts: no index to build or keep, every text is looked at, and that is fast enough.
//!
//! ```text
//! fold     what makes two writings of a word the same      finder   one word in a run of bytes, whatever its case
//! facts    a search in a table: texts, and what codes stand for
//! overlap  how much two texts have in common
//! ```
//!
//! Upper and lower case are the same, and so are letters with and without diacritics: “cafe” finds “CAFÉ”. All words
//! of a search must be in a text, anywhere and in any order, also as parts of longer words.

mod bits;
mod facts;
mod finder;
mod fold;
mod overlap;

pub use facts::in_table;
pub use fold::{fold, folded_ranges};
pub use overlap::common;

use crate::model::facts::{Chunk, Table, TextColumn};
use finder::Finder;
use std::{
    ops::Range,
    sync::{Arc, Weak},
};

/// What somebody looks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    /// Folded, the longest first; none is part of another.
    words: Vec<String>,
}

impl Search {
    /// The words of a text, split at white space.
    pub fn new(text: &str) -> Self {
        let mut words: Vec<String> = text.split_whitespace().map(fold).filter(|word| !word.is_empty()).collect();
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        let mut kept: Vec<String> = Vec::with_capacity(words.len());
        for word in words {
            if !kept.iter().any(|longer| longer.contains(&word)) {
                kept.push(word);
            }
        }
        Self { words: kept }
    }

    /// Whether nothing is looked for, so that every text is a hit.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Each word as a search of its own.
    pub fn words(&self) -> impl Iterator<Item = Self> {
        self.words.iter().map(|word| Self { words: vec![word.clone()] })
    }

    /// Whether a single text is a hit.
    pub fn matches(&self, text: &str) -> bool {
        let folded = fold(text);
        self.words.iter().all(|word| folded.contains(word.as_str()))
    }

    /// Where the words stand in a text, as byte ranges in order, merged where they touch.
    pub fn ranges(&self, text: &str) -> Vec<Range<usize>> {
        let mut ranges: Vec<Range<usize>> = self.words.iter().flat_map(|word| folded_ranges(text, word)).collect();
        ranges.sort_by_key(|range| (range.start, range.end));
        let mut merged: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
        for range in ranges {
            match merged.last_mut() {
                Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
                _ => merged.push(range),
            }
        }
        merged
    }
}

/// Rows of a table's text column whose text is a hit, in order. `folds` keeps what a chunk's texts beyond ASCII are
/// folded to, from search to search.
pub fn rows(search: &Search, table: &Table, column: usize, folds: &mut Folds) -> Vec<u32> {
    let mut found = Vec::new();
    let Some((first, others)) = search.words.split_first() else {
        return (0..table.len() as u32).collect();
    };
    folds.forget_gone();
    let sample = table.chunks().first().map_or(&[][..], |chunk| chunk.column(column).texts().parts().0);
    let finder = Finder::new(first, sample);
    let others: Vec<Finder> = others.iter().map(|word| Finder::new(word, sample)).collect();
    for (index, chunk) in table.chunks().iter().enumerate() {
        let base = (index * crate::model::facts::CHUNK_ROWS) as u32;
        let folded = folds.of(chunk, column);
        in_chunk(chunk.column(column).texts(), folded, search, &finder, &others, base, &mut found);
    }
    found
}

fn in_chunk(
    texts: &TextColumn,
    folded: &Folded,
    search: &Search,
    finder: &Finder,
    others: &[Finder],
    base: u32,
    found: &mut Vec<u32>,
) {
    let (bytes, ends) = texts.parts();
    let mut beyond = folded.rows.iter().peekable();
    let before = found.len();
    let mut row = 0;
    let mut at = 0;
    while let Some(hit) = finder.find(bytes, at) {
        // Hits come in order, so the row is the next one that ends behind the hit.
        while ends.get(row).is_some_and(|end| *end as usize <= hit) {
            row += 1;
        }
        let Some(end) = ends.get(row).map(|end| *end as usize) else { break };
        let start = row.checked_sub(1).and_then(|last| ends.get(last)).map_or(0, |end| *end as usize);
        if hit + finder.len() > end {
            // Half in the next text.
            at = hit + 1;
            continue;
        }
        // Texts beyond ASCII are looked at folded, below.
        while beyond.peek().is_some_and(|other| **other < row as u32) {
            beyond.next();
        }
        let is_beyond = beyond.peek().is_some_and(|other| **other == row as u32);
        let text = bytes.get(start..end).unwrap_or_default();
        if !is_beyond && others.iter().all(|other| other.find(text, 0).is_some()) {
            found.push(base + row as u32);
        }
        at = end.max(hit + 1);
    }
    let in_order = found.len();
    for (row, text) in folded.rows.iter().zip(&folded.texts) {
        if search.words.iter().all(|word| text.contains(word.as_str())) {
            found.push(base + row);
        }
    }
    if found.len() > in_order && in_order > before {
        found[before..].sort_unstable();
    }
}

/// Texts beyond ASCII of a chunk, folded: few in most languages written in Latin letters, and found out once.
#[derive(Debug, Default)]
struct Folded {
    rows: Vec<u32>,
    texts: Vec<String>,
}

/// Folded texts of the chunks that were searched, for as long as the chunks live.
#[derive(Debug, Default)]
pub struct Folds {
    chunks: Vec<(Weak<Chunk>, usize, Folded)>,
}

impl Folds {
    fn forget_gone(&mut self) {
        self.chunks.retain(|(chunk, ..)| chunk.strong_count() > 0);
    }

    fn of(&mut self, chunk: &Arc<Chunk>, column: usize) -> &Folded {
        let known =
            self.chunks.iter().position(|(known, at, _)| *at == column && std::ptr::eq(known.as_ptr(), &**chunk));
        let place = known.unwrap_or_else(|| {
            self.chunks.push((Arc::downgrade(chunk), column, folded(chunk.column(column).texts())));
            self.chunks.len() - 1
        });
        &self.chunks[place].2
    }
}

fn folded(texts: &TextColumn) -> Folded {
    let mut folded = Folded::default();
    if texts.parts().0.is_ascii() {
        return folded;
    }
    for (row, text) in texts.iter().enumerate().filter(|(_, text)| !text.is_ascii()) {
        folded.rows.push(row as u32);
        folded.texts.push(fold(text));
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::facts::{TableKind, Value, activity};
    use proptest::prelude::*;

    fn table(texts: &[&str]) -> Table {
        let mut builder = Table::new(TableKind::Activities).into_builder();
        for text in texts {
            let mut cells = [Value::Missing; activity::COLUMNS.len()];
            cells[activity::TEXT] = Value::Text(text);
            builder.push(&cells);
        }
        builder.finish()
    }

    fn found(texts: &[&str], search: &str) -> Vec<u32> {
        rows(&Search::new(search), &table(texts), activity::TEXT, &mut Folds::default())
    }

    #[test]
    fn case_and_diacritics_make_no_difference() {
        let texts = ["The CAFÉ opens", "cafe closed", "no coffee", "Ein Café. Über uns", "", "caf e"];
        assert_eq!(found(&texts, "cafe"), [0, 1, 3]);
        assert_eq!(found(&texts, "CAFÉ"), [0, 1, 3]);
        assert_eq!(found(&texts, "uber CAFE"), [3]);
        assert_eq!(found(&texts, "  "), [0, 1, 2, 3, 4, 5]);
    }

    #[test]
    fn a_hit_does_not_reach_into_the_next_text() {
        assert_eq!(found(&["ab", "cd", "abcd"], "bc"), [2]);
        assert_eq!(found(&["xa", "a", "aa"], "aa"), [2]);
    }

    #[test]
    fn marks_cover_what_was_found() {
        let text = "Ünder the ÉCLAIR éclair";
        let marked: Vec<&str> =
            Search::new("eclair under").ranges(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(marked, ["Ünder", "ÉCLAIR", "éclair"]);
        assert_eq!(Search::new("clai").ranges(text).len(), 2);
        assert!(Search::new("").ranges(text).is_empty());
    }

    proptest! {
        #[test]
        fn it_finds_what_a_plain_look_at_each_text_finds(
            texts in proptest::collection::vec("[abAB éÉß\u{301}x]{0,6}", 0..12),
            search in "[abAÉex ]{0,4}",
        ) {
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            let wanted = Search::new(&search);
            let plain: Vec<u32> = texts
                .iter()
                .enumerate()
                .filter(|(_, text)| search.split_whitespace().all(|word| fold(text).contains(&fold(word))))
                .map(|(row, _)| row as u32)
                .collect();
            prop_assert_eq!(found(&texts, &search), plain);
            for text in texts {
                let ranges = wanted.ranges(text);
                prop_assert!(ranges.iter().all(|range| text.get(range.clone()).is_some()));
                prop_assert_eq!(!wanted.is_empty() && wanted.matches(text) && ranges.is_empty(), false);
            }
        }
    }
}
