//! `bench`: what is fast must stay fast; natively by `benches/`, in the page by the browser tests
//! whose names begin with `bench`.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::{browser_run, peers, place, process};

/// `bench`, `bench <filter>`, or `bench --peers DIR`.
pub fn run(args: &[String]) -> Result<()> {
    if let [flag, folder] = args
        && flag == "--peers"
    {
        return peers::run(Path::new(folder));
    }
    if has_benches() {
        process::say("native benchmarks");
        process::run(
            Command::new("cargo")
                .args(["bench", "--package", "hearth", "--benches"])
                .args(args)
                .current_dir(place::root()),
        )?;
    }
    let filter = args.first().map_or("bench", String::as_str);
    let words =
        [filter, "--", "--ignored", "--nocapture", "--test-threads", "1", "--skip", "shots", "--skip", "against_peers"];
    browser_run::run(&words.map(String::from), &[], None)
}

fn has_benches() -> bool {
    std::fs::read_dir(place::root().join("benches")).is_ok_and(|entries| {
        entries.flatten().any(|entry| entry.path().extension().is_some_and(|ending| ending == "rs"))
    })
}
