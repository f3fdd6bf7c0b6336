//! From entries to a file (RFC 5545): lines of at most 75 octets that end in CRLF, every zone that is used with its rules.
//! The same entries give the same bytes.

use super::{
    Answer, Attendee, CalendarEntry, CalendarTime, EntryKind, Role, Trigger,
    value::{write_offset, write_span},
    write_zone::{self, Clock},
};
use crate::model::{
    Day, Instant, LocalTime, Zone,
    recurrence::{End, Moment, Recurrence},
};
use std::{collections::BTreeMap, hash::Hasher};
use xxhash_rust::xxh3::Xxh3;

/// What is said of the calendar as a whole.
#[derive(Clone, Copy, Debug)]
pub struct CalendarAbout<'a> {
    /// Its name; left out where empty.
    pub name: &'a str,
    /// The zone that it is shown in, and by which days that have no zone are compared with instants.
    pub zone: Zone,
    /// When it is written (DTSTAMP).
    pub now: Instant,
}

/// Writes a calendar file. An entry without a UID is given one made from what it says. Where the standard wants the
/// dates of a series in another form (UNTIL in UTC, whole days for whole days), they are written in that form.
pub fn write_calendar(entries: &[CalendarEntry], about: &CalendarAbout<'_>) -> String {
    let mut out = Writer { text: String::with_capacity(512 + entries.len() * 512) };
    out.line("BEGIN:VCALENDAR");
    out.line("VERSION:2.0");
    out.line("PRODID:-//Hearth//Community manager's workbench//EN");
    out.line("CALSCALE:GREGORIAN");
    if !about.name.is_empty() {
        out.text("NAME", about.name);
        out.text("X-WR-CALNAME", about.name);
    }
    if about.zone != Zone::UTC {
        out.line(&format!("X-WR-TIMEZONE:{}", about.zone));
    }
    for (name, (zone, first, last)) in used_zones(entries) {
        zone_lines(&mut out, name, &write_zone::clocks(zone, first - 1, last));
    }
    for entry in entries {
        entry_lines(&mut out, entry, about);
    }
    out.line("END:VCALENDAR");
    out.text
}

/// Folds and ends lines.
struct Writer {
    text: String,
}

impl Writer {
    /// A content line, folded so that no line has more than 75 octets and no letter is cut.
    fn line(&mut self, line: &str) {
        let mut rest = line;
        let mut room = 75;
        while rest.len() > room {
            let mut at = room;
            while !rest.is_char_boundary(at) {
                at -= 1;
            }
            let (now, later) = rest.split_at(at);
            self.text.push_str(now);
            self.text.push_str("\r\n ");
            rest = later;
            // The space counts.
            room = 74;
        }
        self.text.push_str(rest);
        self.text.push_str("\r\n");
    }

    /// A TEXT; nothing where it is empty.
    fn text(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            self.line(&format!("{name}:{}", escape(value)));
        }
    }

    /// What is no TEXT: an address, a name. Control characters are dropped.
    fn plain(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            let value: String = value.chars().filter(|letter| !letter.is_control()).collect();
            self.line(&format!("{name}:{value}"));
        }
    }
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' | ';' | ',' => out.extend(['\\', letter]),
            '\r' if letters.peek() == Some(&'\n') => {}
            '\n' | '\r' => out.push_str("\\n"),
            '\t' => out.push('\t'),
            control if control.is_control() => {}
            letter => out.push(letter),
        }
    }
    out
}

/// A parameter's value: quoted where it must be, `"`, `^` and line breaks as RFC 6868 says.
fn parameter(value: &str) -> String {
    let mut out = String::with_capacity(value.len() + 2);
    for letter in value.chars() {
        match letter {
            '"' => out.push_str("^'"),
            '^' => out.push_str("^^"),
            '\n' => out.push_str("^n"),
            control if control.is_control() => {}
            letter => out.push(letter),
        }
    }
    if out.contains([':', ';', ',']) || out.starts_with(' ') || out.ends_with(' ') { format!("\"{out}\"") } else { out }
}

