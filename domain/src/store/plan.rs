//! What a write puts and deletes, worked out before storage is touched, and the index of what is stored.
//!
//! The index holds the checksum and size of every stored row of an open workspace, so that a commit can bring the
//! header's hash and counts up to date from the rows it touches alone.

use super::{
    Header, StoreError, codec,
    content::{self, Content},
    header::{Counts, FORMAT, hash_text},
    row::{self, RowKey},
};
use crate::model::{Instant, Touched, Workspace};
use rustc_hash::FxHashMap;

/// A row's content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stored {
    /// Checksum and JSON.
    Text(String),
    /// An encoded chunk.
    Bytes(Vec<u8>),
}

impl Stored {
    /// Its size in bytes.
    pub fn bytes(&self) -> u64 {
        match self {
            Self::Text(text) => text.len() as u64,
            Self::Bytes(bytes) => bytes.len() as u64,
        }
    }
}

/// A row to write.
#[derive(Clone, Debug)]
pub struct Put {
    /// Which row.
    pub key: RowKey,
    /// XXH3-64 of its content.
    pub checksum: u64,
    /// Its content.
    pub value: Stored,
}

/// What one transaction writes.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Rows to put.
    pub puts: Vec<Put>,
    /// Rows to delete.
    pub deletes: Vec<RowKey>,
    /// What is there afterwards.
    pub header: Header,
    /// The header's row.
    pub header_text: String,
}

/// Checksum and size of each stored row of an open workspace, and the generation they are of.
#[derive(Clone, Debug, Default)]
pub struct Index {
    /// Generation of the last finished commit.
    pub generation: u64,
    rows: FxHashMap<RowKey, (u64, u64)>,
    hash: u64,
    bytes: u64,
    /// Number of damaged parts; while there are any, nothing is committed.
    pub damaged: usize,
    /// Store keys of rows that a replacement sets aside.
    pub aside: Vec<String>,
}

impl Index {
    /// Of no rows yet, at a generation.
    pub fn at(generation: u64) -> Self {
        Self { generation, ..Self::default() }
    }

    /// Notes a stored row.
    pub fn add(&mut self, key: RowKey, checksum: u64, bytes: u64) {
        self.remove(&key);
        self.rows.insert(key, (checksum, bytes));
        self.hash = self.hash.wrapping_add(checksum);
        self.bytes += bytes;
    }

    fn remove(&mut self, key: &RowKey) {
        if let Some((checksum, bytes)) = self.rows.remove(key) {
            self.hash = self.hash.wrapping_sub(checksum);
            self.bytes -= bytes;
        }
    }

    /// Hash over all rows: the wrapping sum of their checksums, so that order does not matter.
    pub fn hash(&self) -> u64 {
        self.hash
    }

    /// Number of rows.
    pub fn rows(&self) -> u64 {
        self.rows.len() as u64
    }

    /// Takes over what a finished write wrote.
    pub fn accept(&mut self, plan: &Plan) {
        for put in &plan.puts {
            self.add(put.key, put.checksum, put.value.bytes());
        }
        for key in &plan.deletes {
            self.remove(key);
        }
        self.generation = plan.header.generation;
    }
}

/// Rows being made ready to write, a chunk at a time, so that a page need not stand still over a large import.
pub struct Encoder<'a> {
    workspace: &'a Workspace,
    /// Rows still to encode, the last first.
    rows: Vec<RowKey>,
    puts: Vec<Put>,
    deletes: Vec<RowKey>,
}

impl<'a> Encoder<'a> {
    /// Of everything, as for a new workspace.
    ///
    /// # Errors
    /// Where a record cannot be written as JSON.
    pub fn whole(workspace: &'a Workspace) -> Result<Self, StoreError> {
        Self::new(workspace, &content::everything(workspace))
    }

