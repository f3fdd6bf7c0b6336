//! Calendars in and out: iCalendar files (RFC 5545), as every calendar application writes them.
//!
//! ```text
//! bytes ─ lines ─▶ properties ─ read ─▶ Calendar { entries, problems }        write ◀─ entries
//! ```
//!
//! Reading gives plain entries and says what was wrong with the file, line by line; only what holds nothing of a calendar
//! is refused. What an entry means to the workspace is the caller's matter: nothing here knows records.
//!
//! The crate `icalendar` (0.17) was measured and left: it adds 450 kB (114 kB packed) of WebAssembly, refuses a whole
//! file for one line it cannot read, and its errors name no line. What is left to it (RRULE, VTIMEZONE, zones) would
//! have to be written in any case.

mod entry;
mod lines;
mod read;
mod value;
mod windows;
mod write;
mod write_zone;
mod zones;

pub use entry::{Alarm, Answer, Attendee, Calendar, CalendarEntry, CalendarTime, EntryKind, Role, Span, Trigger};
pub use read::{MAX_ENTRIES, MAX_PROBLEMS, is_calendar, read_calendar};
pub use write::{CalendarAbout, write_calendar};
