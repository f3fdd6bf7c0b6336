//! Small conversations for the tests of KPIs.

use super::channel_id;
use hearth::model::{
    Workspace,
    facts::{DictionaryKind, Value, activity, member},
};
use std::sync::Arc;

/// One activity with all that conversations are made of.
#[derive(Clone, Debug, Default)]
pub struct Said {
    /// The source's id; empty = its row.
    pub id: String,
    /// Row of the members table.
    pub member: Option<u32>,
    /// ms since 1970, UTC.
    pub time: Option<i64>,
    /// Kind; empty = none.
    pub kind: &'static str,
    /// Number of a channel.
    pub channel: Option<u8>,
    /// Id of what it answers.
    pub reply_to: String,
    /// Row of what it answers.
    pub parent: Option<u32>,
    /// Id of its conversation.
    pub thread: String,
    /// Reactions it got.
    pub likes: Option<u32>,
}

/// Adds activities.
pub fn add_talk(workspace: &mut Workspace, said: &[Said]) {
    let dictionaries = Arc::make_mut(&mut workspace.facts.dictionaries);
    let source = Value::Code(dictionaries.get_mut(DictionaryKind::Source).code("forum"));
    let mut builder = workspace.facts.activities.clone().into_builder();
    for one in said {
        let mut row = vec![Value::Missing; activity::COLUMNS.len()];
        let id = if one.id.is_empty() { builder.len().to_string() } else { one.id.clone() };
        row[activity::ID] = Value::Text(&id);
        row[activity::SOURCE] = source;
        row[activity::ORIGIN] = Value::Byte(0);
        row[activity::MEMBER] = one.member.map_or(Value::Missing, Value::Code);
        row[activity::TIME] = one.time.map_or(Value::Missing, Value::Time);
        if !one.kind.is_empty() {
            row[activity::KIND] = Value::Code(dictionaries.get_mut(DictionaryKind::Kind).code(one.kind));
        }
        if let Some(channel) = one.channel {
            let id = channel_id(channel).to_string();
            row[activity::CHANNEL] = Value::Code(dictionaries.get_mut(DictionaryKind::Channel).code(&id));
        }
        row[activity::REPLY_TO] = Value::Text(&one.reply_to);
        row[activity::PARENT] = one.parent.map_or(Value::Missing, Value::Code);
        row[activity::THREAD] = Value::Text(&one.thread);
        row[activity::LIKES] = one.likes.map_or(Value::Missing, Value::Count);
        builder.push(&row);
    }
    workspace.facts.activities = builder.finish();
}

/// Adds members: staff, bot, joined (ms since 1970, UTC).
pub fn add_joined(workspace: &mut Workspace, members: &[(bool, bool, Option<i64>)]) {
    let mut builder = workspace.facts.members.clone().into_builder();
    for (staff, bot, joined) in members {
        let mut row = vec![Value::Missing; member::COLUMNS.len()];
        let id = builder.len().to_string();
        row[member::ID] = Value::Text(&id);
        row[member::STAFF] = Value::Byte(u8::from(*staff));
        row[member::BOT] = Value::Byte(u8::from(*bot));
        row[member::JOINED] = joined.map_or(Value::Missing, Value::Time);
        row[member::ORIGIN] = Value::Byte(0);
        builder.push(&row);
    }
    workspace.facts.members = builder.finish();
}
