//! The modules that think do not know the page: none of them names a crate of the browser or the modules that do.

use std::path::Path;

const PURE: [&str; 6] = ["model", "analytics", "interchange", "sample", "charts", "view"];
const FOREIGN: [&str; 8] =
    ["leptos", "web_sys", "js_sys", "wasm_bindgen", "gloo_storage", "getrandom", "crate::ui", "crate::store"];

fn sources(folder: &Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn what_thinks_does_not_know_the_page() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    for module in PURE {
        let mut files = Vec::new();
        sources(&src.join(module), &mut files);
        assert!(!files.is_empty(), "{module} has sources");
        for file in files {
            let text = std::fs::read_to_string(&file).unwrap();
            for (number, line) in text.lines().enumerate() {
                let code = line.split("//").next().unwrap_or_default();
                for name in FOREIGN.iter().filter(|name| code.contains(**name)) {
                    wrong.push(format!("{}:{}: {name}", file.display(), number + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn crates_of_the_browser_are_for_the_browser_only() {
    let manifest = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).unwrap();
    let mut section = "";
    for line in manifest.lines() {
        if line.starts_with('[') {
            section = line;
        }
        let name = line.split('=').next().unwrap_or_default().trim();
        if ["leptos", "web-sys", "js-sys", "gloo-storage", "wasm-bindgen"].contains(&name) {
            assert!(section.contains("wasm32"), "{name} stands in {section}");
        }
    }
}
