//! What the planning screens show, worked out of the workspace: no page needed.

pub mod calendar;
pub mod content;
pub mod ical;
pub mod slots;
pub mod statistics;
pub mod when;
