//! The conversations of a moment: those of the facts that need somebody, and all that somebody touched or entered, each
//! with its status and its clocks.
//!
//! A conversation nobody touched is open while the person waits for an answer by staff, and done once they have one. One
//! that somebody touched has the status they gave it, until the person writes again: then it is open. A snoozed one is
//! open again when its time has come.

use super::{
    queue::{Rank, rank},
    sla::{Clock, Promise, Promises, SlaState},
    threads::{Talk, Talks, code},
    turns::Turns,
};
use crate::model::{
    Id, Instant, Workspace,
    facts::{DictionaryKind, Facts, MISSING_CODE, MISSING_TIME, activity, member},
    record::{Conversation, ConversationKind, ConversationStatus, FactReference, Priority},
    time::DAY_MS,
};
use std::{fmt, str::FromStr, sync::Arc};

/// How far back conversations are shown that nobody touched: from the person's last message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Horizon {
    /// The last 14 days.
    #[default]
    Fortnight,
    /// The last 90 days.
    Quarter,
    /// All.
    All,
}

impl Horizon {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Fortnight, Self::Quarter, Self::All];

    /// Its name in addresses.
    pub fn key(self) -> &'static str {
        match self {
            Self::Fortnight => "14d",
            Self::Quarter => "90d",
            Self::All => "all",
        }
    }

    /// In a person's words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Fortnight => "Last 14 days",
            Self::Quarter => "Last 90 days",
            Self::All => "All time",
        }
    }

    /// The earliest instant that is within.
    pub fn start(self, now: Instant) -> Instant {
        match self {
            Self::Fortnight => now.saturating_sub(14 * DAY_MS),
            Self::Quarter => now.saturating_sub(90 * DAY_MS),
            Self::All => Instant::MIN,
        }
    }
}

/// What a conversation is known by: its record, or the row of its opening where there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ItemKey {
    /// The record.
    Record(Id),
    /// The row of the activities that opened it.
    Row(u32),
}

impl fmt::Display for ItemKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Record(id) => id.fmt(f),
            Self::Row(row) => row.fmt(f),
        }
    }
}

impl FromStr for ItemKey {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        text.parse().map(Self::Row).or_else(|_| text.parse().map(Self::Record)).map_err(|_| ())
    }
}

/// One conversation as it stands.
#[derive(Clone, Debug)]
pub struct Item {
    /// What it is known by.
    pub key: ItemKey,
    /// What somebody decided about it.
    pub record: Option<Arc<Conversation>>,
    /// Its place in the conversations of the facts.
    pub talk: Option<u32>,
    /// What sort it is.
    pub kind: ConversationKind,
    /// Its channel.
    pub channel: Option<Id>,
    /// How much it presses.
    pub priority: Priority,
    /// How far it is, now.
    pub status: ConversationStatus,
    /// When it came to that, where it is resolved: ms since 1970, UTC.
    pub resolved: Option<Instant>,
    /// When it was opened.
    pub asked: Instant,
    /// Since when the person waits for an answer.
    pub waiting: Option<Instant>,
    /// When something was last said.
    pub latest: Instant,
    /// The clock that is due first of those that run.
    pub clock: Option<Clock>,
    /// Where it stands in the queue.
    pub rank: Rank,
}

/// How many there are of each status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// By status, in the order of [`ConversationStatus::ALL`].
    pub statuses: [usize; 4],
    /// Open ones that are at risk.
    pub at_risk: usize,
    /// Open ones that are overdue.
    pub missed: usize,
}

impl Counts {
    /// How many have a status.
    pub fn of(&self, status: ConversationStatus) -> usize {
        self.statuses.get(status as usize).copied().unwrap_or_default()
    }
}

/// The conversations of a moment.
#[derive(Clone, Debug)]
pub struct Inbox {
    /// In the order of the queue.
    pub items: Vec<Item>,
    /// Opened before the horizon, waiting, and not shown.
    pub older: usize,
}

