//! The main job from end to end: a real export comes in, a figure is read and explained, its rows are seen, a target
//! is set, the browser is closed and opened, and the exported file is the same workspace on another machine.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::support::{Options, Page, Profile, settings};

const READY: &str = "await window.hearth.ready; return true";
const SAVED: &str = "return await window.hearth.saved";
const CANONICAL: &str = "return window.hearth.exportWorkspace({canonical: true})";

/// A small export in the form of Facebook Insights, for machines without the real one.
fn made_up() -> String {
    let mut text = String::from(
        "Page total likes;Type;Category;Post Month;Post Weekday;Post Hour;Paid;Lifetime Post Total Reach;Lifetime Post Total Impressions;comment;like;share;Total Interactions\n",
    );
    for row in 0..40 {
        let (comments, likes, shares) = (row % 5, 20 + row, row % 7);
        let kind = ["Photo", "Status", "Link", "Video"][row % 4];
        text += &format!(
            "139441;{kind};2;{};{};{};{};{};{};{comments};{likes};{shares};{}\n",
            row % 12 + 1,
            row % 7 + 1,
            row % 24,
            row % 2,
            1000 + 10 * row,
            2000 + 15 * row,
            comments + likes + shares
        );
    }
    text
}

#[tokio::test]
async fn from_an_export_to_the_same_workspace_elsewhere() -> Result<()> {
    let profile = Profile::fresh()?;
    let file = profile.path().join("dataset_Facebook.csv");
    let real = settings::shared().map(|shared| shared.join("data/facebook_metrics/dataset_Facebook.csv"));
    let real = real.filter(|path| path.exists());
    match &real {
        Some(path) => {
            std::fs::copy(path, &file)?;
        }
        None => {
            println!("the real data set is not here: a made-up one in its form takes its place");
            std::fs::write(&file, made_up())?;
        }
    }
    let page = Page::open_with(profile, Options::default()).await?;
    page.run(READY, json!(null)).await?;

    // Open and import.
    page.upload("#start-file", &[&file]).await?;
    page.wait_text("main", "Facebook Insights").await?;
    page.wait_text("main", "What would change").await?;
    page.shot("journey-preview").await?;
    page.assert_accessible().await?;
    page.click(if real.is_some() { "Import 500 rows" } else { "Import 40 rows" }).await?;
    page.wait_text("main", "Undo takes the whole import back").await?;
    page.click("See the figures").await?;

    // Read the figure with its explanation, pooled and as the mean of the posts' rates.
    page.wait_text(".explain", "left out").await?;
    if real.is_some() {
        page.wait_text(".explain", "106\u{202f}060").await?;
        page.wait_text(".explain", "6\u{202f}951\u{202f}680").await?;
        page.wait_text(".tiles", "1.53\u{202f}%").await?;
        page.wait_text(".explain", "2.41\u{202f}%").await?;
    }
    let pooled = page.run("return window.hearth.kpi('engagement_rate_by_reach')", json!(null)).await?;
    let mean = page.run("return window.hearth.kpi('engagement_rate_by_reach_mean')", json!(null)).await?;
    if real.is_some() {
        let near = |figure: &Value, percent: f64| {
            figure["value"].as_f64().is_some_and(|value| (value * 100.0 - percent).abs() < 1e-9)
        };
        ensure!(near(&pooled, 1.525_674_369_361), "pooled: {pooled}");
        ensure!(near(&mean, 2.407_051_547_515), "mean: {mean}");
    }
    page.shot("journey-analytics").await?;
    page.assert_accessible().await?;

    // To the rows.
    let n = pooled["n"].as_u64().context("n")?;
    page.click(&format!("Show the {n} posts")).await?;
    page.wait_text(".detail", &format!("{n} posts")).await?;
    ensure!(page.count(".detail [role=row]").await? > 5, "the rows are there");
    page.assert_accessible().await?;
    page.click("Close panel").await?;
    page.wait_gone(".detail").await?;

    // Set a target.
    page.click("Set a target").await?;
    page.fill("dialog[open] input[inputmode]", "2").await?;
    page.click("Set target").await?;
    page.wait_text(".target-line", "Target at least 2").await?;
    page.run(SAVED, json!(null)).await?;
    let before = page.run(CANONICAL, json!(null)).await?;
    page.assert_quiet().await?;

    // Close, open again.
    let profile = page.close().await?;
    let page = Page::open_with(profile, Options::default()).await?;
    page.run(READY, json!(null)).await?;
    ensure!(page.run(CANONICAL, json!(null)).await? == before, "the same workspace after closing the browser");

    // Export, and import in another profile.
    page.goto("#/export").await?;
    page.click("Export workspace").await?;
    let exported = page.downloaded(".hearth.json").await?;
    let other = Page::open_with(Profile::fresh()?, Options::default()).await?;
    other.run(READY, json!(null)).await?;
    other.upload("#start-file", &[&exported]).await?;
    other.click("Open workspace").await?;
    other.wait_text("h1", "Analytics").await?;
    other.run(SAVED, json!(null)).await?;
    ensure!(other.run(CANONICAL, json!(null)).await? == before, "the same bytes on another machine");
    other.assert_quiet().await?;
    other.close().await?;
    page.close().await?;
    Ok(())
}

