//! A compiler that has the standard library for wasm32.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::debian_std;
use crate::{place, process};

/// The target that the page is compiled for.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// Which compiler builds for wasm.
pub enum WasmStd {
    /// The one that `cargo` is anyway.
    Default,
    /// Debian's, where the default one's standard library cannot be had.
    Debian,
}

impl WasmStd {
    /// Makes a command that compiles for wasm use this compiler.
    pub fn apply<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        if let Self::Debian = self {
            debian_std::apply(command);
            // Cargo does not tell two standard libraries of one compiler version apart.
            command.env("CARGO_TARGET_DIR", self.target_folder());
        }
        command
    }

    /// Where its build results are.
    pub fn target_folder(&self) -> PathBuf {
        let own = std::env::var_os("CARGO_TARGET_DIR").filter(|_| matches!(self, Self::Default));
        let target = own.map_or_else(|| place::root().join("target"), PathBuf::from);
        match self {
            Self::Default => target,
            Self::Debian => target.join("debian"),
        }
    }

    /// The page's module as it leaves it.
    pub fn compiled_module(&self) -> PathBuf {
        self.target_folder().join(TARGET).join("release").join("hearth.wasm")
    }

    /// Sees to it that clippy is there for it.
    pub fn clippy_ready(&self) -> Result<()> {
        match self {
            Self::Default => Ok(()),
            Self::Debian => debian_std::clippy_ready(),
        }
    }
}

/// The default compiler if it has, or rustup can give it, the library; else Debian's.
/// `HEARTH_WASM_STD=debian` asks for Debian's.
pub fn ready() -> Result<WasmStd> {
    if std::env::var_os("HEARTH_WASM_STD").is_some_and(|value| value == "debian") {
        debian_std::ready()?;
        return Ok(WasmStd::Debian);
    }
    if has_std(&mut Command::new("rustc")) {
        return Ok(WasmStd::Default);
    }
    if debian_std::is_there() {
        return Ok(WasmStd::Debian);
    }
    let from_rustup = add_with_rustup();
    if let Err(error) = &from_rustup {
        process::say(&format!("{error:#}"));
        debian_std::ready().with_context(|| {
            format!("no compiler here has the standard library for {TARGET}: run `rustup target add {TARGET}` where rustup's server can be reached")
        })?;
        return Ok(WasmStd::Debian);
    }
    Ok(WasmStd::Default)
}

fn add_with_rustup() -> Result<()> {
    process::find("rustup").context("there is no rustup here")?;
    process::twice(&format!("rustup target add {TARGET}"), || {
        process::say(&format!("adding the standard library for {TARGET} with rustup"));
        process::output(Command::new("rustup").args(["target", "add", TARGET])).map(drop)
    })
}

/// Whether a compiler finds a standard library for wasm.
pub(super) fn has_std(rustc: &mut Command) -> bool {
    let Ok(printed) = process::output(rustc.args(["--print", "target-libdir", "--target", TARGET])) else {
        return false;
    };
    let Ok(files) = std::fs::read_dir(Path::new(printed.trim())) else {
        return false;
    };
    files.flatten().any(|file| file.file_name().to_string_lossy().starts_with("libstd-"))
}
