//! A crisis, from a spike in the facts to what was learned of it, on a fresh profile; and a drill by keyboard.

use anyhow::{Result, ensure};
use serde_json::{Value, json};
use thirtyfour::Key;

use crate::{
    screens::with_sample,
    support::{Options, Page, Profile},
};

async fn saved(page: &Page) -> Result<Value> {
    page.run("return await window.hearth.saved", json!(null)).await
}

/// Two weeks of one or two messages an hour up to now, and a hundred and fifty in the last five hours.
const SPIKE: &str = "
    const hour = 3600e3, now = Date.now(), lines = ['id,author,created at,kind,text'];
    let number = 0;
    const add = (at, text) => lines.push(`m${number += 1},member${number % 17},${new Date(at).toISOString()},comment,${text}`);
    for (let back = 14 * 24; back > 5; back--)
        for (let k = 0; k <= back % 2; k++) add(now - back * hour + k * 60e3, 'A usual word');
    for (let k = 0; k < 150; k++) add(now - 5 * hour + k * 119e3, 'What is going on here?');
    const report = await window.hearth.importFile(new Blob([lines.join('\\n')]), {name: 'comments.csv', mapping: {table: 'activities',
        columns: {'id': 'id', 'author': 'member', 'created at': 'time', 'kind': 'kind', 'text': 'text'}}});
    return report";

#[tokio::test]
async fn from_a_spike_to_the_post_mortem() -> Result<()> {
    let page = Page::open_with(Profile::fresh()?, Options::default()).await?;
    page.click_css(".door:nth-of-type(3)").await?;
    page.wait_text("h1", "Import").await?;

    // What to do and when to call is agreed while all is quiet.
    page.goto("#/crisis?section=playbooks").await?;
    page.wait_text(".empty", "agreed while all is quiet").await?;
    page.goto("#/crisis?playbook=new").await?;
    page.click("Add playbook").await?;
    page.wait_text(".detail", "Give the playbook a name").await?;
    page.fill_field("Name", "Angry words").await?;
    page.click("Add a step").await?;
    page.fill_field("Step 1", "Stop scheduled posts").await?;
    page.fill_field("Minutes", "30").await?;
    page.click("Add a statement").await?;
    page.fill_field("Approved by", "Rui").await?;
    page.fill_field("Text", "We have seen it and say more today.").await?;
    page.assert_accessible().await?;
    page.click("Add playbook").await?;
    page.wait_gone(".detail").await?;
    page.wait_text(".card-list", "1 step, 1 of 1 holding statements approved").await?;

    page.goto("#/crisis?rule=new").await?;
    page.fill_field("Name", "Louder than usual").await?;
    page.assert_accessible().await?;
    page.click("Add alert rule").await?;
    page.wait_gone(".detail").await?;
    page.wait_text(".crisis-rules", "There are no activities").await?;

    // The spike comes in with a file, and is explained.
    let report = page.run(SPIKE, json!(null)).await?;
    ensure!(
        report["new"].as_u64().unwrap_or_default() > 600 || report["counts"]["new"].as_u64().unwrap_or_default() > 600,
        "{report}"
    );
    page.wait_text(".crisis-rules", "Raised").await?;
    page.wait_text("figure", "The limit is").await?;
    page.wait_for("figure svg.chart").await?;
    page.assert_accessible().await?;
    page.run("[...document.querySelectorAll('main a')].find((link) => link.textContent.startsWith('The activities (')).click(); return true", json!(null)).await?;
    page.wait_text(".detail", "What is going on here?").await?;
    page.press(&[], Key::Escape.value()).await?;
    page.wait_gone(".detail").await?;

    // The alert becomes an incident; whoever opens it has seen it.
    page.click("Open an incident").await?;
    page.wait_text(".detail h2", "New incident").await?;
    page.click("Open the incident").await?;
    page.wait_text(".detail", "Give the incident a name").await?;
    page.fill_field("What it is about", "Why is everybody <b>shouting</b>?").await?;
    page.assert_accessible().await?;
    page.click("Open the incident").await?;
    page.wait_text("h1", "<b>shouting</b>").await?;
    page.wait_text(".timeline", "Louder than usual").await?;
    page.wait_text(".room", "Activities an hour").await?;
    page.assert_accessible().await?;

    // In the room: a note, a step, a statement that is approved in advance and published.
    page.fill_field("What happens", "A journalist called").await?;
    page.type_keys(&Key::Enter.value().to_string()).await?;
    page.wait_text(".timeline", "A journalist called").await?;
    page.wait_text(".room-steps", "left").await?;
    page.click("Stop scheduled posts").await?;
    page.wait_text(".room-steps", "Done in time").await?;
    page.wait_text(".timeline", "Step done").await?;
    page.wait_text(".statement", "Approved in advance by Rui").await?;
    page.click("Mark as published").await?;
    page.wait_text(".timeline", "Statement published").await?;
    page.click("Recovered").await?;
    page.wait_text(".timeline", "Recovered").await?;

    // Looked back on, and given out.
    page.click("Post-mortem").await?;
    page.wait_text("h1", "Post-mortem").await?;
    page.fill_field("What happened, and why", "An advert nobody had read.").await?;
    page.fill_field("What to change", "Read adverts.").await?;
    page.click("Save").await?;
    page.wait_text(".toasts", "Post-mortem changed").await?;
    page.fill_field("What is to be done", "A coach reads every advert").await?;
    page.click("Add action").await?;
    page.wait_text(".room-list", "A coach reads every advert").await?;
    page.assert_accessible().await?;
    page.click("Markdown").await?;
    let report = std::fs::read_to_string(page.downloaded(".md").await?)?;
    for part in
        ["An advert nobody had read.", "A journalist called", "Stop scheduled posts", "A coach reads every advert"]
    {
        ensure!(report.contains(part), "{part} is not in the report:\n{report}");
    }
    ensure!(!report.contains(" <b>"), "markup of people is escaped:\n{report}");
    page.goto("#/crisis?section=incidents").await?;
    page.wait_text("table", "Recovered").await?;
    page.goto("#/crisis").await?;
    page.wait_text("table", "Acknowledged").await?;
    saved(&page).await?;
    page.assert_quiet().await?;
    page.close().await?;
    Ok(())
}

