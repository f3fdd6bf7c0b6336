//! What a run through a drill is worth: points for each message, each with its reason. A pure function of the drill and
//! what was done, so that an earlier run can be looked at again and gives what it gave.

use super::length_in_words;
use crate::{
    model::{
        Id,
        record::{Drill, DrillAnswer, DrillMessage, DrillReaction, DrillRun, ToneRule},
    },
    search::fold,
};

/// A score with everything it is made of.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Score {
    /// 0 to 100: the mean of the messages. `None` where the drill has no message.
    pub total: Option<f64>,
    /// By message, in the drill's order.
    pub messages: Vec<MessageScore>,
}

/// What was earned by one message.
#[derive(Clone, Debug, PartialEq)]
pub struct MessageScore {
    /// Which message.
    pub message: Id,
    /// 0 to 100.
    pub score: f64,
    /// What it is made of.
    pub parts: Vec<Part>,
}

/// Points for one thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// For what.
    pub name: &'static str,
    /// Points earned.
    pub points: f64,
    /// Points there were to earn.
    pub of: f64,
    /// Why.
    pub reason: String,
}

const TIME: f64 = 30.0;
const CONTENT: f64 = 30.0;
const TONE: f64 = 20.0;
const ESCALATION: f64 = 20.0;
const LEFT_TO_OTHERS: f64 = 20.0;
const LEFT_ALONE: f64 = 50.0;

/// Scores a run.
pub fn score(drill: &Drill, run: &DrillRun) -> Score {
    let of = |message: &DrillMessage| {
        let answer = run.answers.iter().find(|answer| answer.message == message.id);
        let came = run.seconds >= message.minute.saturating_mul(60);
        let parts = parts(message, answer, came || answer.is_some());
        let (earned, possible) = parts.iter().fold((0.0, 0.0), |sum, part| (sum.0 + part.points, sum.1 + part.of));
        let score = if possible > 0.0 { earned / possible * 100.0 } else { 0.0 };
        MessageScore { message: message.id, score, parts }
    };
    let messages: Vec<MessageScore> = drill.messages.iter().map(of).collect();
    let sum: f64 = messages.iter().map(|message| message.score).sum();
    Score { total: (!messages.is_empty()).then(|| sum / messages.len() as f64), messages }
}

fn parts(message: &DrillMessage, answer: Option<&DrillAnswer>, came: bool) -> Vec<Part> {
    let expects = message.expects;
    let text = answer.map_or("", |answer| answer.text.trim());
    let escalated = answer.is_some_and(|answer| answer.escalated);
    let mut parts = Vec::new();
    let mut add = |name, of: f64, share: f64, reason: String| {
        parts.push(Part { name, points: of * if came { share } else { 0.0 }, of, reason });
    };
    let gone = || "The drill was ended before it arrived.".to_owned();
    let untouched = text.is_empty() && !escalated;

    if expects == DrillReaction::Leave {
        let left = text.is_empty();
        let reason = if left { "Left alone, as it should be." } else { "Answered; better left alone." };
        add("Left alone", LEFT_ALONE, share(left), if came { reason.to_owned() } else { gone() });
    } else {
        // Of an answer its text counts, of what others answer the word to them.
        let done = if expects.answers() { !text.is_empty() } else { escalated };
        let (part, reason) = match answer.filter(|_| done) {
            Some(answer) => time(message, answer),
            None if !came => (0.0, gone()),
            None if expects.answers() => (0.0, "Not answered.".to_owned()),
            None => (0.0, "Not escalated.".to_owned()),
        };
        add("Time", TIME, part, reason);
    }
    if expects.answers() && !message.keywords.is_empty() {
        let (part, reason) = content(message, text);
        add("Content", CONTENT, part, reason);
    }
    if expects.answers() && !message.tone.is_empty() {
        let (part, reason) = tone(message, text);
        add("Tone", TONE, part, reason);
    }
    if expects == DrillReaction::Escalate {
        let left = text.is_empty() && escalated;
        let reason = match (text.is_empty(), escalated) {
            (true, true) => "The answer is left to those who decide.",
            (true, false) => "Nothing was done.",
            (false, _) => "Answered; the answer was for those who decide.",
        };
        add("Left to others", LEFT_TO_OTHERS, share(left), reason.to_owned());
    }
    let right = escalated == expects.escalates() && (expects == DrillReaction::Leave || !untouched);
    let reason = match (escalated, expects.escalates()) {
        (true, true) => "Escalated, as it should be.",
        (false, true) => "Should have been escalated.",
        (true, false) => "Escalated without need.",
        (false, false) if right => "Rightly not escalated.",
        (false, false) => "Nothing was done.",
    };
    add("Escalation", ESCALATION, share(right), reason.to_owned());
    parts
}

fn share(right: bool) -> f64 {
    if right { 1.0 } else { 0.0 }
}

