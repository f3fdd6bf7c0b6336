//! Exercises as a student does them: by keyboard alone, over a closed browser, to the file that is handed in; and each
//! kind once, from a pack.

use anyhow::{Result, ensure};
use serde_json::{Value, json};
use thirtyfour::Key;

use crate::support::{Options, Page, Profile};

/// The page with an empty workspace.
async fn empty() -> Result<Page> {
    let page = Page::open_with(Profile::fresh()?, Options::default()).await?;
    page.click_css(".door:nth-of-type(3)").await?;
    page.wait_text("h1", "Import").await?;
    Ok(page)
}

/// Presses Tab until the element that matches has the focus.
async fn tab_to(page: &Page, css: &str) -> Result<()> {
    for _ in 0..120 {
        let there = page.run("return document.activeElement.matches(args)", json!(css)).await?;
        if there == true {
            return Ok(());
        }
        page.press(&[], Key::Tab.value()).await?;
    }
    anyhow::bail!("Tab never reached {css}")
}

async fn saved(page: &Page) -> Result<()> {
    page.run("return await window.hearth.saved", json!(null)).await?;
    Ok(())
}

#[tokio::test]
async fn a_student_does_exercise_1_by_keyboard_only_and_hands_in_a_file() -> Result<()> {
    let page = empty().await?;
    page.goto("#/exercises").await?;
    page.wait_text("h1", "Exercises").await?;
    page.wait_text(".exercise-list", "Not begun").await?;
    page.assert_accessible().await?;

    page.goto("#/exercises/course/1.1").await?;
    page.wait_text("h1", "Exercise 1.1").await?;
    page.wait_text(".page-header", "attempt 1 of 3").await?;
    page.assert_accessible().await?;

    // The first item: an arrow key chooses, Tab goes to the reason.
    tab_to(&page, ".exercise-item input[type=radio]").await?;
    page.type_keys(" ").await?;
    page.press(&[], Key::Tab.value()).await?;
    page.wait_true("document.activeElement.matches('.exercise-item textarea')").await?;
    page.type_keys("It tells members what is new, so that they can talk about it.").await?;
    page.wait_text(".exercise", "Kept as you type").await?;
    saved(&page).await?;

    // The browser is closed in between; what was written is there again.
    let profile = page.close().await?;
    let page = Page::open_with(profile, Options::default()).await?;
    page.goto("#/exercises").await?;
    page.wait_text(".exercise-list", "Begun").await?;
    page.goto("#/exercises/course/1.1").await?;
    page.wait_true("document.querySelector('.exercise-item textarea')?.value.startsWith('It tells members')").await?;
    page.wait_true("document.querySelector('.exercise-item input[type=radio]').checked").await?;

    // A hint costs; Check says what was earned, and the focus is there.
    page.click("Hint (−10 %)").await?;
    page.wait_text(".exercise", "Hints").await?;
    tab_to(&page, ".exercise .button-primary").await?;
    page.press(&[], Key::Enter.value()).await?;
    page.wait_text(".exercise-result", "points").await?;
    page.wait_true("document.activeElement.matches('.exercise-result h2')").await?;
    page.wait_text(".exercise-item .verdict", "of 2").await?;
    page.wait_text(".exercise-result", "taken off for hints").await?;
    page.wait_text(".exercise-result", "2 attempts left").await?;
    page.assert_accessible().await?;

    // Another attempt begins with what was answered; an empty field is no reason to lose it.
    page.click("Another attempt").await?;
    page.wait_text(".page-header", "attempt 2 of 3").await?;
    page.wait_true("document.querySelector('.exercise-item textarea').value.startsWith('It tells members')").await?;
    page.click("Check").await?;
    page.wait_text(".exercise-result", "1 attempt left").await?;

    // Handing in asks for a name, and says what the file is and is not.
    page.goto("#/exercises").await?;
    page.wait_text(".exercise-list", "2 attempts").await?;
    page.wait_text("main", "no proof of who made it").await?;
    page.click("Hand in: make your student file").await?;
    page.wait_text(".field-error", "Give a name").await?;
    page.fill_field("Name or pseudonym", "Blue Heron").await?;
    page.click("Hand in: make your student file").await?;
    let file: Value = serde_json::from_str(&std::fs::read_to_string(page.downloaded(".json").await?)?)?;
    let text = file.to_string();
    for part in ["Blue Heron", "1.1", "It tells members what is new"] {
        ensure!(text.contains(part), "{part} is not in the file");
    }
    page.assert_quiet().await?;
    page.close().await?;
    Ok(())
}

