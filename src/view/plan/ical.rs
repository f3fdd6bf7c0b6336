//! Content and events as calendar files, out and in.

use super::when;
use crate::{
    interchange::{
        FileError,
        calendar::{
            Answer, Attendee, Calendar, CalendarAbout, CalendarEntry, CalendarTime, EntryKind, Role, read_calendar,
            write_calendar,
        },
    },
    model::{
        Action, Command, Id, Instant, Record, Workspace, Zone,
        record::{ContentItem, ContentStatus, Event, EventStatus, Rsvp, RsvpAnswer, TeamRole, Variant},
        recurrence::{LocalTime, Recurrence},
        time::DAY_MS,
    },
};

/// What stands behind our ids in the UID of an entry.
const OURS: &str = "@hearth";
/// Times of a repeated entry that are taken in, and how far ahead of its start.
const TIMES_MAX: usize = 60;
const AHEAD_MS: i64 = 366 * DAY_MS;
/// How long a post is shown as in a calendar.
const POST_MS: i64 = 15 * 60_000;

/// What a file would change, to be looked at first.
#[derive(Clone, Debug, Default)]
pub struct Taken {
    /// What was not there.
    pub new: usize,
    /// What is there with something else in it.
    pub changed: usize,
    /// What is there just so.
    pub same: usize,
    /// What was not taken and why, and what was assumed.
    pub notes: Vec<String>,
    /// Takes it in; none where nothing would change.
    pub action: Option<Action>,
}

fn uid(id: Id) -> String {
    format!("{id}{OURS}")
}

/// The id that an entry's UID stands for: ours where it came from here, else one made from it.
fn id_of(uid: &str, time: Option<Instant>) -> Id {
    let own = uid.strip_suffix(OURS).and_then(|id| id.parse().ok()).filter(|_| time.is_none());
    own.unwrap_or_else(|| Id::derived(&format!("ical {uid} {}", time.map(|at| at.to_string()).unwrap_or_default())))
}

fn zoned(at: Instant, zone: Zone) -> CalendarTime {
    CalendarTime::Zoned(LocalTime::of(at, zone), zone)
}

/// Planned content as a calendar: one entry for each piece with a time.
pub fn write_content<'a>(workspace: &Workspace, items: impl Iterator<Item = &'a ContentItem>, now: Instant) -> String {
    let zone = workspace.settings.zone;
    let entries: Vec<CalendarEntry> = items
        .filter_map(|item| {
            let at = item.planned?;
            let mut text = String::new();
            for variant in &item.variants {
                let channel =
                    workspace.records.channels.get(variant.channel).map_or("", |channel| channel.name.as_str());
                text.push_str(&format!("{channel}\n{}\n{}\n\n", variant.text, variant.link));
            }
            Some(CalendarEntry {
                uid: uid(item.id),
                summary: item.title.clone(),
                description: text.trim().to_owned(),
                url: item
                    .variants
                    .iter()
                    .map(|variant| variant.permalink.clone())
                    .find(|link| !link.is_empty())
                    .unwrap_or_default(),
                status: if item.status.is_open() { "TENTATIVE" } else { "CONFIRMED" }.to_owned(),
                categories: super::content::pillar(workspace, item)
                    .map(|pillar| pillar.name.clone())
                    .into_iter()
                    .collect(),
                start: Some(zoned(at, zone)),
                end: Some(zoned(at + POST_MS, zone)),
                last_modified: Some(item.updated),
                created: Some(item.created),
                ..CalendarEntry::default()
            })
        })
        .collect();
    let name = format!("{} content", workspace.settings.name);
    write_calendar(&entries, &CalendarAbout { name: &name, zone, now })
}

