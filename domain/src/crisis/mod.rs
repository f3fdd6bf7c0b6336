//! Crisis: is something out of the ordinary, what is to be done by when, how did it go, and how would we do? Pure
//! functions of records and facts; no clock, no page.
//!
//! ```text
//! hours        activities by the hour, counted back from the latest: one pass over the facts
//! alert        which hours stand out against the days before them (KPI 59), each alert with its numbers and rows
//! severity     the four levels and what the playbook says of them
//! playbook     what is to be done by when, and what is overdue
//! incident     the timeline; how long it took (KPI 60); what it is like against what was usual
//! post_mortem  the look back as Markdown and as a page of its own
//! drill        a stream that plays against a clock
//! score        the points for what was done with it, each with its reason
//! drill_file   drills as files that teachers can write
//! definitions  the figures in words
//! ```

pub mod alert;
mod definitions;
pub mod drill;
pub mod drill_file;
pub mod hours;
pub mod incident;
pub mod playbook;
pub mod post_mortem;
pub mod score;
pub mod severity;
#[cfg(test)]
mod tests;

pub use definitions::DEFINITIONS;

/// The sentiment of an activity, by its row: −1 to 1, `None` where it has none.
pub type Sentiment<'a> = &'a dyn Fn(usize) -> Option<f64>;

/// A sentiment of at most this is negative (Hutto & Gilbert, VADER, ICWSM 2014).
pub const NEGATIVE: f64 = -0.05;

pub(crate) const MINUTE_MS: i64 = 60_000;
pub(crate) const HOUR_MS: i64 = 3_600_000;

/// A length of time in words, from ms: `45 s`, `3 h 20 min`.
pub fn length_in_words(ms: i64) -> String {
    crate::model::words::duration(ms as f64 / 1000.0)
}
