//! Drills as files that teachers can write: JSON, described in docs/drills.md. A file holds what is played and no runs.

use crate::{
    interchange::{FileError, Place, json_file},
    model::{
        Extra, Id, Instant,
        record::{Drill, DrillMessage, DrillReaction, ToneRule},
        validate,
    },
};
use serde::Serialize;
use serde_json::Value;

/// What the file says it is.
pub const FORMAT: &str = "hearth-drill";
/// The version of the format.
pub const VERSION: u64 = 1;
/// Largest file that is read, in bytes.
pub const BYTES_MAX: usize = 4 << 20;

/// Minutes within which a message is to be dealt with, where the file says none.
const LIMIT: u32 = 5;

#[derive(Serialize)]
struct File<'a> {
    format: &'static str,
    version: u64,
    name: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    briefing: &'a str,
    messages: Vec<Message<'a>>,
    #[serde(flatten)]
    extra: &'a Extra,
}

#[derive(Serialize)]
struct Message<'a> {
    minute: u32,
    who: &'a str,
    text: &'a str,
    expects: DrillReaction,
    limit: u32,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    keywords: &'a [Vec<String>],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    tone: &'a [ToneRule],
    #[serde(skip_serializing_if = "str::is_empty")]
    why: &'a str,
    #[serde(flatten)]
    extra: &'a Extra,
}

fn message_of(one: &DrillMessage) -> Message<'_> {
    Message {
        minute: one.minute,
        who: &one.who,
        text: &one.text,
        expects: one.expects,
        limit: one.limit,
        keywords: &one.keywords,
        tone: &one.tone,
        why: &one.why,
        extra: &one.extra,
    }
}

/// Writes a drill as a file. Its runs stay here.
pub fn write(drill: &Drill) -> String {
    let file = File {
        format: FORMAT,
        version: VERSION,
        name: &drill.name,
        briefing: &drill.briefing,
        messages: drill.messages.iter().map(message_of).collect(),
        extra: &drill.extra,
    };
    let mut text = serde_json::to_string_pretty(&file).unwrap_or_default();
    text.push('\n');
    text
}

/// Reads a drill. Ids are made by `mint`.
///
/// # Errors
/// Where the file is none, or a field holds what it may not: the path of the field and what to do.
pub fn read(file: &str, bytes: &[u8], now: Instant, mint: &mut dyn FnMut() -> Id) -> Result<Drill, FileError> {
    parse(bytes, now, mint).map_err(|error| error.in_file(file))
}

fn parse(bytes: &[u8], now: Instant, mint: &mut dyn FnMut() -> Id) -> Result<Drill, FileError> {
    let value = json_file::read(bytes, BYTES_MAX, "A drill is text and much smaller.", "")?;
    let Value::Object(mut fields) = value else {
        return Err(wrong("", "A drill is an object: { \"format\": \"hearth-drill\", … }."));
    };
    if fields.remove("format").as_ref().and_then(Value::as_str) != Some(FORMAT) {
        return Err(wrong("format", &format!("This is no drill: a drill says \"format\": \"{FORMAT}\".")));
    }
    match fields.remove("version") {
        None => {}
        Some(version) if version.as_u64().is_some_and(|version| version <= VERSION) => {}
        Some(_) => return Err(wrong("version", &format!("This Hearth reads drills of version {VERSION}."))),
    }
    let mut drill = Drill::new(mint(), now, text(&mut fields, "", "name")?.unwrap_or_default());
    drill.briefing = text(&mut fields, "", "briefing")?.unwrap_or_default();
    let messages = match fields.remove("messages") {
        Some(Value::Array(messages)) => messages,
        _ => return Err(wrong("messages", "Give the messages as a list: [ { \"minute\": 0, … } ].")),
    };
    if messages.is_empty() {
        return Err(wrong("messages", "A drill has at least one message."));
    }
    for (place, value) in messages.into_iter().enumerate() {
        drill.messages.push(message(value, &format!("messages[{place}]"), mint())?);
    }
    // What a record says itself is not the file's to say.
    fields.retain(|name, _| !RECORD_FIELDS.contains(&name.as_str()));
    drill.extra = fields;
    validate::drill(&drill).map_err(|invalid| wrong(invalid.field, &invalid.message))?;
    Ok(drill)
}

