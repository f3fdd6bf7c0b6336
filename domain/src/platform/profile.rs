//! What makes a profile on a network complete: a checklist with a score.
//!
//! What Hearth can see is ticked by itself; the rest is ticked by hand and kept as a set of ids. What a network does not
//! have is left out, so that every score can reach 100 %.

use super::{count::plain_length, fact::ProfilePart, facts::PlatformFacts, links};
use std::collections::BTreeSet;

/// What is known of a channel's profile.
#[derive(Clone, Copy, Debug, Default)]
pub struct Profile<'a> {
    /// Account name.
    pub handle: &'a str,
    /// Address of the profile.
    pub url: &'a str,
    /// Bio or description.
    pub bio: &'a str,
    /// The link beside the bio; none where it is not known here: then it is ticked by hand.
    pub link: Option<&'a str>,
    /// Language it posts in.
    pub language: &'a str,
    /// Time zone of its readers.
    pub time_zone: &'a str,
    /// Days since the last post; none where no post is known.
    pub days_since_post: Option<u32>,
}

/// One thing a profile should have.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// What a tick by hand remembers.
    pub id: &'static str,
    /// What it is.
    pub label: &'static str,
    /// Why it matters.
    pub why: &'static str,
    /// How to do it, with the network's own limits.
    pub how: String,
    /// How much it counts: 1 to 3.
    pub weight: u32,
    /// Whether Hearth sees it; else it is ticked by hand.
    pub automatic: bool,
    /// Whether it is done.
    pub done: bool,
}

/// A checklist with its score.
#[derive(Clone, Debug, PartialEq)]
pub struct Checklist {
    /// What the profile should have, most important first.
    pub items: Vec<Item>,
    /// The weighted share that is done, 0 to 1.
    pub score: f64,
}

impl Checklist {
    /// What is still to do, most important first.
    pub fn open(&self) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(|item| !item.done)
    }
}

/// The checklist of a profile on a network; `ticked` are the ids of what was ticked by hand.
pub fn checklist(facts: &PlatformFacts, profile: &Profile, ticked: &BTreeSet<String>) -> Checklist {
    let mut items = Vec::new();
    let mut add = |id, label, why, how: String, weight, seen: Option<bool>| {
        let done = seen.unwrap_or_else(|| ticked.contains(id));
        let at = items.partition_point(|item: &Item| item.weight >= weight);
        items.insert(at, Item { id, label, why, how, weight, automatic: seen.is_some(), done });
    };
    let has = |part| facts.profile.contains(&part);
    let filled = |text: &str| Some(!text.trim().is_empty());
    let label = facts.label();

    add(
        "handle",
        "Account name",
        "People look for you by it, and mention you with it.",
        format!("Enter the account name on {label}; the same one everywhere is easiest to find."),
        3,
        filled(profile.handle),
    );
    add(
        "url",
        "Address of the profile",
        "Everybody in the team opens the right place.",
        "Copy the address from the browser.".to_owned(),
        2,
        Some(is_address(profile.url)),
    );
    if has(ProfilePart::Bio) {
        bio(facts, profile, &mut add);
    }
    if has(ProfilePart::Picture) {
        add(
            "picture",
            "Profile picture",
            "It stands beside everything you post, often no larger than a fingernail.",
            sized(facts, "Profile picture", "A logo or a face, square, recognisable when small."),
            3,
            None,
        );
    }
    if has(ProfilePart::Cover) {
        let how = sized(facts, "Cover", "Show what the community is about; keep words away from the edges.");
        add("cover", "Cover picture", "The largest space you have to say what this is about.", how, 1, None);
    }
    if has(ProfilePart::Link) {
        let why = "Where those who want more go; on networks without links in posts the only way.";
        let how = "Enter an address that begins with https://, with a campaign so that visits are counted.";
        add("link", "Link in the profile", why, how.to_owned(), 2, profile.link.map(is_address));
    }
    if has(ProfilePart::Contact) {
        let how = "Fill in mail, telephone or the contact button, as far as you answer there.";
        add(
            "contact",
            "Ways to get in touch",
            "Questions reach you before they become complaints.",
            how.to_owned(),
            2,
            None,
        );
    }
    if has(ProfilePart::Rules) {
        let how = "Post the house rules where members see them, and link them from the description.";
        add("rules", "Rules members can see", "Moderation is fair where the rules are known.", how.to_owned(), 2, None);
    }
    if let Some(quiet) = facts.quiet_after_days {
        add(
            "regular",
            "Posts regularly",
            "A quiet channel looks abandoned, and is shown to fewer people.",
            format!("Post at least every {quiet} days. Commonly advised: {}", facts.cadence),
            3,
            Some(profile.days_since_post.is_some_and(|days| days <= quiet)),
        );
    }
    if has(ProfilePart::Pinned) {
        let how = "Pin the post a newcomer should read first, and change it every few months.";
        add("pinned", "Pinned post", "The first thing a newcomer reads.", how.to_owned(), 1, None);
    }
    if has(ProfilePart::Verified) {
        let how = format!("See what {label} asks for, and apply when you meet it.");
        add("verified", "Verified", "People can tell you from those who copy you.", how, 1, None);
    }
    add(
        "language",
        "Language set",
        "Whoever writes next knows the language of the place.",
        "Enter the language this channel posts in.".to_owned(),
        1,
        filled(profile.language),
    );
    add(
        "time_zone",
        "Time zone set",
        "Posts go out when the readers are awake.",
        "Enter the time zone of most readers.".to_owned(),
        1,
        filled(profile.time_zone),
    );

    let total: u32 = items.iter().map(|item| item.weight).sum();
    let done: u32 = items.iter().filter(|item| item.done).map(|item| item.weight).sum();
    // Handle and address are on every list: the total is never zero.
    Checklist { items, score: f64::from(done) / f64::from(total.max(1)) }
}

