//! Commands: the one way to change a workspace. Each yields a [`Change`] that holds its inverse, what it touched
//! and a line for the log.

use super::{
    Instant, Record, RecordKey, RecordKind, Settings, Workspace,
    facts::{ChunkKey, Facts},
    record::{AuditAction, AuditEntry, AuditNote},
    validate::{self, Invalid},
};
use std::{collections::BTreeSet, sync::Arc};

/// What a person did, in words, and the command that does it.
#[derive(Clone, Debug)]
pub struct Action {
    /// What was done, as the undo button names it: “Channel added”.
    pub label: String,
    /// How.
    pub command: Command,
}

impl Action {
    /// A named command.
    pub fn new(label: impl Into<String>, command: Command) -> Self {
        Self { label: label.into(), command }
    }

    /// Puts a record in, new or changed, under its usual label.
    pub fn put(workspace: &Workspace, record: impl Into<Record>) -> Self {
        let record = record.into();
        let verb = if workspace.records.get(record.key()).is_some() { "changed" } else { "added" };
        Self::new(format!("{} {verb}", record.key().kind.noun()), Command::Put(record))
    }

    /// Takes a record out, under its usual label.
    pub fn remove(key: RecordKey) -> Self {
        Self::new(format!("{} removed", key.kind.noun()), Command::Remove(key))
    }
}

/// A change to a workspace.
#[derive(Clone, Debug)]
pub enum Command {
    /// Sets the workspace's settings.
    SetSettings(Box<Settings>),
    /// Puts a record in, replacing the one with its key.
    Put(Record),
    /// Takes a record out.
    Remove(RecordKey),
    /// Sets the facts. Tables are persistent: unchanged chunks stay the same pointers, so this is cheap, and the
    /// chunks to store are found by comparing pointers.
    SetFacts(Box<Facts>),
    /// Writes an entry into the audit log, tied to the last one when it is run. Its inverse takes nothing away: it
    /// writes another entry, which says that this one was taken back.
    Log(Box<AuditNote>),
    /// Several commands as one; all or none.
    All(Vec<Command>),
}

impl Command {
    /// The same command, with what it writes into the audit log dated `now`: what is taken back or done again happens
    /// then, not when it was first done.
    pub fn dated(self, now: Instant) -> Self {
        match self {
            Self::Log(note) => Self::Log(Box::new(AuditNote { at: now, ..*note })),
            Self::All(commands) => Self::All(commands.into_iter().map(|one| one.dated(now)).collect()),
            other => other,
        }
    }

    /// Whether it can change the audit log.
    fn logs(&self) -> bool {
        match self {
            Self::Log(_) | Self::Put(Record::AuditEntry(_)) => true,
            Self::All(commands) => commands.iter().any(Self::logs),
            _ => false,
        }
    }

    /// The same command without what it writes into the audit log.
    fn silent(self) -> Self {
        match self {
            Self::All(commands) => {
                Self::All(commands.into_iter().filter(|one| !matches!(one, Self::Log(_))).map(Self::silent).collect())
            }
            other => other,
        }
    }
}

/// What an applied command did.
#[derive(Clone, Debug)]
pub struct Change {
    /// What was done, in words.
    pub label: String,
    /// The command that takes it back.
    pub inverse: Command,
    /// What to persist and redraw.
    pub touched: Touched,
    /// The workspace's revision after the change.
    pub revision: u64,
}

/// What a change touched: the rows to write or delete in the store, and what to compute anew.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Touched {
    /// Whether the settings changed.
    pub settings: bool,
    /// Records put in, changed or taken out.
    pub records: BTreeSet<RecordKey>,
    /// Chunks of facts added, changed or dropped.
    pub chunks: BTreeSet<ChunkKey>,
    /// Whether the dictionaries of the fact tables changed.
    pub dictionaries: bool,
}

impl Touched {
    /// Whether nothing was touched.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Adds what another change touched.
    pub fn merge(&mut self, other: Self) {
        self.settings |= other.settings;
        self.dictionaries |= other.dictionaries;
        self.records.extend(other.records);
        self.chunks.extend(other.chunks);
    }
}

/// Why a command was refused. Nothing was changed.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum CommandError {
    /// The record to take out is not there.
    #[error("This {} is not there any more.", .0.kind.noun().to_lowercase())]
    Missing(RecordKey),
    /// A field holds what it may not.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// An entry of the audit log would be changed or taken out.
    #[error("The audit log only grows: its entries are not changed and not removed.")]
    OnlyGrows,
}

