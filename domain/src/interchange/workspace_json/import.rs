//! Reading a workspace file: the envelope, the settings and the records. The facts are next door.

use super::{
    FORMAT, VERSION,
    facts::FactsReader,
    fault::Fault,
    kept,
    migrate::{self, Step},
    reader::Reader,
};
use crate::{
    interchange::{FileError, Place},
    model::{Extra, Instant, RecordKind, Settings, Workspace, time, validate},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What a workspace file held.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The workspace, at revision 0.
    pub workspace: Workspace,
    /// What the person should know; nothing was left out for it.
    pub warnings: Vec<Warning>,
    /// The version of Hearth that wrote the file; empty where the file does not say.
    pub app: String,
    /// When the file was written, where it says so.
    pub exported: Option<Instant>,
}

/// Something odd in a file that was read whole nevertheless.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// Where, such as `dictionaries.channels`; empty for the whole file.
    pub path: String,
    /// What is odd and what it means, in whole sentences.
    pub message: String,
}

/// Whether a file looks like a workspace file, judged by its beginning, where Hearth puts the format, and its end,
/// where it is after a script has sorted the fields.
pub fn is_workspace(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(1024)];
    let end = &bytes[bytes.len().saturating_sub(1 << 18)..];
    let is_object = start.iter().find(|byte| **byte > b' ' && byte.is_ascii()) == Some(&b'{');
    let names_format = |part: &[u8]| {
        part.windows(FORMAT.len() + 2).any(|window| {
            window.first() == Some(&b'"')
                && window.last() == Some(&b'"')
                && window.get(1..=FORMAT.len()) == Some(FORMAT.as_bytes())
        })
    };
    is_object && (names_format(start) || names_format(end))
}

/// Reads a workspace file.
///
/// # Errors
/// Where the file is not a workspace file, is cut off or damaged, contradicts itself or was made by a newer Hearth.
/// The error has line, column, byte and path where that makes sense; the caller adds the file's name.
pub fn import(bytes: &[u8]) -> Result<Imported, FileError> {
    import_as(bytes, VERSION, migrate::STEPS)
}

fn import_as(bytes: &[u8], newest: u32, steps: &[Step]) -> Result<Imported, FileError> {
    const BOM: &[u8] = b"\xEF\xBB\xBF";
    let body = bytes.strip_prefix(BOM).unwrap_or(bytes);
    let before = bytes.len() - body.len();
    let text = std::str::from_utf8(body).map_err(|error| not_utf8(bytes, before + error.valid_up_to()))?;
    let mut imported = document(text, newest, steps).map_err(|fault| fault.into_error(text, before))?;
    if before > 0 {
        let message = "The file begins with a byte order mark, which JSON files should not have. It was left out.";
        imported.warnings.insert(0, Warning { path: String::new(), message: message.into() });
    }
    Ok(imported)
}

fn not_utf8(bytes: &[u8], at: usize) -> FileError {
    let message = if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        "The file is in UTF-16. Save it as UTF-8."
    } else {
        "The file holds bytes that are not UTF-8 text. It is damaged, or was saved in another encoding: save it as UTF-8."
    };
    let (row, column) = super::fault::line_and_column(bytes, at);
    FileError::new("", "not-utf8", message).at(Place {
        row: Some(row),
        column: Some(column),
        byte: Some(at as u64),
        ..Place::default()
    })
}

/// The envelope as it is read.
#[derive(Default)]
struct Envelope {
    format: bool,
    version: Option<u32>,
    app: String,
    exported: Option<Instant>,
    facts: FactsReader,
    /// Where the values of the small parts begin.
    parts: Vec<(String, usize)>,
    /// Where values begin that stand before the format or version that says how to read them.
    early: Vec<(String, usize)>,
}