fn utc(instant: Instant) -> String {
    Moment::Utc(instant).to_string()
}

/// `DTSTART;VALUE=DATE:20261122` and its like.
fn time(name: &str, time: CalendarTime) -> String {
    match time {
        CalendarTime::Date(day) => format!("{name};VALUE=DATE:{}", Moment::Day(day)),
        CalendarTime::Zoned(time, zone) if zone == Zone::UTC => format!("{name}:{}Z", time.basic()),
        CalendarTime::Zoned(time, zone) => format!("{name};TZID={}:{}", parameter(zone.name()), time.basic()),
        CalendarTime::Floating(time) => format!("{name}:{}", time.basic()),
        CalendarTime::Utc(instant) => format!("{name}:{}", utc(instant)),
    }
}

/// Zones by name, each with the first and last year in use. A series without an end, or with a late one, is given ten
/// years; after the last change a rule goes on.
fn used_zones(entries: &[CalendarEntry]) -> BTreeMap<&'static str, (Zone, i32, i32)> {
    let mut used: BTreeMap<&'static str, (Zone, i32, i32)> = BTreeMap::new();
    for entry in entries {
        for time in [entry.start, entry.end, entry.recurrence_id].into_iter().flatten() {
            let CalendarTime::Zoned(time, zone) = time else { continue };
            if zone == Zone::UTC {
                continue;
            }
            let year = time.clamp(LocalTime::MIN, LocalTime::MAX).day().ymd().0.clamp(1900, 2090);
            let last = if entry.recurrence.is_some() { year + 10 } else { year };
            let (_, from, to) = used.entry(zone.name()).or_insert((zone, year, last));
            (*from, *to) = ((*from).min(year), (*to).max(last));
        }
    }
    used
}

fn zone_lines(out: &mut Writer, name: &str, clocks: &[Clock]) {
    out.line("BEGIN:VTIMEZONE");
    out.plain("TZID", name);
    out.plain("X-LIC-LOCATION", name);
    for clock in clocks {
        let kind = if clock.daylight { "DAYLIGHT" } else { "STANDARD" };
        out.line(&format!("BEGIN:{kind}"));
        if let Some(first) = clock.onsets.first() {
            out.line(&format!("DTSTART:{}", first.basic()));
        }
        out.line(&format!("TZOFFSETFROM:{}", write_offset(clock.from)));
        out.line(&format!("TZOFFSETTO:{}", write_offset(clock.to)));
        out.plain("TZNAME", &clock.name);
        if let Some(rule) = &clock.rule {
            out.line(&format!("RRULE:{rule}"));
        } else if clock.onsets.len() > 1 {
            let rest: Vec<String> = clock.onsets.iter().skip(1).map(|time| time.basic()).collect();
            out.line(&format!("RDATE:{}", rest.join(",")));
        }
        out.line(&format!("END:{kind}"));
    }
    out.line("END:VTIMEZONE");
}

