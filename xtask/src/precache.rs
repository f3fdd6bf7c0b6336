//! What the first visit loads, what comes later, and the service worker's list of both.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};

/// The worker's file, in `public/` a template with these two in it.
pub const WORKER: &str = "sw.js";
const VERSION: &str = "{{version}}";
const FILES: &str = "{{files}}";

/// When a file of the built page is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum When {
    /// By the first visit, before anything is opened.
    First,
    /// When a part of the page is first needed; the service worker fetches it once the page stands.
    Later,
    /// Never by the page: the system's larger icons when the page is installed, and schemas for people who write their
    /// own files.
    Others,
}

fn when(path: &str) -> When {
    let name = path.rsplit('/').next().unwrap_or(path);
    if name.starts_with("icon-") || name.ends_with(".schema.json") {
        When::Others
    } else if name.ends_with(".wasm") && !name.ends_with("_bg.wasm") {
        // What xtask/src/split.rs cut off.
        When::Later
    } else {
        When::First
    }
}

/// All files of the built page as paths below `dist`, by when they are asked for, then by name.
pub fn files(dist: &Path) -> Result<Vec<(When, String)>> {
    let mut files = Vec::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(folder) = folders.pop() {
        let full = dist.join(&folder);
        let entries = std::fs::read_dir(&full)
            .with_context(|| format!("cannot list {}: run `cargo xtask build` first", full.display()))?;
        for entry in entries {
            let entry = entry?;
            let path = folder.join(entry.file_name());
            if entry.file_type()?.is_dir() {
                folders.push(path);
            } else {
                let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
                let name = parts.join("/");
                files.push((when(&name), name));
            }
        }
    }
    files.sort();
    Ok(files)
}

/// Writes list and version into the service worker. The version is a hash of all it will keep, so
/// any change of the page makes a new worker, and no change makes none.
pub fn fill_in(dist: &Path) -> Result<()> {
    let worker = dist.join(WORKER);
    let template = std::fs::read_to_string(&worker)
        .with_context(|| format!("the built page has no {WORKER}: index.html must copy it from public/"))?;
    if !template.contains(VERSION) || !template.contains(FILES) {
        bail!("public/{WORKER} must hold {VERSION} and {FILES}");
    }
    let files: Vec<String> = files(dist)?
        .into_iter()
        .filter(|(when, name)| *when != When::Others && name != WORKER)
        .map(|(_, name)| name)
        .collect();
    let mut hash = Sha256::new();
    for name in &files {
        hash.update(name);
        hash.update([0]);
        hash.update(Sha256::digest(std::fs::read(dist.join(name))?));
    }
    let version = hex(&hash.finalize()[..8]);
    let filled = template.replace(VERSION, &version).replace(FILES, &serde_json::to_string(&files)?);
    std::fs::write(&worker, filled)?;
    Ok(())
}

/// Lowercase hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
