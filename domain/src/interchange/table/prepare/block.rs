//! Second pass: the cells of a block of rows, column by column.

use super::{NO_SLOT, Preparer};
use crate::{
    interchange::table::{
        cell::{self, Reason},
        coder::type_name,
        field::Holds,
        fill::fill,
        number,
    },
    model::facts::{
        Column, ColumnKind, DictionaryKind, MISSING_CODE, MISSING_TIME, Origin, TableKind, Value, activity, kind,
        member, post,
    },
};
use std::ops::Range;

/// Rows that are read together.
#[derive(Debug, Default)]
pub(super) struct Block {
    /// The rows of the sheet that count.
    pub rows: Vec<u32>,
    /// Their values, a column for each of the table's.
    pub columns: Vec<Column>,
    /// Sums that are compared and not kept; NaN where there is none.
    pub checks: Vec<f64>,
}

impl Block {
    /// Forgets the values, but not the room they took.
    fn clear(&mut self, table: TableKind) {
        if self.columns.is_empty() {
            self.columns = table.columns().iter().map(|spec| Column::new(spec.kind)).collect();
        }
        self.columns.iter_mut().for_each(|column| column.resize(0));
        self.checks.clear();
    }

    /// A column of codes, to fill it.
    fn codes(&mut self, position: usize) -> &mut [u32] {
        if let Some(Column::Code(codes)) = self.columns.get_mut(position) { codes } else { &mut [] }
    }
}

/// A cell that cannot be read.
struct Fault {
    /// Its row's place in the block.
    index: usize,
    column: Option<usize>,
    reason: Reason,
}

impl<'a> Preparer<'a> {
    /// Reads the rows that count and compares or appends them.
    pub(super) fn take(&mut self, rows: Range<usize>) {
        // Out of the struct for a moment, so that the rest of it can be used meanwhile.
        let mut block = std::mem::take(&mut self.block);
        self.pick(rows, &mut block);
        loop {
            block.clear(self.reading.table);
            let faults = self.read(&mut block);
            if faults.is_empty() {
                break;
            }
            self.take_out(faults, &mut block);
        }
        if !block.rows.is_empty() {
            self.read_texts(&mut block);
            self.look_closely(&block);
            self.look_up(&mut block);
            self.keep(&block);
        }
        self.block = block;
    }

    /// The rows that count: of several with one id the last.
    fn pick(&mut self, rows: Range<usize>, block: &mut Block) {
        block.rows.clear();
        for row in rows {
            let slot = self.slots.get(row).copied().unwrap_or(NO_SLOT);
            if slot == NO_SLOT {
                continue;
            }
            if self.winners.get(slot as usize) == Some(&(row as u32)) {
                block.rows.push(row as u32);
            } else {
                self.report.skipped += 1;
                self.report.duplicates += 1;
            }
        }
    }

    /// Reads the cells that stand for themselves and can be wrong.
    fn read(&mut self, block: &mut Block) -> Vec<Fault> {
        let mut faults = Vec::new();
        for (column, field) in &self.reading.columns {
            let Some(cells) = self.sheet.column(*column) else { continue };
            if field.holds == Holds::Check {
                let decimal = self.reading.decimal;
                let number = |cell: &str| number::parse(cell, decimal).map_or(f64::NAN, |number| number.value);
                block.checks.extend(block.rows.iter().map(|row| number(cells.get(*row as usize))));
            }
            let place = field.column.and_then(|position| block.columns.get_mut(position));
            if let Some(place) = place.filter(|place| !matches!(place.kind(), ColumnKind::Text | ColumnKind::Code)) {
                fill(place, (cells, &block.rows), field.holds, (&self.reading, &mut self.clock), |index, reason| {
                    faults.push(Fault { index, column: Some(*column), reason });
                });
            }
        }
        for column in &mut block.columns {
            column.resize(block.rows.len());
        }
        if self.reading.table == TableKind::Activities {
            let times = block.columns.get(activity::TIME).map_or(&[][..], Column::times);
            for (index, _) in times.iter().enumerate().filter(|(_, time)| **time == MISSING_TIME) {
                let reason = "An activity needs a time, and there is none.".to_owned();
                faults.push(Fault { index, column: self.reading.column("time"), reason });
            }
        }
        faults
    }

    /// Rejects the rows that cannot be read, each for the first of its cells that is wrong.
    fn take_out(&mut self, mut faults: Vec<Fault>, block: &mut Block) {
        faults.sort_by_key(|fault| fault.index);
        faults.dedup_by_key(|fault| fault.index);
        let mut wrong = faults.iter().map(|fault| fault.index).peekable();
        let mut index = 0;
        let rows = block.rows.clone();
        block.rows.retain(|_| {
            index += 1;
            wrong.next_if_eq(&(index - 1)).is_none()
        });
        for Fault { index, column, reason } in faults {
            if let Some(row) = rows.get(index) {
                self.reject(*row as usize, column, reason);
            }
        }
    }

    /// Reads the texts, and the ids.
    fn read_texts(&self, block: &mut Block) {
        let Block { rows, columns, .. } = block;
        for (position, place) in columns.iter_mut().enumerate() {
            let Column::Text(texts) = place else { continue };
            let rows = rows.iter().map(|row| *row as usize);
            if position == 0 {
                texts.resize(0);
                rows.for_each(|row| texts.push(self.id(row)));
            } else if let Some((cells, field)) = self.column_of(position) {
                texts.resize(0);
                rows.for_each(|row| texts.push(cell::text(cells.get(row), field.holds, self.reading.guarded)));
            }
        }
    }

