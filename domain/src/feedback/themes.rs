//! What some texts talk about and the others do not: words and pairs of words that stand out, with the texts as
//! examples.
//!
//! The measure is the log-odds ratio with an informative Dirichlet prior (B. Monroe, M. Colaresi, K. Quinn, “Fightin’
//! words: lexical feature selection and evaluation for identifying the content of political conflict”, Political
//! Analysis 16, 2008), in standard deviations: rare words do not win by chance, nor common ones by their number. A text
//! counts once for a word, however often it says it.

use super::words::{Token, each_token};
use rustc_hash::{FxHashMap, FxHashSet};

/// A term stands out from so many standard deviations on: 5 in 100 terms would by chance, one way or the other.
pub const STANDS_OUT: f64 = 1.96;
/// A theme is in at least so many texts.
pub const FEWEST_TEXTS: usize = 3;
/// Strength of the prior: as if this share of the words counted had been read before, as common as they are in all texts
/// together …
const PRIOR_SHARE: f64 = 0.1;
/// … but at most so many.
const PRIOR_MOST: f64 = 500.0;
/// Texts that are shown of a theme.
const EXAMPLES: usize = 3;
/// A word that is nearly only said in a pair gives way to the pair.
const MOSTLY: f64 = 0.7;
/// Stands between words that do not stand together.
const GAP: u32 = u32::MAX;

/// Texts, read once: their words as numbers. Choosing among them is quick.
#[derive(Debug, Default)]
pub struct Corpus {
    /// Words of all texts, one after the other, with gaps.
    tokens: Vec<u32>,
    /// Where each text ends.
    ends: Vec<u32>,
    /// Each word as it was first written (folded).
    words: Vec<Box<str>>,
    numbers: FxHashMap<Box<str>, u32>,
}

impl Corpus {
    /// Reads texts.
    pub fn new<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut corpus = Self::default();
        texts.into_iter().for_each(|text| corpus.push(text));
        corpus
    }

    /// Reads one more text.
    pub fn push(&mut self, text: &str) {
        let Self { tokens, words, numbers, .. } = self;
        let begin = tokens.len();
        each_token(text, &mut |token| match token {
            Token::Word(word, written) => {
                let number = match numbers.get(word) {
                    Some(number) => *number,
                    None => {
                        let number = words.len() as u32;
                        words.push(written.into());
                        numbers.insert(word.into(), number);
                        number
                    }
                };
                tokens.push(number);
            }
            Token::Gap => {
                if tokens.len() > begin && tokens.last() != Some(&GAP) {
                    tokens.push(GAP);
                }
            }
        });
        self.ends.push(tokens.len() as u32);
    }

    /// Number of texts.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The words of each text.
    fn texts(&self) -> impl Iterator<Item = &[u32]> {
        let mut start = 0;
        self.ends.iter().map(move |end| {
            let words = self.tokens.get(start..*end as usize).unwrap_or_default();
            start = *end as usize;
            words
        })
    }
}

/// A word or pair of words that stands out in the chosen texts.
#[derive(Clone, Debug, PartialEq)]
pub struct Theme {
    /// The word or words, folded.
    pub term: String,
    /// Chosen texts that have it.
    pub texts: usize,
    /// Other texts that have it.
    pub others: usize,
    /// How far it stands out, in standard deviations.
    pub score: f64,
    /// Places of chosen texts that have it: the last ones given to the corpus.
    pub examples: Vec<usize>,
}

/// A term: a word, or two words that stand together.
type Term = (u32, u32);

/// Texts that have a term: chosen ones and others.
type Count = (u32, u32);

/// How far a term stands out: `(here, there)` texts with it of `(all_here, all_there)` terms in all, where the prior
/// counts it `prior` times of `all_prior`.
fn standing((here, there): (f64, f64), (all_here, all_there): (f64, f64), prior: f64, all_prior: f64) -> f64 {
    let odds = |count: f64, all: f64| ((count + prior) / (all + all_prior - count - prior)).ln();
    let variance = 1.0 / (here + prior) + 1.0 / (there + prior);
    (odds(here, all_here) - odds(there, all_there)) / variance.sqrt()
}

