//! `bench --peers DIR`: the work that budgets are about, done by Hearth's page and by what an engineer would use in a
//! browser instead, one after the other on this machine, as ratios.
//!
//! DIR is a folder with programs of the peers: `package.json` with what they need, `gen.mjs N…` that writes the records to
//! `data/`, `build.mjs`, and `run.mjs --only= --n= --out=` that measures them and writes JSON. It is only read: the
//! work is done in a copy.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::{browser_run, place, process, tools};

/// Records in the large and the small run.
const LARGE: usize = 1_000_000;
const SMALL: usize = 10_000;

/// A line of the table.
struct Line {
    work: &'static str,
    /// Name of Hearth's figure in ms.
    own: &'static str,
    /// Where the peers' figure stands, in ms.
    peer: (&'static str, &'static str),
    peer_name: &'static str,
    /// The ratio that the project holds itself to.
    most: f64,
}

const LINES: [Line; 12] = [
    Line {
        work: "JSON bytes → columns",
        own: "json",
        peer: ("json", "/decodeAndParse_ms/median"),
        peer_name: "decode + JSON.parse",
        most: 0.5,
    },
    Line {
        work: "CSV bytes → columns",
        own: "csv",
        peer: ("csv", "/papaParseTyped_ms/median"),
        peer_name: "Papa Parse",
        most: 0.15,
    },
    Line {
        work: "eight KPIs, nothing cached",
        own: "kpis",
        peer: ("kpi-typed", "/kpi_ms/median"),
        peer_name: "typed arrays",
        most: 0.33,
    },
    Line {
        work: "the same after one filter change",
        own: "filtered",
        peer: ("kpi-typed", "/kpi_ms/median"),
        peer_name: "typed arrays",
        most: 0.15,
    },
    Line {
        work: "10 000 more records, KPIs current",
        own: "appended",
        peer: ("", "kpis"),
        peer_name: "own full computation",
        most: 0.05,
    },
    Line {
        work: "line of 1 M points on screen",
        own: "line",
        peer: ("chart/uplot", "/drawn_ms/median"),
        peer_name: "uPlot",
        most: 1.0,
    },
    Line {
        work: "search without hits",
        own: "search_none",
        peer: ("fts/scan", "/q1/median"),
        peer_name: "includes scan",
        most: 0.6,
    },
    Line {
        work: "search with many hits",
        own: "search_many",
        peer: ("fts/scan", "/q1/median"),
        peer_name: "includes scan",
        most: 0.6,
    },
    Line {
        work: "export",
        own: "export",
        peer: ("json", "/jsonStringify_ms/median"),
        peer_name: "JSON.stringify",
        most: 0.8,
    },
    Line {
        work: "reopening, to the open workspace",
        own: "reopened",
        peer: ("", "read"),
        peer_name: "bare IndexedDB read",
        most: 1.2,
    },
    Line {
        work: "reopening, to the first dashboard",
        own: "drawn",
        peer: ("", "read"),
        peer_name: "bare IndexedDB read",
        most: 1.2,
    },
    Line {
        work: "table of 1 M rows, a scroll frame",
        own: "scroll",
        peer: ("table/tanstack", "/renderWork_ms/median"),
        peer_name: "TanStack virtual",
        most: 1.0,
    },
];

/// Measures both and prints the table.
pub fn run(folder: &Path) -> Result<()> {
    tools::npm::node()?;
    let copy = prepared(folder)?;
    let out = place::scratch()?.join("peers.json");
    process::say("measuring the peers");
    // Named whole: the programs measure whatever begins so, smaller sizes and variants too.
    let keys = LINES.iter().map(|line| line.peer.0).filter(|key| !key.is_empty());
    let only: BTreeSet<String> = keys.map(|key| format!("{key}/{LARGE}")).collect();
    let only: Vec<String> = only.into_iter().collect();
    process::run(
        Command::new("node")
            .args(["run.mjs", &format!("--only={}", only.join(",")), &format!("--n={LARGE}")])
            .arg(format!("--out={}", out.display()))
            .stdout(std::process::Stdio::null())
            .current_dir(&copy),
    )?;
    let peers = read(&out)?;
    process::say("measuring the page");
    let own_file = place::scratch()?.join("own.json");
    let words = ["against_peers", "--", "--ignored", "--nocapture", "--test-threads", "1"].map(String::from);
    let environment = [
        ("HEARTH_BENCH_OUT", own_file.display().to_string()),
        ("HEARTH_BENCH_RECORDS", LARGE.to_string()),
        ("HEARTH_BENCH_SMALL", SMALL.to_string()),
    ];
    browser_run::run(&words, &environment, Some(("peers", &copy.join("data"))))?;
    print(&peers, &read(&own_file)?);
    Ok(())
}

