//! An annotation: what happened on a day or over some days, to be seen on every chart over time.

use super::choices::choices;
use crate::model::{Day, Extra, Id, Instant, Period};
use serde::{Deserialize, Serialize};

/// Something that explains a course.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Annotation {
    /// Identifier.
    pub id: Id,
    /// When it was made: ms since 1970, UTC.
    pub created: Instant,
    /// When it was last changed: ms since 1970, UTC.
    pub updated: Instant,
    /// What it is called on charts.
    pub title: String,
    /// The day, or the first of them.
    pub start: Day,
    /// The last day, where it took more than one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<Day>,
    /// What sort of thing it was.
    #[serde(default)]
    pub kind: AnnotationKind,
    /// What happened, at more length.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// The channels it is about; none = all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub channels: Vec<Id>,
    /// Other records it has to do with.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Id>,
    /// Own words about it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub notes: String,
    /// Free labels.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

choices! {
    /// Sorts of annotation.
    #[derive(Default)]
    AnnotationKind {
        /// Posts, adverts or actions with one aim.
        Campaign "campaign" "Campaign",
        /// Something new came out.
        Launch "launch" "Launch",
        /// Something went wrong in public.
        Crisis "crisis" "Crisis",
        /// Figures are counted differently from here on.
        Method "method" "Change of method",
        /// Days off.
        Holiday "holiday" "Holiday",
        /// Anything else.
        #[default]
        Other "other" "Other",
    }
}

impl Annotation {
    /// An annotation of one day.
    pub fn new(id: Id, now: Instant, title: impl Into<String>, start: Day, kind: AnnotationKind) -> Self {
        Self {
            id,
            created: now,
            updated: now,
            title: title.into(),
            start,
            end: None,
            kind,
            text: String::new(),
            channels: Vec::new(),
            links: Vec::new(),
            notes: String::new(),
            tags: Vec::new(),
            extra: Extra::new(),
        }
    }

    /// What it is called on charts.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Its days.
    pub fn period(&self) -> Period {
        Period { start: self.start, end: self.end.unwrap_or(self.start).max(self.start) }
    }
}
