//! Long work in slices: some milliseconds of work, then a rest in which the browser draws and listens.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// How long a slice works, in ms: within a frame.
const WORK: f64 = 12.0;

/// A slice of work.
pub struct Slice {
    began: f64,
}

/// The browser's own clock: ms since the page began; in a worker ms since 1970.
pub fn now() -> f64 {
    web_sys::window()
        .and_then(|window| window.performance())
        .map_or_else(js_sys::Date::now, |performance| performance.now())
}

impl Slice {
    /// Begins a slice.
    pub fn begin() -> Self {
        Self { began: now() }
    }

    /// Whether it is time to rest.
    pub fn is_over(&self) -> bool {
        now() - self.began >= WORK
    }

    /// Lets the browser draw and listen, then begins the next slice.
    pub async fn rest(&mut self) {
        breathe().await;
        self.began = now();
    }
}

/// One turn of the browser's event loop.
pub async fn breathe() {
    // Made for this, where the browser has it: nothing else of the page comes before what goes on.
    let scheduler = Reflect::get(&js_sys::global(), &"scheduler".into()).unwrap_or_default();
    let yielding = Reflect::get(&scheduler, &"yield".into()).ok().and_then(|value| value.dyn_into::<Function>().ok());
    match yielding.and_then(|call| call.call0(&scheduler).ok()) {
        // The promise is only ever resolved.
        Some(promise) => drop(JsFuture::from(promise.unchecked_into::<Promise>()).await),
        None => next_message().await,
    }
}

/// A message to ourselves: quicker than a timer, which browsers hold back for 4 ms.
async fn next_message() {
    let Ok(channel) = web_sys::MessageChannel::new() else { return };
    let port = channel.port1();
    let promise = Promise::new(&mut |resolve, _| port.set_onmessage(Some(&resolve)));
    if channel.port2().post_message(&JsValue::NULL).is_ok() {
        // The promise is only ever resolved.
        let _ = JsFuture::from(promise).await;
    }
    port.close();
}
