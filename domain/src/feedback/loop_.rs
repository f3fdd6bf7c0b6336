//! The closed loop: who asked, who has been told how far it is, and who still has to be.

use super::people::{Person, counted, person};
use crate::model::{
    Extra, Instant,
    record::{FactReference, FeedbackItem, FeedbackStatus, Told},
};
use rustc_hash::FxHashMap;

/// Somebody who asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Asker {
    /// Who it is.
    pub person: Person,
    /// The member, by the key of the members table.
    pub member: Option<FactReference>,
    /// The name, where it is no member.
    pub name: String,
    /// When they first asked: ms since 1970, UTC.
    pub at: Instant,
    /// Place of the source that quotes them.
    pub source: Option<usize>,
    /// When they were told how far it is now: ms since 1970, UTC. What was said before its last step does not count.
    pub told: Option<Instant>,
}

/// How far the loop is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoopState {
    /// There is nothing to tell yet: open, under review, or a duplicate.
    Undecided,
    /// Nobody who can be told asked.
    NobodyAsked,
    /// Some who asked have not been told.
    Waiting,
    /// Everybody who asked has been told.
    Closed,
}

impl LoopState {
    /// In a person's words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Undecided => "Nothing to tell yet",
            Self::NobodyAsked => "Nobody to tell",
            Self::Waiting => "To be told",
            Self::Closed => "Closed loop",
        }
    }
}

/// Who asked and who has been told.
#[derive(Clone, Debug, PartialEq)]
pub struct Loop {
    /// Who asked, each once, the first first.
    pub askers: Vec<Asker>,
    /// Votes of people who are not known: they cannot be told.
    pub unknown: usize,
    /// How far it is.
    pub state: LoopState,
}

impl Loop {
    /// Those who have not been told.
    pub fn waiting(&self) -> impl Iterator<Item = &Asker> {
        self.askers.iter().filter(|asker| asker.told.is_none())
    }

    /// How many have been told.
    pub fn told(&self) -> usize {
        self.askers.iter().filter(|asker| asker.told.is_some()).count()
    }
}

/// Who asked for an item, by vote or by word, and who has been told since its last step.
pub fn closed_loop(item: &FeedbackItem) -> Loop {
    let mut askers: Vec<Asker> = Vec::new();
    let mut places: FxHashMap<Person, usize> = FxHashMap::default();
    let mut unknown = 0;
    let mut add = |member: Option<&FactReference>, name: &str, at: Instant, source: Option<usize>| {
        let Some(who) = person(member, name) else { return false };
        let place = *places.entry(who.clone()).or_insert(askers.len());
        match askers.get_mut(place) {
            Some(asker) => {
                asker.at = asker.at.min(at);
                asker.source = asker.source.or(source);
            }
            None => {
                let name = name.trim().to_owned();
                askers.push(Asker { person: who, member: member.cloned(), name, at, source, told: None });
            }
        }
        true
    };
    for vote in counted(item) {
        if !add(vote.member.as_ref(), &vote.name, vote.at, None) {
            unknown += 1;
        }
    }
    for (place, source) in item.sources.iter().enumerate() {
        add(source.member.as_ref(), &source.name, source.at.unwrap_or(item.created), Some(place));
    }
    let since = item.since();
    for told in item.told.iter().filter(|told| told.at >= since) {
        let place = person(told.member.as_ref(), &told.name).and_then(|who| places.get(&who));
        if let Some(asker) = place.and_then(|place| askers.get_mut(*place)) {
            asker.told = Some(asker.told.map_or(told.at, |before| before.max(told.at)));
        }
    }
    askers.sort_by(|a, b| (a.at, &a.person).cmp(&(b.at, &b.person)));
    let state = if !item.status.is_decided() {
        LoopState::Undecided
    } else if askers.is_empty() {
        LoopState::NobodyAsked
    } else if askers.iter().any(|asker| asker.told.is_none()) {
        LoopState::Waiting
    } else {
        LoopState::Closed
    };
    Loop { askers, unknown, state }
}

/// Notes that people were told, those only who asked and have not been told.
pub fn tell(item: &mut FeedbackItem, who: &[Person], at: Instant, by: &str) -> usize {
    let now = at.max(item.since());
    let found = closed_loop(item);
    let mut count = 0;
    for asker in found.waiting().filter(|asker| who.contains(&asker.person)) {
        item.told.push(Told {
            at: now,
            member: asker.member.clone(),
            name: asker.name.clone(),
            by: by.to_owned(),
            extra: Extra::new(),
        });
        count += 1;
    }
    count
}

