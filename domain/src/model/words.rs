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
