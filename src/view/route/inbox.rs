//! What is chosen on the inbox screen.

use super::{
    Opened, Panel,
    query::{Pairs, QueryText},
};
use crate::{
    inbox::{Horizon, ItemKey},
    model::{
        Id, RecordKind,
        record::{ConversationKind, ConversationStatus, Priority},
    },
};

/// What is chosen on the inbox screen.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct InboxView {
    /// How far it is; `None` = open.
    pub status: Option<ConversationStatus>,
    /// How far back conversations are shown that nobody touched.
    pub horizon: Horizon,
    /// Channels; none = all.
    pub channels: Vec<Id>,
    /// Sorts of conversation; none = all.
    pub kinds: Vec<ConversationKind>,
    /// Priorities; none = all.
    pub priorities: Vec<Priority>,
    /// Topic; empty = all.
    pub topic: String,
    /// Who sees to it; an empty name = nobody.
    pub assignee: Option<String>,
    /// Text to look for.
    pub search: String,
    /// The conversation that is open.
    pub conversation: Option<ItemKey>,
    /// What else is open.
    pub panel: Option<InboxPanel>,
}

/// A panel over the inbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InboxPanel {
    /// A conversation to be entered.
    New,
    /// The SLA policies.
    Policies,
    /// One of them.
    Policy(Panel),
    /// Response times.
    Times,
    /// The keys.
    Keys,
}

impl InboxView {
    /// The inbox with a record open.
    pub fn open(opened: Opened) -> Self {
        match (opened.kind, opened.panel) {
            (RecordKind::SlaPolicy, panel) => Self { panel: Some(InboxPanel::Policy(panel)), ..Self::default() },
            (_, Panel::New) => Self { panel: Some(InboxPanel::New), ..Self::default() },
            (_, Panel::Edit(id)) => Self { conversation: Some(ItemKey::Record(id)), ..Self::default() },
        }
    }

    /// Whether anything narrows the list but its status.
    pub fn is_narrowed(&self) -> bool {
        let filters = [self.channels.is_empty(), self.kinds.is_empty(), self.priorities.is_empty()];
        filters.contains(&false) || !self.topic.is_empty() || self.assignee.is_some() || !self.search.is_empty()
    }

    pub(super) fn read(pairs: &Pairs) -> Self {
        let each =
            |key: &'static str| pairs.0.iter().filter(move |(name, _)| name == key).map(|(_, value)| value.as_str());
        let panel = match pairs.get("panel") {
            Some("new") => Some(InboxPanel::New),
            Some("policies") => Some(InboxPanel::Policies),
            Some("times") => Some(InboxPanel::Times),
            Some("keys") => Some(InboxPanel::Keys),
            _ => pairs.panel("policy").map(InboxPanel::Policy),
        };
        Self {
            status: pairs.get("status").and_then(ConversationStatus::of_key),
            horizon: pairs
                .get("since")
                .and_then(|key| Horizon::ALL.into_iter().find(|one| one.key() == key))
                .unwrap_or_default(),
            channels: pairs.all("channel"),
            kinds: each("kind").filter_map(ConversationKind::of_key).collect(),
            priorities: each("priority").filter_map(Priority::of_key).collect(),
            topic: pairs.get("topic").unwrap_or_default().to_owned(),
            assignee: pairs.get("assignee").map(str::to_owned),
            search: pairs.get("search").unwrap_or_default().to_owned(),
            conversation: pairs.get("open").and_then(|key| key.parse().ok()),
            panel,
        }
    }

    pub(super) fn write(&self, query: &mut QueryText, path: &'static str) -> &'static str {
        if let Some(status) = self.status {
            query.add("status", status.key());
        }
        if self.horizon != Horizon::default() {
            query.add("since", self.horizon.key());
        }
        for id in &self.channels {
            query.add("channel", &id.to_string());
        }
        for kind in &self.kinds {
            query.add("kind", kind.key());
        }
        for priority in &self.priorities {
            query.add("priority", priority.key());
        }
        if !self.topic.is_empty() {
            query.add("topic", &self.topic);
        }
        if let Some(assignee) = &self.assignee {
            query.add("assignee", assignee);
        }
        if !self.search.is_empty() {
            query.add("search", &self.search);
        }
        if let Some(key) = self.conversation {
            query.add("open", &key.to_string());
        }
        match self.panel {
            Some(InboxPanel::New) => query.add("panel", "new"),
            Some(InboxPanel::Policies) => query.add("panel", "policies"),
            Some(InboxPanel::Times) => query.add("panel", "times"),
            Some(InboxPanel::Keys) => query.add("panel", "keys"),
            Some(InboxPanel::Policy(panel)) => query.panel("policy", panel),
            None => {}
        }
        path
    }
}
