//! Exploring: a formula of one's own, a saved view on a dashboard, an annotation on a line, other ways to see a course,
//! and how fast it all is.

use anyhow::{Result, ensure};
use serde_json::{Value, json};
use thirtyfour::Key;

use crate::{
    screens::with_sample,
    support::{Options, Page},
};

/// Chooses the option of a select that reads so.
const CHOOSE: &str = "
    const [label, text] = args;
    const select = [...document.querySelectorAll('select')].find((one) => one.getAttribute('aria-label') === label);
    select.value = [...select.options].find((option) => option.text === text).value;
    select.dispatchEvent(new Event('change', {bubbles: true}));
    return true";

async fn undo(page: &Page) -> Result<()> {
    page.run("document.activeElement?.blur(); return true", json!(null)).await?;
    page.press(&[Key::Control], 'z').await
}

#[tokio::test]
async fn a_formula_of_ones_own_is_checked_shown_and_undone() -> Result<()> {
    let page = with_sample(Options::default()).await?;
    page.goto("#/kpis?open=new").await?;
    page.fill(".detail input", "Warmth").await?;
    page.fill(".detail textarea", "(liks + 2 * comments) / reach").await?;
    page.wait_text(".detail", "Did you mean ‘likes’?").await?;
    page.assert_accessible().await?;
    page.click("Write “likes”").await?;
    page.wait_text(".detail", "Reads as (Σ likes + 2 × Σ comments) / Σ reach").await?;
    page.click("Add KPI").await?;
    page.wait_gone(".detail").await?;
    page.wait_text("main", "Warmth").await?;
    let figure = page
        .run(
            "await window.hearth.ready;
             const own = window.hearth.kpis().find((kpi) => kpi.name === 'Warmth');
             const figure = window.hearth.kpi(own.id, {});
             return {id: own.id, value: figure.value, ratio: figure.numerator / figure.denominator, n: figure.n}",
            json!(null),
        )
        .await?;
    let (value, ratio) = (figure["value"].as_f64(), figure["ratio"].as_f64());
    ensure!(value.is_some_and(|value| value > 0.0) && value == ratio, "{figure}");
    page.goto(&format!("#/analytics?kpi={}&period=all", figure["id"].as_str().unwrap_or_default())).await?;
    page.wait_text(".explain", "(Σ likes + 2 × Σ comments) / Σ reach").await?;
    undo(&page).await?;
    page.goto("#/kpis").await?;
    page.wait_true("!document.querySelector('main').textContent.includes('Warmth')").await?;
    page.assert_quiet().await?;
    page.close().await?;
    Ok(())
}

#[tokio::test]
async fn a_view_is_saved_and_stands_on_a_dashboard() -> Result<()> {
    let page = with_sample(Options::default()).await?;
    page.goto("#/analytics?kpi=reach&by=channel&period=90d").await?;
    page.click("Views").await?;
    page.click("Save this view…").await?;
    page.wait_true("document.querySelector('dialog[open] input').value === 'Reach, by channel, last 90 days'").await?;
    page.assert_accessible().await?;
    page.click("Save").await?;
    page.wait_gone("dialog[open]").await?;
    page.goto("#/dashboards").await?;
    page.wait_text("main", "Reach, by channel, last 90 days").await?;
    page.click_css(".card-list a").await?;
    page.wait_for(".board-place .figure-svg svg").await?;
    let before = page.count(".board-place").await?;
    page.click("Arrange").await?;
    page.run(CHOOSE, json!(["Add a saved view", "Reach, by channel, last 90 days"])).await?;
    page.wait_true(&format!("document.querySelectorAll('.board-place').length === {}", before + 1)).await?;
    page.wait_true("[...document.querySelectorAll('.board-place')].at(-1).querySelector('svg')").await?;
    page.run(CHOOSE, json!(["Add a figure", "Content: Posts"])).await?;
    page.wait_true("[...document.querySelectorAll('.board-place')].at(-1).querySelector('.tile-value')").await?;
    page.assert_accessible().await?;
    page.shot("dashboard").await?;
    undo(&page).await?;
    undo(&page).await?;
    page.wait_true(&format!("document.querySelectorAll('.board-place').length === {before}")).await?;
    page.assert_quiet().await?;
    page.close().await?;
    Ok(())
}

#[tokio::test]
async fn an_annotation_stands_on_the_line() -> Result<()> {
    let page = with_sample(Options::default()).await?;
    page.goto("#/annotations?open=new").await?;
    page.wait_for(".detail input").await?;
    page.click("Add annotation").await?;
    page.wait_text(".detail", "annotation").await?;
    // Ten days ago: the sample goes up to yesterday.
    page.run(
        "const day = document.querySelector('.detail input[type=date]');
         day.value = new Date(Date.now() - 864e6).toISOString().slice(0, 10);
         for (const kind of ['input', 'change']) day.dispatchEvent(new Event(kind, {bubbles: true}));
         return true",
        json!(null),
    )
    .await?;
    page.fill(".detail input", "A <b>storm</b>").await?;
    page.type_keys(&Key::Enter.value().to_string()).await?;
    page.wait_gone(".detail").await?;
    page.wait_text("main table", "A <b>storm</b>").await?;
    page.goto("#/analytics?kpi=activities&period=90d").await?;
    page.wait_true("document.querySelector('.figure-svg').textContent.includes('A <b>storm')").await?;
    page.goto("#/analytics?kpi=activities&course=forecast&period=90d").await?;
    page.wait_text(".figure-sub", "it was off by").await?;
    page.goto("#/analytics?kpi=activities&course=before-after&period=this-year").await?;
    page.wait_text(".figure-foot", "Not proof of cause").await?;
    page.goto("#/analytics?kpi=activities&course=parts&by=channel&period=90d").await?;
    page.wait_true("document.querySelectorAll('.multiples svg').length >= 2").await?;
    page.assert_quiet().await?;
    page.close().await?;
    Ok(())
}

#[tokio::test]
async fn the_benchmark_finds_the_published_figures() -> Result<()> {
    let page = with_sample(Options::default()).await?;
    page.goto("#/storage").await?;
    page.wait_text("main", "How fast is this here?").await?;
    page.run(CHOOSE, json!(["How many records", "10\u{202f}000 records"])).await?;
    page.click("Measure").await?;
    page.wait_text("main", "their fingerprint is the published one").await?;
    page.assert_accessible().await?;
    let rows = page.run("return document.querySelectorAll('main tbody tr').length", Value::Null).await?;
    ensure!(rows.as_u64().is_some_and(|rows| rows >= 11), "{rows}");
    page.assert_quiet().await?;
    page.close().await?;
    Ok(())
}
