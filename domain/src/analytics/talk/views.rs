//! Distributions behind the figures: how long first replies take, how much members do, how unequally, and who answers
//! whom; with the rows behind each mark.

use super::{Talk, network::Reply};
use crate::{
    analytics::{
        dataset::Class,
        presence::each_activity,
        scope::Scope,
        statistics::{gini, lorenz},
        views::Selection,
    },
    model::facts::TableKind,
};
use serde::Serialize;

/// How many facts lie in each of some ranges, low to high.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Histogram {
    /// The ranges; each begins where the one before ends.
    pub bins: Vec<Bin>,
    /// How many facts there are in all.
    pub n: usize,
}

/// One range of a histogram.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Bin {
    /// In words: “1–4 h”, “3–5”.
    pub label: String,
    /// The least value in it.
    pub low: f64,
    /// The least value beyond it; `None` = no limit.
    pub high: Option<f64>,
    /// How many facts lie in it.
    pub count: usize,
}

/// A Lorenz curve.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Lorenz {
    /// Share of the people who write least, and share of the messages that are theirs, from (0, 0) to (1, 1); empty
    /// where there are no messages.
    pub points: Vec<(f64, f64)>,
    /// Its Gini coefficient.
    pub gini: Option<f64>,
    /// How many people it is made of.
    pub people: usize,
}

/// Who answers whom, most often first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ReplyPairs {
    /// The pairs asked for.
    pub pairs: Vec<ReplyPair>,
    /// How many pairs there are in all.
    pub distinct: usize,
    /// How many replies they are made of.
    pub replies: usize,
    /// How many members wrote or were answered.
    pub people: usize,
}

/// A member who answers another; rows of the members table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct ReplyPair {
    /// Who answers.
    pub from: u32,
    /// Who is answered.
    pub to: u32,
    /// How often.
    pub count: usize,
    /// How often it is the other way round.
    pub back: usize,
}

/// Ends of the ranges of first replies, seconds, about as far apart as people think of them, and what each is called.
const WAITS: [(f64, &str); 10] = [
    (60.0, "under 1 min"),
    (300.0, "1–5 min"),
    (900.0, "5–15 min"),
    (3_600.0, "15–60 min"),
    (4.0 * 3_600.0, "1–4 h"),
    (12.0 * 3_600.0, "4–12 h"),
    (86_400.0, "12–24 h"),
    (3.0 * 86_400.0, "1–3 d"),
    (7.0 * 86_400.0, "3–7 d"),
    (30.0 * 86_400.0, "7–30 d"),
];
const LONGEST_WAIT: &str = "30 d and more";

/// Most steps of a Lorenz curve.
const LORENZ_STEPS: usize = 200;

fn wait_bins() -> Vec<Bin> {
    let mut low = 0.0;
    let closed = WAITS.iter().map(|(high, label)| {
        let bin = Bin { label: (*label).to_owned(), low, high: Some(*high), count: 0 };
        low = *high;
        bin
    });
    let mut bins: Vec<Bin> = closed.collect();
    bins.push(Bin { label: LONGEST_WAIT.to_owned(), low, high: None, count: 0 });
    bins
}

/// Ranges 1, 2, 3–5, 6–10, 11–20, 21–50 … up to the one that holds `most`.
fn count_bins(most: u64) -> Vec<Bin> {
    let mut bins: Vec<Bin> = Vec::new();
    let (mut low, mut unit) = (1_u64, 1_u64);
    while low <= most {
        for step in [1, 2, 5] {
            let last = unit.saturating_mul(step);
            if last < low || low > most {
                continue;
            }
            let label = if low == last { low.to_string() } else { format!("{low}–{last}") };
            bins.push(Bin { label, low: low as f64, high: Some(last.saturating_add(1) as f64), count: 0 });
            low = last.saturating_add(1);
        }
        let Some(next) = unit.checked_mul(10) else { break };
        unit = next;
    }
    bins
}

/// Counts values into the ranges they lie in.
fn fill(mut bins: Vec<Bin>, values: impl Iterator<Item = f64>) -> Histogram {
    let mut n = 0;
    for value in values {
        let place = bins.partition_point(|bin| bin.high.is_some_and(|high| high <= value));
        if let Some(bin) = bins.get_mut(place) {
            bin.count += 1;
            n += 1;
        }
    }
    Histogram { bins, n }
}

impl Bin {
    fn holds(&self, value: f64) -> bool {
        self.low <= value && self.high.is_none_or(|high| value < high)
    }
}

impl Scope {
    /// How long the first replies took that “time to first reply” is made of, seconds, in ranges from a minute to a
    /// month.
    pub fn first_reply_histogram(&self) -> Histogram {
        fill(wait_bins(), self.waits().into_iter())
    }

