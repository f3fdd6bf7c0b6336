//! A thin adapter over the browser's IndexedDB: open, one transaction, typed errors.
//!
//! `indexed_db_futures` is not used here: it drops the reason of a transaction that aborts at its end, and that is
//! exactly how a full disk shows. Requests are all issued at once and the transaction's end is awaited; nothing is
//! awaited in between, since a transaction left idle commits itself.

use super::StoreError;
use js_sys::{Array, Function, Object, Promise, Reflect};
use std::{cell::Cell, rc::Rc};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DomException, IdbDatabase, IdbFactory, IdbKeyRange, IdbOpenDbRequest, IdbRequest, IdbTransaction};

/// An open database.
pub(super) struct Connection {
    database: IdbDatabase,
    closed: Rc<Cell<bool>>,
    _on_close: Closure<dyn FnMut()>,
    _on_version_change: Closure<dyn FnMut()>,
}

/// What a transaction may do.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    Read,
    /// Durable when it completes: the browser has flushed it to disk.
    Write,
}

fn factory() -> Result<IdbFactory, StoreError> {
    // Through the global object, so that it works in a page and in a worker. Where storage is switched off, the
    // getter throws or gives nothing.
    let value = Reflect::get(&js_sys::global(), &"indexedDB".into()).map_err(|error| unavailable(&error))?;
    if value.is_undefined() || value.is_null() {
        return Err(StoreError::Unavailable("it has no IndexedDB here".into()));
    }
    Ok(value.unchecked_into())
}

/// Name and message of whatever the browser threw.
pub(super) fn describe(error: &JsValue) -> (String, String) {
    let text = |key: &str| Reflect::get(error, &key.into()).ok().and_then(|value| value.as_string());
    if error.is_object() {
        return (text("name").unwrap_or_default(), text("message").unwrap_or_default());
    }
    (String::new(), error.as_string().unwrap_or_default())
}

fn unavailable(error: &JsValue) -> StoreError {
    let (name, message) = describe(error);
    StoreError::Unavailable(if message.is_empty() { name } else { message })
}

/// The typed form of what the browser threw. `bytes` were to be written.
pub(super) fn failed(error: &JsValue, what: &'static str, bytes: u64) -> StoreError {
    let (name, message) = describe(error);
    match name.as_str() {
        "QuotaExceededError" => StoreError::Full(bytes),
        "SecurityError" | "NotAllowedError" => unavailable(error),
        // A connection that the browser closed: “InvalidStateError” when a transaction is begun on it, “AbortError” and
        // WebKit's “UnknownError: Connection to Indexed Database server lost” when one was under way.
        "InvalidStateError" | "AbortError" => StoreError::Lost(message),
        "UnknownError" if message.to_lowercase().contains("connection") => StoreError::Lost(message),
        _ => StoreError::Failed { what, detail: format!("{name}: {message}") },
    }
}

fn name_of(error: Option<DomException>) -> JsValue {
    error.map_or(JsValue::UNDEFINED, JsValue::from)
}