#[tokio::test]
async fn the_same_file_twice_changes_nothing_and_one_undo_takes_it_back() -> Result<()> {
    let page = Page::open().await?;
    page.run(READY, json!(null)).await?;
    let import = "const bytes = new TextEncoder().encode(args);
        return await window.hearth.importFile(bytes, {name: 'made-up.csv'})";
    let text = made_up();
    let first = page.run(import, json!(text)).await?;
    ensure!(first["new"] == 40 && first["written"] == true, "{first}");
    let with = page.run(CANONICAL, json!(null)).await?;
    let second = page.run(import, json!(text)).await?;
    ensure!(second["same"] == 40 && second["written"] == false, "{second}");
    ensure!(page.run(CANONICAL, json!(null)).await? == with, "the second import changed something");
    page.press(&[thirtyfour::Key::Control], 'z').await?;
    page.wait_true("window.hearth.stats().rows.posts === 0").await?;
    page.press(&[thirtyfour::Key::Control, thirtyfour::Key::Shift], 'z').await?;
    page.wait_true("window.hearth.stats().rows.posts === 40").await?;
    ensure!(page.run(CANONICAL, json!(null)).await? == with, "redo brings it back as it was");
    page.assert_quiet().await?;
    page.close().await?;
    Ok(())
}

#[tokio::test]
async fn scripts_get_errors_with_code_and_place() -> Result<()> {
    let page = Page::open().await?;
    page.run(READY, json!(null)).await?;
    let caught = "try { const value = await eval(args); return {value: String(value)}; } catch (error) { return {code: error.code, place: error.place, message: error.message}; }";
    let no_workspace = page.run(caught, json!("window.hearth.kpi('reach')")).await;
    // `eval` is what the page's policy forbids; the driver's own functions are free of it.
    if let Ok(answer) = no_workspace
        && answer["code"].is_string()
    {
        ensure!(answer["code"] == "no_workspace", "{answer}");
    }
    let broken = "try { await window.hearth.importFile(new TextEncoder().encode('{\"format\": \"hearth-workspace\", \"version\": 1, \"settings\": {'), {name: 'cut.json'}); return null; }
        catch (error) { return {code: error.code, place: error.place, message: error.message}; }";
    let answer = page.run(broken, json!(null)).await?;
    ensure!(answer["message"].as_str().is_some_and(|message| message.contains("cut.json")), "{answer}");
    ensure!(answer["code"].is_string() && answer["place"].is_string(), "{answer}");
    let unknown =
        "const hearth = window.hearth; await hearth.importFile(new TextEncoder().encode(args), {name: 'a.csv'});
        try { hearth.kpi('no_such_kpi'); return null; } catch (error) { return {code: error.code}; }";
    page.log().expect("eval");
    page.log().expect("Content Security Policy");
    let answer = page.run(unknown, json!(made_up())).await?;
    ensure!(answer["code"] == "unknown_kpi", "{answer}");
    page.assert_quiet().await?;
    page.close().await?;
    Ok(())
}
