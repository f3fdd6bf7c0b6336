//! Writing a workspace file: straight into bytes, in a fixed order, no tree in between.

use super::{APP, FORMAT, VERSION, facts::byte_range, kept, reader::plain_end};
use crate::model::{
    Day, Extra, Instant, Record, RecordKind, Workspace,
    facts::{
        Column, DictionaryKind, MISSING_BYTE, MISSING_CODE, MISSING_COUNT, MISSING_DAY, MISSING_TIME, Reference,
        TableKind,
    },
    time,
};
use serde::Serialize;
use serde_json::Value;

/// What an export says about itself and not about the workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExportStamp {
    /// When it is written: ms since 1970, UTC.
    pub exported: Instant,
}

/// The workspace as a file.
pub fn export(workspace: &Workspace, stamp: &ExportStamp) -> Vec<u8> {
    Exporter::new(workspace, Some(stamp)).finish()
}

/// The workspace as a file without the line of the export's time: equal for equal workspaces.
pub fn canonical(workspace: &Workspace) -> Vec<u8> {
    Exporter::new(workspace, None).finish()
}

/// Writes a file piece by piece, for a page that shows progress: none takes long, whatever the size of the workspace.
#[derive(Debug)]
pub struct Exporter<'a> {
    workspace: &'a Workspace,
    pieces: Vec<Piece>,
    done: usize,
}

#[derive(Clone, Copy, Debug)]
enum Piece {
    Head(Option<ExportStamp>),
    TableStart(TableKind),
    /// One chunk of a column: its position and the chunk's number.
    Cells(TableKind, usize, usize),
    TableEnd(TableKind),
    Tail,
}

impl<'a> Exporter<'a> {
    /// Sets out to write the workspace.
    pub fn new(workspace: &'a Workspace, stamp: Option<&ExportStamp>) -> Self {
        let mut pieces = vec![Piece::Head(stamp.copied())];
        for kind in TableKind::ALL {
            pieces.push(Piece::TableStart(*kind));
            let chunks = workspace.facts.table(*kind).chunks();
            for position in 0..kind.columns().len() {
                // A column without any value is left out, but for the first, which shows how many rows there are.
                if position == 0 || chunks.iter().any(|chunk| has_values(chunk.column(position))) {
                    pieces.extend((0..chunks.len()).map(|chunk| Piece::Cells(*kind, position, chunk)));
                }
            }
            pieces.push(Piece::TableEnd(*kind));
        }
        pieces.push(Piece::Tail);
        Self { workspace, pieces, done: 0 }
    }

    /// Pieces written and pieces in all.
    pub fn progress(&self) -> (usize, usize) {
        (self.done, self.pieces.len())
    }

    /// Appends the next piece; `false` where there was none left.
    pub fn write(&mut self, out: &mut Vec<u8>) -> bool {
        let Some(piece) = self.pieces.get(self.done) else { return false };
        self.done += 1;
        match *piece {
            Piece::Head(stamp) => head(out, self.workspace, stamp),
            Piece::TableStart(kind) => {
                let comma = if kind == TableKind::ALL[0] { "" } else { "," };
                let rows = self.workspace.facts.table(kind).len();
                out.extend_from_slice(
                    format!("{comma}\n\"{}\":{{\n\"rows\":{rows},\n\"columns\":{{", kind.name()).as_bytes(),
                );
            }
            Piece::Cells(kind, position, chunk) => self.cells(out, kind, position, chunk),
            Piece::TableEnd(kind) => {
                let rows = self.workspace.facts.table(kind).len();
                let kept = kept::find(&self.workspace.extra, &["facts", kind.name()]);
                let columns = kept::find(kept, &["columns"]);
                let mut comma = if rows == 0 { "" } else { "," };
                for (name, column) in
                    columns.iter().filter(|(name, _)| kind.columns().iter().all(|spec| spec.name != *name))
                {
                    field(out, comma, name);
                    kept_column(out, column, rows);
                    comma = ",";
                }
                out.extend_from_slice(b"\n}");
                kept_fields(out, kept, &|name| name == "rows" || name == "columns");
                out.extend_from_slice(b"\n}");
            }
            Piece::Tail => {
                let kept = kept::find(&self.workspace.extra, &["facts"]);
                kept_fields(out, kept, &|name| TableKind::from_name(name).is_some());
                out.extend_from_slice(b"\n}");
                const KNOWN: [&str; 8] =
                    ["format", "version", "app", "exported", "settings", "records", "dictionaries", "facts"];
                kept_fields(out, &self.workspace.extra, &|name| KNOWN.contains(&name));
                out.extend_from_slice(b"\n}\n");
            }
        }
        true
    }