fn entry_lines(out: &mut Writer, entry: &CalendarEntry, about: &CalendarAbout<'_>) {
    let kind = match entry.kind {
        EntryKind::Event => "VEVENT",
        EntryKind::Task => "VTODO",
        EntryKind::Journal => "VJOURNAL",
    };
    out.line(&format!("BEGIN:{kind}"));
    if entry.uid.is_empty() {
        out.line(&format!("UID:{}", made_uid(entry)));
    } else {
        out.text("UID", &entry.uid);
    }
    out.line(&format!("DTSTAMP:{}", utc(about.now)));
    if let Some(start) = entry.start {
        out.line(&time("DTSTART", start));
    }
    // Of an end and a length only one may stand.
    match (entry.end, entry.duration, entry.kind) {
        (_, _, EntryKind::Journal) => {}
        (Some(end), _, EntryKind::Task) => out.line(&time("DUE", end)),
        (Some(end), ..) => out.line(&time("DTEND", end)),
        (None, Some(span), _) => out.line(&format!("DURATION:{}", write_span(span))),
        (None, None, _) => {}
    }
    if let Some(id) = entry.recurrence_id {
        out.line(&time("RECURRENCE-ID", id));
    }
    if let (Some(recurrence), Some(start)) = (&entry.recurrence, entry.start) {
        recurrence_lines(out, recurrence, start, about.zone);
    }
    out.text("SUMMARY", &entry.summary);
    out.text("DESCRIPTION", &entry.description);
    out.text("LOCATION", &entry.location);
    out.plain("URL", &entry.url);
    out.plain("STATUS", &entry.status);
    if !entry.categories.is_empty() {
        let list: Vec<String> = entry.categories.iter().map(|category| escape(category)).collect();
        out.line(&format!("CATEGORIES:{}", list.join(",")));
    }
    if let Some(organizer) = &entry.organizer {
        person_line(out, "ORGANIZER", organizer);
    }
    for attendee in &entry.attendees {
        person_line(out, "ATTENDEE", attendee);
    }
    if entry.sequence > 0 {
        out.line(&format!("SEQUENCE:{}", entry.sequence));
    }
    if let Some(created) = entry.created {
        out.line(&format!("CREATED:{}", utc(created)));
    }
    if let Some(changed) = entry.last_modified {
        out.line(&format!("LAST-MODIFIED:{}", utc(changed)));
    }
    for alarm in &entry.alarms {
        out.line("BEGIN:VALARM");
        out.plain("ACTION", if alarm.action.is_empty() { "DISPLAY" } else { &alarm.action });
        match alarm.trigger {
            Trigger::FromStart(span) => out.line(&format!("TRIGGER:{}", write_span(span))),
            Trigger::FromEnd(span) => out.line(&format!("TRIGGER;RELATED=END:{}", write_span(span))),
            Trigger::At(instant) => out.line(&format!("TRIGGER;VALUE=DATE-TIME:{}", utc(instant))),
        }
        // A reminder that is shown must say something.
        let says = if alarm.description.is_empty() { &entry.summary } else { &alarm.description };
        out.text("DESCRIPTION", if says.is_empty() { "Reminder" } else { says });
        out.line("END:VALARM");
    }
    out.line(&format!("END:{kind}"));
}

/// A name from what the entry says: the same entry keeps it, so a calendar that is read again is not doubled.
fn made_uid(entry: &CalendarEntry) -> String {
    let mut hasher = Xxh3::new();
    let start = entry.start.map(|start| time("DTSTART", start)).unwrap_or_default();
    for part in [start.as_str(), &entry.summary, &entry.location, &entry.url] {
        hasher.update(part.as_bytes());
        hasher.update(&[0]);
    }
    hasher.write_u8(entry.kind as u8);
    format!("{:016x}@hearth", hasher.finish())
}

fn person_line(out: &mut Writer, name: &str, person: &Attendee) {
    let mut line = name.to_owned();
    if !person.name.is_empty() {
        line.push_str(&format!(";CN={}", parameter(&person.name)));
    }
    if name == "ATTENDEE" {
        let role = match person.role {
            Role::Chair => "CHAIR",
            Role::Required => "REQ-PARTICIPANT",
            Role::Optional => "OPT-PARTICIPANT",
            Role::Informed => "NON-PARTICIPANT",
        };
        let answer = match person.answer {
            Answer::None => "NEEDS-ACTION",
            Answer::Accepted => "ACCEPTED",
            Answer::Declined => "DECLINED",
            Answer::Tentative => "TENTATIVE",
            Answer::Delegated => "DELEGATED",
        };
        line.push_str(&format!(";ROLE={role};PARTSTAT={answer}"));
    }
    let email: String = person.email.chars().filter(|letter| !letter.is_control()).collect();
    let scheme = email.split_once(':').map(|(scheme, _)| scheme);
    let is_uri = scheme.is_some_and(|scheme| {
        scheme.len() > 1 && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
    });
    match (email.is_empty(), is_uri) {
        (true, _) => line.push_str(":invalid:nomail"),
        (_, true) => line.push_str(&format!(":{email}")),
        _ => line.push_str(&format!(":mailto:{email}")),
    }
    out.line(&line);
}

