//! How well suggestions are, on published corpora: comments under five videos (train on four, test on the fifth, each in
//! turn) and text messages. The corpora are read where `HEARTH_SHARED` has them; where not, the tests say so and pass.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr)]

#[path = "common/moderation_corpora.rs"]
mod corpora;

use corpora::{Score, keyword, sms, youtube};
use hearth::moderation::classifier::Classifier;

/// F1 of the rule “has a link, or one of: check out, subscribe, http, channel, …” that issue trackers of the corpus give.
const KEYWORD_F1: f64 = 0.921;

#[test]
fn what_was_learned_of_four_videos_beats_the_keyword_rule_on_the_fifth() {
    let Some(videos) = youtube() else {
        eprintln!("skipped: no $HEARTH_SHARED/data/mod_youtube_spam");
        return;
    };
    let (mut all, mut rule) = (Score::default(), Score::default());
    for test in 0..videos.len() {
        let train = videos.iter().enumerate().filter(|(at, _)| *at != test).flat_map(|(_, video)| video);
        let learned = Classifier::train(train.map(|(text, spam)| (text.as_str(), *spam))).unwrap();
        let mut one = Score::default();
        for (text, spam) in &videos[test] {
            one.add(learned.probability(text) >= 0.5, *spam);
            rule.add(keyword(text), *spam);
        }
        eprintln!("video {}: {one}", test + 1);
        all.join(one);
    }
    eprintln!("all videos: {all}; a keyword rule here: {rule}");
    assert!(all.f1() > KEYWORD_F1, "{all}");
}

#[test]
fn what_was_learned_of_half_of_the_messages_holds_for_the_other_half() {
    let Some(messages) = sms() else {
        eprintln!("skipped: no $HEARTH_SHARED/data/mod_sms_spam");
        return;
    };
    let mut all = Score::default();
    for test in 0..2 {
        let half =
            |wanted: usize| messages.iter().enumerate().filter(move |(at, _)| at % 2 == wanted).map(|(_, one)| one);
        let learned = Classifier::train(half(1 - test).map(|(text, spam)| (text.as_str(), *spam))).unwrap();
        half(test).for_each(|(text, spam)| all.add(learned.probability(text) >= 0.5, *spam));
    }
    eprintln!("text messages: {all}");
    assert!(all.f1() > 0.9, "{all}");
}
