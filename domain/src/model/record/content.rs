//! A piece of content on its way from an idea to a published post, with a variant for each channel.

use super::choices::choices;
use crate::model::{Extra, Id, Instant};
use serde::{Deserialize, Serialize};

/// One piece of content.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct ContentItem {
    /// Identifier.
    pub id: Id,
    /// When it was made: ms since 1970, UTC.
    pub created: Instant,
    /// When it was last changed: ms since 1970, UTC.
    pub updated: Instant,
    /// What the team calls it; networks that have titles take it where a variant has none of its own.
    pub title: String,
    /// How far it is.
    #[serde(default)]
    pub status: ContentStatus,
    /// When it is to go out: ms since 1970, UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub planned: Option<Instant>,
    /// What it says on each channel, one variant a channel.
    #[serde(default)]
    pub variants: Vec<Variant>,
    /// The pillar it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pillar: Option<Id>,
    /// The campaign it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub campaign: Option<Id>,
    /// The recurring slot it fills.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slot: Option<Id>,
    /// Who sees to it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub owner: String,
    /// Every step it took, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub history: Vec<Step>,
    /// What reviewers and colleagues said, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub comments: Vec<ReviewComment>,
    /// Other records it has to do with: an event, an objective.
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

/// What a piece of content says on one channel.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Variant {
    /// The channel.
    pub channel: Id,
    /// A title of its own, where the network has one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// The text.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// A link beside the text.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub link: String,
    /// Pictures and videos.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub media: Vec<Media>,
    /// When it goes out here, where that differs from the item's time: ms since 1970, UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub planned: Option<Instant>,
    /// When it went out: ms since 1970, UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Instant>,
    /// The address of the published post.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub permalink: String,
    /// The imported post that it became.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<PostReference>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// An imported post, by the key of the posts table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct PostReference {
    /// Where its id comes from.
    pub source: String,
    /// The source's id of the post.
    pub id: String,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

impl PostReference {
    /// The post with this id of a source.
    pub fn new(source: impl Into<String>, id: impl Into<String>) -> Self {
        Self { source: source.into(), id: id.into(), extra: Extra::new() }
    }
}

/// A picture or video of a variant: the file stays with the person, its facts are kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Media {
    /// What it is.
    #[serde(default)]
    pub kind: MediaKind,
    /// Name of the file.
    pub name: String,
    /// What it shows, for those who do not see it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub alt: String,
    /// Size of the file in bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bytes: Option<u64>,
    /// Width in pixels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub width: Option<u32>,
    /// Height in pixels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub height: Option<u32>,
    /// Length in seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seconds: Option<f64>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

choices! {
    /// Sorts of media.
    #[derive(Default)]
    MediaKind {
        /// A still picture.
        #[default]
        Image "image" "Image",
        /// A moving picture without sound that repeats.
        Gif "gif" "GIF",
        /// A video.
        Video "video" "Video",
    }
}

/// One step of a piece of content: who moved it where, and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Step {
    /// When: ms since 1970, UTC.
    pub at: Instant,
    /// Where it came to.
    pub to: ContentStatus,
    /// Who did it; empty where nobody gave a name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub who: String,
    /// Why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What somebody said about a piece of content.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct ReviewComment {
    /// Identifier, so that a comment that comes back in a file is not taken in twice.
    pub id: Id,
    /// When: ms since 1970, UTC.
    pub at: Instant,
    /// Who said it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub who: String,
    /// The variant it is pinned to, by its channel; none = the whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<Id>,
    /// What was said.
    pub text: String,
    /// Whether it is done with.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub resolved: bool,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

choices! {
    /// How far a piece of content is.
    #[derive(Default)]
    ContentStatus {
        /// A thought worth keeping.
        #[default]
        Idea "idea" "Idea",
        /// Being written.
        Draft "draft" "Draft",
        /// Waiting for somebody's word.
        InReview "in_review" "In review",
        /// Somebody said yes.
        Approved "approved" "Approved",
        /// Has its time; will go out.
        Scheduled "scheduled" "Scheduled",
        /// Is out.
        Published "published" "Published",
        /// Done with.
        Archived "archived" "Archived",
        /// Somebody said no.
        Rejected "rejected" "Rejected",
    }
}

impl ContentStatus {
    /// Where it usually goes from here, the usual way first.
    pub fn next(self) -> &'static [Self] {
        match self {
            Self::Idea => &[Self::Draft, Self::Archived],
            Self::Draft => &[Self::InReview, Self::Scheduled, Self::Archived],
            Self::InReview => &[Self::Approved, Self::Rejected, Self::Draft],
            Self::Approved => &[Self::Scheduled, Self::Published, Self::Draft],
            Self::Scheduled => &[Self::Published, Self::Draft],
            Self::Published => &[Self::Archived, Self::Scheduled],
            Self::Archived => &[Self::Draft],
            Self::Rejected => &[Self::Draft, Self::Archived],
        }
    }

    /// Whether it still has to go out: neither published nor given up.
    pub fn is_open(self) -> bool {
        !matches!(self, Self::Published | Self::Archived | Self::Rejected)
    }
}

impl ContentItem {
    /// An idea with its title.
    pub fn new(id: Id, now: Instant, title: impl Into<String>) -> Self {
        Self {
            id,
            created: now,
            updated: now,
            title: title.into(),
            status: ContentStatus::Idea,
            planned: None,
            variants: Vec::new(),
            pillar: None,
            campaign: None,
            slot: None,
            owner: String::new(),
            history: Vec::new(),
            comments: Vec::new(),
            links: Vec::new(),
            notes: String::new(),
            tags: Vec::new(),
            extra: Extra::new(),
        }
    }

    /// What the team calls it.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// What it says on a channel.
    pub fn variant(&self, channel: Id) -> Option<&Variant> {
        self.variants.iter().find(|variant| variant.channel == channel)
    }

    /// When a variant goes out, or went.
    pub fn time_of(&self, variant: &Variant) -> Option<Instant> {
        variant.published.or(variant.planned).or(self.planned)
    }

    /// Moves it a step further, and notes who did it and why. Standing still is no step.
    pub fn step(&mut self, at: Instant, to: ContentStatus, who: &str, why: &str) {
        if self.status == to {
            return;
        }
        self.status = to;
        self.updated = at;
        self.history.push(Step { at, to, who: who.to_owned(), why: why.to_owned(), extra: Extra::new() });
    }
}

impl Variant {
    /// An empty variant for a channel.
    pub fn new(channel: Id) -> Self {
        Self {
            channel,
            title: String::new(),
            text: String::new(),
            link: String::new(),
            media: Vec::new(),
            planned: None,
            published: None,
            permalink: String::new(),
            result: None,
            extra: Extra::new(),
        }
    }
}
