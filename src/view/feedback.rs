//! What the feedback screen shows, worked out of the workspace: rows in their order, who asked, texts for themes.

use crate::{
    feedback::{Corpus, HALF_LIFE_DAYS, Loop, LoopState, Message, closed_loop, tally, trending},
    model::{
        Id, Instant, Workspace,
        facts::{DictionaryKind, TableKind, Value, activity, member},
        record::{FactReference, FeedbackItem, FeedbackSource, FeedbackStatus},
        time::DAY_MS,
    },
    search::{Search, fold},
    view::route::{FeedbackSort, FeedbackView, ThemeTexts},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// Statuses that are columns of the board: a duplicate has its place with its original.
pub const COLUMNS: [FeedbackStatus; 6] = [
    FeedbackStatus::Open,
    FeedbackStatus::UnderReview,
    FeedbackStatus::Planned,
    FeedbackStatus::Started,
    FeedbackStatus::Completed,
    FeedbackStatus::Declined,
];

/// Days of which themes are shown, where the address does not say.
pub const THEME_DAYS: u16 = 28;
/// Longest name that is shown, in characters.
const NAME_SHOWN: usize = 120;
/// Longest text that is shown of what somebody said, in characters.
const SHOWN: usize = 600;

/// An item with what can be counted of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The item.
    pub item: Arc<FeedbackItem>,
    /// People who want it.
    pub votes: usize,
    /// How much it is wanted now.
    pub trending: f64,
    /// How far the loop is.
    pub state: LoopState,
    /// People who have to be told.
    pub to_tell: usize,
}

impl Row {
    /// Of an item, now.
    pub fn of(item: &Arc<FeedbackItem>, now: Instant) -> Self {
        let asked = closed_loop(item);
        let to_tell = if asked.state == LoopState::Waiting { asked.waiting().count() } else { 0 };
        Self {
            votes: tally(item).votes,
            trending: trending(item, now, HALF_LIFE_DAYS),
            state: asked.state,
            to_tell,
            item: item.clone(),
        }
    }
}

/// The items that the filters let through, in their order.
pub fn rows(workspace: &Workspace, view: &FeedbackView, now: Instant) -> Vec<Row> {
    let wanted = Search::new(&view.search);
    let lets = |item: &FeedbackItem| {
        let status = if view.statuses.is_empty() {
            item.status != FeedbackStatus::Duplicate
        } else {
            view.statuses.contains(&item.status)
        };
        status
            && (view.areas.is_empty() || view.areas.contains(&item.area))
            && (wanted.is_empty() || wanted.matches(&searched(item)))
    };
    let items = workspace.records.feedback.iter().filter(|item| lets(item));
    let mut rows: Vec<Row> = items.map(|item| Row::of(item, now)).collect();
    if view.to_tell {
        rows.retain(|row| row.to_tell > 0);
    }
    let newest = |a: &Row, b: &Row| (b.item.created, b.item.id).cmp(&(a.item.created, a.item.id));
    match view.sort {
        FeedbackSort::Votes => rows.sort_by(|a, b| b.votes.cmp(&a.votes).then_with(|| newest(a, b))),
        FeedbackSort::Trending => rows.sort_by(|a, b| b.trending.total_cmp(&a.trending).then_with(|| newest(a, b))),
        FeedbackSort::Newest => rows.sort_by(newest),
    }
    rows
}

fn searched(item: &FeedbackItem) -> String {
    let mut text = [&*item.title, &item.description, &item.area, &item.theme, &item.owner, &item.response].join("\n");
    item.tags.iter().map(String::as_str).chain(item.sources.iter().map(|source| source.text.as_str())).for_each(
        |more| {
            text.push('\n');
            text.push_str(more);
        },
    );
    text
}

/// Product areas and themes that items have, each once, in order.
pub fn areas(workspace: &Workspace) -> Vec<String> {
    let areas: BTreeSet<&str> = workspace.records.feedback.iter().map(|item| item.area.as_str()).collect();
    areas.into_iter().map(str::to_owned).collect()
}

