//! From a sheet and a mapping to a report and an action. Nothing is written: the caller applies the action or drops it.
//!
//! Two passes, each in slices. The first gives every row the slot of its id: a row that is there already, or a new one;
//! the last row of a slot counts. The second reads the cells of those rows and compares or appends. At the end replies
//! are joined to what they answer.

use super::{
    cell,
    coder::{Channels, Coder, type_name},
    csv_out::{code_text, unguard},
    date::{self, Clock},
    decode::shorten,
    field::{Field, Holds},
    header::normal,
    index::{self, Index},
    number,
    profile::GENERIC,
    reading::{ChannelChoice, Reading},
    report::{LISTED, Rejected, Report, SAMPLES, Sample, SampleCell},
    sheet::{Cells, Sheet},
};
use crate::{
    interchange::FileError,
    model::{
        Action, Command, Extra, Id, Instant, Workspace,
        facts::{
            Chunk, Column, ColumnKind, Dictionaries, DictionaryKind, Facts, Origin, Table, TableBuilder, TableKind,
            TextColumn, Value, activity, kind, member, post,
        },
        record::{Batch, Mapping, Platform},
        time::{DAY_MS, iso},
    },
};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// What an import would do, and the action that does it.
#[derive(Debug)]
pub struct Prepared {
    /// The preview.
    pub report: Report,
    /// The action; none where nothing would change or a question is open.
    pub action: Option<Action>,
}

/// Prepares an import at once.
///
/// # Errors
/// Where the mapping cannot be used; see [`Preparer::new`].
pub fn prepare(
    sheet: &Sheet,
    mapping: &Mapping,
    workspace: &Workspace,
    now: Instant,
    mint: &mut dyn FnMut() -> Id,
) -> Result<Prepared, FileError> {
    let mut preparer = Preparer::new(sheet, mapping, workspace, now, mint)?;
    while !preparer.step(100_000) {}
    Ok(preparer.finish())
}

/// No slot: the row is left out.
const NO_SLOT: u32 = u32::MAX;

/// An import being prepared.
pub struct Preparer<'a> {
    sheet: &'a Sheet,
    mapping: &'a Mapping,
    workspace: &'a Workspace,
    mint: &'a mut dyn FnMut() -> Id,
    now: Instant,
    reading: Reading,
    report: Report,
    /// Rows done, of both passes together.
    at: usize,
    // First pass.
    ids: Index,
    made_ids: Cells,
    seen_contents: FxHashMap<u64, u32>,
    slots: Vec<u32>,
    /// The row of the sheet that counts, by slot.
    winners: Vec<u32>,
    // Both.
    old_rows: usize,
    dictionaries: Dictionaries,
    sources: Coder<'a>,
    source: u32,
    clock: Clock,
    channels: Channels<'a>,
    channel_codes: Coder<'a>,
    channel: Option<u32>,
    // Second pass.
    codes: Coder<'a>,
    out: TableBuilder,
    row_of_slot: Vec<u32>,
    texts: Vec<(u32, usize, &'a str)>,
    replies: Vec<(u32, u32)>,
    members: Members<'a>,
    batch: Id,
    batch_code: u32,
    fields: Fields,
}

/// The columns of the sheet that need more than reading.
struct Fields {
    id: Option<usize>,
    source: Option<usize>,
    permalink: Option<usize>,
    channel: Option<usize>,
    day: Option<usize>,
    member: Option<usize>,
    member_name: Option<usize>,
    reply_to: Option<usize>,
    guarded: bool,
}

impl Fields {
    /// A cell that is an id or a name: without white space around it and without a guard.
    fn word<'s>(&self, sheet: &'s Sheet, row: usize, column: Option<usize>) -> &'s str {
        let cell = column.map_or("", |column| sheet.cell(row, column).trim());
        if self.guarded { unguard(cell) } else { cell }
    }
}

