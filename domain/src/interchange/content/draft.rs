//! Rows of a content table into pieces: what is new, changed, the same, rejected and why. Nothing is applied here.
//!
//! What a cell says is compared with what would be written for the piece as it is: equal cells change nothing, so what
//! a table cannot hold (seconds, names of what was deleted) stays as it is.

use super::{
    Column, local,
    read::{Options, Row, Table},
    write::{FILES, LABELS, value},
};
use crate::{
    interchange::{
        content::list,
        table::{
            Choice, DateOrder, Question, Rejected,
            date::{self, Orders, Stamp},
            decode::shorten,
            report::LISTED,
        },
    },
    model::{
        Action, Command, Id, Instant, Workspace,
        record::{ContentItem, ContentStatus, Media, MediaKind, Variant},
        validate,
    },
};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// What a file of content would change, for a person to look at.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draft {
    /// Name of the file.
    pub file: String,
    /// Rows below the header.
    pub rows: usize,
    /// The pieces that the rows make, in the order of their first rows; none while a question is open.
    pub pieces: Vec<Incoming>,
    /// How many rows cannot be taken in.
    pub rejected: usize,
    /// The first of them, with the reason.
    pub rejections: Vec<Rejected>,
    /// What the file does not say; while one has no answer nothing is taken in.
    pub questions: Vec<Question>,
    /// What was noticed and assumed, in sentences.
    pub notes: Vec<String>,
}

/// A piece of content as it would be.
#[derive(Clone, Debug, PartialEq)]
pub struct Incoming {
    /// The piece.
    pub item: ContentItem,
    /// Whether it changes anything.
    pub verdict: Verdict,
    /// Its rows in the file, as a spreadsheet counts.
    pub rows: Vec<u64>,
}

/// What a row of a file means for the workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// A piece that was not there.
    New,
    /// A piece that is there with something else in it.
    Changed,
    /// A piece that is there just so.
    Same,
}

/// A cell that a piece would have otherwise than it has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellChange {
    /// The column's name.
    pub column: &'static str,
    /// The channel it is about; none = the whole.
    pub channel: Option<Id>,
    /// What is there.
    pub old: String,
    /// What would be there.
    pub new: String,
}

impl Incoming {
    /// What would change, cell by cell as a table shows it; everything that is filled for a new piece.
    pub fn changes(&self, workspace: &Workspace) -> Vec<CellChange> {
        const WHOLE: [Column; 7] = [
            Column::Title,
            Column::Status,
            Column::Pillar,
            Column::Campaign,
            Column::Owner,
            Column::Tags,
            Column::Notes,
        ];
        let before = workspace.records.content.get(self.item.id).map(|before| &**before);
        let mut changes = Vec::new();
        let mut compare = |column: Column, channel: Option<Id>| {
            let cell = |item: Option<&ContentItem>| {
                let variant = |item: &ContentItem| channel.and_then(|channel| item.variant(channel)).cloned();
                item.map_or_else(String::new, |item| value(workspace, item, variant(item).as_ref(), column))
            };
            let (old, new) = (cell(before), cell(Some(&self.item)));
            if old != new {
                changes.push(CellChange { column: column.name(), channel, old, new });
            }
        };
        WHOLE.into_iter().for_each(|column| compare(column, None));
        let channels: Vec<Option<Id>> = match self.item.variants.len() {
            0 => vec![None],
            _ => self.item.variants.iter().map(|variant| Some(variant.channel)).collect(),
        };
        for channel in channels {
            for column in Column::ALL.iter().filter(|column| !WHOLE.contains(column)) {
                if !matches!(column, Column::Id | Column::Channel) {
                    compare(*column, channel);
                }
            }
        }
        changes
    }
}

