//! What a flag says when it is read as a whole: whether it was rejected in the end, whom it concerns, who reported it and
//! how often that person was right.

use crate::model::{
    Instant,
    record::{AppealOutcome, FactReference, Flag, FlagStatus, ModerationAction, ModerationDecision},
};
use crate::search::fold;
use std::collections::BTreeMap;

/// Days after a decision in which it can be appealed against.
pub const APPEAL_DAYS: i64 = 14;

/// More decided reports than this, and a reporter's accuracy says something.
pub const ACCURACY_AFTER: u32 = 5;

/// Whether a flag waits for somebody.
pub fn waits(flag: &Flag) -> bool {
    matches!(flag.status, FlagStatus::Open | FlagStatus::Held | FlagStatus::Appealed)
}

/// Whether the decisions were overturned on appeal.
pub fn overturned(flag: &Flag) -> bool {
    flag.appeal.as_ref().and_then(|appeal| appeal.decided.as_ref()).map(|decided| decided.outcome)
        == Some(AppealOutcome::Overturned)
}

/// The decisions that hold: all, less those that an appeal overturned.
pub fn standing(flag: &Flag) -> impl Iterator<Item = &ModerationDecision> {
    let decided = flag.appeal.as_ref().and_then(|appeal| appeal.decided.as_ref());
    let void = decided.filter(|decided| decided.outcome == AppealOutcome::Overturned).map(|decided| decided.at);
    flag.decisions.iter().filter(move |decision| void.is_none_or(|void| decision.at > void))
}

/// Whether it was found to be against the rules; `None` where nothing is decided. What was overturned was not.
pub fn rejected(flag: &Flag) -> Option<bool> {
    (!flag.decisions.is_empty()).then(|| standing(flag).any(|decision| decision.action != ModerationAction::Approve))
}

/// When it was first decided.
pub fn first_decided(flag: &Flag) -> Option<Instant> {
    flag.decisions.iter().map(|decision| decision.at).min()
}

/// When it was last decided.
pub fn last_decided(flag: &Flag) -> Option<Instant> {
    flag.decisions.iter().map(|decision| decision.at).max()
}

/// Since when it waits: the first report, or when it was made.
pub fn waiting_since(flag: &Flag) -> Instant {
    flag.reports.iter().map(|report| report.at).min().unwrap_or(flag.created).min(flag.created)
}

/// Until when it can be appealed against; `None` where nothing but approval was decided, or it was appealed already.
pub fn appeal_until(flag: &Flag) -> Option<Instant> {
    if flag.appeal.is_some() || rejected(flag) != Some(true) {
        return None;
    }
    last_decided(flag).map(|at| at.saturating_add(APPEAL_DAYS * crate::model::time::DAY_MS))
}

/// Who decided, each once, in the order they did.
pub fn deciders(flag: &Flag) -> Vec<&str> {
    let mut who: Vec<&str> = Vec::new();
    for decision in &flag.decisions {
        if !decision.who.is_empty() && !who.contains(&decision.who.as_str()) {
            who.push(&decision.who);
        }
    }
    who
}

/// One person across flags: the member, else the name as one would say it. `None` where nobody is named.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Person {
    /// A member: source and id.
    Member(String, String),
    /// A name, folded.
    Name(String),
}

impl Person {
    /// Whom a flag concerns.
    pub fn of(flag: &Flag) -> Option<Self> {
        match &flag.member {
            Some(FactReference { source, id, .. }) => Some(Self::Member(source.clone(), id.clone())),
            None => Self::named(&flag.name),
        }
    }

    /// Somebody by name.
    pub fn named(name: &str) -> Option<Self> {
        let name = name.trim();
        (!name.is_empty()).then(|| Self::Name(fold(name)))
    }
}

/// How often a reporter was right.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reporter {
    /// The name they gave.
    pub name: String,
    /// Their reports.
    pub reports: u32,
    /// Of these, decided.
    pub decided: u32,
    /// Of these, found to be against the rules.
    pub agreed: u32,
}

impl Reporter {
    /// Agreed ÷ decided (KPI 48); `None` up to [`ACCURACY_AFTER`] decided reports: that few say nothing of a person.
    pub fn accuracy(&self) -> Option<f64> {
        (self.decided > ACCURACY_AFTER).then(|| f64::from(self.agreed) / f64::from(self.decided))
    }
}

/// All reporters who gave a name. One person's reports of one flag count once.
pub fn reporters<'a>(flags: impl IntoIterator<Item = &'a Flag>) -> BTreeMap<Person, Reporter> {
    let mut all: BTreeMap<Person, Reporter> = BTreeMap::new();
    for flag in flags {
        let rejected = rejected(flag);
        let mut here: Vec<Person> = Vec::new();
        for report in &flag.reports {
            let Some(person) = Person::named(&report.who) else { continue };
            if here.contains(&person) {
                continue;
            }
            let one = all.entry(person.clone()).or_default();
            here.push(person);
            if one.name.is_empty() {
                one.name = report.who.trim().to_owned();
            }
            one.reports += 1;
            one.decided += u32::from(rejected.is_some());
            one.agreed += u32::from(rejected == Some(true));
        }
    }
    all
}
