//! Every screen on the sample community: it opens, says nothing wrong, passes axe in both themes and all sizes, and
//! the keyboard reaches what the pointer does.

use anyhow::{Result, ensure};
use serde_json::json;
use thirtyfour::Key;

use crate::support::{Options, Page, Profile};

const ROUTES: &[&str] = &[
    "#/start",
    "#/analytics",
    "#/analytics?kpi=stickiness&period=90d",
    "#/analytics?section=members",
    "#/analytics?section=members&by=channel&grain=week",
    "#/analytics?section=conversation",
    "#/analytics?kpi=activities&course=forecast",
    "#/analytics?kpi=activities&course=before-after&period=this-year",
    "#/analytics?kpi=activities&course=parts&by=kind",
    "#/dashboards",
    "#/dashboards?open=new",
    "#/kpis",
    "#/kpis?open=new",
    "#/annotations",
    "#/annotations?open=new",
    "#/channels?open=new",
    "#/posts",
    "#/activities",
    "#/members",
    "#/channels",
    "#/today",
    "#/strategy",
    "#/strategy?open=new",
    "#/strategy?section=audience",
    "#/strategy?segment=new",
    "#/strategy?section=pillars",
    "#/strategy?section=guidelines",
    "#/content",
    "#/content?view=week",
    "#/content?view=list",
    "#/content?view=board",
    "#/content?open=new",
    "#/content?slot=new",
    "#/events",
    "#/events?open=new",
    "#/inbox",
    "#/inbox?panel=times",
    "#/feedback",
    "#/feedback?view=board&sort=trending",
    "#/feedback?open=new",
    "#/feedback?section=themes&days=90",
    "#/feedback?section=themes&texts=feedback",
    "#/feedback?section=surveys",
    "#/feedback?section=surveys&survey=new",
    "#/crisis",
    "#/crisis?rule=new",
    "#/crisis?section=incidents",
    "#/crisis?incident=new",
    "#/crisis?section=playbooks",
    "#/crisis?playbook=new",
    "#/crisis?section=drills",
    "#/crisis?drill=new",
    "#/crisis?side=rows",
    "#/moderation",
    "#/moderation?open=new",
    "#/moderation?view=suggestions",
    "#/moderation?view=words",
    "#/moderation?list=new",
    "#/moderation?view=log",
    "#/moderation?view=figures&days=0",
    "#/course",
    "#/course/1.1",
    "#/course/5.1",
    "#/course/9.9",
    "#/course/glossary",
    "#/course/glossary?search=reach",
    "#/exercises",
    "#/exercises?show=attempted",
    "#/exercises/course/1.1",
    "#/exercises/course/nowhere",
    "#/packs",
    "#/packs?open=new",
    "#/packs/course",
    "#/packs/course?print=paper",
    "#/packs/course?print=key",
    "#/import",
    "#/export",
    "#/storage",
];

/// The page with the sample community open and saved.
pub async fn with_sample(options: Options) -> Result<Page> {
    let page = Page::open_with(Profile::fresh()?, options).await?;
    page.click("Open the sample community").await.or(page.click_css(".door").await)?;
    page.wait_text("h1", "Analytics").await?;
    page.run("return await window.hearth.saved", json!(null)).await?;
    Ok(page)
}

#[tokio::test]
async fn every_screen_is_accessible_in_both_themes_and_all_sizes() -> Result<()> {
    let page = with_sample(Options::default()).await?;
    let mut wrong = Vec::new();
    for dark in [false, true] {
        page.prefer_dark(dark).await?;
        page.run("localStorage.removeItem('hearth/preferences'); return true", json!(null)).await?;
        for size in [(1440, 900), (390, 844)] {
            page.resize(size).await?;
            for route in ROUTES.iter().copied().chain(["#/settings", "#/nowhere"]) {
                page.goto(route).await?;
                page.wait_for("main h1, main h2").await?;
                for violation in page.axe_violations().await? {
                    wrong.push(format!("{route} {}x{} dark={dark}: {violation}", size.0, size.1));
                }
                let wider =
                    page.run("return document.documentElement.scrollWidth > innerWidth + 1", json!(null)).await?;
                if wider == json!(true) {
                    wrong.push(format!("{route} is wider than {} px", size.0));
                }
            }
        }
    }
    page.assert_quiet().await?;
    ensure!(wrong.is_empty(), "{}", wrong.join("\n"));
    page.close().await?;
    Ok(())
}

#[tokio::test]
async fn the_palette_reaches_every_screen_by_keyboard() -> Result<()> {
    let page = with_sample(Options::default()).await?;
    for (typed, heading) in
        [("strat", "Strategy"), ("backup", "Backups & storage"), ("members", "Members"), ("settings", "Settings")]
    {
        page.press(&[Key::Control], 'k').await?;
        page.wait_for("dialog[open] input").await?;
        page.type_keys(typed).await?;
        page.wait_for("[role=option][aria-selected=true]").await?;
        page.type_keys(&Key::Enter.value().to_string()).await?;
        page.wait_text("h1", heading).await?;
    }
    page.assert_quiet().await?;
    page.close().await?;
    Ok(())
}

#[tokio::test]
async fn a_channel_is_added_by_keyboard_and_undone() -> Result<()> {
    let page = with_sample(Options::default()).await?;
    page.goto("#/channels?open=new").await?;
    page.wait_for(".detail input").await?;
    // An empty name is refused at its field.
    page.click("Add channel").await?;
    page.wait_text(".detail", "Give the channel a name").await?;
    page.fill(".detail input", "Newsletter <b>bold</b>").await?;
    page.type_keys(&Key::Enter.value().to_string()).await?;
    page.wait_gone(".detail").await?;
    page.wait_text("main table", "Newsletter <b>bold</b>").await?;
    page.wait_text(".toast", "Channel added").await?;
    page.run("document.activeElement?.blur(); return true", json!(null)).await?;
    page.press(&[Key::Control], 'z').await?;
    page.wait_true("!document.querySelector('main table').textContent.includes('bold')").await?;
    page.assert_quiet().await?;
    page.close().await?;
    Ok(())
}

#[tokio::test]
async fn workspaces_lie_side_by_side() -> Result<()> {
    let page = with_sample(Options::default()).await?;
    page.goto("#/start").await?;
    page.wait_for(".workspace-list").await?;
    page.click_css(".door:nth-of-type(3)").await?;
    page.wait_text("h1", "Import").await?;
    page.wait_true("window.hearth.stats().workspaces === 2").await?;
    ensure!(page.run("return window.hearth.stats().rows.posts", json!(null)).await? == json!(0));
    page.close().await?;
    Ok(())
}
