//! Rules for incidents: the best incident opened since the task was begun counts.

use super::{Found, Look, Parts, said_share, says, words};
use crate::{course::task::with::With, model::record::Incident};

fn best(look: &Look<'_>, found: impl Fn(&Incident) -> Found) -> Found {
    let new = look.workspace.records.incidents.iter().filter(|one| look.is_new(one.created));
    Found::best(new.map(|one| found(one)), "Nothing of this is there yet: open an incident.")
}

pub(super) fn incident_opened(with: &With<'_>, look: &Look<'_>) -> Found {
    let (severity, channel) = (with.numbers("severity"), with.text("channel"));
    let (playbook, acknowledged) = (with.yes("playbook", false), with.yes("acknowledged", false));
    let channels = channel.map(|named| look.channels(named));
    best(look, |incident| {
        let mut parts = Parts::default();
        parts.add(true, "an incident");
        if !severity.is_empty() {
            parts.add(severity.contains(&u32::from(incident.severity)), "its severity");
        }
        if let Some(channels) = &channels {
            parts.add(incident.channels.iter().any(|id| channels.contains(id)), "the channel it is on");
        }
        if playbook {
            let there = incident.playbook.is_some_and(|id| look.workspace.records.playbooks.get(id).is_some());
            parts.add(there, "a playbook");
        }
        if acknowledged {
            parts.add(incident.acknowledged.is_some(), "that somebody took it on");
        }
        parts.found("")
    })
}

pub(super) fn incident_statement(with: &With<'_>, look: &Look<'_>) -> Found {
    let (groups, never) = (with.groups("words"), with.texts("never"));
    let least = with.count("min_words", 8);
    let (approved, published) = (with.yes("approved", false), with.yes("published", false));
    best(look, |incident| {
        let all = incident.statements.iter().filter(|one| !one.text.trim().is_empty()).map(|statement| {
            let mut parts = Parts::default();
            parts.share(words(&statement.text) as f64 / least as f64, format!("a statement of {least} words or more"));
            if !groups.is_empty() {
                parts.share(said_share(&statement.text, &groups), "all it has to say");
            }
            if !never.is_empty() {
                parts.add(!says(&statement.text, &never), "nothing it must not say");
            }
            if approved {
                parts.add(statement.approved.is_some() && !statement.approved_by.trim().is_empty(), "who approved it");
            }
            if published {
                parts.add(statement.published.is_some(), "that it is published");
            }
            parts.found("")
        });
        Found::best(all, "There is no statement yet.")
    })
}

pub(super) fn incident_decisions(with: &With<'_>, look: &Look<'_>) -> Found {
    let (decisions, notes) = (with.maybe_count("decisions"), with.maybe_count("notes"));
    let (steps, tasks) = (with.maybe_count("steps"), with.maybe_count("tasks"));
    let least = with.count("min_words", 3);
    if decisions.or(notes).or(steps).or(tasks).is_none() {
        with.fault("decisions", "Ask for at least one of decisions, notes, steps and tasks.");
    }
    best(look, |incident| {
        let mut parts = Parts::default();
        let long = |text: &str| words(text) >= least;
        let decided = incident.decisions.iter().filter(|one| long(&one.text)).count();
        let noted = incident.timeline.iter().filter(|one| long(&one.text)).count();
        for (wanted, there, name) in [
            (decisions, decided, "decisions"),
            (notes, noted, "notes"),
            (steps, incident.steps.len(), "steps of the playbook done"),
            (tasks, incident.tasks.len(), "tasks"),
        ] {
            if let Some(wanted) = wanted {
                parts.share(there as f64 / wanted as f64, format!("{name}: {there} of {wanted}"));
            }
        }
        parts.found("")
    })
}