/// Waits for a request outside of a transaction.
async fn finished(request: &IdbRequest) -> Result<JsValue, JsValue> {
    let promise = Promise::new(&mut |resolve: Function, reject: Function| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    match JsFuture::from(promise).await {
        Ok(_) => request.result(),
        Err(event) => {
            if let Some(event) = event.dyn_ref::<web_sys::Event>() {
                event.prevent_default();
            }
            Err(name_of(request.error().ok().flatten()))
        }
    }
}

impl Connection {
    /// Opens a database and creates the object stores that it lacks.
    pub(super) async fn open(name: &str, version: u32, stores: &'static [&'static str]) -> Result<Self, StoreError> {
        let request: IdbOpenDbRequest = factory()?.open_with_u32(name, version).map_err(|error| unavailable(&error))?;
        let for_upgrade = request.clone();
        let upgrade = Closure::<dyn FnMut()>::new(move || {
            let Ok(database) = for_upgrade.result().map(JsCast::unchecked_into::<IdbDatabase>) else { return };
            let there = database.object_store_names();
            for store in stores {
                if !there.contains(store) {
                    // A failure here fails the request, which is reported below.
                    let _ = database.create_object_store(store);
                }
            }
        });
        request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
        let blocked = Rc::new(Cell::new(false));
        let promise = Promise::new(&mut |resolve: Function, reject: Function| {
            request.set_onsuccess(Some(&resolve));
            request.set_onerror(Some(&reject));
            request.set_onblocked(Some(&reject));
        });
        let outcome = JsFuture::from(promise).await;
        request.set_onupgradeneeded(None);
        if let Err(event) = outcome {
            let error = request.error().ok().flatten();
            if let Some(event) = event.dyn_ref::<web_sys::Event>() {
                blocked.set(event.type_() == "blocked");
                event.prevent_default();
            }
            if blocked.get() {
                return Err(StoreError::Blocked);
            }
            let error = name_of(error);
            return Err(match describe(&error).0.as_str() {
                "VersionError" => StoreError::Newer(version + 1),
                "QuotaExceededError" => StoreError::Full(0),
                // What holds the files may be about to let go of them, such as a browser that is still ending.
                "UnknownError" | "AbortError" | "TimeoutError" => StoreError::Lost(describe(&error).1),
                _ => unavailable(&error),
            });
        }
        let database: IdbDatabase =
            request.result().map(JsCast::unchecked_into).map_err(|error| unavailable(&error))?;
        let closed = Rc::new(Cell::new(false));
        let flag = Rc::clone(&closed);
        let on_close = Closure::<dyn FnMut()>::new(move || flag.set(true));
        database.set_onclose(Some(on_close.as_ref().unchecked_ref()));
        // Another tab wants to upgrade or delete the database: let it. The next access opens it anew, or says that
        // this tab is too old.
        let (flag, closing) = (Rc::clone(&closed), database.clone());
        let on_version_change = Closure::<dyn FnMut()>::new(move || {
            flag.set(true);
            closing.close();
        });
        database.set_onversionchange(Some(on_version_change.as_ref().unchecked_ref()));
        Ok(Self { database, closed, _on_close: on_close, _on_version_change: on_version_change })
    }

    pub(super) fn is_closed(&self) -> bool {
        self.closed.get()
    }

    /// Begins a transaction.
    pub(super) fn transaction(&self, stores: &[&str], mode: Mode) -> Result<Transaction, JsValue> {
        let names: Array = stores.iter().map(|name| JsValue::from_str(name)).collect();
        // web-sys has the options of `transaction` as unstable only.
        let begin: Function = Reflect::get(&self.database, &"transaction".into())?.unchecked_into();
        let inner = match mode {
            Mode::Read => begin.call2(&self.database, &names, &"readonly".into())?,
            Mode::Write => {
                let options = Object::new();
                Reflect::set(&options, &"durability".into(), &"strict".into())?;
                begin.call3(&self.database, &names, &"readwrite".into(), &options)?
            }
        };
        let inner: IdbTransaction = inner.unchecked_into();
        let ended = Promise::new(&mut |resolve: Function, reject: Function| {
            inner.set_oncomplete(Some(&resolve));
            inner.set_onabort(Some(&reject));
        });
        Ok(Transaction { inner, ended: JsFuture::from(ended) })
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.database.set_onclose(None);
        self.database.set_onversionchange(None);
        self.database.close();
    }
}

/// A transaction under way.
pub(super) struct Transaction {
    pub(super) inner: IdbTransaction,
    ended: JsFuture,
}

impl Transaction {
    pub(super) fn store(&self, name: &str) -> Result<web_sys::IdbObjectStore, JsValue> {
        self.inner.object_store(name)
    }

    /// Waits until it is complete and, where it writes, durable.
    ///
    /// # Errors
    /// What aborted it; nothing of it is stored then.
    pub(super) async fn complete(self) -> Result<(), JsValue> {
        match self.ended.await {
            Ok(_) => Ok(()),
            Err(_) => Err(name_of(self.inner.error())),
        }
    }
}

/// All keys that begin with `<prefix>/`.
pub(super) fn range(prefix: &str) -> Result<IdbKeyRange, JsValue> {
    // `0` follows `/`.
    let (lower, upper) = (format!("{prefix}/"), format!("{prefix}0"));
    IdbKeyRange::bound_with_lower_open_and_upper_open(&lower.into(), &upper.into(), false, true)
}

/// Deletes a database whole.
///
/// # Errors
/// Where storage is off.
pub(super) async fn delete_database(name: &str) -> Result<(), StoreError> {
    let request = factory()?.delete_database(name).map_err(|error| unavailable(&error))?;
    finished(&request).await.map(|_| ()).map_err(|error| failed(&error, "delete the database", 0))
}
