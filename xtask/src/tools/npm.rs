//! Packages of the npm registry.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use super::apt;
use crate::process;

/// The folder of `package` at `version`, complete with `file`.
pub fn ready(package: &str, version: &str, file: &str) -> Result<PathBuf> {
    let inside = format!("node_modules/{package}");
    let file = format!("{inside}/{file}");
    let folder = super::folder(&format!("{package}-{version}"), &[&file], |into| {
        node()?;
        process::say(&format!("installing {package} {version} from npm"));
        process::output(
            Command::new("npm")
                .args(["install", "--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix"])
                .arg(into)
                .arg(format!("{package}@{version}"))
                .current_dir(into),
        )
        .map(drop)
    })?;
    Ok(folder.join(inside))
}

/// Sees to it that node and npm are there.
pub fn node() -> Result<()> {
    if process::find("node").is_some() && process::find("npm").is_some() {
        return Ok(());
    }
    apt::install(&["nodejs", "npm"]).context("Node.js with npm is needed")
}
