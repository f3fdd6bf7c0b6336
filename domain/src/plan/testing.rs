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
