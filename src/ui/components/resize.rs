//! Following the size of an element.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, closure::Closure};

/// Calls back with width and height (CSS px, without borders) at first and whenever they change, until the component
/// that asked is gone.
pub(super) fn on_resize(element: web_sys::Element, callback: impl Fn(f64, f64) + 'static) {
    let measured = element.clone();
    let closure = Closure::<dyn FnMut()>::new(move || {
        callback(f64::from(measured.client_width()), f64::from(measured.client_height()));
    });
    let Ok(observer) = web_sys::ResizeObserver::new(closure.as_ref().unchecked_ref()) else { return };
    observer.observe(&element);
    let kept = StoredValue::new_local((observer, closure));
    on_cleanup(move || {
        kept.try_with_value(|(observer, _)| observer.disconnect());
    });
}
