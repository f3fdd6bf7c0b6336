//! One cell of a file into one value of a fact table, or the reason why not.

use super::{
    date::{self, Clock},
    field::Holds,
    number,
    reading::Reading,
    sheet::trim,
};
use crate::model::facts::{ColumnKind, MISSING_COUNT, Value};

/// What is wrong with a cell, in a sentence.
pub type Reason = String;

/// Reads a cell that stands for itself: everything but categories and members, which need a dictionary.
#[inline]
pub fn read<'a>(
    cell: &'a str,
    holds: Holds,
    kind: ColumnKind,
    reading: &Reading,
    clock: &mut Clock,
) -> Result<Value<'a>, Reason> {
    match holds {
        Holds::Count => whole(cell, kind, reading, false),
        Holds::Whole => whole(cell, kind, reading, true),
        Holds::Id | Holds::Text | Holds::Category => Ok(match text(cell, holds, reading.guarded) {
            "" => Value::Missing,
            text => Value::Text(text),
        }),
        Holds::Time | Holds::Day => time(cell, holds, reading, clock),
        Holds::Check => {
            Ok(number::parse(cell, reading.decimal).map_or(Value::Missing, |number| Value::Number(number.value)))
        }
        Holds::YesNo | Holds::Month | Holds::Weekday | Holds::Hour if number::is_blank(cell) => Ok(Value::Missing),
        Holds::YesNo => match number::yes_no(cell) {
            Some(yes) => Ok(Value::Byte(u8::from(yes))),
            None => Err("This is neither yes nor no. Write 1 or 0, yes or no.".to_owned()),
        },
        Holds::Month => small(cell, 1, 12)
            .or_else(|| month_name(cell))
            .map(Value::Byte)
            .ok_or_else(|| "A month is 1 to 12.".to_owned()),
        Holds::Hour => small(cell, 0, 23).map(Value::Byte).ok_or_else(|| "An hour is 0 to 23.".to_owned()),
        Holds::Weekday => weekday(cell, reading),
    }
}

/// Reads a cell that is a text, which cannot go wrong; empty where it is missing.
#[inline]
pub fn text(cell: &str, holds: Holds, guarded: bool) -> &str {
    let cell = if holds == Holds::Id { trim(cell) } else { cell };
    let cell = if guarded { super::csv_out::unguard(cell) } else { cell };
    if trim(cell).is_empty() { "" } else { cell }
}

#[inline]
fn whole<'a>(cell: &'a str, kind: ColumnKind, reading: &Reading, below_zero: bool) -> Result<Value<'a>, Reason> {
    if cell.is_empty() {
        return Ok(Value::Missing);
    }
    let Some(number) = number::parse(cell, reading.decimal) else {
        if number::is_blank(cell) {
            return Ok(Value::Missing);
        }
        return Err("This is not a number. Correct the cell or leave the column out.".to_owned());
    };
    if number.percent {
        return Err("This is a percentage where a count is expected. Choose another column.".to_owned());
    }
    if number.value.fract() != 0.0 {
        return Err("This is not a whole number. Check the decimal mark.".to_owned());
    }
    if number.value < 0.0 && !below_zero {
        return Err("A count cannot be below 0.".to_owned());
    }
    if kind == ColumnKind::Count {
        if number.value >= f64::from(MISSING_COUNT) {
            return Err("This count is too large; 4 294 967 294 is the most.".to_owned());
        }
        return Ok(Value::Count(number.value as u32));
    }
    if number.value.abs() > 9_007_199_254_740_991.0 {
        return Err("This number is too large to be kept exactly.".to_owned());
    }
    // Never minus zero, which would count as another value than zero in files.
    Ok(Value::Number(number.value + 0.0))
}

#[inline]
fn time<'a>(cell: &'a str, holds: Holds, reading: &Reading, clock: &mut Clock) -> Result<Value<'a>, Reason> {
    let value = match date::parse(cell) {
        None if number::is_blank(cell) => return Ok(Value::Missing),
        None => None,
        Some(stamp) if holds == Holds::Day => clock.day(stamp, reading.order).map(|day| Value::Day(day.0)),
        Some(stamp) => clock.resolve(stamp, reading.order).map(Value::Time),
    };
    value.ok_or_else(|| {
        let order = match reading.order {
            date::Order::Mdy => "month/day/year",
            date::Order::Dmy => "day/month/year",
            date::Order::Ymd => "year/month/day",
        };
        format!("This is not a date, read as {order}. Write it as 2026-11-22 or 2026-11-22 07:54.")
    })
}

fn small(cell: &str, least: u8, most: u8) -> Option<u8> {
    let value = number::parse(cell, number::Decimal::Point)?.value;
    (value.fract() == 0.0 && value >= f64::from(least) && value <= f64::from(most)).then_some(value as u8)
}

fn month_name(cell: &str) -> Option<u8> {
    date::month(cell.trim()).map(|month| month as u8)
}

fn weekday<'a>(cell: &str, reading: &Reading) -> Result<Value<'a>, Reason> {
    let cell = cell.trim();
    let name = cell.to_ascii_lowercase();
    if name.len() >= 3
        && let Some(day) =
            crate::model::time::WEEKDAYS.iter().position(|day| day.to_ascii_lowercase().starts_with(&name))
    {
        return Ok(Value::Byte(day as u8));
    }
    let first = u8::from(!reading.weekday_zero);
    let Some(number) = small(cell, first, first + 6) else {
        return Err(format!("A weekday is {first} to {} or its name.", first + 6));
    };
    let since_first = number - first;
    Ok(Value::Byte(if reading.sunday_first { (since_first + 6) % 7 } else { since_first }))
}
