//! Places at an event: who has one, who waits for one, who came.
//!
//! - A “yes” takes a place for the person and one for each guest. A “yes” for which there is no room becomes “waitlist”.
//! - As soon as places are free, those on the waitlist move up in the order of their answers; whoever does not fit with
//!   all guests goes on waiting, and the next is looked at, so that no place stays empty.
//! - Nobody loses a place: lowering the capacity only means that nobody moves up until there is room again.
//! - Once an event is over or cancelled nobody moves up any more.

use super::figures::is_over;
use crate::model::{
    Id, Instant,
    record::{Event, EventStatus, Rsvp, RsvpAnswer},
};

/// What can be changed about answers and places.
#[derive(Clone, Debug, PartialEq)]
pub enum RsvpChange {
    /// Somebody answers: a new answer, or all of an old one with this id again.
    Put(Rsvp),
    /// Somebody changes their mind.
    Answer(Id, RsvpAnswer),
    /// Somebody brings more people, or fewer.
    Guests(Id, u32),
    /// An answer is taken out altogether.
    Remove(Id),
    /// Somebody is there.
    CheckIn(Id),
    /// They were not.
    UndoCheckIn(Id),
    /// Somebody is there who had not answered; places or not.
    WalkIn(Rsvp),
    /// More places, fewer, or no limit.
    Capacity(Option<u32>),
}

/// Why a change was not made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// There is no answer with this id.
    Unknown,
    /// There is no room for so many guests; the place itself is kept.
    NoRoom,
}

impl Refusal {
    /// What to say about it.
    pub fn message(self) -> &'static str {
        match self {
            Self::Unknown => "This answer is no longer on the list.",
            Self::NoRoom => "There is no room for so many guests. Raise the capacity first, or bring fewer.",
        }
    }
}

/// An event after a change.
#[derive(Clone, Debug, PartialEq)]
pub struct Seated {
    /// The event.
    pub event: Event,
    /// Who moved up from the waitlist, in order.
    pub promoted: Vec<Id>,
    /// Whether a “yes” went to the waitlist, for want of room.
    pub waits: bool,
    /// Why nothing was changed, if so.
    pub refused: Option<Refusal>,
}

/// Places taken: everybody who said yes, with their guests.
pub fn seats_taken(event: &Event) -> u32 {
    let seats = event.rsvps.iter().filter(|rsvp| rsvp.answer == RsvpAnswer::Yes).map(seats);
    seats.fold(0, u32::saturating_add)
}

/// Places that are free; `None` = no limit.
pub fn free_places(event: &Event) -> Option<u32> {
    event.capacity.map(|capacity| capacity.saturating_sub(seats_taken(event)))
}

/// Whether somebody came without having answered before: they answered when they were checked in.
pub fn is_walk_in(rsvp: &Rsvp) -> bool {
    rsvp.checked_in == Some(rsvp.at)
}

fn seats(rsvp: &Rsvp) -> u32 {
    rsvp.guests.saturating_add(1)
}

fn fits(event: &Event, places: u32) -> bool {
    free_places(event).is_none_or(|free| places <= free)
}

/// Makes a change to the answers of an event, and moves up from the waitlist whoever has room then.
pub fn answer(event: &Event, change: &RsvpChange, now: Instant) -> Seated {
    let mut seated = Seated { event: event.clone(), promoted: Vec::new(), waits: false, refused: None };
    seated.refused = seated.make(change, now).err();
    if seated.refused.is_none() && seated.event != *event {
        seated.event.updated = now;
    }
    if !is_over(&seated.event, now) && seated.event.status != EventStatus::Cancelled {
        seated.promote(now);
    }
    seated
}

impl Seated {
    fn make(&mut self, change: &RsvpChange, now: Instant) -> Result<(), Refusal> {
        let event = &mut self.event;
        let place = |event: &Event, id: Id| event.rsvps.iter().position(|rsvp| rsvp.id == id).ok_or(Refusal::Unknown);
        match change {
            RsvpChange::Put(rsvp) => match place(event, rsvp.id) {
                Ok(at) if event.rsvps[at].answer == rsvp.answer => {
                    let more = rsvp.guests.saturating_sub(event.rsvps[at].guests);
                    if rsvp.answer == RsvpAnswer::Yes && more > 0 && !fits(event, more) {
                        return Err(Refusal::NoRoom);
                    }
                    event.rsvps[at] = rsvp.clone();
                }
                Ok(at) => {
                    event.rsvps.remove(at);
                    self.take_in(rsvp.clone());
                }
                Err(_) => self.take_in(rsvp.clone()),
            },
            RsvpChange::Answer(id, answer) => {
                let at = place(event, *id)?;
                if event.rsvps[at].answer != *answer {
                    let mut rsvp = event.rsvps.remove(at);
                    (rsvp.answer, rsvp.at) = (*answer, now);
                    // Who answers anew stands at the end of the line.
                    self.take_in(rsvp);
                }
            }
            RsvpChange::Guests(id, guests) => {
                let at = place(event, *id)?;
                let rsvp = &event.rsvps[at];
                let more = guests.saturating_sub(rsvp.guests);
                if rsvp.answer == RsvpAnswer::Yes && more > 0 && !fits(event, more) {
                    return Err(Refusal::NoRoom);
                }
                event.rsvps[at].guests = *guests;
            }
            RsvpChange::Remove(id) => {
                let at = place(event, *id)?;
                event.rsvps.remove(at);
            }
            RsvpChange::CheckIn(id) => {
                let at = place(event, *id)?;
                event.rsvps[at].checked_in.get_or_insert(now);
            }
            RsvpChange::UndoCheckIn(id) => {
                let at = place(event, *id)?;
                event.rsvps[at].checked_in = None;
            }
            RsvpChange::WalkIn(rsvp) => {
                event.rsvps.retain(|other| other.id != rsvp.id);
                event.rsvps.push(Rsvp { answer: RsvpAnswer::Yes, at: now, checked_in: Some(now), ..rsvp.clone() });
            }
            RsvpChange::Capacity(capacity) => event.capacity = *capacity,
        }
        Ok(())
    }

    /// Takes an answer in at the end of the line.
    fn take_in(&mut self, mut rsvp: Rsvp) {
        if rsvp.answer == RsvpAnswer::Yes && !fits(&self.event, seats(&rsvp)) {
            rsvp.answer = RsvpAnswer::Waitlist;
            self.waits = true;
        }
        self.event.rsvps.push(rsvp);
    }

    fn promote(&mut self, now: Instant) {
        for at in 0..self.event.rsvps.len() {
            let rsvp = &self.event.rsvps[at];
            if rsvp.answer == RsvpAnswer::Waitlist && fits(&self.event, seats(rsvp)) {
                self.event.rsvps[at].answer = RsvpAnswer::Yes;
                self.event.updated = now;
                self.promoted.push(self.event.rsvps[at].id);
            }
        }
    }
}
