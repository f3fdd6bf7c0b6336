//! A snippet: text that is used again in posts, such as a set of hashtags or a signature.

use super::choices::choices;
use crate::model::{Extra, Id, Instant};
use serde::{Deserialize, Serialize};

/// Text to be used again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Snippet {
    /// Identifier.
    pub id: Id,
    /// When it was made: ms since 1970, UTC.
    pub created: Instant,
    /// When it was last changed: ms since 1970, UTC.
    pub updated: Instant,
    /// What people call it.
    pub name: String,
    /// What sort it is.
    #[serde(default)]
    pub kind: SnippetKind,
    /// What is put in.
    pub text: String,
    /// The channels it is offered for; none = all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub channels: Vec<Id>,
    /// When it was put away, where it was: ms since 1970, UTC. What is put away is kept, and no longer offered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub archived: Option<Instant>,
    /// Other records it has to do with.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Id>,
    /// Own words about it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub notes: String,
    /// Free labels.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

choices! {
    /// Sorts of snippet.
    #[derive(Default)]
    SnippetKind {
        /// Text for anywhere in a post.
        #[default]
        Text "text" "Text",
        /// Hashtags that go together.
        Hashtags "hashtags" "Hashtag set",
        /// What stands at the end of a post.
        Signature "signature" "Signature",
    }
}

impl Snippet {
    /// Text under a name.
    pub fn new(id: Id, now: Instant, kind: SnippetKind, name: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            id,
            created: now,
            updated: now,
            name: name.into(),
            kind,
            text: text.into(),
            channels: Vec::new(),
            archived: None,
            links: Vec::new(),
            notes: String::new(),
            tags: Vec::new(),
            extra: Extra::new(),
        }
    }

    /// What people call it.
    pub fn title(&self) -> &str {
        &self.name
    }
}
