//! How well and how fast moderation suggests: precision, recall and F1 on published corpora (where `HEARTH_SHARED` has
//! them), and how long suggestions for 100 000 records of the published workload take.
//! `cargo bench --bench moderation [records]`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "../tests/common/moderation_corpora.rs"]
mod corpora;

use corpora::{Labelled, Score, keyword, sms, youtube};
use hearth::{
    benchmark::{Form, Workload, empty, load},
    model::{
        Id,
        record::{WordList, WordListKind},
    },
    moderation::{classifier::Classifier, queue::suggest, words::Words},
};
use std::{hint::black_box, time::Instant};

fn learned<'a>(train: impl Iterator<Item = &'a Labelled>, test: impl Iterator<Item = &'a Labelled>) -> Score {
    let learned = Classifier::train(train.map(|(text, spam)| (text.as_str(), *spam))).unwrap();
    let mut score = Score::default();
    test.for_each(|(text, spam)| score.add(learned.probability(text) >= 0.5, *spam));
    score
}

fn main() {
    if let Some(videos) = youtube() {
        let (mut all, mut rule) = (Score::default(), Score::default());
        for test in 0..videos.len() {
            let train = videos.iter().enumerate().filter(|(at, _)| *at != test).flat_map(|(_, video)| video);
            let one = learned(train, videos[test].iter());
            println!("YouTube, trained on four videos, tested on video {}: {one}", test + 1);
            all.join(one);
            videos[test].iter().for_each(|(text, spam)| rule.add(keyword(text), *spam));
        }
        println!("YouTube, all five: {all}\nYouTube, a keyword rule: {rule}");
    } else {
        println!("skipped: no $HEARTH_SHARED/data/mod_youtube_spam");
    }
    if let Some(messages) = sms() {
        let half = |wanted: usize| messages.iter().skip(wanted).step_by(2);
        let mut all = learned(half(0), half(1));
        all.join(learned(half(1), half(0)));
        println!("Text messages, trained on one half, tested on the other, both ways: {all}");
    } else {
        println!("skipped: no $HEARTH_SHARED/data/mod_sms_spam");
    }

    let records = std::env::args().skip(1).find_map(|word| word.parse().ok()).unwrap_or(100_000);
    let mut workspace = empty();
    load(&mut workspace, Form::Json.file(), Workload::new(records, Form::Json).finish()).unwrap();
    let mut list = WordList::new(Id::derived("list"), 0, WordListKind::Suspect, "Two hundred words");
    list.words = (0..200).map(|n| format!("w{:x}", n * 37 % 4096)).collect();
    let words = Words::new([&list]);
    let start = Instant::now();
    let found = black_box(suggest(&workspace, &words, None, None)).len();
    println!("{found} suggestions in {records} records, 200 words: {:.1} ms", start.elapsed().as_secs_f64() * 1e3);
}
