//! What the records of moderation may hold.

use super::{Invalid, name};
use crate::model::record::{Flag, WordList};

/// Longest text that is kept with a flag, in bytes.
pub const FLAG_TEXT_MAX: usize = 20_000;

/// Most words of a list.
pub const WORDS_MAX: usize = 5_000;

/// Longest word or phrase, in characters.
const WORD_MAX: usize = 100;

/// Checks a flag.
///
/// # Errors
/// Names the first field that is wrong.
pub(super) fn flag(flag: &Flag) -> Result<(), Invalid> {
    if flag.text.trim().is_empty() && flag.activity.is_none() {
        return Err(Invalid::new("text", "Say what it is about: paste the text, or flag an activity."));
    }
    if flag.text.len() > FLAG_TEXT_MAX {
        let message = format!("The text has more than {FLAG_TEXT_MAX} bytes. Keep the part that matters.");
        return Err(Invalid::new("text", message));
    }
    if let Some(reason) = flag.reports.iter().find(|report| report.reason.len() > FLAG_TEXT_MAX) {
        let message = format!("The reason of {} has more than {FLAG_TEXT_MAX} bytes.", reason.who);
        return Err(Invalid::new("reports", message));
    }
    Ok(())
}

/// Checks a word list.
///
/// # Errors
/// Names the first field that is wrong.
pub(super) fn word_list(list: &WordList) -> Result<(), Invalid> {
    name("name", "list", &list.name)?;
    if list.words.len() > WORDS_MAX {
        let message = format!("The list has {} words; {WORDS_MAX} are the most.", list.words.len());
        return Err(Invalid::new("words", message));
    }
    if let Some(long) = list.words.iter().find(|word| word.chars().count() > WORD_MAX) {
        let start: String = long.chars().take(20).collect();
        return Err(Invalid::new("words", format!("“{start}…” is longer than {WORD_MAX} characters.")));
    }
    Ok(())
}
