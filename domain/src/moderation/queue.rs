//! What waits for a moderator: flags by people in the order of their score, and activities that somebody should look at.
//!
//! Suggestions are found in one pass over the columns of the activities (a second one, over members and times alone, tells
//! first messages). They are kept by the caller for as long as facts, lists and decisions are the same. Nothing is
//! decided here.

use super::{
    cases::{rejected, reporters, waiting_since},
    classifier::Classifier,
    glyphs,
    score::{Score, Spread, order, score},
    signals::{Signal, of_text},
    words::Words,
};
use crate::model::{
    Instant, Workspace,
    facts::{
        CHUNK_ROWS, DictionaryKind, MISSING_BYTE, MISSING_CODE, MISSING_COUNT, MISSING_TIME, Table, activity, kind,
        member,
    },
    record::{Flag, WordList},
    time::DAY_MS,
};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// Points from which on an activity is suggested.
pub const SUGGEST_FROM: u32 = 30;

/// Least probability of the classifier that is a signal.
const LEARNED_FROM: f64 = 0.75;

/// Fewest bytes of a text whose repetition says something.
const REPEATED_BYTES: usize = 24;

/// Days after joining in which an account is new.
const NEW_DAYS: i64 = 2;

/// A flag in the queue.
#[derive(Clone, Debug, PartialEq)]
pub struct Queued {
    /// The flag.
    pub flag: Arc<Flag>,
    /// How urgent it is, part by part.
    pub score: Score,
}

/// An activity that somebody should look at.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// Its row in the activities table.
    pub row: u32,
    /// When it was said.
    pub at: Option<Instant>,
    /// All signals together.
    pub points: u32,
    /// Why.
    pub signals: Vec<Signal>,
    /// What the lists and habits say should be done first: taken away, or held back until somebody looked.
    pub advice: Advice,
}

/// What a suggestion comes to. Nothing of it is done by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Advice {
    /// Look at it.
    Look,
    /// Hold it back until somebody has looked: suspect words, or a newcomer with links.
    Hold,
    /// Reject it: words that are not to be said.
    Reject,
}

impl Advice {
    /// In a person's words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Look => "look",
            Self::Hold => "hold",
            Self::Reject => "reject",
        }
    }
}

/// The flags that a filter lets through, the most urgent first.
pub fn queue(workspace: &Workspace, shown: &dyn Fn(&Flag) -> bool, now: Instant) -> Vec<Queued> {
    let flags = &workspace.records.flags;
    let known = reporters(flags.iter().map(|flag| &**flag));
    let shown: Vec<&Arc<Flag>> = flags.iter().filter(|flag| shown(flag)).collect();
    let spread = spreads(workspace, &shown);
    let mut queue: Vec<Queued> = shown
        .into_iter()
        .map(|flag| {
            let key = flag.activity.as_ref().map(|one| (one.source.as_str(), one.id.as_str()));
            let spread = key.and_then(|key| spread.get(&key).copied()).unwrap_or_default();
            Queued { score: score(flag, &known, spread, now), flag: Arc::clone(flag) }
        })
        .collect();
    queue.sort_by(|a, b| {
        let of = |one: &Queued| (one.score.points, waiting_since(&one.flag), one.flag.id);
        order(of(a), of(b))
    });
    queue
}

/// How far the flagged activities spread, by source and id: one pass over the ids.
fn spreads<'a>(workspace: &'a Workspace, flags: &[&'a Arc<Flag>]) -> FxHashMap<(&'a str, &'a str), Spread> {
    let facts = &workspace.facts;
    let sources = facts.dictionaries.get(DictionaryKind::Source);
    let keys = flags.iter().filter_map(|flag| flag.activity.as_ref());
    let wanted: FxHashSet<(&str, &str)> = keys.map(|one| (one.source.as_str(), one.id.as_str())).collect();
    let mut found = FxHashMap::default();
    if wanted.is_empty() {
        return found;
    }
    let ids: FxHashSet<&str> = wanted.iter().map(|(_, id)| *id).collect();
    for chunk in facts.activities.chunks() {
        let codes = chunk.column(activity::SOURCE).codes();
        for (place, id) in chunk.column(activity::ID).texts().iter().enumerate() {
            if !ids.contains(id) {
                continue;
            }
            let source = codes.get(place).map_or("", |code| sources.text(*code));
            let Some(key) = wanted.get(&(source, id)) else { continue };
            let count = |column: usize| {
                let counts = chunk.column(column).counts();
                counts.get(place).copied().filter(|count| *count != MISSING_COUNT).unwrap_or_default()
            };
            let reactions = [activity::LIKES, activity::COMMENTS, activity::SHARES].map(count);
            let reactions = reactions.iter().fold(0, |sum: u32, more| sum.saturating_add(*more));
            found.insert(*key, Spread { reach: count(activity::REACH), reactions });
        }
    }
    found
}

