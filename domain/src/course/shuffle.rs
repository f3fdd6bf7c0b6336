//! Orders of one's own: what an exercise offers, shuffled by the seed of a student's work, so that it comes in the same
//! order each time they look and in another one next to them.

use crate::{
    model::{
        Id,
        record::{Choice, ChoiceOption, Matching, Ordering},
    },
    random::SplitMix64,
};
use xxhash_rust::xxh3::xxh3_64_with_seed;

/// A seed for somebody's work on an exercise, from the learner and the key of the exercise (`course/1.1`).
pub fn seed(learner: Id, key: &str) -> u32 {
    let mixed = xxh3_64_with_seed(format!("{learner} {key}").as_bytes(), 0);
    (mixed >> 32) as u32
}

/// A permutation of 0 … n − 1 (Fisher and Yates). `part` tells several lists of one exercise apart.
pub fn permutation(seed: u32, part: &str, n: usize) -> Vec<usize> {
    let mut random = SplitMix64::new(xxh3_64_with_seed(part.as_bytes(), u64::from(seed)));
    let mut order: Vec<usize> = (0..n).collect();
    for last in (1..n).rev() {
        order.swap(last, random.below(last + 1));
    }
    order
}

/// The places of `n` things in the order in which they are offered: shuffled, or as they are.
pub fn offered(seed: u32, part: &str, n: usize, shuffle: bool) -> Vec<usize> {
    if shuffle { permutation(seed, part, n) } else { (0..n).collect() }
}

/// The options in the order in which they are offered. `part` is the id of the chart question, empty for a choice.
pub fn options<'a>(options: &'a [ChoiceOption], seed: u32, part: &str, shuffle: bool) -> Vec<&'a ChoiceOption> {
    offered(seed, part, options.len(), shuffle).into_iter().filter_map(|place| options.get(place)).collect()
}

/// The options of a choice in the order in which they are offered.
pub fn choice(asked: &Choice, seed: u32, shuffle: bool) -> Vec<&ChoiceOption> {
    options(&asked.options, seed, "", shuffle)
}

/// The right sides and the distractors, each once, in the order in which they are offered: shuffled, else by the
/// alphabet, for as they stand they are the answer.
pub fn rights(asked: &Matching, seed: u32, shuffle: bool) -> Vec<String> {
    let all = asked.pairs.iter().map(|pair| &pair.right).chain(&asked.distractors);
    let mut sides: Vec<String> = all.map(|side| side.trim().to_owned()).filter(|side| !side.is_empty()).collect();
    sides.sort_by_cached_key(|side| (crate::search::fold(side), side.clone()));
    sides.dedup();
    offered(seed, "rights", sides.len(), shuffle).into_iter().filter_map(|place| sides.get(place).cloned()).collect()
}

/// The ids of the items in the order in which they are offered: never the right one, where there are two items or more
/// that can be told apart.
pub fn ordering(asked: &Ordering, seed: u32) -> Vec<String> {
    let count = asked.items.len();
    let mut order = permutation(seed, "items", count);
    let text = |place: &usize| asked.items.get(*place).map(|item| item.text.as_str());
    let looks_right = |order: &[usize]| order.iter().zip(0..count).all(|(place, at)| text(place) == text(&at));
    // Turned by one place it is another order, unless all items read the same.
    for _ in 0..count {
        if !looks_right(&order) {
            break;
        }
        order.rotate_left(1);
    }
    order.into_iter().filter_map(|place| Some(asked.items.get(place)?.id.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::record::{MatchingPair, OrderingItem};
    use proptest::prelude::*;

    fn items(texts: &[String]) -> Ordering {
        let item = |(place, text): (usize, &String)| OrderingItem {
            id: format!("i{place}"),
            text: text.clone(),
            ..OrderingItem::default()
        };
        Ordering { items: texts.iter().enumerate().map(item).collect(), ..Ordering::default() }
    }

    #[test]
    fn the_same_seed_gives_the_same_order_and_seeds_differ() {
        assert_eq!(permutation(7, "", 10), permutation(7, "", 10));
        assert_ne!(permutation(7, "", 10), permutation(8, "", 10));
        assert_ne!(permutation(7, "", 10), permutation(7, "q2", 10));
        let (ana, ben) = (Id::mint(1, [1; 10]), Id::mint(1, [2; 10]));
        assert_eq!(seed(ana, "course/1.1"), seed(ana, "course/1.1"));
        assert_ne!(seed(ana, "course/1.1"), seed(ben, "course/1.1"));
        assert_ne!(seed(ana, "course/1.1"), seed(ana, "course/1.2"));
    }

    #[test]
    fn every_order_of_three_comes_about_as_often() {
        let mut seen = std::collections::BTreeMap::new();
        for seed in 0..6_000 {
            *seen.entry(permutation(seed, "", 3)).or_insert(0) += 1;
        }
        assert_eq!(seen.len(), 6);
        assert!(seen.values().all(|count| (850..1_150).contains(count)), "{seen:?}");
    }

    #[test]
    fn right_sides_come_once_and_never_as_they_stand() {
        let pair = |id: &str, right: &str| MatchingPair { id: id.into(), right: right.into(), ..Default::default() };
        let pairs = vec![pair("a", "Reach"), pair("b", "Care"), pair("c", "Reach ")];
        let asked = Matching { pairs, distractors: vec!["Noise".into(), "".into()], ..Matching::default() };
        assert_eq!(rights(&asked, 1, false), ["Care", "Noise", "Reach"]);
        let mut shuffled = rights(&asked, 1, true);
        shuffled.sort();
        assert_eq!(shuffled, ["Care", "Noise", "Reach"]);
    }

    proptest! {
        #[test]
        fn an_order_is_a_permutation_and_an_ordering_never_the_right_one(
            seed in any::<u32>(),
            texts in proptest::collection::vec("[ab]{1,2}", 0..6),
        ) {
            let mut order = permutation(seed, "x", texts.len());
            order.sort();
            prop_assert_eq!(order, (0..texts.len()).collect::<Vec<_>>());
            let asked = items(&texts);
            let ids = ordering(&asked, seed);
            let shown: Vec<&str> =
                ids.iter().map(|id| asked.items.iter().find(|item| item.id == *id).unwrap().text.as_str()).collect();
            let same = texts.windows(2).all(|pair| pair[0] == pair[1]);
            prop_assert_eq!(shown == texts, same);
            prop_assert_eq!(ids.len(), texts.len());
        }
    }
}
