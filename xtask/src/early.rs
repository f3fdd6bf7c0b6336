//! What somebody who comes back needs at once: `public/early.js` fetches these parts beside the app instead of after it.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::split;

/// The parts that show a workspace.
const PARTS: [&str; 2] = ["session", "screens"];
const SCRIPT: &str = "src=./early.js";

/// Names the files of these parts in the built page; none where it is in one piece.
pub fn fill_in(folder: &Path, html: &str) -> Result<String> {
    let Some(loader) = loader(folder)? else { return Ok(html.to_owned()) };
    let loader = std::fs::read_to_string(loader)?;
    let files = files(&loader).join(" ");
    html.find(SCRIPT).context("index.html lacks <script src=\"./early.js\">: put it back into <head>")?;
    Ok(html.replacen(SCRIPT, &format!("{SCRIPT} data-parts=\"{files}\""), 1))
}

/// The script that loads parts, by the name that its content gave it.
fn loader(folder: &Path) -> Result<Option<PathBuf>> {
    let stem = split::LOADER.trim_end_matches(".js");
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(stem)) {
            return Ok(Some(path));
        }
    }
    Ok(None)
}

/// The files that the loader fetches for [`PARTS`]. It has a function for each file, and says before it which parts use
/// the file; a part's own file bears its name.
fn files(loader: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut users = "";
    for line in loader.lines() {
        if let Some(comment) = line.strip_prefix("/*").and_then(|line| line.strip_suffix("*/")) {
            users = comment;
        }
        let file = line.split_once("new URL(\"./").and_then(|(_, rest)| rest.split_once('"')).map(|(file, _)| file);
        if let Some(file) = file {
            let own = |part: &&str| file.strip_prefix("split_").is_some_and(|name| name.starts_with(*part));
            if users.split(',').any(|user| PARTS.contains(&user.trim())) || PARTS.iter().any(own) {
                found.push(file);
            }
            users = "";
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_the_parts_and_what_they_share_are_found() {
        let loader = format!(
            "{}{}{}{}",
            "/* exchange, sample */\nconst a = makeLoad(() => {\n const src = fetch(new URL(\"./chunk_5-1.wasm\", x));\n",
            "/* exchange, screens */\nconst b = makeLoad(() => {\n const src = fetch(new URL(\"./chunk_6-1.wasm\", x));\n",
            "const c = makeLoad(() => {\n const src = fetch(new URL(\"./split_session-1.wasm\", x));\n",
            "const d = makeLoad(() => {\n const src = fetch(new URL(\"./split_sample-1.wasm\", x));\n",
        );
        assert_eq!(files(&loader), ["chunk_6-1.wasm", "split_session-1.wasm"]);
    }
}
