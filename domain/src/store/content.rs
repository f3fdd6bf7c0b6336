//! What a workspace's rows hold: the same for the store, which seals and writes them, and for handing a workspace over
//! to another thread.

use super::{codec, row::RowKey};
use crate::model::{
    Touched, Workspace,
    facts::{ChunkKey, DictionaryKind, TableKind},
};

/// What a row holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// JSON.
    Text(String),
    /// An encoded chunk.
    Bytes(Vec<u8>),
    /// It is not there any more.
    Gone,
}

/// Everything, as if all of it had just been touched.
pub(super) fn everything(workspace: &Workspace) -> Touched {
    let mut touched = Touched { settings: true, dictionaries: true, ..Touched::default() };
    touched.records.extend(workspace.records.all().map(|record| record.key()));
    for table in TableKind::ALL {
        let chunks = workspace.facts.table(*table).chunks().len() as u32;
        touched.chunks.extend((0..chunks).map(|index| ChunkKey { table: *table, index }));
    }
    touched
}

/// The rows of what was touched; chunks last.
pub(super) fn rows(touched: &Touched) -> Vec<RowKey> {
    let mut rows = Vec::new();
    if touched.settings {
        rows.extend([RowKey::Settings, RowKey::Extra]);
    }
    if touched.dictionaries {
        rows.extend(DictionaryKind::ALL.map(RowKey::Dictionary));
    }
    rows.extend(touched.records.iter().copied().map(RowKey::Record));
    rows.extend(touched.chunks.iter().copied().map(RowKey::Chunk));
    rows
}

/// What a row holds.
///
/// # Errors
/// Where it cannot be written as JSON.
pub(super) fn content(workspace: &Workspace, row: RowKey) -> serde_json::Result<Content> {
    Ok(match row {
        RowKey::Settings => Content::Text(serde_json::to_string(&workspace.settings)?),
        RowKey::Extra => Content::Text(serde_json::to_string(&workspace.extra)?),
        RowKey::Dictionary(kind) => {
            Content::Text(serde_json::to_string(workspace.facts.dictionaries.get(kind).values())?)
        }
        RowKey::Record(key) => match workspace.records.get(key) {
            Some(record) => Content::Text(record.to_json()?),
            None => Content::Gone,
        },
        RowKey::Chunk(key) => match workspace.facts.table(key.table).chunks().get(key.index as usize) {
            Some(chunk) => Content::Bytes(codec::encode(key, chunk)),
            None => Content::Gone,
        },
    })
}
