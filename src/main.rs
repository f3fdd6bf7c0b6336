//! The page's entry.

#[cfg(target_arch = "wasm32")]
fn main() {
    hearth::ui::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("Hearth is a web page. Build and serve it with: cargo xtask serve");
}
