//! Conversations: who waits for an answer, since when, and how fast we answer. Pure functions of a workspace; the clock is
//! passed in.
//!
//! ```text
//! hours      open minutes between two instants, and when so many have passed     (zone, weekdays, holidays)
//! threads    conversations made of activities, in one pass over the columns      (facts)
//! turns      one conversation: what was said by whom, and the waits in it        (facts, records)
//! recognise  replies marked as sent, and the imported ones that they became      (turns)
//! sla        which promise holds for a conversation, and how it stands           (hours, turns)
//! list       the conversations of a moment with their status                     (threads, records, sla)
//! queue      which comes first                                                   (list)
//! reply      canned replies with variables                                       (texts)
//! sentiment  the mood of a message, suggested                                    (texts)
//! definitions  what the figures mean, in words
//! figures    KPIs 50–54 and 56, and the histogram of response times              (list)
//! ```
//!
//! What happened stays in the facts; a record (`record::Conversation`) exists for what a person decided. So nothing here
//! is stored: an import that brings a reply answers the conversation by itself.

mod definitions;
pub mod figures;
pub mod hours;
mod list;
mod queue;
mod recognise;
mod reply;
mod sentiment;
mod sla;
mod threads;
mod turns;

#[cfg(test)]
mod tests;

pub use definitions::DEFINITIONS;
pub use list::{Counts, Horizon, Inbox, Item, ItemKey};
pub use queue::{Rank, rank};
pub use reply::{Filled, VARIABLES, fill};
pub use sentiment::{NEUTRAL_BAND, Suggestion, of_compound, suggest};
pub use sla::{AT_RISK_LEFT, Clock, Promise, Promises, SlaState};
pub use threads::{Talk, Talks};
pub use turns::{Role, Said, Turn, Turns, Wait};
