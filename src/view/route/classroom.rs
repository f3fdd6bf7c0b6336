//! What is chosen in the classroom.

use super::query::{Pairs, QueryText};
use crate::model::Id;

/// What is chosen in the classroom.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct ClassroomView {
    /// Which part of the screen.
    pub section: ClassroomSection,
    /// What the gradebook is sorted by.
    pub sort: ClassroomSort,
    /// Whether the greatest comes first.
    pub down: bool,
    /// The class; `None` = all, an empty text = those without one.
    pub class: Option<String>,
    /// The pack.
    pub pack: PackChoice,
    /// Only students with something that a teacher has to mark.
    pub to_mark: bool,
    /// The student whose file is open.
    pub open: Option<Id>,
    /// The exercise that is open there, as `course/1.1`; empty = none.
    pub exercise: String,
}

/// The parts of the classroom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum ClassroomSection {
    /// Students by exercises.
    #[default]
    Gradebook,
    /// What exercises are worth as measures.
    Items,
    /// Work that is conspicuously alike.
    Alike,
}

impl ClassroomSection {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Gradebook, Self::Items, Self::Alike];

    /// Its name in addresses.
    pub fn key(self) -> &'static str {
        match self {
            Self::Gradebook => "gradebook",
            Self::Items => "items",
            Self::Alike => "alike",
        }
    }

    /// In a person's words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Gradebook => "Gradebook",
            Self::Items => "Item analysis",
            Self::Alike => "Alike",
        }
    }

    /// The one of a name in addresses.
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.key() == key)
    }
}

/// What the gradebook is sorted by.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum ClassroomSort {
    /// Names.
    #[default]
    Name,
    /// Classes, then names.
    Class,
    /// Share of the points.
    Points,
    /// Exercises missing.
    Missing,
    /// What a teacher has to mark.
    ToMark,
    /// The points of an exercise, by its key.
    Exercise(String),
}

impl ClassroomSort {
    fn key(&self) -> &str {
        match self {
            Self::Name => "name",
            Self::Class => "class",
            Self::Points => "points",
            Self::Missing => "missing",
            Self::ToMark => "mark",
            Self::Exercise(key) => key,
        }
    }

    fn of_key(key: &str) -> Self {
        match key {
            "class" => Self::Class,
            "points" => Self::Points,
            "missing" => Self::Missing,
            "mark" => Self::ToMark,
            // Keys of exercises have a stroke.
            key if key.contains('/') => Self::Exercise(key.to_owned()),
            _ => Self::Name,
        }
    }
}

/// A pack, or all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum PackChoice {
    /// All.
    #[default]
    All,
    /// The course.
    Course,
    /// A pack of the workspace.
    Pack(Id),
}

impl PackChoice {
    /// Whether it lets a pack through; `None` = the course.
    pub fn takes(self, pack: Option<Id>) -> bool {
        match self {
            Self::All => true,
            Self::Course => pack.is_none(),
            Self::Pack(id) => pack == Some(id),
        }
    }

    /// The choice of one pack; `None` = the course.
    pub fn of(pack: Option<Id>) -> Self {
        pack.map_or(Self::Course, Self::Pack)
    }

    /// Its name in addresses.
    pub fn key(self) -> String {
        match self {
            Self::All => "all".to_owned(),
            Self::Course => "course".to_owned(),
            Self::Pack(id) => id.to_string(),
        }
    }

    /// The one of a name in addresses.
    pub fn of_key(key: &str) -> Self {
        match key {
            "course" => Self::Course,
            key => key.parse().map_or(Self::All, Self::Pack),
        }
    }
}

impl ClassroomView {
    /// A student's file, in the gradebook.
    pub fn open(student: Id) -> Self {
        Self { open: Some(student), ..Self::default() }
    }

    pub(super) fn read(pairs: &Pairs) -> Self {
        Self {
            section: pairs.get("section").and_then(ClassroomSection::of_key).unwrap_or_default(),
            sort: pairs.get("sort").map(ClassroomSort::of_key).unwrap_or_default(),
            down: pairs.get("order") == Some("down"),
            class: pairs.get("class").map(str::to_owned),
            pack: pairs.get("pack").map(PackChoice::of_key).unwrap_or_default(),
            to_mark: pairs.get("mark") == Some("true"),
            open: pairs.get("open").and_then(|id| id.parse().ok()),
            exercise: pairs.get("exercise").unwrap_or_default().to_owned(),
        }
    }

    pub(super) fn write(&self, query: &mut QueryText, path: &'static str) -> &'static str {
        if self.section != ClassroomSection::default() {
            query.add("section", self.section.key());
        }
        if self.sort != ClassroomSort::default() {
            query.add("sort", self.sort.key());
        }
        if self.down {
            query.add("order", "down");
        }
        if let Some(class) = &self.class {
            query.add("class", class);
        }
        if self.pack != PackChoice::All {
            query.add("pack", &self.pack.key());
        }
        if self.to_mark {
            query.add("mark", "true");
        }
        if let Some(open) = self.open {
            query.add("open", &open.to_string());
        }
        if !self.exercise.is_empty() {
            query.add("exercise", &self.exercise);
        }
        path
    }
}