#[tokio::test]
async fn a_drill_by_keyboard() -> Result<()> {
    let page = with_sample(Options::default()).await?;
    page.goto("#/crisis?section=drills").await?;
    page.wait_text(".crisis-drills", "Somebody else's plan").await?;
    page.click("Play").await?;
    page.wait_text("main", "Briefing").await?;
    page.assert_accessible().await?;
    page.fill_field("Who plays", "Ines").await?;
    page.click("Start").await?;
    page.wait_text(".drill-stream", "I am not Petra").await?;
    page.wait_true("document.activeElement.matches('.drill-message')").await?;
    page.assert_accessible().await?;

    // An answer, sent and escalated by keys; the clock stands while it is paused.
    page.type_keys("r").await?;
    page.wait_true("document.activeElement.matches('.drill-message textarea')").await?;
    page.type_keys(
        "Thank you for telling us, Lena. We are looking into it. Please send a screenshot as a direct message.",
    )
    .await?;
    page.press(&[Key::Control, Key::Shift], Key::Enter.value()).await?;
    page.wait_text(".drill-stream", "Answered and escalated").await?;
    page.click("Pause").await?;
    page.wait_text(".drill-bar", "Go on").await?;
    page.click("End and score").await?;
    page.wait_text("h1", "Somebody else's plan").await?;
    page.wait_text(".drill-stream", "Every tone rule is kept").await?;
    page.wait_text(".drill-stream", "The drill was ended before it arrived.").await?;
    page.assert_accessible().await?;
    page.goto("#/crisis?section=drills").await?;
    page.wait_text(".crisis-drills", "Ines").await?;

    // Out as a file and in again.
    page.click("Drill out").await?;
    let file = page.downloaded(".json").await?;
    page.click("Drill in").await?;
    page.upload("dialog[open] input[type=file]", &[&file]).await?;
    page.wait_text("dialog[open]", "There is a drill").await?;
    page.assert_accessible().await?;
    page.click("Take it in").await?;
    page.wait_gone("dialog[open]").await?;
    page.wait_true("document.querySelectorAll('.crisis-drills > li').length === 2").await?;
    saved(&page).await?;
    page.assert_quiet().await?;
    page.close().await?;
    Ok(())
}
