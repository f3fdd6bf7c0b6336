use super::*;
use crate::{
    analytics::{Dataset, Query, Scope},
    interchange::workspace_json::{self, ExportStamp},
    model::{
        Day,
        facts::{TableKind, activity, member},
    },
};

fn sample() -> Workspace {
    crate::sample::community(7, Day::from_ymd(2026, 11, 22).unwrap())
}

fn file(workspace: &Workspace) -> String {
    String::from_utf8(workspace_json::export(workspace, &ExportStamp { exported: 0 })).unwrap()
}

#[test]
fn nobody_is_named_and_nothing_they_wrote_is_there() {
    let workspace = sample();
    let copy = redact(&workspace, &Redaction::default(), Id::derived("copy"));
    let file = file(&copy);
    let facts = &workspace.facts;
    let staff = |row: usize| facts.members.number(row, member::STAFF) == Some(1.0);
    for row in (0..facts.members.len()).filter(|row| !staff(*row)) {
        let name = facts.members.text(row, member::NAME);
        // A name of one short word may be a word of the plan.
        if name.contains(' ') || name.contains('.') || name.contains('_') {
            let there = file.find(&format!("\"{name}\""));
            let near = there.map(|at| file.get(at.saturating_sub(200)..at + 40).unwrap_or(name));
            assert_eq!(near, None, "{name}");
        }
    }
    let texts = (0..facts.activities.len()).step_by(37).map(|row| facts.activities.text(row, activity::TEXT));
    for text in texts.filter(|text| text.len() > 60) {
        assert!(!file.contains(text), "{text}");
    }
    assert_eq!((copy.records.audit_log.len(), copy.settings.id), (0, Id::derived("copy")));
    let guests = workspace.records.events.iter().flat_map(|event| &event.rsvps).map(|rsvp| rsvp.email.as_str());
    let address = guests.filter(|email| !email.is_empty()).find(|email| file.contains(email));
    assert_eq!(address, None, "no addresses of guests");
}

#[test]
fn the_figures_stay_the_same() {
    let workspace = sample();
    let copy = redact(&workspace, &Redaction::default(), Id::derived("copy"));
    let (before, after) = (Dataset::new(workspace), Dataset::new(copy));
    let query = Query::default();
    let (before, after) = (Scope::new(&before, &query), Scope::new(&after, &query));
    for definition in crate::analytics::catalogue() {
        assert_eq!(before.value(definition.id), after.value(definition.id), "{}", definition.id);
    }
}

#[test]
fn what_points_to_people_still_does() {
    let workspace = sample();
    let copy = redact(&workspace, &Redaction { texts: false, ..Redaction::default() }, Id::derived("copy"));
    for kind in TableKind::ALL {
        assert_eq!(copy.facts.table(*kind).len(), workspace.facts.table(*kind).len());
    }
    for (before, after) in workspace.records.feedback.iter().zip(copy.records.feedback.iter()) {
        assert_eq!(crate::feedback::tally(before).votes, crate::feedback::tally(after).votes, "{}", before.title);
    }
    let activity = |flag: &crate::model::record::Flag, of: &Workspace| crate::moderation::queue::row_of(of, flag);
    for (before, after) in workspace.records.flags.iter().zip(copy.records.flags.iter()) {
        assert_eq!(activity(before, &workspace), activity(after, &copy));
        assert_eq!(before.text, after.text);
    }
}

#[test]
fn parts_can_be_left_out() {
    let workspace = sample();
    let how = Redaction { plan: true, engage: true, ..Redaction::default() };
    let copy = redact(&workspace, &how, Id::derived("copy"));
    let left =
        [copy.records.content.len(), copy.records.events.len(), copy.records.flags.len(), copy.records.feedback.len()];
    assert_eq!(left, [0; 4]);
    assert_eq!(copy.records.channels.len(), workspace.records.channels.len());
}

#[test]
fn the_same_workspace_gives_the_same_copy() {
    let workspace = sample();
    let once = redact(&workspace, &Redaction::default(), Id::derived("copy"));
    let again = redact(&workspace, &Redaction::default(), Id::derived("copy"));
    assert_eq!(file(&once), file(&again));
}
