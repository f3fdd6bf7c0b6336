//! What is chosen on the strategy screen.

use super::{
    Opened, OpenedKeys,
    query::{Pairs, QueryText},
};
use crate::model::RecordKind;

/// What is chosen on the strategy screen.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct StrategyView {
    /// Which part of the screen.
    pub section: StrategySection,
    /// What is open in the panel.
    pub open: Option<Opened>,
}

/// The parts of the strategy screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum StrategySection {
    /// Objectives and how they stand.
    #[default]
    Objectives,
    /// Segments and personas.
    Audience,
    /// Pillars with their share of the calendar.
    Pillars,
    /// House rules, tone, templates, contacts.
    Guidelines,
}

impl StrategySection {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Objectives, Self::Audience, Self::Pillars, Self::Guidelines];

    /// Its name in addresses.
    pub fn key(self) -> &'static str {
        match self {
            Self::Objectives => "objectives",
            Self::Audience => "audience",
            Self::Pillars => "pillars",
            Self::Guidelines => "guidelines",
        }
    }

    /// In a person's words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Objectives => "Objectives",
            Self::Audience => "Audience",
            Self::Pillars => "Content pillars",
            Self::Guidelines => "Guidelines",
        }
    }

    /// The part in which records of a type stand.
    pub fn of(kind: RecordKind) -> Self {
        match kind {
            RecordKind::Segment => Self::Audience,
            RecordKind::Pillar => Self::Pillars,
            RecordKind::Guideline => Self::Guidelines,
            _ => Self::Objectives,
        }
    }
}

const OPENED: OpenedKeys = &[
    (RecordKind::Objective, "open"),
    (RecordKind::Segment, "segment"),
    (RecordKind::Pillar, "pillar"),
    (RecordKind::Guideline, "guideline"),
];

impl StrategyView {
    /// A part of the screen with nothing open.
    pub fn section(section: StrategySection) -> Self {
        Self { section, open: None }
    }

    /// Something open, on the part it stands in.
    pub fn open(open: Opened) -> Self {
        Self { section: StrategySection::of(open.kind), open: Some(open) }
    }

    pub(super) fn read(pairs: &Pairs) -> Self {
        let open = Opened::read(pairs, OPENED);
        let section = StrategySection::ALL.into_iter().find(|section| Some(section.key()) == pairs.get("section"));
        Self { section: section.or(open.map(|open| StrategySection::of(open.kind))).unwrap_or_default(), open }
    }

    pub(super) fn write(&self, query: &mut QueryText, path: &'static str) -> &'static str {
        if self.section != self.open.map(|open| StrategySection::of(open.kind)).unwrap_or_default() {
            query.add("section", self.section.key());
        }
        if let Some(open) = self.open {
            open.write(query, OPENED);
        }
        path
    }
}
