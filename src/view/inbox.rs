//! The inbox as its page shows it: which conversations a choice lets through, what is said about each in a line, and the
//! changes of one or many as one step.

use super::{plan::when, route::InboxView};
use crate::{
    inbox::{Clock, Filled, Inbox, Item, ItemKey, Promise, SlaState, Talks, fill},
    model::{
        Action, Command, Day, Id, Instant, Workspace, Zone,
        facts::{Facts, TableKind, activity, member, post},
        record::{Conversation, ConversationStatus, Platform},
        time::DAY_MS,
        words,
    },
    search::Search,
};

/// How a state looks; with its words, never without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    /// Nothing presses.
    Plain,
    /// Done.
    Good,
    /// Soon too late.
    Warn,
    /// Too late.
    Bad,
}

/// The conversations that a choice lets through, in the order of the queue.
pub fn chosen(workspace: &Workspace, talks: &Talks, inbox: &Inbox, view: &InboxView) -> Vec<Item> {
    let status = view.status.unwrap_or(ConversationStatus::Open);
    let search = Search::new(&view.search);
    let facts = &workspace.facts;
    let lets = |item: &&Item| {
        item.status == status
            && (view.channels.is_empty() || item.channel.is_some_and(|channel| view.channels.contains(&channel)))
            && (view.kinds.is_empty() || view.kinds.contains(&item.kind))
            && (view.priorities.is_empty() || view.priorities.contains(&item.priority))
            && (view.topic.is_empty() || item.record.as_ref().is_some_and(|record| record.topic == view.topic))
            && view
                .assignee
                .as_ref()
                .is_none_or(|name| item.record.as_ref().map_or(name.is_empty(), |record| record.assignee == *name))
            && (view.search.is_empty()
                || search.matches(item.name(facts, talks))
                || search.matches(item.line(facts, talks)))
    };
    inbox.items.iter().filter(lets).cloned().collect()
}

/// Whom a conversation is with: their name, else the id that their source gives them.
pub fn who(workspace: &Workspace, talks: &Talks, item: &Item) -> String {
    let facts = &workspace.facts;
    let name = item.name(facts, talks);
    let talk = item.talk.and_then(|place| talks.all().get(place as usize));
    let id = talk.map_or("", |talk| facts.members.text(talk.person as usize, member::ID));
    [name, id, "Somebody"].into_iter().find(|text| !text.trim().is_empty()).unwrap_or_default().to_owned()
}

/// Which conversation is next once the open one has left the list: the one that took its place, else the last.
pub fn after(before: &[ItemKey], open: ItemKey, now: &[ItemKey]) -> Option<ItemKey> {
    if now.contains(&open) {
        return Some(open);
    }
    let place = before.iter().position(|key| *key == open)?;
    // Of those that followed it the first that is still there; else of those before it the last.
    let still = |key: &&ItemKey| now.contains(*key);
    let (earlier, later) = (before.get(..place)?, before.get(place + 1..)?);
    later.iter().find(still).or_else(|| earlier.iter().rev().find(still)).copied()
}

/// The conversation so many places on; the first or last where the list ends.
pub fn step(keys: &[ItemKey], open: Option<ItemKey>, by: isize) -> Option<ItemKey> {
    let last = keys.len().checked_sub(1)?;
    let place = open.and_then(|open| keys.iter().position(|key| *key == open));
    let to = match place {
        Some(place) => place.saturating_add_signed(by).min(last),
        None if by < 0 => last,
        None => 0,
    };
    keys.get(to).copied()
}

/// When a conversation is due, in few words: “due in 14 min”, “missed by 2 h”, “answered”.
pub fn due(item: &Item, now: Instant, zone: Zone) -> (String, Mood) {
    let back = item.record.as_ref().and_then(|record| record.snoozed_until);
    match (item.status, item.clock) {
        (ConversationStatus::Resolved, _) => ("resolved".to_owned(), Mood::Good),
        (ConversationStatus::Snoozed, _) => {
            (back.map_or_else(String::new, |at| format!("back {}", moment(at, now, zone))), Mood::Plain)
        }
        (ConversationStatus::Open, None) if item.waiting.is_none() => ("answered".to_owned(), Mood::Good),
        (ConversationStatus::Pending, None) => ("answered".to_owned(), Mood::Good),
        (_, None) => {
            let since = item.waiting.unwrap_or(item.latest);
            (format!("waits {}", words::duration(now.saturating_sub(since) as f64 / 1_000.0)), Mood::Plain)
        }
        (_, Some(clock)) => due_of(&clock, now, zone),
    }
}

