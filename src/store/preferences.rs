//! Preferences and seals: small things in localStorage, through gloo-storage.
//!
//! localStorage may be switched off, full, or flushed late. Nothing here panics over that: reading gives the default,
//! writing says that it did not work, and the page goes on.

use super::Seal;
use crate::model::Id;
use gloo_storage::{LocalStorage, Storage};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

const PREFERENCES: &str = "hearth/preferences";
const SEALS: &str = "hearth/seal/";

/// localStorage is off or full.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("This browser does not keep the page’s preferences: theme and last place start anew next time.")]
pub struct NotKept;

/// gloo-storage throws where there is no localStorage, so ask first.
fn available() -> Result<web_sys::Storage, NotKept> {
    web_sys::window().and_then(|window| window.local_storage().ok().flatten()).ok_or(NotKept)
}

/// What the page remembers about its reader.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    /// `light`, `dark`, or none to follow the system.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub theme: Option<String>,
    /// The workspace that was open last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub workspace: Option<Id>,
    /// The last address within each workspace, such as `#/content/calendar?view=month`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub places: BTreeMap<String, String>,
    /// When each workspace was last exported to a file: ms since 1970, UTC.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub exports: BTreeMap<String, crate::model::Instant>,
    /// The name under which this person comments and approves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// What a newer version keeps here.
    #[serde(flatten)]
    pub extra: crate::model::Extra,
}

impl Preferences {
    /// The stored preferences; the default where there are none or they cannot be read.
    pub fn load() -> Self {
        available().ok().and_then(|_| LocalStorage::get(PREFERENCES).ok()).unwrap_or_default()
    }

    /// Stores them.
    ///
    /// # Errors
    /// Where localStorage is off or full.
    pub fn save(&self) -> Result<(), NotKept> {
        available()?;
        LocalStorage::set(PREFERENCES, self).map_err(|_| NotKept)
    }

    /// The last address within a workspace.
    pub fn place(&self, workspace: Id) -> Option<&str> {
        self.places.get(&workspace.to_string()).map(String::as_str)
    }

    /// Remembers the address within a workspace.
    pub fn set_place(&mut self, workspace: Id, address: impl Into<String>) {
        self.places.insert(workspace.to_string(), address.into());
    }
}

/// The seal of a workspace, where there is one.
pub fn seal(id: Id) -> Option<Seal> {
    available().ok()?;
    LocalStorage::get(format!("{SEALS}{id}")).ok()
}

/// Puts a seal down, after the commit it is of has finished.
///
/// # Errors
/// Where localStorage is off or full.
pub fn put_seal(seal: &Seal) -> Result<(), NotKept> {
    available()?;
    LocalStorage::set(format!("{SEALS}{}", seal.id), seal).map_err(|_| NotKept)
}

/// Takes a seal away: the person deleted the workspace.
pub fn remove_seal(id: Id) {
    if available().is_ok() {
        LocalStorage::delete(format!("{SEALS}{id}"));
    }
}

/// All seals. One without a stored workspace means that the workspace vanished.
pub fn seals() -> Vec<Seal> {
    let Ok(storage) = available() else { return Vec::new() };
    let keys = (0..storage.length().unwrap_or(0)).filter_map(|at| storage.key(at).ok().flatten());
    keys.filter(|key| key.starts_with(SEALS)).filter_map(|key| LocalStorage::get(key).ok()).collect()
}
