//! The figures that `cargo xtask bench --peers DIR` sets beside those of other programs. It prints nothing itself: the
//! figures go to the file that xtask names.

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::{
    bench::{MARKS, READ},
    support::Page,
};

/// Runs Hearth's own benchmark in the page: the same workload as the peers'.
const OWN: &str = "await window.hearth.ready; return await window.hearth.benchmark(args)";

/// Takes the peers' file in and waits until it is stored.
const IMPORT: &str = "
    await window.hearth.ready;
    const file = await (await fetch(`peers/records-${args}.json`)).blob();
    const report = await window.hearth.importFile(file, {name: 'records.json'});
    await window.hearth.saved;
    return report.new";

/// The work of a frame in which a list of all rows is scrolled by a window: the page's script and the layout.
const SCROLL: &str = "
    const scroller = document.querySelector('.table-scroll');
    const frame = () => new Promise(requestAnimationFrame);
    const times = [];
    for (let step = 0; step < 140; step += 1) {
        await frame();
        scroller.scrollTop += 640;
        const began = performance.now();
        scroller.dispatchEvent(new Event('scroll'));
        for (let turn = 0; turn < 8; turn += 1) await null;
        scroller.offsetHeight;
        times.push(performance.now() - began);
    }
    times.sort((a, b) => a - b);
    return times[70]";

/// The time of a piece of work in a report of the benchmark.
fn ms(report: &Value, work: &str) -> Value {
    let rows = report["rows"].as_array().map(Vec::as_slice).unwrap_or_default();
    rows.iter().find(|row| row["work"] == work).map(|row| row["ms"].clone()).unwrap_or_default()
}

fn number(name: &str) -> Result<u64> {
    let text =
        std::env::var(name).with_context(|| format!("{name} is not set: run `cargo xtask bench --peers DIR`"))?;
    text.parse().with_context(|| format!("{name} is no number: {text}"))
}

#[tokio::test]
#[ignore = "a benchmark; `cargo xtask bench --peers DIR` asks for it"]
async fn against_peers() -> Result<()> {
    let (large, small) = (number("HEARTH_BENCH_RECORDS")?, number("HEARTH_BENCH_SMALL")?);
    let page = Page::open().await?;
    let few = page.run(OWN, json!(small)).await?;
    page.close().await?;
    let page = Page::open().await?;
    let own = page.run(OWN, json!(large)).await?;
    page.close().await?;

    let page = Page::open().await?;
    page.run(IMPORT, json!(large)).await?;
    page.goto("#/activities").await?;
    page.wait_for(".table-scroll").await?;
    let scroll = page.run(SCROLL, json!(null)).await?;
    page.goto("#/analytics?period=all").await?;
    page.wait_for(".tiles").await?;
    let read = page.run(READ, json!(null)).await?;
    page.reload().await?;
    page.wait_for(".tiles").await?;
    let marks = page.run(MARKS, json!(null)).await?;
    page.close().await?;
    let since = |mark: &str| json!(marks[mark].as_f64().zip(marks["runs"].as_f64()).map(|(at, runs)| at - runs));

    let figures = json!({
        "json": ms(&own, "json"), "csv": ms(&own, "csv"), "kpis": ms(&own, "kpis"), "filtered": ms(&own, "filter"),
        "appended": ms(&own, "append"), "line": ms(&own, "draw"), "search_none": ms(&own, "no_hits"),
        "search_many": ms(&own, "many_hits"), "export": ms(&own, "export"), "hash": own["hash"],
        "kpis_small": ms(&few, "kpis"), "scroll": scroll, "read": read, "reopened": since("opened"),
        "drawn": since("drawn"),
    });
    let file = std::env::var("HEARTH_BENCH_OUT").context("HEARTH_BENCH_OUT is not set")?;
    std::fs::write(&file, figures.to_string()).with_context(|| format!("cannot write {file}"))
}