impl<'a> Preparer<'a> {
    /// Settles how the sheet is read and indexes what is there already.
    ///
    /// # Errors
    /// Where the mapping names a table, field or zone that does not exist, or leaves out a field that the table
    /// cannot do without.
    pub fn new(
        sheet: &'a Sheet,
        mapping: &'a Mapping,
        workspace: &'a Workspace,
        now: Instant,
        mint: &'a mut dyn FnMut() -> Id,
    ) -> Result<Self, FileError> {
        let mut reading = Reading::settle(sheet, mapping, workspace)?;
        let table = reading.table;
        let rows = sheet.len();
        let report = Report {
            file: sheet.file.clone(),
            format: reading.profile.map_or(GENERIC, |profile| profile.key).to_owned(),
            table: table.name(),
            rows: rows as u64,
            notes: sheet.notes.iter().chain(&reading.notes).cloned().collect(),
            questions: std::mem::take(&mut reading.questions),
            ..Report::default()
        };
        let mut dictionaries = Dictionaries::clone(&workspace.facts.dictionaries);
        let source = dictionaries.get_mut(DictionaryKind::Source).code(&reading.source);
        let batch = mint();
        let batch_code = dictionaries.get_mut(DictionaryKind::Batch).code(&batch.to_string());
        let old = workspace.facts.table(table);
        let platform = reading.profile.and_then(|profile| profile.platform).unwrap_or(Platform::Other);
        let channels = Channels::new(workspace, platform, now);
        let fields = Fields {
            id: reading.column("id"),
            source: reading.column("source"),
            permalink: reading.column("permalink"),
            channel: reading.column("channel"),
            day: reading.column("day"),
            member: reading.column("member"),
            member_name: reading.column("member_name"),
            reply_to: reading.column("reply_to"),
            guarded: reading.guarded,
        };
        let members = Members::new(&workspace.facts.members, table == TableKind::Activities);
        Ok(Self {
            clock: Clock::new(reading.zone),
            ids: index_rows(old, rows),
            out: old.clone().into_builder(),
            winners: vec![NO_SLOT; old.len()],
            old_rows: old.len(),
            slots: Vec::with_capacity(rows),
            made_ids: Cells::default(),
            seen_contents: FxHashMap::default(),
            sources: Coder::default(),
            channel_codes: Coder::default(),
            codes: Coder::default(),
            row_of_slot: Vec::new(),
            texts: Vec::new(),
            replies: Vec::new(),
            channel: None,
            at: 0,
            sheet,
            mapping,
            workspace,
            mint,
            now,
            reading,
            report,
            dictionaries,
            source,
            channels,
            members,
            batch,
            batch_code,
            fields,
        })
    }

    /// Goes on for so many rows. True once all are done. There are two passes over the rows.
    pub fn step(&mut self, max_rows: usize) -> bool {
        let rows = self.sheet.len();
        for _ in 0..max_rows.max(1) {
            if self.at < rows {
                let slot = self.identify(self.at);
                self.slots.push(slot);
            } else if self.at < 2 * rows {
                if self.at == rows {
                    self.row_of_slot = vec![NO_SLOT; self.winners.len() - self.old_rows];
                }
                self.take(self.at - rows);
            } else {
                return true;
            }
            self.at += 1;
        }
        self.at >= 2 * rows
    }

    /// How much is done, 0 to 1.
    pub fn progress(&self) -> f64 {
        if self.sheet.is_empty() { 1.0 } else { self.at as f64 / (2 * self.sheet.len()) as f64 }
    }

    // ---- first pass: which row is which ----

    /// The slot of a row's id; [`NO_SLOT`] where the row is left out.
    fn identify(&mut self, row: usize) -> u32 {
        let sheet = self.sheet;
        if let Some(cells) = sheet.surplus(row) {
            let reason = format!(
                "The row has {cells} cells and the header {}. A quotation mark or a separator is likely wrong.",
                sheet.headers.len()
            );
            self.reject(row, None, reason);
            return NO_SLOT;
        }
        if (row < 2 || row + 2 >= sheet.len()) && is_total(sheet, row) {
            self.report.skipped += 1;
            let note = format!("Row {} holds totals and was left out.", sheet.row_number(row));
            self.report.notes.push(note);
            return NO_SLOT;
        }
        if self.reading.columns.iter().all(|(column, _)| sheet.cell(row, *column).trim().is_empty()) {
            self.report.skipped += 1;
            return NO_SLOT;
        }
        let source = self.source_of(row);
        let new = self.winners.len() as u32;
        let (slot, is_new) = if self.reading.table == TableKind::ChannelDays {
            let Some(key) = self.day_key(row) else { return NO_SLOT };
            self.ids.find_or_insert(key, new, |_| true)
        } else {
            self.make_id(row, source);
            let id = self.id(row);
            if id.is_empty() {
                self.reject(row, self.fields.id, "The id is missing.".to_owned());
                return NO_SLOT;
            }
            let key = index::key(id, source);
            // Out of the struct for a moment, so that the ids it points to can be looked at.
            let mut ids = std::mem::take(&mut self.ids);
            let found = ids.find_or_insert(key, new, |slot| self.is_slot(slot, self.id(row)));
            self.ids = ids;
            found
        };
        if is_new {
            self.winners.push(row as u32);
        } else if let Some(winner) = self.winners.get_mut(slot as usize) {
            *winner = row as u32;
        }
        slot
    }

