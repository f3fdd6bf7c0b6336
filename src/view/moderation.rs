//! What the moderation screen shows, without the screen: which flags an address lets through, ages in words, the
//! conversation around a message, what reporters are told.

use super::route::ModerationView;
use crate::{
    model::{
        Id, Instant, Workspace,
        facts::{CHUNK_ROWS, MISSING_CODE, activity, member},
        record::{Flag, FlagStatus, GuidelineKind, ModerationAction},
    },
    moderation::{
        actions::{clip, lasts, rule_numbers},
        cases::{rejected, waits},
        queue::row_of,
    },
    search::Search,
};

/// Flags shown at once; more on demand.
pub const PAGE: usize = 50;

/// Days of activities that suggestions are looked for in, unless chosen otherwise.
pub const SUGGESTION_DAYS: u16 = 30;

/// Days that can be chosen; 0 = all.
pub const DAYS: [u16; 4] = [7, 30, 90, 0];

/// Whether an address lets a flag through. Without a status chosen: all that wait.
pub fn shows(view: &ModerationView) -> impl Fn(&Flag) -> bool + use<> {
    let search = Search::new(&view.search);
    let (statuses, severities, channels) = (view.statuses.clone(), view.severities.clone(), view.channels.clone());
    move |flag| {
        (if statuses.is_empty() { waits(flag) } else { statuses.contains(&flag.status) })
            && (severities.is_empty() || severities.contains(&flag.severity))
            && (channels.is_empty() || flag.channel.is_some_and(|channel| channels.contains(&channel)))
            && (search.is_empty()
                || search.matches(&flag.text)
                || search.matches(&flag.name)
                || flag.reports.iter().any(|report| search.matches(&report.who) || search.matches(&report.reason)))
    }
}

/// How long ago something was: “5 min”, “3 h”, “2 days”.
pub fn age(now: Instant, at: Instant) -> String {
    let minutes = now.saturating_sub(at).max(0) / 60_000;
    match minutes {
        0..60 => format!("{minutes} min"),
        60..2_880 => format!("{} h", minutes / 60),
        _ => format!("{} days", minutes / 1_440),
    }
}

/// So many things: “1 flag”, “3 flags”.
pub fn count(number: usize, one: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {one}s") }
}

/// A text that fits into a line or two of a list.
pub fn short(text: &str) -> String {
    let clipped = clip(text.trim(), 240);
    if clipped.len() < text.trim().len() { format!("{clipped}…") } else { clipped.to_owned() }
}

/// The name of a channel.
pub fn channel_name(workspace: &Workspace, channel: Option<Id>) -> String {
    let channel = channel.and_then(|id| workspace.records.channels.get(id));
    channel.map(|channel| channel.name.clone()).unwrap_or_default()
}

/// The house rules with their numbers, in order: id and “4. No advertising.”
pub fn rules(workspace: &Workspace) -> Vec<(Id, String)> {
    let rules = workspace.records.guidelines.iter().filter(|one| one.kind == GuidelineKind::Rule);
    let mut rules: Vec<_> = rules.map(|one| (one.number, one.id, format!("{}. {}", one.number, one.title))).collect();
    rules.sort();
    rules.into_iter().map(|(_, id, label)| (id, label)).collect()
}

/// A rule in a few words; empty where it is gone.
pub fn rule_label(workspace: &Workspace, rule: Id) -> String {
    let rule = workspace.records.guidelines.get(rule);
    rule.map(|rule| format!("{}. {}", rule.number, rule.title)).unwrap_or_default()
}

/// A message of the conversation around a flag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spoken {
    /// Its row.
    pub row: u32,
    /// Who said it.
    pub who: String,
    /// When.
    pub at: Option<Instant>,
    /// What.
    pub text: String,
    /// Whether it is what was flagged.
    pub is_it: bool,
}

