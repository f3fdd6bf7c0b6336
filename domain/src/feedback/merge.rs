//! A duplicate into its original: votes, sources and so those who asked go over, and nobody counts twice. What cannot go
//! over because it is there already stays with the duplicate, and what went over knows where it came from: a merge can be
//! taken back whole, by undo at once or by hand much later.

use super::{
    message::is_same,
    people::{Person, person},
};
use crate::model::{
    Action, Command, Id, Instant, RecordKey, RecordKind,
    record::{FeedbackItem, FeedbackStatus, Records},
};
use rustc_hash::FxHashSet;
use std::sync::Arc;

/// Why two items are not merged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MergeError {
    /// One of them is gone.
    #[error("This feedback is not there any more. Undo brings it back.")]
    Missing,
    /// They are one already.
    #[error("These two are one already.")]
    Same,
    /// It is no duplicate.
    #[error("This feedback is no duplicate.")]
    NoDuplicate,
}

/// The items that are duplicates of one.
pub fn duplicates(records: &Records, original: Id) -> impl Iterator<Item = &Arc<FeedbackItem>> {
    records.feedback.iter().filter(move |item| item.duplicate_of == Some(original))
}

/// The item that stands at the end of a chain of duplicates; `None` where the chain leads nowhere.
fn end(records: &Records, mut id: Id) -> Option<&Arc<FeedbackItem>> {
    for _ in 0..=records.feedback.len() {
        let item = records.feedback.get(id)?;
        match item.duplicate_of {
            Some(next) => id = next,
            None => return Some(item),
        }
    }
    None
}

/// Makes an item a duplicate of another, as one step. Duplicates of the duplicate become duplicates of the original.
///
/// # Errors
/// Where one of them is gone or they are one already.
pub fn merge(records: &Records, duplicate: Id, original: Id, at: Instant, who: &str) -> Result<Action, MergeError> {
    let duplicate = records.feedback.get(duplicate).ok_or(MergeError::Missing)?;
    let original = end(records, original).ok_or(MergeError::Missing)?;
    if duplicate.id == original.id || duplicate.duplicate_of == Some(original.id) {
        return Err(MergeError::Same);
    }
    let (mut from, mut into) = ((**duplicate).clone(), (**original).clone());
    let mut voted: FxHashSet<Person> =
        into.votes.iter().filter_map(|vote| person(vote.member.as_ref(), &vote.name)).collect();
    let (stay, go): (Vec<_>, Vec<_>) = std::mem::take(&mut from.votes)
        .into_iter()
        .partition(|vote| person(vote.member.as_ref(), &vote.name).is_some_and(|who| !voted.insert(who)));
    from.votes = stay;
    into.votes.extend(go.into_iter().map(|mut vote| {
        vote.from = vote.from.or(Some(from.id));
        vote
    }));
    let mut stay = Vec::new();
    for mut source in std::mem::take(&mut from.sources) {
        if into.sources.iter().any(|other| is_same(other, &source)) {
            stay.push(source);
        } else {
            source.from = source.from.or(Some(from.id));
            into.sources.push(source);
        }
    }
    from.sources = stay;
    from.step(at, FeedbackStatus::Duplicate, who, &format!("Same as “{}”", into.title));
    from.duplicate_of = Some(into.id);
    (from.updated, into.updated) = (at, at);
    let label = format!("“{}” merged into “{}”", short(&from.title), short(&into.title));
    let mut commands = vec![Command::Put(into.clone().into())];
    for other in duplicates(records, from.id) {
        commands
            .push(Command::Put(FeedbackItem { duplicate_of: Some(into.id), updated: at, ..(**other).clone() }.into()));
    }
    commands.push(Command::Put(from.into()));
    Ok(Action::new(label, Command::All(commands)))
}

/// Takes a duplicate out of its original: what came with it goes back, and it stands where it stood before.
fn parted(duplicate: &FeedbackItem, original: Option<&mut FeedbackItem>, at: Instant, who: &str) -> FeedbackItem {
    let mut alone = duplicate.clone();
    if let Some(original) = original {
        let came = |from: Option<Id>| from == Some(duplicate.id);
        let (back, stay): (Vec<_>, Vec<_>) =
            std::mem::take(&mut original.votes).into_iter().partition(|vote| came(vote.from));
        original.votes = stay;
        alone.votes.extend(back.into_iter().map(|mut vote| {
            vote.from = None;
            vote
        }));
        let (back, stay): (Vec<_>, Vec<_>) =
            std::mem::take(&mut original.sources).into_iter().partition(|source| came(source.from));
        original.sources = stay;
        alone.sources.extend(back.into_iter().map(|mut source| {
            source.from = None;
            source
        }));
        original.updated = at;
    }
    let steps = alone.history.iter().rev().skip_while(|step| step.to != FeedbackStatus::Duplicate);
    let before = steps.map(|step| step.to).find(|to| *to != FeedbackStatus::Duplicate).unwrap_or_default();
    alone.duplicate_of = None;
    alone.step(at, before, who, "Not the same after all");
    alone.updated = at;
    alone
}

