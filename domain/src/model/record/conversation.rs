//! A conversation that somebody touched or entered. What was said stands in the facts (the imported messages); this keeps
//! what a person decided about it: how far it is, who sees to it, notes, a draft, what was answered and how it went.

use super::{FactReference, PrivateNote, choices::choices};
use crate::model::{Extra, Id, Instant};
use serde::{Deserialize, Serialize};

/// What a person decided about a conversation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Conversation {
    /// Identifier.
    pub id: Id,
    /// When it was made: ms since 1970, UTC.
    pub created: Instant,
    /// When it was last changed: ms since 1970, UTC.
    pub updated: Instant,
    /// What sort it is.
    #[serde(default)]
    pub kind: ConversationKind,
    /// The imported message that opened it; none where it was entered by hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub activity: Option<FactReference>,
    /// The channel it is on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<Id>,
    /// The member it is with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<FactReference>,
    /// The person's name, as known when it was made.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// What it is about, in a line.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub subject: String,
    /// How far it is. A message that the person sends later opens it again, whatever stands here.
    #[serde(default)]
    pub status: ConversationStatus,
    /// Every step it took, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub history: Vec<ConversationStep>,
    /// How much it presses.
    #[serde(default)]
    pub priority: Priority,
    /// The theme it belongs to, in the team's own words: delivery, login, praise.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub topic: String,
    /// Who sees to it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub assignee: String,
    /// When a snoozed conversation comes back: ms since 1970, UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub snoozed_until: Option<Instant>,
    /// Words for the team only, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub private_notes: Vec<PrivateNote>,
    /// Messages entered by hand, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub messages: Vec<EnteredMessage>,
    /// An answer that is being written.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub draft: String,
    /// The mood of its opening as a person sees it, where that differs from the suggestion or there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sentiment: Option<Sentiment>,
    /// How content the person was afterwards.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub csat: Option<Csat>,
    /// Other records it has to do with.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Id>,
    /// Free labels.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

choices! {
    /// Sorts of conversation.
    #[derive(Default)]
    ConversationKind {
        /// A comment on a post of ours, with its replies.
        #[default]
        Comment "comment" "Comment",
        /// A direct message.
        Message "message" "Message",
        /// Somebody speaks of us elsewhere.
        Mention "mention" "Mention",
        /// A topic of a forum or group.
        Thread "thread" "Thread",
        /// Somebody needs help.
        Support "support" "Support request",
    }
}

choices! {
    /// How far a conversation is.
    #[derive(Default)]
    ConversationStatus {
        /// Ours to answer.
        #[default]
        Open "open" "Open",
        /// Answered; the person's turn.
        Pending "pending" "Pending",
        /// Put off until a time.
        Snoozed "snoozed" "Snoozed",
        /// Done with.
        Resolved "resolved" "Resolved",
    }
}

choices! {
    /// How much a conversation presses.
    #[derive(Default)]
    Priority {
        /// When there is time.
        Low "low" "Low",
        /// As usual.
        #[default]
        Normal "normal" "Normal",
        /// Before others.
        High "high" "High",
        /// At once.
        Urgent "urgent" "Urgent",
    }
}

choices! {
    /// The mood of a message.
    Sentiment {
        /// Pleased.
        Positive "positive" "Positive",
        /// Neither.
        Neutral "neutral" "Neutral",
        /// Displeased.
        Negative "negative" "Negative",
    }
}

choices! {
    /// Which way a message went.
    #[derive(Default)]
    Way {
        /// From the person to us.
        #[default]
        In "in" "From them",
        /// From us to the person.
        Out "out" "From us",
    }
}

/// One step of a conversation: who moved it where.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct ConversationStep {
    /// When: ms since 1970, UTC.
    pub at: Instant,
    /// Where it came to.
    pub to: ConversationStatus,
    /// Who did it; empty where nobody gave a name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub who: String,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A message entered by hand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct EnteredMessage {
    /// Identifier.
    pub id: Id,
    /// When it was sent: ms since 1970, UTC.
    pub at: Instant,
    /// Which way it went.
    #[serde(default)]
    pub way: Way,
    /// Who sent it, of ours.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub who: String,
    /// What it says.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Whether it stands for a reply that was sent on the network: once an import brings the real one, its time counts.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub marked: bool,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// An answer to “how content are you with our help?”.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Csat {
    /// When it was given: ms since 1970, UTC.
    pub at: Instant,
    /// 1 (not at all) to 5 (very).
    pub score: u8,
    /// In the person's words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Conversation {
    /// An open conversation without anything in it.
    pub fn new(id: Id, now: Instant, kind: ConversationKind) -> Self {
        Self {
            id,
            created: now,
            updated: now,
            kind,
            activity: None,
            channel: None,
            member: None,
            name: String::new(),
            subject: String::new(),
            status: ConversationStatus::Open,
            history: Vec::new(),
            priority: Priority::Normal,
            topic: String::new(),
            assignee: String::new(),
            snoozed_until: None,
            private_notes: Vec::new(),
            messages: Vec::new(),
            draft: String::new(),
            sentiment: None,
            csat: None,
            links: Vec::new(),
            tags: Vec::new(),
            extra: Extra::new(),
        }
    }

    /// What it is about; else with whom, else its sort.
    pub fn title(&self) -> &str {
        let named = [&self.subject, &self.name].into_iter().find(|text| !text.trim().is_empty());
        named.map_or(self.kind.label(), |text| text)
    }

    /// Moves it to a status, and notes who did it. Standing still is no step. What is not snoozed has no time to come back.
    pub fn step(&mut self, at: Instant, to: ConversationStatus, who: &str) {
        self.updated = at;
        if to != ConversationStatus::Snoozed {
            self.snoozed_until = None;
        }
        if self.status != to || (self.history.is_empty() && to != ConversationStatus::Open) {
            self.status = to;
            self.history.push(ConversationStep { at, to, who: who.to_owned(), extra: Extra::new() });
        }
    }

    /// Puts it off until a time.
    pub fn snooze(&mut self, at: Instant, until: Instant, who: &str) {
        self.step(at, ConversationStatus::Snoozed, who);
        self.snoozed_until = Some(until);
        // Put off again: the status stays, the time at which it was put off is the later one.
        if let Some(step) = self.history.last_mut().filter(|step| step.to == ConversationStatus::Snoozed) {
            step.at = step.at.max(at);
        }
    }

    /// Notes a reply that was sent on the network just now; it is the person's turn then.
    pub fn mark_answered(&mut self, message: Id, at: Instant, who: &str, text: impl Into<String>) {
        let (who_said, text) = (who.to_owned(), text.into());
        let extra = Extra::new();
        self.messages.push(EnteredMessage { id: message, at, way: Way::Out, who: who_said, text, marked: true, extra });
        self.draft.clear();
        self.step(at, ConversationStatus::Pending, who);
    }

    /// When it last came to the status it has; when it was made, where it took no step.
    pub fn since(&self) -> Instant {
        self.history.last().map_or(self.created, |step| step.at)
    }
}