/// How many people in all have to be told something.
pub fn to_tell(workspace: &Workspace) -> usize {
    untold(workspace).into_iter().map(|(_, people)| people).sum()
}

/// The items whose askers have not all been told, each with how many are left.
pub fn untold(workspace: &Workspace) -> Vec<(Arc<FeedbackItem>, usize)> {
    let loops = workspace.records.feedback.iter().map(|item| (item, closed_loop(item)));
    let waiting = loops.filter(|(_, asked)| asked.state == LoopState::Waiting);
    waiting.map(|(item, asked)| (Arc::clone(item), asked.waiting().count())).collect()
}

/// Rows of a table of facts by the keys that records point with, found in one pass over the table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found(BTreeMap<(String, String), u32>);

impl Found {
    /// The rows of these.
    pub fn new<'a>(
        workspace: &Workspace,
        kind: TableKind,
        wanted: impl IntoIterator<Item = &'a FactReference>,
    ) -> Self {
        let (id, source) = match kind {
            TableKind::Members => (member::ID, member::SOURCE),
            TableKind::Activities => (activity::ID, activity::SOURCE),
            TableKind::Posts | TableKind::ChannelDays => return Self::default(),
        };
        let sources = workspace.facts.dictionaries.get(DictionaryKind::Source);
        let mut ids: BTreeMap<&str, Vec<(u32, &FactReference)>> = BTreeMap::new();
        for reference in wanted {
            if let Some(code) = sources.find(&reference.source) {
                ids.entry(&reference.id).or_default().push((code, reference));
            }
        }
        let mut found = Self::default();
        if ids.is_empty() {
            return found;
        }
        let table = workspace.facts.table(kind);
        for row in 0..table.len() {
            let Some(wanted) = ids.get(table.text(row, id)) else { continue };
            let code = table.code(row, source);
            for (_, reference) in wanted.iter().filter(|(source, _)| Some(*source) == code) {
                found.0.entry((reference.source.clone(), reference.id.clone())).or_insert(row as u32);
            }
        }
        found
    }

    /// The row of a reference.
    pub fn row(&self, reference: &FactReference) -> Option<u32> {
        self.0.get(&(reference.source.clone(), reference.id.clone())).copied()
    }
}

/// The members that an item names.
pub fn members_of(item: &FeedbackItem) -> impl Iterator<Item = &FactReference> {
    let votes = item.votes.iter().filter_map(|vote| vote.member.as_ref());
    let sources = item.sources.iter().filter_map(|source| source.member.as_ref());
    votes.chain(sources).chain(item.told.iter().filter_map(|told| told.member.as_ref()))
}

/// What somebody is called: as the members table says, else by the given name, else by the id.
pub fn name_of(workspace: &Workspace, members: &Found, reference: Option<&FactReference>, name: &str) -> String {
    let row = reference.and_then(|reference| members.row(reference));
    let known = row.map_or("", |row| workspace.facts.members.text(row as usize, member::NAME));
    let id = reference.map_or("", |reference| reference.id.as_str());
    let found = [known, name, id].into_iter().map(str::trim).find(|name| !name.is_empty());
    // A name is a line; what is longer is none.
    found.unwrap_or("Somebody").chars().take(NAME_SHOWN).collect()
}