/// What the team's decisions teach; `None` where there are too few. Flags that were overturned count as fine.
pub fn learn(workspace: &Workspace) -> Option<Classifier> {
    let examples = workspace.records.flags.iter().filter(|flag| !flag.text.trim().is_empty());
    Classifier::train(examples.filter_map(|flag| Some((flag.text.as_str(), rejected(flag)?))))
}

/// Words of the enabled lists.
pub fn words(workspace: &Workspace) -> Words {
    Words::new(workspace.records.word_lists.iter().map(|list: &Arc<WordList>| &**list))
}

/// Activities since an instant that somebody should look at, the most points first, then the latest. Messages by staff
/// and bots are left out; those that are flagged already are for the caller to leave out ([`flagged_rows`]).
pub fn suggest(
    workspace: &Workspace,
    words: &Words,
    learned: Option<&Classifier>,
    since: Option<Instant>,
) -> Vec<Suggestion> {
    let facts = &workspace.facts;
    let kinds = facts.dictionaries.get(DictionaryKind::Kind);
    let spoken = [kind::POST, kind::COMMENT, kind::REPLY].map(|kind| kinds.find(kind));
    let people = People::of(&facts.members);
    let firsts = firsts(&facts.activities, &spoken, facts.members.len());
    let repeated = repeated(&facts.activities, &spoken, &people, since);
    let mut found = Vec::new();
    for (number, chunk) in facts.activities.chunks().iter().enumerate() {
        let texts = chunk.column(activity::TEXT).texts();
        let times = chunk.column(activity::TIME).times();
        let members = chunk.column(activity::MEMBER).codes();
        let codes = chunk.column(activity::KIND).codes();
        for (place, text) in texts.iter().enumerate() {
            let at = times.get(place).copied().unwrap_or(MISSING_TIME);
            let kind = codes.get(place).copied().unwrap_or(MISSING_CODE);
            if text.is_empty() || !spoken.contains(&Some(kind)) || since.is_some_and(|since| at < since) {
                continue;
            }
            let who = members.get(place).copied().unwrap_or(MISSING_CODE);
            if people.ours(who) {
                continue;
            }
            let row = (number * CHUNK_ROWS + place) as u32;
            let mut signals = of_text(text, words);
            match repeated.get(&row) {
                Some((0, others)) => signals.push(Signal::Repeated(*others as usize)),
                Some((mine, _)) => signals.push(Signal::Again(*mine as usize)),
                None => {}
            }
            if firsts.get(who as usize) == Some(&row) {
                signals.push(Signal::FirstMessage);
            }
            if let Some(joined) = people.joined(who)
                && at != MISSING_TIME
                && (0..=NEW_DAYS * DAY_MS).contains(&(at - joined))
            {
                signals.push(Signal::NewAccount((at - joined) / DAY_MS));
            }
            if let Some(learned) = learned
                && learned.probability(text) >= LEARNED_FROM
            {
                let opinion = learned.opinion(text, 6);
                let for_it = opinion.because.into_iter().filter(|(_, weight)| *weight > 0.0);
                let words = for_it.map(|(word, _)| word).take(3).collect();
                signals.push(Signal::Learned { probability: opinion.probability, words });
            }
            let points = signals.iter().map(Signal::points).sum();
            if points >= SUGGEST_FROM {
                let at = (at != MISSING_TIME).then_some(at);
                found.push(Suggestion { row, at, points, advice: advice(&signals), signals });
            }
        }
    }
    found.sort_by_key(|one| std::cmp::Reverse((one.points, one.at, one.row)));
    found
}

fn advice(signals: &[Signal]) -> Advice {
    let has = |key: &str| signals.iter().any(|signal| signal.key() == key);
    if has("banned") {
        Advice::Reject
    } else if has("suspect") || (has("first") && (has("links") || has("repeated") || has("again") || has("learned"))) {
        Advice::Hold
    } else {
        Advice::Look
    }
}

