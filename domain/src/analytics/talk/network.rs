//! Who answers whom: density and reciprocity of the network of replies (KPI 42).

use super::{Found, Talk, range, threads::Answered, within};
use crate::{
    analytics::{
        dataset::Class,
        figure::{Term, divide},
        reason::Reason,
        scope::{Measured, Scope, split},
    },
    model::facts::activity,
};

/// A reply: rows of the members table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Reply {
    /// Who answers.
    pub(super) from: u32,
    /// Who is answered.
    pub(super) to: u32,
}

impl Scope {
    /// Every reply in the days asked for, or why it joins no two members. Messages that open a thread are none.
    pub(super) fn each_reply(&self, visit: &mut dyn FnMut(u32, Result<Reply, Reason>)) {
        let dataset = self.dataset();
        let threads = dataset.threads();
        let chunks = dataset.workspace().facts.activities.chunks();
        let range = range(&threads.messages, self.talk_days());
        let messages = threads.messages.get(range.clone()).unwrap_or_default();
        let answered = threads.answered(dataset).get(range).unwrap_or_default();
        for ((_, row), answered) in messages.iter().zip(answered) {
            if *answered == Answered::Nobody || !self.passes(*row) {
                continue;
            }
            let (chunk, place) = split(*row as usize);
            let from = chunks[chunk].column(activity::MEMBER).codes()[place];
            let reply = match (dataset.classes()[chunk][place], *answered) {
                (Class::Staff, _) | (_, Answered::Staff) => Err(Reason::StaffReply),
                (_, Answered::Unknown) => Err(Reason::Orphan),
                (Class::Action, Answered::Member(to)) if from == to => Err(Reason::OwnReply),
                (Class::Action, Answered::Member(to)) => Ok(Reply { from, to }),
                _ => Err(Reason::Nameless),
            };
            visit(*row, reply);
        }
    }

    /// The replies that join two members, in order, and how many members wrote or were answered.
    pub(super) fn replies(&self) -> (Vec<Reply>, usize) {
        let dataset = self.dataset();
        let mut replies: Vec<u64> = Vec::new();
        let mut there = vec![false; dataset.workspace().facts.members.len()];
        let mut mark = |member: u32| there.get_mut(member as usize).into_iter().for_each(|there| *there = true);
        self.each_reply(&mut |_, reply| {
            if let Ok(reply) = reply {
                mark(reply.to);
                replies.push(u64::from(reply.from) << 32 | u64::from(reply.to));
            }
        });
        let chunks = dataset.workspace().facts.activities.chunks();
        for (_, row) in within(&dataset.threads().messages, self.talk_days()) {
            let (chunk, place) = split(*row as usize);
            if dataset.classes()[chunk][place] == Class::Action && self.passes(*row) {
                mark(chunks[chunk].column(activity::MEMBER).codes()[place]);
            }
        }
        // As one number each, which sorts much faster.
        replies.sort_unstable();
        let reply = |both: u64| Reply { from: (both >> 32) as u32, to: both as u32 };
        (replies.into_iter().map(reply).collect(), there.into_iter().filter(|there| *there).count())
    }

    pub(super) fn network(&self, what: Talk) -> Found {
        let (mut pairs, people) = self.replies();
        let n = pairs.len();
        pairs.dedup();
        let edges = pairs.len() as f64;
        let (top, bottom) = if what == Talk::Density {
            (edges, people as f64 * (people as f64 - 1.0))
        } else {
            (answered_back(&pairs) as f64, edges)
        };
        let measured = Measured { value: divide(top, bottom), numerator: Some(top), denominator: Some(bottom), n };
        let terms = if what == Talk::Density {
            vec![
                Term::above("pairs of who answers whom", top),
                Term::below("possible pairs", bottom),
                Term::beside("people", people as f64),
            ]
        } else {
            vec![Term::above("pairs that are answered back", top), Term::below("pairs of who answers whom", bottom)]
        };
        (measured, terms)
    }
}

/// How many of different pairs, in order, are there the other way round too.
fn answered_back(pairs: &[Reply]) -> usize {
    let key = |from: u32, to: u32| u64::from(from) << 32 | u64::from(to);
    let mut turned: Vec<u64> = pairs.iter().map(|pair| key(pair.to, pair.from)).collect();
    turned.sort_unstable();
    let mut turned = turned.into_iter().peekable();
    let found = |pair: &&Reply| {
        let wanted = key(pair.from, pair.to);
        while turned.next_if(|other| *other < wanted).is_some() {}
        turned.peek() == Some(&wanted)
    };
    pairs.iter().filter(found).count()
}
