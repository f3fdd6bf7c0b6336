//! `shots`: pictures of the page for people to look at.

use anyhow::Result;

use crate::{browser_run, place, process};

/// Takes the routes named, such as `content/calendar?view=month`; without any, those that the page's own
/// navigation leads to.
pub fn run(routes: &[String]) -> Result<()> {
    place::make(&place::shots())?;
    let words = ["shots::shots", "--", "--ignored", "--exact", "--nocapture"];
    browser_run::run(&words.map(String::from), &[("HEARTH_ROUTES", routes.join("\n"))], None)?;
    process::say(&format!("the pictures are in {}", place::shots().display()));
    Ok(())
}
