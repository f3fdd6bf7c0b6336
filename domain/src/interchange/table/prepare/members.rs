//! Members that activities name: found by source and id, added where they are not there yet.

use super::identify::{index_rows, row_keys};
use crate::{
    interchange::table::index::{self, Index},
    model::facts::{Origin, Table, TableBuilder, TableKind, Value, member},
};

/// Members that activities name.
pub(super) struct Members<'a> {
    /// The members' table, growing.
    pub out: TableBuilder,
    ids: Index,
    last: Option<(&'a str, u32, u32)>,
    /// How many were added.
    pub added: u64,
    /// Whether one that was there got its name.
    pub named: bool,
}

impl<'a> Members<'a> {
    /// Goes on where the table ends; does nothing where it is not needed.
    pub fn new(table: &Table, needed: bool) -> Self {
        let (out, ids) = if needed {
            (table.clone().into_builder(), index_rows(table, &row_keys(table), 0))
        } else {
            (Table::new(TableKind::Members).into_builder(), Index::default())
        };
        Self { out, ids, last: None, added: 0, named: false }
    }

    /// The row of a member, added where it is not there.
    pub fn row(&mut self, id: &'a str, name: &str, source: u32, batch: u32) -> u32 {
        if let Some((last, last_source, row)) = self.last
            && last == id
            && last_source == source
        {
            return row;
        }
        let out = &self.out;
        let same = |slot: u32| {
            out.is_text(slot as usize, member::ID, id)
                && out.get(slot as usize, member::SOURCE) == Value::Code(source)
        };
        let (row, is_new) = self.ids.find_or_insert(index::key(id, source), self.out.len() as u32, same);
        if is_new {
            self.added += 1;
            let mut values = [Value::Missing; 8];
            values[member::ID] = Value::Text(id);
            values[member::SOURCE] = Value::Code(source);
            values[member::NAME] = Value::Text(name);
            values[member::BATCH] = Value::Code(batch);
            values[member::ORIGIN] = Value::Byte(Origin::Imported as u8);
            self.out.push(&values);
        } else if !name.is_empty() && self.out.get(row as usize, member::NAME) == Value::Missing {
            self.named = true;
            self.out.set(row as usize, member::NAME, Value::Text(name));
        }
        self.last = Some((id, source, row));
        row
    }
}