    fn source_of(&mut self, row: usize) -> u32 {
        if self.fields.source.is_none() {
            return self.source;
        }
        let text = self.fields.word(self.sheet, row, self.fields.source);
        if text.is_empty() {
            return self.source;
        }
        let dictionaries = &mut self.dictionaries;
        self.sources.code(text, |text| dictionaries.get_mut(DictionaryKind::Source).code(text))
    }

    /// A channel and a day make a row of the daily statistics.
    fn day_key(&mut self, row: usize) -> Option<u64> {
        let column = self.fields.day?;
        let cell = self.sheet.cell(row, column);
        let day = date::parse(cell).and_then(|stamp| self.clock.day(stamp, self.reading.order));
        let Some(day) = day else {
            let reason = if number::is_blank(cell) {
                "The day is missing.".to_owned()
            } else {
                "This is not a date. Write it as 2026-11-22.".to_owned()
            };
            self.reject(row, Some(column), reason);
            return None;
        };
        let channel = self.channel_of(row).unwrap_or(u32::MAX);
        Some(day_key(channel, day.0))
    }

    /// Where a row has no id, makes one from what it says, so that the same row is known again.
    fn make_id(&mut self, row: usize, source: u32) {
        if !plain_id(self.sheet, &self.fields, row).is_empty() {
            return;
        }
        let mut name = None;
        if self.reading.table == TableKind::Members {
            name = Some(self.fields.word(self.sheet, row, self.reading.column("name")));
        }
        if let Some(name) = name.filter(|name| !name.is_empty()) {
            self.made_ids.put(row, name);
            return;
        }
        let mut content = xxhash_rust::xxh3::Xxh3::with_seed(u64::from(source));
        for field in super::field::fields(self.reading.table) {
            if let Some(column) = self.reading.column(field.name) {
                content.update(field.name.as_bytes());
                content.update(&[0x1f]);
                content.update(self.sheet.cell(row, column).trim().as_bytes());
                content.update(&[0x1e]);
            }
        }
        // The source's code differs from workspace to workspace, its name does not.
        content.update(self.dictionaries.get(DictionaryKind::Source).text(source).as_bytes());
        let hash = content.digest();
        let times = self.seen_contents.entry(hash).and_modify(|times| *times += 1).or_insert(1);
        let id = format!("row:{hash:016x}#{times}");
        self.made_ids.put(row, &id);
    }

    /// The id of a row: its cell, its address, or one made from what it says.
    fn id(&self, row: usize) -> &str {
        match self.made_ids.get(row) {
            "" => plain_id(self.sheet, &self.fields, row),
            made => made,
        }
    }

    fn is_slot(&self, slot: u32, id: &str) -> bool {
        if (slot as usize) < self.old_rows {
            return matches!(self.out.get(slot as usize, 0), Value::Text(text) if text == id);
        }
        self.winners.get(slot as usize).is_some_and(|row| self.id(*row as usize) == id)
    }

    // ---- second pass: what the rows say ----

    fn take(&mut self, row: usize) {
        let slot = self.slots.get(row).copied().unwrap_or(NO_SLOT);
        if slot == NO_SLOT {
            return;
        }
        if self.winners.get(slot as usize) != Some(&(row as u32)) {
            self.report.skipped += 1;
            self.report.duplicates += 1;
            return;
        }
        let mut values = [Value::Missing; 24];
        let mut check = None;
        match self.read(row, &mut values, &mut check) {
            Ok(()) => self.keep(row, slot, &mut values, check),
            Err((column, reason)) => self.reject(row, column, reason),
        }
    }