impl Draft {
    /// How many pieces of a verdict there are.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.pieces.iter().filter(|piece| piece.verdict == verdict).count()
    }

    /// Whether a question has no answer.
    pub fn is_open(&self) -> bool {
        self.questions.iter().any(Question::is_open)
    }

    /// What takes the pieces in, all at once; `None` where nothing would change.
    pub fn action(&self) -> Option<Action> {
        let changed = self.pieces.iter().filter(|piece| piece.verdict != Verdict::Same);
        let commands: Vec<Command> = changed.map(|piece| Command::Put(piece.item.clone().into())).collect();
        let label = match commands.len() {
            0 => return None,
            1 => "1 post imported".to_owned(),
            count => format!("{count} posts imported"),
        };
        Some(Action::new(label, Command::All(commands)))
    }
}

/// Why a row cannot be taken in: under which column, and the reason.
type Refusal = (Option<Column>, String);

/// The time of day of what has a day only, where nothing tells better.
const MORNING_MS: i64 = 9 * 3_600_000;

/// Characters of a title made from a text.
const TITLE_LENGTH: usize = 60;

struct Maker<'a> {
    workspace: &'a Workspace,
    table: &'a Table,
    options: &'a Options,
    order: DateOrder,
    /// The channels of rows that name none.
    channels: Vec<Id>,
    /// Rows with a day but no time of day.
    timeless: usize,
}

/// A piece while its rows come in.
struct Building {
    item: ContentItem,
    before: Option<Arc<ContentItem>>,
    rows: Vec<u64>,
    /// The channels its rows were for, with their rows.
    seen: Vec<(Id, u64)>,
    /// What the rows say about when: for a channel or for the whole.
    times: Vec<(Option<Id>, Option<Instant>)>,
    /// Whether a row says another time than the piece has.
    moved: bool,
    /// The first row's place in the table.
    first: usize,
}

pub(super) fn draft(workspace: &Workspace, file: &str, table: &Table, options: &Options) -> Draft {
    let mut draft =
        Draft { file: file.to_owned(), rows: table.rows.len(), notes: table.notes.clone(), ..Draft::default() };
    let order = settle_order(table, options, &mut draft);
    let channels = settle_channels(workspace, table, options, &mut draft);
    if draft.is_open() {
        return draft;
    }
    let mut maker = Maker { workspace, table, options, order, channels, timeless: 0 };
    let mut pieces: Vec<Building> = Vec::new();
    let mut places: FxHashMap<Id, usize> = FxHashMap::default();
    let mut repeats: FxHashMap<Id, u32> = FxHashMap::default();
    let mut differing = 0_usize;
    // The piece that a row without an id may belong to, too.
    let mut open: Option<usize> = None;
    for (place, row) in table.rows.iter().enumerate() {
        let outcome = maker.given_id(row).and_then(|id| {
            let at = match id {
                Some(id) => places.get(&id).copied(),
                None => open.filter(|at| {
                    let piece = pieces.get(*at);
                    piece.is_some_and(|piece| maker.goes_on(piece, row))
                }),
            };
            match at.and_then(|at| pieces.get_mut(at).map(|piece| (at, piece))) {
                Some((at, piece)) => {
                    maker.add_variants(piece, row)?;
                    differing += usize::from(maker.differs(piece, row));
                    Ok((at, id.is_none()))
                }
                None => {
                    let key = id.unwrap_or_else(|| maker.derived_id(row, &mut repeats));
                    let piece = maker.begin(key, place, row)?;
                    pieces.push(piece);
                    places.insert(key, pieces.len() - 1);
                    Ok((pieces.len() - 1, id.is_none()))
                }
            }
        });
        match outcome {
            Ok((at, idless)) => open = idless.then_some(at),
            Err((column, reason)) => reject(&mut draft, table, row, column, reason),
        }
    }
    for mut piece in pieces {
        maker.settle_times(&mut piece);
        let checked = validate::content(&piece.item);
        if let (Err(invalid), Some(row)) = (checked, table.rows.get(piece.first)) {
            // One piece, as many rows as it has.
            draft.rejected += piece.rows.len() - 1;
            reject(&mut draft, table, row, Column::of(invalid.field), invalid.message);
            continue;
        }
        let verdict = match &piece.before {
            None => Verdict::New,
            Some(before) if **before == piece.item => Verdict::Same,
            Some(_) => Verdict::Changed,
        };
        if verdict == Verdict::Changed {
            piece.item.updated = options.now;
        }
        draft.pieces.push(Incoming { item: piece.item, verdict, rows: piece.rows });
    }
    if maker.timeless > 0 {
        let rows = if maker.timeless == 1 { "1 row has" } else { &format!("{} rows have", maker.timeless) };
        draft.notes.push(format!("{rows} a day but no time of day; 09:00 was taken where there was none before."));
    }
    if differing > 0 {
        let rows = if differing == 1 { "1 row says" } else { &format!("{differing} rows say") };
        draft.notes.push(format!("{rows} something else about a post than its first row does; the first row counts."));
    }
    draft
}

