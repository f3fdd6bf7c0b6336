//! What the browser had to say: errors of scripts, of loading, of the security policy.

use std::sync::{Mutex, PoisonError};

use anyhow::{Result, bail};
use thirtyfour::WebDriver;

/// The errors of one page so far.
#[derive(Default)]
pub struct Log {
    errors: Mutex<Vec<String>>,
    expected: Mutex<Vec<String>>,
}

impl Log {
    /// Takes in what the browser has logged since the last call; gives all errors so far that were not
    /// announced by [`Log::expect`].
    pub async fn errors(&self, driver: &WebDriver) -> Result<Vec<String>> {
        let fresh = driver.browser_log().await?;
        let mut errors = self.errors.lock().unwrap_or_else(PoisonError::into_inner);
        errors.extend(fresh.into_iter().filter(|entry| entry.level == "SEVERE").map(|entry| entry.message));
        let expected = self.expected.lock().unwrap_or_else(PoisonError::into_inner);
        let unexpected = |error: &&String| !expected.iter().any(|part| error.contains(part));
        Ok(errors.iter().filter(unexpected).cloned().collect())
    }

    /// Announces an error that the test itself provokes, by a part of its text.
    pub fn expect(&self, part: &str) {
        self.expected.lock().unwrap_or_else(PoisonError::into_inner).push(part.to_owned());
    }

    /// Fails if there were errors, and shows them.
    pub async fn assert_quiet(&self, driver: &WebDriver) -> Result<()> {
        let errors = self.errors(driver).await?;
        if !errors.is_empty() {
            bail!("the browser reports errors:\n{}", errors.join("\n"));
        }
        Ok(())
    }
}