    /// Reads the cells that stand for themselves.
    #[inline]
    fn read(
        &mut self,
        row: usize,
        values: &mut [Value<'a>; 24],
        check: &mut Option<f64>,
    ) -> Result<(), (Option<usize>, String)> {
        let table = self.reading.table;
        let specs = table.columns();
        let sheet = self.sheet;
        for (column, field) in &self.reading.columns {
            let cell = sheet.cell(row, *column);
            let kind =
                field.column.and_then(|position| specs.get(position)).map_or(ColumnKind::Number, |spec| spec.kind);
            let value = cell::read(cell, field.holds, kind, &self.reading, &mut self.clock)
                .map_err(|reason| (Some(*column), reason))?;
            match field.column {
                Some(position) => {
                    if let Some(slot) = values.get_mut(position) {
                        *slot = value;
                    }
                }
                None if field.holds == Holds::Check => {
                    if let Value::Number(number) = value {
                        *check = Some(number);
                    }
                }
                None => {}
            }
        }
        if table == TableKind::Activities && values[activity::TIME] == Value::Missing {
            return Err((self.reading.column("time"), "An activity needs a time, and there is none.".to_owned()));
        }
        Ok(())
    }

    /// Compares a row with what is there, or appends it.
    fn keep(&mut self, row: usize, slot: u32, values: &mut [Value<'a>; 24], check: Option<f64>) {
        let table = self.reading.table;
        let is_old = (slot as usize) < self.old_rows;
        let source = self.source_of(row);
        self.look_closely(row, values, check);
        match table {
            TableKind::Posts => {
                let constant = self.reading.constant_type.as_deref();
                values[post::TYPE] = match (values[post::TYPE], constant) {
                    (Value::Text(text), _) => {
                        let dictionaries = &mut self.dictionaries;
                        let make = |text: &str| dictionaries.get_mut(DictionaryKind::PostType).code(&type_name(text));
                        Value::Code(self.codes.code(text, make))
                    }
                    (_, Some(text)) => {
                        Value::Code(self.dictionaries.get_mut(DictionaryKind::PostType).code(&type_name(text)))
                    }
                    _ => Value::Missing,
                };
                values[post::SOURCE] = Value::Code(source);
                values[post::CHANNEL] = self.channel_value(row, slot, post::CHANNEL);
            }
            TableKind::Activities => {
                let text = match (values[activity::KIND], values[activity::REPLY_TO]) {
                    (Value::Text(text), _) => text,
                    (_, Value::Text(_)) => kind::REPLY,
                    _ => kind::POST,
                };
                let dictionaries = &mut self.dictionaries;
                let make = |text: &str| dictionaries.get_mut(DictionaryKind::Kind).code(&text.trim().to_lowercase());
                values[activity::KIND] = Value::Code(self.codes.code(text, make));
                values[activity::SOURCE] = Value::Code(source);
                values[activity::CHANNEL] = self.channel_value(row, slot, activity::CHANNEL);
                values[activity::MEMBER] = self.member(row, source);
            }
            TableKind::Members => values[member::SOURCE] = Value::Code(source),
            TableKind::ChannelDays => values[0] = self.channel_of(row).map_or(Value::Missing, Value::Code),
        }
        let row_number = if is_old {
            self.compare(row, slot as usize, values);
            slot as usize
        } else {
            self.append(row, slot, values)
        };
        if !self.fields.word(self.sheet, row, self.fields.reply_to).is_empty() {
            self.replies.push((row_number as u32, row as u32));
        }
    }

    fn append(&mut self, row: usize, slot: u32, values: &mut [Value<'a>; 24]) -> usize {
        let table = self.reading.table;
        let width = table.columns().len();
        let (batch, origin) = (width - 2, width - 1);
        values[batch] = Value::Code(self.batch_code);
        values[origin] = Value::Byte(Origin::Imported as u8);
        let number = if table == TableKind::ChannelDays {
            self.out.push(&values[..width])
        } else {
            // The id may live in this struct, so it goes in by a copy of the values with a shorter life.
            let mut short: [Value<'_>; 24] = *values;
            short[0] = Value::Text(match self.made_ids.get(row) {
                "" => plain_id(self.sheet, &self.fields, row),
                made => made,
            });
            self.out.push(&short[..width])
        };
        if let Some(place) = self.row_of_slot.get_mut(slot as usize - self.old_rows) {
            *place = number as u32;
        }
        self.report.new += 1;
        if self.report.new_samples.len() < SAMPLES {
            let sample = Sample { row: self.sheet.row_number(row), cells: self.sample_cells(row, None) };
            self.report.new_samples.push(sample);
        }
        number
    }

    fn compare(&mut self, row: usize, old_row: usize, values: &[Value<'a>; 24]) {
        let table = self.reading.table;
        let width = table.columns().len();
        let mut differs: u32 = 0;
        // The id is the same; batch and origin follow.
        let first = usize::from(table != TableKind::ChannelDays);
        for (position, value) in values.iter().enumerate().take(width - 2).skip(first) {
            if *value != Value::Missing && self.out.get(old_row, position) != *value {
                differs |= 1 << position;
            }
        }
        if differs == 0 {
            self.report.same += 1;
            return;
        }
        self.report.changed += 1;
        if self.report.changed_samples.len() < SAMPLES {
            let cells = self.sample_cells(row, Some((old_row, differs)));
            self.report.changed_samples.push(Sample { row: self.sheet.row_number(row), cells });
        }
        for (position, value) in values.iter().enumerate().take(width - 2) {
            if differs & (1 << position) == 0 {
                continue;
            }
            match value {
                // Texts are moved for each one that is set: they are gathered and set together at the end.
                Value::Text(text) => self.texts.push((old_row as u32, position, text)),
                value => self.out.set(old_row, position, *value),
            }
        }
        self.out.set(old_row, width - 2, Value::Code(self.batch_code));
        self.out.set(old_row, width - 1, Value::Byte(Origin::Imported as u8));
        if table == TableKind::Activities && differs & (1 << activity::REPLY_TO) != 0 {
            self.out.set(old_row, activity::PARENT, Value::Missing);
        }
    }

    fn sample_cells(&self, row: usize, changed: Option<(usize, u32)>) -> Vec<SampleCell> {
        let shown = |(column, field): &(usize, &'static Field)| {
            let cell = self.sheet.cell(row, *column).trim();
            let old = match (changed, field.column) {
                (Some((old_row, differs)), Some(position)) if differs & (1 << position) != 0 => {
                    self.show(self.out.get(old_row, position), position)
                }
                (Some(_), _) => return None,
                (None, _) if cell.is_empty() => return None,
                (None, _) => String::new(),
            };
            Some(SampleCell { field: field.label, old, new: shorten(cell, 80).into_owned() })
        };
        self.reading.columns.iter().filter_map(shown).collect()
    }

    fn show(&self, value: Value<'_>, position: usize) -> String {
        let reference = self.reading.table.columns().get(position).and_then(|spec| spec.reference);
        match value {
            Value::Missing => String::new(),
            Value::Text(text) => shorten(text, 80).into_owned(),
            Value::Code(code) => code_text(self.workspace, &self.workspace.facts, code, reference),
            Value::Byte(byte) => byte.to_string(),
            Value::Time(time) => iso(time),
            Value::Count(count) => count.to_string(),
            Value::Number(number) => number.to_string(),
            Value::Day(day) => crate::model::Day(day).to_string(),
        }
    }

    /// Warnings about rows that are taken all the same.
    fn look_closely(&mut self, row: usize, values: &[Value<'a>; 24], check: Option<f64>) {
        let sheet = self.sheet;
        let number = |position: usize| if let Value::Number(number) = values[position] { Some(number) } else { None };
        if self.reading.table == TableKind::Posts {
            if let (Some(reach), Some(impressions)) = (number(post::REACH), number(post::IMPRESSIONS))
                && reach > impressions
            {
                let text = "More accounts reached than times shown: the platform's figures disagree. Rates by reach and by \
                            impressions are both computed from what the file says.";
                self.report.warn("reach-over-impressions", text, sheet.row_number(row));
            }
            let sum: f64 = [post::LIKES, post::COMMENTS, post::SHARES].into_iter().filter_map(number).sum();
            if check.is_some_and(|total| total != sum) {
                let text = "The file's own sum of interactions is not likes + comments + shares. The single figures are \
                            kept, the sum is not.";
                self.report.warn("interactions-differ", text, sheet.row_number(row));
            }
        }
        let time = match self.reading.table {
            TableKind::Posts => values[post::TIME],
            TableKind::Activities => values[activity::TIME],
            _ => Value::Missing,
        };
        if matches!(time, Value::Time(time) if time > self.now + DAY_MS) {
            let text = "The time lies in the future. Check the order of day and month, and the zone.";
            self.report.warn("future", text, sheet.row_number(row));
        }
        if self.fields.id.is_some_and(|column| is_shortened_id(sheet.cell(row, column))) {
            let text = "Ids look like 1.23E+17: a spreadsheet program has shortened them, and different rows may have \
                        become the same. Export the file again and do not open it before.";
            self.report.warn("shortened-ids", text, sheet.row_number(row));
        }
    }

    // ---- channels and members ----

    /// The channel of a row; a row that is there keeps its channel, whatever that is called now.
    fn channel_value(&mut self, row: usize, slot: u32, position: usize) -> Value<'a> {
        if (slot as usize) < self.old_rows && self.out.get(slot as usize, position) != Value::Missing {
            return Value::Missing;
        }
        self.channel_of(row).map_or(Value::Missing, Value::Code)
    }

    fn channel_of(&mut self, row: usize) -> Option<u32> {
        if self.fields.channel.is_some() {
            let name = self.fields.word(self.sheet, row, self.fields.channel);
            if name.is_empty() {
                return None;
            }
            let (channels, dictionaries, mint) = (&mut self.channels, &mut self.dictionaries, &mut *self.mint);
            return Some(self.channel_codes.code(name, |name| channels.code(name, dictionaries, mint)));
        }
        if self.channel.is_none() {
            let id = match self.reading.channel.as_ref()? {
                ChannelChoice::Existing(id) => *id,
                ChannelChoice::New(name, platform) => self.channels.make(name, Some(*platform), &mut *self.mint),
            };
            self.channel = Some(self.dictionaries.get_mut(DictionaryKind::Channel).code(&id.to_string()));
        }
        self.channel
    }

    fn member(&mut self, row: usize, source: u32) -> Value<'a> {
        let name = self.fields.word(self.sheet, row, self.fields.member_name);
        let id = match self.fields.word(self.sheet, row, self.fields.member) {
            "" => name,
            id => id,
        };
        if id.is_empty() {
            return Value::Missing;
        }
        Value::Code(self.members.row(id, name, source, self.batch_code))
    }

    // ---- the end ----

    fn reject(&mut self, row: usize, column: Option<usize>, reason: String) {
        self.report.rejected += 1;
        if self.report.rejections.len() < LISTED {
            let header = column.and_then(|column| self.sheet.headers.get(column)).cloned().unwrap_or_default();
            let value = column.map_or("", |column| self.sheet.cell(row, column).trim());
            self.report.rejections.push(Rejected {
                row: self.sheet.row_number(row),
                column: header,
                value: shorten(value, 60).into_owned(),
                reason,
            });
        }
    }

    /// Joins replies to what they answer, here and earlier in the workspace.
    fn join_replies(&mut self) {
        let replies = std::mem::take(&mut self.replies);
        for (row_number, row) in replies {
            let answered = self.fields.word(self.sheet, row as usize, self.fields.reply_to);
            let source = self.source_of(row as usize);
            if let Some(parent) = self.row_of(answered, source) {
                let value = Value::Code(parent);
                if self.out.get(row_number as usize, activity::PARENT) != value {
                    self.out.set(row_number as usize, activity::PARENT, value);
                }
            }
        }
        // What was there before may answer what came in only now.
        let old = &self.workspace.facts.activities;
        for (first, chunk) in old.numbered() {
            let parents = chunk.column(activity::PARENT).codes();
            let answered = chunk.column(activity::REPLY_TO).texts();
            let sources = chunk.column(activity::SOURCE).codes();
            for (index, parent) in parents.iter().enumerate() {
                let text = if *parent == crate::model::facts::MISSING_CODE { answered.get(index) } else { "" };
                if text.is_empty() || self.out.get(first + index, activity::PARENT) != Value::Missing {
                    continue;
                }
                if let Some(parent) = self.row_of(text, sources.get(index).copied().unwrap_or(self.source)) {
                    self.out.set(first + index, activity::PARENT, Value::Code(parent));
                }
            }
        }
    }

    fn row_of(&self, id: &str, source: u32) -> Option<u32> {
        let slot = self.ids.find(index::key(id, source), |slot| self.is_slot(slot, id))?;
        if (slot as usize) < self.old_rows {
            return Some(slot);
        }
        self.row_of_slot.get(slot as usize - self.old_rows).copied().filter(|row| *row != NO_SLOT)
    }

    /// The report and the action.
    pub fn finish(mut self) -> Prepared {
        while !self.step(usize::MAX) {}
        if self.reading.table == TableKind::Activities {
            self.join_replies();
        }
        self.report.new_members = self.members.added;
        let changes = self.report.new + self.report.changed > 0 || self.members.named;
        if !changes || self.report.is_open() {
            return Prepared { report: self.report, action: None };
        }
        self.report.new_channels = self.channels.made.iter().map(|channel| channel.name.clone()).collect();
        let table = self.reading.table;
        let mut facts = Facts::clone(&self.workspace.facts);
        *facts.table_mut(table) = set_texts(self.out.finish(), self.texts);
        if self.members.added > 0 || self.members.named {
            facts.members = self.members.out.finish();
        }
        facts.dictionaries = Arc::new(self.dictionaries);
        let batch = Batch {
            id: self.batch,
            created: self.now,
            updated: self.now,
            file: self.sheet.file.clone(),
            hash: self.sheet.hash.clone(),
            bytes: self.sheet.bytes,
            format: self.report.format.clone(),
            counts: self.report.counts(),
            extra: Extra::new(),
        };
        let made = match self.reading.channel {
            Some(ChannelChoice::New(..)) if self.channel.is_some() => {
                self.channels.made.first().map(|channel| channel.id)
            }
            _ => None,
        };
        let mut commands = vec![Command::Put(batch.into())];
        commands.extend(self.channels.made.into_iter().map(|channel| Command::Put(channel.into())));
        commands.push(Command::SetFacts(Box::new(facts)));
        let remembered = self.workspace.records.mappings.get(self.mapping.id);
        if !remembered.is_some_and(|old| alike(old, self.mapping)) {
            let mut mapping = self.mapping.clone();
            mapping.updated = self.now;
            if let (Some(channel), Some(id)) = (mapping.options.get_mut("channel"), made) {
                // “A new channel” was meant once; the next file goes to the same one.
                *channel = id.to_string();
            }
            commands.push(Command::Put(mapping.into()));
        }
        let name = shorten(&self.sheet.file, 80);
        let label = if name.is_empty() { "Imported a table".to_owned() } else { format!("Imported {name}") };
        Prepared { report: self.report, action: Some(Action::new(label, Command::All(commands))) }
    }
}

fn alike(a: &Mapping, b: &Mapping) -> bool {
    a.table == b.table && a.columns == b.columns && a.options == b.options
}

/// The id that the file gives a row: its id, else its address.
fn plain_id<'s>(sheet: &'s Sheet, fields: &Fields, row: usize) -> &'s str {
    match fields.word(sheet, row, fields.id) {
        "" => fields.word(sheet, row, fields.permalink),
        id => id,
    }
}

fn day_key(channel: u32, day: i32) -> u64 {
    u64::from(channel) << 32 | u64::from(day as u32)
}

/// Indexes the rows that are there by their ids.
fn index_rows(table: &Table, more: usize) -> Index {
    let mut index = Index::with_capacity(table.len() + more);
    for (first, chunk) in table.numbered() {
        let slot = |position: usize| (first + position) as u32;
        if table.kind() == TableKind::ChannelDays {
            let (channels, days) = (chunk.column(0).codes(), chunk.column(1).days());
            for (position, (channel, day)) in channels.iter().zip(days).enumerate() {
                index.find_or_insert(day_key(*channel, *day), slot(position), |_| true);
            }
            continue;
        }
        let (ids, sources) = (chunk.column(0).texts(), chunk.column(1).codes());
        for (position, (id, source)) in ids.iter().zip(sources).enumerate().filter(|(_, (id, _))| !id.is_empty()) {
            index.find_or_insert(index::key(id, *source), slot(position), |_| false);
        }
    }
    index
}

/// Sets texts of rows already there, each chunk's column built anew once.
fn set_texts(table: Table, mut texts: Vec<(u32, usize, &str)>) -> Table {
    if texts.is_empty() {
        return table;
    }
    let size = crate::model::facts::CHUNK_ROWS;
    texts.sort_by_key(|(row, column, _)| (*row as usize / size, *column, *row));
    let mut chunks = table.chunks().to_vec();
    for group in texts.chunk_by(|a, b| (a.0 as usize / size, a.1) == (b.0 as usize / size, b.1)) {
        let Some((row, position, _)) = group.first() else { continue };
        let Some(chunk) = chunks.get_mut(*row as usize / size) else { continue };
        let mut columns = chunk.columns().to_vec();
        let mut column = TextColumn::default();
        let mut next = group.iter().peekable();
        for (index, old) in chunk.column(*position).texts().iter().enumerate() {
            match next.next_if(|(row, ..)| *row as usize % size == index) {
                Some((_, _, text)) => column.push(text),
                None => column.push(old),
            }
        }
        if let Some(place) = columns.get_mut(*position) {
            *place = Column::Text(column);
        }
        if let Some(built) = Chunk::from_columns(table.kind(), columns) {
            *chunk = Arc::new(built);
        }
    }
    Table::from_chunks(table.kind(), chunks).unwrap_or(table)
}

/// Whether the first filled cell of a row names it as a sum of the others.
fn is_total(sheet: &Sheet, row: usize) -> bool {
    const NAMES: [&str; 14] = [
        "total",
        "totals",
        "grand total",
        "sum",
        "all",
        "gesamt",
        "summe",
        "suma",
        "total general",
        "totales",
        "totaal",
        "totale",
        "total général",
        "insgesamt",
    ];
    let first = (0..sheet.headers.len()).map(|column| sheet.cell(row, column).trim()).find(|cell| !cell.is_empty());
    first.is_some_and(|cell| cell.len() < 30 && NAMES.contains(&normal(cell).as_str()))
}

/// `1.23457E+17`: what a spreadsheet program makes of a long id.
fn is_shortened_id(cell: &str) -> bool {
    let Some((figures, exponent)) = cell.trim().split_once("E+") else { return false };
    !exponent.is_empty()
        && exponent.bytes().all(|byte| byte.is_ascii_digit())
        && figures.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','))
}

