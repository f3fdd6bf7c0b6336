//! Undo and redo: a matter of the session, never stored.
//!
//! Quick edits of the same things under one group token (typing in a field, dragging a card) count as one step.

use crate::model::{Action, Change, Command, CommandError, Instant, Touched, Workspace};

/// Most steps kept.
pub const STEPS: usize = 200;

#[derive(Clone, Debug)]
struct Step {
    label: String,
    command: Command,
    touched: Touched,
    group: Option<String>,
}

/// What can be undone and redone.
#[derive(Clone, Debug, Default)]
pub struct History {
    undo: Vec<Step>,
    redo: Vec<Step>,
}

impl History {
    /// Nothing to undo.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes in what a person just did. What could be redone is gone then.
    pub fn push(&mut self, change: &Change) {
        self.add(change, None);
    }

    /// Takes in an edit that belongs to a run of edits, such as `typing:<record>:name`. While the token stays the
    /// same and the same things are touched, the run is one step.
    pub fn push_grouped(&mut self, change: &Change, group: &str) {
        let joins = change.touched.chunks.is_empty()
            && self
                .undo
                .last()
                .is_some_and(|last| last.group.as_deref() == Some(group) && last.touched == change.touched);
        if joins {
            // The older inverse leads back to before the whole run.
            self.redo.clear();
            return;
        }
        self.add(change, Some(group.to_owned()));
    }

    fn add(&mut self, change: &Change, group: Option<String>) {
        self.redo.clear();
        if change.touched.is_empty() {
            return;
        }
        self.undo.push(Step {
            label: change.label.clone(),
            command: change.inverse.clone(),
            touched: change.touched.clone(),
            group,
        });
        if self.undo.len() > STEPS {
            self.undo.remove(0);
        }
    }

    /// Ends a run of grouped edits: the next edit is a step of its own (the field lost focus).
    pub fn end_group(&mut self) {
        if let Some(last) = self.undo.last_mut() {
            last.group = None;
        }
    }

    /// What the next undo takes back: “Channel added”.
    pub fn undo_label(&self) -> Option<&str> {
        self.undo.last().map(|step| step.label.as_str())
    }

    /// What the next redo does again.
    pub fn redo_label(&self) -> Option<&str> {
        self.redo.last().map(|step| step.label.as_str())
    }

    /// Takes the last step back. The change (labelled as the step was) is to be persisted like any other, but not
    /// pushed; none where there is nothing to undo. `now` dates what the audit log says of it: ms since 1970, UTC.
    ///
    /// # Errors
    /// Where the workspace refuses; the step is dropped then, as it can never be taken back.
    pub fn undo(&mut self, workspace: &mut Workspace, now: Instant) -> Result<Option<Change>, CommandError> {
        Self::turn(&mut self.undo, &mut self.redo, workspace, now)
    }

    /// Does again what was last undone; as [`History::undo`].
    ///
    /// # Errors
    /// Where the workspace refuses; the step is dropped then.
    pub fn redo(&mut self, workspace: &mut Workspace, now: Instant) -> Result<Option<Change>, CommandError> {
        Self::turn(&mut self.redo, &mut self.undo, workspace, now)
    }

    fn turn(
        from: &mut Vec<Step>,
        to: &mut Vec<Step>,
        workspace: &mut Workspace,
        now: Instant,
    ) -> Result<Option<Change>, CommandError> {
        let Some(step) = from.pop() else { return Ok(None) };
        let change = workspace.apply(Action::new(step.label, step.command.dated(now)))?;
        to.push(Step {
            label: change.label.clone(),
            command: change.inverse.clone(),
            touched: change.touched.clone(),
            group: None,
        });
        Ok(Some(change))
    }

    /// Forgets everything: the workspace was exchanged for another or read anew.
    pub fn clear(&mut self) {
        self.undo.clear();
        self.redo.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        Id, Settings, Zone,
        record::{Channel, Platform},
    };

    fn workspace() -> Workspace {
        Workspace::new(Settings::new(Id::mint(1, [1; 10]), "Test", 1, Zone::UTC))
    }

    fn put(workspace: &mut Workspace, name: &str) -> Change {
        let channel = Channel::new(Id::mint(2, [2; 10]), 2, name, Platform::Forum);
        workspace.apply(Action::put(workspace, channel)).unwrap()
    }

    fn name(workspace: &Workspace) -> Option<String> {
        workspace.records.channels.iter().next().map(|channel| channel.name.clone())
    }

    #[test]
    fn undo_and_redo_walk_back_and_forth() {
        let (mut workspace, mut history) = (workspace(), History::new());
        for text in ["a", "b", "c"] {
            let change = put(&mut workspace, text);
            history.push(&change);
        }
        assert_eq!(history.undo_label(), Some("Channel changed"));
        for expected in [Some("b"), Some("a"), None] {
            assert!(history.undo(&mut workspace, 9).unwrap().is_some());
            assert_eq!(name(&workspace).as_deref(), expected);
        }
        assert!(history.undo(&mut workspace, 9).unwrap().is_none());
        assert_eq!(history.redo_label(), Some("Channel added"));
        for expected in ["a", "b", "c"] {
            assert!(!history.redo(&mut workspace, 9).unwrap().unwrap().touched.is_empty());
            assert_eq!(name(&workspace).as_deref(), Some(expected));
        }
        assert!(history.redo(&mut workspace, 9).unwrap().is_none());
    }

    #[test]
    fn a_new_edit_ends_what_could_be_redone() {
        let (mut workspace, mut history) = (workspace(), History::new());
        let change = put(&mut workspace, "a");
        history.push(&change);
        history.undo(&mut workspace, 9).unwrap();
        let change = put(&mut workspace, "z");
        history.push(&change);
        assert_eq!(history.redo_label(), None);
    }

    #[test]
    fn typing_is_one_step() {
        let (mut workspace, mut history) = (workspace(), History::new());
        let change = put(&mut workspace, "start");
        history.push(&change);
        for text in ["P", "Pu", "Pul", "Pulse"] {
            let change = put(&mut workspace, text);
            history.push_grouped(&change, "typing:name");
        }
        history.end_group();
        let change = put(&mut workspace, "Pulse 2");
        history.push_grouped(&change, "typing:name");
        history.undo(&mut workspace, 9).unwrap();
        assert_eq!(name(&workspace).as_deref(), Some("Pulse"));
        history.undo(&mut workspace, 9).unwrap();
        assert_eq!(name(&workspace).as_deref(), Some("start"));
        history.redo(&mut workspace, 9).unwrap();
        assert_eq!(name(&workspace).as_deref(), Some("Pulse"));
    }

    #[test]
    fn only_so_many_steps_are_kept() {
        let (mut workspace, mut history) = (workspace(), History::new());
        for number in 0..STEPS + 10 {
            let change = put(&mut workspace, &number.to_string());
            history.push(&change);
        }
        let mut steps = 0;
        while history.undo(&mut workspace, 9).unwrap().is_some() {
            steps += 1;
        }
        assert_eq!(steps, STEPS);
        assert_eq!(name(&workspace).as_deref(), Some("9"));
    }
}
