//! Rules for the inbox. A conversation is known by a tag.

use super::{Found, Look, Parts, listed, quoted, said_share, says, words};
use crate::{
    course::task::with::With,
    inbox::{Promise, Promises, SlaState},
    model::{
        Instant,
        record::{Conversation, ConversationStatus, EnteredMessage, Priority, Way},
    },
};
use std::sync::Arc;

fn tagged<'a>(look: &Look<'a>, tag: &str) -> Option<&'a Arc<Conversation>> {
    look.workspace.records.conversations.iter().find(|one| one.tags.iter().any(|mine| mine == tag))
}

/// The messages in the order of time.
fn in_order(conversation: &Conversation) -> Vec<&EnteredMessage> {
    let mut messages: Vec<_> = conversation.messages.iter().collect();
    messages.sort_by_key(|message| message.at);
    messages
}

/// The first answer since the task was begun: since when the person had waited, whether for the first answer, and what was
/// said.
fn answer<'a>(look: &Look<'_>, conversation: &'a Conversation) -> Option<(Instant, Promise, &'a EnteredMessage)> {
    let (mut since, mut promise) = (None, Promise::First);
    for message in in_order(conversation) {
        match message.way {
            Way::In => since = since.or(Some(message.at)),
            Way::Out if look.is_new(message.at) => return Some((since?, promise, message)),
            Way::Out => (since, promise) = (None, Promise::Next),
        }
    }
    None
}

/// Everything that was answered since the task was begun.
fn answers(look: &Look<'_>, conversation: &Conversation) -> String {
    let messages = in_order(conversation).into_iter().filter(|one| one.way == Way::Out && look.is_new(one.at));
    messages.map(|one| one.text.as_str()).collect::<Vec<_>>().join("\n")
}

pub(super) fn conversations_answered(with: &With<'_>, look: &Look<'_>) -> Found {
    let (tags, sla, least) = (with.some_texts("tags"), with.yes("within_sla", false), with.count("min_words", 1));
    let from = look.workspace.settings.created.saturating_sub(60 * 86_400_000);
    let promises = sla.then(|| Promises::new(look.workspace, from, look.now));
    let (mut done, mut late, mut short, mut open) = (0, Vec::new(), Vec::new(), Vec::new());
    for tag in &tags {
        let Some(one) = tagged(look, tag) else { continue };
        let Some((since, promise, message)) = answer(look, one) else {
            open.push(quoted(one.title()));
            continue;
        };
        let of = (one.channel, one.priority);
        let clock = promises.as_ref().map(|all| all.clock(of, promise, since, Some(message.at), look.now));
        if words(&message.text) < least {
            short.push(quoted(one.title()));
        } else if clock.is_some_and(|clock| clock.state == Some(SlaState::Missed)) {
            late.push(quoted(one.title()));
        } else {
            done += 1;
        }
    }
    let in_time = if sla { " in time" } else { "" };
    let mut said = format!("{done} of {} are answered{in_time}.", tags.len());
    for (what, names) in [("Not answered", open), ("Too late", late), ("Too short", short)] {
        if !names.is_empty() {
            said = format!("{said} {what}: {}.", listed(&names));
        }
    }
    Found::of(done, tags.len(), said)
}

pub(super) fn conversations_say(with: &With<'_>, look: &Look<'_>) -> Found {
    let cases: Vec<_> = with
        .cases("cases")
        .into_iter()
        .map(|(tag, case)| (tag, case.groups("words"), case.texts("never"), case.count("min_words", 1)))
        .collect();
    let mut parts = Parts::default();
    for (tag, groups, never, least) in &cases {
        let Some(one) = tagged(look, tag) else {
            parts.share(0.0, *tag);
            continue;
        };
        let text = answers(look, one);
        let long = words(&text) >= *least && !text.trim().is_empty();
        let clean = !says(&text, never);
        parts.share(if long && clean { said_share(&text, groups) } else { 0.0 }, quoted(one.title()));
    }
    parts.found("")
}

pub(super) fn conversations_stand(with: &With<'_>, look: &Look<'_>) -> Found {
    let cases: Vec<_> = with
        .cases("cases")
        .into_iter()
        .map(|(tag, case)| {
            let status = case.choices("status", ConversationStatus::of_key);
            let priority = case.choices("priority", Priority::of_key);
            (tag, status, priority, case.yes("assigned", false), case.yes("topic", false), case.yes("note", false))
        })
        .collect();
    let mut parts = Parts::default();
    for (tag, status, priority, assigned, topic, note) in &cases {
        let Some(one) = tagged(look, tag) else {
            parts.share(0.0, *tag);
            continue;
        };
        let mut own = Parts::default();
        if !status.is_empty() {
            own.add(status.contains(&one.status), "status");
        }
        if !priority.is_empty() {
            own.add(priority.contains(&one.priority), "priority");
        }
        for (wanted, there, name) in [
            (assigned, !one.assignee.trim().is_empty(), "assignee"),
            (topic, !one.topic.trim().is_empty(), "topic"),
            (note, !one.private_notes.is_empty(), "note"),
        ] {
            if *wanted {
                own.add(there, name);
            }
        }
        let missing = listed(&own.missing);
        let share = own.found("").share;
        let name = quoted(one.title());
        parts.share(share, if missing.is_empty() { name } else { format!("{name} ({missing})") });
    }
    parts.found("")
}