    /// Writes what is left in one go.
    pub fn finish(mut self) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.estimate());
        while self.write(&mut out) {}
        out
    }

    /// About how many bytes the file has, rather more than fewer.
    fn estimate(&self) -> usize {
        let cells = self.pieces.iter().map(|piece| match *piece {
            Piece::Cells(kind, position, chunk) => {
                let column = self.workspace.facts.table(kind).chunks()[chunk].column(position);
                let each = match column {
                    Column::Text(_) => return column.bytes() + column.bytes() / 16,
                    Column::Time(_) => 14,
                    Column::Day(_) => 13,
                    Column::Byte(_) => 3,
                    Column::Code(_) | Column::Count(_) | Column::Number(_) => 6,
                };
                column.len() * each
            }
            _ => 256,
        });
        cells.sum::<usize>() + 512 * self.workspace.records.len() + 4096
    }

    fn cells(&self, out: &mut Vec<u8>, kind: TableKind, position: usize, number: usize) {
        let chunks = self.workspace.facts.table(kind).chunks();
        let (Some(chunk), Some(spec)) = (chunks.get(number), kind.columns().get(position)) else { return };
        if number == 0 {
            field(out, if position == 0 { "" } else { "," }, spec.name);
        }
        let open = if number == 0 { b'[' } else { b',' };
        match chunk.column(position) {
            Column::Text(texts) => {
                let (bytes, ends) = texts.parts();
                let mut start = 0;
                cells(out, open, ends, |out, end| {
                    let text = bytes.get(start..end as usize).unwrap_or_default();
                    start = end as usize;
                    if text.is_empty() { null(out) } else { text_bytes(out, text) }
                });
            }
            Column::Code(codes) => {
                let limit = match spec.reference {
                    Some(Reference::Dictionary(kind)) => self.workspace.facts.dictionaries.get(kind).len(),
                    Some(Reference::Row(kind)) => self.workspace.facts.table(kind).len(),
                    None => 0,
                };
                // A code that points nowhere says nothing, and would make the file unreadable.
                let limit = u32::try_from(limit).unwrap_or(MISSING_CODE);
                cells(out, open, codes, |out, code| if code < limit { json(out, &code) } else { null(out) });
            }
            Column::Byte(values) => {
                let (from, to) = byte_range(spec.name);
                let to = to.min(MISSING_BYTE - 1);
                cells(
                    out,
                    open,
                    values,
                    |out, byte| if (from..=to).contains(&byte) { json(out, &byte) } else { null(out) },
                );
            }
            Column::Time(times) => {
                cells(out, open, times, |out, time| if time == MISSING_TIME { null(out) } else { json(out, &time) });
            }
            Column::Count(counts) => {
                cells(
                    out,
                    open,
                    counts,
                    |out, count| if count == MISSING_COUNT { null(out) } else { json(out, &count) },
                );
            }
            Column::Number(numbers) => cells(out, open, numbers, number_cell),
            Column::Day(days) => cells(out, open, days, day),
        }
        if number + 1 == chunks.len() {
            out.push(b']');
        }
    }
}

#[inline]
fn cells<T: Copy>(out: &mut Vec<u8>, open: u8, values: &[T], mut write: impl FnMut(&mut Vec<u8>, T)) {
    let mut separator = open;
    for value in values {
        out.push(separator);
        separator = b',';
        write(out, *value);
    }
}

fn has_values(column: &Column) -> bool {
    match column {
        Column::Text(texts) => !texts.parts().0.is_empty(),
        Column::Code(codes) => codes.iter().any(|code| *code != MISSING_CODE),
        Column::Byte(values) => values.iter().any(|byte| *byte != MISSING_BYTE),
        Column::Time(times) => times.iter().any(|time| *time != MISSING_TIME),
        Column::Count(counts) => counts.iter().any(|count| *count != MISSING_COUNT),
        Column::Number(numbers) => numbers.iter().any(|number| number.is_finite()),
        Column::Day(days) => days.iter().any(|day| *day != MISSING_DAY),
    }
}

