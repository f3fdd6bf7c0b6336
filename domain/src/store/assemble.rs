//! Puts a workspace together from stored rows, and names what is damaged.
//!
//! Nothing damaged gets in. Where a chunk is missing from the middle of a table, later rows move up and every
//! reference to a row follows, so what is left is consistent; references to what is gone become “missing”.

use super::{
    Damage, Header, Loaded, codec,
    header::{HeaderError, hash_text},
    plan::Index,
    row::{self, RowKey},
};
use crate::model::{
    Id, RecordKind, Settings, Workspace, Zone,
    facts::{
        CHUNK_ROWS, Chunk, ChunkKey, Column, Dictionaries, Dictionary, DictionaryKind, Facts, MISSING_CODE, Reference,
        Table, TableKind,
    },
};
use std::{collections::BTreeMap, sync::Arc};

/// Takes stored rows in, in any order.
pub struct Assembler {
    id: Id,
    header: Option<Header>,
    workspace: Workspace,
    settings: bool,
    dictionaries: Dictionaries,
    dictionaries_found: [bool; 5],
    chunks: BTreeMap<ChunkKey, Arc<Chunk>>,
    index: Index,
    damage: Vec<Damage>,
}

impl Assembler {
    /// For a workspace whose header row is this, or gone.
    ///
    /// # Errors
    /// The version of the layout, where a later Hearth wrote it.
    pub fn new(id: Id, header_text: Option<&str>) -> Result<Self, u32> {
        let (header, why) = match header_text.map(|text| Header::from_text(id, text)) {
            Some(Ok(header)) => (Some(header), None),
            Some(Err(HeaderError::Newer(version))) => return Err(version),
            Some(Err(HeaderError::Broken)) => (None, Some("it changed since it was written (checksum)")),
            None => (None, Some("it is gone")),
        };
        let mut damage = Vec::new();
        if let Some(why) = why {
            damage.push(Damage {
                row: String::new(),
                what: "The header, which says what should be there".into(),
                why: why.into(),
            });
        }
        let name = header.as_ref().map_or("Recovered workspace", |header| &header.name);
        let created = header.as_ref().map_or(0, |header| header.updated);
        Ok(Self {
            id,
            workspace: Workspace::new(Settings::new(id, name, created, Zone::UTC)),
            index: Index::at(header.as_ref().map_or(0, |header| header.generation)),
            header,
            settings: false,
            dictionaries: Dictionaries::default(),
            dictionaries_found: [false; 5],
            chunks: BTreeMap::new(),
            damage,
        })
    }

    /// Takes a text row in.
    pub fn text(&mut self, key: &str, text: &str) {
        let Some(parsed) = RowKey::parse(key).filter(|parsed| !matches!(parsed, RowKey::Chunk(_))) else {
            return self.unknown(key);
        };
        let Some((json, checksum)) = row::open(key, text) else {
            return self.broken(&parsed, "it changed since it was written (checksum)".into());
        };
        self.index.add(parsed, checksum, text.len() as u64);
        if let Err(why) = self.take(parsed, json) {
            self.broken(&parsed, why);
        }
    }

    fn take(&mut self, key: RowKey, json: &str) -> Result<(), String> {
        let unreadable = |error: serde_json::Error| format!("it cannot be read ({error})");
        match key {
            RowKey::Settings => {
                let settings: Settings = serde_json::from_str(json).map_err(unreadable)?;
                if settings.id != self.id {
                    return Err("it belongs to another workspace".into());
                }
                self.workspace.settings = settings;
                self.settings = true;
            }
            RowKey::Extra => self.workspace.extra = serde_json::from_str(json).map_err(unreadable)?,
            RowKey::Dictionary(kind) => {
                let texts: Vec<String> = serde_json::from_str(json).map_err(unreadable)?;
                let dictionary: Dictionary = texts.iter().collect();
                if dictionary.len() != texts.len() {
                    return Err("a text is in it twice".into());
                }
                *self.dictionaries.get_mut(kind) = dictionary;
                self.dictionaries_found[kind as usize] = true;
            }
            RowKey::Record(key) => {
                let record = key.kind.parse(json).map_err(unreadable)?;
                if record.key() != key {
                    return Err("it carries another id".into());
                }
                self.workspace.records.put(record);
            }
            RowKey::Chunk(_) => {}
        }
        Ok(())
    }

