//! A small workspace for the tests of this module.

use crate::model::{
    Day, Id, Instant, Record, Settings, Workspace, Zone,
    facts::{DictionaryKind, TableKind, Value, post},
    record::{Channel, ContentItem, ContentStatus, Platform, Variant},
    time::DAY_MS,
};
use std::sync::Arc;

pub fn id(n: u8) -> Id {
    Id::mint(i64::from(n), [n; 10])
}

/// An instant of November 2026 in UTC.
pub fn at(day: u32, hour: i64, minute: i64) -> Instant {
    i64::from(Day::from_ymd(2026, 11, day).unwrap().0) * DAY_MS + (hour * 60 + minute) * 60_000
}

/// A workspace with two channels: 1 Instagram, 2 a forum.
pub fn workspace() -> Workspace {
    let mut workspace = Workspace::new(Settings::new(id(250), "Test", 0, Zone::UTC));
    put(&mut workspace, Channel::new(id(1), 0, "Insta", Platform::Instagram));
    put(&mut workspace, Channel::new(id(2), 0, "Forum", Platform::Forum));
    workspace
}

pub fn put(workspace: &mut Workspace, record: impl Into<Record>) {
    workspace.records.put(record.into());
}

/// A scheduled piece with a text on the first channel.
pub fn item(n: u8, planned: Option<Instant>, text: &str) -> ContentItem {
    let mut item = ContentItem::new(id(n), 0, format!("Piece {n}"));
    item.status = ContentStatus::Scheduled;
    item.planned = planned;
    let mut variant = Variant::new(id(1));
    variant.text = text.to_owned();
    item.variants = vec![variant];
    item
}

/// Posts: id, channel, time, text, permalink, likes, reach.
pub type Row<'a> = (&'a str, u8, Instant, &'a str, &'a str, f64, f64);

pub fn posts(workspace: &mut Workspace, rows: &[Row<'_>]) {
    let dictionaries = Arc::make_mut(&mut workspace.facts.dictionaries);
    let source = dictionaries.get_mut(DictionaryKind::Source).code("instagram");
    let mut builder =
        std::mem::replace(&mut workspace.facts.posts, crate::model::facts::Table::new(TableKind::Posts)).into_builder();
    for (name, channel, time, text, permalink, likes, reach) in rows {
        let channel = dictionaries.get_mut(DictionaryKind::Channel).code(&id(*channel).to_string());
        let mut cells = [Value::Missing; post::COLUMNS.len()];
        cells[post::ID] = Value::Text(name);
        cells[post::SOURCE] = Value::Code(source);
        cells[post::CHANNEL] = Value::Code(channel);
        cells[post::TIME] = Value::Time(*time);
        cells[post::TITLE] = Value::Text(text);
        cells[post::PERMALINK] = Value::Text(permalink);
        cells[post::LIKES] = Value::Number(*likes);
        cells[post::REACH] = Value::Number(*reach);
        builder.push(&cells);
    }
    workspace.facts.posts = builder.finish();
}

/// Each line: addresses of one post as the networks themselves hand them out.
pub const SAME_POST: &[&str] = &[
    "https://www.instagram.com/p/C8aBcDeFgHi/?igsh=MTc4 http://instagram.com/reel/C8aBcDeFgHi \
             https://www.instagram.com/briskway/reel/C8aBcDeFgHi/ instagram.com/p/C8aBcDeFgHi#top",
    "https://youtu.be/dQw4w9WgXcQ?si=abc https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=42s \
             https://m.youtube.com/watch?feature=share&v=dQw4w9WgXcQ https://youtube.com/shorts/dQw4w9WgXcQ",
    "https://x.com/jack/status/20 https://twitter.com/jack/status/20?s=20 https://mobile.twitter.com/i/web/status/20 \
             https://X.com/jack/status/20/photo/1",
    "https://www.facebook.com/briskway/posts/1234567 https://m.facebook.com/story.php?story_fbid=1234567&id=9 \
             https://www.facebook.com/permalink.php?story_fbid=1234567&id=9 https://facebook.com/briskway/posts/a-title/1234567/",
    "https://www.facebook.com/watch/?v=88 https://www.facebook.com/briskway/videos/88/ https://facebook.com/reel/88",
    "https://www.linkedin.com/posts/tidyloom_new-release-activity-7123456789012345678-AbCd?utm_source=share \
             https://www.linkedin.com/feed/update/urn:li:activity:7123456789012345678/ \
             https://www.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A7123456789012345678",
    "https://www.tiktok.com/@briskway/video/7234567890123456789?is_from_webapp=1 \
             https://m.tiktok.com/v/7234567890123456789.html",
    "https://www.pinterest.com/pin/99/ https://pinterest.co.uk/pin/a-nice-pin--99/ https://de.pinterest.com/pin/99",
    "https://www.threads.net/@briskway/post/C9xY https://www.threads.com/@briskway/post/C9xY?xmt=1 \
             https://www.threads.net/t/C9xY",
    "https://bsky.app/profile/bsky.app/post/3l6oveex3ii2l https://bsky.app/profile/did:plc:z72i7/post/3l6oveex3ii2l",
    "https://mastodon.social/@Gargron/1 https://mastodon.social/users/Gargron/statuses/1",
    "https://www.reddit.com/r/rust/comments/1abc/a_title/ https://redd.it/1abc https://old.reddit.com/comments/1abc",
    "https://t.me/durov/1 https://t.me/s/durov/1",
    "https://meta.discourse.org/t/a-title/123 https://meta.discourse.org/t/123 https://meta.discourse.org/t/a-title/123/1",
    "https://Blog.Example.org/2026/a-post/?utm_source=x&utm_medium=y http://www.blog.example.org/2026/a-post",
    "https://example.org/?p=12&utm_campaign=z https://example.org?p=12#more",
    "https://example.org/gr%C3%BC%C3%9Fe https://example.org/grüße",
];
