//! The audit log: what was done, by whom, and whether the log is whole.

use super::desk::Screen;
use crate::{
    model::record::AuditEntry,
    moderation::audit::{self, Verified},
    ui::{
        components::{Banner, Button, Column, EmptyState, IconName, Table, Tone},
        files,
    },
    view::plan::when,
};
use leptos::prelude::*;
use std::sync::Arc;

/// The log.
#[component]
pub fn Log(screen: Screen) -> impl IntoView {
    let app = screen.app;
    // The latest first.
    let entries: Memo<Arc<Vec<Arc<AuditEntry>>>> = Memo::new(move |_| {
        screen.of(|workspace| {
            let mut entries = audit::entries(&workspace.records);
            entries.reverse();
            Arc::new(entries)
        })
    });
    let verified = RwSignal::new(None::<Verified>);
    // What was said of the log holds for the log as it was.
    Effect::new(move || {
        entries.track();
        verified.set(None);
    });
    let verify = move || verified.set(app.peek().map(|workspace| audit::verify(&workspace.records)));
    let export = move || {
        let Some(workspace) = app.peek() else { return };
        let csv = audit::csv(&workspace.records);
        if let Err(error) = files::download("hearth-audit-log.csv", "text/csv", csv.as_bytes()) {
            app.toasts.fail(error);
        }
    };
    let columns = Signal::derive(move || columns(screen, entries.get()));
    let len = Signal::derive(move || entries.with(|entries| entries.len()));
    let zone = move || screen.zone();
    let outcome = move || {
        verified.get().map(|verified| match verified.broken {
            None => {
                let head = if verified.head.is_empty() { "none".to_owned() } else { verified.head };
                let text = format!("{}, each tied to the one before. Last hash: {head}", entries_in_words(verified.entries));
                view! { <Banner tone=Tone::Good><b>"The log is whole. "</b>{text}</Banner> }.into_any()
            }
            Some(broken) => {
                let text = format!(
                    "Entry no. {} of {}: {}. What comes after it cannot be relied on. Compare with an earlier export or backup.",
                    broken.number,
                    when::day_time(broken.at, zone()),
                    broken.fault.label()
                );
                view! { <Banner tone=Tone::Bad><b>"The log is not whole. "</b>{text}</Banner> }.into_any()
            }
        })
    };
    let empty = || {
        view! { <EmptyState icon=IconName::File title="Nothing in the log yet" text="Every flag, decision, appeal and change of a word list is written here, each entry tied to the one before by a hash. Nothing can be taken out, and undo adds an entry that says so."><span></span></EmptyState> }
            .into_any()
    };
    view! {
        <div class="row flag-tools">
            <Button icon=IconName::Check on_press=verify>"Verify"</Button>
            <Button icon=IconName::Export on_press=export>"Export as CSV"</Button>
            <span class="muted small">"Write the last hash down elsewhere, such as in a report: it shows later whether the end was cut off."</span>
        </div>
        <div class="log-outcome">{outcome}</div>
        <Table label="Audit log" columns len search_label="Search the log" empty=empty/>
    }
}

fn entries_in_words(number: usize) -> String {
    if number == 1 { "1 entry".to_owned() } else { format!("{number} entries") }
}

fn columns(screen: Screen, entries: Arc<Vec<Arc<AuditEntry>>>) -> Vec<Column> {
    let zone = screen.zone();
    let text = |get: fn(&AuditEntry) -> String| {
        let entries = entries.clone();
        move |row: usize| entries.get(row).map(|entry| get(entry)).unwrap_or_default()
    };
    let (times, numbers, tones) = (entries.clone(), entries.clone(), entries.clone());
    let at = {
        let entries = entries.clone();
        move |row: usize| entries.get(row).map(|entry| when::day_time(entry.created, zone)).unwrap_or_default()
    };
    let is_back = |entry: &AuditEntry| entry.of.is_some();
    vec![
        Column::number(
            "number",
            "No.",
            |number| format!("{number:.0}"),
            move |row| numbers.get(row).map(|entry| entry.number as f64),
        )
        .width(64, 0.0),
        Column::text("at", "When", at)
            .sorted_by(move |row| times.get(row).map(|entry| entry.created as f64))
            .width(140, 0.5),
        Column::text("who", "Who", text(|entry| entry.who.clone())).width(110, 0.5),
        Column::text(
            "action",
            "What",
            text(|entry| match entry.of {
                Some(of) => format!("{} (no. {of})", entry.action.label()),
                None => entry.action.label().to_owned(),
            }),
        )
        .badge(move |row| tones.get(row).filter(|entry| is_back(entry)).map(|_| Tone::Warn))
        .width(130, 0.5),
        Column::text("details", "Details", text(|entry| entry.details.clone())).width(260, 3.0),
        Column::text("hash", "Hash", text(|entry| entry.hash.chars().take(12).collect()))
            .width(110, 0.3)
            .hide_below(1100),
    ]
}
