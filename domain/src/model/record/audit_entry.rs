//! An entry of the audit log: what was done, by whom, and a hash that ties it to the entry before. Entries come into a
//! workspace through [`Command::Log`](crate::model::Command::Log) alone and are never changed;
//! `moderation::audit` says whether that holds.

use super::choices::choices;
use crate::model::{Extra, Id, Instant};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// One line of the audit log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct AuditEntry {
    /// Identifier, made of the time and the hash.
    pub id: Id,
    /// Its place in the log, from 1.
    pub number: u64,
    /// When it was written: ms since 1970, UTC.
    pub created: Instant,
    /// As `created`: an entry is never changed.
    pub updated: Instant,
    /// Who did it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub who: String,
    /// What was done.
    pub action: AuditAction,
    /// The record it was done to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<Id>,
    /// In words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub details: String,
    /// The number of the entry that was taken back, or done again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<u64>,
    /// The hash of the entry before; empty for the first.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub previous: String,
    /// SHA-256 of all of the above but `id` and `updated`, in lower-case hexadecimal digits.
    pub hash: String,
    /// Fields this version does not know. They are not part of the hash.
    #[serde(flatten)]
    pub extra: Extra,
}

choices! {
    /// What was done.
    AuditAction {
        /// Something was reported or flagged.
        Flagged "flagged" "Flagged",
        /// One more report came.
        Reported "reported" "Reported again",
        /// Status, severity or text were changed.
        Changed "changed" "Changed",
        /// Actions were decided on.
        Decided "decided" "Decided",
        /// The reporter was told.
        Told "told" "Reporter told",
        /// A private note was written.
        Noted "noted" "Note written",
        /// A decision was appealed against.
        Appealed "appealed" "Appealed",
        /// An appeal was decided.
        AppealDecided "appeal_decided" "Appeal decided",
        /// It was put aside as done with.
        Closed "closed" "Closed",
        /// A flag was taken out.
        Removed "removed" "Removed",
        /// A word list was made, changed or taken out.
        Words "words" "Word list",
        /// An earlier entry was taken back.
        Undone "undone" "Undone",
        /// What was taken back was done again.
        Redone "redone" "Done again",
    }
}

/// What is to be written into the log; its place and its hash are found when it is.
#[derive(Clone, Debug, PartialEq)]
pub struct AuditNote {
    /// When: ms since 1970, UTC.
    pub at: Instant,
    /// Who did it.
    pub who: String,
    /// What was done.
    pub action: AuditAction,
    /// The record it was done to.
    pub about: Option<Id>,
    /// In words.
    pub details: String,
    /// The number of the entry that is taken back, or done again.
    pub of: Option<u64>,
}

impl AuditNote {
    /// A note on something done to a record.
    pub fn new(at: Instant, who: &str, action: AuditAction, about: Id, details: impl Into<String>) -> Self {
        Self { at, who: who.to_owned(), action, about: Some(about), details: details.into(), of: None }
    }
}

impl AuditEntry {
    /// The entry after another, or the first.
    pub fn after(last: Option<&Self>, note: AuditNote) -> Self {
        let AuditNote { at, who, action, about, details, of } = note;
        let number = last.map_or(0, |last| last.number).saturating_add(1);
        let previous = last.map(|last| last.hash.clone()).unwrap_or_default();
        let mut entry = Self {
            id: Id::mint(at, [0; 10]),
            number,
            created: at,
            updated: at,
            who,
            action,
            about,
            details,
            of,
            previous,
            hash: String::new(),
            extra: Extra::new(),
        };
        (entry.hash, entry.id) = entry.sealed();
        entry
    }

    /// The hash and the id that its other fields give: SHA-256 of
    /// `[number,created,who,action,about,details,of,previous]` as JSON without white space, in UTF-8.
    pub fn sealed(&self) -> (String, Id) {
        let about = self.about.map(|about| about.to_string());
        let fields =
            (self.number, self.created, &self.who, self.action.key(), about, &self.details, self.of, &self.previous);
        // Texts and numbers always have a form in JSON.
        let text = serde_json::to_vec(&fields).unwrap_or_default();
        let digest = Sha256::digest(&text);
        let mut hash = String::with_capacity(64);
        let mut random = [0; 10];
        for (at, byte) in digest.iter().enumerate() {
            if let Some(slot) = random.get_mut(at) {
                *slot = *byte;
            }
            for half in [byte >> 4, byte & 15] {
                hash.push(char::from_digit(u32::from(half), 16).unwrap_or('0'));
            }
        }
        (hash, Id::mint(self.created, random))
    }

    /// What it says, or what was done.
    pub fn title(&self) -> &str {
        if self.details.is_empty() { self.action.label() } else { &self.details }
    }
}
