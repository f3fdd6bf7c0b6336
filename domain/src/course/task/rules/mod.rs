//! The rules: each a pure function of a workspace that gives a share of the points and words of what is there and what is
//! missing. They are general, so that a teacher writes tasks as data; how they are used is in docs/exercises.md.

mod content;
mod crisis;
mod events;
mod feedback;
mod inbox;
mod measure;
mod moderation;
mod records;
mod strategy;

use super::with::With;
use crate::{
    model::{
        Day, Id, Instant, Workspace,
        record::{Channel, Platform},
    },
    search::fold,
};

/// A rule as it is offered.
pub struct RuleInfo {
    /// Its name in tasks.
    pub name: &'static str,
    /// What it looks at, in a sentence.
    pub about: &'static str,
    pub(super) run: fn(&With<'_>, &Look<'_>) -> Found,
}

macro_rules! rules {
    ($($name:ident $module:ident $about:literal),+ $(,)?) => {
        /// Every rule.
        pub const RULES: &[RuleInfo] =
            &[$(RuleInfo { name: stringify!($name), about: $about, run: $module::$name },)+];
    };
}

rules! {
    records_at_least records "So many records of a sort were made.",
    record_says records "A record has so many words in a field, or says what it should.",
    objective_is_smart strategy "An objective was written with its SMART fields, owner and period.",
    objective_with_targets strategy "An objective has targets for KPIs, with baseline, deadline and a sensible size.",
    segment_with strategy "An audience segment was described.",
    posts_a_day content "On so many days there is a post.",
    posts_by_pillar content "The posts keep to the pillars' shares.",
    posts_between content "The posts go out between two times of day.",
    posts_say content "The posts say or tag what they should.",
    posts_have_status content "The posts are as far as they should be.",
    posts_paused content "What was scheduled no longer goes out.",
    no_clashes content "No post clashes with another, is late or is empty.",
    flags_decided moderation "Flags were decided as the guidelines want it.",
    flags_with_reason moderation "Decisions give a reason.",
    appeals_decided moderation "Appeals were decided as the guidelines want it.",
    conversations_answered inbox "People were answered, in time.",
    conversations_say inbox "Answers say what they should.",
    conversations_stand inbox "Conversations have the status, priority, topic or assignee they should have.",
    event_with events "An event has the fields it needs.",
    event_run_sheet events "An event has a run sheet that fits its time.",
    event_promotion events "An event is promoted, with posts.",
    incident_opened crisis "An incident was opened with severity, channel and playbook.",
    incident_statement crisis "A statement was written, approved and published.",
    incident_decisions crisis "Decisions, notes or steps of an incident were written down.",
    feedback_merged feedback "The same wishes were merged.",
    feedback_decided feedback "Feedback was decided, with a response.",
    feedback_told feedback "Those who asked were told.",
    annotation_on measure "A day was annotated with what happened.",
    dashboard_shows measure "A dashboard shows KPIs.",
    saved_view measure "A view was saved with what it should show.",
}

/// What is looked at.
pub(super) struct Look<'a> {
    pub(super) workspace: &'a Workspace,
    pub(super) now: Instant,
    /// The day on which the task was begun.
    pub(super) begun: Day,
}

impl<'a> Look<'a> {
    pub(super) fn new(workspace: &'a Workspace, now: Instant) -> Self {
        Self { workspace, now, begun: workspace.settings.zone.day(workspace.settings.created) }
    }

    /// The first Monday after the day on which the task was begun.
    pub(super) fn next_monday(&self) -> Day {
        self.begun.week_start(0).add(7)
    }

    /// Whether something was made after the task was begun.
    pub(super) fn is_new(&self, created: Instant) -> bool {
        created > self.workspace.settings.created
    }

    /// The channels that a parameter means: a name, or a network for all of its channels.
    pub(super) fn channels(&self, named: &str) -> Vec<Id> {
        let platform = Platform::of_key(named);
        let fits = |channel: &Channel| channel.name == named || Some(channel.platform) == platform;
        self.workspace.records.channels.iter().filter(|one| fits(one)).map(|one| one.id).collect()
    }
}

/// What a check found.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Found {
    /// 0 to 1.
    pub(super) share: f64,
    pub(super) said: String,
}

impl Found {
    pub(super) fn none(said: impl Into<String>) -> Self {
        Self { share: 0.0, said: said.into() }
    }

    /// So many of so many.
    fn of(done: usize, all: usize, said: impl Into<String>) -> Self {
        let share = if all == 0 { 0.0 } else { (done as f64 / all as f64).min(1.0) };
        Self { share, said: said.into() }
    }

    /// The best of several: one is enough.
    fn best(all: impl IntoIterator<Item = Self>, none: &str) -> Self {
        all.into_iter().fold(Self::none(none), |best, one| if one.share > best.share { one } else { best })
    }
}

/// Parts that count alike, with words for what is there and what is not.
#[derive(Default)]
struct Parts {
    sum: f64,
    count: usize,
    there: Vec<String>,
    missing: Vec<String>,
}

impl Parts {
    fn add(&mut self, is_there: bool, name: impl Into<String>) {
        self.share(f64::from(u8::from(is_there)), name);
    }

    fn share(&mut self, share: f64, name: impl Into<String>) {
        let share = if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 };
        self.sum += share;
        self.count += 1;
        if share >= 1.0 { self.there.push(name.into()) } else { self.missing.push(name.into()) }
    }

    fn found(self, of: &str) -> Found {
        let share = if self.count == 0 { 0.0 } else { self.sum / self.count as f64 };
        let mut said = of.to_owned();
        if !self.there.is_empty() {
            said = format!("{said} Good: {}.", listed(&self.there));
        }
        if !self.missing.is_empty() {
            said = format!("{said} Missing or not right: {}.", listed(&self.missing));
        }
        Found { share, said: said.trim_start().to_owned() }
    }
}

/// A list in words; of a long one the beginning.
fn listed(names: &[String]) -> String {
    const MOST: usize = 8;
    match names {
        [] => String::new(),
        [one] => one.clone(),
        all if all.len() > MOST => {
            let first = all.get(..MOST).unwrap_or_default();
            format!("{} and {} more", first.join(", "), all.len() - MOST)
        }
        [before @ .., last] => format!("{} and {last}", before.join(", ")),
    }
}

/// A name in quotes, clipped.
fn quoted(name: &str) -> String {
    let short: String = name.chars().take(60).collect();
    format!("“{}{}”", short.trim(), if name.chars().nth(60).is_some() { "…" } else { "" })
}

/// The number of words of a text.
fn words(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count()
}

/// Whether a text says one of some words; a word is the beginning of one, without regard to case and accents.
fn says(text: &str, any: &[&str]) -> bool {
    let text = fold(text);
    any.iter().any(|word| {
        let word = fold(word.trim());
        let free = |at: usize| {
            let before = text.get(..at).and_then(|before| before.chars().next_back());
            !before.is_some_and(char::is_alphanumeric) || !word.chars().next().is_some_and(char::is_alphanumeric)
        };
        !word.is_empty() && text.match_indices(&word).any(|(at, _)| free(at))
    })
}

/// The share of groups of which a text says a word; all where there are no groups.
fn said_share(text: &str, groups: &[Vec<&str>]) -> f64 {
    let said = groups.iter().filter(|group| says(text, group)).count();
    if groups.is_empty() { 1.0 } else { said as f64 / groups.len() as f64 }
}

/// “1 post”, “3 posts”.
fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
