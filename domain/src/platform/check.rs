//! What stands in the way of a post on a network, and what would make it better.
//!
//! A pure function of a draft and a network's facts, quick enough for every keystroke. It says what it sees and changes
//! nothing; where the mend is plain, the finding carries the text it would leave.

use super::{
    check_media,
    count::{Count, count, plain_length},
    facts::PlatformFacts,
    tags,
};
use crate::model::words::grouped;
use std::{collections::BTreeSet, ops::Range};

/// A post as it is being written for one network.
#[derive(Clone, Copy, Debug, Default)]
pub struct Draft<'a> {
    /// The text, or the caption.
    pub text: &'a str,
    /// The title or subject.
    pub title: &'a str,
    /// A link of its own beside the text.
    pub link: &'a str,
    /// A first comment that is posted right after; its hashtags count as the post's.
    pub first_comment: &'a str,
    /// Images and videos.
    pub media: &'a [Media<'a>],
}

/// An image or a video of a draft. What is not known is not checked.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Media<'a> {
    /// What it is.
    pub kind: MediaKind,
    /// Name of the file.
    pub name: &'a str,
    /// Size in bytes.
    pub bytes: Option<u64>,
    /// Width in pixels.
    pub width: Option<u32>,
    /// Height in pixels.
    pub height: Option<u32>,
    /// Length of a video in seconds.
    pub seconds: Option<f64>,
    /// Description for those who do not see it.
    pub alt: &'a str,
}

/// Kinds of media.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MediaKind {
    /// A picture.
    #[default]
    Image,
    /// A video.
    Video,
    /// An animated GIF.
    Gif,
}

/// How much a finding matters, most first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// The network will not take it, or not as it is meant.
    Error,
    /// Probably not what is meant.
    Warning,
    /// Would be better.
    Hint,
}

/// Where a finding belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// The text.
    Text,
    /// The title.
    Title,
    /// The link beside the text.
    Link,
    /// The first comment.
    FirstComment,
    /// The media as a whole.
    Media,
    /// One of the media, by position.
    MediaItem(usize),
}

/// Something to know before posting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule, the same for all networks: what an “ignore this” remembers.
    pub rule: &'static str,
    /// How much it matters.
    pub level: Level,
    /// Where it belongs.
    pub field: Field,
    /// What is wrong and what to do, in one or two sentences.
    pub message: String,
    /// The mend, where one click can do it.
    pub mend: Option<Mend>,
}

/// A mend that is plain: what it does, and the field's text afterwards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mend {
    /// What the button says.
    pub label: &'static str,
    /// The whole text of the field afterwards.
    pub text: String,
}

impl Draft<'_> {
    /// The text counted as the network counts it.
    pub fn count(&self, facts: &PlatformFacts) -> Count {
        count(self.text, facts, !self.media.is_empty())
    }
}

/// Collects findings, what matters most first.
pub(super) struct Findings(Vec<Finding>);

impl Findings {
    #[inline(never)]
    pub(super) fn add(&mut self, rule: &'static str, level: Level, field: Field, message: String) {
        self.put(Finding { rule, level, field, message, mend: None });
    }

    #[inline(never)]
    fn put(&mut self, finding: Finding) {
        let at = self.0.partition_point(|other| other.level <= finding.level);
        self.0.insert(at, finding);
    }

    fn with_mend(&mut self, rule: &'static str, level: Level, message: String, label: &'static str, text: String) {
        self.put(Finding { rule, level, field: Field::Text, message, mend: Some(Mend { label, text }) });
    }
}

/// What stands in the way of a draft on a network, what matters most first.
pub fn check(draft: &Draft, facts: &PlatformFacts) -> Vec<Finding> {
    check_counted(draft, &draft.count(facts), facts)
}

/// [`check`], where the draft is counted already.
pub fn check_counted(draft: &Draft, counted: &Count, facts: &PlatformFacts) -> Vec<Finding> {
    let mut findings = Findings(Vec::new());
    emptiness(draft, &mut findings);
    text_length(draft, counted, facts, &mut findings);
    title(draft, facts, &mut findings);
    links(draft, counted, facts, &mut findings);
    hashtags(draft, counted, facts, &mut findings);
    mentions(counted, facts, &mut findings);
    placeholders(draft, &mut findings);
    capitals(draft, counted, &mut findings);
    check_media::media(draft, facts, &mut findings);
    findings.0
}

fn emptiness(draft: &Draft, findings: &mut Findings) {
    if draft.text.trim().is_empty() && draft.media.is_empty() && draft.link.trim().is_empty() {
        findings.add("empty", Level::Error, Field::Text, "There is nothing to post yet.".to_owned());
    }
}