fn reject(draft: &mut Draft, table: &Table, row: &Row, column: Option<Column>, reason: String) {
    draft.rejected += 1;
    if draft.rejections.len() < LISTED {
        draft.rejections.push(Rejected {
            row: row.number,
            column: column.map_or_else(String::new, |column| table.header(column)),
            value: column.map_or_else(String::new, |column| shorten(row.get(column), 80).into_owned()),
            reason,
        });
    }
}

/// Day or month first: from the dates themselves, else from whoever takes the file in.
fn settle_order(table: &Table, options: &Options, draft: &mut Draft) -> DateOrder {
    let mut orders = Orders::default();
    for row in &table.rows {
        orders.add(row.get(Column::Date));
        orders.add(row.get(Column::Published));
    }
    let (text, settled) = match orders.settled() {
        Ok(order) => return options.order.unwrap_or(order),
        Err(true) => ("The dates can be read with the day or the month first. Which is it?", None),
        Err(false) => ("Some dates have the day first and some the month. Which is it as a rule?", None),
    };
    let answer = options.order.or(settled);
    draft.questions.push(Question {
        option: "date_order",
        column: table.header(Column::Date),
        text: text.to_owned(),
        choices: vec![
            Choice { value: "mdy".to_owned(), label: "Month/day/year".to_owned() },
            Choice { value: "dmy".to_owned(), label: "Day/month/year".to_owned() },
        ],
        answer: answer.map(|order| order.key().to_owned()),
    });
    answer.unwrap_or(DateOrder::Mdy)
}

