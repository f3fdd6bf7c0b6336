//! From lines to entries. Two passes: the first learns the file's zones, which may stand after what uses them; the second
//! reads the entries. A line that cannot be read costs itself only.

use super::{
    Alarm, Answer, Attendee, Calendar, CalendarEntry, CalendarTime, EntryKind, Role, Trigger,
    lines::{Lines, Property, text, text_list, unescape},
    value,
    zones::{Definition, Meaning, Zones, by_name},
};
use crate::{
    interchange::{FileError, Place, table::shorten},
    model::{
        Instant, Zone,
        recurrence::{Moment, Recurrence, Rule},
    },
};
use std::collections::HashSet;

/// Problems that are listed; the rest is counted.
pub const MAX_PROBLEMS: usize = 200;
/// Most entries of a file; no calendar of a person or a team has as many.
pub const MAX_ENTRIES: usize = 250_000;

/// What a BEGIN opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Component {
    Calendar,
    Entry,
    Alarm,
    Zone,
    Observance,
    Other,
}

const COMPONENTS: usize = 6;

fn component(name: &str) -> (Component, EntryKind) {
    let event = EntryKind::Event;
    match name.trim().to_ascii_uppercase().as_str() {
        "VCALENDAR" => (Component::Calendar, event),
        "VEVENT" => (Component::Entry, event),
        "VTODO" => (Component::Entry, EntryKind::Task),
        "VJOURNAL" => (Component::Entry, EntryKind::Journal),
        "VALARM" => (Component::Alarm, event),
        "VTIMEZONE" => (Component::Zone, event),
        "STANDARD" | "DAYLIGHT" => (Component::Observance, event),
        _ => (Component::Other, event),
    }
}

/// Reads a calendar file. `zone` is the workspace's: it is taken for times in a zone that nobody knows, and preferred
/// where the file's rules leave a choice. Times without a zone stay so.
///
/// # Errors
/// Where the file holds nothing of a calendar.
pub fn read_calendar(file: &str, bytes: &[u8], zone: Zone) -> Result<Calendar, FileError> {
    let decoded = utf16(bytes);
    let bytes = decoded.as_deref().map_or(bytes, str::as_bytes);
    let (zones, known) = learn_zones(bytes, zone);
    if !known {
        return Err(not_a_calendar(file, bytes));
    }
    let mut reader = Reader {
        file,
        home: zone,
        zones,
        calendar: Calendar::default(),
        open: Vec::new(),
        open_of: [0; COMPONENTS],
        entry: None,
        alarm: None,
        foreign: false,
        told: HashSet::new(),
        line: 0,
    };
    for (number, line) in Lines::new(bytes) {
        reader.line = number;
        let (line, foreign) = text(line);
        if foreign && !reader.foreign {
            reader.foreign = true;
            reader.problem(
                "not-utf-8",
                "This line is not in UTF-8. It was read as Western European text; look at its accents.".to_owned(),
            );
        }
        reader.take_line(&line);
    }
    reader.end_of_file();
    Ok(reader.calendar)
}

/// Whether a file begins like a calendar: to tell it from a table before it is read.
pub fn is_calendar(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    let decoded = utf16(head);
    let head = decoded.as_deref().map_or(head, str::as_bytes);
    let first = Lines::new(head).find(|(_, line)| !line.trim_ascii().is_empty());
    first.is_some_and(|(_, line)| {
        let (line, _) = text(line);
        Property::parse(&line).is_some_and(|property| {
            let known = component(property.value).0 != Component::Other || is_other_known(property.value);
            property.name.eq_ignore_ascii_case("BEGIN") && known
        })
    })
}

/// UTF-16 with its mark, which some old programs write.
fn utf16(bytes: &[u8]) -> Option<String> {
    let unit = match bytes {
        [0xff, 0xfe, ..] => u16::from_le_bytes,
        [0xfe, 0xff, ..] => u16::from_be_bytes,
        _ => return None,
    };
    let units = bytes.get(2..)?.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    Some(char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect())
}

fn not_a_calendar(file: &str, bytes: &[u8]) -> FileError {
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    let head = String::from_utf8_lossy(head).to_ascii_uppercase();
    if bytes.iter().all(u8::is_ascii_whitespace) {
        FileError::new(file, "empty", "The file is empty.")
    } else if head.contains("BEGIN:VCARD") {
        FileError::new(
            file,
            "address-card",
            "This is an address card (vCard), not a calendar. Export the calendar as iCalendar (.ics).",
        )
    } else if head.trim_start().starts_with('<') {
        FileError::new(
            file,
            "not-calendar",
            "This is a web page, not a calendar: the address may need a sign-in. Export the calendar as iCalendar (.ics).",
        )
    } else {
        FileError::new(
            file,
            "not-calendar",
            "There is no calendar in this file: no line begins one (BEGIN:VCALENDAR). Export the calendar as iCalendar (.ics).",
        )
    }
}

