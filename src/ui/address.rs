//! The address bar: reads and sets the part behind `#`.

use crate::view::route::Route;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, closure::Closure};

/// Where the address bar says one is.
pub fn current() -> Route {
    Route::parse(&window().location().hash().unwrap_or_default())
}

/// Whether the page was opened without a place in it.
pub fn is_bare() -> bool {
    window().location().hash().unwrap_or_default().trim_start_matches(['#', '/']).is_empty()
}

/// Goes to a place; it can be left again with the browser's back button.
pub fn set(route: &Route) {
    let _ = window().location().set_hash(&route.to_string());
}

/// Changes the address without a new entry in the browser's history: for filters and typing.
pub fn replace(route: &Route) {
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&route.to_string()));
    }
}

/// Follows the address bar from now on.
pub fn follow(route: RwSignal<Route>) {
    let listener = Closure::<dyn Fn()>::new(move || {
        let now = current();
        if route.try_get_untracked().is_some_and(|before| before != now) {
            route.set(now);
        }
    });
    let _ = window().add_event_listener_with_callback("hashchange", listener.as_ref().unchecked_ref());
    // The page listens as long as it lives.
    listener.forget();
}
