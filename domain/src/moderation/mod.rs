//! Moderation: what was reported, what should be looked at, what was decided and whether it held.
//!
//! ```text
//! glyphs      texts as letters to compare           words       word lists in texts, disguises too
//! signals     what in a message gives reason        classifier  learns from the team's own decisions
//! queue       flags and suggestions in order        score       how urgent a flag is, part by part
//! cases       a flag read as a whole, reporters
//! actions     every change, with its log entry      strikes     what somebody did before, and what is next
//! audit       whether the log is whole              figures     KPIs 43 to 49
//! ```
//!
//! Nothing acts by itself: signals and the classifier suggest, a person decides, and each decision leaves an entry in the
//! audit log that undoing does not take away.

pub mod actions;
pub mod audit;
pub mod cases;
pub mod classifier;
pub mod figures;
mod glyphs;
pub mod queue;
pub mod score;
pub mod signals;
pub mod strikes;
pub mod words;
