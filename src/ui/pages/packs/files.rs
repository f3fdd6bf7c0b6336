//! Packs as files, in and out: Hearth's own, and GIFT, Moodle's text format.

use super::list::counted;
use crate::{
    interchange::{exercise::write_pack, gift},
    model::{
        Action, Command, Id,
        record::{Exercise, ExercisePack},
    },
    ui::{
        app_state::{App, use_app},
        clock,
        components::{Button, Dialog, Look},
        pages::files_in::{Answers, File, FileIn, Preview, download},
    },
    view::{packs, route::PackKey},
};
use leptos::prelude::*;

/// Lines of what is left out that are shown.
const SHOWN: usize = 50;

/// Gives a pack out as a file.
pub fn pack_out(app: App, key: PackKey) {
    let Some(pack) = app.peek().and_then(|workspace| packs::pack_of(&workspace, key)) else { return };
    download(app, &packs::file_name(&pack, "json"), "application/json", write_pack(&pack).as_bytes());
}

/// What an exercise is called where many are listed.
fn named(exercise: &Exercise) -> String {
    format!("{}: {}", packs::kind_label(&exercise.question), exercise.title)
}

/// Takes a GIFT file in: as a new pack, or at the end of one.
#[component]
pub fn GiftIn(open: RwSignal<bool>, pack: Option<Id>) -> impl IntoView {
    let app = use_app();
    let read = move |(name, bytes): File| -> Result<Preview, String> {
        let workspace = app.peek().ok_or("No workspace is open.")?;
        let file = gift::read(&name, &bytes).map_err(|error| error.to_string())?;
        let taken = gift::import(&file);
        let problems = file.problems.iter().chain(&taken.left_out).map(ToString::to_string).collect();
        let notes = taken.exercises.iter().map(named).collect();
        let count = taken.exercises.len();
        let mut into = match pack {
            Some(id) => workspace
                .records
                .exercise_packs
                .get(id)
                .map(|pack| (**pack).clone())
                .ok_or("This pack is not here any more.")?,
            None => {
                let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
                ExercisePack::new(clock::mint(), clock::now(), stem.chars().take(180).collect::<String>())
            }
        };
        packs::take_in(&mut into, taken.exercises);
        into.updated = clock::now();
        let action = Action::new(format!("{} taken from {name}", counted(count)), Command::Put(into.into()));
        Ok(Preview {
            counts: vec![("Exercises", count)],
            notes,
            problems,
            action: (count > 0).then_some(action),
            ..Preview::default()
        })
    };
    let title = if pack.is_some() { "Take GIFT into this pack" } else { "Take GIFT in as a new pack" };
    view! {
        <FileIn open title=title text="GIFT is the text format in which Moodle gives questions out. You see what is taken and what is left out, with its line, before anything changes."
            accept=".gift,.txt" read=Callback::new(move |(file, _): (File, Answers)| read(file))/>
    }
}

/// Gives a pack out as GIFT, and says first what GIFT cannot hold.
#[component]
pub fn GiftOut(open: RwSignal<bool>, key: PackKey) -> impl IntoView {
    let app = use_app();
    let pack = move || app.workspace.with(|workspace| packs::pack_of(workspace.as_ref()?, key));
    let give = move || {
        if let Some(pack) = app.peek().and_then(|workspace| packs::pack_of(&workspace, key)) {
            let text = gift::export(&pack.exercises).text;
            download(app, &packs::file_name(&pack, "gift.txt"), "text/plain", text.as_bytes());
        }
        open.set(false);
    };
    let footer = move || {
        view! {
            <Button on_press=move || open.set(false)>"Cancel"</Button>
            <Button look=Look::Primary on_press=give>"Give out"</Button>
        }
        .into_any()
    };
    view! {
        <Dialog open title="GIFT out" footer=footer>
            <p class="muted">"GIFT is the text format that Moodle reads: Question bank, Import, GIFT."</p>
            {move || pack().map(|pack| {
                let out = gift::export(&pack.exercises);
                let more = out.left_out.len().saturating_sub(SHOWN);
                let all = out.left_out.is_empty();
                view! {
                    <p><b>{counted(pack.exercises.len())}</b></p>
                    {all.then(|| view! { <p>"Everything of this pack is in the file."</p> })}
                    {(!all).then(|| view! {
                        <h3>"What the file does not hold"</h3>
                        <ul class="stack-tight small">
                            {out.left_out.into_iter().take(SHOWN).map(|(id, what)| view! { <li class="break" dir="auto">{format!("{id}: {what}")}</li> }).collect_view()}
                            {(more > 0).then(|| view! { <li class="muted">{format!("and {more} more")}</li> })}
                        </ul>
                    })}
                }
            })}
        </Dialog>
    }
}
