//! What is done with whole packs, each as one step that can be taken back.

use super::to;
use crate::{
    model::{Action, Command, Id, RecordKey, RecordKind, record::ExercisePack},
    ui::{app_state::App, clock},
    view::{
        packs,
        route::{PackKey, PacksView},
    },
};

/// Carries an action out; whether it was taken.
pub fn apply(app: App, action: Action) -> bool {
    match app.apply(action) {
        Ok(()) => true,
        Err(error) => {
            app.toasts.fail(error.to_string());
            false
        }
    }
}

/// Changes a pack.
pub fn change(app: App, id: Id, label: &str, change: impl FnOnce(&mut ExercisePack)) -> bool {
    let Some(mut pack) = app.peek().and_then(|it| it.records.exercise_packs.get(id).map(|pack| (**pack).clone()))
    else {
        return false;
    };
    change(&mut pack);
    pack.updated = clock::now();
    apply(app, Action::new(label, Command::Put(pack.into())))
}

/// Copies a pack, or the course's, and goes to the copy.
pub fn copy(app: App, key: PackKey) {
    let Some(pack) = app.peek().and_then(|workspace| packs::pack_of(&workspace, key)) else { return };
    let copy = packs::copied(&pack, clock::mint(), clock::now());
    let id = copy.id;
    if apply(app, Action::new("Exercise pack copied", Command::Put(copy.into()))) {
        to(app, PacksView::pack(PackKey::Own(id)));
    }
}

/// Puts a pack away, or brings it back.
pub fn archive(app: App, id: Id, away: bool) {
    let now = clock::now();
    let label = if away { "Exercise pack archived" } else { "Exercise pack brought back" };
    change(app, id, label, |pack| pack.archived = away.then_some(now));
}

/// Takes a pack out. The toast and undo bring it back.
pub fn delete(app: App, id: Id) {
    if apply(app, Action::remove(RecordKey { kind: RecordKind::ExercisePack, id })) {
        to(app, PacksView::default());
    }
}
