//! A piece of content while it is written: each field a signal of its own, put together again to be kept.

use crate::{
    model::{
        Day, Extra, Id, Instant, Workspace, Zone,
        record::{ContentItem, ContentStatus, HasMetadata, Media, ReviewComment, Variant},
    },
    ui::pages::metadata::MetadataDraft,
    view::plan::when,
};
use leptos::prelude::*;

/// A piece of content in the form. Copies are handles to the same state.
#[derive(Clone, Copy)]
pub struct Draft {
    /// What it is called.
    pub title: RwSignal<String>,
    /// The day it is planned for.
    pub day: RwSignal<Option<Day>>,
    /// The minute of that day.
    pub minute: RwSignal<Option<u16>>,
    /// Id of the pillar, or empty.
    pub pillar: RwSignal<String>,
    /// Id of the campaign, or empty.
    pub campaign: RwSignal<String>,
    /// Who sees to it.
    pub owner: RwSignal<String>,
    /// Tags, notes, links.
    pub meta: MetadataDraft,
    /// What it says where.
    pub variants: RwSignal<Vec<VariantDraft>>,
    /// What was said about it.
    pub comments: RwSignal<Vec<ReviewComment>>,
    /// The record as it was when the form was opened.
    base: StoredValue<ContentItem>,
    zone: Zone,
    home: Home,
}

/// Where the form's signals live. What is made in answer to a click would else live as long as the button only, which is
/// drawn anew when the workspace changes.
#[derive(Clone, Copy, PartialEq)]
struct Home(StoredValue<Option<Owner>>);

impl Home {
    fn here() -> Self {
        Self(StoredValue::new(Owner::current()))
    }

    fn make<T>(self, make: impl FnOnce() -> T) -> T {
        match self.0.try_get_value().flatten() {
            Some(owner) => owner.with(make),
            None => make(),
        }
    }
}

/// A variant in the form.
#[derive(Clone, Copy, PartialEq)]
pub struct VariantDraft {
    /// The channel.
    pub channel: Id,
    /// A title of its own.
    pub title: RwSignal<String>,
    /// The text.
    pub text: RwSignal<String>,
    /// A link beside the text.
    pub link: RwSignal<String>,
    /// Pictures and videos, each with a key of its own.
    pub media: RwSignal<Vec<MediaDraft>>,
    /// The address of the published post.
    pub permalink: RwSignal<String>,
    /// When it went out.
    pub published: RwSignal<Option<Instant>>,
    base: StoredValue<Variant>,
    home: Home,
}

/// A picture or video in the form.
#[derive(Clone, Copy, PartialEq)]
pub struct MediaDraft {
    /// What is known of the file.
    pub media: RwSignal<Media>,
}

impl Draft {
    /// A record in the form.
    pub fn new(item: ContentItem, zone: Zone) -> Self {
        let id = |id: Option<Id>| RwSignal::new(id.map(|id| id.to_string()).unwrap_or_default());
        let home = Home::here();
        let variants = item.variants.iter().map(|variant| VariantDraft::new(variant.clone(), home)).collect();
        Self {
            title: RwSignal::new(item.title.clone()),
            day: RwSignal::new(item.planned.map(|at| zone.day(at))),
            minute: RwSignal::new(item.planned.map(|at| when::minute(at, zone))),
            pillar: id(item.pillar),
            campaign: id(item.campaign),
            owner: RwSignal::new(item.owner.clone()),
            meta: MetadataDraft::of(item.id, &item),
            variants: RwSignal::new(variants),
            comments: RwSignal::new(item.comments.clone()),
            base: StoredValue::new(item),
            zone,
            home,
        }
    }

    /// The time in the form. A day without a time of day is the morning's.
    pub fn planned(self) -> Option<Instant> {
        let day = self.day.get()?;
        Some(when::at(day, self.minute.get().unwrap_or(9 * 60), self.zone))
    }

    /// The record that the form means. Without a title it is called by its first line.
    pub fn item(self) -> ContentItem {
        let mut item = self.base.get_value();
        // A time that was not touched keeps its seconds.
        let planned = self.planned();
        if item.planned.map(|at| at / 60_000) != planned.map(|at| at / 60_000) {
            item.planned = planned;
        }
        item.title = self.title.get().trim().to_owned();
        item.pillar = self.pillar.with(|id| id.parse().ok());
        item.campaign = self.campaign.with(|id| id.parse().ok());
        item.owner = self.owner.get().trim().to_owned();
        item.set_metadata(self.meta.metadata());
        item.comments = self.comments.get();
        item.variants = self.variants.with(|variants| variants.iter().map(|variant| variant.variant()).collect());
        if item.title.is_empty() {
            item.title = item.variants.iter().find_map(|variant| first_line(&variant.text)).unwrap_or_default();
        }
        item
    }

