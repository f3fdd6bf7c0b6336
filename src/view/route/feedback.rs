//! What is chosen on the feedback screen.

use super::{
    Opened, OpenedKeys,
    query::{Pairs, QueryText},
};
use crate::model::{RecordKind, record::FeedbackStatus};

/// What is chosen on the feedback screen.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct FeedbackView {
    /// Which part of the screen.
    pub section: FeedbackSection,
    /// How items are laid out.
    pub mode: FeedbackMode,
    /// What comes first.
    pub sort: FeedbackSort,
    /// How far items are; none = all but duplicates.
    pub statuses: Vec<FeedbackStatus>,
    /// Product areas; none = all. An empty text = those without one.
    pub areas: Vec<String>,
    /// Only items of which somebody has to be told.
    pub to_tell: bool,
    /// Text to look for.
    pub search: String,
    /// What is open in the panel.
    pub open: Option<Opened>,
    /// Which texts themes are looked for in.
    pub texts: ThemeTexts,
    /// Themes of the last so many days, against the time before; `None` = 28.
    pub days: Option<u16>,
}

/// Declares a choice with its names in addresses and for people, the first one being the usual.
macro_rules! choice {
    ($(#[$meta:meta])* $type:ident { $($(#[$doc:meta])* $name:ident $key:literal $label:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
        pub enum $type {
            $($(#[$doc])* $name,)+
        }

        impl $type {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// Its name in addresses.
            pub fn key(self) -> &'static str {
                match self { $(Self::$name => $key,)+ }
            }

            /// In a person's words.
            pub fn label(self) -> &'static str {
                match self { $(Self::$name => $label,)+ }
            }

            /// The one of a name in addresses.
            pub fn of_key(key: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.key() == key)
            }
        }
    };
}

choice! {
    /// The parts of the feedback screen.
    FeedbackSection {
        /// What people ask for.
        #[default]
        Items "items" "Items",
        /// What is talked about.
        Themes "themes" "Themes",
        /// CSAT and NPS.
        Surveys "surveys" "Surveys",
    }
}

choice! {
    /// Layouts of the items.
    FeedbackMode {
        /// A table.
        #[default]
        List "list" "List",
        /// A column for each status.
        Board "board" "Board",
    }
}

choice! {
    /// Orders of the items.
    FeedbackSort {
        /// Most votes first.
        #[default]
        Votes "votes" "Most votes",
        /// Most wanted now first.
        Trending "trending" "Trending",
        /// Newest first.
        Newest "newest" "Newest",
    }
}

choice! {
    /// Texts in which themes are looked for.
    ThemeTexts {
        /// What members said.
        #[default]
        Activities "activities" "What members said",
        /// Feedback items and the words they are made of.
        Feedback "feedback" "Feedback",
    }
}

const OPENED: OpenedKeys = &[(RecordKind::Feedback, "open"), (RecordKind::Survey, "survey")];

impl FeedbackView {
    /// The screen with something open.
    pub fn open(open: Opened) -> Self {
        let section =
            if open.kind == RecordKind::Survey { FeedbackSection::Surveys } else { FeedbackSection::default() };
        Self { section, open: Some(open), ..Self::default() }
    }

    /// One part of the screen.
    pub fn section(section: FeedbackSection) -> Self {
        Self { section, ..Self::default() }
    }

    /// Whether any filter of the items is set.
    pub fn is_filtered(&self) -> bool {
        !(self.statuses.is_empty() && self.areas.is_empty() && self.search.is_empty()) || self.to_tell
    }

    pub(super) fn read(pairs: &Pairs) -> Self {
        let open = Opened::read(pairs, OPENED);
        let statuses = pairs.0.iter().filter(|(key, _)| key == "status");
        let areas = pairs.0.iter().filter(|(key, _)| key == "area");
        Self {
            section: pairs.get("section").and_then(FeedbackSection::of_key).unwrap_or_default(),
            mode: pairs.get("view").and_then(FeedbackMode::of_key).unwrap_or_default(),
            sort: pairs.get("sort").and_then(FeedbackSort::of_key).unwrap_or_default(),
            statuses: statuses.filter_map(|(_, value)| FeedbackStatus::of_key(value)).collect(),
            areas: areas.map(|(_, value)| value.clone()).collect(),
            to_tell: pairs.get("tell") == Some("true"),
            search: pairs.get("search").unwrap_or_default().to_owned(),
            open,
            texts: pairs.get("texts").and_then(ThemeTexts::of_key).unwrap_or_default(),
            days: pairs.get("days").and_then(|days| days.parse().ok()).filter(|days| *days > 0),
        }
    }

    pub(super) fn write(&self, query: &mut QueryText, path: &'static str) -> &'static str {
        if self.section != FeedbackSection::default() {
            query.add("section", self.section.key());
        }
        if self.mode != FeedbackMode::default() {
            query.add("view", self.mode.key());
        }
        if self.sort != FeedbackSort::default() {
            query.add("sort", self.sort.key());
        }
        for status in &self.statuses {
            query.add("status", status.key());
        }
        for area in &self.areas {
            query.add("area", area);
        }
        if self.to_tell {
            query.add("tell", "true");
        }
        if !self.search.is_empty() {
            query.add("search", &self.search);
        }
        if self.texts != ThemeTexts::default() {
            query.add("texts", self.texts.key());
        }
        if let Some(days) = self.days {
            query.add("days", &days.to_string());
        }
        if let Some(open) = self.open {
            open.write(query, OPENED);
        }
        path
    }
}
