//! Rules for the feedback loop. An item is known by a tag.

use super::{Found, Look, Parts, listed, quoted, words};
use crate::{
    course::task::with::With,
    feedback::{LoopState, closed_loop},
    model::record::{FeedbackItem, FeedbackStatus},
};
use std::sync::Arc;

fn tagged<'a>(look: &Look<'a>, tag: &str) -> Option<&'a Arc<FeedbackItem>> {
    look.workspace.records.feedback.iter().find(|one| one.tags.iter().any(|mine| mine == tag))
}

/// The item that stands for one: itself, or the original of a duplicate.
fn standing<'a>(look: &Look<'a>, tag: &str) -> Option<&'a Arc<FeedbackItem>> {
    let mut item = tagged(look, tag)?;
    for _ in 0..look.workspace.records.feedback.len() {
        match item.duplicate_of.and_then(|id| look.workspace.records.feedback.get(id)) {
            Some(original) => item = original,
            None => break,
        }
    }
    Some(item)
}

pub(super) fn feedback_merged(with: &With<'_>, look: &Look<'_>) -> Found {
    with.required("groups");
    let groups = with.groups("groups");
    let of =
        |item: &FeedbackItem| groups.iter().position(|group| item.tags.iter().any(|tag| group.contains(&tag.as_str())));
    let wanted: usize = groups.iter().map(|group| group.len().saturating_sub(1)).sum();
    let (mut right, mut wrong) = (0_usize, Vec::new());
    for item in look.workspace.records.feedback.iter() {
        let Some(original) = item.duplicate_of.and_then(|id| look.workspace.records.feedback.get(id)) else { continue };
        match (of(item), of(original)) {
            (Some(one), Some(other)) if one == other => right += 1,
            _ => wrong.push(quoted(item.title())),
        }
    }
    let mut said = format!("{} of {wanted} duplicates are merged.", right.min(wanted));
    if !wrong.is_empty() {
        said = format!("{said} Not the same as what they were merged into: {}.", listed(&wrong));
    }
    Found::of(right.saturating_sub(wrong.len()), wanted, said)
}

pub(super) fn feedback_decided(with: &With<'_>, look: &Look<'_>) -> Found {
    let least = with.count("min_words", 5);
    let cases: Vec<_> = with
        .cases("cases")
        .into_iter()
        .map(|(tag, case)| {
            case.required("status");
            (tag, case.choices("status", FeedbackStatus::of_key), case.yes("response", false))
        })
        .collect();
    let mut parts = Parts::default();
    for (tag, status, response) in &cases {
        let Some(item) = standing(look, tag) else {
            parts.share(0.0, *tag);
            continue;
        };
        let name = quoted(item.title());
        let right = status.contains(&item.status);
        match (right, !response || words(&item.response) >= least) {
            (true, true) => parts.share(1.0, name),
            (true, false) => parts.share(0.5, format!("{name} (a response of {least} words)")),
            _ => parts.share(0.0, format!("{name} (status)")),
        }
    }
    parts.found("")
}

pub(super) fn feedback_told(with: &With<'_>, look: &Look<'_>) -> Found {
    let tags = with.some_texts("tags");
    let mut parts = Parts::default();
    for tag in &tags {
        let Some(item) = standing(look, tag) else {
            parts.share(0.0, *tag);
            continue;
        };
        let about = closed_loop(item);
        let (told, all) = (about.told(), about.askers.len());
        // Nothing can be told before it is decided.
        let share = if about.state == LoopState::Undecided { 0.0 } else { told as f64 / all.max(1) as f64 };
        parts.share(share, format!("{} ({told} of {all} told)", quoted(item.title())));
    }
    parts.found("")
}
