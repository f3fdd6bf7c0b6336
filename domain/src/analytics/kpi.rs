//! A KPI, of the catalogue or a custom one: whoever shows figures asks here, and need not know which.

use super::{
    catalogue::{Definition, Family, Unit},
    custom::{Custom, Problem},
    query::Dimension,
};
use crate::model::{facts::TableKind, record::Direction};
use serde::{Serialize, ser::SerializeStruct};
use std::sync::Arc;

/// A KPI. Cloning copies a pointer.
#[derive(Clone, Debug)]
pub enum Kpi {
    /// One of the catalogue.
    Catalogue(&'static Definition),
    /// One with a formula of the workspace's own.
    Custom(Arc<Custom>),
}

impl PartialEq for Kpi {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Catalogue(a), Self::Catalogue(b)) => a.id == b.id,
            // The formula in words changes with the names of the KPIs in it.
            (Self::Custom(a), Self::Custom(b)) => {
                Arc::ptr_eq(a, b)
                    || (a.record == b.record && a.formula == b.formula && a.plan.is_ok() == b.plan.is_ok())
            }
            _ => false,
        }
    }
}

impl From<&'static Definition> for Kpi {
    fn from(definition: &'static Definition) -> Self {
        Self::Catalogue(definition)
    }
}

impl Serialize for Kpi {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let custom = match self {
            Self::Catalogue(definition) => return definition.serialize(serializer),
            Self::Custom(custom) => custom,
        };
        let mut fields = serializer.serialize_struct("Kpi", 13)?;
        fields.serialize_field("id", self.id())?;
        fields.serialize_field("name", self.name())?;
        fields.serialize_field("family", "custom")?;
        fields.serialize_field("number", &0)?;
        fields.serialize_field("question", self.question())?;
        fields.serialize_field("formula", self.formula())?;
        fields.serialize_field("expression", &custom.record.expression)?;
        fields.serialize_field("unit", &self.unit())?;
        fields.serialize_field("direction", &self.direction())?;
        fields.serialize_field("subject", self.subject().name())?;
        fields.serialize_field("inputs", self.inputs())?;
        fields.serialize_field("edge_cases", self.edge_cases())?;
        fields.serialize_field("source", self.source())?;
        fields.end()
    }
}

/// What happens at the edges of every custom KPI.
const EDGE_CASES: &[&str] = &[
    "A row that lacks an input which the formula uses is left out everywhere in it, and counted.",
    "What the formula is divided by must be above 0 in each row; else the row is left out, and counted.",
    "Where what the formula is divided by is 0 in all, or a KPI in it has no value, there is no value.",
    "What n counts, and the rows, are of the first input's table; without inputs, of the first KPI.",
    "Staff and bots are left out of activities unless the workspace counts them.",
];

impl Kpi {
    /// Its id in files, addresses and scripts: of a custom KPI the id of its record.
    pub fn id(&self) -> &str {
        match self {
            Self::Catalogue(definition) => definition.id,
            Self::Custom(custom) => &custom.id,
        }
    }

    /// Its name for people.
    pub fn name(&self) -> &str {
        match self {
            Self::Catalogue(definition) => definition.name,
            Self::Custom(custom) => &custom.record.name,
        }
    }

