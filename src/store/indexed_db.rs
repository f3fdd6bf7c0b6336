//! The store in the browser: IndexedDB with strict durability.
//!
//! One database holds all workspaces. Object stores: `headers` (key: workspace), `rows` (key: workspace/row, text),
//! `chunks` (key: workspace/table/number, one ArrayBuffer each), `aside` (damaged rows set aside). A commit is one
//! transaction over rows, chunks and header; it counts when the browser says `complete`.

use super::{
    Header, Listing, Loaded, Receipt, Store, StoreError, Usage,
    backend::{Assembler, Encoder, Index, Plan, RowKey, database_key, receipt, sorted, split_database_key},
    early,
    idb::{Connection, Mode, describe, failed, range},
    persistence,
    write::{Expected, Work, generation, store_of, write},
};
use crate::{
    model::{Id, Instant, Touched, Workspace},
    slices::Slice,
};
use js_sys::{Array, ArrayBuffer, Uint8Array};
use std::{cell::RefCell, collections::HashMap, rc::Rc};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{IdbObjectStore, IdbRequest};

/// Version of the database; a higher one on disk belongs to a newer Hearth.
const VERSION: u32 = 1;
pub(super) const STORES: &[&str] = &["headers", "rows", "chunks", "aside"];

/// The store over IndexedDB.
pub struct IndexedDb {
    name: String,
    connection: RefCell<Option<Rc<Connection>>>,
    open: RefCell<HashMap<Id, Index>>,
}

impl IndexedDb {
    /// Name of the database that Hearth uses. Tests use others.
    pub const NAME: &'static str = "hearth/workspaces";

    /// Opens the database, making it where there is none.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] where the browser offers no storage, [`StoreError::Blocked`] where another tab
    /// keeps an older version open, [`StoreError::Newer`] where a newer Hearth made it.
    pub async fn open(name: &str) -> Result<Self, StoreError> {
        let connection = Connection::open(name, VERSION, STORES).await?;
        Ok(Self {
            name: name.to_owned(),
            connection: RefCell::new(Some(Rc::new(connection))),
            open: RefCell::default(),
        })
    }

    /// Deletes a database with everything in it. For tests, and for “delete all my data”.
    ///
    /// # Errors
    /// Where storage is off or fails.
    pub async fn destroy(name: &str) -> Result<(), StoreError> {
        super::idb::delete_database(name).await
    }

    async fn connection(&self) -> Result<Rc<Connection>, StoreError> {
        if let Some(connection) = self.connection.borrow().as_ref().filter(|connection| !connection.is_closed()) {
            return Ok(Rc::clone(connection));
        }
        let connection = Rc::new(Connection::open(&self.name, VERSION, STORES).await?);
        *self.connection.borrow_mut() = Some(Rc::clone(&connection));
        Ok(connection)
    }

    /// Does something, and once more over a new connection where the browser closed the present one. Whatever is
    /// done must be harmless to do twice.
    async fn attempt<T>(&self, work: impl AsyncFn(&Connection) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let connection = self.connection().await?;
        match work(&connection).await {
            Err(StoreError::Lost(_)) => {
                self.connection.borrow_mut().take();
                let connection = self.connection().await?;
                work(&connection).await
            }
            result => result,
        }
    }

    async fn write(&self, work: Work) -> Result<Plan, StoreError> {
        let work = Rc::new(work);
        self.attempt(async |connection| write(connection, &work).await).await?;
        // Nobody else has it any more: the transaction is over.
        Rc::into_inner(work).map(|work| work.plan).ok_or_else(|| StoreError::Lost("the write is still going on".into()))
    }