/// Rows of these activities that have a flag already.
pub fn flagged_rows(workspace: &Workspace, suggestions: &[Suggestion]) -> FxHashSet<u32> {
    let facts = &workspace.facts;
    let sources = facts.dictionaries.get(DictionaryKind::Source);
    let keys = workspace.records.flags.iter().filter_map(|flag| flag.activity.as_ref());
    let flagged: FxHashSet<(&str, &str)> = keys.map(|one| (one.source.as_str(), one.id.as_str())).collect();
    let rows = suggestions.iter().map(|one| one.row).filter(|row| {
        let row = *row as usize;
        let source = facts.activities.code(row, activity::SOURCE).map_or("", |code| sources.text(code));
        flagged.contains(&(source, facts.activities.text(row, activity::ID)))
    });
    rows.collect()
}

/// The row of the activity that a flag is about; `None` where it is not among the facts any more.
pub fn row_of(workspace: &Workspace, flag: &Flag) -> Option<u32> {
    let wanted = flag.activity.as_ref()?;
    let facts = &workspace.facts;
    let source = facts.dictionaries.get(DictionaryKind::Source).find(&wanted.source)?;
    facts.activities.chunks().iter().enumerate().find_map(|(number, chunk)| {
        let sources = chunk.column(activity::SOURCE).codes();
        let mut ids = chunk.column(activity::ID).texts().iter().enumerate();
        let hit = ids.find(|(place, id)| *id == wanted.id && sources.get(*place) == Some(&source));
        hit.map(|(place, _)| (number * CHUNK_ROWS + place) as u32)
    })
}

/// What is known of the members.
struct People {
    ours: Vec<bool>,
    joined: Vec<i64>,
}

impl People {
    fn of(members: &Table) -> Self {
        let mut people = Self { ours: Vec::with_capacity(members.len()), joined: Vec::with_capacity(members.len()) };
        for chunk in members.chunks() {
            let (staff, bots) = (chunk.column(member::STAFF).byte_values(), chunk.column(member::BOT).byte_values());
            let yes = |byte: &u8| *byte != MISSING_BYTE && *byte > 0;
            people.ours.extend(staff.iter().zip(bots).map(|(staff, bot)| yes(staff) || yes(bot)));
            people.joined.extend(chunk.column(member::JOINED).times());
        }
        people
    }

    /// Whether it is somebody of the team, or a bot.
    fn ours(&self, who: u32) -> bool {
        self.ours.get(who as usize).copied().unwrap_or_default()
    }

    fn joined(&self, who: u32) -> Option<Instant> {
        self.joined.get(who as usize).copied().filter(|joined| *joined != MISSING_TIME)
    }
}

/// The first message of each member: its row. Messages without a time are never the first.
fn firsts(activities: &Table, spoken: &[Option<u32>; 3], members: usize) -> Vec<u32> {
    let mut firsts = vec![(i64::MAX, MISSING_CODE); members];
    for (number, chunk) in activities.chunks().iter().enumerate() {
        let times = chunk.column(activity::TIME).times();
        let kinds = chunk.column(activity::KIND).codes();
        for (place, who) in chunk.column(activity::MEMBER).codes().iter().enumerate() {
            let (Some(at), Some(kind)) = (times.get(place), kinds.get(place)) else { continue };
            if *at == MISSING_TIME || !spoken.contains(&Some(*kind)) {
                continue;
            }
            if let Some(first) = firsts.get_mut(*who as usize)
                && *at < first.0
            {
                *first = (*at, (number * CHUNK_ROWS + place) as u32);
            }
        }
    }
    firsts.into_iter().map(|(_, row)| row).collect()
}

