//! Two tabs with the same workspace: each sees what the other saves, and the right to write goes to where the work is.

use anyhow::{Result, ensure};
use serde_json::json;

use crate::support::Page;

/// Imports one post; the argument is its id.
const ADD: &str = "
    await window.hearth.importFile(new TextEncoder().encode(`id,published at,reach\\n${args},2026-10-05T10:00:00Z,100\\n`), {name: `${args}.csv`});
    return await window.hearth.saved";

#[tokio::test]
async fn each_tab_follows_the_other() -> Result<()> {
    let page = Page::open().await?;
    let first = page.tab().await?;
    page.run("await window.hearth.ready; return true", json!(null)).await?;
    page.run(ADD, json!("one")).await?;
    let second = page.new_tab("#/storage").await?;
    page.wait_true("window.hearth.stats().rows.posts === 1").await?;
    page.wait_text(".save-state", "open in another tab too").await?;

    // An edit in the first tab shows in the second.
    page.switch_to(&first).await?;
    page.run(ADD, json!("two")).await?;
    page.switch_to(&second).await?;
    page.wait_true("window.hearth.stats().rows.posts === 2").await?;

    // An edit in the second takes the right to write along, and shows in the first.
    page.run(ADD, json!("three")).await?;
    page.wait_true("!document.querySelector('.save-state').textContent.includes('another tab')").await?;
    page.switch_to(&first).await?;
    page.wait_true("window.hearth.stats().rows.posts === 3").await?;
    page.wait_text(".save-state", "open in another tab too").await?;
    ensure!(page.count(".banner-bad").await? == 0, "no conflict");

    // And back; nothing is lost on the way.
    page.run(ADD, json!("four")).await?;
    page.reload().await?;
    page.run("await window.hearth.ready; return true", json!(null)).await?;
    let rows =
        page.run("return JSON.parse(window.hearth.exportWorkspace()).facts.posts.columns.id", json!(null)).await?;
    ensure!(rows == json!(["one", "two", "three", "four"]), "{rows}");

    // The other tab ends: this one may write without asking.
    page.switch_to(&second).await?;
    page.driver().close_window().await?;
    page.switch_to(&first).await?;
    page.wait_true("!document.querySelector('.save-state').textContent.includes('another tab')").await?;
    page.assert_quiet().await?;
    page.close().await?;
    Ok(())
}
