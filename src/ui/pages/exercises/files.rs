//! Files of the exercises: a pack taken in, the student file given out.

use crate::{
    course::content,
    interchange::{exercise, student_file},
    model::{Action, Command, Record},
    ui::{
        app_state::App,
        clock,
        components::{Button, IconName},
        files,
        pages::files_in::{Answers, File, FileIn, Preview, download},
    },
};
use leptos::prelude::*;
use std::sync::Arc;
use wasm_bindgen_futures::spawn_local;

/// How much of a dropped file is read to know it, in bytes.
const START: i32 = 4_096;

/// Takes a pack of exercises in from a file.
#[component]
pub fn PackIn(app: App) -> impl IntoView {
    let open = RwSignal::new(false);
    let dropped = RwSignal::new(None::<File>);
    files::take_here(move |file| {
        spawn_local(async move {
            // Packs say what they are at their beginning; anything else is an import as everywhere.
            let start = match file.slice_with_i32_and_i32(0, START) {
                Ok(start) => files::read(&start).await.unwrap_or_default(),
                Err(_) => Vec::new(),
            };
            if !String::from_utf8_lossy(&start).contains(exercise::PACK_FORMAT) {
                return files::import(app, file);
            }
            match files::read(&file).await {
                Ok(bytes) => {
                    // Opening first: a dialog that opens begins without a file.
                    open.set(true);
                    dropped.set(Some((file.name(), Arc::new(bytes))));
                }
                Err(unreadable) => app.toasts.fail(unreadable.about(&file.name())),
            }
        });
    });
    let read = move |(name, bytes): File| -> Result<Preview, String> {
        let workspace = app.peek().ok_or("No workspace is open.")?;
        let file = exercise::read_pack(&name, &bytes, clock::now()).map_err(|error| error.to_string())?;
        let mut pack = file.pack;
        let before = workspace.records.exercise_packs.get(pack.id);
        let mut notes = Vec::new();
        let mut same = false;
        if let Some(before) = before {
            // When it was made here, and one's own words about it, are not in the file.
            (pack.created, pack.updated) = (before.created, before.updated);
            (pack.notes, pack.links, pack.archived) = (before.notes.clone(), before.links.clone(), before.archived);
            same = **before == pack;
            if !same {
                pack.updated = clock::now();
                notes.push(format!(
                    "“{}” is here already and changes to what the file says. Work that was done on it stays.",
                    before.name
                ));
            }
        }
        // They are taken in all the same: whoever wrote the pack corrects them here.
        notes
            .extend(file.findings.iter().map(|one| format!("{}: {}: {}", one.severity.label(), one.path, one.message)));
        let counts = vec![("Packs", 1), ("Exercises", pack.exercises.len())];
        let label = format!("Exercises taken from {name}");
        let action = (!same).then(|| Action::new(label, Command::Put(Record::from(pack))));
        Ok(Preview { counts, notes, action, ..Preview::default() })
    };
    view! {
        <Button icon=IconName::Import on_press=move || open.set(true)>"Pack in"</Button>
        <FileIn open title="Take a pack of exercises in" text="A pack is a JSON file that a teacher gives you; docs/exercises.md describes it. It can be dropped on this screen as well. You see what is in it before anything changes."
            accept=".json" file=dropped read=Callback::new(move |(file, _): (File, Answers)| read(file))/>
    }
}

/// Gives the student file out.
pub fn hand_in(app: App) {
    let Some(workspace) = app.peek() else { return };
    let now = clock::now();
    match student_file::write(&workspace, content::exercises(), now) {
        Ok(text) => {
            let name = workspace.records.learners.iter().next().map(|one| one.name.clone()).unwrap_or_default();
            let plain: String =
                name.chars().map(|letter| if letter.is_alphanumeric() { letter } else { '-' }).take(60).collect();
            let day = workspace.settings.zone.day(now);
            let file = format!("student-{}-{day}.json", plain.to_lowercase());
            download(app, &file, "application/json", text.as_bytes());
        }
        Err(error) => app.toasts.fail(error.to_string()),
    }
}
