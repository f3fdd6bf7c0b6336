//! Dates and times as files write them: ISO 8601, seconds or milliseconds since 1970, `4/22/2018 6:00`,
//! `22.04.2018`, `Oct 3, 2026`, `Wed Oct 10 20:19:24 +0000 2018`.

use crate::model::{Day, Instant, Zone, time::DAY_MS};
use rustc_hash::FxHashMap;

/// The order of day, month and year in dates of figures only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Month, day, year.
    Mdy,
    /// Day, month, year.
    Dmy,
    /// Year, month, day.
    Ymd,
}

impl Order {
    /// The option's value.
    pub fn key(self) -> &'static str {
        match self {
            Self::Mdy => "mdy",
            Self::Dmy => "dmy",
            Self::Ymd => "ymd",
        }
    }

    /// From the option's value.
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Mdy, Self::Dmy, Self::Ymd].into_iter().find(|order| order.key() == key)
    }
}

/// A date read from a cell, before zone and order are settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stamp {
    /// An exact instant.
    Instant(Instant),
    /// A date with or without a time of day (ms), without a zone.
    Local(Date, Option<i64>),
}

/// A calendar date, perhaps with its order still open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Date {
    /// A certain day.
    Day(Day),
    /// Three numbers as written.
    Figures(u32, u32, u32),
}

impl Date {
    /// The day, where the order is known or not needed.
    pub fn day(self, order: Order) -> Option<Day> {
        match self {
            Self::Day(day) => Some(day),
            Self::Figures(a, b, c) => {
                let (year, month, day) = match order {
                    Order::Mdy => (c, a, b),
                    Order::Dmy => (c, b, a),
                    Order::Ymd => (a, b, c),
                };
                // Two digits: 70 and later are of the last century, as spreadsheets have it.
                let year = match year {
                    0..=69 => 2000 + year,
                    70..=99 => 1900 + year,
                    _ => year,
                };
                make_day(year, month, day)
            }
        }
    }
}

fn make_day(year: u32, month: u32, day: u32) -> Option<Day> {
    (1900..=2200).contains(&year).then(|| Day::from_ymd(year as i32, month, day)).flatten()
}

/// Reads a date or time; `None` where the text is neither.
pub fn parse(cell: &str) -> Option<Stamp> {
    let cell = super::sheet::trim(cell);
    epoch(cell).map(Stamp::Instant).or_else(|| calendar(cell))
}

/// Seconds, milliseconds or microseconds since 1970, told apart by their size. Eight figures that make a date are
/// one (`20181104`).
#[inline]
fn epoch(cell: &str) -> Option<Instant> {
    let bytes = cell.as_bytes();
    let mut value = 0_i64;
    let mut length = 0;
    while let Some(digit @ b'0'..=b'9') = bytes.get(length).copied() {
        if length == 17 {
            return None;
        }
        value = value * 10 + i64::from(digit - b'0');
        length += 1;
    }
    let fraction = match bytes.get(length..) {
        Some([]) => "",
        Some([b'.', ..]) => cell.get(length + 1..)?,
        _ => return None,
    };
    if length < 9 || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let thousandths = match length {
        9..=11 => fraction.bytes().chain(*b"000").take(3).fold(0, |sum, byte| sum * 10 + i64::from(byte - b'0')),
        _ => 0,
    };
    Some(since_1970(value, length) + thousandths)
}

/// The instant of a number of 9 to 17 figures.
#[inline]
pub fn since_1970(value: i64, figures: usize) -> Instant {
    match figures {
        ..=11 => value * 1000,
        12..=14 => value,
        _ => value / 1000,
    }
}

