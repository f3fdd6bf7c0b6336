//! Talking with people, from beginning to end on a fresh profile: who waits is answered in the order in which it is due,
//! without a pointer.

use anyhow::{Result, ensure};
use serde_json::{Value, json};
use thirtyfour::Key;

use crate::support::{Options, Page, Profile};

/// How many people wrote.
const WROTE: usize = 24;
/// How many of them are dealt with.
const CLEARED: usize = 20;

/// The person's age in the queue, in steps of ten minutes: scrambled, so that the file's order is not the queue's.
fn age(person: usize) -> usize {
    person * 7 % WROTE + 1
}

/// How many conversations have a status, as the tabs say.
async fn count(page: &Page, status: &str) -> Result<Value> {
    let script =
        "const tab = [...document.querySelectorAll('.inbox-tabs a')].find((tab) => tab.textContent.startsWith(args));
        return Number(tab?.querySelector('b')?.textContent ?? -1)";
    page.run(script, json!(status)).await
}

/// What the open conversation's line in the list says.
const OPEN_LINE: &str = "document.querySelector('.inbox-row[data-open] .inbox-line')?.textContent";

#[tokio::test]
async fn twenty_conversations_are_cleared_by_keyboard_in_sla_order() -> Result<()> {
    let page = Page::open_with(Profile::fresh()?, Options::default()).await?;
    page.click_css(".door:nth-of-type(3)").await?;
    page.wait_text("h1", "Import").await?;
    page.goto("#/inbox").await?;
    page.wait_text(".empty", "Nobody waits").await?;
    page.assert_accessible().await?;

    // People write; a promise is made, round the clock.
    let ages: Vec<usize> = (0..WROTE).map(age).collect();
    let import = "
        const rows = args.map((age, person) => `a${person},m${person},${Date.now() - age * 600000},post,Question number ${person}`);
        const file = 'id,member_id,ts,kind,text\\n' + rows.join('\\n') + '\\n';
        return await window.hearth.importFile(new Blob([file]), {name: 'talk.csv'})";
    let report = page.run(import, json!(ages)).await?;
    ensure!(report["written"] == json!(true), "{report}");
    page.goto("#/inbox?policy=new").await?;
    page.fill_field("Name", "Everybody").await?;
    page.fill_field("First response", "2").await?;
    for _ in 0..5 {
        page.click("Remove these hours").await?;
    }
    page.assert_accessible().await?;
    page.click("Add SLA policy").await?;
    page.wait_text(".detail h2", "SLA policies").await?;
    page.wait_text(".detail-body", "round the clock").await?;
    page.wait_true("document.activeElement.closest('.detail')").await?;
    page.press(&[], Key::Escape.value()).await?;
    page.wait_gone(".detail").await?;
    page.wait_true(&format!("document.querySelectorAll('.inbox-row').length === {WROTE}")).await?;
    page.assert_accessible().await?;

    // Who waits longest is due first.
    let mut order: Vec<usize> = (0..WROTE).collect();
    order.sort_by_key(|person| std::cmp::Reverse(age(*person)));
    page.run("document.activeElement?.blur(); return true", json!(null)).await?;
    page.press(&[], 'j').await?;
    for (turn, person) in order.iter().take(CLEARED).enumerate() {
        page.wait_true(&format!("{OPEN_LINE} === 'Question number {person}'")).await?;
        match turn % 5 {
            // Written here, sent elsewhere, marked. The letters are keys outside of fields, and none fires in them.
            1 => {
                page.press(&[], 'r').await?;
                page.wait_true("document.activeElement.matches('.inbox-reply textarea')").await?;
                page.type_keys("Thanks, just see the example").await?;
                page.type_keys(&Key::Tab.value().to_string()).await?;
                page.type_keys(&Key::Tab.value().to_string()).await?;
                page.wait_true("document.activeElement.textContent.includes('Mark as answered')").await?;
                page.type_keys(&Key::Enter.value().to_string()).await?;
            }
            // Put off for an hour, the first answer offered.
            2 => {
                page.press(&[], 's').await?;
                page.wait_true("document.activeElement.textContent.includes('In an hour')").await?;
                page.type_keys(&Key::Enter.value().to_string()).await?;
            }
            // A note for the team, then done.
            3 => {
                page.press(&[], 'n').await?;
                page.wait_true("document.activeElement.matches('.inbox-details textarea')").await?;
                page.type_keys("asked before, keep an eye on it").await?;
                page.type_keys(&Key::Tab.value().to_string()).await?;
                page.type_keys(&Key::Enter.value().to_string()).await?;
                page.wait_text(".inbox-notes", "keep an eye on it").await?;
                page.press(&[], 'e').await?;
            }
            _ => page.press(&[], 'e').await?,
        }
    }
    let left = order[CLEARED];
    page.wait_true(&format!("{OPEN_LINE} === 'Question number {left}'")).await?;
    for (status, expected) in [("Open", WROTE - CLEARED), ("Pending", 4), ("Snoozed", 4), ("Resolved", 12)] {
        ensure!(count(&page, status).await? == json!(expected), "{status}: {}", count(&page, status).await?);
    }

    // Each step can be taken back, and all of it is kept.
    page.run("document.activeElement?.blur(); return true", json!(null)).await?;
    page.press(&[Key::Control], 'z').await?;
    page.wait_true(&format!("document.querySelectorAll('.inbox-row').length === {}", WROTE - CLEARED + 1)).await?;
    page.run("return await window.hearth.saved", json!(null)).await?;
    page.goto("#/inbox?status=pending").await?;
    page.wait_true("document.querySelectorAll('.inbox-row').length === 4").await?;
    page.goto("#/inbox?panel=times").await?;
    page.wait_text(".detail", "First response time, median").await?;
    page.wait_text(".detail", "4 of 24").await?;
    page.assert_accessible().await?;
    page.assert_quiet().await?;
    page.close().await?;
    Ok(())
}

/// On a phone there is one pane at a time, with a way back.
#[tokio::test]
async fn a_phone_shows_the_list_or_the_conversation() -> Result<()> {
    let page = Page::open_with(Profile::fresh()?, Options::default()).await?;
    page.click_css(".door:nth-of-type(1)").await?;
    page.wait_text("h1", "Analytics").await?;
    page.goto("#/inbox").await?;
    page.wait_for(".inbox-row").await?;
    page.resize((390, 844)).await?;
    page.assert_accessible().await?;
    page.click_css(".inbox-row a").await?;
    page.wait_true("document.querySelector('.inbox-list').offsetParent === null").await?;
    page.wait_true("document.documentElement.scrollWidth <= window.innerWidth").await?;
    page.assert_accessible().await?;
    page.click("‹ List").await?;
    page.wait_true("document.querySelector('.inbox-list').offsetParent !== null").await?;
    page.assert_quiet().await?;
    page.close().await?;
    Ok(())
}
