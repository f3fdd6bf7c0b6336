//! A workspace, or what changed of it, taken apart on one thread and put together on another.
//!
//! Parts are what the store keeps as rows: texts for settings, dictionaries and records, bytes for chunks of facts.
//! They come one at a time, so that a page can rest between them, and what did not change stays the same pointers.

pub use super::content::Content;
use super::{codec, content, row::RowKey};
use crate::model::{
    Action, Command, Record, RecordKey, Touched, Workspace,
    facts::{Chunk, ChunkKey, Dictionaries, Dictionary, Facts, Table, TableKind},
};
use std::{collections::BTreeMap, sync::Arc};

/// A part on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What it is, as the store names its row: `settings`, `activities/00003`.
    pub key: String,
    /// What it holds.
    pub content: Content,
}

/// Why parts are not a workspace.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{key}: {why}")]
pub struct HandoverError {
    /// The part.
    pub key: String,
    /// What is wrong with it.
    pub why: String,
}

fn wrong(key: impl ToString, why: impl ToString) -> HandoverError {
    HandoverError { key: key.to_string(), why: why.to_string() }
}

/// Takes a workspace apart.
pub struct Parts<'a> {
    workspace: &'a Workspace,
    /// Still to come, the last first.
    keys: Vec<RowKey>,
}

impl<'a> Parts<'a> {
    /// All of it.
    pub fn whole(workspace: &'a Workspace) -> Self {
        Self::of(workspace, &content::everything(workspace))
    }

    /// What was touched.
    pub fn of(workspace: &'a Workspace, touched: &Touched) -> Self {
        let mut keys = content::rows(touched);
        keys.reverse();
        Self { workspace, keys }
    }

    /// How many are still to come.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }
}

impl Iterator for Parts<'_> {
    type Item = Result<Part, HandoverError>;

    fn next(&mut self) -> Option<Self::Item> {
        let key = self.keys.pop()?;
        Some(match content::content(self.workspace, key) {
            Ok(content) => Ok(Part { key: key.to_string(), content }),
            Err(error) => Err(wrong(key, error)),
        })
    }
}

/// Puts parts together, over the state before.
pub struct Joiner {
    workspace: Workspace,
    dictionaries: Option<Dictionaries>,
    chunks: BTreeMap<TableKind, BTreeMap<u32, Option<Arc<Chunk>>>>,
    put: Vec<Record>,
    removed: Vec<RecordKey>,
    settings: bool,
}

impl Joiner {
    /// Over a state; for a whole workspace over an empty one.
    pub fn over(before: Workspace) -> Self {
        Self {
            workspace: before,
            dictionaries: None,
            chunks: BTreeMap::new(),
            put: Vec::new(),
            removed: Vec::new(),
            settings: false,
        }
    }

    /// Takes a part in.
    ///
    /// # Errors
    /// Where it is not what its key says.
    pub fn take(&mut self, key: &str, content: &Content) -> Result<(), HandoverError> {
        let parsed = RowKey::parse(key).ok_or_else(|| wrong(key, "no such part"))?;
        let unreadable = |error: serde_json::Error| wrong(key, error);
        match (parsed, content) {
            (RowKey::Settings, Content::Text(json)) => {
                self.workspace.settings = serde_json::from_str(json).map_err(unreadable)?;
                self.settings = true;
            }
            (RowKey::Extra, Content::Text(json)) => {
                self.workspace.extra = serde_json::from_str(json).map_err(unreadable)?;
            }
            (RowKey::Dictionary(kind), Content::Text(json)) => {
                let texts: Vec<String> = serde_json::from_str(json).map_err(unreadable)?;
                let dictionary: Dictionary = texts.iter().collect();
                if dictionary.len() != texts.len() {
                    return Err(wrong(key, "a text is in it twice"));
                }
                let before = &self.workspace.facts.dictionaries;
                *self.dictionaries.get_or_insert_with(|| (**before).clone()).get_mut(kind) = dictionary;
            }
            (RowKey::Record(record), Content::Text(json)) => {
                self.put.push(record.kind.parse(json).map_err(unreadable)?);
            }
            (RowKey::Record(record), Content::Gone) => self.removed.push(record),
            (RowKey::Chunk(chunk), Content::Bytes(bytes)) => {
                let decoded = codec::decode(chunk, bytes).map_err(|error| wrong(key, error))?;
                self.chunk(chunk, Some(Arc::new(decoded)));
            }
            (RowKey::Chunk(chunk), Content::Gone) => self.chunk(chunk, None),
            _ => return Err(wrong(key, "it is of another form")),
        }
        Ok(())
    }