type Add<'a> = dyn FnMut(&'static str, &'static str, &'static str, String, u32, Option<bool>) + 'a;

fn bio(facts: &PlatformFacts, profile: &Profile, add: &mut Add) {
    let length = plain_length(profile.bio.trim(), facts.counter);
    let limit = facts.bio_max.map(|limit| limit as usize);
    let over = limit.filter(|limit| length > *limit);
    let how = match (over, limit) {
        (Some(limit), _) => {
            format!("{} over what {} takes ({limit}).", super::check::many(length - limit, "character"), facts.label())
        }
        (None, Some(limit)) => format!("Say who it is for and what they get, in up to {limit} characters."),
        (None, None) => "Say who it is for and what they get.".to_owned(),
    };
    let why = "Newcomers decide by it whether this place is for them.";
    add("bio", "Bio", why, how, 3, Some(length > 0 && over.is_none()));
    let calls = !links::links(profile.bio).is_empty() || calls_to_act(profile.bio);
    let how = "End the bio with what to do next: join, write, read, subscribe, visit.";
    let why = "Who likes what they read knows the next step.";
    // Seen where it is in English or has a link; in other languages it is ticked by hand.
    add("call_to_action", "Bio says what to do next", why, how.to_owned(), 2, calls.then_some(true));
}

/// Whether a text asks its reader to do something, in English or with a finger.
fn calls_to_act(text: &str) -> bool {
    const VERBS: &str = " join follow subscribe visit shop read watch listen book contact write dm message call download \
        register apply discover explore learn start try get ask share sign donate volunteer order ";
    text.contains(['👇', '⬇', '↓', '👉', '➡'])
        || text
            .split(|letter: char| !letter.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .any(|word| VERBS.split_whitespace().any(|verb| word.eq_ignore_ascii_case(verb)))
}

fn is_address(text: &str) -> bool {
    super::utm::tag(text, &super::utm::Utm::default()).is_ok()
}

fn sized(facts: &PlatformFacts, name: &str, how: &str) -> String {
    let size = facts.image_size(name).map(|size| format!(" {} × {} pixels.", size.width, size.height));
    format!("{how}{}", size.unwrap_or_default())
}
