//! Review by file: out, answered in another browser, merged.

#![allow(clippy::unwrap_used, clippy::panic)]

use hearth::{
    interchange::review_file,
    model::{
        Extra, Id, Settings, Workspace, Zone,
        record::{Campaign, Channel, Color, ContentItem, ContentStatus, Pillar, Platform, ReviewComment, Variant},
    },
    plan::review::{self, Conflict, ConflictKind, Merge, ProposalField, ReviewError},
};
use proptest::prelude::*;

fn id(n: u8) -> Id {
    Id::mint(i64::from(n), [n; 10])
}

fn workspace() -> Workspace {
    let mut workspace = Workspace::new(Settings::new(id(250), "Team", 0, Zone::UTC));
    for n in [1, 2] {
        workspace.records.put(Channel::new(id(n), 0, format!("Channel {n}"), Platform::Instagram).into());
    }
    workspace.records.put(Pillar::new(id(3), 0, "Tips", Color::Blue).into());
    workspace.records.put(Pillar::new(id(5), 0, "Not theirs to see", Color::Blue).into());
    workspace.records.put(Campaign::new(id(4), 0, "Spring", Color::Green).into());
    for n in 10..13 {
        let mut item = ContentItem::new(id(n), 0, format!("Piece {n}"));
        item.pillar = Some(id(3));
        item.campaign = Some(id(4));
        item.step(50, ContentStatus::Draft, "Ana", "");
        item.step(60, ContentStatus::InReview, "Ana", "");
        let mut variant = Variant::new(id(1));
        variant.text = format!("Text {n}");
        item.variants.push(variant);
        workspace.records.put(item.into());
    }
    workspace
}

/// What a reviewer does with a piece.
fn change(review: &mut Workspace, n: u8, how: impl FnOnce(&mut ContentItem)) {
    let mut item = (**review.records.content.get(id(n)).unwrap()).clone();
    how(&mut item);
    review.records.put(item.into());
}

fn comment(n: u8, at: i64, text: &str) -> ReviewComment {
    let who = String::new();
    ReviewComment { id: id(n), at, who, channel: Some(id(1)), text: text.into(), resolved: false, extra: Extra::new() }
}

/// Sends pieces, lets somebody answer, and gives back what their file holds.
fn answered(workspace: &Workspace, items: &[u8], to: &str, how: impl FnOnce(&mut Workspace)) -> Workspace {
    let items: Vec<Id> = items.iter().map(|n| id(*n)).collect();
    let bytes = review_file::write(workspace, &items, "Ana", to, "By Friday, please", 100);
    let mut review = review_file::read("review.json", &bytes).unwrap();
    how(&mut review);
    // Their page writes the workspace as it writes any.
    let stamp = hearth::interchange::workspace_json::ExportStamp { exported: 200 };
    let bytes = hearth::interchange::workspace_json::export(&review, &stamp);
    review_file::read("review.json", &bytes).unwrap()
}

fn take(workspace: &mut Workspace, merge: &Merge) {
    if let Some(action) = merge.action(workspace, 300) {
        workspace.apply(action).unwrap();
    }
}

#[test]
fn a_review_holds_what_it_is_about_and_nothing_else() {
    let workspace = workspace();
    let review = answered(&workspace, &[10, 11, 99], "Ben", |_| {});
    assert_eq!(review.records.content.len(), 2);
    assert_eq!(
        (review.records.channels.len(), review.records.pillars.len(), review.records.campaigns.len()),
        (1, 1, 1)
    );
    assert!(review.facts.is_empty());
    assert_ne!(review.settings.id, workspace.settings.id);
    let request = review::of(&review).unwrap();
    assert_eq!((request.of, request.from.as_str(), request.to.as_str()), (workspace.settings.id, "Ana", "Ben"));
    assert_eq!((request.note.as_str(), request.sent, request.items().len()), ("By Friday, please", 100, 2));
    assert_eq!(review::of(&workspace), None);
    assert_eq!(review::merge(&workspace, &workspace), Err(ReviewError::NoReview));
    let mut other = workspace.clone();
    other.settings.id = id(251);
    assert_eq!(review::merge(&other, &review), Err(ReviewError::Elsewhere));
    let bytes = hearth::interchange::workspace_json::canonical(&workspace);
    assert!(review_file::read("w.json", &bytes).unwrap_err().to_string().starts_with("w.json: This file is no review"));
}

