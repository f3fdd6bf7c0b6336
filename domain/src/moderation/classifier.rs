//! A small classifier of texts, trained on the team's own decisions: which texts look like those that were rejected.
//!
//! Logistic regression on words, pairs of words and a few traits (links, numbers, length), with naive Bayes log-count
//! ratios as the values of the features (Wang & Manning, Baselines and Bigrams, ACL 2012). Small, trained anew in a moment,
//! the same for the same decisions, and every answer can be traced to its words. It suggests and decides nothing.

use super::{glyphs, signals};
use rustc_hash::FxHashMap;

/// Fewest texts of each sort to learn from.
pub const LEAST: usize = 8;

/// Passes over the texts while it is trained.
const EPOCHS: usize = 40;
/// Weight of the penalty on large weights (L2), per text.
const PENALTY: f64 = 0.0005;
/// First step of AdaGrad.
const STEP: f64 = 0.3;
/// Words of a text that are looked at: more say nothing new.
const WORDS_MAX: usize = 2_000;

/// What was learned.
#[derive(Clone, Debug, PartialEq)]
pub struct Classifier {
    /// Place of each feature.
    places: FxHashMap<String, u32>,
    /// Log-count ratio × weight of each.
    weights: Vec<f64>,
    bias: f64,
    /// Texts it was trained on: accepted, rejected.
    pub trained: [usize; 2],
}

/// What it says of a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Opinion {
    /// How likely the text is like those that were rejected, 0 to 1.
    pub probability: f64,
    /// What speaks for it (above 0) and against it (below), the weightiest first.
    pub because: Vec<(String, f64)>,
}

impl Classifier {
    /// Learns from texts and whether each was rejected; `None` with fewer than [`LEAST`] of a sort.
    pub fn train<'a>(examples: impl IntoIterator<Item = (&'a str, bool)>) -> Option<Self> {
        let mut places: FxHashMap<String, u32> = FxHashMap::default();
        let mut texts: Vec<(Vec<u32>, bool)> = Vec::new();
        let mut seen: Vec<[f64; 2]> = Vec::new();
        let mut trained = [0, 0];
        for (text, rejected) in examples {
            let mut features = Vec::new();
            for feature in features_of(text) {
                let next = places.len() as u32;
                let place = *places.entry(feature).or_insert(next);
                features.push(place);
            }
            features.sort_unstable();
            features.dedup();
            seen.resize(places.len(), [0.0; 2]);
            for &place in &features {
                if let Some(counts) = seen.get_mut(place as usize) {
                    counts[usize::from(rejected)] += 1.0;
                }
            }
            trained[usize::from(rejected)] += 1;
            texts.push((features, rejected));
        }
        if trained.iter().any(|count| *count < LEAST) {
            return None;
        }
        let [accepted, rejected] = trained.map(|count| count as f64);
        // Smoothed: how much more often in rejected texts than in accepted ones.
        let ratios: Vec<f64> = seen
            .iter()
            .map(|[fine, bad]| (((bad + 1.0) / (rejected + 2.0)) / ((fine + 1.0) / (accepted + 2.0))).ln())
            .collect();
        // Where there are few of a sort, each of them weighs more.
        let weigh = [accepted, rejected].map(|count| (accepted + rejected) / (2.0 * count));
        let mut weights = vec![0.0_f64; ratios.len()];
        let mut steps = vec![1e-8_f64; ratios.len()];
        let (mut bias, mut bias_step) = (0.0_f64, 1e-8_f64);
        // Accepted and rejected texts in turn, always in the same order.
        let order = mixed(&texts);
        for _ in 0..EPOCHS {
            for &at in &order {
                let Some((features, rejected)) = texts.get(at) else { continue };
                let scale = scale(features.len());
                let of = |place: &u32| ratios.get(*place as usize).copied().unwrap_or_default() * scale;
                let sum: f64 =
                    features.iter().map(|at| weights.get(*at as usize).copied().unwrap_or_default() * of(at)).sum();
                let wrong = (sigmoid(bias + sum) - f64::from(u8::from(*rejected))) * weigh[usize::from(*rejected)];
                for place in features {
                    let at = *place as usize;
                    if let (Some(weight), Some(step)) = (weights.get_mut(at), steps.get_mut(at)) {
                        let slope = wrong * of(place) + PENALTY * *weight;
                        *step += slope * slope;
                        *weight -= STEP / step.sqrt() * slope;
                    }
                }
                bias_step += wrong * wrong;
                bias -= STEP / bias_step.sqrt() * wrong;
            }
        }
        for (weight, ratio) in weights.iter_mut().zip(&ratios) {
            *weight *= ratio;
        }
        Some(Self { places, weights, bias, trained })
    }

    /// How likely a text is like those that were rejected, 0 to 1.
    pub fn probability(&self, text: &str) -> f64 {
        let places = self.places(text);
        let scale = scale(places.len());
        let sum: f64 = places.iter().map(|(_, place)| self.weight(*place) * scale).sum();
        sigmoid(self.bias + sum)
    }

    /// What it says of a text, and why: the `most` weightiest words.
    pub fn opinion(&self, text: &str, most: usize) -> Opinion {
        let places = self.places(text);
        let scale = scale(places.len());
        let sum: f64 = places.iter().map(|(_, place)| self.weight(*place) * scale).sum();
        let mut because: Vec<(String, f64)> =
            places.into_iter().map(|(feature, place)| (feature, self.weight(place) * scale)).collect();
        because.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()).then_with(|| a.0.cmp(&b.0)));
        because.retain(|(_, weight)| weight.abs() > 0.01);
        because.truncate(most);
        Opinion { probability: sigmoid(self.bias + sum), because }
    }

    fn weight(&self, place: u32) -> f64 {
        self.weights.get(place as usize).copied().unwrap_or_default()
    }

    /// The known features of a text, each once, and their places.
    fn places(&self, text: &str) -> Vec<(String, u32)> {
        let mut features: Vec<String> = features_of(text);
        features.sort_unstable();
        features.dedup();
        let known = |feature: String| self.places.get(&feature).copied().map(|place| (feature, place));
        features.into_iter().filter_map(known).collect()
    }
}