/// The first pass: the zones that the file defines and the years they are used in, and whether there is any part of a
/// calendar.
fn learn_zones(bytes: &[u8], home: Zone) -> (Zones, bool) {
    let mut zones = Zones::new(home);
    let mut known = false;
    let mut definition: Option<Definition> = None;
    let mut in_observance = false;
    for (_, line) in Lines::new(bytes) {
        let starts = |name: &[u8]| line.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
        // Most lines are none of these: not worth taking apart.
        let times = definition.is_none()
            && (starts(b"DT") || starts(b"DUE") || starts(b"EXDATE") || starts(b"RDATE") || starts(b"RECURRENCE-ID"));
        let begin = starts(b"BEGIN");
        if !(begin || starts(b"END") || times || definition.is_some()) {
            continue;
        }
        let (line, _) = text(line);
        let Some(property) = Property::parse(&line) else { continue };
        if times {
            if let Some(name) = property.parameter("TZID") {
                zones.note(name.trim(), property.value.trim());
            }
        } else if begin {
            let (kind, _) = component(property.value);
            known |= kind != Component::Other || is_other_known(property.value);
            match kind {
                Component::Zone => definition = Some(Definition::default()),
                Component::Observance => {
                    if let Some(definition) = &mut definition {
                        definition.begin_observance();
                        in_observance = true;
                    }
                }
                _ => {}
            }
        } else if property.name.eq_ignore_ascii_case("END") {
            match component(property.value).0 {
                Component::Observance => in_observance = false,
                Component::Zone => {
                    if let Some(done) = definition.take() {
                        zones.add(done);
                    }
                    in_observance = false;
                }
                _ => {}
            }
        } else if let Some(definition) = &mut definition {
            if in_observance {
                definition.take_observance(&property);
            } else {
                definition.take(&property);
            }
        }
    }
    if let Some(cut_off) = definition {
        zones.add(cut_off);
    }
    (zones, known)
}

/// Parts of a calendar that hold nothing for us.
fn is_other_known(name: &str) -> bool {
    ["VFREEBUSY", "VAVAILABILITY", "AVAILABLE", "VPOLL"].iter().any(|known| known.eq_ignore_ascii_case(name.trim()))
}

/// An entry that is being read.
#[derive(Default)]
struct Draft {
    entry: CalendarEntry,
    rule: Option<Rule>,
    except: Vec<CalendarTime>,
    besides: Vec<CalendarTime>,
}

struct AlarmDraft {
    line: u64,
    action: String,
    trigger: Option<Trigger>,
    description: String,
}

struct Reader<'a> {
    file: &'a str,
    home: Zone,
    zones: Zones,
    calendar: Calendar,
    open: Vec<Component>,
    open_of: [usize; COMPONENTS],
    entry: Option<Draft>,
    alarm: Option<AlarmDraft>,
    foreign: bool,
    told: HashSet<String>,
    line: u64,
}

