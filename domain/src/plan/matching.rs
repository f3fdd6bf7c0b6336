//! Which imported post a planned variant became: suggestions for a person to confirm.
//!
//! By address or id where there is one: that is sure. Else by text and time on the same channel, which is not, and says
//! why. One post goes to one variant, the best first; what is linked already is left alone.

use super::{
    alike::{alike, words},
    permalink,
};
use crate::model::{
    Id, Instant, Workspace,
    facts::{DictionaryKind, MISSING_CODE, MISSING_TIME, post},
    record::{ContentItem, ContentStatus, PostReference, Variant},
};
use rustc_hash::{FxHashMap, FxHashSet};
use std::fmt;

/// A post that a variant probably became.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// The piece of content.
    pub content: Id,
    /// Its variant, by the channel.
    pub channel: Id,
    /// The post.
    pub post: PostReference,
    /// Its row in the posts table.
    pub row: u32,
    /// What speaks for it.
    pub why: Why,
    /// Whether a person should look at it first.
    pub certainty: Certainty,
}

/// How sure a suggestion is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// The address or id says so.
    Sure,
    /// It looks like it.
    Unsure,
}

/// What speaks for a suggestion; as text in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The post has the variant's permalink.
    Address,
    /// The same, but the post was imported for another channel.
    AddressElsewhere,
    /// The post's id stands in the variant's permalink.
    PostId,
    /// Text and time.
    Text {
        /// How alike the texts are, 0 to 100.
        percent: u8,
        /// How far the times are apart, ms.
        apart: i64,
    },
    /// The time alone: the file has no text of the post.
    Time {
        /// How far the times are apart, ms.
        apart: i64,
    },
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Address => f.write_str("same address"),
            Self::AddressElsewhere => f.write_str("same address, imported for another channel"),
            Self::PostId => f.write_str("the address holds the post’s id"),
            Self::Text { percent, apart } => write!(f, "text {percent}\u{202f}% alike, {}", span(apart)),
            Self::Time { apart } => write!(f, "{}; the file has no text of the post", span(apart)),
        }
    }
}

/// “4 minutes apart”.
fn span(ms: i64) -> String {
    let minutes = (ms.saturating_abs() + 30_000) / 60_000;
    match minutes {
        0 => "at the same time".to_owned(),
        1 => "1 minute apart".to_owned(),
        2..=119 => format!("{minutes} minutes apart"),
        120..=2879 => format!("{} hours apart", (minutes + 30) / 60),
        _ => format!("{} days apart", (minutes + 720) / 1440),
    }
}

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;

/// How far apart planned and published may be.
const FARTHEST: i64 = 3 * 24 * HOUR;
/// How many posts around its time a variant is compared with: what bounds the work, not what is found as a rule.
const NEAREST: usize = 256;

/// A variant that waits for its post.
struct Waiting<'a> {
    item: &'a ContentItem,
    variant: &'a Variant,
    /// The channel's code in the facts.
    code: u32,
    time: Option<Instant>,
    link: Option<permalink::Permalink>,
}

impl<'a> Waiting<'a> {
    fn new(workspace: &Workspace, item: &'a ContentItem, variant: &'a Variant) -> Option<Self> {
        let link = permalink::read(&variant.permalink);
        let given_up = matches!(item.status, ContentStatus::Idea | ContentStatus::Archived | ContentStatus::Rejected);
        let time = item.time_of(variant).filter(|_| !given_up || variant.published.is_some());
        if variant.result.is_some() || (link.is_none() && time.is_none()) {
            return None;
        }
        let channels = workspace.facts.dictionaries.get(DictionaryKind::Channel);
        let code = channels.find(&variant.channel.to_string()).unwrap_or(MISSING_CODE);
        Some(Self { item, variant, code, time, link })
    }
}

/// A pair and how good it is: the larger, the better.
struct Pair {
    score: f64,
    waiting: usize,
    row: u32,
    why: Why,
    certainty: Certainty,
}

