//! `oracle`: the KPI catalogue against a second implementation in Python (tests/oracle).

use std::process::Command;

use anyhow::Result;

use crate::{place, process, tools};

/// Prepares Python and compares; `args` choose tests as for `cargo test`.
pub fn run(args: &[String]) -> Result<()> {
    let python = tools::python::ready()?;
    process::say("the KPI catalogue against Python");
    let mut command = Command::new("cargo");
    command
        .args(["test", "--package", "hearth", "--test", "oracle"])
        .args(args)
        .env("HEARTH_ORACLE_PYTHON", python)
        // Two tests at once keep two cores busy; numpy needs no threads of its own beside them.
        .envs([("RUST_TEST_THREADS", "2"), ("OPENBLAS_NUM_THREADS", "1")])
        .current_dir(place::root());
    if let Some(shared) = place::shared() {
        command.env("HEARTH_SHARED", shared);
    }
    process::run(&mut command)
}

/// The same as a stage of all tests: without Python it is skipped, and that is said; not so on CI.
pub fn stage(args: &[String]) -> Result<()> {
    match tools::python::ready() {
        Err(error) if std::env::var_os("CI").is_none() => {
            process::say(&format!("THE ORACLE IS SKIPPED: figures are not compared with Python. {error:#}"));
            Ok(())
        }
        _ => run(args),
    }
}
