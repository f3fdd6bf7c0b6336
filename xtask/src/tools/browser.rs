//! A Chromium and its driver.

use std::path::PathBuf;

use anyhow::{Context, Result};

use super::apt;
use crate::process;

pub struct Browser {
    pub chrome: PathBuf,
    pub driver: PathBuf,
}

/// `CHROME` and `CHROMEDRIVER` if they are set, else what is on PATH, else Debian's packages.
pub fn ready() -> Result<Browser> {
    if let Some(browser) = here() {
        return Ok(browser);
    }
    const NEEDED: &str = "a Chromium and its driver are needed: install both, or set CHROME and CHROMEDRIVER to them";
    apt::install(&["chromium", "chromium-driver"]).context(NEEDED)?;
    here().context(NEEDED)
}

fn here() -> Option<Browser> {
    let chrome = std::env::var_os("CHROME")
        .map(PathBuf::from)
        .or_else(|| ["chromium", "chromium-browser", "google-chrome", "chrome"].into_iter().find_map(process::find))?;
    let driver = std::env::var_os("CHROMEDRIVER").map(PathBuf::from).or_else(|| process::find("chromedriver"))?;
    Some(Browser { chrome, driver })
}
