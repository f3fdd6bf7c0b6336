//! What is chosen on the screens of exercise packs: the list, a pack, one of its exercises, a pack on paper.

use super::{
    Panel,
    query::{Pairs, QueryText},
};
use crate::model::Id;
use std::{fmt, str::FromStr};

/// A pack as addresses name it: `course`, or its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PackKey {
    /// The course's own, which is part of the page and cannot be changed.
    Course,
    /// One of the workspace.
    Own(Id),
}

impl fmt::Display for PackKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Course => f.write_str("course"),
            Self::Own(id) => write!(f, "{id}"),
        }
    }
}

impl FromStr for PackKey {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        if text == "course" { Ok(Self::Course) } else { text.parse().map(Self::Own).map_err(|_| ()) }
    }
}

/// A sheet of paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    /// The exercises, with room for answers.
    Exercises,
    /// The right answers.
    Key,
}

impl Paper {
    /// Its name in addresses.
    pub fn key(self) -> &'static str {
        match self {
            Self::Exercises => "paper",
            Self::Key => "key",
        }
    }
}

/// What is chosen on the screens of exercise packs.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct PacksView {
    /// The pack that is open; none = the list.
    pub pack: Option<PackKey>,
    /// The exercise of it that is open.
    pub exercise: Option<String>,
    /// On paper; only where a pack is open.
    pub paper: Option<Paper>,
    /// Whether a new pack is being made; only on the list.
    pub new: bool,
}

impl PacksView {
    /// A pack.
    pub fn pack(pack: PackKey) -> Self {
        Self { pack: Some(pack), ..Self::default() }
    }

    /// An exercise of a pack.
    pub fn exercise(pack: PackKey, exercise: impl Into<String>) -> Self {
        Self { pack: Some(pack), exercise: Some(exercise.into()), ..Self::default() }
    }

    /// A pack on paper.
    pub fn paper(pack: PackKey, paper: Paper) -> Self {
        Self { pack: Some(pack), paper: Some(paper), ..Self::default() }
    }

    /// A new pack, or an existing one.
    pub fn open(panel: Panel) -> Self {
        match panel {
            Panel::New => Self { new: true, ..Self::default() },
            Panel::Edit(id) => Self::pack(PackKey::Own(id)),
        }
    }

    /// Reads what stands behind `packs/`; none where that names no pack and no exercise.
    pub(super) fn read(rest: &str, pairs: &Pairs) -> Option<Self> {
        if rest.is_empty() {
            return Some(Self { new: pairs.get("open") == Some("new"), ..Self::default() });
        }
        let (pack, exercise) = rest.split_once('/').map_or((rest, None), |(pack, one)| (pack, Some(one)));
        let fits = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | '_');
        if exercise.is_some_and(|one| one.is_empty() || one.len() > 40 || !one.chars().all(fits)) {
            return None;
        }
        let paper = [Paper::Exercises, Paper::Key].into_iter().find(|one| Some(one.key()) == pairs.get("print"));
        Some(Self {
            pack: Some(pack.parse().ok()?),
            exercise: exercise.map(str::to_owned),
            paper: paper.filter(|_| exercise.is_none()),
            new: false,
        })
    }

    pub(super) fn write(&self, query: &mut QueryText) -> String {
        if let Some(paper) = self.paper {
            query.add("print", paper.key());
        }
        if self.new {
            query.panel("open", Panel::New);
        }
        match (self.pack, &self.exercise) {
            (Some(pack), Some(exercise)) => format!("packs/{pack}/{exercise}"),
            (Some(pack), None) => format!("packs/{pack}"),
            _ => "packs".to_owned(),
        }
    }
}
