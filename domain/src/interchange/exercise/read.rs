//! Reading packs and exercises. A question is read by its kind from here, not as the tagged type it is: so an error in it
//! has its whole path.

use super::{BYTES_MAX, EXERCISE_FORMAT, ExerciseFile, PACK_FORMAT, PackFile, VERSION};
use crate::{
    course::{Finding, check},
    interchange::{FileError, Place, json_file, misfit},
    model::{
        Extra, Id, Instant,
        record::{Exercise, ExercisePack, Question},
        validate,
    },
};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Reads a pack. One without an id gets one of its name and author, so that it is the same pack when it is read again.
///
/// # Errors
/// Where the file is none, or a field holds what it may not: the path of the field and what to do.
pub fn read_pack(file: &str, bytes: &[u8], now: Instant) -> Result<PackFile, FileError> {
    pack(bytes, now).map_err(|error| error.in_file(file))
}

/// Reads one exercise. The format may be left out.
///
/// # Errors
/// Where the file is none, or a field holds what it may not: the path of the field and what to do.
pub fn read_exercise(file: &str, bytes: &[u8]) -> Result<ExerciseFile, FileError> {
    let read = || {
        let mut fields = object(bytes)?;
        match fields.remove("format") {
            None => {}
            Some(Value::String(format)) if format == EXERCISE_FORMAT => {}
            Some(Value::String(format)) if format == PACK_FORMAT => {
                return Err(wrong("format", "This is a pack of exercises. Take it in as a pack."));
            }
            Some(_) => return Err(wrong("format", format!("This is no exercise: one says \"{EXERCISE_FORMAT}\"."))),
        }
        version(&mut fields)?;
        let exercise = exercise(Value::Object(fields), "")?;
        let findings = check(&exercise);
        Ok(ExerciseFile { exercise, findings })
    };
    read().map_err(|error: FileError| error.in_file(file))
}

fn pack(bytes: &[u8], now: Instant) -> Result<PackFile, FileError> {
    let mut fields = object(bytes)?;
    match fields.remove("format") {
        Some(Value::String(format)) if format == PACK_FORMAT => {}
        Some(Value::String(format)) if format == EXERCISE_FORMAT => {
            return Err(wrong("format", "This is a single exercise, not a pack. Add it to a pack."));
        }
        _ => {
            let message = format!("This is no pack of exercises: one says \"format\": \"{PACK_FORMAT}\".");
            return Err(wrong("format", message));
        }
    }
    version(&mut fields)?;
    // What is one workspace's own.
    for own in ["archived", "links", "notes"] {
        fields.remove(own);
    }
    let list = match fields.remove("exercises") {
        Some(Value::Array(list)) => list,
        None => return Err(wrong("exercises", "Give the exercises as a list: \"exercises\": [ … ].")),
        Some(_) => return Err(wrong("exercises", "This is a list, in square brackets.")),
    };
    match fields.get("id") {
        None | Some(Value::Null) => {
            let of = |name: &str| fields.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
            let id = Id::derived(&format!("{PACK_FORMAT} {} {}", of("name"), of("author")));
            fields.insert("id".into(), Value::String(id.to_string()));
        }
        Some(id) if id.as_str().is_some_and(|id| id.parse::<Id>().is_ok()) => {}
        Some(_) => {
            let message = "An id is a UUID, as Hearth writes it. Leave it out, and the pack gets one of its name.";
            return Err(wrong("id", message));
        }
    }
    for time in ["created", "updated"] {
        if !fields.get(time).is_some_and(Value::is_number) {
            fields.insert(time.into(), now.into());
        }
    }
    let mut pack: ExercisePack = typed(Value::Object(fields), "")?;
    let mut findings = Vec::new();
    for (place, value) in list.into_iter().enumerate() {
        let path = format!("exercises[{place}]");
        let exercise = exercise(value, &path)?;
        if let Some(first) = pack.exercises.iter().position(|other| other.id == exercise.id) {
            let message = format!("exercises[{first}] is called {}, too. Give each an id of its own.", exercise.id);
            return Err(wrong(format!("{path}.id"), message));
        }
        findings
            .extend(check(&exercise).into_iter().map(|one| Finding { path: format!("{path}.{}", one.path), ..one }));
        pack.exercises.push(exercise);
    }
    validate::exercise_pack(&pack).map_err(|invalid| wrong(invalid.field, invalid.message))?;
    Ok(PackFile { pack, findings })
}

