//! Messages and how they are spread over people: reactions per message (KPI 36), top ten (37), contributor absence
//! factor (38), onion (39), Gini (41).

use super::{Found, Layer, Talk, within};
use crate::{
    analytics::{
        dataset::Class,
        figure::{Term, divide},
        reason::Reason,
        scope::{Filter, Measured, Scope, split},
        statistics::{fewest_for_share, gini, top_share},
    },
    model::facts::{MISSING_COUNT, activity},
};

impl Scope {
    /// Every message in the days asked for, for all time those without a time too, and why no figure has it, if so.
    pub(super) fn each_message(&self, visit: &mut dyn FnMut(u32, Option<Reason>)) {
        let threads = self.dataset().threads();
        let dated = within(&threads.messages, self.talk_days()).iter().map(|(_, row)| *row);
        let all = self.filter.period.is_none();
        let mut seen = |row: u32, untimed: bool| {
            if self.passes(row) {
                let (chunk, place) = split(row as usize);
                let reason = match self.dataset().classes()[chunk][place] {
                    Class::Staff => Some(Reason::Staff),
                    _ => untimed.then_some(Reason::Untimed),
                };
                visit(row, reason);
            }
        };
        dated.for_each(|row| seen(row, false));
        threads.untimed.iter().for_each(|row| seen(*row, !all));
    }

    /// Why a figure leaves out a message that is not by staff.
    pub(super) fn message_reason(&self, what: Talk, row: u32) -> Option<Reason> {
        let (chunk, place) = split(row as usize);
        let columns = &self.dataset().workspace().facts.activities.chunks()[chunk];
        match what {
            Talk::Reactions { reported: false } => None,
            Talk::Reactions { reported: true } => {
                let unknown = columns.column(activity::LIKES).counts()[place] == MISSING_COUNT;
                unknown.then_some(Reason::NoReactions)
            }
            _ => (self.dataset().classes()[chunk][place] == Class::Nameless).then_some(Reason::Nameless),
        }
    }

    /// How many messages each member wrote, without those who wrote none; in no order.
    pub(super) fn message_counts(&self) -> Vec<u64> {
        let mut members = Vec::new();
        let chunks = self.dataset().workspace().facts.activities.chunks();
        self.each_message(&mut |row, reason| {
            if reason.is_none() && self.message_reason(Talk::TopTen, row).is_none() {
                let (chunk, place) = split(row as usize);
                members.push(chunks[chunk].column(activity::MEMBER).codes()[place]);
            }
        });
        let rows = self.dataset().workspace().facts.members.len();
        tally(members, rows)
    }

    /// Members who belonged to the community in the days asked for and wrote nothing; `None` where no day of joining
    /// is known.
    pub(super) fn silent(&self) -> Option<u64> {
        let days = self.talk_days()?;
        let mut wrote = vec![false; self.dataset().workspace().facts.members.len()];
        let chunks = self.dataset().workspace().facts.activities.chunks();
        self.each_message(&mut |row, reason| {
            let (chunk, place) = split(row as usize);
            if reason.is_none()
                && let Some(wrote) = wrote.get_mut(chunks[chunk].column(activity::MEMBER).codes()[place] as usize)
            {
                *wrote = true;
            }
        });
        let everywhere = self.dataset().work(&Filter::default());
        let members = everywhere.memberships(self.dataset());
        let asked = |member: usize| self.filter.members.admits(member as u32);
        let belongs =
            |member: usize| members.belongs(member, days) && !self.dataset().leaves_out(member) && asked(member);
        let known = members.joined.iter().enumerate().any(|(member, day)| super::dated(*day) && asked(member));
        let silent = wrote.iter().enumerate().filter(|(member, wrote)| !**wrote && belongs(*member)).count();
        known.then_some(silent as u64)
    }

