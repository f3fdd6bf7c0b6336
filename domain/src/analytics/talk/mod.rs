//! Conversation and concentration (KPIs 32–42): who answers whom, how fast, and how much rests on how few.
//!
//! ```text
//! answers  direct answers and how long the first took
//! links    hashes of the ids that conversations are found by
//! ancestry what each activity answers, up to the opening
//! threads  all conversations, made of the activities in one pass
//! waiting  messages per thread, reply coverage, time to first reply, solo threads   (facts: threads)
//! spread   reactions, top ten, absence factor, onion, Gini                       (facts: messages)
//! split    90-9-1                                                                (facts: members)
//! network  who answers whom: density, reciprocity                                (facts: replies)
//! views    histograms, Lorenz curve, table of pairs
//! ```
//!
//! Each of the four groups says which facts a figure is asked for and why some are left out; the explanation and the
//! rows behind a figure are made of that alone.

mod ancestry;
mod answers;
mod links;
mod network;
mod split;
mod spread;
mod threads;
mod views;
mod waiting;

use super::{
    days::NO_SLOT,
    figure::{Figure, Term},
    reason::{Exclusions, Origins, Reason},
    scope::{Measured, Scope, split as split_row},
};
use crate::model::{
    Period,
    facts::{MISSING_DAY, TableKind, activity, member},
};

pub use answers::FirstReplies;
pub(crate) use answers::{Answers, Replied};
pub(crate) use links::Links;
pub use threads::MESSAGE_KINDS;
pub(crate) use threads::Threads;
pub use views::{Bin, Histogram, Lorenz, ReplyPair, ReplyPairs};

/// How long a thread waits for another person's reply before it counts as not covered, ms: 7 days.
pub const COVERAGE_WINDOW_MS: i64 = 7 * crate::model::time::DAY_MS;

/// A figure of conversation or concentration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Talk {
    PerThread,
    Coverage,
    /// A quantile of the time to the first reply, in %.
    FirstReply(u8),
    Solo,
    /// Reactions per message: those that the messages report, or those given in the period.
    Reactions {
        reported: bool,
    },
    TopTen,
    AbsenceFactor,
    Onion(Layer),
    Gini {
        silent: bool,
    },
    Role(Role),
    Density,
    Reciprocity,
}

/// Part of the onion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layer {
    Core,
    Regular,
    Casual,
}

/// Part of the 90-9-1 split.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Creator,
    Contributor,
    Lurker,
}

/// What the facts of a figure are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Facts {
    Threads,
    Messages,
    Replies,
    Members,
}

impl Talk {
    fn facts(self) -> Facts {
        match self {
            Self::PerThread | Self::Coverage | Self::FirstReply(_) | Self::Solo => Facts::Threads,
            Self::Density | Self::Reciprocity => Facts::Replies,
            Self::Role(_) => Facts::Members,
            _ => Facts::Messages,
        }
    }

    /// What n counts.
    pub(crate) fn counts(self) -> &'static str {
        match self.facts() {
            Facts::Threads => "threads",
            Facts::Messages => "messages",
            Facts::Replies => "replies",
            Facts::Members => "members",
        }
    }
}

/// A value and the terms of its explanation.
type Found = (Measured, Vec<Term>);

impl Scope {
    /// The days asked for that have activities.
    fn talk_days(&self) -> Option<Period> {
        self.window(self.dataset().span_of(TableKind::Activities)).0
    }

    /// Whether an activity passes the filters, the period aside.
    fn passes(&self, row: u32) -> bool {
        if self.filter.is_open_for_activities() {
            return true;
        }
        let (chunk, place) = split_row(row as usize);
        let facts = &self.dataset().workspace().facts.activities;
        let Some(columns) = facts.chunks().get(chunk) else { return false };
        if self.filter.only_channels() {
            return self.filter.channels.admits(columns.column(activity::CHANNEL).codes()[place]);
        }
        let slot = self.dataset().activities()[chunk].slots[place];
        self.filter.channels.admits(columns.column(activity::CHANNEL).codes()[place])
            && self.filter.kinds.admits(columns.column(activity::KIND).codes()[place])
            && self.filter.slot.is_none_or(|wanted| wanted == slot && slot != NO_SLOT)
            && self.filter.members.admits(columns.column(activity::MEMBER).codes()[place])
    }

