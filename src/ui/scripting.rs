//! `window.hearth`: a small interface for scripts, documented in docs/scripting.md and used by our own tests. Its methods
//! come with the exchange, once a script asks for `ready`.

use super::app_state::App;
use js_sys::{Object, Promise, Reflect};
use leptos::prelude::*;
use std::{cell::OnceCell, rc::Rc};
use wasm_bindgen::{JsValue, closure::Closure};
use wasm_bindgen_futures::future_to_promise;

/// Sets a property.
pub fn set(object: &JsValue, name: &str, value: &JsValue) {
    // Setting a property of an object made here cannot fail.
    let _ = Reflect::set(object, &name.into(), value);
}

/// Puts `hearth` on the window.
pub fn install(app: App) {
    let hearth = Object::new();
    set(&hearth, "version", &env!("CARGO_PKG_VERSION").into());
    let ready: Rc<OnceCell<Promise>> = Rc::default();
    let complete = hearth.clone();
    getter(&hearth, "ready", move || {
        let ready = ready.get_or_init(|| {
            let complete = complete.clone();
            future_to_promise(async move {
                let exchange = app.parts.exchange.ready().await;
                let exchange = exchange.map_err(|cause| js_sys::Error::new(&cause.to_string()))?;
                (exchange.scripting)(app, &complete);
                booted(app).await;
                Ok(JsValue::UNDEFINED)
            })
        });
        ready.clone().into()
    });
    set(&window(), "hearth", &hearth);
}

/// Waits until the page has looked into its store.
async fn booted(app: App) {
    let promise = Promise::new(&mut |resolve, _| {
        let waiting = StoredValue::new_local(Some(resolve));
        Effect::new(move || {
            if app.booted.get()
                && let Some(resolve) = waiting.try_update_value(Option::take).flatten()
            {
                let _ = resolve.call0(&JsValue::NULL);
            }
        });
    });
    // The promise is only ever resolved.
    let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
}

/// Defines a property that is worked out when it is read.
pub fn getter(object: &Object, name: &str, get: impl Fn() -> JsValue + 'static) {
    let closure = Closure::<dyn Fn() -> JsValue>::new(get);
    let descriptor = Object::new();
    set(&descriptor, "get", closure.as_ref());
    set(&descriptor, "enumerable", &JsValue::TRUE);
    let _ = Object::define_property(object, &name.into(), &descriptor);
    closure.forget();
}
