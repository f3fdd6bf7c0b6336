//! The accessibility rules of axe-core, on the page as it shows now.

use anyhow::{Result, bail};
use serde::Deserialize;
use serde_json::json;

use super::{Page, settings};

#[derive(Deserialize)]
struct Violation {
    id: String,
    help: String,
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Node {
    html: String,
    failure_summary: Option<String>,
}

/// WCAG 2.2 at A and AA, and what axe holds to be good practice.
const RULES: [&str; 7] = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];

impl Page {
    /// What axe finds wrong, one readable text for each kind of violation.
    pub async fn axe_violations(&self) -> Result<Vec<String>> {
        let script = std::fs::read_to_string(settings::axe()?)?;
        // Put in by the driver, which the page's security policy does not bind.
        self.driver().execute(format!("if (!window.axe) {{ {script} }}"), vec![]).await?;
        let run = "return (await axe.run(document, {runOnly: args[0], resultTypes: ['violations']})).violations
            .map(({id, help, nodes}) => ({id, help, nodes: nodes.map(({html, failureSummary}) => ({html, failureSummary}))}));";
        let found: Vec<Violation> = serde_json::from_value(self.run(run, json!(RULES)).await?)?;
        Ok(found.iter().map(Violation::to_text).collect())
    }

    /// Fails if axe finds anything wrong, and tells what.
    pub async fn assert_accessible(&self) -> Result<()> {
        let violations = self.axe_violations().await?;
        if !violations.is_empty() {
            bail!("accessibility violations at {}:\n{}", self.driver().current_url().await?, violations.join("\n"));
        }
        Ok(())
    }
}

impl Violation {
    fn to_text(&self) -> String {
        const SHOWN: usize = 5;
        let mut text = format!("{}: {} ({} places)", self.id, self.help, self.nodes.len());
        for node in self.nodes.iter().take(SHOWN) {
            let why = node.failure_summary.as_deref().unwrap_or_default().replace('\n', " ");
            text += &format!("\n    {}\n      {why}", node.html);
        }
        text
    }
}
