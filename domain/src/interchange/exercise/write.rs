//! Writing packs and exercises, as one would write them by hand: indented, what is empty left out.

use super::{EXERCISE_FORMAT, PACK_FORMAT, VERSION};
use crate::model::record::{Exercise, ExercisePack};
use serde::Serialize;

#[derive(Serialize)]
struct File<'a, T> {
    format: &'static str,
    version: u64,
    #[serde(flatten)]
    of: &'a T,
}

/// Writes a pack as a file. Its notes, its links and whether it was put away stay in the workspace.
pub fn write_pack(pack: &ExercisePack) -> String {
    let mut pack = ExercisePack { archived: None, links: Vec::new(), notes: String::new(), ..pack.clone() };
    own(&mut pack.extra);
    text(PACK_FORMAT, &pack)
}

/// Writes one exercise as a file.
pub fn write_exercise(exercise: &Exercise) -> String {
    let mut exercise = exercise.clone();
    own(&mut exercise.extra);
    text(EXERCISE_FORMAT, &exercise)
}

/// What the file says itself is not the record's to say.
fn own(extra: &mut crate::model::Extra) {
    extra.retain(|name, _| !["format", "version"].contains(&name.as_str()));
}

fn text<T: Serialize>(format: &'static str, of: &T) -> String {
    // Texts, numbers and lists always have a form in JSON.
    let mut text = serde_json::to_string_pretty(&File { format, version: VERSION, of }).unwrap_or_default();
    text.push('\n');
    text
}
