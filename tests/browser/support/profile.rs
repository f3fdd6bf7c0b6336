//! A browser's profile: the folder with all it keeps between two starts, and how to end, as rudely
//! as a power cut, the browser that uses it.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::settings;

/// How long ended processes may take to be gone.
const DEADLINE: Duration = Duration::from_secs(10);

/// A profile folder, removed with the value.
pub struct Profile {
    folder: tempfile::TempDir,
}

impl Profile {
    /// An empty one.
    pub fn fresh() -> Result<Self> {
        let folder = tempfile::Builder::new()
            .prefix("profile-")
            .tempdir_in(settings::run_folder()?)
            .context("cannot make a folder for a browser profile")?;
        std::fs::create_dir(folder.path().join("downloads"))?;
        Ok(Self { folder })
    }

    /// What the browser is told to keep its things in.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// A short name that no other profile of this run has.
    pub fn name(&self) -> String {
        let name = self.path().file_name().unwrap_or_default().to_string_lossy();
        name.trim_start_matches("profile-").to_owned()
    }

    /// Where downloads land.
    pub fn downloads(&self) -> PathBuf {
        self.path().join("downloads")
    }

    /// Ends every process of the browser with SIGKILL, and waits until all are gone.
    pub fn kill_browser(&self) -> Result<()> {
        let start = Instant::now();
        // A dying process loses its command line before it lets go of its files, so the number is what is waited for.
        let mut waited_for = HashSet::new();
        loop {
            let processes = self.processes();
            if !processes.is_empty() {
                // Those that have ended meanwhile make `kill` complain, rightly and in vain.
                let _ = Command::new("kill").arg("-KILL").args(&processes).stderr(Stdio::null()).status();
            }
            waited_for.extend(processes);
            waited_for.retain(|process| {
                state_and_parent(&Path::new("/proc").join(process)).is_some_and(|(state, _)| state != "Z")
            });
            if waited_for.is_empty() {
                return Ok(());
            }
            if start.elapsed() > DEADLINE {
                bail!("processes {waited_for:?} of the browser do not end");
            }
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// The processes whose command line names this profile, and all that they started.
    fn processes(&self) -> Vec<String> {
        let mut parents = Vec::new();
        let mut found = HashSet::new();
        let Ok(entries) = std::fs::read_dir("/proc") else {
            return Vec::new();
        };
        let wanted = format!("--user-data-dir={}", self.path().display());
        for entry in entries.flatten() {
            let Some(pid) = entry.file_name().to_str().and_then(|name| name.parse::<u32>().ok()) else {
                continue;
            };
            let Some((state, parent)) = state_and_parent(&entry.path()) else {
                continue;
            };
            if state == "Z" {
                continue;
            }
            parents.push((pid, parent));
            if let Ok(words) = std::fs::read(entry.path().join("cmdline"))
                && words.split(|byte| *byte == 0).any(|word| word == wanted.as_bytes())
            {
                found.insert(pid);
            }
        }
        // Children of children may be listed before their parents.
        while let Some((pid, _)) = parents.iter().find(|(pid, parent)| found.contains(parent) && !found.contains(pid)) {
            found.insert(*pid);
        }
        found.into_iter().map(|pid| pid.to_string()).collect()
    }
}

/// From /proc/N/stat: "12 (name that may hold anything) S 1 …".
fn state_and_parent(process: &Path) -> Option<(String, u32)> {
    let stat = std::fs::read_to_string(process.join("stat")).ok()?;
    let (_, rest) = stat.rsplit_once(") ")?;
    let mut words = rest.split(' ');
    Some((words.next()?.to_owned(), words.next()?.parse().ok()?))
}

impl Drop for Profile {
    fn drop(&mut self) {
        // A test that failed half-way leaves its browser to us; xtask ends what is left even then.
        let _ = self.kill_browser();
    }
}
