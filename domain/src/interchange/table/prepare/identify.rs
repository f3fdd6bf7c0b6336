//! First pass: which row of the file is which row of the table. Says nothing about what else the rows hold.

use super::{Fields, NO_SLOT, Preparer};
use crate::{
    interchange::table::{
        date,
        field::fields,
        header::normal,
        index::{self, Index},
        number,
        reading::ChannelChoice,
        sheet::Sheet,
    },
    model::facts::{DictionaryKind, Table, TableKind, Value, channel_day},
};
use std::ops::Range;

impl Preparer<'_> {
    /// Gives rows the slots of their ids.
    pub(super) fn identify(&mut self, rows: Range<usize>) {
        // First the hashes, so that the rows' ids, which lie far apart, are fetched from memory together; then the
        // slots, for the same reason.
        let mut keys = std::mem::take(&mut self.keys);
        keys.clear();
        for row in rows.clone() {
            let key = self.key(row);
            keys.push(key);
        }
        for (row, key) in rows.zip(&keys) {
            let slot = key.map_or(NO_SLOT, |key| self.slot(row, key));
            self.slots.push(slot);
        }
        self.keys = keys;
    }

    /// The slot of a row whose key is known.
    #[inline]
    fn slot(&mut self, row: usize, key: u64) -> u32 {
        let new = self.winners.len() as u32;
        let is_days = self.reading.table == TableKind::ChannelDays;
        // Out of the struct for a moment, so that the ids it points to can be looked at.
        let mut ids = std::mem::take(&mut self.ids);
        let (slot, is_new) = if is_days {
            ids.find_or_insert(key, new, |slot| self.has_key(slot, key))
        } else {
            ids.find_or_insert(key, new, |slot| self.is_slot(slot, key, self.id(row)))
        };
        self.ids = ids;
        if is_new {
            self.winners.push(row as u32);
            self.slot_keys.push(key);
        } else if let Some(winner) = self.winners.get_mut(slot as usize) {
            *winner = row as u32;
        }
        slot
    }

    /// What a row is known by; `None` where it is left out.
    #[inline]
    fn key(&mut self, row: usize) -> Option<u64> {
        let sheet = self.sheet;
        let is_inner = row >= 2 && row + 2 < sheet.len() && sheet.wide.is_empty();
        if is_inner && self.fields.source.is_none() && self.reading.table != TableKind::ChannelDays {
            let cells = self.fields.id.and_then(|column| sheet.column(column));
            if let Some((number, _)) = cells.and_then(|cells| cells.figures(row)) {
                return Some(index::key_of_number(number, self.source));
            }
            let id = plain_id(sheet, &self.fields, row);
            if !id.is_empty() {
                return Some(index::key(id, self.source));
            }
        }
        self.any_key(row)
    }

    /// What a row of any sort is known by.
    #[inline(never)]
    fn any_key(&mut self, row: usize) -> Option<u64> {
        let sheet = self.sheet;
        if let Some(cells) = sheet.surplus(row) {
            let reason = format!(
                "The row has {cells} cells and the header {}. A quotation mark or a separator is likely wrong.",
                sheet.headers.len()
            );
            self.reject(row, None, reason);
            return None;
        }
        if (row < 2 || row + 2 >= sheet.len()) && is_total(sheet, row) {
            self.report.skipped += 1;
            let note = format!("Row {} holds totals and was left out.", sheet.row_number(row));
            self.report.notes.push(note);
            return None;
        }
        if self.is_blank(row) {
            self.report.skipped += 1;
            return None;
        }
        let source = self.source_of(row);
        if self.reading.table == TableKind::ChannelDays {
            return self.day_key(row);
        }
        self.make_id(row, source);
        let id = self.id(row);
        if id.is_empty() {
            self.reject(row, self.fields.id, "The id is missing.".to_owned());
            return None;
        }
        Some(index::key(id, source))
    }

    fn is_blank(&self, row: usize) -> bool {
        self.reading.columns.iter().all(|(column, _)| self.sheet.cell(row, *column).trim().is_empty())
    }

    pub(super) fn source_of(&mut self, row: usize) -> u32 {
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
            self.made_ids.resize(row);
            self.made_ids.push(name);
            return;
        }
        let mut content = xxhash_rust::xxh3::Xxh3::with_seed(u64::from(source));
        for field in fields(self.reading.table) {
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
        self.made_ids.resize(row);
        self.made_ids.push(&id);
    }

    /// The id of a row: its cell, its address, or one made from what it says.
    pub(super) fn id(&self, row: usize) -> &str {
        if self.made_ids.is_empty() {
            return plain_id(self.sheet, &self.fields, row);
        }
        match self.made_ids.get(row) {
            "" => plain_id(self.sheet, &self.fields, row),
            made => made,
        }
    }

    fn has_key(&self, slot: u32, key: u64) -> bool {
        self.slot_keys.get(slot as usize) == Some(&key)
    }

    /// Whether a slot is that of an id, whose source went into the key.
    pub(super) fn is_slot(&self, slot: u32, key: u64, id: &str) -> bool {
        if !self.has_key(slot, key) {
            return false;
        }
        if (slot as usize) < self.old_rows {
            return self.out.is_text(slot as usize, 0, id);
        }
        self.winners.get(slot as usize).is_some_and(|row| self.id(*row as usize) == id)
    }

    pub(super) fn channel_of(&mut self, row: usize) -> Option<u32> {
        if self.fields.channel.is_some() {
            let short = self.fields.channel.and_then(|column| self.sheet.column(column)?.short(row));
            if let Some(code) = short.and_then(|short| self.channel_codes.short(short)) {
                return Some(code);
            }
            let name = self.fields.word(self.sheet, row, self.fields.channel);
            if name.is_empty() {
                return None;
            }
            let (channels, dictionaries, mint) = (&mut self.channels, &mut self.dictionaries, &mut *self.mint);
            let code = self.channel_codes.code(name, |name| channels.code(name, dictionaries, mint));
            if let Some(short) = short {
                self.channel_codes.remember(short, code);
            }
            return Some(code);
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
}

/// The id that the file gives a row: its id, else its address.
pub(super) fn plain_id<'s>(sheet: &'s Sheet, fields: &Fields, row: usize) -> &'s str {
    match fields.word(sheet, row, fields.id) {
        "" => fields.word(sheet, row, fields.permalink),
        id => id,
    }
}