/// Public texts of these statuses in which somebody who asked, or works on it, is named: the item's title and the name as
/// it was found. A name is looked for whole, and its first word alone, as whole words.
pub fn named(workspace: &Workspace, statuses: &[FeedbackStatus]) -> Vec<(String, String)> {
    let items: Vec<&Arc<FeedbackItem>> =
        workspace.records.feedback.iter().filter(|item| statuses.contains(&item.status)).collect();
    let members = Found::new(workspace, TableKind::Members, items.iter().flat_map(|item| members_of(item)));
    let mut found = Vec::new();
    for item in items {
        let public = fold(&format!("{}\n{}\n{}", item.title, item.area, item.response));
        let known = members_of(item).map(|member| name_of(workspace, &members, Some(member), ""));
        let given = item.votes.iter().map(|vote| vote.name.clone());
        let given = given.chain(item.sources.iter().map(|source| source.name.clone()));
        let ours = item.history.iter().map(|step| step.who.clone()).chain([item.owner.clone()]);
        let mut names: Vec<String> = known.chain(given).chain(ours).collect();
        names.sort();
        names.dedup();
        for name in names {
            let whole = fold(name.trim());
            let first = whole.split_whitespace().next().unwrap_or_default();
            if [&*whole, first].into_iter().any(|part| part.chars().count() >= 3 && has_word(&public, part)) {
                found.push((item.title.clone(), name));
            }
        }
    }
    found
}

/// Whether a word or words stand in a text with no letter on either side.
fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at + word.len()..).and_then(|after| after.chars().next());
        [before, after].into_iter().flatten().all(|letter| !letter.is_alphanumeric())
    })
}

/// The text of what somebody said, cut where it is very long.
pub fn clipped(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// A message, of an activity.
pub fn message_of(workspace: &Workspace, row: usize) -> Option<Message> {
    let activities = &workspace.facts.activities;
    let text = activities.text(row, activity::TEXT);
    if text.trim().is_empty() {
        return None;
    }
    let sources = workspace.facts.dictionaries.get(DictionaryKind::Source);
    let id = activities.text(row, activity::ID);
    let source = activities.code(row, activity::SOURCE).map_or("", |code| sources.text(code));
    let members = &workspace.facts.members;
    let who = activities.code(row, activity::MEMBER).map(|row| row as usize).filter(|row| *row < members.len());
    Some(Message {
        activity: (!id.is_empty()).then(|| FactReference::new(source, id)),
        conversation: None,
        member: who.map(|row| {
            let source = members.code(row, member::SOURCE).map_or("", |code| sources.text(code));
            FactReference::new(source, members.text(row, member::ID))
        }),
        name: String::new(),
        at: activities.time(row, activity::TIME).unwrap_or_default(),
        text: text.to_owned(),
    })
}

/// The item that something said is a source of: by the activity it is, else by its conversation and words.
pub fn item_of(workspace: &Workspace, message: &Message) -> Option<Id> {
    let is = |source: &FeedbackSource| match (&message.activity, &source.activity) {
        (Some(said), Some(other)) => said.source == other.source && said.id == other.id,
        (None, None) => {
            message.conversation.is_some() && message.conversation == source.conversation && message.text == source.text
        }
        _ => false,
    };
    let mut items = workspace.records.feedback.iter().filter(|item| item.sources.iter().any(is));
    items.next().map(|item| item.id)
}

/// A text in which themes are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextOf {
    /// What a member said: a row of the activities.
    Activity(u32),
    /// A feedback item.
    Item(Id),
}

/// Texts that themes are looked for in, read once.
#[derive(Debug, Default)]
pub struct Texts {
    /// Their words.
    pub corpus: Corpus,
    /// What each of them is.
    pub of: Vec<TextOf>,
    /// When each was said: ms since 1970, UTC.
    pub at: Vec<Instant>,
}

/// Reads texts piece by piece, so that a page can draw between.
#[derive(Debug)]
pub struct TextsReader {
    texts: Texts,
    /// What is left to read, in the order of time.
    order: Vec<(Instant, TextOf)>,
    done: usize,
}

impl TextsReader {
    /// Of what members said (staff and bots aside), or of what feedback items say.
    pub fn new(workspace: &Workspace, which: ThemeTexts) -> Self {
        let order = match which {
            ThemeTexts::Activities => activities(workspace),
            ThemeTexts::Feedback => {
                let items = workspace.records.feedback.iter().map(|item| (item.created, TextOf::Item(item.id)));
                let mut items: Vec<_> = items.collect();
                items.sort_by_key(|(at, _)| *at);
                items
            }
        };
        Self { texts: Texts::default(), order, done: 0 }
    }

