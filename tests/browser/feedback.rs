//! The feedback loop, from beginning to end on a fresh profile: a complaint becomes feedback, two that ask for the same
//! become one, it is planned, and those who asked are told until the loop is closed. Then a survey and the roadmap.

use anyhow::{Result, ensure};
use serde_json::{Value, json};
use std::fmt::Write;
use thirtyfour::Key;

use crate::support::{Options, Page, Profile};

/// What people said: quiet weeks, then many about one thing. Days before today, so that the file is always of now.
fn said() -> String {
    let mut file = String::from("id,who,when,kind,text\n");
    let mut line = |id: u32, who: &str, days: i64, text: &str| {
        let at = chrono_day(days);
        let _ = writeln!(file, "a{id},{who},{at}T10:00:00Z,comment,{text}");
    };
    let usual = ["Nice walk today", "Thank you for the recipe", "See you on Saturday", "My rope is too long"];
    for number in 0..120 {
        line(number, &format!("Friend {}", number % 17), 40 + i64::from(number), usual[number as usize % 4]);
    }
    for (number, who) in ["Ana", "Ben", "Chloé", "Dora", "Gil", "Hana"].into_iter().enumerate() {
        line(500 + number as u32, who, 2 + number as i64, "The offline mode of the app is broken on the train");
    }
    file
}

/// A date some days ago, as `2026-11-22`: the civil calendar from days since 1970 (H. Hinnant's algorithm).
fn chrono_day(ago: i64) -> String {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let days = now as i64 / 86_400 - ago + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let (month, next) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    format!("{:04}-{month:02}-{day:02}", era * 400 + year + next)
}

async fn items(page: &Page) -> Result<Value> {
    page.run("return JSON.parse(window.hearth.exportWorkspace()).records.feedback", json!(null)).await
}

#[tokio::test]
async fn complaint_to_feedback_to_planned_to_told() -> Result<()> {
    let page = Page::open_with(Profile::fresh()?, Options::default()).await?;
    page.click_css(".door:nth-of-type(3)").await?;
    page.wait_text("h1", "Import").await?;
    let report = page
        .run(
            "return await window.hearth.importFile(new TextEncoder().encode(args), {name: 'said.csv', mapping: {table: 'activities',
                columns: {id: 'id', who: 'member', when: 'time', kind: 'kind', text: 'text'}}})",
            json!(said()),
        )
        .await?;
    ensure!(report["new"].as_u64().or(report["counts"]["new"].as_u64()) >= Some(126), "{report}");

    // An empty screen says what it is for.
    page.goto("#/feedback").await?;
    page.wait_text(".empty", "No feedback yet").await?;
    page.assert_accessible().await?;

    // The complaint stands out; one press makes feedback of it.
    page.goto("#/feedback?section=themes").await?;
    page.wait_text(".themes", "offline mode").await?;
    page.assert_accessible().await?;
    page.click("Make feedback of it").await?;
    page.wait_text(".detail h2", "The offline mode of the app is broken on the train").await?;
    page.fill_field("What is asked for", "Offline mode works on the train").await?;
    page.fill_field("Product area", "Mobile app").await?;
    page.click("Save").await?;
    page.wait_text(".detail h2", "Offline mode works on the train").await?;
    page.assert_accessible().await?;
    page.click("Who asked").await?;
    page.wait_text(".quote", "broken on the train").await?;
    page.fill_field("Name", "Emil").await?;
    page.click("Add vote").await?;
    page.wait_text("[aria-label=Votes]", "Emil").await?;
    page.fill_field("Name", "EMIL").await?;
    page.click("Add vote").await?;
    page.wait_text(".detail", "EMIL has voted already").await?;
    page.press(&[], Key::Escape.value()).await?;
    page.wait_gone(".detail").await?;

    // Somebody wrote the same down; it is noticed, and merged without counting anybody twice.
    page.goto("#/feedback?open=new").await?;
    page.fill_field("What is asked for", "Train trips: offline mode of the app").await?;
    page.wait_text(".already", "Offline mode works on the train").await?;
    page.click("Add feedback").await?;
    page.wait_text(".detail h2", "Train trips").await?;
    page.click("Who asked").await?;
    for name in ["Emil", "Fay"] {
        page.fill_field("Name", name).await?;
        page.click("Add vote").await?;
        page.wait_text("[aria-label=Votes]", name).await?;
    }
    page.click("Duplicates").await?;
    page.wait_text(".suggestion", "alike by").await?;
    page.assert_accessible().await?;
    page.click("Merge this one into it").await?;
    page.wait_text(".detail h2", "Offline mode works on the train").await?;
    page.wait_text(".detail-header", "3 votes").await?;
    undo(&page).await?;
    page.wait_text(".detail-header", "2 votes").await?;
    page.press(&[Key::Control, Key::Shift], 'z').await?;
    page.wait_text(".detail-header", "3 votes").await?;

    // Planned, with a word for everybody.
    page.click("About").await?;
    page.fill_field("Public response", "In spring: <b>reading</b> first.").await?;
    page.click("Planned").await?;
    page.wait_text(".detail-header", "Planned").await?;
    page.wait_text(".detail-header", "3 to tell").await?;

    // Told one by one, until the loop is closed.
    page.click("Tell those who asked").await?;
    page.wait_text(".letter", "We have planned it. In spring: <b>reading</b> first.").await?;
    page.assert_accessible().await?;
    page.click_css("[aria-label='Those who asked'] li:first-child .button:last-child").await?;
    page.wait_text(".detail", "1 of 3 people told").await?;
    page.click("Mark all as told").await?;
    page.wait_text(".detail", "Closed loop").await?;
    page.assert_accessible().await?;

    // On the board it goes on by keyboard, and the loop opens again.
    page.goto("#/feedback?view=board").await?;
    page.wait_for("[data-entry]").await?;
    page.run("document.querySelector('[data-entry]').focus(); return true", json!(null)).await?;
    page.press(&[Key::Alt], Key::Right.value()).await?;
    page.wait_true("document.querySelector('[data-drop=started] [data-entry]') !== null").await?;
    page.wait_text("[data-drop=started]", "3 to tell").await?;
    page.assert_accessible().await?;
    let all = items(&page).await?;
    let told: Vec<&Value> = all.as_array().into_iter().flatten().filter(|item| item["status"] == "started").collect();
    ensure!(told.len() == 1 && told[0]["told"].as_array().is_some_and(|told| told.len() == 3), "{all}");

    // The roadmap is one file that names nobody.
    page.click("Public roadmap").await?;
    page.wait_text("dialog[open]", "Offline mode works on the train").await?;
    page.assert_accessible().await?;
    page.click("Download the roadmap").await?;
    let file = page.downloaded(".html").await?;
    let text = std::fs::read_to_string(file)?;
    ensure!(text.contains("&lt;b&gt;reading&lt;/b&gt;") && text.contains("<b>3</b> votes"), "{text}");
    ensure!(["Emil", "Fay", "Dora"].iter().all(|name| !text.contains(name)), "the roadmap names somebody");
    page.run("return await window.hearth.saved", json!(null)).await?;
    page.assert_quiet().await?;
    page.close().await?;
    Ok(())
}

