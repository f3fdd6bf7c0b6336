//! Work that is conspicuously alike: texts of two students that are nearly the same, and the same wrong answers. It says
//! what is there and proves nothing; a teacher looks.

use crate::{
    model::Id,
    search::{self, fold},
};
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// From here on two texts are nearly the same: the Dice coefficient of their pairs of neighbouring words (shingles of
/// two words: A. Z. Broder, “On the resemblance and containment of documents”, 1997; L. R. Dice, “Measures of the amount
/// of ecologic association between species”, Ecology 26, 1945).
pub const ALIKE: f64 = 0.7;
/// Shorter texts are left out, in words.
pub const WORDS: usize = 8;
/// A text that more than this share of the students wrote is common, and left out; so is such a wrong answer.
pub const COMMON: f64 = 1.0 / 3.0;
/// Fewest students that make something common.
pub const COMMON_FROM: usize = 4;
/// Fewest wrong answers in common that are pointed out.
pub const ERRORS: usize = 4;
/// Most pairs that are given.
pub const MOST: usize = 500;

/// A text that a student wrote.
#[derive(Clone, Debug)]
pub struct Text<'a> {
    /// The student, as a place in the gradebook.
    pub student: usize,
    /// The exercise's key.
    pub key: &'a str,
    /// The part of it; empty where it is the whole.
    pub part: &'a str,
    /// What was written.
    pub text: &'a str,
}

/// Two texts that are nearly the same.
#[derive(Clone, Debug, PartialEq)]
pub struct AlikeTexts {
    /// The students, as places in the gradebook, the lower one first.
    pub students: (usize, usize),
    /// The exercise's key.
    pub key: String,
    /// The part of it.
    pub part: String,
    /// How alike, [`ALIKE`] to 1.
    pub score: f64,
    /// What each wrote.
    pub texts: (String, String),
}

/// A text with its shingles.
type Shingled<'a> = (&'a Text<'a>, Vec<u64>);

/// Pairs of neighbouring words, folded, in order and each once; none where the text has fewer than [`WORDS`].
fn shingles(text: &str) -> Option<Vec<u64>> {
    let plain = fold(text);
    let words: Vec<&str> =
        plain.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if words.len() < WORDS {
        // Languages without spaces: pairs of letters stand for pairs of words.
        let letters: Vec<char> = words.concat().chars().filter(|letter| u32::from(*letter) >= 0x0e00).collect();
        if letters.len() < 2 * WORDS {
            return None;
        }
        return Some(hashes(letters.windows(2).map(String::from_iter)));
    }
    Some(hashes(words.windows(2).map(|pair| pair.join(" "))))
}