impl Workspace {
    /// Carries out an action, or refuses it and changes nothing.
    ///
    /// # Errors
    /// Where a record to remove is missing or a field is invalid.
    pub fn apply(&mut self, action: Action) -> Result<Change, CommandError> {
        let mut touched = Touched::default();
        let inverse = self.run(action.command, &mut touched)?;
        if !touched.is_empty() {
            self.revision += 1;
            if !touched.chunks.is_empty() || touched.dictionaries {
                self.facts_revision = self.revision;
            }
        }
        Ok(Change { label: action.label, inverse, touched, revision: self.revision })
    }

    fn run(&mut self, command: Command, touched: &mut Touched) -> Result<Command, CommandError> {
        Ok(match command {
            Command::SetSettings(settings) => {
                validate::settings(&settings)?;
                touched.settings |= self.settings != *settings;
                Command::SetSettings(Box::new(std::mem::replace(&mut self.settings, *settings)))
            }
            Command::Put(Record::AuditEntry(entry)) => {
                // Brought by a file or another tab: taken in where it is new, and the log only grows.
                match self.records.audit_log.get(entry.id) {
                    Some(there) if *there != entry => return Err(CommandError::OnlyGrows),
                    Some(_) => {}
                    None => self.write_log(entry, touched),
                }
                Command::All(Vec::new())
            }
            Command::Remove(key) if key.kind == RecordKind::AuditEntry => return Err(CommandError::OnlyGrows),
            Command::Log(note) => {
                let last = self.records.audit_log.iter().max_by_key(|entry| entry.number);
                let entry = AuditEntry::after(last.map(|last| &**last), *note.clone());
                let undone = note.action == AuditAction::Undone;
                let action = if undone { AuditAction::Redone } else { AuditAction::Undone };
                let back = AuditNote { action, of: Some(entry.number), ..*note };
                self.write_log(Arc::new(entry), touched);
                Command::Log(Box::new(back))
            }
            Command::Put(record) => {
                validate::record(&record)?;
                let key = record.key();
                touched.records.insert(key);
                self.records.put(record).map_or(Command::Remove(key), Command::Put)
            }
            Command::Remove(key) => {
                let old = self.records.remove(key).ok_or(CommandError::Missing(key))?;
                touched.records.insert(key);
                Command::Put(old)
            }
            Command::SetFacts(facts) => {
                facts.difference(&self.facts, touched);
                Command::SetFacts(Box::new(std::mem::replace(&mut self.facts, *facts)))
            }
            Command::All(commands) => {
                let mut inverses = Vec::with_capacity(commands.len());
                let log = commands.iter().any(Command::logs).then(|| self.records.audit_log.clone());
                for command in commands {
                    match self.run(command, touched) {
                        Ok(inverse) => inverses.push(inverse),
                        Err(error) => {
                            // Back out of what was done: the inverses were valid a moment ago.
                            for inverse in inverses.into_iter().rev().filter(|one| !matches!(one, Command::Log(_))) {
                                self.run(inverse.silent(), &mut Touched::default())?;
                            }
                            // What never happened is not in the log.
                            if let Some(log) = log {
                                self.records.audit_log = log;
                            }
                            return Err(error);
                        }
                    }
                }
                inverses.reverse();
                Command::All(inverses)
            }
        })
    }

    fn write_log(&mut self, entry: Arc<AuditEntry>, touched: &mut Touched) {
        touched.records.insert(RecordKey { kind: RecordKind::AuditEntry, id: entry.id });
        self.records.audit_log.insert(entry.id, entry);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        Id, Zone,
        record::{Channel, Platform, RecordKind},
    };

    fn workspace() -> Workspace {
        Workspace::new(Settings::new(Id::mint(1, [1; 10]), "Test", 1, Zone::UTC))
    }

    fn channel(n: u8) -> Channel {
        Channel::new(Id::mint(2, [n; 10]), 2, format!("Channel {n}"), Platform::Forum)
    }

    #[test]
    fn every_change_can_be_taken_back() {
        let mut workspace = workspace();
        let start = workspace.clone();
        let action = Action::put(&workspace, channel(1));
        assert_eq!(action.label, "Channel added");
        let change = workspace.apply(action).unwrap();
        assert_eq!(workspace.records.channels.len(), 1);
        assert_eq!(change.touched.records.len(), 1);
        let redo = workspace.apply(Action::new("Undo", change.inverse)).unwrap();
        assert_eq!(workspace.records, start.records);
        workspace.apply(Action::new("Redo", redo.inverse)).unwrap();
        assert_eq!(workspace.records.channels.len(), 1);
    }

