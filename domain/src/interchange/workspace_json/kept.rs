//! What a file holds that this version does not know: where it is kept in `Workspace::extra` until it is written
//! back. The mirror is described in the module above.

use super::{fault::Fault, reader::Reader};
use crate::model::Extra;
use serde_json::Value;
use std::sync::LazyLock;

/// Objects inside records that have no `extra` of their own: part of the file, field, and the names in it that are
/// known. What else they hold is kept in the mirror. A test compares this with the types.
pub(super) const CLOSED: &[(&str, &str, &[&str])] = &[
    ("settings", "weights", &["like", "comment", "share"]),
    ("batches", "counts", &["new", "changed", "same", "rejected", "skipped"]),
];

/// The closed object inside this part, if it has one.
pub(super) fn closed(part: &str) -> Option<(&'static str, &'static [&'static str])> {
    CLOSED.iter().find(|closed| closed.0 == part).map(|closed| (closed.1, closed.2))
}

/// Puts a value into the object at a path of the mirror, which is made where it is not there.
pub(super) fn put(extra: &mut Extra, path: &[&str], key: &str, value: Value) {
    let Some((first, rest)) = path.split_first() else {
        extra.insert(key.into(), value);
        return;
    };
    let mut inner = match extra.remove(*first) {
        Some(Value::Object(inner)) => inner,
        _ => Extra::new(),
    };
    put(&mut inner, rest, key, value);
    extra.insert((*first).into(), Value::Object(inner));
}

/// The object at a path of the mirror; empty where it is not there.
pub(super) fn find<'a>(extra: &'a Extra, path: &[&str]) -> &'a Extra {
    static NONE: LazyLock<Extra> = LazyLock::new(Extra::new);
    let Some((first, rest)) = path.split_first() else { return extra };
    extra.get(*first).and_then(Value::as_object).map_or(&NONE, |inner| find(inner, rest))
}

/// Reads a value of any kind, to keep it.
pub(super) fn value(reader: &mut Reader<'_>) -> Result<Value, Fault> {
    reader.peek();
    let at = reader.at();
    let text = reader.raw()?;
    // The reader is the stricter one, so this does not fail; if it did, the file would be refused.
    serde_json::from_str(text).map_err(|error| Fault::new(at, "not-json", error.to_string()))
}
