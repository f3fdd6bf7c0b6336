//! Answers to an event, and its survey, in from tables and out as CSV.
//!
//! Reads what `table` reads: Meetup's export of an event (Name, Attendance, RSVP, Guests, RSVPed on), lists of other
//! services, plain tables of name, e-mail and answer, and what is written here. Reading gives the event as it would be
//! and what changed row by row; nothing is taken in before somebody says so.
//!
//! A row is about the person with its id, else with its e-mail address, else with its member id, else with its name.
//! The same file twice changes nothing, but for rows that were refused the first time: who they are about may be clear
//! by then. What a file says is taken as it is: the waitlist is the source's business.

mod columns;
mod out;
mod survey;

pub use out::write_answers;
pub use survey::{SurveyImport, read_survey};

use super::{
    FileError,
    table::{
        Rejected, Sheet, csv_out,
        date::{self, Clock, Order, Orders},
        read,
    },
};
use crate::model::{
    Id, Instant,
    record::{Event, Rsvp, RsvpAnswer},
};
use columns::{Columns, text};
use rustc_hash::FxHashMap;
use serde::Serialize;

/// Most rows of a file.
pub const MAX_ROWS: usize = 50_000;
/// Most people somebody brings.
const MOST_GUESTS: u32 = 1_000;

/// What a row does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RowKind {
    /// Somebody new.
    New,
    /// Somebody known, with something else than before.
    Changed,
    /// As it is already.
    Same,
}

/// A row that was understood.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReadRow {
    /// Row in the file, as a spreadsheet counts.
    pub row: u64,
    /// What it does.
    pub kind: RowKind,
    /// The answer before, of a changed one.
    pub before: Option<Rsvp>,
    /// The answer as it would be.
    pub after: Rsvp,
}

/// A file of answers, read but not taken in.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RsvpImport {
    /// The event as it would be.
    pub event: Event,
    /// What each row does.
    pub rows: Vec<ReadRow>,
    /// Rows that were not understood, and why.
    pub rejected: Vec<Rejected>,
    /// What was noticed, in sentences.
    pub notes: Vec<String>,
}

impl RsvpImport {
    /// How many rows do this.
    pub fn count(&self, kind: RowKind) -> usize {
        self.rows.iter().filter(|row| row.kind == kind).count()
    }
}

/// Reads a file of answers to an event. `mint` makes ids for new answers.
///
/// # Errors
/// Where the file is no table, has no column for names or e-mail addresses, or more than [`MAX_ROWS`] rows.
pub fn read_answers(
    file: &str,
    bytes: Vec<u8>,
    event: &Event,
    now: Instant,
    mint: &mut dyn FnMut() -> Id,
) -> Result<RsvpImport, FileError> {
    let sheet = read(file, bytes)?;
    if sheet.len() > MAX_ROWS {
        let message = format!("The file has {} rows; an event takes {MAX_ROWS}. Split it.", sheet.len());
        return Err(FileError::new(file, "too-many-rows", message));
    }
    let columns = Columns::of(&sheet);
    if columns.name.is_none() && columns.first.is_none() && columns.email.is_none() {
        let message = "There is no column for the names: call it “Name”, or give “Email”.";
        return Err(FileError::new(file, "no-names", message));
    }
    let mut import =
        RsvpImport { event: event.clone(), rows: Vec::new(), rejected: Vec::new(), notes: sheet.notes.clone() };
    if columns.answer.is_none() {
        import.notes.push("There is no column for the answers: everybody on the list is taken to come.".to_owned());
    }
    let order = columns.order(&sheet, &mut import.notes);
    let mut reader =
        Rows { columns, clock: Clock::new(event.zone), order, people: People::of(event), now, start: event.start };
    for row in 0..sheet.len() {
        if let Err(rejected) = reader.take(&sheet, row, &mut import, mint) {
            import.rejected.push(rejected);
        }
    }
    if import.rows.iter().any(|row| row.kind != RowKind::Same) {
        import.event.updated = now;
    }
    Ok(import)
}

struct Rows {
    columns: Columns,
    clock: Clock,
    order: Order,
    people: People,
    now: Instant,
    start: Instant,
}

/// What a row says; `None` where the file does not.
struct Said {
    id: Option<Id>,
    name: String,
    email: String,
    member: String,
    answer: Option<RsvpAnswer>,
    guests: Option<u32>,
    at: Option<Instant>,
    checked_in: Option<Instant>,
    notes: String,
}

