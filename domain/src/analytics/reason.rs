//! Why facts are left out of a figure, and where those in it come from.

use super::{
    dataset::Dataset,
    figure::{Exclusion, Provenance},
    recipe::Quantity,
};
use crate::model::facts::{Chunk, DictionaryKind, MISSING_CODE, Origin};
use rustc_hash::FxHashMap;

/// Why a fact is left out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Reason {
    Undated,
    Missing(Quantity),
    Zero(Quantity),
    NoSlot,
    NoFollowers,
    Staff,
    StaffMember,
    NoJoining,
    TooRecent,
    Uncounted,
    Nameless,
    Untimed,
    OtherDays,
    UnknownDays,
    ZeroFollowers,
    NoGained,
    Orphan,
    Negative,
    Unanswered,
    Young,
    NoReactions,
    NoJoin,
    OwnReply,
    StaffReply,
    /// An input of a custom KPI is missing, by its name.
    NoInput(&'static str),
    ZeroInput(&'static str),
    ZeroDenominator,
}

impl Reason {
    /// Short name for links.
    pub(crate) fn key(self) -> String {
        match self {
            Self::Undated => "undated",
            Self::Missing(quantity) => return format!("missing_{}", quantity.key()),
            Self::Zero(quantity) => return format!("zero_{}", quantity.key()),
            Self::NoInput(input) => return format!("missing_{input}"),
            Self::ZeroInput(input) => return format!("zero_{input}"),
            Self::ZeroDenominator => "zero_denominator",
            Self::NoSlot => "no_slot",
            Self::NoFollowers => "no_followers",
            Self::Staff => "staff",
            Self::StaffMember => "staff_member",
            Self::NoJoining => "no_joining",
            Self::TooRecent => "too_recent",
            Self::Uncounted => "uncounted_kind",
            Self::Nameless => "no_member",
            Self::Untimed => "no_time",
            Self::OtherDays => "other_days",
            Self::UnknownDays => "unknown_days",
            Self::ZeroFollowers => "zero_followers",
            Self::NoGained => "no_gained",
            Self::Orphan => "answers_unknown",
            Self::Negative => "negative_interval",
            Self::Unanswered => "unanswered",
            Self::Young => "too_young",
            Self::NoReactions => "no_reactions",
            Self::NoJoin => "no_joined",
            Self::OwnReply => "own_reply",
            Self::StaffReply => "staff_reply",
        }
        .to_owned()
    }

    fn label(self) -> String {
        match self {
            Self::Undated => "no full date",
            Self::Missing(quantity) => return quantity.missing(),
            Self::Zero(quantity) => return format!("{} of 0", quantity.name()),
            Self::NoInput(input) => return format!("no {} given", super::custom::spoken(input)),
            Self::ZeroInput(input) => return format!("{} of 0", super::custom::spoken(input)),
            Self::ZeroDenominator => "nothing to divide by",
            Self::NoSlot => "no weekday and hour given",
            Self::NoFollowers => "followers of the channel not known",
            Self::Staff => "by staff or bots",
            Self::StaffMember => "staff or bots",
            Self::NoJoining => "no day of joining known",
            Self::TooRecent => "too new to tell",
            Self::Uncounted => "joining, leaving and moderation",
            Self::Nameless => "no member given",
            Self::Untimed => "no time given",
            Self::OtherDays => "on days outside the whole weeks or months",
            Self::UnknownDays => "followers not known on enough days",
            Self::ZeroFollowers => "0 followers at the start",
            Self::NoGained => "no count of new followers",
            Self::Orphan => "answers something that is not in the data",
            Self::Negative => "answered before it was opened: moved messages",
            Self::Unanswered => "no reply by another person",
            Self::Young => "opened less than 7 days before the data ends",
            Self::NoReactions => "no count of reactions",
            Self::NoJoin => "day of joining not known",
            Self::OwnReply => "replies to oneself",
            Self::StaffReply => "by or to staff or bots",
        }
        .to_owned()
    }
}

/// Counts by reason, in the order they were met.
#[derive(Default)]
pub(crate) struct Exclusions(Vec<(Reason, usize)>);

impl Exclusions {
    pub(crate) fn add(&mut self, reason: Reason, count: usize) {
        if count == 0 {
            return;
        }
        match self.0.iter_mut().find(|(other, _)| *other == reason) {
            Some((_, total)) => *total += count,
            None => self.0.push((reason, count)),
        }
    }

    /// Most first, equal ones by key: in which order they were met must not matter.
    pub(crate) fn finish(mut self) -> Vec<Exclusion> {
        self.0.sort_by_cached_key(|(reason, count)| (std::cmp::Reverse(*count), reason.key()));
        let entries = self.0.into_iter();
        entries.map(|(reason, count)| Exclusion { key: reason.key(), reason: reason.label(), count }).collect()
    }
}

/// Counts facts by origin and batch.
#[derive(Default)]
pub(crate) struct Origins {
    counts: FxHashMap<(u8, u32), usize>,
    last: (u8, u32),
    run: usize,
}

impl Origins {
    pub(crate) fn add(&mut self, chunk: &Chunk, place: usize, origin: usize, batch: usize) {
        let origin = chunk.column(origin).byte_values().get(place).copied().unwrap_or_default();
        let batch = chunk.column(batch).codes().get(place).copied().unwrap_or(MISSING_CODE);
        if self.last == (origin, batch) {
            self.run += 1;
        } else {
            self.flush();
            self.last = (origin, batch);
            self.run = 1;
        }
    }

    pub(crate) fn add_many(&mut self, origin: u8, batch: u32, count: usize) {
        if count > 0 {
            *self.counts.entry((origin, batch)).or_default() += count;
        }
    }

    fn flush(&mut self) {
        if self.run > 0 {
            *self.counts.entry(self.last).or_default() += self.run;
        }
    }

    pub(crate) fn finish(mut self, dataset: &Dataset) -> Vec<Provenance> {
        self.flush();
        let workspace = dataset.workspace();
        let batches = workspace.facts.dictionaries.get(DictionaryKind::Batch);
        let mut found: Vec<_> = self.counts.into_iter().collect();
        found.sort_unstable_by_key(|((origin, batch), count)| (std::cmp::Reverse(*count), *batch, *origin));
        found
            .into_iter()
            .map(|((origin, batch), count)| {
                let batch = batches.text(batch).parse().ok();
                let record = batch.and_then(|id| workspace.records.batches.get(id));
                Provenance {
                    origin: Origin::from_byte(origin).map_or("not stated", Origin::label),
                    batch,
                    file: record.map(|batch| batch.file.clone()),
                    count,
                }
            })
            .collect()
    }
}