/// A pack with each kind once.
fn pack() -> Value {
    let exercise = |id: &str, title: &str, question: Value| json!({ "id": id, "title": title, "text": "Do **this**.", "question": question });
    json!({
        "format": "hearth-exercise-pack", "version": 1, "id": "0198a000-0000-7000-8000-000000000001", "name": "Every kind", "author": "Rui",
        "conduct": { "attempts": 1, "shuffle": false },
        "exercises": [
            exercise("choice", "One of two", json!({ "kind": "choice", "points": 2, "options": [
                { "id": "a", "text": "Right one", "credit": 100, "feedback": "So it is." }, { "id": "b", "text": "Wrong one", "credit": 0 }] })),
            exercise("several", "Two of three", json!({ "kind": "choice", "multiple": true, "points": 2, "options": [
                { "id": "a", "text": "First", "credit": 50 }, { "id": "b", "text": "Second", "credit": 50 }, { "id": "c", "text": "Third", "credit": -50 }] })),
            exercise("matching", "What belongs together", json!({ "kind": "matching", "points": 2, "pairs": [
                { "id": "a", "left": "Instagram", "right": "Pictures" }, { "id": "b", "left": "LinkedIn", "right": "Work" }], "distractors": ["Films"] })),
            exercise("ordering", "In its order", json!({ "kind": "ordering", "points": 3, "items": [
                { "id": "a", "text": "Idea" }, { "id": "b", "text": "Draft" }, { "id": "c", "text": "Post" }] })),
            exercise("numeric", "A rate", json!({ "kind": "numeric", "points": 1, "answers": [{ "value": 4.5, "tolerance": 0.05 }], "unit": { "label": "%", "accepted": ["%"] } })),
            exercise("short", "A word", json!({ "kind": "short_text", "points": 1, "answers": [{ "text": "lurker*" }] })),
            exercise("text", "A reply", json!({ "kind": "free_text", "min_words": 3, "groups": [{ "label": "sorry", "any": ["sorry"], "points": 2 }],
                "rubric": [{ "id": "calm", "text": "It stays calm", "points": 1 }], "model_answer": "We are sorry." })),
            exercise("chart", "A chart", json!({ "kind": "chart",
                "chart": { "title": "Members a month", "x": ["Jan", "Feb", "Mar"], "series": [{ "name": "Members", "values": [10, 14, 12] }], "form": "bars" },
                "questions": [
                    { "id": "most", "text": "Which month has most?", "options": [{ "id": "j", "text": "January" }, { "id": "f", "text": "February", "credit": 100 }] },
                    { "id": "how", "text": "How many in March?", "answers": [{ "value": 12 }] }] })),
            exercise("drill", "A drill", json!({ "kind": "drill", "points": 10, "drill": { "name": "Late parcels", "briefing": "Parcels are late.",
                "messages": [{ "minute": 0, "who": "Lena", "text": "Where is my parcel?", "expects": "answer", "limit": 5, "keywords": [["sorry"]] }] } })),
            exercise("note", "To read", json!({ "kind": "note" })),
        ]
    })
}

const PACK: &str = "#/exercises/0198a000-0000-7000-8000-000000000001";

/// Takes the pack in.
async fn with_pack() -> Result<Page> {
    let page = empty().await?;
    let file = page.profile().path().join("every-kind.json");
    std::fs::write(&file, pack().to_string())?;
    page.goto("#/exercises").await?;
    page.click("Pack in").await?;
    page.upload("dialog[open] input[type=file]", &[&file]).await?;
    page.wait_text("dialog[open]", "Exercises").await?;
    page.assert_accessible().await?;
    page.click("Take it in").await?;
    page.wait_gone("dialog[open]").await?;
    page.wait_text("main", "Every kind").await?;
    Ok(page)
}