/// The channels of rows that hold something for a channel and name none.
fn settle_channels(workspace: &Workspace, table: &Table, options: &Options, draft: &mut Draft) -> Vec<Id> {
    let channels = &workspace.records.channels;
    let nameless = |row: &Row| row.get(Column::Channel).trim().is_empty() && holds_variant(row);
    if channels.is_empty() || !table.rows.iter().any(nameless) {
        return Vec::new();
    }
    let given: Vec<Id> = options.channels.iter().copied().filter(|id| channels.get(*id).is_some()).collect();
    let answer = match channels.iter().next() {
        _ if !given.is_empty() => given,
        Some(only) if channels.len() == 1 => vec![only.id],
        _ => Vec::new(),
    };
    if channels.len() > 1 {
        draft.questions.push(Question {
            option: "channels",
            column: table.header(Column::Channel),
            text: "Rows do not say for which channel they are. Which is it?".to_owned(),
            choices: channels
                .iter()
                .map(|channel| Choice { value: channel.id.to_string(), label: channel.name.clone() })
                .collect(),
            answer: (!answer.is_empty()).then(|| answer.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")),
        });
    }
    answer
}

/// Whether a row holds something that belongs to a channel.
fn holds_variant(row: &Row) -> bool {
    [Column::PostTitle, Column::Text, Column::Link, Column::Media, Column::Published, Column::Permalink]
        .iter()
        .any(|column| !row.get(*column).trim().is_empty())
}

impl Maker<'_> {
    fn given_id(&self, row: &Row) -> Result<Option<Id>, Refusal> {
        match row.get(Column::Id).trim() {
            "" => Ok(None),
            text => text.parse().map(Some).map_err(|_| {
                let reason = "This is no id of a post. Leave the cell blank for a new one.";
                (Some(Column::Id), reason.to_owned())
            }),
        }
    }

    /// An id made of what a row says, so that the same file gives the same pieces.
    fn derived_id(&self, row: &Row, repeats: &mut FxHashMap<Id, u32>) -> Id {
        let mut text = format!("content {}", self.workspace.settings.id);
        for column in [Column::Title, Column::Date, Column::Time, Column::Channel, Column::Text, Column::Link] {
            text.push('\u{1f}');
            text.push_str(row.get(column).trim());
        }
        let base = Id::derived(&text);
        let repeat = repeats.entry(base).or_default();
        *repeat += 1;
        if *repeat == 1 { base } else { Id::derived(&format!("{base} {repeat}")) }
    }

    /// Whether a row without an id is a further variant of the piece before it: the same title on the same day, for a
    /// channel that it has no row for yet.
    fn goes_on(&self, piece: &Building, row: &Row) -> bool {
        let Some(first) = self.table.rows.get(piece.first) else { return false };
        let same = |column: Column| first.get(column).trim() == row.get(column).trim();
        let titled = !row.get(Column::Title).trim().is_empty();
        let channel = super::channel(self.workspace, row.get(Column::Channel));
        let fresh = channel.is_some_and(|channel| piece.seen.iter().all(|(seen, _)| *seen != channel));
        titled && fresh && same(Column::Title) && same(Column::Date)
    }

    /// Whether a further row of a piece says something else about the whole than its first.
    fn differs(&self, piece: &Building, row: &Row) -> bool {
        let Some(first) = self.table.rows.get(piece.first) else { return false };
        [Column::Title, Column::Status, Column::Pillar, Column::Campaign, Column::Owner, Column::Tags, Column::Notes]
            .iter()
            .any(|column| !row.get(*column).trim().is_empty() && row.get(*column) != first.get(*column))
    }

    fn begin(&mut self, id: Id, place: usize, row: &Row) -> Result<Building, Refusal> {
        let before = self.workspace.records.content.get(id).cloned();
        let item = match &before {
            Some(before) => (**before).clone(),
            None => ContentItem::new(id, self.options.now, ""),
        };
        let mut piece = Building {
            item,
            before,
            rows: Vec::new(),
            seen: Vec::new(),
            times: Vec::new(),
            moved: false,
            first: place,
        };
        self.set_whole(&mut piece, row)?;
        self.add_variants(&mut piece, row)?;
        if piece.before.is_none() && row.get(Column::Status).trim().is_empty() {
            let timed = piece.times.iter().any(|(_, time)| time.is_some());
            piece.item.status = match (holds_variant(row), timed) {
                (true, true) => ContentStatus::Scheduled,
                (true, false) => ContentStatus::Draft,
                (false, _) => ContentStatus::Idea,
            };
        }
        Ok(piece)
    }

    /// Whether a cell says what is so already, or the file has no such column.
    fn says_nothing(&self, piece: &Building, variant: Option<&Variant>, row: &Row, column: Column) -> bool {
        let as_written = |before: &Arc<ContentItem>| value(self.workspace, before, variant, column) == row.get(column);
        !self.table.has(column) || piece.before.as_ref().is_some_and(as_written)
    }

    /// What a row says about the whole piece.
    fn set_whole(&self, piece: &mut Building, row: &Row) -> Result<(), Refusal> {
        let news = |piece: &Building, column: Column| !self.says_nothing(piece, None, row, column);
        let title = row.get(Column::Title);
        if title.trim().is_empty() {
            if piece.before.is_none() {
                let line = row.get(Column::Text).lines().map(str::trim).find(|line| !line.is_empty());
                let line = line.ok_or_else(|| {
                    (Some(Column::Title), "There is neither a title nor a text. Write one of them.".to_owned())
                })?;
                piece.item.title = shorten(line, TITLE_LENGTH).into_owned();
            }
        } else if news(piece, Column::Title) {
            piece.item.title = title.to_owned();
        }
        let status = row.get(Column::Status);
        if !status.trim().is_empty() && news(piece, Column::Status) {
            let to = super::status(status).ok_or_else(|| {
                let all: Vec<&str> = ContentStatus::ALL.iter().map(|status| status.label()).collect();
                (Some(Column::Status), format!("This is no status. Write one of: {}.", all.join(", ")))
            })?;
            if piece.before.is_some() {
                piece.item.step(self.options.now, to, &self.options.who, "From a file");
            } else {
                piece.item.status = to;
            }
        }
        if news(piece, Column::Pillar) {
            let found = named(row, Column::Pillar, "pillar", |text| super::pillar(self.workspace, text))?;
            piece.item.pillar = found;
        }
        if news(piece, Column::Campaign) {
            let found = named(row, Column::Campaign, "campaign", |text| super::campaign(self.workspace, text))?;
            piece.item.campaign = found;
        }
        if news(piece, Column::Owner) {
            piece.item.owner = row.get(Column::Owner).to_owned();
        }
        if news(piece, Column::Tags) {
            piece.item.tags = list::split(row.get(Column::Tags), LABELS, false);
        }
        if news(piece, Column::Notes) {
            piece.item.notes = row.get(Column::Notes).to_owned();
        }
        Ok(())
    }

    /// The channels that a row is for.
    fn channels_of(&self, piece: &Building, row: &Row) -> Result<Vec<Id>, Refusal> {
        let text = row.get(Column::Channel).trim();
        if text.is_empty() {
            if !holds_variant(row) {
                return Ok(Vec::new());
            }
            if self.channels.is_empty() {
                return Err((None, "There is no channel to put the text in. Add a channel first.".to_owned()));
            }
            return Ok(self.channels.clone());
        }
        // A channel that is gone is written by its id; the piece still has its variant.
        let kept = || text.parse().ok().filter(|id| piece.item.variant(*id).is_some());
        super::channel(self.workspace, text).or_else(kept).map(|id| vec![id]).ok_or_else(|| {
            let names: Vec<&str> =
                self.workspace.records.channels.iter().map(|channel| channel.name.as_str()).collect();
            let known = match names.is_empty() {
                true => "There are no channels yet: add one first.".to_owned(),
                false => format!("Write one of: {}.", shorten(&names.join(", "), 200)),
            };
            (Some(Column::Channel), format!("No one channel goes by this name. {known}"))
        })
    }

    /// Takes in what a row says about its channels. Nothing of the piece changes where the row is refused.
    fn add_variants(&mut self, piece: &mut Building, row: &Row) -> Result<(), Refusal> {
        let channels = self.channels_of(piece, row)?;
        if let Some((_, number)) = piece.seen.iter().find(|(seen, _)| channels.contains(seen)) {
            let reason = format!("Row {number} is for this post and channel already.");
            return Err((Some(Column::Channel), reason));
        }
        let mut ready: Vec<(Variant, Option<Instant>, bool)> = Vec::with_capacity(channels.len());
        for channel in &channels {
            let old = piece.before.as_ref().and_then(|before| before.variant(*channel)).cloned();
            let mut variant = old.clone().unwrap_or_else(|| Variant::new(*channel));
            self.set_variant(piece, &mut variant, old.as_ref(), row)?;
            let (time, moved) = self.when(piece, old.as_ref(), row)?;
            ready.push((variant, time, moved));
        }
        if channels.is_empty() && self.table.has(Column::Date) {
            let (time, moved) = self.when(piece, None, row)?;
            piece.times.push((None, time));
            piece.moved |= moved;
        }
        for (variant, time, moved) in ready {
            piece.seen.push((variant.channel, row.number));
            if self.table.has(Column::Date) {
                piece.times.push((Some(variant.channel), time));
                piece.moved |= moved;
            }
            match piece.item.variants.iter_mut().find(|other| other.channel == variant.channel) {
                Some(place) => *place = variant,
                None => piece.item.variants.push(variant),
            }
        }
        piece.rows.push(row.number);
        Ok(())
    }

    fn set_variant(
        &mut self,
        piece: &Building,
        variant: &mut Variant,
        old: Option<&Variant>,
        row: &Row,
    ) -> Result<(), Refusal> {
        let news = |column: Column| match old {
            Some(_) => !self.says_nothing(piece, old, row, column),
            None => self.table.has(column),
        };
        if news(Column::PostTitle) {
            variant.title = row.get(Column::PostTitle).to_owned();
        }
        if news(Column::Text) {
            variant.text = row.get(Column::Text).to_owned();
        }
        if news(Column::Link) {
            variant.link = address(row, Column::Link)?;
        }
        if news(Column::Permalink) {
            variant.permalink = address(row, Column::Permalink)?;
        }
        let (media, alt) = (news(Column::Media), news(Column::Alt));
        if media {
            let mut known = std::mem::take(&mut variant.media);
            for name in list::split(row.get(Column::Media), FILES, false) {
                let same = known.iter().position(|media| media.name == name);
                variant.media.push(same.map_or_else(|| file(name), |place| known.remove(place)));
            }
        }
        if alt || (media && self.table.has(Column::Alt)) {
            let cell = row.get(Column::Alt);
            let mut alts = list::split(cell, FILES, true);
            if let ([_], [_, _, ..]) = (&variant.media[..], &alts[..]) {
                alts = vec![cell.trim().to_owned()];
            }
            if alts.len() > variant.media.len() {
                let reason = "There are more descriptions than files. Separate them by semicolons, one a file.";
                return Err((Some(Column::Alt), reason.to_owned()));
            }
            let mut alts = alts.into_iter();
            variant.media.iter_mut().for_each(|media| media.alt = alts.next().unwrap_or_default());
        }
        if news(Column::Published) {
            let cell = row.get(Column::Published);
            variant.published = match cell.trim() {
                "" => None,
                _ => Some(self.moment(cell, "", None).map_err(|reason| (Some(Column::Published), reason.1))?),
            };
        }
        Ok(())
    }

    /// When a row wants its piece to go out, and whether that is another time than before.
    fn when(&mut self, piece: &Building, old: Option<&Variant>, row: &Row) -> Result<(Option<Instant>, bool), Refusal> {
        if !self.table.has(Column::Date) {
            return Ok((None, false));
        }
        let before =
            piece.before.as_ref().and_then(|before| old.and_then(|variant| variant.planned).or(before.planned));
        let (day, time) = (row.get(Column::Date).trim(), row.get(Column::Time).trim());
        let (old_day, old_time) =
            before.map_or_else(Default::default, |time| local(time, self.workspace.settings.zone));
        if piece.before.is_some() && day == old_day && (time == old_time || !self.table.has(Column::Time)) {
            return Ok((before, false));
        }
        match (day, time) {
            ("", "") => Ok((None, before.is_some())),
            ("", _) => Err((Some(Column::Date), "There is a time of day but no day. Write the day.".to_owned())),
            _ => {
                let planned = self.moment(day, time, before)?;
                Ok((Some(planned), before != Some(planned)))
            }
        }
    }

    /// The instant of a day and a time of day, in one cell or two.
    fn moment(&mut self, day: &str, time: &str, before: Option<Instant>) -> Result<Instant, Refusal> {
        let zone = self.workspace.settings.zone;
        let order = match self.order {
            DateOrder::Mdy => "month/day/year",
            DateOrder::Dmy => "day/month/year",
            DateOrder::Ymd => "year/month/day",
        };
        let no_day = || {
            let reason = format!("This is no day, read as {order}. Write it as 2026-11-22.");
            (Some(Column::Date), reason)
        };
        let (date, of_day) = match date::parse(day).ok_or_else(no_day)? {
            Stamp::Instant(instant) if time.is_empty() => return Ok(instant),
            Stamp::Instant(instant) => (zone.day(instant), None),
            Stamp::Local(date, of_day) => (date.day(self.order).ok_or_else(no_day)?, of_day),
        };
        let of_day = if time.is_empty() {
            of_day.unwrap_or_else(|| {
                self.timeless += 1;
                before.map_or(MORNING_MS, |before| zone.local(before).ms_of_day)
            })
        } else {
            match date::parse(&format!("2026-01-01 {time}")) {
                Some(Stamp::Local(_, Some(of_day))) => of_day,
                _ => {
                    let reason = "This is no time of day. Write it as 09:30 or 9:30 pm.";
                    return Err((Some(Column::Time), reason.to_owned()));
                }
            }
        };
        Ok(zone.instant(i64::from(date.0) * crate::model::time::DAY_MS + of_day))
    }

    /// Puts the times of the rows into the piece: the whole keeps its time where a row still has it, variants get one
    /// of their own where theirs differs.
    fn settle_times(&self, piece: &mut Building) {
        if piece.times.is_empty() || (piece.before.is_some() && !piece.moved) {
            return self.fit_new_variants(piece);
        }
        let old = piece.item.planned;
        let kept = old.filter(|old| piece.times.iter().any(|(_, time)| time == &Some(*old)));
        let whole = piece.times.iter().find(|(channel, _)| channel.is_none()).map(|(_, time)| *time);
        let first = piece.times.iter().find_map(|(_, time)| *time);
        // Where a channel is to have no time, the whole cannot have one for it.
        let timeless = piece.times.iter().any(|(_, time)| time.is_none());
        let planned = whole.unwrap_or(if timeless { None } else { kept.or(first) });
        piece.item.planned = planned;
        for variant in &mut piece.item.variants {
            match piece.times.iter().find(|(channel, _)| *channel == Some(variant.channel)) {
                Some((_, time)) if *time == planned || time.is_none() => {
                    variant.planned = variant.planned.filter(|own| time.is_some() && Some(*own) == planned);
                }
                Some((_, time)) => variant.planned = *time,
                // Not in the file: it stays where it was, unless the piece as a whole is moved.
                None if whole.is_none() && planned != old => variant.planned = variant.planned.or(old),
                None => {}
            }
        }
    }

    /// Variants that are new in a piece that stays where it is.
    fn fit_new_variants(&self, piece: &mut Building) {
        let planned = piece.item.planned;
        for (channel, time) in &piece.times {
            let variant = piece.item.variants.iter_mut().find(|variant| Some(variant.channel) == *channel);
            if let Some(variant) = variant.filter(|variant| variant.planned.is_none() && *time != planned) {
                variant.planned = *time;
            }
        }
    }
}