fn print(peers: &Value, own: &Value) {
    println!("\n{LARGE} records                          Hearth        peer   ratio   budget");
    for line in LINES {
        let ours = own[line.own].as_f64();
        let theirs = match line.peer {
            ("", figure) => own[figure].as_f64(),
            (key, path) => peers[&format!("{key}/{LARGE}")].pointer(path).and_then(Value::as_f64),
        };
        let (Some(ours), Some(theirs)) = (ours, theirs) else {
            println!("{:35} not measured", line.work);
            continue;
        };
        println!(
            "{:35} {ours:8.1} ms {theirs:8.1} ms {:6.2}×  {:5.2}×  ({})",
            line.work,
            ours / theirs,
            line.most,
            line.peer_name
        );
    }
    let (hash, theirs) = (own["hash"].as_str(), peers[&format!("kpi-typed/{LARGE}")]["kpiHash"].as_str());
    let verdict = if hash.is_some() && hash == theirs { "the same" } else { "NOT THE SAME" };
    println!("results of the eight KPIs: {} and {}: {verdict}", hash.unwrap_or("none"), theirs.unwrap_or("none"));
    if let (Some(small), Some(large)) = (own["kpis_small"].as_f64(), own["kpis"].as_f64()) {
        let ratio = (large / LARGE as f64) / (small / SMALL as f64);
        println!("cost per record of the KPIs at {LARGE}: {ratio:.2} × that at {SMALL} (budget 1.3 ×)");
    }
}

fn read(file: &Path) -> Result<Value> {
    let text = std::fs::read_to_string(file).with_context(|| format!("there is no {}", file.display()))?;
    serde_json::from_str(&text).with_context(|| format!("{} is not JSON", file.display()))
}

/// The copy to work in, with everything made that the peers need.
fn prepared(folder: &Path) -> Result<PathBuf> {
    if !folder.join("run.mjs").is_file() {
        bail!("{} has no run.mjs: name the folder with the peers' programs", folder.display());
    }
    let copy = place::scratch()?.join("peers");
    place::make(&copy)?;
    copy_programs(folder, &copy)?;
    let node = |script: &str, words: &[String]| {
        process::say(&format!("peers: {script}"));
        process::output(Command::new("node").arg(script).args(words).current_dir(&copy)).map(drop)
    };
    if !copy.join("node_modules").is_dir() {
        process::say("peers: npm ci");
        process::output(Command::new("npm").args(["ci", "--no-audit", "--no-fund"]).current_dir(&copy))?;
    }
    if !copy.join(format!("data/records-{LARGE}.csv")).is_file() {
        place::make(&copy.join("data"))?;
        node("gen.mjs", &[SMALL.to_string(), LARGE.to_string()])?;
    }
    if !copy.join("dist/kpi.html").is_file() {
        place::make(&copy.join("results"))?;
        floor(&copy)?;
        node("build.mjs", &[])?;
    }
    Ok(copy)
}

/// What some of them are compared with in turn: plain loops in Rust, compiled for the browser.
fn floor(copy: &Path) -> Result<()> {
    let folder = copy.join("floor");
    if !folder.join("Cargo.toml").is_file() {
        return Ok(());
    }
    process::say("peers: floor");
    let wasm_std = tools::wasm_std::ready()?;
    let mut command = Command::new("cargo");
    command
        .args(["build", "--release", "--quiet", "--target", "wasm32-unknown-unknown"])
        .env("RUSTFLAGS", "-C target-feature=+simd128,+bulk-memory")
        .env_remove("CARGO_TARGET_DIR")
        .current_dir(&folder);
    process::run(wasm_std.apply(&mut command))
}

fn copy_programs(from: &Path, to: &Path) -> Result<()> {
    const MADE: [&str; 4] = ["node_modules", "data", "dist", "results"];
    for entry in std::fs::read_dir(from).with_context(|| format!("cannot list {}", from.display()))? {
        let entry = entry?;
        let (name, target) = (entry.file_name(), to.join(entry.file_name()));
        if MADE.iter().any(|made| name == *made) {
            continue;
        }
        if entry.file_type()?.is_dir() {
            place::make(&target)?;
            copy_programs(&entry.path(), &target)?;
        } else {
            // Written anew, not copied with its permissions: the original may be read-only.
            std::fs::write(&target, std::fs::read(entry.path())?)?;
        }
    }
    Ok(())
}
