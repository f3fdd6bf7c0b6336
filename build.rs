//! Keeps in a split build what splitting the module needs.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var_os("CARGO_FEATURE_SPLIT").is_some() {
        // `cargo xtask build` cuts the module along these; they do not reach the page.
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
}