    /// Of what was touched. Settings, dictionaries and records are encoded at once.
    ///
    /// # Errors
    /// Where a record cannot be written as JSON.
    pub fn new(workspace: &'a Workspace, touched: &Touched) -> Result<Self, StoreError> {
        let mut rows = content::rows(touched);
        rows.reverse();
        let mut encoder = Self { workspace, rows, puts: Vec::new(), deletes: Vec::new() };
        while encoder.rows.last().is_some_and(|row| !matches!(row, RowKey::Chunk(_))) {
            encoder.step()?;
        }
        Ok(encoder)
    }

    /// Encodes the next row, which is a chunk. False once there is none.
    ///
    /// # Errors
    /// Where a row cannot be written as JSON.
    pub fn step(&mut self) -> Result<bool, StoreError> {
        let Some(key) = self.rows.pop() else { return Ok(false) };
        let content = content::content(self.workspace, key)
            .map_err(|error| StoreError::Failed { what: "write a row", detail: error.to_string() })?;
        match content {
            Content::Text(json) => {
                let (text, checksum) = row::seal(&key.to_string(), &json);
                self.puts.push(Put { key, checksum, value: Stored::Text(text) });
            }
            Content::Bytes(bytes) => {
                let checksum = codec::checksum(&bytes);
                self.puts.push(Put { key, checksum, value: Stored::Bytes(bytes) });
            }
            Content::Gone => self.deletes.push(key),
        }
        Ok(true)
    }

    /// What one transaction writes, after the state that the index is of.
    ///
    /// # Errors
    /// Where the header cannot be written as JSON.
    pub fn finish(mut self, index: &Index, now: Instant) -> Result<Plan, StoreError> {
        while self.step()? {}
        let Self { workspace, mut puts, mut deletes, .. } = self;
        // A row whose text is the stored one need not be written again.
        puts.retain(|put| index.rows.get(&put.key).is_none_or(|(checksum, _)| *checksum != put.checksum));
        deletes.retain(|key| index.rows.contains_key(key));

        let (mut hash, mut bytes, mut rows) = (index.hash, index.bytes, index.rows());
        for put in &puts {
            let (old_checksum, old_bytes) = index.rows.get(&put.key).copied().unwrap_or_else(|| {
                rows += 1;
                (0, 0)
            });
            hash = hash.wrapping_sub(old_checksum).wrapping_add(put.checksum);
            bytes = bytes - old_bytes + put.value.bytes();
        }
        for key in &deletes {
            if let Some((checksum, size)) = index.rows.get(key) {
                (hash, bytes, rows) = (hash.wrapping_sub(*checksum), bytes - size, rows - 1);
            }
        }
        let settings = &workspace.settings;
        let header = Header {
            format: FORMAT,
            id: settings.id,
            name: settings.name.clone(),
            sample: settings.sample,
            updated: now,
            generation: index.generation + 1,
            counts: Counts::of(workspace),
            rows,
            bytes,
            hash: hash_text(hash),
        };
        let header_text = header
            .to_text()
            .map_err(|error| StoreError::Failed { what: "write the header", detail: error.to_string() })?;
        Ok(Plan { puts, deletes, header, header_text })
    }
}

impl Plan {
    /// Everything, as for a new workspace.
    ///
    /// # Errors
    /// As [`Encoder::finish`].
    pub fn whole(workspace: &Workspace, generation: u64, now: Instant) -> Result<Self, StoreError> {
        Encoder::whole(workspace)?.finish(&Index::at(generation.saturating_sub(1)), now)
    }

    /// What was touched since the state the index is of.
    ///
    /// # Errors
    /// As [`Encoder::finish`].
    pub fn touched(workspace: &Workspace, touched: &Touched, index: &Index, now: Instant) -> Result<Self, StoreError> {
        Encoder::new(workspace, touched)?.finish(index, now)
    }

    /// Bytes to write, the header's aside.
    pub fn bytes(&self) -> u64 {
        self.puts.iter().map(|put| put.value.bytes()).sum()
    }
}
