//! Second pass: the cells of the rows that count, compared with what is there or appended.

use super::{NO_SLOT, Preparer, identify::plain_id};
use crate::{
    interchange::table::{
        cell,
        coder::type_name,
        csv_out::code_text,
        decode::shorten,
        field::{Field, Holds},
        report::{SAMPLES, Sample, SampleCell},
    },
    model::{
        facts::{ColumnKind, DictionaryKind, Origin, TableKind, Value, activity, kind, member, post},
        time::{DAY_MS, iso},
    },
};

impl<'a> Preparer<'a> {
    pub(super) fn take(&mut self, row: usize) {
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
        } else if self.made_ids.is_empty() {
            values[0] = Value::Text(plain_id(self.sheet, &self.fields, row));
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

    /// The channel of a row; a row that is there keeps its channel, whatever that is called now.
    fn channel_value(&mut self, row: usize, slot: u32, position: usize) -> Value<'a> {
        if (slot as usize) < self.old_rows && self.out.get(slot as usize, position) != Value::Missing {
            return Value::Missing;
        }
        self.channel_of(row).map_or(Value::Missing, Value::Code)
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
}

/// `1.23457E+17`: what a spreadsheet program makes of a long id.
fn is_shortened_id(cell: &str) -> bool {
    if cell.len() < 5 || !cell.bytes().any(|byte| byte == b'E') {
        return false;
    }
    let Some((figures, exponent)) = cell.trim().split_once("E+") else { return false };
    !exponent.is_empty()
        && exponent.bytes().all(|byte| byte.is_ascii_digit())
        && figures.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','))
}
