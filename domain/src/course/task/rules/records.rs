//! Rules for records of any sort.

use super::{Found, Look, counted, said_share, words};
use crate::{
    course::task::with::With,
    model::{RecordKind, record::Record},
};
use serde_json::Value;

fn of_name(name: &str) -> Option<RecordKind> {
    RecordKind::ALL.iter().copied().find(|kind| kind.name() == name)
}

fn kind(with: &With<'_>) -> Option<RecordKind> {
    with.required("kind");
    with.choices("kind", of_name).first().copied()
}

/// The fields of a record as JSON.
fn fields(record: &Record) -> Option<Value> {
    serde_json::from_str(&record.to_json().ok()?).ok()
}

fn is_new(look: &Look<'_>, fields: &Value) -> bool {
    fields.get("created").and_then(Value::as_i64).is_some_and(|created| look.is_new(created))
}

pub(super) fn records_at_least(with: &With<'_>, look: &Look<'_>) -> Found {
    let (kind, least) = (kind(with), with.count("at_least", 1));
    let Some(kind) = kind else { return Found::none("") };
    let made = look.workspace.records.of(kind);
    let made = made.iter().filter_map(fields).filter(|record| is_new(look, record)).count();
    let noun = kind.noun().to_lowercase();
    Found::of(made, least, format!("{} of {least} made: {noun}.", made.min(least)))
}

pub(super) fn record_says(with: &With<'_>, look: &Look<'_>) -> Found {
    with.required("field");
    let (kind, field) = (kind(with), with.text("field").unwrap_or_default());
    let (least, groups) = (with.count("min_words", 1), with.groups("words"));
    let only_new = with.yes("new", false);
    let Some(kind) = kind else { return Found::none("") };
    let noun = kind.noun().to_lowercase();
    let records = look.workspace.records.of(kind);
    let all = records.iter().filter_map(fields).filter(|record| !only_new || is_new(look, record)).map(|record| {
        let text = record.get(field).and_then(Value::as_str).unwrap_or_default();
        let count = words(text);
        let said = said_share(text, &groups);
        let share = (count as f64 / least as f64).min(1.0) * said;
        let mut words = format!("The {field} has {}; {least} are asked for.", counted(count, "word", "words"));
        if said < 1.0 {
            words.push_str(" It does not say all that is asked for.");
        }
        Found { share, said: words }
    });
    Found::best(all, &format!("No {noun} has anything in its {field} yet."))
}