    fn chunk(&mut self, key: ChunkKey, chunk: Option<Arc<Chunk>>) {
        self.chunks.entry(key.table).or_default().insert(key.index, chunk);
    }

    fn facts(&mut self) -> Result<Facts, HandoverError> {
        let mut facts = self.workspace.facts.clone();
        for (kind, changed) in std::mem::take(&mut self.chunks) {
            let mut chunks = facts.table(kind).chunks().to_vec();
            for (index, chunk) in changed {
                let index = index as usize;
                let length = chunks.len();
                match (chunk, chunks.get_mut(index)) {
                    (Some(chunk), Some(place)) => *place = chunk,
                    (Some(chunk), None) if index == length => chunks.push(chunk),
                    (Some(_), None) => return Err(wrong(kind.name(), "a part before it is missing")),
                    (None, _) => chunks.truncate(index),
                }
            }
            *facts.table_mut(kind) = Table::from_chunks(kind, chunks)
                .ok_or_else(|| wrong(kind.name(), "its parts do not fit each other"))?;
        }
        if let Some(dictionaries) = self.dictionaries.take() {
            facts.dictionaries = Arc::new(dictionaries);
        }
        Ok(facts)
    }

    /// The whole workspace, at the revision of the state before.
    ///
    /// # Errors
    /// Where parts are missing.
    pub fn workspace(mut self) -> Result<Workspace, HandoverError> {
        if !self.settings {
            return Err(wrong("settings", "it is missing"));
        }
        self.workspace.facts = self.facts()?;
        for record in self.put {
            self.workspace.records.put(record);
        }
        for key in self.removed {
            self.workspace.records.remove(key);
        }
        Ok(self.workspace)
    }