fn document(text: &str, newest: u32, steps: &[Step]) -> Result<Imported, Fault> {
    let mut reader = Reader::new(text);
    let mut envelope = Envelope::default();
    if reader.peek() == Some(b'[') {
        return Err(not_a_workspace(reader.at()));
    }
    reader.object("a Hearth workspace", &mut |reader, key| {
        reader.peek();
        envelope.field(reader, key, newest)
    })?;
    reader.end()?;
    if !envelope.format {
        return Err(not_a_workspace(0));
    }
    let start = Reader::new(text);
    let early = std::mem::take(&mut envelope.early);
    // The version first: a newer file is refused before its parts are looked at.
    let (version, rest): (Vec<_>, Vec<_>) = early.into_iter().partition(|(key, _)| key == "version");
    for (key, at) in version.into_iter().chain(rest) {
        envelope.field(&mut start.again_from(at), &key, newest).map_err(|fault| fault.in_field(&key))?;
    }
    let Some(version) = envelope.version else {
        return Err(Fault::new(0, "no-version", "The field “version” is missing, so the file cannot be read safely."));
    };
    let mut workspace = if version < newest {
        older_parts(&envelope.parts, &start, version, steps)?
    } else {
        small_parts(&envelope.parts, &start)?
    };
    let mut warnings = Vec::new();
    envelope.facts.finish(&start, &mut workspace, &mut warnings)?;
    Ok(Imported { workspace, warnings, app: envelope.app, exported: envelope.exported })
}

impl Envelope {
    /// Reads the field that comes next, or notes where it is.
    fn field(&mut self, reader: &mut Reader<'_>, key: &str, newest: u32) -> Result<(), Fault> {
        let at = reader.at();
        match key {
            "format" => {
                self.format = reader.string("“hearth-workspace”")? == FORMAT;
                if self.format { Ok(()) } else { Err(not_a_workspace(at)) }
            }
            "version" if self.format => {
                self.version = Some(version(reader, newest)?);
                Ok(())
            }
            "app" if self.format => {
                self.app = reader.string("a version of Hearth")?.into_owned();
                Ok(())
            }
            "exported" if self.format => {
                self.exported = time::parse_iso(&reader.string("a time")?);
                Ok(())
            }
            // The large parts are read at once where the version is known already, as in every file of ours.
            "dictionaries" if self.version.is_some() => self.facts.dictionaries(reader),
            "facts" if self.version.is_some() => self.facts.tables(reader),
            "version" | "app" | "exported" | "dictionaries" | "facts" => {
                self.early.push((key.into(), at));
                reader.skip()
            }
            _ => {
                self.parts.push((key.into(), at));
                reader.skip()
            }
        }
    }
}

fn not_a_workspace(at: usize) -> Fault {
    let message = "This is JSON, but not a Hearth workspace (its “format” is not “hearth-workspace”). \
                   If it is a table of posts or activities, import it as a table.";
    Fault::new(at, "not-a-workspace", message)
}

fn version(reader: &mut Reader<'_>, newest: u32) -> Result<u32, Fault> {
    let at = reader.at();
    let number = reader.number("the number of a version")?.whole();
    let version = number.filter(|version| *version >= 1).ok_or_else(|| {
        Fault::new(at, "bad-version", "A version is a whole number from 1 on; this file was not written by Hearth.")
    })?;
    u32::try_from(version).ok().filter(|version| *version <= newest).ok_or_else(|| {
        let message = format!(
            "This file was made by a newer Hearth (format {version}); this one reads up to {newest}. \
             Open it with the newer Hearth: reload the page to get it. Nothing was changed."
        );
        Fault::new(at, "newer-version", message)
    })
}

/// Brings the small parts of an older file up to date and reads them. Errors have a path, but no place in the file.
fn older_parts(
    parts: &[(String, usize)],
    start: &Reader<'_>,
    version: u32,
    steps: &[Step],
) -> Result<Workspace, Fault> {
    let mut values = Extra::new();
    for (key, at) in parts {
        values.insert(key.clone(), kept::value(&mut start.again_from(*at))?);
    }
    migrate::migrate(&mut values, version, steps).map_err(|message| Fault::new(0, "bad-older-file", message))?;
    let text = Value::Object(values).to_string();
    let mut parts = Vec::new();
    Reader::new(&text).object("", &mut |reader, key| {
        parts.push((key.to_string(), reader.at()));
        reader.skip()
    })?;
    small_parts(&parts, &Reader::new(&text)).map_err(|fault| fault.moved_to(0))
}

