//! What each network allows and how it behaves, as data: `facts.json` beside this file.
//!
//! Every network's facts carry the day they were last compared with their sources (the network's own documentation where
//! it has some). What no source says is left out: a missing limit is not checked, and not guessed. A workspace may keep
//! facts of its own in place of these; they replace the whole of a network's facts.

use super::{count::Counter, tags::MentionStyle};
use crate::model::{Day, Extra, record::Platform};
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;

/// The facts of one network. Plain fields, so that each can be shown and edited as a row.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(default)]
pub struct PlatformFacts {
    /// The network. None in facts that say nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform: Option<Platform>,
    /// When the facts were last compared with their sources.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub checked: Option<Day>,
    /// Where they come from: addresses of pages.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
    /// Who is there, in one line.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub audience: String,
    /// What it is good for, in one line.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub strengths: String,
    /// How often to post, as is commonly advised.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub cadence: String,
    /// After how many days without a post a channel there looks abandoned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quiet_after_days: Option<u32>,

    /// What the network counts.
    pub counter: Counter,
    /// Longest text of a post, in the counter's unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text_max: Option<u32>,
    /// Longest text of a post with media, where it is another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caption_max: Option<u32>,
    /// Longest text in bytes of UTF-8, beside the limit in the counter's unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text_bytes_max: Option<u32>,
    /// Length up to which the network itself advises to stay.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text_advised: Option<u32>,
    /// Characters that text and title must not hold.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub forbidden: String,
    /// More about the text.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub text_note: String,
    /// Whether a post has a title (or a subject).
    pub title: bool,
    /// Whether a post needs one.
    pub title_required: bool,
    /// Longest title, in characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title_max: Option<u32>,
    /// Length of a title up to which it is advised to stay.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title_advised: Option<u32>,
    /// Longest bio or description of the profile, in the counter's unit without its rule for links.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bio_max: Option<u32>,

    /// Whether links in the text of a post can be followed.
    pub links_clickable: bool,
    /// What each link counts, whatever its length.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link_length: Option<u32>,
    /// More about links.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub link_note: String,
    /// Whether hashtags lead somewhere.
    pub hashtags: bool,
    /// Most hashtags of a post.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hashtags_max: Option<u32>,
    /// Whether a post with more is refused; else they are only ignored.
    pub hashtags_refused: bool,
    /// Up to how many are commonly advised.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hashtags_advised: Option<u32>,
    /// More about hashtags.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub hashtag_note: String,
    /// How mentions are written.
    pub mentions: MentionStyle,
    /// Most mentions of a post.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mentions_max: Option<u32>,

    /// Whether a post needs an image or a video.
    pub media_required: bool,
    /// Whether a post needs a video.
    pub video_required: bool,
    /// Whether images and videos can stand in one post.
    pub mixed_media: bool,
    /// Most media of a post, of all kinds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media_max: Option<u32>,
    /// Most videos of a post.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub videos_max: Option<u32>,
    /// Most animated GIFs of a post, where they are not images like others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gifs_max: Option<u32>,
    /// Formats of images by the endings of their names, without the point.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub image_formats: Vec<String>,
    /// Largest image, in bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_bytes_max: Option<u64>,
    /// Largest animated GIF, in bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gif_bytes_max: Option<u64>,
    /// Narrowest image: width divided by height.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_ratio_min: Option<f64>,
    /// Widest image: width divided by height.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_ratio_max: Option<f64>,
    /// Sizes of images that are shown whole and sharp.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub image_sizes: Vec<ImageSize>,
    /// Formats of videos by the endings of their names, without the point.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub video_formats: Vec<String>,
    /// Largest video, in bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub video_bytes_max: Option<u64>,
    /// Shortest video, in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub video_seconds_min: Option<f64>,
    /// Longest video, in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub video_seconds_max: Option<f64>,
    /// Whether images can be described for those who do not see them.
    pub alt_images: bool,
    /// Whether videos can.
    pub alt_videos: bool,
    /// Longest description of an image or video, in the counter's unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alt_max: Option<u32>,
    /// More about media.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub media_note: String,

    /// What a profile there can have.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub profile: Vec<ProfilePart>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A size of image that a network advises.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct ImageSize {
    /// What it is for, such as “Portrait” or “Profile picture”.
    pub name: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

/// What profiles have on some networks only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ProfilePart {
    /// A short text about the account.
    Bio,
    /// A picture of the account.
    Picture,
    /// A wide picture above the profile.
    Cover,
    /// A link beside the bio.
    Link,
    /// Ways to get in touch: mail, telephone, a button.
    Contact,
    /// A post that stays on top.
    Pinned,
    /// A sign that the account is who it says.
    Verified,
    /// Rules that members see.
    Rules,
}

impl PlatformFacts {
    /// The facts that come with this version.
    pub fn of(platform: Platform) -> &'static Self {
        static NOTHING: OnceLock<PlatformFacts> = OnceLock::new();
        let shipped = Self::shipped().iter().find(|facts| facts.platform == Some(platform));
        shipped.unwrap_or_else(|| NOTHING.get_or_init(Self::default))
    }

    /// The facts of every network that come with this version.
    pub fn shipped() -> &'static [Self] {
        static SHIPPED: OnceLock<Vec<PlatformFacts>> = OnceLock::new();
        // A test reads the file; were it not readable, no limit would be known and none checked.
        SHIPPED.get_or_init(|| serde_json::from_str(include_str!("facts.json")).unwrap_or_default())
    }

    /// What the network is called.
    pub fn label(&self) -> &'static str {
        self.platform.map_or("this network", Platform::label)
    }

    /// The longest text of a post with or without media; none where it is not known.
    pub fn text_limit(&self, with_media: bool) -> Option<usize> {
        let caption = self.caption_max.filter(|_| with_media);
        caption.or(self.text_max).map(|limit| limit as usize)
    }

    /// The advised size of an image with this name.
    pub fn image_size(&self, name: &str) -> Option<&ImageSize> {
        self.image_sizes.iter().find(|size| size.name == name)
    }
}
