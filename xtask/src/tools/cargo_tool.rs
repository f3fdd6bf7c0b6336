//! Tools that `cargo install` builds.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::process;

/// A tool at an exact version.
pub struct CargoTool<'a> {
    /// Name of the folder in the cache, without the version.
    pub name: &'a str,
    pub package: &'a str,
    pub version: &'a str,
    pub flags: &'a [&'a str],
    /// The programs it must bring.
    pub programs: &'a [&'a str],
    /// Told while it is built.
    pub minutes: &'a str,
}

impl CargoTool<'_> {
    /// The folder with the programs.
    pub fn ready(&self) -> Result<PathBuf> {
        let files: Vec<String> = self.programs.iter().map(|program| format!("bin/{program}")).collect();
        let files: Vec<&str> = files.iter().map(String::as_str).collect();
        let name = format!("{}-{}", self.name, self.version);
        let folder = super::folder(&name, &files, |into| {
            process::say(&format!("building {} {} ({})", self.package, self.version, self.minutes));
            // With the author's lock file if a mirror has all of it, else with the newest that fit.
            self.install(into, true).or_else(|error| {
                process::say(&format!("with its own lock file {} cannot be built here: {error:#}", self.package));
                self.install(into, false)
            })
        })?;
        Ok(folder.join("bin"))
    }

    fn install(&self, into: &Path, locked: bool) -> Result<()> {
        let mut command = Command::new("cargo");
        command
            .args(["install", self.package, "--version", self.version, "--quiet", "--root"])
            .arg(into)
            .args(self.flags);
        if locked {
            command.arg("--locked");
        }
        // Built beside the tool, away from the repository's own target folder.
        command.env("CARGO_TARGET_DIR", into.with_extension("target")).current_dir(std::env::temp_dir());
        let result = process::run(&mut command);
        if result.is_ok() {
            crate::place::remove(&into.with_extension("target"))?;
        }
        result
    }
}
