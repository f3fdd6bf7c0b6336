//! Exercise packs as a teacher writes them: errors at their fields, a preview, the file that another browser takes in;
//! GIFT in and out; paper.

use anyhow::{Result, ensure};
use serde_json::{Value, json};
use thirtyfour::Key;

use crate::support::{Options, Page, Profile};

/// The page with an empty workspace.
async fn empty() -> Result<Page> {
    let page = Page::open_with(Profile::fresh()?, Options::default()).await?;
    page.click_css(".door:nth-of-type(3)").await?;
    page.wait_text("h1", "Import").await?;
    page.goto("#/packs").await?;
    page.wait_text("h1", "Exercise packs").await?;
    Ok(page)
}

async fn saved(page: &Page) -> Result<()> {
    page.run("return await window.hearth.saved", json!(null)).await?;
    Ok(())
}

/// Takes a file in by the button of this name.
async fn take_in(page: &Page, button: &str, name: &str, text: &str) -> Result<()> {
    let file = page.profile().path().join(name);
    std::fs::write(&file, text)?;
    page.click(button).await?;
    page.upload("dialog[open] input[type=file]", &[&file]).await?;
    page.wait_for("dialog[open] .preview-counts").await?;
    Ok(())
}

#[tokio::test]
async fn a_teacher_writes_a_pack_and_another_browser_takes_it_in() -> Result<()> {
    let page = empty().await?;
    page.assert_accessible().await?;
    page.click("New pack").await?;
    page.click("Add pack").await?;
    page.wait_true("document.querySelector('.detail .field-error:not(:empty)') !== null").await?;
    page.fill_field("Name", "Week 1").await?;
    page.click("Add pack").await?;
    page.wait_text("h1", "Week 1").await?;
    page.assert_accessible().await?;

    // What is missing is said as a whole, and at its field on demand.
    page.click("Add an exercise").await?;
    page.click("Classify").await?;
    page.wait_text("h1", "New exercise: classify").await?;
    page.fill_field("Title", "Which of these is engagement?").await?;
    page.fill_field("The situation and what to do", "Put each into its **category**.").await?;
    page.fill_field("Category 1", "Engagement").await?;
    page.fill_field("Category 2", "Reach").await?;
    page.fill_field("What it is", "A comment under a post").await?;
    page.wait_text("main", "Not yet: one thing").await?;
    page.click("Say it at the fields").await?;
    page.wait_true("document.querySelectorAll('.field-error:not(:empty)').length === 1").await?;
    page.assert_accessible().await?;
    page.set_field("Belongs to", "Engagement").await?;
    page.wait_text("main", "Yes: it can be done and marked").await?;
    page.wait_gone(".field-error:not(:empty)").await?;
    page.click("Add an item").await?;
    page.wait_true("document.activeElement.matches('li:nth-child(2) textarea')").await?;
    page.type_keys("1 200 people saw it").await?;
    page.set_field("Belongs to", "Reach").await?;
    page.wait_text("main", "Yes: it can be done and marked").await?;

    // The preview marks and keeps nothing.
    page.click("Preview").await?;
    page.wait_true("document.querySelectorAll('.player .exercise-item').length === 2").await?;
    page.run("document.querySelector('.player .exercise-item input[type=radio]').click()", json!(null)).await?;
    page.click("Check").await?;
    page.wait_for(".exercise-result").await?;
    page.assert_accessible().await?;
    page.goto("#/exercises").await?;
    page.wait_text("main", "Which of these is engagement?").await?;
    page.wait_true("!document.querySelector('main').textContent.includes('1 attempt')").await?;

    // A number that is none is said at its field and mended.
    page.goto("#/packs").await?;
    page.click("Week 1").await?;
    page.wait_text("h1", "Week 1").await?;
    page.click("Add an exercise").await?;
    page.click("Number").await?;
    page.wait_text("h1", "New exercise: number").await?;
    page.fill_field("Title", "The engagement rate").await?;
    page.fill_field("Number", "many").await?;
    page.press(&[], Key::Tab.value()).await?;
    page.wait_text(".field-error:not(:empty)", "is not a number").await?;
    page.fill_field("Number", "4.5").await?;
    page.fill_field("Off by at most", "0.05").await?;
    page.wait_text("main", "Yes: it can be done and marked").await?;
    page.click("← Week 1").await?;
    page.wait_true("document.querySelectorAll('.pack-line').length === 2").await?;

    // The order is changed by keys, and taken back.
    page.run("document.querySelector('.pack-line:nth-child(2) a').focus()", json!(null)).await?;
    page.press(&[Key::Alt], Key::Up.value()).await?;
    page.wait_text(".pack-line:nth-child(1)", "The engagement rate").await?;
    page.wait_true("document.activeElement.matches('.pack-line:nth-child(1) a')").await?;
    page.press(&[Key::Control], 'z').await?;
    page.wait_text(".pack-line:nth-child(1)", "Which of these is engagement?").await?;
    saved(&page).await?;

    page.click("Pack out").await?;
    let text = std::fs::read_to_string(page.downloaded("week-1.json").await?)?;
    let file: Value = serde_json::from_str(&text)?;
    ensure!(file["exercises"][1]["question"]["answers"][0]["value"] == 4.5, "{text}");
    page.assert_quiet().await?;
    page.close().await?;

    let page = empty().await?;
    take_in(&page, "Pack in", "week-1.json", &text).await?;
    page.click("Take it in").await?;
    page.wait_gone("dialog[open]").await?;
    page.click("Week 1").await?;
    page.wait_true("document.querySelectorAll('.pack-line').length === 2").await?;
    page.assert_quiet().await?;
    page.close().await?;
    Ok(())
}