    /// Reactions given by members in the days asked for; `None` where the data has none at all.
    fn reactions_given(&self) -> Option<u64> {
        let (timed, untimed) = self.dataset().threads().reactions(self.dataset());
        let any = !timed.is_empty() || !untimed.is_empty();
        let dated = within(timed, self.talk_days()).iter().map(|(_, row)| *row);
        let untimed: &[u32] = if self.filter.period.is_none() { untimed } else { &[] };
        let counts = |row: &u32| {
            let (chunk, place) = split(*row as usize);
            self.dataset().classes()[chunk][place] != Class::Staff && self.passes(*row)
        };
        let count = dated.chain(untimed.iter().copied()).filter(counts).count() as u64;
        any.then_some(count)
    }

    pub(super) fn spread(&self, what: Talk) -> Found {
        if let Talk::Reactions { reported } = what {
            return self.reactions(reported);
        }
        let mut counts = self.message_counts();
        let messages: u64 = counts.iter().sum();
        let n = messages as usize;
        let people = counts.len();
        let mut terms =
            vec![Term::beside("messages", messages as f64), Term::beside("people who wrote", people as f64)];
        let plain = |value: Option<f64>| Measured { value, numerator: value, denominator: None, n };
        let measured = match what {
            Talk::TopTen => {
                let value = top_share(&counts, 10);
                let top = value.map(|value| (value * messages as f64).round());
                terms[0] = Term::below("messages", messages as f64);
                terms.insert(0, Term::above("messages by the ten who wrote most", top.unwrap_or_default()));
                Measured { value, numerator: top, denominator: Some(messages as f64), n }
            }
            Talk::Onion(layer) => {
                let core = fewest_for_share(&counts, 800);
                let regular = fewest_for_share(&counts, 950);
                let layers = core.zip(regular).map(|(core, regular)| (core, regular - core, people - regular));
                if let Some((core, regular, casual)) = layers {
                    terms.push(Term::beside("core", core as f64));
                    terms.push(Term::beside("regular", regular as f64));
                    terms.push(Term::beside("casual", casual as f64));
                }
                plain(layers.map(|(core, regular, casual)| match layer {
                    Layer::Core => core as f64,
                    Layer::Regular => regular as f64,
                    Layer::Casual => casual as f64,
                }))
            }
            Talk::Gini { silent } => {
                let mut known = true;
                if silent && people > 0 {
                    let zeros = self.silent();
                    known = zeros.is_some();
                    let zeros = zeros.unwrap_or_default();
                    counts.resize(people + zeros as usize, 0);
                    terms.push(Term::beside("members who wrote nothing", zeros as f64));
                }
                Measured { value: gini(&counts).filter(|_| known), numerator: None, denominator: None, n }
            }
            _ => plain(fewest_for_share(&counts, 500).map(|people| people as f64)),
        };
        (measured, terms)
    }

    fn reactions(&self, reported: bool) -> Found {
        let what = Talk::Reactions { reported };
        let chunks = self.dataset().workspace().facts.activities.chunks();
        let (mut n, mut likes) = (0, 0);
        self.each_message(&mut |row, reason| {
            if reason.is_none() && self.message_reason(what, row).is_none() {
                n += 1;
                if reported {
                    let (chunk, place) = split(row as usize);
                    likes += u64::from(chunks[chunk].column(activity::LIKES).counts()[place]);
                }
            }
        });
        let top = if reported { Some(likes) } else { self.reactions_given() }.map(|top| top as f64);
        let value = top.and_then(|top| divide(top, n as f64));
        let measured = Measured { value, numerator: top, denominator: Some(n as f64), n };
        (measured, vec![Term::above("reactions", top.unwrap_or_default()), Term::below("messages", n as f64)])
    }
}

/// How often each number below `rows` occurs, without those that do not: by sorting few, by a table for many.
pub(super) fn tally(mut members: Vec<u32>, rows: usize) -> Vec<u64> {
    if members.len() < rows / 8 {
        members.sort_unstable();
        return members.chunk_by(|a, b| a == b).map(|run| run.len() as u64).collect();
    }
    let mut counts = vec![0_u64; rows];
    for member in members {
        if let Some(count) = counts.get_mut(member as usize) {
            *count += 1;
        }
    }
    counts.retain(|count| *count > 0);
    counts
}
