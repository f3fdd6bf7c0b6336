//! Facts: what happened. Appended by imports, seldom edited, up to millions of rows.
//!
//! A [`Table`] is a list of [`Chunk`]s of [`CHUNK_ROWS`] rows; a chunk is a struct of [`Column`]s, shared behind an
//! `Arc`. Tables are persistent: an edit copies the one chunk it touches, so an older `Facts` (for undo) costs
//! pointers only, and what to store after a change is found by comparing pointers.
//!
//! Repeated texts (kinds, types, channels, batches, sources) are codes into the [`Dictionaries`]. A member code is a
//! row of the members table; a parent code is a row of the activities table.

mod column;
mod dictionary;
mod difference;
mod schema;
mod table;

pub use column::{
    Column, ColumnKind, MISSING_BYTE, MISSING_CODE, MISSING_COUNT, MISSING_DAY, MISSING_TIME, TextColumn, Value,
};
pub use dictionary::{Dictionaries, Dictionary, DictionaryKind};
pub use difference::ChunkKey;
pub use schema::{ColumnSpec, Metric, Origin, Reference, TableKind, activity, channel_day, kind, member, post};
pub use table::{CHUNK_ROWS, Chunk, Table, TableBuilder};

use std::sync::Arc;

/// All facts of a workspace.
#[derive(Clone, Debug)]
pub struct Facts {
    /// People and accounts that acted, as the sources name them.
    pub members: Table,
    /// Own posts with their results.
    pub posts: Table,
    /// What members did: posts in a forum, comments, replies, reactions, joins …
    pub activities: Table,
    /// Daily statistics of a channel.
    pub channel_days: Table,
    /// The texts behind the codes.
    pub dictionaries: Arc<Dictionaries>,
}

impl Default for Facts {
    fn default() -> Self {
        Self {
            members: Table::new(TableKind::Members),
            posts: Table::new(TableKind::Posts),
            activities: Table::new(TableKind::Activities),
            channel_days: Table::new(TableKind::ChannelDays),
            dictionaries: Arc::default(),
        }
    }
}

impl Facts {
    /// The table of a kind.
    pub fn table(&self, kind: TableKind) -> &Table {
        match kind {
            TableKind::Members => &self.members,
            TableKind::Posts => &self.posts,
            TableKind::Activities => &self.activities,
            TableKind::ChannelDays => &self.channel_days,
        }
    }

    /// The table of a kind, to replace it.
    pub fn table_mut(&mut self, kind: TableKind) -> &mut Table {
        match kind {
            TableKind::Members => &mut self.members,
            TableKind::Posts => &mut self.posts,
            TableKind::Activities => &mut self.activities,
            TableKind::ChannelDays => &mut self.channel_days,
        }
    }

    /// Whether there are no facts.
    pub fn is_empty(&self) -> bool {
        self.rows() == 0
    }

    /// Rows of all tables.
    pub fn rows(&self) -> usize {
        TableKind::ALL.iter().map(|kind| self.table(*kind).len()).sum()
    }
}
