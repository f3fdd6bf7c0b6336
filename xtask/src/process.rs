//! Running other programs: say what is done, show their output when it matters, leave none behind.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};

/// One line that tells what is being done now.
pub fn say(what: &str) {
    eprintln!("hearth: {what}");
}

/// Runs a program with its output shown; anything but success is an error.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| cannot_start(command))?;
    if !status.success() {
        bail!("`{}` failed ({status}); its own words are above", line(command));
    }
    Ok(())
}

/// Runs a program quietly and gives what it printed; on failure the error holds its output.
pub fn output(command: &mut Command) -> Result<String> {
    let output = command.stdin(Stdio::null()).output().with_context(|| cannot_start(command))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!("`{}` failed ({}):\n{text}{said}", line(command), output.status);
    }
    Ok(text)
}

/// Runs a step that needs the network, once more if it fails the first time.
pub fn twice(what: &str, step: impl Fn() -> Result<()>) -> Result<()> {
    if let Err(first) = step() {
        say(&format!("{what} failed, trying once more: {first:#}"));
        return step();
    }
    Ok(())
}

/// The full path of a program on PATH.
pub fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}

/// PATH with these folders in front.
pub fn path_with<'a>(folders: impl IntoIterator<Item = &'a Path>) -> Result<std::ffi::OsString> {
    let own = folders.into_iter().map(Path::to_path_buf);
    let old = std::env::var_os("PATH").unwrap_or_default();
    std::env::join_paths(own.chain(std::env::split_paths(&old)))
        .context("a tool's folder has a separator in its name: set HEARTH_TOOLS to a plain path")
}

/// A program that runs beside us and ends with this value, whatever happened in between.
pub struct Background(Child);

impl Background {
    pub fn start(command: &mut Command) -> Result<Self> {
        let child = command.spawn().with_context(|| cannot_start(command))?;
        Ok(Self(child))
    }

    pub fn child(&mut self) -> &mut Child {
        &mut self.0
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        // Both fail only when the program has ended already, which is what is wanted.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Ends every process whose command line names `folder`: browsers are started by a driver, not by
/// us, and are known by their profile folder. Does nothing where there is no /proc.
pub fn end_all_that_name(folder: &Path) {
    let Some(wanted) = folder.to_str().filter(|text| text.len() > 4) else {
        return;
    };
    let Ok(entries) = std::fs::read_dir("/proc") else {
        return;
    };
    let own = std::process::id().to_string();
    for entry in entries.flatten() {
        let name = entry.file_name();
        let Some(pid) = name.to_str().filter(|name| name.bytes().all(|b| b.is_ascii_digit())) else {
            continue;
        };
        let Ok(words) = std::fs::read(entry.path().join("cmdline")) else {
            continue;
        };
        if pid != own && String::from_utf8_lossy(&words).contains(wanted) {
            // A process that has ended meanwhile is as good.
            let _ = Command::new("kill").args(["-KILL", pid]).stderr(Stdio::null()).status();
        }
    }
}

fn cannot_start(command: &Command) -> String {
    format!("cannot start `{}`: is it installed and on PATH?", line(command))
}

fn line(command: &Command) -> String {
    std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(OsStr::to_string_lossy)
        .collect::<Vec<_>>()
        .join(" ")
}
