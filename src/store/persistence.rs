//! Asking the browser to keep the page's data, and how much room there is.

use js_sys::{Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::StorageManager;

/// The storage manager of the page or worker; none in an insecure context or where storage is off.
fn manager() -> Option<StorageManager> {
    let navigator = Reflect::get(&js_sys::global(), &"navigator".into()).ok()?;
    let manager = Reflect::get(&navigator, &"storage".into()).ok()?;
    manager.is_object().then(|| manager.unchecked_into())
}

async fn yes(promise: Result<Promise, JsValue>) -> bool {
    match promise {
        Ok(promise) => JsFuture::from(promise).await.ok().and_then(|value| value.as_bool()).unwrap_or(false),
        Err(_) => false,
    }
}

/// Whether the browser promised not to clear the page's data when it wants room.
pub async fn persisted() -> bool {
    match manager() {
        Some(manager) => yes(manager.persisted()).await,
        None => false,
    }
}

/// Asks for that promise; whether it is given. Firefox asks the person, so call it at the first save, not at start.
pub async fn persist() -> bool {
    match manager() {
        Some(manager) => yes(manager.persist()).await,
        None => false,
    }
}

/// Bytes in use and bytes that fit, as the browser estimates; none where it does not say.
pub async fn estimate() -> Option<(f64, f64)> {
    let estimate = JsFuture::from(manager()?.estimate().ok()?).await.ok()?;
    let number = |key: &str| Reflect::get(&estimate, &key.into()).ok()?.as_f64();
    Some((number("usage")?, number("quota")?))
}
