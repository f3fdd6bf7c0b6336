//! Planning, from beginning to end on a fresh profile: a week of tips, a meetup, a review by file. What the pointer can
//! do the keyboard can too.

use anyhow::{Result, ensure};
use serde_json::{Value, json};
use thirtyfour::Key;

use crate::support::{Options, Page, Profile};

/// An empty workspace with one channel.
async fn with_channel() -> Result<Page> {
    let page = Page::open_with(Profile::fresh()?, Options::default()).await?;
    page.click_css(".door:nth-of-type(3)").await?;
    page.wait_text("h1", "Import").await?;
    page.goto("#/channels?open=new").await?;
    page.fill_field("Name", "Pulse on Instagram").await?;
    page.click("Add channel").await?;
    page.wait_gone(".detail").await?;
    Ok(page)
}

/// A day from today in the workspace's zone, as `2026-11-22`.
async fn day(page: &Page, from_today: i64) -> Result<String> {
    let script = "const day = new Date(Date.now() + args * 864e5);
        return [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, '0')).join('-')";
    Ok(page.run(script, json!(from_today)).await?.as_str().unwrap_or_default().to_owned())
}

async fn saved(page: &Page) -> Result<Value> {
    page.run("return await window.hearth.saved", json!(null)).await
}

async fn undo(page: &Page) -> Result<()> {
    page.run("document.activeElement?.blur(); return true", json!(null)).await?;
    page.press(&[Key::Control], 'z').await
}

#[tokio::test]
async fn a_week_of_daily_tips_from_idea_to_matched_result() -> Result<()> {
    let page = with_channel().await?;

    // A slot on every day shows what the week still wants.
    page.goto("#/content?slot=new").await?;
    page.fill_field("Name", "Daily tip").await?;
    page.set_field("At", "07:30").await?;
    page.fill_field("A post made from it is called", "Daily tip {n}").await?;
    page.fill_field("And begins with", "Move a little today. #PulseTip").await?;
    page.wait_text(".detail", "Every day at 07:30").await?;
    page.assert_accessible().await?;
    page.click("Add slot").await?;
    page.wait_gone(".detail").await?;
    page.goto("#/content?view=week").await?;
    page.wait_for(".entry-gap").await?;

    // By keyboard: the gap becomes a draft that is written, reviewed, approved and scheduled.
    page.run("document.querySelector('.entry-gap').focus(); return true", json!(null)).await?;
    page.type_keys(&Key::Enter.value().to_string()).await?;
    page.wait_text(".detail h2", "Daily tip 1").await?;
    page.wait_true("document.querySelector('.composer-text').value === 'Move a little today. #PulseTip'").await?;
    page.wait_text(".count", "of 2\u{202f}200 characters as Instagram counts").await?;
    page.wait_text(".findings", "image").await?;
    page.assert_accessible().await?;
    for (press, status) in [("Ask for review", "In review"), ("Approve", "Approved"), ("Schedule", "Scheduled")] {
        page.click(press).await?;
        page.wait_gone(".detail").await?;
        page.wait_true(&format!(
            "document.querySelector('[data-entry]')?.getAttribute('aria-label').includes('{status}')"
        ))
        .await?;
        page.run("document.querySelector('[data-entry]').focus(); return true", json!(null)).await?;
        page.type_keys(&Key::Enter.value().to_string()).await?;
        page.wait_text(".steps-row .badge", status).await?;
    }
    page.press(&[], Key::Escape.value()).await?;
    page.wait_gone(".detail").await?;

    // Moved by keyboard, taken back, moved with the pointer. What was moved keeps its time.
    let at = "document.querySelector('[data-entry]').closest('[data-day]').dataset.day";
    let begins = page.run(&format!("return {at}"), json!(null)).await?;
    page.run("document.querySelector('[data-entry]').focus(); return true", json!(null)).await?;
    page.press(&[Key::Alt], Key::Right.value()).await?;
    page.wait_true(&format!("document.querySelector('[data-entry]') && {at} !== {begins}")).await?;
    page.wait_true("document.activeElement.matches('[data-entry]')").await?;
    undo(&page).await?;
    // The move may have led to the next week, and this one is not there.
    page.goto("#/content?view=week").await?;
    page.wait_true(&format!("document.querySelector('[data-entry]') && {at} === {begins}")).await?;
    let other = page
        .run(
            "const here = document.querySelector('[data-entry]').closest('[data-day]');
              return [...document.querySelectorAll('[data-day]')].find((day) => day !== here).dataset.day",
            json!(null),
        )
        .await?;
    page.drag("[data-entry]", &format!("[data-day={other}]")).await?;
    page.wait_true(&format!("{at} === {other}")).await?;
    page.wait_true("document.querySelector('[data-entry] .entry-time').textContent === '07:30'").await?;
    undo(&page).await?;
    page.wait_true(&format!("{at} === {begins}")).await?;

    // Published by hand, with the address of the post; the result that comes in later is matched by it.
    page.run("document.querySelector('[data-entry]').click(); return true", json!(null)).await?;
    page.click("Publish").await?;
    page.click_css(".detail .button-row .button-primary").await?;
    page.fill_field("Address of the published post", "https://www.instagram.com/p/C123abc/?utm_source=x").await?;
    page.click("Save").await?;
    page.wait_gone(".detail").await?;
    let file = "Post ID,Account username,Account name,Permalink,Post type,Publish time,Description,Reach,Likes,Comments,Shares,Saves\n\
                17900001,pulse,Pulse on Instagram,https://www.instagram.com/p/C123abc/,IG image,11/20/2026 07:31,Move a little today. #PulseTip,1200,80,9,4,7\n";
    let report = page
        .run(
            "return await window.hearth.importFile(new Blob([args]), {name: 'results.csv', kind: 'posts'})",
            json!(file),
        )
        .await?;
    ensure!(report["counts"]["new"] == json!(1) || report["new"] == json!(1), "{report}");
    page.goto("#/content").await?;
    page.wait_text(".plan-summary", "1 imported post to match").await?;
    page.click("1 imported post to match with the plan").await?;
    page.wait_text("dialog[open]", "same address").await?;
    page.assert_accessible().await?;
    page.wait_text("dialog[open] .dialog-footer", "Link the 1 that are sure").await?;
    // The button goes with what it links, which a driver takes for a click that failed.
    page.run("document.querySelector('dialog[open] .dialog-footer .button-primary').click(); return true", json!(null))
        .await?;
    page.press(&[], Key::Escape.value()).await?;
    page.goto("#/content?view=list").await?;
    page.wait_text("[role=grid], .table", "Published").await?;
    let id = page.run("return JSON.parse(window.hearth.exportWorkspace()).records.content.find((item) => item.variants[0].result).id", json!(null)).await?;
    page.goto(&format!("#/content?view=list&open={}", id.as_str().unwrap_or_default())).await?;
    page.click("Publish").await?;
    page.wait_text(".detail", "Came of it").await?;
    page.wait_text(".detail .key-values", "1\u{202f}200").await?;
    saved(&page).await?;
    page.assert_quiet().await?;
    page.close().await?;
    Ok(())
}

