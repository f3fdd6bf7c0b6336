//! How fast the page is, as ratios against what the browser itself does with the same data in the same run:
//! `cargo xtask bench`. Figures to read, no pass or fail.

use anyhow::Result;
use serde_json::{Value, json};

use crate::support::Page;

/// Makes a file of records and times: decoding and parsing it as the browser does, then importing it.
const IMPORT: &str = "
    await window.hearth.ready;
    const kinds = ['post', 'comment', 'reply', 'reaction', 'share', 'join', 'leave', 'moderation'];
    const words = 'the community answers every question kindly before lunch and shares what it learned on the way'.split(' ');
    let seed = 42;
    const random = (n) => { seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0; return seed % n; };
    const lines = [];
    for (let id = 1; id <= args; id += 1) {
        const text = Array.from({length: 12}, () => words[random(words.length)]).join(' ');
        lines.push(JSON.stringify({id, member_id: 1 + random(args / 20), ts: 1704067200000 + random(63072000) * 1000, kind: kinds[random(8)],
            channel: 'channel ' + random(12), likes: random(90), comments: random(9), shares: random(5), reach: random(9000), reply_to: null, text}));
    }
    const bytes = new TextEncoder().encode('{\"format\":\"perf-anchors/1\",\"records\":[\\n' + lines.join(',\\n') + '\\n]}');
    const times = (work) => { const began = performance.now(); work(); return performance.now() - began; };
    const parse = Math.min(...[0, 1, 2].map(() => times(() => JSON.parse(new TextDecoder().decode(bytes)))));
    // The first time the browser is still compiling the code that runs; then a few times that only look.
    const looks = [];
    for (let round = 0; round < 6; round += 1) {
        const began = performance.now();
        await window.hearth.importFile(bytes, {name: 'records.json', dryRun: true});
        looks.push(performance.now() - began);
    }
    const [first] = looks.splice(0, 1);
    looks.sort((a, b) => a - b);
    const began = performance.now();
    const report = await window.hearth.importFile(bytes, {name: 'records.json'});
    const imported = performance.now() - began;
    await window.hearth.saved;
    const saved = performance.now() - began;
    return {rows: report.new, bytes: bytes.length, parse, first, looked: looks[2], imported, saved};";

/// Times reading the stored bytes as they are.
pub const READ: &str = "
    const done = (request) => new Promise((resolve, reject) => { request.onsuccess = () => resolve(request.result); request.onerror = () => reject(request.error); });
    let best = Infinity;
    for (let round = 0; round < 3; round += 1) {
        const began = performance.now();
        const database = await done(indexedDB.open('hearth/workspaces'));
        const transaction = database.transaction([...database.objectStoreNames], 'readonly');
        await Promise.all([...database.objectStoreNames].map((name) => done(transaction.objectStore(name).getAll())));
        best = Math.min(best, performance.now() - began);
        database.close();
    }
    return best";

/// Times a KPI with its line, each for another period, so that nothing is answered from memory.
const FIGURES: &str = "
    const times = [];
    for (let day = 1; day <= 20; day += 1) {
        const period = {start: '2024-02-01', end: `2024-12-${String(day).padStart(2, '0')}`};
        const began = performance.now();
        window.hearth.kpi('stickiness', {period, grain: 'week'});
        times.push(performance.now() - began);
    }
    times.sort((a, b) => a - b);
    return times[10]";

/// Scrolls a list of all rows frame by frame and counts frames that came late.
const SCROLL: &str = "
    const scroller = document.querySelector('.table-scroll');
    const frame = () => new Promise(requestAnimationFrame);
    let last = await frame();
    const gaps = [];
    for (let step = 0; step < 120; step += 1) {
        scroller.scrollTop += 700;
        const now = await frame();
        gaps.push(now - last);
        last = now;
    }
    gaps.sort((a, b) => a - b);
    return {median: gaps[60], late: gaps.filter((gap) => gap > 25).length}";

/// When the page came how far, in ms since navigation.
pub const MARKS: &str = "
    const at = (name) => performance.getEntriesByName('hearth: ' + name)[0]?.startTime;
    return {runs: at('app runs'), opened: at('workspace open'), drawn: at('first screen drawn')}";

/// Opens the stored workspace again in the running page, some times: from the press to the workspace, in ms.
const OPEN: &str = "
    const last = () => performance.getEntriesByName('hearth: workspace open').at(-1)?.startTime ?? 0;
    const times = [];
    for (let round = 0; round < 5; round += 1) {
        location.hash = '#/start';
        let row;
        while (!(row = [...document.querySelectorAll('.workspace-list li')].find((li) => li.textContent.includes('activities')))) {
            await new Promise(requestAnimationFrame);
        }
        const began = performance.now();
        row.querySelector('button').click();
        while (last() < began) await new Promise(requestAnimationFrame);
        times.push(last() - began);
        await new Promise(requestAnimationFrame);
    }
    return times.sort((a, b) => a - b)[2]";

fn ms(value: &Value) -> f64 {
    value.as_f64().unwrap_or(f64::NAN)
}

#[tokio::test]
#[ignore = "a benchmark; `cargo xtask bench` asks for it"]
async fn bench_the_page() -> Result<()> {
    for rows in [10_000, 100_000] {
        let page = Page::open().await?;
        let import = page.run(IMPORT, json!(rows)).await?;
        let (parse, imported) = (ms(&import["parse"]), ms(&import["imported"]));
        println!("{rows} activities, {:.1} MB of JSON", ms(&import["bytes"]) / 1e6);
        let ratio = |time: f64| format!("{time:8.0} ms = {:.2} × (decode + JSON.parse: {parse:.0} ms)", time / parse);
        println!("  bytes to columns     {}", ratio(ms(&import["looked"])));
        println!("  the same, first time {}", ratio(ms(&import["first"])));
        println!("  import into a workspace{}", ratio(imported));
        println!("  import, then durable {:8.0} ms", ms(&import["saved"]));
        page.goto("#/analytics?period=all").await?;
        page.wait_for(".tiles").await?;
        let figures = page.run(FIGURES, json!(null)).await?;
        println!("  a figure with its line {:6.1} ms of scripting (16 ms is a frame)", ms(&figures));
        page.goto("#/activities").await?;
        page.wait_for(".table-scroll").await?;
        let scroll = page.run(SCROLL, json!(null)).await?;
        println!(
            "  scrolling the table   median frame {:.1} ms, {} of 120 late",
            ms(&scroll["median"]),
            scroll["late"]
        );
        let read = ms(&page.run(READ, json!(null)).await?);
        page.goto("#/analytics?period=all").await?;
        page.wait_for(".tiles").await?;
        page.reload().await?;
        page.wait_for(".tiles").await?;
        let marks = page.run(MARKS, json!(null)).await?;
        let (runs, opened, drawn) = (ms(&marks["runs"]), ms(&marks["opened"]), ms(&marks["drawn"]));
        println!(
            "  reopening            {:8.0} ms from the app's start to the workspace = {:.2} × (bare IndexedDB read: \
             {read:.0} ms); first dashboard after {:.0} ms = {:.2} ×",
            opened - runs,
            (opened - runs) / read,
            drawn - runs,
            (drawn - runs) / read
        );
        let again = ms(&page.run(OPEN, json!(null)).await?);
        println!("  opening it in the running page{again:5.0} ms to the workspace = {:.2} ×", again / read);
        println!("  the same, from navigation: app {runs:.0} ms, workspace {opened:.0} ms, dashboard {drawn:.0} ms");
        page.close().await?;
    }
    Ok(())
}
