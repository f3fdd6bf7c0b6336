//! The conversation section of analytics without the page: how long first replies take, how activity is spread over
//! members, who answers whom. It computes no figure itself.

use crate::{
    analytics::{Histogram, Mark, Scope, Selection, UnknownKpi},
    charts::{Bar, BarSpec, Unit},
};
use std::fmt;

/// Rows that are open beside the charts, as an address names them.
#[derive(Clone, Debug, PartialEq)]
pub enum Opened {
    /// Those of a mark.
    Mark(Box<Mark>),
    /// The openings of threads whose first reply took so long: a range of the histogram, by its number.
    FirstReply(usize),
    /// The members with so many actions: a range of the histogram, by its number.
    Actions(usize),
    /// The replies of one member to another, by their rows.
    Replies(u32, u32),
}

impl Opened {
    /// Reads an address; what cannot be read opens all rows of the figure.
    pub fn parse(text: &str) -> Self {
        let read = || match text.split_once('.')? {
            ("first-reply", bin) => bin.parse().ok().map(Self::FirstReply),
            ("actions", bin) => bin.parse().ok().map(Self::Actions),
            ("replies", pair) => {
                let (from, to) = pair.split_once('.')?;
                Some(Self::Replies(from.parse().ok()?, to.parse().ok()?))
            }
            _ => None,
        };
        read().unwrap_or_else(|| Self::Mark(Box::new(super::dashboard::mark_of(text))))
    }

    /// The rows.
    ///
    /// # Errors
    /// Where a mark's figure is not in the catalogue.
    pub fn rows(&self, scope: &Scope, kpi: &str) -> Result<Selection, UnknownKpi> {
        let none = || Selection { table: crate::model::facts::TableKind::Activities, rows: Vec::new() };
        Ok(match self {
            // A group is of members, whatever figure is in focus.
            Self::Mark(mark) if mark.group.is_some() => scope.rows("new_members", mark)?,
            Self::Mark(mark) => scope.rows(kpi, mark)?,
            Self::FirstReply(bin) => {
                scope.first_reply_histogram().bins.get(*bin).map_or_else(none, |bin| scope.first_reply_rows(bin))
            }
            Self::Actions(bin) => {
                scope.activity_histogram().bins.get(*bin).map_or_else(none, |bin| scope.activity_rows_in(bin))
            }
            Self::Replies(from, to) => scope.reply_rows(*from, *to),
        })
    }
}

impl fmt::Display for Opened {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Mark(mark) => f.write_str(&super::dashboard::mark_text(mark)),
            Self::FirstReply(bin) => write!(f, "first-reply.{bin}"),
            Self::Actions(bin) => write!(f, "actions.{bin}"),
            Self::Replies(from, to) => write!(f, "replies.{from}.{to}"),
        }
    }
}

fn bars(histogram: &Histogram, title: &str, category: &str) -> BarSpec {
    let bar =
        |bin: &crate::analytics::Bin| Bar { label: bin.label.clone(), value: Some(bin.count as f64), ..Bar::default() };
    BarSpec {
        title: title.to_owned(),
        unit: Unit::Count,
        bars: if histogram.n == 0 { Vec::new() } else { histogram.bins.iter().map(bar).collect() },
        category_name: category.to_owned(),
        ..BarSpec::default()
    }
}

/// How long first replies took.
pub fn first_replies(scope: &Scope) -> BarSpec {
    bars(&scope.first_reply_histogram(), "Time to the first reply", "Time")
}

/// How activity is spread over members.
pub fn actions(scope: &Scope) -> BarSpec {
    bars(&scope.activity_histogram(), "Members by number of actions", "Actions")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        analytics::{Dataset, Query},
        model::Day,
    };

    #[test]
    fn a_bar_opens_as_many_rows_as_it_counts() {
        let sample = crate::sample::community(7, Day::from_ymd(2026, 11, 22).unwrap());
        let scope = Scope::new(&Dataset::new(sample), &Query::default());
        let opened = |opened: Opened| opened.rows(&scope, "posts").unwrap().rows.len() as f64;
        for (at, bar) in first_replies(&scope).bars.iter().enumerate() {
            assert_eq!(Some(opened(Opened::FirstReply(at))), bar.value, "{}", bar.label);
        }
        for (at, bar) in actions(&scope).bars.iter().enumerate() {
            assert_eq!(Some(opened(Opened::Actions(at))), bar.value, "{}", bar.label);
        }
        let pairs = scope.reply_pairs(3);
        assert!(!pairs.pairs.is_empty());
        for pair in pairs.pairs {
            assert_eq!(opened(Opened::Replies(pair.from, pair.to)), pair.count as f64);
        }
    }

    #[test]
    fn addresses_come_back() {
        for opened in [
            Opened::FirstReply(3),
            Opened::Actions(0),
            Opened::Replies(12, 4_000_000_000),
            Opened::Mark(Box::new(Mark { kind: Some("post".into()), ..Mark::default() })),
        ] {
            assert_eq!(Opened::parse(&opened.to_string()), opened);
        }
        assert_eq!(Opened::parse("replies.1"), Opened::Mark(Box::default()));
    }
}