#[tokio::test]
async fn a_meetup_from_plan_to_no_show_rate() -> Result<()> {
    let page = with_channel().await?;
    page.goto("#/events?open=new").await?;
    // What is missing is said at its field.
    page.click("Add event").await?;
    page.wait_text(".detail", "Give the event a name").await?;
    page.fill_field("Title", "Stretch together, live").await?;
    page.fill_field("Places", "2").await?;
    page.click("Add event").await?;
    page.wait_text(".detail h2", "Stretch together, live").await?;

    // Two places, three who want one; who waits moves up when somebody cannot come.
    page.click("Guests").await?;
    for name in ["Ana", "Ben", "Chloé"] {
        page.fill_field("Name", name).await?;
        page.click("Add answer").await?;
        page.wait_text(".guests", name).await?;
    }
    page.wait_true("[...document.querySelectorAll('.guests li')].some((li) => li.textContent.includes('Chloé') && li.textContent.includes('Waitlist'))").await?;
    page.assert_accessible().await?;
    page.click("Change the answer of Ana").await?;
    page.click_css(".menu:popover-open .menu-item:nth-of-type(3)").await?;
    page.wait_true("[...document.querySelectorAll('.guests li')].some((li) => li.textContent.includes('Chloé') && li.textContent.includes('Yes'))").await?;
    page.wait_text(".toasts", "Chloé moved up from the waitlist").await?;

    // A run sheet whose steps follow each other, and promotion with a post of the calendar.
    page.click("Run sheet").await?;
    for (what, minutes) in [("Welcome", "10"), ("Stretching", "75")] {
        page.fill_field("What happens", what).await?;
        page.fill_field("Minutes", minutes).await?;
        page.click("Add step").await?;
        page.wait_text(".detail table", what).await?;
    }
    page.wait_text(".detail table", "18:10").await?;
    page.wait_text(".detail", "5 min left until the end").await?;
    page.click("Promotion").await?;
    page.wait_for(".tasks li").await?;
    page.run(
        "const select = document.querySelector('.tasks select');
         select.value = select.options[1].value;
         select.dispatchEvent(new Event('change', {bubbles: true}));
         return true",
        json!(null),
    )
    .await?;
    page.click("Make the post").await?;
    page.wait_text("h1", "Content").await?;
    page.wait_text(".detail", "Stretch together, live").await?;
    page.press(&[], Key::Escape.value()).await?;

    // It took place: one of two who said yes came, and one without an answer.
    page.goto("#/events").await?;
    page.click("Stretch together, live").await?;
    page.click("Details").await?;
    let yesterday = day(&page, -1).await?;
    page.set_field("Begins", &yesterday).await?;
    page.click("Save").await?;
    page.click("Guests").await?;
    page.click("Check Ben in").await?;
    page.wait_text(".guests", "✓ There").await?;
    page.fill_field("Came without an answer", "Dora").await?;
    page.click("Let in").await?;
    page.wait_text(".guests", "Dora").await?;
    page.wait_text(".preview-counts", "50.00\u{202f}%").await?;
    page.click("Survey and costs").await?;
    page.fill_field("Rating, 1 to 5", "5").await?;
    page.fill_field("Would recommend, 0 to 10", "9").await?;
    page.click("Add answer").await?;
    page.wait_text(".preview-counts", "100").await?;
    page.assert_accessible().await?;
    saved(&page).await?;
    page.assert_quiet().await?;
    page.close().await?;
    Ok(())
}