/// Reads the settings, the records and what is unknown in the envelope.
fn small_parts(parts: &[(String, usize)], start: &Reader<'_>) -> Result<Workspace, Fault> {
    let mut extra = Extra::new();
    let mut settings = None;
    let mut records = None;
    for (key, at) in parts {
        let mut reader = start.again_from(*at);
        match key.as_str() {
            "settings" => settings = Some(read_settings(&mut reader, &mut extra).map_err(|f| f.in_field(key))?),
            "records" => records = Some(*at),
            _ => drop(extra.insert(key.clone(), kept::value(&mut reader).map_err(|f| f.in_field(key))?)),
        }
    }
    let Some(settings) = settings else {
        return Err(Fault::new(0, "no-settings", "The field “settings” is missing; a workspace has a name and an id."));
    };
    let mut workspace = Workspace::new(settings);
    workspace.extra = extra;
    if let Some(at) = records {
        let mut reader = start.again_from(at);
        reader
            .object("an object of records", &mut |reader, name| match RecordKind::ALL
                .iter()
                .find(|kind| kind.name() == name)
            {
                Some(kind) => read_records(reader, *kind, &mut workspace),
                None => {
                    let value = kept::value(reader)?;
                    kept::put(&mut workspace.extra, &["records"], name, value);
                    Ok(())
                }
            })
            .map_err(|fault| fault.in_field("records"))?;
    }
    Ok(workspace)
}

fn read_settings(reader: &mut Reader<'_>, extra: &mut Extra) -> Result<Settings, Fault> {
    let again = reader.again_from(reader.at());
    let text = reader.raw()?;
    let settings: Settings = serde_json::from_str(text).map_err(|error| misfit(&again, text, &error))?;
    validate::settings(&settings)
        .map_err(|invalid| Fault::new(again.at(), "invalid", invalid.message).in_field(invalid.field))?;
    if let Some((field, known)) = kept::closed("settings") {
        let unknown = unknown_inside(again.again_from(again.at()), field, known)?;
        if !unknown.is_empty() {
            kept::put(extra, &["settings"], field, Value::Object(unknown));
        }
    }
    Ok(settings)
}

fn read_records(reader: &mut Reader<'_>, kind: RecordKind, workspace: &mut Workspace) -> Result<(), Fault> {
    let closed = kept::closed(kind.name());
    reader
        .array("an array of records", |reader, _| {
            if reader.peek() != Some(b'{') {
                return Err(reader.unexpected("an object"));
            }
            let again = reader.again_from(reader.at());
            let text = reader.raw()?;
            let record = kind.parse(text).map_err(|error| misfit(&again, text, &error))?;
            validate::record(&record)
                .map_err(|invalid| Fault::new(again.at(), "invalid", invalid.message).in_field(invalid.field))?;
            let id = record.key().id;
            if let Some((field, known)) = closed {
                let unknown = unknown_inside(again.again_from(again.at()), field, known)?;
                if !unknown.is_empty() {
                    let path: [&str; 3] = ["records", kind.name(), &id.to_string()];
                    kept::put(&mut workspace.extra, &path, field, Value::Object(unknown));
                }
            }
            if workspace.records.put(record).is_some() {
                let message = format!("The id {id} is there twice, so it is not clear which record holds. Remove one.");
                return Err(Fault::new(again.at(), "duplicate-id", message).in_field("id"));
            }
            Ok(())
        })
        .map(drop)
}

/// The fields of the object in this field of the next object that are not among the known ones.
fn unknown_inside(mut reader: Reader<'_>, field: &str, known: &[&str]) -> Result<Extra, Fault> {
    let mut unknown = Extra::new();
    reader.object("", &mut |reader, key| {
        if key != field || reader.peek() != Some(b'{') {
            return reader.skip();
        }
        reader.object("", &mut |reader, key| {
            if known.contains(&key) {
                return reader.skip();
            }
            unknown.insert(key.into(), kept::value(reader)?);
            Ok(())
        })
    })?;
    Ok(unknown)
}

