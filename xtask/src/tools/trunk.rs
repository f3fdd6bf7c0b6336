//! Trunk, which turns the crate and index.html into a page.

use std::path::PathBuf;

use anyhow::Result;

use super::cargo_tool::CargoTool;

/// The newest that the project's Rust version builds.
const VERSION: &str = "0.21.14";

/// The folder with `trunk`.
pub fn ready() -> Result<PathBuf> {
    CargoTool {
        name: "trunk",
        package: "trunk",
        version: VERSION,
        flags: &["--no-default-features", "--features", "rustls"],
        programs: &["trunk"],
        minutes: "once, about ten minutes",
    }
    .ready()
}
