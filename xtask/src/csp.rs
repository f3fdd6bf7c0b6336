//! The page's Content-Security-Policy: what it may load and run. Nothing remote, no inline script
//! but those that the built index.html has, each by its hash.

use anyhow::{Context, Result, bail};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// index.html holds this instead of the policy, in a `<meta>` that must precede every script. Browsers
/// take it for an unknown rule and go on without.
const PLACE: &str = "\"filled in by the build\"";

/// Puts the policy into a built page.
pub fn fill_in(html: &str) -> Result<String> {
    let meta = html.find(PLACE).with_context(|| {
        format!(
            "index.html lacks <meta http-equiv=\"Content-Security-Policy\" content={PLACE}>: put it back into <head>"
        )
    })?;
    if html.find("<script").is_some_and(|script| script < meta) {
        bail!(
            "index.html has a script before its Content-Security-Policy, which would not bind it: move the script down"
        );
    }
    let policy = policy(&inline_scripts(html)?);
    Ok(html.replacen(PLACE, &format!("\"{policy}\""), 1))
}

/// Refuses a page that names anything outside itself.
pub fn check_nothing_remote(html: &str) -> Result<()> {
    // The name of the SVG language is written as a URL but never loaded.
    let text = html.replace("http://www.w3.org/2000/svg", "");
    if let Some(at) = text.find("://").or_else(|| text.find("=\"//")).or_else(|| text.find("=//")) {
        let around: String = text[..at].chars().rev().take(40).collect::<Vec<_>>().into_iter().rev().collect();
        bail!("index.html names something remote after `{around}`: the page must bring everything itself");
    }
    Ok(())
}

fn policy(scripts: &[&str]) -> String {
    let hashes: String =
        scripts.iter().map(|script| format!(" 'sha256-{}'", STANDARD.encode(Sha256::digest(script)))).collect();
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{hashes}; style-src 'self'; \
         img-src 'self' data: blob:; connect-src 'self'; worker-src 'self' blob:; manifest-src 'self'; \
         base-uri 'none'; form-action 'none'"
    )
}

/// The text of each `<script>` without a `src`, exactly as the browser hashes it.
fn inline_scripts(html: &str) -> Result<Vec<&str>> {
    let mut scripts = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find("<script") {
        let tag = &rest[start..];
        let end = tag.find('>').context("index.html has a <script> tag without an end")?;
        let body = &tag[end + 1..];
        let length = body.find("</script>").context("index.html has a <script> without </script>")?;
        if !tag[..end].contains(" src=") {
            scripts.push(&body[..length]);
        }
        rest = &body[length..];
    }
    Ok(scripts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inline_scripts_are_hashed_and_others_are_not() {
        let html = "<head><meta content=\"filled in by the build\"><script>alert(1)</script><script src=\"a.js\"></script></head>";
        let filled = fill_in(html).unwrap();
        // printf 'alert(1)' | openssl dgst -sha256 -binary | base64
        assert!(
            filled.contains("'wasm-unsafe-eval' 'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI=';"),
            "{filled}"
        );
        assert!(!filled.contains(PLACE));
    }

    #[test]
    fn a_page_without_a_place_for_the_policy_before_its_scripts_is_refused() {
        assert!(fill_in("<head></head>").is_err());
        assert!(fill_in("<script>alert(1)</script><meta content=\"filled in by the build\">").is_err());
    }

    #[test]
    fn remote_things_are_refused() {
        assert!(
            check_nothing_remote("<script src=\"./a.js\"></script><svg xmlns=\"http://www.w3.org/2000/svg\">").is_ok()
        );
        assert!(check_nothing_remote("<script src=\"https://example.org/a.js\">").is_err());
        assert!(check_nothing_remote("<link href=\"//example.org/a.css\">").is_err());
    }
}
