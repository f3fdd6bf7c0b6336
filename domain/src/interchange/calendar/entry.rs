//! What a calendar file says of one event, task or journal entry: plain values, nothing resolved that the file leaves
//! open.

use crate::{
    interchange::FileError,
    model::{Day, Instant, LocalTime, Recurrence, Zone, recurrence::Moment},
};

/// A calendar file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Calendar {
    /// Its name (X-WR-CALNAME or NAME); empty where it has none.
    pub name: String,
    /// The zone that it is shown in (X-WR-TIMEZONE).
    pub zone: Option<Zone>,
    /// What was sent with it (METHOD), such as `PUBLISH` or `REQUEST`; empty where it says nothing.
    pub method: String,
    /// Its entries, in the order of the file.
    pub entries: Vec<CalendarEntry>,
    /// What was wrong, with the line as the row; the first [`super::MAX_PROBLEMS`].
    pub problems: Vec<FileError>,
    /// How many problems are not listed.
    pub more_problems: u64,
}

/// What an entry is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EntryKind {
    /// VEVENT.
    #[default]
    Event,
    /// VTODO.
    Task,
    /// VJOURNAL.
    Journal,
}

/// One entry. Texts are empty where the file says nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CalendarEntry {
    /// What it is.
    pub kind: EntryKind,
    /// The line that it begins on; 0 where it is in no file.
    pub line: u64,
    /// Its name for every program (UID).
    pub uid: String,
    /// Title.
    pub summary: String,
    /// Text.
    pub description: String,
    /// Place.
    pub location: String,
    /// Address of a page about it.
    pub url: String,
    /// STATUS in capitals, such as `CONFIRMED`, `CANCELLED`, `NEEDS-ACTION` or `DRAFT`.
    pub status: String,
    /// Who organises it.
    pub organizer: Option<Attendee>,
    /// Categories.
    pub categories: Vec<String>,
    /// When it begins.
    pub start: Option<CalendarTime>,
    /// When it ends, or is due; not included: an event of one whole day ends on the next.
    pub end: Option<CalendarTime>,
    /// How long it takes, where this is said instead of the end.
    pub duration: Option<Span>,
    /// What repeats, by the clock of `start`.
    pub recurrence: Option<Recurrence>,
    /// This entry takes the place of that occurrence of the entry with the same `uid`.
    pub recurrence_id: Option<CalendarTime>,
    /// Who is invited.
    pub attendees: Vec<Attendee>,
    /// Reminders.
    pub alarms: Vec<Alarm>,
    /// Number of the revision (SEQUENCE).
    pub sequence: u32,
    /// When it was last changed.
    pub last_modified: Option<Instant>,
    /// When it was made.
    pub created: Option<Instant>,
}

/// A time as the file gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CalendarTime {
    /// A whole day.
    Date(Day),
    /// By the clock of a zone.
    Zoned(LocalTime, Zone),
    /// By the clock of whoever looks.
    Floating(LocalTime),
    /// An instant, to the second.
    Utc(Instant),
}

impl CalendarTime {
    /// The instant; `zone` is taken for what has none of its own, and a day begins at midnight there.
    pub fn instant(self, zone: Zone) -> Instant {
        match self {
            Self::Date(day) => zone.day_start(day),
            Self::Zoned(time, own) => time.instant(own),
            Self::Floating(time) => time.instant(zone),
            Self::Utc(instant) => instant,
        }
    }

    /// What the clock shows by which an entry with this start repeats, and its zone (`zone` where it has none of its
    /// own): what [`Recurrence::between`] takes.
    pub fn clock(self, zone: Zone) -> (LocalTime, Zone) {
        match self {
            Self::Date(day) => (LocalTime::new(day, 0), zone),
            Self::Zoned(time, own) => (time, own),
            Self::Floating(time) => (time, zone),
            Self::Utc(instant) => (LocalTime::of(instant, Zone::UTC), Zone::UTC),
        }
    }

    /// Whether it is a whole day.
    pub fn is_date(self) -> bool {
        matches!(self, Self::Date(_))
    }

    /// As a moment of a series that starts at `start`.
    pub(super) fn moment(self, start: Option<Self>) -> Moment {
        match (self, start) {
            (Self::Date(day), _) => Moment::Day(day),
            (Self::Floating(time), _) => Moment::Local(time),
            (Self::Utc(instant), _) => Moment::Utc(instant),
            (Self::Zoned(time, zone), Some(Self::Zoned(_, own))) if own == zone => Moment::Local(time),
            (Self::Zoned(time, zone), _) => Moment::Utc(time.instant(zone)),
        }
    }
}

/// A length of time: whole days by the calendar, and seconds by the clock. Both have the same sign.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// Days; a day has 23 to 25 hours.
    pub days: i64,
    /// Seconds.
    pub seconds: i64,
}

impl Span {
    /// In seconds, a day as 24 hours.
    pub fn as_seconds(self) -> i64 {
        self.days.saturating_mul(86_400).saturating_add(self.seconds)
    }
}

/// Somebody who is invited, or organises.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attendee {
    /// Name; may be empty.
    pub name: String,
    /// E-mail address, or another address such as `tel:+34…`; may be empty.
    pub email: String,
    /// What they answered.
    pub answer: Answer,
    /// What they are there for.
    pub role: Role,
}

/// PARTSTAT. What is not known means no answer, as RFC 5545 says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Answer {
    /// Not answered.
    #[default]
    None,
    /// Comes.
    Accepted,
    /// Does not come.
    Declined,
    /// May come.
    Tentative,
    /// Sends somebody else.
    Delegated,
}

/// ROLE. What is not known means required, as RFC 5545 says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// Chairs.
    Chair,
    /// Should come.
    #[default]
    Required,
    /// May come.
    Optional,
    /// Is told only.
    Informed,
}

/// A reminder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alarm {
    /// What it does, in capitals: `DISPLAY`, `AUDIO`, `EMAIL`.
    pub action: String,
    /// When.
    pub trigger: Trigger,
    /// What it says.
    pub description: String,
}

/// When a reminder comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trigger {
    /// So long after the start; before it where negative.
    FromStart(Span),
    /// So long after the end; before it where negative.
    FromEnd(Span),
    /// At an instant.
    At(Instant),
}
