//! Pictures for people to look at, not a test: `cargo xtask shots [route...]`.

use anyhow::Result;
use serde_json::json;

use crate::support::{Options, Page, Profile};

const SIZES: [(u32, u32); 3] = [(1440, 900), (1024, 768), (390, 844)];

#[tokio::test]
#[ignore = "takes pictures; `cargo xtask shots` asks for it"]
async fn shots() -> Result<()> {
    let page = Page::open_with(Profile::fresh()?, Options::default()).await?;
    let mut routes: Vec<String> =
        std::env::var("HEARTH_ROUTES").unwrap_or_default().lines().map(str::to_owned).collect();
    if routes.is_empty() {
        routes = linked_routes(&page).await?;
    }
    for dark in [false, true] {
        page.prefer_dark(dark).await?;
        for size in SIZES {
            page.resize(size).await?;
            for route in &routes {
                page.goto(route).await?;
                page.reload().await?;
                let theme = if dark { "dark" } else { "light" };
                let file = page.shot(&format!("{}-{}-{theme}", file_name(route), size.0)).await?;
                println!("{}", file.display());
            }
        }
    }
    page.close().await?;
    Ok(())
}

/// Where the page's own links lead, the start first.
async fn linked_routes(page: &Page) -> Result<Vec<String>> {
    let script = "return ['#/', ...new Set([...document.querySelectorAll('nav a[href^=\"#/\"]')].map((link) => link.getAttribute('href')))]";
    let mut routes: Vec<String> = serde_json::from_value(page.run(script, json!(null)).await?)?;
    routes.dedup();
    Ok(routes)
}

fn file_name(route: &str) -> String {
    let plain: String = route.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let plain = plain.trim_matches('-');
    if plain.is_empty() { "start".to_owned() } else { plain.to_owned() }
}