/// Reads a calendar date with or without a time: the numbers and words of the text in any usual order.
fn calendar(cell: &str) -> Option<Stamp> {
    if cell.len() > 48 || !cell.bytes().next()?.is_ascii_alphanumeric() {
        return None;
    }
    let bytes = cell.as_bytes();
    let mut numbers: [(u32, usize); 3] = [(0, 0); 3];
    let (mut count, mut month, mut separator) = (0, None, 0_u8);
    let (mut time, mut offset): (Option<i64>, Option<i64>) = (None, None);
    let mut at = 0;
    while let Some(byte) = bytes.get(at).copied() {
        match byte {
            b'0'..=b'9' => {
                let end = run(bytes, at, |byte| byte.is_ascii_digit());
                if end - at > 8 {
                    return None;
                }
                let number: u32 = cell.get(at..end)?.parse().ok()?;
                if bytes.get(end) == Some(&b':') && time.is_none() {
                    let (clock, after) = clock(cell, at)?;
                    time = Some(clock);
                    at = after;
                    continue;
                }
                if end - at == 8 && count == 0 {
                    for (slot, part) in numbers.iter_mut().zip([number / 10_000, number / 100 % 100, number % 100]) {
                        *slot = (part, 4);
                    }
                    numbers[1].1 = 2;
                    numbers[2].1 = 2;
                    count = 3;
                } else {
                    *numbers.get_mut(count)? = (number, end - at);
                    count += 1;
                }
                if count == 1 {
                    separator = bytes.get(end).copied().unwrap_or(0);
                }
                at = end;
            }
            b'+' | b'-' if time.is_some() && bytes.get(at + 1).is_some_and(u8::is_ascii_digit) => {
                let end = run(bytes, at + 1, |byte| byte.is_ascii_digit() || byte == b':');
                let figures: String = cell.get(at + 1..end)?.chars().filter(char::is_ascii_digit).collect();
                let (hours, minutes): (i64, i64) = match figures.len() {
                    1 | 2 => (figures.parse().ok()?, 0),
                    4 => (figures.get(..2)?.parse().ok()?, figures.get(2..)?.parse().ok()?),
                    _ => return None,
                };
                if hours > 18 || minutes > 59 {
                    return None;
                }
                let ms = (hours * 60 + minutes) * 60_000;
                offset = Some(if byte == b'-' { -ms } else { ms });
                at = end;
            }
            _ if byte.is_ascii_alphabetic() => {
                let end = run(bytes, at, |byte| byte.is_ascii_alphabetic());
                match word(cell.get(at..end)?) {
                    Word::Month(number) if month.is_none() => month = Some(number),
                    Word::Afternoon(afternoon) => {
                        let clock = time?;
                        let hour = clock / 3_600_000;
                        if !(1..=12).contains(&hour) {
                            return None;
                        }
                        time = Some(clock + (i64::from(afternoon) * 12 - if hour == 12 { 12 } else { 0 }) * 3_600_000);
                    }
                    Word::Universal => offset = Some(0),
                    Word::Filler => {}
                    _ => return None,
                }
                at = end;
            }
            b' ' | b',' | b'/' | b'-' | b'.' => at += 1,
            // Narrow and other spaces before AM and PM; “º” and the like are not dates.
            0xc2 | 0xe2 if cell.get(at..)?.starts_with(['\u{a0}', '\u{202f}', '\u{2009}', '·']) => {
                at += cell.get(at..)?.chars().next()?.len_utf8();
            }
            _ => return None,
        }
    }
    let date = match (month, count) {
        (Some(month), 2) => {
            let [(a, a_len), (b, b_len), _] = numbers;
            let (year, day) = match (a_len, b_len) {
                (4, 1 | 2) => (a, b),
                (1 | 2, 4) => (b, a),
                _ => return None,
            };
            Date::Day(make_day(year, month, day)?)
        }
        (None, 3) => {
            let [(a, a_len), (b, _), (c, c_len)] = numbers;
            if a_len == 4 {
                Date::Day(make_day(a, b, c)?)
            } else if c_len != 4 && c_len != 2 || a_len > 2 {
                return None;
            } else if separator == b'.' {
                // Points are written between day, month and year, in that order.
                Date::Day(Date::Figures(a, b, c).day(Order::Dmy)?)
            } else {
                Date::Figures(a, b, c)
            }
        }
        _ => return None,
    };
    Some(match (date, offset) {
        (Date::Day(day), Some(offset)) => Stamp::Instant(i64::from(day.0) * DAY_MS + time.unwrap_or(0) - offset),
        (date, _) => Stamp::Local(date, time),
    })
}

fn run(bytes: &[u8], from: usize, fits: impl Fn(u8) -> bool) -> usize {
    from + bytes.get(from..).unwrap_or_default().iter().take_while(|byte| fits(**byte)).count()
}

