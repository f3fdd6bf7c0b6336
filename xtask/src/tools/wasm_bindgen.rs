//! wasm-bindgen's command line and test runner, at the version of the library in Cargo.lock.

use std::path::PathBuf;

use anyhow::Result;

use super::cargo_tool::CargoTool;
use crate::lockfile;

/// The folder with `wasm-bindgen` and `wasm-bindgen-test-runner`.
pub fn ready() -> Result<PathBuf> {
    CargoTool {
        name: "wasm-bindgen",
        package: "wasm-bindgen-cli",
        version: &lockfile::version_of("wasm-bindgen")?,
        flags: &[],
        programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
        minutes: "once, about three minutes",
    }
    .ready()
}