const RECORD_FIELDS: [&str; 7] = ["id", "created", "updated", "runs", "links", "notes", "tags"];

fn message(value: Value, path: &str, id: Id) -> Result<DrillMessage, FileError> {
    let Value::Object(mut fields) = value else { return Err(wrong(path, "A message is an object.")) };
    let at = |field: &str| format!("{path}.{field}");
    let minute = minutes(&mut fields, path, "minute")?
        .ok_or_else(|| wrong(&at("minute"), "Say how many minutes after the start it arrives."))?;
    let who = text(&mut fields, path, "who")?.unwrap_or_default();
    let words = text(&mut fields, path, "text")?.unwrap_or_default();
    let mut message = DrillMessage::new(id, minute, who, words);
    message.limit = minutes(&mut fields, path, "limit")?.unwrap_or(LIMIT);
    message.why = text(&mut fields, path, "why")?.unwrap_or_default();
    if let Some(key) = text(&mut fields, path, "expects")? {
        message.expects = DrillReaction::of_key(&key)
            .ok_or_else(|| wrong(&at("expects"), &one_of(DrillReaction::ALL, |one| one.key())))?;
    }
    for (place, rule) in list(&mut fields, path, "tone")?.into_iter().enumerate() {
        let rule = rule.as_str().and_then(ToneRule::of_key);
        let here = format!("{path}.tone[{place}]");
        let rule = rule.ok_or_else(|| wrong(&here, &one_of(ToneRule::ALL, |one| one.key())))?;
        if !message.tone.contains(&rule) {
            message.tone.push(rule);
        }
    }
    for (place, group) in list(&mut fields, path, "keywords")?.into_iter().enumerate() {
        let here = format!("{path}.keywords[{place}]");
        message.keywords.push(match group {
            Value::String(word) => vec![word],
            Value::Array(words) => words
                .into_iter()
                .map(|word| match word {
                    Value::String(word) => Ok(word),
                    _ => Err(wrong(&here, "A keyword is text.")),
                })
                .collect::<Result<_, _>>()?,
            _ => return Err(wrong(&here, "A group is a list of words, of which an answer holds at least one.")),
        });
    }
    fields.remove("id");
    message.extra = fields;
    validate::drill_message(&message)
        .map_err(|invalid| wrong(&format!("{path}.{}", invalid.field), &invalid.message))?;
    Ok(message)
}

fn path_of(path: &str, field: &str) -> String {
    if path.is_empty() { field.to_owned() } else { format!("{path}.{field}") }
}

fn text(fields: &mut Extra, path: &str, field: &str) -> Result<Option<String>, FileError> {
    match fields.remove(field) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(wrong(&path_of(path, field), "This is text, in quotation marks.")),
    }
}

fn minutes(fields: &mut Extra, path: &str, field: &str) -> Result<Option<u32>, FileError> {
    match fields.remove(field) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => {
            let number = value.as_u64().and_then(|number| u32::try_from(number).ok());
            number
                .map(Some)
                .ok_or_else(|| wrong(&path_of(path, field), "This is a whole number of minutes, 0 or more."))
        }
    }
}

fn list(fields: &mut Extra, path: &str, field: &str) -> Result<Vec<Value>, FileError> {
    match fields.remove(field) {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::Array(values)) => Ok(values),
        Some(_) => Err(wrong(&path_of(path, field), "This is a list, in square brackets.")),
    }
}

fn one_of<T: Copy>(all: &[T], key: impl Fn(T) -> &'static str) -> String {
    let names: Vec<&str> = all.iter().map(|one| key(*one)).collect();
    format!("This is one of {}.", names.join(", "))
}

fn wrong(path: &str, message: &str) -> FileError {
    let error = FileError::new("", "bad-drill", message);
    if path.is_empty() { error } else { error.at(Place::path(path)) }
}