/// The terms that stand out in the chosen texts against all others, what stands out most first; at most `most` of them.
/// None where there are no others to stand out against.
pub fn themes(corpus: &Corpus, chosen: &dyn Fn(usize) -> bool, most: usize) -> Vec<Theme> {
    let words = count_words(corpus, chosen);
    let pairs = count_pairs(corpus, chosen, &words);
    let all = |counts: &mut dyn Iterator<Item = Count>| {
        counts.fold((0.0, 0.0), |(here, there), count| (here + f64::from(count.0), there + f64::from(count.1)))
    };
    let totals = all(&mut words.iter().copied());
    if totals.0 == 0.0 || totals.1 == 0.0 {
        return Vec::new();
    }
    let both = totals.0 + totals.1;
    let prior = (both * PRIOR_SHARE).min(PRIOR_MOST);
    let score = |count: Count| {
        let (here, there) = (f64::from(count.0), f64::from(count.1));
        standing((here, there), totals, (here + there) / both * prior, prior)
    };
    let mut found: Vec<(Term, Count, f64)> = Vec::new();
    let mut covered: FxHashMap<u32, u32> = FxHashMap::default();
    for (term, count) in pairs {
        let score = score(count);
        if score >= STANDS_OUT {
            for word in [term.0, term.1] {
                let most = covered.entry(word).or_default();
                *most = (*most).max(count.0);
            }
            found.push((term, count, score));
        }
    }
    for (word, count) in words.iter().enumerate() {
        let word = word as u32;
        let alone = f64::from(covered.get(&word).copied().unwrap_or(0)) < MOSTLY * f64::from(count.0);
        if count.0 as usize >= FEWEST_TEXTS && alone {
            let score = score(*count);
            if score >= STANDS_OUT {
                found.push(((word, GAP), *count, score));
            }
        }
    }
    found.sort_by(|a, b| b.2.total_cmp(&a.2).then_with(|| a.0.cmp(&b.0)));
    // A pair with a word of a pair that stands out more says little new.
    let mut said: FxHashSet<u32> = FxHashSet::default();
    found.retain(|(term, ..)| {
        if term.1 == GAP {
            return true;
        }
        let new = !said.contains(&term.0) && !said.contains(&term.1);
        if new {
            said.extend([term.0, term.1]);
        }
        new
    });
    found.truncate(most);
    let examples = examples(corpus, chosen, &found);
    found
        .into_iter()
        .zip(examples)
        .map(|((term, count, score), examples)| Theme {
            term: name(corpus, term),
            texts: count.0 as usize,
            others: count.1 as usize,
            score,
            examples,
        })
        .collect()
}

fn name(corpus: &Corpus, (first, second): Term) -> String {
    let word = |number: u32| corpus.words.get(number as usize).map_or("", |word| word);
    if second == GAP { word(first).to_owned() } else { format!("{} {}", word(first), word(second)) }
}

/// In how many texts each word is.
fn count_words(corpus: &Corpus, chosen: &dyn Fn(usize) -> bool) -> Vec<Count> {
    let mut counts = vec![(0, 0); corpus.words.len()];
    let mut last = vec![u32::MAX; corpus.words.len()];
    for (place, words) in corpus.texts().enumerate() {
        let here = chosen(place);
        for word in words.iter().map(|word| *word as usize) {
            // Gaps are beyond the words.
            let (Some(last), Some(count)) = (last.get_mut(word), counts.get_mut(word)) else { continue };
            if *last != place as u32 {
                *last = place as u32;
                if here {
                    count.0 += 1;
                } else {
                    count.1 += 1;
                }
            }
        }
    }
    counts
}

/// In how many texts each pair is, of the pairs that enough chosen texts have.
fn count_pairs(corpus: &Corpus, chosen: &dyn Fn(usize) -> bool, words: &[Count]) -> Vec<(Term, Count)> {
    let common = |word: u32| words.get(word as usize).is_some_and(|count| count.0 as usize >= FEWEST_TEXTS);
    let mut counts: FxHashMap<Term, (Count, u32)> = FxHashMap::default();
    for is_here in [true, false] {
        for (place, text) in corpus.texts().enumerate() {
            if chosen(place) != is_here {
                continue;
            }
            for pair in text.windows(2) {
                let [first, second] = *pair else { continue };
                if first == second || !common(first) || !common(second) {
                    continue;
                }
                let count = match is_here {
                    true => counts.entry((first, second)).or_insert(((0, 0), u32::MAX)),
                    false => match counts.get_mut(&(first, second)) {
                        Some(count) => count,
                        None => continue,
                    },
                };
                if count.1 != place as u32 {
                    count.1 = place as u32;
                    if is_here {
                        count.0.0 += 1;
                    } else {
                        count.0.1 += 1;
                    }
                }
            }
        }
        if is_here {
            counts.retain(|_, (count, _)| count.0 as usize >= FEWEST_TEXTS);
        }
    }
    let mut pairs: Vec<_> = counts.into_iter().map(|(term, (count, _))| (term, count)).collect();
    pairs.sort_unstable();
    pairs
}

