//! The page: Leptos components over the domain. It computes no figure and knows no file format; it shows what the
//! others answer and turns what a person does into actions.
//!
//! ```text
//! app         the root: address → screen          shell       the frame around every screen
//! app_state   what the whole page shares          session     the open workspace: opening, keeping, changing
//! boot        the first moments                   pages       one module a screen
//! exchange    files and scripts, in and out       part        what loads when it is first needed
//! later       what may come a moment after it
//! components  what screens are made of            scripting   window.hearth
//! ```

mod address;
mod any_store;
mod app;
mod app_state;
mod boot;
mod clipboard;
mod clock;
mod commands;
pub mod components;
mod exchange;
mod files;
mod later;
mod pages;
mod part;
mod preferences;
mod sample;
mod scripting;
mod session;
mod shell;
mod switcher;
mod timing;
mod trouble;

use leptos::prelude::*;

/// Starts the page; in a worker, which has no window, the worker's role.
pub fn start() {
    console_error_panic_hook::set_once();
    if web_sys::window().is_none() {
        wasm_bindgen_futures::spawn_local(async {
            match exchange::load().await {
                Ok(exchange) => (exchange.work)(),
                // The script that started the worker tells the page.
                Err(error) => wasm_bindgen::throw_str(&error.to_string()),
            }
        });
        return;
    }
    timing::mark(timing::APP);
    leptos::mount::mount_to_body(|| view! { <app::Root/> });
    if let Some(boot) = document().get_element_by_id("boot") {
        boot.remove();
    }
}
