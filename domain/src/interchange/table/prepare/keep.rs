//! The rows of a block compared with what is there, or appended.

use super::{NO_SLOT, Preparer, block::Block};
use crate::{
    interchange::table::{
        cell,
        csv_out::code_text,
        decode::shorten,
        field::Field,
        report::{SAMPLES, Sample, SampleCell},
    },
    model::{
        facts::{Origin, TableKind, Value, activity},
        time::iso,
    },
};
use std::ops::Range;

impl Preparer<'_> {
    /// Compares the rows that are there and appends the others.
    pub(super) fn keep(&mut self, block: &Block) {
        let count = block.rows.len();
        let is_old = |preparer: &Self, index: usize| preparer.slot_at(block, index) < preparer.old_rows;
        let mut index = 0;
        while index < count {
            if is_old(self, index) {
                self.compare(block, index);
                index += 1;
            } else {
                let end = (index..count).find(|index| is_old(self, *index)).unwrap_or(count);
                self.append(block, index..end);
                index = end;
            }
        }
        let Some(cells) = self.fields.reply_to.and_then(|column| self.sheet.column(column)) else { return };
        for (index, row) in block.rows.iter().enumerate() {
            if cells.get(*row as usize).is_empty()
                || self.fields.word(self.sheet, *row as usize, self.fields.reply_to).is_empty()
            {
                continue;
            }
            let slot = self.slot_at(block, index);
            let new = slot.checked_sub(self.old_rows).and_then(|slot| self.row_of_slot.get(slot));
            self.replies.push((new.map_or(slot as u32, |number| *number), *row));
        }
    }

    fn slot_at(&self, block: &Block, index: usize) -> usize {
        let row = block.rows.get(index).map_or(usize::MAX, |row| *row as usize);
        self.slots.get(row).map_or(NO_SLOT, |slot| *slot) as usize
    }

    fn append(&mut self, block: &Block, places: Range<usize>) {
        let first = self.out.append(&block.columns, places.clone());
        for (number, index) in (first..).zip(places.clone()) {
            let slot = self.slot_at(block, index);
            if let Some(place) = self.row_of_slot.get_mut(slot - self.old_rows) {
                *place = number as u32;
            }
        }
        self.report.new += places.len() as u64;
        for row in block.rows.get(places).unwrap_or_default() {
            if self.report.new_samples.len() >= SAMPLES {
                break;
            }
            let cells = self.sample_cells(*row as usize, None);
            self.report.new_samples.push(Sample { row: self.sheet.row_number(*row as usize), cells });
        }
    }

    fn compare(&mut self, block: &Block, index: usize) {
        let table = self.reading.table;
        let width = table.columns().len();
        let row = block.rows.get(index).map_or(0, |row| *row as usize);
        let old_row = self.slot_at(block, index);
        let mut differs: u32 = 0;
        // The id is the same; batch and origin follow.
        let first = usize::from(table != TableKind::ChannelDays);
        for (position, column) in block.columns.iter().enumerate().take(width - 2).skip(first) {
            let value = column.get(index);
            if value != Value::Missing && self.out.get(old_row, position) != value {
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
        for (position, column) in block.columns.iter().enumerate().take(width - 2) {
            if differs & (1 << position) == 0 {
                continue;
            }
            match (column.get(index), self.column_of(position)) {
                // Texts are moved for each one that is set: they are gathered and set together at the end.
                (Value::Text(_), Some((cells, field))) => {
                    let text = cell::text(cells.get(row), field.holds, self.reading.guarded);
                    self.texts.push((old_row as u32, position, text));
                }
                (value, _) => self.out.set(old_row, position, value),
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
}
