//! The mood of a message, as a suggestion that a person may correct.
//!
//! VADER (Hutto & Gilbert, ICWSM 2014), a lexicon and rules made for English in social media: other languages are not
//! judged but guessed, which is why it is always shown as “suggested, English only”. Scored by `vader-parity`, which
//! gives what the authors' program gives, needs no other crate and no regular expressions; `vader_sentiment` (2021) and
//! `vader-sentimental` bring `regex`. Its lexicon is 620 kB of the part of the page that uses it.

use crate::model::record::Sentiment;
use std::sync::OnceLock;
use vader_parity::SentimentIntensityAnalyzer;

/// Compound scores from minus this to this are neutral: the bound that VADER's authors give.
pub const NEUTRAL_BAND: f64 = 0.05;

/// So many characters of a text are looked at; what is longer is no message of a person.
const LONGEST: usize = 2_000;

/// A suggested mood.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Suggestion {
    /// From −1 to 1.
    pub compound: f64,
    /// The mood.
    pub sentiment: Sentiment,
}

/// The mood of a compound score: positive from 0.05 up, negative from −0.05 down.
pub fn of_compound(compound: f64) -> Sentiment {
    if compound >= NEUTRAL_BAND {
        Sentiment::Positive
    } else if compound <= -NEUTRAL_BAND {
        Sentiment::Negative
    } else {
        Sentiment::Neutral
    }
}

/// The suggestion for a text; none where most of its letters are not Latin, or where it has neither letters nor emoji.
pub fn suggest(text: &str) -> Option<Suggestion> {
    static ANALYZER: OnceLock<SentimentIntensityAnalyzer> = OnceLock::new();
    let text = match text.char_indices().nth(LONGEST) {
        Some((end, _)) => text.get(..end).unwrap_or(text),
        None => text,
    };
    let (mut latin, mut other, mut signs) = (0_usize, 0_usize, false);
    for c in text.chars() {
        match c {
            _ if c.is_alphabetic() => *if (c as u32) < 0x250 { &mut latin } else { &mut other } += 1,
            // Pictures and smileys are read by the lexicon too.
            ':' | ';' | '<' => signs = true,
            _ => signs |= (c as u32) >= 0x2600,
        }
    }
    if other > latin || (latin == 0 && !signs) {
        return None;
    }
    let compound = ANALYZER.get_or_init(SentimentIntensityAnalyzer::new).polarity_scores(text).compound;
    Some(Suggestion { compound, sentiment: of_compound(compound) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moods_are_suggested_for_english_only() {
        let mood = |text| suggest(text).map(|found| found.sentiment);
        assert_eq!(mood("Love the new plan, thank you so much!"), Some(Sentiment::Positive));
        assert_eq!(mood("This is terrible, the app freezes and I hate it."), Some(Sentiment::Negative));
        assert_eq!(mood("The meeting is at ten."), Some(Sentiment::Neutral));
        assert_eq!(mood("これは最高です"), None);
        assert_eq!(mood(""), None);
        assert_eq!(mood("12 345"), None);
        assert_eq!(mood("😍"), Some(Sentiment::Positive));
        assert_eq!((of_compound(0.05), of_compound(-0.05)), (Sentiment::Positive, Sentiment::Negative));
        assert_eq!(of_compound(0.049), Sentiment::Neutral);
    }

    #[test]
    fn hostile_texts_are_scored_or_not_but_never_break() {
        for text in
            ["\0\0\0", "\u{202e}evil", "Z\u{300}\u{301}\u{302}algo great", &"great ".repeat(200_000), "<b>good</b>"]
        {
            let _ = suggest(text);
        }
    }

    /// 4 200 tweets scored by the authors' program; skipped where the data is not there.
    #[test]
    fn it_gives_what_the_authors_program_gives() {
        let Some(shared) = std::env::var_os("HEARTH_SHARED") else {
            return eprintln!("skipped: HEARTH_SHARED is not set");
        };
        let path = std::path::Path::new(&shared).join("data/vader/tweets_vader_reference.tsv");
        let Ok(text) = std::fs::read_to_string(&path) else { return eprintln!("skipped: no {}", path.display()) };
        let (mut scored, mut wrong) = (0, Vec::new());
        for line in text.lines() {
            let cells: Vec<&str> = line.split('\t').collect();
            let (Some(compound), Some(said)) = (cells.get(5).and_then(|cell| cell.parse::<f64>().ok()), cells.get(6))
            else {
                continue;
            };
            if let Some(found) = suggest(said) {
                scored += 1;
                if (found.compound - compound).abs() > 1e-9 {
                    wrong.push((*said, compound, found.compound));
                }
            }
        }
        assert!(scored > 4_100, "{scored}");
        assert!(wrong.is_empty(), "{} of {scored}: {:?}", wrong.len(), wrong.iter().take(5).collect::<Vec<_>>());
    }
}
