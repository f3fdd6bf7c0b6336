//! Running the tests in `tests/browser/` against the built page: a web server and a driver for them,
//! everything they need to know in the environment, and nothing left running afterwards.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use crate::dist::{self, Profile};
use crate::process::Background;
use crate::web_server::WebServer;
use crate::{place, process, tools};

/// Builds and serves the page, then runs the browser tests that `args` of `cargo test` choose, with
/// more environment if wanted, and with a folder beside the page under a name of its own.
pub fn run(args: &[String], environment: &[(&str, String)], beside: Option<(&str, &Path)>) -> Result<()> {
    let browser = tools::browser::ready()?;
    let axe = tools::axe::ready()?;
    process::say("compiling the browser tests");
    process::run(Command::new("cargo").args(TESTS).args(["--no-run", "--quiet"]).current_dir(place::root()))?;
    dist::build(Profile::Release)?;

    let folder = RunFolder::new()?;
    // A copy: another build may replace dist/ while the tests run.
    let site = folder.path().join("site");
    copy(&place::dist(), &site)?;
    let server = WebServer::bind(&site, 0)?.beside(beside);
    let url = server.url()?;
    std::thread::spawn(move || server.serve());
    let driver = Driver::start(&browser.driver, folder.path())?;

    process::say("browser tests");
    let mut command = Command::new("cargo");
    command
        .args(TESTS)
        .args(args)
        .env("HEARTH_URL", url)
        .env("HEARTH_WEBDRIVER", &driver.url)
        .env("HEARTH_CHROME", &browser.chrome)
        .env("HEARTH_AXE", axe)
        .env("HEARTH_RUN", folder.path())
        .env("HEARTH_SHOTS", place::shots())
        .env("TMPDIR", folder.path())
        .envs(environment.iter().map(|(name, value)| (name, value)))
        .current_dir(place::root());
    if let Some(shared) = place::shared() {
        command.env("HEARTH_SHARED", shared);
    }
    process::run(&mut command)
}

const TESTS: [&str; 5] = ["test", "--package", "hearth", "--test", "browser"];

/// A chromedriver at a free port, ended when dropped.
struct Driver {
    url: String,
    _process: Background,
}

impl Driver {
    fn start(program: &Path, folder: &Path) -> Result<Self> {
        let mut process = Background::start(
            Command::new(program)
                .args(["--port=0", "--log-level=SEVERE"])
                .env("TMPDIR", folder)
                .stdin(Stdio::null())
                .stdout(Stdio::piped())
                .stderr(Stdio::null()),
        )?;
        let output = process.child().stdout.take().context("chromedriver has no output to read")?;
        let mut lines = BufReader::new(output).lines();
        let port = lines
            .by_ref()
            .map_while(Result::ok)
            .find_map(|line| port_in(&line))
            .context("chromedriver did not start: does it fit the browser's version?")?;
        // Read on, or the driver would stop at a full pipe one day.
        std::thread::spawn(move || lines.for_each(drop));
        Ok(Self { url: format!("http://127.0.0.1:{port}"), _process: process })
    }
}

/// From "ChromeDriver was started successfully on port 41234."
fn port_in(line: &str) -> Option<u16> {
    let (_, number) = line.split_once("started successfully on port ")?;
    number.trim_end_matches('.').parse().ok()
}

/// A folder for one run's profiles and files. Whatever browser still uses it when the run ends, well
/// or badly, is ended, and the folder removed.
pub struct RunFolder(PathBuf);

const PREFIX: &str = "hearth-run-";

impl RunFolder {
    pub fn new() -> Result<Self> {
        sweep();
        // Short and outside the repository: browsers put sockets there, whose paths may not be long.
        let folder = std::env::temp_dir().join(format!("{PREFIX}{}", std::process::id()));
        place::remove(&folder)?;
        place::make(&folder)?;
        Ok(Self(folder))
    }

    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for RunFolder {
    fn drop(&mut self) {
        end(&self.0);
    }
}

/// Ends what runs that were interrupted have left.
fn sweep() {
    let Ok(entries) = std::fs::read_dir(std::env::temp_dir()) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let Some(pid) = name.to_str().and_then(|name| name.strip_prefix(PREFIX)) else {
            continue;
        };
        if Path::new("/proc/self").exists() && !Path::new("/proc").join(pid).exists() {
            end(&entry.path());
        }
    }
}

fn end(folder: &Path) {
    process::end_all_that_name(folder);
    if let Err(error) = place::remove(folder) {
        process::say(&format!("{error:#}"));
    }
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    place::make(to)?;
    for entry in std::fs::read_dir(from).with_context(|| format!("cannot list {}", from.display()))? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::port_in;

    #[test]
    fn the_drivers_port_is_read() {
        assert_eq!(port_in("ChromeDriver was started successfully on port 41234."), Some(41234));
        assert_eq!(port_in("Starting ChromeDriver 156"), None);
    }
}
