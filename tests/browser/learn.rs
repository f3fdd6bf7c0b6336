//! The course, as a newcomer takes it.

use anyhow::{Result, ensure};
use serde_json::json;
use thirtyfour::Key;

use crate::{
    screens::with_sample,
    support::{Options, Page, Profile},
};

const SHOWN: &str = ".term-meaning:popover-open";

#[tokio::test]
async fn a_newcomer_takes_the_course_and_goes_on_where_they_were() -> Result<()> {
    let page = Page::open_with(Profile::fresh()?, Options::default()).await?;
    page.click_css(".door:nth-of-type(4)").await?;
    page.wait_text("h1", "Course").await?;
    page.wait_text(".course-way", "18 lessons, about").await?;
    page.assert_accessible().await?;
    page.click("Begin with 1.1 What community management is").await?;
    page.wait_text("h1", "1.1 What community management is").await?;
    page.assert_accessible().await?;

    // What a term means: pointed at, hidden by Escape, then by keyboard.
    let term = page.wait_for(".prose .term").await?;
    page.driver().action_chain().move_to_element_center(&term).perform().await?;
    page.wait_text(SHOWN, "shared interest").await?;
    page.assert_accessible().await?;
    page.press(&[], Key::Escape.value()).await?;
    page.wait_gone(SHOWN).await?;
    page.run("document.querySelectorAll('.prose .term')[1].focus(); return true", json!(null)).await?;
    page.wait_for(SHOWN).await?;
    ensure!(page.count(SHOWN).await? == 1);
    page.press(&[], Key::Escape.value()).await?;
    page.wait_gone(SHOWN).await?;

    // Answers stay hidden until they are asked for.
    ensure!(page.count(".lesson-questions details[open]").await? == 0);
    page.click("Answer").await?;
    page.wait_for(".lesson-questions details[open] .prose").await?;

    // The mark is set, taken away by the same button, and set again.
    page.click("Mark as read").await?;
    page.wait_text(".lesson-mark", "Read on").await?;
    page.wait_text(".lesson-head", "✓ Read").await?;
    page.click("Mark as read").await?;
    page.wait_true("!document.querySelector('.lesson-mark').textContent.includes('Read on')").await?;
    // By keyboard: what was said of the two before stands over the end of the page for a while.
    page.run("document.querySelector('.lesson-mark button').focus(); return true", json!(null)).await?;
    page.press(&[], Key::Enter.value()).await?;
    page.wait_text(".lesson-mark", "Read on").await?;

    // The next lesson begins at its beginning.
    page.click_css(".lesson-after").await?;
    page.wait_text("h1", "1.2 ").await?;
    page.wait_true("document.querySelector('#content').scrollTop === 0").await?;
    page.wait_true("document.activeElement?.id === 'content'").await?;
    page.run("return await window.hearth.saved", json!(null)).await?;

    page.reload().await?;
    page.wait_text("h1", "1.2 ").await?;
    page.goto("#/course").await?;
    page.wait_text(".course-way", "1 of 18 lessons read").await?;
    page.wait_text(".course-way", "Continue with 1.2").await?;
    page.wait_text(".lesson-list > li", "✓ Read").await?;

    // The place is noted and is no step to take back; the mark is one.
    page.click("Continue with 1.2 Why it matters").await?;
    page.wait_text("h1", "1.2 ").await?;
    page.click("Mark as read").await?;
    page.wait_text(".lesson-mark", "Read on").await?;
    page.goto("#/course/1.3").await?;
    page.wait_text("h1", "1.3 ").await?;
    page.run("document.activeElement?.blur(); return true", json!(null)).await?;
    page.press(&[Key::Control], 'z').await?;
    page.goto("#/course").await?;
    page.wait_text(".course-way", "1 of 18 lessons read").await?;
    page.assert_quiet().await?;
    page.close().await?;
    Ok(())
}

#[tokio::test]
async fn lessons_and_words_are_found() -> Result<()> {
    let page = with_sample(Options::default()).await?;
    page.goto("#/course").await?;
    page.wait_text("h1", "Course").await?;
    page.press(&[Key::Control], 'k').await?;
    page.wait_for("dialog[open] input").await?;
    page.type_keys("2.4 The editorial").await?;
    page.wait_text("[role=option][aria-selected=true]", "2.4 The editorial calendar").await?;
    page.type_keys(&Key::Enter.value().to_string()).await?;
    page.wait_text("h1", "2.4 The editorial calendar").await?;
    // A step of the lesson leads into the workspace.
    page.click_css(".lesson a[href^=\"#/content\"]").await?;
    page.wait_text("h1", "Content").await?;

    page.goto("#/course/glossary").await?;
    page.wait_text("h1", "Glossary").await?;
    page.fill("main input[type=search]", "median").await?;
    page.wait_text(".glossary dt", "Median").await?;
    page.wait_true("location.hash === '#/course/glossary?search=median'").await?;
    page.fill("main input[type=search]", "nothing like this").await?;
    page.wait_text("main", "No term has these letters").await?;
    page.assert_quiet().await?;
    page.close().await?;
    Ok(())
}

#[tokio::test]
async fn the_four_doors_fit_on_a_phone() -> Result<()> {
    let page = Page::open_with(Profile::fresh()?, Options::default()).await?;
    page.resize((390, 844)).await?;
    page.wait_for(".door:nth-of-type(4)").await?;
    page.wait_true("document.querySelector('.door:nth-of-type(4)').getBoundingClientRect().bottom <= innerHeight")
        .await?;
    page.assert_accessible().await?;
    page.close().await?;
    Ok(())
}
