//! What each network allows and how it behaves, as data: `facts.json` beside this file.
//!
//! Every network's facts carry the day they were last compared with their sources (the network's own documentation where
//! it has some). What no source says is left out: a missing limit is not checked, and not guessed. A workspace may keep
//! facts of its own in place of these; they replace the whole of a network's facts.

use super::{
    count::Counter,
    fact::{ImageSize, ProfilePart, put, take},
    tags::MentionStyle,
};
use crate::model::{
    Day, Extra, Workspace,
    record::{NetworkFacts, Platform},
};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use serde_json::Value;
use std::{borrow::Cow, sync::OnceLock};

/// Declares the facts once: their fields, and how they are read and written one by one. Derived by serde they would be
/// five times the code, for so many optional fields.
macro_rules! facts {
    ($($(#[$doc:meta])* $name:ident: $type:ty,)+) => {
        /// The facts of one network. Plain fields, so that each can be shown and edited as a row.
        #[derive(Clone, Debug, Default, PartialEq)]
        #[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
        #[cfg_attr(not(target_arch = "wasm32"), schemars(default))]
        pub struct PlatformFacts {
            $($(#[$doc])* pub $name: $type,)+
            /// Fields this version does not know.
            #[cfg_attr(not(target_arch = "wasm32"), schemars(flatten))]
            pub extra: Extra,
        }

        impl PlatformFacts {
            fn read(mut fields: Extra) -> Result<Self, String> {
                let mut facts = Self::default();
                $(take(&mut fields, stringify!($name), &mut facts.$name)?;)+
                facts.extra = fields;
                Ok(facts)
            }

            /// What is known, in the order of the fields.
            fn known(&self) -> Vec<(&'static str, Value)> {
                let mut known = Vec::new();
                $(put(&mut known, stringify!($name), &self.$name);)+
                known
            }
        }
    };
}

facts! {
    /// The network. None in facts that say nothing.
    platform: Option<Platform>,
    /// When the facts were last compared with their sources.
    checked: Option<Day>,
    /// Where they come from: addresses of pages.
    sources: Vec<String>,
    /// Who is there, in one line.
    audience: String,
    /// What it is good for, in one line.
    strengths: String,
    /// How often to post, as is commonly advised.
    cadence: String,
    /// After how many days without a post a channel there looks abandoned.
    quiet_after_days: Option<u32>,

    /// What the network counts.
    counter: Counter,
    /// Longest text of a post, in the counter's unit.
    text_max: Option<u32>,
    /// Longest text of a post with media, where it is another.
    caption_max: Option<u32>,
    /// Longest text in bytes of UTF-8, beside the limit in the counter's unit.
    text_bytes_max: Option<u32>,
    /// Length up to which the network itself advises to stay.
    text_advised: Option<u32>,
    /// Characters that text and title must not hold.
    forbidden: String,
    /// More about the text.
    text_note: String,
    /// Whether a post has a title (or a subject).
    title: bool,
    /// Whether a post needs one.
    title_required: bool,
    /// Longest title, in characters.
    title_max: Option<u32>,
    /// Length of a title up to which it is advised to stay.
    title_advised: Option<u32>,
    /// Longest bio or description of the profile, in the counter's unit without its rule for links.
    bio_max: Option<u32>,

    /// Whether links in the text of a post can be followed.
    links_clickable: bool,
    /// What each link counts, whatever its length.
    link_length: Option<u32>,
    /// More about links.
    link_note: String,
    /// Whether hashtags lead somewhere.
    hashtags: bool,
    /// Most hashtags of a post.
    hashtags_max: Option<u32>,
    /// Whether a post with more is refused; else they are only ignored.
    hashtags_refused: bool,
    /// Up to how many are commonly advised.
    hashtags_advised: Option<u32>,
    /// More about hashtags.
    hashtag_note: String,
    /// How mentions are written.
    mentions: MentionStyle,
    /// Most mentions of a post.
    mentions_max: Option<u32>,

    /// Whether a post needs an image or a video.
    media_required: bool,
    /// Whether a post needs a video.
    video_required: bool,
    /// Whether images and videos can stand in one post.
    mixed_media: bool,
    /// Most media of a post, of all kinds.
    media_max: Option<u32>,
    /// Most videos of a post.
    videos_max: Option<u32>,
    /// Most animated GIFs of a post, where they are not images like others.
    gifs_max: Option<u32>,
    /// Formats of images by the endings of their names, without the point.
    image_formats: Vec<String>,
    /// Largest image, in bytes.
    image_bytes_max: Option<u64>,
    /// Largest animated GIF, in bytes.
    gif_bytes_max: Option<u64>,
    /// Narrowest image: width divided by height.
    image_ratio_min: Option<f64>,
    /// Widest image: width divided by height.
    image_ratio_max: Option<f64>,
    /// Sizes of images that are shown whole and sharp.
    image_sizes: Vec<ImageSize>,
    /// Formats of videos by the endings of their names, without the point.
    video_formats: Vec<String>,
    /// Largest video, in bytes.
    video_bytes_max: Option<u64>,
    /// Shortest video, in seconds.
    video_seconds_min: Option<f64>,
    /// Longest video, in seconds.
    video_seconds_max: Option<f64>,
    /// Whether images can be described for those who do not see them.
    alt_images: bool,
    /// Whether videos can.
    alt_videos: bool,
    /// Longest description of an image or video, in the counter's unit.
    alt_max: Option<u32>,
    /// More about media.
    media_note: String,

    /// What a profile there can have.
    profile: Vec<ProfilePart>,
}

impl<'de> Deserialize<'de> for PlatformFacts {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        Self::read(Extra::deserialize(source)?).map_err(D::Error::custom)
    }
}

impl Serialize for PlatformFacts {
    fn serialize<S: Serializer>(&self, target: S) -> Result<S::Ok, S::Error> {
        target.collect_map(
            self.known()
                .iter()
                .map(|(name, value)| (*name, value))
                .chain(self.extra.iter().map(|(name, value)| (name.as_str(), value))),
        )
    }
}

impl PlatformFacts {
    /// The facts that come with this version.
    pub fn of(platform: Platform) -> &'static Self {
        static NOTHING: OnceLock<PlatformFacts> = OnceLock::new();
        let shipped = Self::shipped().iter().find(|facts| facts.platform == Some(platform));
        shipped.unwrap_or_else(|| NOTHING.get_or_init(Self::default))
    }

    /// What holds in a workspace: the facts that come with this version, with those in their place that somebody
    /// entered there. What cannot be read as the fact it is named after is left out.
    pub fn in_workspace(workspace: &Workspace, platform: Platform) -> Cow<'static, Self> {
        let own = workspace.records.network_facts.get(NetworkFacts::id_of(platform));
        let shipped = Self::of(platform);
        let Some(own) = own.filter(|own| !own.facts.is_empty()) else { return Cow::Borrowed(shipped) };
        let mut facts = shipped.clone();
        for (name, value) in &own.facts {
            facts.set(name, value.clone());
        }
        (facts.platform, facts.checked) = (Some(platform), Some(own.checked));
        Cow::Owned(facts)
    }

    /// A fact by its name, as in files; none where it is not known.
    pub fn get(&self, name: &str) -> Option<Value> {
        self.known().into_iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    /// Sets a fact by its name, null making it unknown; whether that could be done.
    pub fn set(&mut self, name: &str, value: Value) -> bool {
        let mut fields: Extra = self.known().into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        if value.is_null() {
            fields.remove(name);
        } else {
            fields.insert(name.to_owned(), value);
        }
        let read = Self::read(fields).ok().filter(|read| read.extra.is_empty());
        let Some(read) = read else { return false };
        *self = Self { extra: std::mem::take(&mut self.extra), ..read };
        true
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_workspace_may_know_better() {
        let mut workspace = Workspace::new(crate::model::Settings::new(
            crate::model::Id::derived("w"),
            "W",
            0,
            crate::model::Zone::UTC,
        ));
        let shipped = PlatformFacts::of(Platform::Bluesky);
        assert_eq!(shipped.text_max, Some(300));
        let mut own = NetworkFacts::new(0, Platform::Bluesky, Day(20_000));
        for (name, value) in [
            ("text_max", Value::from(500)),
            ("hashtags", Value::Bool(false)),
            ("bio_max", Value::Null),
            ("alt_max", "many".into()),
            ("nonsense", 1.into()),
        ] {
            own.facts.insert(name.into(), value);
        }
        workspace.records.put(own.into());
        let facts = PlatformFacts::in_workspace(&workspace, Platform::Bluesky);
        assert_eq!((facts.text_max, facts.hashtags, facts.bio_max), (Some(500), false, None));
        assert_eq!(
            (facts.alt_max, facts.counter, facts.checked),
            (shipped.alt_max, shipped.counter, Some(Day(20_000)))
        );
        assert_eq!(facts.get("text_max"), Some(500.into()));
        assert!(facts.extra.is_empty());
        assert_eq!(
            PlatformFacts::in_workspace(&workspace, Platform::X).text_max,
            PlatformFacts::of(Platform::X).text_max
        );
    }

    #[test]
    fn the_schema_has_every_field_that_is_written() {
        let schema = schemars::schema_for!(PlatformFacts);
        let fields = schema.as_value().pointer("/properties").and_then(Value::as_object).unwrap();
        for facts in PlatformFacts::shipped() {
            for (name, _) in facts.known() {
                assert!(fields.contains_key(name), "{name}");
            }
        }
        assert!(schema.as_value().get("required").is_none(), "facts may say as little as they know");
    }
}
