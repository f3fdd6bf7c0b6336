//! How the calendar is shared between the pillars, against how it should be.

use crate::model::{
    Id, Period, Workspace,
    record::{Archive, ContentItem, ContentStatus},
};
use std::collections::BTreeMap;

/// One pillar's part of the calendar.
#[derive(Clone, Debug, PartialEq)]
pub struct Share {
    /// The pillar; `None` = pieces without one.
    pub pillar: Option<Id>,
    /// How many pieces.
    pub count: usize,
    /// Its share of the pieces that have a pillar, 0 to 1; `None` where there are none, and for pieces without one.
    pub actual: Option<f64>,
    /// The share it should have, 0 to 1.
    pub target: Option<f64>,
    /// Actual less target; `None` where one of them is missing.
    pub difference: Option<f64>,
}

/// The pillars' parts of the calendar.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Balance {
    /// Every pillar, in the order of the pillars, those without pieces too.
    pub pillars: Vec<Share>,
    /// Pieces without a pillar.
    pub without: usize,
    /// Pieces with a pillar.
    pub total: usize,
    /// What the targets add up to; `None` where no pillar has one.
    pub targets: Option<f64>,
    /// What is to be said about it, in sentences.
    pub notes: Vec<String>,
}

/// How the pieces of a period are shared between the pillars. A piece belongs to a period by its own time, else by the
/// first of its variants'; ideas and what was rejected, or put away before it went out, do not count.
pub fn balance(workspace: &Workspace, period: Period) -> Balance {
    let zone = workspace.settings.zone;
    let mut counts: BTreeMap<Option<Id>, usize> = BTreeMap::new();
    for item in workspace.records.content.iter().filter(|item| counted(item)) {
        let first = item.variants.iter().filter_map(|variant| item.time_of(variant)).min();
        if item.planned.or(first).is_some_and(|time| period.contains(zone.day(time))) {
            let pillar = item.pillar.filter(|pillar| workspace.records.pillars.get(*pillar).is_some());
            *counts.entry(pillar).or_default() += 1;
        }
    }
    let without = counts.remove(&None).unwrap_or_default();
    let total: usize = counts.values().sum();
    let share = |pillar: Id, target: Option<f64>| {
        let count = counts.get(&Some(pillar)).copied().unwrap_or_default();
        let actual = (total > 0).then(|| count as f64 / total as f64);
        let difference = actual.zip(target).map(|(actual, target)| actual - target);
        Share { pillar: Some(pillar), count, actual, target, difference }
    };
    // A pillar that was put away is wanted no more, but what was made of it still counts.
    let pillars: Vec<Share> = workspace
        .records
        .pillars
        .iter()
        .filter(|pillar| !pillar.is_archived() || counts.contains_key(&Some(pillar.id)))
        .map(|pillar| share(pillar.id, pillar.target_share.filter(|_| !pillar.is_archived())))
        .collect();
    let given: Vec<f64> = pillars.iter().filter_map(|share| share.target).collect();
    let targets = (!given.is_empty()).then(|| given.iter().sum::<f64>());
    let mut notes = Vec::new();
    if let Some(targets) = targets {
        let wanted = |share: &&Share| {
            share.pillar.and_then(|id| workspace.records.pillars.get(id)).is_some_and(|pillar| !pillar.is_archived())
        };
        let missing = pillars.iter().filter(wanted).count() - given.len();
        let percent = (targets * 1000.0).round() / 10.0;
        if missing > 0 {
            let pillars = if missing == 1 { "1 pillar has" } else { &format!("{missing} pillars have") };
            notes.push(format!("{pillars} no target share; those of the others add up to {percent}\u{202f}%."));
        } else if (targets - 1.0).abs() > 0.0005 {
            notes.push(format!("The target shares add up to {percent}\u{202f}%, not to 100\u{202f}%."));
        }
    }
    if without > 0 {
        let pieces = if without == 1 { "1 post has" } else { &format!("{without} posts have") };
        notes.push(format!("{pieces} no pillar and no part in the shares."));
    }
    Balance { pillars, without, total, targets, notes }
}

fn counted(item: &ContentItem) -> bool {
    match item.status {
        ContentStatus::Idea | ContentStatus::Rejected => false,
        ContentStatus::Archived => item.variants.iter().any(|variant| variant.published.is_some()),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{at, id, item, put, workspace};
    use super::*;
    use crate::model::{
        Day,
        record::{Color, Pillar},
    };

    #[test]
    fn shares_are_held_against_targets() {
        let mut workspace = workspace();
        for (n, target) in [(30, Some(0.5)), (31, Some(0.4)), (32, None)] {
            let mut pillar = Pillar::new(id(n), 0, "Pillar", Color::Blue);
            pillar.target_share = target;
            put(&mut workspace, pillar);
        }
        for (n, pillar) in [(10, Some(30)), (11, Some(30)), (12, Some(30)), (13, Some(31)), (14, None)] {
            let mut piece = item(n, Some(at(3, 9, 0)), "x");
            piece.pillar = pillar.map(id);
            put(&mut workspace, piece);
        }
        let mut idea = item(15, Some(at(3, 9, 0)), "x");
        idea.status = ContentStatus::Idea;
        put(&mut workspace, idea);
        put(&mut workspace, item(16, Some(at(28, 9, 0)), "beyond the period"));
        let day = |day| Day::from_ymd(2026, 11, day).unwrap();
        let balance = balance(&workspace, Period::new(day(1), day(27)));
        assert_eq!((balance.total, balance.without), (4, 1));
        let [a, b, c] = &balance.pillars[..] else { panic!("three pillars") };
        assert_eq!((a.count, a.actual, a.difference), (3, Some(0.75), Some(0.25)));
        assert!((b.difference.unwrap() + 0.15).abs() < 1e-12);
        assert_eq!((c.count, c.actual, c.difference), (0, Some(0.0), None));
        assert_eq!(
            balance.notes,
            [
                "1 pillar has no target share; those of the others add up to 90\u{202f}%.",
                "1 post has no pillar and no part in the shares.",
            ]
        );
    }

    #[test]
    fn without_content_there_are_no_shares() {
        let mut workspace = workspace();
        let mut pillar = Pillar::new(id(30), 0, "Pillar", Color::Blue);
        pillar.target_share = Some(0.9);
        put(&mut workspace, pillar);
        let balance = balance(&workspace, Period::new(Day(0), Day(9)));
        assert_eq!(balance.pillars[0].actual, None);
        assert_eq!(balance.notes, ["The target shares add up to 90\u{202f}%, not to 100\u{202f}%."]);
    }
}
