//! Values (RFC 5545 §3.3): times, lengths, offsets.

use super::{CalendarTime, Span};
use crate::model::{Day, LocalTime, recurrence::Moment};

/// A DATE or DATE-TIME without its zone.
pub(super) fn moment(value: &str) -> Option<Moment> {
    let value = value.trim();
    Moment::parse(value).or_else(|| {
        // The extended form of ISO 8601, which the standard does not allow and some programs write.
        match value.strip_suffix('Z') {
            Some(time) => time.parse().ok().map(|time: LocalTime| Moment::Utc(time.0 * 1000)),
            None => value.parse().ok().map(Moment::Local).or_else(|| value.parse::<Day>().ok().map(Moment::Day)),
        }
        .filter(|moment| {
            let time = moment.local(crate::model::Zone::UTC);
            (LocalTime::MIN..=LocalTime::MAX).contains(&time)
        })
    })
}

/// A DURATION, such as `PT1H30M`, `-P1D` or `P2W`; at most a million days.
pub(super) fn span(value: &str) -> Option<Span> {
    let value = value.trim();
    let (back, rest) = match value.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, value.strip_prefix('+').unwrap_or(value)),
    };
    let rest = rest.strip_prefix(['P', 'p'])?;
    let (mut days, mut seconds, mut number, mut time, mut any) = (0_i64, 0_i64, None, false, false);
    for letter in rest.chars() {
        match letter.to_ascii_uppercase() {
            digit @ '0'..='9' => {
                let digit = i64::from(digit.to_digit(10)?);
                number = Some(number.unwrap_or(0_i64).checked_mul(10)?.checked_add(digit)?);
                continue;
            }
            'T' if !time && number.is_none() => {
                time = true;
                continue;
            }
            'W' if !time => days = days.checked_add(number?.checked_mul(7)?)?,
            'D' if !time => days = days.checked_add(number?)?,
            'H' if time => seconds = seconds.checked_add(number?.checked_mul(3600)?)?,
            'M' if time => seconds = seconds.checked_add(number?.checked_mul(60)?)?,
            'S' if time => seconds = seconds.checked_add(number?)?,
            _ => return None,
        }
        number = None;
        any = true;
    }
    let sign = if back { -1 } else { 1 };
    let fits = any && number.is_none() && days <= 1_000_000 && seconds <= 86_400_000_000;
    fits.then_some(Span { days: sign * days, seconds: sign * seconds })
}

/// Writes a DURATION.
pub(super) fn write_span(span: Span) -> String {
    let sign = if span.days < 0 || span.seconds < 0 { "-" } else { "" };
    let (days, seconds) = (span.days.unsigned_abs(), span.seconds.unsigned_abs());
    let mut text = format!("{sign}P");
    if days > 0 {
        text.push_str(&format!("{days}D"));
    }
    if seconds > 0 || days == 0 {
        text.push('T');
        let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        if hours > 0 {
            text.push_str(&format!("{hours}H"));
        }
        // The grammar wants minutes between hours and seconds.
        if minutes > 0 || (hours > 0 && rest > 0) {
            text.push_str(&format!("{minutes}M"));
        }
        if rest > 0 || (hours == 0 && minutes == 0) {
            text.push_str(&format!("{rest}S"));
        }
    }
    text
}

/// A UTC-OFFSET in seconds, such as `+0130` or `-000115`.
pub(super) fn offset(value: &str) -> Option<i32> {
    let value = value.trim();
    let (sign, digits) = match value.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, value.strip_prefix('+').unwrap_or(value)),
    };
    if !matches!(digits.len(), 4 | 6) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let part = |at: usize| digits.get(at..at + 2).map_or(Some(0), |part| part.parse::<i32>().ok());
    let (hours, minutes, seconds) = (part(0)?, part(2)?, part(4)?);
    (hours < 24 && minutes < 60 && seconds < 60).then_some(sign * (hours * 3600 + minutes * 60 + seconds))
}

/// Writes a UTC-OFFSET.
pub(super) fn write_offset(offset: i32) -> String {
    let sign = if offset < 0 { '-' } else { '+' };
    let offset = offset.unsigned_abs();
    let (hours, minutes, seconds) = (offset / 3600, offset / 60 % 60, offset % 60);
    let seconds = if seconds == 0 { String::new() } else { format!("{seconds:02}") };
    format!("{sign}{hours:02}{minutes:02}{seconds}")
}

/// Where it has no zone: what it says.
pub(super) fn without_zone(moment: Moment) -> CalendarTime {
    match moment {
        Moment::Day(day) => CalendarTime::Date(day),
        Moment::Local(time) => CalendarTime::Floating(time),
        Moment::Utc(instant) => CalendarTime::Utc(instant),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_read_and_written() {
        // The examples of RFC 5545 §3.3.6, and one of §3.8.6.3.
        for (text, days, seconds, written) in [
            ("P15DT5H0M20S", 15, 18_020, "P15DT5H0M20S"),
            ("P7W", 49, 0, "P49D"),
            ("-PT15M", 0, -900, "-PT15M"),
            ("PT0S", 0, 0, "PT0S"),
            ("+P1D", 1, 0, "P1D"),
        ] {
            let read = span(text).unwrap();
            assert_eq!(read, Span { days, seconds }, "{text}");
            assert_eq!(write_span(read), written);
        }
        for wrong in ["", "P", "PT", "1H", "P1H", "PT1D", "P1", "PT1M1", "P99999999999999999999D", "P1DT1.5H"] {
            assert_eq!(span(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn offsets_are_read_and_written() {
        for (text, seconds) in [("-0500", -18_000), ("+0545", 20_700), ("-000115", -75), ("+0000", 0)] {
            assert_eq!(offset(text), Some(seconds));
            assert_eq!(write_offset(seconds), text);
        }
        for wrong in ["", "+5744", "+1", "1:00", "+010", "+25000", "+é00"] {
            assert_eq!(offset(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn times_are_read() {
        let local = |text: &str| Moment::Local(text.parse().unwrap());
        assert_eq!(moment("19980118T230000").unwrap(), local("1998-01-18T23:00:00"));
        assert_eq!(moment("19980119T070000Z").unwrap(), Moment::Utc(885_193_200_000));
        assert_eq!(moment("1998-01-18T23:00:00").unwrap(), local("1998-01-18T23:00:00"));
        assert_eq!(moment(" 19970714 ").unwrap(), Moment::Day("1997-07-14".parse().unwrap()));
        for wrong in ["", "INVALID-DATE", "19970230", "19980118T250000", "199709T180000Z", "19980118T2300"] {
            assert_eq!(moment(wrong), None, "{wrong}");
        }
    }
}