fn hashes(parts: impl Iterator<Item = String>) -> Vec<u64> {
    let mut hashes: Vec<u64> = parts.map(|part| xxhash_rust::xxh3::xxh3_64(part.as_bytes())).collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

fn dice(a: &[u64], b: &[u64]) -> f64 {
    let common = search::common(a, b);
    if a.is_empty() && b.is_empty() { 0.0 } else { 2.0 * common as f64 / (a.len() + b.len()) as f64 }
}

/// How alike two texts are, 0 to 1; none where one is too short to say.
pub fn likeness(a: &str, b: &str) -> Option<f64> {
    Some(dice(&shingles(a)?, &shingles(b)?))
}

/// Texts of the same part of the same exercise that two students wrote nearly the same, the likest first. `given` are
/// texts that stand in the exercise or its lesson: who quotes them is not pointed out.
pub fn texts(texts: &[Text<'_>], students: usize, given: &dyn Fn(&str) -> Vec<String>) -> Vec<AlikeTexts> {
    let mut by_part: BTreeMap<(&str, &str), Vec<Shingled<'_>>> = BTreeMap::new();
    for text in texts {
        if let Some(shingles) = shingles(text.text) {
            by_part.entry((text.key, text.part)).or_default().push((text, shingles));
        }
    }
    let mut found = Vec::new();
    for ((key, _), texts) in by_part {
        let given: Vec<Vec<u64>> = given(key).iter().filter_map(|text| shingles(text)).collect();
        let mut same: FxHashMap<&[u64], usize> = FxHashMap::default();
        texts.iter().for_each(|(_, shingles)| *same.entry(shingles).or_default() += 1);
        let kept: Vec<&Shingled<'_>> = texts
            .iter()
            .filter(|(_, shingles)| {
                !is_common(same.get(shingles.as_slice()).copied().unwrap_or(0), students)
                    && !given.iter().any(|given| dice(given, shingles) >= ALIKE)
            })
            .collect();
        for (place, (one, ours)) in kept.iter().enumerate() {
            for (other, theirs) in kept.iter().skip(place + 1) {
                // What differs in length too much cannot be alike.
                let (less, more) = (ours.len().min(theirs.len()), ours.len().max(theirs.len()));
                if one.student == other.student || 2.0 * (less as f64) < ALIKE * (less + more) as f64 {
                    continue;
                }
                let score = dice(ours, theirs);
                if score >= ALIKE {
                    let (one, other) = if one.student < other.student { (one, other) } else { (other, one) };
                    found.push(AlikeTexts {
                        students: (one.student, other.student),
                        key: one.key.to_owned(),
                        part: one.part.to_owned(),
                        score,
                        texts: (one.text.to_owned(), other.text.to_owned()),
                    });
                }
            }
        }
    }
    found.sort_by(|a, b| {
        b.score.total_cmp(&a.score).then_with(|| (a.students, &a.key, &a.part).cmp(&(b.students, &b.key, &b.part)))
    });
    found.truncate(MOST);
    found
}

/// Whether so many of the students are too many for a pair to mean something.
fn is_common(count: usize, students: usize) -> bool {
    count >= COMMON_FROM && count as f64 > COMMON * students as f64
}

/// An answer that can be told apart from others, by one student.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// The exercise and part of it.
    pub place: String,
    /// What was answered, in one form for the same.
    pub answer: String,
    /// Whether it is right.
    pub right: bool,
}

/// Two students with the same wrong answers.
#[derive(Clone, Debug, PartialEq)]
pub struct AlikeErrors {
    /// The students, as places in the gradebook, the lower one first.
    pub students: (usize, usize),
    /// Wrong answers that both gave the same (“exact errors in common”), common ones left out.
    pub same: usize,
    /// Questions that both answered wrong, common answers left out.
    pub both_wrong: usize,
    /// Questions that they answered differently.
    pub different: usize,
    /// Where the same wrong answers stand.
    pub places: Vec<String>,
}

/// Pairs of students with at least [`ERRORS`] wrong answers in common and no more questions answered differently: exact
/// errors in common by differences is 1 or more (D. N. Harpp & J. J. Hogan, “Crime in the classroom: detection and
/// prevention of cheating on multiple-choice exams”, Journal of Chemical Education 70, 1993). Wrong answers that more
/// than a third of the students gave do not count. By student, the answers of each.
pub fn errors(students: &[Vec<Said>]) -> Vec<AlikeErrors> {
    let mut given: FxHashMap<(&str, &str), usize> = FxHashMap::default();
    let mut answered: FxHashMap<&str, usize> = FxHashMap::default();
    for said in students.iter().flatten() {
        *answered.entry(&said.place).or_default() += 1;
        if !said.right {
            *given.entry((&said.place, &said.answer)).or_default() += 1;
        }
    }
    let common = |said: &Said| {
        let count = given.get(&(said.place.as_str(), said.answer.as_str())).copied().unwrap_or(0);
        is_common(count, answered.get(said.place.as_str()).copied().unwrap_or(0))
    };
    let by_place: Vec<BTreeMap<&str, &Said>> =
        students.iter().map(|said| said.iter().map(|one| (one.place.as_str(), one)).collect()).collect();
    let rare: Vec<BTreeSet<&str>> = students
        .iter()
        .map(|said| said.iter().filter(|one| !one.right && !common(one)).map(|one| one.place.as_str()).collect())
        .collect();
    let mut found = Vec::new();
    for (one, ours) in by_place.iter().enumerate() {
        for (other, theirs) in by_place.iter().enumerate().skip(one + 1) {
            let (Some(our_errors), Some(their_errors)) = (rare.get(one), rare.get(other)) else { continue };
            let both: Vec<&str> = our_errors.intersection(their_errors).copied().collect();
            if both.len() < ERRORS {
                continue;
            }
            let answer = |said: &BTreeMap<&str, &Said>, place: &str| said.get(place).map(|said| said.answer.clone());
            let places: Vec<String> = both
                .iter()
                .filter(|place| answer(ours, place) == answer(theirs, place))
                .map(|place| (*place).to_owned())
                .collect();
            let different = ours
                .iter()
                .filter(|(place, said)| theirs.get(*place).is_some_and(|other| other.answer != said.answer))
                .count();
            if places.len() >= ERRORS && places.len() >= different {
                let (same, both_wrong) = (places.len(), both.len());
                found.push(AlikeErrors { students: (one, other), same, both_wrong, different, places });
            }
        }
    }
    found.sort_by(|a, b| b.same.cmp(&a.same).then_with(|| a.students.cmp(&b.students)));
    found.truncate(MOST);
    found
}

/// One learner's number under several names: a file was probably passed on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedLearner {
    /// The learner.
    pub learner: Id,
    /// The students, as places in the gradebook.
    pub students: Vec<usize>,
}

