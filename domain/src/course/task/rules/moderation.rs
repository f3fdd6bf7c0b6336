//! Rules for the moderation queue. A flag is known by a tag.

use super::{Found, Look, listed, quoted, words};
use crate::{
    course::task::with::With,
    model::{
        Instant,
        record::{AppealOutcome, Flag, ModerationAction, ModerationDecision},
    },
};
use std::sync::Arc;

fn tagged<'a>(look: &Look<'a>, tag: &str) -> Option<&'a Arc<Flag>> {
    look.workspace.records.flags.iter().find(|flag| flag.tags.iter().any(|one| one == tag))
}

/// The decisions of the last time somebody decided, since the task was begun.
fn last_decisions(look: &Look<'_>, flag: &Flag) -> Vec<ModerationDecision> {
    let last: Option<Instant> = flag.decisions.iter().map(|one| one.at).max().filter(|at| look.is_new(*at));
    flag.decisions.iter().filter(|one| Some(one.at) == last).cloned().collect()
}

pub(super) fn flags_decided(with: &With<'_>, look: &Look<'_>) -> Found {
    let cases: Vec<_> = with
        .cases("cases")
        .into_iter()
        .map(|(tag, case)| {
            case.required("actions");
            let actions = case.choices("actions", ModerationAction::of_key);
            (tag, actions, case.choices("also", ModerationAction::of_key), case.numbers("rules"))
        })
        .collect();
    let number = |id| look.workspace.records.guidelines.get(id).map(|rule| rule.number);
    let (mut sum, mut decided, mut wrong) = (0.0, 0, Vec::new());
    for (tag, actions, also, rules) in &cases {
        let Some(flag) = tagged(look, tag) else { continue };
        let made = last_decisions(look, flag);
        if made.is_empty() {
            continue;
        }
        decided += 1;
        let wanted = made.iter().any(|one| actions.contains(&one.action));
        let only = made.iter().all(|one| actions.contains(&one.action) || also.contains(&one.action));
        let action = wanted && only;
        // The rule is worth half where one is asked for.
        let rule =
            made.iter().flat_map(|one| &one.rules).filter_map(|id| number(*id)).any(|number| rules.contains(&number));
        let share = match (rules.is_empty(), action, rule) {
            (_, true, true) | (true, true, _) => 1.0,
            (false, true, false) => 0.5,
            _ => 0.0,
        };
        sum += share;
        if share < 1.0 {
            let what = if share > 0.0 { "another house rule" } else { "another action" };
            wrong.push(format!("{} ({what})", quoted(flag.title())));
        }
    }
    let all = cases.len();
    let mut said = format!("{decided} of {all} are decided.");
    if !wrong.is_empty() {
        said = format!("{said} The guidelines say otherwise: {}.", listed(&wrong));
    }
    Found { share: if all == 0 { 0.0 } else { sum / all as f64 }, said }
}

pub(super) fn flags_with_reason(with: &With<'_>, look: &Look<'_>) -> Found {
    let (tags, least) = (with.some_texts("tags"), with.count("min_words", 4));
    let (mut done, mut short) = (0, Vec::new());
    for flag in tags.iter().filter_map(|tag| tagged(look, tag)) {
        let made = last_decisions(look, flag);
        if made.iter().any(|one| words(&one.reason) >= least) {
            done += 1;
        } else if !made.is_empty() {
            short.push(quoted(flag.title()));
        }
    }
    let mut said = format!("{done} of {} decisions say why in {least} words or more.", tags.len());
    if !short.is_empty() {
        said = format!("{said} Not yet: {}.", listed(&short));
    }
    Found::of(done, tags.len(), said)
}

pub(super) fn appeals_decided(with: &With<'_>, look: &Look<'_>) -> Found {
    let least = with.count("min_words", 1);
    let cases: Vec<_> = with
        .cases("cases")
        .into_iter()
        .map(|(tag, case)| {
            case.required("outcome");
            (tag, case.choices("outcome", AppealOutcome::of_key))
        })
        .collect();
    let (mut sum, mut said) = (0.0, Vec::new());
    for (tag, outcomes) in &cases {
        let Some(flag) = tagged(look, tag) else { continue };
        match flag.appeal.as_ref().and_then(|appeal| appeal.decided.as_ref()) {
            None => said.push(format!("{} still waits", quoted(flag.title()))),
            Some(decided) if !outcomes.contains(&decided.outcome) => {
                said.push(format!("{}: the guidelines say otherwise", quoted(flag.title())));
            }
            Some(decided) if words(&decided.reason) < least => {
                sum += 0.5;
                said.push(format!("{}: decided rightly, but the reason is too short", quoted(flag.title())));
            }
            Some(_) => {
                sum += 1.0;
                said.push(format!("{}: decided rightly", quoted(flag.title())));
            }
        }
    }
    Found { share: if cases.is_empty() { 0.0 } else { sum / cases.len() as f64 }, said: format!("{}.", listed(&said)) }
}