/// Takes a merge back by hand, as one step.
///
/// # Errors
/// Where it is gone or no duplicate.
pub fn unmerge(records: &Records, duplicate: Id, at: Instant, who: &str) -> Result<Action, MergeError> {
    let duplicate = records.feedback.get(duplicate).ok_or(MergeError::Missing)?;
    let original = duplicate.duplicate_of.ok_or(MergeError::NoDuplicate)?;
    let mut original = records.feedback.get(original).map(|item| (**item).clone());
    let alone = parted(duplicate, original.as_mut(), at, who);
    let label = format!("“{}” stands by itself again", short(&alone.title));
    let mut commands: Vec<Command> = original.into_iter().map(|item| Command::Put(item.into())).collect();
    commands.push(Command::Put(alone.into()));
    Ok(Action::new(label, Command::All(commands)))
}

/// Removes an item, as one step. Its duplicates stand by themselves again, with what came with them.
///
/// # Errors
/// Where it is gone.
pub fn remove(records: &Records, id: Id, at: Instant, who: &str) -> Result<Action, MergeError> {
    let item = records.feedback.get(id).ok_or(MergeError::Missing)?;
    let mut left = (**item).clone();
    let mut commands: Vec<Command> =
        duplicates(records, id).map(|other| Command::Put(parted(other, Some(&mut left), at, who).into())).collect();
    commands.push(Command::Remove(RecordKey { kind: RecordKind::Feedback, id }));
    Ok(Action::new("Feedback removed", Command::All(commands)))
}

