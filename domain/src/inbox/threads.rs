//! Conversations made of activities, in one pass over the columns.
//!
//! A conversation is opened by a person: neither staff nor a bot. Posts, comments and replies belong together as in the
//! figures of conversation (`analytics::talk`): by the message answered, else by the id of the conversation; a comment
//! on an own post opens one of its own. Where staff opened a thread, the first person to write in it opens the
//! conversation. Mentions and direct messages, which those figures leave out, belong together by the id of their
//! conversation, else each is one of its own with the replies to it.

use super::turns::Role;
use crate::{
    analytics::Dataset,
    model::{
        Instant,
        facts::{CHUNK_ROWS, DictionaryKind, Facts, MISSING_BYTE, MISSING_CODE, MISSING_TIME, activity, kind, member},
        record::{ConversationKind, FactReference},
    },
};
use rustc_hash::FxHashMap;

/// Names of the kinds of activity that are a direct message.
const MESSAGE_NAMES: [&str; 4] = ["message", "direct_message", "dm", "private_message"];
/// Names of the kinds of activity in which somebody speaks of us.
const MENTION_NAMES: [&str; 3] = ["mention", "tag", "review"];

/// In no conversation.
const NONE: u32 = u32::MAX;

/// One conversation of the facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Talk {
    /// Row of the message that opened it.
    pub opener: u32,
    /// Who opened it: a row of the members table; [`MISSING_CODE`] where that is not given.
    pub person: u32,
    /// Code of its channel; [`MISSING_CODE`] where that is not given.
    pub channel: u32,
    /// What sort it is.
    pub kind: ConversationKind,
    /// When it was opened: ms since 1970, UTC.
    pub asked: Instant,
    /// The person's last message.
    pub last_in: Instant,
    /// Since when the person waits for an answer by staff; [`MISSING_TIME`] where they do not.
    pub waiting: Instant,
    /// Its messages, among all.
    start: u32,
    end: u32,
}

/// All conversations of the facts.
#[derive(Debug, Default)]
pub struct Talks {
    list: Vec<Talk>,
    /// Rows of messages, conversation by conversation, in the order of their times.
    rows: Vec<u32>,
    /// Place in `list` by the key of the opening.
    by_key: FxHashMap<u64, u32>,
    /// By row of the members table.
    roles: Vec<Role>,
}

