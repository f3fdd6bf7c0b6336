//! The catalogue: every KPI with its question, formula, unit and edge cases, declared once. The explanation panel and
//! docs/kpis.md are made from it.

mod activity;
mod content;
mod conversation;
mod members;

use super::{
    query::Dimension,
    recipe::{Quantity, Recipe},
    talk::Talk,
};
use crate::model::{facts::TableKind, record::Direction};
use serde::Serialize;

/// What a KPI is, in words, and how it is computed.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Definition {
    /// Its name in files and links, such as `engagement_rate_by_reach`.
    pub id: &'static str,
    /// Its name for people.
    pub name: &'static str,
    /// Which part of the catalogue it belongs to.
    pub family: Family,
    /// Its number in the catalogue; 0 for plain totals.
    pub number: u8,
    /// The question it answers.
    pub question: &'static str,
    /// The formula in words.
    pub formula: &'static str,
    /// What its value is.
    pub unit: Unit,
    /// Whether more is better.
    pub direction: Direction,
    /// Which facts it is made of.
    #[serde(serialize_with = "table_name")]
    pub subject: TableKind,
    /// The columns it reads.
    pub inputs: &'static [&'static str],
    /// What happens at the edges.
    pub edge_cases: &'static [&'static str],
    /// Who defines it so.
    pub source: &'static str,
    /// The other way to compute it, where sources differ.
    pub sibling: Option<&'static str>,
    #[serde(skip)]
    pub(crate) recipe: Recipe,
}

fn table_name<S: serde::Serializer>(table: &TableKind, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(table.name())
}

/// Part of the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Family {
    /// Posts and their results.
    Content,
    /// What members do.
    Activity,
    /// Who answers whom, and how much rests on how few.
    Conversation,
}

impl Family {
    /// All of them, in the order of the catalogue.
    pub const ALL: [Self; 3] = [Self::Content, Self::Activity, Self::Conversation];

    /// In a person's words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Content => "Content",
            Self::Activity => "Activity and retention",
            Self::Conversation => "Conversation and concentration",
        }
    }
}

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// A fraction, shown as %.
    Ratio,
    /// A whole number of things.
    Count,
    /// A mean number of things, shown with decimals.
    Number,
    /// Seconds, shown as “3 h 20 min”.
    Duration,
}

impl Definition {
    /// Whether single posts have a value of it, so that they can be ranked.
    pub fn has_ranking(&self) -> bool {
        matches!(self.recipe, Recipe::Posts { top, .. } if top != Quantity::Posts)
    }

    /// Whether it can be shown by weekday and hour. KPIs of activities show their number of actions.
    pub fn has_heat_map(&self) -> bool {
        let posts = matches!(self.recipe, Recipe::Posts { .. } | Recipe::BestSlot);
        posts || (self.subject == TableKind::Activities && !matches!(self.recipe, Recipe::Talk(_)))
    }

    /// By what it can be divided.
    pub fn dimensions(&self) -> &'static [Dimension] {
        match self.subject {
            TableKind::Activities if matches!(self.recipe, Recipe::Talk(_)) => {
                &[Dimension::Channel, Dimension::Segment]
            }
            TableKind::Members if matches!(self.recipe, Recipe::Talk(_)) => &[Dimension::Segment],
            TableKind::Posts => &[Dimension::Channel, Dimension::PostType, Dimension::Paid],
            TableKind::Activities => &[Dimension::Channel, Dimension::ActivityKind, Dimension::Segment],
            TableKind::Members if self.is_of_actions() => {
                &[Dimension::Channel, Dimension::ActivityKind, Dimension::Segment]
            }
            TableKind::Members => &[Dimension::Channel, Dimension::Segment],
            _ => &[Dimension::Channel],
        }
    }

    /// Whether it is made of members' actions alone.
    fn is_of_actions(&self) -> bool {
        matches!(self.recipe, Recipe::Members(which) if which.needs_actions())
    }

    /// What its n counts, in the plural.
    pub fn things(&self) -> &'static str {
        match (self.recipe, self.subject) {
            (Recipe::Talk(what), _) => what.counts(),
            (_, TableKind::ChannelDays) => "days",
            (_, subject) => subject.name(),
        }
    }

    /// The KPI that must be shown beside it, so that it is not misread: a time to first reply says nothing about the
    /// threads that nobody answers.
    pub fn companion(&self) -> Option<&'static Self> {
        matches!(self.recipe, Recipe::Talk(Talk::FirstReply(_))).then(|| find("reply_coverage")).flatten()
    }

    /// The table whose days it runs over.
    pub(crate) fn dated_by(&self) -> TableKind {
        if self.subject == TableKind::Members { TableKind::Activities } else { self.subject }
    }

    /// Whether its parts add up to the whole, so that shares of it make sense.
    pub fn adds_up(&self) -> bool {
        matches!(self.recipe, Recipe::Posts { bottom: None, .. } | Recipe::Actions | Recipe::Followers)
    }
}

/// The KPI with this id.
pub fn find(id: &str) -> Option<&'static Definition> {
    ALL.iter().find(|definition| definition.id == id)
}

/// All KPIs, in the order of the catalogue.
pub fn catalogue() -> &'static [Definition] {
    &ALL
}

const PARTS: [&[Definition]; 4] =
    [content::DEFINITIONS, activity::DEFINITIONS, members::DEFINITIONS, conversation::DEFINITIONS];

const COUNT: usize = PARTS[0].len() + PARTS[1].len() + PARTS[2].len() + PARTS[3].len();

static ALL: [Definition; COUNT] = {
    let mut all = [content::DEFINITIONS[0]; COUNT];
    let (mut index, mut part, mut place) = (0, 0, 0);
    while index < COUNT {
        while place == PARTS[part].len() {
            (part, place) = (part + 1, 0);
        }
        all[index] = PARTS[part][place];
        (index, place) = (index + 1, place + 1);
    }
    all
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_is_complete_and_its_sibling_names_it() {
        let mut ids: Vec<_> = catalogue().iter().map(|definition| definition.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), catalogue().len());
        for definition in catalogue() {
            let snake = definition.id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
            assert!(snake, "{}", definition.id);
            assert!(definition.question.ends_with('?'), "{}", definition.id);
            for text in [definition.name, definition.formula, definition.source] {
                assert!(!text.is_empty(), "{}", definition.id);
            }
            assert!(!definition.edge_cases.is_empty(), "{}", definition.id);
            for input in definition.inputs {
                let (table, column) = input.split_once('.').unwrap();
                let table = TableKind::from_name(table).unwrap();
                assert!(table.columns().iter().any(|spec| spec.name == column), "{}: {input}", definition.id);
            }
            if let Some(sibling) = definition.sibling {
                assert_eq!(find(sibling).unwrap().sibling, Some(definition.id));
            }
        }
    }
}
