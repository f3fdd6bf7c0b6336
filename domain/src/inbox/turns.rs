//! One conversation, message by message: those of the facts and those entered by hand in the order of their times, and
//! how long the person waited for each answer.

use super::{
    recognise::recognised,
    threads::{Talk, Talks, code},
};
use crate::model::{
    Instant,
    facts::{CHUNK_ROWS, Facts, MISSING_TIME, activity},
    record::{Conversation, Way},
};

/// Who said something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The person the conversation is with.
    Person,
    /// Another member.
    Other,
    /// One of ours.
    Staff,
    /// An automated account: no human answer.
    Bot,
}

/// Where a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// A row of the activities.
    Row(u32),
    /// Entered by hand: its place in the record.
    Entered(usize),
}

/// One message of a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    /// When: ms since 1970, UTC.
    pub at: Instant,
    /// By whom.
    pub role: Role,
    /// Where it is.
    pub said: Said,
    /// Whether it is a reply marked as sent that no import has brought yet.
    pub marked: bool,
}

/// A wait of the person for an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wait {
    /// Their first message that was not answered then.
    pub from: Instant,
    /// Our answer; `None` while they wait.
    pub until: Option<Instant>,
}

/// A conversation's messages and waits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Turns {
    /// Messages by time.
    pub turns: Vec<Turn>,
    /// Waits by time. The first is that for the first response.
    pub waits: Vec<Wait>,
}

impl Turns {
    /// Of a conversation of the facts, of a record, or of both.
    pub fn new(facts: &Facts, talks: &Talks, talk: Option<&Talk>, record: Option<&Conversation>) -> Self {
        let mut turns = Vec::new();
        if let Some(talk) = talk {
            let messages = talks.messages(talk).iter();
            turns.extend(messages.map(|row| {
                let who = code(facts, *row, activity::MEMBER);
                let role = match talks.role(who) {
                    Role::Person if who != talk.person => Role::Other,
                    role => role,
                };
                let times = facts.activities.chunks().get(*row as usize / CHUNK_ROWS);
                let at = times.and_then(|chunk| chunk.column(activity::TIME).times().get(*row as usize % CHUNK_ROWS));
                Turn { at: at.copied().unwrap_or(MISSING_TIME), role, said: Said::Row(*row), marked: false }
            }));
        }
        if let Some(record) = record.filter(|record| !record.messages.is_empty()) {
            turns.extend(record.messages.iter().enumerate().map(|(place, message)| Turn {
                at: message.at,
                role: if message.way == Way::In { Role::Person } else { Role::Staff },
                said: Said::Entered(place),
                marked: message.marked && message.way == Way::Out,
            }));
            turns.sort_by_key(|turn| turn.at);
            let found = recognised(&turns, |said| match said {
                Said::Row(row) => facts.activities.text(row as usize, activity::TEXT),
                Said::Entered(place) => record.messages.get(place).map_or("", |message| &message.text),
            });
            // The real reply tells the time; what stood for it is not shown twice.
            let mut place = 0;
            turns.retain(|_| {
                place += 1;
                !found.contains(&(place - 1))
            });
        }
        let waits = waits(&turns);
        Self { turns, waits }
    }

    /// Since when the person waits for an answer.
    pub fn waiting(&self) -> Option<Instant> {
        self.waits.last().filter(|wait| wait.until.is_none()).map(|wait| wait.from)
    }

    /// The person's last message.
    pub fn last_in(&self) -> Option<Instant> {
        self.turns.iter().rev().find(|turn| turn.role == Role::Person).map(|turn| turn.at)
    }

    /// Our first answer.
    pub fn first_answer(&self) -> Option<Instant> {
        self.waits.first().and_then(|wait| wait.until)
    }
}

fn waits(turns: &[Turn]) -> Vec<Wait> {
    let mut waits: Vec<Wait> = Vec::new();
    for turn in turns {
        let open = waits.last_mut().filter(|wait| wait.until.is_none());
        match (turn.role, open) {
            (Role::Person, None) => waits.push(Wait { from: turn.at, until: None }),
            (Role::Staff, Some(wait)) => wait.until = Some(turn.at),
            _ => {}
        }
    }
    waits
}