    #[test]
    fn a_refused_group_changes_nothing() {
        let mut workspace = workspace();
        let start = workspace.clone();
        let missing = RecordKey { kind: RecordKind::Objective, id: Id::mint(9, [9; 10]) };
        let commands = vec![Command::Put(channel(1).into()), Command::Put(channel(2).into()), Command::Remove(missing)];
        let error = workspace.apply(Action::new("Group", Command::All(commands))).unwrap_err();
        assert_eq!(error.to_string(), "This objective is not there any more.");
        assert_eq!(workspace.records, start.records);
        assert_eq!(workspace.revision, start.revision);
    }

    fn note(at: Instant, details: &str) -> Command {
        let about = Id::mint(3, [3; 10]);
        Command::Log(Box::new(AuditNote::new(at, "Ana", AuditAction::Decided, about, details)))
    }

    fn log(workspace: &Workspace) -> Vec<(u64, AuditAction, Option<u64>, Instant)> {
        let mut log: Vec<_> = workspace.records.audit_log.iter().collect();
        log.sort_by_key(|entry| entry.number);
        log.iter().map(|entry| (entry.number, entry.action, entry.of, entry.created)).collect()
    }

    #[test]
    fn what_is_undone_stays_in_the_log() {
        use AuditAction::{Decided, Redone, Undone};
        let mut workspace = workspace();
        let both = Command::All(vec![Command::Put(channel(1).into()), note(10, "removed")]);
        let change = workspace.apply(Action::new("Decided", both)).unwrap();
        assert_eq!(change.touched.records.len(), 2);
        assert_eq!(log(&workspace), [(1, Decided, None, 10)]);
        let back = workspace.apply(Action::new("Undo", change.inverse.dated(20))).unwrap();
        assert_eq!(workspace.records.channels.len(), 0);
        assert_eq!(back.touched.records.len(), 2);
        assert_eq!(log(&workspace), [(1, Decided, None, 10), (2, Undone, Some(1), 20)]);
        let again = workspace.apply(Action::new("Redo", back.inverse.dated(30))).unwrap();
        assert_eq!(workspace.records.channels.len(), 1);
        workspace.apply(Action::new("Undo", again.inverse.dated(40))).unwrap();
        let all =
            [(1, Decided, None, 10), (2, Undone, Some(1), 20), (3, Redone, Some(2), 30), (4, Undone, Some(3), 40)];
        assert_eq!(log(&workspace), all);
    }

    #[test]
    fn what_is_refused_is_not_in_the_log() {
        let mut workspace = workspace();
        workspace.apply(Action::new("First", note(1, "first"))).unwrap();
        let start = workspace.clone();
        let missing = RecordKey { kind: RecordKind::Objective, id: Id::mint(9, [9; 10]) };
        let inner = Command::All(vec![Command::Put(channel(1).into()), note(2, "inner")]);
        let commands = vec![inner, note(3, "outer"), Command::Remove(missing)];
        workspace.apply(Action::new("Group", Command::All(commands))).unwrap_err();
        assert_eq!(workspace.records, start.records);
    }

    #[test]
    fn the_log_is_neither_changed_nor_cut() {
        let mut workspace = workspace();
        workspace.apply(Action::new("First", note(1, "first"))).unwrap();
        let entry = workspace.records.audit_log.iter().next().unwrap().clone();
        let key = RecordKey { kind: RecordKind::AuditEntry, id: entry.id };
        assert_eq!(workspace.apply(Action::remove(key)).unwrap_err(), CommandError::OnlyGrows);
        let mut changed = (*entry).clone();
        changed.details = "nothing happened".into();
        assert_eq!(workspace.apply(Action::put(&workspace, changed)).unwrap_err(), CommandError::OnlyGrows);
        // The same entry once more, as another tab hands it over, is nothing new.
        let same = workspace.apply(Action::put(&workspace, (*entry).clone())).unwrap();
        assert!(same.touched.is_empty());
    }

    #[test]
    fn an_empty_name_is_refused_at_its_field() {
        let mut workspace = workspace();
        let mut nameless = channel(1);
        nameless.name = "  ".into();
        let error = workspace.apply(Action::put(&workspace, nameless)).unwrap_err();
        assert!(matches!(error, CommandError::Invalid(ref invalid) if invalid.field == "name"), "{error}");
    }
}