/// Which imported posts planned variants probably became, in the order of the content; each variant and each post at
/// most once.
pub fn suggest(workspace: &Workspace) -> Vec<Suggestion> {
    let posts = &workspace.facts.posts;
    let waiting: Vec<Waiting<'_>> = workspace
        .records
        .content
        .iter()
        .flat_map(|item| item.variants.iter().filter_map(|variant| Waiting::new(workspace, item, variant)))
        .collect();
    if waiting.is_empty() || posts.is_empty() {
        return Vec::new();
    }
    let linked = Links::new(workspace);
    let taken: FxHashSet<u32> = linked.rows.values().copied().collect();

    let mut pairs = by_address(workspace, &waiting, &taken);
    let sure: FxHashSet<usize> = pairs.iter().map(|pair| pair.waiting).collect();
    by_text(workspace, &waiting, &taken, &sure, &mut pairs);
    pairs.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.waiting.cmp(&b.waiting)).then(a.row.cmp(&b.row)));

    let (mut rows, mut found) = (FxHashSet::default(), FxHashMap::default());
    for pair in pairs {
        if !found.contains_key(&pair.waiting) && rows.insert(pair.row) {
            found.insert(pair.waiting, pair);
        }
    }
    let mut found: Vec<Pair> = found.into_values().collect();
    found.sort_by_key(|pair| pair.waiting);
    let suggestion = |pair: Pair| {
        let waiting = waiting.get(pair.waiting)?;
        Some(Suggestion {
            content: waiting.item.id,
            channel: waiting.variant.channel,
            post: reference(workspace, pair.row as usize)?,
            row: pair.row,
            why: pair.why,
            certainty: pair.certainty,
        })
    };
    found.into_iter().filter_map(suggestion).collect()
}

/// The key of a post; `None` where the file gave it no id.
fn reference(workspace: &Workspace, row: usize) -> Option<PostReference> {
    let posts = &workspace.facts.posts;
    let id = posts.text(row, post::ID);
    let source = posts
        .code(row, post::SOURCE)
        .map_or("", |code| workspace.facts.dictionaries.get(DictionaryKind::Source).text(code));
    (!id.is_empty()).then(|| PostReference::new(source, id))
}

/// Pairs that the addresses tell: the posts are gone through once.
fn by_address(workspace: &Workspace, waiting: &[Waiting<'_>], taken: &FxHashSet<u32>) -> Vec<Pair> {
    let mut keys: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    let mut ids: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (place, waiting) in waiting.iter().enumerate() {
        let Some(link) = &waiting.link else { continue };
        keys.entry(&link.key).or_default().push(place);
        if !link.id.is_empty() {
            ids.entry(&link.id).or_default().push(place);
        }
    }
    let mut pairs = Vec::new();
    if keys.is_empty() {
        return pairs;
    }
    // Most addresses are none of those: a glance at their words tells, without taking them apart.
    let telling: Option<FxHashSet<&str>> =
        waiting.iter().filter_map(|waiting| waiting.link.as_ref()).map(telling_part).collect();
    let worth = |link: &str| {
        let all = |telling: &FxHashSet<&str>| link.contains('%') || parts(link).any(|part| telling.contains(part));
        !link.is_empty() && telling.as_ref().is_none_or(all)
    };
    for (first, chunk) in workspace.facts.posts.numbered() {
        let (names, links) = (chunk.column(post::ID).texts(), chunk.column(post::PERMALINK).texts());
        for (place, code) in chunk.column(post::CHANNEL).codes().iter().enumerate() {
            let (row, name) = ((first + place) as u32, names.get(place));
            if name.is_empty() || taken.contains(&row) {
                continue;
            }
            let here = |at: usize| waiting.get(at).is_some_and(|waiting| waiting.code == *code);
            if let Some(link) = Some(links.get(place)).filter(|link| worth(link)).and_then(permalink::read) {
                for at in keys.get(link.key.as_str()).into_iter().flatten() {
                    let (score, why, certainty) = if here(*at) || *code == MISSING_CODE {
                        (4.0, Why::Address, Certainty::Sure)
                    } else {
                        (2.0, Why::AddressElsewhere, Certainty::Unsure)
                    };
                    pairs.push(Pair { score, waiting: *at, row, why, certainty });
                }
            }
            // Some sources put the page before the post's own id: `page_post`.
            let short = name.rsplit_once('_').map(|(_, id)| id).filter(|id| id.len() >= 6);
            for id in std::iter::once(name).chain(short) {
                for at in ids.get(id).into_iter().flatten().filter(|at| here(**at)) {
                    let (why, certainty) = (Why::PostId, Certainty::Sure);
                    pairs.push(Pair { score: 3.0, waiting: *at, row, why, certainty });
                }
            }
        }
    }
    pairs
}

/// The words of an address.
fn parts(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|part| !part.is_empty())
}

