//! Storage that is off, full or damaged: the page works on, says so, and shows the way back.

use anyhow::{Result, ensure};
use serde_json::{Value, json};
use thirtyfour::Key;

use crate::support::{Options, Page, Profile};

const READY: &str = "await window.hearth.ready; return true";
/// Imports 20 posts with a text long enough to need some room.
const ADD: &str = "
    const rows = Array.from({length: 20}, (_, row) => `${args}-${row},2026-10-05T10:00:00Z,${100 + row},${'word '.repeat(400)}${row}`);
    await window.hearth.importFile(new TextEncoder().encode('id,published at,reach,text\\n' + rows.join('\\n') + '\\n'), {name: `${args}.csv`});
    return true";

#[tokio::test]
async fn the_page_works_where_storage_is_off() -> Result<()> {
    let page = Page::blank(Profile::fresh()?, Options::default()).await?;
    let off = "for (const name of ['indexedDB', 'localStorage']) {
        Object.defineProperty(window, name, {get() { throw new DOMException('storage is off', 'SecurityError'); }});
    }";
    page.cdp("Page.addScriptToEvaluateOnNewDocument", json!({"source": off})).await?;
    page.driver().goto(page.address("")?).await?;
    page.started().await?;
    page.click("Open the sample community").await.or(page.click_css(".door").await)?;
    page.wait_text("h1", "Analytics").await?;
    page.wait_text(".banner-warn", "export the workspace to a file").await?;
    page.wait_text(".save-state", "Not kept").await?;
    page.wait_for(".tiles").await?;
    page.assert_accessible().await?;
    page.shot("storage-off").await?;
    page.click("Export workspace").await?;
    page.downloaded(".hearth.json").await?;
    page.close().await?;
    Ok(())
}

#[tokio::test]
async fn a_full_disk_costs_no_edit() -> Result<()> {
    let page = Page::blank(Profile::fresh()?, Options::default()).await?;
    // The browser looks at the quota when an origin first keeps something, so it must be small before.
    page.driver().goto(format!("{}icon.svg", page.address("")?)).await?;
    let origin = page.run("return location.origin", json!(null)).await?;
    page.cdp("Storage.overrideQuotaForOrigin", json!({"origin": origin, "quotaSize": 4_000_000})).await?;
    page.driver().goto(page.address("")?).await?;
    page.started().await?;
    page.run(ADD, json!("before")).await?;
    page.run("return await window.hearth.saved", json!(null)).await?;
    let large = "
        const words = () => Array.from({length: 1500}, () => Math.random().toString(36).slice(2)).join(' ');
        const rows = Array.from({length: 400}, (_, row) => `after-${row},2026-10-05T10:00:00Z,${100 + row},${words()}`);
        await window.hearth.importFile(new TextEncoder().encode('id,published at,reach,text\\n' + rows.join('\\n') + '\\n'), {name: 'after.csv'});
        return true";
    page.run(large, json!(null)).await?;
    page.wait_text(".banner-bad", "no room left to save").await?;
    page.wait_text(".save-state", "Not saved").await?;
    let stats = page.run("return window.hearth.stats()", json!(null)).await?;
    ensure!(stats["rows"]["posts"] == 420 && stats["saved"] == false, "the edit is on screen: {stats}");
    page.shot("storage-full").await?;
    page.assert_accessible().await?;
    // Going back to what fits is saved without being asked for.
    page.press(&[Key::Control], 'z').await?;
    page.wait_true("window.hearth.stats().rows.posts === 20").await?;
    page.wait_gone(".banner-bad").await?;
    page.run("return await window.hearth.saved", json!(null)).await?;
    page.reload().await?;
    page.run(READY, json!(null)).await?;
    page.wait_true("window.hearth.stats().rows.posts === 20").await?;
    page.close().await?;
    Ok(())
}

#[tokio::test]
async fn a_snapshot_brings_a_vanished_workspace_back() -> Result<()> {
    let page = Page::open().await?;
    page.run(READY, json!(null)).await?;
    page.run(ADD, json!("kept")).await?;
    page.run("return await window.hearth.saved", json!(null)).await?;
    let before = page.run("return window.hearth.exportWorkspace({canonical: true})", json!(null)).await?;
    // A snapshot is made when a workspace is opened.
    page.reload().await?;
    page.run(READY, json!(null)).await?;
    page.wait_until("a snapshot", async || {
        let count = page
            .run(
                "// Opened here first, it would be a database without anything in it.
                 if (!(await indexedDB.databases()).some((one) => one.name === 'hearth/snapshots')) return 0;
                 const request = indexedDB.open('hearth/snapshots');
                 const database = await new Promise((resolve, reject) => { request.onsuccess = () => resolve(request.result); request.onerror = reject; });
                 if (!database.objectStoreNames.contains('entries')) { database.close(); return 0; }
                 const all = database.transaction('entries').objectStore('entries').count();
                 const count = await new Promise((resolve) => { all.onsuccess = () => resolve(all.result); });
                 database.close();
                 return count",
                json!(null),
            )
            .await?;
        Ok((count.as_u64() == Some(1)).then_some(()))
    })
    .await?;
    page.run(
        "const request = indexedDB.deleteDatabase('hearth/workspaces');
         await new Promise((resolve, reject) => { request.onsuccess = resolve; request.onerror = reject; });
         return true",
        Value::Null,
    )
    .await?;
    page.reload().await?;
    page.wait_text(".banner-bad", "is gone").await?;
    page.wait_text(".banner-bad", "Restore the snapshot of").await?;
    page.shot("vanished").await?;
    page.assert_accessible().await?;
    page.click_css(".banner-bad button").await?;
    page.run(READY, json!(null)).await?;
    page.wait_true("window.hearth.stats().rows.posts === 20").await?;
    page.wait_gone(".banner-bad").await?;
    let after = page.run("return window.hearth.exportWorkspace({canonical: true})", json!(null)).await?;
    ensure!(before == after, "the same workspace is back");
    page.close().await?;
    Ok(())
}
