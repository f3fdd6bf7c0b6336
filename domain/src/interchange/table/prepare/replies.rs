//! Joins replies to what they answer, in the file and in the workspace.

use super::{NO_SLOT, Preparer};
use crate::{
    interchange::table::index,
    model::facts::{MISSING_CODE, Value, activity},
};

impl Preparer<'_> {
    /// Joins replies to what they answer, here and earlier in the workspace.
    pub(super) fn join_replies(&mut self) {
        let replies = std::mem::take(&mut self.replies);
        for (row_number, row) in replies {
            let answered = self.fields.word(self.sheet, row as usize, self.fields.reply_to);
            let source = self.source_of(row as usize);
            if let Some(parent) = self.row_of(answered, source) {
                let value = Value::Code(parent);
                if self.out.get(row_number as usize, activity::PARENT) != value {
                    self.out.set(row_number as usize, activity::PARENT, value);
                }
            }
        }
        // What was there before may answer what came in only now.
        let old = &self.workspace.facts.activities;
        for (first, chunk) in old.numbered() {
            let parents = chunk.column(activity::PARENT).codes();
            let answered = chunk.column(activity::REPLY_TO).texts();
            let sources = chunk.column(activity::SOURCE).codes();
            for (index, parent) in parents.iter().enumerate() {
                let text = if *parent == MISSING_CODE { answered.get(index) } else { "" };
                if text.is_empty() || self.out.get(first + index, activity::PARENT) != Value::Missing {
                    continue;
                }
                if let Some(parent) = self.row_of(text, sources.get(index).copied().unwrap_or(self.source)) {
                    self.out.set(first + index, activity::PARENT, Value::Code(parent));
                }
            }
        }
    }

    fn row_of(&self, id: &str, source: u32) -> Option<u32> {
        let key = index::key(id, source);
        let slot = self.ids.find(key, |slot| self.is_slot(slot, key, id))?;
        if (slot as usize) < self.old_rows {
            return Some(slot);
        }
        self.row_of_slot.get(slot as usize - self.old_rows).copied().filter(|row| *row != NO_SLOT)
    }
}