/// The last chosen texts that have each term.
fn examples(corpus: &Corpus, chosen: &dyn Fn(usize) -> bool, found: &[(Term, Count, f64)]) -> Vec<Vec<usize>> {
    let mut places: FxHashMap<Term, usize> = FxHashMap::default();
    for (place, (term, ..)) in found.iter().enumerate() {
        places.insert(*term, place);
    }
    let mut examples = vec![Vec::new(); found.len()];
    for (place, text) in corpus.texts().enumerate() {
        if !chosen(place) {
            continue;
        }
        let mut add = |term: Term| {
            if let Some(list) = places.get(&term).and_then(|at| examples.get_mut(*at))
                && list.last() != Some(&place)
            {
                list.push(place);
            }
        };
        for (at, word) in text.iter().enumerate() {
            add((*word, GAP));
            if let Some(next) = text.get(at + 1) {
                add((*word, *next));
            }
        }
    }
    for list in &mut examples {
        let surplus = list.len().saturating_sub(EXAMPLES);
        list.drain(..surplus);
        list.reverse();
    }
    examples
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The published example of the PyPI package fightin-words: “the quick brown fox jumps over the lazy pig” against
    /// “the lazy purple pig jumps over the lazier donkey”, each of the 11 words with a prior of 0.05.
    #[test]
    fn the_measure_is_the_published_one() {
        let z = |here, there| standing((here, there), (9.0, 9.0), 0.05, 0.55);
        assert!((z(1.0, 0.0) - 0.689_422_788_680_796_8).abs() < 1e-12, "fox {}", z(1.0, 0.0));
        assert!((z(0.0, 1.0) + 0.689_422_788_680_796_8).abs() < 1e-12, "donkey");
        assert_eq!((z(1.0, 1.0), z(2.0, 2.0)), (0.0, 0.0), "pig, the");
    }

    fn texts() -> Vec<String> {
        let usual =
            ["the board is fine", "my team plans a sprint", "sharing a board with a client", "cards and columns"];
        let mut texts: Vec<String> = (0..200).map(|at| format!("{} today", usual[at % 4])).collect();
        for at in 0..12 {
            texts.push(format!("Since the update the Dark Mode is gone on my board, number {at}"));
            texts.push("dark mode hurts".to_owned());
        }
        texts
    }

    #[test]
    fn what_stands_out_is_found_with_examples() {
        let texts = texts();
        let corpus = Corpus::new(texts.iter().map(String::as_str));
        let found = themes(&corpus, &|place| place >= 200, 10);
        assert_eq!(found[0].term, "dark mode", "{found:?}");
        assert_eq!((found[0].texts, found[0].others), (24, 0));
        assert_eq!(found[0].examples, [223, 222, 221], "the last ones");
        assert!(found.iter().all(|theme| theme.score >= STANDS_OUT && theme.term != "dark" && theme.term != "mode"));
        assert!(found.iter().any(|theme| theme.term == "update"), "{found:?}");
        assert!(found.iter().all(|theme| theme.term != "board" && theme.term != "the"), "everybody says it");
        // The other way round it does not stand out.
        assert!(themes(&corpus, &|place| place < 200, 10).iter().all(|theme| !theme.term.contains("dark")));
    }

    #[test]
    fn a_small_community_has_themes_too() {
        let usual = ["Nice walk today", "Thank you for the recipe", "See you on Saturday", "My rope is too long"];
        let late = ["The offline mode of the app is broken on the train"; 6];
        let corpus = Corpus::new((0..120).map(|at| usual[at % 4]).chain(late));
        let found = themes(&corpus, &|place| place >= 120, 12);
        assert!(found.iter().any(|theme| theme.term == "offline mode" && theme.texts == 6), "{found:?}");
    }

    #[test]
    fn there_is_nothing_to_stand_out_against() {
        let texts = texts();
        let corpus = Corpus::new(texts.iter().map(String::as_str));
        assert!(themes(&corpus, &|_| true, 10).is_empty());
        assert!(themes(&corpus, &|_| false, 10).is_empty());
        assert!(themes(&Corpus::default(), &|_| true, 10).is_empty());
        // One loud person is no theme: a text counts once.
        let loud = Corpus::new(["spam ".repeat(1_000).as_str(), "calm", "quiet words here", "more words"]);
        assert!(themes(&loud, &|place| place == 0, 10).is_empty());
    }

    #[test]
    fn texts_without_a_theme_rarely_have_one() {
        // Halves of texts drawn from the same words: hardly anything stands out.
        let mut random = crate::random::SplitMix64::new(7);
        let mut word = || format!("w{}x ", (b'a' + random.below(24) as u8) as char);
        let texts: Vec<String> = (0..2_000).map(|_| (0..6).map(|_| word()).collect()).collect();
        let corpus = Corpus::new(texts.iter().map(String::as_str));
        let found = themes(&corpus, &|place| place % 2 == 0, 100);
        assert!(found.len() <= 24, "{}", found.len());
    }

    #[test]
    fn a_hundred_thousand_hostile_texts_are_read() {
        let odd = ["\0\u{202e}evil", "<script>alert(1)</script>", "Z̸̡̛͖a̷l̴g̵o̶", "ok fine", ""];
        let corpus = Corpus::new((0..100_000).map(|at| odd[at % odd.len()]));
        assert_eq!(corpus.len(), 100_000);
        let found = themes(&corpus, &|place| place % 5 == 1, 5);
        assert!(found.iter().any(|theme| theme.term == "script"), "{found:?}");
    }
}