/// Events as a calendar.
pub fn write_events<'a>(workspace: &Workspace, events: impl Iterator<Item = &'a Event>, now: Instant) -> String {
    let entries: Vec<CalendarEntry> = events
        .map(|event| CalendarEntry {
            uid: if event.uid.is_empty() { uid(event.id) } else { event.uid.clone() },
            summary: event.title.clone(),
            description: event.description.clone(),
            location: event.place.clone(),
            url: event.url.clone(),
            status: match event.status {
                EventStatus::Planned => "TENTATIVE",
                EventStatus::Announced | EventStatus::Done => "CONFIRMED",
                EventStatus::Cancelled => "CANCELLED",
            }
            .to_owned(),
            start: Some(zoned(event.start, event.zone)),
            end: Some(zoned(event.end, event.zone)),
            attendees: event
                .team
                .iter()
                .map(|one| Attendee {
                    name: one.name.clone(),
                    role: if one.role == TeamRole::Host { Role::Chair } else { Role::Required },
                    ..Attendee::default()
                })
                .filter(|attendee| !attendee.email.is_empty())
                .collect(),
            last_modified: Some(event.updated),
            created: Some(event.created),
            ..CalendarEntry::default()
        })
        .collect();
    write_calendar(&entries, &CalendarAbout { name: &workspace.settings.name, zone: workspace.settings.zone, now })
}

/// The times at which an entry takes place, each with whether it is one of a series.
fn times(entry: &CalendarEntry, zone: Zone) -> Vec<(Instant, bool)> {
    let Some(start) = entry.start else { return Vec::new() };
    let first = start.instant(zone);
    match &entry.recurrence {
        Some(recurrence) if !Recurrence::is_empty(recurrence) => {
            let (clock, own) = start.clock(zone);
            let until = LocalTime::of(first.saturating_add(AHEAD_MS), own);
            recurrence.between(clock, own, clock, until).take(TIMES_MAX).map(|time| (time.instant(own), true)).collect()
        }
        _ => vec![(first, entry.recurrence_id.is_some())],
    }
}

/// How long an entry takes, in ms.
fn length(entry: &CalendarEntry, zone: Zone) -> Option<i64> {
    let start = entry.start?.instant(zone);
    match (entry.end, entry.duration) {
        (Some(end), _) => Some(end.instant(zone) - start),
        (None, Some(span)) => Some(span.as_seconds() * 1000),
        (None, None) => None,
    }
    .filter(|length| *length >= 0)
}

fn notes(calendar: &Calendar) -> Vec<String> {
    let mut notes: Vec<String> = calendar.problems.iter().map(ToString::to_string).collect();
    if calendar.more_problems > 0 {
        notes.push(format!("{} more problems of the same kind.", calendar.more_problems));
    }
    notes
}

/// Puts records in the place of those with their ids, and counts what that changes.
struct Taking<'a> {
    workspace: &'a Workspace,
    taken: Taken,
    commands: Vec<Command>,
}

impl Taking<'_> {
    /// Takes a record in; `same` says whether nothing but its time of change differs.
    fn put(&mut self, record: Record, same: bool) {
        match (self.workspace.records.get(record.key()).is_some(), same) {
            (true, true) => return self.taken.same += 1,
            (true, false) => self.taken.changed += 1,
            (false, _) => self.taken.new += 1,
        }
        self.commands.push(Command::Put(record));
    }

    fn end(mut self, label: String) -> Taken {
        if !self.commands.is_empty() {
            self.taken.action = Some(Action::new(label, Command::All(self.commands)));
        }
        self.taken
    }
}