/// The conversation around a flagged activity: what it answers, itself, and the first answers to it. Empty where the
/// activity is not among the facts, or stands alone.
pub fn around(workspace: &Workspace, flag: &Flag) -> Vec<Spoken> {
    const ANSWERS: usize = 4;
    let Some(row) = row_of(workspace, flag) else { return Vec::new() };
    let table = &workspace.facts.activities;
    let before = table.code(row as usize, activity::PARENT).filter(|parent| (*parent as usize) < table.len());
    let mut rows: Vec<u32> = before.into_iter().chain([row]).collect();
    let answers = table.chunks().iter().enumerate().flat_map(|(number, chunk)| {
        let parents = chunk.column(activity::PARENT).codes().iter().enumerate();
        let mine = parents.filter(|(_, parent)| **parent == row && **parent != MISSING_CODE);
        mine.map(move |(place, _)| (number * CHUNK_ROWS + place) as u32).collect::<Vec<_>>()
    });
    rows.extend(answers.take(ANSWERS));
    if rows.len() == 1 {
        return Vec::new();
    }
    let members = &workspace.facts.members;
    let spoken = rows.into_iter().map(|one| {
        let who = table.code(one as usize, activity::MEMBER).map(|who| who as usize).filter(|who| *who < members.len());
        let who = who.map(|who| match members.text(who, member::NAME) {
            "" => members.text(who, member::ID).to_owned(),
            name => name.to_owned(),
        });
        Spoken {
            row: one,
            who: who.unwrap_or_default(),
            at: table.time(one as usize, activity::TIME),
            text: short(table.text(one as usize, activity::TEXT)),
            is_it: one == row,
        }
    });
    spoken.collect()
}

/// What reporters are told of a decided flag; `None` where nothing is decided.
pub fn to_reporter(workspace: &Workspace, flag: &Flag) -> Option<String> {
    let thanks = "Thank you for telling us.";
    if !rejected(flag)? {
        return Some(format!(
            "{thanks} We looked at it and found that it is within our house rules, so it stays. Please go on telling us."
        ));
    }
    let rules: Vec<Id> = flag.decisions.iter().flat_map(|decision| decision.rules.iter().copied()).collect();
    let numbers = rule_numbers(workspace, &rules);
    let because =
        if numbers.is_empty() { String::new() } else { format!(" It was against {numbers} of our house rules.") };
    Some(format!("{thanks} We looked at it and acted.{because}"))
}

/// For how many hours an action can last: key and label, the first for good.
pub fn durations(action: ModerationAction) -> Vec<(String, String)> {
    if !lasts(action) {
        return Vec::new();
    }
    let hours = [(1, "1 hour"), (24, "1 day"), (72, "3 days"), (168, "7 days"), (720, "30 days"), (0, "for good")];
    hours.map(|(hours, label)| (hours.to_string(), label.to_owned())).to_vec()
}

/// Whether the flag may be decided: it waits for a first decision.
pub fn undecided(flag: &Flag) -> bool {
    matches!(flag.status, FlagStatus::Open | FlagStatus::Held)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::record::{Report, Severity};

    fn flag() -> Flag {
        let mut flag = Flag::new(Id::mint(1, [1; 10]), 0, "Cheap keys, buy now");
        flag.name = "Séller".into();
        flag.reports.push(Report::new(0, "Ana", "advertising"));
        flag
    }

    #[test]
    fn an_address_lets_through_what_it_says() {
        let shown = |view: &ModerationView, flag: &Flag| shows(view)(flag);
        let mut flag = flag();
        let mut view = ModerationView::default();
        assert!(shown(&view, &flag));
        flag.status = FlagStatus::Decided;
        assert!(!shown(&view, &flag));
        view.statuses = vec![FlagStatus::Decided];
        assert!(shown(&view, &flag));
        view.severities = vec![Severity::Critical];
        assert!(!shown(&view, &flag));
        view.severities.clear();
        for (search, hit) in [("KEYS", true), ("seller", true), ("ana", true), ("advert", true), ("nobody", false)] {
            view.search = search.into();
            assert_eq!(shown(&view, &flag), hit, "{search}");
        }
        view.search.clear();
        view.channels = vec![Id::mint(5, [5; 10])];
        assert!(!shown(&view, &flag));
    }

    #[test]
    fn ages_are_read_at_a_glance() {
        let minute = 60_000;
        let of = |minutes: i64| age(minutes * minute, 0);
        assert_eq!([of(0), of(59), of(60), of(2_879), of(2_880)], ["0 min", "59 min", "1 h", "47 h", "2 days"]);
        assert_eq!(age(0, 5), "0 min");
    }

    #[test]
    fn long_and_strange_texts_fit_a_line() {
        assert!(short(&"💥".repeat(1_000_000)).len() <= 243);
        assert_eq!(short(" a\0b "), "a\0b");
    }
}
