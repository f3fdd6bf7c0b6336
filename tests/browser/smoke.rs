//! The page opens, says nothing wrong, and opens again without a network.

use anyhow::Result;
use serde_json::json;

use crate::support::{Options, Page, Profile};

/// Resolves when the service worker has taken over, so that it will answer the next load.
const WORKER_READY: &str = "
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) {
        await new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve, {once: true}));
    }";

#[tokio::test]
async fn the_page_opens_without_errors() -> Result<()> {
    let page = Page::open().await?;
    page.wait_for("main").await?;
    page.assert_quiet().await?;
    page.close().await?;
    Ok(())
}

#[tokio::test]
async fn the_page_opens_again_without_a_network() -> Result<()> {
    let page = Page::open().await?;
    page.run(WORKER_READY, json!(null)).await?;
    page.site_down().await?;
    page.reload().await?;
    page.wait_for("main").await?;
    page.assert_quiet().await?;

    // Also in a new tab, and after the browser was restarted.
    page.new_tab("").await?;
    page.wait_for("main").await?;
    let profile = page.close().await?;
    let page = Page::open_with(profile, Options::default()).await?;
    page.wait_for("main").await?;
    page.close().await?;
    Ok(())
}

#[tokio::test]
async fn the_page_opens_after_a_power_cut() -> Result<()> {
    let page = Page::open().await?;
    page.wait_for("main").await?;
    let profile = page.kill()?;
    let page = Page::open_with(profile, Options::default()).await?;
    page.wait_for("main").await?;
    page.assert_quiet().await?;
    page.close().await?;
    Ok(())
}

#[tokio::test]
async fn the_security_policy_holds() -> Result<()> {
    let page = Page::open().await?;
    page.log().expect("Content Security Policy");
    page.run("const script = document.createElement('script'); script.textContent = 'window.broken = true'; document.body.append(script)", json!(null))
        .await?;
    assert_eq!(page.run("return window.broken ?? false", json!(null)).await?, false, "an inline script ran");
    let fetched = page
        .run("return fetch('https://example.invalid/').then(() => 'sent', (error) => error.name)", json!(null))
        .await?;
    assert_eq!(fetched, "TypeError");
    // Forbidden by the page itself, not merely unanswered.
    let refused = "return new Promise((resolve) => {
        document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), {once: true});
        fetch('https://example.invalid/').catch(() => {});
    })";
    assert_eq!(page.run(refused, json!(null)).await?, "connect-src");
    page.close().await?;
    Ok(())
}

#[tokio::test]
async fn the_theme_is_there_before_the_app() -> Result<()> {
    let dark = Options { dark: true, ..Options::default() };
    let page = Page::open_with(Profile::fresh()?, dark).await?;
    let shows = |colour: &str| format!("getComputedStyle(document.body).backgroundColor === '{colour}'");
    let (light, dark) = (shows("rgb(250, 249, 247)"), shows("rgb(22, 20, 18)"));
    page.wait_true(&dark).await?;
    // The system changes its mind, and the page follows.
    page.prefer_dark(false).await?;
    page.wait_true(&light).await?;
    page.prefer_dark(true).await?;
    page.wait_true(&dark).await?;
    page.run("localStorage.setItem('hearth/preferences', '{\"theme\": \"light\"}')", json!(null)).await?;
    page.reload().await?;
    page.wait_true(&light).await?;
    page.close().await?;
    Ok(())
}