/// Long texts speak no louder than short ones.
fn scale(features: usize) -> f64 {
    1.0 / (features.max(1) as f64).sqrt()
}

fn sigmoid(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

/// An order in which accepted and rejected texts come in turn, as far as they go.
fn mixed(texts: &[(Vec<u32>, bool)]) -> Vec<usize> {
    let of = |wanted: bool| (0..texts.len()).filter(move |at| texts.get(*at).is_some_and(|(_, is)| *is == wanted));
    let (mut fine, mut bad) = (of(false), of(true));
    let mut order = Vec::with_capacity(texts.len());
    loop {
        let (one, two) = (fine.next(), bad.next());
        if one.is_none() && two.is_none() {
            return order;
        }
        order.extend(one);
        order.extend(two);
    }
}

/// Words, pairs of words and traits of a text. Traits begin with “·”, which no word does.
fn features_of(text: &str) -> Vec<String> {
    let links = signals::link_count(text);
    let glyphs = glyphs::of(text);
    let mut features: Vec<String> = Vec::new();
    let mut before = String::new();
    let mut digits = false;
    for word in glyphs.split(|glyph| !glyph.letter.is_alphanumeric()).filter(|word| !word.is_empty()).take(WORDS_MAX) {
        let mut letters = String::with_capacity(word.len());
        for glyph in word.iter().take(30) {
            // Letters repeated are said twice at most.
            if !letters.ends_with(&String::from_iter([glyph.letter; 2])) {
                letters.push(glyph.letter);
            }
        }
        digits |= word.len() >= 3 && word.iter().all(|glyph| glyph.letter.is_ascii_digit());
        if !before.is_empty() {
            features.push(format!("{before} {letters}"));
        }
        features.push(letters.clone());
        before = letters;
    }
    let words = features.len() / 2;
    if links > 0 {
        features.push("· a link".to_owned());
    }
    if digits {
        features.push("· a number".to_owned());
    }
    if signals::capitals(text).is_some() {
        features.push("· capitals".to_owned());
    }
    features.push(
        match words {
            0..=5 => "· very short",
            6..=12 => "· short",
            13..=30 => "· longer",
            _ => "· long",
        }
        .to_owned(),
    );
    features
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some() -> Vec<(&'static str, bool)> {
        let mut some = Vec::new();
        for _ in 0..LEAST {
            some.push(("Cheap keys, click here now", true));
            some.push(("How do I print the week view?", false));
        }
        some
    }

    #[test]
    fn it_learns_explains_and_gives_the_same_each_time() {
        let learned = Classifier::train(some()).unwrap();
        assert!(learned.probability("cheap keys here") > 0.8);
        assert!(learned.probability("where is the week view") < 0.2);
        let opinion = learned.opinion("CHEAP keys for the week", 3);
        assert!(opinion.because.iter().any(|(word, weight)| word == "cheap" && *weight > 0.0), "{opinion:?}");
        assert_eq!(learned, Classifier::train(some()).unwrap());
        // Its answer is the sum of what it says it is made of.
        let all = learned.opinion("cheap keys", 100);
        let sum: f64 = all.because.iter().map(|(_, weight)| weight).sum();
        assert!((sigmoid(learned.bias + sum) - all.probability).abs() < 0.02);
    }

    #[test]
    fn little_is_too_little_to_learn_from() {
        assert!(Classifier::train(some().into_iter().take(2 * LEAST - 1)).is_none());
        assert!(Classifier::train(some().into_iter().filter(|(_, rejected)| *rejected)).is_none());
        assert!(Classifier::train([]).is_none());
    }

    #[test]
    fn any_text_has_an_answer() {
        let learned = Classifier::train(some()).unwrap();
        for text in ["", "\0", "a\u{301}".repeat(100_000).as_str(), "💥", &"x".repeat(1_000_000)] {
            assert!((0.0..=1.0).contains(&learned.probability(text)));
        }
    }
}
