//! What sort of number a formula gives, and what cannot be put together.

use super::parse::Op;
use crate::{analytics::catalogue::Unit, model::record::KpiUnit};

/// A sort of number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    /// Written in the formula; fits everything.
    Constant,
    /// How many of something.
    Count,
    /// A mean number of things.
    Number,
    /// A share, or how many to one of another thing.
    Rate,
    /// Seconds.
    Duration,
}

impl Sort {
    pub(super) fn of(unit: Unit) -> Self {
        match unit {
            Unit::Ratio => Self::Rate,
            Unit::Count => Self::Count,
            Unit::Number => Self::Number,
            Unit::Duration => Self::Duration,
        }
    }

    /// In words, with its article.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Constant => "a plain number",
            Self::Count => "a count",
            Self::Number => "a mean number",
            Self::Rate => "a rate",
            Self::Duration => "a duration",
        }
    }

    /// What two sorts give, or why they do not go together.
    pub(super) fn combine(op: Op, a: Self, b: Self) -> Result<Self, String> {
        use Sort::{Constant, Count, Duration, Number, Rate};
        Ok(match (op, a, b) {
            (Op::Add | Op::Subtract, a, b) => match (a, b) {
                (a, b) if a == b => a,
                (Constant, other) | (other, Constant) => other,
                (Count | Number, Count | Number) | (Number, Rate) | (Rate, Number) => Number,
                (a, b) => {
                    let verb = if op == Op::Add { "added" } else { "subtracted from each other" };
                    return Err(capital(&format!("{} and {} cannot be {verb}.", a.words(), b.words())));
                }
            },
            (Op::Multiply, Duration, Duration) => return Err("Two durations cannot be multiplied.".to_owned()),
            (Op::Multiply, Constant, other) | (Op::Multiply, other, Constant) => other,
            (Op::Multiply, Duration, _) | (Op::Multiply, _, Duration) => Duration,
            (Op::Multiply, Count, _) | (Op::Multiply, _, Count) => Count,
            (Op::Multiply, Rate, Rate) => Rate,
            (Op::Multiply, ..) => Number,
            (Op::Divide, a, Constant) => a,
            (Op::Divide, Duration, Duration) => Rate,
            (Op::Divide, Duration, _) => Duration,
            (Op::Divide, Constant, _) | (Op::Divide, _, Duration) => Number,
            (Op::Divide, Number, Rate) => Number,
            (Op::Divide, Count, Rate) => Count,
            (Op::Divide, ..) => Rate,
        })
    }

    /// Why a formula of this sort cannot have a unit, if it cannot.
    pub(super) fn refuses(self, unit: KpiUnit) -> Option<String> {
        let fits = match unit {
            KpiUnit::Percent | KpiUnit::PerThousand => matches!(self, Self::Rate | Self::Number),
            KpiUnit::Number => self != Self::Duration,
            KpiUnit::Count => matches!(self, Self::Count | Self::Number),
            KpiUnit::Duration => self == Self::Duration,
        };
        let advice = match (unit, self) {
            _ if fits => return None,
            (_, Self::Duration) => "Choose the unit Duration.",
            (KpiUnit::Percent, _) => "Divide by the whole it is a share of.",
            (KpiUnit::PerThousand, _) => "Divide by what it is to be counted for.",
            (KpiUnit::Count, _) => "Choose the unit Percent or Number.",
            (KpiUnit::Duration | KpiUnit::Number, _) => "Choose the unit that fits.",
        };
        Some(format!("The formula gives {}, but its unit is {}. {advice}", self.words(), unit.label()))
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The unit that figures are shown in.
pub(super) fn unit(unit: KpiUnit) -> Unit {
    match unit {
        KpiUnit::Percent => Unit::Ratio,
        KpiUnit::Number | KpiUnit::PerThousand => Unit::Number,
        KpiUnit::Count => Unit::Count,
        KpiUnit::Duration => Unit::Duration,
    }
}
