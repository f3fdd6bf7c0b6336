//! stub until merged
use crate::model::*;
/// A gap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The slot.
    pub slot: Id,
    /// The day.
    pub day: Day,
    /// The time.
    pub at: Instant,
    /// Its number.
    pub number: u32,
}
