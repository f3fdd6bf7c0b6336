//! From a sheet and a mapping to a report and an action. Nothing is written: the caller applies the action or drops it.
//!
//! Two passes, each in slices. The first gives every row the slot of its id: a row that is there already, or a new one;
//! the last row of a slot counts. The second reads the cells of those rows, a block of rows at a time and in it column
//! by column, and compares or appends. At the end replies are joined to what they answer.

mod block;
mod identify;
mod keep;
mod look;
mod members;
mod replies;

use super::{
    cells::Cells,
    coder::{Channels, Coder},
    csv_out::unguard,
    date::Clock,
    decode::shorten,
    field::Field,
    index::Index,
    profile::GENERIC,
    reading::{ChannelChoice, Reading},
    report::{LISTED, Rejected, Report},
    sheet::{Sheet, trim},
};
use crate::{
    interchange::FileError,
    model::{
        Action, Command, Extra, Id, Instant, Workspace,
        facts::{Chunk, Column, Dictionaries, DictionaryKind, Facts, Table, TableBuilder, TableKind, TextColumn},
        record::{Batch, Mapping, Platform},
    },
};
use block::Block;
use identify::{index_rows, row_keys};
use members::Members;
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

/// How many rows are worked on together: as much of a file as stays near the processor.
const BLOCK_ROWS: usize = 512;

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
    keys: Vec<Option<u64>>,
    /// What each slot is known by.
    slot_keys: Vec<u64>,
    made_ids: TextColumn,
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
    block: Block,
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
    #[inline]
    fn word<'s>(&self, sheet: &'s Sheet, row: usize, column: Option<usize>) -> &'s str {
        let cell = column.map_or("", |column| trim(sheet.cell(row, column)));
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
        let slot_keys = row_keys(old);
        let mut out = old.clone().into_builder();
        out.expect(rows);
        Ok(Self {
            clock: Clock::new(reading.zone),
            ids: index_rows(old, &slot_keys, rows),
            slot_keys,
            keys: Vec::new(),
            out,
            block: Block::default(),
            winners: vec![NO_SLOT; old.len()],
            old_rows: old.len(),
            slots: Vec::with_capacity(rows),
            made_ids: TextColumn::default(),
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
        let mut left = max_rows.max(1);
        while left > 0 && self.at < 2 * rows {
            let pass_end = if self.at < rows { rows } else { 2 * rows };
            let end = pass_end.min(self.at + left.min(BLOCK_ROWS));
            if self.at < rows {
                self.identify(self.at..end);
            } else {
                if self.at == rows {
                    self.row_of_slot = vec![NO_SLOT; self.winners.len() - self.old_rows];
                }
                self.take(self.at - rows..end - rows);
            }
            left -= end - self.at;
            self.at = end;
        }
        self.at >= 2 * rows
    }

    /// How much is done, 0 to 1.
    pub fn progress(&self) -> f64 {
        if self.sheet.is_empty() { 1.0 } else { self.at as f64 / (2 * self.sheet.len()) as f64 }
    }

    /// The column of the sheet that fills a column of the table.
    fn column_of(&self, position: usize) -> Option<(Cells<'a>, &'static Field)> {
        let (column, field) = self.reading.columns.iter().find(|(_, field)| field.column == Some(position))?;
        Some((self.sheet.column(*column)?, field))
    }

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