    /// Texts in all.
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// Reads some more; `false` where there was nothing left.
    pub fn read(&mut self, workspace: &Workspace, count: usize) -> bool {
        let from = self.done;
        self.done = from.saturating_add(count).min(self.order.len());
        for (at, of) in self.order.get(from..self.done).unwrap_or_default() {
            match of {
                TextOf::Activity(row) => {
                    self.texts.corpus.push(workspace.facts.activities.text(*row as usize, activity::TEXT));
                }
                TextOf::Item(id) => {
                    let item = workspace.records.feedback.get(*id);
                    self.texts.corpus.push(&item.map(|item| item_text(item)).unwrap_or_default());
                }
            }
            self.texts.of.push(*of);
            self.texts.at.push(*at);
        }
        from < self.order.len()
    }

    /// What was read.
    pub fn finish(self) -> Texts {
        self.texts
    }
}

fn item_text(item: &FeedbackItem) -> String {
    let mut text = format!("{}\n{}", item.title, item.description);
    for source in &item.sources {
        text.push('\n');
        text.push_str(&source.text);
    }
    text
}

/// What members said with words, staff and bots aside.
fn activities(workspace: &Workspace) -> Vec<(Instant, TextOf)> {
    let (activities, members) = (&workspace.facts.activities, &workspace.facts.members);
    let ours: Vec<bool> = (0..members.len())
        .map(|row| [member::STAFF, member::BOT].iter().any(|column| members.get(row, *column) == Value::Byte(1)))
        .collect();
    let mut places = Vec::new();
    for row in 0..activities.len() {
        let who = activities.code(row, activity::MEMBER);
        let theirs = !who.is_some_and(|who| ours.get(who as usize).copied().unwrap_or(false));
        if let (Some(at), true) = (activities.time(row, activity::TIME), theirs)
            && !activities.text(row, activity::TEXT).is_empty()
        {
            places.push((at, TextOf::Activity(row as u32)));
        }
    }
    places.sort_by_key(|(at, _)| *at);
    places
}

/// From which instant on texts belong to the last days.
pub fn theme_start(now: Instant, days: u16) -> Instant {
    now.saturating_sub(i64::from(days) * DAY_MS)
}

