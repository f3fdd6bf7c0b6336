//! How a record points to a fact: by the key of its table, which a later import of the same thing keeps.

use crate::model::Extra;
use serde::{Deserialize, Serialize};

/// A member or an activity, by the key of its table. Which table is said by the field that holds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct FactReference {
    /// Where its id comes from.
    pub source: String,
    /// The source's id of it.
    pub id: String,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

impl FactReference {
    /// The row with this id of a source.
    pub fn new(source: impl Into<String>, id: impl Into<String>) -> Self {
        Self { source: source.into(), id: id.into(), extra: Extra::new() }
    }
}