    /// What changed, as an action on the state before. Settings do not go over this way.
    ///
    /// # Errors
    /// Where parts are missing.
    pub fn action(mut self, label: String) -> Result<Action, HandoverError> {
        let changes_facts = self.dictionaries.is_some() || !self.chunks.is_empty();
        let facts = self.facts()?;
        let mut commands: Vec<Command> = self.put.into_iter().map(Command::Put).collect();
        commands.extend(self.removed.into_iter().map(Command::Remove));
        if changes_facts {
            commands.push(Command::SetFacts(Box::new(facts)));
        }
        Ok(Action::new(label, Command::All(commands)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        interchange::{
            FileError,
            table::{Draft, Preparer, Report, guess, prepare, read},
            workspace_json::canonical,
        },
        model::{Id, Settings, Zone, facts::CHUNK_ROWS},
    };

    fn posts(from: usize, to: usize) -> String {
        let rows = (from..to).map(|row| format!("p{row},2026-03-01T10:00:00Z,{},word {row}\n", 100 + row));
        std::iter::once("id,published at,reach,text\n".to_owned()).chain(rows).collect()
    }

    fn ids() -> impl FnMut() -> Id {
        let mut next = 0_u8;
        move || {
            next += 1;
            Id::mint(7, [next; 10])
        }
    }

    fn change(workspace: &Workspace, text: &str) -> (Draft, Report, Option<Action>) {
        let sheet = read("posts.csv", text.as_bytes().to_vec()).unwrap();
        let draft = guess(&sheet, workspace, 5);
        let prepared = prepare(&sheet, &draft.mapping, workspace, 5, &mut ids()).unwrap();
        (draft, prepared.report, prepared.action)
    }

    fn handed(parts: Parts<'_>, over: Workspace) -> Joiner {
        let mut joiner = Joiner::over(over);
        for part in parts {
            let part = part.unwrap();
            joiner.take(&part.key, &part.content).unwrap();
        }
        joiner
    }

    fn empty() -> Workspace {
        Workspace::new(Settings::new(Id::mint(1, [1; 10]), "Test", 1, Zone::UTC))
    }

    fn filled() -> Workspace {
        let mut workspace = empty();
        let (_, _, action) = change(&workspace, &posts(0, CHUNK_ROWS + 10));
        workspace.apply(action.unwrap()).unwrap();
        workspace
    }

    #[test]
    fn a_whole_workspace_comes_over_as_it_is() {
        let workspace = filled();
        let other = Workspace::new(Settings::new(Id::mint(9, [9; 10]), "Other", 9, Zone::UTC));
        let again = handed(Parts::whole(&workspace), other).workspace().unwrap();
        assert_eq!(canonical(&again), canonical(&workspace));
    }

    #[test]
    fn a_change_comes_over_and_what_it_left_alone_stays_the_same_pointer() {
        let workspace = filled();
        // The last rows once more with other figures, and new ones after them.
        let text = posts(CHUNK_ROWS, CHUNK_ROWS + 40).replace(",word", "0,word");
        let (_, report, action) = change(&workspace, &text);
        assert_eq!((report.new, report.changed), (30, 10));
        let mut there = workspace.clone();
        let touched = there.apply(action.unwrap()).unwrap().touched;
        let action = handed(Parts::of(&there, &touched), workspace.clone()).action("Imported".to_owned()).unwrap();
        let mut here = workspace.clone();
        let done = here.apply(action).unwrap();
        assert_eq!(done.touched, touched);
        assert_eq!(canonical(&here), canonical(&there));
        assert!(Arc::ptr_eq(&here.facts.posts.chunks()[0], &workspace.facts.posts.chunks()[0]));
        here.apply(Action::new("Undo", done.inverse)).unwrap();
        assert_eq!(canonical(&here), canonical(&workspace));
    }

    #[test]
    fn a_part_that_is_missing_or_broken_is_refused() {
        let workspace = filled();
        let mut joiner = Joiner::over(empty());
        for part in Parts::whole(&workspace).flatten().filter(|part| part.key != "posts/00000") {
            joiner.take(&part.key, &part.content).unwrap();
        }
        assert_eq!(joiner.workspace().unwrap_err().why, "a part before it is missing");
        let mut joiner = Joiner::over(empty());
        assert!(joiner.take("posts/00000", &Content::Bytes(vec![1, 2, 3])).is_err());
        assert!(joiner.take("posts/00000", &Content::Text("{}".to_owned())).is_err());
        assert!(joiner.take("no/such/thing", &Content::Gone).is_err());
        assert!(joiner.workspace().is_err());
    }

    #[test]
    fn what_a_person_sees_of_an_import_comes_over_as_it_is() {
        let workspace = filled();
        let text = format!("{}p1,no date,-1,x\n", posts(0, 5));
        let (draft, report, _) = change(&workspace, &text);
        assert!(!report.rejections.is_empty() && !report.warnings.is_empty() && !report.questions.is_empty());
        let again: Report = serde_json::from_str(&serde_json::to_string(&report).unwrap()).unwrap();
        assert_eq!(again, report);
        let again: Draft = serde_json::from_str(&serde_json::to_string(&draft).unwrap()).unwrap();
        assert_eq!(format!("{again:?}"), format!("{draft:?}"));
        let error = Preparer::new(
            &read("a.csv", b"id,reach\n1,2\n".to_vec()).unwrap(),
            &crate::model::record::Mapping { table: "nothing".to_owned(), ..draft.mapping },
            &workspace,
            5,
            &mut ids(),
        )
        .err()
        .unwrap();
        let again: FileError = serde_json::from_str(&serde_json::to_string(&error).unwrap()).unwrap();
        assert_eq!(again, error);
    }
}
