//! How long a text is, counted as a network counts it, and what stands in it.
//!
//! Sources of the rules: X counts by twitter-text's configuration version 3 and <https://docs.x.com/fundamentals/counting-characters>;
//! Bluesky by graphemes, with a limit in bytes beside it (lexicon `app.bsky.feed.post`); Mastodon by graphemes, links and
//! servers of mentions shortened (its `StatusLengthValidator`); Threads by characters, emoji by their bytes
//! (<https://developers.facebook.com/docs/threads/posts>); YouTube's description by bytes (Data API, `videos`). Where a
//! network says “characters” and no more, UTF-16 units are counted: what its own page, written in JavaScript, counts, and
//! never less than code points.

use super::{
    fact::{Fact, keyed},
    facts::PlatformFacts,
    links::{self, Link},
    tags,
};
use serde_json::Value;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

keyed! {
    /// What a network counts.
    #[derive(Default)]
    Counter {
        /// UTF-16 units: most emoji are two.
        #[default]
        Utf16 "utf16" "UTF-16 units (most emoji are two)",
        /// Code points (Unicode scalar values).
        CodePoints "code_points" "Unicode characters",
        /// What a reader sees as one character (extended grapheme clusters, UAX #29).
        Graphemes "graphemes" "Visible characters",
        /// Bytes of UTF-8.
        Bytes "bytes" "Bytes",
        /// X: Latin and other light characters are one, all others and each emoji two, each link a fixed number.
        Weighted "weighted" "Weighted as on X",
        /// Mastodon: graphemes; each link with a scheme a fixed number, of a mention only the name.
        Mastodon "mastodon" "Visible characters, links and mentions shortened (Mastodon)",
        /// Threads: code points, emoji their bytes of UTF-8.
        EmojiBytes "emoji_bytes" "Unicode characters, emoji their bytes (Threads)",
    }
}

impl Fact for Counter {
    const KIND: &'static str = "the key of a way to count";

    fn write(&self) -> Option<Value> {
        Some(Value::from(self.key()))
    }

    fn read(value: Value) -> Option<Self> {
        Self::from_key(value.as_str()?)
    }
}

/// A text counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// How long it is in the network's own unit.
    pub length: usize,
    /// What the network takes; none where it does not say.
    pub limit: Option<usize>,
    /// Its links.
    pub links: Vec<Link>,
    /// Its hashtags with their `#`, as byte ranges.
    pub hashtags: Vec<Range<usize>>,
    /// Its mentions with their `@`, as byte ranges.
    pub mentions: Vec<Range<usize>>,
}

impl Count {
    /// How much may still be written; negative where it is too long, none without a limit.
    pub fn left(&self) -> Option<i64> {
        self.limit.map(|limit| limit as i64 - self.length as i64)
    }
}

/// Counts the text of a post as the network does; with media the limit is another on some.
pub fn count(text: &str, facts: &PlatformFacts, with_media: bool) -> Count {
    let links = links::links(text);
    Count {
        length: length(text, facts, &links),
        limit: facts.text_limit(with_media),
        hashtags: tags::hashtags(text, &links),
        mentions: tags::mentions(text, facts.mentions, &links),
        links,
    }
}

/// The length of a title, a bio or a description of an image: as the text is counted, links and mentions as they stand.
pub fn plain_length(text: &str, counter: Counter) -> usize {
    match counter {
        Counter::Utf16 => text.encode_utf16().count(),
        Counter::CodePoints | Counter::Bytes => text.chars().count(),
        Counter::Graphemes | Counter::Mastodon => graphemes(text),
        Counter::Weighted => weight(text),
        Counter::EmojiBytes => emoji_bytes(text),
    }
}

fn length(text: &str, facts: &PlatformFacts, links: &[Link]) -> usize {
    match facts.counter {
        Counter::Bytes => text.len(),
        Counter::Weighted => around_links(text, links, facts.link_length, weight),
        Counter::Mastodon => {
            // Only links with a scheme are links there.
            let written: Vec<Link> = links.iter().filter(|link| link.scheme).cloned().collect();
            around_links(text, &written, facts.link_length, named)
        }
        other => plain_length(text, other),
    }
}

/// The length of what stands around links, and a fixed number (or their own length) for each link.
fn around_links(text: &str, links: &[Link], link_length: Option<u32>, measure: fn(&str) -> usize) -> usize {
    let (mut total, mut at) = (0, 0);
    for link in links {
        total += measure(text.get(at..link.range.start).unwrap_or_default());
        let own = || measure(text.get(link.range.clone()).unwrap_or_default());
        total += link_length.map_or_else(own, |length| length as usize);
        at = link.range.end;
    }
    total + measure(text.get(at..).unwrap_or_default())
}

fn graphemes(text: &str) -> usize {
    // Of ASCII only a carriage return with its line feed is more than one character in a grapheme.
    let plain = |text: &str| text.len() - text.matches("\r\n").count();
    in_runs(text, plain, |text| text.graphemes(true).count())
}

