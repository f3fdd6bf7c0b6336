//! What belongs to this browser rather than to a workspace: theme, the last workspace and place, when a file was last
//! exported. Where the browser keeps nothing, defaults hold and nothing breaks.

use crate::{
    model::{Id, Instant},
    store::Preferences,
};
use leptos::prelude::document;

fn change(edit: impl FnOnce(&mut Preferences)) {
    let mut preferences = Preferences::load();
    edit(&mut preferences);
    // Not kept is not lost work: the next visit starts with the defaults.
    let _ = preferences.save();
}

/// The chosen theme: `light`, `dark` or `system`.
pub fn theme() -> String {
    Preferences::load().theme.unwrap_or_else(|| "system".to_owned())
}

/// Sets and applies the theme.
pub fn set_theme(theme: &str) {
    change(|preferences| preferences.theme = (theme != "system").then(|| theme.to_owned()));
    apply_theme(theme);
}

/// Applies a theme to the page; the style sheet follows the system where none is chosen.
fn apply_theme(theme: &str) {
    if let Some(root) = document().document_element() {
        // Fails for names that are none only.
        let _ = root.set_attribute("data-theme", theme);
    }
}

/// The workspace that was open last.
pub fn last_workspace() -> Option<Id> {
    Preferences::load().workspace
}

/// Remembers which workspace is open.
pub fn set_last_workspace(id: Option<Id>) {
    change(|preferences| preferences.workspace = id);
}

/// The screen one was on last in a workspace.
pub fn last_place(id: Id) -> Option<String> {
    Preferences::load().place(id).map(str::to_owned)
}

/// Remembers the screen.
pub fn set_last_place(id: Id, address: String) {
    change(|preferences| preferences.set_place(id, address));
}

/// When this browser last exported a workspace to a file.
pub fn last_export(id: Id) -> Option<Instant> {
    Preferences::load().exports.get(&id.to_string()).copied()
}

/// Remembers that a workspace was exported.
pub fn set_last_export(id: Id, at: Instant) {
    change(|preferences| {
        preferences.exports.insert(id.to_string(), at);
    });
}

/// The name under which this person comments and approves; empty where none was given.
pub fn author() -> String {
    Preferences::load().author.unwrap_or_default()
}

/// Remembers the name.
pub fn set_author(name: &str) {
    let name = name.trim();
    change(|preferences| preferences.author = (!name.is_empty()).then(|| name.to_owned()));
}
