//! Which zone a file means. A TZID is only a name within its file; behind it stand an IANA name, the name of another
//! program, or rules (VTIMEZONE) by which the zone is found or, failing that, the instant is.

use super::{lines::Property, value, windows};
use crate::model::{
    Instant, LocalTime, Zone,
    recurrence::{End, Frequency, Moment, Recurrence, Rule},
    time::Day,
};
use std::collections::HashMap;

/// Observances of a zone that are looked at; the longest history in use has some forty.
const MOST_OBSERVANCES: usize = 64;
/// Definitions that are kept; a file of the whole world's zones has some four hundred.
const MOST_DEFINITIONS: usize = 500;
/// Names of zones in a file; there are some six hundred zones.
const MOST_NAMES: usize = 2_000;
/// Long enough for a yearly change to be in, in seconds.
const TWO_YEARS: i64 = 731 * 86_400;

/// What a TZID turned out to be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Meaning {
    /// A zone that is known.
    Zone(Zone),
    /// A zone that only the file knows: the number of its definition.
    Own(usize),
    /// Nothing that can be told.
    Unknown,
}

/// One VTIMEZONE.
#[derive(Debug, Default)]
pub(super) struct Definition {
    pub(super) name: String,
    location: String,
    observances: Vec<Observance>,
}

#[derive(Debug, Default)]
struct Observance {
    start: Option<LocalTime>,
    from: Option<i32>,
    to: Option<i32>,
    rule: Option<Rule>,
    dates: Vec<Moment>,
}

/// The zones of a file.
#[derive(Debug)]
pub(super) struct Zones {
    home: Zone,
    definitions: Vec<Definition>,
    by_name: HashMap<String, usize>,
    /// First and last year that times by this name are in.
    years: HashMap<String, (i32, i32)>,
    meanings: HashMap<String, Meaning>,
    changes: HashMap<(usize, i32), Vec<(LocalTime, i32)>>,
}

impl Definition {
    /// Takes in a property of the definition itself.
    pub(super) fn take(&mut self, property: &Property<'_>) {
        match property.name.to_ascii_uppercase().as_str() {
            "TZID" => self.name = property.value.trim().to_owned(),
            "X-LIC-LOCATION" => self.location = property.value.trim().to_owned(),
            _ => {}
        }
    }

    /// Begins a STANDARD or DAYLIGHT.
    pub(super) fn begin_observance(&mut self) {
        if self.observances.len() < MOST_OBSERVANCES {
            self.observances.push(Observance::default());
        }
    }

    /// Takes in a property of the last observance. Says whether it can be used.
    pub(super) fn take_observance(&mut self, property: &Property<'_>) -> bool {
        let Some(last) = self.observances.last_mut() else { return true };
        match property.name.to_ascii_uppercase().as_str() {
            "DTSTART" => {
                last.start = value::moment(property.value).map(|moment| moment.local(Zone::UTC));
                last.start.is_some()
            }
            "TZOFFSETFROM" => {
                last.from = value::offset(property.value);
                last.from.is_some()
            }
            "TZOFFSETTO" => {
                last.to = value::offset(property.value);
                last.to.is_some()
            }
            "RRULE" => {
                // Clocks change once a year or by a list; anything else would be work without end.
                let rule = property.value.parse().ok();
                last.rule = rule.filter(|rule: &Rule| {
                    let plain = rule.days.is_empty() && rule.month_days.is_empty();
                    let once = rule.months.len() == 1 || (rule.months.is_empty() && plain);
                    let others = rule.hours.len() + rule.minutes.len() + rule.seconds.len();
                    let listed = others + rule.weeks.len() + rule.year_days.len() + rule.positions.len();
                    let yearly = rule.frequency == Frequency::Yearly && rule.interval == 1;
                    yearly && once && listed == 0 && !matches!(rule.end, End::Count(_))
                });
                last.rule.is_some()
            }
            "RDATE" => {
                let dates = property.value.split(',').take(400).filter_map(value::moment);
                last.dates.extend(dates.take(400_usize.saturating_sub(last.dates.len())));
                true
            }
            _ => true,
        }
    }