impl Rows {
    fn take(
        &mut self,
        sheet: &Sheet,
        row: usize,
        import: &mut RsvpImport,
        mint: &mut dyn FnMut() -> Id,
    ) -> Result<(), Rejected> {
        let said = self.said(sheet, row)?;
        let number = sheet.row_number(row);
        let found = self.people.find(&said).map_err(|reason| rejected(sheet, row, self.columns.name, reason))?;
        let Some(place) = found else {
            let mut rsvp = Rsvp::new(
                said.id.unwrap_or_else(mint),
                said.at.unwrap_or(self.now),
                if said.name.is_empty() { &said.email } else { &said.name },
                said.answer.unwrap_or(RsvpAnswer::Yes),
            );
            (rsvp.email, rsvp.member, rsvp.notes) = (said.email, said.member, said.notes);
            (rsvp.guests, rsvp.checked_in) = (said.guests.unwrap_or(0), said.checked_in);
            let place = import.event.rsvps.len();
            self.people.add(place, &rsvp);
            self.people.rows.insert(place, number);
            import.rows.push(ReadRow { row: number, kind: RowKind::New, before: None, after: rsvp.clone() });
            import.event.rsvps.push(rsvp);
            return Ok(());
        };
        let Some(rsvp) = import.event.rsvps.get_mut(place) else { return Ok(()) };
        let before = rsvp.clone();
        let earlier = self.people.rows.get(&place).copied();
        let mut after = before.clone();
        if let Some(answer) = said.answer.filter(|answer| *answer != after.answer) {
            (after.answer, after.at) = (answer, said.at.unwrap_or(self.now));
        }
        after.guests = said.guests.unwrap_or(after.guests);
        after.checked_in = after.checked_in.or(said.checked_in);
        let texts = [
            (&mut after.name, said.name),
            (&mut after.email, said.email),
            (&mut after.member, said.member),
            (&mut after.notes, said.notes),
        ];
        for (kept, new) in texts {
            if !new.is_empty() && kept.trim() != new {
                *kept = new;
            }
        }
        if let Some(earlier) = earlier {
            let same = after == before && (said.id.is_some() || !after.email.is_empty() || !after.member.is_empty());
            if !same {
                let reason = format!(
                    "Row {earlier} is about the same person. Delete one of the rows or, if these are two people, give \
                     their e-mail addresses."
                );
                return Err(rejected(sheet, row, self.columns.name.or(self.columns.email), reason));
            }
        }
        self.people.rows.insert(place, number);
        let kind = if after == before { RowKind::Same } else { RowKind::Changed };
        *rsvp = after.clone();
        self.people.add(place, &after);
        import.rows.push(ReadRow { row: number, kind, before: (kind == RowKind::Changed).then_some(before), after });
        Ok(())
    }

    fn said(&mut self, sheet: &Sheet, row: usize) -> Result<Said, Rejected> {
        let columns = &self.columns;
        let cell = |column: Option<usize>| column.map_or("", |column| text(sheet.cell(row, column)));
        let mut name = cell(columns.name).to_owned();
        if name.is_empty() {
            name = [cell(columns.first), cell(columns.last)].join(" ").trim().to_owned();
        }
        let email = cell(columns.email).to_owned();
        if name.is_empty() && email.is_empty() {
            return Err(rejected(sheet, row, columns.name.or(columns.first), "There is no name.".to_owned()));
        }
        let answer = match (columns.answer, cell(columns.answer)) {
            (None, _) => None,
            (Some(_), said) => Some(columns::answer(said).ok_or_else(|| {
                let reason = if said.is_empty() {
                    "There is no answer. Write yes, maybe, no or waitlist."
                } else {
                    "This is no answer. Write yes, maybe, no or waitlist."
                };
                rejected(sheet, row, columns.answer, reason.to_owned())
            })?),
        };
        let guests = match cell(columns.guests) {
            "" => None,
            said => Some(said.parse().ok().filter(|guests| *guests <= MOST_GUESTS).ok_or_else(|| {
                let reason = format!("The number of guests is a whole number from 0 to {MOST_GUESTS}.");
                rejected(sheet, row, columns.guests, reason)
            })?),
        };
        let at = match cell(columns.at) {
            "" => None,
            said => {
                Some(date::parse(said).and_then(|stamp| self.clock.resolve(stamp, self.order)).ok_or_else(|| {
                    let reason = "This is no date. Write it as 2026-12-03 19:00.".to_owned();
                    rejected(sheet, row, columns.at, reason)
                })?)
            }
        };
        // A word says that somebody was there, a time when.
        let there = cell(columns.checked_in);
        let checked_in = match columns::was_there(there) {
            Some(true) => Some(self.start),
            Some(false) => None,
            None => {
                let time = date::parse(there).and_then(|stamp| self.clock.resolve(stamp, self.order));
                let reason = "Write yes, no, or when they came.".to_owned();
                Some(time.ok_or_else(|| rejected(sheet, row, columns.checked_in, reason))?)
            }
        };
        let id = cell(columns.id);
        let own = id.parse::<Id>().ok();
        let member = match cell(columns.member) {
            "" if own.is_none() => id,
            member => member,
        };
        Ok(Said {
            id: own,
            name,
            email,
            member: member.to_owned(),
            answer,
            guests,
            at,
            checked_in,
            notes: cell(columns.notes).to_owned(),
        })
    }
}

