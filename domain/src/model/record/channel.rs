//! A channel: one account or place on a platform.

use super::choices::choices;
use crate::model::{Extra, Id, Instant, Zone};
use serde::{Deserialize, Serialize};

/// An account or place where the community meets.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Channel {
    /// Identifier.
    pub id: Id,
    /// When it was made: ms since 1970, UTC.
    pub created: Instant,
    /// When it was last changed: ms since 1970, UTC.
    pub updated: Instant,
    /// What people call it, such as “Pulse on Instagram”.
    pub name: String,
    /// The network or kind of place.
    pub platform: Platform,
    /// Account name on the platform, without @.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub handle: String,
    /// Address of the profile.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub url: String,
    /// What the profile says about itself.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub bio: String,
    /// The language it speaks, such as `en` or `es-MX`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub language: String,
    /// The zone its audience lives in; none = the workspace's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<Zone>,
    /// Points of the profile's checklist that somebody ticked, by their ids.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checklist: Vec<String>,
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

impl Channel {
    /// A channel with a name on a platform.
    pub fn new(id: Id, now: Instant, name: impl Into<String>, platform: Platform) -> Self {
        Self {
            id,
            created: now,
            updated: now,
            name: name.into(),
            platform,
            handle: String::new(),
            url: String::new(),
            bio: String::new(),
            language: String::new(),
            zone: None,
            checklist: Vec::new(),
            notes: String::new(),
            archived: None,
            links: Vec::new(),
            tags: Vec::new(),
            extra: Extra::new(),
        }
    }

    /// What people call it.
    pub fn title(&self) -> &str {
        &self.name
    }
}

choices! {
    /// A network or kind of place.
    Platform {
        /// Instagram.
        Instagram "instagram" "Instagram",
        /// Facebook.
        Facebook "facebook" "Facebook",
        /// X.
        X "x" "X",
        /// LinkedIn.
        LinkedIn "linkedin" "LinkedIn",
        /// TikTok.
        TikTok "tiktok" "TikTok",
        /// YouTube.
        YouTube "youtube" "YouTube",
        /// Pinterest.
        Pinterest "pinterest" "Pinterest",
        /// Threads.
        Threads "threads" "Threads",
        /// Bluesky.
        Bluesky "bluesky" "Bluesky",
        /// Mastodon.
        Mastodon "mastodon" "Mastodon",
        /// Reddit.
        Reddit "reddit" "Reddit",
        /// Discord.
        Discord "discord" "Discord",
        /// Slack.
        Slack "slack" "Slack",
        /// Telegram.
        Telegram "telegram" "Telegram",
        /// WhatsApp.
        WhatsApp "whatsapp" "WhatsApp",
        /// Forum.
        Forum "forum" "Forum",
        /// Blog.
        Blog "blog" "Blog",
        /// Newsletter.
        Newsletter "newsletter" "Newsletter",
        /// Other.
        Other "other" "Other",
    }
}

impl Platform {
    /// The platform a file or a person means by a name, in any case; `Other` where none fits.
    pub fn from_name(name: &str) -> Self {
        let name = name.trim().to_lowercase();
        Self::ALL
            .iter()
            .copied()
            .find(|platform| name == platform.key() || name == platform.label().to_lowercase())
            .unwrap_or(match name.as_str() {
                "twitter" => Self::X,
                "discourse" => Self::Forum,
                "ig" => Self::Instagram,
                "fb" => Self::Facebook,
                "yt" => Self::YouTube,
                "email" | "e-mail" => Self::Newsletter,
                _ => Self::Other,
            })
    }
}
