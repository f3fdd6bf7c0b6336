//! Splitting the module: the parts that the page's source marks (see `src/ui/part.rs`) become files of their own, which
//! the browser loads when they are first needed.
//!
//! Trunk runs wasm-bindgen on the whole module, which takes away what splitting needs. So the module as the compiler
//! left it is split here, its main part goes through wasm-bindgen, and the results take the place of Trunk's.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, anyhow};

use crate::{place, process};

/// The script that loads parts, beside the page's script.
pub const LOADER: &str = "hearth-parts.js";

/// Replaces Trunk's script and module in `staging` by split ones. `stem` is the name that Trunk gave both.
pub fn split(module: &Path, wasm_bindgen: &Path, staging: &Path, stem: &str) -> Result<()> {
    let work = place::scratch()?.join("split");
    place::remove(&work)?;
    let (parts, bound) = (work.join("parts"), work.join("bound"));
    place::make(&bound)?;
    let bytes = std::fs::read(module).with_context(|| format!("the compiler left no {}", module.display()))?;
    // Named as Trunk would name it, so that wasm-bindgen's names fit.
    let main = work.join(format!("{stem}.wasm"));
    let loader = format!("./{LOADER}");
    let script = format!("./{stem}.js");
    let mut options = wasm_split_cli_support::Options::new(&bytes);
    options.output_dir = &parts;
    options.main_out_path = &main;
    options.link_name = &loader;
    options.main_module = &script;
    wasm_split_cli_support::transform(options).map_err(|error| anyhow!("cannot split the module: {error:#}"))?;

    process::run(
        Command::new(wasm_bindgen.join("wasm-bindgen"))
            .args(["--target", "web", "--no-typescript", "--keep-lld-exports", "--out-name", stem, "--out-dir"])
            .arg(&bound)
            .arg(&main),
    )?;
    for folder in [&bound, &parts] {
        for file in files(folder)? {
            let name = file.file_name().context("a file has a name")?;
            std::fs::copy(&file, staging.join(name)).with_context(|| format!("cannot copy {}", file.display()))?;
        }
    }
    Ok(())
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?;
    entries.map(|entry| Ok(entry?.path())).collect()
}