    /// The messages that opened the threads in a range of [`Self::first_reply_histogram`].
    pub fn first_reply_rows(&self, bin: &Bin) -> Selection {
        let mut rows = Vec::new();
        self.each_thread(&mut |thread, reason| {
            let counted = reason.is_none() && self.thread_reason(Talk::FirstReply(50), thread).is_none();
            if counted && bin.holds(thread.wait as f64 / 1_000.0) {
                rows.push(thread.opener);
            }
        });
        rows.sort_unstable();
        Selection { table: TableKind::Activities, rows }
    }

    /// Counted actions of each member in the days asked for, for all time those without a time too; 0 for those without.
    fn actions_by_member(&self) -> Vec<u64> {
        let days = self.window(self.dataset().span_of(TableKind::Activities)).0;
        let all = self.filter.period.is_none();
        let mut counts = vec![0; self.dataset().workspace().facts.members.len()];
        each_activity(self.dataset(), &self.filter, &mut |act| {
            let asked = if super::dated(act.day) {
                days.is_some_and(|days| days.start.0 <= act.day && act.day <= days.end.0)
            } else {
                all
            };
            if asked
                && act.class == Class::Action
                && let Some(count) = counts.get_mut(act.member as usize)
            {
                *count += 1;
            }
        });
        counts
    }

    /// How many counted actions the members have who have any, in ranges 1, 2, 3–5, 6–10 …
    pub fn activity_histogram(&self) -> Histogram {
        let counts = self.actions_by_member();
        let bins = count_bins(counts.iter().copied().max().unwrap_or_default());
        fill(bins, counts.into_iter().filter(|count| *count > 0).map(|count| count as f64))
    }

    /// The members in a range of [`Self::activity_histogram`].
    pub fn activity_rows_in(&self, bin: &Bin) -> Selection {
        let counts = (0_u32..).zip(self.actions_by_member());
        let rows = counts.filter(|(_, count)| *count > 0 && bin.holds(*count as f64)).map(|(row, _)| row).collect();
        Selection { table: TableKind::Members, rows }
    }

    /// The Lorenz curve of messages over the people who wrote, or with `silent` over all members. Empty with `silent`
    /// where no day of joining is known.
    pub fn lorenz(&self, silent: bool) -> Lorenz {
        let mut counts = self.message_counts();
        if silent && !counts.is_empty() {
            let Some(zeros) = self.silent() else { return Lorenz::default() };
            counts.resize(counts.len() + zeros as usize, 0);
        }
        Lorenz { points: lorenz(&counts, LORENZ_STEPS), gini: gini(&counts), people: counts.len() }
    }

    /// The pairs of members of whom one answers the other, most often first; of equal ones those with the earlier rows.
    pub fn reply_pairs(&self, limit: usize) -> ReplyPairs {
        let (replies, people) = self.replies();
        let runs: Vec<(Reply, usize)> =
            replies.chunk_by(|a, b| a == b).filter_map(|run| Some((*run.first()?, run.len()))).collect();
        let back = |reply: Reply| {
            let other = Reply { from: reply.to, to: reply.from };
            let place = runs.binary_search_by(|(reply, _)| reply.cmp(&other)).ok();
            place.and_then(|place| runs.get(place)).map_or(0, |(_, count)| *count)
        };
        let mut order: Vec<(Reply, usize)> = runs.clone();
        order.sort_unstable_by(|(a, more), (b, less)| less.cmp(more).then(a.cmp(b)));
        let pair = |(reply, count): &(Reply, usize)| ReplyPair {
            from: reply.from,
            to: reply.to,
            count: *count,
            back: back(*reply),
        };
        let pairs = order.iter().take(limit).map(pair).collect();
        ReplyPairs { pairs, distinct: runs.len(), replies: replies.len(), people }
    }

    /// The replies of one member to another.
    pub fn reply_rows(&self, from: u32, to: u32) -> Selection {
        let mut rows = Vec::new();
        self.each_reply(&mut |row, reply| {
            if reply == Ok(Reply { from, to }) {
                rows.push(row);
            }
        });
        rows.sort_unstable();
        Selection { table: TableKind::Activities, rows }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_follow_each_other_and_hold_everything() {
        let labels: Vec<String> = count_bins(60).into_iter().map(|bin| bin.label).collect();
        assert_eq!(labels, ["1", "2", "3–5", "6–10", "11–20", "21–50", "51–100"]);
        assert!(count_bins(0).is_empty());
        assert_eq!(count_bins(1).len(), 1);
        assert!(count_bins(u64::MAX).len() < 70, "no overflow");
        for bins in [wait_bins(), count_bins(1_000_000)] {
            assert!(bins.windows(2).all(|pair| pair[0].high == Some(pair[1].low)));
        }
        let histogram = fill(wait_bins(), [0.0, 59.9, 60.0, 1e9].into_iter());
        assert_eq!((histogram.bins[0].count, histogram.bins[1].count, histogram.bins[10].count), (2, 1, 1));
        assert_eq!(histogram.n, 4);
    }
}
