//! Who asked: one person is one person, however often and wherever they asked.

use crate::{
    model::record::{FactReference, FeedbackItem, Vote},
    search::fold,
};
use rustc_hash::FxHashSet;

/// Somebody, as far as records tell people apart: by the key of a member, else by the name.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Person {
    /// A member: source and id.
    Member(String, String),
    /// A name, without regard to case and diacritics.
    Name(String),
}

/// Who it is; none where neither a member nor a name is given. Such people are each somebody else.
pub fn person(member: Option<&FactReference>, name: &str) -> Option<Person> {
    if let Some(member) = member {
        return Some(Person::Member(member.source.clone(), member.id.clone()));
    }
    let name = fold(name.trim());
    (!name.is_empty()).then_some(Person::Name(name))
}

/// What the votes of an item come to.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tally {
    /// People who want it; nobody counts twice.
    pub votes: usize,
    /// The sum of what their votes count for.
    pub weight: f64,
}

/// The votes that count: the first one of each person.
pub(super) fn counted(item: &FeedbackItem) -> impl Iterator<Item = &Vote> {
    let mut seen = FxHashSet::default();
    item.votes.iter().filter(move |vote| person(vote.member.as_ref(), &vote.name).is_none_or(|who| seen.insert(who)))
}

/// Counts the votes of an item. A duplicate's votes are with its original.
pub fn tally(item: &FeedbackItem) -> Tally {
    counted(item).fold(Tally::default(), |sum, vote| Tally { votes: sum.votes + 1, weight: sum.weight + vote.worth() })
}

/// Adds a vote, unless this person has voted; whether it was added.
pub fn add_vote(item: &mut FeedbackItem, vote: Vote) -> bool {
    let who = person(vote.member.as_ref(), &vote.name);
    if who.is_some() && item.votes.iter().any(|other| person(other.member.as_ref(), &other.name) == who) {
        return false;
    }
    item.votes.push(vote);
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Id;

    #[test]
    fn nobody_votes_twice() {
        let mut item = FeedbackItem::new(Id::derived("a"), 0, "Dark mode");
        assert!(add_vote(&mut item, Vote::of_name(1, "Inês")));
        assert!(!add_vote(&mut item, Vote::of_name(2, " ines ")));
        assert!(add_vote(&mut item, Vote::of_member(3, FactReference::new("forum", "u7"))));
        assert!(!add_vote(&mut item, Vote::of_member(4, FactReference::new("forum", "u7"))));
        assert!(add_vote(&mut item, Vote::of_member(4, FactReference::new("instagram", "u7"))));
        // Nobody knows whether these two are the same.
        assert!(add_vote(&mut item, Vote::of_name(5, "")) && add_vote(&mut item, Vote::of_name(6, "")));
        assert_eq!(tally(&item).votes, 5);
        // A file may say it twice.
        item.votes.push(Vote { weight: Some(9.0), ..Vote::of_name(7, "INES") });
        item.votes.push(Vote { weight: Some(2.5), ..Vote::of_name(8, "Bo") });
        assert_eq!(tally(&item), Tally { votes: 6, weight: 7.5 });
    }
}