/// Messages whose words stand elsewhere: at least two more by anybody within a day, or one more by the same person within
/// seven days; by row, how many others of the same person there are, and how many of anybody.
fn repeated(
    activities: &Table,
    spoken: &[Option<u32>; 3],
    people: &People,
    since: Option<Instant>,
) -> FxHashMap<u32, (u32, u32)> {
    // Seven days before the first that is asked for, so that earlier ones are known.
    let since = since.map(|since| since.saturating_sub(7 * DAY_MS));
    let mut same: FxHashMap<u64, Vec<(i64, u32, u32)>> = FxHashMap::default();
    for (number, chunk) in activities.chunks().iter().enumerate() {
        let times = chunk.column(activity::TIME).times();
        let members = chunk.column(activity::MEMBER).codes();
        let kinds = chunk.column(activity::KIND).codes();
        for (place, text) in chunk.column(activity::TEXT).texts().iter().enumerate() {
            let at = times.get(place).copied().unwrap_or(MISSING_TIME);
            let who = members.get(place).copied().unwrap_or(MISSING_CODE);
            let kind = kinds.get(place).copied().unwrap_or(MISSING_CODE);
            if text.len() < REPEATED_BYTES
                || at == MISSING_TIME
                || since.is_some_and(|since| at < since)
                || !spoken.contains(&Some(kind))
                || people.ours(who)
            {
                continue;
            }
            same.entry(words_hash(text)).or_default().push((at, who, (number * CHUNK_ROWS + place) as u32));
        }
    }
    let mut repeated = FxHashMap::default();
    for group in same.values_mut().filter(|group| group.len() > 1) {
        group.sort_unstable();
        let (mut from, mut to) = (0, 0);
        let mut last: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
        for (place, (_, who, _)) in group.iter().enumerate() {
            if *who != MISSING_CODE {
                last.entry(*who).or_default().push(place);
            }
        }
        let mut mine: FxHashMap<u32, u32> = FxHashMap::default();
        for places in last.values() {
            let (mut from, mut to) = (0, 0);
            let time = |place: usize| places.get(place).and_then(|at| group.get(*at)).map(|one| one.0);
            for place in places {
                let Some((at, _, row)) = group.get(*place) else { continue };
                while time(from).is_some_and(|one| at - one > 7 * DAY_MS) {
                    from += 1;
                }
                while time(to).is_some_and(|one| one - at <= 7 * DAY_MS) {
                    to += 1;
                }
                mine.insert(*row, (to - from).saturating_sub(1) as u32);
            }
        }
        for (at, _, row) in group.iter() {
            while group.get(from).is_some_and(|one| at - one.0 > DAY_MS) {
                from += 1;
            }
            while group.get(to).is_some_and(|one| one.0 - at <= DAY_MS) {
                to += 1;
            }
            let near = (to - from).saturating_sub(1) as u32;
            let own = mine.get(row).copied().unwrap_or_default();
            if own > 0 || near >= 2 {
                repeated.insert(*row, (own, near));
            }
        }
    }
    repeated
}

