//! Reading: the text of a rule, and of a rule with the dates left out of it and added to it.

use super::{ByDay, End, Frequency, Moment, Recurrence, RecurrenceError, Rule};

/// Names of weekdays, Monday first.
pub(super) const DAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

fn shown(text: &str) -> String {
    text.chars().take(40).collect()
}

fn wrong(part: &'static str, value: &str, expected: &'static str) -> RecurrenceError {
    RecurrenceError::Value { part, value: shown(value), expected }
}

fn number(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let plain = !digits.is_empty() && digits.len() <= 10 && digits.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.strip_prefix('+').unwrap_or(text).parse().ok())?
}

/// A list of numbers; with `back` they may also be counted from the end, and 0 is none of them.
fn numbers<T: TryFrom<i64>>(
    part: &'static str,
    text: &str,
    most: i64,
    back: bool,
    expected: &'static str,
) -> Result<Vec<T>, RecurrenceError> {
    let least = i64::from(matches!(part, "BYMONTH"));
    let fits = |n: &i64| if back { *n != 0 && n.abs() <= most } else { (least..=most).contains(n) };
    let mut list = Vec::new();
    for item in text.split(',') {
        let value = number(item.trim()).filter(fits).and_then(|n| T::try_from(n).ok());
        list.push(value.ok_or_else(|| wrong(part, item, expected))?);
        // Every list names at most some hundred things; what repeats itself is not kept.
        if list.len() > 4096 {
            return Err(wrong(part, "more than 4096 values", expected));
        }
    }
    Ok(list)
}

fn weekday(text: &str) -> Option<u8> {
    DAYS.iter().position(|day| day.eq_ignore_ascii_case(text)).map(|at| at as u8)
}

fn by_day(item: &str) -> Option<ByDay> {
    let at = item.len().checked_sub(2)?;
    let (ordinal, day) = (item.get(..at)?, weekday(item.get(at..)?)?);
    if ordinal.is_empty() {
        return Some(ByDay::every(day));
    }
    let ordinal = number(ordinal).filter(|n| *n != 0 && n.abs() <= 53)?;
    Some(ByDay::nth(i8::try_from(ordinal).ok()?, day))
}