impl Reader<'_> {
    fn problem(&mut self, code: &'static str, message: String) {
        if self.calendar.problems.len() < MAX_PROBLEMS {
            let error = FileError::new(self.file, code, message).at(Place::row(self.line));
            self.calendar.problems.push(error);
        } else {
            self.calendar.more_problems += 1;
        }
    }

    fn take_line(&mut self, line: &str) {
        if line.trim().is_empty() {
            return;
        }
        let Some(property) = Property::parse(line) else {
            let message = format!("“{}” is not a line of a calendar (NAME:value). It was left out.", shorten(line, 40));
            self.problem("not-a-line", message);
            return;
        };
        if property.name.eq_ignore_ascii_case("BEGIN") {
            self.begin(property.value);
        } else if property.name.eq_ignore_ascii_case("END") {
            self.end(property.value);
        } else {
            if property.has_empty_parameter() {
                let message = format!("{} has a semicolon too many. It was read without.", shorten(property.name, 40));
                self.problem("empty-parameter", message);
            }
            match self.open.last() {
                Some(Component::Entry) => self.take_entry(&property),
                Some(Component::Alarm) => self.take_alarm(&property),
                Some(Component::Calendar) => self.take_calendar(&property),
                _ => {}
            }
        }
    }

    fn begin(&mut self, name: &str) {
        let (kind, entry_kind) = component(name);
        match kind {
            Component::Entry => {
                if self.entry.is_some() {
                    self.problem(
                        "not-ended",
                        "A new entry begins before the one before it ends. Both were kept.".to_owned(),
                    );
                    self.close(Component::Entry);
                }
                let entry = CalendarEntry { kind: entry_kind, line: self.line, ..CalendarEntry::default() };
                self.entry = Some(Draft { entry, ..Draft::default() });
            }
            Component::Alarm if self.entry.is_some() => {
                self.finish_alarm();
                self.alarm = Some(AlarmDraft {
                    line: self.line,
                    action: String::new(),
                    trigger: None,
                    description: String::new(),
                });
            }
            _ => {}
        }
        self.open.push(kind);
        if let Some(count) = self.open_of.get_mut(kind as usize) {
            *count += 1;
        }
    }

    fn end(&mut self, name: &str) {
        let (kind, _) = component(name);
        if self.open_of.get(kind as usize).is_none_or(|count| *count == 0) {
            let message = format!("END:{} ends nothing that was begun. It was left out.", shorten(name, 40));
            self.problem("ends-nothing", message);
            return;
        }
        self.close(kind);
    }

    /// Ends the innermost component of this kind, and what is still open in it.
    fn close(&mut self, kind: Component) {
        while let Some(ended) = self.open.pop() {
            if let Some(count) = self.open_of.get_mut(ended as usize) {
                *count = count.saturating_sub(1);
            }
            match ended {
                Component::Alarm => self.finish_alarm(),
                Component::Entry => self.finish_entry(),
                _ => {}
            }
            if ended == kind {
                return;
            }
        }
    }

    fn end_of_file(&mut self) {
        if self.entry.is_some() {
            let message =
                "The file ends in the middle of an entry: it may have been cut off. What was read of it was kept.";
            self.problem("cut-off", message.to_owned());
        }
        self.finish_alarm();
        self.finish_entry();
    }

    fn take_calendar(&mut self, property: &Property<'_>) {
        let calendar = &mut self.calendar;
        match property.name.to_ascii_uppercase().as_str() {
            "X-WR-CALNAME" | "NAME" if calendar.name.is_empty() => calendar.name = unescape(property.value),
            "X-WR-TIMEZONE" if calendar.zone.is_none() => calendar.zone = by_name(property.value),
            "METHOD" if calendar.method.is_empty() => calendar.method = property.value.trim().to_ascii_uppercase(),
            "VERSION" if property.value.trim() == "1.0" => {
                let message = "This is the older form vCalendar 1.0. It was read as far as it agrees with iCalendar.";
                self.problem("old-form", message.to_owned());
            }
            _ => {}
        }
    }

    /// A time with its zone. `None`, and a problem, where it is none.
    fn time(&mut self, property: &Property<'_>, value: &str) -> Option<CalendarTime> {
        let Some(moment) = value::moment(value) else {
            let (name, value) = (shorten(property.name, 40), shorten(value, 40));
            self.problem("not-a-time", format!("“{value}” is no date or time of {name}. It was left out."));
            return None;
        };
        let (Moment::Local(time), Some(name)) = (moment, property.parameter("TZID")) else {
            return Some(value::without_zone(moment));
        };
        let name = name.trim();
        let instant = match self.zones.meaning(name) {
            Meaning::Zone(zone) => return Some(CalendarTime::Zoned(time, zone)),
            Meaning::Own(number) => self.zones.own_instant(number, time),
            Meaning::Unknown => None,
        };
        let name = shorten(name, 60);
        match instant {
            Some(instant) => {
                let message = format!("“{name}” is a time zone of this file alone. Its times were kept, in UTC.");
                self.zone_problem("own-zone", &name, message);
                Some(CalendarTime::Utc(instant))
            }
            None => {
                let home = self.home;
                let message = format!("The time zone “{name}” is not known. Its times were taken as times in {home}.");
                self.zone_problem("unknown-zone", &name, message);
                Some(CalendarTime::Zoned(time, home))
            }
        }
    }

    /// Said once for each zone.
    fn zone_problem(&mut self, code: &'static str, name: &str, message: String) {
        if !self.told.contains(name) {
            self.told.insert(name.to_owned());
            self.problem(code, message);
        }
    }

    fn instant(&mut self, property: &Property<'_>) -> Option<Instant> {
        let home = self.home;
        self.time(property, property.value).map(|time| match time {
            // These are always in UTC; some programs leave the Z out.
            CalendarTime::Floating(_) | CalendarTime::Date(_) => time.instant(Zone::UTC),
            time => time.instant(home),
        })
    }

    /// The times of EXDATE and RDATE.
    fn times(&mut self, property: &Property<'_>) -> Vec<CalendarTime> {
        let mut times = Vec::new();
        let mut lengths = false;
        for item in property.value.split(',').map(str::trim).filter(|item| !item.is_empty()) {
            // A period: its beginning.
            let start = item.split('/').next().unwrap_or(item);
            lengths |= start.len() < item.len();
            times.extend(self.time(property, start));
        }
        if lengths {
            let message = "Added dates with a length of their own take the entry's instead.";
            self.problem("own-length", message.to_owned());
        }
        times
    }

    fn take_entry(&mut self, property: &Property<'_>) {
        let name = property.name.to_ascii_uppercase();
        let line_value = || unescape(property.value).trim().to_owned();
        // What has a place in a text first: each may stand once.
        let once = |text: &mut String, new: String| {
            let free = text.is_empty();
            if free {
                *text = new;
            }
            free
        };
        let Some(draft) = &mut self.entry else { return };
        let entry = &mut draft.entry;
        let taken = match name.as_str() {
            "UID" => once(&mut entry.uid, line_value()),
            "SUMMARY" => once(&mut entry.summary, unescape(property.value)),
            "DESCRIPTION" => once(&mut entry.description, unescape(property.value)),
            "LOCATION" => once(&mut entry.location, unescape(property.value)),
            "URL" => once(&mut entry.url, line_value()),
            "STATUS" => once(&mut entry.status, line_value().to_ascii_uppercase()),
            "CATEGORIES" => {
                entry.categories.extend(text_list(property.value));
                true
            }
            "ATTENDEE" => {
                entry.attendees.push(attendee(property));
                true
            }
            "ORGANIZER" => {
                let free = entry.organizer.is_none();
                if free {
                    entry.organizer = Some(attendee(property));
                }
                free
            }
            _ => return self.take_values(&name, property),
        };
        if !taken {
            self.twice(&name);
        }
    }

    fn twice(&mut self, name: &str) {
        self.problem("twice", format!("{name} stands twice in this entry. The first was kept."));
    }

    /// Times, numbers and rules of an entry.
    fn take_values(&mut self, name: &str, property: &Property<'_>) {
        match name {
            "DTSTART" | "DTEND" | "DUE" | "RECURRENCE-ID" => {
                let time = self.time(property, property.value);
                let Some(draft) = &mut self.entry else { return };
                let place = match name {
                    "DTSTART" => &mut draft.entry.start,
                    "RECURRENCE-ID" => &mut draft.entry.recurrence_id,
                    _ => &mut draft.entry.end,
                };
                match (place.is_some(), time) {
                    (true, Some(_)) => self.twice(name),
                    (false, time) => *place = time,
                    _ => {}
                }
            }
            "CREATED" | "LAST-MODIFIED" => {
                let instant = self.instant(property);
                let Some(draft) = &mut self.entry else { return };
                let entry = &mut draft.entry;
                let place = if name == "CREATED" { &mut entry.created } else { &mut entry.last_modified };
                *place = place.or(instant);
            }
            "DURATION" => {
                let span = value::span(property.value);
                if span.is_none() {
                    self.wrong_span(property);
                } else if let Some(draft) = &mut self.entry {
                    draft.entry.duration = draft.entry.duration.or(span);
                }
            }
            "SEQUENCE" => match (property.value.trim().parse(), &mut self.entry) {
                (Ok(number), Some(draft)) => draft.entry.sequence = number,
                _ => {
                    let value = shorten(property.value, 40);
                    self.problem(
                        "not-a-number",
                        format!("“{value}” is no number of a revision (SEQUENCE). It was left out."),
                    );
                }
            },
            "EXDATE" | "RDATE" => {
                let times = self.times(property);
                let Some(draft) = &mut self.entry else { return };
                let list = if name == "EXDATE" { &mut draft.except } else { &mut draft.besides };
                list.extend(times);
            }
            "RRULE" => self.take_rule(property),
            "EXRULE" => {
                let message =
                    "Rules of exception (EXRULE) are no longer part of iCalendar. It was left out: look at the dates.";
                self.problem("exrule", message.to_owned());
            }
            _ => {}
        }
    }

    fn take_rule(&mut self, property: &Property<'_>) {
        // Some programs escape the rule as if it were a text.
        let cleaned = property.value.replace('\\', "");
        let read = cleaned.parse::<Rule>();
        let Some(draft) = &mut self.entry else { return };
        match (read, draft.rule.is_some()) {
            (Ok(rule), false) => draft.rule = Some(rule),
            (Ok(_), true) => self.twice("RRULE"),
            (Err(error), _) => {
                self.problem("not-a-rule", format!("{error} The rule was left out: the entry does not repeat."));
            }
        }
    }

    fn wrong_span(&mut self, property: &Property<'_>) {
        let (name, value) = (shorten(property.name, 40), shorten(property.value, 40));
        self.problem(
            "not-a-length",
            format!("“{value}” is no length of time of {name}, such as PT1H30M. It was left out."),
        );
    }

    fn take_alarm(&mut self, property: &Property<'_>) {
        let Some(alarm) = &mut self.alarm else { return };
        match property.name.to_ascii_uppercase().as_str() {
            "ACTION" => alarm.action = property.value.trim().to_ascii_uppercase(),
            "DESCRIPTION" => alarm.description = unescape(property.value),
            "TRIGGER" => {
                if let Some(span) = value::span(property.value) {
                    let end = property.says("RELATED", "END");
                    alarm.trigger = Some(if end { Trigger::FromEnd(span) } else { Trigger::FromStart(span) });
                } else if let Some(Moment::Utc(instant)) = value::moment(property.value) {
                    alarm.trigger = Some(Trigger::At(instant));
                } else {
                    self.wrong_span(property);
                }
            }
            _ => {}
        }
    }

    fn finish_alarm(&mut self) {
        let (Some(alarm), Some(draft)) = (self.alarm.take(), &mut self.entry) else { return };
        let AlarmDraft { line, action, trigger, description } = alarm;
        match trigger {
            Some(trigger) => draft.entry.alarms.push(Alarm { action, trigger, description }),
            None => {
                let now = std::mem::replace(&mut self.line, line);
                self.problem("no-trigger", "This reminder does not say when. It was left out.".to_owned());
                self.line = now;
            }
        }
    }

    fn finish_entry(&mut self) {
        let Some(Draft { mut entry, rule, except, besides }) = self.entry.take() else { return };
        let moments = |times: Vec<CalendarTime>| times.into_iter().map(|time| time.moment(entry.start)).collect();
        let mut recurrence = Recurrence { rule, except: moments(except), besides: moments(besides) };
        recurrence.tidy();
        // Dates left out of nothing say nothing.
        let repeats = recurrence.rule.is_some() || !recurrence.besides.is_empty();
        entry.recurrence = repeats.then_some(recurrence);
        match self.calendar.entries.len() {
            0..MAX_ENTRIES => self.calendar.entries.push(entry),
            _ => {
                let message =
                    format!("The file has more than {MAX_ENTRIES} entries. This one was left out: split the file.");
                self.problem("too-many", message);
            }
        }
    }
}

