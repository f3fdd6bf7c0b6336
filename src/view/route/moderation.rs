//! What is chosen on the moderation screen.

use super::{
    Opened, OpenedKeys,
    query::{Pairs, QueryText},
};
use crate::model::{
    Id, RecordKind,
    record::{FlagStatus, Severity},
};

/// What is chosen on the moderation screen.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct ModerationView {
    /// Which part of the screen.
    pub section: ModerationSection,
    /// How far flags are; none = all that wait for somebody.
    pub statuses: Vec<FlagStatus>,
    /// How bad they are; none = all.
    pub severities: Vec<Severity>,
    /// Channels; none = all.
    pub channels: Vec<Id>,
    /// Text to look for.
    pub search: String,
    /// Days of activities that suggestions are looked for in; `None` = the screen's own choice, 0 = all.
    pub days: Option<u16>,
    /// Suggestions with this signal only, by its name.
    pub signal: String,
    /// What is open in the panel.
    pub open: Option<Opened>,
}

/// The parts of the moderation screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum ModerationSection {
    /// Flags in the order of their score.
    #[default]
    Queue,
    /// Activities that somebody should look at.
    Suggestions,
    /// Word lists.
    Words,
    /// The audit log.
    Log,
    /// KPIs 43 to 49 and rules.
    Figures,
}

impl ModerationSection {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Queue, Self::Suggestions, Self::Words, Self::Log, Self::Figures];

    /// Its name in addresses.
    pub fn key(self) -> &'static str {
        match self {
            Self::Queue => "queue",
            Self::Suggestions => "suggestions",
            Self::Words => "words",
            Self::Log => "log",
            Self::Figures => "figures",
        }
    }

    /// In a person's words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Queue => "Queue",
            Self::Suggestions => "Suggestions",
            Self::Words => "Word lists",
            Self::Log => "Audit log",
            Self::Figures => "Figures",
        }
    }
}

const OPENED: OpenedKeys = &[(RecordKind::Flag, "open"), (RecordKind::WordList, "list")];

impl ModerationView {
    /// A part of the screen.
    pub fn section(section: ModerationSection) -> Self {
        Self { section, ..Self::default() }
    }

    /// Something open, on the part it stands in.
    pub fn open(open: Opened) -> Self {
        let section = match open.kind {
            RecordKind::WordList => ModerationSection::Words,
            _ => ModerationSection::Queue,
        };
        Self { section, open: Some(open), ..Self::default() }
    }

    /// Whether the queue is filtered.
    pub fn is_filtered(&self) -> bool {
        !(self.statuses.is_empty() && self.severities.is_empty() && self.channels.is_empty() && self.search.is_empty())
    }

    pub(super) fn read(pairs: &Pairs) -> Self {
        let every = |wanted: &'static str| pairs.0.iter().filter(move |(key, _)| key == wanted);
        Self {
            section: pairs
                .get("view")
                .and_then(|key| ModerationSection::ALL.into_iter().find(|section| section.key() == key))
                .unwrap_or_default(),
            statuses: every("status").filter_map(|(_, value)| FlagStatus::of_key(value)).collect(),
            severities: every("severity").filter_map(|(_, value)| Severity::of_key(value)).collect(),
            channels: pairs.all("channel"),
            search: pairs.get("search").unwrap_or_default().to_owned(),
            days: pairs.get("days").and_then(|days| days.parse().ok()),
            signal: pairs.get("signal").unwrap_or_default().to_owned(),
            open: Opened::read(pairs, OPENED),
        }
    }

    pub(super) fn write(&self, query: &mut QueryText, path: &'static str) -> &'static str {
        if self.section != ModerationSection::default() {
            query.add("view", self.section.key());
        }
        for status in &self.statuses {
            query.add("status", status.key());
        }
        for severity in &self.severities {
            query.add("severity", severity.key());
        }
        for channel in &self.channels {
            query.add("channel", &channel.to_string());
        }
        if !self.search.is_empty() {
            query.add("search", &self.search);
        }
        if let Some(days) = self.days {
            query.add("days", &days.to_string());
        }
        if !self.signal.is_empty() {
            query.add("signal", &self.signal);
        }
        if let Some(open) = self.open {
            open.write(query, OPENED);
        }
        path
    }
}
