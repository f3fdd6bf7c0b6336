//! Threads: messages per thread (KPI 32), reply coverage (33), time to first reply (34), solo threads (35).

use super::{
    COVERAGE_WINDOW_MS, Found, Talk,
    threads::{Membership, Thread, UNANSWERED},
    within,
};
use crate::{
    analytics::{
        change::quantile,
        figure::{Term, divide},
        reason::Reason,
        scope::{Measured, Scope},
    },
    model::facts::MISSING_TIME,
};

impl Scope {
    /// Every thread opened in the days asked for, and why no figure has it, if so.
    pub(super) fn each_thread(&self, visit: &mut dyn FnMut(&Thread, Option<Reason>)) {
        for (_, thread) in within(&self.dataset().threads().list, self.talk_days()) {
            if self.passes(thread.opener) {
                visit(thread, thread.staff.then_some(Reason::Staff));
            }
        }
    }

    /// Messages in no thread, and threads without a time.
    pub(super) fn each_stray(&self, visit: &mut dyn FnMut(u32, Option<Reason>)) {
        let threads = self.dataset().threads();
        let messages = within(&threads.messages, self.talk_days()).iter().map(|(_, row)| *row);
        let untimed: &[u32] = if self.filter.period.is_none() { &threads.untimed } else { &[] };
        for row in messages.chain(untimed.iter().copied()) {
            if threads.of(row) == Membership::Orphan && self.passes(row) {
                visit(row, Some(Reason::Orphan));
            }
        }
        for row in threads.undated.iter().filter(|row| self.passes(**row)) {
            visit(*row, Some(Reason::Untimed));
        }
    }

    /// Why a figure leaves out a thread that is not by staff.
    pub(super) fn thread_reason(&self, what: Talk, thread: &Thread) -> Option<Reason> {
        if what == Talk::PerThread {
            return None;
        }
        if !self.dataset().is_known(thread.asker) {
            return Some(Reason::Nameless);
        }
        if thread.wait < 0 {
            return Some(Reason::Negative);
        }
        if matches!(what, Talk::FirstReply(_)) {
            return (thread.wait == UNANSWERED).then_some(Reason::Unanswered);
        }
        let latest = self.dataset().threads().latest;
        (latest == MISSING_TIME || thread.asked.saturating_add(COVERAGE_WINDOW_MS) > latest).then_some(Reason::Young)
    }

    /// The waits of all threads with a first reply that are asked for, seconds, ascending.
    pub(super) fn waits(&self) -> Vec<f64> {
        let mut waits = Vec::new();
        self.each_thread(&mut |thread, reason| {
            if reason.is_none() && self.thread_reason(Talk::FirstReply(50), thread).is_none() {
                waits.push(thread.wait as f64 / 1_000.0);
            }
        });
        waits.sort_unstable_by(f64::total_cmp);
        waits
    }

    pub(super) fn waiting(&self, what: Talk) -> Found {
        let (mut threads, mut messages, mut by_staff, mut covered, mut solo, mut staff_first) = (0, 0, 0, 0, 0, 0);
        let mut judged = 0;
        self.each_thread(&mut |thread, reason| {
            if reason.is_some() {
                return;
            }
            if self.thread_reason(what, thread).is_none() {
                threads += 1;
                messages += u64::from(thread.messages);
                by_staff += u64::from(thread.by_staff);
                staff_first += u64::from(thread.staff_first);
            }
            if what != Talk::PerThread && self.thread_reason(Talk::Coverage, thread).is_none() {
                judged += 1;
                covered += u64::from(thread.wait <= COVERAGE_WINDOW_MS);
                solo += u64::from(thread.wait == UNANSWERED);
            }
        });
        let bottom = threads as f64;
        let ratio = |top: u64| Measured {
            value: divide(top as f64, bottom),
            numerator: Some(top as f64),
            denominator: Some(bottom),
            n: threads,
        };
        let threads_below = Term::below("threads", bottom);
        match what {
            Talk::PerThread => (
                ratio(messages),
                vec![
                    Term::above("messages", messages as f64),
                    threads_below,
                    Term::beside("messages by staff and bots", by_staff as f64),
                ],
            ),
            Talk::Solo => {
                (ratio(solo), vec![Term::above("threads without another person's reply", solo as f64), threads_below])
            }
            Talk::FirstReply(percent) => {
                let value = quantile(&self.waits(), f64::from(percent) / 100.0);
                let mut terms = vec![
                    Term::beside("threads answered", bottom),
                    Term::beside("first replies by staff", staff_first as f64),
                ];
                if judged > 0 {
                    terms.push(Term::beside("threads old enough to judge", judged as f64));
                    terms.push(Term::beside("of these answered within 7 days", covered as f64));
                }
                (Measured { value, numerator: None, denominator: None, n: threads }, terms)
            }
            _ => (
                ratio(covered),
                vec![
                    Term::above("threads answered within 7 days", covered as f64),
                    threads_below,
                    Term::beside("first replies by staff", staff_first as f64),
                ],
            ),
        }
    }
}