    /// When the clocks change around a year, by the clock before the change, and what they are set to: from the last
    /// change before the year to the last in it.
    fn changes(&self, year: i32) -> Vec<(LocalTime, i32)> {
        let begin = Day::from_ymd(year, 1, 1).map_or(LocalTime::MIN, |day| LocalTime::new(day, 0));
        let end = Day::from_ymd(year + 1, 1, 1).map_or(LocalTime::MAX, |day| LocalTime::new(day, 0));
        let mut changes = Vec::new();
        for of in &self.observances {
            let (Some(start), Some(to)) = (of.start, of.to) else { continue };
            // UNTIL is in UTC here, and the onset by the clock before it.
            let local = |moment: Moment| match moment {
                Moment::Utc(instant) => Moment::Local(LocalTime(instant / 1000 + i64::from(of.from.unwrap_or(to)))),
                other => other,
            };
            let rule = of.rule.clone().map(|mut rule| {
                if let End::Until(moment) = rule.end {
                    rule.end = End::Until(local(moment));
                }
                rule
            });
            // The last onset of a rule that has ended is in the year or so before its end.
            let ended = match rule.as_ref().map(|rule| rule.end) {
                Some(End::Until(until)) => Some(LocalTime(until.local(Zone::UTC).0.saturating_sub(TWO_YEARS))),
                Some(_) => None,
                None => Some(LocalTime::MIN),
            };
            let besides = of.dates.iter().map(|date| local(*date)).collect();
            let mut onsets = Recurrence { rule, except: Vec::new(), besides };
            onsets.tidy();
            changes.push((start, to));
            let mut add = |from: LocalTime, to_time: LocalTime, most: usize| {
                changes.extend(onsets.between(start, Zone::UTC, from, to_time).take(most).map(|time| (time, to)));
            };
            add(LocalTime(begin.0 - TWO_YEARS), end, 400);
            if let Some(from) = ended {
                add(from, begin, 400);
            }
        }
        changes.retain(|(time, _)| *time < end);
        changes.sort_unstable();
        let before = changes.partition_point(|(time, _)| *time < begin).saturating_sub(1);
        changes.drain(..before);
        changes
    }

    /// What is added to UTC before the first change of all.
    fn first_offset(&self) -> Option<i32> {
        let first = self.observances.iter().filter(|of| of.to.is_some()).min_by_key(|of| of.start)?;
        first.from.or(first.to)
    }
}

impl Zones {
    /// `home` is taken where the file's own zones leave a choice.
    pub(super) fn new(home: Zone) -> Self {
        Self {
            home,
            definitions: Vec::new(),
            by_name: HashMap::new(),
            years: HashMap::new(),
            meanings: HashMap::new(),
            changes: HashMap::new(),
        }
    }

    /// Adds a definition; of two with one name the first holds.
    pub(super) fn add(&mut self, definition: Definition) {
        let room = self.definitions.len() < MOST_DEFINITIONS;
        if room && !definition.name.is_empty() && !self.by_name.contains_key(&definition.name) {
            self.by_name.insert(definition.name.clone(), self.definitions.len());
            self.definitions.push(definition);
        }
    }

    /// Notes that a time by this name is in a year.
    pub(super) fn note(&mut self, name: &str, value: &str) {
        let Some(year) = value.get(..4).and_then(|year| year.parse::<i32>().ok()) else { return };
        if let Some((first, last)) = self.years.get_mut(name) {
            (*first, *last) = ((*first).min(year), (*last).max(year));
        } else if self.years.len() < MOST_NAMES {
            self.years.insert(name.to_owned(), (year, year));
        }
    }

    /// What a TZID means.
    pub(super) fn meaning(&mut self, name: &str) -> Meaning {
        if let Some(known) = self.meanings.get(name) {
            return *known;
        }
        let meaning = if self.meanings.len() < MOST_NAMES { self.find(name) } else { Meaning::Unknown };
        if self.meanings.len() < MOST_NAMES {
            self.meanings.insert(name.to_owned(), meaning);
        }
        meaning
    }

    fn find(&mut self, name: &str) -> Meaning {
        if let Some(zone) = by_name(name) {
            return Meaning::Zone(zone);
        }
        let Some(number) = self.by_name.get(name).copied() else { return Meaning::Unknown };
        let location = self.definitions.get(number).and_then(|definition| by_name(&definition.location));
        let found = location.or_else(|| self.by_rules(number, name));
        match (found, self.definitions.get(number).and_then(Definition::first_offset)) {
            (Some(zone), _) => Meaning::Zone(zone),
            (None, Some(_)) => Meaning::Own(number),
            (None, None) => Meaning::Unknown,
        }
    }