    /// Takes a row of bytes in.
    pub fn bytes(&mut self, key: &str, bytes: &[u8]) {
        let Some(RowKey::Chunk(chunk_key)) = RowKey::parse(key) else { return self.unknown(key) };
        match codec::decode(chunk_key, bytes) {
            Ok(chunk) => {
                self.index.add(RowKey::Chunk(chunk_key), codec::checksum(bytes), bytes.len() as u64);
                self.chunks.insert(chunk_key, Arc::new(chunk));
            }
            Err(error) => self.broken(&RowKey::Chunk(chunk_key), error.to_string()),
        }
    }

    /// Takes in a row that is not even of the right type; only the browser's storage can hold such.
    #[cfg_attr(not(target_arch = "wasm32"), allow(dead_code))]
    pub fn strange(&mut self, key: &str) {
        match RowKey::parse(key) {
            Some(parsed) => self.broken(&parsed, "it is not what Hearth writes".into()),
            None => self.unknown(key),
        }
    }

    fn rows(&self, key: &RowKey) -> Option<u64> {
        match (key, &self.header) {
            (RowKey::Chunk(key), Some(header)) => Some(header.counts.table(key.table)),
            _ => None,
        }
    }

    fn broken(&mut self, key: &RowKey, why: String) {
        let what = key.describe(self.rows(key));
        self.damage.push(Damage { row: key.to_string(), what, why });
    }

    fn unknown(&mut self, key: &str) {
        let what = format!("The row “{}”", key.chars().take(60).collect::<String>());
        self.damage.push(Damage { row: key.into(), what, why: "this Hearth does not know what it is".into() });
    }

    fn is_damaged(&self, key: &RowKey) -> bool {
        let key = key.to_string();
        self.damage.iter().any(|damage| damage.row == key)
    }

    /// The workspace with all that is whole, and the index to go on with.
    pub fn finish(mut self) -> (Loaded, Index) {
        if !self.settings && !self.is_damaged(&RowKey::Settings) {
            self.broken(&RowKey::Settings, "it is gone".into());
        }
        self.check_records();
        self.check_dictionaries();
        self.check_chunks();
        let lost_facts = self
            .damage
            .iter()
            .any(|damage| matches!(RowKey::parse(&damage.row), Some(RowKey::Chunk(_) | RowKey::Dictionary(_))));
        if let Some(header) = &self.header
            && self.damage.is_empty()
            && (header.hash != hash_text(self.index.hash()) || header.rows != self.index.rows())
        {
            self.damage.push(Damage {
                row: String::new(),
                what: "The workspace as a whole".into(),
                why: "each part is whole, but they are not of the same state: some are older or left over".into(),
            });
        }
        if lost_facts || self.header.is_none() || !self.damage.is_empty() {
            self.mend_references();
        }
        let mut facts = Facts { dictionaries: Arc::new(self.dictionaries), ..Facts::default() };
        for kind in TableKind::ALL {
            let chunks: Vec<_> =
                self.chunks.iter().filter(|(key, _)| key.table == *kind).map(|(_, chunk)| Arc::clone(chunk)).collect();
            if let Some(table) = Table::from_chunks(*kind, chunks) {
                *facts.table_mut(*kind) = table;
            }
        }
        self.workspace.facts = facts;
        self.index.damaged = self.damage.len();
        self.index.aside = self.damage.iter().map(|damage| damage.row.clone()).filter(|row| !row.is_empty()).collect();
        let generation = self.index.generation;
        let loaded = Loaded { workspace: self.workspace, generation, header: self.header, damage: self.damage };
        (loaded, self.index)
    }

    fn check_records(&mut self) {
        let Some(header) = &self.header else { return };
        let mut missing = Vec::new();
        for kind in RecordKind::ALL {
            let expected = header.counts.kind(*kind);
            let prefix = format!("{}/", kind.name());
            let named = self.damage.iter().filter(|damage| damage.row.starts_with(&prefix)).count() as u64;
            let found = self.workspace.records.of(*kind).len() as u64 + named;
            if found < expected {
                let nouns = format!("{} of {expected} {}", expected - found, kind.name());
                missing.push(Damage { row: String::new(), what: nouns, why: "gone from the store".into() });
            }
        }
        self.damage.append(&mut missing);
    }

