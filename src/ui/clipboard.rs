//! The clipboard.

use super::app_state::App;
use leptos::prelude::window;
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// Copies a text and says so; says what to do where the browser refuses.
pub fn copy(app: App, text: String, done: String) {
    spawn_local(async move {
        // Pages without a secure origin have no clipboard at all.
        let clipboard =
            js_sys::Reflect::get(&window().navigator(), &"clipboard".into()).ok().filter(|it| !it.is_undefined());
        let copied = match clipboard {
            Some(_) => JsFuture::from(window().navigator().clipboard().write_text(&text)).await.is_ok(),
            None => false,
        };
        if copied {
            app.toasts.say(done);
        } else {
            app.toasts.fail("The browser did not allow copying. Use Data → Export → one table as CSV instead.");
        }
    });
}
