//! A teacher marks a class of forty from their files, sees what the exercises are worth, and gives the gradebook out.

use anyhow::{Result, ensure};
use serde_json::json;
use std::path::{Path, PathBuf};
use thirtyfour::Key;

use crate::support::{Options, Page, Profile};

#[path = "../common/class.rs"]
mod class;

/// The files of the class in a folder of their own, and one that is none.
fn files() -> Result<(PathBuf, Vec<PathBuf>)> {
    let folder = std::env::temp_dir().join(format!("hearth-class-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let mut paths = Vec::new();
    for (name, text) in class::files(40) {
        let path = folder.join(name);
        std::fs::write(&path, text)?;
        paths.push(path);
    }
    let bad = folder.join("holiday.json");
    std::fs::write(&bad, "{\"format\": \"holiday\"}")?;
    paths.push(bad);
    Ok((folder, paths))
}

#[tokio::test]
async fn a_teacher_marks_forty_files_and_exports_the_gradebook() -> Result<()> {
    let (folder, paths) = files()?;
    let paths: Vec<&Path> = paths.iter().map(PathBuf::as_path).collect();
    let page = Page::open_with(Profile::fresh()?, Options::default()).await?;
    page.click_css(".door:nth-of-type(3)").await?;
    page.wait_text("h1", "Import").await?;

    // The empty classroom says what it is for.
    page.goto("#/classroom").await?;
    page.wait_text(".empty", "No student files yet").await?;
    page.wait_text(".empty", "Nothing leaves this page").await?;
    page.assert_accessible().await?;

    // Forty files at once, and one that is none: it is named, the others are taken in.
    page.upload(".choose-files input", &paths).await?;
    page.wait_text(".intake", "40 new students").await?;
    page.wait_text(".intake", "1 not taken in").await?;
    page.wait_text(".intake", "holiday.json").await?;
    page.wait_true("document.querySelectorAll('.gradebook tbody tr').length === 40").await?;
    page.assert_accessible().await?;

    // One action, one undo.
    page.run("document.activeElement?.blur(); return true", json!(null)).await?;
    page.press(&[Key::Control], 'z').await?;
    page.wait_text(".empty", "No student files yet").await?;
    page.press(&[Key::Control, Key::Shift], 'z').await?;
    page.wait_true("document.querySelectorAll('.gradebook tbody tr').length === 40").await?;

    // The same files again change nothing.
    page.upload(".choose-files input", &paths).await?;
    page.wait_text(".intake", "40 here already").await?;
    page.click("Close").await?;

    // What needs a person, one after the other: points, a comment, the next.
    page.click("Next to mark").await?;
    page.wait_text(".detail", "To be marked").await?;
    page.assert_accessible().await?;
    page.fill_field("Comment for the student", "Well argued").await?;
    page.fill(".marking .input-number", "1").await?;
    page.press(&[], Key::Tab.value()).await?;
    page.wait_true("document.querySelector('.gradebook td[data-kind=marked]') !== null").await?;
    let first = page.text(".detail h2").await?;
    page.run("document.activeElement?.blur(); return true", json!(null)).await?;
    page.press(&[], 'j').await?;
    page.wait_true(&format!("document.querySelector('.detail h2').textContent !== {}", json!(first))).await?;
    page.press(&[], 'k').await?;
    page.wait_text(".detail h2", &first).await?;
    page.click("Feedback file for this student").await?;
    let feedback = std::fs::read_to_string(page.downloaded(".json").await?)?;
    ensure!(feedback.contains("hearth-feedback") && feedback.contains("Well argued"), "{feedback}");
    page.press(&[], Key::Escape.value()).await?;
    page.wait_gone(".detail").await?;

    // Sorted by points, the greatest first; of one class.
    page.click("Points").await?;
    page.wait_true("document.querySelector('[aria-sort=descending]') !== null").await?;
    page.goto("#/classroom?class=CM-A").await?;
    page.wait_true("document.querySelectorAll('.gradebook tbody tr').length === 20").await?;
    page.goto("#/classroom").await?;

    // What the exercises are worth, and what is alike.
    page.goto("#/classroom?section=items").await?;
    page.wait_text(".item-analysis", "Cronbach’s alpha").await?;
    page.assert_accessible().await?;
    page.goto("#/classroom?section=alike").await?;
    page.wait_text(".alike", &class::name(3)).await?;
    page.wait_text(".alike", &class::name(8)).await?;
    page.assert_accessible().await?;

    // Out again: the gradebook and the statements.
    page.goto("#/classroom").await?;
    page.wait_for(".gradebook").await?;
    page.click("Download").await?;
    page.click("Gradebook (CSV)").await?;
    let csv = std::fs::read_to_string(page.downloaded(".csv").await?)?;
    ensure!(csv.lines().count() == 41 && csv.starts_with("name,class,learner,course/1.1 "), "{csv}");

    // On a phone, in the dark, and after the page was closed.
    page.resize((390, 844)).await?;
    page.prefer_dark(true).await?;
    page.assert_accessible().await?;
    page.run("return await window.hearth.saved", json!(null)).await?;
    page.reload().await?;
    page.wait_true("document.querySelectorAll('.gradebook tbody tr').length === 40").await?;
    page.assert_quiet().await?;
    page.close().await?;
    std::fs::remove_dir_all(folder)?;
    Ok(())
}
