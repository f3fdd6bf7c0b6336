//! A word or a few: the first text that fits counts. Spaces, the form of apostrophes and a full stop at the end make no
//! difference; case and accents only where the exercise says that case counts.

use super::{Grade, PartGrade, credit, worth};
use crate::{
    crisis::score::plain,
    model::record::{ShortAnswer, ShortText},
};
use unicode_normalization::UnicodeNormalization;

pub(super) fn grade(asked: &ShortText, text: &str) -> Grade {
    let most = worth(asked.points);
    // What anything fits says nothing.
    let best = asked.answers.iter().filter(|answer| answer.text.trim() != "*").max_by(|one, other| {
        // The first of equal ones.
        one.credit.total_cmp(&other.credit).then(std::cmp::Ordering::Greater)
    });
    let right = best.map_or(String::new(), |answer| answer.text.clone());
    if text.trim().is_empty() {
        return Grade::of(vec![PartGrade::unanswered("", most).with_right(right)], most);
    }
    let even = |text: &str| if asked.case_sensitive { spaced(text) } else { plain(text) };
    let given = even(text);
    let bare = given.trim_end_matches(['.', '!', '?']).trim_end();
    let fits = |answer: &&ShortAnswer| {
        let wanted = even(&answer.text);
        like(&wanted, &given) || like(&wanted, bare)
    };
    let part = match asked.answers.iter().find(fits) {
        Some(answer) => PartGrade::of("", credit(answer.credit), most, answer.feedback.clone()),
        None => PartGrade::of("", 0.0, most, ""),
    };
    Grade::of(vec![part.with_right(right)], most)
}

/// A text with single spaces, one sort of apostrophe and each letter in one form.
fn spaced(text: &str) -> String {
    let text: String = text.nfc().collect();
    text.replace(['’', '‘', 'ʼ', '`', '´'], "'").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a text fits a pattern in which `*` stands for anything, nothing too. Each part between two stars is taken at
/// the first place where it fits: what comes first can only leave more room for what follows.
fn like(pattern: &str, text: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else { return pattern == text };
    let Some(mut text) = text.strip_prefix(start) else { return false };
    let (middle, end) = rest.rsplit_once('*').unwrap_or(("", rest));
    for part in middle.split('*') {
        match text.find(part) {
            Some(at) => text = text.get(at + part.len()..).unwrap_or_default(),
            None => return false,
        }
    }
    text.ends_with(end)
}

#[cfg(test)]
mod tests {
    use super::like;

    #[test]
    fn a_star_stands_for_anything() {
        for (pattern, text) in
            [("*", ""), ("*", "x"), ("a*", "a"), ("a*c", "abc"), ("*b*", "abc"), ("a*b*c", "axbxbxc"), ("a**c", "ac")]
        {
            assert!(like(pattern, text), "{pattern} {text}");
        }
        for (pattern, text) in [("a*a", "a"), ("a", "ab"), ("*b", "abc"), ("a*b*c", "acb"), ("", "a"), ("ab*bc", "abc")]
        {
            assert!(!like(pattern, text), "{pattern} {text}");
        }
    }
}