/// A word that every address of the same post holds; `None` where none is sure to be.
fn telling_part(link: &permalink::Permalink) -> Option<&str> {
    let id = if link.id.is_empty() { link.key.split_once('/')?.1 } else { &link.id };
    parts(id).next_back()
}

/// Pairs that text and time on the same channel suggest. Each variant is compared with the posts nearest to its time.
fn by_text(
    workspace: &Workspace,
    waiting: &[Waiting<'_>],
    taken: &FxHashSet<u32>,
    sure: &FxHashSet<usize>,
    pairs: &mut Vec<Pair>,
) {
    // A variant with an address of its own that no post has is left: its post is not imported yet. Where the posts
    // have no addresses, theirs may be among them.
    let looking = |place: &usize, waiting: &Waiting<'_>| {
        waiting.code != MISSING_CODE && waiting.time.is_some() && !sure.contains(place)
    };
    let mut channels: FxHashMap<u32, Vec<(Instant, u32)>> = FxHashMap::default();
    let (mut earliest, mut latest) = (Instant::MAX, Instant::MIN);
    for (place, waiting) in waiting.iter().enumerate() {
        if let Some(time) = waiting.time.filter(|_| looking(&place, waiting)) {
            channels.entry(waiting.code).or_default();
            (earliest, latest) = (earliest.min(time), latest.max(time));
        }
    }
    let span = earliest.saturating_sub(FARTHEST)..=latest.saturating_add(FARTHEST);
    if channels.is_empty() {
        return;
    }
    let posts = &workspace.facts.posts;
    for (first, chunk) in posts.numbered() {
        let (codes, times) = (chunk.column(post::CHANNEL).codes(), chunk.column(post::TIME).times());
        for (place, (code, time)) in codes.iter().zip(times).enumerate() {
            if *time != MISSING_TIME
                && span.contains(time)
                && let Some(rows) = channels.get_mut(code)
                && !taken.contains(&((first + place) as u32))
                && !chunk.column(post::ID).texts().get(place).is_empty()
            {
                rows.push((*time, (first + place) as u32));
            }
        }
    }
    channels.values_mut().for_each(|rows| rows.sort_unstable());

    let mut texts: FxHashMap<u32, Vec<u64>> = FxHashMap::default();
    for (place, waiting) in waiting.iter().enumerate() {
        let (Some(time), Some(rows)) = (waiting.time, channels.get(&waiting.code)) else { continue };
        if !looking(&place, waiting) {
            continue;
        }
        let planned = planned_words(waiting.item, waiting.variant);
        let near = nearest(rows, time);
        let alone = near.iter().filter(|(other, _)| other.saturating_sub(time).abs() <= HOUR).count() == 1;
        for (other, row) in near {
            let apart = other.saturating_sub(time).abs();
            let published = texts.entry(*row).or_insert_with(|| words(posts.text(*row as usize, post::TITLE)));
            let link = &waiting.link;
            let contradicts = link.is_some() && !posts.text(*row as usize, post::PERMALINK).is_empty();
            if contradicts {
                continue;
            }
            let likeness = planned.iter().map(|planned| alike(planned, published)).fold(0.0, f64::max);
            let nearness = 1.0 - apart as f64 / FARTHEST as f64;
            let pair = if published.is_empty() && apart <= 10 * MINUTE && alone {
                Some((0.1 * nearness, Why::Time { apart }))
            } else if likeness >= least(apart) {
                // Likeness first; among texts that recur, the nearer one.
                let percent = (likeness * 100.0).floor() as u8;
                Some((likeness + 0.5 * nearness, Why::Text { percent, apart }))
            } else {
                None
            };
            if let Some((score, why)) = pair {
                pairs.push(Pair { score, waiting: place, row: *row, why, certainty: Certainty::Unsure });
            }
        }
    }
}

