//! Dictionaries: each distinct text once, with a code for it. Codes are given in order and never change.

use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Which dictionary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DictionaryKind {
    /// Where ids come from.
    Source,
    /// Ids of channels.
    Channel,
    /// Ids of import batches.
    Batch,
    /// Kinds of activity.
    Kind,
    /// Types of post.
    PostType,
}

impl DictionaryKind {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Source, Self::Channel, Self::Batch, Self::Kind, Self::PostType];

    /// The name in files and in the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::Source => "sources",
            Self::Channel => "channels",
            Self::Batch => "batches",
            Self::Kind => "kinds",
            Self::PostType => "types",
        }
    }
}

/// Texts and their codes.
#[derive(Clone, Debug, Default)]
pub struct Dictionary {
    values: Vec<Arc<str>>,
    codes: FxHashMap<Arc<str>, u32>,
}

impl Dictionary {
    /// The code of a text, given now where it has none.
    pub fn code(&mut self, text: &str) -> u32 {
        if let Some(code) = self.codes.get(text) {
            return *code;
        }
        let code = self.values.len() as u32;
        let text: Arc<str> = text.into();
        self.values.push(Arc::clone(&text));
        self.codes.insert(text, code);
        code
    }

    /// The code of a text, where it has one.
    pub fn find(&self, text: &str) -> Option<u32> {
        self.codes.get(text).copied()
    }

    /// The text of a code; empty for a code that was not given.
    pub fn text(&self, code: u32) -> &str {
        self.values.get(code as usize).map_or("", |text| text)
    }

    /// All texts, in the order of their codes.
    pub fn values(&self) -> &[Arc<str>] {
        &self.values
    }

    /// Number of texts.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }
}

impl PartialEq for Dictionary {
    fn eq(&self, other: &Self) -> bool {
        self.values == other.values
    }
}

impl<T: AsRef<str>> FromIterator<T> for Dictionary {
    fn from_iter<I: IntoIterator<Item = T>>(texts: I) -> Self {
        let mut dictionary = Self::default();
        for text in texts {
            dictionary.code(text.as_ref());
        }
        dictionary
    }
}

/// The dictionaries of a workspace's facts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dictionaries([Dictionary; 5]);

impl Dictionaries {
    /// One of them.
    pub fn get(&self, kind: DictionaryKind) -> &Dictionary {
        &self.0[kind as usize]
    }

    /// One of them, to give codes.
    pub fn get_mut(&mut self, kind: DictionaryKind) -> &mut Dictionary {
        &mut self.0[kind as usize]
    }
}
