//! The sample's inbox: what the team decided about the conversations of the last two weeks, some requests that came by
//! mail, and how fast people are to be answered.

use super::{calendar::Calendar, random::Random, records::id};
use crate::{
    analytics::Dataset,
    inbox::{Horizon, Inbox, Item, Promises, Talks},
    model::{
        Extra, Id, Instant, Workspace,
        facts::activity,
        record::{
            Conversation, ConversationKind, ConversationStatus, Csat, EnteredMessage, Holiday, OpenHours, Priority,
            PrivateNote, Record, Sentiment, SlaPolicy, Way,
        },
        time::DAY_MS,
    },
};

const HOUR_MS: i64 = 3_600_000;

/// A request that came by mail: whose, about what, and what was said, in hours before the sample's end.
struct Request {
    name: &'static str,
    subject: &'static str,
    topic: &'static str,
    priority: Priority,
    messages: &'static [(f64, Way, &'static str)],
    status: ConversationStatus,
    csat: Option<(u8, &'static str)>,
}

const REQUESTS: &[Request] = &[
    Request {
        name: "Mara Velten",
        subject: "App freezes when I log a run",
        topic: "app",
        priority: Priority::High,
        messages: &[(
            75.0,
            Way::In,
            "Since the update the app freezes as soon as I log a run. I lost two weeks of entries. Please help, this is really annoying.",
        )],
        status: ConversationStatus::Open,
        csat: None,
    },
    Request {
        name: "Jonas Okafor",
        subject: "Is the Saturday walk wheelchair-friendly?",
        topic: "events",
        priority: Priority::High,
        messages: &[(
            37.0,
            Way::In,
            "Hi! Is the Saturday walk possible with a wheelchair? I would love to come with my sister.",
        )],
        status: ConversationStatus::Open,
        csat: None,
    },
    Request {
        name: "Lena Ruiz",
        subject: "Two rest days in a row?",
        topic: "training",
        priority: Priority::High,
        messages: &[(
            5.0,
            Way::In,
            "Love the new plan! One question: are two rest days in a row fine after the long run?",
        )],
        status: ConversationStatus::Open,
        csat: None,
    },
    Request {
        name: "Tom Bakker",
        subject: "Refund for the spring challenge",
        topic: "billing",
        priority: Priority::Normal,
        messages: &[
            (170.0, Way::In, "I was charged twice for the spring challenge. Could you check?"),
            (
                164.5,
                Way::Out,
                "Hi Tom, you are right, and we are sorry. The second payment goes back to your card within three days.",
            ),
            (163.0, Way::In, "Thank you, that was quick!"),
            (162.2, Way::Out, "Happy to help. Enjoy the challenge!"),
        ],
        status: ConversationStatus::Resolved,
        csat: Some((5, "Quick and friendly.")),
    },
    Request {
        name: "Hanna Wójcik",
        subject: "Cannot change my address",
        topic: "account",
        priority: Priority::Normal,
        messages: &[
            (220.0, Way::In, "The page for my address says “something went wrong”. I tried three browsers."),
            (
                212.0,
                Way::Out,
                "Hi Hanna, thanks for trying that much. We changed it for you and are looking for the cause.",
            ),
        ],
        status: ConversationStatus::Resolved,
        csat: Some((3, "Solved, but it took until the next day.")),
    },
    Request {
        name: "Priyanka Rao",
        subject: "Invoice with our company's name",
        topic: "billing",
        priority: Priority::Low,
        messages: &[
            (98.0, Way::In, "Could we have the invoice made out to our company?"),
            (90.0, Way::Out, "Of course. Please send us the name and the tax number, then it is done the same day."),
        ],
        status: ConversationStatus::Pending,
        csat: None,
    },
];

/// Puts the policies and conversations in.
pub(super) fn write(workspace: &mut Workspace, calendar: &Calendar, [instagram, forum]: [Id; 2], random: &mut Random) {
    policies(workspace, calendar, [instagram, forum], random);
    let now = calendar.end();
    let talks = Talks::new(&Dataset::new(workspace.clone()));
    let promises = Promises::new(workspace, now - 30 * DAY_MS, now);
    let inbox = Inbox::new(workspace, &talks, &promises, now, Horizon::Fortnight);
    let team = |channel: Option<Id>| if channel == Some(instagram) { "Noor Haddadi" } else { "Ilse Vermeer" };

    // What the team looked at: praise needs no answer, and the rest is looked at on the next working day.
    let mut records: Vec<Conversation> = Vec::new();
    let (mut answered, mut waiting) = (0, 0);
    for item in &inbox.items {
        let who = team(item.channel);
        let mut decide = |at: Instant| item.to_record(&workspace.facts, &talks, id(at, random), at);
        match item.status {
            ConversationStatus::Resolved if item.kind == ConversationKind::Thread || answered < 9 => {
                let record = decide(item.latest.min(now - HOUR_MS));
                records.extend(thanked(record, item, answered, who, now));
                answered += 1;
            }
            ConversationStatus::Open if item.latest < now - 136 * HOUR_MS => {
                let seen = calendar.office((item.latest + 14 * HOUR_MS).min(now - 12 * HOUR_MS), &mut Random::new(7));
                let mut record = decide(seen.min(now - HOUR_MS));
                record.assignee = who.to_owned();
                waiting += 1;
                later(&mut record, waiting, &text_of(workspace, &talks, item), seen.min(now - HOUR_MS), now, who);
                records.push(record);
            }
            _ => {}
        }
    }
    for record in records {
        workspace.records.put(Record::from(record));
    }
    for request in REQUESTS {
        let record = entered(request, now, random);
        workspace.records.put(Record::from(record));
    }
}