fn text_length(draft: &Draft, counted: &Count, facts: &PlatformFacts, findings: &mut Findings) {
    let label = facts.label();
    let bytes = facts.text_bytes_max.map(|limit| limit as usize);
    if let Some(limit) = counted.limit.filter(|limit| counted.length > *limit) {
        let with_media = if facts.caption_max.is_some() && !draft.media.is_empty() { " with media" } else { "" };
        let unit = if facts.counter == super::Counter::Bytes { "byte" } else { "character" };
        findings.add(
            "too_long",
            Level::Error,
            Field::Text,
            format!("{} over what {label} takes{with_media} ({}).", many(counted.length - limit, unit), size(limit)),
        );
    } else if let Some(limit) = bytes.filter(|limit| draft.text.len() > *limit) {
        let over = many(draft.text.len() - limit, "byte");
        let message =
            format!("{over} over what {label} takes ({}). Emoji and accents take several bytes.", size(limit));
        findings.add("too_long", Level::Error, Field::Text, message);
    } else if let Some(advised) = facts.text_advised.filter(|advised| counted.length > *advised as usize) {
        let message =
            format!("Longer than the {} characters that {label} advises to stay under.", grouped(advised.into()));
        findings.add("longer_than_advised", Level::Hint, Field::Text, message);
    }
    for (field, name, text) in [(Field::Text, "text", draft.text), (Field::Title, "title", draft.title)] {
        let found = || text.chars().find(|letter| facts.forbidden.contains(*letter));
        if let Some(found) = (!facts.forbidden.is_empty()).then(found).flatten() {
            let message = format!("{label} takes no “{found}” in the {name}. Please write it in words.");
            findings.add("forbidden_character", Level::Error, field, message);
        }
    }
}

fn title(draft: &Draft, facts: &PlatformFacts, findings: &mut Findings) {
    let label = facts.label();
    let title = draft.title.trim();
    if !facts.title {
        if !title.is_empty() {
            let message = format!("{label} has no title: this one will not be shown. Begin the text with it.");
            findings.add("title_unused", Level::Hint, Field::Title, message);
        }
        return;
    }
    if title.is_empty() {
        if facts.title_required {
            findings.add("title_missing", Level::Error, Field::Title, format!("{label} needs a title."));
        }
        return;
    }
    let length = plain_length(title, facts.counter);
    if let Some(limit) = facts.title_max.map(|limit| limit as usize).filter(|limit| length > *limit) {
        let message = format!("{} over what a title takes on {label} ({limit}).", many(length - limit, "character"));
        findings.add("title_too_long", Level::Error, Field::Title, message);
    } else if let Some(advised) = facts.title_advised.filter(|advised| length > *advised as usize) {
        let message = format!("Only about {advised} characters of the title are shown in many places.");
        findings.add("title_longer_than_advised", Level::Hint, Field::Title, message);
    }
}

fn links(draft: &Draft, counted: &Count, facts: &PlatformFacts, findings: &mut Findings) {
    let label = facts.label();
    if !facts.links_clickable {
        if !counted.links.is_empty() {
            let message = format!("Links in the text cannot be followed on {label}. {}", facts.link_note);
            findings.add("link_not_clickable", Level::Warning, Field::Text, message.trim_end().to_owned());
        }
        return;
    }
    // Where links count a fixed number whatever their scheme (X) all are links; on Mastodon only written-out ones.
    if facts.counter == super::Counter::Mastodon && counted.links.iter().any(|link| !link.scheme) {
        let mut text = draft.text.to_owned();
        for link in counted.links.iter().rev().filter(|link| !link.scheme) {
            text.insert_str(link.range.start, "https://");
        }
        let message = format!("On {label} a link begins with https://; without it, it stays plain text.");
        findings.with_mend("link_without_scheme", Level::Warning, message, "Add https://", text);
    }
}

fn hashtags(draft: &Draft, counted: &Count, facts: &PlatformFacts, findings: &mut Findings) {
    let label = facts.label();
    let comment = tags::hashtags(draft.first_comment, &super::links::links(draft.first_comment));
    let total = counted.hashtags.len() + comment.len();
    if !facts.hashtags {
        if total > 0 {
            let note = if facts.hashtag_note.is_empty() { "Plain words do as well." } else { &facts.hashtag_note };
            findings.add(
                "hashtags_unused",
                Level::Hint,
                Field::Text,
                format!("Hashtags lead nowhere on {label}. {note}"),
            );
        }
        return;
    }
    let over = facts.hashtags_max.filter(|most| total > *most as usize);
    if let Some(most) = over {
        let (level, verb) = if facts.hashtags_refused { (Level::Error, "takes") } else { (Level::Warning, "uses") };
        let message = format!("{}; {label} {verb} {most} at most. {}", many(total, "hashtag"), facts.hashtag_note);
        findings.add("too_many_hashtags", level, Field::Text, message.trim_end().to_owned());
    } else if let Some(advised) = facts.hashtags_advised.filter(|advised| total > *advised as usize) {
        let message = format!("{}; up to {advised} work better on {label}.", many(total, "hashtag"));
        findings.add("many_hashtags", Level::Hint, Field::Text, message);
    }
    repeated(draft, counted, findings);
    unreadable(draft, counted, findings);
}

