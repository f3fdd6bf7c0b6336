//! Long work in slices: some milliseconds of work, then a rest in which the browser draws and listens.

use js_sys::Promise;
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;

/// How long a slice works, in ms: within a frame.
const WORK: f64 = 12.0;

/// A slice of work.
pub struct Slice {
    began: f64,
}

fn now() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
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

/// One turn of the browser's event loop. A message is quicker than a timer, which browsers hold back for 4 ms.
async fn breathe() {
    let Ok(channel) = web_sys::MessageChannel::new() else { return };
    let port = channel.port1();
    let promise = Promise::new(&mut |resolve, _| {
        let wake = Closure::once_into_js(move |_: JsValue| {
            let _ = resolve.call0(&JsValue::NULL);
        });
        port.set_onmessage(Some(wake.unchecked_ref()));
    });
    if channel.port2().post_message(&JsValue::NULL).is_ok() {
        // The promise is only ever resolved.
        let _ = JsFuture::from(promise).await;
    }
    port.close();
}
