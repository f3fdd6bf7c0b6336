//! What came of an event (KPI 57 and what a survey says), and who is to be expected at the next one.

use super::seats::{free_places, is_walk_in, seats_taken};
use crate::{
    analytics::statistics::mean,
    model::{
        Instant,
        record::{Event, EventStatus, Rsvp, RsvpAnswer},
    },
};
use serde::Serialize;

/// Fewest past events that an expectation rests on.
pub const FEWEST_PAST: usize = 2;

/// The figures of one event. `None` where there is nothing to divide by, or it is not known.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct EventFigures {
    /// Answered yes before the event: walk-ins are not among them.
    pub yes: usize,
    /// Answered maybe.
    pub maybe: usize,
    /// Answered no.
    pub no: usize,
    /// Wait for a place.
    pub waitlist: usize,
    /// Places taken: everybody who said yes, with guests.
    pub seats_taken: u32,
    /// Places that are free; `None` = no limit.
    pub free: Option<u32>,
    /// Checked in, walk-ins too. Guests are not checked in by themselves.
    pub checked_in: usize,
    /// Came without having answered.
    pub walk_ins: usize,
    /// Said yes and were not there. `None` before the event is over, and where nobody was checked in at all: then nobody
    /// looked.
    pub no_shows: Option<usize>,
    /// No-shows ÷ yes.
    pub no_show_rate: Option<f64>,
    /// Checked in of those who said yes ÷ yes; 1 − no-show rate.
    pub attendance_rate: Option<f64>,
    /// Mean of the ratings, 1 to 5.
    pub rating: Option<f64>,
    /// How many rated.
    pub ratings: usize,
    /// Net promoter score, −100 to 100: % who recommend with 9 or 10 − % with 0 to 6 (Reichheld, Harvard Business
    /// Review 81, 2003).
    pub nps: Option<f64>,
    /// How many said whether they recommend.
    pub recommendations: usize,
    /// What it cost, in the workspace's currency; `None` where no cost is entered.
    pub cost: Option<f64>,
    /// Cost ÷ checked in.
    pub cost_per_attendee: Option<f64>,
}

/// Whether an event has taken place: its end is past or it is marked as done. A cancelled one never does.
pub fn is_over(event: &Event, now: Instant) -> bool {
    match event.status {
        EventStatus::Done => true,
        EventStatus::Cancelled => false,
        EventStatus::Planned | EventStatus::Announced => event.end <= now,
    }
}

/// The figures of an event.
pub fn figures(event: &Event, now: Instant) -> EventFigures {
    let count = |holds: &dyn Fn(&Rsvp) -> bool| event.rsvps.iter().filter(|rsvp| holds(rsvp)).count();
    let of = |answer: RsvpAnswer| count(&|rsvp| rsvp.answer == answer && !is_walk_in(rsvp));
    let (yes, checked_in) = (of(RsvpAnswer::Yes), count(&|rsvp| rsvp.checked_in.is_some()));
    let came = count(&|rsvp| rsvp.answer == RsvpAnswer::Yes && rsvp.checked_in.is_some() && !is_walk_in(rsvp));
    let looked = is_over(event, now) && checked_in > 0;
    let rate = |number: usize| (looked && yes > 0).then(|| number as f64 / yes as f64);

    let ratings: Vec<f64> = event.survey.iter().filter_map(|one| one.rating).map(f64::from).collect();
    let ratings: Vec<f64> = ratings.into_iter().filter(|rating| (1.0..=5.0).contains(rating)).collect();
    let said: Vec<u8> = event.survey.iter().filter_map(|one| one.recommend).filter(|one| *one <= 10).collect();
    let (promoters, detractors) =
        (said.iter().filter(|one| **one >= 9).count(), said.iter().filter(|one| **one <= 6).count());
    let nps = (promoters as f64 - detractors as f64) * 100.0 / said.len() as f64;
    let costs: Vec<f64> = event.costs.iter().map(|cost| cost.amount).filter(|amount| amount.is_finite()).collect();
    let cost = (!costs.is_empty()).then(|| costs.iter().sum::<f64>());
    EventFigures {
        yes,
        maybe: of(RsvpAnswer::Maybe),
        no: of(RsvpAnswer::No),
        waitlist: of(RsvpAnswer::Waitlist),
        seats_taken: seats_taken(event),
        free: free_places(event),
        checked_in,
        walk_ins: count(&is_walk_in),
        no_shows: (looked && yes > 0).then(|| yes - came),
        no_show_rate: rate(yes - came),
        attendance_rate: rate(came),
        rating: mean(&ratings),
        ratings: ratings.len(),
        nps: (!said.is_empty()).then_some(nps),
        recommendations: said.len(),
        cost,
        cost_per_attendee: cost.filter(|_| checked_in > 0).map(|cost| cost / checked_in as f64),
    }
}

/// Who is to be expected at an event.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Expected {
    /// People, guests too: places taken × rate.
    pub people: f64,
    /// Attendance rate of the past events together.
    pub rate: f64,
    /// How many past events it rests on.
    pub events: usize,
    /// How many people had said yes to these.
    pub yes: usize,
}

/// Who is to be expected: the places taken times the attendance rate of one's own past events of the same format, all
/// their answers taken together. `None` where fewer than [`FEWEST_PAST`] of them have a rate. `past` may hold any
/// events; those that are not over do not count, nor does the event itself.
pub fn expected<'a>(past: impl IntoIterator<Item = &'a Event>, event: &Event, now: Instant) -> Option<Expected> {
    let (mut events, mut yes, mut came) = (0, 0, 0);
    for other in past {
        let same = other.id != event.id && other.format == event.format;
        let found = same.then(|| figures(other, now));
        if let Some((found, no_shows)) = found.and_then(|found| Some((found.yes, found.no_shows?))) {
            events += 1;
            yes += found;
            came += found - no_shows;
        }
    }
    if events < FEWEST_PAST || yes == 0 {
        return None;
    }
    let rate = came as f64 / yes as f64;
    Some(Expected { people: f64::from(seats_taken(event)) * rate, rate, events, yes })
}