fn due_of(clock: &Clock, now: Instant, zone: Zone) -> (String, Mood) {
    let Some(due) = clock.due else { return (String::new(), Mood::Plain) };
    let what = if clock.promise == Promise::Resolution { "resolve " } else { "due " };
    match clock.state {
        Some(SlaState::Missed) => {
            (format!("missed by {}", words::duration(now.saturating_sub(due) as f64 / 1_000.0)), Mood::Bad)
        }
        Some(SlaState::AtRisk) => (format!("{what}{}", moment(due, now, zone)), Mood::Warn),
        _ => (format!("{what}{}", moment(due, now, zone)), Mood::Plain),
    }
}

/// A moment as near as it is: “in 14 min”, “15:40”, “tomorrow, 09:00”, “Mon 5 Oct, 09:00”.
pub fn moment(at: Instant, now: Instant, zone: Zone) -> String {
    let minutes = at.saturating_sub(now) / 60_000;
    if (0..60).contains(&minutes) {
        return format!("in {} min", minutes.max(1));
    }
    let (day, today) = (zone.day(at), zone.day(now));
    let clock = when::clock(when::minute(at, zone));
    match day.0 - today.0 {
        0 => clock,
        1 => format!("tomorrow, {clock}"),
        -1 => format!("yesterday, {clock}"),
        _ => format!("{}, {clock}", when::short_day(day)),
    }
}

/// How a clock looks.
pub fn mood(state: Option<SlaState>) -> Mood {
    match state {
        None | Some(SlaState::Active) => Mood::Plain,
        Some(SlaState::AtRisk) => Mood::Warn,
        Some(SlaState::Met) => Mood::Good,
        Some(SlaState::Missed) => Mood::Bad,
    }
}

/// A text without what would break a line of the list, and not longer than so many characters.
pub fn clipped(text: &str, most: usize) -> String {
    let mut line: String = text.split_whitespace().take(most).collect::<Vec<_>>().join(" ");
    if let Some((end, _)) = line.char_indices().nth(most) {
        line.truncate(end);
        line.push('…');
    }
    line
}

/// A long text cut where that would slow the page; and whether it was cut.
pub fn shown(text: &str, most: usize) -> (&str, bool) {
    match text.char_indices().nth(most) {
        Some((end, _)) => (text.get(..end).unwrap_or(text), true),
        None => (text, false),
    }
}

/// Until when one may snooze, in words: an hour, this evening, tomorrow, next week.
pub fn snoozes(now: Instant, zone: Zone) -> Vec<(&'static str, Instant)> {
    let today = zone.day(now);
    let evening = when::at(today, 18 * 60, zone);
    let monday = today.week_start(0).add(7);
    let mut all = vec![("In an hour", now.saturating_add(3_600_000))];
    if evening > now.saturating_add(2 * 3_600_000) {
        all.push(("This evening", evening));
    }
    all.push(("Tomorrow morning", when::at(today.add(1), 9 * 60, zone)));
    all.push(("In three days", when::at(today.add(3), 9 * 60, zone)));
    all.push(("Next Monday", when::at(monday, 9 * 60, zone)));
    all
}

/// Changes some conversations as one step; what was never touched gets its record now. None where nothing was chosen.
pub fn change(
    workspace: &Workspace,
    talks: &Talks,
    items: &[Item],
    label: &str,
    now: Instant,
    mint: impl Fn() -> Id,
    change: impl Fn(&mut Conversation),
) -> Option<Action> {
    let mut commands: Vec<Command> = Vec::with_capacity(items.len());
    for item in items {
        let mut record = item.to_record(&workspace.facts, talks, mint(), now);
        change(&mut record);
        record.updated = now;
        commands.push(Command::Put(record.into()));
    }
    let label = match items.len() {
        0 => return None,
        1 => label.to_owned(),
        count => format!("{count} conversations: {}", label.to_lowercase()),
    };
    let command = if commands.len() == 1 { commands.pop()? } else { Command::All(commands) };
    Some(Action::new(label, command))
}

/// A canned reply for a conversation.
pub fn canned(workspace: &Workspace, talks: &Talks, item: &Item, template: &str, agent: &str) -> Filled {
    let name = item.name(&workspace.facts, talks);
    let channel = item.channel.and_then(|id| workspace.records.channels.get(id));
    fill(template, |variable| {
        Some(match variable {
            "name" => name,
            "first_name" => name.split_whitespace().next()?,
            "channel" => &channel?.name,
            "agent" => agent,
            "topic" => &item.record.as_ref()?.topic,
            "workspace" => &workspace.settings.name,
            _ => return None,
        })
    })
}

