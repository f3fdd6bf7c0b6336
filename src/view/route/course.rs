//! Where one is in the course.

use super::query::{Pairs, QueryText};

/// A page of the course.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum CourseView {
    /// The modules and lessons.
    #[default]
    Overview,
    /// A lesson, by its id.
    Lesson(String),
    /// The glossary.
    Glossary {
        /// Text to look for.
        search: String,
    },
}

impl CourseView {
    /// Reads what stands behind `course/`; none where it leads nowhere.
    pub(super) fn read(path: &str, pairs: &Pairs) -> Option<Self> {
        Some(match path {
            "" => Self::Overview,
            "glossary" => Self::Glossary { search: pairs.get("search").unwrap_or_default().into() },
            id => Self::Lesson(crate::course::number_of(id).map(|_| id.to_owned())?),
        })
    }

    pub(super) fn write(&self, query: &mut QueryText) -> String {
        match self {
            Self::Overview => "course".to_owned(),
            Self::Lesson(id) => format!("course/{id}"),
            Self::Glossary { search } => {
                if !search.is_empty() {
                    query.add("search", search);
                }
                "course/glossary".to_owned()
            }
        }
    }
}
