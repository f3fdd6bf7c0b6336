//! Writing: one text for each rule, in the order of RFC 5545's grammar, leaving out what is said by saying nothing.

use super::{ByDay, End, Moment, Recurrence, Rule, parse::DAYS};
use std::fmt::{self, Display, Formatter, Write};

fn list<T: Display>(f: &mut Formatter<'_>, name: &str, values: &[T]) -> fmt::Result {
    for (at, value) in values.iter().enumerate() {
        if at == 0 {
            write!(f, "{name}{value}")?;
        } else {
            write!(f, ",{value}")?;
        }
    }
    Ok(())
}

impl Display for ByDay {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if self.ordinal != 0 {
            write!(f, "{}", self.ordinal)?;
        }
        f.write_str(DAYS[usize::from(self.weekday % 7)])
    }
}

impl Display for Rule {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "FREQ={}", self.frequency.name())?;
        match self.end {
            End::Never => {}
            End::Count(count) => write!(f, ";COUNT={count}")?,
            End::Until(moment) => write!(f, ";UNTIL={moment}")?,
        }
        if self.interval > 1 {
            write!(f, ";INTERVAL={}", self.interval)?;
        }
        list(f, ";BYSECOND=", &self.seconds)?;
        list(f, ";BYMINUTE=", &self.minutes)?;
        list(f, ";BYHOUR=", &self.hours)?;
        list(f, ";BYDAY=", &self.days)?;
        list(f, ";BYMONTHDAY=", &self.month_days)?;
        list(f, ";BYYEARDAY=", &self.year_days)?;
        list(f, ";BYWEEKNO=", &self.weeks)?;
        list(f, ";BYMONTH=", &self.months)?;
        list(f, ";BYSETPOS=", &self.positions)?;
        if self.week_start != 0 {
            write!(f, ";WKST={}", DAYS[usize::from(self.week_start % 7)])?;
        }
        Ok(())
    }
}

fn moments(f: &mut Formatter<'_>, name: &str, moments: &[Moment], first: bool) -> fmt::Result {
    if !moments.is_empty() && !first {
        f.write_char('\n')?;
    }
    list(f, name, moments)
}

impl Display for Recurrence {
    /// `FREQ=…` alone; dates left out and added follow in lines of their own.
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if let Some(rule) = &self.rule {
            Display::fmt(rule, f)?;
        }
        moments(f, "EXDATE:", &self.except, self.rule.is_none())?;
        moments(f, "RDATE:", &self.besides, self.rule.is_none() && self.except.is_empty())
    }
}