/// Reads the parts of one rule, such as `FREQ=WEEKLY;BYDAY=MO`.
pub(super) fn rule(text: &str) -> Result<Rule, RecurrenceError> {
    let mut frequency = None;
    let mut rule = Rule::every(Frequency::Daily);
    let mut seen: Vec<&'static str> = Vec::new();
    for part in text.split(';').map(str::trim).filter(|part| !part.is_empty()) {
        let (name, value) = part.split_once('=').ok_or_else(|| RecurrenceError::UnknownPart(shown(part)))?;
        let (name, value) = (name.trim(), value.trim());
        let Some(known) = PARTS.iter().copied().find(|known| known.eq_ignore_ascii_case(name)) else {
            // Parts that other programs add of their own change nothing.
            if name.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("X-")) {
                continue;
            }
            return Err(RecurrenceError::UnknownPart(shown(name)));
        };
        if seen.contains(&known) {
            return Err(RecurrenceError::Twice(known));
        }
        seen.push(known);
        match known {
            "FREQ" => {
                let named = Frequency::NAMES.iter().find(|(name, _)| name.eq_ignore_ascii_case(value));
                let expected = "DAILY, WEEKLY, MONTHLY, YEARLY, HOURLY, MINUTELY or SECONDLY";
                frequency = Some(named.ok_or_else(|| wrong(known, value, expected))?.1);
            }
            "INTERVAL" => {
                let interval = number(value).and_then(|n| u32::try_from(n).ok()).filter(|n| *n > 0);
                rule.interval = interval.ok_or_else(|| wrong(known, value, "a whole number of at least 1"))?;
            }
            "COUNT" => {
                let count = number(value).and_then(|n| u32::try_from(n).ok()).filter(|n| *n > 0);
                rule.end = End::Count(count.ok_or_else(|| wrong(known, value, "a whole number of at least 1"))?);
            }
            "UNTIL" => {
                let expected = "a date such as 20261231 or a time such as 20261231T235959Z";
                rule.end = End::Until(Moment::parse(value).ok_or_else(|| wrong(known, value, expected))?);
            }
            "BYSECOND" => rule.seconds = numbers(known, value, 60, false, "numbers from 0 to 60")?,
            "BYMINUTE" => rule.minutes = numbers(known, value, 59, false, "numbers from 0 to 59")?,
            "BYHOUR" => rule.hours = numbers(known, value, 23, false, "numbers from 0 to 23")?,
            "BYDAY" => {
                let expected = "weekdays such as MO, 2TU or -1FR";
                for item in value.split(',').take(4097) {
                    let item = item.trim();
                    rule.days.push(by_day(item).ok_or_else(|| wrong(known, item, expected))?);
                }
            }
            "BYMONTHDAY" => rule.month_days = numbers(known, value, 31, true, "days 1 to 31 or -1 to -31")?,
            "BYYEARDAY" => rule.year_days = numbers(known, value, 366, true, "days 1 to 366 or -1 to -366")?,
            "BYWEEKNO" => rule.weeks = numbers(known, value, 53, true, "weeks 1 to 53 or -1 to -53")?,
            "BYMONTH" => rule.months = numbers(known, value, 12, false, "months 1 to 12")?,
            "BYSETPOS" => rule.positions = numbers(known, value, 366, true, "places 1 to 366 or -1 to -366")?,
            "WKST" => {
                rule.week_start = weekday(value).ok_or_else(|| wrong(known, value, "a weekday such as MO"))?;
            }
            // RFC 7529: other calendars, and what to do about dates that a month has not.
            "RSCALE" if !value.eq_ignore_ascii_case("GREGORIAN") => {
                return Err(RecurrenceError::OtherCalendar(shown(value)));
            }
            "SKIP" if !value.eq_ignore_ascii_case("OMIT") => {
                return Err(wrong(known, value, "OMIT; dates that a month has not are left out"));
            }
            _ => {}
        }
    }
    if seen.contains(&"COUNT") && seen.contains(&"UNTIL") {
        return Err(RecurrenceError::CountAndUntil);
    }
    rule.frequency = frequency.ok_or(RecurrenceError::NoFrequency)?;
    rule.checked()
}

const PARTS: [&str; 16] = [
    "FREQ",
    "INTERVAL",
    "COUNT",
    "UNTIL",
    "BYSECOND",
    "BYMINUTE",
    "BYHOUR",
    "BYDAY",
    "BYMONTHDAY",
    "BYYEARDAY",
    "BYWEEKNO",
    "BYMONTH",
    "BYSETPOS",
    "WKST",
    "RSCALE",
    "SKIP",
];

fn moments(name: &'static str, text: &str) -> Result<Vec<Moment>, RecurrenceError> {
    let expected = "dates such as 20261224 or times such as 20261224T073000";
    let items = text.split(',').map(str::trim).filter(|item| !item.is_empty());
    items.map(|item| Moment::parse(item).ok_or_else(|| wrong(name, item, expected))).collect()
}

/// Reads a rule alone, or lines `RRULE:…`, `EXDATE:…`, `RDATE:…`.
pub(super) fn recurrence(text: &str) -> Result<Recurrence, RecurrenceError> {
    let mut read = Recurrence::default();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (name, value) = match line.split_once(':') {
            Some((name, value)) => (name, value),
            None => ("RRULE", line),
        };
        // The value says itself whether it is a date or a time.
        let name = name.strip_suffix(";VALUE=DATE").or_else(|| name.strip_suffix(";VALUE=DATE-TIME")).unwrap_or(name);
        match name.to_ascii_uppercase().as_str() {
            "RRULE" if read.rule.is_some() => return Err(RecurrenceError::TwoRules),
            "RRULE" => read.rule = Some(rule(value)?),
            "EXDATE" => read.except.extend(moments("EXDATE", value)?),
            "RDATE" => read.besides.extend(moments("RDATE", value)?),
            _ => return Err(RecurrenceError::UnknownPart(shown(name))),
        }
    }
    read.tidy();
    if read.is_empty() { Err(RecurrenceError::NoFrequency) } else { Ok(read) }
}