/// `H:MM`, `HH:MM:SS`, `HH:MM:SS.fff` → milliseconds, and where it ends.
fn clock(cell: &str, at: usize) -> Option<(i64, usize)> {
    let bytes = cell.as_bytes();
    let mut end = run(bytes, at, |byte| byte.is_ascii_digit() || byte == b':');
    let mut parts = cell.get(at..end)?.split(':');
    let hours: i64 = parts.next()?.parse().ok()?;
    let minutes: i64 = parts.next()?.parse().ok()?;
    let seconds: i64 = parts.next().map_or(Some(0), |part| part.parse().ok())?;
    if parts.next().is_some() || hours > 23 || minutes > 59 || seconds > 60 {
        return None;
    }
    let mut ms = ((hours * 60 + minutes) * 60 + seconds) * 1000;
    if matches!(bytes.get(end), Some(b'.' | b',')) && bytes.get(end + 1).is_some_and(u8::is_ascii_digit) {
        let fraction_end = run(bytes, end + 1, |byte| byte.is_ascii_digit());
        let fraction = cell.get(end + 1..fraction_end)?;
        ms += fraction.bytes().chain(*b"000").take(3).fold(0, |sum, byte| sum * 10 + i64::from(byte - b'0'));
        end = fraction_end;
    }
    Some((ms, end))
}

/// The number of a month by its English name or the beginning of it.
pub fn month(name: &str) -> Option<u32> {
    if let Word::Month(month) = word(name) { Some(month) } else { None }
}

enum Word {
    Month(u32),
    Afternoon(bool),
    Universal,
    Filler,
    Unknown,
}

fn word(word: &str) -> Word {
    let word = word.to_ascii_lowercase();
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    match word.as_str() {
        "am" => return Word::Afternoon(false),
        "pm" => return Word::Afternoon(true),
        "z" | "utc" | "gmt" => return Word::Universal,
        "t" | "at" | "st" | "nd" | "rd" | "th" | "of" => return Word::Filler,
        _ => {}
    }
    let begins = |name: &&str| word.len() >= 3 && name.starts_with(&word);
    if let Some(month) = MONTHS.iter().position(|name| begins(name) || word == "sept" && *name == "september") {
        return Word::Month(month as u32 + 1);
    }
    if DAYS.iter().any(begins) { Word::Filler } else { Word::Unknown }
}

/// What the dates of a column say about their order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Orders {
    /// Dates of three figures whose order is open by themselves.
    pub open: u32,
    /// Dates that can only be month, day, year.
    pub mdy: u32,
    /// Dates that can only be day, month, year.
    pub dmy: u32,
    /// Dates in any form.
    pub dates: u32,
    /// Dates with a time of day and no zone.
    pub zoneless: u32,
}

impl Orders {
    /// Counts a cell in.
    pub fn add(&mut self, cell: &str) {
        let Some(stamp) = parse(cell) else { return };
        self.dates += 1;
        if let Stamp::Local(date, time) = stamp {
            self.zoneless += u32::from(time.is_some());
            if let Date::Figures(a, b, _) = date {
                match (a > 12, b > 12) {
                    (true, false) => self.dmy += 1,
                    (false, true) => self.mdy += 1,
                    (false, false) if a != b => self.open += 1,
                    _ => {}
                }
            }
        }
    }

    /// The one order that fits all cells. `Err(true)` where both fit and it matters, `Err(false)` where cells
    /// contradict each other.
    pub fn settled(self) -> Result<Order, bool> {
        match (self.mdy > 0, self.dmy > 0) {
            (true, false) => Ok(Order::Mdy),
            (false, true) => Ok(Order::Dmy),
            (true, true) => Err(false),
            (false, false) if self.open > 0 => Err(true),
            // Every date reads the same both ways.
            (false, false) => Ok(Order::Mdy),
        }
    }
}

/// Turns local times into instants, remembering the offset of each day.
pub struct Clock {
    zone: Zone,
    offsets: FxHashMap<i32, Option<i64>>,
    last: (i32, Option<i64>),
}

impl Clock {
    /// A clock in a zone.
    pub fn new(zone: Zone) -> Self {
        Self { zone, offsets: FxHashMap::default(), last: (i32::MIN, None) }
    }

    /// The instant of a local day and time of day (ms).
    pub fn instant(&mut self, day: Day, ms_of_day: i64) -> Instant {
        let local = i64::from(day.0) * DAY_MS + ms_of_day;
        if self.last.0 != day.0 {
            let zone = self.zone;
            let offset = *self.offsets.entry(day.0).or_insert_with(|| {
                // The same offset well before and well after the day: no change of clocks in it.
                let start = i64::from(day.0) * DAY_MS;
                let offset = zone.offset_ms(start - DAY_MS);
                (offset == zone.offset_ms(start + 2 * DAY_MS)).then_some(offset)
            });
            self.last = (day.0, offset);
        }
        match self.last.1 {
            Some(offset) => local - offset,
            None => self.zone.instant(local),
        }
    }

