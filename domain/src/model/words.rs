//! Numbers and days in words, the same wherever the page says them.

use super::{Day, time::Local};

/// A narrow space that does not break: between groups of digits, before a unit.
pub const THIN: char = '\u{202f}';

/// Months as they stand in dates, January first.
pub const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The name of a month, 1 to 12; empty for others.
pub fn month_name(month: u32) -> &'static str {
    MONTHS.get((month as usize).wrapping_sub(1)).copied().unwrap_or_default()
}

/// The whole name of a month, 1 to 12; empty for others.
pub fn month_long(month: u32) -> &'static str {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    NAMES.get((month as usize).wrapping_sub(1)).copied().unwrap_or_default()
}

/// `5 Oct`.
pub fn day_month(day: Day) -> String {
    let (_, month, date) = day.ymd();
    format!("{date} {}", month_name(month))
}

/// `5 Oct 2026`.
pub fn date(day: Day) -> String {
    format!("{} {}", day_month(day), day.ymd().0)
}

/// `5 Oct 2026, 14:30`.
pub fn date_time(local: Local) -> String {
    let minutes = local.ms_of_day / 60_000;
    format!("{}, {:02}:{:02}", date(local.day), minutes / 60, minutes % 60)
}

/// A count with its digits in groups of three: `12 345`.
pub fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut out = String::with_capacity(digits.len() * 2);
    push_grouped(&mut out, &digits);
    out
}

/// Writes digits in groups of three.
pub fn push_grouped(out: &mut String, digits: &str) {
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            out.push(THIN);
        }
        out.push(digit);
    }
}

/// With a fixed number of decimals, digits in groups of three, and a minus sign that is one; never before a zero.
pub fn decimals(value: f64, places: usize) -> String {
    let text = format!("{:.places$}", value.abs());
    let (digits, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let negative = value < 0.0 && text.bytes().any(|byte| (b'1'..=b'9').contains(&byte));
    let mut out = String::with_capacity(text.len() + 8);
    if negative {
        out.push('−');
    }
    push_grouped(&mut out, digits);
    out.push_str(rest);
    out
}

/// Whole seconds in the two greatest units: “45 s”, “3 h 20 min”, “2 d 4 h”.
pub fn duration(seconds: f64) -> String {
    let total = seconds.abs().round() as u64;
    let (big, big_name, small, small_name) = match total {
        0..60 => (total, "s", 0, ""),
        60..3_600 => (total / 60, "min", total % 60, "s"),
        3_600..86_400 => (total / 3_600, "h", total % 3_600 / 60, "min"),
        _ => (total / 86_400, "d", total % 86_400 / 3_600, "h"),
    };
    let sign = if seconds < 0.0 && total > 0 { "−" } else { "" };
    let big = format!("{sign}{}{THIN}{big_name}", grouped(big));
    if small == 0 { big } else { format!("{big}{THIN}{small}{THIN}{small_name}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_stand_in_groups_of_three() {
        assert_eq!(grouped(7), "7");
        assert_eq!(grouped(1_234).replace(THIN, " "), "1 234");
        assert_eq!(grouped(u64::MAX).replace(THIN, " "), "18 446 744 073 709 551 615");
    }
}
