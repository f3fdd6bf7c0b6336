//! Following the size of an element.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, closure::Closure};

/// Calls back with width and height (CSS px, without padding and borders) at first and whenever they change, until the
/// component that asked is gone.
pub(super) fn on_resize(element: web_sys::Element, callback: impl Fn(f64, f64) + 'static) {
    // The browser says the size: asking the element would make it lay out anew after each drawing before this one.
    let closure = Closure::<dyn FnMut(js_sys::Array)>::new(move |entries: js_sys::Array| {
        if let Ok(entry) = entries.pop().dyn_into::<web_sys::ResizeObserverEntry>() {
            let inner = entry.content_rect();
            callback(inner.width(), inner.height());
        }
    });
    let Ok(observer) = web_sys::ResizeObserver::new(closure.as_ref().unchecked_ref()) else { return };
    observer.observe(&element);
    let kept = StoredValue::new_local((observer, closure));
    on_cleanup(move || {
        kept.try_with_value(|(observer, _)| observer.disconnect());
    });
}