fn attendee(property: &Property<'_>) -> Attendee {
    let clean = |text: &str| text.chars().filter(|letter| !letter.is_control()).collect::<String>().trim().to_owned();
    let address = clean(property.value);
    let mail = |address: &str| {
        let start = address.get(..7)?;
        start.eq_ignore_ascii_case("mailto:").then(|| address.get(7..).map(str::trim).map(str::to_owned))?
    };
    // Where the address is no e-mail, one may stand beside it (RFC 7986).
    let beside = || property.parameter("EMAIL").map(|email| clean(&email));
    // What calendars write where there is no address.
    let own = Some(address.clone()).filter(|address| !address.eq_ignore_ascii_case("invalid:nomail"));
    let email = mail(&address).or_else(beside).or(own).unwrap_or_default();
    let answer = property.parameter("PARTSTAT").unwrap_or_default().to_ascii_uppercase();
    let role = property.parameter("ROLE").unwrap_or_default().to_ascii_uppercase();
    Attendee {
        name: property.parameter("CN").map(|name| clean(&name)).unwrap_or_default(),
        email,
        answer: match answer.as_str() {
            "ACCEPTED" => Answer::Accepted,
            "DECLINED" => Answer::Declined,
            "TENTATIVE" => Answer::Tentative,
            "DELEGATED" => Answer::Delegated,
            _ => Answer::None,
        },
        role: match role.as_str() {
            "CHAIR" => Role::Chair,
            "OPT-PARTICIPANT" => Role::Optional,
            "NON-PARTICIPANT" => Role::Informed,
            _ => Role::Required,
        },
    }
}