#[test]
fn comments_and_steps_come_back_once() {
    let mut workspace = workspace();
    let answer = answered(&workspace, &[10, 11], "Ben", |review| {
        change(review, 10, |item| {
            item.comments.push(comment(50, 150, "Shorter?"));
            item.step(160, ContentStatus::Approved, "", "Good");
        });
    });
    let merge = review::merge(&workspace, &answer).unwrap();
    assert_eq!((merge.comments.len(), merge.steps.len(), merge.proposals.len(), merge.conflicts.len()), (1, 1, 0, 0));
    assert_eq!(merge.comments[0].comment.who, "Ben", "a name that was not given is the one that was asked");
    take(&mut workspace, &merge);
    let item = workspace.records.content.get(id(10)).unwrap();
    assert_eq!((item.status, item.history.len(), item.comments.len()), (ContentStatus::Approved, 3, 1));
    assert_eq!((item.history[2].who.as_str(), item.history[2].why.as_str()), ("Ben", "Good"));
    let again = review::merge(&workspace, &answer).unwrap();
    assert!(again.is_empty() && again.conflicts.is_empty(), "{again:?}");
    assert!(again.action(&workspace, 400).is_none());
}

#[test]
fn changed_words_are_proposals_until_somebody_takes_them() {
    let mut workspace = workspace();
    let answer = answered(&workspace, &[10], "Ben", |review| {
        change(review, 10, |item| {
            item.variants[0].text = "Better text".into();
            item.title = "Better title".into();
        });
    });
    let mut merge = review::merge(&workspace, &answer).unwrap();
    assert_eq!(merge.proposals.len(), 2);
    assert!(merge.action(&workspace, 300).is_none(), "nothing silently");
    let text = merge.proposals.iter_mut().find(|proposal| proposal.field == ProposalField::Text).unwrap();
    assert_eq!((text.old.as_str(), text.new.as_str(), text.is_conflict()), ("Text 10", "Better text", false));
    text.taken = true;
    take(&mut workspace, &merge);
    let item = workspace.records.content.get(id(10)).unwrap();
    assert_eq!((item.title.as_str(), item.variants[0].text.as_str()), ("Piece 10", "Better text"));
    assert_eq!(review::merge(&workspace, &answer).unwrap().proposals.len(), 1, "the title is still open");
}

#[test]
fn what_changed_here_meanwhile_is_named() {
    let mut workspace = workspace();
    let answer = answered(&workspace, &[10, 11, 12], "Ben", |review| {
        change(review, 10, |item| item.variants[0].text = "Theirs".into());
        change(review, 11, |item| item.step(160, ContentStatus::Rejected, "Ben", "No"));
        change(review, 12, |item| item.comments.push(comment(50, 150, "Lost?")));
    });
    change(&mut workspace, 10, |item| item.variants[0].text = "Ours".into());
    change(&mut workspace, 11, |item| item.step(140, ContentStatus::Scheduled, "Ana", "No time"));
    workspace.records.content.remove(id(12));
    let merge = review::merge(&workspace, &answer).unwrap();
    let conflict = |n: u8, kind: ConflictKind| Conflict { content: id(n), title: format!("Piece {n}"), kind };
    assert_eq!(
        merge.conflicts,
        [
            conflict(10, ConflictKind::Changed { channel: Some(id(1)), field: ProposalField::Text }),
            conflict(11, ConflictKind::MovedOn { here: ContentStatus::Scheduled, there: ContentStatus::Rejected }),
            conflict(12, ConflictKind::Gone),
        ]
    );
    take(&mut workspace, &merge);
    let moved = workspace.records.content.get(id(11)).unwrap();
    assert_eq!((moved.status, moved.history.len()), (ContentStatus::Scheduled, 4), "noted, not moved");
    assert_eq!(workspace.records.content.get(id(10)).unwrap().variants[0].text, "Ours");
    assert!(workspace.records.content.get(id(12)).is_none());
}