/// All within the limit, nothing from twice the limit on.
fn time(message: &DrillMessage, answer: &DrillAnswer) -> (f64, String) {
    let took = i64::from(answer.second) - i64::from(message.minute) * 60;
    let limit = i64::from(message.limit) * 60;
    let words = format!("After {}, the limit is {}.", length_in_words(took * 1000), length_in_words(limit * 1000));
    let over = (took - limit).max(0) as f64;
    ((1.0 - over / (limit.max(1)) as f64).clamp(0.0, 1.0), words)
}

fn content(message: &DrillMessage, text: &str) -> (f64, String) {
    let text = plain(text);
    let (mut found, mut missing) = (Vec::new(), Vec::new());
    for group in &message.keywords {
        match group.iter().find(|word| has(&text, &plain(word))) {
            Some(word) => found.push(word.as_str()),
            None => missing.push(group.join(" or ")),
        }
    }
    let part = found.len() as f64 / message.keywords.len().max(1) as f64;
    let words = match (found.is_empty(), missing.is_empty()) {
        (_, true) => format!("Holds {}.", found.join(", ")),
        (true, false) => format!("Misses {}.", missing.join("; ")),
        (false, false) => format!("Holds {}; misses {}.", found.join(", "), missing.join("; ")),
    };
    (part, words)
}

fn tone(message: &DrillMessage, text: &str) -> (f64, String) {
    if text.is_empty() {
        return (0.0, "Not answered.".to_owned());
    }
    let broken: Vec<&str> =
        message.tone.iter().filter(|rule| !keeps(**rule, text, &message.who)).map(|rule| rule.label()).collect();
    let kept = message.tone.len() - broken.len();
    let words = if broken.is_empty() {
        "Every tone rule is kept.".to_owned()
    } else {
        format!("Not kept: {}.", broken.join("; "))
    };
    (kept as f64 / message.tone.len().max(1) as f64, words)
}

const THANKS: &[&str] = &["thank", "appreciate", "grateful", "glad you"];
const SORRY: &[&str] = &["sorry", "apolog", "regret"];
const NEXT: &[&str] = &[
    "we will",
    "we'll",
    "i will",
    "i'll",
    "we are going to",
    "next",
    "until",
    "today",
    "tomorrow",
    "within",
    "update",
    "let you know",
    "get back to",
    "look into",
    "looking into",
    "checking",
];
const PERSONAL: &[&str] = &["you", "your"];
const BLAME: &[&str] = &[
    "your fault",
    "your own fault",
    "you should have",
    "you should know",
    "calm down",
    "relax",
    "as we said",
    "as i said",
    "obviously",
    "overreact",
    "you people",
    "you are wrong",
    "you're wrong",
];
const GUESS: &[&str] = &[
    "probably",
    "maybe",
    "perhaps",
    "i guess",
    "we guess",
    "i think",
    "we think",
    "might be",
    "could be",
    "apparently",
    "presumably",
    "rumour",
    "rumor",
];
/// Longest answer that is short, in characters.
pub const SHORT: usize = 280;

/// Whether an answer to somebody keeps a rule. The rules look for English words.
pub fn keeps(rule: ToneRule, answer: &str, who: &str) -> bool {
    let text = plain(answer);
    let any = |words: &[&str]| words.iter().any(|word| has(&text, word));
    match rule {
        ToneRule::Thanks => any(THANKS),
        ToneRule::Sorry => any(SORRY),
        ToneRule::NextStep => any(NEXT),
        ToneRule::Personal => {
            let name = plain(who);
            let name = name.split(|letter: char| !letter.is_alphanumeric()).find(|part| !part.is_empty());
            any(PERSONAL) || name.is_some_and(|name| has(&text, name))
        }
        ToneRule::NoBlame => !any(BLAME),
        ToneRule::NoGuess => !any(GUESS),
        ToneRule::Calm => {
            let loud = |word: &&str| {
                let mut letters = word.chars().filter(|letter| letter.is_alphabetic());
                letters.clone().count() >= 4 && letters.all(char::is_uppercase)
            };
            !answer.contains("!!") && answer.split_whitespace().filter(loud).count() < 2
        }
        ToneRule::Short => answer.chars().count() <= SHORT,
    }
}

/// A text without case and accents, with one sort of apostrophe and single spaces.
pub(crate) fn plain(text: &str) -> String {
    let folded = fold(text).replace(['’', '‘', 'ʼ', '`', '´'], "'");
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a word of the text begins with a word or phrase. Both are plain.
pub(crate) fn has(text: &str, word: &str) -> bool {
    let starts =
        |at: usize| !text.get(..at).and_then(|before| before.chars().next_back()).is_some_and(char::is_alphanumeric);
    !word.is_empty() && text.match_indices(word).any(|(at, _)| starts(at))
}