    /// The instant of a stamp; a date without a time is the beginning of the day.
    pub fn resolve(&mut self, stamp: Stamp, order: Order) -> Option<Instant> {
        match stamp {
            Stamp::Instant(instant) => Some(instant),
            Stamp::Local(date, time) => Some(self.instant(date.day(order)?, time.unwrap_or(0))),
        }
    }

    /// The calendar day of a stamp.
    pub fn day(&self, stamp: Stamp, order: Order) -> Option<Day> {
        match stamp {
            Stamp::Instant(instant) => Some(self.zone.day(instant)),
            Stamp::Local(date, _) => date.day(order),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::time::iso;

    fn read(cell: &str, order: Order) -> String {
        let mut clock = Clock::new(Zone::UTC);
        parse(cell).and_then(|stamp| clock.resolve(stamp, order)).map_or_else(|| "none".into(), iso)
    }

    #[test]
    fn dates_are_read_in_every_usual_form() {
        for (cell, expected) in [
            ("2026-10-03", "2026-10-03T00:00:00Z"),
            ("2026/10/03 5:06", "2026-10-03T05:06:00Z"),
            ("2026-10-03T05:06:07Z", "2026-10-03T05:06:07Z"),
            ("2026-10-03T05:06:07.250+02:00", "2026-10-03T03:06:07.250Z"),
            ("2026-10-03 05:06 +0000", "2026-10-03T05:06:00Z"),
            ("2026-10-03 05:06:07-0530", "2026-10-03T10:36:07Z"),
            ("4/22/2018 6:00", "2018-04-22T06:00:00Z"),
            ("04/02/2018 16:05", "2018-04-02T16:05:00Z"),
            ("4/2/18", "2018-04-02T00:00:00Z"),
            ("22.04.2018", "2018-04-22T00:00:00Z"),
            ("Oct 3, 2026", "2026-10-03T00:00:00Z"),
            ("3 October 2026 5:30 PM", "2026-10-03T17:30:00Z"),
            ("October 3rd, 2026 at 12:05 AM", "2026-10-03T00:05:00Z"),
            ("Wed Oct 10 20:19:24 +0000 2018", "2018-10-10T20:19:24Z"),
            ("Sat, 03 Oct 2026 10:00:00 GMT", "2026-10-03T10:00:00Z"),
            ("20261003", "2026-10-03T00:00:00Z"),
            ("1345107919.0", "2012-08-16T09:05:19Z"),
            ("1345107919.25", "2012-08-16T09:05:19.250Z"),
            ("1345107919", "2012-08-16T09:05:19Z"),
            ("1345107919123", "2012-08-16T09:05:19.123Z"),
        ] {
            assert_eq!(read(cell, Order::Mdy), expected, "{cell}");
        }
        assert_eq!(read("04/02/2018 16:05", Order::Dmy), "2018-02-04T16:05:00Z");
        for wrong in
            ["", "video", "13/13/2018", "2026-02-30", "25:00", "2026-10-03 25:00", "May", "12", "1/2", "1-800-555-1234"]
        {
            assert_eq!(read(wrong, Order::Mdy), "none", "{wrong}");
        }
    }

    #[test]
    fn the_order_is_found_where_only_one_fits() {
        let orders = |cells: &[&str]| {
            let mut orders = Orders::default();
            cells.iter().for_each(|cell| orders.add(cell));
            orders.settled()
        };
        assert_eq!(orders(&["1/2/2018", "4/22/2018"]), Ok(Order::Mdy));
        assert_eq!(orders(&["1/2/2018", "22/4/2018"]), Ok(Order::Dmy));
        assert_eq!(orders(&["1/2/2018", "3/4/2018"]), Err(true));
        assert_eq!(orders(&["4/22/2018", "22/4/2018"]), Err(false));
        assert_eq!(orders(&["5/5/2018"]), Ok(Order::Mdy));
    }

    #[test]
    fn the_remembered_offsets_agree_with_the_zone() {
        for name in ["Europe/Madrid", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "UTC"] {
            let zone: Zone = name.parse().unwrap();
            let mut clock = Clock::new(zone);
            for number in 17_000..18_500 {
                for minutes in [0, 90, 150, 600, 1_439] {
                    let ms = minutes * 60_000;
                    assert_eq!(clock.instant(Day(number), ms), zone.instant(i64::from(number) * DAY_MS + ms), "{name}");
                }
            }
        }
    }
}