/// Measures runs of ASCII one way, the rest another, slower one. Between two ASCII characters, a carriage return with its
/// line feed excepted, no grapheme goes on (UAX #29) and nothing is composed (UAX #15): there the text is cut.
fn in_runs(text: &str, plain: fn(&str) -> usize, other: fn(&str) -> usize) -> usize {
    let (mut total, mut rest) = (0, text);
    while let Some(first) = rest.bytes().position(|byte| !byte.is_ascii()) {
        // The letter before goes with a combining mark, a control character with nothing.
        let before = rest.as_bytes().get(..first).and_then(|before| before.last());
        let start = if before.is_some_and(|byte| *byte >= b' ') { first - 1 } else { first };
        let pairs = rest.as_bytes().get(first..).unwrap_or_default().windows(2);
        let ascii = |pair: &[u8]| pair.is_ascii() && pair != b"\r\n";
        let end = pairs.take_while(|pair| !ascii(pair)).count() + first + 1;
        let (head, tail) = rest.split_at_checked(end).unwrap_or((rest, ""));
        let (light, heavy) = head.split_at_checked(start).unwrap_or(("", head));
        total += plain(light) + other(heavy);
        rest = tail;
    }
    total + plain(rest)
}

/// Graphemes without the servers of mentions.
fn named(text: &str) -> usize {
    let mut total = graphemes(text);
    for (at, _) in text.match_indices('@') {
        if let Some((name, end)) = tags::address_end(text, at) {
            total -= graphemes(text.get(name..end).unwrap_or_default());
        }
    }
    total
}

/// X's weight of a text without links, in whole characters: normalised to NFC, sequences of emoji taken as one.
fn weight(text: &str) -> usize {
    in_runs(text, str::len, |text| {
        let normal: String = text.nfc().collect();
        normal.graphemes(true).map(|cluster| if is_emoji(cluster) { 2 } else { cluster.chars().map(heft).sum() }).sum()
    })
}

/// twitter-text's configuration version 3: ranges of weight 100 and the default of 200, in hundreds.
fn heft(letter: char) -> usize {
    let light = matches!(u32::from(letter), 0..=4_351 | 8_192..=8_205 | 8_208..=8_223 | 8_242..=8_247);
    if light { 1 } else { 2 }
}

fn emoji_bytes(text: &str) -> usize {
    in_runs(text, str::len, |text| {
        let own = |cluster: &str| if is_emoji(cluster) { cluster.len() } else { cluster.chars().count() };
        text.graphemes(true).map(own).sum()
    })
}

/// Whether a grapheme cluster is shown as an emoji: by its first character, its variation selector or what joins it.
///
/// No table of all sequences is carried: a sequence that no font knows counts as one, too.
fn is_emoji(cluster: &str) -> bool {
    let mut letters = cluster.chars();
    let Some(first) = letters.next() else { return false };
    let rest = letters.as_str();
    match first {
        '#' | '*' | '0'..='9' => rest.ends_with('\u{20e3}'),
        '©' | '®' => rest.starts_with('\u{fe0f}'),
        '\u{203c}'..='\u{3299}' => {
            // Presented as emoji without being asked to (Unicode's Emoji_Presentation), or asked to, or joined.
            let always = matches!(first, '\u{231a}'..='\u{231b}' | '\u{23e9}'..='\u{23ec}' | '\u{23f0}' | '\u{23f3}'
                | '\u{25fd}'..='\u{25fe}' | '\u{2614}'..='\u{2615}' | '\u{2648}'..='\u{2653}' | '\u{267f}' | '\u{2693}'
                | '\u{26a1}' | '\u{26aa}'..='\u{26ab}' | '\u{26bd}'..='\u{26be}' | '\u{26c4}'..='\u{26c5}' | '\u{26ce}'
                | '\u{26d4}' | '\u{26ea}' | '\u{26f2}'..='\u{26f3}' | '\u{26f5}' | '\u{26fa}' | '\u{26fd}' | '\u{2705}'
                | '\u{270a}'..='\u{270b}' | '\u{2728}' | '\u{274c}' | '\u{274e}' | '\u{2753}'..='\u{2755}' | '\u{2757}'
                | '\u{2795}'..='\u{2797}' | '\u{27b0}' | '\u{27bf}' | '\u{2b1b}'..='\u{2b1c}' | '\u{2b50}' | '\u{2b55}');
            let asked = rest.starts_with(['\u{fe0f}', '\u{1f3fb}', '\u{1f3fc}', '\u{1f3fd}', '\u{1f3fe}', '\u{1f3ff}']);
            (always && !rest.starts_with('\u{fe0e}')) || asked
        }
        '\u{1f000}'..='\u{1faff}' => !rest.starts_with('\u{fe0e}'),
        _ => false,
    }
}
