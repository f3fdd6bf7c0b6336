//! Debian's current compiler with a wasm32 standard library built from Debian's own sources, for
//! machines that rustup's server does not answer.
//!
//! Compiler and sources must be of one version, so the library is built by the compiler it is for,
//! and built again when Debian's compiler was upgraded.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::wasm_std::{TARGET, has_std};
use super::{apt, lock};
use crate::{place, process};

const RUSTC: &str = "/usr/bin/rustc";
const PACKAGES: [&str; 4] = ["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm"];
/// The linker's name in the packages above, a link to a program of a package of its own.
const LINKER: &str = "/usr/bin/rust-lld";
/// Rustup's name for the toolchain.
const TOOLCHAIN: &str = "debian";

/// Makes a command use Debian's cargo and rustc.
pub fn apply(command: &mut Command) {
    command.env("RUSTUP_TOOLCHAIN", TOOLCHAIN);
    // Set by rustup's own cargo, under which we run; Debian's compiler must not load from there.
    for name in ["LD_LIBRARY_PATH", "RUSTC", "RUSTDOC", "CARGO"] {
        command.env_remove(name);
    }
}

/// Whether everything is in place.
pub fn is_there() -> bool {
    let (Ok(version), Ok(stamp)) = (version(), std::fs::read_to_string(stamp())) else {
        return false;
    };
    version == stamp && has_std(&mut clean(RUSTC)) && link_toolchain().is_ok()
}

/// Installs Debian's compiler and builds the library where that was not done yet.
pub fn ready() -> Result<()> {
    if is_there() {
        return Ok(());
    }
    let _lock = lock(&place::tools()?.join("install.lock"))?;
    if !PACKAGES.iter().all(|package| is_installed(package)) || !Path::new(LINKER).exists() {
        apt::install(&PACKAGES)?;
    }
    if !Path::new(LINKER).exists() {
        apt::install(&[&linker_package()?])?;
    }
    link_toolchain()?;
    process::say("building Debian's standard library for wasm (once, about two minutes)");
    let libraries = build()?;
    install(&libraries)?;
    place::remove(&workshop()?)
}

/// Installs the clippy that belongs to Debian's compiler.
pub fn clippy_ready() -> Result<()> {
    if Path::new("/usr/bin/cargo-clippy").exists() {
        return Ok(());
    }
    apt::install(&["rust-web-clippy"])
}

fn is_installed(package: &str) -> bool {
    process::output(Command::new("dpkg-query").args(["-W", "-f", "${Status}", package]))
        .is_ok_and(|status| status.ends_with(" installed"))
}

/// `lld-22`, say: the program that the linker's dangling link names, and its package.
fn linker_package() -> Result<String> {
    let target = std::fs::read_link(LINKER)
        .with_context(|| format!("{LINKER} is not the link that Debian's rust-web-llvm makes"))?;
    let name = target.file_name().context("the linker's link names no file")?;
    Ok(name.to_string_lossy().into_owned())
}

/// Makes the compiler known to rustup; without rustup, plain `cargo` is Debian's already.
fn link_toolchain() -> Result<()> {
    if process::find("rustup").is_none() {
        return Ok(());
    }
    process::output(Command::new("rustup").args(["toolchain", "link", TOOLCHAIN, "/usr"])).map(drop)
}

/// Builds the library by way of an empty crate; gives the files that make it up.
fn build() -> Result<Vec<PathBuf>> {
    let folder = workshop()?;
    place::remove(&folder)?;
    place::make(&folder.join("src"))?;
    std::fs::write(folder.join("src/lib.rs"), "")?;
    std::fs::write(folder.join("Cargo.toml"), "[package]\nname = \"empty\"\nedition = \"2021\"\n[workspace]\n")?;
    process::output(
        clean("cargo")
            .args(["build", "--release", "--target", TARGET])
            .arg("-Zbuild-std=std,panic_abort,panic_unwind,proc_macro,test")
            // Bitcode, or link-time optimisation of what uses it fails.
            .env("RUSTFLAGS", "-Cembed-bitcode=yes")
            .env("RUSTC_BOOTSTRAP", "1")
            .env("CARGO_TARGET_DIR", folder.join("target"))
            .current_dir(&folder),
    )?;
    let built = folder.join("target").join(TARGET).join("release/deps");
    let mut libraries = Vec::new();
    for entry in std::fs::read_dir(&built)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.ends_with(".rlib") && !name.starts_with("libempty-") {
            libraries.push(path);
        }
    }
    if libraries.is_empty() {
        bail!("cargo built no standard library in {}", built.display());
    }
    Ok(libraries)
}

/// Puts the library where the compiler looks; the stamp comes last.
fn install(libraries: &[PathBuf]) -> Result<()> {
    let home = home();
    let library = home.join("lib");
    let text = |path: &Path| path.to_string_lossy().into_owned();
    apt::as_root(&["rm", "-rf", &text(&home)])?;
    apt::as_root(&["mkdir", "-p", &text(&library)])?;
    let files: Vec<String> = libraries.iter().map(|file| text(file)).collect();
    let mut copy = vec!["cp"];
    copy.extend(files.iter().map(String::as_str));
    let into = text(&library);
    copy.push(&into);
    apt::as_root(&copy)?;
    let draft = workshop()?.join("stamp");
    std::fs::write(&draft, version()?)?;
    apt::as_root(&["cp", &text(&draft), &text(&stamp())])
}

fn version() -> Result<String> {
    process::output(clean(RUSTC).arg("--version"))
}

fn home() -> PathBuf {
    Path::new("/usr/lib/rustlib").join(TARGET)
}

fn stamp() -> PathBuf {
    home().join("hearth-std")
}

fn workshop() -> Result<PathBuf> {
    Ok(place::tools()?.join("debian-std.partial"))
}

/// A command that sees nothing of the toolchain that runs us.
fn clean(program: &str) -> Command {
    let mut command = Command::new(program);
    apply(&mut command);
    command
}
