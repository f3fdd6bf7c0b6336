//! Binaryen's wasm-opt, which makes the module smaller.

use std::path::PathBuf;

use anyhow::Result;

use super::npm;

const VERSION: &str = "132.0.0";

/// The program, a script for node.
pub fn ready() -> Result<PathBuf> {
    npm::node()?;
    Ok(npm::ready("binaryen", VERSION, "bin/wasm-opt")?.join("bin/wasm-opt"))
}