fn head(out: &mut Vec<u8>, workspace: &Workspace, stamp: Option<ExportStamp>) {
    out.extend_from_slice(
        format!("{{\n\"format\":\"{FORMAT}\",\n\"version\":{VERSION},\n\"app\":\"{APP}\"").as_bytes(),
    );
    if let Some(stamp) = stamp {
        field(out, ",", "exported");
        json(out, &time::iso(stamp.exported));
    }
    field(out, ",", "settings");
    json_with(out, &workspace.settings, kept::find(&workspace.extra, &["settings"]));
    field(out, ",", "records");
    let kept = kept::find(&workspace.extra, &["records"]);
    out.push(b'{');
    let mut comma = "";
    for kind in RecordKind::ALL {
        field(out, comma, kind.name());
        comma = ",";
        let inside = kept::find(kept, &[kind.name()]);
        let mut separator: &[u8] = b"[\n";
        let records = workspace.records.of(*kind);
        for record in &records {
            out.extend_from_slice(separator);
            separator = b",\n";
            write_record(out, record, inside);
        }
        out.extend_from_slice(if records.is_empty() { b"[]" } else { b"\n]" });
    }
    kept_fields(out, kept, &|name| RecordKind::ALL.iter().any(|kind| kind.name() == name));
    out.extend_from_slice(b"\n}");
    field(out, ",", "dictionaries");
    out.push(b'{');
    let mut comma = "";
    for kind in DictionaryKind::ALL {
        field(out, comma, kind.name());
        comma = ",";
        let mut separator = b'[';
        let values = workspace.facts.dictionaries.get(kind).values();
        for value in values {
            out.push(separator);
            separator = b',';
            text_bytes(out, value.as_bytes());
        }
        out.extend_from_slice(if values.is_empty() { b"[]" } else { b"]" });
    }
    let kept = kept::find(&workspace.extra, &["dictionaries"]);
    kept_fields(out, kept, &|name| DictionaryKind::ALL.iter().any(|kind| kind.name() == name));
    out.extend_from_slice(b"\n}");
    field(out, ",", "facts");
    out.push(b'{');
}

fn write_record(out: &mut Vec<u8>, record: &Record, kept: &Extra) {
    let kept = if kept.is_empty() { kept } else { kept::find(kept, &[&record.key().id.to_string()]) };
    match record {
        Record::Channel(record) => json_with(out, record, kept),
        Record::Objective(record) => json_with(out, record, kept),
        Record::Batch(record) => json_with(out, record, kept),
        Record::Mapping(record) => json_with(out, record, kept),
        Record::CustomKpi(record) => json_with(out, record, kept),
        Record::Annotation(record) => json_with(out, record, kept),
        Record::SavedView(record) => json_with(out, record, kept),
        Record::Dashboard(record) => json_with(out, record, kept),
        Record::Segment(record) => json_with(out, record, kept),
        Record::Pillar(record) => json_with(out, record, kept),
        Record::Campaign(record) => json_with(out, record, kept),
        Record::Guideline(record) => json_with(out, record, kept),
        Record::Content(record) => json_with(out, record, kept),
        Record::Slot(record) => json_with(out, record, kept),
        Record::Snippet(record) => json_with(out, record, kept),
        Record::Event(record) => json_with(out, record, kept),
        Record::NetworkFacts(record) => json_with(out, record, kept),
        Record::Conversation(record) => json_with(out, record, kept),
        Record::SlaPolicy(record) => json_with(out, record, kept),
        Record::Flag(record) => json_with(out, record, kept),
        Record::WordList(record) => json_with(out, record, kept),
        Record::AuditEntry(record) => json_with(out, record, kept),
        Record::Feedback(record) => json_with(out, record, kept),
        Record::Survey(record) => json_with(out, record, kept),
        Record::AlertRule(record) => json_with(out, record, kept),
        Record::Playbook(record) => json_with(out, record, kept),
        Record::Incident(record) => json_with(out, record, kept),
        Record::Drill(record) => json_with(out, record, kept),
        Record::Learner(record) => json_with(out, record, kept),
        Record::ExercisePack(record) => json_with(out, record, kept),
        Record::ExerciseWork(record) => json_with(out, record, kept),
        Record::Submission(record) => json_with(out, record, kept),
    }
}

