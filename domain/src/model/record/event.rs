//! An event of the community: when and where, who comes, what happens, what it cost and what people thought.

use super::choices::choices;
use crate::model::{Extra, Id, Instant, Zone};
use serde::{Deserialize, Serialize};

/// A meeting of the community.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Event {
    /// Identifier.
    pub id: Id,
    /// When it was made: ms since 1970, UTC.
    pub created: Instant,
    /// When it was last changed: ms since 1970, UTC.
    pub updated: Instant,
    /// What it is called.
    pub title: String,
    /// How far it is.
    #[serde(default)]
    pub status: EventStatus,
    /// When it begins: ms since 1970, UTC.
    pub start: Instant,
    /// When it ends: ms since 1970, UTC.
    pub end: Instant,
    /// The zone in which it is announced.
    pub zone: Zone,
    /// Where people meet.
    #[serde(default)]
    pub format: EventFormat,
    /// The place, as one would write it on an envelope.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// The address of the meeting or its page.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub url: String,
    /// What it is about.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// Most people that can come; none = no limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capacity: Option<u32>,
    /// Hosts, speakers, helpers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub team: Vec<TeamMember>,
    /// What happens, step by step.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub run_sheet: Vec<RunStep>,
    /// What is done to make it known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub promotion: Vec<PromotionTask>,
    /// Who answered the invitation, in the order of their answers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rsvps: Vec<Rsvp>,
    /// What people thought of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub survey: Vec<SurveyAnswer>,
    /// What it cost.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub costs: Vec<Cost>,
    /// UID in the calendar file it came from; empty where it was made here.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub uid: String,
    /// When it was put away, where it was: ms since 1970, UTC. What is put away is kept, and no longer offered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub archived: Option<Instant>,
    /// Other records it has to do with.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Id>,
    /// Own words about it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub notes: String,
    /// Free labels.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

choices! {
    /// How far an event is.
    #[derive(Default)]
    EventStatus {
        /// Being thought out.
        #[default]
        Planned "planned" "Planned",
        /// Announced; people can answer.
        Announced "announced" "Announced",
        /// Took place.
        Done "done" "Done",
        /// Will not take place.
        Cancelled "cancelled" "Cancelled",
    }
}

choices! {
    /// Where people meet.
    #[derive(Default)]
    EventFormat {
        /// On the network.
        #[default]
        Online "online" "Online",
        /// In a place.
        InPerson "in_person" "In person",
        /// Both.
        Hybrid "hybrid" "Both",
    }
}

/// Somebody who makes the event happen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct TeamMember {
    /// Their name.
    pub name: String,
    /// What they do.
    pub role: TeamRole,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

choices! {
    /// What somebody does at an event.
    TeamRole {
        /// Leads through it.
        Host "host" "Host",
        /// Gives a talk.
        Speaker "speaker" "Speaker",
        /// Lends a hand.
        Helper "helper" "Helper",
    }
}

/// One step of the run sheet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct RunStep {
    /// What happens.
    pub title: String,
    /// How long, in minutes. The next step begins when this one ends.
    pub minutes: u32,
    /// Who sees to it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub who: String,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Something done to make an event known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct PromotionTask {
    /// What to do.
    pub title: String,
    /// So many days before the event; negative = after it.
    pub days_before: i32,
    /// Where, if it is a post.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<Id>,
    /// The piece of content made for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<Id>,
    /// Whether it is done; of a task with content the content's status says so.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub done: bool,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Somebody's answer to the invitation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Rsvp {
    /// Identifier.
    pub id: Id,
    /// When they answered: ms since 1970, UTC.
    pub at: Instant,
    /// Their name.
    pub name: String,
    /// Their e-mail address.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub email: String,
    /// The member, by the id that their source gives them.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub member: String,
    /// What they answered.
    pub answer: RsvpAnswer,
    /// People they bring.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub guests: u32,
    /// When they were checked in: ms since 1970, UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checked_in: Option<Instant>,
    /// Own words about it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub notes: String,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

choices! {
    /// Answers to an invitation.
    RsvpAnswer {
        /// Comes.
        Yes "yes" "Yes",
        /// May come.
        Maybe "maybe" "Maybe",
        /// Does not come.
        No "no" "No",
        /// Would come if there were room.
        Waitlist "waitlist" "Waitlist",
    }
}

/// One answer to the survey after an event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct SurveyAnswer {
    /// How good it was, 1 to 5.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<u8>,
    /// How likely they would recommend it, 0 to 10.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recommend: Option<u8>,
    /// What they said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Something that cost money.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Cost {
    /// What for.
    pub title: String,
    /// How much, in the workspace's currency.
    pub amount: f64,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

fn is_zero(number: &u32) -> bool {
    *number == 0
}

impl Event {
    /// A planned event.
    pub fn new(id: Id, now: Instant, title: impl Into<String>, start: Instant, end: Instant, zone: Zone) -> Self {
        Self {
            id,
            created: now,
            updated: now,
            title: title.into(),
            status: EventStatus::Planned,
            start,
            end,
            zone,
            format: EventFormat::Online,
            place: String::new(),
            url: String::new(),
            description: String::new(),
            capacity: None,
            team: Vec::new(),
            run_sheet: Vec::new(),
            promotion: Vec::new(),
            rsvps: Vec::new(),
            survey: Vec::new(),
            costs: Vec::new(),
            uid: String::new(),
            archived: None,
            links: Vec::new(),
            notes: String::new(),
            tags: Vec::new(),
            extra: Extra::new(),
        }
    }

    /// What it is called.
    pub fn title(&self) -> &str {
        &self.title
    }
}

impl Rsvp {
    /// An answer under a name.
    pub fn new(id: Id, at: Instant, name: impl Into<String>, answer: RsvpAnswer) -> Self {
        Self {
            id,
            at,
            name: name.into(),
            email: String::new(),
            member: String::new(),
            answer,
            guests: 0,
            checked_in: None,
            notes: String::new(),
            extra: Extra::new(),
        }
    }
}
