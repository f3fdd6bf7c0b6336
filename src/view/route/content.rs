//! What is chosen on the content screen.

use super::{
    Opened, OpenedKeys,
    query::{Pairs, QueryText},
};
use crate::model::{Day, Id, RecordKind, record::ContentStatus};

/// What is chosen on the content screen.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct ContentView {
    /// How content is laid out.
    pub mode: ContentMode,
    /// A day of the month or week that is shown; `None` = today.
    pub day: Option<Day>,
    /// Channels; none = all.
    pub channels: Vec<Id>,
    /// Pillars; none = all.
    pub pillars: Vec<Id>,
    /// Campaigns; none = all.
    pub campaigns: Vec<Id>,
    /// How far it is; none = all.
    pub statuses: Vec<ContentStatus>,
    /// Text to look for.
    pub search: String,
    /// What is open in the panel.
    pub open: Option<Opened>,
    /// The day a new post is for.
    pub on: Option<Day>,
}

/// Layouts of the content screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum ContentMode {
    /// A month of days.
    #[default]
    Month,
    /// A week with its hours.
    Week,
    /// A table.
    List,
    /// A column for each status.
    Board,
}

impl ContentMode {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Month, Self::Week, Self::List, Self::Board];

    /// Its name in addresses.
    pub fn key(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Week => "week",
            Self::List => "list",
            Self::Board => "board",
        }
    }

    /// In a person's words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Month => "Month",
            Self::Week => "Week",
            Self::List => "List",
            Self::Board => "Board",
        }
    }

    /// The one of a name in addresses.
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.key() == key)
    }
}

const OPENED: OpenedKeys = &[
    (RecordKind::Content, "open"),
    (RecordKind::Slot, "slot"),
    (RecordKind::Campaign, "campaign-open"),
    (RecordKind::Snippet, "snippet"),
];

impl ContentView {
    /// The screen with something open.
    pub fn open(open: Opened) -> Self {
        Self { open: Some(open), ..Self::default() }
    }

    /// Whether any filter is set.
    pub fn is_filtered(&self) -> bool {
        !(self.channels.is_empty()
            && self.pillars.is_empty()
            && self.campaigns.is_empty()
            && self.statuses.is_empty()
            && self.search.is_empty())
    }

    pub(super) fn read(pairs: &Pairs) -> Self {
        let statuses = pairs.0.iter().filter(|(key, _)| key == "status");
        Self {
            mode: pairs.get("view").and_then(ContentMode::of_key).unwrap_or_default(),
            day: pairs.get("day").and_then(|day| day.parse().ok()),
            channels: pairs.all("channel"),
            pillars: pairs.all("pillar"),
            campaigns: pairs.all("campaign"),
            statuses: statuses.filter_map(|(_, value)| ContentStatus::of_key(value)).collect(),
            search: pairs.get("search").unwrap_or_default().to_owned(),
            open: Opened::read(pairs, OPENED),
            on: pairs.get("on").and_then(|day| day.parse().ok()),
        }
    }

    pub(super) fn write(&self, query: &mut QueryText, path: &'static str) -> &'static str {
        if self.mode != ContentMode::default() {
            query.add("view", self.mode.key());
        }
        if let Some(day) = self.day {
            query.add("day", &day.to_string());
        }
        for (key, ids) in [("channel", &self.channels), ("pillar", &self.pillars), ("campaign", &self.campaigns)] {
            for id in ids {
                query.add(key, &id.to_string());
            }
        }
        for status in &self.statuses {
            query.add("status", status.key());
        }
        if !self.search.is_empty() {
            query.add("search", &self.search);
        }
        if let Some(open) = self.open {
            open.write(query, OPENED);
        }
        if let Some(day) = self.on {
            query.add("on", &day.to_string());
        }
        path
    }
}
