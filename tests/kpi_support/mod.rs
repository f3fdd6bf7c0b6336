//! Small workspaces for the tests of KPIs.

#![allow(dead_code, clippy::unwrap_used)]

pub mod case;
pub mod talk;

use hearth::model::{
    Id, Settings, Workspace, Zone,
    facts::{DictionaryKind, Value, activity, channel_day, member, post},
    time::parse_iso,
};
use std::sync::Arc;

/// One activity.
#[derive(Clone, Debug, Default)]
pub struct Act {
    /// Row of the members table.
    pub member: Option<u32>,
    /// ms since 1970, UTC.
    pub time: Option<i64>,
    /// Kind; empty = none.
    pub kind: &'static str,
    /// Number of a channel.
    pub channel: Option<u8>,
}

/// The id of a numbered channel.
pub fn channel_id(number: u8) -> Id {
    Id::derived(&format!("channel {number}"))
}

/// An empty workspace.
pub fn workspace(zone: &str) -> Workspace {
    Workspace::new(Settings::new(Id::derived("test"), "Test", 0, zone.parse::<Zone>().unwrap()))
}

/// The instant of an ISO 8601 text.
pub fn at(text: &str) -> Option<i64> {
    Some(parse_iso(text).unwrap())
}

/// Adds members: (staff, bot) of each.
pub fn add_members(workspace: &mut Workspace, members: &[(bool, bool)]) {
    let mut builder = workspace.facts.members.clone().into_builder();
    for (staff, bot) in members {
        let mut row = vec![Value::Missing; member::COLUMNS.len()];
        let id = builder.len().to_string();
        row[member::ID] = Value::Text(&id);
        row[member::STAFF] = Value::Byte(u8::from(*staff));
        row[member::BOT] = Value::Byte(u8::from(*bot));
        builder.push(&row);
    }
    workspace.facts.members = builder.finish();
}

/// Says when members joined, by row.
pub fn set_joined(workspace: &mut Workspace, joined: &[Option<i64>]) {
    for (row, time) in joined.iter().enumerate() {
        let value = time.map_or(Value::Missing, Value::Time);
        workspace.facts.members.set(row, member::JOINED, value);
    }
}

/// A file of the shared test data; `None`, and a word about it, where it is not there.
pub fn shared(path: &str) -> Option<String> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(path);
    let text = std::fs::read_to_string(&path).ok();
    if text.is_none() {
        println!("skipped: there is no {}", path.display());
    }
    text
}

/// Adds activities.
pub fn add_activities(workspace: &mut Workspace, acts: &[Act]) {
    let dictionaries = Arc::make_mut(&mut workspace.facts.dictionaries);
    let mut builder = workspace.facts.activities.clone().into_builder();
    for act in acts {
        let mut row = vec![Value::Missing; activity::COLUMNS.len()];
        let id = builder.len().to_string();
        row[activity::ID] = Value::Text(&id);
        row[activity::ORIGIN] = Value::Byte(0);
        if let Some(member) = act.member {
            row[activity::MEMBER] = Value::Code(member);
        }
        if let Some(time) = act.time {
            row[activity::TIME] = Value::Time(time);
        }
        if !act.kind.is_empty() {
            row[activity::KIND] = Value::Code(dictionaries.get_mut(DictionaryKind::Kind).code(act.kind));
        }
        if let Some(channel) = act.channel {
            let id = channel_id(channel).to_string();
            row[activity::CHANNEL] = Value::Code(dictionaries.get_mut(DictionaryKind::Channel).code(&id));
        }
        builder.push(&row);
    }
    workspace.facts.activities = builder.finish();
}

/// One post.
#[derive(Clone, Debug, Default)]
pub struct Post {
    /// ms since 1970, UTC.
    pub time: Option<i64>,
    /// Number of a channel.
    pub channel: Option<u8>,
    /// Type; empty = none.
    pub kind: &'static str,
    /// Impressions, reach, views, likes, comments, shares, saves, clicks, followers.
    pub metrics: [Option<f64>; 9],
}

/// Adds posts.
pub fn add_posts(workspace: &mut Workspace, posts: &[Post]) {
    let dictionaries = Arc::make_mut(&mut workspace.facts.dictionaries);
    let mut builder = workspace.facts.posts.clone().into_builder();
    for one in posts {
        let mut row = vec![Value::Missing; post::COLUMNS.len()];
        let id = builder.len().to_string();
        row[post::ID] = Value::Text(&id);
        row[post::ORIGIN] = Value::Byte(0);
        if let Some(time) = one.time {
            row[post::TIME] = Value::Time(time);
        }
        if let Some(channel) = one.channel {
            let id = channel_id(channel).to_string();
            row[post::CHANNEL] = Value::Code(dictionaries.get_mut(DictionaryKind::Channel).code(&id));
        }
        if !one.kind.is_empty() {
            row[post::TYPE] = Value::Code(dictionaries.get_mut(DictionaryKind::PostType).code(one.kind));
        }
        for (place, metric) in one.metrics.iter().enumerate() {
            row[post::IMPRESSIONS + place] = metric.map_or(Value::Missing, Value::Number);
        }
        builder.push(&row);
    }
    workspace.facts.posts = builder.finish();
}

/// Adds daily statistics: channel, day, followers, gained.
pub fn add_channel_days(workspace: &mut Workspace, days: &[(u8, &str, Option<f64>, Option<f64>)]) {
    let dictionaries = Arc::make_mut(&mut workspace.facts.dictionaries);
    let mut builder = workspace.facts.channel_days.clone().into_builder();
    for (channel, day, followers, gained) in days {
        let mut row = vec![Value::Missing; channel_day::COLUMNS.len()];
        let id = channel_id(*channel).to_string();
        row[channel_day::CHANNEL] = Value::Code(dictionaries.get_mut(DictionaryKind::Channel).code(&id));
        row[channel_day::DAY] = Value::Day(day.parse::<hearth::model::Day>().unwrap().0);
        row[channel_day::FOLLOWERS] = followers.map_or(Value::Missing, Value::Number);
        row[channel_day::GAINED] = gained.map_or(Value::Missing, Value::Number);
        builder.push(&row);
    }
    workspace.facts.channel_days = builder.finish();
}
