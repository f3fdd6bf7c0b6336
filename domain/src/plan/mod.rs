//! What a plan of content says: what was planned became which post, where the calendar has gaps and clashes, how it is
//! balanced, when posts do best. Pure functions of a workspace; the clock is passed in.
//!
//! ```text
//! permalink  the network and post that an address names       alike     how alike two texts are
//! matching   planned variants and imported posts: suggestions actual    what became of what was planned
//! ```
//!
//! Changes nothing: what should change is a command that the caller applies.

mod actual;
mod alike;
mod matching;
pub mod permalink;
#[cfg(test)]
mod testing;

pub use actual::{Actual, Kept, PlanResult, Punctuality, Tally, actual, plan_against_actual};
pub use matching::{Certainty, Links, Suggestion, Why, suggest};
