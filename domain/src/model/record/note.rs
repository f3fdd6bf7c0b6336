//! Words for the team only, beside something that people outside see.

use crate::model::{Extra, Instant};
use serde::{Deserialize, Serialize};

/// Words for the team only.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct PrivateNote {
    /// When: ms since 1970, UTC.
    pub at: Instant,
    /// Who wrote it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub who: String,
    /// What it says.
    pub text: String,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}