/// Members that activities name.
struct Members<'a> {
    out: TableBuilder,
    ids: Index,
    last: Option<(&'a str, u32, u32)>,
    added: u64,
    named: bool,
}

impl<'a> Members<'a> {
    fn new(table: &Table, needed: bool) -> Self {
        let (out, ids) = if needed {
            (table.clone().into_builder(), index_rows(table, 0))
        } else {
            (Table::new(TableKind::Members).into_builder(), Index::default())
        };
        Self { out, ids, last: None, added: 0, named: false }
    }

    fn row(&mut self, id: &'a str, name: &str, source: u32, batch: u32) -> u32 {
        if let Some((last, last_source, row)) = self.last
            && last == id
            && last_source == source
        {
            return row;
        }
        let out = &self.out;
        let same = |slot: u32| {
            matches!(out.get(slot as usize, member::ID), Value::Text(text) if text == id)
                && out.get(slot as usize, member::SOURCE) == Value::Code(source)
        };
        let (row, is_new) = self.ids.find_or_insert(index::key(id, source), self.out.len() as u32, same);
        if is_new {
            self.added += 1;
            let mut values = [Value::Missing; 8];
            values[member::ID] = Value::Text(id);
            values[member::SOURCE] = Value::Code(source);
            values[member::NAME] = Value::Text(name);
            values[member::BATCH] = Value::Code(batch);
            values[member::ORIGIN] = Value::Byte(Origin::Imported as u8);
            self.out.push(&values);
        } else if !name.is_empty() && self.out.get(row as usize, member::NAME) == Value::Missing {
            self.named = true;
            self.out.set(row as usize, member::NAME, Value::Text(name));
        }
        self.last = Some((id, source, row));
        row
    }
}