#[tokio::test]
async fn each_kind_is_answered_once() -> Result<()> {
    let page = with_pack().await?;
    let open = async |id: &str| -> Result<()> {
        page.goto(&format!("{PACK}/{id}")).await?;
        page.wait_text("h1", id).await?;
        page.wait_for(".exercise-foot").await?;
        page.assert_accessible().await
    };
    let checked = async |points: &str| -> Result<()> {
        page.click("Check").await?;
        page.wait_text(".exercise-result h2", points).await?;
        page.assert_accessible().await
    };

    // Nothing answered is said, and no attempt is used up.
    open("choice").await?;
    page.click("Check").await?;
    page.wait_text(".field-error", "Answer at least").await?;
    page.click_css(".option:nth-of-type(1) input").await?;
    checked("2 of 2").await?;
    page.wait_text(".option .verdict", "So it is.").await?;

    open("several").await?;
    page.click_css(".option:nth-of-type(1) input").await?;
    page.click_css(".option:nth-of-type(2) input").await?;
    checked("2 of 2").await?;

    open("matching").await?;
    page.run(
        "const set = (at, text) => { const list = document.querySelectorAll('.pair select')[at]; list.value = text; list.dispatchEvent(new Event('change', {bubbles: true})); };
         set(0, 'Pictures'); set(1, 'Films'); return true",
        json!(null),
    )
    .await?;
    checked("1 of 2").await?;

    open("numeric").await?;
    page.fill(".player input", "4,5").await?;
    page.press(&[], Key::Enter.value()).await?;
    page.wait_text(".exercise-result h2", "1 of 1").await?;

    open("short").await?;
    page.fill(".player input", "Lurkers").await?;
    checked("1 of 1").await?;

    open("text").await?;
    page.fill(".player textarea", "Sorry").await?;
    page.wait_text(".player", "1 word, 3 at least").await?;
    page.fill(".player textarea", "We are sorry for that.").await?;
    checked("2 of 2").await?;
    page.click_css(".exercise .check input").await?;
    page.wait_true("document.querySelector('.exercise .check input').checked").await?;
    page.wait_text(".exercise", "A good answer").await?;

    open("chart").await?;
    page.wait_for("figure svg.chart").await?;
    page.click("Table").await?;
    page.wait_text("figure table", "Feb").await?;
    page.click_css(".option:nth-of-type(2) input").await?;
    page.fill(".number-answer input", "12").await?;
    checked("2 of 2").await?;

    open("drill").await?;
    page.click("Start").await?;
    page.wait_text(".drill-stream", "Where is my parcel?").await?;
    page.fill(".drill-message textarea", "Sorry, Lena, we look into it.").await?;
    page.click("Answer").await?;
    page.wait_text(".exercise-result h2", "of 10").await?;
    page.wait_text(".drill-stream", "answered").await?;
    page.assert_accessible().await?;

    open("note").await?;
    page.click("Mark as read").await?;
    page.wait_text(".exercise-result", "Marked as read").await?;

    page.goto("#/exercises?show=attempted").await?;
    page.wait_true("document.querySelectorAll('.exercise-list > li').length === 9").await?;
    saved(&page).await?;
    page.assert_quiet().await?;
    page.close().await?;
    Ok(())
}

#[tokio::test]
async fn an_order_is_made_by_keyboard_and_taken_back() -> Result<()> {
    let page = with_pack().await?;
    page.goto(&format!("{PACK}/ordering")).await?;
    page.wait_for(".ordering").await?;
    page.assert_accessible().await?;
    let order = "[...document.querySelectorAll('.ordering > li')].map((item) => item.dataset.item).join('')";
    // Each item is carried up to its place with Alt and an arrow key; the focus goes along.
    for (place, item) in ["a", "b", "c"].into_iter().enumerate() {
        page.run("document.querySelector(`[data-item=\"${args}\"] .up button`).focus()", json!(item)).await?;
        for _ in 0..3 {
            let at = page
                .run("return [...document.querySelectorAll('.ordering > li')].findIndex((one) => one.dataset.item === args)", json!(item))
                .await?;
            if at == json!(place) {
                break;
            }
            page.press(&[Key::Alt], Key::Up.value()).await?;
            page.wait_true(&format!("document.activeElement.closest('[data-item=\"{item}\"]')")).await?;
        }
    }
    page.wait_true(&format!("{order} === 'abc'")).await?;
    page.wait_true(
        "[...document.querySelectorAll('.exercise [aria-live]')].some((one) => /place \\d of 3/.test(one.textContent))",
    )
    .await?;
    // Leaving a field or a button keeps what was done at once.
    page.press(&[], Key::Tab.value()).await?;
    page.wait_text(".exercise", "Kept as you type").await?;
    // A button moves as well, and what was moved can be taken back.
    page.click_css("[data-item=\"a\"] .down button").await?;
    page.wait_true(&format!("{order} === 'bac'")).await?;
    page.press(&[], Key::Tab.value()).await?;
    saved(&page).await?;
    page.press(&[Key::Control], 'z').await?;
    page.wait_true(&format!("{order} === 'abc'")).await?;
    page.click("Check").await?;
    page.wait_text(".exercise-result h2", "3 of 3").await?;
    page.assert_accessible().await?;
    page.assert_quiet().await?;
    page.close().await?;
    Ok(())
}
