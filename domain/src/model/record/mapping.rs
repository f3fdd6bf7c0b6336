//! A remembered column mapping: the next file with the same headers is read the same way.

use crate::model::{Extra, Id, Instant};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How the columns of files with certain headers are read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Mapping {
    /// Identifier, derived from the headers.
    pub id: Id,
    /// When it was made: ms since 1970, UTC.
    pub created: Instant,
    /// When it was last changed: ms since 1970, UTC.
    pub updated: Instant,
    /// A name for it, usually the file's.
    pub name: String,
    /// Which fact table the rows go to: `posts`, `activities`, `members` or `channel_days`.
    pub table: String,
    /// Header of the file → field of the table. A header that is not named is left out.
    pub columns: BTreeMap<String, String>,
    /// Further choices by name, such as `date_order` → `dmy`, `zone` → `Europe/Madrid`, `channel` → a channel's id.
    #[serde(default)]
    pub options: BTreeMap<String, String>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Mapping {
    /// Its name.
    pub fn title(&self) -> &str {
        &self.name
    }
}