#[test]
fn what_a_stranger_wrote_into_a_file_does_no_harm() {
    let workspace = workspace();
    // The reader of files refuses most of this; merging does not rely on it.
    let mut answer = answered(&workspace, &[10, 11], "Ben", |_| {});
    change(&mut answer, 10, |item| {
        item.variants[0].link = "javascript:alert(1)".into();
        item.history.clear();
        item.comments.push(comment(50, 150, "One"));
        item.comments.push(comment(50, 150, "Two with the same id"));
    });
    change(&mut answer, 11, |item| item.title = " ".into());
    answer.records.put(ContentItem::new(id(77), 0, "A piece of their own").into());
    let merge = review::merge(&workspace, &answer).unwrap();
    assert_eq!((merge.proposals.len(), merge.steps.len()), (0, 0), "{merge:?}");
    assert_eq!(merge.foreign, ["A piece of their own"]);
    let mut after = workspace.clone();
    take(&mut after, &merge);
    assert_eq!(after.records.content.get(id(10)).unwrap().comments.len(), 1);
    assert!(review::merge(&after, &answer).unwrap().is_empty());
    for odd in ["null", "7", "{}", r#"{"of":1}"#, r#"{"of":"x","from":"","to":"","sent":0,"items":{"y":{}}}"#] {
        let mut broken = answer.clone();
        broken.settings.extra.insert("review".into(), serde_json::from_str(odd).unwrap());
        assert_eq!(review::merge(&workspace, &broken), Err(ReviewError::NoReview), "{odd}");
    }
}

/// What a reviewer may do, by number: comments, steps, marking as done with.
fn act(review: &mut Workspace, reviewer: u8, deeds: &[(u8, u8, i64)]) {
    for (place, (n, deed, at)) in deeds.iter().enumerate() {
        change(review, 10 + n % 3, |item| match deed % 4 {
            0 => item.comments.push(comment(reviewer * 50 + place as u8, 101 + at, "Word")),
            1 => item.step(101 + at, ContentStatus::Approved, &format!("Reviewer {reviewer}"), "Yes"),
            2 => item.step(101 + at, ContentStatus::Rejected, "", "No"),
            _ => item.comments.iter_mut().for_each(|comment| comment.resolved = true),
        });
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    #[test]
    fn answers_merge_in_any_order_to_the_same_and_twice_to_nothing(
        one in prop::collection::vec((0_u8..3, 0_u8..4, 0_i64..20), 0..6),
        two in prop::collection::vec((0_u8..3, 0_u8..4, 0_i64..20), 0..6),
        ours in prop::collection::vec((0_u8..3, 0_i64..20), 0..3),
    ) {
        let mut before = workspace();
        change(&mut before, 10, |item| item.comments.push(comment(40, 70, "What do you think?")));
        let first = answered(&before, &[10, 11, 12], "Ben", |review| act(review, 1, &one));
        let second = answered(&before, &[10, 11, 12], "Cem", |review| act(review, 2, &two));
        for (n, at) in ours {
            change(&mut before, 10 + n, |item| item.step(101 + at, ContentStatus::Scheduled, "Ana", ""));
        }
        let merged = |files: [&Workspace; 2]| {
            let mut workspace = before.clone();
            for file in files {
                let merge = review::merge(&workspace, file).unwrap();
                take(&mut workspace, &merge);
            }
            workspace
        };
        let (ab, ba) = (merged([&first, &second]), merged([&second, &first]));
        prop_assert_eq!(&ab.records, &ba.records);
        for file in [&first, &second] {
            let again = review::merge(&ab, file).unwrap();
            prop_assert!(again.is_empty() && again.action(&ab, 999).is_none(), "{:?}", again);
        }
    }
}
