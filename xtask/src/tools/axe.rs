//! axe-core, the accessibility rules that the browser tests run inside the page.

use std::path::PathBuf;

use anyhow::Result;

use super::npm;

const VERSION: &str = "4.14.1";

/// The script to put into a page.
pub fn ready() -> Result<PathBuf> {
    Ok(npm::ready("axe-core", VERSION, "axe.min.js")?.join("axe.min.js"))
}
