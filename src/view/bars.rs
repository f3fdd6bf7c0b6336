//! Bars with what each of them opens.

use super::opened::Opened;
use crate::charts::{BarSpec, MarkKey};

/// Bars, and the rows behind them.
#[derive(Clone, Debug, PartialEq)]
pub struct BarView {
    /// The bars.
    pub spec: BarSpec,
    /// What they are made of or say, in sentences.
    pub about: String,
    /// What each bar opens; none where it has no rows.
    pub opened: Vec<Option<Opened>>,
}

impl BarView {
    /// What a bar opens.
    pub fn opens(&self, key: MarkKey) -> Option<Opened> {
        self.opened.get(key.index as usize).cloned().flatten()
    }
}
