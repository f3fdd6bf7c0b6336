//! What one row of the store is called, and how a text row carries its checksum.
//!
//! Settings, records and dictionaries are rows of JSON text, `<16 hexadecimal digits> <JSON>`. The digits are the
//! XXH3-64 of the row's key and the JSON, so a changed row, and a row found under another key, are noticed.

use crate::model::{
    Id, RecordKey, RecordKind,
    facts::{CHUNK_ROWS, ChunkKey, DictionaryKind, TableKind},
    words::grouped,
};
use std::fmt;
use xxhash_rust::xxh3::Xxh3;

/// Which row of a workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RowKey {
    /// The workspace's settings.
    Settings,
    /// Top-level fields that this version does not know.
    Extra,
    /// A dictionary of the facts.
    Dictionary(DictionaryKind),
    /// A record.
    Record(RecordKey),
    /// A chunk of facts; the only row of bytes.
    Chunk(ChunkKey),
}

impl RowKey {
    /// The row of a key's text: `settings`, `extra`, `dictionaries/kinds`, `channels/<id>`, `activities/00003`.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "settings" => return Some(Self::Settings),
            "extra" => return Some(Self::Extra),
            _ => {}
        }
        let (kind, rest) = text.split_once('/')?;
        if kind == "dictionaries" {
            return DictionaryKind::ALL.into_iter().find(|kind| kind.name() == rest).map(Self::Dictionary);
        }
        if let Some(table) = TableKind::from_name(kind) {
            return rest.parse().ok().map(|index| Self::Chunk(ChunkKey { table, index }));
        }
        let kind = RecordKind::ALL.iter().copied().find(|known| known.name() == kind)?;
        rest.parse().ok().map(|id| Self::Record(RecordKey { kind, id }))
    }

    /// What a person calls this row, such as “activities, rows 65 537–131 072”. `rows` is the length of the chunk's
    /// table, where it is known.
    pub fn describe(&self, rows: Option<u64>) -> String {
        match self {
            Self::Settings => "The workspace’s settings".into(),
            Self::Extra => "Fields of a newer version of Hearth".into(),
            Self::Dictionary(kind) => format!("The list of {}", kind.name()),
            Self::Record(key) => format!("{} {}", key.kind.noun(), key.id),
            Self::Chunk(key) => {
                let first = u64::from(key.index) * CHUNK_ROWS as u64;
                let mut noun = String::from(key.table.noun());
                if let Some(letter) = noun.get_mut(..1) {
                    letter.make_ascii_uppercase();
                }
                match rows.map(|rows| rows.min(first + CHUNK_ROWS as u64)) {
                    Some(last) if last > first => format!("{noun}, rows {}–{}", grouped(first + 1), grouped(last)),
                    _ => format!("{noun}, from row {}", grouped(first + 1)),
                }
            }
        }
    }
}

impl fmt::Display for RowKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Settings => f.write_str("settings"),
            Self::Extra => f.write_str("extra"),
            Self::Dictionary(kind) => write!(f, "dictionaries/{}", kind.name()),
            Self::Record(key) => write!(f, "{}/{}", key.kind.name(), key.id),
            Self::Chunk(key) => write!(f, "{}/{:05}", key.table.name(), key.index),
        }
    }
}

/// The database key of a workspace's row. All rows of a workspace lie between `<id>/` and `<id>0`.
pub fn database_key(workspace: Id, row: &str) -> String {
    format!("{workspace}/{row}")
}

/// The workspace and the row of a database key.
pub fn split_database_key(key: &str) -> Option<(Id, &str)> {
    let (workspace, row) = key.split_once('/')?;
    Some((workspace.parse().ok()?, row))
}

/// Checksum of a text row: XXH3-64 of key, a zero byte, and JSON.
pub fn checksum(key: &str, json: &str) -> u64 {
    let mut hash = Xxh3::new();
    hash.update(key.as_bytes());
    hash.update(&[0]);
    hash.update(json.as_bytes());
    hash.digest()
}

/// The row's text, with its checksum in front.
pub fn seal(key: &str, json: &str) -> (String, u64) {
    let checksum = checksum(key, json);
    (format!("{checksum:016x} {json}"), checksum)
}

/// The JSON in a row's text, if it is what was written under this key, and its checksum.
pub fn open<'a>(key: &str, text: &'a str) -> Option<(&'a str, u64)> {
    let (digits, json) = text.split_once(' ')?;
    let checksum = checksum(key, json);
    (format!("{checksum:016x}") == digits).then_some((json, checksum))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn keys_survive_being_written() {
        let id = Id::mint(5, [7; 10]);
        let mut keys = vec![RowKey::Settings, RowKey::Extra];
        keys.extend(DictionaryKind::ALL.map(RowKey::Dictionary));
        keys.extend(RecordKind::ALL.iter().map(|kind| RowKey::Record(RecordKey { kind: *kind, id })));
        keys.extend(TableKind::ALL.iter().map(|table| RowKey::Chunk(ChunkKey { table: *table, index: 17 })));
        for key in keys {
            assert_eq!(RowKey::parse(&key.to_string()), Some(key));
        }
        assert_eq!(RowKey::parse("later/thing"), None);
    }

    #[test]
    fn a_chunk_is_named_by_its_rows() {
        let key = RowKey::Chunk(ChunkKey { table: TableKind::Activities, index: 1 });
        assert_eq!(key.describe(Some(131_072)).replace('\u{202f}', " "), "Activities, rows 65 537–131 072");
        assert_eq!(key.describe(Some(70_000)).replace('\u{202f}', " "), "Activities, rows 65 537–70 000");
        assert_eq!(key.describe(None).replace('\u{202f}', " "), "Activities, from row 65 537");
    }

    #[test]
    fn a_row_under_another_key_is_noticed() {
        let (text, _) = seal("channels/a", "{}");
        assert!(open("channels/a", &text).is_some());
        assert!(open("channels/b", &text).is_none());
        assert!(open("channels/a", "{}").is_none());
        assert!(open("channels/a", "").is_none());
    }

    proptest! {
        #[test]
        fn a_changed_character_is_noticed(json in ".{1,60}", at: prop::sample::Index, by in any::<char>()) {
            let (text, _) = seal("k", &json);
            let mut characters: Vec<char> = text.chars().collect();
            let at = at.index(characters.len());
            prop_assume!(characters[at] != by);
            characters[at] = by;
            prop_assert!(open("k", &characters.into_iter().collect::<String>()).is_none());
        }
    }
}
