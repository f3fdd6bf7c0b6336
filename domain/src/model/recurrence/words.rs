//! A recurrence in plain English. One phrase after the other; every rule can be said, the usual ones shortly.

use super::{ByDay, End, Frequency, LocalTime, Moment, Recurrence, Rule};
use crate::model::time::{Day, WEEKDAYS};

const MONTHS: [&str; 12] = [
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

/// “a”, “a and b”, “a, b and c”.
fn list(items: Vec<String>, last: &str) -> String {
    match items.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [some @ .., end] => format!("{} {last} {end}", some.join(", ")),
    }
}

/// “1st”, “22nd”, “13th”.
fn nth(number: u32) -> String {
    let ending = match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

/// “second”, “last”, “third to last”, “12th”.
fn ordinal(number: i32) -> String {
    let ahead = |number: u32| match number {
        1 => "first".to_owned(),
        2 => "second".to_owned(),
        3 => "third".to_owned(),
        4 => "fourth".to_owned(),
        5 => "fifth".to_owned(),
        number => nth(number),
    };
    match number {
        -1 => "last".to_owned(),
        number if number < 0 => format!("{} to last", ahead(number.unsigned_abs())),
        number => ahead(number.unsigned_abs()),
    }
}

fn date(day: Day) -> String {
    let (year, month, day) = day.ymd();
    format!("{day} {} {year}", month_name(month))
}

fn month_name(month: u32) -> &'static str {
    MONTHS.get((month as usize).wrapping_sub(1)).copied().unwrap_or("?")
}

fn weekday_name(weekday: u8) -> &'static str {
    WEEKDAYS[usize::from(weekday % 7)]
}

fn clock(hour: u8, minute: u8, second: u8) -> String {
    if second == 0 { format!("{hour:02}:{minute:02}") } else { format!("{hour:02}:{minute:02}:{second:02}") }
}

/// What a whole set of plain weekdays is called.
fn set_name(days: &[ByDay]) -> Option<&'static str> {
    if days.iter().any(|day| day.ordinal != 0) {
        return None;
    }
    let set = days.iter().fold(0_u8, |set, day| set | 1 << (day.weekday % 7));
    match set {
        0b001_1111 => Some("weekday"),
        0b110_0000 => Some("weekend day"),
        0b111_1111 => Some("day"),
        _ => None,
    }
}

fn days(days: &[ByDay], each: bool) -> String {
    let one = |day: &ByDay| match day.ordinal {
        0 if each => format!("each {}", weekday_name(day.weekday)),
        0 => weekday_name(day.weekday).to_owned(),
        n => format!("the {} {}", ordinal(n.into()), weekday_name(day.weekday)),
    };
    list(days.iter().map(one).collect(), "and")
}

fn month_days(list_of: &[i8]) -> String {
    let (ahead, back): (Vec<i8>, Vec<i8>) = list_of.iter().partition(|day| **day > 0);
    let mut items: Vec<String> = ahead.iter().map(|day| format!("the {}", nth(day.unsigned_abs().into()))).collect();
    items.extend(back.iter().rev().map(|day| format!("the {} day", ordinal((*day).into()))));
    list(items, "and")
}

pub(super) fn describe(of: &Recurrence, start: LocalTime, time: bool) -> String {
    let mut text = match &of.rule {
        Some(rule) => rule_in_words(rule, start, time),
        None => "once".to_owned(),
    };
    let dates = |number: usize| if number == 1 { "1 date".to_owned() } else { format!("{number} dates") };
    if !of.besides.is_empty() {
        text.push_str(&format!(", and on {} more", dates(of.besides.len())));
    }
    if !of.except.is_empty() {
        text.push_str(&format!(", except {}", dates(of.except.len())));
    }
    text
}

fn rule_in_words(rule: &Rule, start: LocalTime, time: bool) -> String {
    let frequency = rule.frequency;
    let workdays = set_name(&rule.days) == Some("weekday");
    let only_days = rule.months.is_empty() && rule.month_days.is_empty() && rule.year_days.is_empty();
    let plain = rule.interval <= 1 && only_days && rule.positions.is_empty();
    let mut text = "every ".to_owned();
    let mut say_days = !rule.days.is_empty();
    let unit = match frequency {
        Frequency::Secondly => "second",
        Frequency::Minutely => "minute",
        Frequency::Hourly => "hour",
        Frequency::Daily => "day",
        Frequency::Weekly => "week",
        Frequency::Monthly => "month",
        Frequency::Yearly => "year",
    };
    if plain && workdays && matches!(frequency, Frequency::Daily | Frequency::Weekly) {
        text.push_str("weekday");
        say_days = false;
    } else if rule.interval > 1 {
        text.push_str(&format!("{} {unit}s", rule.interval));
    } else {
        text.push_str(unit);
    }
    days_in_words(rule, start, say_days, &mut text);
    if time {
        if text.contains(", if") {
            text.push(',');
        }
        text.push_str(&times(rule, start));
    }
    match rule.end {
        End::Never => {}
        End::Count(1) => text.push_str(", once"),
        End::Count(count) => text.push_str(&format!(", {count} times")),
        End::Until(Moment::Day(day)) => text.push_str(&format!(", until {}", date(day))),
        End::Until(Moment::Local(local)) => text.push_str(&format!(", until {}", date(local.day()))),
        End::Until(moment @ Moment::Utc(_)) => {
            text.push_str(&format!(", until {} (UTC)", date(moment.local(crate::model::Zone::UTC).day())));
        }
    }
    text
}