/// Those who asked, the ones to be told first.
pub fn askers(found: &Loop) -> Vec<&crate::feedback::Asker> {
    let (mut waiting, told): (Vec<_>, Vec<_>) = found.askers.iter().partition(|asker| asker.told.is_none());
    waiting.extend(told);
    waiting
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        feedback::{from_message, themes},
        model::Day,
        sample::community,
        view::route::{FeedbackSection, Route},
    };

    fn sample() -> (Workspace, Instant) {
        let today = Day::from_ymd(2026, 11, 22).unwrap();
        let sample = community(7, today);
        let now = sample.settings.zone.day_start(today);
        (sample, now)
    }

    #[test]
    fn filters_and_orders_hold() {
        let (sample, now) = sample();
        let of = |view: &FeedbackView| rows(&sample, view, now);
        let all = of(&FeedbackView::default());
        assert!(all.len() < 40 && all.is_sorted_by(|a, b| a.votes >= b.votes), "duplicates are with their originals");
        let view = |address: &str| match Route::parse(address) {
            Route::Feedback(view) => view,
            other => panic!("{other:?}"),
        };
        let trending = of(&view("#/feedback?sort=trending"));
        assert!(trending.is_sorted_by(|a, b| a.trending >= b.trending));
        let newest = of(&view("#/feedback?sort=newest"));
        assert!(newest.is_sorted_by(|a, b| a.item.created >= b.item.created));
        let duplicates = of(&view("#/feedback?status=duplicate"));
        assert_eq!(duplicates.len() + all.len(), 40);
        let tell = of(&view("#/feedback?tell=true"));
        assert!(!tell.is_empty() && tell.iter().all(|row| row.to_tell > 0));
        assert_eq!(tell.iter().map(|row| row.to_tell).sum::<usize>(), to_tell(&sample));
        let mobile = of(&view("#/feedback?area=Mobile+app&search=OFFLINE"));
        assert_eq!(mobile.len(), 2);
        assert!(areas(&sample).contains(&"Mobile app".to_owned()));
        assert!(of(&view("#/feedback?search=nowhere%20to%20be%20found")).is_empty());
        assert_eq!(view("#/feedback?section=surveys").section, FeedbackSection::Surveys);
    }

    #[test]
    fn who_asked_has_a_name_and_what_was_said_a_row() {
        let (sample, _) = sample();
        let item = sample.records.feedback.iter().find(|item| !item.sources.is_empty()).unwrap();
        let members = Found::new(&sample, TableKind::Members, members_of(item));
        for vote in &item.votes {
            let name = name_of(&sample, &members, vote.member.as_ref(), &vote.name);
            assert!(name.contains(' ') || !name.is_empty() && name != vote.member.as_ref().unwrap().id, "{name}");
        }
        let said = item.sources[0].activity.as_ref().unwrap();
        let acts = Found::new(&sample, TableKind::Activities, [said]);
        let row = acts.row(said).unwrap() as usize;
        let message = message_of(&sample, row).unwrap();
        assert_eq!(message.text, item.sources[0].text);
        assert_eq!((message.activity.as_ref(), message.member.clone()), (Some(said), item.sources[0].member.clone()));
        assert_eq!(item_of(&sample, &message), Some(item.id));
        let other = Message { activity: Some(FactReference::new("forum", "none")), ..message.clone() };
        assert_eq!(item_of(&sample, &other), None);
        assert_eq!(from_message(Id::derived("n"), 0, &message).sources[0].activity.as_ref(), Some(said));
        assert_eq!(name_of(&sample, &members, Some(&FactReference::new("x", "gone")), ""), "gone");
        assert_eq!(name_of(&sample, &members, None, " "), "Somebody");
    }

    #[test]
    fn names_in_public_texts_are_found_before_they_go_out() {
        let (mut sample, _) = sample();
        let all = FeedbackStatus::ALL;
        assert_eq!(named(&sample, all), Vec::new(), "the sample's public texts name nobody");
        let item = sample.records.feedback.iter().find(|item| item.title == "Captions on every video").unwrap();
        let mut item = (**item).clone();
        item.votes.push(crate::model::record::Vote::of_name(1, "Zoë Überwald"));
        for (response, expected) in
            [("Thanks, zoe!", 1), ("Ask ZOË ÜBERWALD.", 1), ("Zoélogy is no name", 0), ("Nothing", 0)]
        {
            item.response = response.to_owned();
            sample.records.put(item.clone().into());
            let found = named(&sample, &[FeedbackStatus::Completed]);
            assert_eq!(found.len(), expected, "{response}: {found:?}");
        }
        item.response = "Thanks, Zoë".to_owned();
        sample.records.put(item.into());
        assert!(named(&sample, &[FeedbackStatus::Planned]).is_empty(), "only what goes out is looked at");
    }

    #[test]
    fn themes_are_of_the_last_days() {
        let (sample, now) = sample();
        for which in ThemeTexts::ALL {
            let mut reader = TextsReader::new(&sample, *which);
            while reader.read(&sample, 1_000) {}
            let texts = reader.finish();
            assert!(texts.at.is_sorted() && texts.corpus.len() == texts.of.len() && !texts.of.is_empty());
            let since = theme_start(now, 90);
            for theme in themes(&texts.corpus, &|place| texts.at[place] >= since, 20) {
                assert!(theme.examples.iter().all(|place| texts.at[*place] >= since));
            }
        }
        let long = "é".repeat(1 << 20);
        assert_eq!(clipped(&long).chars().count(), SHOWN + 1);
    }
}
