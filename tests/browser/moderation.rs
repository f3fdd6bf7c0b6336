//! Moderation, from beginning to end: a flag, what is done about it, the appeal, and a log that keeps all of it.

use anyhow::{Result, ensure};
use serde_json::json;
use thirtyfour::Key;

use crate::{
    screens::with_sample,
    support::{Options, Page},
};

/// Ticks a box of the open panel by the beginning of its label.
async fn tick(page: &Page, label: &str) -> Result<()> {
    page.wait_until(&format!("a box “{label}”"), async || {
        let ticked = page
            .run(
                "const box = [...document.querySelectorAll('.detail label.check')].find((one) => one.textContent.trim().startsWith(args))?.querySelector('input');
                 if (box && !box.checked) box.click();
                 return Boolean(box?.checked)",
                json!(label),
            )
            .await?;
        Ok((ticked == json!(true)).then_some(()))
    })
    .await
}

async fn log_is_whole(page: &Page) -> Result<()> {
    page.goto("#/moderation?view=log").await?;
    page.click("Verify").await?;
    page.wait_text(".log-outcome", "The log is whole").await
}

#[tokio::test]
async fn flag_action_appeal_overturned_and_the_log_is_intact() -> Result<()> {
    let page = with_sample(Options::default()).await?;

    page.goto("#/moderation?open=new").await?;
    page.fill_field("What was said", "Free templates, all of them: example.org").await?;
    page.fill_field("Who said it", "Rui Newcomer").await?;
    page.fill_field("Who reported it", "Ana").await?;
    page.fill_field("Why, in their words", "Advertising").await?;
    page.fill_field("Your name", "Ilse Vermeer").await?;
    page.assert_accessible().await?;
    page.click("Add flag").await?;
    page.wait_text(".detail h2", "Flag: Rui Newcomer").await?;
    page.assert_accessible().await?;

    // No action without a reason or a rule.
    tick(&page, "Remove").await?;
    tick(&page, "Mute").await?;
    page.click("Decide").await?;
    page.wait_text(".detail", "Give a reason or a house rule").await?;
    tick(&page, "4. No advertising").await?;
    page.click("Decide").await?;
    page.wait_text("section[aria-label=\"Decision\"]", "Mute for 24 h").await?;
    page.wait_text("section[aria-label=\"Decision\"]", "rule 4").await?;
    page.click("Mark as told").await?;
    page.wait_text("section[aria-label=\"Reports\"]", "told").await?;

    // The appeal is heard by somebody else; the page says so where it is not.
    page.click_css("section[aria-label=\"Appeal\"] summary").await?;
    page.fill_field("The appeal in their words", "It was in Show your setup, and once.").await?;
    page.click("Take the appeal in").await?;
    page.wait_text("section[aria-label=\"Appeal\"]", "Decided before by Ilse Vermeer").await?;
    page.wait_text("section[aria-label=\"Appeal\"]", "You decided this flag yourself").await?;
    page.fill_field("Your name", "Dario Lazić").await?;
    page.wait_gone("section[aria-label=\"Appeal\"] .banner").await?;
    page.fill_field("Reason", "It was the first time, in the right place.").await?;
    page.assert_accessible().await?;
    page.click("Overturn").await?;
    page.wait_text("section[aria-label=\"Decision\"]", "Overturned on appeal").await?;

    log_is_whole(&page).await?;
    page.assert_accessible().await?;

    // Undo takes the decision back, and the log keeps both.
    page.run("document.activeElement?.blur(); return true", json!(null)).await?;
    page.press(&[Key::Control], 'z').await?;
    page.wait_text("main", "Undone").await?;
    log_is_whole(&page).await?;
    page.run("return await window.hearth.saved", json!(null)).await?;
    let stored =
        page.run("return JSON.parse(window.hearth.exportWorkspace()).records.audit_log.length", json!(null)).await?;
    page.reload().await?;
    log_is_whole(&page).await?;
    let again =
        page.run("return JSON.parse(window.hearth.exportWorkspace()).records.audit_log.length", json!(null)).await?;
    ensure!(stored == again, "the log had {stored} entries and has {again}");
    page.assert_quiet().await?;
    page.close().await?;
    Ok(())
}

#[tokio::test]
async fn the_queue_is_gone_through_by_keyboard() -> Result<()> {
    let page = with_sample(Options::default()).await?;
    page.goto("#/moderation").await?;
    page.wait_text(".flag-list", "Rua das Flores").await?;
    let before = page.count(".flag-row").await?;
    page.run("document.activeElement?.blur(); return true", json!(null)).await?;
    page.type_keys("j").await?;
    page.wait_true("document.activeElement?.dataset.place === '0'").await?;
    page.type_keys("jj").await?;
    page.wait_true("document.activeElement?.dataset.place === '2'").await?;
    page.type_keys("k").await?;
    page.wait_true("document.activeElement?.dataset.place === '1'").await?;
    page.type_keys("a").await?;
    page.wait_true(&format!("document.querySelectorAll('.flag-row').length === {}", before - 1)).await?;
    page.type_keys("d").await?;
    page.wait_for(".detail form").await?;
    page.wait_true("document.activeElement?.closest('.detail form') !== null").await?;
    page.press(&[], Key::Escape.value()).await?;
    page.wait_gone(".detail").await?;
    page.assert_quiet().await?;
    page.close().await?;
    Ok(())
}
