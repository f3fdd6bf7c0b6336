//! `test`: what thinks is tested natively and against Python, what needs a page inside a headless browser, and the
//! built page as a person would use it.

use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::browser_run::{self, RunFolder};
use crate::tools::wasm_std::TARGET;
use crate::{oracle, place, process, tools};

type Stage = (&'static str, fn(&[String]) -> Result<()>);
const STAGES: [Stage; 4] = [("native", native), ("oracle", oracle::stage), ("wasm", wasm), ("browser", browser)];

/// `test`, `test <stage>` or `test <stage> <filter>`; what follows goes to `cargo test`.
pub fn run(args: &[String]) -> Result<()> {
    let (wanted, rest) = match args.split_first() {
        None => (None, args),
        Some((stage, rest)) => (Some(stage.as_str()), rest),
    };
    if let Some(wanted) = wanted
        && !STAGES.iter().any(|(name, _)| *name == wanted)
    {
        bail!("there is no stage `{wanted}`: choose native, oracle, wasm or browser, then a filter");
    }
    let mut times = Vec::new();
    for (name, stage) in STAGES {
        if wanted.is_some_and(|wanted| wanted != name) {
            continue;
        }
        let start = Instant::now();
        let result = stage(rest).with_context(|| format!("the {name} tests did not pass"));
        times.push((name, start.elapsed()));
        if result.is_err() {
            report(&times);
            return result;
        }
    }
    report(&times);
    Ok(())
}

fn report(times: &[(&str, Duration)]) {
    let parts: Vec<String> = times.iter().map(|(name, time)| format!("{name} {:.0} s", time.as_secs_f64())).collect();
    process::say(&format!("tests took {}", parts.join(", ")));
}

fn native(filter: &[String]) -> Result<()> {
    process::say("native tests");
    process::run(Command::new("cargo").args(["test", "--workspace"]).args(filter).current_dir(place::root()))
}

fn wasm(filter: &[String]) -> Result<()> {
    let targets = wasm_test_targets()?;
    if targets.is_empty() {
        process::say("there are no wasm tests (tests/web.rs, tests/web_*.rs)");
        return Ok(());
    }
    let wasm_std = tools::wasm_std::ready()?;
    let runner = tools::wasm_bindgen::ready()?.join("wasm-bindgen-test-runner");
    let browser = tools::browser::ready()?;
    let folder = RunFolder::new()?;
    process::say("wasm tests in a headless browser");
    let mut command = Command::new("cargo");
    command.args(["test", "--target", TARGET, "--package", "hearth"]);
    for name in &targets {
        command.args(["--test", name]);
    }
    command
        .args(filter)
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", &runner)
        .env("CHROMEDRIVER", &browser.driver)
        .env("WASM_BINDGEN_TEST_ONLY_WEB", "1")
        .env("WASM_BINDGEN_TEST_TIMEOUT", "300")
        .env("TMPDIR", folder.path())
        .current_dir(place::root());
    process::run(wasm_std.apply(&mut command))
}

fn browser(filter: &[String]) -> Result<()> {
    // Two browsers at once keep two cores busy; more only make each other's waits longer.
    browser_run::run(filter, &[("RUST_TEST_THREADS", "2".to_owned())], None)
}

/// Integration tests that are meant for wasm: `tests/web.rs`, `tests/web_store.rs`, …
pub fn wasm_test_targets() -> Result<Vec<String>> {
    let mut names = Vec::new();
    let Ok(entries) = std::fs::read_dir(place::root().join("tests")) else {
        return Ok(names);
    };
    for entry in entries {
        let path = entry?.path();
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let is_target = path.extension().is_some_and(|ending| ending == "rs") || path.join("main.rs").is_file();
        if is_target && (stem == "web" || stem.starts_with("web_")) {
            names.push(stem);
        }
    }
    names.sort();
    Ok(names)
}
