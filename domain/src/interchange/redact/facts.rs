//! The facts of the copy: the same rows and numbers; other names, other ids, texts where they are kept.

use super::people::People;
use crate::model::facts::{Chunk, Column, ColumnKind, Facts, Table, Value, activity, member};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// The facts with made-up names and ids; without what members wrote where that is left out.
pub fn redacted(facts: &Facts, people: &People<'_>, without_texts: bool) -> Facts {
    let mut copy = facts.clone();
    copy.members = with_texts(&copy.members, member::ID, |row, _| People::member_id(row as u32));
    copy.members = with_texts(&copy.members, member::NAME, |row, name| {
        if name.is_empty() { String::new() } else { People::member_name(row as u32) }
    });
    let table = &facts.activities;
    let source = |row: usize| table.code(row, activity::SOURCE).unwrap_or(u32::MAX);
    // What an activity answers is another activity, an own post, or something that the facts do not have.
    let mut elsewhere: FxHashMap<(u32, String), usize> = FxHashMap::default();
    let mut id_of = |row: usize, id: &str| {
        let source = source(row);
        if id.is_empty() || people.is_post(source, id) {
            return id.to_owned();
        }
        if let Some(row) = people.activity_row(source, id) {
            return People::activity_id(row);
        }
        let next = elsewhere.len() + 1;
        format!("elsewhere-{}", elsewhere.entry((source, id.to_owned())).or_insert(next))
    };
    let mut activities = with_texts(table, activity::ID, |row, _| People::activity_id(row as u32));
    activities = with_texts(&activities, activity::REPLY_TO, &mut id_of);
    activities = with_texts(&activities, activity::THREAD, &mut id_of);
    if without_texts {
        activities = with_texts(&activities, activity::TEXT, |_, _| String::new());
    }
    copy.activities = activities;
    copy
}

/// A table with other texts in a column; `text` is given the row and what stands there.
fn with_texts(table: &Table, column: usize, mut text: impl FnMut(usize, &str) -> String) -> Table {
    let chunks = table.numbered().filter_map(|(first, chunk)| {
        let mut columns = chunk.columns().to_vec();
        let mut fresh = Column::new(ColumnKind::Text);
        for place in 0..chunk.len() {
            let old = if let Value::Text(text) = chunk.column(column).get(place) { text } else { "" };
            fresh.push(Value::Text(&text(first + place, old)));
        }
        *columns.get_mut(column)? = fresh;
        Chunk::from_columns(table.kind(), columns).map(Arc::new)
    });
    // The columns are those of the table, so there is one chunk for each.
    Table::from_chunks(table.kind(), chunks.collect()).unwrap_or_else(|| Table::new(table.kind()))
}
