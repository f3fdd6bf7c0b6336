//! The run sheet with the times of its steps.

use crate::model::{Instant, record::Event};
use serde::Serialize;

const MINUTE_MS: i64 = 60_000;

/// The steps of an event with their times.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RunSheet {
    /// In order; show the times in the event's zone.
    pub steps: Vec<TimedStep>,
    /// When the last step ends.
    pub end: Instant,
    /// Minutes by which the steps run over the event's end; below 0: minutes left.
    pub over: i64,
}

/// A step with its times.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct TimedStep {
    /// Its place in the event's list.
    pub step: usize,
    /// When it begins: ms since 1970, UTC.
    pub start: Instant,
    /// When it ends.
    pub end: Instant,
    /// Whether it ends after the event does.
    pub is_over: bool,
}

/// When each step of an event begins and ends: one after the other, from the event's start on.
pub fn run_sheet(event: &Event) -> RunSheet {
    let mut end = event.start;
    let steps = event.run_sheet.iter().enumerate().map(|(step, one)| {
        let start = end;
        end = start.saturating_add(i64::from(one.minutes) * MINUTE_MS);
        TimedStep { step, start, end, is_over: event.end < end }
    });
    let steps = steps.collect();
    let over = end.saturating_sub(event.end);
    // Whole minutes away from the end: an event that ends within a minute runs over it.
    let over = if over > 0 { over.div_euclid(MINUTE_MS) + i64::from(over % MINUTE_MS > 0) } else { over / MINUTE_MS };
    RunSheet { steps, end, over }
}
