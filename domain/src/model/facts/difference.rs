//! Which chunks differ between two states of the facts, found by comparing pointers.

use super::{Facts, TableKind};
use crate::model::Touched;
use std::sync::Arc;

/// Where a chunk is: its table and number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChunkKey {
    /// The table.
    pub table: TableKind,
    /// Number of the chunk, from 0.
    pub index: u32,
}

impl Facts {
    /// Adds to `touched` what to write or delete to get from `older` to this.
    pub fn difference(&self, older: &Self, touched: &mut Touched) {
        for kind in TableKind::ALL {
            let (new, old) = (self.table(*kind).chunks(), older.table(*kind).chunks());
            for index in 0..new.len().max(old.len()) {
                let same = match (new.get(index), old.get(index)) {
                    (Some(new), Some(old)) => Arc::ptr_eq(new, old),
                    _ => false,
                };
                if !same {
                    touched.chunks.insert(ChunkKey { table: *kind, index: index as u32 });
                }
            }
        }
        touched.dictionaries |=
            !Arc::ptr_eq(&self.dictionaries, &older.dictionaries) && self.dictionaries != older.dictionaries;
    }
}
