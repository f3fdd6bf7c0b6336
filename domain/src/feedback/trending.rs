//! What is wanted now: votes that fade.

use super::people::counted;
use crate::model::{Instant, record::FeedbackItem, time::DAY_MS};

/// After so many days a vote counts half.
pub const HALF_LIFE_DAYS: f64 = 14.0;

/// How much an item is wanted now: the sum of its votes, each of which counts half after `half_life` days, a quarter
/// after twice as many. Exponential decay, as in G. Cormode et al., “Forward decay: a practical time decay model for
/// streaming systems” (ICDE 2009): the order of two items changes by new votes only, never by waiting.
///
/// Nobody counts twice; votes of the future count in full. 0 for no votes, or where the half-life is not above 0.
pub fn trending(item: &FeedbackItem, now: Instant, half_life: f64) -> f64 {
    if !half_life.is_finite() || half_life <= 0.0 {
        return 0.0;
    }
    let worth = |at: Instant| {
        let days = now.saturating_sub(at).max(0) as f64 / DAY_MS as f64;
        (-days / half_life).exp2()
    };
    counted(item).map(|vote| vote.worth() * worth(vote.at)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        feedback::tally,
        model::{Id, record::Vote},
    };
    use proptest::prelude::*;

    fn item(votes: &[i64]) -> FeedbackItem {
        let mut item = FeedbackItem::new(Id::derived("x"), 0, "X");
        item.votes = votes.iter().map(|at| Vote::of_name(*at, "")).collect();
        item
    }

    #[test]
    fn a_vote_counts_half_after_a_half_life() {
        let now = 100 * DAY_MS;
        let ago = |days: i64| now - days * DAY_MS;
        for (votes, expected) in [
            (vec![], 0.0),
            (vec![now], 1.0),
            (vec![ago(14)], 0.5),
            (vec![ago(28), ago(14), now], 1.75),
            (vec![now + DAY_MS], 1.0),
        ] {
            assert!((trending(&item(&votes), now, 14.0) - expected).abs() < 1e-12, "{votes:?}");
        }
        assert_eq!(trending(&item(&[now]), now, 0.0), 0.0);
        assert_eq!(trending(&item(&[i64::MIN, i64::MAX]), now, 14.0), 1.0);
    }

    proptest! {
        #[test]
        fn new_votes_raise_and_waiting_lowers(votes in proptest::collection::vec(0_i64..1000, 0..20), more in 0_i64..1000) {
            let now = 1000 * DAY_MS;
            let at: Vec<i64> = votes.iter().map(|days| days * DAY_MS).collect();
            let one = item(&at);
            let score = trending(&one, now, 14.0);
            prop_assert!((0.0..=tally(&one).weight).contains(&score));
            let mut with = at.clone();
            with.push(more * DAY_MS);
            // A vote of long ago may be too little to be seen.
            prop_assert!(trending(&item(&with), now, 14.0) >= score);
            with.push(now);
            prop_assert!(trending(&item(&with), now, 14.0) >= score + 1.0);
            // Half a half-life later everything is worth the same part of it.
            let later = trending(&one, now + 7 * DAY_MS, 14.0);
            prop_assert!((later - score * 0.5_f64.sqrt()).abs() <= 1e-9 * score.max(1.0));
            let mut back = at;
            back.reverse();
            prop_assert!((trending(&item(&back), now, 14.0) - score).abs() < 1e-9);
        }
    }
}