fn text_of(workspace: &Workspace, talks: &Talks, item: &Item) -> String {
    let talk = item.talk.and_then(|place| talks.all().get(place as usize));
    talk.map_or_else(String::new, |talk| {
        workspace.facts.activities.text(talk.opener as usize, activity::TEXT).to_owned()
    })
}

fn policies(workspace: &mut Workspace, calendar: &Calendar, [instagram, forum]: [Id; 2], random: &mut Random) {
    let set = calendar.at(calendar.last.add(-44), 10.0);
    let office =
        |days: std::ops::Range<u8>, from: u16, to: u16| days.map(move |day| OpenHours::new(day, from * 60, to * 60));
    let year = calendar.last.ymd().0;
    let holidays: Vec<Holiday> = [(12, 25, "Christmas Day"), (12, 26, "St Stephen's Day")]
        .into_iter()
        .filter_map(|(month, day, name)| Some(Holiday::new(crate::model::Day::from_ymd(year, month, day)?, name)))
        .chain(crate::model::Day::from_ymd(year + 1, 1, 1).map(|day| Holiday::new(day, "New Year's Day")))
        .collect();
    let mut put = |name: &str, change: &dyn Fn(&mut SlaPolicy)| {
        let mut policy = SlaPolicy::new(id(set, random), set, name);
        policy.holidays.clone_from(&holidays);
        change(&mut policy);
        workspace.records.put(Record::from(policy));
    };
    put("Instagram: within two working days", &|policy| {
        (policy.channels, policy.hours) = (vec![instagram], office(0..5, 9, 18).collect());
        (policy.first_response, policy.next_response) = (Some(1_080), Some(1_080));
        policy.notes = "Praise may stay without an answer; questions may not.".to_owned();
    });
    put("Forum: within three working days", &|policy| {
        (policy.channels, policy.hours) = (vec![forum], office(0..5, 9, 17).collect());
        (policy.first_response, policy.next_response, policy.resolution) = (Some(1_440), Some(1_440), Some(4_800));
    });
    put("Pressing: two days, week ends too", &|policy| {
        policy.priorities = vec![Priority::High, Priority::Urgent];
        (policy.first_response, policy.next_response) = (Some(2_880), Some(1_440));
        policy.holidays.clear();
    });
}

/// What was answered in the forum and on Instagram, and how content people were.
fn thanked(mut record: Conversation, item: &Item, number: usize, who: &str, now: Instant) -> Option<Conversation> {
    let said = [(5, "Exactly what I needed."), (4, ""), (5, ""), (2, "The answer did not fit my question."), (4, "")];
    let (score, text) = said.get(number % said.len())?;
    record.assignee = who.to_owned();
    record.topic = if item.kind == ConversationKind::Thread { "how-to" } else { "training" }.to_owned();
    if number.is_multiple_of(2) {
        let at = (item.latest + 20 * HOUR_MS).min(now - HOUR_MS / 2);
        record.csat = Some(Csat { at, score: *score, text: (*text).to_owned(), extra: Extra::new() });
    }
    Some(record)
}

/// What was decided about one that waits.
fn later(record: &mut Conversation, number: usize, text: &str, at: Instant, now: Instant, who: &str) {
    let note = |text: &str| PrivateNote { at, who: who.to_owned(), text: text.to_owned(), extra: Extra::new() };
    let asks = text.contains('?');
    match number % 12 {
        3 if asks => {
            record.snooze(at, now + 2 * DAY_MS, who);
            record.private_notes.push(note("Asked the coaches; they answer on their training day."));
        }
        7 => {
            record.snooze(at, now + DAY_MS + 9 * HOUR_MS, who);
            record.private_notes.push(note("Wait for the release notes before we answer."));
        }
        _ => {
            record.step(at, ConversationStatus::Resolved, who);
            if text.contains('🙏') || text.contains("Ouch") {
                // Irony and emoji are beyond the suggestion.
                record.sentiment = Some(Sentiment::Positive);
            }
        }
    }
}

fn entered(request: &Request, now: Instant, random: &mut Random) -> Conversation {
    let time = |hours: f64| now - (hours * 60.0) as i64 * 60_000;
    let first = request.messages.first().map_or(now, |(hours, ..)| time(*hours));
    let mut record = Conversation::new(id(first, random), first, ConversationKind::Support);
    record.name = request.name.to_owned();
    record.subject = request.subject.to_owned();
    record.topic = request.topic.to_owned();
    record.priority = request.priority;
    record.assignee = if request.status == ConversationStatus::Open { "" } else { "Noor Haddadi" }.to_owned();
    record.tags = vec!["mail".to_owned()];
    for (hours, way, text) in request.messages {
        let (at, who) = (time(*hours), if *way == Way::Out { "Noor Haddadi" } else { "" });
        let (id, who, text) = (id(at, random), who.to_owned(), (*text).to_owned());
        record.messages.push(EnteredMessage { id, at, way: *way, who, text, marked: false, extra: Extra::new() });
    }
    let last = record.messages.last().map_or(first, |message| message.at);
    if request.status != ConversationStatus::Open {
        record.step(last + HOUR_MS / 2, request.status, "Noor Haddadi");
    }
    record.csat = request.csat.map(|(score, text)| Csat {
        at: last + 3 * HOUR_MS,
        score,
        text: text.to_owned(),
        extra: Extra::new(),
    });
    record
}
