//! One write transaction. The stored header is looked at first, in the same transaction; then everything is put, chunk
//! after chunk, so that the page goes on drawing while a large import is handed to the browser.

use super::{
    Header, StoreError,
    backend::{HeaderError, Plan, RowKey, Stored, database_key},
    idb::{Connection, Mode, failed, range},
    indexed_db::STORES,
};
use crate::model::Id;
use js_sys::Uint8Array;
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{IdbObjectStore, IdbRequest, IdbTransaction};

/// What must be stored for a write to go ahead.
#[derive(Clone, Copy)]
pub(super) enum Expected {
    Nothing,
    Generation(u64),
    Anything,
}

impl Expected {
    /// Whether the stored header allows the write.
    fn check(self, id: Id, stored: Option<&str>) -> Result<(), StoreError> {
        let generation = generation(id, stored)?;
        match (self, generation) {
            (Self::Anything, _) | (Self::Nothing, None) => Ok(()),
            (Self::Nothing, Some(_)) => Err(StoreError::Exists(id)),
            (Self::Generation(_), None) => Err(StoreError::Missing(id)),
            (Self::Generation(known), Some(stored)) if known == stored => Ok(()),
            (Self::Generation(known), Some(stored)) => Err(StoreError::Conflict { stored, known }),
        }
    }
}

/// Generation of a stored header: 0 where it is broken, none where there is none.
pub(super) fn generation(id: Id, stored: Option<&str>) -> Result<Option<u64>, StoreError> {
    match stored.map(|text| Header::from_text(id, text)) {
        None => Ok(None),
        Some(Ok(header)) => Ok(Some(header.generation)),
        Some(Err(HeaderError::Broken)) => Ok(Some(0)),
        Some(Err(HeaderError::Newer(version))) => Err(StoreError::Newer(version)),
    }
}

/// The object store of a row.
pub(super) fn store_of(key: &RowKey) -> &'static str {
    if matches!(key, RowKey::Chunk(_)) { "chunks" } else { "rows" }
}

/// What a transaction writes.
pub(super) struct Work {
    pub(super) id: Id,
    pub(super) plan: Plan,
    pub(super) expected: Expected,
    /// Damaged rows to set aside: key and value.
    pub(super) aside: Vec<(JsValue, JsValue)>,
    /// Whether what is stored of the workspace goes first.
    pub(super) clear: bool,
}

impl Work {
    fn fail(&self, error: &JsValue) -> StoreError {
        failed(error, "save the workspace", self.plan.bytes())
    }
}

/// The work in its transaction.
struct Writing {
    work: Rc<Work>,
    transaction: IdbTransaction,
    /// The next row of the plan.
    next: Cell<usize>,
    refused: RefCell<Option<StoreError>>,
    /// Goes on after a chunk; here, as it must live as long as the transaction.
    go_on: RefCell<Option<Closure<dyn FnMut()>>>,
}

/// Writes, or nothing.
///
/// # Errors
/// What is stored does not allow it, or storage fails.
pub(super) async fn write(connection: &Connection, work: &Rc<Work>) -> Result<(), StoreError> {
    let begun = || -> Result<_, JsValue> {
        let transaction = connection.transaction(STORES, Mode::Write)?;
        let header = transaction.store("headers")?.get(&work.id.to_string().into())?;
        Ok((transaction, header))
    };
    let (transaction, header) = begun().map_err(|error| work.fail(&error))?;
    let writing = Rc::new(Writing {
        work: Rc::clone(work),
        transaction: transaction.inner.clone(),
        next: Cell::new(0),
        refused: RefCell::default(),
        go_on: RefCell::default(),
    });
    let (beginning, answer) = (Rc::clone(&writing), header.clone());
    let on_header = Closure::once(move || beginning.guard(beginning.begin(&answer)));
    header.set_onsuccess(Some(on_header.as_ref().unchecked_ref()));
    let going = Rc::clone(&writing);
    *writing.go_on.borrow_mut() = Some(Closure::new(move || going.guard(going.put_next())));

    let ended = transaction.complete().await;
    header.set_onsuccess(None);
    // It holds `writing`, which holds it.
    drop(writing.go_on.take());
    if let Some(error) = writing.refused.take() {
        return Err(error);
    }
    ended.map_err(|error| match error.is_undefined() {
        true => StoreError::Lost("the transaction was broken off".into()),
        false => work.fail(&error),
    })
}

impl Writing {
    /// Breaks the transaction off where something is amiss.
    fn guard(&self, done: Result<(), StoreError>) {
        if let Err(error) = done {
            *self.refused.borrow_mut() = Some(error);
            // Fails only where the transaction has ended already, which leaves nothing to undo.
            let _ = self.transaction.abort();
        }
    }

    fn store(&self, name: &str) -> Result<IdbObjectStore, StoreError> {
        self.transaction.object_store(name).map_err(|error| self.work.fail(&error))
    }

    fn begin(&self, header: &IdbRequest) -> Result<(), StoreError> {
        let Work { id, plan, expected, aside, clear } = &*self.work;
        let fail = |error: JsValue| self.work.fail(&error);
        let stored = header.result().map_err(fail)?.as_string();
        if stored.as_deref() == Some(plan.header_text.as_str()) {
            // A former attempt went through although the connection broke before it could say so.
            return Ok(());
        }
        expected.check(*id, stored.as_deref())?;
        if *clear {
            let range = range(&id.to_string()).map_err(fail)?;
            self.store("rows")?.delete(&range).map_err(fail)?;
            self.store("chunks")?.delete(&range).map_err(fail)?;
        }
        for (key, value) in aside {
            self.store("aside")?.put_with_key(value, key).map_err(fail)?;
        }
        for key in &plan.deletes {
            let row = database_key(*id, &key.to_string());
            self.store(store_of(key))?.delete(&row.into()).map_err(fail)?;
        }
        self.put_next()
    }

    /// Puts rows up to the next chunk, and goes on once the browser has that; after the last row, the header.
    fn put_next(&self) -> Result<(), StoreError> {
        let Work { id, plan, .. } = &*self.work;
        let fail = |error: JsValue| self.work.fail(&error);
        while let Some(put) = plan.puts.get(self.next.get()) {
            self.next.set(self.next.get() + 1);
            let (key, store) = (database_key(*id, &put.key.to_string()).into(), self.store(store_of(&put.key))?);
            match &put.value {
                Stored::Text(text) => drop(store.put_with_key(&text.as_str().into(), &key).map_err(fail)?),
                Stored::Bytes(bytes) => {
                    // Copied out of wasm memory: a view would make the browser store the whole memory.
                    let buffer = Uint8Array::from(bytes.as_slice()).buffer();
                    let request = store.put_with_key(&buffer, &key).map_err(fail)?;
                    let go_on = self.go_on.borrow();
                    request.set_onsuccess(go_on.as_ref().map(|closure| closure.as_ref().unchecked_ref()));
                    return Ok(());
                }
            }
        }
        let key = id.to_string().into();
        self.store("headers")?.put_with_key(&plan.header_text.as_str().into(), &key).map_err(fail)?;
        Ok(())
    }
}
