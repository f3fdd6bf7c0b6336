//! Answers out as CSV: to keep, to print as a check-in list, to read in again unchanged.

use crate::{
    interchange::table::csv_out::{Options, cell, guard},
    model::{record::Event, time::iso},
};

/// Answers to an event as CSV (RFC 4180), in the order of the answers; times as ISO 8601 in UTC. With `by_name` in the
/// order of the names, as one looks people up at the door.
pub fn write_answers(event: &Event, by_name: bool, options: Options) -> String {
    let mut rsvps: Vec<_> = event.rsvps.iter().collect();
    if by_name {
        rsvps.sort_by_cached_key(|rsvp| rsvp.name.to_lowercase());
    }
    let line = |out: &mut String, cells: &[&str]| {
        for (place, one) in cells.iter().enumerate() {
            if place > 0 {
                out.push(options.delimiter);
            }
            let text = if options.guard { guard(one) } else { (*one).into() };
            cell(out, &text, options.delimiter);
        }
        out.push_str("\r\n");
    };
    let mut out = String::new();
    line(&mut out, &["id", "name", "email", "answer", "guests", "checked in", "answered", "member", "notes"]);
    for rsvp in rsvps {
        let checked_in = rsvp.checked_in.map(iso).unwrap_or_default();
        line(
            &mut out,
            &[
                &rsvp.id.to_string(),
                &rsvp.name,
                &rsvp.email,
                rsvp.answer.key(),
                &rsvp.guests.to_string(),
                &checked_in,
                &iso(rsvp.at),
                &rsvp.member,
                &rsvp.notes,
            ],
        );
    }
    out
}