fn day_key(channel: u32, day: i32) -> u64 {
    u64::from(channel) << 32 | u64::from(day as u32)
}

/// What each row that is there is known by: its id, or its channel and day.
pub(super) fn row_keys(table: &Table) -> Vec<u64> {
    let mut keys = Vec::with_capacity(table.len());
    for (_, chunk) in table.numbered() {
        if table.kind() == TableKind::ChannelDays {
            let days = chunk.column(channel_day::DAY).days();
            let rows = chunk.column(channel_day::CHANNEL).codes().iter().zip(days);
            keys.extend(rows.map(|(channel, day)| day_key(*channel, *day)));
        } else {
            let rows = chunk.column(0).texts().iter().zip(chunk.column(1).codes());
            keys.extend(rows.map(|(id, source)| index::key(id, *source)));
        }
    }
    keys
}

/// Indexes the rows that are there by their keys; the first of those with the same one is found.
pub(super) fn index_rows(table: &Table, keys: &[u64], more: usize) -> Index {
    let mut index = Index::with_capacity(table.len() + more);
    let is_days = table.kind() == TableKind::ChannelDays;
    for (slot, key) in keys.iter().enumerate() {
        let is_known = |slot: u32| is_days && keys.get(slot as usize) == Some(key);
        if is_days || !matches!(table.get(slot, 0), Value::Missing) {
            index.find_or_insert(*key, slot as u32, is_known);
        }
    }
    index
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