    /// The part of the catalogue it belongs to, in words.
    pub fn family(&self) -> &'static str {
        match self {
            Self::Catalogue(definition) => Family::label(definition.family),
            Self::Custom(_) => "Custom",
        }
    }

    /// The question it answers; may be empty for custom KPIs.
    pub fn question(&self) -> &str {
        match self {
            Self::Catalogue(definition) => definition.question,
            Self::Custom(custom) => &custom.record.question,
        }
    }

    /// The formula in words.
    pub fn formula(&self) -> &str {
        match self {
            Self::Catalogue(definition) => definition.formula,
            Self::Custom(custom) => &custom.formula,
        }
    }

    /// What its value is.
    pub fn unit(&self) -> Unit {
        match self {
            Self::Catalogue(definition) => definition.unit,
            Self::Custom(custom) => custom.unit,
        }
    }

    /// Whether more is better.
    pub fn direction(&self) -> Direction {
        match self {
            Self::Catalogue(definition) => definition.direction,
            Self::Custom(custom) => custom.record.direction,
        }
    }

    /// Which facts its n and rows are of.
    pub fn subject(&self) -> TableKind {
        match self {
            Self::Catalogue(definition) => definition.subject,
            Self::Custom(custom) => custom.subject(),
        }
    }

    /// The columns it reads.
    pub fn inputs(&self) -> &[&'static str] {
        match self {
            Self::Catalogue(definition) => definition.inputs,
            Self::Custom(custom) => &custom.inputs,
        }
    }

    /// What happens at the edges.
    pub fn edge_cases(&self) -> &'static [&'static str] {
        match self {
            Self::Catalogue(definition) => definition.edge_cases,
            Self::Custom(_) => EDGE_CASES,
        }
    }

    /// Who defines it so.
    pub fn source(&self) -> &str {
        match self {
            Self::Catalogue(definition) => definition.source,
            Self::Custom(custom) if custom.record.notes.is_empty() => "This workspace's own formula",
            Self::Custom(custom) => &custom.record.notes,
        }
    }

    /// The other way to compute it, where sources differ.
    pub fn sibling(&self) -> Option<&'static str> {
        match self {
            Self::Catalogue(definition) => definition.sibling,
            Self::Custom(_) => None,
        }
    }

    /// The KPI that must be shown beside it.
    pub fn companion(&self) -> Option<&'static Definition> {
        match self {
            Self::Catalogue(definition) => definition.companion(),
            Self::Custom(_) => None,
        }
    }

    /// What is wrong with its formula; nothing for KPIs of the catalogue.
    pub fn problems(&self) -> &[Problem] {
        match self {
            Self::Catalogue(_) => &[],
            Self::Custom(custom) => custom.plan.as_ref().err().map_or(&[], Vec::as_slice),
        }
    }

    /// Whether single posts have a value of it, so that they can be ranked.
    pub fn has_ranking(&self) -> bool {
        match self {
            Self::Catalogue(definition) => definition.has_ranking(),
            Self::Custom(custom) => custom.plan.as_ref().is_ok_and(super::custom::Plan::ranks_posts),
        }
    }

    /// Whether it can be shown by weekday and hour.
    pub fn has_heat_map(&self) -> bool {
        match self {
            Self::Catalogue(definition) => definition.has_heat_map(),
            Self::Custom(custom) => custom.plan.as_ref().is_ok_and(super::custom::Plan::has_hours),
        }
    }

    /// Whether its hours show the number of actions instead of itself.
    pub fn shows_actions_by_hour(&self) -> bool {
        matches!(self, Self::Catalogue(definition) if definition.has_heat_map() && definition.subject == TableKind::Activities)
    }

    /// By what it can be divided.
    pub fn dimensions(&self) -> &[Dimension] {
        match self {
            Self::Catalogue(definition) => definition.dimensions(),
            Self::Custom(custom) => &custom.dimensions,
        }
    }

    /// What its n counts, in the plural.
    pub fn things(&self) -> &'static str {
        match self {
            Self::Catalogue(definition) => definition.things(),
            Self::Custom(custom) => custom.things(),
        }
    }

    /// Whether its parts add up to the whole, so that shares of it make sense.
    pub fn adds_up(&self) -> bool {
        match self {
            Self::Catalogue(definition) => definition.adds_up(),
            Self::Custom(custom) => custom.plan.as_ref().is_ok_and(super::custom::Plan::adds_up),
        }
    }

    /// How many custom KPIs build on each other in it.
    pub(crate) fn depth(&self) -> usize {
        match self {
            Self::Catalogue(_) => 0,
            Self::Custom(custom) => custom.plan.as_ref().map_or(1, |plan| plan.depth),
        }
    }
}
