//! `lint`: formatting, and clippy for both worlds the code is compiled for.

use std::process::Command;

use anyhow::Result;

use crate::tools::wasm_std::{self, TARGET};
use crate::{place, process, test};

pub fn run() -> Result<()> {
    process::say("checking the formatting");
    process::run(cargo().args(["fmt", "--all", "--check"]))?;

    process::say("clippy, native");
    process::run(cargo().args(["clippy", "--quiet", "--workspace", "--all-targets", "--", "-D", "warnings"]))?;
    // Not among the targets above, as it is none that `cargo test` runs by itself.
    process::run(cargo().args([
        "clippy",
        "--quiet",
        "--package",
        "hearth",
        "--test",
        "browser",
        "--",
        "-D",
        "warnings",
    ]))?;

    let wasm_std = wasm_std::ready()?;
    wasm_std.clippy_ready()?;
    process::say("clippy, wasm");
    let mut command = cargo();
    command.args([
        "clippy",
        "--quiet",
        "--target",
        TARGET,
        "--package",
        "hearth",
        "--features",
        "split",
        "--lib",
        "--bins",
    ]);
    for name in test::wasm_test_targets()? {
        command.args(["--test", &name]);
    }
    command.args(["--", "-D", "warnings"]);
    process::run(wasm_std.apply(&mut command))
}

fn cargo() -> Command {
    let mut command = Command::new("cargo");
    command.current_dir(place::root());
    command
}
