//! Events: who has a place, what is to be done until then, when what happens, and what came of it. Pure functions of
//! events; no clock, no file, no page.
//!
//! ```text
//! seats        answers, places, waitlist, check-in: one change gives the event after it
//! figures      turn-out, survey and cost of an event; who is to be expected at the next
//! definitions  the figures in words
//! run_sheet    what happens when
//! promotion    what is to be done to make it known, and the posts for it
//! ```

mod definitions;
mod figures;
mod promotion;
mod run_sheet;
mod seats;

pub use definitions::DEFINITIONS;
pub use figures::{EventFigures, Expected, FEWEST_PAST, expected, figures, is_over};
pub use promotion::{DueTask, content_for, default_promotion, due_tasks};
pub use run_sheet::{RunSheet, TimedStep, run_sheet};
pub use seats::{Refusal, RsvpChange, Seated, answer, free_places, is_walk_in, seats_taken};
