//! Which feedback items ask for the same: the cosine of the angle between their words, each word weighted by how rare
//! it is (tf–idf: G. Salton & C. Buckley, “Term-weighting approaches in automatic text retrieval”, Information
//! Processing & Management 24, 1988). What two items share is said in words.

use super::words::{Token, each_token};
use crate::model::{Id, record::FeedbackItem};
use rustc_hash::FxHashMap;

/// From here on two items probably ask for the same.
pub const LIKELY: f64 = 0.3;
/// A word of the title counts so much more than one of the description.
const TITLE: f64 = 2.0;

/// A word that two items share.
#[derive(Clone, Debug, PartialEq)]
pub struct SharedWord {
    /// The word, folded.
    pub word: String,
    /// Its part of the likeness.
    pub part: f64,
}

/// An item that is like another.
#[derive(Clone, Debug, PartialEq)]
pub struct Similar {
    /// Which one.
    pub id: Id,
    /// How like, 0 to 1. The parts of the shared words add up to it.
    pub score: f64,
    /// The words they share, what counts most first.
    pub words: Vec<SharedWord>,
}

/// The words of items, ready to be compared.
#[derive(Debug, Default)]
pub struct Index {
    ids: Vec<Id>,
    /// Words of each item with their weights, of length 1 together, in the order of the words.
    items: Vec<Vec<(u32, f64)>>,
    /// Items that have each word, with the word's weight.
    postings: Vec<Vec<(u32, f64)>>,
    words: Vec<String>,
    numbers: FxHashMap<String, u32>,
    /// How rare each word is.
    rarity: Vec<f64>,
}

impl Index {
    /// Of these items, in one pass over their words.
    pub fn new<'a>(items: impl IntoIterator<Item = &'a FeedbackItem>) -> Self {
        let mut index = Self::default();
        let mut counts: Vec<Vec<(u32, f64)>> = Vec::new();
        for item in items {
            index.ids.push(item.id);
            let words = index.count(&item.title, &item.description, true);
            counts.push(words);
        }
        let mut with = vec![0_u32; index.words.len()];
        counts.iter().flatten().for_each(|(word, _)| {
            if let Some(with) = with.get_mut(*word as usize) {
                *with += 1;
            }
        });
        let all = counts.len() as f64;
        // Smoothed, so that a word that all have still counts a little.
        index.rarity = with.iter().map(|with| ((1.0 + all) / (1.0 + f64::from(*with))).ln() + 1.0).collect();
        index.postings = vec![Vec::new(); index.words.len()];
        for (place, words) in counts.into_iter().enumerate() {
            let words = index.weighed(words);
            for (word, weight) in &words {
                if let Some(postings) = index.postings.get_mut(*word as usize) {
                    postings.push((place as u32, *weight));
                }
            }
            index.items.push(words);
        }
        index
    }

    /// How often each known word stands in a text; `learn` gives new words a number.
    fn count(&mut self, title: &str, description: &str, learn: bool) -> Vec<(u32, f64)> {
        let mut counts: Vec<(u32, f64)> = Vec::new();
        for (text, weight) in [(title, TITLE), (description, 1.0)] {
            each_token(text, &mut |token| {
                let Token::Word(word, _) = token else { return };
                let number = match self.numbers.get(word) {
                    Some(number) => *number,
                    None if learn => {
                        let number = self.words.len() as u32;
                        self.words.push(word.to_owned());
                        self.numbers.insert(word.to_owned(), number);
                        number
                    }
                    None => return,
                };
                counts.push((number, weight));
            });
        }
        counts.sort_unstable_by_key(|(word, _)| *word);
        counts.dedup_by(|next, first| {
            let same = next.0 == first.0;
            if same {
                first.1 += next.1;
            }
            same
        });
        counts
    }

    /// Counts as weights of length 1.
    fn weighed(&self, mut words: Vec<(u32, f64)>) -> Vec<(u32, f64)> {
        for (word, weight) in &mut words {
            *weight = (1.0 + weight.ln()) * self.rarity.get(*word as usize).copied().unwrap_or(1.0);
        }
        let length = words.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt();
        if length > 0.0 {
            words.iter_mut().for_each(|(_, weight)| *weight /= length);
        }
        words
    }

    /// The items most like one of the index, the likest first; none below `least`.
    pub fn similar(&self, id: Id, least: f64, most: usize) -> Vec<Similar> {
        let Some(place) = self.ids.iter().position(|other| *other == id) else { return Vec::new() };
        self.items.get(place).map(|words| self.like(words, Some(place), least, most)).unwrap_or_default()
    }

    fn like(&self, words: &[(u32, f64)], but: Option<usize>, least: f64, most: usize) -> Vec<Similar> {
        let mut scores = vec![0.0_f64; self.items.len()];
        for (word, weight) in words {
            for (place, other) in self.postings.get(*word as usize).into_iter().flatten() {
                if let Some(score) = scores.get_mut(*place as usize) {
                    *score += weight * other;
                }
            }
        }
        let mut found: Vec<(usize, f64)> = scores
            .into_iter()
            .enumerate()
            .filter(|(place, score)| Some(*place) != but && *score > 0.0 && *score >= least)
            .collect();
        let id = |place: usize| self.ids.get(place).copied();
        found.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| id(a.0).cmp(&id(b.0))));
        found.truncate(most);
        let explained = |(place, score): (usize, f64)| {
            Some(Similar { id: id(place)?, score: score.min(1.0), words: self.shared(words, self.items.get(place)?) })
        };
        found.into_iter().filter_map(explained).collect()
    }

    /// The words in common with their parts, the greatest first.
    fn shared(&self, a: &[(u32, f64)], b: &[(u32, f64)]) -> Vec<SharedWord> {
        let mut shared = Vec::new();
        for (word, weight) in a {
            if let Ok(at) = b.binary_search_by_key(word, |(word, _)| *word) {
                let other = b.get(at).map_or(0.0, |(_, weight)| *weight);
                let word = self.words.get(*word as usize).cloned().unwrap_or_default();
                shared.push(SharedWord { word, part: weight * other });
            }
        }
        shared.sort_by(|a, b| b.part.total_cmp(&a.part).then_with(|| a.word.cmp(&b.word)));
        shared
    }
}