impl Inbox {
    /// Those of a workspace, now. `talks` are those of its facts.
    pub fn new(workspace: &Workspace, talks: &Talks, promises: &Promises, now: Instant, horizon: Horizon) -> Self {
        let facts = &workspace.facts;
        let channels = channels(facts);
        let mut items: Vec<Item> = Vec::new();
        let mut touched = vec![false; talks.all().len()];
        for record in workspace.records.conversations.iter() {
            let place = record.activity.as_ref().and_then(|opening| talks.find(facts, opening));
            // Of two records of one conversation the older is shown with the messages, the other by itself.
            let place = place.filter(|place| !touched.get(*place as usize).copied().unwrap_or(true));
            if let Some(flag) = place.and_then(|place| touched.get_mut(place as usize)) {
                *flag = true;
            }
            items.push(kept(facts, talks, promises, record, place, &channels, now));
        }
        let start = horizon.start(now);
        let mut older = 0;
        for ((place, talk), touched) in (0_u32..).zip(talks.all()).zip(&touched) {
            if *touched || talk.asked > now {
                continue;
            }
            if talk.last_in < start {
                older += usize::from(talk.waiting != MISSING_TIME);
                continue;
            }
            items.push(untouched(promises, talk, place, &channels, now));
        }
        items.sort_by_key(|item| item.rank);
        Self { items, older }
    }

    /// How many there are of each status.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for item in &self.items {
            if let Some(count) = counts.statuses.get_mut(item.status as usize) {
                *count += 1;
            }
            if item.status == ConversationStatus::Open {
                let state = item.clock.and_then(|clock| clock.state);
                counts.at_risk += usize::from(state == Some(SlaState::AtRisk));
                counts.missed += usize::from(state == Some(SlaState::Missed));
            }
        }
        counts
    }

    /// The conversation known by a key; one that had no record when the key was written is found by its opening.
    pub fn find(&self, talks: &Talks, key: ItemKey) -> Option<&Item> {
        self.items.iter().find(|item| item.key == key).or_else(|| {
            let ItemKey::Row(row) = key else { return None };
            let opens = |item: &&Item| {
                item.talk.and_then(|place| talks.all().get(place as usize)).is_some_and(|talk| talk.opener == row)
            };
            self.items.iter().find(opens)
        })
    }
}

impl Item {
    /// What is promised for it.
    pub fn of(&self) -> (Option<Id>, Priority) {
        (self.channel, self.priority)
    }

    /// Its messages and waits.
    pub fn turns(&self, facts: &Facts, talks: &Talks) -> Turns {
        let talk = self.talk.and_then(|place| talks.all().get(place as usize));
        Turns::new(facts, talks, talk, self.record.as_deref())
    }

    /// The person's name; empty where it is not known.
    pub fn name<'a>(&'a self, facts: &'a Facts, talks: &Talks) -> &'a str {
        let talk = self.talk.and_then(|place| talks.all().get(place as usize));
        let known = talk.map_or("", |talk| facts.members.text(talk.person as usize, member::NAME));
        match &self.record {
            Some(record) if known.is_empty() => &record.name,
            _ => known,
        }
    }

    /// What it says first: its subject, else the text of its opening.
    pub fn line<'a>(&'a self, facts: &'a Facts, talks: &Talks) -> &'a str {
        if let Some(record) = &self.record {
            if !record.subject.is_empty() {
                return &record.subject;
            }
            if self.talk.is_none() {
                return record.messages.first().map_or("", |message| &message.text);
            }
        }
        let talk = self.talk.and_then(|place| talks.all().get(place as usize));
        talk.map_or("", |talk| facts.activities.text(talk.opener as usize, activity::TEXT))
    }

    /// The record to change: that which is there, else a new one under this id with what is known.
    pub fn to_record(&self, facts: &Facts, talks: &Talks, id: Id, now: Instant) -> Conversation {
        if let Some(record) = &self.record {
            return Conversation { updated: now, ..(**record).clone() };
        }
        let mut record = Conversation::new(id, now, self.kind);
        (record.channel, record.name) = (self.channel, self.name(facts, talks).chars().take(200).collect());
        let source = |code: u32| facts.dictionaries.get(DictionaryKind::Source).text(code).to_owned();
        if let Some(talk) = self.talk.and_then(|place| talks.all().get(place as usize)) {
            let id = facts.activities.text(talk.opener as usize, activity::ID);
            record.activity = Some(FactReference::new(source(code(facts, talk.opener, activity::SOURCE)), id));
            if talk.person != MISSING_CODE {
                let from = facts.members.code(talk.person as usize, member::SOURCE).unwrap_or(MISSING_CODE);
                record.member =
                    Some(FactReference::new(source(from), facts.members.text(talk.person as usize, member::ID)));
            }
        }
        // What stood as resolved because we answered stays so until somebody says otherwise.
        if let Some(resolved) = self.resolved {
            record.step(resolved, ConversationStatus::Resolved, "");
            record.updated = now;
        }
        record
    }
}