/// Takes back that somebody was told how far it is now.
pub fn untell(item: &mut FeedbackItem, who: &Person) {
    let since = item.since();
    item.told.retain(|told| told.at < since || person(told.member.as_ref(), &told.name).as_ref() != Some(who));
}

/// What to tell somebody who asked, to be copied and sent. Empty where there is nothing to tell yet.
pub fn letter(item: &FeedbackItem, name: &str) -> String {
    let what = match item.status {
        FeedbackStatus::Planned => "We have planned it.",
        FeedbackStatus::Started => "We are working on it.",
        FeedbackStatus::Completed => "It is there now.",
        FeedbackStatus::Declined => "We have decided not to do it.",
        FeedbackStatus::Open | FeedbackStatus::UnderReview | FeedbackStatus::Duplicate => return String::new(),
    };
    let hello = if name.trim().is_empty() { "Hello,".to_owned() } else { format!("Hello {},", name.trim()) };
    let response = item.response.trim();
    let more = if response.is_empty() { String::new() } else { format!(" {response}") };
    format!("{hello}\n\nyou asked for “{}”. {what}{more}\n\nThank you for telling us.", item.title.trim())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        Id,
        record::{FeedbackSource, Vote},
    };

    fn asked() -> FeedbackItem {
        let mut item = FeedbackItem::new(Id::derived("x"), 0, "Dark mode");
        let ana = FactReference::new("forum", "u1");
        item.votes = vec![Vote::of_member(20, ana.clone()), Vote::of_name(30, "Ben"), Vote::of_name(40, "")];
        item.sources = vec![
            FeedbackSource { at: Some(10), member: Some(ana), text: "My eyes!".into(), ..Default::default() },
            FeedbackSource { at: Some(50), name: "Chloé".into(), text: "Me too".into(), ..Default::default() },
        ];
        item
    }

    #[test]
    fn the_loop_is_closed_when_everybody_who_asked_has_been_told() {
        let mut item = asked();
        let found = closed_loop(&item);
        assert_eq!((found.state, found.askers.len(), found.unknown), (LoopState::Undecided, 3, 1));
        assert_eq!((found.askers[0].at, found.askers[0].source), (10, Some(0)), "by vote and by word, once");
        item.step(100, FeedbackStatus::Planned, "", "");
        assert_eq!(closed_loop(&item).state, LoopState::Waiting);
        let all: Vec<Person> = closed_loop(&item).askers.iter().map(|asker| asker.person.clone()).collect();
        assert_eq!(tell(&mut item, &all[..1], 110, "Ilse"), 1);
        assert_eq!(tell(&mut item, &all[..1], 120, "Ilse"), 0, "once is enough");
        assert_eq!((closed_loop(&item).told(), closed_loop(&item).waiting().count()), (1, 2));
        assert_eq!(tell(&mut item, &all, 130, "Ilse"), 2);
        assert_eq!(closed_loop(&item).state, LoopState::Closed);
        untell(&mut item, &all[1]);
        assert_eq!(closed_loop(&item).waiting().count(), 1);
        tell(&mut item, &all, 140, "");
        // It goes on: there is something new to tell.
        item.step(200, FeedbackStatus::Completed, "", "");
        assert_eq!((closed_loop(&item).state, closed_loop(&item).told()), (LoopState::Waiting, 0));
        assert_eq!(tell(&mut item, &all, 200, ""), 3);
        assert_eq!(closed_loop(&item).state, LoopState::Closed);
        // Somebody new asks.
        item.votes.push(Vote::of_name(300, "Dora"));
        assert_eq!(closed_loop(&item).state, LoopState::Waiting);
    }

    #[test]
    fn an_item_that_nobody_asked_for_has_nobody_to_tell() {
        let mut item = FeedbackItem::new(Id::derived("x"), 0, "Dark mode");
        item.step(1, FeedbackStatus::Declined, "", "");
        assert_eq!(closed_loop(&item).state, LoopState::NobodyAsked);
        assert!(letter(&item, "").starts_with("Hello,\n\nyou asked for “Dark mode”. We have decided not to do it."));
        item.step(2, FeedbackStatus::Open, "", "");
        assert_eq!(letter(&item, "Ana"), "");
    }
}