/// The items most like a text that is no item yet, such as what is being typed or a message.
pub fn similar_to_text<'a>(
    items: impl IntoIterator<Item = &'a FeedbackItem>,
    title: &str,
    description: &str,
    least: f64,
    most: usize,
) -> Vec<Similar> {
    let mut index = Index::new(items);
    let words = index.count(title, description, false);
    let words = index.weighed(words);
    index.like(&words, None, least, most)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn item(name: &str, description: &str) -> FeedbackItem {
        FeedbackItem { description: description.into(), ..FeedbackItem::new(Id::derived(name), 0, name) }
    }

    #[test]
    fn what_asks_for_the_same_is_found_and_explained() {
        let items = [
            item("Dark mode for the mobile app", "My eyes hurt at night."),
            item("A dark theme on mobile", "Please add a night mode, white is too bright in bed."),
            item("Export boards as CSV", "For the month-end report."),
            item("CSV export", "We need the boards in a spreadsheet."),
            item("Keyboard shortcuts for the calendar", "Arrow keys."),
        ];
        let index = Index::new(&items);
        let found = index.similar(items[0].id, LIKELY, 3);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].id, items[1].id);
        let words: Vec<_> = found[0].words.iter().map(|word| word.word.as_str()).collect();
        assert!(["dark", "mobile", "night", "mode"].iter().all(|word| words.contains(word)), "{words:?}");
        let parts: f64 = found[0].words.iter().map(|word| word.part).sum();
        assert!((parts - found[0].score).abs() < 1e-12, "the words explain the whole");
        assert_eq!(index.similar(items[3].id, LIKELY, 3)[0].id, items[2].id);
        assert!(index.similar(items[4].id, LIKELY, 3).is_empty());
        let typed = similar_to_text(&items, "please: csv of a board", "", LIKELY, 5);
        assert!(typed.len() == 2 && typed.iter().all(|one| [items[2].id, items[3].id].contains(&one.id)), "{typed:?}");
        assert!(index.similar(Id::derived("elsewhere"), 0.0, 3).is_empty());
    }

    /// Weights by hand: two items, one word in common. idf(common) = ln(3/3) + 1 = 1, idf(own) = ln(3/2) + 1.
    #[test]
    fn the_cosine_is_the_one_of_the_definition() {
        let items = [item("Calendar", ""), item("Calendar widget", "")];
        let found = Index::new(&items).similar(items[0].id, 0.0, 3);
        let own = 1.5_f64.ln() + 1.0;
        assert!((found[0].score - 1.0 / (1.0 + own * own).sqrt()).abs() < 1e-12, "{found:?}");
    }

    #[test]
    fn ten_thousand_items_are_compared_through_their_words() {
        let areas = ["calendar", "export", "mobile", "search", "widget", "timeline", "report"];
        let item = |number: usize| {
            let of = |by: usize| areas[number / by % areas.len()];
            item(
                &format!("Item {number} about {} and {}", of(1), of(7)),
                &format!("words{number} more{}", number % 500),
            )
        };
        let items: Vec<_> = (0..10_000).map(item).collect();
        let index = Index::new(&items);
        let found = index.similar(items[4_321].id, 0.0, 10);
        assert_eq!(found.len(), 10);
        assert!(found.is_sorted_by(|a, b| a.score >= b.score));
    }

    proptest! {
        #[test]
        fn likeness_is_mutual_and_between_0_and_1(texts in proptest::collection::vec("[a-d ]{0,12}|\\PC{0,20}", 2..8)) {
            let items: Vec<_> = texts.iter().enumerate().map(|(at, text)| {
                FeedbackItem { description: text.clone(), ..FeedbackItem::new(Id::derived(&at.to_string()), 0, "N") }
            }).collect();
            let index = Index::new(&items);
            for item in &items {
                for found in index.similar(item.id, 0.0, 100) {
                    prop_assert!(found.id != item.id && (0.0..=1.0).contains(&found.score));
                    let back = index.similar(found.id, 0.0, 100);
                    let back = back.iter().find(|one| one.id == item.id).unwrap();
                    prop_assert!((back.score - found.score).abs() < 1e-9);
                }
            }
        }
    }
}
