//! Drills: the list with the runs there were, and drills as files.

use super::{Desk, address};
use crate::{
    crisis::{drill, drill_file},
    model::{Action, Command, Id, RecordKind, record::Drill, words},
    ui::{
        clock,
        components::{Badge, Button, EmptyState, IconName, Link, Look, Tone},
        pages::files_in::{Answers, File, FileIn, Preview, download},
    },
    view::{
        crisis,
        route::{CrisisSide, CrisisView, Opened},
    },
};
use leptos::prelude::*;
use std::sync::Arc;

/// Runs of a drill that are listed.
const RUNS: usize = 10;

/// How a score looks.
pub fn tone(score: f64) -> Tone {
    match score {
        score if score >= 75.0 => Tone::Good,
        score if score >= 50.0 => Tone::Warn,
        _ => Tone::Bad,
    }
}

/// Takes a drill in from a file.
#[component]
pub fn DrillIn(desk: Desk) -> impl IntoView {
    let app = desk.app;
    let open = RwSignal::new(false);
    let read = move |(name, bytes): File| -> Result<Preview, String> {
        let workspace = app.peek().ok_or("No workspace is open.")?;
        let drill =
            drill_file::read(&name, &bytes, clock::now(), &mut clock::mint).map_err(|error| error.to_string())?;
        let known = workspace.records.drills.iter().any(|one| one.name == drill.name);
        let notes = known.then(|| format!("There is a drill “{}” already; this one stands beside it.", drill.name));
        Ok(Preview {
            counts: vec![("Drills", 1), ("Messages", drill.messages.len())],
            notes: notes.into_iter().collect(),
            action: Some(Action::new(format!("Drill taken from {name}"), Command::Put(drill.into()))),
            ..Preview::default()
        })
    };
    view! {
        <Button icon=IconName::Import on_press=move || open.set(true)>"Drill in"</Button>
        <FileIn open title="Take a drill in" text="A drill is a JSON file that can be written by hand; docs/drills.md describes it. You see what is in it before anything changes."
            accept=".json" read=Callback::new(move |(file, _): (File, Answers)| read(file))/>
    }
}

/// Gives a drill out as a file.
fn out(desk: Desk, id: Id) {
    let Some(drill) = desk.app.peek().and_then(|workspace| workspace.records.drills.get(id).cloned()) else { return };
    let plain: String =
        drill.name.chars().map(|letter| if letter.is_alphanumeric() { letter } else { '-' }).take(60).collect();
    let text = drill_file::write(&drill);
    download(desk.app, &format!("drill-{}.json", plain.to_lowercase()), "application/json", text.as_bytes());
}

/// All drills.
#[component]
pub fn Drills(desk: Desk) -> impl IntoView {
    let app = desk.app;
    let all = Memo::new(move |_| {
        app.workspace.with(|workspace| {
            let drills = workspace.as_ref().map(|it| it.records.drills.iter().cloned().collect::<Vec<Arc<Drill>>>());
            drills.unwrap_or_default()
        })
    });
    let new = || address(CrisisView::open(Opened::new(RecordKind::Drill)));
    view! {
        <Show
            when=move || !all.with(Vec::is_empty)
            fallback=move || view! {
                <EmptyState icon=IconName::Clock title="No drills yet" text="A drill plays a made-up crisis against the clock: messages arrive, you answer, escalate or leave them, and every point of the score says why.">
                    <Link look=Look::Primary href=new()>"New drill"</Link>
                </EmptyState>
            }
        >
            <ul class="card-list crisis-drills">
                {move || all.get().into_iter().map(|one| card(desk, &one)).collect_view()}
            </ul>
        </Show>
    }
}

fn card(desk: Desk, one: &Drill) -> AnyView {
    let id = one.id;
    let count = one.messages.len();
    let length = crisis::rough(drill::length(one));
    let runs: Vec<_> = one.runs.iter().enumerate().rev().take(RUNS).collect();
    let list = (!runs.is_empty()).then(|| {
        let lines = runs.into_iter().map(|(place, run)| {
            let who = if run.who.is_empty() { "Somebody".to_owned() } else { run.who.clone() };
            let score = run.score.map(|score| (tone(score), format!("{} of 100", words::decimals(score, 0))));
            view! {
                <li class="row wrap">
                    <a href=address(CrisisView::drill(id, CrisisSide::Main, Some(place)))>{desk.when(run.at)}</a>
                    <span class="break" dir="auto">{who}</span>
                    {score.map(|(tone, words)| view! { <Badge tone>{words}</Badge> })}
                </li>
            }
        });
        view! { <h3>"Runs"</h3><ul class="plain-list stack-tight">{lines.collect_view()}</ul> }
    });
    view! {
        <li class="card stack">
            <h2 class="break" dir="auto">{one.name.clone()}</h2>
            <p class="muted small">{format!("{}, over after {length} at the latest", super::playbooks::count(count, "message"))}</p>
            {list}
            <div class="button-row">
                {(count > 0).then(|| view! { <Link look=Look::Primary icon=IconName::Clock href=address(CrisisView::drill(id, CrisisSide::Play, None))>"Play"</Link> })}
                <Link look=Look::Secondary icon=IconName::Edit href=address(CrisisView::open(Opened::edit(RecordKind::Drill, id)))>"Edit"</Link>
                <Button icon=IconName::Export on_press=move || out(desk, id)>"Drill out"</Button>
            </div>
        </li>
    }
    .into_any()
}
