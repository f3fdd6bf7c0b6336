//! Where things are: the repository, what it builds, and the cache of installed tools.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The repository's top folder. Asked for at run time first: a copied working tree may bring along
/// a program that was compiled in another.
pub fn root() -> PathBuf {
    let here = std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
    here.parent().map(Path::to_path_buf).unwrap_or(here)
}

/// The built page.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// Scratch of these commands: staging, caches of build steps, locks. Made if it is missing.
pub fn scratch() -> Result<PathBuf> {
    let folder = root().join("target").join("xtask");
    make(&folder)?;
    Ok(folder)
}

/// Where screenshots go.
pub fn shots() -> PathBuf {
    root().join("target").join("shots")
}

/// The folder with the real data sets, on machines that have it: `$HEARTH_SHARED`, or `shared` beside
/// the repository.
pub fn shared() -> Option<PathBuf> {
    let own = std::env::var_os("HEARTH_SHARED").map(PathBuf::from);
    let folder = own.or_else(|| Some(root().parent()?.join("shared")))?;
    folder.is_dir().then_some(folder)
}

/// Where tools are installed, shared by all working copies: `$HEARTH_TOOLS`, or the user's cache.
pub fn tools() -> Result<PathBuf> {
    let folder = if let Some(own) = std::env::var_os("HEARTH_TOOLS") {
        PathBuf::from(own)
    } else if let Some(cache) = std::env::var_os("XDG_CACHE_HOME") {
        PathBuf::from(cache).join("hearth").join("tools")
    } else {
        let home =
            std::env::var_os("HOME").context("no HOME is set: set HEARTH_TOOLS to a folder where tools may be kept")?;
        PathBuf::from(home).join(".cache").join("hearth").join("tools")
    };
    make(&folder)?;
    Ok(folder)
}

/// Makes a folder and the ones above it.
pub fn make(folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder)
        .with_context(|| format!("cannot make the folder {}: check its permissions", folder.display()))
}

/// Removes a folder and what is in it; one that is not there is fine.
pub fn remove(folder: &Path) -> Result<()> {
    match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot remove {}", folder.display()))
        }
        _ => Ok(()),
    }
}
