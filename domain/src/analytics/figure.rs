//! A figure with everything it takes to trust it: what it is made of, how much, what was left out, where it is from.

use crate::model::{Id, Period};
use serde::Serialize;
use std::borrow::Cow;

/// The value of a KPI for a query, with its explanation.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Figure {
    /// The value in the KPI's unit (ratios as fractions: 0.0153 is 1.53 %); `None` where there is none.
    pub value: Option<f64>,
    /// What stands above the line.
    pub numerator: Option<f64>,
    /// What stands below it.
    pub denominator: Option<f64>,
    /// How many facts it is made of.
    pub n: usize,
    /// What `n` counts: posts, activities, members, channels.
    pub unit_of_n: &'static str,
    /// The value in words, where it is not a number: “Thursday 10:00”.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headline: Option<String>,
    /// The sums it is made of.
    pub terms: Vec<Term>,
    /// Facts that the query asks for but that are not in it, by reason.
    pub excluded: Vec<Exclusion>,
    /// Where the facts come from, most first.
    pub provenance: Vec<Provenance>,
    /// What looks odd in the data: “4 posts report more reach than impressions.”
    pub warnings: Vec<String>,
    /// The days it is made of; `None` = all time.
    pub period: Option<Period>,
    /// How those days differ from the days asked for, if they do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// One sum of a figure.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Term {
    /// What it is: likes, reach, days.
    pub name: Cow<'static, str>,
    /// How much.
    pub value: f64,
    /// What it is multiplied by.
    pub weight: f64,
    /// Where it stands.
    pub side: Side,
}

/// Where a term stands in the formula.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Added up above the line.
    Above,
    /// Multiplied below the line.
    Below,
    /// Not in the formula; said beside it.
    Beside,
}

impl Term {
    pub(crate) fn above(name: impl Into<Cow<'static, str>>, value: f64) -> Self {
        Self { name: name.into(), value, weight: 1.0, side: Side::Above }
    }

    pub(crate) fn below(name: impl Into<Cow<'static, str>>, value: f64) -> Self {
        Self { name: name.into(), value, weight: 1.0, side: Side::Below }
    }

    pub(crate) fn beside(name: impl Into<Cow<'static, str>>, value: f64) -> Self {
        Self { name: name.into(), value, weight: 1.0, side: Side::Beside }
    }
}

/// Facts left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Exclusion {
    /// Short name of the reason, for [`crate::analytics::Mark::excluded`].
    pub key: String,
    /// Why, in words: “no reach given”.
    pub reason: String,
    /// How many.
    pub count: usize,
}

/// Where facts come from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Provenance {
    /// How they are known, in words.
    pub origin: &'static str,
    /// The import they came with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub batch: Option<Id>,
    /// The file of that import.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// How many.
    pub count: usize,
}

/// A sum that keeps the digits that plain addition loses, so that the order of the facts does not matter (Neumaier).
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sum {
    total: f64,
    lost: f64,
}

impl Sum {
    pub(crate) fn add(&mut self, value: f64) {
        let next = self.total + value;
        self.lost +=
            if self.total.abs() >= value.abs() { (self.total - next) + value } else { (value - next) + self.total };
        self.total = next;
    }

    pub(crate) fn value(self) -> f64 {
        self.total + self.lost
    }
}

/// `a / b`, where that has a value.
pub(crate) fn divide(a: f64, b: f64) -> Option<f64> {
    let value = a / b;
    (b > 0.0 && value.is_finite()).then_some(value)
}

/// “1 post”, “2 posts”: the word for one and for any other number.
pub(crate) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{} {}", super::format::whole(count as f64), if count == 1 { one } else { many })
}