/// A value that does not fit its type: where it is, found again from the offset that serde gives.
#[cold]
fn misfit(start: &Reader<'_>, text: &str, error: &serde_json::Error) -> Fault {
    let line_start = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
    let mut target = start.at() + line_start + error.column();
    let words = error.to_string();
    let words = words.split(" at line ").next().unwrap_or_default();
    let (code, message) = if let Some(field) = words.strip_prefix("missing field `") {
        ("missing-field", format!("The field “{}” is missing.", field.trim_end_matches('`')))
    } else if let Some(found) = words.strip_prefix("unknown variant `") {
        let (found, known) = found.split_once("`, expected ").unwrap_or((found, "another"));
        let known = known.replace('`', "");
        ("unknown-value", format!("“{}” is not known here; {known} is.", found.chars().take(60).collect::<String>()))
    } else if let Some((found, expected)) = words.split_once(", expected ") {
        ("wrong-type", format!("This does not fit ({found}): {expected} is expected."))
    } else if words == "expected value" {
        // What serde_json says of anything but a text where one of some words should be.
        ("wrong-type", "A text is expected here.".into())
    } else {
        ("invalid", words.to_string())
    };
    if code == "invalid" {
        // A text that was read and then found wrong: had it been the last field, the closing brace is passed, too.
        let until = text.get(..target - start.at()).unwrap_or(text);
        target = start.at() + until.strip_suffix('}').unwrap_or(until).trim_end().len();
    }
    let mut reader = start.again_from(start.at());
    let found = find(&mut reader, &|reader, from| {
        // serde_json stops right behind the value that does not fit.
        let hit = from < target && target <= reader.at();
        hit.then(|| Fault::new(from, code, &*message))
    });
    found.err().unwrap_or_else(|| Fault::new(start.at(), code, message))
}

/// Goes through a value; `judge` sees each value inside, innermost first, with the offset at which it begins. What it
/// returns comes back with its path.
fn find(reader: &mut Reader<'_>, judge: &dyn Fn(&Reader<'_>, usize) -> Option<Fault>) -> Result<(), Fault> {
    let one = |reader: &mut Reader<'_>| {
        let next = reader.peek();
        let from = reader.at();
        match next {
            Some(b'{' | b'[') => find(reader, judge)?,
            _ => reader.skip()?,
        }
        judge(reader, from).map_or(Ok(()), Err)
    };
    if reader.peek() == Some(b'[') {
        reader.array("", |reader, _| one(reader)).map(drop)
    } else {
        reader.object("", &mut |reader, _| one(reader))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = r#"{"format": "hearth-workspace", "version": 1,
        "config": {"id": "0192f0c1-2000-7000-8000-000000000001", "name": "Old", "created": 1, "zone": "UTC"},
        "facts": {"members": {"rows": 1, "columns": {"id": ["m"]}}}, "later": [1]}"#;

    #[test]
    fn an_older_file_is_brought_up_to_date() {
        let steps: &[Step] = &[|parts| {
            let settings = parts.remove("config").ok_or("The field “config” is missing.")?;
            parts.insert("settings".into(), settings);
            Ok(())
        }];
        let imported = import_as(OLD.as_bytes(), 2, steps).unwrap();
        assert_eq!(imported.workspace.settings.name, "Old");
        assert_eq!(imported.workspace.facts.members.len(), 1);
        assert_eq!(imported.workspace.extra.keys().collect::<Vec<_>>(), ["later"]);
        // Wrong in the older file: the step says so, or the path does.
        let error = import_as(OLD.replace("config", "conf").as_bytes(), 2, steps).unwrap_err();
        assert_eq!((error.code, &*error.message), ("bad-older-file", "The field “config” is missing."));
        let error = import_as(OLD.replace("UTC", "Mars").as_bytes(), 2, steps).unwrap_err();
        assert_eq!(error.place.path.as_deref(), Some("settings.zone"));
        // A file of the newest version takes no step.
        let new = OLD.replace("\"version\": 1", "\"version\": 2").replace("config", "settings");
        assert_eq!(import_as(new.as_bytes(), 2, steps).unwrap().workspace.settings.name, "Old");
    }

    #[test]
    fn json_that_is_something_else_is_called_so() {
        for text in ["[]", "{}", r#"{"version": 7, "app": 1, "facts": "x"}"#, r#"{"version": "2.0", "format": "x"}"#] {
            assert_eq!(import(text.as_bytes()).unwrap_err().code, "not-a-workspace", "{text}");
        }
    }
}