/// How alike texts must be at least: the farther apart in time, the more.
fn least(apart: i64) -> f64 {
    if apart <= HOUR {
        0.4
    } else if apart <= 24 * HOUR {
        0.6
    } else {
        0.75
    }
}

/// The words of what was planned: text, title, both.
fn planned_words(item: &ContentItem, variant: &Variant) -> Vec<Vec<u64>> {
    let title = if variant.title.is_empty() { &item.title } else { &variant.title };
    let mut all = vec![words(&variant.text), words(title), words(&format!("{title} {}", variant.text))];
    all.retain(|words| !words.is_empty());
    all
}

/// The rows nearest to a time, of those not too far from it.
fn nearest(rows: &[(Instant, u32)], time: Instant) -> &[(Instant, u32)] {
    let middle = rows.partition_point(|(other, _)| *other < time);
    let (mut start, mut end) = (middle, middle);
    let distance = |place: Option<usize>| {
        let (other, _) = rows.get(place?)?;
        Some(other.saturating_sub(time).saturating_abs()).filter(|apart| *apart <= FARTHEST)
    };
    while end - start < NEAREST {
        match (distance(start.checked_sub(1)), distance(Some(end))) {
            (Some(before), Some(after)) if before <= after => start -= 1,
            (Some(_), None) => start -= 1,
            (_, Some(_)) => end += 1,
            (None, None) => break,
        }
    }
    rows.get(start..end).unwrap_or_default()
}

/// The rows of the posts that variants are linked with.
#[derive(Clone, Debug, Default)]
pub struct Links {
    rows: FxHashMap<(Box<str>, Box<str>), u32>,
}

impl Links {
    /// Finds the posts of all links; goes through the posts once.
    pub fn new(workspace: &Workspace) -> Self {
        let references = || {
            let variants = workspace.records.content.iter().flat_map(|item| &item.variants);
            variants.filter_map(|variant| variant.result.as_ref())
        };
        let mut rows = FxHashMap::default();
        let ids: FxHashSet<&str> = references().map(|post| post.id.as_str()).collect();
        if ids.is_empty() {
            return Self { rows };
        }
        let wanted: FxHashSet<(&str, &str)> =
            references().map(|post| (post.source.as_str(), post.id.as_str())).collect();
        let sources = workspace.facts.dictionaries.get(DictionaryKind::Source);
        for (first, chunk) in workspace.facts.posts.numbered() {
            let codes = chunk.column(post::SOURCE).codes();
            for (place, (id, code)) in chunk.column(post::ID).texts().iter().zip(codes).enumerate() {
                if ids.contains(id) && wanted.contains(&(sources.text(*code), id)) {
                    rows.insert((sources.text(*code).into(), id.into()), (first + place) as u32);
                }
            }
        }
        Self { rows }
    }