impl Talks {
    /// Finds the conversations. Take it anew when the facts change (`Workspace::facts_revision`).
    pub fn new(dataset: &Dataset) -> Self {
        let facts = &dataset.workspace().facts;
        let chunks = facts.activities.chunks();
        let kinds: Vec<Option<ConversationKind>> =
            facts.dictionaries.get(DictionaryKind::Kind).values().iter().map(|name| kind_of(name)).collect();
        let (mut groups, count) = groups(dataset, &kinds);

        // Rows by conversation: a counting sort.
        let timed = |row: usize| {
            let times = chunks.get(row / CHUNK_ROWS).map(|chunk| chunk.column(activity::TIME).times());
            times.and_then(|times| times.get(row % CHUNK_ROWS)).copied().unwrap_or(MISSING_TIME)
        };
        let mut next = vec![0_u32; count + 1];
        for (row, group) in groups.iter_mut().enumerate() {
            if *group != NONE && timed(row) == MISSING_TIME {
                *group = NONE;
            }
            if let Some(count) = next.get_mut(*group as usize) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for count in &mut next {
            let start = sum;
            sum += std::mem::replace(count, start);
        }
        let mut rows = vec![0_u32; sum as usize];
        for (row, group) in (0_u32..).zip(&groups) {
            if let Some(at) = next.get_mut(*group as usize) {
                if let Some(place) = rows.get_mut(*at as usize) {
                    *place = row;
                }
                *at += 1;
            }
        }

        let roles = roles(facts);
        let role = |person: u32| roles.get(person as usize).copied().unwrap_or(Role::Person);
        let mut list = Vec::new();
        let mut start = 0_u32;
        for end in next.into_iter().take(count) {
            let Some(messages) = rows.get_mut(start as usize..end as usize) else { break };
            let from = std::mem::replace(&mut start, end);
            if !messages.is_sorted_by_key(|row| (timed(*row as usize), *row)) {
                messages.sort_unstable_by_key(|row| (timed(*row as usize), *row));
            }
            let author = |row: u32| code(facts, row, activity::MEMBER);
            let Some(skipped) = messages.iter().position(|row| role(author(*row)) == Role::Person) else { continue };
            let messages = messages.get(skipped..).unwrap_or_default();
            let Some(opener) = messages.first().copied() else { continue };
            let person = author(opener);
            let (mut last_in, mut waiting) = (MISSING_TIME, MISSING_TIME);
            for row in messages {
                let (who, time) = (author(*row), timed(*row as usize));
                if who == person {
                    last_in = time;
                    if waiting == MISSING_TIME {
                        waiting = time;
                    }
                } else if role(who) == Role::Staff {
                    waiting = MISSING_TIME;
                }
            }
            let named = kinds.get(code(facts, opener, activity::KIND) as usize).copied().flatten();
            list.push(Talk {
                opener,
                person,
                channel: code(facts, opener, activity::CHANNEL),
                kind: named.unwrap_or_default(),
                asked: timed(opener as usize),
                last_in,
                waiting,
                start: from + skipped as u32,
                end,
            });
        }
        list.sort_by_key(|talk: &Talk| (talk.asked, talk.opener));
        let by_key = (0_u32..).zip(&list).map(|(place, talk)| (key_of_row(facts, talk.opener), place)).collect();
        Self { list, rows, by_key, roles }
    }

    /// The conversations, by the time they were opened.
    pub fn all(&self) -> &[Talk] {
        &self.list
    }

    /// Rows of a conversation's messages by time, the opening first.
    pub fn messages(&self, talk: &Talk) -> &[u32] {
        self.rows.get(talk.start as usize..talk.end as usize).unwrap_or_default()
    }

    /// The place of the conversation that a message opened.
    pub fn find(&self, facts: &Facts, opening: &FactReference) -> Option<u32> {
        let source = facts.dictionaries.get(DictionaryKind::Source).find(&opening.source)?;
        let place = *self.by_key.get(&key(&opening.id, source))?;
        let row = self.list.get(place as usize)?.opener as usize;
        (facts.activities.text(row, activity::ID) == opening.id).then_some(place)
    }

    /// What a member is.
    pub(super) fn role(&self, member: u32) -> Role {
        self.roles.get(member as usize).copied().unwrap_or(Role::Person)
    }
}

/// A code in a cell of the activities; [`MISSING_CODE`] where there is none.
pub(super) fn code(facts: &Facts, row: u32, column: usize) -> u32 {
    let chunk = facts.activities.chunks().get(row as usize / CHUNK_ROWS);
    let code = chunk.and_then(|chunk| chunk.column(column).codes().get(row as usize % CHUNK_ROWS));
    code.copied().unwrap_or(MISSING_CODE)
}

fn key(id: &str, source: u32) -> u64 {
    xxhash_rust::xxh3::xxh3_64_with_seed(id.as_bytes(), u64::from(source))
}

fn key_of_row(facts: &Facts, row: u32) -> u64 {
    key(facts.activities.text(row as usize, activity::ID), code(facts, row, activity::SOURCE))
}

/// What sort of conversation an activity of a kind opens.
fn kind_of(name: &str) -> Option<ConversationKind> {
    match name {
        kind::POST => Some(ConversationKind::Thread),
        kind::COMMENT | kind::REPLY => Some(ConversationKind::Comment),
        _ if MESSAGE_NAMES.contains(&name) => Some(ConversationKind::Message),
        _ if MENTION_NAMES.contains(&name) => Some(ConversationKind::Mention),
        _ => None,
    }
}

fn roles(facts: &Facts) -> Vec<Role> {
    let mut roles = Vec::with_capacity(facts.members.len());
    let yes = |flag: u8| flag != 0 && flag != MISSING_BYTE;
    for chunk in facts.members.chunks() {
        let (staff, bots) = (chunk.column(member::STAFF).byte_values(), chunk.column(member::BOT).byte_values());
        roles.extend(staff.iter().zip(bots).map(|(staff, bot)| match (yes(*bot), yes(*staff)) {
            (true, _) => Role::Bot,
            (false, true) => Role::Staff,
            (false, false) => Role::Person,
        }));
    }
    roles
}

/// The conversation of each row, and how many there are.
fn groups(dataset: &Dataset, kinds: &[Option<ConversationKind>]) -> (Vec<u32>, usize) {
    let facts = &dataset.workspace().facts;
    let threads = dataset.threads();
    let rows = facts.activities.len() as u32;
    let mut groups: Vec<u32> = (0..rows).map(|row| threads.place(row).unwrap_or(NONE)).collect();
    let mut count = threads.count() as u32;
    let is_direct =
        |kind: Option<ConversationKind>| matches!(kind, Some(ConversationKind::Message | ConversationKind::Mention));
    if !kinds.iter().any(|kind| is_direct(*kind)) {
        return (groups, count as usize);
    }
    let kind = |row: u32| kinds.get(code(facts, row, activity::KIND) as usize).copied().flatten();
    let mut named: FxHashMap<u64, u32> = FxHashMap::default();
    for row in 0..rows {
        if !is_direct(kind(row)) {
            continue;
        }
        let thread = facts.activities.text(row as usize, activity::THREAD);
        let mut fresh = || {
            count += 1;
            count - 1
        };
        let parent = code(facts, row, activity::PARENT);
        let above = groups.get(parent as usize).copied().filter(|group| *group != NONE && parent != row);
        let group = match above {
            Some(group) => group,
            None if thread.is_empty() => fresh(),
            None => *named.entry(key(thread, code(facts, row, activity::SOURCE))).or_insert_with(fresh),
        };
        if let Some(own) = groups.get_mut(row as usize) {
            *own = group;
        }
    }
    // Replies to those. An answer stands after what it answers in most files: two turns reach nearly all.
    for _ in 0..2 {
        for row in 0..rows {
            let parent = code(facts, row, activity::PARENT);
            let above = groups.get(parent as usize).copied().unwrap_or(NONE);
            if let Some(own) = groups.get_mut(row as usize)
                && *own == NONE
                && above != NONE
                && kind(row).is_some()
            {
                *own = above;
            }
        }
    }
    (groups, count as usize)
}
