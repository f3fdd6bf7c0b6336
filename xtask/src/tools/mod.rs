//! What the commands need on a machine, and how each of it gets there.
//!
//! Each tool has a `ready` function: it gives what callers need of the tool, and installs it first
//! where it is missing. Tools go into folders named by tool and version below [`place::tools`], so
//! working copies at different versions share them without getting in each other's way.

pub mod apt;
pub mod axe;
pub mod browser;
mod cargo_tool;
mod debian_std;
pub mod npm;
pub mod python;
pub mod trunk;
pub mod wasm_bindgen;
pub mod wasm_opt;
pub mod wasm_std;

use std::fs::File;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::{place, process};

/// Installs everything, for a machine that will be offline later.
pub fn all() -> Result<()> {
    wasm_std::ready()?;
    wasm_bindgen::ready()?;
    wasm_opt::ready()?;
    axe::ready()?;
    browser::ready()?;
    trunk::ready()?;
    python::ready()?;
    process::say("everything is installed");
    Ok(())
}

/// The folder of a tool, after `install` has filled it if it lacks one of `files`.
///
/// The install goes into a folder beside it that takes the final name only when complete, under a
/// lock, so neither an interrupted install nor two at once leave half a tool.
fn folder(name: &str, files: &[&str], install: impl Fn(&Path) -> Result<()>) -> Result<PathBuf> {
    let folder = place::tools()?.join(name);
    let complete = |folder: &Path| files.iter().all(|file| folder.join(file).is_file());
    if complete(&folder) {
        return Ok(folder);
    }
    let _lock = lock(&place::tools()?.join("install.lock"))?;
    if complete(&folder) {
        return Ok(folder);
    }
    let partial = folder.with_file_name(format!("{name}.partial"));
    process::twice(&format!("installing {name}"), || {
        place::remove(&partial)?;
        place::make(&partial)?;
        install(&partial)
    })?;
    if !complete(&partial) {
        bail!(
            "installing {name} ended well but gave no {}: remove {} and try again",
            files.join(", "),
            partial.display()
        );
    }
    place::remove(&folder)?;
    std::fs::rename(&partial, &folder).with_context(|| format!("cannot give {} its final name", partial.display()))?;
    Ok(folder)
}

/// Waits for a lock between processes; it ends when the value is dropped.
pub fn lock(path: &Path) -> Result<File> {
    let file = File::create(path).with_context(|| format!("cannot write {}", path.display()))?;
    if file.try_lock().is_err() {
        process::say("another xtask is at work here; waiting for it");
        file.lock().with_context(|| format!("cannot lock {}", path.display()))?;
    }
    Ok(file)
}