/// A title that fits into a message.
fn short(title: &str) -> String {
    if title.chars().count() <= 40 {
        return title.to_owned();
    }
    format!("{}…", title.chars().take(39).collect::<String>().trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        feedback::{closed_loop, tally},
        model::{
            Settings, Workspace, Zone,
            record::{FactReference, FeedbackSource, Vote},
        },
    };
    use proptest::prelude::*;

    fn workspace(items: &[FeedbackItem]) -> Workspace {
        let mut workspace = Workspace::new(Settings::new(Id::derived("w"), "W", 0, Zone::UTC));
        items.iter().for_each(|item| drop(workspace.records.put(item.clone().into())));
        workspace
    }

    fn item(name: &str, voters: &[&str]) -> FeedbackItem {
        let mut item = FeedbackItem::new(Id::derived(name), 0, name);
        item.votes = voters.iter().map(|who| Vote::of_name(1, *who)).collect();
        let said =
            |who: &&str| FeedbackSource { name: (*who).into(), text: format!("{who} wants it"), ..Default::default() };
        item.sources = voters.iter().map(said).collect();
        item
    }

    fn get(workspace: &Workspace, name: &str) -> FeedbackItem {
        (**workspace.records.feedback.get(Id::derived(name)).unwrap()).clone()
    }

    fn join(workspace: &mut Workspace, duplicate: &str, original: &str) {
        let action = merge(&workspace.records, Id::derived(duplicate), Id::derived(original), 10, "Ilse").unwrap();
        workspace.apply(action).unwrap();
    }

    #[test]
    fn votes_and_sources_go_over_and_nobody_counts_twice() {
        let mut workspace = workspace(&[item("a", &["Ana", "Ben"]), item("b", &["BEN", "Chloé", ""])]);
        let before = workspace.records.clone();
        let change = {
            let action = merge(&workspace.records, Id::derived("b"), Id::derived("a"), 10, "Ilse").unwrap();
            workspace.apply(action).unwrap()
        };
        let (a, b) = (get(&workspace, "a"), get(&workspace, "b"));
        assert_eq!(tally(&a).votes, 4, "Ana, Ben, Chloé and somebody unknown");
        assert_eq!(closed_loop(&a).askers.len(), 3);
        assert_eq!((b.status, b.duplicate_of, b.votes.len()), (FeedbackStatus::Duplicate, Some(a.id), 1));
        assert_eq!(b.history.last().unwrap().who, "Ilse");
        assert_eq!(merge(&workspace.records, b.id, a.id, 11, "").unwrap_err(), MergeError::Same);
        assert_eq!(merge(&workspace.records, a.id, b.id, 11, "").unwrap_err(), MergeError::Same);
        assert_eq!(merge(&workspace.records, a.id, Id::derived("z"), 11, "").unwrap_err(), MergeError::Missing);
        // One undo takes it all back.
        workspace.apply(Action::new("Undo", change.inverse)).unwrap();
        assert_eq!(workspace.records, before);
    }

    #[test]
    fn a_merge_can_be_taken_back_by_hand_much_later() {
        let mut b = item("b", &["Ben", "Chloé"]);
        b.step(5, FeedbackStatus::UnderReview, "", "");
        let mut workspace = workspace(&[item("a", &["Ana", "Ben"]), b, item("c", &["Dora"])]);
        join(&mut workspace, "c", "b");
        join(&mut workspace, "b", "a");
        assert_eq!(tally(&get(&workspace, "a")).votes, 4);
        assert_eq!(get(&workspace, "c").duplicate_of, Some(Id::derived("a")), "no chains");
        // Somebody votes meanwhile, for the original.
        let mut a = get(&workspace, "a");
        a.votes.push(Vote::of_member(20, FactReference::new("forum", "u1")));
        workspace.records.put(a.into());
        let action = unmerge(&workspace.records, Id::derived("b"), 30, "").unwrap();
        workspace.apply(action).unwrap();
        let (a, b) = (get(&workspace, "a"), get(&workspace, "b"));
        assert_eq!((b.status, b.duplicate_of), (FeedbackStatus::UnderReview, None));
        assert_eq!((tally(&a).votes, tally(&b).votes), (4, 2), "Ana, Ben, Dora, u1; Ben, Chloé");
        assert!(b.votes.iter().all(|vote| vote.from.is_none()));
        assert_eq!(unmerge(&workspace.records, b.id, 31, "").unwrap_err(), MergeError::NoDuplicate);
        // The original goes; its duplicate takes its votes along.
        let action = remove(&workspace.records, Id::derived("a"), 40, "").unwrap();
        workspace.apply(action).unwrap();
        let c = get(&workspace, "c");
        assert_eq!((c.status, c.duplicate_of, tally(&c).votes), (FeedbackStatus::Open, None, 1));
    }

    proptest! {
        #[test]
        fn whatever_is_merged_nobody_is_lost_or_counted_twice(
            voters in proptest::collection::vec(proptest::collection::vec(0_u8..6, 0..5), 5),
            merges in proptest::collection::vec((0_usize..5, 0_usize..5), 0..8),
        ) {
            let name = |at: usize| format!("item {at}");
            let items: Vec<FeedbackItem> = voters.iter().enumerate().map(|(at, voters)| {
                let mut item = FeedbackItem::new(Id::derived(&name(at)), 0, name(at));
                for who in voters {
                    crate::feedback::add_vote(&mut item, Vote::of_name(i64::from(*who), format!("p{who}")));
                }
                item
            }).collect();
            let mut workspace = workspace(&items);
            let all = |workspace: &Workspace| workspace.records.feedback.iter().map(|item| item.votes.len()).sum::<usize>();
            let before = all(&workspace);
            let first = workspace.records.clone();
            let mut inverses = Vec::new();
            for (from, into) in merges {
                if let Ok(action) = merge(&workspace.records, items[from].id, items[into].id, 5, "") {
                    inverses.push(workspace.apply(action).unwrap().inverse);
                }
                prop_assert_eq!(all(&workspace), before);
                for item in workspace.records.feedback.iter() {
                    let original = item.duplicate_of.and_then(|id| workspace.records.feedback.get(id));
                    prop_assert_eq!(item.duplicate_of.is_some(), original.is_some());
                    prop_assert!(original.is_none_or(|original| original.duplicate_of.is_none()));
                    // Whoever wanted the duplicate wants the original.
                    let open = original.unwrap_or(item);
                    let mut people: Vec<String> = open.votes.iter().map(|vote| vote.name.clone()).collect();
                    people.sort();
                    prop_assert!(people.windows(2).all(|pair| pair[0] != pair[1]));
                    prop_assert!(item.votes.iter().all(|vote| people.contains(&vote.name)));
                }
            }
            while let Some(inverse) = inverses.pop() {
                workspace.apply(Action::new("Undo", inverse)).unwrap();
            }
            prop_assert_eq!(&workspace.records, &first);
        }
    }
}
