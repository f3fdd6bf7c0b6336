//! Which column of a table of answers is which, and what the words in them mean.

use super::plain;
use crate::{
    interchange::table::{Sheet, header::normal},
    model::record::RsvpAnswer,
};

/// Places of the columns.
#[derive(Debug, Default)]
pub(super) struct Columns {
    pub(super) id: Option<usize>,
    pub(super) name: Option<usize>,
    pub(super) first: Option<usize>,
    pub(super) last: Option<usize>,
    pub(super) email: Option<usize>,
    pub(super) member: Option<usize>,
    pub(super) answer: Option<usize>,
    pub(super) guests: Option<usize>,
    pub(super) at: Option<usize>,
    pub(super) checked_in: Option<usize>,
    pub(super) notes: Option<usize>,
}

/// Names as they are compared, the surest first.
const NAME: &[&str] = &["name", "full name", "attendee name", "attendee", "guest name", "participant", "member name"];
const FIRST: &[&str] = &["first name", "given name", "firstname"];
const LAST: &[&str] = &["last name", "family name", "surname", "lastname"];
const EMAIL: &[&str] = &["email", "e mail", "email address", "e mail address", "mail", "attendee email"];
const MEMBER: &[&str] = &["member id", "user id", "member"];
const ANSWER: &[&str] = &["rsvp", "answer", "response", "reply", "rsvp status", "status", "attendee status", "going"];
const GUESTS: &[&str] = &["guests", "guest count", "number of guests", "plus ones", "plus", "guest s"];
const AT: &[&str] = &[
    "rsvped on",
    "answered",
    "answered on",
    "rsvp date",
    "registered on",
    "registration time",
    "order date",
    "timestamp",
];
const CHECKED_IN: &[&str] =
    &["checked in", "check in", "checkin", "attendance", "attended", "checked in at", "was there"];
const NOTES: &[&str] = &["notes", "note", "comment", "comments"];

impl Columns {
    pub(super) fn of(sheet: &Sheet) -> Self {
        let headers: Vec<String> = sheet.headers.iter().map(|header| normal(header)).collect();
        let find = |names: &[&str]| names.iter().find_map(|name| headers.iter().position(|header| header == name));
        Self {
            id: find(&["id"]),
            name: find(NAME),
            first: find(FIRST),
            last: find(LAST),
            email: find(EMAIL),
            member: find(MEMBER),
            answer: find(ANSWER),
            guests: find(GUESTS),
            at: find(AT),
            checked_in: find(CHECKED_IN),
            notes: find(NOTES),
        }
    }
}

/// A cell without white space around it.
pub(super) fn text(cell: &str) -> &str {
    plain(cell)
}

/// What a word in the column of answers means.
pub(super) fn answer(word: &str) -> Option<RsvpAnswer> {
    Some(match normal(word).as_str() {
        "yes" | "y" | "going" | "attending" | "accepted" | "confirmed" | "coming" | "registered" | "attended"
        | "checked in" | "true" | "1" => RsvpAnswer::Yes,
        "maybe" | "tentative" | "interested" | "perhaps" | "unsure" => RsvpAnswer::Maybe,
        "no" | "n" | "not going" | "not attending" | "declined" | "cancelled" | "canceled" | "false" | "0" => {
            RsvpAnswer::No
        }
        "waitlist" | "waitlisted" | "waiting list" | "wait list" | "waiting" | "on waitlist" | "on the waitlist" => {
            RsvpAnswer::Waitlist
        }
        _ => return None,
    })
}

/// Whether a word says that somebody was there; `None` where it may be a time.
pub(super) fn was_there(word: &str) -> Option<bool> {
    match normal(word).as_str() {
        "yes" | "y" | "attended" | "checked in" | "present" | "there" | "showed" | "true" | "1" | "x" => Some(true),
        "" | "no" | "n" | "no show" | "noshow" | "absent" | "did not attend" | "not checked in" | "false" | "0"
        | "not attending" | "excused" => Some(false),
        _ => None,
    }
}
