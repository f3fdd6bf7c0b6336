//! What the page called saved survives the death of the browser: killed with SIGKILL at changing moments of a course
//! of edits, every edit that was saved is there afterwards, and nothing is half there.

use anyhow::{Result, bail, ensure};
use serde_json::json;
use std::time::{Duration, Instant};

use crate::support::{Options, Page, Profile};

/// How often the browser is killed.
const TIMES: u64 = 20;

/// Imports one small table after another and notes, outside the page, which of them were saved: each is an edit that
/// touches a record, facts and dictionaries at once.
const WORK: &str = "
    await window.hearth.ready;
    window.savedUpTo = -1;
    (async () => {
        for (let number = args; ; number += 1) {
            const text = 'id,ts,kind,text\\n' + [0, 1, 2].map((row) => `${number}-${row},${1700000000000 + number * 1000 + row},post,edit ${number}`).join('\\n') + '\\n';
            await window.hearth.importFile(new TextEncoder().encode(text), {name: `edit-${number}.csv`});
            await window.hearth.saved;
            window.savedUpTo = number;
        }
    })();
    return true";

/// The numbers of the edits that are there: of each, how many rows, and whether its import is recorded.
const FOUND: &str = "
    await window.hearth.ready;
    if (!window.hearth.stats().workspace) { return {rows: [], batches: []}; }
    const file = JSON.parse(window.hearth.exportWorkspace());
    const ids = file.facts.activities.columns.id;
    return {
        rows: ids,
        batches: file.records.batches.map((batch) => batch.file),
        alarm: document.querySelector('.banner-bad')?.textContent ?? null,
    };";

/// Everything that helps to understand a loss.
const STATE: &str = "
    const databases = await indexedDB.databases();
    return {
        shows: document.body.innerText.slice(0, 600),
        databases,
        kept: Object.fromEntries(Object.entries(localStorage).map(([key, value]) => [key, value.slice(0, 300)])),
    };";

#[tokio::test]
async fn every_saved_edit_survives_a_killed_browser() -> Result<()> {
    let mut profile = Profile::fresh()?;
    let mut next = 0_i64;
    // A fixed sequence of moments, so that a failure can be repeated.
    let mut moment = 0x2545_f491_4f6c_dd1d_u64;
    let began = Instant::now();
    for round in 0..TIMES {
        let page = Page::open_with(profile, Options::default()).await?;
        page.run(WORK, json!(next)).await?;
        moment ^= moment << 13;
        moment ^= moment >> 7;
        moment ^= moment << 17;
        let edits = 1 + i64::try_from(moment % 6)?;
        // Wait for some edits to be saved, then a moment more, so that the end comes at any place in a save.
        let wanted = next + edits - 1;
        page.wait_true(&format!("window.savedUpTo >= {wanted}")).await?;
        tokio::time::sleep(Duration::from_micros(moment % 9_000)).await;
        let saved = page.run("return window.savedUpTo", json!(null)).await?.as_i64().unwrap_or(-1);
        profile = page.kill()?;

        let page = Page::open_with(profile, Options::default()).await?;
        let found = page.run(FOUND, json!(null)).await?;
        ensure!(found["alarm"].is_null(), "round {round}: {}", found["alarm"]);
        let rows: Vec<String> = serde_json::from_value(found["rows"].clone())?;
        let batches: Vec<String> = serde_json::from_value(found["batches"].clone())?;
        if rows.is_empty() && saved >= 0 {
            bail!("round {round}: nothing is there: {:#}", page.run(STATE, json!(null)).await?);
        }
        for number in 0..=saved {
            for row in 0..3 {
                ensure!(
                    rows.contains(&format!("{number}-{row}")),
                    "round {round}: saved edit {number} is gone ({saved} were saved)"
                );
            }
        }
        // What was under way when the end came is there whole or not at all.
        ensure!(rows.len() == batches.len() * 3, "round {round}: {} rows of {} edits", rows.len(), batches.len());
        next = i64::try_from(batches.len())?;
        profile = page.close().await?;
    }
    println!("killed {TIMES} times in {} s; {next} edits are there", began.elapsed().as_secs());
    Ok(())
}

#[tokio::test]
async fn flipped_bytes_are_named_and_never_shown() -> Result<()> {
    let page = Page::open().await?;
    let text = (0..50).map(|row| format!("p{row},2026-10-05T10:00:00Z,{}\n", 1000 + row)).collect::<String>();
    page.run(
        "await window.hearth.ready;
         await window.hearth.importFile(new TextEncoder().encode('id,published at,reach\\n' + args), {name: 'posts.csv', mapping: {table: 'posts', columns: {'id': 'id', 'published at': 'time', 'reach': 'reach'}}});
         await window.hearth.saved; return window.hearth.stats().rows",
        json!(text),
    )
    .await?;
    // Flip one byte in the middle of the stored chunk of posts.
    let flipped = page
        .run(
            "const open = (name) => new Promise((resolve, reject) => { const request = indexedDB.open(name); request.onsuccess = () => resolve(request.result); request.onerror = () => reject(request.error); });
             const done = (request) => new Promise((resolve, reject) => { request.onsuccess = () => resolve(request.result); request.onerror = () => reject(request.error); });
             let count = 0;
             for (const {name} of (await indexedDB.databases()).filter(({name}) => name.includes('workspaces'))) {
                 const database = await open(name);
                 for (const storeName of database.objectStoreNames) {
                     const transaction = database.transaction(storeName, 'readwrite');
                     const store = transaction.objectStore(storeName);
                     const [keys, values] = await Promise.all([done(store.getAllKeys()), done(store.getAll())]);
                     for (let i = 0; i < keys.length; i += 1) {
                         if (values[i] instanceof ArrayBuffer && JSON.stringify(keys[i]).includes('posts')) {
                             const bytes = new Uint8Array(values[i]);
                             bytes[bytes.length >> 1] ^= 0x40;
                             await done(store.put(values[i], store.keyPath ? undefined : keys[i]));
                             count += 1;
                         }
                     }
                 }
                 database.close();
             }
             return count",
            json!(null),
        )
        .await?;
    ensure!(flipped.as_u64() == Some(1), "one chunk was found and changed: {flipped}");
    page.reload().await?;
    page.run("await window.hearth.ready; return true", json!(null)).await?;
    page.wait_text(".banner-bad", "osts, rows").await?;
    let rows = page.run("return window.hearth.stats().rows.posts", json!(null)).await?;
    ensure!(rows.as_u64() == Some(0), "damaged rows are not shown: {rows}");
    page.shot("damage").await?;
    page.assert_accessible().await?;
    page.close().await?;
    Ok(())
}

#[tokio::test]
async fn a_vanished_workspace_raises_an_alarm() -> Result<()> {
    let page = Page::open().await?;
    page.run("await window.hearth.ready; await window.hearth.importFile(new TextEncoder().encode('id,reach,likes\\n1,5,2\\n'), {name: 'posts.csv'}); return await window.hearth.saved", json!(null)).await?;
    page.goto("").await?;
    page.run(
        "for (const {name} of await indexedDB.databases()) { indexedDB.deleteDatabase(name); } return true",
        json!(null),
    )
    .await?;
    page.reload().await?;
    page.wait_text(".banner-bad", "is gone").await?;
    page.close().await?;
    Ok(())
}