/// A calendar as planned content.
///
/// # Errors
/// Where the file is no calendar.
pub fn read_content(
    workspace: &Workspace,
    file: &str,
    bytes: &[u8],
    channels: &[Id],
    now: Instant,
) -> Result<Taken, FileError> {
    let zone = workspace.settings.zone;
    let calendar = read_calendar(file, bytes, zone)?;
    let mut taking =
        Taking { workspace, taken: Taken { notes: notes(&calendar), ..Taken::default() }, commands: Vec::new() };
    for entry in calendar.entries.iter().filter(|entry| entry.kind == EntryKind::Event) {
        let times = times(entry, zone);
        if times.is_empty() {
            taking.taken.notes.push(format!("Line {}: “{}” has no time and is left out.", entry.line, entry.summary));
        }
        for (at, of_series) in times {
            let id = id_of(&entry.uid, of_series.then_some(at));
            // A whole day is no time of day: nine in the morning.
            let at =
                if entry.start.is_some_and(CalendarTime::is_date) { when::at(zone.day(at), 9 * 60, zone) } else { at };
            let before = workspace.records.content.get(id);
            let mut item = before.map_or_else(
                || {
                    let mut item = ContentItem::new(id, now, entry.summary.trim());
                    item.status = ContentStatus::Draft;
                    for channel in channels {
                        item.variants.push(Variant { text: entry.description.clone(), ..Variant::new(*channel) });
                    }
                    if channels.is_empty() {
                        item.notes.clone_from(&entry.description);
                    }
                    item
                },
                |item| (**item).clone(),
            );
            item.title =
                if entry.summary.trim().is_empty() { "Untitled".to_owned() } else { entry.summary.trim().to_owned() };
            if item.status != ContentStatus::Published {
                item.planned = Some(at);
            }
            let same = before.is_some_and(|before| **before == item);
            item.updated = if same { item.updated } else { now };
            taking.put(item.into(), same);
        }
    }
    Ok(taking.end(format!("Content taken from {file}")))
}

/// A calendar as events.
///
/// # Errors
/// Where the file is no calendar.
pub fn read_events(workspace: &Workspace, file: &str, bytes: &[u8], now: Instant) -> Result<Taken, FileError> {
    let zone = workspace.settings.zone;
    let calendar = read_calendar(file, bytes, zone)?;
    let mut taking =
        Taking { workspace, taken: Taken { notes: notes(&calendar), ..Taken::default() }, commands: Vec::new() };
    for entry in calendar.entries.iter().filter(|entry| entry.kind == EntryKind::Event) {
        let times = times(entry, zone);
        if times.is_empty() {
            taking.taken.notes.push(format!("Line {}: “{}” has no time and is left out.", entry.line, entry.summary));
        }
        let day = entry.start.is_some_and(CalendarTime::is_date);
        let length = length(entry, zone).unwrap_or(if day { DAY_MS } else { 0 });
        for (at, of_series) in times {
            let mut id = id_of(&entry.uid, of_series.then_some(at));
            // An event that came from this calendar before keeps the id it got then.
            if let Some(known) = workspace
                .records
                .events
                .iter()
                .find(|event| !event.uid.is_empty() && event.uid == entry.uid && !of_series)
            {
                id = known.id;
            }
            let before = workspace.records.events.get(id);
            let own = match entry.start {
                Some(CalendarTime::Zoned(_, own)) => own,
                _ => zone,
            };
            let mut event =
                before.map_or_else(|| Event::new(id, now, "", at, at + length, own), |event| (**event).clone());
            event.title =
                if entry.summary.trim().is_empty() { "Untitled".to_owned() } else { entry.summary.trim().to_owned() };
            (event.start, event.end, event.zone) = (at, at + length, own);
            event.description.clone_from(&entry.description);
            event.place.clone_from(&entry.location);
            if entry.url.starts_with("https://") || entry.url.starts_with("http://") {
                event.url.clone_from(&entry.url);
            }
            if !entry.uid.ends_with(OURS) {
                event.uid.clone_from(&entry.uid);
            }
            if entry.status.eq_ignore_ascii_case("CANCELLED") {
                event.status = EventStatus::Cancelled;
            } else if before.is_none() {
                event.status = if event.end < now { EventStatus::Done } else { EventStatus::Announced };
            }
            for attendee in &entry.attendees {
                take_answer(&mut event, attendee, now);
            }
            let same = before.is_some_and(|before| **before == event);
            event.updated = if same { event.updated } else { now };
            taking.put(event.into(), same);
        }
    }
    Ok(taking.end(format!("Events taken from {file}")))
}

