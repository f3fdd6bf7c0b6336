//! Rules for annotations, dashboards and saved views.

use super::{Found, Look, Parts, said_share, words};
use crate::{
    course::task::with::With,
    model::record::{AnnotationKind, Dashboard},
};

pub(super) fn annotation_on(with: &With<'_>, look: &Look<'_>) -> Found {
    with.required("day");
    let (day, within) =
        (with.day("day", look, look.begun), with.number("within_days").unwrap_or(0.0).clamp(0.0, 366.0));
    let (groups, kinds) = (with.groups("words"), with.choices("kind", AnnotationKind::of_key));
    let least = with.count("min_words", 1);
    let all = look.workspace.records.annotations.iter().filter(|one| look.is_new(one.created)).map(|one| {
        let text = format!("{} {} {}", one.title, one.text, one.notes);
        let (start, end) = (one.period().start, one.period().end);
        let apart = (start.0.saturating_sub(day.0)).max(day.0.saturating_sub(end.0)).max(0);
        let mut parts = Parts::default();
        parts.add(f64::from(apart) <= within, "the day");
        if !groups.is_empty() {
            parts.share(said_share(&text, &groups), "what happened");
        }
        if !kinds.is_empty() {
            parts.add(kinds.contains(&one.kind), "its kind");
        }
        if least > 1 {
            parts.share(words(&text) as f64 / least as f64, format!("{least} words or more"));
        }
        parts.found("")
    });
    Found::best(all, "There is no new annotation yet.")
}

/// The KPIs that a dashboard shows: its figures, and the saved views by their addresses.
fn shows(look: &Look<'_>, board: &Dashboard, kpi: &str) -> bool {
    board.items.iter().any(|item| {
        let view = item.view.and_then(|id| look.workspace.records.saved_views.get(id));
        item.kpi.as_deref() == Some(kpi) || view.is_some_and(|view| has(&view.address, &format!("kpi={kpi}")))
    })
}

/// Whether an address has a part of its query.
fn has(address: &str, part: &str) -> bool {
    address.split(['?', '&']).skip(1).any(|one| one == part)
}

pub(super) fn dashboard_shows(with: &With<'_>, look: &Look<'_>) -> Found {
    let kpis = with.some_texts("kpis");
    let least = with.maybe_count("at_least").unwrap_or(kpis.len().max(1));
    let note = with.maybe_count("note_words");
    let all = look.workspace.records.dashboards.iter().filter(|one| look.is_new(one.created)).map(|board| {
        let mut parts = Parts::default();
        let there = kpis.iter().filter(|kpi| shows(look, board, kpi)).count();
        parts.share(there as f64 / least as f64, format!("KPIs that are asked for: {there} of {least}"));
        if let Some(least) = note {
            parts.share(words(&board.notes) as f64 / least as f64, format!("notes of {least} words or more"));
        }
        parts.found("")
    });
    Found::best(all, "No new dashboard shows one of the KPIs yet.")
}

pub(super) fn saved_view(with: &With<'_>, look: &Look<'_>) -> Found {
    let wanted = with.some_texts("address_has");
    let all = look.workspace.records.saved_views.iter().filter(|one| look.is_new(one.created)).map(|view| {
        let there = wanted.iter().filter(|part| has(&view.address, part)).count();
        Found::of(there, wanted.len(), format!("{there} of {} settings of the view are as asked for.", wanted.len()))
    });
    Found::best(all, "No view was saved yet.")
}
