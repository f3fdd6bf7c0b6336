//! Events, their guests and their surveys as files, in and out.

use super::Held;
use crate::{
    interchange::{rsvp, table::csv_out},
    model::{Action, Command, record::Event},
    ui::{
        app_state::App,
        clock,
        components::{IconName, Menu, MenuItem},
        pages::files_in::{Answers, File, FileIn, Preview, download},
    },
    view::plan::ical,
};
use leptos::prelude::*;

/// The menu of the events screen.
#[component]
pub fn AllFiles(app: App) -> impl IntoView {
    let open = RwSignal::new(false);
    let out = move || {
        let Some(workspace) = app.peek() else { return };
        let text = ical::write_events(&workspace, workspace.records.events.iter().map(|event| &**event), clock::now());
        download(
            app,
            &format!("events-{}.ics", clock::today(workspace.settings.zone)),
            "text/calendar;charset=utf-8",
            text.as_bytes(),
        );
    };
    let items = vec![
        MenuItem::new("Calendar file out (.ics)", out).icon(IconName::Export),
        MenuItem::new("Calendar file in (.ics)…", move || open.set(true)).icon(IconName::Import),
    ];
    let read = move |(name, bytes): File, _: Answers| {
        let workspace = app.workspace.get().ok_or("No workspace is open.")?;
        ical::read_events(&workspace, &name, &bytes, clock::now()).map(Preview::from).map_err(|error| error.to_string())
    };
    view! {
        <Menu label="Files of events" trigger=|| "Files" items=Signal::stored(items)/>
        <FileIn open title="Take events in from a calendar" text="A calendar file (.ics) of any calendar application. You see what it changes before anything does."
            accept=".ics" read=Callback::new(move |(file, answers): (File, Answers)| read(file, answers))/>
    }
}

fn put(event: Event, label: String) -> Action {
    Action::new(label, Command::Put(Event { updated: clock::now(), ..event }.into()))
}

/// The files of one event's guests.
#[component]
pub fn GuestFiles(held: Held) -> impl IntoView {
    let app = held.app;
    let (answers, survey) = (RwSignal::new(false), RwSignal::new(false));
    let file_name = move |ending: &str| {
        held.peek().map_or_else(String::new, |event| format!("guests-{}.{ending}", event.zone.day(event.start)))
    };
    let csv = move || {
        if let Some(event) = held.peek() {
            let text = rsvp::write_answers(&event, true, csv_out::Options::default());
            download(app, &file_name("csv"), "text/csv;charset=utf-8", text.as_bytes());
        }
    };
    let ics = move || {
        if let (Some(event), Some(workspace)) = (held.peek(), app.peek()) {
            let text = ical::write_events(&workspace, std::iter::once(&event), clock::now());
            download(app, &file_name("ics").replace("guests", "event"), "text/calendar;charset=utf-8", text.as_bytes());
        }
    };
    let items = vec![
        MenuItem::new("Answers in (CSV, Meetup)…", move || answers.set(true)).icon(IconName::Import),
        MenuItem::new("Survey in (CSV)…", move || survey.set(true)).icon(IconName::Import),
        MenuItem::new("Guest list out (CSV)", csv).icon(IconName::Export),
        MenuItem::new("This event out (.ics)", ics).icon(IconName::Export),
    ];
    let lines = |rejected: &[crate::interchange::table::Rejected]| {
        rejected.iter().map(|one| format!("Row {} {}: {}", one.row, one.column, one.reason)).collect::<Vec<_>>()
    };
    let read_answers = move |(name, bytes): File, _: Answers| {
        let event = held.event.get().ok_or("The event was removed.")?;
        let import = rsvp::read_answers(&name, bytes.to_vec(), &event, clock::now(), &mut clock::mint)
            .map_err(|error| error.to_string())?;
        let (new, changed) = (import.count(rsvp::RowKind::New), import.count(rsvp::RowKind::Changed));
        Ok(Preview {
            counts: vec![
                ("New", new),
                ("Changed", changed),
                ("The same", import.count(rsvp::RowKind::Same)),
                ("Not taken", import.rejected.len()),
            ],
            notes: import.notes.clone(),
            problems: lines(&import.rejected),
            questions: Vec::new(),
            action: (new + changed > 0).then(|| put(import.event, format!("Answers taken from {name}"))),
        })
    };
    let read_survey = move |(name, bytes): File, _: Answers| {
        let event = held.event.get().ok_or("The event was removed.")?;
        let import =
            rsvp::read_survey(&name, bytes.to_vec(), &event, clock::now()).map_err(|error| error.to_string())?;
        Ok(Preview {
            counts: vec![("New", import.added), ("The same", import.same), ("Not taken", import.rejected.len())],
            notes: Vec::new(),
            problems: lines(&import.rejected),
            questions: Vec::new(),
            action: (import.added > 0).then(|| put(import.event, format!("Survey taken from {name}"))),
        })
    };
    view! {
        <Menu label="Files of this event" trigger=|| "Files" items=Signal::stored(items)/>
        <FileIn open=answers title="Take answers in" text="A table of names and answers (CSV), or Meetup’s export of the event. You see what it changes before anything does."
            accept=".csv,.tsv,.txt,.xls" read=Callback::new(move |(file, given): (File, Answers)| read_answers(file, given))/>
        <FileIn open=survey title="Take a survey in" text="A table (CSV) with a rating of 1 to 5, a recommendation of 0 to 10, a comment."
            accept=".csv,.tsv,.txt" read=Callback::new(move |(file, given): (File, Answers)| read_survey(file, given))/>
    }
}
