//! What is chosen on the screen of exercises: the list under a filter, or one exercise.

use super::query::{Pairs, QueryText};
use crate::model::Id;
use std::{fmt, str::FromStr};

/// An exercise by its pack and its id there, as addresses, marks and tables name it: `course/1.1`, or the id of the pack
/// in the place of `course`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ExerciseKey {
    /// The pack; none = the course.
    pub pack: Option<Id>,
    /// The id of the exercise within it.
    pub exercise: String,
}

impl ExerciseKey {
    /// An exercise of the course.
    pub fn course(exercise: impl Into<String>) -> Self {
        Self { pack: None, exercise: exercise.into() }
    }

    /// An exercise of a pack.
    pub fn new(pack: Option<Id>, exercise: impl Into<String>) -> Self {
        Self { pack, exercise: exercise.into() }
    }
}

impl fmt::Display for ExerciseKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.pack {
            Some(pack) => write!(f, "{pack}/{}", self.exercise),
            None => write!(f, "course/{}", self.exercise),
        }
    }
}

impl FromStr for ExerciseKey {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (pack, exercise) = text.split_once('/').ok_or(())?;
        let fits = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | '_');
        if exercise.is_empty() || exercise.len() > 40 || !exercise.chars().all(fits) {
            return Err(());
        }
        let pack = if pack == "course" { None } else { Some(pack.parse().map_err(|_| ())?) };
        Ok(Self::new(pack, exercise))
    }
}

/// Which exercises the list shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum ExercisesShown {
    /// All of them.
    #[default]
    All,
    /// Those nothing was done on yet.
    NotBegun,
    /// Those with an answer that was not checked yet.
    Begun,
    /// Those with an attempt.
    Attempted,
}

impl ExercisesShown {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::All, Self::NotBegun, Self::Begun, Self::Attempted];

    /// Its name in addresses.
    pub fn key(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::NotBegun => "not-begun",
            Self::Begun => "begun",
            Self::Attempted => "attempted",
        }
    }

    /// In a person's words.
    pub fn label(self) -> &'static str {
        match self {
            Self::All => "All",
            Self::NotBegun => "Not begun",
            Self::Begun => "Begun",
            Self::Attempted => "Done",
        }
    }
}

/// What is chosen on the screen of exercises.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct ExercisesView {
    /// The exercise that is open; none = the list.
    pub open: Option<ExerciseKey>,
    /// What the list shows.
    pub shown: ExercisesShown,
    /// Text that the list is searched for.
    pub search: String,
}

impl ExercisesView {
    /// One exercise.
    pub fn exercise(key: ExerciseKey) -> Self {
        Self { open: Some(key), ..Self::default() }
    }

    /// Reads what stands behind `exercises/`; none where that names no exercise.
    pub(super) fn read(rest: &str, pairs: &Pairs) -> Option<Self> {
        let open = if rest.is_empty() { None } else { Some(rest.parse().ok()?) };
        let shown = ExercisesShown::ALL.into_iter().find(|one| Some(one.key()) == pairs.get("show"));
        Some(Self { open, shown: shown.unwrap_or_default(), search: pairs.get("search").unwrap_or_default().into() })
    }

    pub(super) fn write(&self, query: &mut QueryText) -> String {
        if self.shown != ExercisesShown::All {
            query.add("show", self.shown.key());
        }
        if !self.search.is_empty() {
            query.add("search", &self.search);
        }
        match &self.open {
            Some(key) => format!("exercises/{key}"),
            None => "exercises".to_owned(),
        }
    }
}