/// Months, weeks and days.
fn days_in_words(rule: &Rule, start: LocalTime, say_days: bool, text: &mut String) {
    let frequency = rule.frequency;
    let (_, month, day) = start.day().ymd();
    let limits = frequency < Frequency::Weekly;
    let on = if limits { ", if " } else { " on " };
    let no_days =
        rule.days.is_empty() && rule.month_days.is_empty() && rule.year_days.is_empty() && rule.weeks.is_empty();
    let months = || list(rule.months.iter().map(|month| month_name((*month).into()).to_owned()).collect(), "and");
    // What the start gives.
    if no_days {
        match frequency {
            Frequency::Weekly => text.push_str(&format!(" on {}", weekday_name(start.day().weekday()))),
            Frequency::Monthly => text.push_str(&format!(" on the {}", nth(day))),
            Frequency::Yearly if rule.months.is_empty() => {
                text.push_str(&format!(" on {day} {}", month_name(month)));
            }
            Frequency::Yearly => text.push_str(&format!(" on {day} {}", months())),
            _ => {}
        }
    }
    let one_set = match (rule.positions.as_slice(), set_name(&rule.days)) {
        ([], _) => None,
        (positions, Some(name)) if rule.month_days.is_empty() && rule.year_days.is_empty() => {
            let items = positions.iter().map(|n| format!("the {}", ordinal((*n).into()))).collect();
            Some(format!("{} {name}", list(items, "and")))
        }
        _ => None,
    };
    if let Some(set) = &one_set {
        text.push_str(&format!("{on}{set}"));
    } else {
        if !rule.month_days.is_empty() {
            text.push_str(&format!("{on}{}", month_days(&rule.month_days)));
        }
        if !rule.year_days.is_empty() {
            let items = rule.year_days.iter().map(|n| format!("the {} day", ordinal((*n).into()))).collect();
            text.push_str(&format!("{on}{} of the year", list(items, "and")));
        }
        if say_days {
            let filter = !rule.month_days.is_empty() || !rule.year_days.is_empty();
            // Every Tuesday of a month, not one of them.
            let all = frequency >= Frequency::Monthly && rule.weeks.is_empty() && rule.positions.is_empty();
            let name = days(&rule.days, all && !filter);
            match (filter, limits) {
                (true, _) => text.push_str(&format!(", if a {}", name.replace(" and ", " or "))),
                (_, true) => text.push_str(&format!(", if a {}", name.replace(" and ", " or "))),
                _ => text.push_str(&format!(" on {name}")),
            }
            if frequency == Frequency::Yearly && rule.months.is_empty() && rule.days.iter().any(|day| day.ordinal != 0)
            {
                text.push_str(" of the year");
            }
        }
    }
    if !rule.weeks.is_empty() {
        if rule.days.is_empty() && rule.month_days.is_empty() && rule.year_days.is_empty() {
            text.push_str(&format!(" on {}", weekday_name(start.day().weekday())));
        }
        let items = rule.weeks.iter().map(|n| if *n > 0 { n.to_string() } else { ordinal((*n).into()) }).collect();
        text.push_str(&format!(" of week {}", list(items, "and")));
    }
    let said = no_days && frequency == Frequency::Yearly;
    if !rule.months.is_empty() && !said {
        text.push_str(&format!(" in {}", months()));
    }
    if !rule.positions.is_empty() && one_set.is_none() {
        let items = rule.positions.iter().map(|n| format!("the {}", ordinal((*n).into()))).collect();
        text.push_str(&format!(" (only {} of these)", list(items, "and")));
    }
}

/// Hours, minutes and seconds.
fn times(rule: &Rule, start: LocalTime) -> String {
    let (hour, minute, second) = start.hms();
    let own = |list: &[u8], start: u8| if list.is_empty() { vec![start] } else { list.to_vec() };
    let numbers = |list_of: &[u8]| list(list_of.iter().map(u8::to_string).collect(), "and");
    if rule.frequency >= Frequency::Daily {
        let (hours, minutes, seconds) =
            (own(&rule.hours, hour), own(&rule.minutes, minute), own(&rule.seconds, second));
        if hours.len() * minutes.len() * seconds.len() <= 6 {
            let mut items = Vec::new();
            for hour in &hours {
                for minute in &minutes {
                    items.extend(seconds.iter().map(|second| clock(*hour, *minute, *second)));
                }
            }
            return format!(" at {}", list(items, "and"));
        }
    }
    let mut text = String::new();
    if !rule.hours.is_empty() {
        text.push_str(&format!(" in hour {}", numbers(&rule.hours)));
    }
    if !rule.minutes.is_empty() {
        text.push_str(&format!(" at minute {}", numbers(&rule.minutes)));
    }
    if !rule.seconds.is_empty() {
        text.push_str(&format!(" at second {}", numbers(&rule.seconds)));
    }
    text
}
