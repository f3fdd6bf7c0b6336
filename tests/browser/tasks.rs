//! A workspace task as a student does it: begun from the exercise, done in part, over a reload, looked at, handed in, and
//! the points at home; then gone on with.

use anyhow::{Result, ensure};
use serde_json::json;

use crate::support::{Options, Page, Profile};

async fn saved(page: &Page) -> Result<()> {
    page.run("return await window.hearth.saved", json!(null)).await?;
    Ok(())
}

/// A day of the next week, 0 = Monday, as `2026-11-30`.
async fn next_week(page: &Page, day: i64) -> Result<String> {
    let script = "const day = new Date(); day.setHours(12);
        day.setDate(day.getDate() + 7 - (day.getDay() + 6) % 7 + args);
        return [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, '0')).join('-')";
    Ok(page.run(script, json!(day)).await?.as_str().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn a_student_plans_a_week_in_a_workspace_of_its_own_and_sees_the_points_at_home() -> Result<()> {
    let page = Page::open_with(Profile::fresh()?, Options::default()).await?;
    page.click_css(".door:nth-of-type(3)").await?;
    page.wait_text("h1", "Import").await?;

    page.goto("#/exercises/course/2.5").await?;
    page.wait_text("h1", "Exercise 2.5").await?;
    page.assert_accessible().await?;
    page.click("Begin in a workspace of its own").await?;
    page.wait_text(".task-bar", "Exercise 2.5").await?;
    page.wait_text(".switcher", "Task 2.5").await?;
    page.wait_text(".task-asked", "A post on Instagram every day of next week").await?;
    page.assert_accessible().await?;

    // A tip for Monday; Wednesday's post is there from the beginning.
    let monday = next_week(&page, 0).await?;
    page.goto(&format!("#/content?view=week&open=new&on={monday}")).await?;
    page.fill_field("Title", "Breathe out on the way up").await?;
    page.set_field("Pillar", "Tips").await?;
    let ticked = page
        .run(
            "const box = [...document.querySelectorAll('.detail .check')].find((one) => one.textContent.includes('Instagram'))
                .querySelector('input');
            if (!box.checked) box.click();
            return box.checked",
            json!(null),
        )
        .await?;
    ensure!(ticked == true, "the post goes to Instagram");
    page.fill_field("Text for Briskway on Instagram", "Breathe out on the way up, in on the way down. #BriskTip")
        .await?;
    page.click("Add post").await?;
    page.wait_gone(".detail").await?;
    saved(&page).await?;

    // The page is loaded anew: the task goes on.
    page.reload().await?;
    page.started().await?;
    page.wait_text(".task-bar", "Exercise 2.5").await?;
    page.click("Check my work").await?;
    page.wait_text(".task-asked", "2 of 7 days have a post").await?;
    page.wait_text(".task-bar-title", "of 10 points").await?;
    page.assert_accessible().await?;

    page.click("Hand in and go back").await?;
    page.wait_text("h1", "Exercise 2.5").await?;
    page.wait_gone(".task-bar").await?;
    page.wait_text(".exercise-result", "of 10 points").await?;
    page.wait_text(".exercise", "2 of 7 days have a post").await?;
    page.assert_accessible().await?;
    saved(&page).await?;
    let handed_in = "return JSON.parse(window.hearth.exportWorkspace()).records.exercise_work[0].attempts.map((one) => [one.answer.outcomes.length, one.answer.file.length > 1000, one.points > 0])";
    let attempts = page.run(handed_in, json!(null)).await?;
    ensure!(attempts == json!([[7, true, true]]), "outcomes and file are with the attempt: {attempts}");

    // Another attempt goes on in the same workspace, and can be left without handing in.
    page.click("Another attempt").await?;
    page.click("Go on with it").await?;
    page.wait_text(".task-bar", "Exercise 2.5").await?;
    page.click("Go back without handing in").await?;
    page.wait_gone(".task-bar").await?;
    page.wait_text("h1", "Exercise 2.5").await?;
    let attempts = page.run(handed_in, json!(null)).await?;
    ensure!(attempts == json!([[7, true, true]]), "nothing was handed in: {attempts}");
    page.assert_quiet().await
}