/// Takes an answer of a calendar in, unless the person is on the list.
fn take_answer(event: &mut Event, attendee: &Attendee, now: Instant) {
    let answer = match attendee.answer {
        Answer::Accepted => RsvpAnswer::Yes,
        Answer::Declined => RsvpAnswer::No,
        Answer::Tentative => RsvpAnswer::Maybe,
        Answer::None | Answer::Delegated => return,
    };
    let known = event.rsvps.iter().any(|rsvp| {
        if attendee.email.is_empty() {
            rsvp.name == attendee.name
        } else {
            rsvp.email.eq_ignore_ascii_case(&attendee.email)
        }
    });
    if !known {
        let name = if attendee.name.is_empty() { attendee.email.clone() } else { attendee.name.clone() };
        let id = Id::derived(&format!("{} {} {}", event.id, attendee.email, name));
        let mut rsvp = Rsvp::new(id, now, name, answer);
        rsvp.email.clone_from(&attendee.email);
        event.rsvps.push(rsvp);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        Settings,
        record::{Channel, Platform},
    };

    fn workspace() -> Workspace {
        let zone = "Europe/Madrid".parse().unwrap();
        let mut workspace = Workspace::new(Settings::new(Id::derived("w"), "Pulse", 0, zone));
        workspace.records.put(Channel::new(Id::derived("c"), 0, "Pulse on Instagram", Platform::Instagram).into());
        workspace
    }

    #[test]
    fn content_goes_out_and_comes_back_unchanged() {
        let mut workspace = workspace();
        let zone = workspace.settings.zone;
        let mut item = ContentItem::new(Id::derived("i"), 5, "Tip; one, \"two\"\nlines");
        item.title = "Tip; one, \"two\"".into();
        item.planned = Some(when::at("2026-10-25".parse().unwrap(), 450, zone));
        item.variants.push(Variant { text: "Move a little.".into(), ..Variant::new(Id::derived("c")) });
        workspace.records.put(item.clone().into());
        let file = write_content(&workspace, workspace.records.content.iter().map(|item| &**item), 9);
        let taken = read_content(&workspace, "plan.ics", file.as_bytes(), &[], 10).unwrap();
        assert_eq!((taken.new, taken.changed, taken.same), (0, 0, 1), "{:?}", taken.notes);
        assert!(taken.action.is_none());
        // Moved in a calendar application, it is moved here; the text stays.
        let moved = file.replace("20261025T0730", "20261026T0800").replace("20261025T0745", "20261026T0815");
        let mut taken = read_content(&workspace, "plan.ics", moved.as_bytes(), &[], 10).unwrap();
        assert_eq!((taken.new, taken.changed, taken.same), (0, 1, 0));
        workspace.apply(taken.action.take().unwrap()).unwrap();
        let after = workspace.records.content.get(item.id).unwrap();
        assert_eq!(after.planned, Some(when::at("2026-10-26".parse().unwrap(), 480, zone)));
        assert_eq!(after.variants, item.variants);
    }

    #[test]
    fn a_series_of_events_is_taken_one_by_one_and_once() {
        let mut workspace = workspace();
        let file = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:a@b\r\nDTSTAMP:20260101T000000Z\r\nDTSTART;TZID=Europe/Madrid:20261005T180000\r\nDURATION:PT90M\r\nRRULE:FREQ=WEEKLY;COUNT=3\r\nSUMMARY:Meetup\r\nATTENDEE;CN=Ana;PARTSTAT=ACCEPTED:mailto:ana@example.org\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        let mut taken = read_events(&workspace, "m.ics", file.as_bytes(), 10).unwrap();
        assert_eq!((taken.new, taken.changed), (3, 0), "{:?}", taken.notes);
        workspace.apply(taken.action.take().unwrap()).unwrap();
        let event = workspace.records.events.iter().next().unwrap();
        assert_eq!(event.end - event.start, 90 * 60_000);
        assert_eq!(event.rsvps[0].name, "Ana");
        let again = read_events(&workspace, "m.ics", file.as_bytes(), 20).unwrap();
        assert_eq!((again.new, again.changed, again.same), (0, 0, 3));
    }

    #[test]
    fn what_is_no_calendar_is_refused() {
        assert!(read_events(&workspace(), "x.ics", b"name,date\n", 0).is_err());
    }
}