    /// The row of a linked post; `None` where it is not among the facts any more.
    pub fn row(&self, post: &PostReference) -> Option<u32> {
        self.rows.get(&(post.source.as_str().into(), post.id.as_str().into())).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{at, id, item, posts, put, workspace};
    use super::*;

    const TEXT: &str = "Stretch for five minutes before the first coffee #BriskTip";

    #[test]
    fn the_address_is_sure_whatever_text_and_time_say() {
        let mut workspace = workspace();
        let mut planned = item(10, Some(at(1, 9, 0)), TEXT);
        planned.variants[0].permalink = "https://www.instagram.com/p/C8aBc/?igsh=1".into();
        put(&mut workspace, planned);
        posts(
            &mut workspace,
            &[
                ("17", 1, at(1, 9, 0), TEXT, "https://www.instagram.com/p/Cother/", 1.0, 10.0),
                ("18", 1, at(20, 9, 0), "Something else", "https://instagram.com/briskway/reel/C8aBc", 1.0, 10.0),
            ],
        );
        let found = suggest(&workspace);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].row, found[0].why, found[0].certainty), (1, Why::Address, Certainty::Sure));
        assert_eq!(found[0].post, PostReference::new("instagram", "18"));
        assert_eq!(found[0].why.to_string(), "same address");
    }

    #[test]
    fn the_glance_at_an_address_misses_no_writing_of_it() {
        for line in super::super::testing::SAME_POST {
            let all: Vec<&str> = line.split_whitespace().collect();
            for one in &all {
                let link = permalink::read(one).unwrap();
                // Where nothing is sure to be in all, every address is taken apart.
                let Some(telling) = telling_part(&link) else { continue };
                for other in &all {
                    assert!(other.contains('%') || parts(other).any(|part| part == telling), "{telling} {other}");
                }
            }
        }
    }

    #[test]
    fn the_id_in_the_address_is_sure_on_the_same_channel_only() {
        let mut workspace = workspace();
        let mut planned = item(10, None, TEXT);
        planned.variants[0].permalink = "https://www.facebook.com/briskway/posts/123456789".into();
        put(&mut workspace, planned);
        posts(
            &mut workspace,
            &[("123456789", 2, at(1, 9, 0), "", "", 1.0, 10.0), ("55_123456789", 1, at(1, 9, 0), "", "", 1.0, 10.0)],
        );
        let found = suggest(&workspace);
        assert_eq!((found.len(), found[0].row, found[0].why), (1, 1, Why::PostId));
        assert_eq!(found[0].certainty, Certainty::Sure);
    }

    #[test]
    fn text_and_time_are_unsure_and_say_why() {
        let mut workspace = workspace();
        put(&mut workspace, item(10, Some(at(1, 9, 0)), TEXT));
        posts(
            &mut workspace,
            &[
                ("1", 1, at(1, 9, 4), "Stretch for five minutes before the first coffee #brisktip", "", 1.0, 10.0),
                ("2", 2, at(1, 9, 0), TEXT, "", 1.0, 10.0),
                ("3", 1, at(9, 9, 0), TEXT, "", 1.0, 10.0),
            ],
        );
        let found = suggest(&workspace);
        assert_eq!((found.len(), found[0].row, found[0].certainty), (1, 0, Certainty::Unsure));
        assert_eq!(found[0].why.to_string(), "text 100\u{202f}% alike, 4 minutes apart");
    }

    #[test]
    fn texts_that_recur_go_to_the_nearest_in_time_and_each_post_to_one() {
        let mut workspace = workspace();
        for day in 1..=5 {
            put(&mut workspace, item(10 + day, Some(at(u32::from(day), 9, 0)), TEXT));
        }
        let rows: Vec<_> = (1..=4).map(|day| ("x", 1, at(day, 9, 30), TEXT, "", 1.0, 10.0)).collect();
        let names = ["a", "b", "c", "d"];
        let rows: Vec<_> =
            rows.into_iter().zip(names).map(|(row, name)| (name, row.1, row.2, row.3, row.4, row.5, row.6)).collect();
        posts(&mut workspace, &rows);
        let pairs: Vec<_> = suggest(&workspace).iter().map(|found| (found.content, found.row)).collect();
        assert_eq!(pairs, [(id(11), 0), (id(12), 1), (id(13), 2), (id(14), 3)]);
    }

    #[test]
    fn what_is_linked_or_no_plan_is_left_alone() {
        let mut workspace = workspace();
        let mut linked = item(10, Some(at(1, 9, 0)), TEXT);
        linked.variants[0].result = Some(PostReference::new("instagram", "1"));
        let mut rejected = item(11, Some(at(1, 9, 0)), TEXT);
        rejected.status = ContentStatus::Rejected;
        put(&mut workspace, linked);
        put(&mut workspace, rejected);
        put(&mut workspace, item(12, Some(at(1, 9, 0)), TEXT));
        posts(&mut workspace, &[("1", 1, at(1, 9, 0), TEXT, "", 1.0, 10.0)]);
        assert_eq!(suggest(&workspace), []);
    }

    #[test]
    fn a_post_without_text_is_suggested_by_its_time_where_it_stands_alone() {
        let mut workspace = workspace();
        put(&mut workspace, item(10, Some(at(1, 9, 0)), TEXT));
        posts(&mut workspace, &[("1", 1, at(1, 9, 2), "", "", 1.0, 10.0)]);
        let found = suggest(&workspace);
        assert_eq!(found[0].why.to_string(), "2 minutes apart; the file has no text of the post");
        posts(&mut workspace, &[("2", 1, at(1, 9, 40), "", "", 1.0, 10.0)]);
        assert_eq!(suggest(&workspace), [], "two in the hour");
    }

    #[test]
    fn a_variant_is_not_given_a_post_with_another_address() {
        let mut workspace = workspace();
        let mut planned = item(10, Some(at(1, 9, 0)), TEXT);
        planned.variants[0].permalink = "https://www.instagram.com/p/Cmine/".into();
        put(&mut workspace, planned);
        posts(&mut workspace, &[("1", 1, at(1, 9, 0), TEXT, "https://www.instagram.com/p/Cother/", 1.0, 10.0)]);
        assert_eq!(suggest(&workspace), []);
    }

    proptest::proptest! {
        #[test]
        fn each_post_and_variant_is_suggested_once(
            planned in proptest::collection::vec((0_i64..200, 0_u8..4, 0_u8..4), 0..12),
            imported in proptest::collection::vec((0_i64..200, 0_u8..4, 0_u8..4, 1_u8..3), 0..12),
        ) {
            let text = |n: u8| ["", "Stretch before the first coffee", "Drink water before lunch", "Stretch before lunch"][usize::from(n)];
            let link = |n: u8| match n {
                0 => String::new(),
                3 => "https://example.org/?p=3".to_owned(),
                n => format!("https://www.instagram.com/p/C{n}-_x/"),
            };
            let mut workspace = workspace();
            for (place, (hour, words, address)) in planned.iter().enumerate() {
                let mut piece = item(10 + place as u8, Some(at(1, *hour, 0)), text(*words));
                piece.variants[0].permalink = link(*address);
                put(&mut workspace, piece);
            }
            let rows: Vec<(String, String)> =
                imported.iter().enumerate().map(|(place, row)| (format!("p{place}"), link(row.2))).collect();
            let rows: Vec<_> = imported
                .iter()
                .zip(&rows)
                .map(|((hour, words, _, channel), (name, link))| {
                    (name.as_str(), *channel, at(1, *hour, 10), text(*words), link.as_str(), 1.0, 2.0)
                })
                .collect();
            posts(&mut workspace, &rows);
            let found = suggest(&workspace);
            let (mut variants, mut used): (FxHashSet<_>, FxHashSet<_>) = Default::default();
            for one in &found {
                proptest::prop_assert!(variants.insert((one.content, one.channel)) && used.insert(one.row));
                let by_address = matches!(one.why, Why::Address | Why::PostId);
                proptest::prop_assert_eq!(by_address, one.certainty == Certainty::Sure);
            }
            // What is confirmed is not suggested again, and finds its row.
            for one in &found {
                let mut piece = (**workspace.records.content.get(one.content).unwrap()).clone();
                piece.variants[0].result = Some(one.post.clone());
                put(&mut workspace, piece);
            }
            let links = Links::new(&workspace);
            proptest::prop_assert!(found.iter().all(|one| links.row(&one.post) == Some(one.row)));
            let again = suggest(&workspace);
            proptest::prop_assert!(again.iter().all(|one| !used.contains(&one.row) && !variants.contains(&(one.content, one.channel))));
        }
    }
}
