//! Members that activities name: found by source and id, added where they are not there yet.

use super::identify::{index_rows, row_keys};
use crate::{
    interchange::table::index::{self, Index},
    model::facts::{Origin, Table, TableBuilder, TableKind, Value, member},
};

/// How many members are kept at hand.
const AT_HAND: usize = 8_192;

/// Members that activities name.
pub(super) struct Members<'a> {
    /// The members' table, growing.
    pub out: TableBuilder,
    ids: Index,
    last: Option<(&'a str, u32, u32)>,
    /// Members whose ids are figures: the number, how many figures, the row.
    at_hand: Vec<(u64, u32, u32)>,
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
        Self { out, ids, last: None, at_hand: Vec::new(), added: 0, named: false }
    }

    /// The row of a member whose id is a number of so many figures, where it came up before. Of files with one source and
    /// no names only.
    #[inline]
    pub fn at_hand(&self, (number, figures): (u64, usize)) -> Option<u32> {
        let known = self.at_hand.get(number as usize % AT_HAND)?;
        (known.0 == number && known.1 == figures as u32).then_some(known.2)
    }

    /// Keeps the row of such a member at hand.
    pub fn keep_at_hand(&mut self, (number, figures): (u64, usize), row: u32) {
        // No id has no figures.
        self.at_hand.resize(AT_HAND, (0, 0, 0));
        if let Some(place) = self.at_hand.get_mut(number as usize % AT_HAND) {
            *place = (number, figures as u32, row);
        }
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
            out.is_text(slot as usize, member::ID, id) && out.get(slot as usize, member::SOURCE) == Value::Code(source)
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
