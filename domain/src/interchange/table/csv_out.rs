//! Fact tables out as CSV (RFC 4180), every row or some, so that they read in again unchanged.
//!
//! Spreadsheet programs take a text that begins with `=`, `+`, `-`, `@`, a tab or a carriage return for a formula. With
//! the guard on, such a text gets an apostrophe in front; so does a text that begins with an apostrophe, which makes the
//! guard reversible.

use crate::model::{
    Day, Workspace,
    facts::{ColumnSpec, DictionaryKind, Facts, Reference, TableKind, Value, activity, member},
    time::iso,
};

/// How a table is written.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// The character between cells.
    pub delimiter: char,
    /// Whether texts are guarded against being taken for formulas.
    pub guard: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { delimiter: ',', guard: true }
    }
}

/// Whether a spreadsheet program could take a text for a formula, or for one that was guarded.
fn needs_guard(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\''])
}

/// The text with an apostrophe in front where it needs one.
pub fn guard(text: &str) -> std::borrow::Cow<'_, str> {
    if needs_guard(text) { format!("'{text}").into() } else { text.into() }
}

/// The text that was guarded.
pub fn unguard(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if needs_guard(rest) => rest,
        _ => text,
    }
}

/// Writes a cell, in quotation marks where it needs them.
pub fn cell(out: &mut String, text: &str, delimiter: char) {
    let quoted =
        text.contains(['"', '\n', '\r', delimiter]) || text.starts_with([' ', '\u{feff}']) || text.ends_with(' ');
    if !quoted {
        out.push_str(text);
        return;
    }
    out.push('"');
    for (index, part) in text.split('"').enumerate() {
        if index > 0 {
            out.push_str("\"\"");
        }
        out.push_str(part);
    }
    out.push('"');
}

/// Writes a fact table: a header of the columns' names, then the rows, all of them or the given ones in that order.
/// Channels are written by name, members by id; times as ISO 8601 in UTC.
pub fn table(workspace: &Workspace, kind: TableKind, rows: Option<&[u32]>, options: Options) -> String {
    let table = workspace.facts.table(kind);
    let specs: Vec<(usize, &ColumnSpec)> = kind.columns().iter().enumerate().filter(|(_, spec)| kept(spec)).collect();
    let mut out = String::new();
    for (index, (_, spec)) in specs.iter().enumerate() {
        if index > 0 {
            out.push(options.delimiter);
        }
        out.push_str(spec.name);
    }
    out.push_str("\r\n");
    let mut line = |row: usize| {
        for (index, (column, spec)) in specs.iter().enumerate() {
            if index > 0 {
                out.push(options.delimiter);
            }
            value(&mut out, workspace, table.get(row, *column), spec, options);
        }
        out.push_str("\r\n");
    };
    match rows {
        Some(rows) => rows.iter().for_each(|row| line(*row as usize)),
        None => (0..table.len()).for_each(line),
    }
    out
}

/// The parent is a row of this workspace and follows from `reply_to`; the batch is a record of this workspace.
fn kept(spec: &ColumnSpec) -> bool {
    spec.reference != Some(Reference::Row(TableKind::Activities))
        && spec.reference != Some(Reference::Dictionary(DictionaryKind::Batch))
}

fn value(out: &mut String, workspace: &Workspace, value: Value<'_>, spec: &ColumnSpec, options: Options) {
    use std::fmt::Write;
    let mut text = |text: &str| match options.guard {
        true => cell(out, &guard(text), options.delimiter),
        false => cell(out, text, options.delimiter),
    };
    // Writing to a String never fails.
    let _ = match value {
        Value::Missing => Ok(()),
        Value::Text(value) => {
            text(value);
            Ok(())
        }
        Value::Code(code) => {
            text(&code_text(workspace, &workspace.facts, code, spec.reference));
            Ok(())
        }
        Value::Byte(byte) => write!(out, "{byte}"),
        Value::Count(count) => write!(out, "{count}"),
        Value::Number(number) => write!(out, "{number}"),
        Value::Time(time) => {
            out.push_str(&iso(time));
            Ok(())
        }
        Value::Day(day) => write!(out, "{}", Day(day)),
    };
}

/// What a code stands for, as a person reads it.
pub(super) fn code_text(workspace: &Workspace, facts: &Facts, code: u32, reference: Option<Reference>) -> String {
    match reference {
        Some(Reference::Dictionary(DictionaryKind::Channel)) => {
            let id = facts.dictionaries.get(DictionaryKind::Channel).text(code);
            let channel = id.parse().ok().and_then(|id| workspace.records.channels.get(id));
            channel.map_or_else(|| id.to_owned(), |channel| channel.name.clone())
        }
        Some(Reference::Dictionary(kind)) => facts.dictionaries.get(kind).text(code).to_owned(),
        Some(Reference::Row(TableKind::Members)) => facts.members.text(code as usize, member::ID).to_owned(),
        Some(Reference::Row(_)) => facts.activities.text(code as usize, activity::ID).to_owned(),
        None => String::new(),
    }
}
