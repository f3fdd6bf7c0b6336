//! A channel: one account or place on a platform.

use crate::model::{Extra, Id, Instant};
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

macro_rules! platforms {
    ($($name:ident $key:literal $label:literal),+ $(,)?) => {
        /// A network or kind of place.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
        pub enum Platform {
            $(#[doc = $label] #[serde(rename = $key)] $name,)+
        }

        impl Platform {
            /// Every platform.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The name in files.
            pub fn key(self) -> &'static str {
                match self { $(Self::$name => $key,)+ }
            }

            /// The name as its users write it.
            pub fn label(self) -> &'static str {
                match self { $(Self::$name => $label,)+ }
            }
        }
    };
}

platforms! {
    Instagram "instagram" "Instagram",
    Facebook "facebook" "Facebook",
    X "x" "X",
    LinkedIn "linkedin" "LinkedIn",
    TikTok "tiktok" "TikTok",
    YouTube "youtube" "YouTube",
    Pinterest "pinterest" "Pinterest",
    Threads "threads" "Threads",
    Bluesky "bluesky" "Bluesky",
    Mastodon "mastodon" "Mastodon",
    Reddit "reddit" "Reddit",
    Discord "discord" "Discord",
    Slack "slack" "Slack",
    Telegram "telegram" "Telegram",
    WhatsApp "whatsapp" "WhatsApp",
    Forum "forum" "Forum",
    Blog "blog" "Blog",
    Newsletter "newsletter" "Newsletter",
    Other "other" "Other",
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
