//! What the first visit loads, and the service worker's list of it.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};

/// The worker's file, in `public/` a template with these two in it.
pub const WORKER: &str = "sw.js";
const VERSION: &str = "{{version}}";
const FILES: &str = "{{files}}";

/// Files of the built page that only later visits or other programs ask for: the system's larger
/// icons when the page is installed, and schemas for people who write their own files.
fn is_for_later(name: &str) -> bool {
    name.starts_with("icon-") || name.ends_with(".schema.json")
}

/// Everything the first visit loads, as paths below `dist`, sorted. The service worker fetches all
/// that is needed offline at the first visit, so this is all of the page but what is for later.
pub fn first_visit(dist: &Path) -> Result<Vec<String>> {
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
                files.push(parts.join("/"));
            }
        }
    }
    files.retain(|name| !is_for_later(name.rsplit('/').next().unwrap_or(name)));
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
    let mut files = first_visit(dist)?;
    files.retain(|name| name != WORKER);
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