    fn check_dictionaries(&mut self) {
        // A workspace without facts may never have had its dictionaries written.
        let any_facts = !self.chunks.is_empty();
        for kind in DictionaryKind::ALL {
            let key = RowKey::Dictionary(kind);
            if any_facts && !self.dictionaries_found[kind as usize] && !self.is_damaged(&key) {
                self.broken(&key, "it is gone".into());
            }
        }
    }

    /// Every table must have the rows that the header names, chunk by chunk.
    fn check_chunks(&mut self) {
        for table in TableKind::ALL.iter().copied() {
            let stored = self.chunks.keys().filter(|key| key.table == table).map(|key| key.index + 1).max();
            let stored = stored.unwrap_or(0);
            let (rows, expected) = match &self.header {
                Some(header) => {
                    let rows = header.counts.table(table);
                    (Some(rows), rows.div_ceil(CHUNK_ROWS as u64) as u32)
                }
                None => (None, stored),
            };
            for index in 0..expected.max(stored) {
                let key = ChunkKey { table, index };
                let row = RowKey::Chunk(key);
                let full = match rows {
                    _ if index + 1 < expected => CHUNK_ROWS as u64,
                    Some(rows) => rows.saturating_sub(u64::from(index) * CHUNK_ROWS as u64),
                    None => self.chunks.get(&key).map_or(0, |chunk| chunk.len() as u64),
                };
                let why = match self.chunks.get(&key) {
                    _ if self.is_damaged(&row) => None,
                    None => Some("it is gone".to_owned()),
                    Some(_) if index >= expected => Some("it is left over from an earlier state".to_owned()),
                    Some(chunk) if chunk.len() as u64 != full || chunk.is_empty() => {
                        Some(format!("it has {} rows instead of {full}", chunk.len()))
                    }
                    Some(_) => None,
                };
                if let Some(why) = why {
                    self.broken(&row, why);
                    self.chunks.remove(&key);
                }
            }
        }
    }

    /// Moves references to rows past the gaps, and drops codes and references that point to nothing.
    fn mend_references(&mut self) {
        // For each table: for each old chunk the number its first row has now, or none where it is gone.
        let mut moved: BTreeMap<TableKind, Vec<Option<u32>>> = BTreeMap::new();
        let mut lengths: BTreeMap<TableKind, u32> = BTreeMap::new();
        for (key, chunk) in &self.chunks {
            let starts = moved.entry(key.table).or_default();
            starts.resize(key.index as usize, None);
            let next = lengths.entry(key.table).or_default();
            starts.push(Some(*next));
            *next += chunk.len() as u32;
        }
        for (key, chunk) in &mut self.chunks {
            let mut columns = None;
            for (position, spec) in key.table.columns().iter().enumerate() {
                let new_code = |code: u32| match spec.reference {
                    Some(Reference::Dictionary(kind)) => {
                        ((code as usize) < self.dictionaries.get(kind).len()).then_some(code)
                    }
                    Some(Reference::Row(table)) => {
                        let (chunk, row) = (code as usize / CHUNK_ROWS, code as usize % CHUNK_ROWS);
                        let start = moved.get(&table)?.get(chunk).copied().flatten()?;
                        Some(start + row as u32).filter(|row| row < lengths.get(&table).unwrap_or(&0))
                    }
                    None => Some(code),
                };
                let codes = chunk.column(position).codes();
                let wrong = |code: &u32| *code != MISSING_CODE && new_code(*code) != Some(*code);
                if spec.reference.is_none() || !codes.iter().any(wrong) {
                    continue;
                }
                let mended = codes.iter().map(|code| match *code {
                    MISSING_CODE => MISSING_CODE,
                    code => new_code(code).unwrap_or(MISSING_CODE),
                });
                let columns = columns.get_or_insert_with(|| chunk.columns().to_vec());
                columns[position] = Column::Code(mended.collect());
            }
            if let Some(mended) = columns.and_then(|columns| Chunk::from_columns(key.table, columns)) {
                *chunk = Arc::new(mended);
            }
        }
    }
}