async fn undo(page: &Page) -> Result<()> {
    page.run("document.activeElement?.blur(); return true", json!(null)).await?;
    page.press(&[Key::Control], 'z').await
}

#[tokio::test]
async fn a_survey_by_entry_and_from_a_table() -> Result<()> {
    let page = Page::open_with(Profile::fresh()?, Options::default()).await?;
    page.click_css(".door:nth-of-type(3)").await?;
    page.wait_text("h1", "Import").await?;
    page.goto("#/feedback?section=surveys").await?;
    page.wait_text(".empty", "No surveys yet").await?;
    page.goto("#/feedback?section=surveys&survey=new").await?;
    page.fill_field("Name", "Autumn").await?;
    page.assert_accessible().await?;
    page.click("Add survey").await?;
    page.wait_text(".detail", "No answers yet").await?;
    page.fill_field("Score, 0 to 10", "9").await?;
    page.click("Add answer").await?;
    page.wait_text(".survey-figure", "+100").await?;

    let path = std::env::temp_dir().join(format!("hearth-answers-{}.csv", std::process::id()));
    std::fs::write(&path, "Score,Comment\n10,\n9,Kind people\n8,\n7,\n3,Slow\n11,too much\n")?;
    page.click("Files").await?;
    page.click("Answers in (CSV)…").await?;
    page.upload("dialog[open] input[type=file]", &[&path]).await?;
    page.wait_text("dialog[open]", "0 to 10").await?;
    page.assert_accessible().await?;
    page.click("Take it in").await?;
    page.wait_gone("dialog[open]").await?;
    // Three promoters, two passives, one detractor.
    page.wait_text(".survey-figure", "+33").await?;
    page.wait_text(".survey-figure", "95\u{202f}% interval").await?;
    page.wait_text(".detail", "3 promoters (9–10), 2 passives (7–8), 1 detractors (0–6)").await?;
    page.assert_accessible().await?;
    page.assert_quiet().await?;
    page.close().await?;
    std::fs::remove_file(path)?;
    Ok(())
}
