//! The versions that Cargo.lock has fixed.

use anyhow::{Context, Result};

use crate::place;

/// The one version of `package` in the repository's Cargo.lock.
pub fn version_of(package: &str) -> Result<String> {
    let file = place::root().join("Cargo.lock");
    let text = std::fs::read_to_string(&file).context("cannot read Cargo.lock: run `cargo generate-lockfile`")?;
    find(&text, package)
        .with_context(|| format!("Cargo.lock names no package {package}: run `cargo generate-lockfile`"))
}

fn find(lockfile: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lockfile.lines().skip_while(|line| *line != name).skip(1);
    let version = lines.next()?.strip_prefix("version = \"")?.strip_suffix('"')?;
    Some(version.to_owned())
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn the_exact_package_is_found() {
        let text = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"9.9.9\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(find(text, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(find(text, "trunk"), None);
    }
}
