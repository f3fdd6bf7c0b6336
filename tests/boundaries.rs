//! The modules that think do not know the page: none of them names a crate of the browser or the modules that do.

use std::path::Path;

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

/// The domain is a crate of its own, so the compiler sees to it; `view` is beside the page, and held apart here.
#[test]
fn what_thinks_does_not_know_the_page() {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/view"), &mut files);
    assert!(!files.is_empty(), "view has sources");
    let mut wrong = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        for (number, line) in text.lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            for name in FOREIGN.iter().filter(|name| code.contains(**name)) {
                wrong.push(format!("{}:{}: {name}", file.display(), number + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_domain_depends_on_no_crate_of_the_browser() {
    let manifest = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("domain/Cargo.toml")).unwrap();
    for name in ["leptos", "web-sys", "js-sys", "gloo-storage", "wasm-bindgen"] {
        assert!(!manifest.lines().any(|line| line.starts_with(name)), "the domain depends on {name}");
    }
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