    /// Makes ready in slices what a transaction writes.
    async fn encode(mut encoder: Encoder<'_>) -> Result<Encoder<'_>, StoreError> {
        let mut slice = Slice::begin();
        while encoder.step()? {
            if slice.is_over() {
                slice.rest().await;
            }
        }
        Ok(encoder)
    }

    fn open_new(&self, id: Id, plan: &Plan) -> Receipt {
        let mut index = Index::default();
        index.accept(plan);
        self.open.borrow_mut().insert(id, index);
        receipt(plan)
    }

    /// Reads in one transaction: the answers of some requests, once all are there.
    async fn read(
        &self,
        issue: impl Fn(&dyn Fn(&str) -> Result<IdbObjectStore, JsValue>) -> Result<Vec<IdbRequest>, JsValue>,
    ) -> Result<Vec<JsValue>, StoreError> {
        self.attempt(async |connection| {
            let fail = |error: JsValue| failed(&error, "read the workspace", 0);
            let transaction = connection.transaction(STORES, Mode::Read).map_err(fail)?;
            let requests = issue(&|name| transaction.store(name)).map_err(fail)?;
            let ended = transaction.complete().await;
            ended.map_err(|error| {
                if error.is_undefined() {
                    StoreError::Lost("the transaction was broken off".into())
                } else {
                    fail(error)
                }
            })?;
            requests.iter().map(|request| request.result().map_err(fail)).collect()
        })
        .await
    }

    /// What was read of a workspace before the app was there, where nothing was saved since.
    async fn early(&self, id: Id) -> Option<Vec<JsValue>> {
        let answers = early::take(id).await?;
        let now = self.read(|store| Ok(vec![store("headers")?.get(&id.to_string().into())?])).await.ok()?;
        let header = answers.first()?.as_string()?;
        (now.first()?.as_string()? == header).then_some(answers)
    }

    /// The chunks one by one, where they cannot be read together: a lost file of one must not hide the others.
    async fn single_chunks(&self, keys: &Array, assembler: &mut Assembler) -> Result<(), StoreError> {
        for key in keys.iter() {
            let Some(text) = key.as_string() else { continue };
            let Some((_, row)) = split_database_key(&text) else { continue };
            match self.read(|store| Ok(vec![store("chunks")?.get(&key)?])).await {
                Ok(values) => {
                    take_chunk(assembler, row, values.first().unwrap_or(&JsValue::UNDEFINED), &mut Vec::new())
                }
                Err(StoreError::Failed { .. }) => assembler.strange(row),
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}

fn take_chunk(assembler: &mut Assembler, row: &str, value: &JsValue, buffer: &mut Vec<u8>) {
    match value.dyn_ref::<ArrayBuffer>() {
        Some(bytes) => {
            let view = Uint8Array::new(bytes);
            buffer.resize(view.length() as usize, 0);
            view.copy_to(buffer);
            assembler.bytes(row, buffer);
        }
        None => assembler.strange(row),
    }
}

fn pairs(keys: &JsValue, values: &JsValue) -> impl Iterator<Item = (String, JsValue)> {
    let (keys, values): (Array, Array) = (keys.clone().unchecked_into(), values.clone().unchecked_into());
    (0..keys.length()).filter_map(move |at| Some((keys.get(at).as_string()?, values.get(at))))
}

impl Store for IndexedDb {
    async fn list(&self) -> Result<Vec<Listing>, StoreError> {
        let answers = self
            .read(|store| {
                let headers = store("headers")?;
                Ok(vec![headers.get_all_keys()?, headers.get_all()?])
            })
            .await?;
        let [keys, values] = answers.as_slice() else { return Ok(Vec::new()) };
        let listings = pairs(keys, values).filter_map(|(key, value)| {
            let id = key.parse().ok()?;
            Some(Listing { id, header: value.as_string().and_then(|text| Header::from_text(id, &text).ok()) })
        });
        Ok(sorted(listings.collect()))
    }

    async fn load(&self, id: Id) -> Result<Loaded, StoreError> {
        let prefix = id.to_string();
        let answers = match self.early(id).await {
            Some(answers) => Ok(answers),
            None => {
                // `public/early.js` asks for the same in the same order.
                self.read(|store| {
                    let range = range(&prefix)?;
                    let (rows, chunks) = (store("rows")?, store("chunks")?);
                    Ok(vec![
                        store("headers")?.get(&prefix.as_str().into())?,
                        rows.get_all_keys_with_key(&range)?,
                        rows.get_all_with_key(&range)?,
                        chunks.get_all_keys_with_key(&range)?,
                        chunks.get_all_with_key(&range)?,
                    ])
                })
                .await
            }
        };
        let (answers, singly) = match answers {
            Ok(answers) => (answers, false),
            Err(StoreError::Failed { .. }) => {
                // Some value cannot be read. Texts are small and inline; chunks are files of their own.
                let answers = self
                    .read(|store| {
                        let range = range(&prefix)?;
                        let (rows, chunks) = (store("rows")?, store("chunks")?);
                        let keys = chunks.get_all_keys_with_key(&range)?;
                        Ok(vec![
                            store("headers")?.get(&prefix.as_str().into())?,
                            rows.get_all_keys_with_key(&range)?,
                            rows.get_all_with_key(&range)?,
                            keys.clone(),
                            keys,
                        ])
                    })
                    .await?;
                (answers, true)
            }
            Err(error) => return Err(error),
        };
        let [header, row_keys, rows, chunk_keys, chunks] = answers.as_slice() else {
            return Err(StoreError::Missing(id));
        };
        let header = header.as_string();
        let mut assembler = Assembler::new(id, header.as_deref()).map_err(StoreError::Newer)?;
        let mut any = header.is_some();
        for (key, value) in pairs(row_keys, rows) {
            let Some((_, row)) = split_database_key(&key) else { continue };
            any = true;
            match value.as_string() {
                Some(text) => assembler.text(row, &text),
                None => assembler.strange(row),
            }
        }
        let chunk_keys_array: Array = chunk_keys.clone().unchecked_into();
        any |= chunk_keys_array.length() > 0;
        if !any {
            return Err(StoreError::Missing(id));
        }
        if singly {
            self.single_chunks(&chunk_keys_array, &mut assembler).await?;
        } else {
            // One buffer serves all chunks: fresh memory costs more than the copy.
            let mut buffer = Vec::new();
            let mut slice = Slice::begin();
            for (key, value) in pairs(chunk_keys, chunks) {
                let Some((_, row)) = split_database_key(&key) else { continue };
                take_chunk(&mut assembler, row, &value, &mut buffer);
                if slice.is_over() {
                    slice.rest().await;
                }
            }
        }
        let (loaded, index) = assembler.finish();
        self.open.borrow_mut().insert(id, index);
        Ok(loaded)
    }

    async fn create(&self, workspace: &Workspace, now: Instant) -> Result<Receipt, StoreError> {
        let id = workspace.settings.id;
        let plan = Self::encode(Encoder::whole(workspace)?).await?.finish(&Index::default(), now)?;
        let work = Work { id, plan, expected: Expected::Nothing, aside: Vec::new(), clear: true };
        Ok(self.open_new(id, &self.write(work).await?))
    }

    async fn commit(
        &self,
        id: Id,
        workspace: &Workspace,
        touched: &Touched,
        now: Instant,
    ) -> Result<Receipt, StoreError> {
        let damaged = self.open.borrow().get(&id).ok_or(StoreError::NotOpen(id))?.damaged;
        if damaged > 0 {
            return Err(StoreError::Damaged(damaged));
        }
        let encoder = Self::encode(Encoder::new(workspace, touched)?).await?;
        let (plan, known) = {
            let open = self.open.borrow();
            let index = open.get(&id).ok_or(StoreError::NotOpen(id))?;
            (encoder.finish(index, now)?, index.generation)
        };
        let expected = Expected::Generation(known);
        let plan = self.write(Work { id, plan, expected, aside: Vec::new(), clear: false }).await?;
        if let Some(index) = self.open.borrow_mut().get_mut(&id) {
            index.accept(&plan);
        }
        Ok(receipt(&plan))
    }

    async fn replace(&self, workspace: &Workspace, now: Instant) -> Result<Receipt, StoreError> {
        let id = workspace.settings.id;
        let rows = self.open.borrow().get(&id).map(|index| index.aside.clone()).unwrap_or_default();
        let mut aside = Vec::new();
        for row in rows {
            let (key, store) = (JsValue::from(database_key(id, &row)), RowKey::parse(&row));
            let from = store.as_ref().map_or("rows", store_of);
            // What cannot even be read cannot be set aside.
            if let Ok(values) = self.read(|store| Ok(vec![store(from)?.get(&key)?])).await
                && let Some(value) = values.into_iter().next().filter(|value| !value.is_undefined())
            {
                aside.push((key, value));
            }
        }
        let header = self.read(|store| Ok(vec![store("headers")?.get(&id.to_string().into())?])).await?;
        let stored = generation(id, header.first().and_then(JsValue::as_string).as_deref())?;
        let plan = Self::encode(Encoder::whole(workspace)?).await?.finish(&Index::at(stored.unwrap_or(0)), now)?;
        let work = Work { id, plan, expected: Expected::Anything, aside, clear: true };
        Ok(self.open_new(id, &self.write(work).await?))
    }

    async fn delete(&self, id: Id) -> Result<(), StoreError> {
        self.attempt(async |connection| {
            let fail = |error: JsValue| failed(&error, "delete the workspace", 0);
            let delete_all = || {
                let transaction = connection.transaction(STORES, Mode::Write)?;
                let range = range(&id.to_string())?;
                transaction.store("headers")?.delete(&id.to_string().into())?;
                for name in ["rows", "chunks", "aside"] {
                    transaction.store(name)?.delete(&range)?;
                }
                Ok(transaction)
            };
            delete_all().map_err(fail)?.complete().await.map_err(fail)
        })
        .await?;
        self.open.borrow_mut().remove(&id);
        Ok(())
    }

    async fn usage(&self) -> Result<Usage, StoreError> {
        let headers = self.list().await?.into_iter().filter_map(|listing| listing.header);
        let workspaces = headers.map(|header| header.bytes).sum();
        let estimate = persistence::estimate().await;
        Ok(Usage { workspaces, used: estimate.map(|(used, _)| used), quota: estimate.map(|(_, quota)| quota) })
    }
}

/// Whether an error value of the browser says that storage is full; for the other stores.
pub(super) fn is_full(error: &JsValue) -> bool {
    describe(error).0 == "QuotaExceededError"
}