/// The same hashtag twice: the later ones can go.
fn repeated(draft: &Draft, counted: &Count, findings: &mut Findings) {
    let mut seen = BTreeSet::new();
    let mut again: Vec<&Range<usize>> = Vec::new();
    for range in &counted.hashtags {
        let tag = draft.text.get(range.clone()).unwrap_or_default().to_lowercase();
        if !seen.insert(tag) {
            again.push(range);
        }
    }
    let Some(first) = again.first().and_then(|range| draft.text.get((*range).clone())) else { return };
    let mut text = draft.text.to_owned();
    for range in again.iter().rev() {
        // The space before it goes, too.
        let start = if text.get(..range.start).is_some_and(|before| before.ends_with(' ')) {
            range.start - 1
        } else {
            range.start
        };
        text.replace_range(start..range.end, "");
    }
    findings.with_mend(
        "repeated_hashtag",
        Level::Warning,
        format!("{first} stands here more than once."),
        "Keep the first",
        text,
    );
}

/// Long hashtags all in lower case: screen readers and people cannot tell the words apart.
fn unreadable(draft: &Draft, counted: &Count, findings: &mut Findings) {
    const LONG: usize = 13;
    let unclear = |range: &&Range<usize>| {
        let letters = draft.text.get((*range).clone()).unwrap_or_default().trim_start_matches(['#', '＃']);
        letters.len() >= LONG && letters.bytes().all(|byte| byte.is_ascii_lowercase())
    };
    if let Some(tag) = counted.hashtags.iter().find(unclear).and_then(|range| draft.text.get(range.clone())) {
        let message =
            format!("{tag}: begin each word with a capital (as in #TipOfTheDay), so that screen readers can read it.");
        findings.add("hashtag_without_capitals", Level::Hint, Field::Text, message);
    }
}

fn mentions(counted: &Count, facts: &PlatformFacts, findings: &mut Findings) {
    if let Some(most) = facts.mentions_max.filter(|most| counted.mentions.len() > *most as usize) {
        let message = format!("{}; {} takes {most} at most.", many(counted.mentions.len(), "mention"), facts.label());
        findings.add("too_many_mentions", Level::Error, Field::Text, message);
    }
}

fn placeholders(draft: &Draft, findings: &mut Findings) {
    for (field, text) in [
        (Field::Text, draft.text),
        (Field::Title, draft.title),
        (Field::Link, draft.link),
        (Field::FirstComment, draft.first_comment),
    ] {
        if let Some(found) = placeholder(text) {
            findings.add("placeholder", Level::Warning, field, format!("“{found}” still waits to be filled in."));
        }
    }
}

/// The first `{name}`, `{{name}}` or `[[name]]` in a text.
fn placeholder(text: &str) -> Option<&str> {
    let mut at = 0;
    while let Some(open) = text.get(at..)?.find(['{', '[']).map(|found| at + found) {
        let (brackets, close) = if text.get(open..)?.starts_with('{') { ("{{", '}') } else { ("[[", ']') };
        let doubled = text.get(open..)?.starts_with(brackets);
        let inner = open + if doubled { 2 } else { 1 };
        let name_end = text.get(inner..)?.find(close).map(|found| inner + found);
        let name = name_end.and_then(|end| text.get(inner..end)).unwrap_or_default();
        let worded = !name.trim().is_empty()
            && name.chars().count() <= 40
            && name.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, ' ' | '_' | '-' | '.'));
        let closed =
            !doubled || name_end.is_some_and(|end| text.get(end + 1..).is_some_and(|rest| rest.starts_with(close)));
        if worded && closed && (close == '}' || doubled) {
            return name_end.and_then(|end| text.get(open..end + if doubled { 2 } else { 1 }));
        }
        at = inner;
    }
    None
}

/// Most of the text in capitals.
fn capitals(draft: &Draft, counted: &Count, findings: &mut Findings) {
    // Both lists are in order: the first range that ends later is the only one that can hold a place.
    let skipped = |at: usize| {
        let link = counted.links.get(counted.links.partition_point(|link| link.range.end <= at));
        let tag = counted.hashtags.get(counted.hashtags.partition_point(|tag| tag.end <= at));
        link.is_some_and(|link| link.range.contains(&at)) || tag.is_some_and(|tag| tag.contains(&at))
    };
    let (mut upper, mut cased, mut words, mut inside) = (0_usize, 0_usize, 0_usize, false);
    for (at, letter) in draft.text.char_indices() {
        let is_cased = letter.is_uppercase() || letter.is_lowercase();
        if !is_cased || skipped(at) {
            inside = false;
            continue;
        }
        cased += 1;
        upper += usize::from(letter.is_uppercase());
        words += usize::from(!inside);
        inside = true;
    }
    // Short names and abbreviations are no shouting.
    if cased >= 20 && words >= 4 && upper * 10 > cased * 7 {
        let message = "Nearly all in capitals: it reads as shouting, and is harder to read.".to_owned();
        findings.add("capitals", Level::Hint, Field::Text, message);
    }
}

/// “1 character”, “12 characters”.
pub(super) fn many(count: usize, noun: &str) -> String {
    let end = if count == 1 { "" } else { "s" };
    format!("{} {noun}{end}", grouped(count as u64))
}

fn size(limit: usize) -> String {
    grouped(limit as u64)
}