/// Learners who stand in the gradebook under several names, by student.
pub fn shared_learners(learners: &[Id]) -> Vec<SharedLearner> {
    let mut by_learner: BTreeMap<Id, Vec<usize>> = BTreeMap::new();
    for (place, learner) in learners.iter().enumerate() {
        by_learner.entry(*learner).or_default().push(place);
    }
    let shared = by_learner.into_iter().filter(|(_, students)| students.len() > 1);
    shared.map(|(learner, students)| SharedLearner { learner, students }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const REASON: &str = "It keeps the people of the community informed and gives them something to talk about";

    fn found(written: &[&str], given: &[&str]) -> Vec<(usize, usize)> {
        let all: Vec<Text<'_>> = written
            .iter()
            .enumerate()
            .map(|(student, text)| Text { student, key: "course/1.1", part: "blog", text })
            .collect();
        let given = |_: &str| given.iter().map(|text| (*text).to_owned()).collect();
        texts(&all, written.len(), &given).into_iter().map(|pair| pair.students).collect()
    }

    #[test]
    fn a_copied_text_is_found_though_a_word_was_changed() {
        let changed = "It keeps the members of the community informed and gives them something to talk about!";
        let own = "Because readers get news from the company and can answer in the comments below the post";
        assert_eq!(found(&[REASON, own, changed], &[]), [(0, 2)]);
        // By hand: 15 words are 14 pairs of words; one word changed takes two: 2·12 / 28.
        assert!((likeness(REASON, changed).unwrap() - 24.0 / 28.0).abs() < 1e-12);
        assert_eq!(likeness(REASON, &REASON.to_uppercase()), Some(1.0));
        assert_eq!(
            found(
                &[
                    "コミュニティの人々に情報を伝えて会話を生むからです",
                    own,
                    "コミュニティの人々に情報を伝えて会話を生むから"
                ],
                &[]
            ),
            [(0, 2)]
        );
    }

    #[test]
    fn short_common_and_given_texts_are_left_out() {
        assert_eq!(found(&["It talks to people", "It talks to people"], &[]), []);
        assert_eq!(found(&[REASON, REASON], &[REASON]), []);
        assert_eq!(
            found(
                &[REASON, REASON, REASON, REASON, "other words entirely that say something about logos and design"],
                &[]
            ),
            []
        );
        assert_eq!(likeness("", ""), None);
    }

    fn answers(text: &str) -> Vec<Said> {
        // One letter a question; `a` is right, `-` is no answer.
        let said = text.chars().enumerate().filter(|(_, letter)| *letter != '-');
        said.map(|(place, letter)| Said {
            place: format!("q{place}"),
            answer: letter.to_string(),
            right: letter == 'a',
        })
        .collect()
    }

    #[test]
    fn the_same_wrong_answers_are_found() {
        let class: Vec<Vec<Said>> =
            ["aabcdbaaa", "aabcdbaab", "aaaaaaaaa", "bcaaaaaac", "aaaaacaaa"].map(answers).into();
        let found = errors(&class);
        assert_eq!(found.len(), 1);
        // By hand: questions 2 to 5 wrong in the same way, question 8 differs.
        assert_eq!((found[0].students, found[0].same, found[0].both_wrong, found[0].different), ((0, 1), 4, 4, 1));
        assert_eq!(found[0].places, ["q2", "q3", "q4", "q5"]);
    }

    #[test]
    fn mistakes_that_many_make_say_nothing() {
        let class: Vec<Vec<Said>> = vec![answers("bbbbbaaa"); 6];
        assert_eq!(errors(&class), []);
        // As many differences as errors in common is not yet too many; one more is.
        let with = |other: &str| errors(&["bcdbaaaa", other, "aaaaaaaa"].map(answers)).len();
        assert_eq!(with("bcdbdddd"), 1);
        assert_eq!(errors(&["bcdbaaaaa", "bcdbddddd", "aaaaaaaaa"].map(answers)).len(), 0);
        assert_eq!(with("bcd-aaaa"), 0);
    }

    #[test]
    fn a_number_under_two_names_is_pointed_out() {
        let [ana, ben] = [Id::derived("ana"), Id::derived("ben")];
        assert_eq!(shared_learners(&[ana, ben, ana]), [SharedLearner { learner: ana, students: vec![0, 2] }]);
        assert_eq!(shared_learners(&[ana, ben]), []);
    }

    proptest! {
        #[test]
        fn likeness_is_a_share_and_has_no_direction(a in "[a-d ]{0,60}", b in "[a-d ]{0,60}") {
            prop_assert_eq!(likeness(&a, &b), likeness(&b, &a));
            prop_assert!(likeness(&a, &b).is_none_or(|score| (0.0..=1.0).contains(&score)));
            if let Some(score) = likeness(&a, &a) {
                prop_assert_eq!(score, 1.0);
            }
        }

        #[test]
        fn pairs_do_not_depend_on_the_order_of_students(class in proptest::collection::vec("[a-c]{8}", 2..8)) {
            let ours: Vec<Vec<Said>> = class.iter().map(|text| answers(text)).collect();
            let back: Vec<Vec<Said>> = ours.iter().rev().cloned().collect();
            let mut turned: Vec<(usize, usize)> = errors(&back)
                .iter()
                .map(|pair| (class.len() - 1 - pair.students.1, class.len() - 1 - pair.students.0))
                .collect();
            let mut straight: Vec<(usize, usize)> = errors(&ours).iter().map(|pair| pair.students).collect();
            turned.sort_unstable();
            straight.sort_unstable();
            prop_assert_eq!(straight, turned);
        }
    }
}