fn rejected(sheet: &Sheet, row: usize, column: Option<usize>, reason: String) -> Rejected {
    let header = column.and_then(|column| sheet.headers.get(column)).cloned().unwrap_or_default();
    let value = column.map(|column| sheet.cell(row, column).chars().take(80).collect()).unwrap_or_default();
    Rejected { row: sheet.row_number(row), column: header, value, reason }
}

/// Who is on the list already: places by what tells people apart.
#[derive(Default)]
struct People {
    ids: FxHashMap<Id, usize>,
    /// `None` where several have it.
    emails: FxHashMap<String, Option<usize>>,
    members: FxHashMap<String, Option<usize>>,
    names: FxHashMap<String, Option<usize>>,
    /// The row of the file that was about each place.
    rows: FxHashMap<usize, u64>,
}

impl People {
    fn of(event: &Event) -> Self {
        let mut people = Self::default();
        event.rsvps.iter().enumerate().for_each(|(place, rsvp)| people.add(place, rsvp));
        people
    }

    fn add(&mut self, place: usize, rsvp: &Rsvp) {
        self.ids.insert(rsvp.id, place);
        let texts = [(&mut self.emails, &rsvp.email), (&mut self.members, &rsvp.member), (&mut self.names, &rsvp.name)];
        for (places, text) in texts {
            let text = same(text);
            if !text.is_empty() {
                let known = places.entry(text).or_insert(Some(place));
                *known = known.filter(|known| *known == place);
            }
        }
    }

    /// The place of the person whom a row is about; `None` = somebody new.
    fn find(&self, said: &Said) -> Result<Option<usize>, String> {
        if let Some(id) = said.id {
            return Ok(self.ids.get(&id).copied());
        }
        for (places, text) in [(&self.emails, &said.email), (&self.members, &said.member)] {
            if let Some(Some(place)) = places.get(&same(text)) {
                return Ok(Some(*place));
            }
        }
        if !said.email.is_empty() && !said.name.is_empty() {
            // Somebody of this name without an address may be meant; somebody with another address is not.
            let place = self.names.get(&same(&said.name)).copied().flatten();
            let has_other = |place: &usize| self.emails.values().any(|other| *other == Some(*place));
            return Ok(place.filter(|place| !has_other(place)));
        }
        match self.names.get(&same(&said.name)) {
            None => Ok(None),
            Some(Some(place)) => Ok(Some(*place)),
            Some(None) => Err("Several people on the list have this name: give the e-mail address.".to_owned()),
        }
    }
}

/// A text as it is compared.
fn same(text: &str) -> String {
    text.trim().to_lowercase()
}

/// Reads a cell of a table that may be one of ours.
fn plain(cell: &str) -> &str {
    csv_out::unguard(cell.trim()).trim()
}

impl Columns {
    /// The order of day and month in the columns with dates.
    fn order(&self, sheet: &Sheet, notes: &mut Vec<String>) -> Order {
        let mut orders = Orders::default();
        for column in [self.at, self.checked_in].into_iter().flatten() {
            (0..sheet.len()).for_each(|row| orders.add(text(sheet.cell(row, column))));
        }
        orders.settled().unwrap_or_else(|_| {
            notes.push("Dates such as 3/4/2026 are read as month, day, year.".to_owned());
            Order::Mdy
        })
    }
}
