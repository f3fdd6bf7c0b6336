//! What a plan of content says: what was planned became which post, where the calendar has gaps and clashes, how it is
//! balanced, when posts do best. Pure functions of a workspace; the clock is passed in.
//!
//! ```text
//! permalink  the network and post that an address names       alike      how alike two texts are
//! matching   planned variants and imported posts: suggestions actual     what became of what was planned
//! slots      recurring slots: gaps, drafts for them           clashes    what does not go together
//! balance    the pillars' shares of the calendar              best_time  when posts did best
//! filter     which pieces are shown                           review     pieces sent to somebody, and the answer
//! ```
//!
//! Changes nothing: what should change is a command that the caller applies.

mod actual;
mod alike;
mod balance;
mod best_time;
mod clashes;
mod filter;
mod matching;
pub mod permalink;
pub mod review;
pub mod slots;
#[cfg(test)]
mod testing;

pub use actual::{Actual, Kept, ON_TIME_MS, PlanResult, Punctuality, Tally, actual, plan_against_actual};
pub use balance::{Balance, Share, balance};
pub use best_time::{HINTS, Hint, best_times};
pub use clashes::{AGAIN_MS, CLOSE_MS, Clash, ClashKind, clashes};
pub use filter::ContentFilter;
pub use matching::{Certainty, Links, Suggestion, Why, suggest};
