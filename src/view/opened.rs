//! Rows that are open beside the charts of analytics, as an address names them.

use crate::{
    analytics::{Mark, Scope, Selection, UnknownKpi},
    model::facts::TableKind,
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
        let none = || Selection { table: TableKind::Activities, rows: Vec::new() };
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

#[cfg(test)]
mod tests {
    use super::*;

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