fn named(row: &Row, column: Column, what: &str, find: impl Fn(&str) -> Option<Id>) -> Result<Option<Id>, Refusal> {
    match row.get(column).trim() {
        "" => Ok(None),
        text => find(text).map(Some).ok_or_else(|| {
            let reason =
                format!("No one {what} goes by this name. Correct it, add the {what} first, or clear the cell.");
            (Some(column), reason)
        }),
    }
}

/// An address with `https://`, which people leave out.
fn address(row: &Row, column: Column) -> Result<String, Refusal> {
    let text = row.get(column);
    let start = text.trim();
    if start.is_empty() || start.starts_with("https://") || start.starts_with("http://") {
        return Ok(text.to_owned());
    }
    if !start.contains("://") && crate::plan::permalink::read(start).is_some() {
        return Ok(format!("https://{start}"));
    }
    Err((Some(column), "This is no address of a page. It begins with https:// or http://.".to_owned()))
}

/// A file that is known by its name only.
fn file(name: String) -> Media {
    let end = name.rsplit_once('.').map_or("", |(_, end)| end).to_ascii_lowercase();
    let kind = match end.as_str() {
        "mp4" | "mov" | "webm" | "m4v" | "avi" | "mkv" => MediaKind::Video,
        "gif" => MediaKind::Gif,
        _ => MediaKind::Image,
    };
    Media {
        kind,
        name,
        alt: String::new(),
        bytes: None,
        width: None,
        height: None,
        seconds: None,
        extra: Default::default(),
    }
}