    /// Finds the codes of categories, channels and members.
    fn look_up(&mut self, block: &mut Block) {
        let table = self.reading.table;
        let source_column = match table {
            TableKind::Posts => Some((post::SOURCE, post::CHANNEL)),
            TableKind::Activities => Some((activity::SOURCE, activity::CHANNEL)),
            TableKind::Members => Some((member::SOURCE, usize::MAX)),
            TableKind::ChannelDays => None,
        };
        let rows = std::mem::take(&mut block.rows);
        match table {
            TableKind::Posts => self.types(&rows, block.codes(post::TYPE)),
            TableKind::Activities => self.kinds(&rows, block),
            _ => {}
        }
        match source_column {
            Some((source, channel)) => {
                let codes = block.codes(source).iter_mut().zip(&rows);
                codes.for_each(|(code, row)| *code = self.source_of(*row as usize));
                let codes = block.codes(channel).iter_mut().zip(&rows);
                codes.for_each(|(code, row)| *code = self.channel_code(*row as usize, channel));
            }
            None => {
                let codes = block.codes(0).iter_mut().zip(&rows);
                codes.for_each(|(code, row)| *code = self.channel_of(*row as usize).unwrap_or(MISSING_CODE));
            }
        }
        if table == TableKind::Activities {
            let codes = block.codes(activity::MEMBER).iter_mut().zip(&rows);
            codes.for_each(|(code, row)| *code = self.member(*row as usize));
        }
        let width = table.columns().len();
        block.codes(width - 2).fill(self.batch_code);
        if let Some(Column::Byte(origins)) = block.columns.get_mut(width - 1) {
            origins.fill(Origin::Imported as u8);
        }
        block.rows = rows;
    }

    fn types(&mut self, rows: &[u32], codes: &mut [u32]) {
        let column = self.column_of(post::TYPE);
        let constant = self.reading.constant_type.as_deref();
        for (row, code) in rows.iter().zip(codes) {
            let cell = column.map_or("", |(cells, _)| cells.get(*row as usize));
            let types = self.dictionaries.get_mut(DictionaryKind::PostType);
            *code = match (cell::text(cell, Holds::Category, self.reading.guarded), constant) {
                ("", None) => MISSING_CODE,
                ("", Some(constant)) => types.code(&type_name(constant)),
                (text, _) => self.codes.code(text, |text| types.code(&type_name(text))),
            };
        }
    }

    fn kinds(&mut self, rows: &[u32], block: &mut Block) {
        let column = self.column_of(activity::KIND);
        let replies = self.column_of(activity::REPLY_TO);
        let guarded = self.reading.guarded;
        for (row, code) in rows.iter().zip(block.codes(activity::KIND)) {
            let short = column.and_then(|(cells, _)| cells.short(*row as usize));
            if let Some(known) = short.and_then(|short| self.codes.short(short)) {
                *code = known;
                continue;
            }
            let cell = column.map_or("", |(cells, _)| cells.get(*row as usize));
            let text = match cell::text(cell, Holds::Category, guarded) {
                "" => {
                    let answered = replies.map_or("", |(cells, _)| cells.get(*row as usize));
                    if cell::text(answered, Holds::Id, guarded).is_empty() { kind::POST } else { kind::REPLY }
                }
                text => {
                    let kinds = self.dictionaries.get_mut(DictionaryKind::Kind);
                    *code = self.codes.code(text, |text| kinds.code(&text.trim().to_lowercase()));
                    if let Some(short) = short {
                        self.codes.remember(short, *code);
                    }
                    continue;
                }
            };
            let kinds = self.dictionaries.get_mut(DictionaryKind::Kind);
            *code = self.codes.code(text, |text| kinds.code(text));
        }
    }

    /// The channel of a row; a row that is there keeps its channel, whatever that is called now.
    fn channel_code(&mut self, row: usize, position: usize) -> u32 {
        let slot = self.slots.get(row).map_or(usize::MAX, |slot| *slot as usize);
        if slot < self.old_rows && self.out.get(slot, position) != Value::Missing {
            return MISSING_CODE;
        }
        self.channel_of(row).unwrap_or(MISSING_CODE)
    }

    /// The row of the member of an activity.
    #[inline]
    fn member(&mut self, row: usize) -> u32 {
        let cells = self.fields.member.and_then(|column| self.sheet.column(column));
        let is_plain = self.fields.member_name.is_none() && self.fields.source.is_none();
        let Some(number) = cells.and_then(|cells| cells.figures(row)).filter(|_| is_plain) else {
            return self.any_member(row);
        };
        if let Some(known) = self.members.at_hand(number) {
            return known;
        }
        let found = self.any_member(row);
        self.members.keep_at_hand(number, found);
        found
    }

    #[inline(never)]
    fn any_member(&mut self, row: usize) -> u32 {
        let name = self.fields.word(self.sheet, row, self.fields.member_name);
        let id = match self.fields.word(self.sheet, row, self.fields.member) {
            "" => name,
            id => id,
        };
        if id.is_empty() {
            return MISSING_CODE;
        }
        let source = self.source_of(row);
        self.members.row(id, name, source, self.batch_code)
    }
}
