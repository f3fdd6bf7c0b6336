//! Python with the packages that the oracle computes with, in an environment of its own.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::apt;
use crate::process;

/// What is installed, every package with its version; the first four are used, the others are what they need.
const PACKAGES: [&str; 13] = [
    "numpy==2.4.6",
    "pandas==3.1.1",
    "scipy==1.17.1",
    "statsmodels==0.15.0",
    "formulaic==1.2.2",
    "interface-meta==2.0.1",
    "narwhals==2.29.0",
    "packaging==26.3",
    "patsy==1.0.3",
    "python-dateutil==4.0.0",
    "typing-extensions==4.16.0",
    "tzdata==2026.6",
    "wrapt==2.5.2",
];

/// The Python to start the oracle with. `HEARTH_PYTHON` if it is set, else `python3` on PATH, else Debian's.
pub fn ready() -> Result<PathBuf> {
    let python = base()?;
    let version = process::output(Command::new(&python).arg("--version"))?;
    let mut hasher = DefaultHasher::new();
    (PACKAGES, version, &python).hash(&mut hasher);
    let name = format!("oracle-{:016x}", hasher.finish());
    let folder = super::folder(&name, &["bin/python", "complete"], |into| install(&python, into))?;
    Ok(folder.join("bin").join("python"))
}

fn base() -> Result<PathBuf> {
    const NEEDED: &str = "Python 3.11 or newer with venv is needed: install it, or set HEARTH_PYTHON to it";
    let own = std::env::var_os("HEARTH_PYTHON").map(PathBuf::from);
    // An environment can only be made where ensurepip is; Debian has it in a package of its own.
    let whole = |python: &Path| {
        let check = "import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))";
        process::output(Command::new(python).args(["-c", check])).is_ok()
    };
    if let Some(python) = own.or_else(|| process::find("python3")).filter(|python| whole(python)) {
        return Ok(python);
    }
    apt::install(&["python3", "python3-venv"]).context(NEEDED)?;
    let debian = PathBuf::from("/usr/bin/python3");
    if !whole(&debian) {
        bail!("{NEEDED}");
    }
    Ok(debian)
}

fn install(python: &Path, into: &Path) -> Result<()> {
    process::say("installing numpy, pandas, scipy and statsmodels from PyPI");
    process::output(Command::new(python).args(["-m", "venv", "--clear"]).arg(into))?;
    process::output(
        Command::new(into.join("bin").join("python"))
            .args(["-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"])
            .args(["--no-deps", "--only-binary", ":all:"])
            .args(PACKAGES),
    )
    .context("the oracle's packages could not be had from PyPI: is the registry within reach?")?;
    std::fs::write(into.join("complete"), "").context("cannot write into the oracle's folder")
}
