//! The header of a stored workspace: what should be there. It is written in the same transaction as the rows it
//! describes, so rows and header disagree only where storage lost or changed something.

use super::row;
use crate::model::{Id, Instant, RecordKind, Workspace, facts::TableKind};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Version of the store's layout. A higher number is left alone.
pub const FORMAT: u32 = 1;

/// What should be there of a workspace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// Version of the store's layout: [`FORMAT`].
    pub format: u32,
    /// The workspace.
    pub id: Id,
    /// Its name, for the switcher.
    pub name: String,
    /// Whether it is the sample community.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sample: bool,
    /// When it was last written: ms since 1970, UTC.
    pub updated: Instant,
    /// Grows by one with every commit.
    pub generation: u64,
    /// What it holds.
    pub counts: Counts,
    /// Rows in the store, chunks included.
    pub rows: u64,
    /// Bytes of those rows.
    pub bytes: u64,
    /// Sum of the checksums of all rows (modulo 2⁶⁴), sixteen hexadecimal digits. It does not depend on their order,
    /// so a commit brings it up to date from the rows it touches alone.
    pub hash: String,
}

/// What a workspace holds, by the names used in files.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Records of each type, where there are any.
    #[serde(default)]
    pub records: BTreeMap<String, u64>,
    /// Rows of each fact table, where there are any.
    #[serde(default)]
    pub facts: BTreeMap<String, u64>,
}

impl Counts {
    /// What a workspace holds.
    pub fn of(workspace: &Workspace) -> Self {
        let mut counts = Self::default();
        for kind in RecordKind::ALL {
            let count = workspace.records.of(*kind).len() as u64;
            if count > 0 {
                counts.records.insert(kind.name().into(), count);
            }
        }
        for table in TableKind::ALL {
            let count = workspace.facts.table(*table).len() as u64;
            if count > 0 {
                counts.facts.insert(table.name().into(), count);
            }
        }
        counts
    }

    /// Rows of a fact table.
    pub fn table(&self, table: TableKind) -> u64 {
        self.facts.get(table.name()).copied().unwrap_or(0)
    }

    /// Records of a type.
    pub fn kind(&self, kind: RecordKind) -> u64 {
        self.records.get(kind.name()).copied().unwrap_or(0)
    }
}

/// Why a header cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HeaderError {
    /// It changed since it was written.
    Broken,
    /// A later version of Hearth wrote it.
    Newer(u32),
}

impl Header {
    /// The header's row.
    pub fn to_text(&self) -> serde_json::Result<String> {
        Ok(row::seal(&self.id.to_string(), &serde_json::to_string(self)?).0)
    }

    /// The header in a row stored under a workspace's id.
    pub fn from_text(id: Id, text: &str) -> Result<Self, HeaderError> {
        #[derive(Deserialize)]
        struct Format {
            format: u32,
        }
        let (json, _) = row::open(&id.to_string(), text).ok_or(HeaderError::Broken)?;
        match serde_json::from_str::<Format>(json) {
            Ok(Format { format }) if format > FORMAT => return Err(HeaderError::Newer(format)),
            Ok(_) => {}
            Err(_) => return Err(HeaderError::Broken),
        }
        serde_json::from_str(json).ok().filter(|header: &Self| header.id == id).ok_or(HeaderError::Broken)
    }
}

/// A hash as it stands in a header: 16 hexadecimal digits.
pub fn hash_text(hash: u64) -> String {
    format!("{hash:016x}")
}