/// Where one answers: the own post that was commented on where its address is known, else the channel; none where neither
/// is an address.
pub fn answer_address(workspace: &Workspace, talks: &Talks, item: &Item) -> Option<String> {
    let facts = &workspace.facts;
    let talk = item.talk.and_then(|place| talks.all().get(place as usize));
    let thread = talk.map_or("", |talk| facts.activities.text(talk.opener as usize, activity::THREAD));
    let channel = item.channel.and_then(|id| workspace.records.channels.get(id));
    let address = match post_with(facts, thread) {
        Some(row) => facts.posts.text(row, post::PERMALINK),
        None => "",
    };
    let address = if address.is_empty() { channel.map_or("", |channel| channel.url.trim()) } else { address };
    (address.starts_with("https://") || address.starts_with("http://")).then(|| address.to_owned())
}

fn post_with(facts: &Facts, id: &str) -> Option<usize> {
    if id.is_empty() {
        return None;
    }
    facts.table(TableKind::Posts).numbered().find_map(|(first, chunk)| {
        let ids = chunk.column(post::ID).texts();
        (0..ids.len()).find(|row| ids.is(*row, id)).map(|row| first + row)
    })
}

/// What a network is called on a button: “Copy and open Instagram”.
pub fn network(workspace: &Workspace, item: &Item) -> &'static str {
    let channel = item.channel.and_then(|id| workspace.records.channels.get(id));
    match channel.map(|channel| channel.platform) {
        None | Some(Platform::Other) => "the channel",
        Some(platform) => platform.label(),
    }
}

/// Days of a period that ends now.
pub fn last_days(now: Instant, days: i64) -> (Instant, Instant) {
    (now.saturating_sub(days.saturating_mul(DAY_MS)), now.saturating_add(1))
}

/// The keys of the inbox and what they do.
pub const KEYS: [(&str, &str); 14] = [
    ("J", "Next conversation"),
    ("K", "Previous conversation"),
    ("Enter", "Into the conversation"),
    ("R", "Reply"),
    ("N", "Private note"),
    ("A", "Assign"),
    ("S", "Snooze"),
    ("E", "Resolve, or open again"),
    ("F", "Flag for moderation"),
    ("B", "To the feedback loop"),
    ("X", "Select"),
    ("C", "New conversation"),
    ("/", "Search"),
    ("?", "These keys"),
];