/// Writes an object; `kept` holds, for objects in it, what else belongs into them.
fn json_with<T: Serialize>(out: &mut Vec<u8>, value: &T, kept: &Extra) {
    if kept.is_empty() {
        return json(out, value);
    }
    let Ok(mut value) = serde_json::to_value(value) else { return json(out, value) };
    for (name, more) in kept {
        if let (Some(Value::Object(inner)), Value::Object(more)) = (value.get_mut(name), more) {
            for (key, value) in more {
                inner.entry(key.as_str()).or_insert_with(|| value.clone());
            }
        }
    }
    json(out, &value);
}

/// Writes a comma where one is due, a line break and the name of a field.
fn field(out: &mut Vec<u8>, comma: &str, name: &str) {
    out.extend_from_slice(comma.as_bytes());
    out.push(b'\n');
    text_bytes(out, name.as_bytes());
    out.push(b':');
}

/// Writes the fields that this version does not know, in the order of their names.
fn kept_fields(out: &mut Vec<u8>, kept: &Extra, known: &dyn Fn(&str) -> bool) {
    for (name, value) in kept.iter().filter(|(name, _)| !known(name)) {
        field(out, ",", name);
        json(out, value);
    }
}

/// Writes an unknown column: as long as the table is now.
fn kept_column(out: &mut Vec<u8>, column: &Value, rows: usize) {
    let Value::Array(values) = column else { return json(out, column) };
    out.push(b'[');
    for row in 0..rows {
        if row > 0 {
            out.push(b',');
        }
        json(out, values.get(row).unwrap_or(&Value::Null));
    }
    out.push(b']');
}

/// Writes a value as serde_json does.
#[inline]
fn json<T: Serialize + ?Sized>(out: &mut Vec<u8>, value: &T) {
    let written = serde_json::to_writer(out, value);
    // Memory takes everything, and our maps have texts as keys: nothing else can go wrong.
    debug_assert!(written.is_ok(), "{written:?}");
}

fn null(out: &mut Vec<u8>) {
    out.extend_from_slice(b"null");
}

/// Writes a number in its shortest form: 12 rather than 12.0.
fn number_cell(out: &mut Vec<u8>, number: f64) {
    if !number.is_finite() {
        null(out);
    } else if number.fract() == 0.0 && number.abs() < 9_007_199_254_740_992.0 {
        if number == 0.0 && number.is_sign_negative() {
            out.push(b'-');
        }
        json(out, &(number as i64));
    } else {
        json(out, &number);
    }
}

/// Writes a day as a date; one that dates of four digits do not reach, as its number.
fn day(out: &mut Vec<u8>, day: i32) {
    // 0000-01-01 to 9999-12-31.
    const WRITABLE: std::ops::RangeInclusive<i32> = -719_528..=2_932_896;
    if day == MISSING_DAY {
        null(out);
    } else if WRITABLE.contains(&day) {
        json(out, &Day(day));
    } else {
        json(out, &day);
    }
}

/// Writes a text in quotation marks. Only what JSON asks for is escaped.
fn text_bytes(out: &mut Vec<u8>, text: &[u8]) {
    out.push(b'"');
    let mut from = 0;
    loop {
        let to = plain_end(text, from);
        out.extend_from_slice(text.get(from..to).unwrap_or_default());
        let Some(byte) = text.get(to) else { break };
        match byte {
            b'"' => out.extend_from_slice(b"\\\""),
            b'\\' => out.extend_from_slice(b"\\\\"),
            b'\n' => out.extend_from_slice(b"\\n"),
            b'\r' => out.extend_from_slice(b"\\r"),
            b'\t' => out.extend_from_slice(b"\\t"),
            control => {
                const DIGITS: &[u8; 16] = b"0123456789abcdef";
                out.extend_from_slice(b"\\u00");
                out.push(DIGITS[usize::from(control >> 4)]);
                out.push(DIGITS[usize::from(control & 15)]);
            }
        }
        from = to + 1;
    }
    out.push(b'"');
}