fn object(bytes: &[u8]) -> Result<Extra, FileError> {
    let value = json_file::read(bytes, BYTES_MAX, "Exercises are text and much smaller.", "")?;
    match value {
        Value::Object(fields) => Ok(fields),
        _ => Err(wrong("", "The file is an object, in braces: { \"format\": … }.")),
    }
}

fn version(fields: &mut Extra) -> Result<(), FileError> {
    match fields.remove("version") {
        None => Ok(()),
        Some(version) if version.as_u64().is_some_and(|version| (1..=VERSION).contains(&version)) => Ok(()),
        Some(_) => Err(wrong("version", format!("This Hearth reads exercises of version {VERSION}."))),
    }
}

fn exercise(value: Value, path: &str) -> Result<Exercise, FileError> {
    let Value::Object(mut fields) = value else {
        return Err(wrong(path, "An exercise is an object: { \"id\": …, \"title\": …, \"question\": { … } }."));
    };
    let here = join(path, "question");
    let asked = match fields.remove("question") {
        Some(asked) => question(asked, &here)?,
        None if fields.contains_key("kind") => {
            let message = "Put “kind” and the fields of the kind inside: \"question\": { \"kind\": …, … }.";
            return Err(wrong(here, message));
        }
        None => return Err(wrong(here, "The field “question” is missing: \"question\": { \"kind\": …, … }.")),
    };
    fields.insert("question".into(), serde_json::json!({"kind": "note"}));
    let exercise = Exercise { question: asked, ..typed(Value::Object(fields), path)? };
    validate::exercise(&exercise).map_err(|invalid| match invalid.field {
        field @ ("hint_penalty" | "attempts" | "minutes") => {
            wrong(join(&join(path, "conduct"), field), invalid.message)
        }
        field => wrong(join(path, field), invalid.message),
    })?;
    Ok(exercise)
}

const KINDS: &str = "classify, choice, matching, ordering, numeric, short_text, free_text, chart, drill, task or note";

fn question(value: Value, path: &str) -> Result<Question, FileError> {
    let Value::Object(mut fields) = value else {
        return Err(wrong(path, "A question is an object: { \"kind\": …, … }."));
    };
    let kind = fields.remove("kind");
    let value = Value::Object(fields);
    Ok(match kind.as_ref().and_then(Value::as_str) {
        Some("classify") => Question::Classify(typed(value, path)?),
        Some("choice") => Question::Choice(typed(value, path)?),
        Some("matching") => Question::Matching(typed(value, path)?),
        Some("ordering") => Question::Ordering(typed(value, path)?),
        Some("numeric") => Question::Numeric(typed(value, path)?),
        Some("short_text") => Question::ShortText(typed(value, path)?),
        Some("free_text") => Question::FreeText(typed(value, path)?),
        Some("chart") => Question::Chart(typed(value, path)?),
        Some("drill") => Question::Drill(typed(value, path)?),
        Some("task") => Question::Task(typed(value, path)?),
        Some("note") => Question::Note,
        _ => return Err(wrong(join(path, "kind"), format!("The kind of a question is one of {KINDS}."))),
    })
}

/// Reads a type; an error has the path from the file on.
fn typed<T: DeserializeOwned>(value: Value, path: &str) -> Result<T, FileError> {
    serde_path_to_error::deserialize(value).map_err(|error| {
        let inside = error.path().to_string();
        let path = match inside.as_str() {
            "." | "" => path.to_owned(),
            inside => join(path, inside),
        };
        let (code, message) = misfit::words(&error.inner().to_string());
        let error = FileError::new("", code, message);
        if path.is_empty() { error } else { error.at(Place::path(path)) }
    })
}

fn join(path: &str, field: &str) -> String {
    match (path.is_empty(), field.starts_with('[')) {
        (true, _) => field.to_owned(),
        (false, true) => format!("{path}{field}"),
        (false, false) => format!("{path}.{field}"),
    }
}

fn wrong(path: impl Into<String>, message: impl Into<String>) -> FileError {
    let path = path.into();
    let error = FileError::new("", "bad-exercise", message);
    if path.is_empty() { error } else { error.at(Place::path(path)) }
}