/// A day as a form's field has it, and a minute: an instant; none where either is missing.
pub fn instant(day: Option<Day>, minute: Option<u16>, zone: Zone) -> Option<Instant> {
    Some(when::at(day?, minute?, zone))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        analytics::Dataset,
        inbox::{Horizon, Promises, figures},
        model::{record::Priority, time::parse_iso},
        sample::community,
    };

    const NOW: &str = "2026-11-22T09:00:00Z";

    fn sample() -> (Workspace, Talks, Inbox, Instant) {
        let now = parse_iso(NOW).unwrap();
        let workspace = community(7, "2026-11-22".parse().unwrap());
        let talks = Talks::new(&Dataset::new(workspace.clone()));
        let (from, to) = figures::span(&talks, now);
        let inbox = Inbox::new(&workspace, &talks, &Promises::new(&workspace, from, to), now, Horizon::Fortnight);
        (workspace, talks, inbox, now)
    }

    #[test]
    fn filters_narrow_and_the_order_stays() {
        let (workspace, talks, inbox, _) = sample();
        let all = chosen(&workspace, &talks, &inbox, &InboxView::default());
        assert!(all.len() >= 14 && all.iter().all(|item| item.status == ConversationStatus::Open));
        assert!(all.windows(2).all(|pair| pair[0].rank < pair[1].rank));
        let pressing = InboxView { priorities: vec![Priority::High], ..InboxView::default() };
        let found = chosen(&workspace, &talks, &inbox, &pressing);
        assert_eq!(found.iter().map(|item| item.name(&workspace.facts, &talks)).collect::<Vec<_>>().len(), 3);
        let view = InboxView { search: "freezes".into(), ..InboxView::default() };
        let found = chosen(&workspace, &talks, &inbox, &view);
        assert!(found.iter().any(|item| item.name(&workspace.facts, &talks) == "Mara Velten"));
        let nobody = InboxView { assignee: Some(String::new()), ..InboxView::default() };
        assert!(!chosen(&workspace, &talks, &inbox, &nobody).is_empty());
        let stranger = InboxView { assignee: Some("Nobody at all".into()), ..InboxView::default() };
        assert!(chosen(&workspace, &talks, &inbox, &stranger).is_empty());
    }

    #[test]
    fn one_step_changes_many_and_takes_them_back() {
        let (mut workspace, talks, inbox, now) = sample();
        let items = chosen(&workspace, &talks, &inbox, &InboxView::default());
        let before = workspace.records.conversations.clone();
        let number = std::cell::Cell::new(0);
        let mint = || {
            number.set(number.get() + 1);
            Id::mint(now, [number.get(); 10])
        };
        let resolve = |record: &mut Conversation| record.step(now, ConversationStatus::Resolved, "Noor");
        let action = change(&workspace, &talks, &items[..5], "Resolved", now, mint, resolve).unwrap();
        assert_eq!(action.label, "5 conversations: resolved");
        let done = workspace.apply(action).unwrap();
        let (from, to) = figures::span(&talks, now);
        let promises = Promises::new(&workspace, from, to);
        let later = Inbox::new(&workspace, &talks, &promises, now, Horizon::Fortnight);
        let left = chosen(&workspace, &talks, &later, &InboxView::default());
        assert_eq!(left.len(), items.len() - 5);
        for item in &items[..5] {
            assert_eq!(
                later.find(&talks, item.key).unwrap().status,
                ConversationStatus::Resolved,
                "found by its row too"
            );
        }
        workspace.apply(Action::new("Undo", done.inverse)).unwrap();
        assert_eq!(workspace.records.conversations, before);
        assert!(change(&workspace, &talks, &[], "Resolved", now, mint, resolve).is_none());
    }

    #[test]
    fn due_times_are_said_as_near_as_they_are() {
        let zone: Zone = "Europe/Madrid".parse().unwrap();
        let now = parse_iso(NOW).unwrap();
        let at = |minutes: i64| moment(now + minutes * 60_000, now, zone);
        assert_eq!(at(14), "in 14 min");
        assert_eq!(at(100), "11:40");
        assert_eq!(at(24 * 60), "tomorrow, 10:00");
        assert_eq!(at(-24 * 60), "yesterday, 10:00");
        assert_eq!(at(5 * 24 * 60), "Fri 27 Nov, 10:00");
        let (_, _, inbox, now) = sample();
        let labels: Vec<_> = inbox.items.iter().map(|item| due(item, now, zone)).collect();
        assert!(labels[0].0.starts_with("missed by") && labels[0].1 == Mood::Bad, "{:?}", labels[0]);
        assert!(labels.iter().any(|(text, mood)| text.starts_with("due ") && *mood == Mood::Plain));
        assert!(
            labels.iter().any(|(text, _)| text.starts_with("back ")) && labels.iter().all(|(text, _)| !text.is_empty())
        );
    }

    #[test]
    fn the_next_one_takes_the_place_of_the_one_that_left() {
        let key = ItemKey::Row;
        let before = [key(1), key(2), key(3)];
        assert_eq!(after(&before, key(2), &[key(1), key(3)]), Some(key(3)));
        assert_eq!(after(&before, key(3), &[key(1), key(2)]), Some(key(2)));
        assert_eq!(after(&before, key(2), &before), Some(key(2)));
        assert_eq!(after(&before, key(1), &[]), None);
        assert_eq!(step(&before, None, 1), Some(key(1)));
        assert_eq!(step(&before, Some(key(3)), 1), Some(key(3)));
        assert_eq!(step(&before, Some(key(2)), -1), Some(key(1)));
        assert_eq!(step(&[], None, 1), None);
    }

    #[test]
    fn canned_replies_know_the_person_and_name_what_is_missing() {
        let (workspace, talks, inbox, _) = sample();
        let item = inbox.items.iter().find(|item| item.name(&workspace.facts, &talks) == "Mara Velten").unwrap();
        let filled =
            canned(&workspace, &talks, item, "Hi {first_name}, {agent} here: {channel}, {topic}, {order}", "Noor");
        assert_eq!(filled.text, "Hi Mara, Noor here: {channel}, app, {order}");
        assert_eq!(filled.left, ["channel", "order"]);
    }

    #[test]
    fn a_comment_is_answered_at_its_post() {
        let (workspace, talks, inbox, _) = sample();
        let comment = inbox.items.iter().find(|item| {
            item.talk.is_some()
                && workspace.records.channels.get(item.channel.unwrap()).unwrap().platform == Platform::Instagram
        });
        let address = answer_address(&workspace, &talks, comment.unwrap()).unwrap();
        assert!(address.starts_with("https://example.com/briskway/bw-"), "{address}");
        let entered = inbox.items.iter().find(|item| item.talk.is_none()).unwrap();
        assert_eq!(answer_address(&workspace, &talks, entered), None);
    }

    #[test]
    fn hostile_texts_fit_a_line() {
        let long = "x".repeat(1_000_000);
        assert_eq!(clipped(&long, 80).chars().count(), 81);
        assert_eq!(clipped("a\n\n\tb \u{202e}c", 80), "a b \u{202e}c");
        assert_eq!(shown(&long, 3_000).0.len(), 3_000);
        assert_eq!(shown("short", 3_000), ("short", false));
    }
}
