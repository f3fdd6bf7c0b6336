//! Large files are read in a worker: nobody can tell but by the page staying quick.

use anyhow::{Result, ensure};
use serde_json::{Value, json};

use crate::support::Page;

const READY: &str = "await window.hearth.ready; return true";

/// Counts the workers that are started and ended; with `noWorkers` none starts.
const WATCH: &str = "
    const Browser = window.Worker;
    window.started = 0;
    window.ended = 0;
    window.Worker = class extends Browser {
        constructor(...how) { if (window.noWorkers) throw new Error('no workers here'); super(...how); window.started += 1; }
        terminate() { window.ended += 1; super.terminate(); }
    };
    return true";

/// A file of so many records, more than is read in the page itself.
const FILE: &str = "
    window.file = (count, from = 0) => {
        const kinds = ['post', 'comment', 'reply', 'reaction'];
        const rows = ['id,member_id,ts,kind,channel,likes,text'];
        for (let row = from; row < from + count; row += 1) {
            const time = new Date(1735689600000 + row * 61000).toISOString();
            rows.push(`a${row},m${row % 977},${time},${kinds[row % 4]},channel ${row % 5},${row % 90},the community answers kindly ${row}`);
        }
        return new TextEncoder().encode(rows.join('\\n') + '\\n');
    };
    // The same but for ids, the order they bring along, and the moment of the import itself.
    window.plain = () => {
        let text = window.hearth.exportWorkspace({canonical: true});
        const {settings, records} = JSON.parse(text);
        const names = [[settings.id, 'this workspace'], ...records.channels.map((one) => [one.id, one.name]), ...records.batches.map((one) => [one.id, one.file])];
        for (const [id, name] of names) text = text.replaceAll(id, name);
        text = text.replace(/\"(created|updated)\": *(\\d+|\"[^\"]*\")/g, '\"$1\": 0');
        return text.split('\\n').map((line) => line.replace(/,$/, '')).sort().join('\\n');
    };
    return true";

/// Imports two files, the second with rows of the first changed; what came of it.
const IMPORT: &str = "
    const first = await window.hearth.importFile(window.file(50000), {name: 'records.csv'});
    const bytes = new TextEncoder().encode(new TextDecoder().decode(window.file(30000, 40000)).replace(/,channel 3,(\\d+),/g, ',channel 3,1$1,'));
    const look = await window.hearth.importFile(bytes, {name: 'more.csv', dryRun: true});
    const second = await window.hearth.importFile(bytes, {name: 'more.csv'});
    const again = await window.hearth.importFile(bytes, {name: 'more.csv'});
    await window.hearth.saved;
    return {first, look, second, again, rows: window.hearth.stats().rows, plain: window.plain(), started: window.started, ended: window.ended}";

async fn opened(workers: bool) -> Result<Page> {
    let page = Page::open().await?;
    page.run(READY, json!(null)).await?;
    page.run(WATCH, json!(null)).await?;
    page.run(FILE, json!(null)).await?;
    page.run("window.noWorkers = args; return true", json!(!workers)).await?;
    Ok(page)
}

#[tokio::test]
async fn a_file_comes_out_of_a_worker_as_it_comes_out_of_the_page() -> Result<()> {
    let page = opened(true).await?;
    let worker = page.run(IMPORT, json!(null)).await?;
    ensure!(worker["started"] == 4 && worker["ended"] == 4, "workers: {} {}", worker["started"], worker["ended"]);
    ensure!(worker["first"]["new"] == 50_000 && worker["first"]["written"] == true, "{}", worker["first"]);
    ensure!(worker["second"]["new"] == 20_000 && worker["second"]["changed"] == 2_000, "{}", worker["second"]);
    ensure!(worker["again"]["new"] == 0 && worker["again"]["written"] == false, "{}", worker["again"]);
    page.assert_quiet().await?;
    page.close().await?;

    let page = opened(false).await?;
    let here = page.run(IMPORT, json!(null)).await?;
    ensure!(here["started"] == 0, "workers: {}", here["started"]);
    for what in ["first", "look", "second", "again", "rows"] {
        ensure!(worker[what] == here[what], "{what} in a worker: {}\nin the page: {}", worker[what], here[what]);
    }
    ensure!(worker["plain"] == here["plain"], "the workspaces differ");
    page.assert_quiet().await?;
    page.close().await?;
    Ok(())
}

/// Takes a file to the import screen as a person does.
async fn choose(page: &Page, count: u32) -> Result<()> {
    let name = page.profile().path().join("records.csv");
    let text = page.run("return new TextDecoder().decode(window.file(args))", json!(count)).await?;
    std::fs::write(&name, text.as_str().unwrap_or_default())?;
    page.goto("#/import").await?;
    page.upload("#import-file", &[&name]).await
}

#[tokio::test]
async fn a_person_maps_cancels_and_takes_in() -> Result<()> {
    let page = opened(true).await?;
    // Something to compare with.
    page.run("return await window.hearth.importFile(window.file(1000), {name: 'some.csv'})", json!(null)).await?;
    page.run("return await window.hearth.saved", json!(null)).await?;
    let before = page.run("return window.hearth.exportWorkspace({canonical: true})", json!(null)).await?;

    choose(&page, 50_000).await?;
    page.wait_text("main", "What would change").await?;
    page.click("Cancel").await?;
    page.wait_text("main", "Drop a file here").await?;
    page.wait_true("window.started === 1 && window.ended === 1").await?;
    let after = page.run("return window.hearth.exportWorkspace({canonical: true})", json!(null)).await?;
    ensure!(after == before, "what was cancelled changed something");

    choose(&page, 50_000).await?;
    page.wait_text("main", "49\u{202f}000").await?;
    // Without likes: rows that are there already, with likes, would not change for that.
    let set = "
        const select = [...document.querySelectorAll('select')].find((select) => select.getAttribute('aria-label') === 'What “text” becomes');
        select.value = '';
        select.dispatchEvent(new Event('change', {bubbles: true}));
        return true";
    // Open already where the guess is unsure.
    let open = "document.querySelectorAll('details.card').forEach((details) => { details.open = true; })";
    page.run(open, json!(null)).await?;
    page.wait_for("table.mapping").await?;
    page.run("window.before = document.querySelector('table.mapping'); return true", json!(null)).await?;
    page.run(set, json!(null)).await?;
    let unmapped = "[...document.querySelectorAll('select')].some((select) => select.getAttribute('aria-label') === 'What “text” becomes' && select.value === '')";
    page.wait_true("!window.before.isConnected").await?;
    page.run(open, json!(null)).await?;
    page.wait_true(unmapped).await?;
    page.click("Import 49\u{202f}000 rows").await?;
    page.wait_text("main", "Undo takes the whole import back").await?;
    page.wait_true("window.started === 2 && window.ended === 2").await?;
    page.run("return await window.hearth.saved", json!(null)).await?;
    ensure!(page.run("return window.hearth.stats().rows.activities", json!(null)).await? == 50_000);
    let texts =
        page.run("return window.hearth.exportWorkspace().split('answers kindly').length - 1", json!(null)).await?;
    ensure!(texts == 1000, "texts of rows that were taken in without: {texts}");
    page.press(&[thirtyfour::Key::Control], 'z').await?;
    page.wait_true("window.hearth.stats().rows.activities === 1000").await?;
    page.assert_quiet().await?;
    page.close().await?;
    Ok(())
}

/// The errors of files that cannot be read.
const HOSTILE: &str = "
    const large = new TextDecoder().decode(window.file(50000));
    const files = {
        'cut.json': '[' + '{\"id\": 1, \"text\": \"a word or two of a record\"},\\n'.repeat(50000) + '{\"id\": ',
        'deep.json': '[' + '['.repeat(2100000),
        'binary.csv': 'PK\\u0003\\u0004' + large,
        'workspace.json': '{\"format\": \"hearth-workspace\", \"version\": 1, \"settings\": {' + ' '.repeat(2100000),
    };
    const errors = {};
    for (const [name, text] of Object.entries(files)) {
        try {
            await window.hearth.importFile(new TextEncoder().encode(text), {name});
            errors[name] = null;
        } catch (error) {
            errors[name] = {code: error.code, place: error.place, message: error.message};
        }
    }
    try {
        await window.hearth.importFile(window.file(50000), {name: 'a.csv', mapping: {table: 'nothing'}});
    } catch (error) {
        errors.mapping = {code: error.code, place: error.place, message: error.message};
    }
    return {errors, rows: window.hearth.stats().rows, started: window.started, ended: window.ended}";

#[tokio::test]
async fn a_hostile_file_gives_the_same_words() -> Result<()> {
    let mut answers: Vec<Value> = Vec::new();
    for workers in [true, false] {
        let page = opened(workers).await?;
        answers.push(page.run(HOSTILE, json!(null)).await?);
        page.assert_quiet().await?;
        page.close().await?;
    }
    let [worker, here] = answers.as_slice() else { unreachable!() };
    ensure!(worker["started"] == 5 && worker["ended"] == 5 && here["started"] == 0, "{worker}");
    ensure!(worker["errors"] == here["errors"], "in a worker: {}\nin the page: {}", worker["errors"], here["errors"]);
    ensure!(worker["rows"] == here["rows"], "{worker}");
    for name in ["cut.json", "deep.json", "binary.csv", "workspace.json", "mapping"] {
        ensure!(worker["errors"][name]["code"].is_string(), "{name}: {}", worker["errors"][name]);
    }
    Ok(())
}

#[tokio::test]
async fn a_large_workspace_file_comes_out_of_a_worker_too() -> Result<()> {
    let page = opened(true).await?;
    page.run("return await window.hearth.importFile(window.file(50000), {name: 'records.csv'})", json!(null)).await?;
    page.run("window.whole = window.hearth.exportWorkspace({canonical: true}); return true", json!(null)).await?;
    let outcome = page
        .run(
            "const bytes = new TextEncoder().encode(window.whole);
             const outcome = await window.hearth.importFile(bytes, {name: 'whole.hearth.json', existing: 'replace'});
             await window.hearth.saved;
             return {rows: outcome.rows, same: window.hearth.exportWorkspace({canonical: true}) === window.whole, started: window.started, ended: window.ended}",
            json!(null),
        )
        .await?;
    ensure!(outcome["same"] == true, "{outcome}");
    ensure!(outcome["started"] == 2 && outcome["ended"] == 2, "{outcome}");
    page.assert_quiet().await?;
    page.close().await?;
    Ok(())
}

#[tokio::test]
async fn a_worker_that_dies_is_told_and_nothing_is_lost() -> Result<()> {
    let page = opened(true).await?;
    page.run("return await window.hearth.importFile(window.file(1000), {name: 'some.csv'})", json!(null)).await?;
    page.run("return await window.hearth.saved", json!(null)).await?;
    let before = page.run("return window.hearth.exportWorkspace({canonical: true})", json!(null)).await?;
    // As a browser tells of a worker that ran out of memory.
    let dying = "
        const Counted = window.Worker;
        window.Worker = class extends Counted {
            postMessage(message, ...rest) {
                if (message[0].includes('Look')) this.dispatchEvent(new ErrorEvent('error', {message: 'out of memory'}));
                else super.postMessage(message, ...rest);
            }
        };
        try { await window.hearth.importFile(window.file(50000), {name: 'records.csv'}); return null; }
        catch (error) { return {code: error.code, message: error.message, ended: window.ended}; }";
    let answer = page.run(dying, json!(null)).await?;
    ensure!(answer["code"] == "ended", "{answer}");
    ensure!(answer["message"].as_str().is_some_and(|text| text.contains("Nothing was changed")), "{answer}");
    ensure!(answer["ended"] == 1, "{answer}");
    let after = page.run("return window.hearth.exportWorkspace({canonical: true})", json!(null)).await?;
    ensure!(after == before, "something changed");
    page.assert_quiet().await?;
    page.close().await?;
    Ok(())
}