#[tokio::test]
async fn a_reviewer_approves_by_file() -> Result<()> {
    let page = with_channel().await?;
    page.goto("#/content?open=new").await?;
    page.fill_field("Title", "Autumn plan").await?;
    page.fill_field("Text for Pulse on Instagram", "Three months, three habits.").await?;
    page.click("Add post").await?;
    page.wait_gone(".detail").await?;
    let id = page.run("return JSON.parse(window.hearth.exportWorkspace()).records.content[0].id", json!(null)).await?;
    let route = format!("#/content?open={}", id.as_str().unwrap_or_default());
    page.goto(&route).await?;
    page.click("Draft").await?;
    page.wait_gone(".detail").await?;
    page.goto(&route).await?;
    page.click("Ask for review").await?;
    page.wait_gone(".detail").await?;
    page.goto("#/content?view=list").await?;
    page.click("More").await?;
    page.click("Send for review…").await?;
    page.fill_field("Your name", "Noor").await?;
    page.fill_field("Reviewer’s name", "Iris").await?;
    page.assert_accessible().await?;
    page.click("Make the review file").await?;
    let sent = page.downloaded(".json").await?;

    // On another machine, without an account.
    let reviewer = Page::open_with(Profile::fresh()?, Options::default()).await?;
    reviewer.upload("#start-file", &[&sent]).await?;
    reviewer.wait_until("the review to open", async || {
        for press in ["Open it", "Open this workspace", "Open", "Open workspace"] {
            let there = reviewer.run("return [...document.querySelectorAll('main button')].some((one) => one.textContent.trim() === args)", json!(press)).await?;
            if there == json!(true) {
                reviewer.click(press).await?;
                return Ok(Some(()));
            }
        }
        Ok(None)
    })
    .await?;
    reviewer.wait_text("h1", "Content").await?;
    reviewer.run("await window.hearth.saved; return true", json!(null)).await?;
    reviewer.goto(&route).await?;
    reviewer.wait_text("main", "Noor asks for your word").await?;
    reviewer.click("Review").await?;
    reviewer.fill_field("Comment", "Lovely. <b>One</b> habit at a time?").await?;
    reviewer.click("Add comment").await?;
    reviewer
        .wait_text(".comments", "One habit at a time?")
        .await
        .or(reviewer.wait_text(".comments", "<b>One</b>").await)?;
    reviewer.click("Approve").await?;
    reviewer.wait_gone(".detail").await?;
    reviewer.click("Make the answer file").await?;
    let answered = reviewer.downloaded(".json").await?;
    reviewer.assert_quiet().await?;

    // Back home: seen first, then taken in; a second time it brings nothing.
    page.goto("#/content").await?;
    for time in [1, 2] {
        page.click("More").await?;
        page.click("Table, calendar or answered review…").await?;
        page.upload("dialog[open] input[type=file]", &[&answered]).await?;
        if time == 1 {
            page.wait_text("dialog[open]", "approved by Iris").await?;
            page.assert_accessible().await?;
            page.click("Take it in").await?;
            page.wait_gone("dialog[open]").await?;
        } else {
            page.wait_text("dialog[open]", "nothing in this file that is not here already").await?;
            page.click("Cancel").await?;
        }
    }
    page.goto(&route).await?;
    page.wait_text(".steps-row .badge", "Approved").await?;
    page.click("Review (1)").await?;
    page.wait_text(".comments", "<b>One</b> habit").await?;
    page.assert_quiet().await?;
    page.close().await?;
    reviewer.close().await?;
    Ok(())
}
