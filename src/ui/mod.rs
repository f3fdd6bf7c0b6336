//! The page: Leptos components over the domain. It computes no figure and knows no file format; it shows what the
//! others answer and turns what a person does into actions.
//!
//! ```text
//! app         the root: address → screen          shell       the frame around every screen
//! app_state   the open workspace, saved or not    pages       one module a screen
//! components  the parts screens are made of       scripting   window.hearth
//! ```

mod address;
mod any_store;
mod app;
mod app_state;
mod clipboard;
mod clock;
mod commands;
pub mod components;
mod files;
mod pages;
mod preferences;
mod scripting;
mod shell;
mod slices;
mod switcher;
mod trouble;

use leptos::prelude::*;

/// Starts the page.
pub fn start() {
    console_error_panic_hook::set_once();
    leptos::mount::mount_to_body(|| view! { <app::Root/> });
    if let Some(boot) = document().get_element_by_id("boot") {
        boot.remove();
    }
}