    /// Whether the form says something else than the record did.
    pub fn is_changed(self) -> bool {
        let item = untrack(|| self.item());
        self.base.with_value(|base| *base != item)
    }

    /// Whether nothing was written yet.
    pub fn is_blank(self) -> bool {
        let item = untrack(|| self.item());
        item.title.is_empty()
            && item.notes.is_empty()
            && item.comments.is_empty()
            && item.variants.iter().all(|it| it.media.is_empty())
    }

    /// How far the record is.
    pub fn status(self) -> ContentStatus {
        self.base.with_value(|base| base.status)
    }

    /// The record as it was.
    pub fn base(self) -> ContentItem {
        self.base.get_value()
    }

    /// Takes a channel in, beginning with what the first variant says; or leaves it out.
    pub fn set_channel(self, channel: Id, on: bool) {
        self.variants.update(|variants| {
            if !on {
                variants.retain(|variant| variant.channel != channel);
            } else if variants.iter().all(|variant| variant.channel != channel) {
                // What was left out a moment ago comes back as it was.
                let before = self.base.with_value(|base| base.variant(channel).cloned());
                let variant = before.unwrap_or_else(|| {
                    let mut variant = Variant::new(channel);
                    if let Some(first) = variants.first() {
                        variant.text = first.text.get_untracked();
                        variant.link = first.link.get_untracked();
                        variant.media = first
                            .media
                            .with_untracked(|media| media.iter().map(|media| media.media.get_untracked()).collect());
                    }
                    variant
                });
                variants.push(self.home.make(|| VariantDraft::new(variant, self.home)));
            }
        });
    }
}

impl VariantDraft {
    fn new(variant: Variant, home: Home) -> Self {
        Self {
            channel: variant.channel,
            title: RwSignal::new(variant.title.clone()),
            text: RwSignal::new(variant.text.clone()),
            link: RwSignal::new(variant.link.clone()),
            media: RwSignal::new(variant.media.iter().cloned().map(MediaDraft::new).collect()),
            permalink: RwSignal::new(variant.permalink.clone()),
            published: RwSignal::new(variant.published),
            base: StoredValue::new(variant),
            home,
        }
    }

    /// Takes a picture or video in.
    pub fn add_media(self, media: Media) -> MediaDraft {
        let media = self.home.make(|| MediaDraft::new(media));
        self.media.update(|all| all.push(media));
        media
    }

    /// The variant that the form means.
    pub fn variant(self) -> Variant {
        let mut variant = self.base.get_value();
        variant.title = self.title.get();
        variant.text = self.text.get();
        variant.link = self.link.get().trim().to_owned();
        variant.media = self.media.with(|media| media.iter().map(|media| media.media.get()).collect());
        variant.permalink = self.permalink.get().trim().to_owned();
        variant.published = self.published.get();
        // A post that is not out any more has no result.
        if variant.published.is_none() && variant.permalink.is_empty() {
            variant.result = None;
        }
        variant
    }
}

impl MediaDraft {
    /// What is known of a file.
    pub fn new(media: Media) -> Self {
        Self { media: RwSignal::new(media) }
    }
}

fn first_line(text: &str) -> Option<String> {
    let line = text.lines().map(str::trim).find(|line| !line.is_empty())?;
    Some(match line.char_indices().nth(80) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or(line).trim_end()),
        None => line.to_owned(),
    })
}

/// A file as media, as far as its name and size say.
pub fn media_of(name: String, mime: &str, bytes: u64) -> Media {
    use crate::model::record::MediaKind;
    let kind = match mime {
        "image/gif" => MediaKind::Gif,
        video if video.starts_with("video/") => MediaKind::Video,
        _ => MediaKind::Image,
    };
    Media {
        kind,
        name,
        alt: String::new(),
        bytes: Some(bytes),
        width: None,
        height: None,
        seconds: None,
        extra: Extra::new(),
    }
}

/// An idea for a day, at the workspace's own hour.
pub fn fresh(workspace: &Workspace, id: Id, now: Instant, day: Option<Day>) -> ContentItem {
    let mut item = ContentItem::new(id, now, "");
    if let Some(day) = day {
        item.status = ContentStatus::Draft;
        item.planned = Some(when::at(day, 9 * 60, workspace.settings.zone));
    }
    item
}
