//! Lists the files of the course (lessons, glossary, exercises) for `course::content`, so that a new one only has to be
//! put into its folder.

use std::{
    env,
    fmt::Write as _,
    fs, io,
    path::{Path, PathBuf},
};

/// Where the course stands.
const COURSE: &str = "src/course";

fn main() -> io::Result<()> {
    let course = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join(COURSE);
    let glossary = course.join("glossary.md");
    for place in ["lessons", "exercises", "glossary.md"] {
        println!("cargo::rerun-if-changed={COURSE}/{place}");
    }
    let mut list = String::new();
    files(&mut list, "LESSONS", &course.join("lessons"), "md")?;
    files(&mut list, "EXERCISES", &course.join("exercises"), "json")?;
    let text = if glossary.is_file() { format!("include_str!({glossary:?})") } else { "\"\"".to_owned() };
    list.push_str(&format!("static GLOSSARY: &str = {text};\n"));
    fs::write(PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("course.rs"), list)
}

/// Writes the names and texts of the files of a folder, by name.
fn files(list: &mut String, name: &str, folder: &Path, ending: &str) -> io::Result<()> {
    let mut found = Vec::new();
    if folder.is_dir() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.extension().is_some_and(|it| it == ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    let wrong = |_| io::Error::other("a list could not be written");
    writeln!(list, "static {name}: &[(&str, &str)] = &[").map_err(wrong)?;
    for path in found {
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        writeln!(list, "    ({file:?}, include_str!({path:?})),").map_err(wrong)?;
    }
    writeln!(list, "];").map_err(wrong)
}