    /// The zone whose clocks show the same in the years that the file has times in: a fixed one where they never change,
    /// else the workspace's own, else the first of the larger places.
    fn by_rules(&mut self, number: usize, name: &str) -> Option<Zone> {
        let (first, last) = self.years.get(name).copied().unwrap_or((2025, 2025));
        let step = usize::try_from((last - first) / 60).unwrap_or(0) + 1;
        // Instants and what is added to UTC then: twice a month, and a minute before and after each change.
        let mut samples: Vec<(Instant, i32)> = Vec::new();
        for year in (first..=last).step_by(step) {
            for (month, day) in (1..=12).flat_map(|month| [(month, 8), (month, 22)]) {
                let time = LocalTime::at(Day::from_ymd(year, month, day)?, 12, 0, 0);
                let instant = self.own_instant(number, time)?;
                samples.push((instant, i32::try_from(time.0 - instant / 1000).ok()?));
            }
            let begin = LocalTime::new(Day::from_ymd(year, 1, 1)?, 0);
            let changes = self.changes.get(&(number, year)).map(Vec::as_slice).unwrap_or_default();
            for pair in changes.windows(2) {
                let [(_, before), (time, after)] = pair else { continue };
                if *time >= begin && before != after {
                    let change = (time.0 - i64::from(*before)) * 1000;
                    samples.extend([(change - 60_000, *before), (change + 60_000, *after)]);
                }
            }
        }
        let fits = |zone: &Zone| samples.iter().all(|(at, offset)| zone.offset_ms(*at) == i64::from(*offset) * 1000);
        let fixed = samples.first()?.1;
        if samples.iter().all(|sample| sample.1 == fixed) && fixed % 3600 == 0 {
            let hours = fixed / 3600;
            // Etc/GMT-1 is one hour ahead.
            let name = if hours == 0 { "Etc/UTC".to_owned() } else { format!("Etc/GMT{:+}", -hours) };
            return name.parse().ok().filter(fits);
        }
        Some(self.home).filter(fits).or_else(|| windows::all().find(fits))
    }

    /// The instant at which clocks by one of the file's own definitions show a time.
    pub(super) fn own_instant(&mut self, number: usize, time: LocalTime) -> Option<Instant> {
        let definition = self.definitions.get(number)?;
        let year = time.clamp(LocalTime::MIN, LocalTime::MAX).day().ymd().0;
        // A file in use has a few years; more are not kept.
        if self.changes.len() > 10_000 {
            self.changes.clear();
        }
        let changes = self.changes.entry((number, year)).or_insert_with(|| definition.changes(year));
        let after = changes.partition_point(|(change, _)| *change <= time);
        let set = after.checked_sub(1).and_then(|last| changes.get(last)).map(|(_, offset)| *offset);
        let offset = set.or_else(|| definition.first_offset())?;
        Some((time.0 - i64::from(offset)) * 1000)
    }
}

/// A zone by its IANA name, alone or behind what programs put before it (`/mozilla.org/20050126_1/Europe/Berlin`,
/// `custom_America/New_York`), or by its Windows name.
pub(super) fn by_name(name: &str) -> Option<Zone> {
    let name = name.trim().trim_matches('"').trim_start_matches('/');
    if name.is_empty() || name.len() > 200 {
        return None;
    }
    let parse = |name: &str| name.parse::<Zone>().ok();
    let spelled = name.replace(' ', "_");
    let found = parse(name).or_else(|| parse(&spelled)).or_else(|| windows::zone(name));
    found.or_else(|| Zone::names().find(|known| known.eq_ignore_ascii_case(&spelled)).and_then(parse)).or_else(|| {
        let ends = spelled.match_indices(['/', '_']).filter_map(|(at, _)| spelled.get(at + 1..));
        ends.filter(|end| end.contains('/')).find_map(parse)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_known_by_many_names() {
        for (name, expected) in [
            ("Europe/Madrid", "Europe/Madrid"),
            ("europe/madrid", "Europe/Madrid"),
            ("/Europe/Stockholm", "Europe/Stockholm"),
            ("\"America/Los Angeles\"", "America/Los_Angeles"),
            ("/mozilla.org/20070129_1/America/New_York", "America/New_York"),
            (
                "/freeassociation.sourceforge.net/Tzfile/America/Argentina/Buenos_Aires",
                "America/Argentina/Buenos_Aires",
            ),
            ("custom_Pacific/Fiji", "Pacific/Fiji"),
            ("posix/Europe/Vaduz", "Europe/Vaduz"),
            ("US/Eastern", "US/Eastern"),
            ("W. Europe Standard Time", "Europe/Berlin"),
        ] {
            assert_eq!(by_name(name).unwrap().name(), expected, "{name}");
        }
        for name in ["", "/", "MyTimezone", "/Europe/CUSTOM", "(UTC-03:00) Brasília"] {
            assert!(by_name(name).is_none(), "{name}");
        }
    }
}
