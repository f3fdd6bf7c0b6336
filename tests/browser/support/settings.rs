//! What `cargo xtask` tells the tests through the environment.

use std::path::PathBuf;

use anyhow::{Context, Result};

fn text(name: &str) -> Result<String> {
    std::env::var(name).with_context(|| format!("{name} is not set: run these tests with `cargo xtask test browser`"))
}

/// Where the page is served, with a slash at the end.
pub fn url() -> Result<String> {
    text("HEARTH_URL")
}

/// The driver's address.
pub fn webdriver() -> Result<String> {
    text("HEARTH_WEBDRIVER")
}

/// The browser's program.
pub fn chrome() -> Result<String> {
    text("HEARTH_CHROME")
}

/// The accessibility rules, a script.
pub fn axe() -> Result<PathBuf> {
    text("HEARTH_AXE").map(PathBuf::from)
}

/// A folder for this run; browsers whose profile is below it are ended when the run ends.
pub fn run_folder() -> Result<PathBuf> {
    text("HEARTH_RUN").map(PathBuf::from)
}

/// Where pictures go.
pub fn shots() -> Result<PathBuf> {
    text("HEARTH_SHOTS").map(PathBuf::from)
}

/// The folder with real data sets, on machines that have it.
pub fn shared() -> Option<PathBuf> {
    std::env::var_os("HEARTH_SHARED").map(PathBuf::from)
}
