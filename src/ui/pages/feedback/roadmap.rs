//! The public roadmap: what it will say, then the file.

use super::desk::Desk;
use crate::{
    feedback::{RoadmapOptions, on_roadmap, roadmap, tally},
    model::record::{FeedbackItem, FeedbackStatus},
    ui::{
        clock,
        components::{Button, Checkbox, Dialog, Field, IconName, Look, TextInput},
        pages::{content_count as count, files_in::download},
    },
    view::feedback::{clipped, named},
};
use leptos::prelude::*;
use std::sync::Arc;

/// Items of a status that the preview shows.
const SHOWN: usize = 30;

/// The dialog.
#[component]
pub fn Roadmap(desk: Desk, open: RwSignal<bool>) -> impl IntoView {
    let app = desk.app;
    let heading = app.peek().map(|workspace| format!("{}: roadmap", workspace.settings.name)).unwrap_or_default();
    let title = RwSignal::new(heading);
    let votes = RwSignal::new(true);
    let statuses = RwSignal::new(vec![FeedbackStatus::Planned, FeedbackStatus::Started, FeedbackStatus::Completed]);
    let items = move || -> Vec<Arc<FeedbackItem>> {
        app.workspace
            .with(|workspace| workspace.as_ref().map(|it| it.records.feedback.iter().cloned().collect()))
            .unwrap_or_default()
    };
    let tick = move |status: FeedbackStatus, on: bool| {
        statuses.update(|statuses| {
            // In the order of the way, whatever is ticked first.
            let chosen = |one: &FeedbackStatus| if *one == status { on } else { statuses.contains(one) };
            *statuses = RoadmapOptions::OFFERED.into_iter().filter(chosen).collect();
        });
    };
    let take = move || {
        let day = clock::today(desk.zone());
        let options = RoadmapOptions {
            title: title.get_untracked(),
            day,
            votes: votes.get_untracked(),
            statuses: statuses.get_untracked(),
        };
        let items = items();
        let page = roadmap(items.iter().map(|item| &**item), &options);
        download(app, &format!("roadmap-{day}.html"), "text/html;charset=utf-8", page.as_bytes());
        open.set(false);
    };
    let footer = move || {
        view! {
            <Button on_press=move || open.set(false)>"Cancel"</Button>
            <Button look=Look::Primary icon=IconName::Export on_press=take>"Download the roadmap"</Button>
        }
        .into_any()
    };
    let preview = move || {
        let items = items();
        let with_votes = votes.get();
        statuses
            .get()
            .into_iter()
            .map(|status| {
                let found = on_roadmap(items.iter().map(|item| &**item), status);
                let more = found.len().saturating_sub(SHOWN);
                let lines = found.iter().take(SHOWN).map(|item| {
                    let votes = tally(item).votes;
                    let facts = (with_votes && votes > 0).then(|| format!(" · {}", count(votes, "vote")));
                    view! {
                        <li><b dir="auto">{item.title.clone()}</b><span class="muted">{facts}</span>
                            {(!item.response.is_empty()).then(|| view! { <p class="small" dir="auto">{clipped(&item.response)}</p> })}</li>
                    }
                });
                let lines = lines.collect_view();
                view! {
                    <section><h3>{format!("{} ({})", status.label(), found.len())}</h3>
                        <ul>{lines}{(more > 0).then(|| view! { <li class="muted">{format!("and {more} more")}</li> })}</ul></section>
                }
            })
            .collect_view()
    };
    // A name in a response goes out with it: better seen now.
    let warnings = move || {
        let found = app.workspace.with(|workspace| {
            workspace.as_ref().map(|workspace| statuses.with(|statuses| named(workspace, statuses))).unwrap_or_default()
        });
        (!found.is_empty()).then(|| {
            let lines = found.into_iter().take(SHOWN).map(|(title, name)| {
                view! { <li dir="auto">{format!("“{}” may name {name}", clipped(&title))}</li> }
            });
            let lines = lines.collect_view();
            view! { <div class="already"><p>"Names that would go out:"</p><ul>{lines}</ul></div> }
        })
    };
    view! {
        <Dialog open title="Public roadmap" wide=true footer=footer>
            <p class="muted">"One HTML file that you can put on any web page or send. It has titles, areas, public responses and the number of votes, and nothing else: no description, no note, no name of anybody who asked."</p>
            <Field label="Heading"><TextInput value=title/></Field>
            <fieldset class="choices choices-row">
                <legend>"What it shows"</legend>
                {RoadmapOptions::OFFERED.map(|status| {
                    let checked = Signal::derive(move || statuses.with(|statuses| statuses.contains(&status)));
                    view! { <Checkbox checked label=status.label() on_change=move |on: bool| tick(status, on)/> }
                }).collect_view()}
                <Checkbox checked=votes label="Number of votes" on_change=move |on: bool| votes.set(on)/>
            </fieldset>
            <h3>"What it will say"</h3>
            {warnings}
            <div class="roadmap-preview" tabindex="0" role="group" aria-label="What the roadmap will say">{preview}</div>
        </Dialog>
    }
}
