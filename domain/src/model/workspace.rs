//! The workspace: settings, records and facts, with a revision that grows with every change.

use super::{Extra, Settings, facts::Facts, record::Records};

/// Everything one community's team keeps. Cloning copies pointers, not data.
#[derive(Clone, Debug)]
pub struct Workspace {
    /// Settings.
    pub settings: Settings,
    /// What people edit.
    pub records: Records,
    /// What happened.
    pub facts: Facts,
    /// Top-level fields of the file that this version does not know.
    pub extra: Extra,
    /// Grows with every change; results are cached by it.
    pub revision: u64,
    /// The revision at which the facts last changed.
    pub facts_revision: u64,
}

impl Workspace {
    /// An empty workspace.
    pub fn new(settings: Settings) -> Self {
        Self {
            settings,
            records: Records::default(),
            facts: Facts::default(),
            extra: Extra::new(),
            revision: 0,
            facts_revision: 0,
        }
    }

    /// Whether it holds nothing but its settings.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty() && self.facts.is_empty()
    }
}