/// The letters of a text as one number: case, diacritics, spaces and signs aside.
fn words_hash(text: &str) -> u64 {
    let mut letters = String::with_capacity(text.len());
    letters.extend(glyphs::of(text).iter().map(|glyph| glyph.letter).filter(|letter| letter.is_alphanumeric()));
    xxhash_rust::xxh3::xxh3_64(letters.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        Id, Settings, Zone,
        facts::Value,
        record::{FactReference, WordListKind},
    };

    /// Members 0 and 1, member 2 of staff; activities with who, when (hours) and text.
    fn workspace(said: &[(u32, i64, &str)]) -> Workspace {
        let mut workspace = Workspace::new(Settings::new(Id::mint(1, [1; 10]), "Test", 1, Zone::UTC));
        let facts = &mut workspace.facts;
        let dictionaries = Arc::make_mut(&mut facts.dictionaries);
        let source = Value::Code(dictionaries.get_mut(DictionaryKind::Source).code("forum"));
        let comment = Value::Code(dictionaries.get_mut(DictionaryKind::Kind).code(kind::COMMENT));
        let mut builder = facts.members.clone().into_builder();
        for (number, id) in ["a", "b", "s"].into_iter().enumerate() {
            let mut cells = [Value::Missing; member::COLUMNS.len()];
            (cells[member::ID], cells[member::SOURCE]) = (Value::Text(id), source);
            cells[member::STAFF] = Value::Byte(u8::from(number == 2));
            cells[member::JOINED] = Value::Time(if number == 1 { 100 * 3_600_000 } else { 0 });
            builder.push(&cells);
        }
        facts.members = builder.finish();
        let mut builder = facts.activities.clone().into_builder();
        for (number, (who, hours, text)) in said.iter().enumerate() {
            let mut cells = [Value::Missing; activity::COLUMNS.len()];
            let id = format!("x{number}");
            (cells[activity::ID], cells[activity::SOURCE]) = (Value::Text(&id), source);
            (cells[activity::MEMBER], cells[activity::KIND]) = (Value::Code(*who), comment);
            cells[activity::TIME] = Value::Time(*hours * 3_600_000);
            cells[activity::TEXT] = Value::Text(text);
            cells[activity::LIKES] = Value::Count(7);
            builder.push(&cells);
        }
        facts.activities = builder.finish();
        workspace
    }

    fn list(kind: WordListKind, words: &[&str]) -> WordList {
        let mut list = WordList::new(Id::mint(1, [1; 10]), 1, kind, "List");
        list.words = words.iter().map(|word| (*word).to_owned()).collect();
        list
    }

    #[test]
    fn activities_are_suggested_for_what_they_say_and_who_says_it() {
        let workspace = workspace(&[
            (0, 1_000, "Good morning to everybody here"),
            (0, 1_001, "You complete idiot"),
            (1, 101, "My first message has a link: example.com"),
            (2, 1_002, "Do not say idiot, says the team"),
            (0, 2_000, "Please look at my wonderful shop, all of you"),
            (0, 2_020, "please look at my WONDERFUL shop - all of you!"),
            (0, 2_300, "Good morning to everybody here"),
        ]);
        let banned = list(WordListKind::Banned, &["idiot"]);
        let found = suggest(&workspace, &Words::new([&banned]), None, None);
        let rows: Vec<(u32, Advice)> = found.iter().map(|one| (one.row, one.advice)).collect();
        assert_eq!(rows, [(1, Advice::Reject), (2, Advice::Hold)]);
        let keys: Vec<&str> = found[1].signals.iter().map(Signal::key).collect();
        assert_eq!(keys, ["links", "first", "new"]);
        assert_eq!(found[1].points, 40);
        // Repetition alone is less than a suggestion.
        let late = suggest(&workspace, &Words::default(), None, Some(1_500 * 3_600_000));
        assert!(late.is_empty(), "{late:?}");
    }

    #[test]
    fn what_is_flagged_is_known_and_found_again() {
        let workspace = workspace(&[(0, 1_000, "idiot"), (1, 1_000, "idiot")]);
        let banned = list(WordListKind::Banned, &["idiot"]);
        let found = suggest(&workspace, &Words::new([&banned]), None, None);
        assert_eq!(found.len(), 2);
        let mut with_flag = workspace.clone();
        let mut flag = Flag::new(Id::mint(9, [9; 10]), 5, "idiot");
        flag.activity = Some(FactReference::new("forum", "x1"));
        assert_eq!(row_of(&workspace, &flag), Some(1));
        with_flag.records.flags.insert(flag.id, Arc::new(flag));
        assert_eq!(flagged_rows(&with_flag, &found).into_iter().collect::<Vec<_>>(), [1]);
        let queue = queue(&with_flag, &|_| true, 5);
        assert!(queue[0].score.parts.iter().any(|part| part.name == "Spread" && part.because.starts_with('7')));
    }

    #[test]
    fn many_repetitions_within_a_day_are_one_signal() {
        let text = "Cheap keys for everything you ever wanted";
        let said: Vec<(u32, i64, &str)> = (0..4).map(|n| (n % 2, 500 + i64::from(n) * 5, text)).collect();
        let workspace = workspace(&said);
        let mut found = suggest(&workspace, &Words::default(), None, None);
        // One more time by the same person is not much; with the link it comes to a suggestion.
        found.retain(|one| !one.signals.contains(&Signal::FirstMessage));
        assert!(found.is_empty(), "{found:?}");
        let text = "Cheap keys for everything you ever wanted: example.com";
        let said: Vec<(u32, i64, &str)> = said.into_iter().map(|(who, at, _)| (who, at, text)).collect();
        let workspace = super::tests::workspace(&said);
        let found = suggest(&workspace, &Words::default(), None, None);
        assert_eq!(found.len(), 4, "{found:?}");
        assert!(found.iter().all(|one| one.signals[0] == Signal::Links(1)));
        let found: Vec<_> =
            found.into_iter().map(|one| Suggestion { signals: one.signals[1..].to_vec(), ..one }).collect();
        assert!(found.iter().all(|one| one.signals[0] == Signal::Again(1)));
    }
}