const GIFT: &str = "// [id:7]
::Reach:: What does reach count? {
=people ~posts#Posts are counted by themselves. ~hashtags
}

::Rate:: 45 of 1000 people reacted. What is the rate in percent? {#4.5:0.05}

::Broken:: This one has no end {
=one ~two
";

#[tokio::test]
async fn gift_comes_in_with_what_is_left_out_and_goes_out() -> Result<()> {
    let page = empty().await?;
    take_in(&page, "GIFT in", "quiz.gift", GIFT).await?;
    page.wait_text("dialog[open]", "Not taken in").await?;
    page.assert_accessible().await?;
    page.click("Take it in").await?;
    page.wait_gone("dialog[open]").await?;
    page.click("quiz").await?;
    page.wait_text("h1", "quiz").await?;
    page.wait_true("document.querySelectorAll('.pack-line').length === 2").await?;
    page.wait_text(".pack-lines", "Rate").await?;

    page.click("More").await?;
    page.click("GIFT out, for Moodle").await?;
    page.wait_text("dialog[open]", "2 exercises").await?;
    page.click("Give out").await?;
    let text = std::fs::read_to_string(page.downloaded(".gift.txt").await?)?;
    for part in ["::Reach::", "=people", "4.5:0.05"] {
        ensure!(text.contains(part), "{part} is not in {text}");
    }
    page.assert_quiet().await?;
    page.close().await?;
    Ok(())
}

#[tokio::test]
async fn the_course_is_printed_and_copied() -> Result<()> {
    let page = empty().await?;
    page.goto("#/packs/course?print=paper").await?;
    page.wait_text(".paper-head", "Name").await?;
    page.wait_for(".paper-square").await?;
    page.assert_accessible().await?;
    page.click("Answer key").await?;
    page.wait_text("h1", "Answer key").await?;
    page.assert_accessible().await?;
    page.goto("#/packs/course").await?;
    page.click("Copy as a pack of my own").await?;
    page.wait_text("h1", "(copy)").await?;
    page.wait_for(".pack-line a").await?;
    page.assert_accessible().await?;
    page.assert_quiet().await?;
    page.close().await?;
    Ok(())
}