/// The channels of the codes.
fn channels(facts: &Facts) -> Vec<Option<Id>> {
    facts.dictionaries.get(DictionaryKind::Channel).values().iter().map(|id| id.parse().ok()).collect()
}

fn channel_of(channels: &[Option<Id>], talk: &Talk) -> Option<Id> {
    channels.get(talk.channel as usize).copied().flatten()
}

/// A conversation nobody touched.
fn untouched(promises: &Promises, talk: &Talk, place: u32, channels: &[Option<Id>], now: Instant) -> Item {
    let channel = channel_of(channels, talk);
    let waiting = (talk.waiting != MISSING_TIME).then_some(talk.waiting);
    let status = if waiting.is_some() { ConversationStatus::Open } else { ConversationStatus::Resolved };
    let of = (channel, Priority::Normal);
    let clock = waiting.and_then(|from| {
        // It waits for the first answer where it waits since its opening.
        let promise = if from == talk.asked { Promise::First } else { Promise::Next };
        let running = [
            promises.clock(of, promise, from, None, now),
            promises.clock(of, Promise::Resolution, talk.asked, None, now),
        ];
        nearest(&running)
    });
    let latest = talk.last_in;
    let mut item = Item {
        key: ItemKey::Row(talk.opener),
        record: None,
        talk: Some(place),
        kind: talk.kind,
        channel,
        priority: Priority::Normal,
        status,
        resolved: waiting.is_none().then_some(latest),
        asked: talk.asked,
        waiting,
        latest,
        clock,
        rank: Rank::default(),
    };
    item.rank = rank(&item);
    item
}

/// A conversation that somebody touched or entered.
fn kept(
    facts: &Facts,
    talks: &Talks,
    promises: &Promises,
    record: &Arc<Conversation>,
    place: Option<u32>,
    channels: &[Option<Id>],
    now: Instant,
) -> Item {
    let talk = place.and_then(|place| talks.all().get(place as usize));
    let turns = Turns::new(facts, talks, talk, Some(record));
    let (status, resolved) = standing(record, &turns, now);
    let asked = turns.waits.first().map_or(record.created, |wait| wait.from);
    let channel = record.channel.or_else(|| talk.and_then(|talk| channel_of(channels, talk)));
    let waiting = turns.waiting().filter(|_| resolved.is_none());
    let clocks = promises.clocks((channel, record.priority), &turns.waits, asked, resolved, now);
    let mut item = Item {
        key: ItemKey::Record(record.id),
        record: Some(Arc::clone(record)),
        talk: place,
        kind: record.kind,
        channel,
        priority: record.priority,
        status,
        resolved,
        asked,
        waiting,
        latest: turns.turns.last().map_or(record.created, |turn| turn.at),
        clock: nearest(&clocks).filter(|_| status != ConversationStatus::Resolved),
        rank: Rank::default(),
    };
    item.rank = rank(&item);
    item
}

/// The status now, and since when it is resolved, if it is.
fn standing(record: &Conversation, turns: &Turns, now: Instant) -> (ConversationStatus, Option<Instant>) {
    let since = record.since();
    let wrote_since = turns.last_in().is_some_and(|last| last > since);
    match record.status {
        ConversationStatus::Open => (ConversationStatus::Open, None),
        _ if wrote_since => (ConversationStatus::Open, None),
        ConversationStatus::Snoozed if record.snoozed_until.is_none_or(|until| until <= now) => {
            (ConversationStatus::Open, None)
        }
        ConversationStatus::Resolved => (ConversationStatus::Resolved, Some(since)),
        other => (other, None),
    }
}

/// The running clock that is due first.
fn nearest(clocks: &[Clock]) -> Option<Clock> {
    let running = clocks.iter().filter(|clock| clock.stopped.is_none() && clock.due.is_some());
    running.min_by_key(|clock| (clock.due, clock.promise)).copied()
}

/// When somebody resolved a conversation, if it still is: for figures.
pub(super) fn resolved(record: Option<&Conversation>, turns: &Turns, now: Instant) -> Option<Instant> {
    record.and_then(|record| standing(record, turns, now).1)
}