fn recurrence_lines(out: &mut Writer, recurrence: &Recurrence, start: CalendarTime, zone: Zone) {
    let (clock, clock_zone) = start.clock(zone);
    if let Some(rule) = &recurrence.rule {
        let mut rule = rule.clone();
        if let End::Until(until) = rule.end {
            rule.end = End::Until(until_of(until, start, clock_zone));
        }
        out.line(&format!("RRULE:{rule}"));
    }
    for (name, moments) in [("EXDATE", &recurrence.except), ("RDATE", &recurrence.besides)] {
        let mut days = Vec::new();
        let mut locals = Vec::new();
        let mut instants = Vec::new();
        for moment in moments {
            match (start, *moment) {
                (CalendarTime::Date(_), moment) => days.push(Moment::Day(moment.local(clock_zone).day()).to_string()),
                (CalendarTime::Utc(_), Moment::Local(time)) => instants.push(utc(time.instant(Zone::UTC))),
                (_, Moment::Utc(instant)) => instants.push(utc(instant)),
                (_, Moment::Local(time)) => locals.push(time.basic()),
                (_, Moment::Day(day)) => {
                    let times = times_of_day(recurrence, clock, clock_zone, day, name == "RDATE");
                    match start {
                        CalendarTime::Utc(_) => {
                            instants.extend(times.into_iter().map(|time| utc(time.instant(Zone::UTC))));
                        }
                        _ => locals.extend(times.into_iter().map(LocalTime::basic)),
                    }
                }
            }
        }
        for list in [&mut days, &mut locals, &mut instants] {
            list.sort_unstable();
            list.dedup();
        }
        let named = match start {
            CalendarTime::Zoned(_, zone) if zone != Zone::UTC => format!("{name};TZID={}", parameter(zone.name())),
            _ => name.to_owned(),
        };
        let locals_end = if matches!(start, CalendarTime::Zoned(_, Zone::UTC)) { "Z" } else { "" };
        let locals: Vec<String> = locals.into_iter().map(|time| format!("{time}{locals_end}")).collect();
        for (head, list) in [(format!("{name};VALUE=DATE"), days), (named, locals), (name.to_owned(), instants)] {
            if !list.is_empty() {
                out.line(&format!("{head}:{}", list.join(",")));
            }
        }
    }
}

/// The times that a whole day stands for in a series of times: those left out, or the one added.
fn times_of_day(recurrence: &Recurrence, start: LocalTime, zone: Zone, day: Day, added: bool) -> Vec<LocalTime> {
    if added {
        return vec![LocalTime::new(day, start.second_of_day())];
    }
    let plain = Recurrence { except: Vec::new(), ..recurrence.clone() };
    plain.between(start, zone, LocalTime::new(day, 0), LocalTime::new(day.add(1), 0)).take(100).collect()
}

/// UNTIL as the standard wants it: a date for whole days, UTC for what has a zone, the wall clock for what has none.
fn until_of(until: Moment, start: CalendarTime, zone: Zone) -> Moment {
    let end_of = |day: Day| LocalTime::new(day, 86_399);
    match (start, until) {
        (CalendarTime::Date(_), until) => Moment::Day(until.local(zone).day()),
        (CalendarTime::Floating(_), Moment::Day(day)) => Moment::Local(end_of(day)),
        (CalendarTime::Floating(_), until) => Moment::Local(until.local(zone)),
        (_, Moment::Day(day)) => Moment::Utc(end_of(day).instant(zone)),
        (_, until) => match until {
            Moment::Utc(instant) => Moment::Utc(instant),
            other => Moment::Utc(other.local(zone).instant(zone)),
        },
    }
}