    pub(crate) fn measure_talk(&self, what: Talk) -> Measured {
        self.talk(what).0
    }

    fn talk(&self, what: Talk) -> Found {
        match what.facts() {
            Facts::Threads => self.waiting(what),
            Facts::Messages => self.spread(what),
            Facts::Replies => self.network(what),
            Facts::Members => self.roles(what),
        }
    }

    /// Every fact that a figure is asked for: its row, and why it is left out, if it is.
    fn each_fact(&self, what: Talk, visit: &mut dyn FnMut(u32, Option<Reason>)) {
        match what.facts() {
            Facts::Threads => self.each_thread(&mut |thread, reason| {
                let reason = reason.or_else(|| self.thread_reason(what, thread));
                visit(thread.opener, reason);
            }),
            Facts::Messages => self.each_message(&mut |row, reason| {
                visit(row, reason.or_else(|| self.message_reason(what, row)));
            }),
            Facts::Replies => self.each_reply(&mut |row, reply| visit(row, reply.err())),
            Facts::Members => self.each_member(visit),
        }
        if what.facts() == Facts::Threads {
            self.each_stray(visit);
        }
    }

    pub(crate) fn talk_figure(&self, what: Talk) -> Figure {
        let (measured, terms) = self.talk(what);
        let (mut exclusions, mut origins) = (Exclusions::default(), Origins::default());
        let facts = &self.dataset().workspace().facts;
        let (table, origin, batch) = match what.facts() {
            Facts::Members => (&facts.members, member::ORIGIN, member::BATCH),
            _ => (&facts.activities, activity::ORIGIN, activity::BATCH),
        };
        self.each_fact(what, &mut |row, reason| match reason {
            Some(reason) => exclusions.add(reason, 1),
            None => {
                let (chunk, place) = split_row(row as usize);
                origins.add(&table.chunks()[chunk], place, origin, batch);
            }
        });
        let (window, note) = self.window(self.dataset().span_of(TableKind::Activities));
        let untimed = self.filter.period.is_none() && !self.dataset().threads().untimed.is_empty();
        Figure {
            value: measured.value,
            numerator: measured.numerator,
            denominator: measured.denominator,
            n: measured.n,
            unit_of_n: what.counts(),
            headline: None,
            terms: if measured.value.is_some() { terms } else { Vec::new() },
            excluded: exclusions.finish(),
            provenance: origins.finish(self.dataset()),
            warnings: self.talk_warnings(what, measured),
            period: window.filter(|_| what.facts() != Facts::Messages || !untimed),
            note,
        }
    }

    /// What to say about a value that is easily misread.
    fn talk_warnings(&self, what: Talk, measured: Measured) -> Vec<String> {
        let mut warnings = Vec::new();
        let few = matches!(what, Talk::FirstReply(_)) && (1..5).contains(&measured.n);
        if few {
            let threads = super::figure::counted(measured.n, "thread", "threads");
            warnings.push(format!("The time rests on {threads} only."));
        }
        if what == Talk::TopTen && measured.value == Some(1.0) {
            warnings.push("Ten people or fewer have written: their share says nothing.".to_owned());
        }
        warnings
    }

    /// The rows behind a figure, or those left out for a reason.
    pub(crate) fn talk_rows(&self, what: Talk, excluded: Option<&str>) -> Vec<u32> {
        let mut rows = Vec::new();
        self.each_fact(what, &mut |row, reason| {
            if reason.map(Reason::key).as_deref() == excluded {
                rows.push(row);
            }
        });
        rows
    }
}

/// The places of a list in the order of days that lie in a period.
fn range<T>(list: &[(i32, T)], days: Option<Period>) -> std::ops::Range<usize> {
    let Some(days) = days else { return 0..0 };
    let start = list.partition_point(|(day, _)| *day < days.start.0);
    let end = list.partition_point(|(day, _)| *day <= days.end.0);
    start..end.max(start)
}

/// The part of a list in the order of days that lies in a period.
fn within<T>(list: &[(i32, T)], days: Option<Period>) -> &[(i32, T)] {
    list.get(range(list, days)).unwrap_or_default()
}

/// Whether a day is known.
fn dated(day: i32) -> bool {
    day != MISSING_DAY
}
