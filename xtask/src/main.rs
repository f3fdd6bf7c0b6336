//! Hearth's developer commands: `cargo xtask <command>`.
//!
//! Each command prepares by itself what the machine lacks (compiler target, Trunk, browser, …),
//! says in one line what it is doing, and finds everything in place the second time. Nothing is
//! downloaded except through the package registries' own clients.

mod bench;
mod browser_run;
mod csp;
mod dist;
mod lint;
mod lockfile;
mod oracle;
mod peers;
mod place;
mod precache;
mod process;
mod serve;
mod shots;
mod size;
mod split;
mod test;
mod tools;
mod web_server;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask <command>

  build [--dev]                        the page, ready to publish, into dist/
  serve [--port N] [--dev]             build, then serve dist/ on this machine only
  size                                 what the first visit loads, raw and compressed, against the budget
  lint                                 formatting and clippy, native and wasm
  test [native|oracle|wasm|browser] [filter]
                                       all tests, or one stage of them
  oracle [filter]                      the KPI catalogue against a second implementation in Python
  bench [filter]                       native and browser benchmarks
  bench --peers DIR                    the page beside other programs, as ratios
  shots [route...]                     screenshots of the page into target/shots/
  setup                                only install what the other commands need

Set CHROME, CHROMEDRIVER to use your own browser, HEARTH_PYTHON to use your own Python, HEARTH_TOOLS
to keep the tools elsewhere than in ~/.cache/hearth/tools, HEARTH_WASM_STD=debian to build with
Debian's compiler.";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match run(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &[String]) -> anyhow::Result<()> {
    let Some((command, rest)) = args.split_first() else {
        println!("{HELP}");
        return Ok(());
    };
    match command.as_str() {
        "build" => {
            dist::build(dist::Profile::from_args(rest)?)?;
            process::say("the page is in dist/");
            Ok(())
        }
        "serve" => serve::run(rest),
        "size" => size::run(),
        "lint" => lint::run(),
        "test" => test::run(rest),
        "oracle" => oracle::run(rest),
        "bench" => bench::run(rest),
        "shots" => shots::run(rest),
        "setup" => tools::all(),
        "help" | "--help" | "-h" => {
            println!("{HELP}");
            Ok(())
        }
        other => anyhow::bail!("there is no command `{other}`\n\n{HELP}"),
    }
}
