//! Rolling snapshots: the way back when the store itself is damaged or gone. They live in a database of their own.
//!
//! A snapshot is the bytes of a workspace file, opaque here. The last few of each workspace are kept.

use super::{
    StoreError,
    idb::{Connection, Mode, failed, range},
    indexed_db::is_full,
};
use crate::model::{Id, Instant};
use js_sys::{Array, ArrayBuffer, Uint8Array};
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue};
use xxhash_rust::xxh3::xxh3_64;

const STORES: &[&str] = &["entries", "files"];

/// Snapshots kept of each workspace.
pub const KEPT: usize = 5;

/// One snapshot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// The workspace.
    pub workspace: Id,
    /// Generation of the workspace that it is of.
    pub generation: u64,
    /// When it was made: ms since 1970, UTC.
    pub time: Instant,
    /// Size of the file in bytes.
    pub bytes: u64,
    /// XXH3-64 of the file, sixteen hexadecimal digits.
    pub hash: String,
}

impl Snapshot {
    fn key(&self) -> String {
        format!("{}/{:020}", self.workspace, self.generation)
    }
}

/// The snapshots of all workspaces.
pub struct Snapshots {
    name: String,
}

impl Default for Snapshots {
    fn default() -> Self {
        Self::named(Self::NAME)
    }
}

impl Snapshots {
    /// Name of the database that Hearth uses. Tests use others.
    pub const NAME: &'static str = "hearth/snapshots";

    /// In a database of another name.
    pub fn named(name: &str) -> Self {
        Self { name: name.to_owned() }
    }

    async fn open(&self) -> Result<Connection, StoreError> {
        Connection::open(&self.name, 1, STORES).await
    }

    /// Keeps a file as the newest snapshot and lets go of the oldest beyond [`KEPT`].
    ///
    /// # Errors
    /// Where storage is off or full; earlier snapshots stay.
    pub async fn save(&self, id: Id, generation: u64, now: Instant, file: &[u8]) -> Result<Snapshot, StoreError> {
        let snapshot = Snapshot {
            workspace: id,
            generation,
            time: now,
            bytes: file.len() as u64,
            hash: format!("{:016x}", xxh3_64(file)),
        };
        let fail = |error: JsValue| match is_full(&error) {
            true => StoreError::Full(file.len() as u64),
            false => failed(&error, "keep a snapshot", file.len() as u64),
        };
        let entry = serde_json::to_string(&snapshot)
            .map_err(|error| StoreError::Failed { what: "keep a snapshot", detail: error.to_string() })?;
        let mut others = self.list(id).await?;
        others.retain(|other| other.generation != generation);
        let connection = self.open().await?;
        let write = || {
            let transaction = connection.transaction(STORES, Mode::Write)?;
            let (entries, files) = (transaction.store("entries")?, transaction.store("files")?);
            let key = JsValue::from(snapshot.key());
            files.put_with_key(&Uint8Array::from(file).buffer(), &key)?;
            entries.put_with_key(&entry.as_str().into(), &key)?;
            for old in others.iter().skip(KEPT - 1) {
                let key = JsValue::from(old.key());
                files.delete(&key)?;
                entries.delete(&key)?;
            }
            Ok(transaction)
        };
        write().map_err(fail)?.complete().await.map_err(fail)?;
        Ok(snapshot)
    }

    /// The snapshots of a workspace, newest first.
    ///
    /// # Errors
    /// Where storage is off or fails.
    pub async fn list(&self, id: Id) -> Result<Vec<Snapshot>, StoreError> {
        let fail = |error: JsValue| failed(&error, "read the snapshots", 0);
        let connection = self.open().await?;
        let read = || {
            let transaction = connection.transaction(STORES, Mode::Read)?;
            let request = transaction.store("entries")?.get_all_with_key(&range(&id.to_string())?.into())?;
            Ok((transaction, request))
        };
        let (transaction, request) = read().map_err(fail)?;
        transaction.complete().await.map_err(fail)?;
        let entries: Array = request.result().map_err(fail)?.unchecked_into();
        let mut snapshots: Vec<Snapshot> =
            entries.iter().filter_map(|entry| serde_json::from_str(&entry.as_string()?).ok()).collect();
        snapshots.sort_by_key(|snapshot| std::cmp::Reverse((snapshot.time, snapshot.generation)));
        Ok(snapshots)
    }

    /// The file of a snapshot.
    ///
    /// # Errors
    /// Where it is gone or its bytes changed, or storage fails.
    pub async fn read(&self, snapshot: &Snapshot) -> Result<Vec<u8>, StoreError> {
        let fail = |error: JsValue| failed(&error, "read the snapshot", 0);
        let connection = self.open().await?;
        let read = || {
            let transaction = connection.transaction(STORES, Mode::Read)?;
            let request = transaction.store("files")?.get(&snapshot.key().into())?;
            Ok((transaction, request))
        };
        let (transaction, request) = read().map_err(fail)?;
        transaction.complete().await.map_err(fail)?;
        let value = request.result().map_err(fail)?;
        let file = value.dyn_ref::<ArrayBuffer>().map(|buffer| Uint8Array::new(buffer).to_vec());
        let broken = |detail: &str| StoreError::Failed { what: "read the snapshot", detail: detail.into() };
        let file = file.ok_or_else(|| broken("it is gone"))?;
        if format!("{:016x}", xxh3_64(&file)) != snapshot.hash {
            return Err(broken("its bytes changed since they were written"));
        }
        Ok(file)
    }

    /// Lets go of all snapshots of a workspace: the person deleted it for good.
    ///
    /// # Errors
    /// Where storage is off or fails.
    pub async fn delete(&self, id: Id) -> Result<(), StoreError> {
        let fail = |error: JsValue| failed(&error, "delete the snapshots", 0);
        let connection = self.open().await?;
        let write = || {
            let transaction = connection.transaction(STORES, Mode::Write)?;
            let range = range(&id.to_string())?;
            transaction.store("entries")?.delete(&range)?;
            transaction.store("files")?.delete(&range)?;
            Ok(transaction)
        };
        write().map_err(fail)?.complete().await.map_err(fail)
    }
}
