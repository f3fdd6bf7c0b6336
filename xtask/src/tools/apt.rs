//! Debian packages, on machines that have them.

use std::process::Command;

use anyhow::{Result, bail};

use crate::process;

/// Installs packages, as root or through a sudo that asks nothing.
pub fn install(packages: &[&str]) -> Result<()> {
    let wanted = packages.join(" ");
    let Some(right) = right_to_install() else {
        bail!(
            "{wanted} must be installed: use your system's package manager (here it needs apt-get, as root or with sudo)"
        );
    };
    process::say(&format!("installing {wanted} with apt-get"));
    let apt = |arguments: &[&str]| {
        let mut words = right.clone();
        words.extend(["apt-get", "-q", "-y"]);
        words.extend(arguments);
        process::output(command(&words).env("DEBIAN_FRONTEND", "noninteractive"))
    };
    process::twice(&format!("installing {wanted}"), || {
        apt(&["update"])?;
        let mut arguments = vec!["install", "--no-install-recommends"];
        arguments.extend(packages);
        apt(&arguments).map(drop)
    })
}

/// Runs a program that changes the system, with the same right.
pub fn as_root(words: &[&str]) -> Result<()> {
    let Some(mut all) = right_to_install() else {
        bail!("`{}` needs root: run it yourself, then try again", words.join(" "));
    };
    all.extend(words);
    process::output(&mut command(&all)).map(drop)
}

fn command(words: &[&str]) -> Command {
    let (program, arguments) = words.split_first().unwrap_or((&"true", &[]));
    let mut command = Command::new(program);
    command.args(arguments);
    command
}

/// The words to put in front of a command that needs root, or nothing where that is not to be had.
fn right_to_install() -> Option<Vec<&'static str>> {
    process::find("apt-get")?;
    let user = process::output(Command::new("id").arg("-u")).ok()?;
    if user.trim() == "0" {
        return Some(Vec::new());
    }
    process::output(Command::new("sudo").args(["-n", "true"])).ok()?;
    Some(vec!["sudo", "-n", "--preserve-env=DEBIAN_FRONTEND"])
}
