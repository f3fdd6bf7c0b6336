//! Stable identifiers: UUID version 7 (RFC 9562), so that ids sort by the time they were made.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use uuid::Uuid;

/// The identifier of a record or a workspace.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Id(Uuid);

impl Id {
    /// Makes an id from a clock (ms since 1970, UTC) and ten random bytes. Both are passed in so that the
    /// model needs neither a clock nor a random source, and a seeded sample gets the same ids every time.
    pub fn mint(now_ms: i64, random: [u8; 10]) -> Self {
        Self(uuid::Builder::from_unix_timestamp_millis(now_ms.max(0) as u64, &random).into_uuid())
    }

    /// An id derived from a text: the same text gives the same id. For things that a file names but that
    /// carry no id of their own.
    pub fn derived(text: &str) -> Self {
        let hash = xxhash_rust::xxh3::xxh3_128(text.as_bytes()).to_be_bytes();
        Self(uuid::Builder::from_custom_bytes(hash).into_uuid())
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Id {
    type Err = uuid::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Uuid::from_str(text).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_sort_by_the_time_they_were_made() {
        let earlier = Id::mint(1_000, [255; 10]);
        let later = Id::mint(1_001, [0; 10]);
        assert!(earlier < later);
        assert_eq!(earlier.to_string().parse::<Id>().unwrap(), earlier);
    }

    #[test]
    fn the_same_text_gives_the_same_id() {
        assert_eq!(Id::derived("instagram"), Id::derived("instagram"));
        assert_ne!(Id::derived("instagram"), Id::derived("forum"));
    }
}
